//go:build !js

package app_test

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

func TestEveryPressedPlaceOfTheStageIsAStopWithinTheWindow(t *testing.T) {
	eachWindow(t, func(t *testing.T, a *app.App, s *stage.Stage) {
		reached := map[string]bool{}
		for _, spot := range s.ListStops() {
			reached[spot.ID] = true
			if (spot.ID == stage.StopLaws || spot.ID == stage.StopLaw) && (s.Env.Narrow() || s.Env.Small()) || spot.ID == stage.StopView && s.Env.Tabless() {
				continue // with the panel, when it is asked for; in the menu
			}
			r := paint.Rect{X: spot.Area.X, Y: spot.Area.Y, W: spot.Area.W, H: spot.Area.H}
			require.True(t, within(r, paint.Rect{X: 0, Y: 0, W: a.W, H: a.H}), "%s %v", spot.ID, r)
		}
		for _, id := range []string{screen.StopBack, stage.StopMap, stage.StopView, screen.StopTransport, screen.StopTimeline} {
			require.True(t, reached[id], id)
		}
		require.True(t, reached[stage.StopLaw] || reached[stage.StopLaws])
	})
}

func TestAStopIsPressedAsItsPlaceIs(t *testing.T) {
	a, s, _ := openPing(t)
	s.PressStop(screen.StopTransport, 2)
	tick(t, a, 2)
	require.EqualValues(t, 1, s.Run.Tl.Cursor())
	s.PressStop(screen.StopTransport, 0)
	tick(t, a, 2)
	require.Zero(t, s.Run.Tl.Cursor())
	s.PressStop(stage.StopView, int(play.ViewBoth))
	require.Equal(t, play.ViewBoth, s.Plan.View)
	s.PressStop(screen.StopTimeline, 0)
	require.True(t, s.Run.Playing)
	s.PressStop(stage.StopLaw, 0)
	require.Equal(t, "백 번보다 적어요.", a.Toast)
	s.PressStop(stage.StopMap, 0)
	require.True(t, s.Menu.Open, "the menu of the first part")
	s.Menu.Open = false
	s.PressStop(screen.StopBack, 0)
	require.IsType(t, &home.Home{}, a.Screen)
}

func TestArrowsOnTheMapChooseParts(t *testing.T) {
	_, s, _ := openPing(t)
	f := takeHands(t)
	seen := []model.Part{}
	for _, key := range []ebiten.Key{ebiten.KeyRight, ebiten.KeyDown, ebiten.KeyRight, ebiten.KeyLeft} {
		f.keyPressed[key] = true
		require.True(t, s.ArrowsOnMap())
		clear(f.keyPressed)
		seen = append(seen, s.Run.Selected)
	}
	a, b := model.Part{Kind: model.Node, Node: 0}, model.Part{Kind: model.Node, Node: 1}
	require.Equal(t, []model.Part{a, b, {Kind: model.Link, From: 0, To: 1}, b}, seen)
}

func TestLawsThatShowOnlySignsAreNamedInAMenu(t *testing.T) {
	a, s, _ := openPing(t)
	a.Resize(844, 390, 1)
	tick(t, a, 2)
	require.True(t, s.Side.LawsInRow())
	s.PressStop(stage.StopLaws, 0)
	require.True(t, s.Menu.Open)
	require.Equal(t, "백 번 미만", s.Menu.Items[0].Text)
	s.Menu.Items[0].Choose()
	require.Equal(t, "백 번보다 적어요.", a.Toast)
}

// voice keeps what screen readers are told.
type voice struct {
	*fakeHost
	polite, urgent, langs []string
}

func (v *voice) Announce(text, _ string) { v.polite = append(v.polite, text) }

func (v *voice) Alert(text, _ string) { v.urgent = append(v.urgent, text) }

func (v *voice) Language(lang string) { v.langs = append(v.langs, lang) }

func listen(a *app.App) (v *voice, later func(time.Duration)) {
	v = &voice{fakeHost: a.Host.(*fakeHost)}
	a.Host = v
	at := time.Unix(1, 0)
	a.Now = func() time.Time { return at }
	a.Speech = screen.Speech{}
	return v, func(d time.Duration) { at = at.Add(d) }
}

func TestQuickStepsAreReadOnceAndTheNewestWins(t *testing.T) {
	a, s, _ := openPing(t)
	v, later := listen(a)
	for range 10 {
		s.Step(1)
		tick(t, a, 1)
	}
	require.Len(t, v.polite, 1)
	later(screen.SpeechEvery)
	tick(t, a, 1)
	require.Len(t, v.polite, 2)
	require.Equal(t, s.Caption.Plain, v.polite[1])
	later(time.Minute)
	tick(t, a, 5)
	require.Len(t, v.polite, 2)
}

func TestABrokenLawInterruptsWhatIsRead(t *testing.T) {
	a, s, _ := openPing(t)
	v, later := listen(a)
	for step := int64(1); s.Run.Tl.Run().LawState(0).Broken == 0; step++ {
		s.Run.ToStep(step)
		tick(t, a, 3)
	}
	later(screen.SpeechEvery)
	tick(t, a, 2)
	require.Len(t, v.urgent, 1)
	require.Contains(t, v.urgent[0], "불변식이 깨졌어요")
	require.Contains(t, v.urgent[0], s.Caption.Plain)
}

func TestTheHostIsToldTheLanguageOfALinkAndOfAChoice(t *testing.T) {
	a, _, _ := openPing(t)
	v, _ := listen(a)
	a.Open("#/ping?v=1&lang=en")
	a.SetLang(sim.KO)
	require.Equal(t, []string{"en", "ko"}, v.langs)
}
