package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// The transport: step back, play, step forward, speed, and the timeline.
func (s *stage) buttonAt(i int) paint.Rect {
	x, y := s.edge(), s.app.h-64
	if s.low() {
		y = s.app.h - 54
		return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 48, Y: y - 2, W: 48, H: 48}, {X: x + 100, Y: y, W: 44, H: 44}, {X: x + 148, Y: y, W: 48, H: 44}}[i]
	}
	return [...]paint.Rect{{X: x, Y: y, W: 44, H: 44}, {X: x + 52, Y: y - 6, W: 56, H: 56}, {X: x + 116, Y: y, W: 44, H: 44}, {X: x + 164, Y: y, W: 48, H: 44}}[i]
}

func (s *stage) barArea() paint.Rect {
	switch {
	case s.slim():
		return paint.Rect{X: s.edge() + 12, Y: s.app.h - s.transportH() + min(slimAbove, s.transportH()-96), W: s.app.w - 2*s.edge() - 24, H: 10}
	case s.low():
		return paint.Rect{X: 224, Y: s.app.h - 40, W: s.app.w - 224 - 132, H: 10}
	}
	return paint.Rect{X: 244, Y: s.app.h - 48, W: s.app.w - 244 - 152, H: 10}
}

// timeAt and xAt turn a place on the bar into virtual time and back.
func (s *stage) timeAt(x float32) sim.Time {
	r := s.barArea()
	part := min(max((x-r.X)/r.W, 0), 1)
	return sim.Time(float64(part) * float64(s.tl.Horizon()))
}

func (s *stage) xAt(at sim.Time) float32 {
	r := s.barArea()
	return r.X + r.W*float32(min(float64(at)/float64(s.tl.Horizon()), 1))
}

func (s *stage) drawTransport(p *paint.Painter) {
	th := s.app.theme
	s.drawButtons(p)
	s.drawBar(p)
	x := s.clockX()
	p.Text(x, s.app.h-47, s.texts.clock.of(int64(s.clock), 0, clockText), paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text})
	known, _ := s.tl.Known()
	p.Text(x, s.app.h-24, s.texts.steps.of(s.tl.Cursor(), known, stepsText), paint.Style{Size: 14, Color: th.Dim})
}

