package loadbalancing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// start sets up a run of a preset with further parameters and actions.
func start(t testing.TB, preset string, seed uint64, opts sim.Options, more ...string) *sim.Run {
	t.Helper()
	spec := spec(t, preset, seed, more...)
	r, err := sim.NewRun(spec, opts)
	require.NoError(t, err)
	return r
}

// spec makes a run's specification; more holds "parameter=value" and timed actions.
func spec(t testing.TB, preset string, seed uint64, more ...string) sim.Spec {
	t.Helper()
	p := Scenario.Preset(preset)
	require.NotNil(t, p, preset)
	values := Scenario.Defaults()
	for name, value := range p.Set {
		require.NoError(t, Scenario.Set(values, name, value))
	}
	out := sim.Spec{Scenario: Scenario, Seed: seed, Params: values}
	script := append([]string{}, p.Do...)
	for _, m := range more {
		if name, value, ok := cut(m); ok {
			require.NoError(t, Scenario.Set(values, name, value))
			continue
		}
		script = append(script, m)
	}
	for _, text := range inOrder(script) {
		a, err := sim.ParseAction(text)
		require.NoError(t, err)
		out.Actions = append(out.Actions, a)
	}
	return out
}

func cut(text string) (name, value string, ok bool) {
	for i, r := range text {
		switch r {
		case '=':
			return text[:i], text[i+1:], true
		case ':':
			return "", "", false
		}
	}
	return "", "", false
}

// measured is a run without digest and trace: what statistics need.
var measured = sim.Options{Laws: true, Metrics: true}

func quantile(t testing.TB, r *sim.Run, from, to sim.Time, percent int64) sim.Time {
	t.Helper()
	var scratch []int64
	q, ok := sim.Quantile(sim.Window(r.Samples(mLatency), from, to), percent, &scratch)
	require.True(t, ok, "no samples")
	return sim.Time(q)
}

func until(t testing.TB, r *sim.Run, at sim.Time) {
	t.Helper()
	require.True(t, r.RunUntil(at, sim.MaxStep))
}

// level reads a counter or gauge as it stood at an instant.
func level(r *sim.Run, m sim.Metric, at sim.Time) int64 {
	levels := r.Levels(m)
	return levels[min(int(at/r.Grid()), len(levels)-1)]
}

// inOrder sorts timed actions, which a run carries out as they are listed.
func inOrder(script []string) []string {
	at := func(text string) sim.Time {
		a, _ := sim.ParseAction(text)
		return a.At
	}
	for i := range script {
		for j := i; j > 0 && at(script[j]) < at(script[j-1]); j-- {
			script[j], script[j-1] = script[j-1], script[j]
		}
	}
	return script
}

// startOpen is start with a way to look into the model.
func startOpen(t testing.TB, preset string, seed uint64, opts sim.Options, more ...string) (*sim.Run, *model) {
	t.Helper()
	var m *model
	sc := *Scenario
	sc.Build = func(s *sim.Setup) sim.Model {
		built := build(s)
		m, _ = built.(*model)
		return built
	}
	spec := spec(t, preset, seed, more...)
	spec.Scenario = &sc
	r, err := sim.NewRun(spec, opts)
	require.NoError(t, err)
	return r, m
}

// does carries out actions now.
func does(t testing.TB, r *sim.Run, calls ...string) {
	t.Helper()
	for _, call := range calls {
		a, err := sim.ParseCall(call)
		require.NoError(t, err)
		require.NoError(t, r.Do(a), call)
	}
}

// said returns when a note was first attached up to an instant, and with which numbers.
func said(t testing.TB, r *sim.Run, note sim.Note, by sim.Time) (sim.Time, [4]int64) {
	t.Helper()
	for r.Now() < by && r.Step() {
		if rec, _ := r.Last(); rec.Note == note+1 {
			return rec.At, rec.Args
		}
	}
	return sim.Never, [4]int64{}
}
