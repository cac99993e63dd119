package talk

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// expect refuses the talk when a condition does not hold here.
func (p *player) expect(d *directive) {
	for k := range d.conds.all {
		c := &d.conds.all[k]
		if holds, measured, ok := p.holds(d.line, c); ok && !holds {
			p.blame(d.line, "expected %s, but %s at step %d (%s)", c.text, measured, p.run.StepCount(), p.run.Now())
		}
	}
	p.other = nil
}

// question runs on to where the answer shows, and finds it.
func (p *player) question(a *ask) {
	if a == nil {
		return
	}
	q := &Question{Text: a.text, Why: a.why}
	p.stop.Ask = q
	p.since = p.tally.clone()
	before := p.count()
	if a.until != nil {
		p.runUntil(a.line, a.until)
	}
	q.Until = p.run.StepCount()
	var right []int
	var measured []string
	for i := range a.choices {
		c := &a.choices[i]
		q.Choices = append(q.Choices, Choice{c.text, c.conds.text})
		if c.conds.otherwise {
			continue
		}
		all := true
		for k := range c.conds.all {
			holds, said, _ := p.holds(c.line, &c.conds.all[k])
			all = all && holds
			measured = append(measured, said)
		}
		if all {
			right = append(right, i)
		}
	}
	p.other = nil
	for i := range a.choices {
		if a.choices[i].conds.otherwise && len(right) == 0 {
			right = append(right, i)
		}
	}
	if len(right) == 1 {
		q.Answer = right[0]
		return
	}
	if p.count() == before { // else a name was wrong, and no choice could hold
		p.blame(a.line, "%d of the %d choices hold at step %d (%s), exactly one must: %s",
			len(right), len(a.choices), p.run.StepCount(), p.run.Now(), strings.Join(measured, "; "))
	}
}

// holds judges one condition at the present step and says what was measured; ok is
// false when a name is wrong, which it reports.
func (p *player) holds(line int, c *cond) (holds bool, measured string, ok bool) {
	if c.law != "" {
		law, ok := p.law(line, c.law)
		if !ok {
			return false, "", false
		}
		state := p.run.LawState(law)
		measured = fmt.Sprintf("law:%s holds", c.law)
		if state.Broken > 0 {
			measured = fmt.Sprintf("law:%s broke in step %d", c.law, state.Broken)
		}
		return (state.Broken > 0) == c.broken, measured, true
	}
	v, unit, ok := p.measure(line, &c.term)
	if !ok {
		return false, "", false
	}
	low, ok := p.value(line, c, &c.low, unit)
	if !ok {
		return false, "", false
	}
	high := low
	if c.op == "in" {
		if high, ok = p.value(line, c, &c.high, unit); !ok {
			return false, "", false
		}
	}
	measured = c.term.label() + " is " + show(v, unit)
	if c.low.term != nil {
		measured += " and " + c.low.term.label() + " is " + show(low, unit)
	}
	return c.compare(v, low, high), measured, true
}

// value returns what a term is compared with; its unit must be the term's.
func (p *player) value(line int, c *cond, o *operand, unit string) (int64, bool) {
	v, own := o.number, o.unit
	if o.term != nil {
		var ok bool
		if v, own, ok = p.measure(line, o.term); !ok {
			return 0, false
		}
	}
	if own != unit {
		form := map[string]string{"ns": "a span such as 2s", "ppm": "a percentage such as 20%", "": "a whole number"}[unit]
		p.add(line, "condition %q: %s is measured as %s", clip(c.text), c.term.label(), form)
		return 0, false
	}
	return v, true
}

