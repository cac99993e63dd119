package visual

import (
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// hands is where input comes from: a person's mouse, fingers and keys, or a test's.
// Places are in device pixels.
type hands interface {
	cursor() (x, y int)
	button(b ebiten.MouseButton) (pressed, down, released bool)
	wheel() float64
	// fingers appends those on the screen now, in the order in which they came.
	fingers(out []finger) []finger
	keyDown(key ebiten.Key) bool
	keyPressed(key ebiten.Key) bool // in this tick
	keyHeld(key ebiten.Key) int     // for how many ticks
	anyKey() bool                   // one went down in this tick
}

// finger is one touch.
type finger struct {
	id   ebiten.TouchID
	x, y float32
}

// hand is what everything reads. Tests of the screens put their own here.
var hand hands = &person{}

// person is whoever sits in front of the program.
type person struct {
	ids  []ebiten.TouchID
	keys []ebiten.Key
}

func (*person) cursor() (x, y int) { return ebiten.CursorPosition() }

func (*person) button(b ebiten.MouseButton) (pressed, down, released bool) {
	return inpututil.IsMouseButtonJustPressed(b), ebiten.IsMouseButtonPressed(b), inpututil.IsMouseButtonJustReleased(b)
}

func (*person) wheel() float64 {
	_, y := ebiten.Wheel()
	if runtime.GOOS == "js" {
		return y / browserNotch
	}
	return y
}

// browserNotch is how many pixels a browser says that one notch of the wheel is.
const browserNotch = 100

func (p *person) fingers(out []finger) []finger {
	p.ids = ebiten.AppendTouchIDs(p.ids[:0])
	for _, id := range p.ids {
		x, y := ebiten.TouchPosition(id)
		out = append(out, finger{id, float32(x), float32(y)})
	}
	return out
}

func (*person) keyDown(key ebiten.Key) bool    { return ebiten.IsKeyPressed(key) }
func (*person) keyPressed(key ebiten.Key) bool { return inpututil.IsKeyJustPressed(key) }
func (*person) keyHeld(key ebiten.Key) int     { return inpututil.KeyPressDuration(key) }

func (p *person) anyKey() bool {
	p.keys = inpututil.AppendJustPressedKeys(p.keys[:0])
	return len(p.keys) > 0
}

// pressed reports whether a key went down in this tick, without Ctrl, Alt or Meta:
// those belong to the system and the browser.
func pressed(key ebiten.Key) bool {
	return hand.keyPressed(key) && !hand.keyDown(ebiten.KeyControl) && !hand.keyDown(ebiten.KeyAlt) && !hand.keyDown(ebiten.KeyMeta)
}

// repeated is pressed for keys that go on while held: at once, and after a third
// of a second fifteen times a second.
func repeated(key ebiten.Key) bool {
	if pressed(key) {
		return true
	}
	held := hand.keyHeld(key)
	return held > ebiten.TPS()/3 && held%4 == 0
}
