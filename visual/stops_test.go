//go:build !js

package visual

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

func TestEveryPressedPlaceOfTheStageIsAStopWithinTheWindow(t *testing.T) {
	eachWindow(t, func(t *testing.T, a *App, s *stage) {
		reached := map[string]bool{}
		for _, spot := range s.listStops() {
			reached[spot.ID] = true
			if (spot.ID == stopLaws || spot.ID == stopLaw) && (s.app.narrow() || s.app.small()) || spot.ID == stopView && s.app.tabless() {
				continue // with the panel, when it is asked for; in the menu
			}
			r := paint.Rect{X: spot.Area.X, Y: spot.Area.Y, W: spot.Area.W, H: spot.Area.H}
			require.True(t, within(r, paint.Rect{X: 0, Y: 0, W: a.w, H: a.h}), "%s %v", spot.ID, r)
		}
		for _, id := range []string{stopBack, stopMap, stopView, stopTransport, stopTimeline} {
			require.True(t, reached[id], id)
		}
		require.True(t, reached[stopLaw] || reached[stopLaws])
	})
}

func TestAStopIsPressedAsItsPlaceIs(t *testing.T) {
	a, s, _ := openPing(t)
	s.pressStop(stopTransport, 2)
	tick(t, a, 2)
	require.EqualValues(t, 1, s.run.tl.Cursor())
	s.pressStop(stopTransport, 0)
	tick(t, a, 2)
	require.Zero(t, s.run.tl.Cursor())
	s.pressStop(stopView, int(viewBoth))
	require.Equal(t, viewBoth, s.plan.view)
	s.pressStop(stopTimeline, 0)
	require.True(t, s.run.playing)
	s.pressStop(stopLaw, 0)
	require.Equal(t, "백 번보다 적어요.", a.toast)
	s.pressStop(stopMap, 0)
	require.True(t, s.menu.open, "the menu of the first part")
	s.menu.open = false
	s.pressStop(stopBack, 0)
	require.IsType(t, &home{}, a.screen)
}

func TestArrowsOnTheMapChooseParts(t *testing.T) {
	_, s, _ := openPing(t)
	f := takeHands(t)
	seen := []model.Part{}
	for _, key := range []ebiten.Key{ebiten.KeyRight, ebiten.KeyDown, ebiten.KeyRight, ebiten.KeyLeft} {
		f.keyPressed[key] = true
		require.True(t, s.arrowsOnMap())
		clear(f.keyPressed)
		seen = append(seen, s.run.selected)
	}
	a, b := model.Part{Kind: model.Node, Node: 0}, model.Part{Kind: model.Node, Node: 1}
	require.Equal(t, []model.Part{a, b, {Kind: model.Link, From: 0, To: 1}, b}, seen)
}

func TestLawsThatShowOnlySignsAreNamedInAMenu(t *testing.T) {
	a, s, _ := openPing(t)
	a.resize(844, 390, 1)
	tick(t, a, 2)
	require.True(t, s.side.lawsInRow())
	s.pressStop(stopLaws, 0)
	require.True(t, s.menu.open)
	require.Equal(t, "백 번 미만", s.menu.items[0].text)
	s.menu.choose(s, 0)
	require.Equal(t, "백 번보다 적어요.", a.toast)
}

// voice keeps what screen readers are told.
type voice struct {
	*fakeHost
	polite, urgent, langs []string
}

func (v *voice) Announce(text, _ string) { v.polite = append(v.polite, text) }
func (v *voice) Alert(text, _ string)    { v.urgent = append(v.urgent, text) }
func (v *voice) Language(lang string)    { v.langs = append(v.langs, lang) }

func listen(a *App) (v *voice, later func(time.Duration)) {
	v = &voice{fakeHost: a.host.(*fakeHost)}
	a.host = v
	at := time.Unix(1, 0)
	a.now = func() time.Time { return at }
	a.speech = speech{}
	return v, func(d time.Duration) { at = at.Add(d) }
}

func TestQuickStepsAreReadOnceAndTheNewestWins(t *testing.T) {
	a, s, _ := openPing(t)
	v, later := listen(a)
	for range 10 {
		s.step(1)
		tick(t, a, 1)
	}
	require.Len(t, v.polite, 1)
	later(speechEvery)
	tick(t, a, 1)
	require.Len(t, v.polite, 2)
	require.Equal(t, s.caption.plain, v.polite[1])
	later(time.Minute)
	tick(t, a, 5)
	require.Len(t, v.polite, 2)
}

func TestABrokenLawInterruptsWhatIsRead(t *testing.T) {
	a, s, _ := openPing(t)
	v, later := listen(a)
	for step := int64(1); s.run.tl.Run().LawState(0).Broken == 0; step++ {
		s.run.seek(step)
		tick(t, a, 3)
	}
	later(speechEvery)
	tick(t, a, 2)
	require.Len(t, v.urgent, 1)
	require.Contains(t, v.urgent[0], "불변식이 깨졌어요")
	require.Contains(t, v.urgent[0], s.caption.plain)
}

func TestTheHostIsToldTheLanguageOfALinkAndOfAChoice(t *testing.T) {
	a, _, _ := openPing(t)
	v, _ := listen(a)
	a.open("#/ping?v=1&lang=en")
	a.setLang(sim.KO)
	require.Equal(t, []string{"en", "ko"}, v.langs)
}
