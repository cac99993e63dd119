package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// input is what a person did since the last tick, in design units. Keys are
// physical keys, so that an open Korean input method does not swallow them.
//
// A finger that taps is a click: pressed, down and released in one tick, when it is
// lifted. One that is held is the second button. One that moves pans and scrolls
// (panX, panY, scroll) and clicks nothing; on a place that a screen grabs, such as
// the timeline, it is the mouse with its first button down. Two fingers pinch.
type input struct {
	x, y                    float32
	pressed, down, released bool // the first button, or a tap
	moved                   bool
	right                   bool // the second button, or a finger held for half a second
	wheel                   float32
	shift                   bool
	downX, downY            float32 // where the button or the finger went down

	scroll     float32 // how far what lies under the pointer is to move down: wheel, finger, flick
	panX, panY float32 // how far a finger, or the middle between two, has moved
	pinch      float32 // how much further apart two fingers are than before; 1 is no change
	finger     bool    // the pointer is a finger: what it may hit is larger

	now     time.Time // of this tick
	gesture gesture
	cursorX int // where the mouse was last: it counts again when it moves
	cursorY int
}

// wheelStep is how far one notch of the wheel scrolls.
const wheelStep = 40

// poll reads the pointer. unit is how many device pixels one design unit takes;
// grabs says where a finger acts at once.
func (in *input) poll(unit float32, grabs func(x, y float32) bool) {
	fromX, fromY := in.x, in.y
	in.pinch, in.panX, in.panY = 1, 0, 0
	in.wheel = float32(hand.wheel())
	in.scroll = in.wheel * wheelStep
	in.shift = hand.keyDown(ebiten.KeyShift)
	in.mouse(unit)
	in.gesture.read(in, unit, grabs)
	in.moved = in.x != fromX || in.y != fromY
	if in.pressed {
		in.downX, in.downY = in.x, in.y
	}
}

// mouse reads the mouse. After a touch it counts again once it moves or presses.
func (in *input) mouse(unit float32) {
	in.pressed, in.down, in.released = hand.button(ebiten.MouseButtonLeft)
	in.right, _, _ = hand.button(ebiten.MouseButtonRight)
	x, y := hand.cursor()
	if in.finger && x == in.cursorX && y == in.cursorY && !in.pressed && !in.right && in.wheel == 0 {
		return
	}
	in.finger = false
	in.cursorX, in.cursorY = x, y
	in.x, in.y = float32(x)/unit, float32(y)/unit
}

func abs(x float32) float32 { return max(x, -x) }

// around is a place to press, as large as a finger needs it.
func (in *input) around(r paint.Rect) paint.Rect {
	const least = 44
	if !in.finger {
		return r
	}
	if d := least - r.W; d > 0 {
		r.X, r.W = r.X-d/2, least
	}
	if d := least - r.H; d > 0 {
		r.Y, r.H = r.Y-d/2, least
	}
	return r
}
