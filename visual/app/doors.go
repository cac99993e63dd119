package app

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/compare"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

// Home implements Doors.
func (a *App) Home() { a.Show(home.New(a.Env)) }

// Refuse implements Doors.
func (a *App) Refuse(err error) { a.Show(newBadLink(a.Env, err)) }

// Scenario implements Doors.
func (a *App) Scenario(sc *sim.Scenario) {
	if err := a.Run(link.Link{ID: sc.ID, Seed: sim.DefaultSeed, Params: sc.Defaults()}); err != nil {
		a.Refuse(err)
	}
}

// Run implements Doors.
func (a *App) Run(l link.Link) error {
	s, err := stage.New(a.Env, l)
	if err == nil {
		a.Show(s)
	}
	return err
}

// Guide implements Doors.
func (a *App) Guide() {
	a.Host.Keep(home.Welcomed, "1")
	a.Scenario(a.Catalogue[0])
	if s, ok := a.Screen.(*stage.Stage); ok {
		s.Guide()
	}
}

// Compare implements Doors.
func (a *App) Compare(specs []sim.Spec, at sim.Time, back func(spec sim.Spec, at sim.Time) bool) error {
	c, err := compare.New(a.Env, specs, at)
	if err == nil {
		c.Back = back
		a.Show(c)
	}
	return err
}

// openCompare opens a link with several runs.
func (a *App) openCompare(l link.Link) error {
	specs, err := link.Runs(l, a.Catalogue)
	if err != nil {
		return err
	}
	c, err := compare.New(a.Env, specs, l.Time)
	if err != nil {
		return err
	}
	if !l.ByTime && l.At > 0 {
		c.GoToStep(l.At)
	}
	a.Show(c)
	return nil
}

// Present implements Doors.
func (a *App) Present(spec sim.Spec, l link.Link, back func()) error {
	return a.Talks.Soon(spec, l, back)
}

// Talk opens present mode with a talk, at its first beat.
func (a *App) Talk(show *talk.Show) error { return a.Talks.Present(show) }

// RefuseTalk implements Doors.
func (a *App) RefuseTalk(err error) { a.Show(newBadTalk(a.Env, err)) }

// Resume implements Doors.
func (a *App) Resume(tl *sim.Timeline, view string) { a.Show(stage.Resumed(a.Env, tl, view)) }
