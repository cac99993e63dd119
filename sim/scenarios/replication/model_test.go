package replication

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// start sets up a run; settings are pairs of parameter and value, do are timed actions.
func start(t testing.TB, seed uint64, opts sim.Options, settings map[string]string, do ...string) *sim.Run {
	t.Helper()
	values := Scenario.Defaults()
	for name, text := range settings {
		require.NoError(t, Scenario.Set(values, name, text))
	}
	actions := []sim.Action{}
	for _, text := range do {
		a, err := sim.ParseAction(text)
		require.NoError(t, err)
		actions = append(actions, a)
	}
	r, err := sim.NewRun(sim.Spec{Scenario: Scenario, Seed: seed, Params: values, Actions: actions}, opts)
	require.NoError(t, err)
	return r
}

// preset runs a preset to its end.
func preset(t testing.TB, id string, seed uint64) *sim.Run {
	t.Helper()
	p := Scenario.Preset(id)
	require.NotNil(t, p)
	r := start(t, seed, sim.Full, p.Set, p.Do...)
	runUntil(t, r, p.Until)
	return r
}

func runUntil(t testing.TB, r *sim.Run, end sim.Time) {
	t.Helper()
	require.True(t, r.RunUntil(end, 5_000_000), "too many steps before %s", end)
}

func latency(r *sim.Run, percent int64, from, to sim.Time) sim.Time {
	scratch := []int64{}
	q, _ := sim.Quantile(sim.Window(r.Samples(mLatency), from, to), percent, &scratch)
	return sim.Time(q)
}

func TestEveryPresetRunsAndDraws(t *testing.T) {
	for _, p := range Scenario.Presets {
		r := preset(t, p.ID, 1)
		s := &scene.Scene{}
		r.Scene(s, sim.KO)
		r.Scene(s, sim.EN)
		broken := []string{}
		for i, law := range Scenario.Laws {
			if l := r.LawState(sim.Law(i)); l.Broken > 0 {
				broken = append(broken, law.ID+": "+r.LawReason(sim.Law(i), sim.KO))
			}
		}
		t.Logf("%-16s steps %d acked %d failed %d reads %d/%d stale %s own %s lost %d down %s p50 %s rewound %d split %d broken %q", p.ID, r.StepCount(),
			r.Level(mAcked), r.Level(mFailed), r.Level(mReads), r.Level(mReadsFailed), sim.Percent(r.Level(mStaleShare)), sim.Percent(r.Level(mOwnShare)),
			r.Level(mLost), sim.Time(r.Level(mDowntime)), latency(r, 50, 0, p.Until), r.Level(mRewound), r.Level(mSplitWrites), broken)
	}
}
