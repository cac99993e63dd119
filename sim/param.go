package sim

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/exp/slices"
)

// Unit is what a parameter's number counts, which decides how it is written.
type Unit string

// The units of parameters. A span is kept in nanoseconds and written in
// milliseconds.
const (
	Count     Unit = ""
	PerSecond Unit = "/s"
	MS        Unit = "ms"
	PPM       Unit = "ppm"
)

// Param is one thing a person can set before or during a run.
type Param struct {
	ID      string
	Name    Text
	Unit    Unit
	Min     int64 // in the unit written in links: milliseconds for MS
	Max     int64
	Default []int64 // one number, or one for each of a list
	Choices []Choice
	Real    string // the real system's setting it stands for
	Source  string // where the default comes from
	Log     bool   // a slider moves in ratios: for ranges over several decades
	Fixed   bool   // read only when a run starts: changing it starts the run again
}

// Choice is one value of a parameter that is not a number.
type Choice struct {
	ID   string
	Name Text
}

// Preset is a named set of parameters, with the faults that show their point.
type Preset struct {
	ID    string
	Name  Text
	Says  Text              // what to expect
	Set   map[string]string // as on the command line: {"mode": "async"}
	Do    []string          // timed actions: "2s:crash(p)"
	Until Time              // how far to look; the scenario's horizon when 0
}

// Values holds a run's parameters, in the order of Scenario.Params, in the unit
// written in links. A choice is its index.
type Values [][]int64

// Defaults returns the scenario's default values.
func (sc *Scenario) Defaults() Values {
	values := make(Values, len(sc.Params))
	for i := range sc.Params {
		values[i] = slices.Clone(sc.Params[i].Default)
	}
	return values
}

// check reports the first value that no text could have set.
func (sc *Scenario) check(v Values) error {
	if len(v) != len(sc.Params) {
		return badInput("%s takes %d parameters, not %d", sc.ID, len(sc.Params), len(v))
	}
	for i := range sc.Params {
		p := &sc.Params[i]
		lo, hi := p.Min, p.Max
		if len(p.Choices) > 0 {
			lo, hi = 0, int64(len(p.Choices)-1)
		}
		outside := func(n int64) bool { return n < lo || n > hi }
		if len(v[i]) != len(p.Default) || slices.ContainsFunc(v[i], outside) {
			return badInput("parameter %s must be %s, not %v", p.ID, p.expects(), v[i])
		}
	}
	return nil
}

// Clone returns an independent copy.
func (v Values) Clone() Values {
	out := make(Values, len(v))
	for i := range v {
		out[i] = slices.Clone(v[i])
	}
	return out
}

// Equal reports whether both hold the same values.
func (v Values) Equal(w Values) bool {
	return slices.EqualFunc(v, w, func(a, b []int64) bool { return slices.Equal(a, b) })
}

// Set changes one parameter, written as in links: "240", "p2c", "10/10/10/40".
// The error names the parameter, what was wrong and what would be right.
func (sc *Scenario) Set(v Values, name, text string) error {
	i := slices.IndexFunc(sc.Params, func(p Param) bool { return p.ID == name })
	if i < 0 {
		return unknown("parameter", name, sc.ID, paramNames(sc))
	}
	parsed, err := sc.Params[i].Parse(text)
	if err != nil {
		return err
	}
	v[i] = parsed
	return nil
}

func paramNames(sc *Scenario) []string {
	names := make([]string, len(sc.Params))
	for i := range sc.Params {
		names[i] = sc.Params[i].ID
	}
	return names
}

// Parse reads a value of the parameter. A list takes up to len(Default)
// elements; missing ones repeat the last.
func (p *Param) Parse(text string) ([]int64, error) {
	parts := strings.Split(strings.TrimSuffix(text, string(p.Unit)), "/")
	if len(parts) > len(p.Default) {
		return nil, badInput("parameter %s takes %s, not %q", p.ID, p.expects(), text)
	}
	out := make([]int64, len(p.Default))
	for i := range out {
		n, err := p.parseOne(parts[min(i, len(parts)-1)])
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func (p *Param) parseOne(text string) (int64, error) {
	if len(p.Choices) > 0 {
		for i, c := range p.Choices {
			if c.ID == text {
				return int64(i), nil
			}
		}
		names := make([]string, len(p.Choices))
		for i, c := range p.Choices {
			names[i] = c.ID
		}
		return 0, unknown("value of "+p.ID, text, "", names)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < p.Min || n > p.Max {
		return 0, badInput("parameter %s must be %s, not %q", p.ID, p.expects(), text)
	}
	return n, nil
}

func (p *Param) expects() string {
	one := fmt.Sprintf("a whole number from %d to %d%s", p.Min, p.Max, p.unitSuffix())
	if len(p.Choices) > 0 {
		one = "one of its choices"
	}
	if len(p.Default) > 1 {
		return fmt.Sprintf("up to %d values, each %s, joined by /", len(p.Default), one)
	}
	return one
}

func (p *Param) unitSuffix() string {
	if p.Unit == Count {
		return ""
	}
	return " " + string(p.Unit)
}

// Format writes a value as Parse reads it. A list whose tail repeats is cut.
func (p *Param) Format(v []int64) string {
	for len(v) > 1 && v[len(v)-1] == v[len(v)-2] {
		v = v[:len(v)-1]
	}
	parts := make([]string, len(v))
	for i, n := range v {
		parts[i] = p.formatOne(n)
	}
	return strings.Join(parts, "/")
}

func (p *Param) formatOne(n int64) string {
	if len(p.Choices) > 0 && n >= 0 && n < int64(len(p.Choices)) {
		return p.Choices[n].ID
	}
	return strconv.FormatInt(n, 10)
}

// Show writes a value for people: the choice's name, or the number with its unit.
func (p *Param) Show(v []int64, lang Lang) string {
	parts := make([]string, len(v))
	for i, n := range v {
		if len(p.Choices) > 0 {
			parts[i] = p.Choices[n].Name.In(lang)
			continue
		}
		parts[i] = Comma(n)
	}
	out := strings.Join(parts, " · ")
	if p.Unit == PPM {
		return Percent(v[0])
	}
	if p.Unit != Count && len(p.Choices) == 0 {
		out += string(p.Unit)
	}
	return out
}

// internal converts a value from the unit written in links to the engine's.
func (p *Param) internal(v []int64) []int64 {
	out := slices.Clone(v)
	if p.Unit == MS {
		for i := range out {
			out[i] *= int64(Millisecond)
		}
	}
	return out
}

// DefaultSeed is the seed of a run that names none.
const DefaultSeed = 42

// Apply returns the run a preset describes: its settings over the defaults, and
// its scripted actions.
func (sc *Scenario) Apply(p *Preset, seed uint64) (Spec, error) {
	spec := Spec{Scenario: sc, Seed: seed, Params: sc.Defaults()}
	for _, param := range sc.Params {
		if text, ok := p.Set[param.ID]; ok {
			if err := sc.Set(spec.Params, param.ID, text); err != nil {
				return spec, err
			}
		}
	}
	known := 0
	for _, name := range paramNames(sc) {
		if _, ok := p.Set[name]; ok {
			known++
		}
	}
	if known < len(p.Set) {
		return spec, badInput("preset %s sets a parameter that %s does not have (there are: %s)", p.ID, sc.ID, strings.Join(paramNames(sc), ", "))
	}
	for _, text := range p.Do {
		a, err := ParseAction(text)
		if err != nil {
			return spec, err
		}
		spec.Actions = append(spec.Actions, a)
	}
	return spec, nil
}
