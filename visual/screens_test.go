//go:build !js

package visual

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

func TestAMarkUnderThePointerSaysWhatHappened(t *testing.T) {
	a, s, _ := openPing(t)
	s.acts.preset(&s.run.sc.Presets[1]) // b crashes at 2 s
	tick(t, a, 50)
	require.NotEmpty(t, s.run.tl.Marks())
	x, y := s.transport.xAt(2*sim.Second), s.transport.barArea().Y

	require.True(t, s.signs.hoverMark(&input{x: x, y: y}))
	require.Contains(t, s.signs.hint.text, "나")
	require.False(t, s.signs.hoverMark(&input{x: x + 1, y: y}), "still the same mark")
	require.True(t, s.signs.hoverMark(&input{x: x + 60, y: y}))
	require.Empty(t, s.signs.hint.text)
}

func TestANarrowWindowHidesThePanelUntilItIsAskedFor(t *testing.T) {
	a, s, _ := openPing(t)
	a.resize(860, 640, 1)
	require.True(t, s.app.narrow())
	require.Greater(t, s.plan.panel().X, a.w)
	wide := s.plan.modelArea().W

	button := s.plan.sideButton()
	s.pointer.pointer(&input{x: button.X + 5, y: button.Y + 5, pressed: true})
	require.Less(t, s.plan.panel().X+s.plan.panel().W, a.w)
	require.Less(t, s.plan.modelArea().W, wide)
}

func TestHomeScrollsNoFurtherThanItsCards(t *testing.T) {
	a, _ := newApp(t, "")
	h := a.screen.(*home)
	h.scroll = 5000
	h.place()
	require.Zero(t, h.scroll, "one card needs no scrolling")
}

func TestFourCardsStandBesideEachOtherInTheDesignsWindow(t *testing.T) {
	a, _ := newApp(t, "")
	require.Equal(t, 4, a.screen.(*home).across())
}
