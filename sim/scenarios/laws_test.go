package scenarios

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// lawSeeds is how many runs of the right preset must keep every safety law under
// random faults.
const lawSeeds = 1000

// ownFaults draws some of the scenario's own fault buttons, at random times, and
// heals the network in between.
func ownFaults(t *testing.T, sc *sim.Scenario, seed uint64) []sim.Action {
	t.Helper()
	s := rng.Named(seed, "law faults")
	at := sim.Time(s.Uniform(500, 1500)) * sim.Millisecond
	var out []sim.Action
	add := func(call string) {
		a, err := sim.ParsePress(call, at)
		require.NoError(t, err)
		a.Timed, a.At = true, max(a.At, at)
		out = append(out, a)
		at += sim.Time(s.Uniform(1, 300)) * sim.Millisecond
	}
	for range s.Uniform(1, 3) {
		for _, call := range sc.Faults[s.Below(uint64(len(sc.Faults)))].Do {
			add(call)
		}
		at += sim.Time(s.Uniform(100, 1500)) * sim.Millisecond
		if s.Below(2) == 0 {
			add("heal()")
		}
	}
	return out
}

func TestTheRightPresetKeepsEverySafetyLawOverAThousandSeedsOfFaults(t *testing.T) {
	seeds := uint64(lawSeeds)
	if testing.Short() || runtime.GOOS == "js" {
		seeds = 100
	}
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for seed := range seeds {
			spec, err := sc.Apply(&sc.Presets[1], seed)
			require.NoError(t, err)
			spec.Actions = ownFaults(t, sc, seed)
			r, err := sim.NewRun(spec, sim.Options{Laws: true})
			require.NoError(t, err)
			r.RunUntil(6*sim.Second, 20_000)
			for i := range sc.Laws {
				state := r.LawState(sim.Law(i))
				if state.Broken == 0 || sc.Laws[i].Liveness {
					continue
				}
				text, err := link.Encode(link.Of(spec, state.Broken, sim.EN), All)
				require.NoError(t, err)
				t.Fatalf("%s breaks in step %d: %s\nmsalab replay '%s'", sc.Laws[i].ID, state.Broken, r.LawReason(sim.Law(i), sim.EN), text)
			}
		}
	})
}

func TestTheNaivePresetBreaksALawAndTheStepIsNamed(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		naive := &sc.Presets[0]
		until := naive.Until
		if until == 0 {
			until = sc.Horizon
		}
		for seed := range uint64(3) {
			spec, err := sc.Apply(naive, seed)
			require.NoError(t, err)
			r := newRun(t, spec)
			r.RunUntil(until, sim.MaxStep)
			broken := 0
			for i := range sc.Laws {
				state := r.LawState(sim.Law(i))
				if state.Broken == 0 {
					continue
				}
				broken++
				require.NotEmpty(t, r.LawReason(sim.Law(i), sim.KO))

				again := newRun(t, spec)
				again.StepTo(state.Broken - 1)
				require.Zero(t, again.LawState(sim.Law(i)).Broken, "%s still holds the step before", sc.Laws[i].ID)
				again.Step()
				require.Equal(t, state.Broken, again.LawState(sim.Law(i)).Broken, "%s breaks in the step named", sc.Laws[i].ID)
			}
			require.Positive(t, broken, "seed %d: the naive preset must fail visibly", seed)
		}
	})
}
