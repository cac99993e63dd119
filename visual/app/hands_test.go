//go:build !js

package app_test

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/menu"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
)

// fakeHands does what a test says. Places are design units of a window at unit 1.
type fakeHands struct {
	x, y       int
	buttons    [2]struct{ pressed, down, released bool }
	notches    float64
	touching   []input.Finger
	keys       map[ebiten.Key]int // held, for so many ticks
	keyPressed map[ebiten.Key]bool
}

func (f *fakeHands) Cursor() (x, y int) { return f.x, f.y }

func (f *fakeHands) Button(b ebiten.MouseButton) (pressed, down, released bool) {
	i := f.buttons[min(int(b), 1)]
	return i.pressed, i.down, i.released
}

func (f *fakeHands) Wheel() float64 { return f.notches }

func (f *fakeHands) Fingers(out []input.Finger) []input.Finger { return append(out, f.touching...) }

func (f *fakeHands) KeyDown(key ebiten.Key) bool { return f.keys[key] > 0 }

func (f *fakeHands) KeyHeld(key ebiten.Key) int { return f.keys[key] }

func (f *fakeHands) AnyKey() bool { return len(f.keyPressed) > 0 }

func (f *fakeHands) isPressed(key ebiten.Key) bool { return f.keyPressed[key] }

// handed is fakeHands as the program sees them.
type handed struct{ *fakeHands }

func (h handed) KeyPressed(key ebiten.Key) bool { return h.isPressed(key) }

// takeHands puts a test's hands on the program, until the test ends.
func takeHands(t testing.TB) *fakeHands {
	t.Helper()
	f := &fakeHands{x: -100, y: -100, keys: map[ebiten.Key]int{}, keyPressed: map[ebiten.Key]bool{}}
	before := input.Hand
	input.Hand = handed{f}
	t.Cleanup(func() { input.Hand = before })
	return f
}

// press presses and releases a key.
func (f *fakeHands) press(t testing.TB, a *app.App, keys ...ebiten.Key) {
	t.Helper()
	for _, k := range keys {
		f.keyPressed[k], f.keys[k] = true, 1
	}
	tick(t, a, 1)
	clear(f.keyPressed)
	clear(f.keys)
	tick(t, a, 1)
}

// click presses and releases the mouse's first button.
func (f *fakeHands) click(t testing.TB, a *app.App, x, y float32) {
	t.Helper()
	f.x, f.y = int(x), int(y)
	f.buttons[0].pressed, f.buttons[0].down = true, true
	tick(t, a, 1)
	f.buttons[0].pressed, f.buttons[0].down, f.buttons[0].released = false, false, true
	tick(t, a, 1)
	f.buttons[0].released = false
}

// touch puts fingers on the screen for n ticks; none lifts them all.
func (f *fakeHands) touch(t testing.TB, a *app.App, n int, at ...input.Finger) {
	t.Helper()
	f.touching = at
	tick(t, a, n)
}

// tap touches and lifts.
func (f *fakeHands) tap(t testing.TB, a *app.App, x, y float32) {
	t.Helper()
	f.touch(t, a, 3, touchAt(1, x, y))
	f.touch(t, a, 3)
}

// nodeAt is where a node of the stage stands on the screen.
func nodeAt(t testing.TB, s *stage.Stage, id int32) (x, y float32) {
	t.Helper()
	x, y, _, _, ok := s.Atlas.Layout.At(id)
	require.True(t, ok)
	dx, dy, k := s.Atlas.Transform()
	return x*k + dx, y*k + dy
}

func TestATapLooksIntoTheNodeUnderItAndAnotherOpensItsMenu(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	f.touch(t, a, 5, touchAt(1, x, y))
	require.Equal(t, model.Part{}, s.Run.Selected, "a finger that is still down may yet do something else")
	f.touch(t, a, 2)

	require.Equal(t, model.Part{Kind: model.Node, Node: 1}, s.Run.Selected)
	require.Equal(t, inspect.TabState, s.Side.Tab)
	require.False(t, s.Menu.Open)
	f.tap(t, a, x, y)
	require.True(t, s.Menu.Open)
}

func TestAFingerHeldForHalfASecondOpensTheMenuAndItsLiftDoesNoMore(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	c := takeClock(a)
	f.touch(t, a, 2, touchAt(1, x, y))
	require.False(t, s.Menu.Open)
	for range input.LongPress / input.LongestTick {
		c.at = c.at.Add(input.LongestTick)
		f.touch(t, a, 1, touchAt(1, x, y))
	}
	require.True(t, s.Menu.Open)
	f.touch(t, a, 3)

	require.True(t, s.Menu.Open)
}

