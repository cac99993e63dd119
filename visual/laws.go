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
	return s.tab != tabControls || s.low() || s.panel().h-s.lawRow()*float32(len(s.sc.Laws)) < lawsLeave
}

// lawsLeave is how much of the panel is the controls' whatever else there is.
const lawsLeave = 200

func (s *stage) lawAt(i int) rect {
	r := s.panel()
	top := r.y + r.h - s.lawsHeight()
	return rect{r.x, top + 32 + s.lawRow()*float32(i), r.w, s.lawRow()}
}

// drawLaws shows how each law stands: a sign, a name and, when it broke, where.
func (s *stage) drawLaws(p *paint.Painter) {
	th, r, run := s.app.theme, s.panel(), s.tl.Run()
	top := r.y + r.h - s.lawsHeight()
	p.BoxEdge(r.x, top, r.w, s.lawsHeight(), 12, th.Panel, 1, th.Line)
	p.Text(r.x+16, top+18, words.lawsLabel.In(s.app.lang), paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	for i := range s.sc.Laws {
		at := s.lawAt(i)
		y := at.y + at.h/2
		icon, color, note := s.lawSign(run.LawState(sim.Law(i)))
		if s.lawsInRow() {
			p.Icon(icon, r.x+r.w-28-24*float32(len(s.sc.Laws)-1-i), top+20, 16, color)
			continue
		}
		p.Icon(icon, at.x+25, y, 16, color)
		style := paint.Style{Size: 15, Color: th.Text}
		side := paint.Style{Size: 13, Weight: paint.Bold, Color: color, Align: paint.Right}
		p.Text(at.x+42, y, p.Truncate(s.sc.Laws[i].Name.In(s.app.lang), style, at.w-70-p.Measure(note, side)), style)
		p.Text(at.x+at.w-16, y, note, side)
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
		if (rect{r.x, r.y + r.h - s.lawsHeight(), r.w, s.lawsHeight()}).contains(in.x, in.y) {
			s.pressLawsRow()
			return true
		}
		return false
	}
	for i := range s.sc.Laws {
		if s.lawAt(i).contains(in.x, in.y) {
			s.pressLaw(i)
			return true
		}
	}
	return false
}
