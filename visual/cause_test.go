//go:build !js

package visual

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// pingUnderWay opens ping in the step that sends its first message: a asks, b hears.
func pingUnderWay(t testing.TB) (*App, *stage, *fakeHost, *fakeHands) {
	t.Helper()
	f := takeHands(t)
	a, s, h := openPing(t)
	s.run.seek(1)
	tick(t, a, 5)
	require.Len(t, s.run.scene.Packets, 1)
	return a, s, h, f
}

// packetAt is where a message stands on the screen.
func packetAt(t testing.TB, s *stage, i int) (x, y float32) {
	t.Helper()
	x, y, ok := s.atlas.layout.Packet(&s.run.scene.Packets[i], int64(s.run.clock))
	require.True(t, ok)
	dx, dy, k := s.atlas.transform()
	return x*k + dx, y*k + dy
}

func TestAClickOnAMessageFollowsItWhileSteppingAndEscapeEndsIt(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	x, y := packetAt(t, s, 0)

	f.click(t, a, x, y)

	require.False(t, s.menu.open)
	require.Equal(t, model.Part{Kind: model.Packet, Packet: 1}, s.run.selected)
	require.Equal(t, "메시지 m1 · 원인 1건 · 결과 0건", s.follow.said)
	require.Contains(t, spoken(a, h), "원인 1건")
	require.Equal(t, []model.Shine{model.Followed}, s.follow.light.Packets)
	s.step(1)
	tick(t, a, 3)
	require.Equal(t, []int64{2}, s.follow.cone.Self, "its arrival")
	require.Equal(t, model.Cause, s.follow.light.Node(0))
	require.Equal(t, model.Followed, s.follow.light.Node(1))
	a.setLang(sim.EN)
	tick(t, a, 2)
	require.Equal(t, "Message m1: 1 cause · 0 effects", s.follow.said)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, s.follow.on())
	require.IsType(t, &stage{}, a.screen)
	f.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &home{}, a.screen)
}

func TestARightClickOnAMessageOffersToFollowItAndToActOnIt(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	x, y := packetAt(t, s, 0)
	f.x, f.y = int(x), int(y)
	f.buttons[1].pressed = true
	tick(t, a, 1)
	f.buttons[1].pressed = false

	require.True(t, s.menu.open)
	require.False(t, s.follow.on())
	require.Len(t, s.menu.items, 5)
	r := s.menu.row(0)
	f.click(t, a, r.X+20, r.Y+10)

	require.True(t, s.follow.on())
	require.EqualValues(t, 1, s.follow.message)
}

func TestAFollowedMessageIsLitThroughItsAnswer(t *testing.T) {
	takeHands(t)
	l := look(t, 1280, 720, 1)
	l.open("#/circuit-breaker?v=1&at=900&lang=ko")
	s := l.screen.(*stage)
	tick(t, l.App, 60)
	for n := 0; len(s.run.scene.Packets) == 0 || s.run.scene.Packets[0].From != 0; n++ {
		require.Less(t, n, 200)
		s.step(1)
		s.run.ease.on = false
		tick(t, l.App, 2)
	}
	s.pick(model.Part{Kind: model.Packet, Packet: s.run.scene.Packets[0].ID})
	for n := 0; s.follow.light.Node(0)&model.Effect == 0; n++ {
		require.Less(t, n, 200, "the answer comes back to the client")
		tick(t, l.App, 1)
	}
	last := s.follow.cone.Future[len(s.follow.cone.Future)-1]
	s.run.seek(last - 1)
	tick(t, l.App, 5)
	require.Contains(t, s.follow.light.Packets, model.Effect, "the answer is under way, and lit")
}

func TestARowOfTheDiagramIsFollowedAndGoneToWithASecondClickOrEnter(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	s.plan.view = viewLanes
	s.place()
	s.run.seek(20)
	tick(t, a, 5)
	require.Greater(t, len(s.lanes.rowsFor()), 4)
	area, step := s.plan.lanesArea(), s.lanes.rows[2].Step
	y := area.Y + laneHead + laneRow*2.5

	f.click(t, a, area.X+30, y)

	require.Equal(t, step, s.follow.rec.Step)
	require.Contains(t, spoken(a, h), "원인")
	require.EqualValues(t, 20, s.run.tl.Cursor())
	f.click(t, a, area.X+30, y)
	tick(t, a, 5)
	require.Equal(t, step, s.run.tl.Cursor())
	s.run.seek(20)
	tick(t, a, 5)
	f.press(t, a, ebiten.KeyEnter)
	tick(t, a, 5)
	require.Equal(t, step, s.run.tl.Cursor())
}

