package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// lit returns what the map is drawn with: nil when nothing is followed.
func (c *cause) lit() *model.Light {
	if !c.on() {
		return nil
	}
	return &c.light
}

// strip is where the ticks of causes and effects stand: below the density.
const (
	stripDrop = 26 // of its middle below the bar
	stripH    = 7  // of a tick
)

// drawStrip draws when causes and effects happen: causes stand on the line, effects
// hang below it, and what is followed is a diamond on it.
func (g *signs) drawStrip(p *paint.Painter, r paint.Rect) {
	c := g.follow
	y := r.Y + r.H + stripDrop
	if !c.on() || y+stripH > g.app.h {
		return
	}
	th, span := g.app.theme, g.run.tl.BucketSpan()
	p.Rule(r.X, y, r.X+r.W, y, th.Line)
	from, shine := float32(-9), model.Shine(0) // several buckets may share one tick
	put := func(x float32) {
		if shine&model.Cause != 0 {
			p.Box(x, y-stripH, 3, stripH, 1, th.Blue)
		}
		if shine&model.Effect != 0 {
			p.Box(x, y+1, 3, stripH, 1, th.Teal)
		}
	}
	for i, at := range c.ticks {
		x := g.transport.xAt(span * sim.Time(i))
		if x-from >= 5 {
			put(from)
			from, shine = x, 0
		}
		shine |= at
	}
	put(from)
	for _, step := range c.cone.Self {
		if rec, ok := g.run.tl.Record(step); ok {
			x := g.transport.xAt(rec.At)
			p.Triangle(x-5, y, x+5, y, x, y-7, th.Text)
			p.Triangle(x-5, y, x+5, y, x, y+7, th.Text)
		}
	}
}

// leastDetail is how much room the line below the caption needs beside that.
const leastDetail = 160

// drawSaid writes at the right of the caption how many causes and effects there are,
// and returns how much room that takes.
func (c *caption) drawSaid(p *paint.Painter, r paint.Rect, y float32, style paint.Style) float32 {
	if !c.follow.on() {
		return 0
	}
	style.Weight, style.Color, style.Align = paint.Bold, c.app.theme.Blue, paint.Right
	text := p.Truncate(c.follow.said, style, r.W-50)
	p.Text(r.X+r.W-25, y, text, style)
	return p.Measure(text, style) + 20
}

// detailText is the line below the caption: what the pointer can do where it is, or
// else the step in an engineer's words.
func (s *stage) detailText() string {
	switch lang := s.app.lang; {
	case s.app.in.finger || s.pointer.dragging != dragNone:
	case s.lanes.hover > 0 && s.lanes.hover == s.follow.rec.Step && s.follow.on():
		return causeWords.goRow.In(lang)
	case s.lanes.hover > 0:
		return causeWords.hoverRow.In(lang)
	case s.atlas.hover.Kind == model.Node:
		return causeWords.hoverNode.In(lang)
	case s.atlas.hover.Kind == model.Link:
		return causeWords.hoverLink.In(lang)
	case s.atlas.hover.Kind == model.Packet:
		return causeWords.hoverPacket.In(lang)
	case s.caption.hover && !s.follow.on() && s.run.tl.Cursor() > 0:
		return causeWords.about.In(lang)
	}
	return s.caption.detail
}

// causeButton is beside the switch of the views: it follows the step at the cursor.
func (n *plan) causeButton(p *paint.Painter) paint.Rect {
	last := n.viewTab(p, int(viewModes)-1)
	return paint.Rect{X: last.X + last.W + 12, Y: last.Y, W: p.Measure(causeWords.button.In(n.app.lang), viewTabStyle) + 48, H: last.H}
}

// hasCauseButton reports whether there is room for it.
func (n *plan) hasCauseButton(p *paint.Painter) bool {
	right := n.modelArea().X + n.modelArea().W
	if n.app.narrow() {
		right -= 48
	}
	b := n.causeButton(p)
	return !n.app.low() && b.Y > 0 && b.X+b.W <= right
}

func (s *stage) drawCauseButton(p *paint.Painter) {
	if !s.plan.hasCauseButton(p) {
		return
	}
	th, r := s.app.theme, s.plan.causeButton(p)
	style, edge, fill := viewTabStyle, th.Line, th.Panel
	style.Color = th.Dim
	if s.follow.on() {
		style.Color, edge, fill = th.Blue, th.Blue, th.BlueSoft
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, 9, fill, 1, edge)
	p.Icon(paint.Back, r.X+14, r.Y+r.H/2, 12, style.Color)
	p.Icon(paint.Forward, r.X+r.W-14, r.Y+r.H/2, 12, style.Color)
	p.Text(r.X+r.W/2, r.Y+r.H/2, causeWords.button.In(s.app.lang), style)
}

// partButton is beside the chosen part: it opens what can be done to it.
func (c *choice) partButton(p *paint.Painter) (paint.Rect, bool) {
	x, y, w, h, ok := c.partPlace(c.run.selected)
	if !ok || c.menu.open {
		return paint.Rect{}, false
	}
	area := c.plan.modelArea()
	width := p.Measure(causeWords.open.In(c.app.lang), partButtonStyle) + 46
	r := paint.Rect{X: x + w + 4, Y: y + h + 4, W: width, H: 28}
	r.X = min(max(r.X, area.X), area.X+area.W-r.W)
	r.Y = min(max(r.Y, area.Y), area.Y+area.H-r.H)
	return r, true
}

var partButtonStyle = paint.Style{Size: 14, Weight: paint.Bold}

func (c *choice) drawPartButton(p *paint.Painter) {
	r, ok := c.partButton(p)
	if !ok {
		return
	}
	th := c.app.theme
	p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Edge)
	style := partButtonStyle
	style.Color = th.Text
	p.Text(r.X+12, r.Y+r.H/2, causeWords.open.In(c.app.lang), style)
	style.Color, style.Align = th.Muted, paint.Right
	p.Text(r.X+r.W-12, r.Y+r.H/2, "F", style)
}

// pressCause reacts to a click on the caption, the button beside the views, or the
// one beside the chosen part.
func (m *pointer) pressCause(in *input) bool {
	p := m.s.app.painter
	if r, ok := m.s.choice.partButton(p); ok && in.around(r).Contains(in.x, in.y) {
		m.s.menu.openFor(m.s, m.s.run.selected)
		return true
	}
	if m.s.plan.hasCauseButton(p) && in.around(m.s.plan.causeButton(p)).Contains(in.x, in.y) || m.s.plan.captionArea().Contains(in.x, in.y) {
		m.s.followNow()
		return true
	}
	return false
}
