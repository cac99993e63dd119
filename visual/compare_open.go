package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// newCompare opens runs beside each other at a virtual time; a negative one is the end.
func newCompare(a *App, specs []sim.Spec, at sim.Time) (*compare, error) {
	c := &compare{app: a, frame: &stage{app: a}, sc: specs[0].Scenario, figures: specs[0].Scenario.Figures(), seed: specs[0].Seed, drawn: -1, last: a.now()}
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

// openCompare opens a link with several runs.
func (a *App) openCompare(l link.Link) error {
	specs, err := link.Runs(l, a.catalogue)
	if err != nil {
		return err
	}
	c, err := newCompare(a, specs, l.Time)
	if err != nil {
		return err
	}
	if !l.ByTime && l.At > 0 {
		c.byStep, c.atStep = true, l.At
		c.panes[0].tl.SeekStep(l.At)
	}
	a.show(c)
	return nil
}

// compareNow opens the run on the stage beside what it is compared with first.
func (s *stage) compareNow() {
	spec := s.timed()
	other, err := versus.Against(spec)
	if err == nil {
		at := s.clock
		if at == 0 {
			at = -1
		}
		err = s.showCompare(at, s.tl.Spec(), other)
	}
	if err != nil {
		s.app.say(err.Error())
	}
}

// compareBoth opens the naive preset beside the right one.
func (s *stage) compareBoth() {
	if len(s.sc.Presets) < 2 {
		return
	}
	var specs [2]sim.Spec
	at := sim.Time(-1)
	for i := range specs {
		p := &s.sc.Presets[i]
		made, err := s.sc.Apply(p, s.tl.Run().Spec().Seed)
		if err != nil {
			s.app.say(err.Error())
			return
		}
		specs[i] = made
		if s.prepared == p.ID && s.clock > 0 {
			at = s.clock
		}
	}
	if err := s.showCompare(at, specs[0], specs[1]); err != nil {
		s.app.say(err.Error())
	}
}

func (s *stage) showCompare(at sim.Time, specs ...sim.Spec) error {
	c, err := newCompare(s.app, specs, at)
	if err == nil {
		c.from, s.coach.compared = s, true
		s.app.show(c)
	}
	return err
}

// timed returns the run on the stage with its actions at times instead of steps: a
// step of one run is nothing to another.
func (s *stage) timed() sim.Spec {
	spec := s.tl.Spec()
	actions := append([]sim.Action{}, spec.Actions...)
	marks := s.tl.Marks()
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
	if c.from != nil && sameSpec(c.from.tl.Spec(), p.spec) {
		c.from.playing = false
		c.from.seekTime(c.clock)
		c.app.show(c.from)
		return
	}
	l := link.Of(p.spec, 0, c.app.lang)
	l.ByTime, l.Time = true, c.clock
	s, err := newStage(c.app, l)
	if err != nil {
		c.app.say(err.Error())
		return
	}
	c.app.show(s)
}
