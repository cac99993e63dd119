package saga

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

const seeds = 20

// start sets up a run with settings and timed actions.
func start(t testing.TB, seed uint64, settings map[string]string, do ...string) *sim.Run {
	t.Helper()
	return startOf(t, Scenario, seed, settings, do...)
}

// startOf is start for a scenario that is not quite this one.
func startOf(t testing.TB, sc *sim.Scenario, seed uint64, settings map[string]string, do ...string) *sim.Run {
	t.Helper()
	values := sc.Defaults()
	for name, text := range settings {
		require.NoError(t, sc.Set(values, name, text))
	}
	actions := []sim.Action{}
	for _, text := range do {
		a, err := sim.ParseAction(text)
		require.NoError(t, err)
		actions = append(actions, a)
	}
	r, err := sim.NewRun(sim.Spec{Scenario: sc, Seed: seed, Params: values, Actions: actions}, sim.Full)
	require.NoError(t, err)
	return r
}

func runUntil(t testing.TB, r *sim.Run, end sim.Time) {
	t.Helper()
	require.True(t, r.RunUntil(end, 5_000_000), "too many steps before %s", end)
}

// preset runs a preset to its end.
func preset(t testing.TB, id string, seed uint64) *sim.Run {
	t.Helper()
	p := Scenario.Preset(id)
	require.NotNil(t, p)
	r := start(t, seed, p.Set, p.Do...)
	runUntil(t, r, p.Until)
	return r
}

// broken names the laws that a run has broken, as in "I2 I3".
func broken(r *sim.Run) string {
	out := []string{}
	for i, law := range Scenario.Laws {
		if r.LawState(sim.Law(i)).Broken > 0 {
			out = append(out, law.ID)
		}
	}
	return strings.Join(out, " ")
}

// saidSteps returns the records of all steps with a note, oldest first.
func saidSteps(r *sim.Run, note sim.Note) (out []sim.Record) {
	for i := int64(1); i <= r.StepCount(); i++ {
		if rec, ok := r.Record(i); ok && rec.Note == note+1 {
			out = append(out, rec)
		}
	}
	return out
}
