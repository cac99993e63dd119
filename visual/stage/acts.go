package stage

import (
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage/history"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/tour"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// compareNow opens the run on the stage beside what it is compared with first.
func (a *acts) compareNow() {
	spec := a.run.Timed()
	other, err := versus.Against(spec)
	if err == nil {
		at := a.run.Clock
		if at == 0 {
			at = -1
		}
		err = a.showCompare(at, a.run.Tl.Spec(), other)
	}
	if err != nil {
		a.env.Say(err.Error())
	}
}

// CompareBoth opens the naive preset beside the right one.
func (a *acts) CompareBoth() {
	if len(a.run.Sc.Presets) < 2 {
		return
	}
	var specs [2]sim.Spec
	at := sim.Time(-1)
	for i := range specs {
		p := &a.run.Sc.Presets[i]
		made, err := a.run.Sc.Apply(p, a.run.Tl.Run().Spec().Seed)
		if err != nil {
			a.env.Say(err.Error())
			return
		}
		specs[i] = made
		if a.run.Prepared == p.ID && a.run.Clock > 0 {
			at = a.run.Clock
		}
	}
	if err := a.showCompare(at, specs[0], specs[1]); err != nil {
		a.env.Say(err.Error())
	}
}

func (a *acts) showCompare(at sim.Time, specs ...sim.Spec) error {
	err := a.env.Doors.Compare(specs, at, a.resume)
	a.coach.compared = a.coach.compared || err == nil
	return err
}

// resume comes back to a run at a time, with all its histories, if it is the one here.
func (a *acts) resume(spec sim.Spec, at sim.Time) bool {
	if !tour.Same(a.run.Tl.Spec(), spec) {
		return false
	}
	a.run.Playing = false
	a.run.ToTime(at)
	a.env.Show(a.at)
	return true
}

// SwitchTo goes to another history, in pieces as seeking does.
func (a *acts) SwitchTo(branch int) {
	if _, current := a.run.Tl.Branches(); branch == current || a.run.Tl.Switch(branch) != nil {
		return
	}
	a.run.Playing, a.run.Ease.On, a.run.Drawn = false, false, -1
	a.signs.Hint, a.histories.Arriving = Hint{}, true
	a.side.Charts.Reset()
	a.env.Announce(words.Histories.In(a.env.Lang)+" "+a.histories.HistoryLabel(branch), true)
}

// Do acts on the run at the cursor.
func (a *acts) Do(call string) {
	if a.histories.Going() {
		a.env.Say(words.Waiting.In(a.env.Lang))
		return
	}
	action, err := sim.ParsePress(call, a.run.Tl.Run().Now())
	if err == nil {
		a.run.Tl.SeekStep(a.run.Tl.Cursor())
		err = a.run.Tl.Do(action)
	}
	if err != nil {
		a.env.Say(sim.Reason(err, a.env.Lang))
		return
	}
	a.run.Drawn, a.run.Ease.On = -1, false
	a.side.Charts.Reset()
}

// reseed runs the same thing under the next seed.
func (a *acts) reseed(by int64) {
	a.restart(func(spec *sim.Spec) error {
		spec.Seed += uint64(by)
		return nil
	})
}

// Cause carries out a fault button's actions, one after the other.
func (a *acts) Cause(id string) {
	for _, f := range a.run.Sc.Faults {
		if f.ID != id {
			continue
		}
		for _, call := range f.Do {
			a.Do(call)
		}
	}
}

// SetParam changes a parameter: at the start of a run, or when the run reads it
// only then, by running anew; later by an action at the cursor.
func (a *acts) SetParam(id string, value int64) {
	id, element, isElement := strings.Cut(id, ":")
	for i := range a.run.Sc.Params {
		p := &a.run.Sc.Params[i]
		if p.ID != id {
			continue
		}
		values := append([]int64(nil), a.run.Tl.Run().Param(i)...)
		at := 0
		if isElement {
			at, _ = strconv.Atoi(element)
		}
		if at >= len(values) || values[at] == value {
			return
		}
		values[at] = value
		a.run.Prepared = ""
		if p.Fixed || a.run.Tl.Cursor() == 0 {
			a.restart(func(spec *sim.Spec) error { return a.run.Sc.Set(spec.Params, id, p.Format(values)) })
			return
		}
		a.Do("set(" + id + "," + p.Format(values) + ")")
		return
	}
}

// acts is what a person does to the run.
type acts struct {
	env       *screen.Env
	run       *play.Run
	histories *history.Tree
	signs     *signs
	side      *inspect.Inspector
	follow    *follow.Follow
	menu      *Menu
	coach     *coach
	at        screen.Screen // where it is done
}

// restart begins again with something changed; actions stay as they were.
func (a *acts) restart(change func(*sim.Spec) error) {
	spec := a.run.Tl.Spec()
	spec.Params = spec.Params.Clone()
	if err := change(&spec); err != nil {
		a.env.Say(err.Error())
		return
	}
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		a.env.Say(err.Error())
		return
	}
	a.run.Tl, a.run.Drawn, a.run.Clock, a.run.Playing = tl, -1, 0, false
	a.signs.caused = a.signs.caused[:0]
	a.histories.Reset()
	a.run.Ease, *a.menu = play.Ease{}, Menu{}
	a.side.Charts.Reset()
	a.signs.Hint = Hint{}
	a.follow.Unfollow()
}

// Preset begins again with a preset: its settings and its scripted faults.
func (a *acts) Preset(p *sim.Preset) {
	a.restart(func(spec *sim.Spec) error {
		applied, err := a.run.Sc.Apply(p, spec.Seed)
		spec.Params, spec.Actions = applied.Params, applied.Actions
		return err
	})
	a.run.Prepared = p.ID
}

// presentSoon opens present mode with the run's tour.
func (s *Stage) presentSoon() {
	if err := s.Env.Doors.Present(s.Run.Tl.Spec(), s.Link(), func() { s.Env.Show(s) }); err != nil {
		s.Env.Say(err.Error())
	}
}
