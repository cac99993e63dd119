//go:build !js

package story

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/vmhost"
	"github.com/stretchr/testify/require"
)

// ime waits for the input method to be asked for, and returns what asked.
func (w *window) ime() *vmhost.GuestTextInput {
	w.t.Helper()
	until(w.t, w, "typing", func(seen) bool { return w.typing != nil && !w.typing.IsClosed() })
	return w.typing
}

func TestSearchingInTheWindowOpensWhatWasFound(t *testing.T) {
	w := openWindow(t, "", 1280, 720)
	until(t, w, "home", func(now seen) bool { return now["link"] != "" })

	w.press(ebiten.KeySlash)
	for _, text := range []string{"ㅅ", "서", "섴", "서키"} {
		w.ime().SetComposition(text, len(text), len(text))
		w.pass()
	}
	until(t, w, "one card, before the composition ends", func(now seen) bool { return now["found"] == "1" })
	w.shot("search")
	caret := w.ime().CaretBounds()
	require.True(t, caret.In(w.screen.Bounds()), "the candidates stand beside the caret: %v", caret)
	w.ime().Commit("서킷")
	for range 3 {
		w.pass()
	}
	require.Equal(t, "서킷", w.ime().TextBeforeCaret())
	w.press(ebiten.KeyEnter)

	until(t, w, "the run", func(now seen) bool { return linked(now).ID == "circuit-breaker" })
	w.press(ebiten.KeyArrowRight)
	standsAt(t, w, 1)
}

func TestTheEnterThatEndsACompositionOpensNothingInTheWindow(t *testing.T) {
	w := openWindow(t, "", 1280, 720)
	until(t, w, "home", func(now seen) bool { return now["link"] != "" })
	w.press(ebiten.KeySlash)
	w.ime().SetComposition("사가", 6, 6)
	until(t, w, "one card", func(now seen) bool { return now["found"] == "1" })

	w.ime().CommitWithOptions("사가", &vmhost.GuestTextInputCommitOptions{PassthroughKey: true})
	w.press(ebiten.KeyEnter)
	for range 20 {
		w.pass()
	}
	require.Empty(t, linked(w.look()).ID)
	require.Equal(t, "사가", w.ime().TextBeforeCaret())

	w.press(ebiten.KeyEnter)
	until(t, w, "the run", func(now seen) bool { return linked(now).ID == "saga" })
}