// measure returns a term's value and its unit.
func (p *player) measure(line int, t *term) (v int64, unit string, ok bool) {
	switch t.what {
	case "time":
		return int64(p.run.Now()), "ns", true
	case "note":
		i := p.note(line, t.name)
		if i < 0 {
			return 0, "", false
		}
		return p.tally.notes[i] - p.since.notes[i], "", true
	case "kind":
		i := p.kind(line, t.name)
		if i < 0 {
			return 0, "", false
		}
		return p.tally.kinds[i] - p.since.kinds[i], "", true
	}
	i := p.metric(line, t.name)
	if i < 0 {
		return 0, "", false
	}
	spec, run := &p.base.Scenario.Metrics[i], p.run
	unit = spec.Unit
	if spec.Kind == sim.Distribution && t.percent == 0 {
		unit = ""
	}
	if t.what == "other" {
		if run, ok = p.compared(line); !ok {
			return 0, "", false
		}
	}
	switch {
	case t.percent > 0 && spec.Kind != sim.Distribution:
		p.add(line, "metric %s has no percentiles: leave .p%d out", t.name, t.percent)
		return 0, "", false
	case t.percent > 0:
		var scratch []int64
		recent := sim.Window(run.Samples(sim.Metric(i)), run.Now()-sim.Second, run.Now())
		v, ok = sim.Quantile(recent, t.percent, &scratch)
		if !ok {
			p.blame(line, "metric %s has no sample in the second before %s", t.name, run.Now())
		}
		return v, unit, ok
	case t.what == "gain":
		return run.Level(sim.Metric(i)) - p.since.levels[i], unit, true
	}
	return run.Level(sim.Metric(i)), unit, true
}

// against notes a further run to compare with.
func (p *player) against(d *directive) {
	if len(p.vs) == maxAgainst {
		p.add(d.line, "more than %d runs to compare with", maxAgainst)
		return
	}
	v := against{line: d.line, spec: p.base}
	fields := strings.Fields(d.text)
	if !strings.Contains(fields[0], "=") {
		preset := p.preset(d.line, p.base.Scenario, fields[0])
		if preset == nil {
			return
		}
		spec, err := p.base.Scenario.Apply(preset, p.base.Seed)
		if !p.check(d.line, err) {
			return
		}
		v.spec, v.own, fields = spec, true, fields[1:]
	}
	v.spec.Params = v.spec.Params.Clone()
	p.settings(d.line, v.spec.Params, fields)
	p.vs = append(p.vs, v)
}

// actions returns what a compared run goes through: what this run began with, and
// what the talk did to it, at the same times.
func (p *player) actions(v *against) []sim.Action {
	out := append([]sim.Action{}, v.spec.Actions...)
	if v.own {
		return out
	}
	for _, d := range p.deeds {
		a := d.action
		a.Timed, a.At = true, d.at
		out = append(out, a)
	}
	return sim.InOrder(out)
}

// compared returns the first compared run at the time of this one.
func (p *player) compared(line int) (*sim.Run, bool) {
	if len(p.vs) == 0 {
		p.blame(line, "other: measures a compared run, and this beat compares with none: write compare PRESET above")
		return nil, false
	}
	if p.other == nil {
		spec := p.vs[0].spec
		spec.Actions = p.actions(&p.vs[0])
		if p.other = p.newRun(p.vs[0].line, spec); p.other == nil {
			return nil, false
		}
	}
	reached := false
	for {
		before := p.other.StepCount()
		reached = p.other.RunUntil(p.run.Now(), min(max(p.left, 0), Piece))
		if p.left -= p.other.StepCount() - before; reached || p.left <= 0 {
			break
		}
		p.rest()
	}
	if !reached {
		p.add(line, "the compared run has not come to %s after the %d steps that a talk may take", p.run.Now(), MaxSteps)
	}
	return p.other, reached
}

// compareRuns checks the compared runs and hands them to the stop.
func (p *player) compareRuns() {
	for k := range p.vs {
		v := &p.vs[k]
		v.spec.Actions = p.actions(v)
		if p.newRun(v.line, v.spec) != nil {
			p.stop.Against = append(p.stop.Against, v.spec)
		}
	}
}
