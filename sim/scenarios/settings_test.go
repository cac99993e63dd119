package scenarios

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// settingsAt are the moments at which a parameter is moved: in the calm, and in the
// middle of what the preset's own faults and random ones have done.
var settingsAt = []sim.Time{700 * sim.Millisecond, 2400 * sim.Millisecond, 4100 * sim.Millisecond}

// otherValue is a value that the parameter does not have.
func otherValue(p *sim.Param, now []int64) []int64 {
	choices := []int64{p.Min, p.Max}
	if n := int64(len(p.Choices)); n > 0 {
		choices = []int64{0, n - 1}
	}
	if now[0] == choices[0] {
		return choices[1:]
	}
	return choices[:1]
}

// outcome is what a run came to, apart from its log: what was sent, what was measured,
// how the laws stand, and each node's state.
func outcome(r *sim.Run) string {
	sc := r.Scenario()
	text := ""
	for i := range sc.Metrics {
		text += fmt.Sprintln(sc.Metrics[i].ID, r.Level(sim.Metric(i)))
	}
	for i := range sc.Laws {
		state := r.LawState(sim.Law(i))
		text += fmt.Sprintln(sc.Laws[i].ID, state.Holds, state.Pending, state.BrokenAt, state.Violation)
	}
	for id, n := range r.Nodes() {
		for k, f := range r.Inspect(sim.NodeID(id)) {
			text += fmt.Sprintln(n.Name, f.Name, f.Value, r.FieldSums(sim.NodeID(id))[k])
		}
	}
	return text
}

// idle is an action that changes nothing and takes a step, as setting does.
var idle = sim.Action{Name: "drop", Args: []string{"m900000000"}}

// acted runs a spec and acts at each of settingsAt; what to do may depend on the run.
func acted(t *testing.T, spec sim.Spec, do func(r *sim.Run) []sim.Action) string {
	t.Helper()
	r, err := sim.NewRun(spec, sim.Options{Laws: true})
	require.NoError(t, err)
	for _, at := range settingsAt {
		r.RunUntil(at, sim.MaxStep)
		for _, a := range do(r) {
			require.NoError(t, r.Do(a))
		}
	}
	r.RunUntil(6*sim.Second, sim.MaxStep)
	return outcome(r)
}

// TestASettingThatComesBackAtOnceChangesNothing moves each parameter to its own value,
// and forth and back at one instant: nothing that a run has learnt may be lost by it.
func TestASettingThatComesBackAtOnceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for k := range sc.Presets {
			settings(t, sc, k)
		}
	})
}

// settings moves parameters of a run of preset k: all of the right one, each on one
// of the others.
func settings(t *testing.T, sc *sim.Scenario, k int) {
	t.Helper()
	spec, err := sc.Apply(&sc.Presets[k], 3)
	require.NoError(t, err)
	spec.Actions = append(spec.Actions, randomFaults(sc, uint64(k))...)
	once := acted(t, spec, func(*sim.Run) []sim.Action { return []sim.Action{idle} })
	twice := acted(t, spec, func(*sim.Run) []sim.Action { return []sim.Action{idle, idle} })
	for i := range sc.Params {
		p := &sc.Params[i]
		if p.Fixed || (k != 1 && i%len(sc.Presets) != k) {
			continue
		}
		set := func(v []int64) sim.Action {
			return sim.Action{Name: "set", Args: []string{p.ID, p.Format(v)}}
		}
		require.Equal(t, once, acted(t, spec, func(r *sim.Run) []sim.Action { return []sim.Action{set(r.Param(i))} }),
			"preset %s, %s set to its own value", sc.Presets[k].ID, p.ID)
		require.Equal(t, twice, acted(t, spec, func(r *sim.Run) []sim.Action {
			return []sim.Action{set(otherValue(p, r.Param(i))), set(r.Param(i))}
		}), "preset %s, %s set forth and back", sc.Presets[k].ID, p.ID)
	}
}
