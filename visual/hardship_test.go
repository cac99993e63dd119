//go:build !js

package visual

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
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

func takeClock(a *App) *fakeClock {
	c := &fakeClock{at: a.now()}
	a.now = c.now
	return c
}

func TestASliverOfAWindowAndBackChangesNothingButTheSize(t *testing.T) {
	displaytest.Need(t)
	f := takeHands(t)
	for _, open := range []string{"", "#/ping?v=1&at=12", "#/no-such-thing"} {
		a, _ := newApp(t, open)
		tick(t, a, 5)
		before := a.screen.link()
		for _, size := range [][2]float64{{1, 1}, {5000, 3}, {3, 5000}, {0, 0}, {0, 720}, {1280, 0}, {-5, -5}, {0.2, 0.2}} {
			w, h := a.LayoutF(size[0], size[1])
			require.GreaterOrEqual(t, min(w, h), 1.0)
			dst := ebiten.NewImage(int(w), int(h))
			if s, ok := a.screen.(*stage); ok {
				s.plan.view = (s.plan.view + 1) % viewModes
				s.setTab((s.side.tab + 1) % 4)
				s.toggleSide()
				s.menu.openPresets(s)
			}
			a.help = !a.help
			for range 4 {
				tick(t, a, 1)
				a.dirty = true
				a.Draw(dst)
			}
			a.help = false
			f.click(t, a, a.w/2, a.h/2)
			f.touch(t, a, 2, finger{1, a.w / 2, a.h / 2}, finger{2, a.w/2 + 1, a.h / 2})
			f.touch(t, a, 3)
			dst.Deallocate()
			if _, same := a.screen.(*stage); same != (before.ID != "") {
				break // a click went somewhere else: that is what clicks do
			}
		}
		a.LayoutF(1280, 720)
		require.EqualValues(t, 1280, a.w)
		if s, ok := a.screen.(*stage); ok && before.ID != "" {
			require.Equal(t, before.Seed, s.link().Seed)
			require.False(t, s.app.small())
			require.Positive(t, s.plan.modelArea().H)
		}
	}
}

func TestAnHourInTheBackgroundRacesNothing(t *testing.T) {
	a, s, _ := openPing(t)
	c := takeClock(a)
	s.run.seek(12)
	tick(t, a, 5)
	c.at = c.at.Add(time.Hour)
	tick(t, a, 5)
	require.EqualValues(t, 12, s.run.tl.Cursor(), "paused is paused")

	s.run.togglePlay()
	tick(t, a, 2)
	from := s.run.clock
	c.at = c.at.Add(time.Hour)
	tick(t, a, 1)
	most := sim.Time(100*time.Millisecond) * sim.Time(speeds[s.run.speed]) / 1000
	require.LessOrEqual(t, s.run.clock-from, most, "an hour counts as a tenth of a second")
	for range 60 {
		c.at = c.at.Add(time.Second / 60)
		tick(t, a, 1)
	}
	require.InDelta(t, float64(from+most)+float64(time.Second)*float64(speeds[s.run.speed])/1000, float64(s.run.clock), 0.02e9, "and then time goes as before")
}

func TestTheCourseDoesNotRaceAfterAnHourEither(t *testing.T) {
	a, _ := newApp(t, "")
	a.reducedMotion = false
	c := takeClock(a)
	h := a.screen.(*home)
	tick(t, a, 3)
	from := h.cards[0].clock
	c.at = c.at.Add(time.Hour)
	tick(t, a, 1)
	require.LessOrEqual(t, h.cards[0].clock-from, sim.Time(time.Second/4))
}

