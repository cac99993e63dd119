//go:build !js

package app_test

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/lanes"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
)

// pingUnderWay opens ping in the step that sends its first message: a asks, b hears.
func pingUnderWay(t testing.TB) (*app.App, *stage.Stage, *fakeHost, *fakeHands) {
	t.Helper()
	f := takeHands(t)
	a, s, h := openPing(t)
	s.Run.ToStep(1)
	tick(t, a, 5)
	require.Len(t, s.Run.Scene.Packets, 1)
	return a, s, h, f
}

// packetAt is where a message stands on the screen.
func packetAt(t testing.TB, s *stage.Stage, i int) (x, y float32) {
	t.Helper()
	x, y, ok := s.Atlas.Layout.Packet(&s.Run.Scene.Packets[i], int64(s.Run.Clock))
	require.True(t, ok)
	dx, dy, k := s.Atlas.Transform()
	return x*k + dx, y*k + dy
}

func TestAClickOnAMessageFollowsItWhileSteppingAndEscapeEndsIt(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	x, y := packetAt(t, s, 0)

	f.click(t, a, x, y)

	require.False(t, s.Menu.Open)
	require.Equal(t, model.Part{Kind: model.Packet, Packet: 1}, s.Run.Selected)
	require.Equal(t, "메시지 m1 · 원인 1건 · 결과 0건", s.Follow.Said)
	require.Contains(t, spoken(a, h), "원인 1건")
	require.Equal(t, []model.Shine{model.Followed}, s.Follow.Light.Packets)
	s.Step(1)
	tick(t, a, 3)
	require.Equal(t, []int64{2}, s.Follow.Cone.Self, "its arrival")
	require.Equal(t, model.Cause, s.Follow.Light.Node(0))
	require.Equal(t, model.Followed, s.Follow.Light.Node(1))
	a.SetLang(sim.EN)
	tick(t, a, 2)
	require.Equal(t, "Message m1: 1 cause · 0 effects", s.Follow.Said)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, s.Follow.On())
	require.IsType(t, &stage.Stage{}, a.Screen)
	f.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &home.Home{}, a.Screen)
}

func TestARightClickOnAMessageOffersToFollowItAndToActOnIt(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	x, y := packetAt(t, s, 0)
	f.x, f.y = int(x), int(y)
	f.buttons[1].pressed = true
	tick(t, a, 1)
	f.buttons[1].pressed = false

	require.True(t, s.Menu.Open)
	require.False(t, s.Follow.On())
	require.Len(t, s.Menu.Items, 5)
	r := s.Menu.Row(0)
	f.click(t, a, r.X+20, r.Y+10)

	require.True(t, s.Follow.On())
	require.EqualValues(t, 1, s.Follow.Message)
}

func TestAFollowedMessageIsLitThroughItsAnswer(t *testing.T) {
	takeHands(t)
	l := look(t, 1280, 720, 1)
	l.Open("#/circuit-breaker?v=1&at=900&lang=ko")
	s := l.Screen.(*stage.Stage)
	tick(t, l.App, 60)
	for n := 0; len(s.Run.Scene.Packets) == 0 || s.Run.Scene.Packets[0].From != 0; n++ {
		require.Less(t, n, 200)
		s.Step(1)
		s.Run.Ease.On = false
		tick(t, l.App, 2)
	}
	s.Pick(model.Part{Kind: model.Packet, Packet: s.Run.Scene.Packets[0].ID})
	for n := 0; s.Follow.Light.Node(0)&model.Effect == 0; n++ {
		require.Less(t, n, 200, "the answer comes back to the client")
		tick(t, l.App, 1)
	}
	last := s.Follow.Cone.Future[len(s.Follow.Cone.Future)-1]
	s.Run.ToStep(last - 1)
	tick(t, l.App, 5)
	require.Contains(t, s.Follow.Light.Packets, model.Effect, "the answer is under way, and lit")
}

func TestARowOfTheDiagramIsFollowedAndGoneToWithASecondClickOrEnter(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	s.Plan.View = play.ViewLanes
	s.Place()
	s.Run.ToStep(20)
	tick(t, a, 5)
	require.Greater(t, len(rowsOf(s)), 4)
	area, step := s.Plan.LanesArea(), s.Lanes.Rows[2].Step
	y := area.Y + lanes.LaneHead + lanes.LaneRow*2.5

	f.click(t, a, area.X+30, y)

	require.Equal(t, step, s.Follow.Rec.Step)
	require.Contains(t, spoken(a, h), "원인")
	require.EqualValues(t, 20, s.Run.Tl.Cursor())
	f.click(t, a, area.X+30, y)
	tick(t, a, 5)
	require.Equal(t, step, s.Run.Tl.Cursor())
	s.Run.ToStep(20)
	tick(t, a, 5)
	f.press(t, a, ebiten.KeyEnter)
	tick(t, a, 5)
	require.Equal(t, step, s.Run.Tl.Cursor())
}

