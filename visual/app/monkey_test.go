//go:build !js

package app_test

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
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

// monkey does a hundred quick things a second without knowing what they do.
type monkey struct {
	*fakeHands
	a     *app.App
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
	return float32(m.pick(1001)) / 1000 * m.a.W, float32(m.pick(1001)) / 1000 * m.a.H
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
		m.x, m.y = int(x*m.a.Unit), int(y*m.a.Unit)
		m.buttons[0].pressed, m.buttons[0].down, m.buttons[0].released = true, true, m.pick(3) > 0
	case 6:
		m.x, m.y = int(x*m.a.Unit), int(y*m.a.Unit)
		m.buttons[0].released = true
		m.buttons[1].pressed = m.pick(2) == 0
	case 7:
		m.touching = append(m.touching[:0], touchAt(1, x*m.a.Unit, y*m.a.Unit))
		if m.pick(3) == 0 {
			x, y = m.place()
			m.touching = append(m.touching, touchAt(2, x*m.a.Unit, y*m.a.Unit))
		}
	case 8:
		m.touching = nil
	case 9:
		m.notches = float64(m.pick(7) - 3)
	case 10:
		if m.pick(5) == 0 {
			size := monkeySizes[m.pick(len(monkeySizes))]
			m.a.Resize(size[0], size[1], float32(1+m.pick(3)))
		}
	case 11:
		m.clock.at = m.clock.at.Add(time.Duration(m.pick(4000)) * time.Millisecond)
	}
}

// sane fails when the screen is in a state that nobody could have asked for.
func sane(t require.TestingT, a *app.App) {
	text, err := a.Encode()
	require.NoError(t, err)
	if _, bad := a.Screen.(*app.BadLink); bad {
		require.Fail(t, "no press leads to a link that cannot be read", text)
	}
	l, err := link.Decode(text, a.Catalogue)
	require.NoError(t, err, text)
	again, err := link.Encode(l, a.Catalogue)
	require.NoError(t, err, text)
	require.Equal(t, text, again, "the link goes round")
	s, ok := a.Screen.(*stage.Stage)
	if !ok {
		return
	}
	known, _ := s.Run.Tl.Known()
	require.LessOrEqual(t, s.Run.Tl.Cursor(), known)
	require.GreaterOrEqual(t, s.Run.Tl.Cursor(), int64(0))
	require.Less(t, s.Plan.View, play.ViewModes)
	require.True(t, s.Atlas.Zoom >= 0.4 && s.Atlas.Zoom <= 4, "zoom %v", s.Atlas.Zoom)
	require.False(t, s.Menu.Open && len(s.Menu.Items) == 0, "a menu without entries")
	require.False(t, s.Menu.Open && s.About.Open, "one above the other")
	require.True(t, s.Run.Speed >= 0 && s.Run.Speed < len(play.Speeds))
}

func (m *monkey) play(t require.TestingT, acts int) {
	for i := range acts {
		m.act()
		require.NoError(t, m.a.Update())
		if i%7 == 0 {
			m.a.Painter.Begin(m.a.W, m.a.H, m.a.Unit)
			m.a.Screen.Draw(m.a.Painter)
			m.a.Screen.Overlay(m.a.Painter)
			m.a.Painter.Discard()
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
		a := app.New(scenarios.All, realSource, &fakeHost{Desktop: desktop.NewDesktop(""), kept: map[string]string{}})
		a.Resize(1280, 720, 1)
		random := rand.New(rand.NewPCG(seed, 7))
		m := &monkey{fakeHands: f, a: a, clock: takeClock(a), pick: random.IntN}
		m.play(t, 800)
		text, err := a.Encode()
		require.NoError(t, err)
		require.False(t, strings.Contains(text, " "))
	}
}

func TestAHundredClicksOnEachPlaceThatCanBePressedBreakNothing(t *testing.T) {
	f := takeHands(t)
	a, s, _ := openPing(t)
	clock := takeClock(a)
	for _, spot := range s.ListStops() {
		if spot.ID == screen.StopBack {
			continue
		}
		for range 100 {
			clock.at = clock.at.Add(10 * time.Millisecond)
			f.click(t, a, spot.Area.X+spot.Area.W/2, spot.Area.Y+spot.Area.H/2)
		}
		require.Same(t, s, a.Screen)
		sane(t, a)
	}
}
