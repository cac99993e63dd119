package model

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// Drawing is what Draw needs besides the scene and its layout.
type Drawing struct {
	Painter  *paint.Painter
	Theme    *theme.Theme
	Now      int64 // the virtual time shown, between two steps
	Selected Part
	Hover    Part
	Light    *Light  // what is followed; nil is nothing
	Quiet    bool    // a miniature: no words, no glow
	Unnamed  bool    // packets go without their names
	Smallest float32 // no text is smaller, in the units of the layout
	Thin     float32 // no line is thinner
	crowd    bool    // many links
	many     bool    // many packets
}

// legible is the half width below which a node has no room for a word.
const legible = 12

// crowded is from how many links on a map draws them quietly.
const crowded = 9

// size returns a type size that stays readable when the map is scaled down.
func (d *Drawing) size(usual float32) float32 { return max(usual, d.Smallest) }

// line returns the width of a thin line.
func (d *Drawing) line(usual float32) float32 { return max(usual, d.Thin) }

// fit returns the largest of a few sizes at which a name fits, and otherwise the
// smallest.
func (d *Drawing) fit(name string, style paint.Style, room float32) (size float32, fits bool) {
	for _, size := range [...]float32{18, 16, 14, 13} {
		if style.Size = d.size(size); d.Painter.Measure(name, style) <= room {
			return style.Size, true
		}
	}
	return style.Size, false
}

// tight reports whether the map is scaled down so far that only names fit.
func (d *Drawing) tight() bool { return d.Smallest > 16 }

const (
	linkWidth   = 3
	packetSize  = 9
	labelledMax = 8 // with more packets under way, only the chosen one is labelled
)

// Draw draws the map: links, then packets, then nodes and what hangs on them.
func (l *Layout) Draw(d *Drawing, s *scene.Scene) {
	d.crowd = len(s.Links) >= crowded
	for i := range s.Links {
		l.litLink(d, &s.Links[i])
	}
	d.many = len(s.Packets) > labelledMax
	for i := range s.Packets {
		dim := d.dimPacket(i)
		l.drawPacket(d, &s.Packets[i])
		d.undim(dim)
	}
	for i := range s.Nodes {
		dim := d.dimNode(s.Nodes[i].ID)
		if dim {
			l.cover(d, &s.Nodes[i])
		}
		l.drawNode(d, &s.Nodes[i])
		d.undim(dim)
		l.shineNode(d, &s.Nodes[i])
	}
	if d.Quiet {
		l.drawGauges(d, s)
		return
	}
	l.taken = l.taken[:0]
	for i := range s.Nodes { // after all nodes: what hangs on one may reach over its neighbour
		dim := d.dimNode(s.Nodes[i].ID)
		l.drawSigns(d, &s.Nodes[i])
		d.undim(dim)
	}
	l.drawAttached(d, s)
	l.drawPacketLabels(d, s)
}

// drawAttached draws what hangs on the nodes.
func (l *Layout) drawAttached(d *Drawing, s *scene.Scene) {
	for i := range s.Slots {
		dim := d.dimNode(s.Slots[i].Node)
		l.drawSlots(d, &s.Slots[i])
		d.undim(dim)
	}
	for i := range s.Logs {
		dim := d.dimNode(s.Logs[i].Node)
		l.drawLog(d, &s.Logs[i])
		d.undim(dim)
	}
}

// Tone returns the colour of a tone.
func Tone(th *theme.Theme, t scene.Tone) paint.Color {
	switch t {
	case scene.Request:
		return th.Blue
	case scene.Good:
		return th.Teal
	case scene.Warn:
		return th.Amber
	case scene.Bad:
		return th.Red
	case scene.Election:
		return th.Violet
	}
	return th.Dim
}

// look is how a status looks: border, soft fill, cell fill, text on the cell.
type look struct{ edge, soft, solid, onSolid paint.Color }

func lookOf(th *theme.Theme, status scene.Status) look {
	switch status {
	case scene.OK:
		return look{th.Teal, th.TealSoft, th.TealSolid, th.OnSolid}
	case scene.Busy:
		return look{th.Blue, th.BlueSoft, th.BlueSolid, th.OnSolid}
	case scene.Pending, scene.Degraded, scene.Paused:
		return look{th.Amber, th.AmberSoft, th.AmberSolid, th.OnSolid}
	case scene.Failed:
		return look{th.Red, th.RedSoft, th.RedSolid, th.OnSolid}
	case scene.Control:
		return look{th.Violet, th.VioletSoft, th.VioletSolid, th.OnSolid}
	}
	return look{th.Dim, th.Panel, th.GraySolid, th.OnGray}
}

