//go:build !js

package visual

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/model"
)

// fakeHands does what a test says. Places are design units of a window at unit 1.
type fakeHands struct {
	x, y       int
	buttons    [2]struct{ pressed, down, released bool }
	notches    float64
	touching   []finger
	keys       map[ebiten.Key]int // held, for so many ticks
	keyPressed map[ebiten.Key]bool
}

func (f *fakeHands) cursor() (x, y int) { return f.x, f.y }

func (f *fakeHands) button(b ebiten.MouseButton) (pressed, down, released bool) {
	i := f.buttons[min(int(b), 1)]
	return i.pressed, i.down, i.released
}

func (f *fakeHands) wheel() float64                { return f.notches }
func (f *fakeHands) fingers(out []finger) []finger { return append(out, f.touching...) }
func (f *fakeHands) keyDown(key ebiten.Key) bool   { return f.keys[key] > 0 }
func (f *fakeHands) keyHeld(key ebiten.Key) int    { return f.keys[key] }
func (f *fakeHands) anyKey() bool                  { return len(f.keyPressed) > 0 }
func (f *fakeHands) isPressed(key ebiten.Key) bool { return f.keyPressed[key] }

// handed is fakeHands as the program sees them.
type handed struct{ *fakeHands }

func (h handed) keyPressed(key ebiten.Key) bool { return h.isPressed(key) }

// takeHands puts a test's hands on the program, until the test ends.
func takeHands(t testing.TB) *fakeHands {
	t.Helper()
	f := &fakeHands{x: -100, y: -100, keys: map[ebiten.Key]int{}, keyPressed: map[ebiten.Key]bool{}}
	before := hand
	hand = handed{f}
	t.Cleanup(func() { hand = before })
	return f
}

