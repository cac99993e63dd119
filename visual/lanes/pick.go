package lanes

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// flightY is where messages under way are drawn.
func (l *Lanes) flightY(area paint.Rect) float32 {
	return area.Y + LaneHead + LaneRow*float32(len(l.Rows)) + 12
}

// Part returns the node or message under the pointer.
func (l *Lanes) Part(in *input.Input) model.Part {
	area := l.Ground.LanesArea()
	if in.Y < area.Y+LaneHead {
		for i := range l.Run.Scene.Nodes {
			if x, ok := l.Lane(area, l.Run.Scene.Nodes[i].ID); ok && input.Abs(x-in.X) < l.headWidth(area)/2 {
				return model.Part{Kind: model.Node, Node: l.Run.Scene.Nodes[i].ID}
			}
		}
	}
	y := l.flightY(area)
	for i := range l.Run.Scene.Packets {
		packet := &l.Run.Scene.Packets[i]
		if x, ok := l.flight(area, packet); ok && input.Abs(x-in.X) < 12 && input.Abs(y-in.Y) < 12 {
			return model.Part{Kind: model.Packet, Packet: packet.ID}
		}
	}
	return model.Part{}
}

// headWidth is how far the names of nodes are apart, within reason.
func (l *Lanes) headWidth(area paint.Rect) float32 {
	n := 0
	for i := range l.Run.Scene.Nodes {
		if l.Run.Scene.Nodes[i].Status != scene.Absent {
			n++
		}
	}
	return min(area.W/float32(max(n, 1)), 140)
}

// Place returns where a part stands in the diagram.
func (l *Lanes) Place(part model.Part) (x, y, w, h float32, ok bool) {
	area := l.Ground.LanesArea()
	switch part.Kind {
	case model.Node:
		x, ok = l.Lane(area, part.Node)
		return x, area.Y + 18, l.headWidth(area)/2 - 30, 20, ok
	case model.Packet:
		if i := l.Run.Packet(part.Packet); i >= 0 {
			x, ok = l.flight(area, &l.Run.Scene.Packets[i])
			return x, l.flightY(area), 8, 0, ok
		}
	}
	return 0, 0, 0, 0, false
}

// flight returns where between its lifelines a message stands now.
func (l *Lanes) flight(area paint.Rect, packet *scene.Packet) (x float32, ok bool) {
	x1, ok1 := l.Lane(area, packet.From)
	x2, ok2 := l.Lane(area, packet.To)
	if !ok1 || !ok2 || packet.Due <= packet.Sent {
		return 0, false
	}
	f := min(max(float32(int64(l.Run.Clock)-packet.Sent)/float32(packet.Due-packet.Sent), 0), 1)
	return x1 + (x2-x1)*f, true
}

// Row returns the step of the row under the pointer, 0 for none.
func (l *Lanes) Row(in *input.Input) int64 {
	area := l.Ground.LanesArea()
	i := int((in.Y - area.Y - LaneHead) / LaneRow)
	if in.Y < area.Y+LaneHead || i >= len(l.Rows) {
		return 0
	}
	return l.Rows[i].Step
}

// dimmedRow is how much is left of a row that has nothing to do with what is followed.
const dimmedRow = 0.28

// dimRow begins dimming a row that has nothing to do with what is followed; the
// caller ends that when it is true.
func (l *Lanes) dimRow(p *paint.Painter, rec *sim.Record) (dim bool) {
	if !l.Follow.On() || l.Follow.Cone.Of(rec.Step) != sim.Apart {
		return false
	}
	p.PushAlpha(dimmedRow)
	return true
}

// markRow marks a row that is a cause, an effect or followed: at its left, its right
// and all around.
func (l *Lanes) markRow(p *paint.Painter, area paint.Rect, rec *sim.Record, y float32) {
	th, c := l.Env.Theme, l.Follow
	top := y - LaneRow*0.75
	if rec.Step == l.Hover {
		p.BoxLine(area.X, top, area.W, LaneRow, 6, 1, th.Edge)
	}
	if !c.On() {
		return
	}
	middle := top + LaneRow/2
	switch c.Cone.Of(rec.Step) {
	case sim.Itself:
		p.BoxLine(area.X, top, area.W, LaneRow, 6, 2, th.Blue)
	case sim.Before:
		p.Box(area.X, top+2, 4, LaneRow-4, 2, th.Blue)
		p.Icon(paint.Back, area.X+14, middle, 13, th.Blue)
	case sim.After:
		p.Box(area.X+area.W-4, top+2, 4, LaneRow-4, 2, th.Teal)
		p.Icon(paint.Forward, area.X+area.W-14, middle, 13, th.Teal)
	}
}