func (s *stage) drawButtons(p *paint.Painter) {
	th := s.app.theme
	for i, symbol := range []paint.Symbol{paint.StepBack, paint.Play, paint.StepForward} {
		r := s.buttonAt(i)
		if i == 1 {
			if s.playing {
				symbol = paint.Pause
			}
			p.Disc(r.X+r.W/2, r.Y+r.H/2, r.W/2, th.Blue)
			p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 28, th.OnAccent)
			continue
		}
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 24, th.Text)
	}
	r := s.buttonAt(3)
	p.Text(r.X+r.W/2+2, r.Y+r.H/2, speedText(speeds[s.speed]), paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
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

func (s *stage) drawBar(p *paint.Painter) {
	th, r := s.app.theme, s.barArea()
	_, known := s.tl.Known()
	p.Box(r.X, r.Y, r.W, r.H, 5, th.Raised)
	p.Box(r.X, r.Y, s.xAt(known)-r.X, r.H, 5, th.Line)
	at := s.xAt(s.clock)
	p.Box(r.X, r.Y, max(at-r.X, 10), r.H, 5, th.BlueSolid)
	s.drawDensity(p, r)
	s.drawStrip(p, r)
	s.drawMarks(p, r)
	s.drawTree(p)
	radius := float32(11)
	if s.barHover || s.dragging == dragTimeline {
		radius = 13
	}
	p.Disc(at, r.Y+r.H/2, radius, th.Text)
}

// drawDensity draws how many events happen when, below the bar.
func (s *stage) drawDensity(p *paint.Painter, r paint.Rect) {
	density := s.tl.Density()
	peak := int32(1)
	for _, n := range density {
		peak = max(peak, n)
	}
	per := max(len(density)/int(r.W/5)+1, int(float64(s.tl.Horizon()/s.tl.BucketSpan())/float64(r.W/5)))
	for i := 0; i < len(density); i += max(per, 1) {
		most := int32(0)
		for j := i; j < min(i+per, len(density)); j++ {
			most = max(most, density[j])
		}
		h := 2 + 11*float32(most)/float32(peak)
		x := s.xAt(s.tl.BucketSpan() * sim.Time(i))
		p.Box(x, r.Y+r.H+18-h, 3, h, 1, s.app.theme.Edge)
	}
}

// pointer reacts to the pointer outside the panel.
func (s *stage) pointer(in *input) bool {
	changed := s.pressPointer(in)
	bar := s.barArea()
	over := barReach(bar).Contains(in.x, in.y)
	changed = changed || over != s.barHover
	s.barHover = over
	if in.released {
		s.dragging = dragNone
	}
	switch {
	case s.dragging == dragTimeline && in.moved:
		s.playing = false
		s.seekTime(s.timeAt(in.x))
		return true
	case s.dragging == dragMap && in.moved:
		s.panX, s.panY = s.panX+in.x-in.downX, s.panY+in.y-in.downY
		in.downX, in.downY = in.x, in.y
		return true
	}
	changed = s.fingerMap(in) || changed
	changed = s.hoverMark(in) || changed
	changed = s.hoverLanes(in) || changed
	if over := s.captionArea().Contains(in.x, in.y); over != s.captionHover {
		s.captionHover, changed = over, true
	}
	changed = s.hoverTree(in) || changed
	return s.hoverMap(in) || changed
}

func (s *stage) pressPointer(in *input) bool {
	switch {
	case !in.pressed && !in.right:
		return false
	case in.right:
		s.selected = s.partAt(in)
		s.menu.openAt(s, s.selected, in)
	case s.pressCause(in):
	case barReach(s.barArea()).Contains(in.x, in.y):
		s.dragging, s.playing = dragTimeline, false
		s.seekTime(s.timeAt(in.x))
	case s.pressTree(in):
	case s.pressButton(in):
	case paint.Rect{X: 0, Y: 0, W: 44, H: topH}.Contains(in.x, in.y):
		s.app.goHome()
	case s.pressView(in):
	case s.narrow() && !s.small() && in.around(s.sideButton()).Contains(in.x, in.y):
		s.toggleSide()
	case s.inMap(in):
		if part := s.partAt(in); part.Kind != model.Nothing {
			s.press(part)
		} else {
			s.selected, s.dragging = part, dragMap
		}
	case s.inLanes(in):
		s.pressLanes(in)
	default:
		return false
	}
	return true
}

func (s *stage) pressButton(in *input) bool {
	for i := range 4 {
		if !s.buttonAt(i).Contains(in.x, in.y) {
			continue
		}
		s.pressTransport(i)
		return true
	}
	return false
}

// pressTransport serves the buttons of the transport, from left to right.
func (s *stage) pressTransport(i int) {
	switch i {
	case 0:
		s.step(-1)
	case 1:
		s.togglePlay()
	case 2:
		s.step(1)
	case 3:
		s.speed = (s.speed + 1) % len(speeds)
		if s.app.in.shift {
			s.speed = max(s.speed-2, 0)
		}
	}
}

func (s *stage) pressView(in *input) bool {
	for i := range int(viewModes) {
		if in.around(s.viewTab(s.app.painter, i)).Contains(in.x, in.y) {
			s.view = viewMode(i)
			s.place()
			return true
		}
	}
	return false
}

func (s *stage) inMap(in *input) bool {
	return s.view != viewLanes && s.mapArea().Contains(in.x, in.y)
}

func (s *stage) partAt(in *input) model.Part {
	switch {
	case s.inLanes(in):
		return s.lanes.part(s, in)
	case !s.inMap(in):
		return model.Part{}
	case len(s.scene.Rings) > 0:
		if part := model.HitRingOthers(s.ringOthers(), s.ringArea(), in.x, in.y); part.Kind != model.Nothing {
			return part
		}
		return model.HitRing(s.app.painter, &s.scene.Rings[0], s.ringArea(), in.x, in.y)
	}
	dx, dy, k := s.transform()
	return s.layout.Hit(&s.scene, int64(s.clock), (in.x-dx)/k, (in.y-dy)/k)
}

func (s *stage) hoverMap(in *input) bool {
	changed := false
	if in.wheel != 0 && s.inMap(in) {
		changed = s.zoomAt(in.x, in.y, 1+in.wheel*0.1)
	}
	part := s.partAt(in)
	changed = changed || part != s.hover
	s.hover = part
	return changed
}
