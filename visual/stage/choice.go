package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/atlas"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/lanes"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// PartButton is beside the chosen part: it opens what can be done to it.
func (c *choice) PartButton(p *paint.Painter) (paint.Rect, bool) {
	x, y, w, h, ok := c.partPlace(c.run.Selected)
	if !ok || c.menu.Open {
		return paint.Rect{}, false
	}
	area := c.plan.ModelArea()
	width := p.Measure(follow.CauseWords.Open.In(c.env.Lang), partButtonStyle) + 46
	r := paint.Rect{X: x + w + 4, Y: y + h + 4, W: width, H: 28}
	r.X = min(max(r.X, area.X), area.X+area.W-r.W)
	r.Y = min(max(r.Y, area.Y), area.Y+area.H-r.H)
	return r, true
}

var partButtonStyle = paint.Style{Size: 14, Weight: paint.Bold}

func (c *choice) drawPartButton(p *paint.Painter) {
	r, ok := c.PartButton(p)
	if !ok {
		return
	}
	th := c.env.Theme
	p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Edge)
	style := partButtonStyle
	style.Color = th.Text
	p.Text(r.X+12, r.Y+r.H/2, follow.CauseWords.Open.In(c.env.Lang), style)
	style.Color, style.Align = th.Muted, paint.Right
	p.Text(r.X+r.W-12, r.Y+r.H/2, "F", style)
}

// choice is what the pointer and the keyboard choose among: nodes, links and messages.
type choice struct {
	env    *screen.Env
	run    *play.Run
	plan   *plan
	atlas  *atlas.Atlas
	lanes  *lanes.Lanes
	follow *follow.Follow
	menu   *Menu
	list   []model.Part
}

// hoverLanes follows the pointer over the diagram.
func (c *choice) hoverLanes(in *input.Input) bool {
	row := int64(0)
	if c.plan.inLanes(in) && c.lanes.Part(in).Kind == model.Nothing {
		row = c.lanes.Row(in)
	}
	if row == c.lanes.Hover {
		return false
	}
	c.lanes.Hover = row
	return true
}

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
	if len(c.run.Scene.Rings) > 0 && c.plan.View != play.ViewLanes {
		owners := c.run.Scene.Rings[0].Owners
		for i := range owners {
			out = append(out, model.Part{Kind: model.Node, Node: owners[i].Node})
		}
		for _, id := range c.atlas.RingOthers() {
			out = append(out, model.Part{Kind: model.Node, Node: id})
		}
		return out
	}
	for i := range c.run.Scene.Nodes {
		if n := &c.run.Scene.Nodes[i]; n.Status != scene.Absent {
			out = append(out, model.Part{Kind: model.Node, Node: n.ID})
		}
	}
	for i := range c.run.Scene.Packets {
		if !c.run.Scene.Packets[i].Copy {
			out = append(out, model.Part{Kind: model.Packet, Packet: c.run.Scene.Packets[i].ID})
		}
	}
	if c.plan.View == play.ViewLanes {
		return out // no links to see
	}
	for i := range c.run.Scene.Links {
		out = append(out, model.Part{Kind: model.Link, From: c.run.Scene.Links[i].From, To: c.run.Scene.Links[i].To})
	}
	return out
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
		if part == c.run.Selected {
			at = i
		}
	}
	c.run.Selected = c.list[(at+by+n)%n]
	c.announce(c.partSays(c.run.Selected))
}

func (c *choice) announce(text string) {
	if text != "" {
		c.env.Announce(text, false)
	}
}