// press presses and releases a key.
func (f *fakeHands) press(t testing.TB, a *App, keys ...ebiten.Key) {
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
func (f *fakeHands) click(t testing.TB, a *App, x, y float32) {
	t.Helper()
	f.x, f.y = int(x), int(y)
	f.buttons[0].pressed, f.buttons[0].down = true, true
	tick(t, a, 1)
	f.buttons[0].pressed, f.buttons[0].down, f.buttons[0].released = false, false, true
	tick(t, a, 1)
	f.buttons[0].released = false
}

// touch puts fingers on the screen for n ticks; none lifts them all.
func (f *fakeHands) touch(t testing.TB, a *App, n int, at ...finger) {
	t.Helper()
	f.touching = at
	tick(t, a, n)
}

// tap touches and lifts.
func (f *fakeHands) tap(t testing.TB, a *App, x, y float32) {
	t.Helper()
	f.touch(t, a, 3, finger{1, x, y})
	f.touch(t, a, 3)
}

// nodeAt is where a node of the stage stands on the screen.
func nodeAt(t testing.TB, s *stage, id int32) (x, y float32) {
	t.Helper()
	x, y, _, _, ok := s.atlas.layout.At(id)
	require.True(t, ok)
	dx, dy, k := s.atlas.transform()
	return x*k + dx, y*k + dy
}

func TestATapLooksIntoTheNodeUnderItAndAnotherOpensItsMenu(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	f.touch(t, a, 5, finger{1, x, y})
	require.Equal(t, model.Part{}, s.run.selected, "a finger that is still down may yet do something else")
	f.touch(t, a, 2)

	require.Equal(t, model.Part{Kind: model.Node, Node: 1}, s.run.selected)
	require.Equal(t, tabState, s.side.tab)
	require.False(t, s.menu.open)
	f.tap(t, a, x, y)
	require.True(t, s.menu.open)
}

func TestAFingerHeldForHalfASecondOpensTheMenuAndItsLiftDoesNoMore(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	c := takeClock(a)
	f.touch(t, a, 2, finger{1, x, y})
	require.False(t, s.menu.open)
	for range longPress / longestTick {
		c.at = c.at.Add(longestTick)
		f.touch(t, a, 1, finger{1, x, y})
	}
	require.True(t, s.menu.open)
	f.touch(t, a, 3)

	require.True(t, s.menu.open)
}

func TestATapDuringWhichOnePictureTookLongIsATap(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	c := takeClock(a)
	f.touch(t, a, 1, finger{1, x, y})
	c.at = c.at.Add(2 * longPress)
	f.touch(t, a, 1, finger{1, x, y})
	f.touch(t, a, 2)

	require.False(t, s.menu.open)
	require.Equal(t, model.Part{Kind: model.Node, Node: 1}, s.run.selected)
}

func TestAFingerThatStraysNeitherTapsNorHolds(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	x, y := nodeAt(t, s, 1)

	f.touch(t, a, 10, finger{1, x, y})
	c := takeClock(a)
	f.touch(t, a, 2, finger{1, x + slop + 5, y})
	c.at = c.at.Add(2 * longPress)
	f.touch(t, a, 2, finger{1, x + slop + 5, y})
	f.touch(t, a, 3)

	require.False(t, s.menu.open)
	require.Equal(t, model.Part{}, s.run.selected)
}

func TestOneFingerPansTheMapByAsMuchAsItMoves(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	r := s.plan.mapArea()
	x, y := r.X+r.W/2, r.Y+r.H-30

	f.touch(t, a, 2, finger{1, x, y})
	f.touch(t, a, 1, finger{1, x + 30, y + 20})
	f.touch(t, a, 1, finger{1, x + 70, y + 40})
	f.touch(t, a, 2)

	require.Equal(t, []float32{70, 40, 1}, []float32{s.atlas.panX, s.atlas.panY, s.atlas.zoom})
}

func TestTwoFingersZoomAroundThePlaceBetweenThem(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	r := s.plan.mapArea()
	x, y := r.X+r.W/2, r.Y+r.H/2
	dx, dy, k := s.atlas.transform()
	underX, underY := (x-dx)/k, (y-dy)/k

	f.touch(t, a, 2, finger{1, x - 40, y}, finger{2, x + 40, y})
	f.touch(t, a, 1, finger{1, x - 80, y}, finger{2, x + 80, y})

	require.EqualValues(t, 2, s.atlas.zoom)
	dx, dy, k = s.atlas.transform()
	require.InDelta(t, float64(underX), float64((x-dx)/k), 0.01)
	require.InDelta(t, float64(underY), float64((y-dy)/k), 0.01)
	f.touch(t, a, 3, finger{2, x + 80, y})
	f.touch(t, a, 3)
	require.EqualValues(t, 2, s.atlas.zoom)
	require.False(t, s.menu.open, "lifting two fingers taps nothing")
}

func TestAFingerOnTheTimelineSeeksAtOnceAndDrags(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	bar := s.transport.barArea()

	f.touch(t, a, 3, finger{1, bar.X + bar.W/2, bar.Y})
	middle := s.run.tl.Run().Now()
	f.touch(t, a, 3, finger{1, bar.X + bar.W*3/4, bar.Y - 60})
	later := s.run.tl.Run().Now()
	f.touch(t, a, 2)
	f.touch(t, a, 2, finger{2, bar.X, bar.Y - 200})

	require.InDelta(t, 5, float64(middle)/1e9, 0.1)
	require.InDelta(t, 7.5, float64(later)/1e9, 0.1)
	require.Equal(t, later, s.run.tl.Run().Now(), "the drag ended when the finger was lifted")
}

func TestAFlickScrollsOnAndComesToRest(t *testing.T) {
	a, _ := newApp(t, "")
	f := takeHands(t)
	scrolled := float32(0)
	for y := float32(600); y > 300; y -= 30 {
		f.touch(t, a, 1, finger{1, 200, y})
		scrolled += a.in.scroll
	}
	require.InDelta(t, -270, float64(scrolled), 1, "as far as the finger went")
	f.touch(t, a, 1)
	for range 300 {
		tick(t, a, 1)
		scrolled += a.in.scroll
	}
	require.Less(t, scrolled, float32(-400))
	require.Zero(t, a.in.scroll)
	require.IsType(t, &home{}, a.screen, "nothing was opened")
}

func TestControlsAreLargeEnoughForAFingerOnceOneWasSeen(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	f.tap(t, a, 5, 300)

	require.GreaterOrEqual(t, s.side.lawAt(0).H, float32(40))
	require.GreaterOrEqual(t, s.menuRow(), float32(40))
	for i := range 4 {
		r := a.in.around(s.transport.buttonAt(i))
		require.GreaterOrEqual(t, min(r.W, r.H), float32(40))
	}
	for i := range int(viewModes) {
		r := a.in.around(s.plan.viewTab(a.painter, i))
		require.GreaterOrEqual(t, min(r.W, r.H), float32(40))
	}
}
