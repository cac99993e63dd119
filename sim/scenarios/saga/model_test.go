package saga

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

func TestWithoutALogACrashChargesWithoutAnOrderAndARetryChargesTwice(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "naive", seed)

		require.Equal(t, "I1 I5", broken(r), "seed %d", seed)
		require.GreaterOrEqual(t, r.Level(mForgotten), int64(2), "seed %d", seed)
		require.LessOrEqual(t, r.Level(mForgotten), int64(9), "seed %d", seed)
		require.GreaterOrEqual(t, r.Level(mDoubles), int64(1), "seed %d", seed)
		require.GreaterOrEqual(t, r.Level(mMoney), int64(price), "seed %d", seed)

		balance := r.LawState(lawBalance)
		rec, ok := r.Record(balance.Broken)
		require.True(t, ok)
		require.Equal(t, nForgot+1, rec.Note, "the books break in the step in which the orchestrator comes back and knows nothing")
		require.Equal(t, 6*sim.Second, balance.BrokenAt)
		ends := r.LawState(lawEnds)
		require.Greater(t, ends.BrokenAt, 40*sim.Second, "a forgotten saga is missed once all its time is used up")
		require.Positive(t, ends.Violation[2])
	}
}

func TestTheRightSettingsEndEverySagaWithoutARefund(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "right", seed)

		require.Empty(t, broken(r), "seed %d", seed)
		require.Zero(t, r.Level(mRefunds)+r.Level(mForgotten)+r.Level(mStuck)+r.Level(mDoubles)+r.Level(mDirty)+r.Level(mGaveUp), "seed %d", seed)
		require.LessOrEqual(t, r.Level(mRunning), int64(8), "only those that came in the last half second, seed %d", seed)
		require.Positive(t, r.Level(mReplays), "seed %d", seed)
		ended := r.Level(mCompleted) + r.Level(mCompensated)
		require.InDelta(t, 20, 100*float64(r.Level(mCompensated))/float64(ended), 6, "stock refuses 20%%, seed %d", seed)
	}
}

func TestTheOrderOfStepsDecidesHowManyAreRefunded(t *testing.T) {
	total := int64(0)
	for seed := range uint64(seeds) {
		naive, right := preset(t, "payment-first", seed), preset(t, "stock-first", seed)

		require.InDelta(t, 200_000, naive.Level(mRefundShare), 100_000, "seed %d", seed)
		require.Zero(t, right.Level(mRefunds), "seed %d", seed)
		require.InDelta(t, naive.Level(mCompensated), right.Level(mCompensated), 3, "the same orders are refused, seed %d", seed)
		total += naive.Level(mRefundShare)
	}
	require.InDelta(t, 200_000, total/seeds, 20_000)
}

func TestWithIdempotencyTheBuyersRetryPicksAForgottenSagaUp(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "forgotten", seed)

		require.Equal(t, "I5", broken(r), "seed %d: out of balance until the retries come", seed)
		require.NotEmpty(t, saidSteps(r, nForgot))
		require.Zero(t, r.Level(mForgotten)+r.Level(mDoubles)+r.Level(mMoney), "seed %d", seed)
		require.Positive(t, r.Level(mSwallowed), "seed %d", seed)
	}
}

func TestAimedPresetsShowTheirPointUnderEverySeed(t *testing.T) {
	type want struct {
		broken string
		note   sim.Note
		levels map[sim.Metric]int64
	}
	for id, want := range map[string]want{
		"flow":      {"", nPivot, map[sim.Metric]int64{mRefunds: 0, mCompensated: 0}},
		"refund":    {"", nCompensated, map[sim.Metric]int64{mCompleted: 0, mRefundShare: 1_000_000}},
		"gap":       {"", nReplayed, map[sim.Metric]int64{mReplays: 1, mSwallowed: 0, mCompensated: 0}},
		"replay":    {"", nSwallowed, map[sim.Metric]int64{mReplays: 1, mSwallowed: 1, mDoubles: 0}},
		"unknown":   {"", nUnknown, map[sim.Metric]int64{mRefunds: 1, mUnknown: 1, mCompensated: 1}},
		"tombstone": {"", nTombstoneHit, map[sim.Metric]int64{mRefunds: 0, mLate: 1, mCompensated: 1}},
		"duplicate": {"I4 I5", nTwice, map[sim.Metric]int64{mDoubles: 1, mMoney: price}},
		"stuck":     {"", nParked, map[sim.Metric]int64{mStuck: 0, mCompleted: 0}},
	} {
		for seed := range uint64(seeds) {
			r := preset(t, id, seed)

			require.Equal(t, want.broken, broken(r), "%s seed %d", id, seed)
			require.NotEmpty(t, saidSteps(r, want.note), "%s seed %d", id, seed)
			for m, level := range want.levels {
				require.Equal(t, level, r.Level(m), "%s seed %d %s", id, seed, Scenario.Metrics[m].ID)
			}
		}
	}
}

