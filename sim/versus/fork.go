package versus

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// Fork returns a run under the same circumstances as spec but with a preset's way of
// doing things: load, seed and faults stay. What the naive and the right preset both
// set alike counts as load. A run that is itself a preset with the same script, or
// that nobody has touched yet, gives the preset as it is written.
func Fork(spec sim.Spec, p *sim.Preset) (sim.Spec, error) {
	sc := spec.Scenario
	made, err := sc.Apply(p, spec.Seed)
	if err != nil {
		return spec, err
	}
	if PresetOf(spec) != nil && SameCalls(made.Actions, spec.Actions) || isStart(spec) {
		return made, nil
	}
	out := spec
	out.Params = spec.Params.Clone()
	_, _, ids := method(sc)
	for i := range sc.Params {
		_, set := p.Set[sc.Params[i].ID]
		if slices.Contains(ids, i) || set && !circumstance(sc, i) {
			out.Params[i] = made.Params[i]
		}
	}
	out.Actions = carried(spec.Actions)
	return out, nil
}

// circumstance reports whether the naive and the right preset both set a parameter,
// and to the same value.
func circumstance(sc *sim.Scenario, param int) bool {
	if len(sc.Presets) < 2 {
		return false
	}
	id := sc.Params[param].ID
	a, naive := sc.Presets[0].Set[id]
	b, right := sc.Presets[1].Set[id]
	return naive && right && a == b
}

// isStart reports whether nothing was changed yet: the defaults, without an action.
func isStart(spec sim.Spec) bool {
	return len(spec.Actions) == 0 && spec.Params.Equal(spec.Scenario.Defaults())
}

// carried keeps the actions that make sense in another run: a message has another
// number there.
func carried(actions []sim.Action) []sim.Action {
	out := []sim.Action{}
	for _, a := range actions {
		if !slices.Contains([]string{"drop", "delay", "duplicate", "deliver"}, a.Name) {
			out = append(out, a)
		}
	}
	return out
}

// Against returns what a run is compared with first: the same with the right
// preset's settings, or with the naive one's when it has the right ones already.
func Against(spec sim.Spec) (sim.Spec, error) {
	for _, n := range []int{1, 0} {
		if n >= len(spec.Scenario.Presets) {
			continue
		}
		other, err := Fork(spec, &spec.Scenario.Presets[n])
		if err != nil || !Same(other, spec) {
			return other, err
		}
	}
	return spec, nil
}

// Another returns one more run beside those there are: the first preset that has the
// first run's script and is not among them, or else the right one without one of the
// things that make it right. When all are there, it is the first run again.
func Another(specs []sim.Spec) (sim.Spec, error) {
	sc := specs[0].Scenario
	for i := range sc.Presets {
		p := &sc.Presets[i]
		made, err := sc.Apply(p, specs[0].Seed)
		if err != nil {
			return made, err
		}
		if !SameCalls(made.Actions, specs[0].Actions) {
			continue
		}
		if out, err := Fork(specs[0], p); err != nil || isNew(out, specs) {
			return out, err
		}
	}
	naive, _, ids := method(sc)
	for _, id := range ids {
		out, err := Fork(specs[0], &sc.Presets[1])
		if err != nil {
			return out, err
		}
		out.Params = out.Params.Clone()
		out.Params[id] = slices.Clone(naive[id])
		if isNew(out, specs) {
			return out, nil
		}
	}
	return specs[0], nil
}

func isNew(spec sim.Spec, specs []sim.Spec) bool {
	return !slices.ContainsFunc(specs, func(s sim.Spec) bool { return Same(s, spec) })
}

// Same reports whether two runs have the same settings and script.
func Same(a, b sim.Spec) bool {
	return a.Params.Equal(b.Params) && SameCalls(a.Actions, b.Actions)
}
