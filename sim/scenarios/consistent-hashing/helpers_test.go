package consistenthashing

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// measured is a run without digest and trace: what statistics need.
var measured = sim.Options{Laws: true, Metrics: true}

// spec is a preset with more settings ("rps=200") and timed actions ("2s:add()").
func spec(t testing.TB, preset string, seed uint64, more ...string) sim.Spec {
	t.Helper()
	p := Scenario.Preset(preset)
	require.NotNil(t, p, preset)
	out, err := Scenario.Apply(p, seed)
	require.NoError(t, err)
	for _, m := range more {
		if name, value, ok := strings.Cut(m, "="); ok {
			require.NoError(t, Scenario.Set(out.Params, name, value))
			continue
		}
		a, err := sim.ParseAction(m)
		require.NoError(t, err, m)
		out.Actions = append(out.Actions, a)
	}
	slices.SortStableFunc(out.Actions, func(a, b sim.Action) int {
		switch {
		case a.At < b.At:
			return -1
		case a.At > b.At:
			return 1
		}
		return 0
	})
	return out
}

func start(t testing.TB, preset string, seed uint64, opts sim.Options, more ...string) *sim.Run {
	t.Helper()
	r, err := sim.NewRun(spec(t, preset, seed, more...), opts)
	require.NoError(t, err)
	return r
}

func until(t testing.TB, r *sim.Run, at sim.Time) *sim.Run {
	t.Helper()
	require.True(t, r.RunUntil(at, sim.MaxStep))
	return r
}

// between returns the least and the greatest level of a gauge in a span of time.
func between(r *sim.Run, m sim.Metric, from, to sim.Time) (least, most int64) {
	levels := r.Levels(m)[int(from/r.Grid()) : int(to/r.Grid())+1]
	return slices.Min(levels), slices.Max(levels)
}

// broken lists the laws that broke.
func broken(r *sim.Run) (ids []string) {
	for i, law := range Scenario.Laws {
		if r.LawState(sim.Law(i)).Broken > 0 {
			ids = append(ids, law.ID)
		}
	}
	return ids
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
