//go:build !js

package visual

import (
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// longTour takes many pieces.
var longTour = strings.ReplaceAll(pingTour, "run until 2s", "run until 40s\nexpect time > 39s")

func TestATourIsRunPieceByPieceBehindAScreenThatCanBeLeft(t *testing.T) {
	a, _ := newApp(t, "")
	hands := takeHands(t)
	at := time.Unix(0, 0)
	a.now = func() time.Time { at = at.Add(time.Millisecond); return at }
	sc := a.catalogue[0]
	sc.Tour = sim.T(strings.Replace(longTour, "LANG", "ko", 1), strings.Replace(longTour, "LANG", "en", 1))

	a.open("#/ping?v=1&beat=2")
	require.IsType(t, &awaiting{}, a.screen)
	text, err := a.encode()
	require.NoError(t, err)
	require.Contains(t, text, "beat=2", "the address stays")
	hands.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &home{}, a.screen)

	a.Scenario(sc)
	hands.press(t, a, ebiten.KeyP)
	for i := 0; i < 5000 && !isPresent(a); i++ {
		tick(t, a, 1)
	}
	parsed, err := talk.Parse("ping/tour.ko.md", sc.Tour.KO)
	require.NoError(t, err)
	want, err := parsed.Show(a.catalogue)
	require.NoError(t, err)
	require.Equal(t, want.Stops, a.screen.(*present).show.Stops, "what was found in pieces is what is found at once")
}

func isPresent(a *App) bool {
	_, ok := a.screen.(*present)
	return ok
}

func TestTheNotesWindowHearsThatATalkWasLeftAndShowsItAgain(t *testing.T) {
	a, v, h := openTalk(t)
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("notes"))
	v.leave()
	tick(t, a, 1)
	require.Empty(t, h.Probed("notes"))
	a.talks.start(a.screen.(*stage).run.tl.Spec())
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("notes"))
}

func TestALinkClosesTheSheetOfKeysAndALanguageTheMenu(t *testing.T) {
	a, s, _ := openPing(t)
	s.menu.openPresets(s)
	require.True(t, s.menu.open)
	a.setLang(1 - a.lang)
	require.False(t, s.menu.open)

	a.help = true
	a.open("#/")
	require.False(t, a.help)
}