func (l *Layout) drawLink(d *Drawing, link *scene.Link) {
	x1, y1, x2, y2, ok := l.ends(link.From, link.To)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	chosen := Part{Kind: Link, From: link.From, To: link.To}
	switch chosen {
	case d.Selected:
		p.Line(x1, y1, x2, y2, linkWidth+9, th.Text)
		p.Line(x1, y1, x2, y2, linkWidth+5, th.Bg)
	case d.Hover:
		p.Line(x1, y1, x2, y2, linkWidth+5, th.Hover)
	}
	switch link.Status {
	case scene.Failed:
		p.Dash(x1, y1, x2, y2, linkWidth, 3, 8, 0, th.Red)
		p.Icon(paint.Cross, (x1+x2)/2, (y1+y2)/2, 22, th.Red)
	case scene.Degraded:
		p.Dash(x1, y1, x2, y2, linkWidth, 10, 6, 0, th.Amber)
	default:
		color := th.Edge
		if d.crowd {
			color = th.Line // many links: quiet, so that what moves stands out
		}
		p.Line(x1, y1, x2, y2, linkWidth, color)
	}
}

func (l *Layout) drawPacket(d *Drawing, packet *scene.Packet) {
	x, y, ok := l.Packet(packet, d.Now)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	color := Tone(th, packet.Tone)
	size := float32(packetSize)
	if l.plain(d, packet) {
		p.Disc(x, y, size, color)
		return
	}
	if packet.Quiet {
		size = 5
	}
	if d.Quiet {
		size = smallPacket
	}
	if d.chosen(packet) {
		p.DiscLine(x, y, size+5, 2, th.Text)
	}
	switch {
	case packet.Fate == scene.Lost:
		fade := 1 - progress(packet, d.Now) // gone half way
		p.DashCircle(x, y, size+1, theme.WithAlpha(color, fade/2), 2, th.Red)
	case packet.Copy:
		p.DiscLine(x, y, size, 3, color)
	default:
		p.Disc(x, y, size, color)
	}
}

// chosen reports whether a packet is selected or under the pointer.
func (d *Drawing) chosen(p *scene.Packet) bool {
	return d.Selected.Kind == Packet && d.Selected.Packet == p.ID || d.Hover.Kind == Packet && d.Hover.Packet == p.ID
}

// drawPacketLabels names the packets; of many only the chosen ones.
func (l *Layout) drawPacketLabels(d *Drawing, s *scene.Scene) {
	if d.many && d.Light == nil && d.Selected.Kind != Packet && d.Hover.Kind != Packet {
		return
	}
	l.reserve(s)
	for i := range s.Packets {
		if d.Light == nil || d.Light.packet(i) != 0 {
			l.drawPacketLabel(d, &s.Packets[i])
		}
	}
}

// drawPacketLabel names a packet when few are under way, or when it is chosen. It
// is drawn above everything, so that nothing hides it.
func (l *Layout) drawPacketLabel(d *Drawing, packet *scene.Packet) {
	if packet.Label == "" || d.Unnamed || (d.many && d.Light == nil || packet.Quiet) && !d.chosen(packet) {
		return
	}
	// Near an end the label keeps to the link, so that it does not cover a node's name.
	span := packet.Due - packet.Sent
	now := min(max(d.Now, packet.Sent+span/10), packet.Due-span/5)
	if x, y, ok := l.Packet(packet, now); ok {
		l.drawLabel(d, x, y, packet.Label, Tone(d.Theme, packet.Tone))
	}
}

// plain reports whether a packet is one of many, drawn as nothing but a disc.
func (l *Layout) plain(d *Drawing, p *scene.Packet) bool {
	return d.many && !p.Quiet && !d.Quiet && p.Fate == scene.Arrives && !p.Copy && !d.chosen(p)
}

