//go:build !js

package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/compare"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

const slowServer = "#/load-balancing?v=1&p=serviceMs:10&a=5s:slow(s4,4)&vs=policy:p2c,serviceMs:10,5s:slow(s4,4)&at=8s&lang=ko"

// openComparison opens a link with the whole course and waits until all runs are known.
func openComparison(t testing.TB, text string) (*app.App, *compare.Compare, *fakeHost) {
	t.Helper()
	h := &fakeHost{Desktop: desktop.NewDesktop(text)}
	a := app.New(scenarios.All, realSource, h)
	a.Resize(1280, 720, 1)
	c, ok := a.Screen.(*compare.Compare)
	require.True(t, ok, h.Probed("error"))
	restCompare(t, a, c)
	return a, c, h
}

// restCompare lets everything that goes on in pieces come to its end.
func restCompare(t testing.TB, a *app.App, c *compare.Compare) {
	t.Helper()
	for range 2000 {
		require.NoError(t, a.Update())
		if c.Settled() && c.Drawn == c.Clock && c.Explored() >= c.Sc.Horizon-sim.Second {
			tick(t, a, 3)
			return
		}
	}
	t.Fatal("the comparison does not come to rest")
}

// inStep fails unless every run stands at its last step up to the one virtual time.
func inStep(t testing.TB, c *compare.Compare) {
	t.Helper()
	for i, p := range c.Panes {
		run := p.Tl.Run()
		require.LessOrEqual(t, run.Now(), c.Clock, "run %d", i)
		if next, more := run.Next(); more {
			require.Greater(t, next, c.Clock, "run %d", i)
		}
	}
}

// alone runs a spec up to a time, without any screen.
func alone(t testing.TB, spec sim.Spec, until sim.Time) versus.Side {
	t.Helper()
	r, err := sim.NewRun(spec, sim.Options{Digests: true, Laws: true, Metrics: true})
	require.NoError(t, err)
	s := versus.Side{Run: r}
	for {
		if at, more := r.Next(); !more || at > until {
			return s
		}
		r.Step()
		if rec, _ := r.Last(); rec.Op == sim.Acted && !s.Faulted {
			s.Faulted, s.Fault = true, rec
		}
	}
}

func TestTheSentenceAndTheHeadsAreTheModelsFigures(t *testing.T) {
	_, c, h := openComparison(t, slowServer)
	var sides []versus.Side
	for i, p := range c.Panes {
		s := alone(t, p.Spec, c.Clock)
		require.Equal(t, s.Run.Digest(), p.Tl.Run().Digest(), "run %d is the run alone", i)
		sides = append(sides, s)
	}

	want := versus.Judge(sides, []string{c.Panes[0].Name, c.Panes[1].Name}, c.Clock, sim.KO)

	require.Equal(t, want.Plain(), c.Sentence.Plain)
	require.Equal(t, want.Plain(), h.Probed("sentence"))
	require.Equal(t, want.Plain(), h.Probed("caption-ko"), "announced")
	require.True(t, strings.HasPrefix(want.Plain(), "느린 서버 하나가 끼면 라운드 로빈의 p99가 "), want.Plain())
	for i, p := range c.Panes {
		require.Equal(t, versus.Text(c.Sc, &want.Figures[0], want.Values[0][i].N, sim.KO), p.Head.Main)
		require.Equal(t, "p99", p.Head.MainName)
	}
	require.Equal(t, c.Env.Theme.Red, c.Color(0))
	require.Equal(t, c.Env.Theme.Teal, c.Color(1))
}

func TestAllRunsStandAtOneTimeWhateverMovesThem(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	f := takeHands(t)
	inStep(t, c)
	for _, key := range []ebiten.Key{ebiten.KeyRight, ebiten.KeyRight, ebiten.KeyLeft, ebiten.KeyHome, ebiten.KeyEnd, ebiten.KeyPageUp} {
		f.press(t, a, key)
		restCompare(t, a, c)
		inStep(t, c)
	}
	require.Equal(t, 5*sim.Second, c.Clock, "the fault is the mark before the end")
	r := c.Transport.BarArea()
	f.click(t, a, r.X+r.W/2, r.Y+4)
	restCompare(t, a, c)
	require.InDelta(t, float64(c.Span/2), float64(c.Clock), float64(c.Span/500))
	inStep(t, c)
	f.press(t, a, ebiten.KeySpace)
	for range 5 {
		time.Sleep(5 * time.Millisecond)
		tick(t, a, 1)
		if c.Settled() {
			inStep(t, c)
		}
	}
	f.press(t, a, ebiten.KeySpace)
	require.False(t, c.Playing)
	require.Greater(t, c.Clock, c.Span/2)
}

