package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// The marks of a miniature: few and large.
const (
	smallGaugeW = 44
	smallGaugeH = 9
	smallPacket = 6
	smallKeys   = 24 // how many keys of a ring are shown
)

// smallRoom returns how much the gauges of a miniature's last column need.
func (l *Layout) smallRoom(s *scene.Scene) float32 {
	for i := range s.Slots {
		if l.columnOf(s, s.Slots[i].Node) == l.last {
			return smallGaugeW + 12
		}
	}
	return 0
}

// drawGauges shows beside each node of the last column how full its queue is.
func (l *Layout) drawGauges(d *Drawing, s *scene.Scene) {
	for i := range s.Slots {
		q := &s.Slots[i]
		x, y, w, _, ok := l.At(q.Node)
		if !ok || q.Capacity <= 0 || l.columnOf(s, q.Node) != l.last {
			continue
		}
		x, y = x+w+10, y-smallGaugeH/2
		d.Painter.Box(x, y, smallGaugeW, smallGaugeH, smallGaugeH/2, d.Theme.Raised)
		if full := min(float32(q.Used)/float32(q.Capacity), 1); full > 0 {
			d.Painter.Box(x, y, max(smallGaugeW*full, smallGaugeH), smallGaugeH, smallGaugeH/2, lookOf(d.Theme, q.Status).edge)
		}
	}
}

// drawSmallKeys draws some of a ring's keys, evenly spread and large enough to tell
// their owners apart.
func drawSmallKeys(d *Drawing, r *scene.Ring, x, y, radius float32) {
	const part = 1 << 32 / smallKeys
	drawn := [smallKeys + 1]bool{}
	for i := range r.Keys {
		k := &r.Keys[i]
		slot := k.At / part
		if drawn[slot] {
			continue
		}
		drawn[slot] = true
		kx, ky := onCircle(x, y, radius*0.80, turn(slot*part+part/2))
		color := OwnerColor(d.Theme, k.Owner)
		if k.Owner != k.Was {
			d.Painter.DiscLine(kx, ky, 8, 2, color)
		}
		d.Painter.Disc(kx, ky, 5, color)
	}
}

// Trail draws what has just gone along a link, in the colour of its tone.
func (l *Layout) Trail(p *paint.Painter, from, to int32, color paint.Color, alpha float32) {
	x1, y1, x2, y2, ok := l.ends(from, to)
	if !ok {
		return
	}
	p.PushAlpha(alpha)
	p.Line(x1, y1, x2, y2, linkWidth, color)
	p.PopAlpha()
}
