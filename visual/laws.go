package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// lawRow is how high the row of a law is; a finger needs more.
func (d *inspector) lawRow() float32 {
	if d.app.touch {
		return 42
	}
	return 26
}

// lawsHeight is how tall the card of the laws is: one row of signs while state,
// charts or code want the room.
func (d *inspector) lawsHeight() float32 {
	if d.lawsInRow() {
		return 40
	}
	return 40 + d.lawRow()*float32(len(d.run.sc.Laws))
}

func (d *inspector) lawsInRow() bool {
	return d.tab != tabControls || d.app.low() || d.plan.panel().H-d.lawRow()*float32(len(d.run.sc.Laws)) < lawsLeave
}

// lawsLeave is how much of the panel is the controls' whatever else there is.
const lawsLeave = 200

func (d *inspector) lawAt(i int) paint.Rect {
	r := d.plan.panel()
	top := r.Y + r.H - d.lawsHeight()
	return paint.Rect{X: r.X, Y: top + 32 + d.lawRow()*float32(i), W: r.W, H: d.lawRow()}
}

// drawLaws shows how each law stands: a sign, a name and, when it broke, where.
func (d *inspector) drawLaws(p *paint.Painter) {
	th, r, run := d.app.theme, d.plan.panel(), d.run.tl.Run()
	top := r.Y + r.H - d.lawsHeight()
	p.BoxEdge(r.X, top, r.W, d.lawsHeight(), 12, th.Panel, 1, th.Line)
	p.Text(r.X+16, top+18, words.LawsLabel.In(d.app.lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	for i := range d.run.sc.Laws {
		at := d.lawAt(i)
		y := at.Y + at.H/2
		icon, color, note := d.lawSign(run.LawState(sim.Law(i)))
		if d.lawsInRow() {
			p.Icon(icon, r.X+r.W-28-24*float32(len(d.run.sc.Laws)-1-i), top+20, 16, color)
			continue
		}
		p.Icon(icon, at.X+25, y, 16, color)
		style := paint.Style{Size: 15, Color: th.Text}
		side := paint.Style{Size: 13, Weight: paint.Bold, Color: color, Align: paint.Right}
		p.Text(at.X+42, y, p.Truncate(d.run.sc.Laws[i].Name.In(d.app.lang), style, at.W-70-p.Measure(note, side)), style)
		p.Text(at.X+at.W-16, y, note, side)
	}
}

// lawSign returns how a law's state is shown: now first, then what has been.
func (d *inspector) lawSign(state sim.LawState) (icon paint.Symbol, color paint.Color, note string) {
	th := d.app.theme
	switch {
	case !state.Holds:
		return paint.Warning, th.Red, words.Broke.In(d.app.lang)
	case state.Pending:
		return paint.Clock, th.Amber, words.Pending.In(d.app.lang)
	case state.Broken > 0:
		return paint.Restart, th.Amber, "step " + sim.Comma(state.Broken)
	}
	return paint.Check, th.Teal, ""
}

// pressLaws serves a press on the laws.
func (s *stage) pressLaws(in *input) bool {
	if !in.pressed || s.menu.open {
		return false
	}
	if s.side.lawsInRow() {
		r := s.plan.panel()
		if (paint.Rect{X: r.X, Y: r.Y + r.H - s.side.lawsHeight(), W: r.W, H: s.side.lawsHeight()}).Contains(in.x, in.y) {
			s.pressLawsRow()
			return true
		}
		return false
	}
	for i := range s.run.sc.Laws {
		if s.side.lawAt(i).Contains(in.x, in.y) {
			s.side.pressLaw(i)
			return true
		}
	}
	return false
}
