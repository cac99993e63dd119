//go:build !js

package visual

import (
	"fmt"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// newCourse opens home with four scenarios of two themes and three weeks.
func newCourse(t testing.TB, been bool) (*App, *home, *fakeHost) {
	t.Helper()
	var course []*sim.Scenario
	for i, title := range []sim.Text{sim.T("로드 밸런싱", "Load balancing"), sim.T("안정 해시", "Consistent hashing"), sim.T("사가", "Saga"), sim.T("서킷 브레이커", "Circuit breaker")} {
		sc := ping()
		sc.ID, sc.Title, sc.Week = fmt.Sprintf("s%d", i), title, []int{1, 2, 2, 10}[i]
		if i > 0 {
			sc.Theme = "data"
		}
		course = append(course, sc)
	}
	h := &fakeHost{Desktop: NewDesktop(""), kept: map[string]string{}}
	if been {
		h.Keep(welcomed, "1")
	}
	a := New(course, func(string) (Code, error) { return Code{}, nil }, h)
	a.resize(1280, 720, 1)
	tick(t, a, 2)
	return a, a.screen.(*home), h
}

// strike presses a key for one tick.
func strike(t testing.TB, a *App, f *fakeHands, keys ...ebiten.Key) {
	t.Helper()
	for _, key := range keys {
		f.keyPressed[key], f.keys[key] = true, 1
	}
	tick(t, a, 1)
	for _, key := range keys {
		delete(f.keyPressed, key)
		delete(f.keys, key)
	}
	tick(t, a, 1)
}

// enterText puts a text into the open field, as an input method does.
func enterText(t testing.TB, a *App, h *fakeHost, text string) {
	t.Helper()
	tick(t, a, 1)
	h.field.buffer.SelectAll()
	h.field.buffer.Insert(text)
	tick(t, a, 1)
}

func titles(h *home) (out []string) {
	for _, c := range h.list {
		out = append(out, c.sc.Title.KO)
	}
	return out
}

func TestSearchFollowsEveryKeyAndEnterOpensTheFirst(t *testing.T) {
	a, h, host := newCourse(t, true)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeySlash)
	require.True(t, a.typing())
	for text, want := range map[string][]string{"ㅅㅋ": {"서킷 브레이커"}, "사": {"사가"}, "hash": {"안정 해시"}, "2주차": {"안정 해시", "사가"}} {
		enterText(t, a, host, text)
		require.Equal(t, want, titles(h), text)
	}
	enterText(t, a, host, "서ㅋ")
	require.Equal(t, "1", host.Probed("found"))

	strike(t, a, f, ebiten.KeyK) // a letter is text, not the language key
	require.Equal(t, sim.KO, a.lang)
	strike(t, a, f, ebiten.KeyEnter)

	require.Equal(t, "s3", a.screen.(*stage).run.sc.ID)
	require.False(t, a.field.open)
}

func TestEscapeClearsTheSearchAndArrowsChooseAmongWhatWasFound(t *testing.T) {
	a, h, host := newCourse(t, true)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeySlash)
	enterText(t, a, host, "2주차")
	strike(t, a, f, ebiten.KeyDown)
	require.Equal(t, 1, h.selected)

	strike(t, a, f, ebiten.KeyEscape)

	require.Len(t, h.list, 4)
	require.False(t, a.field.open)
	strike(t, a, f, ebiten.KeySlash)
	enterText(t, a, host, "사가")
	strike(t, a, f, ebiten.KeyTab)
	require.False(t, a.typing(), "Tab gives the keyboard back")
	strike(t, a, f, ebiten.KeyEnter)
	require.Equal(t, "s2", a.screen.(*stage).run.sc.ID)
}

func TestWhereNothingIsFoundOtherSearchesAreOffered(t *testing.T) {
	a, h, host := newCourse(t, true)
	displaytest.Need(t)
	h.search()
	enterText(t, a, host, "뷁𠮷\x00")
	require.Empty(t, h.list)
	dst := ebiten.NewImage(a.pw, a.ph)
	defer dst.Deallocate()
	a.Draw(dst) // characters that no face has are boxes

	first := h.buttons[h.first(zoneNone)]
	h.press(first.id)
	tick(t, a, 3)

	require.Equal(t, first.label, h.list[0].sc.Title.KO)
	require.Equal(t, first.label, host.field.buffer.Text())
}

func TestFiltersAreThemesOrWeeks(t *testing.T) {
	_, h, _ := newCourse(t, true)
	labels := func() (out []string) {
		for _, b := range h.buttons {
			if b.zone == zoneFilters {
				out = append(out, b.label)
			}
		}
		return out
	}
	require.Equal(t, []string{"전체 4", "트래픽 1", "분산 데이터 3"}, labels())

	h.press("group")

	require.Equal(t, []string{"전체 4", "1주차 · 1", "2주차 · 2", "10주차 · 1"}, labels())
	h.press("filter:2")
	require.Equal(t, []string{"안정 해시", "사가"}, titles(h))
}

