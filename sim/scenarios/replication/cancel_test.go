package replication

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// newestRead returns the highest position that a read of a span of time showed.
func newestRead(r *sim.Run, from, to sim.Time) int64 {
	newest := int64(0)
	for i := int64(1); i <= r.StepCount(); i++ {
		if rec, ok := r.Record(i); ok && rec.Op == sim.Delivered && rec.Kind == kValue && rec.At >= from && rec.At < to && rec.D == readOK {
			newest = max(newest, rec.B)
		}
	}
	return newest
}

// As PostgreSQL 15.18 did (algorithms/replication/testdata/postgres_sync_commit.json):
// hidden while it waits, visible once the wait is cancelled, never a success.
func TestACancelledWaitMakesTheCommitVisibleThoughNoReplicaHasIt(t *testing.T) {
	for _, mode := range []string{"semi-sync", "sync-all"} {
		do := []string{"2s:cut(p-r1)", "2s:cut(p-r2)", "4s:cancel()"}
		r := start(t, 1, sim.Full, set("mode", mode, "readFrom", "primary"), do...)
		runUntil(t, r, 3900*sim.Millisecond)
		acked := r.Level(mAcked)
		hidden := newestRead(r, 0, r.Now())
		runUntil(t, r, 4200*sim.Millisecond)

		require.LessOrEqual(t, hidden, acked+2, "%s: while it waits nobody else sees it", mode)
		require.Greater(t, newestRead(r, 4010*sim.Millisecond, r.Now()), acked+150, "%s: two seconds of writes show at once", mode)
		require.Equal(t, acked, r.Level(mAcked), "%s: a warning is no success", mode)
		require.InDelta(t, 200, r.Level(mLocalOnly), 25, mode)
		require.Equal(t, r.Level(mLocalOnly), r.Level(mFailed), mode)
		require.Len(t, noteSteps(r, nCancelled), 1)

		runUntil(t, r, 6*sim.Second)
		require.Equal(t, acked, r.Level(mAcked), "%s: later writes wait again", mode)
	}
}

func TestAFailoverAfterACancelledWaitTakesAwayWhatReadersSawAndLosesNothingPromised(t *testing.T) {
	do := []string{"2s:cut(p-r1)", "2s:cut(p-r2)", "4s:cancel()", "5s:crash(p)"}
	r := start(t, 1, sim.Full, set("mode", "semi-sync", "readFrom", "primary"), do...)
	runUntil(t, r, 9*sim.Second)

	require.Positive(t, r.Level(mFailovers))
	require.Zero(t, r.Level(mLost), "nobody was told of success")
	require.Empty(t, broken(r))
	require.Less(t, newestRead(r, 8*sim.Second, 9*sim.Second), newestRead(r, 4*sim.Second, 5*sim.Second), "what was read is gone")
	require.False(t, linearizable(t, r))

	waiting := start(t, 1, sim.Full, set("mode", "semi-sync", "readFrom", "primary"), do[0], do[1], do[3])
	runUntil(t, waiting, 9*sim.Second)
	require.True(t, linearizable(t, waiting), "without the cancelling nobody had seen them")
}

func TestCancellingWhereNobodyWaitsChangesNothing(t *testing.T) {
	plain := start(t, 1, sim.Full, set("mode", "async"), "3s:rewind(p)")
	cancelled := start(t, 1, sim.Full, set("mode", "async"), "3s:cancel()")
	for _, r := range []*sim.Run{plain, cancelled} {
		runUntil(t, r, 5*sim.Second)
	}
	require.Len(t, noteSteps(cancelled, nNobodyWaits), 1)
	for m := range Scenario.Metrics {
		require.Equal(t, plain.Level(sim.Metric(m)), cancelled.Level(sim.Metric(m)), Scenario.Metrics[m].ID)
	}

	dead := start(t, 1, sim.Full, set("mode", "semi-sync"), "3s:crash(p)", "3100ms:cancel()")
	runUntil(t, dead, 3200*sim.Millisecond)
	require.Len(t, noteSteps(dead, nNobodyWaits), 1)
}

func TestCancellingShowsTheCommitsAtOnceAndOnlyAPrimaryHasAny(t *testing.T) {
	cancel, err := sim.ParseCall("cancel()")
	require.NoError(t, err)
	waiting := func() (*sim.Run, *copyNode) {
		r, m := launch(t, 1, set("mode", "semi-sync"), "2s:cut(p-r1)", "2s:cut(p-r2)")
		runUntil(t, r, 3*sim.Second)
		require.Greater(t, m.copies[0].d.log.End(), m.copies[0].v.applied+50)
		return r, m.copies[0]
	}

	r, p := waiting()
	require.NoError(t, r.Do(cancel))
	require.Equal(t, p.d.log.End(), p.v.applied)

	r, p = waiting()
	p.d.role = roleReplica
	require.NoError(t, r.Do(cancel))
	require.Less(t, p.v.applied, p.d.log.End())
	require.Len(t, noteSteps(r, nNobodyWaits), 1)
}
