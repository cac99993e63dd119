package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// drawState lists the chosen node's memory and disk, what this step changed lit,
// and the scenario's tables.
func (d *inspector) drawState(p *paint.Painter, area paint.Rect) {
	p.PushClip(area.X, area.Y, area.W, area.H)
	y := area.Y + 22 - d.roll
	if n := d.run.scene.Node(d.run.selected.Node); d.run.selected.Kind == model.Node && n != nil {
		y = d.drawNodeState(p, n, area, y)
	} else {
		d.lines = p.Wrap(d.lines[:0], words.ChoosePart.In(d.app.lang), paint.Style{Size: 15}, area.W-32)
		for _, line := range d.lines {
			p.Text(area.X+16, y, line, paint.Style{Size: 15, Color: d.app.theme.Dim})
			y += 23
		}
		y += 8
	}
	for i := range d.run.scene.Tables {
		y = d.drawTable(p, &d.run.scene.Tables[i], area, y)
	}
	d.tall = y + d.roll - area.Y
	p.PopClip()
	if d.tall > area.H {
		drawMore(d.app.theme, p, area, d.roll, d.tall)
	}
}

// drawMore shows that figures go on: a bar at the right, and a fade at the lower
// edge while more lies below.
func drawMore(th *theme.Theme, p *paint.Painter, area paint.Rect, scroll, tall float32) {
	if tall-scroll > area.H+2 {
		drawFade(p, area, th.Panel)
	}
	p.Box(area.X+area.W-6, area.Y+area.H*scroll/tall, 3, area.H*area.H/tall, 1.5, th.Edge)
}

// drawFade lets the lower edge of an area sink into the colour behind it, in strips
// of whole device pixels: others would overlap or leave seams.
func drawFade(p *paint.Painter, area paint.Rect, color paint.Color) {
	const tall = 32
	px := p.Scale()
	strip := max(float32(int(2*px)), 1) / px
	bottom := float32(int((area.Y+area.H)*px+0.5)) / px
	strips := int(tall / strip)
	for i := range strips {
		alpha := float32(i+1) / float32(strips)
		p.Box(area.X+2, bottom-strip*float32(strips-i), area.W-4, strip, 0, theme.WithAlpha(color, alpha))
	}
}

func (d *inspector) drawNodeState(p *paint.Painter, n *scene.Node, area paint.Rect, y float32) float32 {
	th := d.app.theme
	w := p.Text(area.X+16, y, n.Name, paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text})
	role := paint.Style{Size: 15, Color: th.Dim}
	p.Text(area.X+28+w, y, p.Truncate(n.Role, role, area.W-44-w), role)
	y += 28
	if d.read.node != n.ID {
		return y // not read yet
	}
	for pass, title := range []sim.Text{words.Memory, words.Disk} {
		p.Text(area.X+16, y, title.In(d.app.lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
		y += 22
		for i, f := range d.state {
			if f.Durable == (pass == 1) {
				y = d.drawField(p, th, &f, d.changed(i), area, y)
			}
		}
		y += 10
	}
	return y
}

// wheel scrolls the figures that are not widgets.
func (d *inspector) wheel(in *input) bool {
	r := d.plan.panel()
	if in.scroll == 0 || d.tab == tabControls || !r.Contains(in.x, in.y) {
		return false
	}
	room := r.H - d.plan.tabsTall() - d.lawsHeight() - 10
	d.roll = min(max(d.roll-in.scroll, 0), max(d.tall-room, 0))
	d.charts.scroll = max(d.charts.scroll-in.scroll, 0)
	d.code.roll -= in.scroll / codeRow
	return true
}

// drawField writes a name and its value; a long value in lines below the name.
func (d *inspector) drawField(p *paint.Painter, th *theme.Theme, f *sim.Field, changed bool, area paint.Rect, y float32) float32 {
	style := paint.Style{Size: 14, Color: th.Dim}
	value := paint.Style{Size: 14, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
	d.lines = append(d.lines[:0], f.Value)
	top := y
	if p.Measure(f.Value, value) > area.W-48-p.Measure(f.Name, style) {
		d.lines, top = p.Wrap(d.lines[:0], f.Value, value, area.W-40), y+fieldLine
	}
	bottom := top + fieldLine*float32(len(d.lines)-1)
	if changed {
		p.Box(area.X+10, y-11, area.W-20, bottom-y+22, 5, th.AmberSoft)
		value.Color = th.Amber
	}
	p.Text(area.X+16, y, f.Name, style)
	for i, line := range d.lines {
		p.Text(area.X+area.W-16, top+fieldLine*float32(i), line, value)
	}
	return bottom + 23
}

const fieldLine = 20

const tableRow = 20

// stateKey is all that a node's state on screen depends on.
type stateKey struct {
	tl             *sim.Timeline
	branch, tree   int // the history, and how many there are
	step           int64
	node           int32
	known, settled bool // the state one step before; the cursor is where it should be
}

// follow reads the chosen node's state when the cursor moved, and its state one step
// before for comparison: whichever way the cursor came here. It reports whether there
// is something new to see.
func (d *inspector) follow() bool {
	if d.tab != tabState || d.run.selected.Kind != model.Node {
		return false
	}
	branches, branch := d.run.tl.Branches()
	key := stateKey{d.run.tl, branch, len(branches), d.run.tl.Cursor(), d.run.selected.Node, d.read.known, d.run.tl.Settled()}
	if key == d.read && key.known {
		return false
	}
	was := d.read
	if key != was {
		d.state, d.sums = d.run.tl.Run().Inspect(sim.NodeID(key.node)), d.run.tl.Run().FieldSums(sim.NodeID(key.node))
		d.prior, key.known = d.prior[:0], false
	}
	if key.step == 0 {
		key.known = true
	} else if before, ok := d.run.tl.Before(beforeBy); ok {
		d.prior, key.known = before.FieldSums(sim.NodeID(key.node)), true
	}
	d.read = key
	return key != was
}

// beforeBy is how many steps are taken in a frame towards the state before: a few
// milliseconds.
const beforeBy = 20_000

// changed reports whether this step changed the i-th field, or anything in it.
func (d *inspector) changed(i int) bool {
	return i < len(d.prior) && i < len(d.sums) && d.prior[i] != d.sums[i]
}
