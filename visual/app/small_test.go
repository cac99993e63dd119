//go:build !js

package app_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// windows are what people have: width and height in CSS pixels, and the device's scale.
var windows = [][3]int{{360, 640, 3}, {480, 400, 1}, {427, 240, 3}, {320, 568, 2}, {560, 460, 1}, {390, 844, 3}, {844, 390, 3}, {640, 360, 2}, {768, 1024, 2}, {800, 600, 1}, {1024, 500, 1},
	{1280, 720, 1}, {1280, 720, 2}, {1920, 1080, 1}, {1707, 960, 1}, {2560, 1440, 2}, {3840, 2160, 1}, {3840, 2160, 3}}

// eachWindow opens the stage in every window, with a mouse and with fingers.
func eachWindow(t *testing.T, check func(t *testing.T, a *app.App, s *stage.Stage)) {
	t.Helper()
	for _, w := range windows {
		for _, touch := range []bool{false, true} {
			t.Run(fmt.Sprintf("%dx%d@%d touch %v", w[0], w[1], w[2], touch), func(t *testing.T) {
				a, s, _ := openPing(t)
				a.Touch = touch
				a.Resize(w[0]*w[2], w[1]*w[2], float32(w[2]))
				s.Run.ToStep(40)
				tick(t, a, 5)
				check(t, a, s)
			})
		}
	}
}

func within(inner, outer paint.Rect) bool {
	return inner.X >= outer.X && inner.Y >= outer.Y && inner.X+inner.W <= outer.X+outer.W+0.1 && inner.Y+inner.H <= outer.Y+outer.H+0.1
}

func overlap(a, b paint.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestEveryWindowShowsMapCaptionAndTransportBesideEachOther(t *testing.T) {
	eachWindow(t, func(t *testing.T, a *app.App, s *stage.Stage) {
		window := paint.Rect{X: 0, Y: 0, W: a.W, H: a.H}
		parts := map[string]paint.Rect{"map": s.Plan.MapArea(), "caption": s.Plan.CaptionArea(), "bar": s.Transport.BarArea()}
		for i := range 4 {
			parts[fmt.Sprint("button ", i)] = s.Transport.ButtonAt(i)
		}
		for name, r := range parts {
			require.True(t, within(r, window), "%s %v is not within %v", name, r, window)
			for other, q := range parts {
				require.False(t, name != other && overlap(r, q), "%s %v lies on %s %v", name, r, other, q)
			}
		}
		require.GreaterOrEqual(t, parts["map"].H, float32(110))
		require.GreaterOrEqual(t, parts["map"].W, float32(290))
		require.GreaterOrEqual(t, parts["bar"].W, float32(170))
	})
}

func TestThePanelIsWithinEveryWindowOnceItIsAskedFor(t *testing.T) {
	eachWindow(t, func(t *testing.T, a *app.App, s *stage.Stage) {
		if s.Env.Narrow() || s.Env.Small() {
			require.GreaterOrEqual(t, s.Plan.Panel().X, a.W, "not before")
			s.ToggleSide()
			tick(t, a, 2)
		}
		for i := range 4 {
			s.SetTab(inspect.Tab(i))
			r := s.Plan.Panel()
			require.True(t, within(r, paint.Rect{X: 0, Y: screen.TopH, W: a.W, H: a.H - screen.TopH}), "%v", r)
			require.GreaterOrEqual(t, r.H-s.Side.LawsHeight(), float32(150))
		}
	})
}

// written is all text that a screen shows now.
func written(a *app.App) []paint.Written {
	var audit paint.Audit
	a.Painter.Watch(&audit)
	widgets.Audit(&audit)
	defer func() { a.Painter.Watch(nil); widgets.Audit(nil) }()
	a.Painter.Begin(a.W, a.H, a.Unit)
	a.Screen.Draw(a.Painter)
	a.Screen.Widgets(nil)
	a.Screen.Overlay(a.Painter)
	if a.Help {
		a.Sheet.Draw(a, a.Painter)
	}
	a.Painter.Discard()
	return audit.Texts
}

// readable fails for a text that is too small to read or leaves the window.
func readable(t *testing.T, a *app.App, what string) {
	t.Helper()
	for _, w := range written(a) {
		require.GreaterOrEqual(t, w.Size, float32(12.99), "%s: %q by %s", what, w.Text, w.By)
		if w.Box.X+w.Box.W <= w.Clip.X || w.Box.X >= min(w.Clip.X+w.Clip.W, a.W) {
			continue // not to be seen
		}
		require.GreaterOrEqual(t, w.Box.X, float32(-1), "%s: %q by %s leaves the window", what, w.Text, w.By)
		require.LessOrEqual(t, w.Box.X+w.Box.W, a.W+1, "%s: %q by %s leaves the window", what, w.Text, w.By)
	}
}

func TestEverythingWrittenIsLargeEnoughAndWithinEveryWindow(t *testing.T) {
	for _, lang := range []sim.Lang{sim.KO, sim.EN} {
		eachWindow(t, func(t *testing.T, a *app.App, s *stage.Stage) {
			a.SetLang(lang)
			for v := range play.ViewModes {
				s.Plan.View = v
				s.Place()
				tick(t, a, 2)
				readable(t, a, play.Views[v])
			}
			if s.Env.Small() {
				s.ToggleSide()
			}
			for i := range 4 {
				s.SetTab(inspect.Tab(i))
				tick(t, a, 2)
				readable(t, a, play.TabNames[i])
			}
			s.Menu.OpenMore(s)
			readable(t, a, "menu")
			require.True(t, within(s.Menu.At, paint.Rect{X: 0, Y: 0, W: a.W, H: a.H}), "%v", s.Menu.At)
			if a.H >= 390 && a.Touch {
				require.GreaterOrEqual(t, s.Menu.Each, float32(40), "a finger's height")
			}
			s.Menu.OpenPresets(s)
			readable(t, a, "presets")
			s.Menu.Open, s.About.Open = false, true
			readable(t, a, "about")
			s.About.Open, a.Help = false, true
			readable(t, a, "keys")
			a.Help = false
			a.Home()
			tick(t, a, 2)
			readable(t, a, "home")
			a.Open("#/no-such-thing")
			readable(t, a, "bad link")
		})
	}
}

func TestTheSheetOfKeysRollsToItsEndWhereItDoesNotFit(t *testing.T) {
	a, _, _ := openPing(t)
	a.Resize(360, 400, 1)
	f := takeHands(t)
	a.Help = true
	written(a)
	require.Positive(t, a.Sheet.Most)

	for y := float32(300); y > -900; y -= 20 {
		f.touch(t, a, 1, touchAt(1, 100, y))
	}

	require.Equal(t, a.Sheet.Most, a.Sheet.Roll)
	require.True(t, a.Help, "a finger that rolls does not close it")
	f.touch(t, a, 40)
	f.tap(t, a, 100, 200)
	require.False(t, a.Help)
}

func TestASheetOverTheModelIsClosedBesideItAndKeepsTheModelFromPresses(t *testing.T) {
	a, s, _ := openPing(t)
	a.Resize(844, 390, 1)
	f := takeHands(t)
	s.ToggleSide()
	tick(t, a, 2)
	r := s.Plan.Panel()

	f.tap(t, a, r.X+r.W/2, r.Y+r.H-20)
	require.True(t, s.Plan.SheetOpen())
	require.False(t, s.Menu.Open)
	f.tap(t, a, 40, 200)

	require.False(t, s.Plan.SheetOpen())
	require.Zero(t, s.Run.Tl.Cursor(), "the press went no further")
}
