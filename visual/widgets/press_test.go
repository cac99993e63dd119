package widgets_test

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

func TestAClickOnASegmentReportsItOnceAndTheChosenOneNever(t *testing.T) {
	h := newHand(t)

	h.click(1200, 167)
	first := h.events()
	h.picture("pressed-segment.png")
	h.click(1200, 167)

	require.Equal(t, []string{"mode 2 true"}, first)
	require.Empty(t, h.events())
}

func TestDraggingASliderReportsOnTheWayAndOnceAtTheEnd(t *testing.T) {
	h := newHand(t)

	h.move(1106, 225)
	h.press()
	h.move(1180, 225)
	h.move(1300, 400) // the hand slips off the panel
	h.picture("dragged-slider.png")
	h.release()
	h.frame()

	require.Equal(t, []string{"followers 4 false", "followers 5 false", "followers 5 true"}, h.events())
}

func TestASliderOfRatiosGivesRoundNumbers(t *testing.T) {
	h := newHand(t)

	h.click(1106, 271) // the middle of 1 to 1000
	middle := h.events()
	h.guest.ScrollWheel(0, 1)
	h.frame()

	require.Equal(t, []string{"rtt 32 false", "rtt 32 true"}, middle)
	require.Equal(t, []string{"rtt 50 true"}, h.events())
}

func TestTabAndEnterPressButtonsAndGiveTheKeyboardBack(t *testing.T) {
	h := newHand(t)

	h.key(ebiten.KeySpace) // nothing is focused: the program's own
	require.Empty(t, h.events())
	h.key(ebiten.KeyTab)
	h.key(ebiten.KeyTab)
	h.key(ebiten.KeyEnter)
	require.Equal(t, []string{"focus true false false false", "link 0 true"}, h.events())
	h.picture("focused-bar.png")
	h.key(ebiten.KeyEscape)
	h.key(ebiten.KeyEnter)

	require.Equal(t, []string{"focus false false false false"}, h.events())
}

func TestTabRunsThroughAllSurfacesAndTheArrowsChoose(t *testing.T) {
	h := newHand(t)

	h.key(ebiten.KeyShiftLeft, ebiten.KeyTab) // the last one: the fault at the lower right
	h.key(ebiten.KeySpace)
	require.Equal(t, []string{"focus false false false true", "loss 0 true"}, h.events())
	for range 4 {
		h.key(ebiten.KeyShiftLeft, ebiten.KeyTab)
	}
	h.key(ebiten.KeyArrowRight)
	require.Equal(t, []string{"rtt 50 true"}, h.events())
	h.key(ebiten.KeyShiftLeft, ebiten.KeyTab)
	h.key(ebiten.KeyShiftLeft, ebiten.KeyTab)
	h.key(ebiten.KeyArrowLeft)
	h.picture("focused-segment.png")

	require.Equal(t, []string{"mode 0 true"}, h.events())
}

func TestAPressOfTheMouseDoesNotTakeTheKeyboard(t *testing.T) {
	h := newHand(t)

	h.click(1033, 343)
	h.key(ebiten.KeySpace)

	require.Equal(t, []string{"kill 0 true"}, h.events())
}

func TestAPressThatLeavesTheButtonDoesNothing(t *testing.T) {
	h := newHand(t)

	h.move(1033, 343)
	h.press()
	h.move(700, 700)
	h.release()

	require.Empty(t, h.events())
}

func TestTheCursorIsAHandOverButtonsOnly(t *testing.T) {
	h := newHand(t)

	h.move(1033, 343)
	over := h.guest.CursorShape()
	h.move(1100, 300)

	require.Equal(t, ebiten.CursorShapePointer, over)
	require.Equal(t, ebiten.CursorShapeDefault, h.guest.CursorShape())
}

func TestAnIdlePanelIsNotDrawnAgain(t *testing.T) {
	h := newHand(t)

	for range 5 {
		h.frame()
	}
	require.Equal(t, []string{""}, h.news())
	h.move(1033, 343)

	require.Equal(t, []string{"paint"}, h.news())
}

func TestTheWheelRollsAPanelThatIsTooTall(t *testing.T) {
	h := newHand(t)

	h.move(770, 600)
	h.guest.ScrollWheel(0, -50)
	h.frame()
	h.picture("rolled.png")
	h.click(770, 607) // now the retry policies lie there

	require.Equal(t, []string{"choice 1 true"}, h.events())
}

func TestAFingerRollsThePanelWithoutPressing(t *testing.T) {
	h := newHand(t)

	h.guest.PressTouch(1, 700, 580)
	h.frame()
	h.guest.MoveTouch(1, 700, 480)
	h.frame()
	h.picture("touched.png")
	h.guest.ReleaseTouch(1)
	h.frame()
	require.Empty(t, h.events())
	h.guest.PressTouch(2, 1033, 343)
	h.frame()
	h.guest.ReleaseTouch(2)
	h.frame()

	require.Equal(t, []string{"kill 0 true"}, h.events())
}

func TestTheScrollbarsThumbCanBeDragged(t *testing.T) {
	h := newHand(t)

	h.move(922, 200)
	h.press()
	h.move(922, 640)
	h.release()
	h.click(770, 607)

	require.Equal(t, []string{"choice 1 true"}, h.events())
}

func TestAnInactivePanelLetsGoAndComesBack(t *testing.T) {
	h := newHand(t)
	h.move(1180, 225)
	h.press()
	h.guest.PressKey(ebiten.KeyF9) // the guest makes its panel inactive
	h.frame()
	asleep := h.guest.CursorShape()
	h.release()
	h.guest.ReleaseKey(ebiten.KeyF9)
	h.frame()

	require.Equal(t, []string{"followers 4 false", "followers 4 true"}, h.events())
	require.Equal(t, ebiten.CursorShapeDefault, asleep)
	require.Equal(t, ebiten.CursorShapePointer, h.guest.CursorShape(), "the slider is still under the pointer")
}

func TestAnUntouchedSurfaceAllocatesNothing(t *testing.T) {
	displaytest.Need(t)
	d := newDesk(&theme.Dark, theme.SizesFor(galleryWidth, galleryHeight, false), 1)
	d.panel.Update(true)

	allocations := testing.AllocsPerRun(100, func() {
		d.panel.Show(panelKorean)
		d.panel.Update(true)
		d.bar.Update(true)
	})

	require.Zero(t, allocations)
}
