package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
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
func (c *choice) parts(out []model.Part) []model.Part {
	if len(c.run.scene.Rings) > 0 && c.plan.view != viewLanes {
		owners := c.run.scene.Rings[0].Owners
		for i := range owners {
			out = append(out, model.Part{Kind: model.Node, Node: owners[i].Node})
		}
		for _, id := range c.atlas.ringOthers() {
			out = append(out, model.Part{Kind: model.Node, Node: id})
		}
		return out
	}
	for i := range c.run.scene.Nodes {
		if n := &c.run.scene.Nodes[i]; n.Status != scene.Absent {
			out = append(out, model.Part{Kind: model.Node, Node: n.ID})
		}
	}
	for i := range c.run.scene.Packets {
		if !c.run.scene.Packets[i].Copy {
			out = append(out, model.Part{Kind: model.Packet, Packet: c.run.scene.Packets[i].ID})
		}
	}
	if c.plan.view == viewLanes {
		return out // no links to see
	}
	for i := range c.run.scene.Links {
		out = append(out, model.Part{Kind: model.Link, From: c.run.scene.Links[i].From, To: c.run.scene.Links[i].To})
	}
	return out
}

// nextPart chooses the next part, or the one before, and gives the keyboard back to
// the stage.
func (s *stage) nextPart(by int) {
	s.side.panel.Blur()
	s.bar.bar.Blur()
	s.stops.spots.Blur()
	s.menu.open = false
	s.choice.choosePart(by)
}

// choosePart chooses the next part, or the one before.
func (c *choice) choosePart(by int) {
	c.list = c.parts(c.list[:0])
	n := len(c.list)
	if n == 0 {
		return
	}
	at := -1
	if by < 0 {
		at = 0
	}
	for i, part := range c.list {
		if part == c.run.selected {
			at = i
		}
	}
	c.run.selected = c.list[(at+by+n)%n]
	c.announce(c.partSays(c.run.selected))
}

// pick chooses a part and looks into it: a node's state is shown, a message is
// followed.
func (s *stage) pick(part model.Part) {
	s.run.selected = part
	switch part.Kind {
	case model.Packet:
		if i := s.run.packet(part.Packet); i >= 0 {
			s.follow.followPacket(&s.run.scene.Packets[i])
			s.choice.announce(s.choice.partSays(part) + ". " + s.follow.said)
			return
		}
	case model.Node:
		if s.side.tab != tabState && !(s.app.narrow() && !s.plan.sideOpen) {
			s.setTab(tabState)
		}
	}
	s.choice.announce(s.choice.partSays(part))
}

// press is a click on a part: a second one opens what can be done to it.
func (s *stage) press(part model.Part) {
	if part == s.run.selected {
		s.menu.openFor(s, part)
		return
	}
	s.pick(part)
}

// enter does with what is chosen what a second click does.
func (s *stage) enter() bool {
	switch {
	case s.run.selected.Kind == model.Packet && s.follow.message != s.run.selected.Packet, s.run.selected.Kind == model.Node && s.side.tab != tabState:
		s.pick(s.run.selected)
	case s.run.selected.Kind != model.Nothing:
		s.menu.openFor(s, s.run.selected)
	case s.follow.on() && s.follow.message == 0:
		s.run.seek(s.follow.rec.Step)
	default:
		return false
	}
	return true
}

func (c *choice) announce(text string) {
	if text != "" {
		c.app.announce(text, false)
	}
}

// partSays names a part and how it fares.
func (c *choice) partSays(part model.Part) string {
	lang := c.app.lang
	name := func(id int32) string {
		n := c.run.scene.Node(id)
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
		n := c.run.scene.Node(part.Node)
		if n == nil {
			return ""
		}
		text := partWords.node.In(lang) + " " + name(n.ID)
		if n.Role != "" {
			text += ", " + n.Role
		}
		return text + fares(n.Status)
	case model.Link:
		for i := range c.run.scene.Links {
			if l := &c.run.scene.Links[i]; l.From == part.From && l.To == part.To {
				return partWords.link.In(lang) + " " + name(l.From) + " – " + name(l.To) + fares(l.Status)
			}
		}
	case model.Packet:
		if i := c.run.packet(part.Packet); i >= 0 {
			p := &c.run.scene.Packets[i]
			text := words.Message.In(lang) + " " + p.Label + ", " + name(p.From) + " → " + name(p.To)
			if p.Fate == scene.Lost {
				text += ", " + partWords.lost.In(lang)
			}
			return text
		}
	}
	return ""
}

// ringArea is where the ring is drawn.
func (a *atlas) ringArea() paint.Rect {
	area := a.ground.mapArea()
	return paint.Rect{X: area.X, Y: area.Y, W: area.W, H: area.H - a.notes - a.boards}
}

// ringOthers lists the nodes beside the ring.
func (a *atlas) ringOthers() []int32 {
	a.others = model.RingOthers(a.others[:0], &a.run.scene)
	return a.others
}

// partPlace returns where a part stands on the screen: its middle and half its size.
func (c *choice) partPlace(part model.Part) (x, y, w, h float32, ok bool) {
	if c.plan.view == viewLanes {
		return c.lanes.place(part)
	}
	if len(c.run.scene.Rings) > 0 {
		ring := &c.run.scene.Rings[0]
		for i := range ring.Owners {
			if part.Kind == model.Node && ring.Owners[i].Node == part.Node {
				row := model.OwnerRow(c.app.painter, ring, c.atlas.ringArea(), i)
				return row.X + row.W/2, row.Y + row.H/2, row.W/2 - 160, max(-row.H/2-2, -18), true // between its name and its figure
			}
		}
		for i, id := range c.atlas.ringOthers() {
			if part.Kind == model.Node && id == part.Node {
				r := model.RingOther(c.atlas.ringArea(), i)
				return r.X + r.W/2, r.Y + r.H/2, r.W/2 + 6, -18, true
			}
		}
		return 0, 0, 0, 0, false
	}
	dx, dy, k := c.atlas.transform()
	switch part.Kind {
	case model.Node:
		if c.run.scene.Node(part.Node) == nil {
			return 0, 0, 0, 0, false
		}
		x, y, w, h, ok = c.atlas.layout.At(part.Node)
		w, h = w*0.7, h*0.7
	case model.Link:
		x1, y1, _, _, ok1 := c.atlas.layout.At(part.From)
		x2, y2, _, _, ok2 := c.atlas.layout.At(part.To)
		x, y, w, h, ok = (x1+x2)/2, (y1+y2)/2, 8, 8, ok1 && ok2
	case model.Packet:
		if i := c.run.packet(part.Packet); i >= 0 {
			x, y, ok = c.atlas.layout.Packet(&c.run.scene.Packets[i], int64(c.run.clock))
			w, h = 6, -46 // clear of its label
		}
	}
	return x*k + dx, y*k + dy, w * k, h * k, ok
}
