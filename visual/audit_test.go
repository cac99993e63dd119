//go:build !js

package visual

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// looker is the program with everything it writes and fills on record. It needs no
// display: nothing is drawn.
type looker struct {
	*App
	t     testing.TB
	audit paint.Audit
}

// realSource finds the code of the algorithms, as the program does.
func realSource(mark string) (Code, error) {
	at, err := algorithms.Find(mark)
	return Code(at), err
}

// look opens the program with the whole course, at a size in device pixels.
func look(t testing.TB, pw, ph int, scale float32) *looker {
	t.Helper()
	a := New(scenarios.All, realSource, &fakeHost{Desktop: NewDesktop(""), kept: map[string]string{}})
	a.resize(pw, ph, scale)
	return &looker{App: a, t: t}
}

// in sets language and theme.
func (l *looker) in(lang sim.Lang, light bool) {
	l.lang = lang
	l.setLight(light)
	l.screen.restyle()
}

// frame lets the screen settle and records one frame.
func (l *looker) frame() *paint.Audit {
	l.t.Helper()
	require.NoError(l.t, l.Update()) // follows what was asked for
	require.NoError(l.t, l.Update()) // and comes to rest
	l.audit.Reset()
	l.painter.Watch(&l.audit)
	widgets.Audit(&l.audit)
	defer func() { l.painter.Watch(nil); widgets.Audit(nil) }()
	l.compose(nil)
	return &l.audit
}

// stageOf opens a scenario with one of its presets, at a moment.
func (l *looker) stageOf(sc *sim.Scenario, preset int, at sim.Time) *stage {
	l.t.Helper()
	l.Scenario(sc)
	s, ok := l.screen.(*stage)
	require.True(l.t, ok)
	s.acts.preset(&sc.Presets[preset])
	l.goTo(s, at)
	return s
}

// goTo moves the cursor and waits until the run is there and explored.
func (l *looker) goTo(s *stage, at sim.Time) {
	s.run.seekTime(at)
	s.run.tl.Settle()
	for !s.run.tl.Work(5000) {
	}
	s.refresh()
	l.toast = ""
}

func TestAWholeFrameIsOnRecordWithoutADisplay(t *testing.T) {
	l := look(t, 1280, 720, 1)
	home := l.frame()
	require.Greater(t, len(home.Texts), 10)

	s := l.stageOf(scenarios.All[0], 0, 100*sim.Millisecond)
	a := l.frame()
	require.Greater(t, len(a.Texts), 20)
	require.Greater(t, len(a.Fills), 20)
	found := map[string]bool{}
	for i := range a.Texts {
		found[a.Texts[i].Text] = true
	}
	require.True(t, found[s.run.sc.Title.KO], "the painter's own text")
	require.True(t, found[words.Controls.KO], "a widget's text")
}
