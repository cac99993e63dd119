package input

import (
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// hands is where input comes from: a person's mouse, fingers and keys, or a test's.
// Places are in device pixels.
type hands interface {
	Cursor() (x, y int)
	Button(b ebiten.MouseButton) (pressed, down, released bool)
	Wheel() float64
	// Fingers appends those on the screen now, in the order in which they came.
	Fingers(out []Finger) []Finger
	KeyDown(key ebiten.Key) bool
	KeyPressed(key ebiten.Key) bool // in this tick
	KeyHeld(key ebiten.Key) int     // for how many ticks
	AnyKey() bool                   // one went down in this tick
}

// Finger is one touch.
type Finger struct {
	ID   ebiten.TouchID
	X, Y float32
}

// Hand is what everything reads. Tests of the screens put their own here.
var Hand hands = &person{}

// person is whoever sits in front of the program.
type person struct {
	ids  []ebiten.TouchID
	keys []ebiten.Key
}

func (*person) Cursor() (x, y int) { return ebiten.CursorPosition() }

func (*person) Button(b ebiten.MouseButton) (pressed, down, released bool) {
	return inpututil.IsMouseButtonJustPressed(b), ebiten.IsMouseButtonPressed(b), inpututil.IsMouseButtonJustReleased(b)
}

func (*person) Wheel() float64 {
	_, y := ebiten.Wheel()
	if runtime.GOOS == "js" {
		return y / browserNotch
	}
	return y
}

// browserNotch is how many pixels a browser says that one notch of the wheel is.
const browserNotch = 100

func (p *person) Fingers(out []Finger) []Finger {
	p.ids = ebiten.AppendTouchIDs(p.ids[:0])
	for _, id := range p.ids {
		x, y := ebiten.TouchPosition(id)
		out = append(out, Finger{id, float32(x), float32(y)})
	}
	return out
}

func (*person) KeyDown(key ebiten.Key) bool { return ebiten.IsKeyPressed(key) }

func (*person) KeyPressed(key ebiten.Key) bool { return inpututil.IsKeyJustPressed(key) }

func (*person) KeyHeld(key ebiten.Key) int { return inpututil.KeyPressDuration(key) }

func (p *person) AnyKey() bool {
	p.keys = inpututil.AppendJustPressedKeys(p.keys[:0])
	return len(p.keys) > 0
}

// Pressed reports whether a key went down in this tick, without Ctrl, Alt or Meta:
// those belong to the system and the browser.
func Pressed(key ebiten.Key) bool {
	return Hand.KeyPressed(key) && !Hand.KeyDown(ebiten.KeyControl) && !Hand.KeyDown(ebiten.KeyAlt) && !Hand.KeyDown(ebiten.KeyMeta)
}

// Repeated is pressed for keys that go on while held: at once, and after a third
// of a second fifteen times a second.
func Repeated(key ebiten.Key) bool {
	if Pressed(key) {
		return true
	}
	held := Hand.KeyHeld(key)
	return held > ebiten.TPS()/3 && held%4 == 0
}
