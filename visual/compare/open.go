package compare

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
)

// New opens runs beside each other at a virtual time; a negative one is the end.
func New(a *screen.Env, specs []sim.Spec, at sim.Time) (*Compare, error) {
	c := &Compare{Env: a, Sc: specs[0].Scenario, figures: specs[0].Scenario.Figures(), seed: specs[0].Seed, Drawn: -1, last: a.Now()}
	c.Transport = &transport.Transport{Env: a, Pace: &c.Pace, Span: func() sim.Time { return max(c.Span, 1) }}
	for _, spec := range specs {
		p, err := newPane(spec)
		if err != nil {
			return nil, err
		}
		c.Panes = append(c.Panes, p)
	}
	c.setSpan()
	if at < 0 {
		at = c.Span
	}
	c.Span = max(c.Span, at)
	for c.Speed < len(play.Speeds)-1 && sim.Time(play.Speeds[c.Speed])*playFor/1000 < c.Span {
		c.Speed++
	}
	c.moveTo(at)
	return c, nil
}

// playFor is about how long a comparison plays.
const playFor = 20 * sim.Second

// setSpan lets the timeline reach as far as the presets look, or the scenario.
func (c *Compare) setSpan() {
	c.Span = 0
	for _, p := range c.Panes {
		if preset := versus.PresetOf(p.Spec); preset != nil && preset.Until > 0 {
			c.Span = max(c.Span, preset.Until)
		} else if preset != nil {
			c.Span = max(c.Span, c.Sc.Horizon)
		}
	}
	if c.Span == 0 {
		c.Span = c.Sc.Horizon
	}
}

// GoToStep moves all runs to a step of the first.
func (c *Compare) GoToStep(step int64) {
	c.byStep, c.atStep = true, step
	c.Panes[0].Tl.SeekStep(step)
}

// openRun opens the chosen run on the stage, at this moment: on the stage it came
// from, with all its histories, when it is the same run.
func (c *Compare) openRun() {
	p := c.Panes[c.Chosen]
	if c.Back != nil && c.Back(p.Spec, c.Clock) {
		return
	}
	l := link.Of(p.Spec, 0, c.Env.Lang)
	l.ByTime, l.Time = true, c.Clock
	if err := c.Env.Doors.Run(l); err != nil {
		c.Env.Say(err.Error())
	}
}
