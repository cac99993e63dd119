package visual

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// input is what a person did since the last tick, in design units. Keys are
// physical keys, so that an open Korean input method does not swallow them.
type input struct {
	x, y                    float32
	pressed, down, released bool // the first button, or a finger
	moved                   bool
	right                   bool // the second button, or a finger held for half a second
	wheel                   float32
	shift                   bool
	touch                   ebiten.TouchID
	touching                bool
	heldTicks               int
	downX, downY            float32
}

// poll reads the pointer. unit is how many device pixels one design unit takes.
func (in *input) poll(unit float32) {
	x, y := ebiten.CursorPosition()
	in.pressed = inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft)
	in.down = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	in.released = inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft)
	in.right = inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonRight)
	if tx, ty, ok := in.pollTouch(); ok {
		x, y = tx, ty
	}
	fx, fy := float32(x)/unit, float32(y)/unit
	in.moved = fx != in.x || fy != in.y
	in.x, in.y = fx, fy
	if in.pressed {
		in.downX, in.downY, in.heldTicks = fx, fy, 0
	}
	if in.down {
		in.heldTicks++
	}
	if in.touching && in.heldTicks == ebiten.TPS()/2 && abs(fx-in.downX)+abs(fy-in.downY) < 12 {
		in.right = true
	}
	_, wheel := ebiten.Wheel()
	in.wheel = float32(wheel)
	in.shift = ebiten.IsKeyPressed(ebiten.KeyShift)
}

// pollTouch lets the first finger act as the pointer.
func (in *input) pollTouch() (x, y int, ok bool) {
	if !in.touching {
		ids := inpututil.AppendJustPressedTouchIDs(nil)
		if len(ids) == 0 {
			return 0, 0, false
		}
		in.touch, in.touching, in.pressed = ids[0], true, true
	}
	if inpututil.IsTouchJustReleased(in.touch) {
		in.touching, in.released = false, true
		x, y = inpututil.TouchPositionInPreviousTick(in.touch)
		return x, y, true
	}
	in.down = true
	x, y = ebiten.TouchPosition(in.touch)
	return x, y, true
}

// pressed reports whether a key went down in this tick, without Ctrl, Alt or Meta:
// those belong to the system and the browser.
func pressed(key ebiten.Key) bool {
	return inpututil.IsKeyJustPressed(key) && !ebiten.IsKeyPressed(ebiten.KeyControl) &&
		!ebiten.IsKeyPressed(ebiten.KeyAlt) && !ebiten.IsKeyPressed(ebiten.KeyMeta)
}

// repeated is pressed for keys that go on while held: at once, and after a third
// of a second fifteen times a second.
func repeated(key ebiten.Key) bool {
	if pressed(key) {
		return true
	}
	held := inpututil.KeyPressDuration(key)
	return held > ebiten.TPS()/3 && held%4 == 0
}

func abs(x float32) float32 { return max(x, -x) }
