package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// transport is the buttons, the timeline and the clock at the lower edge.
type transport struct {
	app   *Env
	pace  *pace
	span  func() sim.Time // what the timeline spans
	hover bool
	texts struct{ clock, below memo }
}

// buttonAt is where a button stands: step back, play, step forward, speed.
func (t *transport) buttonAt(i int) paint.Rect {
	x, y := t.app.edge(), t.app.h-64
	if t.app.low() {
		y = t.app.h - 54
		return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 48, Y: y - 2, W: 48, H: 48}, {X: x + 100, Y: y, W: 44, H: 44}, {X: x + 148, Y: y, W: 48, H: 44}}[i]
	}
	return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 52, Y: y - 6, W: 56, H: 56}, {X: x + 116, Y: y, W: 44, H: 44}, {X: x + 164, Y: y, W: 48, H: 44}}[i]
}

// barArea is where the timeline stands.
func (t *transport) barArea() paint.Rect {
	switch {
	case t.app.slim():
		return paint.Rect{X: t.app.edge() + 12, Y: t.app.h - t.app.transportH() + min(slimAbove, t.app.transportH()-96), W: t.app.w - 2*t.app.edge() - 24, H: 10}
	case t.app.low():
		return paint.Rect{X: 224, Y: t.app.h - 40, W: t.app.w - 224 - 132, H: 10}
	}
	return paint.Rect{X: 244, Y: t.app.h - 48, W: t.app.w - 244 - 152, H: 10}
}

// timeAt turns a place on the bar into virtual time.
func (t *transport) timeAt(x float32) sim.Time { return timeIn(t.barArea(), x, t.span()) }

// timeIn turns a place on a timeline of a span into a time.
func timeIn(r paint.Rect, x float32, span sim.Time) sim.Time {
	return sim.Time(float64(min(max((x-r.X)/r.W, 0), 1)) * float64(span))
}

// xAt turns a virtual time into a place on the bar.
func (t *transport) xAt(at sim.Time) float32 {
	r := t.barArea()
	return r.X + r.W*float32(min(float64(at)/float64(t.span()), 1))
}

func (t *transport) drawButtons(p *paint.Painter) {
	th := t.app.theme
	for i, symbol := range []paint.Symbol{paint.StepBack, paint.Play, paint.StepForward} {
		r := t.buttonAt(i)
		if i == 1 {
			if t.pace.playing {
				symbol = paint.Pause
			}
			p.Disc(r.X+r.W/2, r.Y+r.H/2, r.W/2, th.Blue)
			p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 28, th.OnAccent)
			continue
		}
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 24, th.Text)
	}
	r := t.buttonAt(3)
	p.Text(r.X+r.W/2+2, r.Y+r.H/2, speedText(speeds[t.pace.speed]), paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
}

// speedTexts are written once: the transport is drawn in every frame of play.
var speedTexts = func() map[int64]string {
	texts := map[int64]string{}
	for _, v := range speeds {
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

func stepsText(cursor, known int64) string { return sim.Comma(cursor) + " / " + sim.Comma(known) }

// memo keeps a text made from two numbers, so that a frame in which they did not
// change allocates nothing.
type memo struct {
	a, b int64
	text string
}

func (m *memo) of(a, b int64, make func(a, b int64) string) string {
	if m.text == "" || m.a != a || m.b != b {
		*m = memo{a, b, make(a, b)}
	}
	return m.text
}

// drawBar draws the timeline as far as its run is known, and played.
func (t *transport) drawBar(p *paint.Painter, clock, known sim.Time) {
	th, r := t.app.theme, t.barArea()
	p.Box(r.X, r.Y, r.W, r.H, 5, th.Raised)
	p.Box(r.X, r.Y, max(t.xAt(known)-r.X, 0), r.H, 5, th.Line)
	p.Box(r.X, r.Y, max(t.xAt(clock)-r.X, 10), r.H, 5, th.BlueSolid)
}

// drawKnob draws what can be dragged; it is larger under the pointer.
func (t *transport) drawKnob(p *paint.Painter, clock sim.Time, dragged bool) {
	r, radius := t.barArea(), float32(11)
	if t.hover || dragged {
		radius = 13
	}
	p.Disc(t.xAt(clock), r.Y+r.H/2, radius, t.app.theme.Text)
}

// drawClock writes the time, and below it what a and b say.
func (t *transport) drawClock(p *paint.Painter, clock sim.Time, a, b int64, below func(a, b int64) string) {
	th, x := t.app.theme, t.clockX()
	p.Text(x, t.app.h-47, t.texts.clock.of(int64(clock), 0, clockText), paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text})
	p.Text(x, t.app.h-24, t.texts.below.of(a, b, below), paint.Style{Size: 14, Color: th.Dim})
}

// stops lists the buttons and the timeline for Tab.
func (t *transport) stops(add func(id string, value int, r paint.Rect)) {
	for i := range 4 {
		add(stopTransport, i, t.buttonAt(i))
	}
	bar := t.barArea()
	add(stopTimeline, 0, paint.Rect{X: bar.X - 6, Y: bar.Y - 8, W: bar.W + 12, H: bar.H + 16})
}

// pressed returns the button that was pressed.
func (t *transport) pressed(in *input) (i int, ok bool) {
	for i := range 4 {
		if t.buttonAt(i).Contains(in.x, in.y) {
			return i, true
		}
	}
	return 0, false
}

// reaches reports whether the timeline can be taken hold of at a place: more than what
// is drawn.
func (t *transport) reaches(x, y float32) bool {
	bar := t.barArea()
	return paint.Rect{X: bar.X - 10, Y: bar.Y - 16, W: bar.W + 20, H: 48}.Contains(x, y)
}

// slimAbove is what is free above the bar in a slim window.
const slimAbove = 42

// markApart is how far the sign of a broken law stands from a fault's.
const markApart = 17
