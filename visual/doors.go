package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// Home implements Doors.
func (a *App) Home() { a.show(newHome(a.Env)) }

// Refuse implements Doors.
func (a *App) Refuse(err error) { a.show(newBadLink(a.Env, err)) }

// Scenario implements Doors.
func (a *App) Scenario(sc *sim.Scenario) {
	if err := a.Run(link.Link{ID: sc.ID, Seed: sim.DefaultSeed, Params: sc.Defaults()}); err != nil {
		a.Refuse(err)
	}
}

// Run implements Doors.
func (a *App) Run(l link.Link) error {
	s, err := newStage(a.Env, l)
	if err == nil {
		a.show(s)
	}
	return err
}

// Guide implements Doors.
func (a *App) Guide() {
	a.host.Keep(welcomed, "1")
	a.Scenario(a.catalogue[0])
	if s, ok := a.screen.(*stage); ok {
		s.guide()
	}
}

// Compare implements Doors.
func (a *App) Compare(specs []sim.Spec, at sim.Time, back func(spec sim.Spec, at sim.Time) bool) error {
	c, err := newCompare(a.Env, specs, at)
	if err == nil {
		c.back = back
		a.show(c)
	}
	return err
}

// openCompare opens a link with several runs.
func (a *App) openCompare(l link.Link) error {
	specs, err := link.Runs(l, a.catalogue)
	if err != nil {
		return err
	}
	c, err := newCompare(a.Env, specs, l.Time)
	if err != nil {
		return err
	}
	if !l.ByTime && l.At > 0 {
		c.goToStep(l.At)
	}
	a.show(c)
	return nil
}

// Present implements Doors.
func (a *App) Present(spec sim.Spec, l link.Link, back func()) error {
	return a.talks.soon(spec, l, back)
}

// Talk opens present mode with a talk, at its first beat.
func (a *App) Talk(show *talk.Show) error { return a.talks.present(show) }

// RefuseTalk implements Doors.
func (a *App) RefuseTalk(err error) { a.show(newBadTalk(a.Env, err)) }

// Resume implements Doors.
func (a *App) Resume(tl *sim.Timeline, view string) { a.show(resumed(a.Env, tl, view)) }
