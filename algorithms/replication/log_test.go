package replication_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kookmin-msa-study/msalab/algorithms/replication"
)

// slowLog is the log as one would first write it: a slice, compared entry by entry.
type slowLog []replication.Entry

func (l slowLog) common(m slowLog) int64 {
	n := 0
	for n < len(l) && n < len(m) && l[n] == m[n] {
		n++
	}
	return int64(n)
}

func TestALogBehavesAsASliceUnderAnyOperations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log replication.Log
		slow, base, epoch := slowLog{}, int64(0), int64(1)
		for range rapid.IntRange(1, 200).Draw(t, "operations") {
			switch rapid.IntRange(0, 9).Draw(t, "operation") {
			case 0:
				to := rapid.Int64Range(0, int64(len(slow))+2).Draw(t, "truncate to")
				cut, ok := log.Truncate(to)
				require.Equal(t, to >= base && to <= int64(len(slow)), ok)
				if ok {
					require.Equal(t, int64(len(slow))-to, cut)
					slow = slow[:to]
				}
			case 1:
				base = max(base, min(rapid.Int64Range(0, 300).Draw(t, "compact to"), int64(len(slow))))
				log.Compact(base)
			case 2:
				epoch++
			default:
				e := replication.Entry{Epoch: epoch, Key: rapid.Int64Range(0, 3).Draw(t, "key"), Value: int64(len(slow))}
				pos, ok := log.Append(e)
				slow = append(slow, e)
				require.True(t, ok)
				require.EqualValues(t, len(slow), pos)
			}
			require.EqualValues(t, len(slow), log.End())
			require.Equal(t, base, log.Base())
		}
		hash := uint64(0)
		for i, e := range slow {
			pos := int64(i + 1)
			hash = replication.Chain(hash, e)
			got, ok := log.Entry(pos)
			require.Equal(t, pos > base, ok)
			if ok {
				require.Equal(t, e, got)
			}
			require.Equal(t, pos >= base, log.HasPrefix(pos, hash))
		}
	})
}

// Two copies of a random tree of promotions: whoever is primary appends in an
// epoch of its own; a copy is now and then brought in line with another.
func TestEpochHistoryFindsTheSameDivergenceAsComparingEveryEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const copies = 4
		var logs [copies]replication.Log
		var slow [copies]slowLog
		leader, epoch := 0, int64(1)
		leads := [copies]int64{1} // the epoch a copy leads, 0 none
		for range rapid.IntRange(1, 60).Draw(t, "operations") {
			i := rapid.IntRange(0, copies-1).Draw(t, "copy")
			switch rapid.IntRange(0, 3).Draw(t, "operation") {
			case 0: // promoted, whatever it holds
				epoch++
				leader, leads[i] = i, epoch
			case 1: // an old primary that nobody fenced writes on
				if leads[i] == 0 {
					continue
				}
				e := replication.Entry{Epoch: leads[i], Value: int64(len(slow[i]))}
				_, ok := logs[i].Append(e)
				require.True(t, ok)
				slow[i] = append(slow[i], e)
			default: // follows the newest primary for a while
				if i == leader {
					continue
				}
				leads[i] = 0
				common := replication.CommonEnd(logs[i].Summary(), logs[leader].Summary())
				require.Equal(t, slow[i].common(slow[leader]), common)
				_, ok := logs[i].Truncate(common)
				require.True(t, ok)
				slow[i] = slow[i][:common:common]
				for n := rapid.IntRange(0, 5).Draw(t, "entries"); n > 0 && len(slow[i]) < len(slow[leader]); n-- {
					e := slow[leader][len(slow[i])]
					logs[i].Append(e)
					slow[i] = append(slow[i], e)
				}
			}
		}
		for a := range copies {
			for b := range copies {
				require.Equal(t, slow[a].common(slow[b]), replication.CommonEnd(logs[a].Summary(), logs[b].Summary()))
			}
		}
	})
}

