//go:build !js

package visual

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
)

// monkey does a hundred quick things a second without knowing what they do.
type monkey struct {
	*fakeHands
	a     *App
	pick  func(n int) int // 0 to n-1
	clock *fakeClock
}

// monkeyKeys are all that do something, and some that do nothing.
var monkeyKeys = []ebiten.Key{ebiten.KeySpace, ebiten.KeyEnter, ebiten.KeyEscape, ebiten.KeyTab, ebiten.KeyRight, ebiten.KeyLeft, ebiten.KeyUp,
	ebiten.KeyDown, ebiten.KeyHome, ebiten.KeyEnd, ebiten.KeyPageDown, ebiten.KeyPageUp, ebiten.KeySlash, ebiten.KeyBackspace, ebiten.KeyDigit0,
	ebiten.KeyDigit1, ebiten.KeyDigit2, ebiten.KeyDigit3, ebiten.KeyDigit4, ebiten.KeyDigit5, ebiten.KeyDigit9, ebiten.KeyA, ebiten.KeyB,
	ebiten.KeyC, ebiten.KeyE, ebiten.KeyF, ebiten.KeyG, ebiten.KeyH, ebiten.KeyI, ebiten.KeyK, ebiten.KeyL, ebiten.KeyM, ebiten.KeyN, ebiten.KeyP, ebiten.KeyQ,
	ebiten.KeyR, ebiten.KeyS, ebiten.KeyT, ebiten.KeyV, ebiten.KeyBracketLeft, ebiten.KeyBracketRight, ebiten.KeyComma, ebiten.KeyPeriod}

var monkeySizes = [][2]int{{1280, 720}, {1280, 720}, {1920, 1080}, {860, 600}, {390, 844}, {844, 390}, {360, 500}, {1, 1}, {5000, 3}}

func (m *monkey) place() (x, y float32) {
	return float32(m.pick(1001)) / 1000 * m.a.w, float32(m.pick(1001)) / 1000 * m.a.h
}

// act does one thing for one tick.
func (m *monkey) act() {
	clear(m.keys)
	clear(m.keyPressed)
	m.notches, m.buttons = 0, [2]struct{ pressed, down, released bool }{}
	m.clock.at = m.clock.at.Add(time.Duration(m.pick(40)) * time.Millisecond)
	x, y := m.place()
	switch m.pick(12) {
	case 0, 1, 2, 3:
		key := monkeyKeys[m.pick(len(monkeyKeys))]
		m.keyPressed[key], m.keys[key] = true, 1
		if m.pick(6) == 0 {
			m.keys[ebiten.KeyShift] = 1
		}
	case 4, 5:
		m.x, m.y = int(x*m.a.unit), int(y*m.a.unit)
		m.buttons[0].pressed, m.buttons[0].down, m.buttons[0].released = true, true, m.pick(3) > 0
	case 6:
		m.x, m.y = int(x*m.a.unit), int(y*m.a.unit)
		m.buttons[0].released = true
		m.buttons[1].pressed = m.pick(2) == 0
	case 7:
		m.touching = append(m.touching[:0], finger{1, x * m.a.unit, y * m.a.unit})
		if m.pick(3) == 0 {
			x, y = m.place()
			m.touching = append(m.touching, finger{2, x * m.a.unit, y * m.a.unit})
		}
	case 8:
		m.touching = nil
	case 9:
		m.notches = float64(m.pick(7) - 3)
	case 10:
		if m.pick(5) == 0 {
			size := monkeySizes[m.pick(len(monkeySizes))]
			m.a.resize(size[0], size[1], float32(1+m.pick(3)))
		}
	case 11:
		m.clock.at = m.clock.at.Add(time.Duration(m.pick(4000)) * time.Millisecond)
	}
}

// sane fails when the screen is in a state that nobody could have asked for.
func sane(t require.TestingT, a *App) {
	text, err := a.encode()
	require.NoError(t, err)
	if _, bad := a.screen.(*badLink); bad {
		require.Fail(t, "no press leads to a link that cannot be read", text)
	}
	l, err := link.Decode(text, a.catalogue)
	require.NoError(t, err, text)
	again, err := link.Encode(l, a.catalogue)
	require.NoError(t, err, text)
	require.Equal(t, text, again, "the link goes round")
	s, ok := a.screen.(*stage)
	if !ok {
		return
	}
	known, _ := s.run.tl.Known()
	require.LessOrEqual(t, s.run.tl.Cursor(), known)
	require.GreaterOrEqual(t, s.run.tl.Cursor(), int64(0))
	require.Less(t, s.plan.view, viewModes)
	require.True(t, s.atlas.zoom >= 0.4 && s.atlas.zoom <= 4, "zoom %v", s.atlas.zoom)
	require.False(t, s.menu.open && len(s.menu.items) == 0, "a menu without entries")
	require.False(t, s.menu.open && s.about.open, "one above the other")
	require.True(t, s.run.speed >= 0 && s.run.speed < len(speeds))
}

func (m *monkey) play(t require.TestingT, acts int) {
	for i := range acts {
		m.act()
		require.NoError(t, m.a.Update())
		if i%7 == 0 {
			m.a.painter.Begin(m.a.w, m.a.h, m.a.unit)
			m.a.screen.draw(m.a.painter)
			m.a.screen.overlay(m.a.painter)
			m.a.painter.Discard()
			sane(t, m.a)
		}
	}
}

func TestQuickClicksAndKeysEverywhereBreakNothing(t *testing.T) {
	f := takeHands(t)
	rapid.Check(t, func(r *rapid.T) {
		a, _ := newApp(t, rapid.SampledFrom([]string{"", "#/ping?v=1", "#/ping?v=1&at=300"}).Draw(r, "link"))
		m := &monkey{fakeHands: f, a: a, clock: takeClock(a)}
		m.pick = func(n int) int { return rapid.IntRange(0, n-1).Draw(r, "") }
		m.play(r, 60)
	})
}

func TestTheWholeCourseSurvivesAMonkey(t *testing.T) {
	f := takeHands(t)
	for seed := range uint64(2) {
		a := New(scenarios.All, realSource, &fakeHost{Desktop: NewDesktop(""), kept: map[string]string{}})
		a.resize(1280, 720, 1)
		random := rand.New(rand.NewPCG(seed, 7))
		m := &monkey{fakeHands: f, a: a, clock: takeClock(a), pick: random.IntN}
		m.play(t, 800)
		text, err := a.encode()
		require.NoError(t, err)
		require.False(t, strings.Contains(text, " "))
	}
}

func TestAHundredClicksOnEachPlaceThatCanBePressedBreakNothing(t *testing.T) {
	f := takeHands(t)
	a, s, _ := openPing(t)
	clock := takeClock(a)
	for _, spot := range s.listStops() {
		if spot.ID == stopBack {
			continue
		}
		for range 100 {
			clock.at = clock.at.Add(10 * time.Millisecond)
			f.click(t, a, spot.Area.X+spot.Area.W/2, spot.Area.Y+spot.Area.H/2)
		}
		require.Same(t, s, a.screen)
		sane(t, a)
	}
}
