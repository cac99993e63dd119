package model

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// reserve keeps the places of the nodes free of labels, with what is written below
// them.
func (l *Layout) reserve(s *scene.Scene) {
	l.taken = append(l.taken[:0], paint.Rect{X: -9999, Y: -9999, W: 19999, H: 9999}) // above the map is something else
	for i := range s.Nodes {
		if x, y, w, h, ok := l.At(s.Nodes[i].ID); ok {
			if s.Nodes[i].Leader {
				l.taken = append(l.taken, paint.Rect{X: x - w, Y: y - h - 32, W: 2 * w, H: 32}) // its crown
			}
			low := max(l.places[s.Nodes[i].ID].below-10, y+h)
			l.taken = append(l.taken, paint.Rect{X: x - w, Y: y - h, W: 2 * w, H: low - y + h})
		}
	}
}

const far = 46 // of a label beside a packet between two nodes close to each other

// drawLabel draws a packet's label in a pill beside it: below to the right, or in
// the first other corner where it hides neither a node nor another label.
func (l *Layout) drawLabel(d *Drawing, x, y float32, text string, color paint.Color) {
	p := d.Painter
	style := paint.Style{Size: d.size(14), Weight: paint.Bold, Color: color, Align: paint.Center}
	w, h := p.Measure(text, style)+16, style.Size+10
	right, left := min(x+10, l.Area.X+l.Area.W-w), max(x-10-w, l.Area.X)
	best := paint.Rect{X: right, Y: y + 8, W: w, H: h}
	least := l.hidden(best)
	for _, at := range [...]paint.Rect{{X: right, Y: y - 8 - h}, {X: left, Y: y + 8}, {X: left, Y: y - 8 - h},
		{X: x - w/2, Y: y + 14}, {X: x - w/2, Y: y - 14 - h}, {X: x - w/2, Y: y + far}, {X: x - w/2, Y: y - far - h},
		{X: right, Y: y + far}, {X: right, Y: y - far - h}} {
		if least == 0 {
			break
		}
		at.W, at.H = w, h
		if hides := l.hidden(at); hides < least {
			best, least = at, hides
		}
	}
	l.taken = append(l.taken, best)
	p.BoxEdge(best.X, best.Y, w, h, h/2, d.Theme.Bg, d.line(1), color)
	p.Text(best.X+w/2, best.Y+h/2, text, style)
}

// hidden returns how much of what is taken an area would cover.
func (l *Layout) hidden(a paint.Rect) float32 {
	sum := float32(0)
	for _, b := range l.taken {
		w := min(a.X+a.W, b.X+b.W) - max(a.X, b.X)
		h := min(a.Y+a.H, b.Y+b.H) - max(a.Y, b.Y)
		if w > 0 && h > 0 {
			sum += w * h
		}
	}
	return sum
}

// labelOf returns how a node is called in the room it has: its label in one line or
// two, or else its short name.
func (d *Drawing) labelOf(n *scene.Node, name paint.Style, room, h float32) (label string, size float32, fits, two bool) {
	if label = n.Label; label == "" {
		label = n.Name
	}
	if name.Size, fits = d.fit(label, name, room); fits {
		return label, name.Size, true, false
	}
	first, second, two := strings.Cut(label, " ")
	two = two && h > 30
	if two && max(d.Painter.Measure(first, name), d.Painter.Measure(second, name)) <= room {
		return label, name.Size, false, true
	}
	if d.tight() || !two && d.Painter.Measure(n.Name, name) <= room {
		return n.Name, name.Size, false, false
	}
	return label, name.Size, false, two
}
