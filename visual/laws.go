package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// lawRow is how high the row of a law is; a finger needs more.
func (s *stage) lawRow() float32 {
	if s.app.touch {
		return 42
	}
	return 26
}

// lawsHeight is how tall the card of the laws is: one row of signs while state,
// charts or code want the room.
func (s *stage) lawsHeight() float32 {
	if s.lawsInRow() {
		return 40
	}
	return 40 + s.lawRow()*float32(len(s.sc.Laws))
}

func (s *stage) lawsInRow() bool {
	return s.tab != tabControls || s.low() || s.panel().H-s.lawRow()*float32(len(s.sc.Laws)) < lawsLeave
}

// lawsLeave is how much of the panel is the controls' whatever else there is.
const lawsLeave = 200

func (s *stage) lawAt(i int) paint.Rect {
	r := s.panel()
	top := r.Y + r.H - s.lawsHeight()
	return paint.Rect{X: r.X, Y: top + 32 + s.lawRow()*float32(i), W: r.W, H: s.lawRow()}
}

// drawLaws shows how each law stands: a sign, a name and, when it broke, where.
func (s *stage) drawLaws(p *paint.Painter) {
	th, r, run := s.app.theme, s.panel(), s.tl.Run()
	top := r.Y + r.H - s.lawsHeight()
	p.BoxEdge(r.X, top, r.W, s.lawsHeight(), 12, th.Panel, 1, th.Line)
	p.Text(r.X+16, top+18, words.lawsLabel.In(s.app.lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	for i := range s.sc.Laws {
		at := s.lawAt(i)
		y := at.Y + at.H/2
		icon, color, note := s.lawSign(run.LawState(sim.Law(i)))
		if s.lawsInRow() {
			p.Icon(icon, r.X+r.W-28-24*float32(len(s.sc.Laws)-1-i), top+20, 16, color)
			continue
		}
		p.Icon(icon, at.X+25, y, 16, color)
		style := paint.Style{Size: 15, Color: th.Text}
		side := paint.Style{Size: 13, Weight: paint.Bold, Color: color, Align: paint.Right}
		p.Text(at.X+42, y, p.Truncate(s.sc.Laws[i].Name.In(s.app.lang), style, at.W-70-p.Measure(note, side)), style)
		p.Text(at.X+at.W-16, y, note, side)
	}
}

// lawSign returns how a law's state is shown: now first, then what has been.
func (s *stage) lawSign(state sim.LawState) (icon paint.Symbol, color paint.Color, note string) {
	th := s.app.theme
	switch {
	case !state.Holds:
		return paint.Warning, th.Red, words.broke.In(s.app.lang)
	case state.Pending:
		return paint.Clock, th.Amber, words.pending.In(s.app.lang)
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
	if s.lawsInRow() {
		r := s.panel()
		if (paint.Rect{X: r.X, Y: r.Y + r.H - s.lawsHeight(), W: r.W, H: s.lawsHeight()}).Contains(in.x, in.y) {
			s.pressLawsRow()
			return true
		}
		return false
	}
	for i := range s.sc.Laws {
		if s.lawAt(i).Contains(in.x, in.y) {
			s.pressLaw(i)
			return true
		}
	}
	return false
}