func TestTheStepAtTheCursorIsFollowedByKeyByButtonAndByItsSentence(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	s.run.seek(8)
	tick(t, a, 5)
	caption, button := s.plan.captionArea(), s.plan.causeButton(a.painter)
	for _, begin := range []func(){
		func() { f.press(t, a, ebiten.KeyE) },
		func() { f.click(t, a, caption.X+50, caption.Y+20) },
		func() { f.click(t, a, button.X+20, button.Y+10) },
	} {
		begin()
		require.True(t, s.follow.on())
		require.EqualValues(t, 8, s.follow.rec.Step)
		begin()
		require.False(t, s.follow.on(), "the same again ends it")
	}
}

func TestGReachesEveryPartAndShiftGGoesBack(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	want := []model.Part{{Kind: model.Node, Node: 0}, {Kind: model.Node, Node: 1}, {Kind: model.Packet, Packet: 1}, {Kind: model.Link, From: 0, To: 1}}
	said := []string{"노드 가", "노드 나", "메시지 ping, 가 → 나", "링크 가 – 나"}
	for i := range want {
		f.press(t, a, ebiten.KeyG)
		require.Equal(t, want[i], s.run.selected)
		require.Equal(t, said[i], spoken(a, h))
		_, ok := s.choice.partButton(a.painter)
		require.True(t, ok)
	}
	f.press(t, a, ebiten.KeyG)
	require.Equal(t, want[0], s.run.selected, "and around")
	f.press(t, a, ebiten.KeyG, ebiten.KeyShift)
	require.Equal(t, want[3], s.run.selected)
	s.run.selected = model.Part{}
	f.press(t, a, ebiten.KeyG, ebiten.KeyShift)
	require.Equal(t, want[3], s.run.selected, "backwards it begins at the end")
}

func TestAFaultIsCausedWithKeysAlone(t *testing.T) {
	a, s, h, f := pingUnderWay(t)
	f.press(t, a, ebiten.KeyG)
	f.press(t, a, ebiten.KeyG)

	f.press(t, a, ebiten.KeyF)
	require.True(t, s.menu.open)
	require.Equal(t, "나: 멈추기", spoken(a, h))
	speed := s.run.speed
	f.press(t, a, ebiten.KeyDown)
	require.Equal(t, "나: 5초 일시 정지", spoken(a, h))
	f.press(t, a, ebiten.KeyUp)
	require.Equal(t, speed, s.run.speed, "arrows are the menu's")
	f.press(t, a, ebiten.KeyEnter)

	require.False(t, s.menu.open)
	require.Equal(t, "crash(b)", s.run.tl.Spec().Actions[0].Call())
}

func TestEscapeInAMenuClosesNothingElse(t *testing.T) {
	a, s, _, f := pingUnderWay(t)
	f.press(t, a, ebiten.KeyG)
	f.press(t, a, ebiten.KeyF)
	f.press(t, a, ebiten.KeyEscape)
	require.False(t, s.menu.open)
	require.Equal(t, model.Node, s.run.selected.Kind)
	s.run.selected = model.Part{}
	s.menu.openPresets(s)
	f.press(t, a, ebiten.KeyEscape)
	require.IsType(t, &stage{}, a.screen)
}

func TestWhatIsFollowedStaysSoAcrossHistoriesAsLongAsItHappens(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.run.seek(60)
	tick(t, a, 5)
	s.run.seek(30)
	tick(t, a, 5)
	s.follow.followStep(28)
	past := len(s.follow.cone.Past)
	s.acts.do("crash(b)") // a history without what follows
	tick(t, a, 5)
	require.True(t, s.follow.on())
	require.Len(t, s.follow.cone.Past, past)
	require.False(t, s.run.tl.Stale(s.follow.cone))

	s.run.seek(35)
	tick(t, a, 5)
	s.follow.followStep(31) // the crash, which the first history does not have
	s.acts.switchTo(0)
	tick(t, a, 10)
	require.False(t, s.follow.on())
}