func TestASlowMachineSlowsTheModelAndAnswersInTheNextTick(t *testing.T) {
	a, s, h := openPing(t)
	f := takeHands(t)
	c := takeClock(a)
	c.each = 20 * time.Millisecond // more than a tick's whole budget, at every look
	s.run.togglePlay()
	tick(t, a, 2)
	from, begun := s.run.clock, c.at
	for range 50 {
		c.at = c.at.Add(400 * time.Millisecond) // a frame every half second
		tick(t, a, 1)
	}
	model, real := s.run.clock-from, c.at.Sub(begun)
	require.Positive(t, model)
	require.Less(t, model, sim.Time(real)*sim.Time(speeds[s.run.speed])/1000/3, "the model waits for the machine")

	f.press(t, a, ebiten.KeySpace)
	require.False(t, s.run.playing)
	at := s.run.tl.Cursor()
	f.keyPressed[ebiten.KeyRight] = true
	tick(t, a, 1)
	require.Equal(t, at+1, s.run.tl.Cursor(), "a key is answered in its own tick")
	require.True(t, a.dirty)
	clear(f.keyPressed)
	tick(t, a, 1)
	require.NotEmpty(t, h.Probed("step"))
}

func TestAKeyAPressAndATouchAreSeenInTheNextFrame(t *testing.T) {
	a, s, _ := openPing(t)
	f := takeHands(t)
	displaytest.Need(t)
	dst := ebiten.NewImage(a.pw, a.ph)
	defer dst.Deallocate()
	settle := func(i int) {
		tick(t, a, 60)
		a.toast = ""
		for range 3 {
			a.Draw(dst)
			tick(t, a, 1)
		}
		require.False(t, a.dirty, "before %d", i)
	}
	for i, act := range []func(){
		func() { f.notches, f.x, f.y = 1, 400, 300 },
		func() { f.keyPressed[ebiten.KeyM] = true },
		func() { f.keyPressed[ebiten.KeyRight] = true },
		func() { f.keyPressed[ebiten.KeySlash], f.keys[ebiten.KeyShift] = true, 1 },
		func() { f.keyPressed[ebiten.KeyEnter] = true },
		func() { f.touching = []finger{{1, s.transport.barArea().X + 50, s.transport.barArea().Y}} },
	} {
		settle(i)
		act()
		tick(t, a, 1)
		require.True(t, a.dirty, "after %d", i)
		clear(f.keyPressed)
		clear(f.keys)
		f.notches, f.touching = 0, nil
	}
}

func TestEveryScreenIsStillWhenNothingHappens(t *testing.T) {
	displaytest.Need(t)
	takeHands(t)
	a, _ := newApp(t, "") // with reduced motion: the course's small runs stand still too
	dst := ebiten.NewImage(a.pw, a.ph)
	defer dst.Deallocate()
	still := func(what string) {
		t.Helper()
		tick(t, a, 200) // until the run is explored and everything has glided to its place
		a.toast = ""
		for range 3 {
			a.Draw(dst)
			tick(t, a, 1)
		}
		for i := range 120 {
			tick(t, a, 1)
			require.False(t, a.dirty, "%s, tick %d", what, i)
		}
	}
	still("home")
	a.open("#/ping?v=1&at=30")
	s := a.screen.(*stage)
	for v := range viewModes {
		for i := range 4 {
			s.plan.view = v
			s.setTab(tab(i))
			still(viewNames[v] + " " + tabNames[i])
		}
	}
	s.about.open = true
	still("about")
	s.about.open = false
	s.menu.openPresets(s)
	still("menu")
	s.menu.open, a.help = false, true
	still("keys")
	a.help = false
	a.open("#/nothing")
	still("bad link")
}

func TestAnExploredRunIsNotWorkedOn(t *testing.T) {
	a, s, _ := openPing(t)
	tick(t, a, 200)
	require.True(t, s.run.tl.Work(1), "explored to its end")
	require.False(t, s.run.work())
	was, _ := s.run.tl.Known()
	tick(t, a, 50)
	now, _ := s.run.tl.Known()
	require.Equal(t, was, now)
}

func TestAFrameOfPlayWithoutAStepAllocatesNothing(t *testing.T) {
	takeHands(t)
	a, s, _ := openPing(t)
	c := takeClock(a)
	s.run.seek(20)
	tick(t, a, 60)
	s.run.togglePlay()
	tick(t, a, 3)
	frame := func() {
		c.at = c.at.Add(time.Microsecond) // so little that no event falls into it
		a.painter.Begin(a.w, a.h, a.unit)
		s.draw(a.painter)
		s.overlay(a.painter)
		a.painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(20, frame))
}