func TestHomeIsUsedByKeyboardAlone(t *testing.T) {
	a, h, _ := newCourse(t, false)
	f := takeHands(t)
	var seen []zone
	for range 4 {
		strike(t, a, f, ebiten.KeyTab)
		seen = append(seen, h.zone)
		require.Equal(t, h.zone != zoneCards, h.focused() != nil, "what has the keyboard is ringed")
	}
	require.Equal(t, []zone{zoneTop, zoneFilters, zoneWelcome, zoneCards}, seen)
	strike(t, a, f, ebiten.KeyTab, ebiten.KeyShift)
	require.Equal(t, "tour", h.focused().id)
	strike(t, a, f, ebiten.KeyUp)
	strike(t, a, f, ebiten.KeyRight)
	require.Equal(t, "filter:1", h.focused().id)
	require.Len(t, h.list, 1, "arrows filter at once")
	strike(t, a, f, ebiten.KeyEscape)
	require.Equal(t, zoneCards, h.zone)
	strike(t, a, f, ebiten.KeyEscape)
	require.Len(t, h.list, 4)
	strike(t, a, f, ebiten.KeyRight)
	strike(t, a, f, ebiten.KeyEnter)
	require.Equal(t, "s1", a.screen.(*stage).run.sc.ID)
}

func TestTheWelcomeIsShownUntilItIsAnswered(t *testing.T) {
	a, h, _ := newCourse(t, false)
	require.GreaterOrEqual(t, h.first(zoneWelcome), 0)
	h.press("skip")
	require.Equal(t, -1, h.first(zoneWelcome))
	a.Home()
	require.Equal(t, -1, a.screen.(*home).first(zoneWelcome), "nor the next time")
}

func TestTheTourLeadsFromOneThingToTheNext(t *testing.T) {
	a, h, _ := newCourse(t, false)
	h.press("tour")
	s := a.screen.(*stage)
	require.Equal(t, s.run.sc.Presets[0].ID, s.run.prepared)
	tick(t, a, 2)
	require.Equal(t, 0, s.coach.step)
	s.step(1)
	tick(t, a, 2)
	require.Equal(t, 1, s.coach.step)
	s.run.togglePlay()
	tick(t, a, 2)
	s.run.selected = model.Part{Kind: model.Node, Node: 1}
	tick(t, a, 2)
	require.Equal(t, 3, s.coach.step)
	s.acts.preset(&s.run.sc.Presets[1]) // something fails in it
	tick(t, a, 50)
	s.keyboard.mark(1)
	tick(t, a, 5)
	require.Equal(t, 4, s.coach.step)
	s.acts.compareBoth()
	f := takeHands(t)
	a.show(s)
	tick(t, a, 2)
	require.Equal(t, 5, s.coach.step)

	strike(t, a, f, ebiten.KeyEscape)

	require.False(t, s.coach.on)
	require.Equal(t, screen(s), a.screen, "Escape closes the guide first")
	a.Home()
	require.Equal(t, -1, a.screen.(*home).first(zoneWelcome))
}

func TestHomeIsStillWithReducedMotion(t *testing.T) {
	a, h, _ := newCourse(t, true)
	require.True(t, a.reducedMotion)
	in := input{x: -1, y: -1}
	h.update(&in)
	for range 30 {
		require.False(t, h.update(&in))
	}
}

func TestHomeFitsEveryWindow(t *testing.T) {
	displaytest.Need(t)
	for _, been := range []bool{false, true} {
		a, h, _ := newCourse(t, been)
		for _, size := range [][2]int{{1, 1}, {320, 568}, {390, 844}, {800, 600}, {1280, 720}, {3840, 2160}} {
			a.resize(size[0], size[1], 1)
			for _, b := range h.buttons {
				require.True(t, size[0] < 320 || b.at.X >= 0 && b.at.X+b.at.W <= a.w, "%s in %v", b.id, size)
			}
			dst := ebiten.NewImage(size[0], size[1])
			a.Draw(dst)
			dst.Deallocate()
		}
	}
}

func TestTheWindowsFieldSelectsAllAndTakesTheEditingKeys(t *testing.T) {
	a, h, host := newCourse(t, true)
	f := takeHands(t)
	h.query = "hash"
	strike(t, a, f, ebiten.KeySlash)
	require.Equal(t, "hash", host.field.buffer.Selected())
	strike(t, a, f, ebiten.KeyLeft)
	strike(t, a, f, ebiten.KeyRight, ebiten.KeyShift)
	require.Equal(t, "h", host.field.buffer.Selected())
	strike(t, a, f, ebiten.KeyDelete)
	require.Equal(t, "ash", h.query)
	strike(t, a, f, ebiten.KeyEnd)
	strike(t, a, f, ebiten.KeyBackspace)
	strike(t, a, f, ebiten.KeyHome)
	require.Equal(t, "as", h.query)
	strike(t, a, f, ebiten.KeyA, ebiten.KeyControl)
	require.Equal(t, "as", host.field.buffer.Selected())

	host.field.preedit = "ㅎ"
	strike(t, a, f, ebiten.KeyEnter)

	require.Equal(t, screen(h), a.screen, "the Enter that ends a composition opens nothing")
}
