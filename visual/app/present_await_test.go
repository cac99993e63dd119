//go:build !js

package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

// longTour takes many pieces.
var longTour = strings.ReplaceAll(pingTour, "run until 2s", "run until 40s\nexpect time > 39s")

func TestATourIsRunPieceByPieceBehindAScreenThatCanBeLeft(t *testing.T) {
	a, _ := newApp(t, "")
	hands := takeHands(t)
	at := time.Unix(0, 0)
	a.Now = func() time.Time { at = at.Add(time.Millisecond); return at }
	sc := a.Catalogue[0]
	sc.Tour = sim.T(strings.Replace(longTour, "LANG", "ko", 1), strings.Replace(longTour, "LANG", "en", 1))

	a.Open("#/ping?v=1&beat=2")
	require.IsType(t, &present.Awaiting{}, a.Screen)
	text, err := a.Encode()
	require.NoError(t, err)
	require.Contains(t, text, "beat=2", "the address stays")
	hands.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &home.Home{}, a.Screen)

	a.Scenario(sc)
	hands.press(t, a, ebiten.KeyP)
	for i := 0; i < 5000 && !isPresent(a); i++ {
		tick(t, a, 1)
	}
	parsed, err := talk.Parse("ping/tour.ko.md", sc.Tour.KO)
	require.NoError(t, err)
	want, err := parsed.Show(a.Catalogue)
	require.NoError(t, err)
	require.Equal(t, want.Stops, a.Screen.(*present.Present).Show.Stops, "what was found in pieces is what is found at once")
}

func isPresent(a *app.App) bool {
	_, ok := a.Screen.(*present.Present)
	return ok
}

func TestTheNotesWindowHearsThatATalkWasLeftAndShowsItAgain(t *testing.T) {
	a, v, h := openTalk(t)
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("notes"))
	v.Leave()
	tick(t, a, 1)
	require.Empty(t, h.Probed("notes"))
	a.Talks.Start(a.Screen.(*stage.Stage).Run.Tl.Spec())
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("notes"))
}

func TestALinkClosesTheSheetOfKeysAndALanguageTheMenu(t *testing.T) {
	a, s, _ := openPing(t)
	s.Menu.OpenPresets(s)
	require.True(t, s.Menu.Open)
	a.SetLang(1 - a.Lang)
	require.False(t, s.Menu.Open)

	a.Help = true
	a.Open("#/")
	require.False(t, a.Help)
}
