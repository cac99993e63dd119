//go:build !js

package story

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

func TestTabReachesWhatTheStageDrawsItselfAndEnterPressesIt(t *testing.T) {
	w := openWindow(t, someLink(t, 0, 40), 1280, 720)
	standsAt(t, w, 40)
	reached := map[string]bool{}
	for range 80 {
		w.press(ebiten.KeyTab)
		now := w.look()["focus"]
		reached[now] = true
		if now == "transport" {
			break
		}
	}
	require.Subset(t, keysOf(reached), []string{"law", "back", "view", "map", "transport"})
	w.shot("focus.png")
	w.press(ebiten.KeyEnter) // one step back

	standsAt(t, w, 39)

	w.press(ebiten.KeyTab)
	w.press(ebiten.KeyTab) // past play
	w.press(ebiten.KeySpace)
	standsAt(t, w, 40)
	w.press(ebiten.KeyEscape)
	until(t, w, "no stop", func(now seen) bool { return now["focus"] == "" })
	w.press(ebiten.KeyRight)
	standsAt(t, w, 41)
}

func keysOf(m map[string]bool) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

func TestFingersInTheWindowTapHoldAndDrag(t *testing.T) {
	text := someLink(t, 0, 40)
	w := openWindow(t, text, 1280, 720)
	places := nodePlaces(t, standsAt(t, w, 40)["link"])
	x, y := places[0][0], places[0][1]
	tap := func(x, y float64, ticks int) {
		w.guest.PressTouch(7, x, y)
		for range ticks {
			w.pass()
		}
		w.guest.ReleaseTouch(7)
		w.pass()
		w.pass()
	}

	tap(x, y, 40)       // held: the menu
	tap(x+170, y+44, 3) // one of its entries
	now := until(t, w, "a fault", func(now seen) bool { return len(linked(now).Actions) == 1 })
	require.EqualValues(t, 40, linked(now).Actions[0].Step)

	w.guest.PressTouch(8, 244+884/4, 677)
	w.pass()
	for i := range 10 {
		w.guest.MoveTouch(8, 244+884/4+float64(i+1)*44.2, 640)
		w.pass()
	}
	w.guest.ReleaseTouch(8)
	far := until(t, w, "three quarters", func(now seen) bool { return linked(now).At > 1000 })
	require.NotEmpty(t, far["link"])
}
