package inspect

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// lawRow is how high the row of a law is; a finger needs more.
func (d *Inspector) lawRow() float32 {
	if d.Env.Touch {
		return 42
	}
	return 26
}

// LawsHeight is how tall the card of the laws is: one row of signs while state,
// charts or code want the room.
func (d *Inspector) LawsHeight() float32 {
	if d.LawsInRow() {
		return 40
	}
	return 40 + d.lawRow()*float32(len(d.Run.Sc.Laws))
}

func (d *Inspector) LawsInRow() bool {
	return d.Tab != TabControls || d.Env.Low() || d.Plan.Panel().H-d.lawRow()*float32(len(d.Run.Sc.Laws)) < lawsLeave
}

// lawsLeave is how much of the panel is the controls' whatever else there is.
const lawsLeave = 200

func (d *Inspector) LawAt(i int) paint.Rect {
	r := d.Plan.Panel()
	top := r.Y + r.H - d.LawsHeight()
	return paint.Rect{X: r.X, Y: top + 32 + d.lawRow()*float32(i), W: r.W, H: d.lawRow()}
}

// DrawLaws shows how each law stands: a sign, a name and, when it broke, where.
func (d *Inspector) DrawLaws(p *paint.Painter) {
	th, r, run := d.Env.Theme, d.Plan.Panel(), d.Run.Tl.Run()
	top := r.Y + r.H - d.LawsHeight()
	p.BoxEdge(r.X, top, r.W, d.LawsHeight(), 12, th.Panel, 1, th.Line)
	p.Text(r.X+16, top+18, words.LawsLabel.In(d.Env.Lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	for i := range d.Run.Sc.Laws {
		at := d.LawAt(i)
		y := at.Y + at.H/2
		icon, color, note := d.LawSign(run.LawState(sim.Law(i)))
		if d.LawsInRow() {
			p.Icon(icon, r.X+r.W-28-24*float32(len(d.Run.Sc.Laws)-1-i), top+20, 16, color)
			continue
		}
		p.Icon(icon, at.X+25, y, 16, color)
		style := paint.Style{Size: 15, Color: th.Text}
		side := paint.Style{Size: 13, Weight: paint.Bold, Color: color, Align: paint.Right}
		p.Text(at.X+42, y, p.Truncate(d.Run.Sc.Laws[i].Name.In(d.Env.Lang), style, at.W-70-p.Measure(note, side)), style)
		p.Text(at.X+at.W-16, y, note, side)
	}
}

// LawSign returns how a law's state is shown: now first, then what has been.
func (d *Inspector) LawSign(state sim.LawState) (icon paint.Symbol, color paint.Color, note string) {
	th := d.Env.Theme
	switch {
	case !state.Holds:
		return paint.Warning, th.Red, words.Broke.In(d.Env.Lang)
	case state.Pending:
		return paint.Clock, th.Amber, words.Pending.In(d.Env.Lang)
	case state.Broken > 0:
		return paint.Restart, th.Amber, "step " + sim.Comma(state.Broken)
	}
	return paint.Check, th.Teal, ""
}

// PressLaw goes to where a law broke, and says why.
func (d *Inspector) PressLaw(i int) {
	state := d.Run.Tl.Run().LawState(sim.Law(i))
	if state.Broken == 0 {
		d.Env.Say(d.Run.Sc.Laws[i].Says.In(d.Env.Lang))
		return
	}
	d.Env.Say(d.Run.Tl.Run().LawReason(sim.Law(i), d.Env.Lang))
	d.Run.ToStep(state.Broken)
}
