package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// partWords name parts and how they fare, for screen readers.
var partWords = struct {
	node, link, lost sim.Text
	status           map[scene.Status]sim.Text
}{
	node: sim.T("노드", "node"),
	link: sim.T("링크", "link"),
	lost: sim.T("도중에 사라질 메시지", "will be lost on the way"),
	status: map[scene.Status]sim.Text{
		scene.Degraded: sim.T("느리거나 잃어버림", "slow or lossy"), scene.Failed: sim.T("멈췄거나 끊김", "down or cut"),
		scene.Paused: sim.T("일시 정지", "paused"),
	},
}

// parts lists all that can be chosen in the view on screen, in the order of the keys:
// nodes, messages under way, links.
func (s *stage) parts(out []model.Part) []model.Part {
	if len(s.scene.Rings) > 0 && s.view != viewLanes {
		owners := s.scene.Rings[0].Owners
		for i := range owners {
			out = append(out, model.Part{Kind: model.Node, Node: owners[i].Node})
		}
		for _, id := range s.ringOthers() {
			out = append(out, model.Part{Kind: model.Node, Node: id})
		}
		return out
	}
	for i := range s.scene.Nodes {
		if n := &s.scene.Nodes[i]; n.Status != scene.Absent {
			out = append(out, model.Part{Kind: model.Node, Node: n.ID})
		}
	}
	for i := range s.scene.Packets {
		if !s.scene.Packets[i].Copy {
			out = append(out, model.Part{Kind: model.Packet, Packet: s.scene.Packets[i].ID})
		}
	}
	if s.view == viewLanes {
		return out // no links to see
	}
	for i := range s.scene.Links {
		out = append(out, model.Part{Kind: model.Link, From: s.scene.Links[i].From, To: s.scene.Links[i].To})
	}
	return out
}

// nextPart chooses the next part, or the one before, and gives the keyboard back to
// the stage.
func (s *stage) nextPart(by int) {
	s.side.panel.Blur()
	s.side.bar.Blur()
	s.stops.spots.Blur()
	s.menu.open = false
	s.choosePart(by)
}

// choosePart chooses the next part, or the one before.
func (s *stage) choosePart(by int) {
	s.partList = s.parts(s.partList[:0])
	n := len(s.partList)
	if n == 0 {
		return
	}
	at := -1
	if by < 0 {
		at = 0
	}
	for i, part := range s.partList {
		if part == s.selected {
			at = i
		}
	}
	s.selected = s.partList[(at+by+n)%n]
	s.announce(s.partSays(s.selected))
}

// pick chooses a part and looks into it: a node's state is shown, a message is
// followed.
func (s *stage) pick(part model.Part) {
	s.selected = part
	switch part.Kind {
	case model.Packet:
		if i := s.packet(part.Packet); i >= 0 {
			s.followPacket(&s.scene.Packets[i])
			s.announce(s.partSays(part) + ". " + s.follow.said)
			return
		}
	case model.Node:
		if s.tab != tabState && !(s.narrow() && !s.sideOpen) {
			s.setTab(tabState)
		}
	}
	s.announce(s.partSays(part))
}

// press is a click on a part: a second one opens what can be done to it.
func (s *stage) press(part model.Part) {
	if part == s.selected {
		s.menu.openFor(s, part)
		return
	}
	s.pick(part)
}

// enter does with what is chosen what a second click does.
func (s *stage) enter() bool {
	switch {
	case s.selected.Kind == model.Packet && s.follow.message != s.selected.Packet, s.selected.Kind == model.Node && s.tab != tabState:
		s.pick(s.selected)
	case s.selected.Kind != model.Nothing:
		s.menu.openFor(s, s.selected)
	case s.follow.on() && s.follow.message == 0:
		s.seek(s.follow.rec.Step)
	default:
		return false
	}
	return true
}

func (s *stage) announce(text string) {
	if text != "" {
		s.app.announce(text, false)
	}
}

// partSays names a part and how it fares.
func (s *stage) partSays(part model.Part) string {
	lang := s.app.lang
	name := func(id int32) string {
		n := s.scene.Node(id)
		switch {
		case n == nil:
			return ""
		case n.Label != "":
			return n.Label
		}
		return n.Name
	}
	fares := func(status scene.Status) string {
		if text, ok := partWords.status[status]; ok {
			return ", " + text.In(lang)
		}
		return ""
	}
	switch part.Kind {
	case model.Node:
		n := s.scene.Node(part.Node)
		if n == nil {
			return ""
		}
		text := partWords.node.In(lang) + " " + name(n.ID)
		if n.Role != "" {
			text += ", " + n.Role
		}
		return text + fares(n.Status)
	case model.Link:
		for i := range s.scene.Links {
			if l := &s.scene.Links[i]; l.From == part.From && l.To == part.To {
				return partWords.link.In(lang) + " " + name(l.From) + " – " + name(l.To) + fares(l.Status)
			}
		}
	case model.Packet:
		if i := s.packet(part.Packet); i >= 0 {
			p := &s.scene.Packets[i]
			text := words.message.In(lang) + " " + p.Label + ", " + name(p.From) + " → " + name(p.To)
			if p.Fate == scene.Lost {
				text += ", " + partWords.lost.In(lang)
			}
			return text
		}
	}
	return ""
}

// ringArea is where the ring is drawn.
func (s *stage) ringArea() paint.Rect {
	area := s.mapArea()
	return paint.Rect{X: area.X, Y: area.Y, W: area.W, H: area.H - s.notes - s.boards}
}

// ringOthers lists the nodes beside the ring.
func (s *stage) ringOthers() []int32 {
	s.others = model.RingOthers(s.others[:0], &s.scene)
	return s.others
}

// partPlace returns where a part stands on the screen: its middle and half its size.
func (s *stage) partPlace(part model.Part) (x, y, w, h float32, ok bool) {
	if s.view == viewLanes {
		return s.lanes.place(s, part)
	}
	if len(s.scene.Rings) > 0 {
		ring := &s.scene.Rings[0]
		for i := range ring.Owners {
			if part.Kind == model.Node && ring.Owners[i].Node == part.Node {
				row := model.OwnerRow(s.app.painter, ring, s.ringArea(), i)
				return row.X + row.W/2, row.Y + row.H/2, row.W/2 - 160, max(-row.H/2-2, -18), true // between its name and its figure
			}
		}
		for i, id := range s.ringOthers() {
			if part.Kind == model.Node && id == part.Node {
				r := model.RingOther(s.ringArea(), i)
				return r.X + r.W/2, r.Y + r.H/2, r.W/2 + 6, -18, true
			}
		}
		return 0, 0, 0, 0, false
	}
	dx, dy, k := s.transform()
	switch part.Kind {
	case model.Node:
		if s.scene.Node(part.Node) == nil {
			return 0, 0, 0, 0, false
		}
		x, y, w, h, ok = s.layout.At(part.Node)
		w, h = w*0.7, h*0.7
	case model.Link:
		x1, y1, _, _, ok1 := s.layout.At(part.From)
		x2, y2, _, _, ok2 := s.layout.At(part.To)
		x, y, w, h, ok = (x1+x2)/2, (y1+y2)/2, 8, 8, ok1 && ok2
	case model.Packet:
		if i := s.packet(part.Packet); i >= 0 {
			x, y, ok = s.layout.Packet(&s.scene.Packets[i], int64(s.clock))
			w, h = 6, -46 // clear of its label
		}
	}
	return x*k + dx, y*k + dy, w * k, h * k, ok
}