func TestATapDuringWhichOnePictureTookLongIsATap(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	c := takeClock(a)
	f.touch(t, a, 1, touchAt(1, x, y))
	c.at = c.at.Add(2 * input.LongPress)
	f.touch(t, a, 1, touchAt(1, x, y))
	f.touch(t, a, 2)

	require.False(t, s.Menu.Open)
	require.Equal(t, model.Part{Kind: model.Node, Node: 1}, s.Run.Selected)
}

func TestAFingerThatStraysNeitherTapsNorHolds(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	f.touch(t, a, 10, touchAt(1, x, y))
	c := takeClock(a)
	f.touch(t, a, 2, touchAt(1, x+input.Slop+5, y))
	c.at = c.at.Add(2 * input.LongPress)
	f.touch(t, a, 2, touchAt(1, x+input.Slop+5, y))
	f.touch(t, a, 3)

	require.False(t, s.Menu.Open)
	require.Equal(t, model.Part{}, s.Run.Selected)
}

func TestOneFingerPansTheMapByAsMuchAsItMoves(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	r := s.Plan.MapArea()
	x, y := r.X+r.W/2, r.Y+r.H-30

	f.touch(t, a, 2, touchAt(1, x, y))
	f.touch(t, a, 1, touchAt(1, x+30, y+20))
	f.touch(t, a, 1, touchAt(1, x+70, y+40))
	f.touch(t, a, 2)

	require.Equal(t, []float32{70, 40, 1}, []float32{s.Atlas.PanX, s.Atlas.PanY, s.Atlas.Zoom})
}

func TestTwoFingersZoomAroundThePlaceBetweenThem(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	r := s.Plan.MapArea()
	x, y := r.X+r.W/2, r.Y+r.H/2
	dx, dy, k := s.Atlas.Transform()
	underX, underY := (x-dx)/k, (y-dy)/k

	f.touch(t, a, 2, touchAt(1, x-40, y), touchAt(2, x+40, y))
	f.touch(t, a, 1, touchAt(1, x-80, y), touchAt(2, x+80, y))

	require.EqualValues(t, 2, s.Atlas.Zoom)
	dx, dy, k = s.Atlas.Transform()
	require.InDelta(t, float64(underX), float64((x-dx)/k), 0.01)
	require.InDelta(t, float64(underY), float64((y-dy)/k), 0.01)
	f.touch(t, a, 3, touchAt(2, x+80, y))
	f.touch(t, a, 3)
	require.EqualValues(t, 2, s.Atlas.Zoom)
	require.False(t, s.Menu.Open, "lifting two fingers taps nothing")
}

func TestAFingerOnTheTimelineSeeksAtOnceAndDrags(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	bar := s.Transport.BarArea()

	f.touch(t, a, 3, touchAt(1, bar.X+bar.W/2, bar.Y))
	middle := s.Run.Tl.Run().Now()
	f.touch(t, a, 3, touchAt(1, bar.X+bar.W*3/4, bar.Y-60))
	later := s.Run.Tl.Run().Now()
	f.touch(t, a, 2)
	f.touch(t, a, 2, touchAt(2, bar.X, bar.Y-200))

	require.InDelta(t, 5, float64(middle)/1e9, 0.1)
	require.InDelta(t, 7.5, float64(later)/1e9, 0.1)
	require.Equal(t, later, s.Run.Tl.Run().Now(), "the drag ended when the finger was lifted")
}

func TestAFlickScrollsOnAndComesToRest(t *testing.T) {
	a, _ := newApp(t, "")
	f := takeHands(t)
	scrolled := float32(0)
	for y := float32(600); y > 300; y -= 30 {
		f.touch(t, a, 1, touchAt(1, 200, y))
		scrolled += a.In.Scroll
	}
	require.InDelta(t, -270, float64(scrolled), 1, "as far as the finger went")
	f.touch(t, a, 1)
	for range 300 {
		tick(t, a, 1)
		scrolled += a.In.Scroll
	}
	require.Less(t, scrolled, float32(-400))
	require.Zero(t, a.In.Scroll)
	require.IsType(t, &home.Home{}, a.Screen, "nothing was opened")
}

func TestControlsAreLargeEnoughForAFingerOnceOneWasSeen(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	f.tap(t, a, 5, 300)

	require.GreaterOrEqual(t, s.Side.LawAt(0).H, float32(40))
	require.GreaterOrEqual(t, menu.RowH(s.Env), float32(40))
	for i := range 4 {
		r := a.In.Around(s.Transport.ButtonAt(i))
		require.GreaterOrEqual(t, min(r.W, r.H), float32(40))
	}
	for i := range int(play.ViewModes) {
		r := a.In.Around(s.Plan.ViewTab(a.Painter, i))
		require.GreaterOrEqual(t, min(r.W, r.H), float32(40))
	}
}

// touchAt is a finger at a place.
func touchAt(id ebiten.TouchID, x, y float32) input.Finger {
	return input.Finger{ID: id, X: x, Y: y}
}
