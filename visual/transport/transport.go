// Package transport is the lower edge of the stage and of a comparison: the buttons, the
// timeline and the clock.
package transport

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Transport is the buttons, the timeline and the clock at the lower edge.
type Transport struct {
	Env   *screen.Env
	Pace  *play.Pace
	Span  func() sim.Time // what the timeline spans
	Hover bool
	texts struct{ clock, below screen.Memo }
}

// ButtonAt is where a button stands: step back, play, step forward, speed.
func (t *Transport) ButtonAt(i int) paint.Rect {
	x, y := t.Env.Edge(), t.Env.H-64
	if t.Env.Low() {
		y = t.Env.H - 54
		return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 48, Y: y - 2, W: 48, H: 48}, {X: x + 100, Y: y, W: 44, H: 44}, {X: x + 148, Y: y, W: 48, H: 44}}[i]
	}
	return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 52, Y: y - 6, W: 56, H: 56}, {X: x + 116, Y: y, W: 44, H: 44}, {X: x + 164, Y: y, W: 48, H: 44}}[i]
}

// BarArea is where the timeline stands.
func (t *Transport) BarArea() paint.Rect {
	switch {
	case t.Env.Slim():
		return paint.Rect{X: t.Env.Edge() + 12, Y: t.Env.H - t.Env.TransportH() + min(SlimAbove, t.Env.TransportH()-96), W: t.Env.W - 2*t.Env.Edge() - 24, H: 10}
	case t.Env.Low():
		return paint.Rect{X: 224, Y: t.Env.H - 40, W: t.Env.W - 224 - 132, H: 10}
	}
	return paint.Rect{X: 244, Y: t.Env.H - 48, W: t.Env.W - 244 - 152, H: 10}
}

// TimeAt turns a place on the bar into virtual time.
func (t *Transport) TimeAt(x float32) sim.Time { return TimeIn(t.BarArea(), x, t.Span()) }

// TimeIn turns a place on a timeline of a span into a time.
func TimeIn(r paint.Rect, x float32, span sim.Time) sim.Time {
	return sim.Time(float64(min(max((x-r.X)/r.W, 0), 1)) * float64(span))
}

// XAt turns a virtual time into a place on the bar.
func (t *Transport) XAt(at sim.Time) float32 {
	r := t.BarArea()
	return r.X + r.W*float32(min(float64(at)/float64(t.Span()), 1))
}

func (t *Transport) DrawButtons(p *paint.Painter) {
	th := t.Env.Theme
	for i, symbol := range []paint.Symbol{paint.StepBack, paint.Play, paint.StepForward} {
		r := t.ButtonAt(i)
		if i == 1 {
			if t.Pace.Playing {
				symbol = paint.Pause
			}
			p.Disc(r.X+r.W/2, r.Y+r.H/2, r.W/2, th.Blue)
			p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 28, th.OnAccent)
			continue
		}
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 24, th.Text)
	}
	r := t.ButtonAt(3)
	p.Text(r.X+r.W/2+2, r.Y+r.H/2, speedText(play.Speeds[t.Pace.Speed]), paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
}

// speedTexts are written once: the transport is drawn in every frame of play.
var speedTexts = func() map[int64]string {
	texts := map[int64]string{}
	for _, v := range play.Speeds {
		texts[v] = "×" + trimZeros(sim.Time(v*1_000_000).Decimal(3))
	}
	return texts
}()

func speedText(speed int64) string { return speedTexts[speed] }

func trimZeros(s string) string {
	for len(s) > 1 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

func clockText(at, _ int64) string { return sim.Time(at).Decimal(3) + " s" }

// DrawBar draws the timeline as far as its run is known, and played.
func (t *Transport) DrawBar(p *paint.Painter, clock, known sim.Time) {
	th, r := t.Env.Theme, t.BarArea()
	p.Box(r.X, r.Y, r.W, r.H, 5, th.Raised)
	p.Box(r.X, r.Y, max(t.XAt(known)-r.X, 0), r.H, 5, th.Line)
	p.Box(r.X, r.Y, max(t.XAt(clock)-r.X, 10), r.H, 5, th.BlueSolid)
}

// DrawKnob draws what can be dragged; it is larger under the pointer.
func (t *Transport) DrawKnob(p *paint.Painter, clock sim.Time, dragged bool) {
	r, radius := t.BarArea(), float32(11)
	if t.Hover || dragged {
		radius = 13
	}
	p.Disc(t.XAt(clock), r.Y+r.H/2, radius, t.Env.Theme.Text)
}

// DrawClock writes the time, and below it what a and b say.
func (t *Transport) DrawClock(p *paint.Painter, clock sim.Time, a, b int64, below func(a, b int64) string) {
	th, x := t.Env.Theme, t.clockX()
	p.Text(x, t.Env.H-47, t.texts.clock.Of(int64(clock), 0, clockText), paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text})
	p.Text(x, t.Env.H-24, t.texts.below.Of(a, b, below), paint.Style{Size: 14, Color: th.Dim})
}

// Stops lists the buttons and the timeline for Tab.
func (t *Transport) Stops(d *screen.Stops) {
	for i := range 4 {
		d.Add(screen.StopTransport, i, t.ButtonAt(i))
	}
	bar := t.BarArea()
	d.Add(screen.StopTimeline, 0, paint.Rect{X: bar.X - 6, Y: bar.Y - 8, W: bar.W + 12, H: bar.H + 16})
}

// Pressed returns the button that was pressed.
func (t *Transport) Pressed(in *input.Input) (i int, ok bool) {
	for i := range 4 {
		if t.ButtonAt(i).Contains(in.X, in.Y) {
			return i, true
		}
	}
	return 0, false
}

// Reaches reports whether the timeline can be taken hold of at a place: more than what
// is drawn.
func (t *Transport) Reaches(x, y float32) bool {
	bar := t.BarArea()
	return paint.Rect{X: bar.X - 10, Y: bar.Y - 16, W: bar.W + 20, H: 48}.Contains(x, y)
}

// SlimAbove is what is free above the bar in a slim window.
const SlimAbove = 42

// MarkApart is how far the sign of a broken law stands from a fault's.
const MarkApart = 17

// clockX is where the clock stands: at the right end of the transport.
func (t *Transport) clockX() float32 {
	if t.Env.Slim() {
		return t.ButtonAt(3).X + 60
	}
	r := t.BarArea()
	return r.X + r.W + 20
}
