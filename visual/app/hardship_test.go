//go:build !js

package app_test

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
)

// fakeClock is a clock that goes as a test says.
type fakeClock struct {
	at   time.Time
	each time.Duration // what every look at it takes
}

func (c *fakeClock) now() time.Time {
	c.at = c.at.Add(c.each)
	return c.at
}

func takeClock(a *app.App) *fakeClock {
	c := &fakeClock{at: a.Now()}
	a.Now = c.now
	return c
}

func TestASliverOfAWindowAndBackChangesNothingButTheSize(t *testing.T) {
	displaytest.Need(t)
	f := takeHands(t)
	for _, open := range []string{"", "#/ping?v=1&at=12", "#/no-such-thing"} {
		a, _ := newApp(t, open)
		tick(t, a, 5)
		before := a.Screen.Link()
		for _, size := range [][2]float64{{1, 1}, {5000, 3}, {3, 5000}, {0, 0}, {0, 720}, {1280, 0}, {-5, -5}, {0.2, 0.2}} {
			w, h := a.LayoutF(size[0], size[1])
			require.GreaterOrEqual(t, min(w, h), 1.0)
			dst := ebiten.NewImage(int(w), int(h))
			if s, ok := a.Screen.(*stage.Stage); ok {
				s.Plan.View = (s.Plan.View + 1) % play.ViewModes
				s.SetTab((s.Side.Tab + 1) % 4)
				s.ToggleSide()
				s.Menu.OpenPresets(s)
			}
			a.Help = !a.Help
			for range 4 {
				tick(t, a, 1)
				a.Dirty = true
				a.Draw(dst)
			}
			a.Help = false
			f.click(t, a, a.W/2, a.H/2)
			f.touch(t, a, 2, touchAt(1, a.W/2, a.H/2), touchAt(2, a.W/2+1, a.H/2))
			f.touch(t, a, 3)
			dst.Deallocate()
			if _, same := a.Screen.(*stage.Stage); same != (before.ID != "") {
				break // a click went somewhere else: that is what clicks do
			}
		}
		a.LayoutF(1280, 720)
		require.EqualValues(t, 1280, a.W)
		if s, ok := a.Screen.(*stage.Stage); ok && before.ID != "" {
			require.Equal(t, before.Seed, s.Link().Seed)
			require.False(t, s.Env.Small())
			require.Positive(t, s.Plan.ModelArea().H)
		}
	}
}

func TestAnHourInTheBackgroundRacesNothing(t *testing.T) {
	a, s, _ := openPing(t)
	c := takeClock(a)
	s.Run.ToStep(12)
	tick(t, a, 5)
	c.at = c.at.Add(time.Hour)
	tick(t, a, 5)
	require.EqualValues(t, 12, s.Run.Tl.Cursor(), "paused is paused")

	s.Run.TogglePlay()
	tick(t, a, 2)
	from := s.Run.Clock
	c.at = c.at.Add(time.Hour)
	tick(t, a, 1)
	most := sim.Time(100*time.Millisecond) * sim.Time(play.Speeds[s.Run.Speed]) / 1000
	require.LessOrEqual(t, s.Run.Clock-from, most, "an hour counts as a tenth of a second")
	for range 60 {
		c.at = c.at.Add(time.Second / 60)
		tick(t, a, 1)
	}
	require.InDelta(t, float64(from+most)+float64(time.Second)*float64(play.Speeds[s.Run.Speed])/1000, float64(s.Run.Clock), 0.02e9, "and then time goes as before")
}

func TestTheCourseDoesNotRaceAfterAnHourEither(t *testing.T) {
	a, _ := newApp(t, "")
	a.ReducedMotion = false
	c := takeClock(a)
	h := a.Screen.(*home.Home)
	tick(t, a, 3)
	from := h.Cards[0].Clock
	c.at = c.at.Add(time.Hour)
	tick(t, a, 1)
	require.LessOrEqual(t, h.Cards[0].Clock-from, sim.Time(time.Second/4))
}

