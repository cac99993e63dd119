package widgets

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// faces returns a button's fill, edge and text.
func (s *surface) faces(c *control) (fill, edge, text paint.Color) {
	th := s.metrics.th
	fill, edge, text = th.Raised, th.Line, th.Text
	switch {
	case c.disabled:
		return th.Panel, th.Line, th.Muted
	case c.tone == Accent || c.selected:
		fill = th.Blue
		if c.down {
			fill = theme.Mix(th.Blue, th.Bg, 0.12)
		} else if c.over {
			fill = theme.Mix(th.Blue, th.Text, 0.16)
		}
		return fill, fill, th.OnAccent
	case c.tone == Danger:
		edge, text = theme.Mix(th.Raised, th.Red, 0.36), th.Red
		if c.over || c.down {
			edge = th.Red
		}
	case c.chip:
		text = th.Dim
	}
	if c.down {
		fill = theme.Mix(th.Raised, th.Bg, 0.6)
	} else if c.over {
		fill = th.Hover
		edge = theme.Mix(edge, th.Edge, 0.7)
	}
	return fill, edge, text
}

func (s *surface) drawButton(p *paint.Painter, c *control, r paint.Rect) {
	if c.frame != c.area {
		s.drawPiece(p, c, r, s.metrics.th.Hover, s.metrics.th.Text)
		return
	}
	fill, edge, text := s.faces(c)
	radius := s.metrics.radius
	style := s.metrics.style(c.size, paint.Bold, text)
	if c.chip {
		radius, style.Weight = r.H/2, paint.Medium
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, radius, fill, 1, edge)
	s.drawText(p, c, r, style)
}

// drawPiece draws an option of a group: its share of the group's frame is
// filled when it is selected.
func (s *surface) drawPiece(p *paint.Painter, c *control, r paint.Rect, chosen, on paint.Color) {
	th := s.metrics.th
	style := s.metrics.style(c.size, paint.Medium, th.Dim)
	var fill paint.Color
	if c.selected {
		style.Weight = paint.Bold
	}
	switch {
	case c.selected:
		fill, style.Color = chosen, on
		if c.disabled {
			fill, style.Color = th.Hover, th.Muted
		}
	case c.disabled:
		style.Color = th.Muted
	case c.down:
		fill, style.Color = theme.Mix(th.Raised, th.Bg, 0.6), th.Text
	case c.over:
		fill, style.Color = th.Hover, th.Text
	}
	frame := s.shown(c.frame, c.pinned)
	p.PushClip(r.X, r.Y, r.W, r.H)
	p.Box(frame.X+1, frame.Y+1, frame.W-2, frame.H-2, s.metrics.radius-1, fill)
	p.PopClip()
	s.drawText(p, c, r, style)
}

// drawText writes a control's icon and text, in lines if it must.
func (s *surface) drawText(p *paint.Painter, c *control, r paint.Rect, style paint.Style) {
	right := c.inset
	if c.key.kind == Choice {
		right = 8 * s.metrics.f
	}
	icon := s.plan.iconRoom(c.icon, c.text)
	room := max(r.W-c.inset-right-icon, 0) + 0.5 // widths are sums of floats
	x, y := r.X+c.inset, r.Y+r.H/2
	if c.text == "" || c.middle {
		x = r.X + (r.W-icon-min(p.Measure(c.text, style), room))/2
	}
	if c.icon != 0 {
		p.Icon(c.icon.symbol(), x+s.metrics.icon/2, y, s.metrics.icon, style.Color)
	}
	if x += icon; c.text == "" {
		return
	}
	if c.middle {
		p.Text(x, y, p.Truncate(c.text, style, room), style)
		return
	}
	s.plan.lines = p.Wrap(s.plan.lines[:0], c.text, style, room)
	y -= s.metrics.line * float32(len(s.plan.lines)-1) / 2
	for _, line := range s.plan.lines {
		p.Text(x, y, line, style)
		y += s.metrics.line
	}
}
