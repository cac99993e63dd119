//go:build !js

package visual

import (
	"context"
	"image"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/golden"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

const stored = "testdata/pictures" // also compared by the page's own test

// screens are what the stored pictures show; open does what a link does not say.
var screens = []struct {
	name, link string
	open       func(a *App)
	all        bool // in both languages with both themes, not in one each
}{
	{name: "home", all: true},
	{name: "search", open: func(a *App) { h := a.screen.(*home); h.query = "ㅅㅋ"; h.restyle() }},
	{name: "keys", open: func(a *App) { a.help = true }},
	{name: "bad-link", open: func(a *App) { a.open("#/no-such-thing?v=1") }},
	{name: "map", link: "#/load-balancing?v=1&at=9000", all: true},
	{name: "lanes", link: "#/saga?v=1&at=700&view=lanes&tab=state", open: selectNode(1)},
	{name: "both", link: "#/circuit-breaker?v=1&at=4000&view=both&tab=metrics"},
	{name: "ring", link: "#/consistent-hashing?v=1&at=6400&tab=code"},
	{name: "about", link: "#/replication?v=1", open: func(a *App) { a.screen.(*stage).about.show() }},
	{name: "tree", link: "#/replication?v=1&at=2000", open: branchTwice},
	{name: "compare", link: "#/load-balancing?v=1&p=serviceMs:10&a=5s:slow(s4,4)&vs=policy:p2c,serviceMs:10,5s:slow(s4,4)&at=8s"},
	{name: "present", link: "#/circuit-breaker?v=1", open: presentBeat(1, false)},
	{name: "question", link: "#/circuit-breaker?v=1", open: presentBeat(1, true)},
}

func selectNode(id int32) func(a *App) {
	return func(a *App) { a.screen.(*stage).run.selected = model.Part{Kind: model.Node, Node: id} }
}

// branchTwice acts in a run, goes back and acts otherwise: two histories.
func branchTwice(a *App) {
	s := a.screen.(*stage)
	for _, step := range []int64{2000, 1000} {
		s.run.seek(step)
		s.run.tl.Settle()
		s.acts.do("crash(p)")
		s.run.tl.Settle()
	}
	a.toast = ""
}

// presentBeat opens a beat of the tour at rest, from the given one on the first with a
// question if one is wanted.
func presentBeat(from int, asks bool) func(a *App) {
	return func(a *App) {
		a.talks.start(a.screen.(*stage).run.tl.Spec())
		v := a.screen.(*present)
		for from < len(v.show.Stops)-1 && asks && v.show.Stops[from].Ask == nil {
			from++
		}
		v.goTo(from, false)
		v.arrive()
		if asks {
			v.openAsk()
		}
	}
}

// eachScreen puts every screen before a camera, in the languages and themes that are
// stored.
func eachScreen(t *testing.T, check func(t *testing.T, name string, c *camera)) {
	t.Helper()
	for _, s := range screens {
		for _, lang := range []sim.Lang{sim.KO, sim.EN} {
			for _, light := range []bool{false, true} {
				if !s.all && light != (lang == sim.EN) {
					continue
				}
				name := s.name + "-" + lang.String() + map[bool]string{false: "-dark", true: "-light"}[light]
				t.Run(name, func(t *testing.T) {
					c, err := newCamera(context.Background(), scenarios.All, realSource, Shot{Link: s.link, Width: 1280, Height: 720, Light: light, Lang: lang.String()})
					require.NoError(t, err)
					require.NoError(t, c.rest())
					if s.open != nil {
						s.open(c.app)
						require.NoError(t, c.rest())
					}
					check(t, name, c)
				})
			}
		}
	}
}

func TestEveryScreenLooksAsItsStoredPicture(t *testing.T) {
	eachScreen(t, func(t *testing.T, name string, c *camera) { golden.Compare(t, stored, name, c.take()) })
}

func TestTheWindowDrawsEveryScreenAsItsStoredPicture(t *testing.T) {
	displaytest.Need(t)
	screen := ebiten.NewImage(1280, 720)
	defer screen.Deallocate()
	eachScreen(t, func(t *testing.T, name string, c *camera) {
		if name[len(name)-3:] == "ght" && testing.Short() {
			t.Skip("the other theme is enough")
		}
		for range 2 { // a full atlas is empty in the next frame
			c.app.dirty = true
			c.app.Draw(screen)
		}
		got := image.NewRGBA(screen.Bounds())
		screen.ReadPixels(got.Pix)
		golden.Compare(t, stored, name, got)
	})
}
