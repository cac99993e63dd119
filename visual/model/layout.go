// Package model draws one moment of a simulation: nodes, links, packets and what
// hangs on them. It knows scenes, never scenarios.
//
//	Layout   where nodes stand: columns by tier, stable under change
//	Draw     the map at a virtual time between two steps
//	Hit      what lies under the pointer
//
// Positions are in the units of the area given; packets stand where the model's
// own time puts them.
package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// place is where one node stands and how big it is. What every packet asks for comes
// first, so that one read of memory brings it.
type place struct {
	x, y   float32 // centre, now
	w, h   float32 // half sizes
	known  bool
	column uint8
	below  float32 // where what hangs below it may begin, once it is drawn
	tx, ty float32 // centre it moves to
}

// Layout keeps the places of a scene's nodes. The zero value is ready to use.
type Layout struct {
	Area    paint.Rect
	Compact bool // a miniature: no words, no attachments
	places  []place
	columns [maxColumns]column
	last    int          // the rightmost column in use
	width   float32      // of one column
	moving  bool         // some node has not reached its place
	taken   []paint.Rect // where labels must not be
}

const maxColumns = 8

type column struct {
	nodes int
	total float32 // the height that its nodes need with what hangs below them
	at    float32 // where the next node begins
}

const (
	discRadius = 50
	boxHalfW   = 52
	boxHalfH   = 25
	glide      = 0.25
	smallDisc  = 26
	logRoom    = 8 // cells kept free beside the last column, so that a growing log moves nobody
)

// Arrange gives every node of the scene its place. Nodes that were there before
// glide to a new place; dead nodes keep theirs.
func (l *Layout) Arrange(s *scene.Scene) {
	l.count(s)
	index := [maxColumns]int{}
	used := 0
	for i := range l.columns {
		index[i] = used
		if l.columns[i].nodes > 0 {
			used++
			l.last = i
		}
	}
	for i := range s.Nodes {
		if node := &s.Nodes[i]; node.Status != scene.Absent {
			c := min(max(node.Column, 0), maxColumns-1)
			_, h := l.shape(node, l.Area.H/float32(l.columns[c].nodes))
			l.columns[c].total += 2*h + l.extent(s, node, c)
		}
	}
	width := l.Area.W - l.room(s)
	l.width = width / float32(max(used, 1))
	for i := range s.Nodes {
		node := &s.Nodes[i]
		if node.Status == scene.Absent {
			l.places[node.ID] = place{}
			continue
		}
		c := min(max(node.Column, 0), maxColumns-1)
		x := l.Area.X + l.width*(float32(index[c])+0.5)
		l.places[node.ID].column = uint8(c)
		l.put(s, node, &l.columns[c], x)
	}
}

// Need returns how high the fullest column is, with what hangs below its nodes.
func (l *Layout) Need() float32 {
	most := float32(0)
	for i := range l.columns {
		most = max(most, l.columns[i].total+float32(l.columns[i].nodes)*nodeGap)
	}
	return most
}

// nodeGap is the least distance of two nodes in a column.
const nodeGap = 8

// extent returns how much a node needs below its own border.
func (l *Layout) extent(s *scene.Scene, node *scene.Node, c int) float32 {
	if l.Compact || c == l.last {
		return 0
	}
	need := float32(23 * len(node.Badges))
	for i := range s.Slots {
		if s.Slots[i].Node == node.ID {
			need += slotH + 26
		}
	}
	for i := range s.Logs {
		if s.Logs[i].Node == node.ID {
			need += cellH + 44 + 24 // and its role, which is often too long for the node
		}
	}
	return need
}

// room returns how much the queues and logs of the last column need beside it.
func (l *Layout) room(s *scene.Scene) float32 {
	if l.Compact {
		return l.smallRoom(s)
	}
	widest := float32(0)
	for i := range s.Slots {
		if l.columnOf(s, s.Slots[i].Node) == l.last {
			widest = max(widest, float32(s.Slots[i].Capacity)*(slotW+slotGap))
		}
	}
	for i := range s.Logs {
		if l.columnOf(s, s.Logs[i].Node) == l.last {
			widest = max(widest, float32(max(len(s.Logs[i].Cells), logRoom))*(cellW+cellGap))
		}
	}
	return min(widest+20, l.Area.W*0.36)
}

func (l *Layout) columnOf(s *scene.Scene, id int32) int {
	if n := s.Node(id); n != nil {
		return min(max(n.Column, 0), maxColumns-1)
	}
	return -1
}

func (l *Layout) count(s *scene.Scene) {
	l.columns = [maxColumns]column{}
	for i := range s.Nodes {
		node := &s.Nodes[i]
		for int(node.ID) >= len(l.places) {
			l.places = append(l.places, place{})
		}
		if node.Status != scene.Absent {
			l.columns[min(max(node.Column, 0), maxColumns-1)].nodes++
		}
	}
}

