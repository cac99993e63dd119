package saga

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryRowAnswersEveryCommand is the participant's memory as a table: what is
// remembered, what is asked, what comes of it.
func TestEveryRowAnswersEveryCommand(t *testing.T) {
	const key = 5
	done := func(k *Desk) { k.Do(key, false) }
	refused := func(k *Desk) { k.Do(key, true) }
	undone := func(k *Desk) { k.Do(key, false); k.Undo(key) }
	tombstone := func(k *Desk) { k.Undo(key) }
	cases := []struct {
		row    Row
		before func(*Desk)
		undo   bool
		refuse bool
		want   Took
		after  Row
	}{
		{NoRow, func(*Desk) {}, false, false, Took{OK, Executed}, RowDone},
		{NoRow, func(*Desk) {}, false, true, Took{Refusal, Declined}, RowRefused},
		{NoRow, func(*Desk) {}, true, false, Took{OK, Nothing}, RowTombstone},
		{RowDone, done, false, false, Took{OK, Replayed}, RowDone},
		{RowDone, done, false, true, Took{OK, Replayed}, RowDone}, // the business is not asked again
		{RowDone, done, true, false, Took{OK, Executed}, RowUndone},
		{RowRefused, refused, false, false, Took{Refusal, Replayed}, RowRefused}, // nor when it would say yes now
		{RowRefused, refused, false, true, Took{Refusal, Replayed}, RowRefused},
		{RowRefused, refused, true, false, Took{OK, Nothing}, RowRefused}, // it had not happened: nothing is replayed
		{RowUndone, undone, false, false, Took{Refusal, Late}, RowUndone},
		{RowUndone, undone, true, false, Took{OK, Replayed}, RowUndone},
		{RowTombstone, tombstone, false, false, Took{Refusal, Late}, RowTombstone},
		{RowTombstone, tombstone, false, true, Took{Refusal, Late}, RowTombstone},
		{RowTombstone, tombstone, true, false, Took{OK, Replayed}, RowTombstone},
	}
	require.Len(t, cases, 14)
	for i, c := range cases {
		desk := NewDesk(4)
		c.before(&desk)
		require.Equal(t, c.row, desk.Look(key), i)

		got := desk.Undo
		if !c.undo {
			got = func(key int64) Took { return desk.Do(key, c.refuse) }
		}
		took := got(key)

		require.Equal(t, c.want, took, "case %d", i)
		require.Equal(t, c.after, desk.Look(key), "case %d", i)
		require.Equal(t, c.want.Why == Executed, took.Effect(), "case %d", i)
	}
}

// A replay of a log is no more than its records: one of another saga, of a step
// that is not there, or after the end must not change what a replay finds.
func TestRecordsThatDoNotBelongChangeNothingInAReplay(t *testing.T) {
	log := []Record{{7, OpBegin, -1}, {7, OpDoing, 0}, {7, OpDone, 0}, {7, OpDoing, 1}}
	want := Saga{}
	for _, r := range log {
		want.Apply(shop, r)
	}
	for _, alien := range []Record{{6, OpRolledBack, -1}, {6, OpDone, 1}, {6, OpComplete, -1}, {8, OpRefused, 1}, {7, OpDone, 9}, {7, OpDone, -1}, {7, Op(99), 1}} {
		for at := 1; at <= len(log); at++ {
			got := Saga{}
			for i, r := range log {
				if i == at {
					got.Apply(shop, alien)
				}
				got.Apply(shop, r)
			}
			if at == len(log) {
				got.Apply(shop, alien)
			}
			require.Equal(t, want, got, "%+v at %d", alien, at)
		}
	}
	var fresh Saga
	fresh.Apply(shop, Record{0, OpDone, 0})
	fresh.Apply(shop, Record{0, OpComplete, -1})
	require.Equal(t, Saga{}, fresh, "what comes before its begin is an older saga's, in the same place")
	want.Apply(shop, Record{9, OpBegin, -1})
	require.Equal(t, Saga{ID: 9, Phase: Forward, Failed: -1, steps: 5}, want, "a new saga inherits nothing")
}

func TestARestartKeepsTheTriesOfAnUndoAndParksAtTheSameLimit(t *testing.T) {
	for crashes := range 5 {
		w := newWorld(shop)
		w.refuse[2], w.failUndo[1] = true, 99
		w.begin()
		for w.flush(); w.saga.States[1] != Undoing; w.flush() {
			w.oneCalmAct()
		}
		for crash := range crashes {
			for w.saga.Tries(1) == crash && w.saga.Phase != Parked {
				w.oneCalmAct()
			}
			w.flush()
			tries := w.saga.Tries(1)
			w.crash()
			require.Equal(t, tries, w.saga.Tries(1), "after %d crashes", crash+1)
		}
		require.True(t, w.calm())

		require.Equal(t, Parked, w.saga.Phase, crashes)
		again := 0
		for _, r := range w.log {
			if r == (Record{w.id, OpAgain, 1}) {
				again++
			}
		}
		require.Equal(t, w.policy.Retries, again, "%d crashes: as often as the policy says, no more", crashes)
	}
}

func TestRepliesOfAnOlderTryOrAnotherStepDecideNothing(t *testing.T) {
	begun := func() (*Saga, []Effect) {
		s := &Saga{}
		return s, s.Begin(shop, 1, nil)
	}
	p := Policy{Retries: 1, Backoff: 10}
	s, _ := begun()
	require.Empty(t, s.Handle(shop, p, Command{Saga: 2, Step: 0}, OK, nil), "another saga")
	require.Empty(t, s.Handle(shop, p, Command{Saga: 1, Step: 1}, OK, nil), "a step not asked for")
	require.Empty(t, s.Handle(shop, p, Command{Saga: 1, Step: 0, Undo: true}, OK, nil), "an undo not asked for")
	require.Empty(t, s.Handle(shop, p, Command{Saga: 1, Step: 0, Try: 3}, Silence, nil), "the silence of another try")
	require.NotEmpty(t, s.Handle(shop, p, Command{Saga: 1, Step: 0, Try: 3}, OK, nil), "an ok is an ok, whichever try it answers")
	require.Empty(t, s.Handle(shop, p, Command{Saga: 1, Step: 0}, OK, nil), "once only")
}

func TestAnOldFailureOfAnUndoCountsForNothingAndARetakeBeginsItsRetriesAnew(t *testing.T) {
	w := newWorld(shop)
	w.refuse[2], w.failUndo[1] = true, 4
	w.begin()
	for w.saga.Tries(1) == 0 {
		w.oneCalmAct()
	}
	require.Empty(t, w.saga.Handle(shop, w.policy, Command{Saga: w.id, Step: 1, Undo: true, Try: 0}, Failure, nil), "try 1 is under way")

	require.True(t, w.calm())
	require.Equal(t, Parked, w.saga.Phase)
	require.Equal(t, 3, w.saga.Tries(1))
	w.todo = w.saga.Retake(w.def, w.todo)

	require.Zero(t, w.saga.Tries(1))
}
