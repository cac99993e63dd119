package widgets

import "github.com/kookmin-msa-study/msalab/visual/paint"

// Audit has every Draw report what it would draw, in the window's logical pixels,
// instead of drawing; nil has them draw again. It is for tests, and needs no display.
func Audit(a *paint.Audit) { shared.audit = a }

// report is repaint for an audit.
func (s *surface) report() {
	a, p := shared.audit, shared.brush()
	a.Origin = paint.Point{X: float32(s.left) / s.scale, Y: float32(s.top) / s.scale}
	p.Watch(a)
	s.ground()
	for _, c := range s.controls {
		s.draw(c)
	}
	s.drawFade(p)
	s.drawThumb(p)
	p.Discard()
	p.Watch(nil)
	a.Origin = paint.Point{}
}
