//go:build !js

package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// looker is the program with everything it writes and fills on record. It needs no
// display: nothing is drawn.
type looker struct {
	*app.App
	t     testing.TB
	audit paint.Audit
}

// realSource finds the code of the algorithms, as the program does.
func realSource(mark string) (screen.Code, error) {
	at, err := algorithms.Find(mark)
	return screen.Code(at), err
}

// look opens the program with the whole course, at a size in device pixels.
func look(t testing.TB, pw, ph int, scale float32) *looker {
	t.Helper()
	a := app.New(scenarios.All, realSource, &fakeHost{Desktop: desktop.NewDesktop(""), kept: map[string]string{}})
	a.Resize(pw, ph, scale)
	return &looker{App: a, t: t}
}

// in sets language and theme.
func (l *looker) in(lang sim.Lang, light bool) {
	l.Lang = lang
	l.SetLight(light)
	l.Screen.Restyle()
}

// frame lets the screen settle and records one frame.
func (l *looker) frame() *paint.Audit {
	l.t.Helper()
	require.NoError(l.t, l.Update()) // follows what was asked for
	require.NoError(l.t, l.Update()) // and comes to rest
	l.audit.Reset()
	l.Painter.Watch(&l.audit)
	widgets.Audit(&l.audit)
	defer func() { l.Painter.Watch(nil); widgets.Audit(nil) }()
	l.Compose(nil)
	return &l.audit
}

// stageOf opens a scenario with one of its presets, at a moment.
func (l *looker) stageOf(sc *sim.Scenario, preset int, at sim.Time) *stage.Stage {
	l.t.Helper()
	l.Scenario(sc)
	s, ok := l.Screen.(*stage.Stage)
	require.True(l.t, ok)
	s.Acts.Preset(&sc.Presets[preset])
	l.goTo(s, at)
	return s
}

// goTo moves the cursor and waits until the run is there and explored.
func (l *looker) goTo(s *stage.Stage, at sim.Time) {
	s.Run.ToTime(at)
	s.Run.Tl.Settle()
	for !s.Run.Tl.Work(5000) {
	}
	s.Refresh()
	l.Toast = ""
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
	require.True(t, found[s.Run.Sc.Title.KO], "the painter's own text")
	require.True(t, found[words.Controls.KO], "a widget's text")
}
