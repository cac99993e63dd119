package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// RingOther returns where the i-th of a ring's other nodes stands: clients, routers,
// databases, those that own no part of it. They are in the upper left corner.
func RingOther(area paint.Rect, i int) paint.Rect {
	if area.W < narrow {
		return paint.Rect{X: area.X + 4, Y: area.Y + 8 + float32(i)*32, W: area.W * 0.165, H: 26}
	}
	return paint.Rect{X: area.X + 4, Y: area.Y + 10 + float32(i)*38, W: min(area.W*0.19, 128), H: 30}
}

// RingOthers appends the nodes that are part of the system and own no part of the ring.
func RingOthers(out []int32, s *scene.Scene) []int32 {
	for i := range s.Nodes {
		if n := &s.Nodes[i]; n.Status != scene.Absent && ownerOf(&s.Rings[0], n.ID) < 0 && !ownsLater(s, n) {
			out = append(out, n.ID)
		}
	}
	return out
}

// ownsLater reports whether a node is of the owners' own kind: it is about to join.
func ownsLater(s *scene.Scene, n *scene.Node) bool {
	for i := range s.Rings[0].Owners {
		if o := s.Node(s.Rings[0].Owners[i].Node); o != nil && o.Column == n.Column && o.Shape == n.Shape {
			return true
		}
	}
	return false
}

// DrawRingOthers draws them as boxes with their names.
func DrawRingOthers(d *Drawing, s *scene.Scene, others []int32, area paint.Rect) {
	p, th := d.Painter, d.Theme
	for i, id := range others {
		n, r := s.Node(id), RingOther(area, i)
		if n == nil {
			continue
		}
		k, part := lookOf(th, n.Status), Part{Kind: Node, Node: id}
		dim := d.dimNode(id)
		if n.Acting {
			p.Glow(r.X, r.Y, r.W, r.H, 9, 12, theme.WithAlpha(k.edge, 0.45))
		}
		if n.Status == scene.OK || n.Status == scene.Idle {
			p.BoxEdge(r.X, r.Y, r.W, r.H, 9, k.soft, 2, k.edge)
		} else {
			p.DashBox(r.X, r.Y, r.W, r.H, 9, k.soft, 2, k.edge)
		}
		style := paint.Style{Size: 14, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
		label := n.Label
		if label == "" || p.Measure(label, style) > r.W-12 {
			label = n.Name
		}
		p.Text(r.X+r.W/2, r.Y+r.H/2, p.Truncate(label, style, r.W-12), style)
		d.undim(dim)
		switch part {
		case d.Selected:
			p.BoxLine(r.X-4, r.Y-4, r.W+8, r.H+8, 12, 2, th.Text)
		case d.Hover:
			p.BoxLine(r.X-4, r.Y-4, r.W+8, r.H+8, 12, 2, theme.WithAlpha(th.Text, 0.35))
		}
		if d.Light != nil {
			d.DrawShine(r.X, r.X+r.W, r.Y, d.Light.Node(id))
		}
	}
}

// HitRingOthers returns which of them is under a point.
func HitRingOthers(others []int32, area paint.Rect, x, y float32) Part {
	for i, id := range others {
		if r := RingOther(area, i); x >= r.X && x < r.X+r.W && y >= r.Y-4 && y < r.Y+r.H+4 {
			return Part{Kind: Node, Node: id}
		}
	}
	return Part{}
}
