package stage

import (
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// pressLaws serves a press on the laws.
func (s *Stage) pressLaws(in *input.Input) bool {
	if !in.Pressed || s.Menu.Open {
		return false
	}
	if s.Side.LawsInRow() {
		r := s.Plan.Panel()
		if (paint.Rect{X: r.X, Y: r.Y + r.H - s.Side.LawsHeight(), W: r.W, H: s.Side.LawsHeight()}).Contains(in.X, in.Y) {
			s.pressLawsRow()
			return true
		}
		return false
	}
	for i := range s.Run.Sc.Laws {
		if s.Side.LawAt(i).Contains(in.X, in.Y) {
			s.Side.PressLaw(i)
			return true
		}
	}
	return false
}
