package compare

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// Add puts one more run beside the others.
func (c *Compare) Add() {
	if len(c.Panes) >= MostRuns {
		c.Env.Say(compareWords.most.In(c.Env.Lang))
		return
	}
	spec, err := versus.Another(c.specs())
	if err != nil {
		c.Env.Say(err.Error())
		return
	}
	if c.put(len(c.Panes), spec) {
		c.Chosen = len(c.Panes) - 1
	}
}

// remove takes a run away; two stay.
func (c *Compare) remove(i int) {
	if len(c.Panes) <= FewestRuns {
		c.Env.Say(compareWords.fewest.In(c.Env.Lang))
		return
	}
	c.Panes = slices.Delete(c.Panes, i, i+1)
	c.Chosen = min(c.Chosen, len(c.Panes)-1)
	c.changed()
}

// put sets the i-th run, or a new one behind the last; the others stay as they are.
func (c *Compare) put(i int, spec sim.Spec) bool {
	p, err := newPane(spec)
	if err != nil {
		c.Env.Say(err.Error())
		return false
	}
	if i == len(c.Panes) {
		c.Panes = append(c.Panes, p)
	} else {
		c.Panes[i] = p
	}
	p.Tl.SeekTime(c.Clock)
	c.changed()
	return true
}

// changed follows a change of the runs.
func (c *Compare) changed() {
	end := c.Clock == c.Span
	c.setSpan()
	c.Span = max(c.Span, c.Clock)
	if end {
		c.moveTo(c.Span)
	}
	c.verdict = versus.Verdict{Lead: -1, Worst: -1, Best: -1}
	c.chart = compareChart{}
	c.Restyle()
}

// prepare makes the i-th run a preset.
func (c *Compare) prepare(i int, p *sim.Preset) {
	spec, err := c.Sc.Apply(p, c.seed)
	if err != nil {
		c.Env.Say(err.Error())
		return
	}
	if c.put(i, spec) {
		c.Env.Say(p.Says.In(c.Env.Lang))
	}
}

// vary changes one parameter of the i-th run.
func (c *Compare) vary(i, param int, value []int64) {
	spec := c.Panes[i].Spec
	spec.Params = spec.Params.Clone()
	spec.Params[param] = slices.Clone(value)
	c.put(i, spec)
}

// reseed gives all runs the next seed.
func (c *Compare) reseed() {
	specs := c.specs()
	panes := make([]*pane, len(specs))
	for i, spec := range specs {
		spec.Seed++
		p, err := newPane(spec)
		if err != nil {
			c.Env.Say(err.Error())
			return
		}
		p.Tl.SeekTime(c.Clock)
		panes[i] = p
	}
	c.Panes, c.seed = panes, specs[0].Seed+1
	c.changed()
}
