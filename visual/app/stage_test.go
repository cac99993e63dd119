//go:build !js

package app_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// pingNode is the smallest scenario that the screens can show: a asks b.
type pingNode struct {
	peer sim.NodeID
	asks bool
	ram  struct{ Sent, Seen int64 }
}

func (n *pingNode) Start(c *sim.Ctx) {
	if n.asks {
		c.After(50*sim.Millisecond, sim.Msg{Kind: 1})
	}
}

func (n *pingNode) Handle(c *sim.Ctx, e *sim.Event) {
	if e.Kind == 1 {
		n.ram.Sent++
		c.Send(n.peer, sim.Msg{A: n.ram.Sent})
		c.After(50*sim.Millisecond, sim.Msg{Kind: 1})
		return
	}
	n.ram.Seen++
	c.Add(0, 1)
	c.Observe(1, int64(c.Now()-e.Sent))
}

func (n *pingNode) State() (volatile, durable any) { return &n.ram, nil }

type pingModel struct{ a, b *pingNode }

func (m *pingModel) Check(l *sim.Laws) { l.Require(0, m.b.ram.Seen < 100, m.b.ram.Seen) }

func (m *pingModel) Draw(v *sim.View, s *scene.Scene) {
	s.Slots = append(s.Slots, scene.Slots{Node: 1, Used: int(m.b.ram.Seen), Capacity: 5, Status: scene.OK})
}

func ping() *sim.Scenario {
	return &sim.Scenario{
		ID: "ping", Title: sim.T("핑", "Ping"), Summary: sim.T("물으면 답해요.", "Ask and see."), Week: 1, Theme: "traffic",
		Horizon: 10 * sim.Second, Pace: 500,
		Params: []sim.Param{{ID: "rate", Name: sim.T("속도", "rate"), Min: 1, Max: 100, Default: []int64{10}}},
		Presets: []sim.Preset{{ID: "naive", Name: sim.T("단순", "Naive"), Says: sim.T("그대로 보세요.", "Watch.")},
			{ID: "right", Name: sim.T("권장", "Right"), Says: sim.T("멈춰요.", "It stops."), Do: []string{"2s:crash(b)"}}},
		Faults:  []sim.Fault{{ID: "crash", Title: sim.T("b 멈춤", "Crash b"), Do: []string{"crash(b)"}}},
		Kinds:   []sim.KindSpec{{Name: "ping", Code: "ping.go:Ping", Says: sim.T("{node|이/가} *{a}번째* 핑을 받았어요.", "{node} got ping *{a}*."), Tone: scene.Request}, {Name: "tick", Says: sim.T("{node} 차례예요.", "{node}'s turn.")}},
		Metrics: []sim.MetricSpec{{ID: "seen", Name: sim.T("받음", "seen"), Chart: "seen"}, {ID: "delay", Name: sim.T("지연", "delay"), Kind: sim.Distribution, Unit: "ns", Chart: "delay"}},
		Laws:    []sim.LawSpec{{ID: "few", Name: sim.T("백 번 미만", "Below 100"), Says: sim.T("백 번보다 적어요.", "Fewer than 100."), Broken: sim.T("{a}번이에요.", "{a} times.")}},
		Build: func(s *sim.Setup) sim.Model {
			m := &pingModel{&pingNode{asks: true}, &pingNode{}}
			a := s.Node(sim.NodeInfo{Name: "a", Label: sim.T("가", "A"), Shape: scene.Client}, m.a)
			b := s.Node(sim.NodeInfo{Name: "b", Label: sim.T("나", "B"), Column: 1}, m.b)
			m.a.peer, m.b.peer = b, a
			s.Link(a, b, sim.Constant(20*sim.Millisecond))
			return m
		},
	}
}

// fakeHost is a host that keeps what it was told.
type fakeHost struct {
	*desktop.Desktop
	copied string
	kept   map[string]string
}

func (h *fakeHost) Copy(text string) { h.copied = text }

func (h *fakeHost) Remember(string, bool) {}

func (h *fakeHost) Recall(name string) string { return h.kept[name] }

func (h *fakeHost) Keep(name, value string) { h.kept[name] = value }

func (h *fakeHost) Prefs() (string, bool, bool) { return "ko", false, true }

func (h *fakeHost) NextLink() (link string, ok bool) { return "", false }

// OpenField implements Host. Without a display nothing is typed: Ebitengine's input method
// panics outside its loop.
func (h *fakeHost) OpenField(f edit.Field) {
	if displaytest.Has() {
		h.Desktop.OpenField(f)
	}
}

