package model

import (
	"math"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// OwnerColor returns the colour of the i-th owner: the five accents, then mixtures
// that stay apart from their neighbours.
func OwnerColor(th *theme.Theme, i int) paint.Color {
	base := [...]paint.Color{th.Blue, th.Teal, th.Amber, th.Violet, th.Red}
	c := base[i%len(base)]
	if i >= len(base) {
		c = theme.Mix(c, th.Text, 0.45)
	}
	return c
}

// turn is the angle of a place on the circle: 0 at the top, clockwise.
func turn(at uint32) float32 { return float32(float64(at)/(1<<32)*2*math.Pi - math.Pi/2) }

func onCircle(x, y, radius, angle float32) (float32, float32) {
	sin, cos := math.Sincos(float64(angle))
	return x + radius*float32(cos), y + radius*float32(sin)
}

// manyMarks is from how many virtual nodes on they are drawn as ticks.
const manyMarks = 80

// DrawRing draws a ring in the left part of the area and its owners' shares in the
// right part.
func DrawRing(d *Drawing, r *scene.Ring, area paint.Rect) {
	x, y, radius := ringAt(area)
	_, shares := ringShares(area)
	drawArcs(d, r, x, y, radius)
	drawKeys(d, r, x, y, radius, paint.Rect{X: area.X, Y: area.Y, W: area.W*shares - 8, H: area.H})
	if d.Quiet {
		return
	}
	p, th := d.Painter, d.Theme
	p.Text(x, y-12, r.Center, paint.Style{Size: max(min(38, radius*0.32), 18), Weight: paint.Bold, Color: th.Text, Align: paint.Center})
	p.Text(x, y+22, r.Below, paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
	drawOwners(d, r, area)
}

func drawArcs(d *Drawing, r *scene.Ring, x, y, radius float32) {
	p, th := d.Painter, d.Theme
	width := radius * 0.07
	if d.Quiet {
		width = 6
	}
	if len(r.Marks) == 0 {
		p.DiscLine(x, y, radius+width/2, 2, th.Line)
		return
	}
	from := turn(r.Marks[len(r.Marks)-1].At) - 2*math.Pi
	for i := range r.Marks {
		m := &r.Marks[i]
		to := turn(m.At)
		color := d.arcColor(r, m.Owner, OwnerColor(th, m.Owner))
		if !r.Owners[m.Owner].Fresh {
			color = theme.Mix(th.Bg, color, 0.6)
		}
		p.Arc(x, y, radius, width, from, to, color)
		from = to
	}
	if len(r.Marks) > manyMarks || d.Quiet {
		return
	}
	for i := range r.Marks {
		mx, my := onCircle(x, y, radius, turn(r.Marks[i].At))
		p.DiscEdge(mx, my, 9, th.Bg, 3.5, d.arcColor(r, r.Marks[i].Owner, OwnerColor(th, r.Marks[i].Owner)))
	}
}

// drawKeys puts keys inside the circle, on rings of their own so that neighbours do
// not hide each other; a key on the move is larger.
func drawKeys(d *Drawing, r *scene.Ring, x, y, radius float32, room paint.Rect) {
	if d.Quiet {
		drawSmallKeys(d, r, x, y, radius)
		return
	}
	p, th := d.Painter, d.Theme
	for i := range r.Keys {
		k := &r.Keys[i]
		inner := radius * (0.70 + 0.16*float32(i*7%11)/11)
		kx, ky := onCircle(x, y, inner, turn(k.At))
		size := max(radius*0.016, 2)
		if k.Owner != k.Was {
			p.DiscLine(kx, ky, size+4, 2, OwnerColor(th, k.Owner))
			size++
		}
		p.Disc(kx, ky, size, OwnerColor(th, k.Owner))
		if k.Label != "" {
			lx, ly := onCircle(x, y, radius+34, turn(k.At))
			p.Dash(kx, ky, lx, ly, 2, 4, 4, 0, th.Text)
			p.Disc(lx, ly, 9, th.Text)
			style := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
			switch w := p.Measure(k.Label, style); {
			case lx < x: // away from the circle
				style.Align, lx = paint.Right, lx-16
			case lx+16+w <= room.X+room.W:
				lx += 16
			case ly < y: // no room before the shares
				style.Align, lx, ly = paint.Right, room.X+room.W, max(ly-20, room.Y+style.Size)
			default:
				style.Align, lx, ly = paint.Right, room.X+room.W, min(ly+20, room.Y+room.H-style.Size)
			}
			p.Text(lx, ly, k.Label, style)
		}
	}
}

// drawOwners draws each owner's share as a bar.
func drawOwners(d *Drawing, r *scene.Ring, area paint.Rect) {
	p, th := d.Painter, d.Theme
	for i := range r.Owners {
		row := OwnerRow(p, r, area, i)
		dim := d.drawOwnerMarks(&r.Owners[i], row)
		if dim {
			p.PushAlpha(dimmed)
		}
		drawOwner(d, r, i, row)
		d.undim(dim)
	}
	below := OwnerRow(p, r, area, len(r.Owners))
	note := paint.Style{Size: 14, Color: th.Dim}
	var room [4]string
	for i, line := range p.Wrap(room[:0], r.Note, note, below.W) {
		p.Text(below.X, below.Y+14+float32(i)*noteRow, line, note)
	}
}

const noteRow = 19 // between the lines of the note below the shares

// In a row lower than lowRow the bar stands between the name and the figure instead
// of below them, if the row is wideRow wide.
const (
	lowRow  = 36
	wideRow = 220
)

func drawOwner(d *Drawing, r *scene.Ring, i int, row paint.Rect) {
	p, th, o := d.Painter, d.Theme, &r.Owners[i]
	color := OwnerColor(th, i)
	name := paint.Style{Size: max(min(row.H*0.5, 16), 13), Weight: paint.Bold, Color: color}
	if o.Status == scene.Absent || o.Status == scene.Failed {
		color, name.Color = th.Faint, th.Muted
	}
	bar := paint.Rect{X: row.X, Y: row.Y + max(row.H*0.52, row.H*0.28+name.Size*0.62), W: row.W, H: min(18, row.H*0.28)}
	at := row.Y + row.H*0.28
	if row.H < lowRow && row.W >= wideRow {
		const left, right = 62, 56
		name.Size = 14
		at = row.Y + row.H/2
		bar = paint.Rect{X: row.X + left, Y: at - row.H*0.25, W: max(row.W-left-right, 8), H: row.H * 0.5}
		p.Text(row.X, at, p.Truncate(o.Name, name, left-8), name)
	} else {
		p.Text(row.X, at, p.Truncate(o.Name, name, row.W-8-p.Measure(o.Text, name)), name)
	}
	p.Text(row.X+row.W, at, o.Text, paint.Style{Size: name.Size, Weight: paint.Bold, Color: th.Text, Align: paint.Right})
	p.Box(bar.X, bar.Y, bar.W, bar.H, bar.H/2, th.Raised)
	if r.Full > 0 && o.Value > 0 {
		p.Box(bar.X, bar.Y, max(bar.W*float32(min(o.Value, r.Full))/float32(r.Full), bar.H), bar.H, bar.H/2, color)
	}
}
