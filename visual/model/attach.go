package model

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const (
	cellW, cellH = 30, 26
	cellMax      = 48
	cellGap      = 4
	slotW, slotH = 12, 24
	slotGap      = 4
)

// anchor returns where something that hangs on a node stands and how wide it may
// be: from x on to its right in the last column, centred on x below it elsewhere.
// step is how much of the place below the node it takes.
func (l *Layout) anchor(id int32, step float32) (x, y, room float32, centred, ok bool) {
	nx, ny, w, _, ok := l.At(id)
	if !ok {
		return 0, 0, 0, false, false
	}
	p := &l.places[id]
	if int(p.column) == l.last {
		x = nx + w + 16
		return x, ny, l.Area.X + l.Area.W - x, false, true
	}
	y = p.below + step/2
	p.below += step
	return nx, y, min(l.width*1.2, 2*(nx-l.Area.X)), true, true
}

// drawSlots draws a queue or pool: taken places filled, the rest hollow, what
// does not fit as a number.
func (l *Layout) drawSlots(d *Drawing, s *scene.Slots) {
	x, y, room, centred, ok := l.anchor(s.Node, slotH+26)
	if !ok {
		return
	}
	if centred { // as wide as its node, or little more
		room = min(room, 2*l.places[s.Node].w+24)
	}
	capacity := max(min(s.Capacity, int(room/(slotW+slotGap))), 0)
	used, working := share(s.Used, capacity, s.Capacity), share(s.Working, capacity, s.Capacity)
	width := float32(capacity) * (slotW + slotGap)
	if centred {
		x -= (width - slotGap) / 2
	}
	p, th := d.Painter, d.Theme
	k := lookOf(th, s.Status)
	for i := range capacity {
		left := x + float32(i)*(slotW+slotGap)
		switch {
		case i < working:
			p.Box(left, y-slotH/2, slotW, slotH, 3, th.Blue)
		case i < used:
			p.Box(left, y-slotH/2, slotW, slotH, 3, k.edge)
		default:
			p.Box(left, y-slotH/2, slotW, slotH, 3, th.Raised)
		}
	}
	if s.Used > s.Capacity {
		l.drawOverflow(d, s, x, y, width, k.edge)
	}
	if s.Label != "" && !d.tight() && (centred || l.row(s.Node) > 2*slotH+6) {
		p.Text(x, y+slotH/2+10, s.Label, paint.Style{Size: d.size(13), Color: th.Dim})
	}
}

// drawOverflow writes how many found no place: below the last places, or beside them
// where the label is too long for that.
func (l *Layout) drawOverflow(d *Drawing, s *scene.Slots, x, y, width float32, color paint.Color) {
	text := smallNumber(s.Used - s.Capacity)
	style := paint.Style{Size: d.size(13), Weight: paint.Bold, Color: color, Align: paint.Right}
	x, y = x+width-slotGap, y+slotH/2+10
	if !d.tight() && d.Painter.Measure(s.Label, paint.Style{Size: style.Size})+d.Painter.Measure(text, style)+8 > width {
		x, y, style.Align = x+slotGap+2, y-slotH/2-10, paint.Left
	}
	d.Painter.Text(x, y, text, style)
}

// share returns how many of the drawn places stand for n of all places: one of
// them as soon as anything is taken, all of them only when everything is.
func share(n, drawn, all int) int {
	if drawn == all || n <= 0 || all <= 0 {
		return n
	}
	if n >= all {
		return drawn
	}
	return min(max(n*drawn/all, 1), drawn-1)
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

// drawLog draws a log's newest cells that fit, and its cursors.
func (l *Layout) drawLog(d *Drawing, log *scene.Log) {
	x, y, room, centred, ok := l.anchor(log.Node, cellH+44)
	if !ok {
		return
	}
	p, th := d.Painter, d.Theme
	low := !centred && !d.tight() && l.row(log.Node) < 2*d.size(13)+cellH+24 // names beside it, not above and below
	if low {
		room -= besideLog
	}
	width := d.cellWidth(log)
	skip := max(len(log.Cells)-max(int(room/(width+cellGap)), 1), 0)
	if centred {
		x -= (float32(len(log.Cells)-skip)*(width+cellGap) - cellGap) / 2
	}
	for i := skip; i < len(log.Cells); i++ {
		cell := &log.Cells[i]
		left := x + float32(i-skip)*(width+cellGap)
		k := lookOf(th, cell.Status)
		style := paint.Style{Size: d.size(13), Weight: paint.Bold, Color: k.onSolid, Align: paint.Center}
		if cell.Status == scene.Pending || cell.Status == scene.Failed {
			style.Color = k.edge
			p.BoxLine(left, y-cellH/2, width, cellH, 6, 2, k.edge)
		} else {
			p.Box(left, y-cellH/2, width, cellH, 6, k.solid)
		}
		if !d.tight() {
			p.Text(left+width/2, y, p.Truncate(cell.Text, style, width-2), style)
		}
	}
	for i := range log.Cursors {
		c := &log.Cursors[i]
		if low {
			end := x + float32(len(log.Cells)-skip)*(width+cellGap) + 6
			p.Text(end, y+d.size(13)*(float32(i)-0.5), c.Label, paint.Style{Size: d.size(13), Color: Tone(th, c.Tone)})
		}
		at := min(max(c.At-log.First-int64(skip), 0), int64(len(log.Cells)-skip))
		align := paint.Center
		if at <= 1 {
			align = paint.Left // a name must not run into what stands beside the log
		} else if int(at) >= len(log.Cells)-skip-1 {
			align = paint.Right
		}
		drawCursor(d, c, x+float32(at)*(width+cellGap)-cellGap/2, y, i%2 == 0, align, low)
	}
}

// cellWidth returns how wide a log's cells are: all alike, wide enough for the
// widest text within reason.
func (d *Drawing) cellWidth(log *scene.Log) float32 {
	width := float32(cellW)
	if d.tight() {
		return width
	}
	style := paint.Style{Size: d.size(13), Weight: paint.Bold}
	for i := range log.Cells {
		width = max(width, d.Painter.Measure(log.Cells[i].Text, style)+10)
	}
	return min(width, cellMax)
}

// besideLog is how much the names of cursors take at the right of a log.
const besideLog = 92

// drawCursor draws a named position in a log: names stand above and below in turn.
func drawCursor(d *Drawing, c *scene.Cursor, x, y float32, above bool, align paint.Align, bare bool) {
	color := Tone(d.Theme, c.Tone)
	top, bottom, label := y-cellH/2-2, y+cellH/2+6, y+cellH/2+15
	if above {
		top, bottom, label = y-cellH/2-6, y+cellH/2+2, y-cellH/2-14
	}
	d.Painter.Line(x, top, x, bottom, 3, color)
	if !d.tight() && !bare {
		d.Painter.Text(x, label, c.Label, paint.Style{Size: d.size(13), Color: color, Align: align})
	}
}