func newApp(t testing.TB, link string) (*app.App, *fakeHost) {
	t.Helper()
	h := &fakeHost{Desktop: desktop.NewDesktop(link), kept: map[string]string{}}
	a := app.New([]*sim.Scenario{ping()}, func(mark string) (screen.Code, error) {
		return screen.Code{File: "ping.go", Text: "package ping\n\n// Ping asks.\nfunc Ping() string {\n\treturn \"ping\" // and waits\n}\n", First: 2, Head: 3, Last: 5}, nil
	}, h)
	a.Resize(1280, 720, 1)
	return a, h
}

// tick lets the program run for n ticks without input. Where a field is open it needs a
// display.
func tick(t testing.TB, a *app.App, n int) {
	t.Helper()
	for range n {
		if a.Field.Open {
			displaytest.Need(t)
		}
		require.NoError(t, a.Update())
	}
}

func openPing(t testing.TB) (*app.App, *stage.Stage, *fakeHost) {
	t.Helper()
	a, h := newApp(t, "#/ping")
	s, ok := a.Screen.(*stage.Stage)
	require.True(t, ok)
	tick(t, a, 3)
	return a, s, h
}

func TestALinkOpensItsStepAndThePageSaysTheSameLink(t *testing.T) {
	a, h := newApp(t, "#/ping?v=1&seed=7&at=12&lang=en")
	tick(t, a, 5)
	s := a.Screen.(*stage.Stage)
	require.EqualValues(t, 12, s.Run.Tl.Cursor())
	require.Equal(t, sim.EN, a.Lang)
	require.Equal(t, "12", h.Probed("step"))
	time.Sleep(210 * time.Millisecond)
	tick(t, a, 1)
	require.Equal(t, "#/ping?v=1&seed=7&at=12&view=map&tab=controls&lang=en", h.Probed("link"))
}

func TestABadLinkShowsACardAndLeadsHome(t *testing.T) {
	a, h := newApp(t, "#/pong?v=1")
	require.IsType(t, &app.BadLink{}, a.Screen)
	require.Contains(t, h.Probed("error"), "ping")
	b := a.Screen.(*app.BadLink)
	r := b.Button()
	b.Update(&input.Input{X: r.X + 5, Y: r.Y + 5, Pressed: true})
	require.IsType(t, &home.Home{}, a.Screen)
}

func TestSteppingForwardAndBackShowsTheSameDigest(t *testing.T) {
	a, s, h := openPing(t)
	var digests []string
	for range 6 {
		s.Step(1)
		tick(t, a, 2)
		digests = append(digests, h.Probed("digest"))
	}
	require.Equal(t, "나가 3번째 핑을 받았어요.", s.Caption.Plain)
	for i := 4; i >= 0; i-- {
		s.Step(-1)
		tick(t, a, 2)
		require.Equal(t, digests[i], h.Probed("digest"))
	}
}

func TestPlayMovesModelTimeAndStopsWhereItWasPaused(t *testing.T) {
	a, s, _ := openPing(t)
	s.Run.TogglePlay()
	for i := 0; i < 400 && s.Run.Tl.Cursor() < 3; i++ {
		time.Sleep(5 * time.Millisecond)
		tick(t, a, 1)
	}
	s.Run.TogglePlay()
	tick(t, a, 3)
	require.Positive(t, s.Run.Tl.Cursor())
	require.False(t, s.Run.Playing)
	at := s.Run.Tl.Cursor()
	tick(t, a, 5)
	require.Equal(t, at, s.Run.Tl.Cursor())
}

func TestActingOnANodeFromItsMenuLandsInTheLink(t *testing.T) {
	a, s, _ := openPing(t)
	s.Run.ToStep(5)
	tick(t, a, 3)
	x, y, _, _, ok := s.Atlas.Layout.At(1)
	require.True(t, ok)
	dx, dy, k := s.Atlas.Transform()
	in := &input.Input{X: x*k + dx, Y: y*k + dy, Right: true}
	require.Equal(t, model.Part{Kind: model.Node, Node: 1}, s.Choice.PartAt(in))
	s.Pointer.Pointer(in)
	require.True(t, s.Menu.Open)
	r := s.Menu.Row(0)
	s.Menu.Update(s.Env, &input.Input{X: r.X + 5, Y: r.Y + 5, Pressed: true, Moved: true})
	tick(t, a, 3)
	text, err := a.Encode()
	require.NoError(t, err)
	require.Contains(t, text, "a=5:crash(b)")
	require.EqualValues(t, 6, s.Run.Tl.Cursor())
	require.Equal(t, scene.Failed, s.Run.Scene.Node(1).Status)
}

