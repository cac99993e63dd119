package saga

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
)

// explain says what was decided on an answer, and why.
func (n *orchestrator) explain(c *sim.Ctx, e *sim.Event, s *rules.Saga, a rules.Answer, todo []rules.Effect, parked bool) {
	last := todo[len(todo)-1]
	switch {
	case last.What == rules.Later && e.B >= undoing:
		c.Note(nRetryUndo, e.B, last.Delay, int64(last.Command.Try), c.Param(pRetryMax))
	case last.What == rules.Later:
		c.Note(nRetryForward, e.B, last.Delay, int64(last.Command.Try), e.A)
	case s.Phase == rules.Parked:
		c.Note(nParked, e.A, e.B, c.Param(pRetryMax))
	case s.Phase == rules.Completed:
		c.Note(nCompleted, e.A, int64(c.Now()-n.judge.startOf(e.A)))
	case s.Phase == rules.RolledBack && e.B < undoing:
		c.Note(nNothingToUndo, e.A, e.B)
	case s.Phase == rules.RolledBack:
		c.Note(nRolledBack, e.A, e.B)
	case parked:
		c.Note(nFreed, e.A, e.B)
	default:
		n.explainStep(c, e, s, a, n.msg(0, last.Command, s).B)
	}
}

// explainStep explains an answer after which another command follows.
func (n *orchestrator) explainStep(c *sim.Ctx, e *sim.Event, s *rules.Saga, a rules.Answer, next int64) {
	pivot := n.steps(s)[n.flow(s).stepOf(e.B%acts)].Kind == rules.Pivot
	switch {
	case e.B >= undoing:
		c.Note(nUndone, e.A, e.B, next)
	case a == rules.Silence:
		c.Note(nUnknown, e.B, c.Param(pTimeout), e.B+undoing, e.A)
	case a == rules.Refusal:
		c.Note(nTurnedBack, e.B, next, e.A)
	case pivot:
		c.Note(nPivot, e.A, e.B, next)
	case logged(c):
		c.Note(nStepDone, e.A, e.B, next)
	default:
		c.Note(nStepDoneBlind, e.A, e.B, next)
	}
}
