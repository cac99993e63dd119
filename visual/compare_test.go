//go:build !js

package visual

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
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const slowServer = "#/load-balancing?v=1&p=serviceMs:10&a=5s:slow(s4,4)&vs=policy:p2c,serviceMs:10,5s:slow(s4,4)&at=8s&lang=ko"

// openComparison opens a link with the whole course and waits until all runs are known.
func openComparison(t testing.TB, text string) (*App, *compare, *fakeHost) {
	t.Helper()
	h := &fakeHost{Desktop: NewDesktop(text)}
	a := New(scenarios.All, realSource, h)
	a.resize(1280, 720, 1)
	c, ok := a.screen.(*compare)
	require.True(t, ok, h.Probed("error"))
	restCompare(t, a, c)
	return a, c, h
}

// restCompare lets everything that goes on in pieces come to its end.
func restCompare(t testing.TB, a *App, c *compare) {
	t.Helper()
	for range 2000 {
		require.NoError(t, a.Update())
		if c.settled() && c.drawn == c.clock && c.explored() >= c.sc.Horizon-sim.Second {
			tick(t, a, 3)
			return
		}
	}
	t.Fatal("the comparison does not come to rest")
}

// inStep fails unless every run stands at its last step up to the one virtual time.
func inStep(t testing.TB, c *compare) {
	t.Helper()
	for i, p := range c.panes {
		run := p.tl.Run()
		require.LessOrEqual(t, run.Now(), c.clock, "run %d", i)
		if next, more := run.Next(); more {
			require.Greater(t, next, c.clock, "run %d", i)
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
	for i, p := range c.panes {
		s := alone(t, p.spec, c.clock)
		require.Equal(t, s.Run.Digest(), p.tl.Run().Digest(), "run %d is the run alone", i)
		sides = append(sides, s)
	}

	want := versus.Judge(sides, []string{c.panes[0].name, c.panes[1].name}, c.clock, sim.KO)

	require.Equal(t, want.Plain(), c.sentence.plain)
	require.Equal(t, want.Plain(), h.Probed("sentence"))
	require.Equal(t, want.Plain(), h.Probed("caption-ko"), "announced")
	require.True(t, strings.HasPrefix(want.Plain(), "느린 서버 하나가 끼면 라운드 로빈의 p99가 "), want.Plain())
	for i, p := range c.panes {
		require.Equal(t, versus.Text(c.sc, &want.Figures[0], want.Values[0][i].N, sim.KO), p.head.main)
		require.Equal(t, "p99", p.head.mainName)
	}
	require.Equal(t, c.app.theme.Red, c.color(0))
	require.Equal(t, c.app.theme.Teal, c.color(1))
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
	require.Equal(t, 5*sim.Second, c.clock, "the fault is the mark before the end")
	r := c.transport.barArea()
	f.click(t, a, r.X+r.W/2, r.Y+4)
	restCompare(t, a, c)
	require.InDelta(t, float64(c.span/2), float64(c.clock), float64(c.span/500))
	inStep(t, c)
	f.press(t, a, ebiten.KeySpace)
	for range 5 {
		time.Sleep(5 * time.Millisecond)
		tick(t, a, 1)
		if c.settled() {
			inStep(t, c)
		}
	}
	f.press(t, a, ebiten.KeySpace)
	require.False(t, c.playing)
	require.Greater(t, c.clock, c.span/2)
}

func TestAStepIsTheNextMomentInAnyRunAndBackAgain(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	at := c.clock
	next := sim.Never
	for _, p := range c.panes {
		n, _ := p.tl.Run().Next()
		next = min(next, n)
	}
	c.step(1)
	require.Equal(t, next, c.clock)
	restCompare(t, a, c)
	c.step(-1)
	restCompare(t, a, c)
	require.LessOrEqual(t, c.clock, at)
	for i, p := range c.panes {
		require.LessOrEqual(t, p.tl.Run().Now(), at, "run %d", i)
	}
}

func TestTheLinkOfAComparisonOpensTheSameComparison(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	c.seek(6_543_210_987)
	restCompare(t, a, c)
	text, err := a.encode()
	require.NoError(t, err)

	_, again, _ := openComparison(t, text)

	require.Equal(t, c.clock, again.clock)
	require.Equal(t, c.sentence.plain, again.sentence.plain)
	for i := range c.panes {
		require.Equal(t, c.panes[i].tl.Run().Digest(), again.panes[i].tl.Run().Digest())
	}
	l, err := link.Decode(text, scenarios.All)
	require.NoError(t, err)
	require.Equal(t, c.clock, l.Time)
}

func TestALinkWithAStepStandsWhereTheFirstRunHasIt(t *testing.T) {
	_, c, _ := openComparison(t, "#/load-balancing?v=1&vs=policy:p2c&at=500")
	require.EqualValues(t, 500, c.panes[0].tl.Cursor())
	inStep(t, c)
}

func TestAComparisonIsBuiltAndLeftWithTheKeyboardAlone(t *testing.T) {
	a, _, _ := openPing(t)
	f := takeHands(t)
	f.press(t, a, ebiten.KeyDigit3)
	c, ok := a.screen.(*compare)
	require.True(t, ok)
	restCompare(t, a, c)
	require.Equal(t, []string{"단순", "권장"}, []string{c.panes[0].name, c.panes[1].name})
	require.Equal(t, c.span, c.clock, "it opens where the difference is to be seen")

	f.press(t, a, ebiten.KeyEqual)
	f.press(t, a, ebiten.KeyEqual)
	f.press(t, a, ebiten.KeyEqual)
	restCompare(t, a, c)
	require.Len(t, c.panes, mostRuns)
	require.Equal(t, mostRuns-1, c.chosen)
	f.press(t, a, ebiten.KeyDelete)
	f.press(t, a, ebiten.KeyDigit3)
	f.press(t, a, ebiten.KeyEnter)
	require.True(t, c.pick.open)
	for c.pick.hover < 0 || c.pick.items[c.pick.hover].text != "속도" {
		f.press(t, a, ebiten.KeyDown)
	}
	f.press(t, a, ebiten.KeyEnter)
	for c.pick.items[max(c.pick.hover, 0)].text != "40" {
		f.press(t, a, ebiten.KeyDown)
	}
	f.press(t, a, ebiten.KeyEnter)
	restCompare(t, a, c)
	require.False(t, c.pick.open)
	require.EqualValues(t, 40, c.panes[2].spec.Params[0][0])

	f.press(t, a, ebiten.KeyDigit1)
	f.press(t, a, ebiten.KeyDelete)
	f.press(t, a, ebiten.KeyDelete)
	require.Len(t, c.panes, fewestRuns, "two stay")
	text, err := a.encode()
	require.NoError(t, err)
	require.Contains(t, text, "&vs=")
	f.press(t, a, ebiten.KeyDigit2)
	chosen := c.panes[1].spec
	f.press(t, a, ebiten.KeyEscape)
	s, ok := a.screen.(*stage)
	require.True(t, ok, "Esc opens the chosen run")
	require.True(t, s.run.tl.Spec().Params.Equal(chosen.Params))
}

func TestTheRunOnTheStageIsComparedWithItsFaultsAtTheSameTime(t *testing.T) {
	a, s, _ := openPing(t)
	s.run.seek(30)
	tick(t, a, 3)
	s.acts.do("crash(b)")
	tick(t, a, 3)
	at := s.run.tl.Run().Now()
	f := takeHands(t)
	f.press(t, a, ebiten.KeyC)
	c, ok := a.screen.(*compare)
	require.True(t, ok)
	restCompare(t, a, c)
	require.False(t, c.panes[0].spec.Actions[0].Timed, "the run itself")
	require.True(t, c.panes[1].spec.Actions[0].Timed)
	require.Equal(t, at, c.panes[1].spec.Actions[0].At)
	require.Equal(t, "crash(b)", c.panes[1].spec.Actions[0].Call())
	require.Equal(t, s.run.clock, c.clock)
}

func TestABadFurtherRunOpensNothing(t *testing.T) {
	a, h := newApp(t, "#/ping?v=1&vs=5:crash(nobody)")
	require.IsType(t, &badLink{}, a.screen)
	require.Contains(t, h.Probed("error"), "nobody")
}

func TestAComparisonAtRestIsStillAndAllocatesNothing(t *testing.T) {
	displaytest.Need(t)
	a, c, _ := openComparison(t, slowServer)
	dst := ebiten.NewImage(a.pw, a.ph)
	defer dst.Deallocate()
	for range 10 {
		tick(t, a, 30)
		a.Draw(dst)
	}
	tick(t, a, 10)
	require.False(t, a.dirty, "nothing changed, so nothing is to be drawn")
	frame := func() {
		a.painter.Begin(a.w, a.h, a.unit)
		c.draw(a.painter)
		c.overlay(a.painter)
		a.painter.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(10, frame))
	require.LessOrEqual(t, testing.AllocsPerRun(10, func() { c.update(&a.in) }), 8.0, "what the widgets' library itself needs")
}

func TestEveryWindowShowsTheRunsBesideEachOtherAndReadable(t *testing.T) {
	for _, runs := range []int{2, 3, 4} {
		a, c, _ := openComparison(t, slowServer+strings.Repeat("&vs=policy:least-conn,5s:slow(s4,4)", runs-2))
		for _, w := range windows {
			a.resize(w[0]*w[2], w[1]*w[2], float32(w[2]))
			restCompare(t, a, c)
			what := fmt.Sprintf("%d runs in %dx%d", runs, w[0], w[1])
			parts := map[string]paint.Rect{"caption": c.captionArea(), "bar": c.transport.barArea()}
			if chart := c.chartArea(); chart.H > 0 {
				parts["chart"] = chart
			}
			for i, p := range c.panes {
				parts[fmt.Sprint("pane ", i)] = p.at
				require.GreaterOrEqual(t, p.at.W, float32(150), what)
			}
			for name, r := range parts {
				require.True(t, within(r, paint.Rect{X: 0, Y: topH, W: a.w, H: a.h - topH}), "%s: %s %v", what, name, r)
				for other, q := range parts {
					require.False(t, name != other && overlap(r, q), "%s: %s %v lies on %s %v", what, name, r, other, q)
				}
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				a.setLang(lang)
				restCompare(t, a, c)
				readable(t, a, what)
			}
		}
	}
}

func TestTheListOfARunFitsItsWindowAndRolls(t *testing.T) {
	a, c, _ := openComparison(t, slowServer)
	a.resize(844, 390, 1)
	restCompare(t, a, c)
	c.pick.openFor(c, 1)
	require.True(t, within(c.pick.at, paint.Rect{X: 0, Y: 0, W: a.w, H: a.h}))
	require.Positive(t, c.pick.most())
	c.pick.move(-1)
	last := c.pick.row(len(c.pick.items) - 1)
	require.LessOrEqual(t, last.Y+last.H, c.pick.at.Y+c.pick.at.H)
	f := takeHands(t)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, c.pick.open)
}
