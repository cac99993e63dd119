package model

import (
	"math"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// slimRing is below which width the shares get more room beside the ring.
const slimRing = 300

// ringShares returns where the middle of the circle and the left edge of the owners'
// shares stand, as parts of the area's width.
func ringShares(area paint.Rect) (middle, shares float32) {
	if area.W < slimRing {
		return 0.28, 0.56
	}
	return 0.38, 0.66
}

// ringAt returns where a ring's circle stands in its area, and its radius.
func ringAt(area paint.Rect) (x, y, radius float32) {
	middle, _ := ringShares(area) // bars may stand in the lower left corner
	return area.X + area.W*middle, area.Y + area.H/2, min(area.H*0.40, area.W*0.24)
}

// ownersAt returns where the owners' shares stand: above their note.
func ownersAt(p *paint.Painter, r *scene.Ring, area paint.Rect) paint.Rect {
	_, shares := ringShares(area)
	at := paint.Rect{X: area.X + area.W*shares, Y: area.Y, W: area.W*(1-shares) - 16, H: area.H}
	var room [4]string
	lines := p.Wrap(room[:0], r.Note, paint.Style{Size: 14}, at.W)
	at.H -= noteRow * float32(len(lines)-1)
	return at
}

// OwnerRow returns where the i-th owner's share is drawn.
func OwnerRow(p *paint.Painter, r *scene.Ring, area paint.Rect, i int) paint.Rect {
	at := ownersAt(p, r, area)
	n := float32(max(len(r.Owners), 1))
	row := min(66, (at.H-40)/n)
	return paint.Rect{X: at.X, Y: at.Y + (at.H-row*float32(len(r.Owners)))/2 - 10 + row*float32(i), W: at.W, H: row}
}

// HitRing returns the server under a point: its share at the right, or its part of
// the circle.
func HitRing(p *paint.Painter, r *scene.Ring, area paint.Rect, px, py float32) Part {
	for i := range r.Owners {
		row := OwnerRow(p, r, area, i)
		if px >= row.X-8 && px < row.X+row.W+8 && py >= row.Y && py < row.Y+row.H {
			return Part{Kind: Node, Node: r.Owners[i].Node}
		}
	}
	x, y, radius := ringAt(area)
	dx, dy := px-x, py-y
	if far := sqrt(dx*dx + dy*dy); len(r.Marks) == 0 || abs(far-radius) > grab {
		return Part{}
	}
	turned := math.Mod(math.Atan2(float64(dy), float64(dx))/(2*math.Pi)+1.25, 1) // 0 at the top, clockwise
	at := uint32(turned * (1 << 32))
	owner := r.Marks[0].Owner // beyond the last mark the first one's arc begins
	for i := range r.Marks {
		if r.Marks[i].At >= at {
			owner = r.Marks[i].Owner
			break
		}
	}
	return Part{Kind: Node, Node: r.Owners[owner].Node}
}

// ownerShine returns how an owner stands out: chosen, and why it is lit.
func (d *Drawing) ownerShine(o *scene.Owner) (chosen, hover bool, shine Shine) {
	part := Part{Kind: Node, Node: o.Node}
	if d.Light != nil {
		shine = d.Light.Node(o.Node)
	}
	return d.Selected == part, d.Hover == part, shine
}

// arcColor mutes the arcs of all owners but those that stand out.
func (d *Drawing) arcColor(r *scene.Ring, owner int, color paint.Color) paint.Color {
	chosen, hover, shine := d.ownerShine(&r.Owners[owner])
	switch {
	case chosen || hover || shine != 0:
		return color
	case d.Light != nil || d.Selected.Kind == Node && ownerOf(r, d.Selected.Node) >= 0:
		return theme.Mix(d.Theme.Bg, color, 0.35)
	}
	return color
}

// ownerOf returns which owner stands for a node, -1 for none.
func ownerOf(r *scene.Ring, node int32) int {
	for i := range r.Owners {
		if r.Owners[i].Node == node {
			return i
		}
	}
	return -1
}

// drawOwnerMarks draws what stands out about an owner behind its share. It reports
// whether the share is to be dimmed.
func (d *Drawing) drawOwnerMarks(o *scene.Owner, row paint.Rect) (dim bool) {
	chosen, hover, shine := d.ownerShine(o)
	p, th := d.Painter, d.Theme
	switch {
	case chosen:
		p.BoxLine(row.X-8, row.Y+1, row.W+16, row.H-2, 9, 2, th.Text)
	case hover:
		p.BoxLine(row.X-8, row.Y+1, row.W+16, row.H-2, 9, 2, theme.WithAlpha(th.Text, 0.35))
	}
	left := row.X - 22
	if shine&Cause != 0 && shine&Effect != 0 {
		left -= 25
	}
	d.DrawShine(left, row.X-22, row.Y+row.H/2, shine)
	return d.Light != nil && shine == 0
}
