package replication

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

func TestWhatWasCommittedInRecoveryAndToldToNobodyIsNoLoss(t *testing.T) {
	r := start(t, 42, sim.Full, set("mode", "semi-sync"), "100ms:cut(p-r1)", "100ms:cut(p-r2)", "5s:crash(p,200ms)", "6s:set(mode,async)", "6100ms:crash(p)")
	runUntil(t, r, 12*sim.Second)

	acked := int64(0) // before the crash at 6.1 s
	for _, at := range noteSteps(r, nAcked) {
		if at <= 6100*sim.Millisecond+hop {
			acked++
		}
	}
	require.Equal(t, acked, r.Level(mLost), "every write that somebody was told of, and no other: the replicas have received nothing")
	require.Less(t, r.Level(mLost), int64(100))
	require.Equal(t, "I2", broken(r))
	require.Equal(t, fmt.Sprintf("%d acknowledged writes are missing on the new primary.", r.Level(mLost)), r.LawReason(lawKept, sim.EN))
}

// heard returns the writes whose clients heard of success, as epoch and position,
// read off the trace.
func heard(t *testing.T, r *sim.Run) map[[2]int64]bool {
	t.Helper()
	out := map[[2]int64]bool{}
	for i := int64(1); i <= r.StepCount(); i++ {
		rec, ok := r.Record(i)
		require.True(t, ok)
		if rec.Kind == kAck && rec.Op == sim.Delivered && rec.Note == nAcked+1 {
			out[[2]int64{rec.D, rec.A}] = true
		}
	}
	return out
}

// The count of losses, made the slow way: at the end, which of the acknowledged
// writes the newest primary's log lacks.
func TestTheLostAreTheAcknowledgedThatTheNewPrimaryLacks(t *testing.T) {
	for _, c := range []struct {
		settings map[string]string
		do       []string
	}{
		{set("mode", "async"), at("5s", "crash(p)")},
		{set("mode", "async"), []string{"3s:crash(p)", "8s:restart(p)", "12s:crash(r1)"}},
		{set("mode", "async"), append(at("3s", partition...), "8s:heal()")},
		{set("mode", "async", "fencing", "off"), append(at("3s", partition...), "8s:heal()")},
		{set("mode", "async"), []string{"3s:loss(p-app1,50)", "5s:crash(p)"}},
		{set("mode", "async"), []string{"3s:cut(p>app1)", "3s:cut(p>app2)", "5s:crash(p)"}},
		{set("mode", "async"), []string{"3s:lag(p>app1,1s)", "5s:crash(p)"}},
		{set("mode", "async"), []string{"2s:crash(r1)", "2s:crash(r2)", "4s:crash(p)", "5s:restart(r1)", "5s:restart(r2)"}},
		{set("mode", "semi-sync", "semiSyncTimeout", "500"), []string{"2s:pause(r1,3s)", "2s:pause(r2,3s)", "4s:crash(p)"}},
		{set("mode", "sync-all"), []string{"4s:crash(p)"}},
	} {
		c.settings["writeRps"], c.settings["shipDelay"] = "20", "700" // few enough for no log to forget any
		var m *model
		r := planted(t, 3, c.settings, func(now *model, _ sim.Time) { m = now }, 16*sim.Second, c.do...)

		told := heard(t, r)
		lineage := m.copies[m.judge.owner].d.log.Summary()
		lost := int64(0)
		for w := range told {
			if !lineage.Holds(w[0], w[1]) {
				lost++
			}
		}
		name := strings.Join(c.do, " ")
		require.Zero(t, m.copies[m.judge.owner].d.log.Base(), name)
		require.EqualValues(t, len(told), r.Level(mAcked), name)
		require.Equal(t, lost, r.Level(mLost), name)
	}
}

func TestAnAnswerThatNeverReachesItsClientIsNoPromise(t *testing.T) {
	r := start(t, 1, sim.Full, set("mode", "async"), "3s:cut(p>app1)", "3s:cut(p>app2)", "5s:crash(p)")
	runUntil(t, r, 12*sim.Second)

	require.Zero(t, r.Level(mLost), "hundreds of answers were sent, and the replicas lack ten writes")
	require.Empty(t, broken(r))
}

func TestALateAnswerAboutALostWriteCountsAsLost(t *testing.T) {
	r := start(t, 1, sim.Full, set("mode", "async", "failoverDetect", "500"), "3s:lag(p>app1,900ms)", "4s:crash(p)")
	runUntil(t, r, 8*sim.Second)

	require.InDelta(t, 10, r.Level(mLost), 5)
	require.Equal(t, "I2", broken(r))
}

