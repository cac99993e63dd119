package model

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const (
	cellW, cellH = 27, 26
	cellGap      = 5
	slotW, slotH = 12, 24
	slotGap      = 4
)

// anchor returns where something of the given width that hangs on a node
// begins: to its right in the last column, below it elsewhere.
func (l *Layout) anchor(id int32, width float32) (x, y float32, ok bool) {
	nx, ny, w, h, ok := l.At(id)
	if !ok {
		return 0, 0, false
	}
	if nx+w+16+width <= l.Area.X+l.Area.W+4 && l.inLastColumn(id) {
		return nx + w + 16, ny, true
	}
	return nx - width/2, ny + h + 24, true
}

func (l *Layout) inLastColumn(id int32) bool {
	for i := range l.places {
		if l.places[i].known && l.places[i].tx > l.places[id].tx+1 {
			return false
		}
	}
	return true
}

// drawSlots draws a queue or pool: taken places filled, the rest hollow, what
// does not fit as a number.
func (l *Layout) drawSlots(d *Drawing, s *scene.Slots) {
	width := float32(s.Capacity) * (slotW + slotGap)
	x, y, ok := l.anchor(s.Node, width)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	k := lookOf(th, s.Status)
	for i := range s.Capacity {
		left := x + float32(i)*(slotW+slotGap)
		switch {
		case i < s.Working:
			p.Box(left, y-slotH/2, slotW, slotH, 3, th.Blue)
		case i < s.Used:
			p.Box(left, y-slotH/2, slotW, slotH, 3, k.edge)
		default:
			p.Box(left, y-slotH/2, slotW, slotH, 3, th.Raised)
		}
	}
	if s.Used > s.Capacity {
		text := smallNumber(s.Used - s.Capacity)
		p.Text(x+width-slotGap, y+slotH/2+10, text, paint.Style{Size: d.size(13), Weight: paint.Bold, Color: k.edge, Align: paint.Right})
	}
	if s.Label != "" && !d.tight() {
		p.Text(x, y+slotH/2+10, s.Label, paint.Style{Size: 13, Color: th.Dim})
	}
}

// overflow keeps the usual overflow texts, so that a steady frame writes none.
var overflow = func() (texts [1000]string) {
	for i := range texts {
		texts[i] = "+" + strconv.Itoa(i)
	}
	return texts
}()

func smallNumber(n int) string {
	if n < len(overflow) {
		return overflow[n]
	}
	return "+" + strconv.Itoa(n)
}

// drawLog draws a log's cells and its cursors below them.
func (l *Layout) drawLog(d *Drawing, log *scene.Log) {
	width := float32(len(log.Cells)) * (cellW + cellGap)
	x, y, ok := l.anchor(log.Node, width)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	for i := range log.Cells {
		cell := &log.Cells[i]
		left := x + float32(i)*(cellW+cellGap)
		k := lookOf(th, cell.Status)
		style := paint.Style{Size: d.size(13), Weight: paint.Bold, Color: k.onSolid, Align: paint.Center}
		if cell.Status == scene.Pending || cell.Status == scene.Failed {
			style.Color = k.edge
			p.BoxLine(left, y-cellH/2, cellW, cellH, 6, 2, k.edge)
		} else {
			p.Box(left, y-cellH/2, cellW, cellH, 6, k.solid)
		}
		p.Text(left+cellW/2, y, p.Truncate(cell.Text, style, cellW), style)
	}
	for i := range log.Cursors {
		l.drawCursor(d, log, &log.Cursors[i], x, y, i)
	}
}

func (l *Layout) drawCursor(d *Drawing, log *scene.Log, c *scene.Cursor, x, y float32, rank int) {
	p := d.Painter
	at := min(max(c.At-log.First, 0), int64(len(log.Cells)))
	cx := x + float32(at)*(cellW+cellGap) - cellGap/2
	color := Tone(d.Theme, c.Tone)
	up := rank%2 == 0
	if up {
		p.Line(cx, y-cellH/2-6, cx, y+cellH/2+2, 3, color)
		p.Text(cx, y-cellH/2-14, c.Label, paint.Style{Size: d.size(13), Color: color, Align: paint.Center})
		return
	}
	p.Line(cx, y-cellH/2-2, cx, y+cellH/2+6, 3, color)
	p.Text(cx, y+cellH/2+15, c.Label, paint.Style{Size: d.size(13), Color: color, Align: paint.Center})
}
