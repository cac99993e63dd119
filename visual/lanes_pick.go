package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// What can be pressed in the sequence diagram: heads are nodes, dots below the newest
// row are messages under way, rows are steps.

func (s *stage) inLanes(in *input) bool {
	return s.view != viewMap && s.lanesArea().Contains(in.x, in.y)
}

// flightY is where messages under way are drawn.
func (l *lanes) flightY(area paint.Rect) float32 {
	return area.Y + laneHead + laneRow*float32(len(l.rows)) + 12
}

// part returns the node or message under the pointer.
func (l *lanes) part(s *stage, in *input) model.Part {
	area := s.lanesArea()
	if in.y < area.Y+laneHead {
		for i := range s.scene.Nodes {
			if x, ok := l.lane(s, area, s.scene.Nodes[i].ID); ok && abs(x-in.x) < l.headWidth(s, area)/2 {
				return model.Part{Kind: model.Node, Node: s.scene.Nodes[i].ID}
			}
		}
	}
	y := l.flightY(area)
	for i := range s.scene.Packets {
		packet := &s.scene.Packets[i]
		if x, ok := l.flight(s, area, packet); ok && abs(x-in.x) < 12 && abs(y-in.y) < 12 {
			return model.Part{Kind: model.Packet, Packet: packet.ID}
		}
	}
	return model.Part{}
}

// headWidth is how far the names of nodes are apart, within reason.
func (l *lanes) headWidth(s *stage, area paint.Rect) float32 {
	n := 0
	for i := range s.scene.Nodes {
		if s.scene.Nodes[i].Status != scene.Absent {
			n++
		}
	}
	return min(area.W/float32(max(n, 1)), 140)
}

// place returns where a part stands in the diagram.
func (l *lanes) place(s *stage, part model.Part) (x, y, w, h float32, ok bool) {
	area := s.lanesArea()
	switch part.Kind {
	case model.Node:
		x, ok = l.lane(s, area, part.Node)
		return x, area.Y + 18, l.headWidth(s, area)/2 - 30, 20, ok
	case model.Packet:
		if i := s.packet(part.Packet); i >= 0 {
			x, ok = l.flight(s, area, &s.scene.Packets[i])
			return x, l.flightY(area), 8, 0, ok
		}
	}
	return 0, 0, 0, 0, false
}

// flight returns where between its lifelines a message stands now.
func (l *lanes) flight(s *stage, area paint.Rect, packet *scene.Packet) (x float32, ok bool) {
	x1, ok1 := l.lane(s, area, packet.From)
	x2, ok2 := l.lane(s, area, packet.To)
	if !ok1 || !ok2 || packet.Due <= packet.Sent {
		return 0, false
	}
	f := min(max(float32(int64(s.clock)-packet.Sent)/float32(packet.Due-packet.Sent), 0), 1)
	return x1 + (x2-x1)*f, true
}

// row returns the step of the row under the pointer, 0 for none.
func (l *lanes) row(s *stage, in *input) int64 {
	area := s.lanesArea()
	i := int((in.y - area.Y - laneHead) / laneRow)
	if in.y < area.Y+laneHead || i >= len(l.rows) {
		return 0
	}
	return l.rows[i].Step
}

// pressLanes chooses what was pressed in the diagram. A row pressed again is gone to.
func (s *stage) pressLanes(in *input) {
	if part := s.lanes.part(s, in); part.Kind != model.Nothing {
		s.press(part)
		return
	}
	step := s.lanes.row(s, in)
	switch {
	case step == 0:
		s.selected = model.Part{}
	case s.follow.on() && s.follow.message == 0 && s.follow.rec.Step == step:
		s.seek(step)
	default:
		s.selected = model.Part{}
		s.followStep(step)
		rec := s.follow.rec
		said := s.tl.Run().Caption(rec, s.app.lang)
		s.announce(said.Plain() + " " + s.follow.said)
	}
}

// hoverLanes follows the pointer over the diagram.
func (s *stage) hoverLanes(in *input) bool {
	row := int64(0)
	if s.inLanes(in) && s.lanes.part(s, in).Kind == model.Nothing {
		row = s.lanes.row(s, in)
	}
	if row == s.lanes.hover {
		return false
	}
	s.lanes.hover = row
	return true
}

// dimmedRow is how much is left of a row that has nothing to do with what is followed.
const dimmedRow = 0.28

// dimRow begins dimming a row that has nothing to do with what is followed; the
// caller ends that when it is true.
func (s *stage) dimRow(p *paint.Painter, rec *sim.Record) (dim bool) {
	if !s.follow.on() || s.follow.cone.Of(rec.Step) != sim.Apart {
		return false
	}
	p.PushAlpha(dimmedRow)
	return true
}

// markRow marks a row that is a cause, an effect or followed: at its left, its right
// and all around.
func (s *stage) markRow(p *paint.Painter, area paint.Rect, rec *sim.Record, y float32) {
	th, c := s.app.theme, &s.follow
	top := y - laneRow*0.75
	if rec.Step == s.lanes.hover {
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