func TestTheStepAtTheCursorIsFollowedByKeyByButtonAndByItsSentence(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	s.Run.ToStep(8)
	tick(t, a, 5)
	caption, button := s.Plan.CaptionArea(), s.Plan.CauseButton(a.Painter)
	for _, begin := range []func(){
		func() { f.press(t, a, ebiten.KeyE) },
		func() { f.click(t, a, caption.X+50, caption.Y+20) },
		func() { f.click(t, a, button.X+20, button.Y+10) },
	} {
		begin()
		require.True(t, s.Follow.On())
		require.EqualValues(t, 8, s.Follow.Rec.Step)
		begin()
		require.False(t, s.Follow.On(), "the same again ends it")
	}
}

func TestGReachesEveryPartAndShiftGGoesBack(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	want := []model.Part{{Kind: model.Node, Node: 0}, {Kind: model.Node, Node: 1}, {Kind: model.Packet, Packet: 1}, {Kind: model.Link, From: 0, To: 1}}
	said := []string{"노드 가", "노드 나", "메시지 ping, 가 → 나", "링크 가 – 나"}
	for i := range want {
		f.press(t, a, ebiten.KeyG)
		require.Equal(t, want[i], s.Run.Selected)
		require.Equal(t, said[i], spoken(a, h))
		_, ok := s.Choice.PartButton(a.Painter)
		require.True(t, ok)
	}
	f.press(t, a, ebiten.KeyG)
	require.Equal(t, want[0], s.Run.Selected, "and around")
	f.press(t, a, ebiten.KeyG, ebiten.KeyShift)
	require.Equal(t, want[3], s.Run.Selected)
	s.Run.Selected = model.Part{}
	f.press(t, a, ebiten.KeyG, ebiten.KeyShift)
	require.Equal(t, want[3], s.Run.Selected, "backwards it begins at the end")
}

func TestAFaultIsCausedWithKeysAlone(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	f.press(t, a, ebiten.KeyG)
	f.press(t, a, ebiten.KeyG)

	f.press(t, a, ebiten.KeyF)
	require.True(t, s.Menu.Open)
	require.Equal(t, "나: 멈추기", spoken(a, h))
	speed := s.Run.Speed
	f.press(t, a, ebiten.KeyDown)
	require.Equal(t, "나: 5초 일시 정지", spoken(a, h))
	f.press(t, a, ebiten.KeyUp)
	require.Equal(t, speed, s.Run.Speed, "arrows are the menu's")
	f.press(t, a, ebiten.KeyEnter)

	require.False(t, s.Menu.Open)
	require.Equal(t, "crash(b)", s.Run.Tl.Spec().Actions[0].Call())
}

func TestEscapeInAMenuClosesNothingElse(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	f.press(t, a, ebiten.KeyG)
	f.press(t, a, ebiten.KeyF)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, s.Menu.Open)
	require.Equal(t, model.Node, s.Run.Selected.Kind)
	s.Run.Selected = model.Part{}
	s.Menu.OpenPresets(s)
	f.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &stage.Stage{}, a.Screen)
}

func TestWhatIsFollowedStaysSoAcrossHistoriesAsLongAsItHappens(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.Run.ToStep(60)
	tick(t, a, 5)
	s.Run.ToStep(30)
	tick(t, a, 5)
	s.Follow.FollowStep(28)
	past := len(s.Follow.Cone.Past)
	s.Acts.Do("crash(b)") // a history without what follows
	tick(t, a, 5)
	require.True(t, s.Follow.On())
	require.Len(t, s.Follow.Cone.Past, past)
	require.False(t, s.Run.Tl.Stale(s.Follow.Cone))

	s.Run.ToStep(35)
	tick(t, a, 5)
	s.Follow.FollowStep(31) // the crash, which the first history does not have
	s.Acts.SwitchTo(0)
	tick(t, a, 10)
	require.False(t, s.Follow.On())
}

