package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// ListCmd lists the scenarios.
type ListCmd struct {
	JSON bool   `name:"json" help:"All metadata, as JSON."`
	Lang string `default:"ko" placeholder:"ko|en" help:"Language of the table (ko, en)."`
}

// Run is called by kong.
func (c *ListCmd) Run(env *Env) error {
	lang, err := parseLang(c.Lang)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.Out)
	if c.JSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(catalogue(env.Catalogue))
	} else {
		err = table(out, env.Catalogue, lang)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// table writes a line a scenario: week, name, theme, title.
func table(out *bufio.Writer, scenarios []*sim.Scenario, lang sim.Lang) error {
	longest, theme := 0, 0
	for _, sc := range scenarios {
		longest, theme = max(longest, len(sc.ID)), max(theme, len(sc.Theme))
	}
	for _, sc := range scenarios {
		if _, err := fmt.Fprintf(out, "%2d  %-*s  %-*s  %s\n", sc.Week, longest, sc.ID, theme, sc.Theme, sc.Title.In(lang)); err != nil {
			return err
		}
	}
	return nil
}

// catalogueJSON is what list --json writes.
type catalogueJSON struct {
	Themes    []themeJSON    `json:"themes"`
	Actions   []actionJSON   `json:"actions"` // those every scenario knows
	Scenarios []scenarioJSON `json:"scenarios"`
}

type textJSON struct {
	KO string `json:"ko"`
	EN string `json:"en"`
}

type themeJSON struct {
	ID    string   `json:"id"`
	Title textJSON `json:"title"`
}

type actionJSON struct {
	Name string `json:"name"`
	Form string `json:"form"` // "crash(s1)"
}

// scenarioJSON describes a scenario. Times are virtual nanoseconds.
type scenarioJSON struct {
	ID         string        `json:"id"`
	Title      textJSON      `json:"title"`
	Summary    textJSON      `json:"summary"`
	Week       int           `json:"week"`
	Theme      string        `json:"theme"`
	Horizon    int64         `json:"horizon"`
	Parameters []paramJSON   `json:"parameters"`
	Faults     []faultJSON   `json:"faults"`
	Verbs      []verbJSON    `json:"verbs"` // actions of its own
	Presets    []presetJSON  `json:"presets"`
	Laws       []lawSpecJSON `json:"laws"`
	Metrics    []metricSpec  `json:"metrics"`
	Kinds      []saysJSON    `json:"kinds"` // of messages and timers, as talks name them
	Notes      []saysJSON    `json:"notes"` // decisions, as talks name them
}

// saysJSON is a name and the sentence for it, with its placeholders.
type saysJSON struct {
	Name string   `json:"name"`
	Says textJSON `json:"says"`
}

// paramJSON has either choices or a range.
type paramJSON struct {
	ID      string       `json:"id"`
	Title   textJSON     `json:"title"`
	Unit    string       `json:"unit"`
	Default string       `json:"default"` // as written in links
	Values  int          `json:"values"`  // 1, or how many a list holds
	Min     *int64       `json:"min,omitempty"`
	Max     *int64       `json:"max,omitempty"`
	Choices []choiceJSON `json:"choices,omitempty"`
	Fixed   bool         `json:"fixed"` // read only when a run starts
	Real    string       `json:"real"`
	Source  string       `json:"source"`
}

type choiceJSON struct {
	ID    string   `json:"id"`
	Title textJSON `json:"title"`
}

type faultJSON struct {
	ID    string   `json:"id"`
	Title textJSON `json:"title"`
	Do    []string `json:"do"`
}

type verbJSON struct {
	Name  string   `json:"name"`
	Title textJSON `json:"title"`
	Args  []string `json:"args"` // "node", "duration", "count"
	Form  string   `json:"form"` // "elect(node)"
}

type presetJSON struct {
	ID    string            `json:"id"`
	Title textJSON          `json:"title"`
	Says  textJSON          `json:"says"`
	Set   map[string]string `json:"set"`
	Do    []string          `json:"do"`
	Until int64             `json:"until"` // how far it is worth running
}

type lawSpecJSON struct {
	ID    string   `json:"id"`
	Title textJSON `json:"title"`
	Says  textJSON `json:"says"`
	Kind  string   `json:"kind"` // "safety" or "liveness"
}

type metricSpec struct {
	ID    string   `json:"id"`
	Title textJSON `json:"title"`
	Kind  string   `json:"kind"` // "counter", "gauge" or "distribution"
	Unit  string   `json:"unit"`
}

var argKinds = map[sim.ArgKind]string{sim.ArgNode: "node", sim.ArgDuration: "duration", sim.ArgCount: "count"}

func catalogue(scenarios []*sim.Scenario) catalogueJSON {
	return catalogueJSON{
		Themes:    each(sim.Themes, func(t sim.Theme) themeJSON { return themeJSON{t.ID, textJSON(t.Title)} }),
		Actions:   each(sim.Verbs(), func(a sim.ActionForm) actionJSON { return actionJSON(a) }),
		Scenarios: each(scenarios, describe),
	}
}

// each maps a list to one that is never null in JSON.
func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, one := range list {
		out[i] = f(one)
	}
	return out
}

