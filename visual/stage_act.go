package visual

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// acts is what a person does to the run.
type acts struct {
	app       *Env
	run       *Run
	histories *histories
	signs     *signs
	side      *inspector
	follow    *cause
	menu      *menu
	coach     *coach
	at        screen // where it is done
}

// restart begins again with something changed; actions stay as they were.
func (a *acts) restart(change func(*sim.Spec) error) {
	spec := a.run.tl.Spec()
	spec.Params = spec.Params.Clone()
	if err := change(&spec); err != nil {
		a.app.say(err.Error())
		return
	}
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		a.app.say(err.Error())
		return
	}
	a.run.tl, a.run.drawn, a.run.clock, a.run.playing = tl, -1, 0, false
	a.signs.caused = a.signs.caused[:0]
	a.histories.reset()
	a.run.ease, *a.menu = ease{}, menu{}
	a.side.charts.reset()
	a.signs.hint = hint{}
	a.follow.unfollow()
}

// presetOf returns the preset that a run was made from, "" for none.
func (r *Run) presetOf(spec sim.Spec) string {
	for i := range r.sc.Presets {
		p := &r.sc.Presets[i]
		applied, err := r.sc.Apply(p, spec.Seed)
		if err == nil && applied.Params.Equal(spec.Params) && len(applied.Actions) == len(spec.Actions) &&
			slices.EqualFunc(applied.Actions, spec.Actions, func(a, b sim.Action) bool { return a.String() == b.String() }) {
			return p.ID
		}
	}
	return ""
}

// preset begins again with a preset: its settings and its scripted faults.
func (a *acts) preset(p *sim.Preset) {
	a.restart(func(spec *sim.Spec) error {
		applied, err := a.run.sc.Apply(p, spec.Seed)
		spec.Params, spec.Actions = applied.Params, applied.Actions
		return err
	})
	a.run.prepared = p.ID
}

// presentSoon opens present mode with the run's tour.
func (s *stage) presentSoon() {
	if err := s.app.doors.Present(s.run.tl.Spec(), s.link(), func() { s.app.show(s) }); err != nil {
		s.app.say(err.Error())
	}
}
