//go:build !js

package app_test

import (
	"fmt"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/history"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// branched is a stage with n histories, which leave the one before each.
func branched(t testing.TB, n int) (*app.App, *stage.Stage, *fakeHost) {
	t.Helper()
	a, s, h := openPing(t)
	for i := range n - 1 {
		s.Run.ToStep(int64(100 + 20*i))
		tick(t, a, 3)
		s.Run.ToStep(int64(40 + 10*i))
		tick(t, a, 3)
		s.Acts.Do(fmt.Sprintf("lag(a-b,%dms)", 100+i))
		tick(t, a, 3)
	}
	branches, _ := s.Run.Tl.Branches()
	require.Len(t, branches, n)
	return a, s, h
}

func current(s *stage.Stage) int {
	_, i := s.Run.Tl.Branches()
	return i
}

func TestPressingAHistoryGoesThere(t *testing.T) {
	a, s, _ := branched(t, 3)
	require.Equal(t, 2, current(s))
	for i := range 3 {
		in := &input.Input{X: s.Transport.BarArea().X + s.Transport.BarArea().W - 5, Y: s.Histories.TreeY(i)}
		require.True(t, s.Histories.HoverTree(in) || s.Histories.Hover == i+1)
		in.Pressed = true
		s.Pointer.Pointer(in)
		tick(t, a, 3)
		require.Equal(t, i, current(s))
	}
	require.False(t, s.Pointer.PressTree(&input.Input{X: s.Histories.TreeX(2) - 40, Y: s.Histories.TreeY(2)}), "it has not begun there")
}

func TestTheTreeStandsBetweenCaptionAndMarksHoweverManyHistoriesThereAre(t *testing.T) {
	for _, n := range []int{2, 5, sim.MaxBranches} {
		a, s, _ := branched(t, n)
		for _, size := range [][2]int{{1280, 720}, {1920, 1080}, {390, 844}, {1000, 560}} {
			a.Resize(size[0], size[1], 1)
			tick(t, a, 2)
			c := s.Plan.CaptionArea()
			require.Greater(t, s.Histories.TreeY(n-1)-4, c.Y+c.H, "%d histories in %v", n, size)
			require.Less(t, s.Histories.TreeY(0)+4, s.Transport.BarArea().Y-36, "the labels of marks stand below")
			require.GreaterOrEqual(t, s.Histories.TreePitch(), float32(history.TreeNear))
			require.Greater(t, s.Plan.MapArea().H, float32(150))
			for i := range n {
				require.Equal(t, i+1, s.Histories.HistoryAt(&input.Input{X: s.Transport.BarArea().X + s.Transport.BarArea().W, Y: s.Histories.TreeY(i)}))
			}
		}
	}
}

func TestBracketsGoThroughTheHistories(t *testing.T) {
	a, s, _ := branched(t, 3)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeyBracketRight)
	require.Equal(t, 0, current(s), "from the last to the first")
	strike(t, a, f, ebiten.KeyBracketLeft)
	strike(t, a, f, ebiten.KeyBracketLeft)
	require.Equal(t, 1, current(s))
	require.Contains(t, a.Toast, "lag(a-b,100ms)", "nobody named it: it says what began it")
}

func TestAHistoryIsRenamedWithAKeyOrBeingPressedTwice(t *testing.T) {
	a, s, host := branched(t, 2)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeyH)
	require.True(t, a.Typing())
	enterText(t, a, host, "느린 링크")
	strike(t, a, f, ebiten.KeySpace) // typed, not played
	require.False(t, s.Run.Playing)
	strike(t, a, f, ebiten.KeyEnter)
	branches, _ := s.Run.Tl.Branches()
	require.Equal(t, "느린 링크", branches[1].Name)
	require.Equal(t, "느린 링크", s.Histories.HistoryLabel(1))
	require.False(t, a.Field.Open)

	strike(t, a, f, ebiten.KeyH)
	enterText(t, a, host, "뷁")
	strike(t, a, f, ebiten.KeyEscape)
	require.Equal(t, "느린 링크", s.Histories.HistoryLabel(1), "Escape keeps the old name")
	require.Equal(t, screen.Screen(s), a.Screen)

	in := &input.Input{X: s.Transport.BarArea().X + s.Transport.BarArea().W, Y: s.Histories.TreeY(1), Pressed: true}
	require.True(t, s.Pointer.PressTree(in))
	require.False(t, a.Field.Open)
	require.True(t, s.Pointer.PressTree(in))
	require.True(t, a.Field.Open)
	enterText(t, a, host, "  ")
	strike(t, a, f, ebiten.KeyTab)
	require.Equal(t, "2 · lag(a-b,100ms)", s.Histories.HistoryLabel(1), "without a name it has its number")
}

func TestNothingIsDoneWhileAnotherHistoryIsNotReached(t *testing.T) {
	a, s, _ := branched(t, 2)
	s.Acts.SwitchTo(0)
	require.False(t, s.Run.Tl.Settled())
	s.Acts.Do("crash(b)")
	require.Equal(t, words.Waiting.KO, a.Toast)
	tick(t, a, 3)
	s.Acts.Do("crash(b)")
	branches, _ := s.Run.Tl.Branches()
	require.Len(t, branches, 3)
}

func TestATreeOfHistoriesIsDrawnWithoutAllocating(t *testing.T) {
	a, s, _ := branched(t, 6)
	frame := func() {
		a.Painter.Begin(a.W, a.H, a.Unit)
		s.Draw(a.Painter)
		a.Painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(10, frame))
}
