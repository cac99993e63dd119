package visual

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// add puts one more run beside the others.
func (c *compare) add() {
	if len(c.panes) >= mostRuns {
		c.app.say(compareWords.most.In(c.app.lang))
		return
	}
	spec, err := versus.Another(c.specs())
	if err != nil {
		c.app.say(err.Error())
		return
	}
	if c.put(len(c.panes), spec) {
		c.chosen = len(c.panes) - 1
	}
}

// remove takes a run away; two stay.
func (c *compare) remove(i int) {
	if len(c.panes) <= fewestRuns {
		c.app.say(compareWords.fewest.In(c.app.lang))
		return
	}
	c.panes = slices.Delete(c.panes, i, i+1)
	c.chosen = min(c.chosen, len(c.panes)-1)
	c.changed()
}

// put sets the i-th run, or a new one behind the last; the others stay as they are.
func (c *compare) put(i int, spec sim.Spec) bool {
	p, err := newPane(spec)
	if err != nil {
		c.app.say(err.Error())
		return false
	}
	if i == len(c.panes) {
		c.panes = append(c.panes, p)
	} else {
		c.panes[i] = p
	}
	p.tl.SeekTime(c.clock)
	c.changed()
	return true
}

// changed follows a change of the runs.
func (c *compare) changed() {
	end := c.clock == c.span
	c.setSpan()
	c.span = max(c.span, c.clock)
	if end {
		c.moveTo(c.span)
	}
	c.verdict = versus.Verdict{Lead: -1, Worst: -1, Best: -1}
	c.chart = compareChart{}
	c.restyle()
}

// prepare makes the i-th run a preset.
func (c *compare) prepare(i int, p *sim.Preset) {
	spec, err := c.sc.Apply(p, c.seed)
	if err != nil {
		c.app.say(err.Error())
		return
	}
	if c.put(i, spec) {
		c.app.say(p.Says.In(c.app.lang))
	}
}

// vary changes one parameter of the i-th run.
func (c *compare) vary(i, param int, value []int64) {
	spec := c.panes[i].spec
	spec.Params = spec.Params.Clone()
	spec.Params[param] = slices.Clone(value)
	c.put(i, spec)
}

// reseed gives all runs the next seed.
func (c *compare) reseed() {
	specs := c.specs()
	panes := make([]*pane, len(specs))
	for i, spec := range specs {
		spec.Seed++
		p, err := newPane(spec)
		if err != nil {
			c.app.say(err.Error())
			return
		}
		p.tl.SeekTime(c.clock)
		panes[i] = p
	}
	c.panes, c.seed = panes, specs[0].Seed+1
	c.changed()
}
