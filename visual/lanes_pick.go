package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// What can be pressed in the sequence diagram: heads are nodes, dots below the newest
// row are messages under way, rows are steps.

func (n *plan) inLanes(in *input) bool {
	return n.view != viewMap && n.lanesArea().Contains(in.x, in.y)
}

// flightY is where messages under way are drawn.
func (l *lanes) flightY(area paint.Rect) float32 {
	return area.Y + laneHead + laneRow*float32(len(l.rows)) + 12
}

// part returns the node or message under the pointer.
func (l *lanes) part(in *input) model.Part {
	area := l.ground.lanesArea()
	if in.y < area.Y+laneHead {
		for i := range l.run.scene.Nodes {
			if x, ok := l.lane(area, l.run.scene.Nodes[i].ID); ok && abs(x-in.x) < l.headWidth(area)/2 {
				return model.Part{Kind: model.Node, Node: l.run.scene.Nodes[i].ID}
			}
		}
	}
	y := l.flightY(area)
	for i := range l.run.scene.Packets {
		packet := &l.run.scene.Packets[i]
		if x, ok := l.flight(area, packet); ok && abs(x-in.x) < 12 && abs(y-in.y) < 12 {
			return model.Part{Kind: model.Packet, Packet: packet.ID}
		}
	}
	return model.Part{}
}

// headWidth is how far the names of nodes are apart, within reason.
func (l *lanes) headWidth(area paint.Rect) float32 {
	n := 0
	for i := range l.run.scene.Nodes {
		if l.run.scene.Nodes[i].Status != scene.Absent {
			n++
		}
	}
	return min(area.W/float32(max(n, 1)), 140)
}

// place returns where a part stands in the diagram.
func (l *lanes) place(part model.Part) (x, y, w, h float32, ok bool) {
	area := l.ground.lanesArea()
	switch part.Kind {
	case model.Node:
		x, ok = l.lane(area, part.Node)
		return x, area.Y + 18, l.headWidth(area)/2 - 30, 20, ok
	case model.Packet:
		if i := l.run.packet(part.Packet); i >= 0 {
			x, ok = l.flight(area, &l.run.scene.Packets[i])
			return x, l.flightY(area), 8, 0, ok
		}
	}
	return 0, 0, 0, 0, false
}

// flight returns where between its lifelines a message stands now.
func (l *lanes) flight(area paint.Rect, packet *scene.Packet) (x float32, ok bool) {
	x1, ok1 := l.lane(area, packet.From)
	x2, ok2 := l.lane(area, packet.To)
	if !ok1 || !ok2 || packet.Due <= packet.Sent {
		return 0, false
	}
	f := min(max(float32(int64(l.run.clock)-packet.Sent)/float32(packet.Due-packet.Sent), 0), 1)
	return x1 + (x2-x1)*f, true
}

// row returns the step of the row under the pointer, 0 for none.
func (l *lanes) row(in *input) int64 {
	area := l.ground.lanesArea()
	i := int((in.y - area.Y - laneHead) / laneRow)
	if in.y < area.Y+laneHead || i >= len(l.rows) {
		return 0
	}
	return l.rows[i].Step
}

// pressLanes chooses what was pressed in the diagram. A row pressed again is gone to.
func (m *pointer) pressLanes(in *input) {
	if part := m.s.lanes.part(in); part.Kind != model.Nothing {
		m.s.press(part)
		return
	}
	step := m.s.lanes.row(in)
	switch {
	case step == 0:
		m.s.run.selected = model.Part{}
	case m.s.follow.on() && m.s.follow.message == 0 && m.s.follow.rec.Step == step:
		m.s.run.seek(step)
	default:
		m.s.run.selected = model.Part{}
		m.s.follow.followStep(step)
		rec := m.s.follow.rec
		said := m.s.run.tl.Run().Caption(rec, m.s.app.lang)
		m.s.choice.announce(said.Plain() + " " + m.s.follow.said)
	}
}

// hoverLanes follows the pointer over the diagram.
func (c *choice) hoverLanes(in *input) bool {
	row := int64(0)
	if c.plan.inLanes(in) && c.lanes.part(in).Kind == model.Nothing {
		row = c.lanes.row(in)
	}
	if row == c.lanes.hover {
		return false
	}
	c.lanes.hover = row
	return true
}

// dimmedRow is how much is left of a row that has nothing to do with what is followed.
const dimmedRow = 0.28

// dimRow begins dimming a row that has nothing to do with what is followed; the
// caller ends that when it is true.
func (l *lanes) dimRow(p *paint.Painter, rec *sim.Record) (dim bool) {
	if !l.follow.on() || l.follow.cone.Of(rec.Step) != sim.Apart {
		return false
	}
	p.PushAlpha(dimmedRow)
	return true
}

// markRow marks a row that is a cause, an effect or followed: at its left, its right
// and all around.
func (l *lanes) markRow(p *paint.Painter, area paint.Rect, rec *sim.Record, y float32) {
	th, c := l.app.theme, l.follow
	top := y - laneRow*0.75
	if rec.Step == l.hover {
		p.BoxLine(area.X, top, area.W, laneRow, 6, 1, th.Edge)
	}
	if !c.on() {
		return
	}
	middle := top + laneRow/2
	switch c.cone.Of(rec.Step) {
	case sim.Itself:
		p.BoxLine(area.X, top, area.W, laneRow, 6, 2, th.Blue)
	case sim.Before:
		p.Box(area.X, top+2, 4, laneRow-4, 2, th.Blue)
		p.Icon(paint.Back, area.X+14, middle, 13, th.Blue)
	case sim.After:
		p.Box(area.X+area.W-4, top+2, 4, laneRow-4, 2, th.Teal)
		p.Icon(paint.Forward, area.X+area.W-14, middle, 13, th.Teal)
	}
}
