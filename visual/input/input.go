// Package input is what a person does: mouse, fingers and keys, as the screens
// understand them. Tests put hands of their own in the place of the person's.
package input

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Input is what a person did since the last tick, in design units. Keys are
// physical keys, so that an open Korean input method does not swallow them.
//
// A finger that taps is a click: pressed, down and released in one tick, when it is
// lifted. One that is held is the second button. One that moves pans and scrolls
// (panX, panY, scroll) and clicks nothing; on a place that a screen grabs, such as
// the timeline, it is the mouse with its first button down. Two fingers pinch.
type Input struct {
	X, Y                    float32
	Pressed, Down, Released bool // the first button, or a tap
	Moved                   bool
	Right                   bool // the second button, or a finger held for half a second
	Wheel                   float32
	Shift                   bool
	DownX, DownY            float32 // where the button or the finger went down

	Scroll     float32 // how far what lies under the pointer is to move down: wheel, finger, flick
	PanX, PanY float32 // how far a finger, or the middle between two, has moved
	Pinch      float32 // how much further apart two fingers are than before; 1 is no change
	Finger     bool    // the pointer is a finger: what it may hit is larger

	Now     time.Time // of this tick
	Gesture gesture
	cursorX int // where the mouse was last: it counts again when it moves
	cursorY int
}

// wheelStep is how far one notch of the wheel scrolls.
const wheelStep = 40

// Poll reads the pointer. unit is how many device pixels one design unit takes;
// grabs says where a finger acts at once.
func (in *Input) Poll(unit float32, grabs func(x, y float32) bool) {
	fromX, fromY := in.X, in.Y
	in.Pinch, in.PanX, in.PanY = 1, 0, 0
	in.Wheel = float32(Hand.Wheel())
	in.Scroll = in.Wheel * wheelStep
	in.Shift = Hand.KeyDown(ebiten.KeyShift)
	in.mouse(unit)
	in.Gesture.read(in, unit, grabs)
	in.Moved = in.X != fromX || in.Y != fromY
	if in.Pressed {
		in.DownX, in.DownY = in.X, in.Y
	}
}

// mouse reads the mouse. After a touch it counts again once it moves or presses.
func (in *Input) mouse(unit float32) {
	in.Pressed, in.Down, in.Released = Hand.Button(ebiten.MouseButtonLeft)
	in.Right, _, _ = Hand.Button(ebiten.MouseButtonRight)
	x, y := Hand.Cursor()
	if in.Finger && x == in.cursorX && y == in.cursorY && !in.Pressed && !in.Right && in.Wheel == 0 {
		return
	}
	in.Finger = false
	in.cursorX, in.cursorY = x, y
	in.X, in.Y = float32(x)/unit, float32(y)/unit
}

func Abs(x float32) float32 { return max(x, -x) }

// Around is a place to press, as large as a finger needs it.
func (in *Input) Around(r paint.Rect) paint.Rect {
	const least = 44
	if !in.Finger {
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