// shape returns half the width and height of a node in rows of the given height.
func (l *Layout) shape(node *scene.Node, row float32) (w, h float32) {
	boxed := node.Shape == scene.Client || node.Shape == scene.Service
	switch {
	case l.Compact && boxed:
		size := min(l.Area.H*0.13, row*0.36)
		return size * 1.3, size * 0.9
	case l.Compact:
		size := min(l.Area.H*0.13, row*0.36)
		return size, size
	case node.Shape == scene.Client:
		return boxHalfW, min(boxHalfW*0.9, row*0.40)
	case boxed:
		return boxHalfW, min(boxHalfH, row*0.40)
	}
	if row*0.36 < smallDisc { // a disc so small has no room for a name: a box has
		return boxHalfW, min(boxHalfH, row*0.42)
	}
	return min(discRadius, row*0.36), min(discRadius, row*0.36)
}

// row returns how high one node's part of its column is.
func (l *Layout) row(id int32) float32 {
	return l.Area.H / float32(max(l.columns[l.places[id].column].nodes, 1))
}

// put places one node in its column: what is left over is spread evenly.
func (l *Layout) put(s *scene.Scene, node *scene.Node, c *column, x float32) {
	row := l.Area.H / float32(c.nodes)
	p := &l.places[node.ID]
	p.w, p.h = l.shape(node, row)
	gap := (l.Area.H - c.total) / float32(c.nodes)
	need := l.extent(s, node, int(p.column))
	p.tx, p.ty = x, l.Area.Y+c.at+gap/2+p.h
	c.at += gap + 2*p.h + need
	if !p.known {
		p.x, p.y, p.known = p.tx, p.ty, true
	}
	l.moving = l.moving || p.x != p.tx || p.y != p.ty
}

// Glide moves nodes towards their places, by dt seconds; at once when cut. It
// reports whether any is still on its way.
func (l *Layout) Glide(dt float32, cut bool) bool {
	if !l.moving {
		return false
	}
	l.moving = false
	part := min(1, dt/glide*3)
	for i := range l.places {
		p := &l.places[i]
		dx, dy := p.tx-p.x, p.ty-p.y
		if cut || dx*dx+dy*dy < 0.25 {
			p.x, p.y = p.tx, p.ty
			continue
		}
		p.x, p.y = p.x+dx*part, p.y+dy*part
		l.moving = true
	}
	return l.moving
}

// At returns the centre of a node and half its width and height; false when it
// is not on the map.
func (l *Layout) At(id int32) (x, y, w, h float32, ok bool) {
	if id < 0 || int(id) >= len(l.places) || !l.places[id].known {
		return 0, 0, 0, 0, false
	}
	p := &l.places[id]
	return p.x, p.y, p.w, p.h, true
}

// progress returns how far along its link a packet is at a virtual time.
func progress(p *scene.Packet, now int64) float32 {
	if p.Due <= p.Sent {
		return 1
	}
	f := float32(now-p.Sent) / float32(p.Due-p.Sent)
	switch {
	case f < 0:
		return 0
	case f > 1:
		f = 1
	}
	if p.Fate == scene.Lost {
		f *= 0.5 // its time ends half way along the link
	}
	return f
}

// Packet returns where a packet stands at a virtual time.
func (l *Layout) Packet(p *scene.Packet, now int64) (x, y float32, ok bool) {
	if uint(p.From) >= uint(len(l.places)) || uint(p.To) >= uint(len(l.places)) {
		return 0, 0, false
	}
	from, to := &l.places[p.From], &l.places[p.To]
	if !from.known || !to.known {
		return 0, 0, false
	}
	a, b := between(from, to)
	f := a + (1-a-b)*progress(p, now)
	return from.x + (to.x-from.x)*f, from.y + (to.y-from.y)*f, true
}

// between returns the parts of the way from one centre to another that lie within
// the two nodes.
func between(from, to *place) (a, b float32) {
	dx, dy := to.x-from.x, to.y-from.y
	if dx < 0 {
		dx = -dx
	}
	if dy < 0 {
		dy = -dy
	}
	square := dx*dx + dy*dy
	if square < 1 {
		return 0, 0
	}
	var turned, across, down float32 // one by the way's length, width and height
	if from.w == from.h || to.w == to.h {
		turned = 1 / sqrt(square)
	}
	if from.w != from.h || to.w != to.h {
		across, down = 1/(dx+0.01), 1/(dy+0.01)
	}
	return border(from, turned, across, down), border(to, turned, across, down)
}

// ends returns the ends of the link between two nodes, at their borders.
func (l *Layout) ends(from, to int32) (x1, y1, x2, y2 float32, ok bool) {
	x1, y1, _, _, ok1 := l.At(from)
	x2, y2, _, _, ok2 := l.At(to)
	if !ok1 || !ok2 {
		return 0, 0, 0, 0, false
	}
	a, b := between(&l.places[from], &l.places[to])
	dx, dy := x2-x1, y2-y1
	return x1 + dx*a, y1 + dy*a, x2 - dx*b, y2 - dy*b, true
}

// border returns the part of a way that lies within a node, at most a half. It is
// computed for every packet of every frame, so without min, which minds zeros and
// what is no number.
func border(p *place, turned, across, down float32) float32 {
	part := p.w * across
	if tall := p.h * down; tall < part {
		part = tall
	}
	if p.w == p.h {
		part = p.w * turned
	}
	if part > 0.5 {
		return 0.5
	}
	return part
}
