package circuitbreaker

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
	do, name := true, preset
	if preset == "calm" { // the right settings without the hang
		do, name = false, "right"
	}
	p := Scenario.Preset(name)
	require.NotNil(t, p, preset)
	values := Scenario.Defaults()
	for name, value := range p.Set {
		require.NoError(t, Scenario.Set(values, name, value))
	}
	out := sim.Spec{Scenario: Scenario, Seed: seed, Params: values}
	var script []string
	if do {
		script = append(script, p.Do...)
	}
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

// p99 of a route over an interval.
func p99(t testing.TB, r *sim.Run, route sim.Metric, from, to sim.Time) sim.Time {
	t.Helper()
	var scratch []int64
	q, ok := sim.Quantile(sim.Window(r.Samples(mLatency+route), from, to), 99, &scratch)
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

// startModel is start with a look at the model.
func startModel(t testing.TB, preset string, seed uint64, opts sim.Options, more ...string) (*sim.Run, *model) {
	t.Helper()
	var m *model
	sc := *Scenario
	sc.Build = func(s *sim.Setup) sim.Model {
		m = build(s).(*model)
		return m
	}
	sp := spec(t, preset, seed, more...)
	sp.Scenario = &sc
	r, err := sim.NewRun(sp, opts)
	require.NoError(t, err)
	return r, m
}