func TestTheServersOfARingCanBeChosenAndHaveTheirFaults(t *testing.T) {
	f := takeHands(t)
	l := look(t, 1280, 720, 1)
	l.Open("#/consistent-hashing?v=1&at=500&lang=en")
	s, ok := l.Screen.(*stage.Stage)
	require.True(t, ok)
	tick(t, l.App, 60)
	ring := &s.Run.Scene.Rings[0]
	for i := range ring.Owners {
		f.press(t, l.App, ebiten.KeyG)
		require.Equal(t, ring.Owners[i].Node, s.Run.Selected.Node)
		row := model.OwnerRow(l.Painter, ring, s.Atlas.RingArea(), i)
		require.Equal(t, s.Run.Selected, s.Choice.PartAt(&input.Input{X: row.X + 20, Y: row.Y + row.H/2}))
		button, ok := s.Choice.PartButton(l.Painter)
		require.True(t, ok)
		require.InDelta(t, row.Y+row.H/2, button.Y+button.H/2, float64(row.H/2), "beside its server")
	}
	require.Len(t, s.Atlas.RingOthers(), 3, "clients, router, origin")
	for i, id := range s.Atlas.RingOthers() {
		f.press(t, l.App, ebiten.KeyG)
		require.Equal(t, id, s.Run.Selected.Node)
		r := model.RingOther(s.Atlas.RingArea(), i)
		require.Equal(t, s.Run.Selected, s.Choice.PartAt(&input.Input{X: r.X + 20, Y: r.Y + 15}))
	}
	row := model.OwnerRow(l.Painter, ring, s.Atlas.RingArea(), 1)
	f.click(t, l.App, row.X+20, row.Y+20)
	require.Equal(t, inspect.TabState, s.Side.Tab)
	require.NotEmpty(t, s.Side.State)
	f.press(t, l.App, ebiten.KeyF, ebiten.KeyEnter)
	f.press(t, l.App, ebiten.KeyEnter)
	require.Equal(t, "crash("+s.Run.Scene.Node(ring.Owners[1].Node).Name+")", s.Run.Tl.Spec().Actions[0].Call())
}

func TestTheStateMarksWhatTheStepChangedWhicheverWayTheCursorCame(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.SetTab(inspect.TabState)
	s.Run.Selected = model.Part{Kind: model.Node, Node: 1}
	marked := func(step int64) (names []string) {
		s.Run.ToStep(step)
		tick(t, a, 5)
		require.Equal(t, step, s.Run.Tl.Cursor())
		for i := range s.Side.State {
			if s.Side.Changed(i) {
				names = append(names, s.Side.State[i].Name+"="+s.Side.State[i].Value)
			}
		}
		return names
	}
	require.Equal(t, []string{"Seen=1"}, marked(2))
	require.Empty(t, marked(3))
	require.Equal(t, []string{"Seen=2"}, marked(4))
	require.Empty(t, marked(3), "going back")
	require.Equal(t, []string{"Seen=1"}, marked(2), "going back")
	require.Equal(t, []string{"Seen=20"}, marked(40), "from afar")

	s.Run.Selected.Node = 0
	tick(t, a, 2)
	require.Empty(t, marked(40), "another node")
	require.Equal(t, []string{"Sent=20"}, marked(39))
	s.Run.Selected.Node = 1
	marked(60)
	marked(40)
	s.Acts.Do("crash(b)") // in the past: another history with another step 41
	require.Equal(t, []string{"Seen=0"}, marked(41))
	s.Acts.SwitchTo(0)
	tick(t, a, 5)
	require.Empty(t, marked(41), "a sends")
	require.Equal(t, []string{"Seen=21"}, marked(42))
}

func TestASteadyFrameAllocatesNothingWhileSomethingIsFollowed(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.Run.ToStep(40)
	tick(t, a, 10)
	for v := range play.ViewModes {
		s.Plan.View = v
		s.Place()
		s.Follow.FollowStep(20)
		tick(t, a, 10)
		frame := func() {
			a.Painter.Begin(a.W, a.H, a.Unit)
			s.Draw(a.Painter)
			s.Overlay(a.Painter)
			a.Painter.Discard()
		}
		frame()
		require.Zero(t, testing.AllocsPerRun(10, frame))
		require.False(t, s.Follow.Update(), "nothing new")
	}
}

// spoken is what a screen reader was told last, or is to be told next.
func spoken(a *app.App, h *fakeHost) string {
	if a.Speech.Text != "" {
		return a.Speech.Text
	}
	return h.Probed("caption-ko")
}

// rowsOf is the sequence diagram's rows, as a frame has them.
func rowsOf(s *stage.Stage) []sim.Record {
	s.Lanes.Collect(10)
	return s.Lanes.Rows
}
