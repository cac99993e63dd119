//go:build !js

package app_test

import (
	"fmt"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

// newCourse opens home with four scenarios of two themes and three weeks.
func newCourse(t testing.TB, been bool) (*app.App, *home.Home, *fakeHost) {
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
	h := &fakeHost{Desktop: desktop.NewDesktop(""), kept: map[string]string{}}
	if been {
		h.Keep(home.Welcomed, "1")
	}
	a := app.New(course, func(string) (screen.Code, error) { return screen.Code{}, nil }, h)
	a.Resize(1280, 720, 1)
	tick(t, a, 2)
	return a, a.Screen.(*home.Home), h
}

// strike presses a key for one tick.
func strike(t testing.TB, a *app.App, f *fakeHands, keys ...ebiten.Key) {
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
func enterText(t testing.TB, a *app.App, h *fakeHost, text string) {
	t.Helper()
	tick(t, a, 1)
	h.Field.Buffer.SelectAll()
	h.Field.Buffer.Insert(text)
	tick(t, a, 1)
}

func titles(h *home.Home) (out []string) {
	for _, c := range h.List {
		out = append(out, c.Sc.Title.KO)
	}
	return out
}

func TestSearchFollowsEveryKeyAndEnterOpensTheFirst(t *testing.T) {
	a, h, host := newCourse(t, true)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeySlash)
	require.True(t, a.Typing())
	for text, want := range map[string][]string{"ㅅㅋ": {"서킷 브레이커"}, "사": {"사가"}, "hash": {"안정 해시"}, "2주차": {"안정 해시", "사가"}} {
		enterText(t, a, host, text)
		require.Equal(t, want, titles(h), text)
	}
	enterText(t, a, host, "서ㅋ")
	require.Equal(t, "1", host.Probed("found"))

	strike(t, a, f, ebiten.KeyK) // a letter is text, not the language key
	require.Equal(t, sim.KO, a.Lang)
	strike(t, a, f, ebiten.KeyEnter)

	require.Equal(t, "s3", a.Screen.(*stage.Stage).Run.Sc.ID)
	require.False(t, a.Field.Open)
}

func TestEscapeClearsTheSearchAndArrowsChooseAmongWhatWasFound(t *testing.T) {
	a, h, host := newCourse(t, true)
	f := takeHands(t)
	strike(t, a, f, ebiten.KeySlash)
	enterText(t, a, host, "2주차")
	strike(t, a, f, ebiten.KeyDown)
	require.Equal(t, 1, h.Selected)

	strike(t, a, f, ebiten.KeyEscape)

	require.Len(t, h.List, 4)
	require.False(t, a.Field.Open)
	strike(t, a, f, ebiten.KeySlash)
	enterText(t, a, host, "사가")
	strike(t, a, f, ebiten.KeyTab)
	require.False(t, a.Typing(), "Tab gives the keyboard back")
	strike(t, a, f, ebiten.KeyEnter)
	require.Equal(t, "s2", a.Screen.(*stage.Stage).Run.Sc.ID)
}

func TestWhereNothingIsFoundOtherSearchesAreOffered(t *testing.T) {
	a, h, host := newCourse(t, true)
	displaytest.Need(t)
	h.Search()
	enterText(t, a, host, "뷁𠮷\x00")
	require.Empty(t, h.List)
	dst := ebiten.NewImage(a.Pw, a.Ph)
	defer dst.Deallocate()
	a.Draw(dst) // characters that no face has are boxes

	first := h.Buttons[h.First(home.ZoneNone)]
	h.Press(first.Id)
	tick(t, a, 3)

	require.Equal(t, first.Label, h.List[0].Sc.Title.KO)
	require.Equal(t, first.Label, host.Field.Buffer.Text())
}

func TestFiltersAreThemesOrWeeks(t *testing.T) {
	_, h, _ := newCourse(t, true)
	labels := func() (out []string) {
		for _, b := range h.Buttons {
			if b.Zone == home.ZoneFilters {
				out = append(out, b.Label)
			}
		}
		return out
	}
	require.Equal(t, []string{"전체 4", "트래픽 1", "분산 데이터 3"}, labels())

	h.Press("group")

	require.Equal(t, []string{"전체 4", "1주차 · 1", "2주차 · 2", "10주차 · 1"}, labels())
	h.Press("filter:2")
	require.Equal(t, []string{"안정 해시", "사가"}, titles(h))
}

func TestHomeIsUsedByKeyboardAlone(t *testing.T) {
	a, h, _ := newCourse(t, false)
	f := takeHands(t)
	var seen []home.Zone
	for range 4 {
		strike(t, a, f, ebiten.KeyTab)
		seen = append(seen, h.Zone)
		require.Equal(t, h.Zone != home.ZoneCards, h.Focused() != nil, "what has the keyboard is ringed")
	}
	require.Equal(t, []home.Zone{home.ZoneTop, home.ZoneFilters, home.ZoneWelcome, home.ZoneCards}, seen)
	strike(t, a, f, ebiten.KeyTab, ebiten.KeyShift)
	require.Equal(t, "tour", h.Focused().Id)
	strike(t, a, f, ebiten.KeyUp)
	strike(t, a, f, ebiten.KeyRight)
	require.Equal(t, "filter:1", h.Focused().Id)
	require.Len(t, h.List, 1, "arrows filter at once")
	strike(t, a, f, ebiten.KeyEscape)
	require.Equal(t, home.ZoneCards, h.Zone)
	strike(t, a, f, ebiten.KeyEscape)
	require.Len(t, h.List, 4)
	strike(t, a, f, ebiten.KeyRight)
	strike(t, a, f, ebiten.KeyEnter)
	require.Equal(t, "s1", a.Screen.(*stage.Stage).Run.Sc.ID)
}

func TestTheWelcomeIsShownUntilItIsAnswered(t *testing.T) {
	a, h, _ := newCourse(t, false)
	require.GreaterOrEqual(t, h.First(home.ZoneWelcome), 0)
	h.Press("skip")
	require.Equal(t, -1, h.First(home.ZoneWelcome))
	a.Home()
	require.Equal(t, -1, a.Screen.(*home.Home).First(home.ZoneWelcome), "nor the next time")
}

func TestTheTourLeadsFromOneThingToTheNext(t *testing.T) {
	a, h, _ := newCourse(t, false)
	h.Press("tour")
	s := a.Screen.(*stage.Stage)
	require.Equal(t, s.Run.Sc.Presets[0].ID, s.Run.Prepared)
	tick(t, a, 2)
	require.Equal(t, 0, s.Coach.Step)
	s.Step(1)
	tick(t, a, 2)
	require.Equal(t, 1, s.Coach.Step)
	s.Run.TogglePlay()
	tick(t, a, 2)
	s.Run.Selected = model.Part{Kind: model.Node, Node: 1}
	tick(t, a, 2)
	require.Equal(t, 3, s.Coach.Step)
	s.Acts.Preset(&s.Run.Sc.Presets[1]) // something fails in it
	tick(t, a, 50)
	s.Keyboard.Mark(1)
	tick(t, a, 5)
	require.Equal(t, 4, s.Coach.Step)
	s.Acts.CompareBoth()
	f := takeHands(t)
	a.Show(s)
	tick(t, a, 2)
	require.Equal(t, 5, s.Coach.Step)

	strike(t, a, f, ebiten.KeyEscape)

	require.False(t, s.Coach.On)
	require.Equal(t, screen.Screen(s), a.Screen, "Escape closes the guide first")
	a.Home()
	require.Equal(t, -1, a.Screen.(*home.Home).First(home.ZoneWelcome))
}

func TestHomeIsStillWithReducedMotion(t *testing.T) {
	a, h, _ := newCourse(t, true)
	require.True(t, a.ReducedMotion)
	in := input.Input{X: -1, Y: -1}
	h.Update(&in)
	for range 30 {
		require.False(t, h.Update(&in))
	}
}

func TestHomeFitsEveryWindow(t *testing.T) {
	displaytest.Need(t)
	for _, been := range []bool{false, true} {
		a, h, _ := newCourse(t, been)
		for _, size := range [][2]int{{1, 1}, {320, 568}, {390, 844}, {800, 600}, {1280, 720}, {3840, 2160}} {
			a.Resize(size[0], size[1], 1)
			for _, b := range h.Buttons {
				require.True(t, size[0] < 320 || b.At.X >= 0 && b.At.X+b.At.W <= a.W, "%s in %v", b.Id, size)
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
	h.Query = "hash"
	strike(t, a, f, ebiten.KeySlash)
	require.Equal(t, "hash", host.Field.Buffer.Selected())
	strike(t, a, f, ebiten.KeyLeft)
	strike(t, a, f, ebiten.KeyRight, ebiten.KeyShift)
	require.Equal(t, "h", host.Field.Buffer.Selected())
	strike(t, a, f, ebiten.KeyDelete)
	require.Equal(t, "ash", h.Query)
	strike(t, a, f, ebiten.KeyEnd)
	strike(t, a, f, ebiten.KeyBackspace)
	strike(t, a, f, ebiten.KeyHome)
	require.Equal(t, "as", h.Query)
	strike(t, a, f, ebiten.KeyA, ebiten.KeyControl)
	require.Equal(t, "as", host.Field.Buffer.Selected())

	host.Field.Preedit = "ㅎ"
	strike(t, a, f, ebiten.KeyEnter)

	require.Equal(t, screen.Screen(h), a.Screen, "the Enter that ends a composition opens nothing")
}
