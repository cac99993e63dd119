package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Shine says why a part is lit: it has to do with what led to the thing followed,
// with the thing itself, or with what came of it.
type Shine uint8

// The reasons; a part may have several.
const (
	Cause Shine = 1 << iota
	Followed
	Effect
)

// Pair is a link as the scene names it.
type Pair struct{ From, To int32 }

// Light says which parts are lit; the rest is dimmed. A nil Light dims nothing.
type Light struct {
	Nodes   []Shine // by the node's number
	Links   map[Pair]Shine
	Packets []Shine // as Scene.Packets
}

// dimmed is how much is left of a part that is not lit.
const dimmed = 0.28

// Add lights a node.
func (l *Light) Add(node int32, shine Shine) {
	if node < 0 {
		return
	}
	for int(node) >= len(l.Nodes) {
		l.Nodes = append(l.Nodes, 0)
	}
	l.Nodes[node] |= shine
}

// AddLink lights the link between two nodes, whichever way the scene names it.
func (l *Light) AddLink(from, to int32, shine Shine) {
	if from < 0 || to < 0 || from == to {
		return
	}
	if l.Links == nil {
		l.Links = map[Pair]Shine{}
	}
	l.Links[Pair{min(from, to), max(from, to)}] |= shine
}

// Node returns why a node is lit, 0 when it is not.
func (l *Light) Node(node int32) Shine {
	if node < 0 || int(node) >= len(l.Nodes) {
		return 0
	}
	return l.Nodes[node]
}

func (l *Light) link(link *scene.Link) Shine {
	return l.Links[Pair{min(link.From, link.To), max(link.From, link.To)}]
}

func (l *Light) packet(i int) Shine {
	if i >= len(l.Packets) {
		return 0
	}
	return l.Packets[i]
}

// dimNode begins what belongs to a node that may not be lit; undim ends it.
func (d *Drawing) dimNode(node int32) bool {
	if d.Light == nil || d.Light.Node(node) != 0 {
		return false
	}
	d.Painter.PushAlpha(dimmed)
	return true
}

func (d *Drawing) dimPacket(i int) bool {
	if d.Light == nil || d.Light.packet(i) != 0 {
		return false
	}
	d.Painter.PushAlpha(dimmed)
	return true
}

func (d *Drawing) undim(is bool) {
	if is {
		d.Painter.PopAlpha()
	}
}

// litLink draws a link and, above it, why it is lit: a whole line for a cause, a
// dashed one for an effect.
func (l *Layout) litLink(d *Drawing, link *scene.Link) {
	if d.Light == nil {
		l.drawLink(d, link)
		return
	}
	shine := d.Light.link(link)
	dim := shine == 0
	if dim {
		d.Painter.PushAlpha(dimmed)
	}
	l.drawLink(d, link)
	d.undim(dim)
	x1, y1, x2, y2, ok := l.ends(link.From, link.To)
	if !ok || dim {
		return
	}
	p, th := d.Painter, d.Theme
	if shine&(Cause|Followed) != 0 {
		p.Line(x1, y1, x2, y2, linkWidth+2, th.Blue)
	}
	if shine&Effect == 0 {
		return
	}
	if shine == Effect {
		p.Dash(x1, y1, x2, y2, linkWidth+2, 14, 8, 0, th.Teal)
		return
	}
	p.Dash(x1, y1, x2, y2, linkWidth+2, 14, 22, 0, th.Teal) // blue between
}

// DrawShine draws the signs of why something is lit beside (x, y): a chevron to the
// left for a cause, to the right for an effect.
func (d *Drawing) DrawShine(left, right, y float32, shine Shine) {
	p, th := d.Painter, d.Theme
	sign := func(x float32, icon paint.Symbol, color paint.Color) {
		p.DiscEdge(x, y, 11, th.Bg, 2, color)
		p.Icon(icon, x, y, 13, color)
	}
	if shine&Cause != 0 {
		sign(left, paint.Back, th.Blue)
	}
	if shine&Effect != 0 {
		sign(right, paint.Forward, th.Teal)
	}
}

// cover hides the links behind a node that is dimmed, as they are behind one that is
// not.
func (l *Layout) cover(d *Drawing, n *scene.Node) {
	x, y, w, h, ok := l.At(n.ID)
	if !ok {
		return
	}
	d.Painter.PopAlpha()
	if w == h && n.Shape != scene.Client && n.Shape != scene.Service {
		d.Painter.Disc(x, y, w, d.Theme.Bg)
	} else {
		d.Painter.Box(x-w, y-h, 2*w, 2*h, 12, d.Theme.Bg)
	}
	d.Painter.PushAlpha(dimmed)
}

// shineNode draws a node's signs at its upper corners.
func (l *Layout) shineNode(d *Drawing, n *scene.Node) {
	x, y, w, h, ok := l.At(n.ID)
	if d.Light == nil || !ok {
		return
	}
	dx, dy := w, h
	if w == h { // a disc
		dx, dy = w*0.72, h*0.72
	}
	d.DrawShine(x-dx, x+dx, y-dy, d.Light.Node(n.ID))
}
