//go:build !js

package app_test

import (
	"context"
	"image"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/camera"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/golden"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

const stored = "../testdata/pictures"

// also compared by the page's own test

// screens are what the stored pictures show; open does what a link does not say.
var screens = []struct {
	name, link string
	open       func(a *app.App)
	all        bool // in both languages with both themes, not in one each
}{
	{name: "home", all: true},
	{name: "search", open: func(a *app.App) { h := a.Screen.(*home.Home); h.Query = "ㅅㅋ"; h.Restyle() }},
	{name: "keys", open: func(a *app.App) { a.Help = true }},
	{name: "bad-link", open: func(a *app.App) { a.Open("#/no-such-thing?v=1") }},
	{name: "map", link: "#/load-balancing?v=1&at=9000", all: true},
	{name: "lanes", link: "#/saga?v=1&at=700&view=lanes&tab=state", open: selectNode(1)},
	{name: "both", link: "#/circuit-breaker?v=1&at=4000&view=both&tab=metrics"},
	{name: "ring", link: "#/consistent-hashing?v=1&at=6400&tab=code"},
	{name: "about", link: "#/replication?v=1", open: func(a *app.App) { a.Screen.(*stage.Stage).About.Show() }},
	{name: "tree", link: "#/replication?v=1&at=2000", open: branchTwice},
	{name: "compare", link: "#/load-balancing?v=1&p=serviceMs:10&a=5s:slow(s4,4)&vs=policy:p2c,serviceMs:10,5s:slow(s4,4)&at=8s"},
	{name: "present", link: "#/circuit-breaker?v=1", open: presentBeat(1, false)},
	{name: "question", link: "#/circuit-breaker?v=1", open: presentBeat(1, true)},
}

func selectNode(id int32) func(a *app.App) {
	return func(a *app.App) { a.Screen.(*stage.Stage).Run.Selected = model.Part{Kind: model.Node, Node: id} }
}

// branchTwice acts in a run, goes back and acts otherwise: two histories.
func branchTwice(a *app.App) {
	s := a.Screen.(*stage.Stage)
	for _, step := range []int64{2000, 1000} {
		s.Run.ToStep(step)
		s.Run.Tl.Settle()
		s.Acts.Do("crash(p)")
		s.Run.Tl.Settle()
	}
	a.Toast = ""
}

// presentBeat opens a beat of the tour at rest, from the given one on the first with a
// question if one is wanted.
func presentBeat(from int, asks bool) func(a *app.App) {
	return func(a *app.App) {
		a.Talks.Start(a.Screen.(*stage.Stage).Run.Tl.Spec())
		v := a.Screen.(*present.Present)
		for from < len(v.Show.Stops)-1 && asks && v.Show.Stops[from].Ask == nil {
			from++
		}
		v.GoTo(from, false)
		v.Arrive()
		if asks {
			v.OpenAsk()
		}
	}
}

// eachScreen puts every screen before a camera, in the languages and themes that are
// stored.
func eachScreen(t *testing.T, check func(t *testing.T, name string, c *camera.Camera)) {
	t.Helper()
	for _, s := range screens {
		for _, lang := range []sim.Lang{sim.KO, sim.EN} {
			for _, light := range []bool{false, true} {
				if !s.all && light != (lang == sim.EN) {
					continue
				}
				name := s.name + "-" + lang.String() + map[bool]string{false: "-dark", true: "-light"}[light]
				t.Run(name, func(t *testing.T) {
					c, err := camera.NewCamera(context.Background(), scenarios.All, realSource, camera.Shot{Link: s.link, Width: 1280, Height: 720, Light: light, Lang: lang.String()})
					require.NoError(t, err)
					require.NoError(t, c.Rest())
					if s.open != nil {
						s.open(c.App)
						require.NoError(t, c.Rest())
					}
					check(t, name, c)
				})
			}
		}
	}
}

func TestEveryScreenLooksAsItsStoredPicture(t *testing.T) {
	eachScreen(t, func(t *testing.T, name string, c *camera.Camera) { golden.Compare(t, stored, name, c.Take()) })
}

func TestTheWindowDrawsEveryScreenAsItsStoredPicture(t *testing.T) {
	displaytest.Need(t)
	screen := ebiten.NewImage(1280, 720)
	defer screen.Deallocate()
	eachScreen(t, func(t *testing.T, name string, c *camera.Camera) {
		if name[len(name)-3:] == "ght" && testing.Short() {
			t.Skip("the other theme is enough")
		}
		for range 2 { // a full atlas is empty in the next frame
			c.App.Dirty = true
			c.App.Draw(screen)
		}
		got := image.NewRGBA(screen.Bounds())
		screen.ReadPixels(got.Pix)
		golden.Compare(t, stored, name, got)
	})
}
