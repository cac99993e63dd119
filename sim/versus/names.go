package versus

import (
	"strconv"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// Names returns what tells runs apart: the names of presets that share a script, the
// one parameter that differs, or whose settings a run has, the naive or the right
// preset's; else the parameters that differ are listed.
func Names(specs []sim.Spec, lang sim.Lang) []string {
	out := make([]string, len(specs))
	differ := differing(specs)
	presets, all := presetNames(specs, lang)
	alike := sameActions(specs)
	methods, apart := methodNames(specs, lang)
	for i := range specs {
		switch {
		case all && alike:
			out[i] = presets[i]
		case len(differ) == 1 && alike:
			out[i] = valueName(specs[i], differ[0], lang)
		case apart && alike:
			out[i] = methods[i]
		case presets[i] != "":
			out[i] = presets[i]
		default:
			out[i] = settings(specs[i], differ, lang)
		}
	}
	for i, name := range out { // the same name twice would tell nothing apart
		for n := 2; slices.Contains(out[:i], out[i]); n++ {
			out[i] = name + " (" + strconv.Itoa(n) + ")" // without brackets it would read as a value
		}
	}
	return out
}

// methodNames names runs by whether they have what tells the naive and the right
// preset apart; apart reports whether that works for all of them.
func methodNames(specs []sim.Spec, lang sim.Lang) (names []string, apart bool) {
	naive, right, ids := method(specs[0].Scenario)
	for i := range specs {
		name := ""
		switch {
		case len(ids) == 0:
		case has(specs[i].Params, naive, ids):
			name = specs[0].Scenario.Presets[0].Name.In(lang)
		case has(specs[i].Params, right, ids):
			name = specs[0].Scenario.Presets[1].Name.In(lang)
		}
		if name == "" || slices.Contains(names, name) {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// method returns the parameters in which the naive and the right preset differ: the
// way a thing is done, not the circumstances.
func method(sc *sim.Scenario) (naive, right sim.Values, ids []int) {
	if len(sc.Presets) < 2 {
		return nil, nil, nil
	}
	a, errA := sc.Apply(&sc.Presets[0], 0)
	b, errB := sc.Apply(&sc.Presets[1], 0)
	if errA != nil || errB != nil {
		return nil, nil, nil // a test of every scenario applies every preset
	}
	return a.Params, b.Params, differing([]sim.Spec{a, b})
}

func has(values, wanted sim.Values, ids []int) bool {
	for _, i := range ids {
		if !slices.Equal(values[i], wanted[i]) {
			return false
		}
	}
	return true
}

// presetNames names the runs that are a preset; all reports whether every one is.
func presetNames(specs []sim.Spec, lang sim.Lang) (names []string, all bool) {
	names, all = make([]string, len(specs)), true
	for i := range specs {
		if p := PresetOf(specs[i]); p != nil {
			names[i] = p.Name.In(lang)
		} else {
			all = false
		}
	}
	return names, all
}

// PresetOf returns the preset that a run is made of, or nil.
func PresetOf(spec sim.Spec) *sim.Preset {
	for i := range spec.Scenario.Presets {
		p := &spec.Scenario.Presets[i]
		made, err := spec.Scenario.Apply(p, spec.Seed)
		if err == nil && made.Params.Equal(spec.Params) && SameCalls(made.Actions, spec.Actions) {
			return p
		}
	}
	return nil
}

// SameCalls reports whether two lists of actions do the same, whenever they do it: a
// step of one run is a time in another.
func SameCalls(a, b []sim.Action) bool {
	return slices.EqualFunc(a, b, func(x, y sim.Action) bool { return x.Call() == y.Call() })
}

func sameActions(specs []sim.Spec) bool {
	for i := range specs {
		if !SameCalls(specs[0].Actions, specs[i].Actions) {
			return false
		}
	}
	return true
}

// differing returns the parameters that are not the same in all runs.
func differing(specs []sim.Spec) (out []int) {
	for p := range specs[0].Scenario.Params {
		for i := range specs {
			if !slices.Equal(specs[i].Params[p], specs[0].Params[p]) {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

func valueName(spec sim.Spec, param int, lang sim.Lang) string {
	p := &spec.Scenario.Params[param]
	value := p.Show(spec.Params[param], lang)
	if len(p.Choices) > 2 {
		return value // a choice among several has a name that speaks for itself
	}
	name, _, _ := strings.Cut(p.Name.In(lang), " (") // what stands behind explains the values
	name, _, _ = strings.Cut(name, ":")
	return name + " " + value
}

// settings lists what is special about a run: at most two parameters.
func settings(spec sim.Spec, differ []int, lang sim.Lang) string {
	var parts []string
	for _, p := range differ {
		if len(parts) < 2 {
			parts = append(parts, valueName(spec, p, lang))
		}
	}
	if len(parts) == 0 {
		return sim.T("이 실행", "This run").In(lang)
	}
	return strings.Join(parts, " · ")
}