func TestDraggingTheTimelineSeeksByTime(t *testing.T) {
	a, s, _ := openPing(t)
	r := s.Transport.BarArea()
	s.Pointer.Pointer(&input.Input{X: r.X + r.W/2, Y: r.Y + 4, Pressed: true, Down: true})
	tick(t, a, 5)
	require.InDelta(t, float64(5*sim.Second), float64(s.Run.Tl.Run().Now()), float64(60*sim.Millisecond))
}

func TestPresetsAndParametersBeginAnewOrBecomeActions(t *testing.T) {
	a, s, _ := openPing(t)
	s.Acts.SetParam("rate", 20)
	tick(t, a, 2)
	text, _ := a.Encode()
	require.Contains(t, text, "p=rate:20")
	s.Run.ToStep(10)
	tick(t, a, 3)
	s.Acts.SetParam("rate", 30)
	tick(t, a, 2)
	text, _ = a.Encode()
	require.Contains(t, text, "a=10:set(rate,30)")
	s.Acts.Preset(&s.Run.Sc.Presets[1])
	tick(t, a, 2)
	text, _ = a.Encode()
	require.Contains(t, text, "a=2s:crash(b)")
	require.NotContains(t, text, "set(")
}

func TestChangingTheLanguageChangesEveryName(t *testing.T) {
	a, s, _ := openPing(t)
	s.SetTab(inspect.TabMetrics)
	s.Run.ToStep(30)
	tick(t, a, 3)
	s.Side.Charts.Make()
	require.Equal(t, "받음", s.Side.Charts.Lines[0].Name)
	a.SetLang(sim.EN)
	tick(t, a, 3)
	s.Side.Charts.Make()
	require.Equal(t, "seen", s.Side.Charts.Lines[0].Name)
	require.Contains(t, s.Caption.Plain, "got ping")
}

func TestAnActionInThePastKeepsBothHistories(t *testing.T) {
	a, s, _ := openPing(t)
	s.Run.ToStep(100)
	tick(t, a, 3)
	s.Run.ToStep(20)
	tick(t, a, 3)
	s.Acts.Cause("crash")
	tick(t, a, 3)
	branches, current := s.Run.Tl.Branches()
	require.Len(t, branches, 2)
	require.Equal(t, 1, current)
}

func TestAFaultOnANodeAlreadyDeadBreaksNothing(t *testing.T) {
	a, s, _ := openPing(t)
	for range 30 {
		s.Acts.Do("crash(b)")
		s.Step(1)
		tick(t, a, 1)
	}
	require.Equal(t, scene.Failed, s.Run.Scene.Node(1).Status)
}

func TestEveryWindowSizeDraws(t *testing.T) {
	displaytest.Need(t)
	a, s, _ := openPing(t)
	for _, size := range [][2]int{{1, 1}, {40, 30}, {390, 844}, {1280, 720}, {3840, 2160}} {
		a.Resize(size[0], size[1], 1)
		dst := ebiten.NewImage(size[0], size[1])
		for v := range play.ViewModes {
			s.Plan.View = v
			s.Place()
			tick(t, a, 2)
			a.Dirty = true
			a.Draw(dst)
		}
		dst.Deallocate()
	}
}

func TestAnIdleScreenIsNotDrawnAgain(t *testing.T) {
	displaytest.Need(t)
	a, _, _ := openPing(t)
	dst := ebiten.NewImage(a.Pw, a.Ph)
	defer dst.Deallocate()
	for range 10 {
		tick(t, a, 30)
		a.Draw(dst)
	}
	tick(t, a, 10)
	require.False(t, a.Dirty, "nothing changed, so nothing is to be drawn")
}

func TestASteadyFrameAllocatesNothing(t *testing.T) {
	a, s, _ := openPing(t)
	s.Run.ToStep(40)
	tick(t, a, 10)
	for i, tab := range []inspect.Tab{inspect.TabControls, inspect.TabState, inspect.TabMetrics, inspect.TabCode} {
		s.Side.Tab, s.Plan.View = tab, play.View(i%3)
		s.Run.Selected = model.Part{Kind: model.Node, Node: 1}
		s.Place()
		tick(t, a, 5)
		frame := func() {
			a.Painter.Begin(a.W, a.H, a.Unit)
			s.Draw(a.Painter)
			s.Overlay(a.Painter)
			a.Painter.Discard()
		}
		frame()
		require.Zero(t, testing.AllocsPerRun(10, frame), "drawing tab %d", tab)
		require.LessOrEqual(t, testing.AllocsPerRun(10, func() { s.Update(&a.In) }), 8.0, "updating tab %d: what the widgets' library itself needs", tab)
	}
}