func TestACommittedWriteHasAsManyCopiesAsTheRuleAsks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pos := rapid.Int64Range(0, 20)
		progress := rapid.Custom(func(t *rapid.T) replication.Progress {
			written := pos.Draw(t, "written")
			flushed := min(written, pos.Draw(t, "flushed"))
			return replication.Progress{Written: written, Flushed: flushed, Applied: min(flushed, pos.Draw(t, "applied"))}
		})
		primary := progress.Draw(t, "primary")
		replicas := rapid.SliceOfN(progress, 0, 5).Draw(t, "replicas")
		rule := replication.Rule{Local: replication.Stage(rapid.IntRange(0, 2).Draw(t, "local")),
			Remote: replication.Stage(rapid.IntRange(0, 2).Draw(t, "remote")), Replicas: rapid.IntRange(-1, 5).Draw(t, "need")}

		committed := rule.Committed(primary, replicas)

		holds := func(p int64) bool { // the definition, one position at a time
			have := 0
			for _, r := range replicas {
				if r.At(rule.Remote) >= p {
					have++
				}
			}
			need := rule.Replicas
			if need == replication.All {
				need = len(replicas)
			}
			return p <= primary.At(rule.Local) && have >= need
		}
		require.True(t, committed == 0 || holds(committed))
		require.False(t, holds(committed+1))
	})
}

func TestPromotingTheLongestLogKeepsWhatAnyOneOfThemAcknowledged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		received := rapid.SliceOfN(rapid.Int64Range(0, 50), 1, 4).Draw(t, "received")
		replicas := make([]replication.Progress, len(received))
		candidates := make([]replication.Candidate, len(received))
		for i, pos := range received {
			replicas[i] = replication.Progress{Written: pos, Flushed: pos}
			candidates[i] = replication.Candidate{Epoch: 1, Received: pos}
		}
		end := int64(60)
		acked := replication.SemiSyncRule(1, replication.AfterSync).Committed(replication.Progress{Written: end, Flushed: end}, replicas)

		winner := replication.Promote(candidates)

		require.GreaterOrEqual(t, candidates[winner].Received, acked)
	})
}

func TestALaterEpochBeatsALongerLog(t *testing.T) {
	require.Equal(t, 1, replication.Promote([]replication.Candidate{{Epoch: 1, Received: 90}, {Epoch: 2, Received: 40}}))
	require.Equal(t, -1, replication.Promote(nil))
}

func TestBetweenEqualLogsTheOneThatOpensSoonestWins(t *testing.T) {
	equal := func(applied, missed int64) replication.Candidate {
		return replication.Candidate{Epoch: 1, Received: 90, Applied: applied, Missed: missed}
	}
	require.Equal(t, 1, replication.Promote([]replication.Candidate{equal(10, 0), equal(80, 0)}), "less left to apply")
	require.Equal(t, 0, replication.Promote([]replication.Candidate{equal(10, 0), equal(80, 1)}), "the other did not take office when it was asked")
	require.Equal(t, 0, replication.Promote([]replication.Candidate{equal(10, 0), equal(10, 0)}), "the first of two alike")
	longer := equal(0, 3)
	longer.Received++
	require.Equal(t, 1, replication.Promote([]replication.Candidate{equal(90, 0), longer}), "what is applied is late, not lost: the longer log wins")
	require.True(t, equal(1, 0).SameLog(equal(2, 1)))
	require.False(t, equal(1, 0).SameLog(longer))
	later := equal(0, 0)
	later.Epoch++
	require.False(t, later.SameLog(equal(0, 0)))
}

func TestALogHoldsAWriteByItsEpochAndPosition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log replication.Log
		epochs := []int64{0} // by position
		epoch := int64(1)
		for range rapid.IntRange(0, 40).Draw(t, "entries") {
			epoch += rapid.Int64Range(0, 1).Draw(t, "later")
			log.Append(replication.Entry{Epoch: epoch})
			epochs = append(epochs, epoch)
		}
		s := log.Summary()
		for pos := int64(-1); pos < int64(len(epochs))+2; pos++ {
			for e := int64(0); e <= epoch+1; e++ {
				require.Equal(t, pos >= 1 && pos < int64(len(epochs)) && epochs[pos] == e, s.Holds(e, pos), "epoch %d position %d", e, pos)
			}
		}
	})
}