func describe(sc *sim.Scenario) scenarioJSON {
	return scenarioJSON{
		ID: sc.ID, Title: textJSON(sc.Title), Summary: textJSON(sc.Summary), Week: sc.Week, Theme: sc.Theme,
		Horizon:    int64(sc.Horizon),
		Parameters: each(sc.Params, describeParam),
		Faults: each(sc.Faults, func(f sim.Fault) faultJSON {
			return faultJSON{f.ID, textJSON(f.Title), append([]string{}, f.Do...)}
		}),
		Verbs:   each(sc.Verbs, describeVerb),
		Presets: each(sc.Presets, func(p sim.Preset) presetJSON { return describePreset(sc, p) }),
		Laws: each(sc.Laws, func(l sim.LawSpec) lawSpecJSON {
			return lawSpecJSON{l.ID, textJSON(l.Name), textJSON(l.Says), lawKind(l)}
		}),
		Metrics: each(sc.Metrics, func(m sim.MetricSpec) metricSpec {
			return metricSpec{m.ID, textJSON(m.Name), metricKinds[m.Kind], m.Unit}
		}),
		Kinds: each(sc.Kinds, func(k sim.KindSpec) saysJSON { return saysJSON{k.Name, textJSON(k.Says)} }),
		Notes: each(sc.Notes, func(n sim.NoteSpec) saysJSON { return saysJSON{n.Name, textJSON(n.Says)} }),
	}
}

func describeParam(p sim.Param) paramJSON {
	out := paramJSON{ID: p.ID, Title: textJSON(p.Name), Unit: string(p.Unit), Default: p.Format(p.Default),
		Values: len(p.Default), Fixed: p.Fixed, Real: p.Real, Source: p.Source}
	if len(p.Choices) > 0 {
		out.Choices = each(p.Choices, func(c sim.Choice) choiceJSON { return choiceJSON{c.ID, textJSON(c.Name)} })
		return out
	}
	out.Min, out.Max = &p.Min, &p.Max
	return out
}

func describeVerb(v sim.Verb) verbJSON {
	args := each(v.Args, func(k sim.ArgKind) string { return argKinds[k] })
	return verbJSON{v.Name, textJSON(v.Title), args, v.Name + "(" + strings.Join(args, ",") + ")"}
}

func describePreset(sc *sim.Scenario, p sim.Preset) presetJSON {
	out := presetJSON{ID: p.ID, Title: textJSON(p.Name), Says: textJSON(p.Says), Set: map[string]string{},
		Do: append([]string{}, p.Do...), Until: int64(p.Until)}
	for name, value := range p.Set {
		out.Set[name] = value
	}
	if p.Until == 0 {
		out.Until = int64(sc.Horizon)
	}
	return out
}
