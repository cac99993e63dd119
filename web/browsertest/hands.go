package browsertest

import (
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/performance"
	"github.com/stretchr/testify/require"
)

// Resize gives the window's inside another size in CSS pixels, and another number of device pixels in one. The
// browser's own zoom does the same: at 200 % the page is half as large and every CSS pixel twice as fine.
func (p *Page) Resize(width, height int, scale float64) {
	p.t.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: scale}
	call(p, emulation.SetDeviceMetricsOverride, size)
}

// Fingers says where fingers are on the screen now, in CSS pixels; none lifts them all. The first call puts them down.
func (p *Page) Fingers(kind input.DispatchTouchEventType, at ...[2]float64) {
	p.t.Helper()
	event := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	for i, place := range at {
		event.TouchPoints = append(event.TouchPoints, &input.TouchPoint{X: place[0], Y: place[1], ID: new(float64(i + 1))})
	}
	call(p, input.DispatchTouchEvent, event)
}

// Tap touches a place and lifts again, after one picture: where each takes long, a
// touch for several would be a long press.
func (p *Page) Tap(x, y float64) {
	p.t.Helper()
	p.Fingers(input.DispatchTouchEventTypeTouchStart, [2]float64{x, y})
	p.Picture()
	p.Fingers(input.DispatchTouchEventTypeTouchEnd)
	Eval[bool](p, frames(4))
}

// Picture waits for the next one: the page has seen by then what hands did before.
func (p *Page) Picture() {
	p.t.Helper()
	Eval[bool](p, frames(1))
}

// frames is a promise that settles after so many pictures.
func frames(n int) string {
	done := "done(true)"
	for range n {
		done = "requestAnimationFrame(() => " + done + ")"
	}
	return "new Promise((done) => " + done + ")"
}

// Busy is how much of the next stretch of time the page's main thread spends on tasks.
func (p *Page) Busy(during time.Duration) time.Duration {
	p.t.Helper()
	call(p, performance.Enable, performance.EnableParams{})
	before := p.taskTime()
	time.Sleep(during)
	return p.taskTime() - before
}

func (p *Page) taskTime() time.Duration {
	p.t.Helper()
	for _, m := range call(p, performance.GetMetrics, cdp.Empty{}).Metrics {
		if m.Name == "TaskDuration" {
			return time.Duration(m.Value * float64(time.Second))
		}
	}
	require.Fail(p.t, "the browser does not say how long its tasks took")
	return 0
}