func (l *Layout) drawNode(d *Drawing, n *scene.Node) {
	x, y, w, h, ok := l.At(n.ID)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	k, round := nodeLook(th, n), isRound(n, w, h)
	l.drawHalo(d, n, x, y, w, h, round, k.edge)
	dashed := n.Status == scene.Failed || n.Status == scene.Paused || n.Status == scene.Degraded
	const stroke = 3
	switch {
	case round && dashed:
		p.DashCircle(x, y, w, k.soft, stroke, k.edge)
	case round:
		p.DiscEdge(x, y, w, k.soft, stroke, k.edge)
	case dashed:
		p.DashBox(x-w, y-h, 2*w, 2*h, 12, k.soft, stroke, k.edge)
	default:
		p.BoxEdge(x-w, y-h, 2*w, 2*h, 12, k.soft, stroke, k.edge)
	}
	l.places[n.ID].below = y + h + 10
}

// drawSigns draws what is written in and around a node.
func (l *Layout) drawSigns(d *Drawing, n *scene.Node) {
	x, y, w, h, ok := l.At(n.ID)
	if !ok {
		return
	}
	if n.Leader {
		d.Painter.Icon(paint.Crown, x, y-h-16, 30, d.Theme.Violet)
	}
	l.drawWords(d, n, x, y, w, h, isRound(n, w, h), nodeLook(d.Theme, n).edge)
}

func isRound(n *scene.Node, w, h float32) bool {
	return w == h && n.Shape != scene.Client && n.Shape != scene.Service
}

func nodeLook(th *theme.Theme, n *scene.Node) look {
	if n.Leader && n.Status == scene.OK {
		return lookOf(th, scene.Control)
	}
	return lookOf(th, n.Status)
}

// drawHalo lights the node that acts, and rings the one that is chosen.
func (l *Layout) drawHalo(d *Drawing, n *scene.Node, x, y, w, h float32, round bool, color paint.Color) {
	p := d.Painter
	part := Part{Kind: Node, Node: n.ID}
	if n.Acting && !d.Quiet {
		if round {
			p.GlowDisc(x, y, w, 16, theme.WithAlpha(color, 0.45))
		} else {
			p.Glow(x-w, y-h, 2*w, 2*h, 12, 16, theme.WithAlpha(color, 0.45))
		}
	}
	if d.Selected == part || d.Hover == part {
		ring := theme.WithAlpha(d.Theme.Text, 0.35)
		if d.Selected == part {
			ring = d.Theme.Text
		}
		if round {
			p.DiscLine(x, y, w+6, 2, ring)
		} else {
			p.BoxLine(x-w-6, y-h-6, 2*w+12, 2*h+12, 16, 2, ring)
		}
	}
}

// drawWords writes the node's name and role, and its badges above.
func (l *Layout) drawWords(d *Drawing, n *scene.Node, x, y, w, h float32, round bool, color paint.Color) {
	if w < legible {
		return
	}
	p, th := d.Painter, d.Theme
	name := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
	role := paint.Style{Size: d.size(13), Color: color, Align: paint.Center}
	if n.Status == scene.Failed {
		name.Color = th.Dim
	}
	room := 2*w - 10
	if round {
		room = 2*w - 16
	}
	at := y + h + 14
	label, size, fits, two := d.labelOf(n, name, room, h)
	name.Size = size
	if fits && n.Role == "" && len(n.Badges) == 0 { // what most of a crowd are
		p.Text(x, y, label, name)
		l.places[n.ID].below = y + h + 6
		return
	}
	if two {
		first, second, _ := strings.Cut(label, " ")
		name.Size = d.size(14) // two words, two lines
		line := max(17, name.Size*1.2)
		up := line + 1
		if n.Role == "" || d.tight() || p.Measure(n.Role, role) > room { // no role within: the name in the middle
			up = line/2 + 0.5
		}
		p.Text(x, y-up, p.Truncate(first, name, room), name)
		p.Text(x, y-up+line, p.Truncate(second, name, room), name)
		y, label = y+8, ""
	}
	switch {
	case d.tight() && p.Measure(label, name) > room: // below it, where there is room
		at = l.drawBelow(d, x, at, label, name)
	case n.Role == "" || h < 20 || d.tight():
		p.Text(x, y, p.Truncate(label, name, room), name)
	case p.Measure(n.Role, role) <= room:
		p.Text(x, y-9, p.Truncate(label, name, room), name)
		p.Text(x, y+12, n.Role, role)
	default: // too long for the node: below it
		p.Text(x, y, p.Truncate(label, name, room), name)
		at = l.drawBelow(d, x, at, n.Role, role)
	}
	at = l.drawBadges(d, n, paint.Rect{X: x - w, Y: y, H: h}, x, at, l.beside(d, n, w, round))
	l.places[n.ID].below = at - 8
}
