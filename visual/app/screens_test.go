//go:build !js

package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
)

func TestAMarkUnderThePointerSaysWhatHappened(t *testing.T) {
	a, s, _ := openPing(t)
	s.Acts.Preset(&s.Run.Sc.Presets[1]) // b crashes at 2 s
	tick(t, a, 50)
	require.NotEmpty(t, s.Run.Tl.Marks())
	x, y := s.Transport.XAt(2*sim.Second), s.Transport.BarArea().Y

	require.True(t, s.Signs.HoverMark(&input.Input{X: x, Y: y}))
	require.Contains(t, s.Signs.Hint.Text, "나")
	require.False(t, s.Signs.HoverMark(&input.Input{X: x + 1, Y: y}), "still the same mark")
	require.True(t, s.Signs.HoverMark(&input.Input{X: x + 60, Y: y}))
	require.Empty(t, s.Signs.Hint.Text)
}

func TestANarrowWindowHidesThePanelUntilItIsAskedFor(t *testing.T) {
	a, s, _ := openPing(t)
	a.Resize(860, 640, 1)
	require.True(t, s.Env.Narrow())
	require.Greater(t, s.Plan.Panel().X, a.W)
	wide := s.Plan.ModelArea().W

	button := s.Plan.SideButton()
	s.Pointer.Pointer(&input.Input{X: button.X + 5, Y: button.Y + 5, Pressed: true})
	require.Less(t, s.Plan.Panel().X+s.Plan.Panel().W, a.W)
	require.Less(t, s.Plan.ModelArea().W, wide)
}

func TestHomeScrollsNoFurtherThanItsCards(t *testing.T) {
	a, _ := newApp(t, "")
	h := a.Screen.(*home.Home)
	h.Scroll = 5000
	h.Place()
	require.Zero(t, h.Scroll, "one card needs no scrolling")
}

func TestFourCardsStandBesideEachOtherInTheDesignsWindow(t *testing.T) {
	a, _ := newApp(t, "")
	require.Equal(t, 4, a.Screen.(*home.Home).Across())
}