func TestTheCodePanelShowsTheFunctionAtWork(t *testing.T) {
	a, s, _ := openPing(t)
	s.SetTab(inspect.TabCode)
	s.Run.ToStep(2)
	tick(t, a, 3)
	require.Equal(t, "ping.go", s.Side.Code.File)
	require.Equal(t, 3, s.Side.Code.At.Head)
	require.True(t, s.Side.Code.Inside(4))
	require.False(t, s.Side.Code.Inside(0))
	s.Run.ToStep(1)
	tick(t, a, 3)
	require.Equal(t, "ping.go", s.Side.Code.File, "a step without a mark keeps what was shown")
	require.False(t, s.Side.Code.Live)
}

// crowd puts 1,000 nodes and 5,000 packets on the stage.
func crowd(s *stage.Stage) {
	s.Run.Scene.Reset()
	for i := range 1000 {
		s.Run.Scene.Nodes = append(s.Run.Scene.Nodes, scene.Node{ID: int32(i), Name: strconv.Itoa(i), Status: scene.OK, Column: i % 8})
	}
	for i := range 5000 {
		s.Run.Scene.Packets = append(s.Run.Scene.Packets, scene.Packet{ID: int64(i), From: int32(i % 1000), To: int32((i*7 + 1) % 1000), Due: 1 << 40, Tone: scene.Request})
	}
	s.Atlas.Layout.Arrange(&s.Run.Scene)
	s.Atlas.Layout.Glide(1, true)
}

// BenchmarkFrame measures the processor time of Update and Draw of the stage with
// 1,000 nodes and 5,000 packets, and of a bare batch of as many quads handed to
// Ebitengine. Rasterising is the GPU's work and not counted; x-drawn counts it, as
// software rendering does it here.
func BenchmarkFrame(b *testing.B) {
	displaytest.Need(b)
	a, s, _ := openPing(b)
	crowd(s)
	dst, white := ebiten.NewImage(a.Pw, a.Ph), ebiten.NewImage(3, 3)
	defer dst.Deallocate()
	white.Fill(theme.Dark.Text)
	stage := func() {
		_ = a.Update()
		a.Dirty = true
		a.Draw(dst)
	}
	var verts []ebiten.Vertex
	var indices []uint32
	a.Painter.Begin(a.W, a.H, 1)
	s.Draw(a.Painter)
	quads := a.Painter.Quads()
	a.Painter.Discard()
	bare := func() {
		verts, indices = verts[:0], indices[:0]
		for i := range quads {
			x, y, n := float32(i%128)*10, float32(i/128)*8, uint32(i*4)
			v := ebiten.Vertex{DstX: x, DstY: y, ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1, SrcX: 1, SrcY: 1}
			verts = append(verts, v, v, v, v)
			q := verts[len(verts)-4:]
			q[1].DstX, q[3].DstX, q[2].DstY, q[3].DstY = x+10, x+10, y+10, y+10
			indices = append(indices, n, n+1, n+2, n+1, n+3, n+2)
		}
		dst.DrawTriangles32(verts, indices, white, nil)
	}
	best := func(frame func()) (filled, drawn time.Duration) {
		begun := time.Now()
		frame()
		filled = time.Since(begun)
		dst.At(0, 0) // waits for the drawing
		return filled, time.Since(begun)
	}
	var ours, plain [2]time.Duration
	for i := range ours {
		ours[i], plain[i] = time.Hour, time.Hour
	}
	for b.Loop() {
		filled, drawn := best(stage)
		ours = [2]time.Duration{min(ours[0], filled), min(ours[1], drawn)}
		filled, drawn = best(bare)
		plain = [2]time.Duration{min(plain[0], filled), min(plain[1], drawn)}
	}
	b.ReportMetric(float64(ours[0])/float64(plain[0]), "x-bare")
	b.ReportMetric(float64(ours[1])/float64(plain[1]), "x-drawn")
	b.ReportMetric(float64(ours[0].Microseconds()), "µs/frame")
	b.ReportMetric(float64(plain[0].Microseconds()), "µs/bare")
	b.ReportMetric(float64(quads), "quads")
}
