package inspect

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// drawTable draws a table across the panel from y down, and returns the place
// below it.
func (d *Inspector) drawTable(p *paint.Painter, t *scene.Table, area paint.Rect, y float32) float32 {
	th := d.Env.Theme
	head := paint.Style{Size: 13, Color: th.Muted, Align: paint.Right}
	p.Text(area.X+16, y, t.Title, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	y += tableRow + 2
	columns := t.Columns
	if len(t.Rows) > 0 && len(columns) > len(t.Rows[0].Values) {
		p.Text(area.X+16, y, columns[0], paint.Style{Size: 13, Color: th.Muted}) // the keys' own heading
		columns = columns[1:]
	}
	widths := d.columnWidths(p, t, columns, area.W-32)
	right := area.X + area.W - 16
	for i := len(columns) - 1; i >= 0; i-- {
		p.Text(right, y, columns[i], head)
		right -= widths[i+1]
	}
	for _, row := range t.Rows {
		y += tableRow
		ink, tall := paint.Style{Size: 14, Color: th.Text}, float32(tableRow)
		if row.Changed {
			ink.Weight = paint.Bold
		}
		if p.Measure(row.Key, ink) > widths[0] { // on a row of its own
			tall += tableRow
		}
		if row.Changed {
			p.Box(area.X+10, y-tableRow/2, area.W-20, tall, 4, th.Raised)
		}
		if row.Status == scene.Failed || row.Status == scene.Stale {
			ink.Color = th.Red
		}
		p.Text(area.X+16, y, p.Truncate(row.Key, ink, area.W-32), ink)
		y += tall - tableRow
		ink.Align = paint.Right
		right = area.X + area.W - 16
		for i := min(len(row.Values), len(columns)) - 1; i >= 0; i-- {
			p.Text(right, y, row.Values[i], ink)
			right -= widths[i+1]
		}
	}
	return y + tableRow + 8
}

// columnWidths measures a table: the key column first. In a table wider than its
// room the columns move together, and then the keys are cut.
func (d *Inspector) columnWidths(p *paint.Painter, t *scene.Table, columns []string, room float32) []float32 {
	style := paint.Style{Size: 14, Weight: paint.Bold}
	d.widths = d.widths[:0]
	d.widths = append(d.widths, 0)
	for _, c := range columns {
		d.widths = append(d.widths, p.Measure(c, style)+20)
	}
	for _, row := range t.Rows {
		d.widths[0] = max(d.widths[0], p.Measure(row.Key, style)+12)
		for i, v := range row.Values {
			if i+1 < len(d.widths) {
				d.widths[i+1] = max(d.widths[i+1], p.Measure(v, style)+20)
			}
		}
	}
	over := -room
	for _, w := range d.widths {
		over += w
	}
	if over <= 0 {
		return d.widths
	}
	closer := min(over/float32(max(len(columns), 1)), 10)
	for i := range columns {
		d.widths[i+1] -= closer
	}
	d.widths[0] = max(d.widths[0]-max(over-closer*float32(len(columns)), 0), 40)
	return d.widths
}
