package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

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
	if !c.On() || y+stripH > g.env.H {
		return
	}
	th, span := g.env.Theme, g.run.Tl.BucketSpan()
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
	for i, at := range c.Ticks {
		x := g.transport.XAt(span * sim.Time(i))
		if x-from >= 5 {
			put(from)
			from, shine = x, 0
		}
		shine |= at
	}
	put(from)
	for _, step := range c.Cone.Self {
		if rec, ok := g.run.Tl.Record(step); ok {
			x := g.transport.XAt(rec.At)
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
	if !c.follow.On() {
		return 0
	}
	style.Weight, style.Color, style.Align = paint.Bold, c.env.Theme.Blue, paint.Right
	text := p.Truncate(c.follow.Said, style, r.W-50)
	p.Text(r.X+r.W-25, y, text, style)
	return p.Measure(text, style) + 20
}

// detailText is the line below the caption: what the pointer can do where it is, or
// else the step in an engineer's words.
func (s *Stage) detailText() string {
	switch lang := s.Env.Lang; {
	case s.Env.In.Finger || s.Pointer.dragging != dragNone:
	case s.Lanes.Hover > 0 && s.Lanes.Hover == s.Follow.Rec.Step && s.Follow.On():
		return follow.CauseWords.GoRow.In(lang)
	case s.Lanes.Hover > 0:
		return follow.CauseWords.HoverRow.In(lang)
	case s.Atlas.Hover.Kind == model.Node:
		return follow.CauseWords.HoverNode.In(lang)
	case s.Atlas.Hover.Kind == model.Link:
		return follow.CauseWords.HoverLink.In(lang)
	case s.Atlas.Hover.Kind == model.Packet:
		return follow.CauseWords.HoverPacket.In(lang)
	case s.Caption.hover && !s.Follow.On() && s.Run.Tl.Cursor() > 0:
		return follow.CauseWords.About.In(lang)
	}
	return s.Caption.detail
}

func (s *Stage) drawCauseButton(p *paint.Painter) {
	if !s.Plan.hasCauseButton(p) {
		return
	}
	th, r := s.Env.Theme, s.Plan.CauseButton(p)
	style, edge, fill := viewTabStyle, th.Line, th.Panel
	style.Color = th.Dim
	if s.Follow.On() {
		style.Color, edge, fill = th.Blue, th.Blue, th.BlueSoft
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, 9, fill, 1, edge)
	p.Icon(paint.Back, r.X+14, r.Y+r.H/2, 12, style.Color)
	p.Icon(paint.Forward, r.X+r.W-14, r.Y+r.H/2, 12, style.Color)
	p.Text(r.X+r.W/2, r.Y+r.H/2, follow.CauseWords.Button.In(s.Env.Lang), style)
}

// followNow follows the step at the cursor, or stops following it.
func (s *Stage) followNow() {
	if s.Follow.On() {
		s.Follow.Unfollow()
		return
	}
	s.Follow.FollowStep(s.Run.Tl.Cursor())
	if s.Follow.On() {
		s.Choice.announce(s.Follow.Words())
	}
}
