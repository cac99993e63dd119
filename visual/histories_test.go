//go:build !js

package visual

import (
	"fmt"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// branched is a stage with n histories, which leave the one before each.
func branched(t testing.TB, n int) (*App, *stage, *fakeHost) {
	t.Helper()
	a, s, h := openPing(t)
	for i := range n - 1 {
		s.run.seek(int64(100 + 20*i))
		tick(t, a, 3)
		s.run.seek(int64(40 + 10*i))
		tick(t, a, 3)
		s.acts.do(fmt.Sprintf("lag(a-b,%dms)", 100+i))
		tick(t, a, 3)
	}
	branches, _ := s.run.tl.Branches()
	require.Len(t, branches, n)
	return a, s, h
}

func current(s *stage) int {
	_, i := s.run.tl.Branches()
	return i
}

func TestPressingAHistoryGoesThere(t *testing.T) {
	a, s, _ := branched(t, 3)
	require.Equal(t, 2, current(s))
	for i := range 3 {
		in := &input{x: s.transport.barArea().X + s.transport.barArea().W - 5, y: s.histories.treeY(i)}
		require.True(t, s.histories.hoverTree(in) || s.histories.hover == i+1)
		in.pressed = true
		s.pointer.pointer(in)
		tick(t, a, 3)
		require.Equal(t, i, current(s))
	}
	require.False(t, s.pointer.pressTree(&input{x: s.histories.treeX(2) - 40, y: s.histories.treeY(2)}), "it has not begun there")
}

func TestTheTreeStandsBetweenCaptionAndMarksHoweverManyHistoriesThereAre(t *testing.T) {
	for _, n := range []int{2, 5, sim.MaxBranches} {
		a, s, _ := branched(t, n)
		for _, size := range [][2]int{{1280, 720}, {1920, 1080}, {390, 844}, {1000, 560}} {
			a.resize(size[0], size[1], 1)
			tick(t, a, 2)
			c := s.plan.captionArea()
			require.Greater(t, s.histories.treeY(n-1)-4, c.Y+c.H, "%d histories in %v", n, size)
			require.Less(t, s.histories.treeY(0)+4, s.transport.barArea().Y-36, "the labels of marks stand below")
			require.GreaterOrEqual(t, s.histories.treePitch(), float32(treeNear))
			require.Greater(t, s.plan.mapArea().H, float32(150))
			for i := range n {
				require.Equal(t, i+1, s.histories.historyAt(&input{x: s.transport.barArea().X + s.transport.barArea().W, y: s.histories.treeY(i)}))
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
	require.Contains(t, a.toast, "lag(a-b,100ms)", "nobody named it: it says what began it")
}

func TestAHistoryIsRenamedWithAKeyOrBeingPressedTwice(t *testing.T) {
	a, s, host := branched(t, 2)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeyH)
	require.True(t, a.typing())
	enterText(t, a, host, "느린 링크")
	strike(t, a, f, ebiten.KeySpace) // typed, not played
	require.False(t, s.run.playing)
	strike(t, a, f, ebiten.KeyEnter)
	branches, _ := s.run.tl.Branches()
	require.Equal(t, "느린 링크", branches[1].Name)
	require.Equal(t, "느린 링크", s.histories.historyLabel(1))
	require.False(t, a.field.open)

	strike(t, a, f, ebiten.KeyH)
	enterText(t, a, host, "뷁")
	strike(t, a, f, ebiten.KeyEscape)
	require.Equal(t, "느린 링크", s.histories.historyLabel(1), "Escape keeps the old name")
	require.Equal(t, screen(s), a.screen)

	in := &input{x: s.transport.barArea().X + s.transport.barArea().W, y: s.histories.treeY(1), pressed: true}
	require.True(t, s.pointer.pressTree(in))
	require.False(t, a.field.open)
	require.True(t, s.pointer.pressTree(in))
	require.True(t, a.field.open)
	enterText(t, a, host, "  ")
	strike(t, a, f, ebiten.KeyTab)
	require.Equal(t, "2 · lag(a-b,100ms)", s.histories.historyLabel(1), "without a name it has its number")
}

func TestNothingIsDoneWhileAnotherHistoryIsNotReached(t *testing.T) {
	a, s, _ := branched(t, 2)
	s.acts.switchTo(0)
	require.False(t, s.run.tl.Settled())
	s.acts.do("crash(b)")
	require.Equal(t, words.Waiting.KO, a.toast)
	tick(t, a, 3)
	s.acts.do("crash(b)")
	branches, _ := s.run.tl.Branches()
	require.Len(t, branches, 3)
}

func TestATreeOfHistoriesIsDrawnWithoutAllocating(t *testing.T) {
	a, s, _ := branched(t, 6)
	frame := func() {
		a.painter.Begin(a.w, a.h, a.unit)
		s.draw(a.painter)
		a.painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(10, frame))
}
