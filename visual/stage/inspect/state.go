package inspect

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// drawState lists the chosen node's memory and disk, what this step changed lit,
// and the scenario's tables.
func (d *Inspector) drawState(p *paint.Painter, area paint.Rect) {
	p.PushClip(area.X, area.Y, area.W, area.H)
	y := area.Y + 22 - d.roll
	if n := d.Run.Scene.Node(d.Run.Selected.Node); d.Run.Selected.Kind == model.Node && n != nil {
		y = d.drawNodeState(p, n, area, y)
	} else {
		d.lines = p.Wrap(d.lines[:0], words.ChoosePart.In(d.Env.Lang), paint.Style{Size: 15}, area.W-32)
		for _, line := range d.lines {
			p.Text(area.X+16, y, line, paint.Style{Size: 15, Color: d.Env.Theme.Dim})
			y += 23
		}
		y += 8
	}
	for i := range d.Run.Scene.Tables {
		y = d.drawTable(p, &d.Run.Scene.Tables[i], area, y)
	}
	d.tall = y + d.roll - area.Y
	p.PopClip()
	if d.tall > area.H {
		drawMore(d.Env.Theme, p, area, d.roll, d.tall)
	}
}

// drawMore shows that figures go on: a bar at the right, and a fade at the lower
// edge while more lies below.
func drawMore(th *theme.Theme, p *paint.Painter, area paint.Rect, scroll, tall float32) {
	if tall-scroll > area.H+2 {
		screen.DrawFade(p, area, th.Panel)
	}
	p.Box(area.X+area.W-6, area.Y+area.H*scroll/tall, 3, area.H*area.H/tall, 1.5, th.Edge)
}

func (d *Inspector) drawNodeState(p *paint.Painter, n *scene.Node, area paint.Rect, y float32) float32 {
	th := d.Env.Theme
	w := p.Text(area.X+16, y, n.Name, paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text})
	role := paint.Style{Size: 15, Color: th.Dim}
	p.Text(area.X+28+w, y, p.Truncate(n.Role, role, area.W-44-w), role)
	y += 28
	if d.read.node != n.ID {
		return y // not read yet
	}
	for pass, title := range []sim.Text{words.Memory, words.Disk} {
		p.Text(area.X+16, y, title.In(d.Env.Lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
		y += 22
		for i, f := range d.State {
			if f.Durable == (pass == 1) {
				y = d.drawField(p, th, &f, d.Changed(i), area, y)
			}
		}
		y += 10
	}
	return y
}

// Wheel scrolls the figures that are not widgets.
func (d *Inspector) Wheel(in *input.Input) bool {
	r := d.Plan.Panel()
	if in.Scroll == 0 || d.Tab == TabControls || !r.Contains(in.X, in.Y) {
		return false
	}
	room := r.H - d.Plan.TabsTall() - d.LawsHeight() - 10
	d.roll = min(max(d.roll-in.Scroll, 0), max(d.tall-room, 0))
	d.Charts.scroll = max(d.Charts.scroll-in.Scroll, 0)
	d.Code.roll -= in.Scroll / codeRow
	return true
}

// drawField writes a name and its value; a long value in lines below the name.
func (d *Inspector) drawField(p *paint.Painter, th *theme.Theme, f *sim.Field, changed bool, area paint.Rect, y float32) float32 {
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

// Follow reads the chosen node's state when the cursor moved, and its state one step
// before for comparison: whichever way the cursor came here. It reports whether there
// is something new to see.
func (d *Inspector) Follow() bool {
	if d.Tab != TabState || d.Run.Selected.Kind != model.Node {
		return false
	}
	branches, branch := d.Run.Tl.Branches()
	key := stateKey{d.Run.Tl, branch, len(branches), d.Run.Tl.Cursor(), d.Run.Selected.Node, d.read.known, d.Run.Tl.Settled()}
	if key == d.read && key.known {
		return false
	}
	was := d.read
	if key != was {
		d.State, d.sums = d.Run.Tl.Run().Inspect(sim.NodeID(key.node)), d.Run.Tl.Run().FieldSums(sim.NodeID(key.node))
		d.prior, key.known = d.prior[:0], false
	}
	if key.step == 0 {
		key.known = true
	} else if before, ok := d.Run.Tl.Before(beforeBy); ok {
		d.prior, key.known = before.FieldSums(sim.NodeID(key.node)), true
	}
	d.read = key
	return key != was
}

// beforeBy is how many steps are taken in a frame towards the state before: a few
// milliseconds.
const beforeBy = 20_000

// Changed reports whether this step changed the i-th field, or anything in it.
func (d *Inspector) Changed(i int) bool {
	return i < len(d.prior) && i < len(d.sums) && d.prior[i] != d.sums[i]
}