// partSays names a part and how it fares.
func (c *choice) partSays(part model.Part) string {
	lang := c.env.Lang
	name := func(id int32) string {
		n := c.run.Scene.Node(id)
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
		n := c.run.Scene.Node(part.Node)
		if n == nil {
			return ""
		}
		text := partWords.node.In(lang) + " " + name(n.ID)
		if n.Role != "" {
			text += ", " + n.Role
		}
		return text + fares(n.Status)
	case model.Link:
		for i := range c.run.Scene.Links {
			if l := &c.run.Scene.Links[i]; l.From == part.From && l.To == part.To {
				return partWords.link.In(lang) + " " + name(l.From) + " – " + name(l.To) + fares(l.Status)
			}
		}
	case model.Packet:
		if i := c.run.Packet(part.Packet); i >= 0 {
			p := &c.run.Scene.Packets[i]
			text := words.Message.In(lang) + " " + p.Label + ", " + name(p.From) + " → " + name(p.To)
			if p.Fate == scene.Lost {
				text += ", " + partWords.lost.In(lang)
			}
			return text
		}
	}
	return ""
}

// partPlace returns where a part stands on the screen: its middle and half its size.
func (c *choice) partPlace(part model.Part) (x, y, w, h float32, ok bool) {
	if c.plan.View == play.ViewLanes {
		return c.lanes.Place(part)
	}
	if len(c.run.Scene.Rings) > 0 {
		ring := &c.run.Scene.Rings[0]
		for i := range ring.Owners {
			if part.Kind == model.Node && ring.Owners[i].Node == part.Node {
				row := model.OwnerRow(c.env.Painter, ring, c.atlas.RingArea(), i)
				return row.X + row.W/2, row.Y + row.H/2, row.W/2 - 160, max(-row.H/2-2, -18), true // between its name and its figure
			}
		}
		for i, id := range c.atlas.RingOthers() {
			if part.Kind == model.Node && id == part.Node {
				r := model.RingOther(c.atlas.RingArea(), i)
				return r.X + r.W/2, r.Y + r.H/2, r.W/2 + 6, -18, true
			}
		}
		return 0, 0, 0, 0, false
	}
	dx, dy, k := c.atlas.Transform()
	switch part.Kind {
	case model.Node:
		if c.run.Scene.Node(part.Node) == nil {
			return 0, 0, 0, 0, false
		}
		x, y, w, h, ok = c.atlas.Layout.At(part.Node)
		w, h = w*0.7, h*0.7
	case model.Link:
		x1, y1, _, _, ok1 := c.atlas.Layout.At(part.From)
		x2, y2, _, _, ok2 := c.atlas.Layout.At(part.To)
		x, y, w, h, ok = (x1+x2)/2, (y1+y2)/2, 8, 8, ok1 && ok2
	case model.Packet:
		if i := c.run.Packet(part.Packet); i >= 0 {
			x, y, ok = c.atlas.Layout.Packet(&c.run.Scene.Packets[i], int64(c.run.Clock))
			w, h = 6, -46 // clear of its label
		}
	}
	return x*k + dx, y*k + dy, w * k, h * k, ok
}

func (c *choice) PartAt(in *input.Input) model.Part {
	switch {
	case c.plan.inLanes(in):
		return c.lanes.Part(in)
	case !c.plan.inMap(in):
		return model.Part{}
	case len(c.run.Scene.Rings) > 0:
		if part := model.HitRingOthers(c.atlas.RingOthers(), c.atlas.RingArea(), in.X, in.Y); part.Kind != model.Nothing {
			return part
		}
		return model.HitRing(c.env.Painter, &c.run.Scene.Rings[0], c.atlas.RingArea(), in.X, in.Y)
	}
	dx, dy, k := c.atlas.Transform()
	return c.atlas.Layout.Hit(&c.run.Scene, int64(c.run.Clock), (in.X-dx)/k, (in.Y-dy)/k)
}

func (c *choice) hoverMap(in *input.Input) bool {
	changed := false
	if in.Wheel != 0 && c.plan.inMap(in) {
		changed = c.atlas.ZoomAt(in.X, in.Y, 1+in.Wheel*0.1)
	}
	part := c.PartAt(in)
	changed = changed || part != c.atlas.Hover
	c.atlas.Hover = part
	return changed
}