func TestASlowMachineSlowsTheModelAndAnswersInTheNextTick(t *testing.T) {
	a, s, h := openPing(t)
	f := takeHands(t)
	c := takeClock(a)
	c.each = 20 * time.Millisecond // more than a tick's whole budget, at every look
	s.Run.TogglePlay()
	tick(t, a, 2)
	from, begun := s.Run.Clock, c.at
	for range 50 {
		c.at = c.at.Add(400 * time.Millisecond) // a frame every half second
		tick(t, a, 1)
	}
	model, real := s.Run.Clock-from, c.at.Sub(begun)
	require.Positive(t, model)
	require.Less(t, model, sim.Time(real)*sim.Time(play.Speeds[s.Run.Speed])/1000/3, "the model waits for the machine")

	f.press(t, a, ebiten.KeySpace)
	require.False(t, s.Run.Playing)
	at := s.Run.Tl.Cursor()
	f.keyPressed[ebiten.KeyRight] = true
	tick(t, a, 1)
	require.Equal(t, at+1, s.Run.Tl.Cursor(), "a key is answered in its own tick")
	require.True(t, a.Dirty)
	clear(f.keyPressed)
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("step"))
}

func TestAKeyAPressAndATouchAreSeenInTheNextFrame(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	displaytest.Need(t)
	dst := ebiten.NewImage(a.Pw, a.Ph)
	defer dst.Deallocate()
	settle := func(i int) {
		tick(t, a, 60)
		a.Toast = ""
		for range 3 {
			a.Draw(dst)
			tick(t, a, 1)
		}
		require.False(t, a.Dirty, "before %d", i)
	}
	for i, act := range []func(){
		func() { f.notches, f.x, f.y = 1, 400, 300 },
		func() { f.keyPressed[ebiten.KeyM] = true },
		func() { f.keyPressed[ebiten.KeyRight] = true },
		func() { f.keyPressed[ebiten.KeySlash], f.keys[ebiten.KeyShift] = true, 1 },
		func() { f.keyPressed[ebiten.KeyEnter] = true },
		func() { f.touching = []input.Finger{touchAt(1, s.Transport.BarArea().X+50, s.Transport.BarArea().Y)} },
	} {
		settle(i)
		act()
		tick(t, a, 1)
		require.True(t, a.Dirty, "after %d", i)
		clear(f.keyPressed)
		clear(f.keys)
		f.notches, f.touching = 0, nil
	}
}

func TestEveryScreenIsStillWhenNothingHappens(t *testing.T) {
	displaytest.Need(t)
	takeHands(t)
	a, _ := newApp(t, "") // with reduced motion: the course's small runs stand still too
	dst := ebiten.NewImage(a.Pw, a.Ph)
	defer dst.Deallocate()
	still := func(what string) {
		t.Helper()
		tick(t, a, 200) // until the run is explored and everything has glided to its place
		a.Toast = ""
		for range 3 {
			a.Draw(dst)
			tick(t, a, 1)
		}
		for i := range 120 {
			tick(t, a, 1)
			require.False(t, a.Dirty, "%s, tick %d", what, i)
		}
	}
	still("home")
	a.Open("#/ping?v=1&at=30")
	s := a.Screen.(*stage.Stage)
	for v := range play.ViewModes {
		for i := range 4 {
			s.Plan.View = v
			s.SetTab(inspect.Tab(i))
			still(play.Views[v] + " " + play.TabNames[i])
		}
	}
	s.About.Open = true
	still("about")
	s.About.Open = false
	s.Menu.OpenPresets(s)
	still("menu")
	s.Menu.Open, a.Help = false, true
	still("keys")
	a.Help = false
	a.Open("#/nothing")
	still("bad link")
}

func TestAnExploredRunIsNotWorkedOn(t *testing.T) {
	a, s, _ := openPing(t)
	tick(t, a, 200)
	require.True(t, s.Run.Tl.Work(1), "explored to its end")
	require.False(t, s.Run.Work())
	was, _ := s.Run.Tl.Known()
	tick(t, a, 50)
	now, _ := s.Run.Tl.Known()
	require.Equal(t, was, now)
}

func TestAFrameOfPlayWithoutAStepAllocatesNothing(t *testing.T) {
	takeHands(t)
	a, s, _ := openPing(t)
	c := takeClock(a)
	s.Run.ToStep(20)
	tick(t, a, 60)
	s.Run.TogglePlay()
	tick(t, a, 3)
	frame := func() {
		c.at = c.at.Add(time.Microsecond) // so little that no event falls into it
		a.Painter.Begin(a.W, a.H, a.Unit)
		s.Draw(a.Painter)
		s.Overlay(a.Painter)
		a.Painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(20, frame))
}
