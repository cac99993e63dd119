package saga

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
	"pgregory.net/rapid"
)

func drawDefinition(t *rapid.T) Definition {
	d := Definition{}
	with := func(i int) bool { return i > 0 && rapid.Bool().Draw(t, "with") }
	for i := range rapid.IntRange(0, 4).Draw(t, "compensatable") {
		d = append(d, Step{Name: string(rune('a' + len(d))), Kind: Compensatable, Undo: rapid.Bool().Draw(t, "undo"), With: with(i)})
	}
	if rapid.Bool().Draw(t, "pivot") || len(d) == 0 {
		d = append(d, Step{Name: "pivot", Kind: Pivot, Undo: rapid.Bool().Draw(t, "undo pivot")})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "retriable") {
		d = append(d, Step{Name: string(rune('p' + i)), Kind: Retriable, With: with(i)})
	}
	return d
}

// chaos is a world after random faults: losses, repeats, silences, crashes.
func chaos(t *rapid.T) *world {
	w := newWorld(drawDefinition(t))
	require.NoError(t, w.def.Check())
	for i := range w.def {
		if w.def[i].Kind != Retriable && rapid.IntRange(0, 3).Draw(t, "refuse") == 0 {
			w.refuse[int8(i)] = true
		}
		w.failDo[int8(i)] = rapid.IntRange(0, 2).Draw(t, "fail do")
		w.failUndo[int8(i)] = rapid.SampledFrom([]int{0, 0, 1, 3, 9}).Draw(t, "fail undo")
	}
	w.begin()
	for range rapid.IntRange(0, 60).Draw(t, "acts") {
		w.chaoticAct(t)
		w.check(t)
	}
	require.True(t, w.calm(), "it never comes to rest")
	w.check(t)
	return w
}

func (w *world) chaoticAct(t *rapid.T) {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "which") }
	switch act := rapid.IntRange(0, 13).Draw(t, "act"); {
	case act < 4:
		w.carryOut()
	case act < 7 && len(w.commands) > 0:
		w.deliver(pick(len(w.commands)), act == 6)
	case act < 10 && len(w.replies) > 0:
		w.hear(pick(len(w.replies)), act == 9)
	case act == 10 && len(w.commands) > 0:
		i := pick(len(w.commands))
		w.commands = slices.Delete(w.commands, i, i+1)
	case act == 11 && len(w.awaited) > 0:
		w.silence(pick(len(w.awaited)))
	case act == 12 && len(w.late) > 0:
		w.retry(pick(len(w.late)))
	case act == 13:
		w.crash()
	}
}

// check states what must hold at every moment.
func (w *world) check(t require.TestingT) {
	require.Empty(t, w.sentEarly, "a command left before its record was durable")
	for c, n := range w.executed {
		require.Equal(t, 1, n, "effect of %+v", c) // law 4
	}
	w.checkLog(t)
}

// checkLog checks the order of decisions in the log: laws 2, 3, 5, 6 and 7.
func (w *world) checkLog(t require.TestingT) {
	order, turned, pivoted, parked := []int8{}, false, false, false
	begun := map[int8]bool{}
	for _, r := range w.log {
		switch r.Op {
		case OpDoing:
			require.False(t, turned, "forward after turning back")
			begun[r.Step] = true
		case OpDone, OpUnknown:
			order = append(order, r.Step)
			turned = turned || r.Op == OpUnknown
			pivoted = pivoted || r.Op == OpDone && w.def[r.Step].Kind == Pivot
		case OpRefused:
			turned = true
		case OpUndoing:
			require.True(t, turned, "law 5: the decision is durable before the first undo")
			require.False(t, pivoted, "law 3: no way back after the pivot")
			require.True(t, w.def[r.Step].Undo, "law 7: nothing to undo it with")
			require.True(t, begun[r.Step], "never begun")
			for len(order) > 0 && order[len(order)-1] != r.Step {
				require.False(t, w.def[order[len(order)-1]].Undo, "law 2: the last to finish is undone first")
				order = order[:len(order)-1]
			}
			require.NotEmpty(t, order, "law 2: what did nothing is not undone")
			order = order[:len(order)-1]
		case OpPark:
			parked = true
		case OpRetake:
			parked = false
		case OpComplete:
			require.False(t, turned || parked, "law 6: neither parked nor turned back")
		case OpRolledBack:
			require.True(t, turned && !parked, "law 6: a parked saga has not ended")
		}
	}
}

func TestAfterAnyFaultsASagaEndsWholeOrUndoneOrWaitsForAPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := chaos(t)

		if w.saga.Phase == Parked {
			w.failUndo = map[int8]int{}
			for w.saga.Phase == Parked {
				w.todo = w.saga.Retake(w.def, w.todo)
				require.True(t, w.calm())
				w.check(t)
			}
			require.Equal(t, RolledBack, w.saga.Phase)
		}

		require.True(t, w.saga.Phase.Ended(), w.saga.Phase.String())
		for i, s := range w.def { // law 1: never a mix
			row := w.desk.Look(Key(w.id, int8(i)))
			switch {
			case w.saga.Phase == Completed:
				require.Equal(t, RowDone, row, s.Name)
			case s.Undo:
				require.NotEqual(t, RowDone, row, s.Name)
			}
		}
	})
}

func TestTheLogAloneGivesTheSagaBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := chaos(t)

		replayed := Saga{}
		for _, r := range w.log {
			replayed.Apply(w.def, r)
		}

		for i := range replayed.tries {
			if w.saga.States[i] != Undoing { // of steps forward the log does not say
				replayed.tries[i], w.saga.tries[i] = 0, 0
			}
		}
		require.Equal(t, w.saga, replayed)
	})
}

func TestChoreographyAndOrchestrationLeaveTheSameEffects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		def := drawDefinition(t)
		for i := range def {
			def[i].With = false
		}
		require.NoError(t, def.CheckChoreography())
		a, b := newWorld(def), newWorld(def)
		for i := range def {
			refuse := def[i].Kind != Retriable && rapid.IntRange(0, 4).Draw(t, "refuse") == 0
			failUndo, failDo := rapid.IntRange(0, 3).Draw(t, "fail undo"), 0
			if def[i].Kind == Retriable {
				failDo = rapid.IntRange(0, 3).Draw(t, "fail do")
			}
			for _, w := range []*world{a, b} {
				w.refuse[int8(i)], w.failUndo[int8(i)], w.failDo[int8(i)] = refuse, failUndo, failDo
			}
		}

		a.begin()
		require.True(t, a.calm())
		phase := b.choreograph()

		require.Equal(t, a.effects, b.effects)
		require.Equal(t, a.saga.Phase, phase)
	})
}

func TestALateCommandIsRefusedOnceItsUndoHasCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk, key, done, undone := NewDesk(4), int64(3), 0, 0
		for _, undo := range rapid.SliceOf(rapid.Bool()).Draw(t, "commands") {
			var took Took
			if undo {
				took = desk.Undo(key)
				require.Equal(t, OK, took.Answer, "an undo is never refused")
			} else {
				took = desk.Do(key, rapid.Bool().Draw(t, "refuse"))
			}
			if took.Effect() && undo {
				undone++
			} else if took.Effect() {
				done++
			}
			require.LessOrEqual(t, undone, done)
			require.LessOrEqual(t, done, 1)
			if undo {
				require.Equal(t, undone, done, "after an undo nothing stands")
			}
		}
	})
}
