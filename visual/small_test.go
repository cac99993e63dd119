//go:build !js

package visual

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// windows are what people have: width and height in CSS pixels, and the device's scale.
var windows = [][3]int{{360, 640, 3}, {480, 400, 1}, {427, 240, 3}, {320, 568, 2}, {560, 460, 1}, {390, 844, 3}, {844, 390, 3}, {640, 360, 2}, {768, 1024, 2}, {800, 600, 1}, {1024, 500, 1},
	{1280, 720, 1}, {1280, 720, 2}, {1920, 1080, 1}, {1707, 960, 1}, {2560, 1440, 2}, {3840, 2160, 1}, {3840, 2160, 3}}

// eachWindow opens the stage in every window, with a mouse and with fingers.
func eachWindow(t *testing.T, check func(t *testing.T, a *App, s *stage)) {
	t.Helper()
	for _, w := range windows {
		for _, touch := range []bool{false, true} {
			t.Run(fmt.Sprintf("%dx%d@%d touch %v", w[0], w[1], w[2], touch), func(t *testing.T) {
				a, s, _ := openPing(t)
				a.touch = touch
				a.resize(w[0]*w[2], w[1]*w[2], float32(w[2]))
				s.run.seek(40)
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
	eachWindow(t, func(t *testing.T, a *App, s *stage) {
		window := paint.Rect{X: 0, Y: 0, W: a.w, H: a.h}
		parts := map[string]paint.Rect{"map": s.plan.mapArea(), "caption": s.plan.captionArea(), "bar": s.transport.barArea()}
		for i := range 4 {
			parts[fmt.Sprint("button ", i)] = s.transport.buttonAt(i)
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
	eachWindow(t, func(t *testing.T, a *App, s *stage) {
		if s.app.narrow() || s.app.small() {
			require.GreaterOrEqual(t, s.plan.panel().X, a.w, "not before")
			s.toggleSide()
			tick(t, a, 2)
		}
		for i := range 4 {
			s.setTab(tab(i))
			r := s.plan.panel()
			require.True(t, within(r, paint.Rect{X: 0, Y: topH, W: a.w, H: a.h - topH}), "%v", r)
			require.GreaterOrEqual(t, r.H-s.side.lawsHeight(), float32(150))
		}
	})
}

// written is all text that a screen shows now.
func written(a *App) []paint.Written {
	var audit paint.Audit
	a.painter.Watch(&audit)
	widgets.Audit(&audit)
	defer func() { a.painter.Watch(nil); widgets.Audit(nil) }()
	a.painter.Begin(a.w, a.h, a.unit)
	a.screen.draw(a.painter)
	a.screen.widgets(nil)
	a.screen.overlay(a.painter)
	if a.help {
		a.sheet.draw(a, a.painter)
	}
	a.painter.Discard()
	return audit.Texts
}

// readable fails for a text that is too small to read or leaves the window.
func readable(t *testing.T, a *App, what string) {
	t.Helper()
	for _, w := range written(a) {
		require.GreaterOrEqual(t, w.Size, float32(12.99), "%s: %q by %s", what, w.Text, w.By)
		if w.Box.X+w.Box.W <= w.Clip.X || w.Box.X >= min(w.Clip.X+w.Clip.W, a.w) {
			continue // not to be seen
		}
		require.GreaterOrEqual(t, w.Box.X, float32(-1), "%s: %q by %s leaves the window", what, w.Text, w.By)
		require.LessOrEqual(t, w.Box.X+w.Box.W, a.w+1, "%s: %q by %s leaves the window", what, w.Text, w.By)
	}
}

func TestEverythingWrittenIsLargeEnoughAndWithinEveryWindow(t *testing.T) {
	for _, lang := range []sim.Lang{sim.KO, sim.EN} {
		eachWindow(t, func(t *testing.T, a *App, s *stage) {
			a.setLang(lang)
			for v := range viewModes {
				s.plan.view = v
				s.place()
				tick(t, a, 2)
				readable(t, a, viewNames[v])
			}
			if s.app.small() {
				s.toggleSide()
			}
			for i := range 4 {
				s.setTab(tab(i))
				tick(t, a, 2)
				readable(t, a, tabNames[i])
			}
			s.menu.openMore(s)
			readable(t, a, "menu")
			require.True(t, within(s.menu.at, paint.Rect{X: 0, Y: 0, W: a.w, H: a.h}), "%v", s.menu.at)
			if a.h >= 390 && a.touch {
				require.GreaterOrEqual(t, s.menu.each, float32(40), "a finger's height")
			}
			s.menu.openPresets(s)
			readable(t, a, "presets")
			s.menu.open, s.about.open = false, true
			readable(t, a, "about")
			s.about.open, a.help = false, true
			readable(t, a, "keys")
			a.help = false
			a.Home()
			tick(t, a, 2)
			readable(t, a, "home")
			a.open("#/no-such-thing")
			readable(t, a, "bad link")
		})
	}
}

func TestTheSheetOfKeysRollsToItsEndWhereItDoesNotFit(t *testing.T) {
	a, _, _ := openPing(t)
	a.resize(360, 400, 1)
	f := takeHands(t)
	a.help = true
	written(a)
	require.Positive(t, a.sheet.most)

	for y := float32(300); y > -900; y -= 20 {
		f.touch(t, a, 1, finger{1, 100, y})
	}

	require.Equal(t, a.sheet.most, a.sheet.roll)
	require.True(t, a.help, "a finger that rolls does not close it")
	f.touch(t, a, 40)
	f.tap(t, a, 100, 200)
	require.False(t, a.help)
}

func TestASheetOverTheModelIsClosedBesideItAndKeepsTheModelFromPresses(t *testing.T) {
	a, s, _ := openPing(t)
	a.resize(844, 390, 1)
	f := takeHands(t)
	s.toggleSide()
	tick(t, a, 2)
	r := s.plan.panel()

	f.tap(t, a, r.X+r.W/2, r.Y+r.H-20)
	require.True(t, s.plan.sheetOpen())
	require.False(t, s.menu.open)
	f.tap(t, a, 40, 200)

	require.False(t, s.plan.sheetOpen())
	require.Zero(t, s.run.tl.Cursor(), "the press went no further")
}
