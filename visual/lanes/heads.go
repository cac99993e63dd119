package lanes

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const (
	headW    = 140 // of a name above its lifeline, at most
	headH    = 36
	headMore = 3 // rows at most
)

// drawHeads names the lifelines. Where names do not fit beside each other they stand
// in two or three rows by turns, each with as much more room.
func (l *Lanes) drawHeads(p *paint.Painter, area paint.Rect) {
	x0, _ := l.Lane(area, l.Run.FirstNode())
	width := (x0 - area.X) * 2
	at, rows := 0, 1
	for rows < headMore && !l.headsFit(p, width*float32(rows), rows) {
		rows++
	}
	step := (LaneHead - 2) / float32(rows)
	tall := min(step-1, headH)
	for i := range l.Run.Scene.Nodes {
		n := &l.Run.Scene.Nodes[i]
		x, ok := l.Lane(area, n.ID)
		if !ok {
			continue
		}
		top := area.Y + step*float32(at%rows)
		p.Dash(x, top+tall, x, area.Y+area.H, 2, 2, 6, 0, l.Env.Theme.Line)
		w := min(width-4, headW)
		if rows > 1 { // the first and the last keep within the diagram
			w = min(width*float32(rows)-4, p.Measure(n.Name, smallHead)+10)
			x = min(max(x, area.X+w/2), area.X+area.W-w/2)
		}
		l.drawHead(p, n, paint.Rect{X: x - w/2, Y: top, W: w, H: tall})
		at++
	}
}

func (l *Lanes) drawHead(p *paint.Painter, n *scene.Node, r paint.Rect) {
	th := l.Env.Theme
	color := th.Blue
	switch {
	case n.Status == scene.Failed:
		color = th.Red
	case n.Leader:
		color = th.Violet
	case n.Status != scene.OK:
		color = th.Amber
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, min(9, r.H/3), th.Panel, 2, color)
	style := headStyle
	style.Color, style.Align = th.Text, paint.Center
	label := n.Label
	if r.H < headH {
		style.Size = smallHead.Size
	}
	if label == "" || r.H < headH || p.Measure(label, style) > r.W-10 {
		label = n.Name
	}
	if p.Measure(label, style) > r.W-8 {
		style.Size = 13
	}
	p.Text(r.X+r.W/2, r.Y+r.H/2, p.Truncate(label, style, r.W-4), style)
}

var (
	headStyle = paint.Style{Size: 15, Weight: paint.Bold}
	smallHead = paint.Style{Size: 13, Weight: paint.Bold}
)

// headsFit reports whether every node's name fits when heads stand so far apart. In
// more rows than one those at the ends have less: they keep within the diagram.
func (l *Lanes) headsFit(p *paint.Painter, apart float32, rows int) bool {
	room := apart - 12
	if rows > 1 {
		room = apart*(float32(rows)+1)/(2*float32(rows)) - 10
	}
	for i := range l.Run.Scene.Nodes {
		if n := &l.Run.Scene.Nodes[i]; n.Status != scene.Absent && p.Measure(n.Name, smallHead) > min(room, headW-8) {
			return false
		}
	}
	return true
}
