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
func (s *stage) drawStrip(p *paint.Painter, r rect) {
	c := &s.follow
	y := r.y + r.h + stripDrop
	if !c.on() || y+stripH > s.app.h {
		return
	}
	th, span := s.app.theme, s.tl.BucketSpan()
	p.Rule(r.x, y, r.x+r.w, y, th.Line)
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
		x := s.xAt(span * sim.Time(i))
		if x-from >= 5 {
			put(from)
			from, shine = x, 0
		}
		shine |= at
	}
	put(from)
	for _, step := range c.cone.Self {
		if rec, ok := s.tl.Record(step); ok {
			x := s.xAt(rec.At)
			p.Triangle(x-5, y, x+5, y, x, y-7, th.Text)
			p.Triangle(x-5, y, x+5, y, x, y+7, th.Text)
		}
	}
}

// leastDetail is how much room the line below the caption needs beside that.
const leastDetail = 160

// drawSaid writes at the right of the caption how many causes and effects there are,
// and returns how much room that takes.
func (s *stage) drawSaid(p *paint.Painter, r rect, y float32, style paint.Style) float32 {
	c := &s.follow
	if !c.on() {
		return 0
	}
	style.Weight, style.Color, style.Align = paint.Bold, s.app.theme.Blue, paint.Right
	text := p.Truncate(c.said, style, r.w-50)
	p.Text(r.x+r.w-25, y, text, style)
	return p.Measure(text, style) + 20
}

// detailText is the line below the caption: what the pointer can do where it is, or
// else the step in an engineer's words.
func (s *stage) detailText() string {
	switch lang := s.app.lang; {
	case s.app.in.finger || s.dragging != dragNone:
	case s.lanes.hover > 0 && s.lanes.hover == s.follow.rec.Step && s.follow.on():
		return causeWords.goRow.In(lang)
	case s.lanes.hover > 0:
		return causeWords.hoverRow.In(lang)
	case s.hover.Kind == model.Node:
		return causeWords.hoverNode.In(lang)
	case s.hover.Kind == model.Link:
		return causeWords.hoverLink.In(lang)
	case s.hover.Kind == model.Packet:
		return causeWords.hoverPacket.In(lang)
	case s.captionHover && !s.follow.on() && s.tl.Cursor() > 0:
		return causeWords.about.In(lang)
	}
	return s.caption.detail
}

// causeButton is beside the switch of the views: it follows the step at the cursor.
func (s *stage) causeButton(p *paint.Painter) rect {
	last := s.viewTab(p, int(viewModes)-1)
	return rect{last.x + last.w + 12, last.y, p.Measure(causeWords.button.In(s.app.lang), viewTabStyle) + 48, last.h}
}

// hasCauseButton reports whether there is room for it.
func (s *stage) hasCauseButton(p *paint.Painter) bool {
	right := s.modelArea().x + s.modelArea().w
	if s.narrow() {
		right -= 48
	}
	b := s.causeButton(p)
	return !s.low() && b.y > 0 && b.x+b.w <= right
}

func (s *stage) drawCauseButton(p *paint.Painter) {
	if !s.hasCauseButton(p) {
		return
	}
	th, r := s.app.theme, s.causeButton(p)
	style, edge, fill := viewTabStyle, th.Line, th.Panel
	style.Color = th.Dim
	if s.follow.on() {
		style.Color, edge, fill = th.Blue, th.Blue, th.BlueSoft
	}
	p.BoxEdge(r.x, r.y, r.w, r.h, 9, fill, 1, edge)
	p.Icon(paint.Back, r.x+14, r.y+r.h/2, 12, style.Color)
	p.Icon(paint.Forward, r.x+r.w-14, r.y+r.h/2, 12, style.Color)
	p.Text(r.x+r.w/2, r.y+r.h/2, causeWords.button.In(s.app.lang), style)
}

// partButton is beside the chosen part: it opens what can be done to it.
func (s *stage) partButton(p *paint.Painter) (rect, bool) {
	x, y, w, h, ok := s.partPlace(s.selected)
	if !ok || s.menu.open {
		return rect{}, false
	}
	area := s.modelArea()
	width := p.Measure(causeWords.open.In(s.app.lang), partButtonStyle) + 46
	r := rect{x + w + 4, y + h + 4, width, 28}
	r.x = min(max(r.x, area.x), area.x+area.w-r.w)
	r.y = min(max(r.y, area.y), area.y+area.h-r.h)
	return r, true
}

var partButtonStyle = paint.Style{Size: 14, Weight: paint.Bold}

func (s *stage) drawPartButton(p *paint.Painter) {
	r, ok := s.partButton(p)
	if !ok {
		return
	}
	th := s.app.theme
	p.BoxEdge(r.x, r.y, r.w, r.h, 9, th.Raised, 1, th.Edge)
	style := partButtonStyle
	style.Color = th.Text
	p.Text(r.x+12, r.y+r.h/2, causeWords.open.In(s.app.lang), style)
	style.Color, style.Align = th.Muted, paint.Right
	p.Text(r.x+r.w-12, r.y+r.h/2, "F", style)
}

// pressCause reacts to a click on the caption, the button beside the views, or the
// one beside the chosen part.
func (s *stage) pressCause(in *input) bool {
	p := s.app.painter
	if r, ok := s.partButton(p); ok && r.around(in).contains(in.x, in.y) {
		s.menu.openFor(s, s.selected)
		return true
	}
	if s.hasCauseButton(p) && s.causeButton(p).around(in).contains(in.x, in.y) || s.captionArea().contains(in.x, in.y) {
		s.followNow()
		return true
	}
	return false
}