func TestAStepIsTheNextMomentInAnyRunAndBackAgain(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	at := c.Clock
	next := sim.Never
	for _, p := range c.Panes {
		n, _ := p.Tl.Run().Next()
		next = min(next, n)
	}
	c.Step(1)
	require.Equal(t, next, c.Clock)
	restCompare(t, a, c)
	c.Step(-1)
	restCompare(t, a, c)
	require.LessOrEqual(t, c.Clock, at)
	for i, p := range c.Panes {
		require.LessOrEqual(t, p.Tl.Run().Now(), at, "run %d", i)
	}
}

func TestTheLinkOfAComparisonOpensTheSameComparison(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	c.Seek(6_543_210_987)
	restCompare(t, a, c)
	text, err := a.Encode()
	require.NoError(t, err)

	_, again, _ := openComparison(t, text)

	require.Equal(t, c.Clock, again.Clock)
	require.Equal(t, c.Sentence.Plain, again.Sentence.Plain)
	for i := range c.Panes {
		require.Equal(t, c.Panes[i].Tl.Run().Digest(), again.Panes[i].Tl.Run().Digest())
	}
	l, err := link.Decode(text, scenarios.All)
	require.NoError(t, err)
	require.Equal(t, c.Clock, l.Time)
}

func TestALinkWithAStepStandsWhereTheFirstRunHasIt(t *testing.T) {
	_, c, _ := openComparison(t, "#/load-balancing?v=1&vs=policy:p2c&at=500")
	require.EqualValues(t, 500, c.Panes[0].Tl.Cursor())
	inStep(t, c)
}

func TestAComparisonIsBuiltAndLeftWithTheKeyboardAlone(t *testing.T) {
	a, _, _ := openPing(t)
	f := takeHands(t)
	f.press(t, a, ebiten.KeyDigit3)
	c, ok := a.Screen.(*compare.Compare)
	require.True(t, ok)
	restCompare(t, a, c)
	require.Equal(t, []string{"단순", "권장"}, []string{c.Panes[0].Name, c.Panes[1].Name})
	require.Equal(t, c.Span, c.Clock, "it opens where the difference is to be seen")

	f.press(t, a, ebiten.KeyEqual)
	f.press(t, a, ebiten.KeyEqual)
	f.press(t, a, ebiten.KeyEqual)
	restCompare(t, a, c)
	require.Len(t, c.Panes, compare.MostRuns)
	require.Equal(t, compare.MostRuns-1, c.Chosen)
	f.press(t, a, ebiten.KeyDelete)
	f.press(t, a, ebiten.KeyDigit3)
	f.press(t, a, ebiten.KeyEnter)
	require.True(t, c.Pick.Open)
	for c.Pick.Hover < 0 || c.Pick.Items[c.Pick.Hover].Text != "속도" {
		f.press(t, a, ebiten.KeyDown)
	}
	f.press(t, a, ebiten.KeyEnter)
	for c.Pick.Items[max(c.Pick.Hover, 0)].Text != "40" {
		f.press(t, a, ebiten.KeyDown)
	}
	f.press(t, a, ebiten.KeyEnter)
	restCompare(t, a, c)
	require.False(t, c.Pick.Open)
	require.EqualValues(t, 40, c.Panes[2].Spec.Params[0][0])

	f.press(t, a, ebiten.KeyDigit1)
	f.press(t, a, ebiten.KeyDelete)
	f.press(t, a, ebiten.KeyDelete)
	require.Len(t, c.Panes, compare.FewestRuns, "two stay")
	text, err := a.Encode()
	require.NoError(t, err)
	require.Contains(t, text, "&vs=")
	f.press(t, a, ebiten.KeyDigit2)
	chosen := c.Panes[1].Spec
	f.press(t, a, ebiten.KeyEscape)
	s, ok := a.Screen.(*stage.Stage)
	require.True(t, ok, "Esc opens the chosen run")
	require.True(t, s.Run.Tl.Spec().Params.Equal(chosen.Params))
}

