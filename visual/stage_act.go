package visual

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// restart begins again with something changed; actions stay as they were.
func (s *stage) restart(change func(*sim.Spec) error) {
	spec := s.tl.Spec()
	spec.Params = spec.Params.Clone()
	if err := change(&spec); err != nil {
		s.app.say(err.Error())
		return
	}
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		s.app.say(err.Error())
		return
	}
	s.tl, s.drawn, s.clock, s.playing = tl, -1, 0, false
	s.caused, s.histories = s.caused[:0], histories{}
	s.ease, s.menu = ease{}, menu{}
	s.charts.reset()
	s.hint = hint{}
	s.unfollow()
}

// presetOf returns the preset that a run was made from, "" for none.
func (s *stage) presetOf(spec sim.Spec) string {
	for i := range s.sc.Presets {
		p := &s.sc.Presets[i]
		applied, err := s.sc.Apply(p, spec.Seed)
		if err == nil && applied.Params.Equal(spec.Params) && len(applied.Actions) == len(spec.Actions) &&
			slices.EqualFunc(applied.Actions, spec.Actions, func(a, b sim.Action) bool { return a.String() == b.String() }) {
			return p.ID
		}
	}
	return ""
}

// preset begins again with a preset: its settings and its scripted faults.
func (s *stage) preset(p *sim.Preset) {
	s.restart(func(spec *sim.Spec) error {
		applied, err := s.sc.Apply(p, spec.Seed)
		spec.Params, spec.Actions = applied.Params, applied.Actions
		return err
	})
	s.prepared = p.ID
}
