package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// beside returns how much room there is between a box and what hangs on the column
// before it; less than nothing for a disc, whose badges hang below it.
func (l *Layout) beside(d *Drawing, n *scene.Node, w float32, round bool) float32 {
	switch {
	case round:
		return -1
	case d.tight():
		return 0
	}
	return max(l.width-2*w-12, 0) // a queue may be 24 wider than its node
}

// drawBadges writes a node's badges: below a disc from at down, on the left of a box or
// above it, whose left edge, middle and half height are given. It returns the place
// below them.
func (l *Layout) drawBadges(d *Drawing, n *scene.Node, box paint.Rect, x, at, beside float32) float32 {
	p, th := d.Painter, d.Theme
	for i := range n.Badges {
		badge := &n.Badges[i]
		k := lookOf(th, badge.Status)
		style := paint.Style{Size: d.size(13), Weight: paint.Bold, Color: k.edge, Align: paint.Center}
		width, tall := p.Measure(badge.Text, style)+14, style.Size+7
		if beside < 0 {
			at = l.free(x, at, width, tall)
			p.BoxEdge(x-width/2, at-tall/2, width, tall, tall/2, th.Bg, d.line(1), k.edge)
			p.Text(x, at, badge.Text, style)
			at += tall + 3
			continue
		}
		left, middle := box.X-width-8, box.Y+float32(i)*(tall+3)
		if beside < width+16 { // no room there: above
			left, middle = x-width/2, box.Y-box.H-float32(i)*(tall+3)-tall/2-4
		}
		p.BoxEdge(left, middle-tall/2, width, tall, tall/2, th.Bg, d.line(1), k.edge)
		p.Text(left+width/2, middle, badge.Text, style)
	}
	return at
}

// free returns the first place from y down where something centred there hides nothing
// that hangs on another node, and takes it.
func (l *Layout) free(x, y, w, h float32) float32 {
	at := paint.Rect{X: x - w/2, Y: y - h/2, W: w, H: h}
	for range 4 {
		if l.hidden(at) == 0 {
			break
		}
		at.Y += h + 3
	}
	l.taken = append(l.taken, at)
	return at.Y + h/2
}

// drawBelow writes a word below a node, over the links that end behind it, and returns
// the place below the word.
func (l *Layout) drawBelow(d *Drawing, x, at float32, word string, style paint.Style) float32 {
	wide := d.Painter.Measure(word, style) + 8
	at = l.free(x, at, wide, style.Size+4)
	d.Painter.Box(x-wide/2, at-style.Size/2-2, wide, style.Size+4, 4, d.Theme.Bg)
	d.Painter.Text(x, at, word, style)
	return at + style.Size + 9
}