func TestTheRunOnTheStageIsComparedWithItsFaultsAtTheSameTime(t *testing.T) {
	a, s, _ := openPing(t)
	s.Run.ToStep(30)
	tick(t, a, 3)
	s.Acts.Do("crash(b)")
	tick(t, a, 3)
	at := s.Run.Tl.Run().Now()
	f := takeHands(t)
	f.press(t, a, ebiten.KeyC)
	c, ok := a.Screen.(*compare.Compare)
	require.True(t, ok)
	restCompare(t, a, c)
	require.False(t, c.Panes[0].Spec.Actions[0].Timed, "the run itself")
	require.True(t, c.Panes[1].Spec.Actions[0].Timed)
	require.Equal(t, at, c.Panes[1].Spec.Actions[0].At)
	require.Equal(t, "crash(b)", c.Panes[1].Spec.Actions[0].Call())
	require.Equal(t, s.Run.Clock, c.Clock)
}

func TestABadFurtherRunOpensNothing(t *testing.T) {
	a, h := newApp(t, "#/ping?v=1&vs=5:crash(nobody)")
	require.IsType(t, &app.BadLink{}, a.Screen)
	require.Contains(t, h.Probed("error"), "nobody")
}

func TestAComparisonAtRestIsStillAndAllocatesNothing(t *testing.T) {
	displaytest.Need(t)
	a, c, _ := openComparison(t, slowServer)
	dst := ebiten.NewImage(a.Pw, a.Ph)
	defer dst.Deallocate()
	for range 10 {
		tick(t, a, 30)
		a.Draw(dst)
	}
	tick(t, a, 10)
	require.False(t, a.Dirty, "nothing changed, so nothing is to be drawn")
	frame := func() {
		a.Painter.Begin(a.W, a.H, a.Unit)
		c.Draw(a.Painter)
		c.Overlay(a.Painter)
		a.Painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(10, frame))
	require.LessOrEqual(t, testing.AllocsPerRun(10, func() { c.Update(&a.In) }), 8.0, "what the widgets' library itself needs")
}

func TestEveryWindowShowsTheRunsBesideEachOtherAndReadable(t *testing.T) {
	for _, runs := range []int{2, 3, 4} {
		a, c, _ := openComparison(t, slowServer+strings.Repeat("&vs=policy:least-conn,5s:slow(s4,4)", runs-2))
		for _, w := range windows {
			a.Resize(w[0]*w[2], w[1]*w[2], float32(w[2]))
			restCompare(t, a, c)
			what := fmt.Sprintf("%d runs in %dx%d", runs, w[0], w[1])
			parts := map[string]paint.Rect{"caption": c.CaptionArea(), "bar": c.Transport.BarArea()}
			if chart := c.ChartArea(); chart.H > 0 {
				parts["chart"] = chart
			}
			for i, p := range c.Panes {
				parts[fmt.Sprint("pane ", i)] = p.At
				require.GreaterOrEqual(t, p.At.W, float32(150), what)
			}
			for name, r := range parts {
				require.True(t, within(r, paint.Rect{X: 0, Y: screen.TopH, W: a.W, H: a.H - screen.TopH}), "%s: %s %v", what, name, r)
				for other, q := range parts {
					require.False(t, name != other && overlap(r, q), "%s: %s %v lies on %s %v", what, name, r, other, q)
				}
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				a.SetLang(lang)
				restCompare(t, a, c)
				readable(t, a, what)
			}
		}
	}
}

func TestTheListOfARunFitsItsWindowAndRolls(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	a.Resize(844, 390, 1)
	restCompare(t, a, c)
	c.Pick.OpenFor(c, 1)
	require.True(t, within(c.Pick.At, paint.Rect{X: 0, Y: 0, W: a.W, H: a.H}))
	require.Positive(t, c.Pick.Most())
	c.Pick.Move(-1)
	last := c.Pick.Row(len(c.Pick.Items) - 1)
	require.LessOrEqual(t, last.Y+last.H, c.Pick.At.Y+c.Pick.At.H)
	f := takeHands(t)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, c.Pick.Open)
}