func TestReadYourWritesIsNotBlamedForALoss(t *testing.T) {
	for seed := range uint64(seeds) {
		r := start(t, seed, sim.Full, set("mode", "async", "readFrom", "read-your-writes"), "5s:crash(p)")
		runUntil(t, r, 15*sim.Second)

		require.Positive(t, r.Level(mLost))
		require.Equal(t, "I2", broken(r), "seed %d: I4 speaks of writes that are still there", seed)
	}
	gone := false
	for seed := range uint64(seeds) {
		r := start(t, seed, sim.Full, set("mode", "async", "readFrom", "read-your-writes", "rereadDelay", "3600"), "5s:crash(p)")
		runUntil(t, r, 10*sim.Second)
		for i := int64(1); i <= r.StepCount(); i++ {
			if rec, ok := r.Record(i); ok && (rec.Note == nGone+1 || rec.Note == nMissed+1) {
				gone = gone || rec.Note == nGone+1
				require.NotContains(t, r.Caption(rec, sim.EN).Plain(), "-", "nobody is a negative number of positions behind")
			}
		}
	}
	require.True(t, gone, "a session that looks for a lost write is told that it is gone")
}

// Planted: a replica says that it has applied what it has only received, and answers
// reads accordingly.
func TestALawWatchesReadYourWrites(t *testing.T) {
	settings := set("mode", "semi-sync", "readFrom", "read-your-writes", "applyDelay", "1000", "replicas", "1")
	r := planted(t, 1, settings, func(m *model, _ sim.Time) {
		for _, app := range m.clients {
			for i := range app.v.reads {
				app.v.reads[i].strict = true // as if the policy had let them through
			}
		}
	}, 5*sim.Second, "100ms:set(readFrom,any-replica)")

	require.NotZero(t, r.LawState(lawOwnWrites).Broken)
}

func TestMarksAreASetOfPositions(t *testing.T) {
	var m marks
	for pos := int64(1); pos <= 10_000; pos += 3 {
		m.add(pos)
	}
	require.True(t, m.has(1) && m.has(4) && m.has(10_000) && !m.has(0) && !m.has(2) && !m.has(10_001))
	require.EqualValues(t, 3334, m.count())

	m.forget(6_000)
	require.False(t, m.has(4))
	require.True(t, m.has(6_001))
	m.add(10) // known everywhere long ago
	before := m.count()
	lost := m.above(8_000)

	require.Equal(t, before, m.count()+lost.count())
	require.EqualValues(t, 667, lost.count(), "8002, 8005 … 10000")
	require.True(t, m.has(7_999) && !m.has(8_002) && lost.has(8_002) && !lost.has(7_999))
	for pos := m.base + 1; pos <= 8_000; pos++ {
		require.Equal(t, pos%3 == 1, m.has(pos), "%d", pos)
	}
}

func TestNobodyForgetsWhoWasToldWhileACopyMayLackIt(t *testing.T) {
	r, m := launch(t, 1, set("mode", "async"))
	runUntil(t, r, 3*sim.Second)

	least := min(m.copies[1].d.log.End(), m.copies[2].d.log.End())
	require.Positive(t, least)
	require.Equal(t, least, m.judge.everywhere())
	m.copies[2].d.synced = false
	require.Zero(t, m.judge.everywhere(), "nobody knows how much of its log is the owner's")
	m.copies[2].d.synced, m.copies[2].d.epoch = true, 0
	require.Zero(t, m.judge.everywhere(), "it follows another epoch")
}

func TestALostWriteMakesNoReadStale(t *testing.T) {
	for seed := range uint64(5) {
		r := start(t, seed, sim.Full, set("mode", "async", "readFrom", "primary"), "5s:crash(p)")
		runUntil(t, r, 12*sim.Second)

		require.Positive(t, r.Level(mLost))
		require.Zero(t, r.Level(mStale), "seed %d: the newest value that is left is what a read of the primary brings", seed)
	}
}

func TestAReplicaCountsForCommitsOnceItHasWhatIsCommitted(t *testing.T) {
	r, m := launch(t, 1, set("mode", "sync-all"))
	runUntil(t, r, 3*sim.Second)
	n := m.copies[0]
	n.d.members = 0

	n.v.peers[1].received = n.v.gate.Committed() - 1
	n.enlist(1)
	require.Zero(t, n.d.members, "the others would wait for what it lacks")
	n.v.peers[1].received++
	n.enlist(1)
	require.EqualValues(t, 1<<1, n.d.members)
}

func TestASessionsWriteIsNamedByItsOwnEpoch(t *testing.T) {
	r := preset(t, "naive", 1)

	after := func(note sim.Note) (n int) {
		for _, at := range noteSteps(r, note) {
			if at > 10*sim.Second {
				n++
			}
		}
		return n
	}
	require.Greater(t, after(nMissed), 100, "replicas lag behind the new primary as they did behind the old one")
	require.Zero(t, after(nGone), "what epoch 2 wrote is not gone")
}