func TestTheServersOfARingCanBeChosenAndHaveTheirFaults(t *testing.T) {
	f := takeHands(t)
	l := look(t, 1280, 720, 1)
	l.open("#/consistent-hashing?v=1&at=500&lang=en")
	s, ok := l.screen.(*stage)
	require.True(t, ok)
	tick(t, l.App, 60)
	ring := &s.run.scene.Rings[0]
	for i := range ring.Owners {
		f.press(t, l.App, ebiten.KeyG)
		require.Equal(t, ring.Owners[i].Node, s.run.selected.Node)
		row := model.OwnerRow(l.painter, ring, s.atlas.ringArea(), i)
		require.Equal(t, s.run.selected, s.choice.partAt(&input{x: row.X + 20, y: row.Y + row.H/2}))
		button, ok := s.choice.partButton(l.painter)
		require.True(t, ok)
		require.InDelta(t, row.Y+row.H/2, button.Y+button.H/2, float64(row.H/2), "beside its server")
	}
	require.Len(t, s.atlas.ringOthers(), 3, "clients, router, origin")
	for i, id := range s.atlas.ringOthers() {
		f.press(t, l.App, ebiten.KeyG)
		require.Equal(t, id, s.run.selected.Node)
		r := model.RingOther(s.atlas.ringArea(), i)
		require.Equal(t, s.run.selected, s.choice.partAt(&input{x: r.X + 20, y: r.Y + 15}))
	}
	row := model.OwnerRow(l.painter, ring, s.atlas.ringArea(), 1)
	f.click(t, l.App, row.X+20, row.Y+20)
	require.Equal(t, tabState, s.side.tab)
	require.NotEmpty(t, s.side.state)
	f.press(t, l.App, ebiten.KeyF, ebiten.KeyEnter)
	f.press(t, l.App, ebiten.KeyEnter)
	require.Equal(t, "crash("+s.run.scene.Node(ring.Owners[1].Node).Name+")", s.run.tl.Spec().Actions[0].Call())
}

func TestTheStateMarksWhatTheStepChangedWhicheverWayTheCursorCame(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.setTab(tabState)
	s.run.selected = model.Part{Kind: model.Node, Node: 1}
	marked := func(step int64) (names []string) {
		s.run.seek(step)
		tick(t, a, 5)
		require.Equal(t, step, s.run.tl.Cursor())
		for i := range s.side.state {
			if s.side.changed(i) {
				names = append(names, s.side.state[i].Name+"="+s.side.state[i].Value)
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

	s.run.selected.Node = 0
	tick(t, a, 2)
	require.Empty(t, marked(40), "another node")
	require.Equal(t, []string{"Sent=20"}, marked(39))
	s.run.selected.Node = 1
	marked(60)
	marked(40)
	s.acts.do("crash(b)") // in the past: another history with another step 41
	require.Equal(t, []string{"Seen=0"}, marked(41))
	s.acts.switchTo(0)
	tick(t, a, 5)
	require.Empty(t, marked(41), "a sends")
	require.Equal(t, []string{"Seen=21"}, marked(42))
}

func TestASteadyFrameAllocatesNothingWhileSomethingIsFollowed(t *testing.T) {
	a, s, _, _ := pingUnderWay(t)
	s.run.seek(40)
	tick(t, a, 10)
	for v := range viewModes {
		s.plan.view = v
		s.place()
		s.follow.followStep(20)
		tick(t, a, 10)
		frame := func() {
			a.painter.Begin(a.w, a.h, a.unit)
			s.draw(a.painter)
			s.overlay(a.painter)
			a.painter.Discard()
		}
		frame()
		require.Zero(t, testing.AllocsPerRun(10, frame))
		require.False(t, s.follow.update(), "nothing new")
	}
}

// rowsFor collects the rows as a frame does.
func (l *lanes) rowsFor() []sim.Record {
	l.collect(10)
	return l.rows
}

// spoken is what a screen reader was told last, or is to be told next.
func spoken(a *App, h *fakeHost) string {
	if a.speech.text != "" {
		return a.speech.text
	}
	return h.Probed("caption-ko")
}
