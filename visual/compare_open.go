package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/tour"
)

// newCompare opens runs beside each other at a virtual time; a negative one is the end.
func newCompare(a *Env, specs []sim.Spec, at sim.Time) (*compare, error) {
	c := &compare{app: a, sc: specs[0].Scenario, figures: specs[0].Scenario.Figures(), seed: specs[0].Seed, drawn: -1, last: a.now()}
	c.transport = &transport{app: a, pace: &c.pace, span: func() sim.Time { return max(c.span, 1) }}
	for _, spec := range specs {
		p, err := newPane(spec)
		if err != nil {
			return nil, err
		}
		c.panes = append(c.panes, p)
	}
	c.setSpan()
	if at < 0 {
		at = c.span
	}
	c.span = max(c.span, at)
	for c.speed < len(speeds)-1 && sim.Time(speeds[c.speed])*playFor/1000 < c.span {
		c.speed++
	}
	c.moveTo(at)
	return c, nil
}

// playFor is about how long a comparison plays.
const playFor = 20 * sim.Second

// setSpan lets the timeline reach as far as the presets look, or the scenario.
func (c *compare) setSpan() {
	c.span = 0
	for _, p := range c.panes {
		if preset := versus.PresetOf(p.spec); preset != nil && preset.Until > 0 {
			c.span = max(c.span, preset.Until)
		} else if preset != nil {
			c.span = max(c.span, c.sc.Horizon)
		}
	}
	if c.span == 0 {
		c.span = c.sc.Horizon
	}
}

// goToStep moves all runs to a step of the first.
func (c *compare) goToStep(step int64) {
	c.byStep, c.atStep = true, step
	c.panes[0].tl.SeekStep(step)
}

// compareNow opens the run on the stage beside what it is compared with first.
func (a *acts) compareNow() {
	spec := a.run.timed()
	other, err := versus.Against(spec)
	if err == nil {
		at := a.run.clock
		if at == 0 {
			at = -1
		}
		err = a.showCompare(at, a.run.tl.Spec(), other)
	}
	if err != nil {
		a.app.say(err.Error())
	}
}

// compareBoth opens the naive preset beside the right one.
func (a *acts) compareBoth() {
	if len(a.run.sc.Presets) < 2 {
		return
	}
	var specs [2]sim.Spec
	at := sim.Time(-1)
	for i := range specs {
		p := &a.run.sc.Presets[i]
		made, err := a.run.sc.Apply(p, a.run.tl.Run().Spec().Seed)
		if err != nil {
			a.app.say(err.Error())
			return
		}
		specs[i] = made
		if a.run.prepared == p.ID && a.run.clock > 0 {
			at = a.run.clock
		}
	}
	if err := a.showCompare(at, specs[0], specs[1]); err != nil {
		a.app.say(err.Error())
	}
}

func (a *acts) showCompare(at sim.Time, specs ...sim.Spec) error {
	err := a.app.doors.Compare(specs, at, a.resume)
	a.coach.compared = a.coach.compared || err == nil
	return err
}

// resume comes back to a run at a time, with all its histories, if it is the one here.
func (a *acts) resume(spec sim.Spec, at sim.Time) bool {
	if !tour.Same(a.run.tl.Spec(), spec) {
		return false
	}
	a.run.playing = false
	a.run.seekTime(at)
	a.app.show(a.at)
	return true
}

// timed returns the run on the stage with its actions at times instead of steps: a
// step of one run is nothing to another.
func (r *Run) timed() sim.Spec {
	spec := r.tl.Spec()
	actions := append([]sim.Action{}, spec.Actions...)
	marks := r.tl.Marks()
	for i := range actions {
		for j := range marks {
			if a := &actions[i]; !a.Timed && marks[j].Kind == sim.MarkFault && marks[j].Rec.C == int64(i) {
				a.Timed, a.At, a.Step = true, marks[j].At, 0
			}
		}
	}
	spec.Actions = actions
	return spec
}

// openRun opens the chosen run on the stage, at this moment: on the stage it came
// from, with all its histories, when it is the same run.
func (c *compare) openRun() {
	p := c.panes[c.chosen]
	if c.back != nil && c.back(p.spec, c.clock) {
		return
	}
	l := link.Of(p.spec, 0, c.app.lang)
	l.ByTime, l.Time = true, c.clock
	if err := c.app.doors.Run(l); err != nil {
		c.app.say(err.Error())
	}
}