func TestADuplicateBreaksItsLawsInTheStepOfTheSecondCharge(t *testing.T) {
	r := preset(t, "duplicate", 1)

	twice := saidSteps(r, nTwice)
	require.Len(t, twice, 1)
	require.Equal(t, twice[0].Step, r.LawState(lawOnce).Broken)
	require.Equal(t, twice[0].Step, r.LawState(lawBalance).Broken)
	require.Equal(t, [4]int64{1, actCharge}, r.LawState(lawOnce).Violation)
}

func TestTheGapIsBetweenTheLogAndTheCommand(t *testing.T) {
	r := preset(t, "gap", 5)

	sent := 0
	for i := int64(1); i <= r.StepCount(); i++ {
		rec, ok := r.Record(i)
		require.True(t, ok)
		if rec.Op == sim.Delivered && rec.Kind == kDo && rec.A == 1 && rec.B == actCharge {
			sent++
			require.Greater(t, rec.At, 3*sim.Second, "only after the replay")
		}
	}
	require.Equal(t, 1, sent)
	replayed := saidSteps(r, nReplayed)
	require.Len(t, replayed, 1)
	require.Equal(t, sim.Restarted, replayed[0].Op)
}

func TestAfterThePivotAnOutageOfDeliveryLeadsToNoRefund(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "forward-only", seed)

		require.Empty(t, broken(r), "seed %d", seed)
		require.Zero(t, r.Level(mRefunds)+r.Level(mGaveUp)+r.Level(mStuck), "seed %d", seed)
		require.LessOrEqual(t, r.Level(mRunning), int64(3), "all went on once delivery was back, seed %d", seed)
		require.NotEmpty(t, saidSteps(r, nRetryForward))
	}
}

func TestAPersonFinishesWhatWasParked(t *testing.T) {
	for seed := range uint64(seeds) {
		p := Scenario.Preset("stuck")
		r := start(t, seed, p.Set, p.Do...)
		runUntil(t, r, 9*sim.Second)
		require.Positive(t, r.Level(mStuck), "seed %d", seed)

		runUntil(t, r, p.Until)

		require.Zero(t, r.Level(mStuck)+r.Level(mMoney), "seed %d", seed)
		require.Len(t, saidSteps(r, nResolved), 1)
	}
}

func TestASemanticLockEndsDirtyReads(t *testing.T) {
	for seed := range uint64(seeds) {
		open, locked := preset(t, "stock-first", seed), start(t, seed, set("sagaRps", "10", "stepOrder", "stock-first", "semanticLock", "on"))
		runUntil(t, locked, 20*sim.Second)

		require.Greater(t, open.Level(mDirty)*10, open.Level(mReads)*8)
		require.Zero(t, locked.Level(mDirty))
		require.Equal(t, open.Level(mReads), locked.Level(mReads), "the same load")
	}
}

func TestTransientErrorsOfUndosAreRetriedOrParked(t *testing.T) {
	for seed := range uint64(seeds) {
		r := start(t, seed, set("compFailPct", "60", "sagaRps", "10"))
		runUntil(t, r, 40*sim.Second)

		require.Empty(t, broken(r), "seed %d", seed)
		require.Positive(t, r.Level(mStuck), "0.6^6 is about 5%% of undos, seed %d", seed)
		require.Less(t, r.Level(mStuck)*3, r.Level(mCompensated), "seed %d", seed)
	}
}

func TestLatencyIsTheSumOfTheSteps(t *testing.T) {
	r := preset(t, "flow", 3)

	first := r.Samples(mLatency)[0]

	// five steps of log 5, there 20, work 50, back 20; a log write before the answer; to and from the buyer
	require.EqualValues(t, (5*95+5+40)*sim.Millisecond, first.Value)
}

func TestTheSceneShowsTheLogTheServicesAndTheTracks(t *testing.T) {
	for _, id := range []string{"naive", "right", "stuck", "tombstone"} {
		p := Scenario.Preset(id)
		r := start(t, 1, p.Set, p.Do...)
		s := &scene.Scene{}
		for r.Now() < p.Until && r.Step() {
			if r.StepCount()%37 != 0 {
				continue
			}
			r.Scene(s, sim.KO)
			require.LessOrEqual(t, len(s.Tracks), tracksShown)
			require.NotEmpty(t, s.Tables)
			require.NotEmpty(t, s.Notes)
			if id != "naive" && r.StepCount() > 50 {
				require.NotEmpty(t, s.Logs)
			}
			for _, track := range s.Tracks {
				require.Len(t, track.Stages, acts)
				require.True(t, track.Stages[2].Pivot)
			}
		}
	}
}

func TestAForgottenSagaStandsGreyWithWhatItsServicesCommitted(t *testing.T) {
	p := Scenario.Preset("naive")
	r := start(t, 1, p.Set, p.Do...)
	runUntil(t, r, 7*sim.Second)
	s := &scene.Scene{}

	r.Scene(s, sim.EN)

	grey, charged := 0, 0
	for _, track := range s.Tracks {
		if track.Status == scene.Absent {
			grey++
			if track.Stages[1].Status == scene.OK {
				charged++
			}
		}
	}
	require.Positive(t, grey)
	require.Positive(t, charged)
}
