package saga

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADefinitionThatCannotBeIsRefusedWithTheReason(t *testing.T) {
	ok := Step{Name: "a", Undo: true}
	for want, d := range map[string]Definition{
		"has 0 steps":        {},
		"has 17 steps":       make(Definition, MaxSteps+1),
		"unknown kind":       {{Name: "a", Kind: 9}},
		"takes no undo":      {{Name: "a", Kind: Retriable, Undo: true}},
		"is the first":       {{Name: "a", With: true}},
		"which runs alone":   {ok, {Name: "p", Kind: Pivot, With: true}},
		"of another kind":    {{Name: "p", Kind: Pivot}, {Name: "r", Kind: Retriable, With: true}},
		"after the pivot":    {{Name: "p", Kind: Pivot}, ok},
		"is a second pivot":  {{Name: "p", Kind: Pivot}, {Name: "q", Kind: Pivot}},
		"step 1 (b): is the": {ok, {Name: "b", Kind: Pivot, With: true}},
	} {
		require.ErrorContains(t, d.Check(), want)
		require.ErrorIs(t, d.Check(), ErrDefinition)
		require.Error(t, d.CheckChoreography())
	}
	require.NoError(t, shop.Check())
	require.NoError(t, shop.CheckChoreography())
	require.ErrorContains(t, Definition{ok, {Name: "b", With: true}}.CheckChoreography(), "cannot join")
}

func TestStepsSideBySideAreUndoneInTheReverseOfTheirCompletion(t *testing.T) {
	w := newWorld(Definition{{Name: "car", Undo: true}, {Name: "hotel", Undo: true, With: true}, {Name: "flight", Undo: true, With: true}, {Name: "pay", Kind: Pivot}})
	w.refuse[3] = true
	w.begin()
	w.flush()
	require.Len(t, w.commands, 3, "all three at once")

	for _, i := range []int{2, 0, 0} { // flight, car, hotel
		w.deliver(i, false)
		w.hear(0, false)
	}
	require.True(t, w.calm())

	require.Equal(t, []string{"flight ok", "car ok", "hotel ok", "pay fail", "undo hotel ok", "undo car ok", "undo flight ok"}, w.effects)
}

func TestASiblingUnderWayIsWaitedForBeforeTheFirstUndo(t *testing.T) {
	w := newWorld(Definition{{Name: "car", Undo: true}, {Name: "hotel", Undo: true, With: true}})
	w.refuse[1] = true
	w.begin()
	w.flush()

	w.deliver(1, false)
	w.hear(0, false)
	w.flush()

	require.Equal(t, Back, w.saga.Phase)
	require.Len(t, w.commands, 1, "only the car's command: nothing is undone yet")
	require.True(t, w.calm())
	require.Equal(t, []string{"hotel fail", "car ok", "undo car ok"}, w.effects)
}

func TestAPivotThatCannotBeUndoneIsAskedAgainUntilItAnswers(t *testing.T) {
	w := newWorld(Definition{{Name: "car", Undo: true}, {Name: "pay", Kind: Pivot}})
	w.begin()
	for w.flush(); len(w.effects) < 2; w.flush() {
		w.deliver(0, false)
		if len(w.effects) < 2 {
			w.hear(0, false)
		}
	}

	w.replies = nil // paid, but nobody hears of it
	w.silence(0)
	require.Equal(t, Forward, w.saga.Phase)
	require.True(t, w.calm())

	require.Equal(t, Completed, w.saga.Phase)
	require.Equal(t, []string{"car ok", "pay ok"}, w.effects)
	require.Equal(t, Replayed, w.took[2].Why)
}

func TestAnUndoThatKeepsFailingParksTheSagaUntilAPersonRetakesIt(t *testing.T) {
	w := newWorld(shop)
	w.refuse[2], w.failUndo[0] = true, 4
	w.begin()

	require.True(t, w.calm())
	require.Equal(t, Parked, w.saga.Phase)
	require.Equal(t, int8(0), w.saga.Failed)
	require.Equal(t, 3, w.saga.Tries(0), "retried as often as the policy says")
	w.crash()
	require.Empty(t, w.todo, "a parked saga does not go on by itself")

	w.todo = w.saga.Retake(w.def, w.todo)
	require.True(t, w.calm())
	require.Equal(t, RolledBack, w.saga.Phase)
	require.Empty(t, w.saga.Retake(w.def, nil), "nothing left to retake")
}

func TestALateSuccessOfAnUndoFreesAParkedSaga(t *testing.T) {
	w := newWorld(shop)
	w.policy.Retries = 0
	w.refuse[1] = true
	w.begin()
	for len(w.log) == 0 || w.log[len(w.log)-1].Op != OpUndoing {
		w.oneCalmAct()
	}
	w.flush()
	w.deliver(0, false)
	w.silence(0)
	w.flush()
	require.Equal(t, Parked, w.saga.Phase)

	w.hear(0, false)
	require.True(t, w.calm())

	require.Equal(t, RolledBack, w.saga.Phase)
}

func TestWaitsDoubleUpToTheirMost(t *testing.T) {
	p := Policy{Backoff: 200, Most: 1600}
	for n, want := range map[int]int64{0: 200, 1: 200, 2: 400, 3: 800, 4: 1600, 5: 1600, 1 << 30: 1600} {
		require.Equal(t, want, p.Wait(n), n)
	}
	require.Equal(t, int64(1)<<62, Policy{Backoff: 3}.Wait(1<<30), "no overflow")
	require.Zero(t, Policy{Backoff: -5}.Wait(9))
}

func TestADeskForgetsItsOldestRowsAndRefusesWhatItForgot(t *testing.T) {
	desk := NewDesk(2)
	require.Equal(t, Executed, desk.Do(1, false).Why)
	require.Equal(t, Executed, desk.Do(3, false).Why, "takes the place of key 1")

	require.Equal(t, Took{Refusal, Expired}, desk.Do(1, false))
	require.Equal(t, Took{OK, Expired}, desk.Undo(1))
	require.Equal(t, RowDone, desk.Look(3))
	require.Equal(t, NoRow, desk.Look(1))

	empty := Desk{}
	require.Equal(t, Expired, empty.Do(1, false).Why)
	require.Equal(t, NoRow, empty.Look(1))
	require.Equal(t, Executed, desk.Do(-4, false).Why, "keys may be negative")
}

func TestNamesSayWhatIsWhat(t *testing.T) {
	require.Equal(t, "CPR", Compensatable.String()+Pivot.String()+Retriable.String())
	require.Equal(t, "rolled back", OpRolledBack.String())
	require.Equal(t, "???", Kind(9).String()+Phase(99).String()+Op(99).String())
}

func TestAnItemKeepsItsLastVersionsAndItsFloor(t *testing.T) {
	x := NewItem(5)
	require.False(t, x.Lock(-1))
	require.False(t, x.Add(-6, 0))
	for range 8 {
		require.True(t, x.Add(1, 0))
	}
	_, kept := x.At(0)
	require.False(t, kept)
	_, kept = x.At(9)
	require.False(t, kept)
	value, kept := x.At(1)
	require.True(t, kept)
	require.Equal(t, int64(6), value)
}

func TestEventsThatCannotBeLeadNowhere(t *testing.T) {
	for _, e := range []Event{{Kind: EventDone, Step: 5}, {Kind: EventUndone, Step: -1}, {Kind: 9}} {
		_, follows, phase := React(shop, e)
		require.False(t, follows)
		require.Equal(t, Fresh, phase)
	}
}