func TestReadYourWritesOnlyEverChoosesACopyThatHasTheWrite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		applied := rapid.SliceOfN(rapid.Int64Range(-1, 10), 0, 5).Draw(t, "applied")
		minPos := rapid.Int64Range(0, 12).Draw(t, "session wrote")
		draw := rapid.Uint64().Draw(t, "draw")

		require.Equal(t, replication.Primary, replication.Route(replication.ReadPrimary, minPos, applied, draw))
		if to := replication.Route(replication.ReadYourWrites, minPos, applied, draw); to != replication.Primary {
			require.GreaterOrEqual(t, applied[to], minPos)
		}
		if to := replication.Route(replication.ReadAnyReplica, minPos, applied, draw); to != replication.Primary {
			require.GreaterOrEqual(t, applied[to], int64(0), "a replica out of service takes no reads")
		}
	})
}

func TestSemiSyncGoesOffSilentlyAndComesBackOnlyAfterCatchingUp(t *testing.T) {
	var s replication.SemiSync

	require.False(t, s.Expire(9_999, 10_000, 40))
	require.True(t, s.Expire(10_000, 10_000, 40))
	require.True(t, s.Degraded())
	require.False(t, s.Expire(20_000, 10_000, 50), "it goes off once")
	require.False(t, s.Rearm(39, 100, 10_000), "the replica lacks what was waited for")
	require.False(t, s.Rearm(45, 10_001, 10_000), "waiting would time out again")
	at := s
	require.True(t, at.Rearm(40, 10_000, 10_000), "it has all that was written when it went off, in just the time there is")
	require.True(t, s.Rearm(45, 100, 10_000))
	require.False(t, s.Degraded())
	require.False(t, s.Rearm(46, 100, 10_000), "it is on already")
}

func TestALogRefusesAnOlderEpochAndOutOfRangePositions(t *testing.T) {
	var log replication.Log
	log.Append(replication.Entry{Epoch: 3})

	_, appended := log.Append(replication.Entry{Epoch: 2})
	_, cut := log.Truncate(5)
	_, there := log.Entry(2)

	require.False(t, appended || cut || there)
	require.EqualValues(t, 1, log.End())
}

func TestQuorumsOutOfRangeAreRefusedAndTheLargestAreExact(t *testing.T) {
	require.Equal(t, replication.Ratio{Num: 0, Den: 1}, replication.Miss(0, 1, 1))
	require.Equal(t, replication.Ratio{Num: 0, Den: 1}, replication.Miss(61, 1, 1))
	require.Zero(t, replication.Available(3, 4, 0.5))
	require.False(t, replication.Overlap(3, 4, 1))
	// C(30,30)/C(60,30), the largest denominator there is.
	require.Equal(t, replication.Ratio{Num: 1, Den: 118264581564861424}, replication.Miss(60, 30, 30))
}

func FuzzDivergence(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3}, []byte{9, 1, 0})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		build := func(script []byte) (log replication.Log) {
			for _, op := range script {
				switch {
				case op < 128:
					log.Append(replication.Entry{Epoch: int64(op / 16), Value: int64(op)})
				case op < 192:
					log.Truncate(int64(op - 128))
				default:
					log.Compact(int64(op - 192))
				}
			}
			return log
		}
		x, y := build(a), build(b)
		common := replication.CommonEnd(x.Summary(), y.Summary())
		if common < 0 || common > min(x.End(), y.End()) || common != replication.CommonEnd(y.Summary(), x.Summary()) {
			t.Fatalf("common end %d of logs ending at %d and %d", common, x.End(), y.End())
		}
	})
}

func TestASteadyLogAllocatesNothing(t *testing.T) {
	var log replication.Log
	step := func() {
		log.Append(replication.Entry{Epoch: 1, Key: 7})
		log.Compact(log.End() - 100)
	}
	for range 1000 {
		step()
	}
	require.Zero(t, testing.AllocsPerRun(1000, step))
}

func BenchmarkAppendAndCompact(b *testing.B) {
	b.ReportAllocs()
	var log replication.Log
	for i := range b.N {
		log.Append(replication.Entry{Epoch: 1, Value: int64(i)})
		log.Compact(log.End() - 1000)
	}
}

func BenchmarkCommitted(b *testing.B) {
	b.ReportAllocs()
	replicas := []replication.Progress{{Flushed: 5}, {Flushed: 9}, {Flushed: 7}, {Flushed: 8}}
	rule := replication.SemiSyncRule(2, replication.AfterSync)
	for range b.N {
		rule.Committed(replication.Progress{Flushed: 10}, replicas)
	}
}
