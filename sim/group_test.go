package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// zoned is six nodes in two zones of one region; the leader is whoever of s1 to s4 is up
// and comes first. s5 is in no zone until it moves.
type zonedModel struct{ Up [6]bool }

type zonedNode struct {
	model *zonedModel
	ram   struct{ Beats int64 }
}

func (*zonedModel) Draw(*View, *scene.Scene) {}

func (m *zonedModel) Check(l *Laws) {
	for id := range m.Up {
		m.Up[id] = l.Status(NodeID(id)) == Up
	}
}

func (m *zonedModel) Act(c *Ctx, _ int, args []int64) { c.Move(NodeID(args[0]), GroupID(args[1])) }

func (n *zonedNode) Start(c *Ctx) {
	c.After(10*Millisecond, Msg{})
}

func (n *zonedNode) Handle(c *Ctx, e *Event) {
	if !e.Timer {
		return
	}
	n.ram.Beats++
	for to := range NodeID(6) {
		if to != c.Self() {
			c.Send(to, Msg{Kind: 1})
		}
	}
	c.After(10*Millisecond, Msg{})
}

func (n *zonedNode) State() (volatile, durable any) { return &n.ram, nil }

func (m *zonedModel) Pick(role int) NodeID {
	for id := range NodeID(4) {
		if m.Up[id] && role == 0 {
			return id
		}
	}
	return None
}

func zoned() *Scenario {
	sc := &Scenario{ID: "zones", Horizon: Second, Pace: 1000,
		Kinds: []KindSpec{{Name: "beat", Says: T("박동", "beat")}, {Name: "hello", Says: T("인사", "hello")}},
		Roles: []Role{{"leader", T("리더", "leader")}, {"heir", T("후계자", "heir")}},
		Verbs: []Verb{{Name: "move", Title: T("옮기기", "move"), Args: []ArgKind{ArgNode, ArgCount}}}}
	sc.Build = func(s *Setup) Model {
		m := &zonedModel{}
		region := s.Group(GroupInfo{Name: "seoul", Label: T("서울", "Seoul")})
		az1 := s.Group(GroupInfo{Name: "az1", Label: T("영역 1", "zone 1"), In: region})
		az2 := s.Group(GroupInfo{Name: "az2", In: region})
		for i, g := range []GroupID{az1, az1, az2, az2, 0, region} {
			name := "s" + Comma(int64(i+1))
			s.Node(NodeInfo{Name: name, Label: T("서버 "+Comma(int64(i+1)), "server "+Comma(int64(i+1))), Group: g}, &zonedNode{model: m})
		}
		return m
	}
	return sc
}

func zonedRun(t *testing.T, actions ...string) *Run {
	t.Helper()
	spec := Spec{Scenario: zoned(), Seed: 1}
	for _, text := range actions {
		a, err := ParseAction(text)
		require.NoError(t, err)
		spec.Actions = append(spec.Actions, a)
	}
	r, err := NewRun(spec, Full)
	require.NoError(t, err)
	return r
}

// with returns the names of the nodes of a status.
func with(r *Run, status NodeStatus) (out string) {
	for id := range r.w.nodes {
		if r.w.nodes[id].status == status {
			out += r.infos[id].Name + " "
		}
	}
	return out
}

// cuts counts the links that are cut, one way each.
func cuts(r *Run) (n int) {
	for i := range r.w.links.all {
		if r.w.links.all[i].cut {
			n++
		}
	}
	return n
}

func TestAnActionOnAGroupIsOneStepWithOneSentence(t *testing.T) {
	for _, c := range []struct {
		do, down string
		cut      int
		ko, en   string
	}{
		{"crash(az1)", "s1 s2 ", 0, "영역 1이 죽었어요", "Crashed zone 1:"},
		{"crash(seoul)", "s1 s2 s3 s4 s6 ", 0, "서울", "Crashed Seoul:"},
		{"crash(s1.s3)", "s1 s3 ", 0, "서버 1, 서버 3", "Crashed server 1, server 3:"},
		{"crash(az1.s5.s1)", "s1 s2 s5 ", 0, "", "zone 1, server 5, server 1"},
		{"cut(az1-az2)", "", 8, "영역 1과 az2 사이를 끊었어요", "Cut the link between zone 1 and az2."},
		{"cut(az1>az2)", "", 4, "", ""},
		{"cut(s1.s2-s3.s4)", "", 8, "", ""},
		{"cut(s1-az1)", "", 2, "", "between server 1 and zone 1"},
		{"isolate(az1)", "", 16, "", "Isolated zone 1"},
		{"isolate(s1)", "", 10, "", "Isolated server 1"},
	} {
		r := zonedRun(t, "1:"+c.do)
		r.StepTo(2)

		rec, _ := r.Last()
		require.Equal(t, []any{Acted, false}, []any{rec.Op, rec.Idle}, c.do)
		require.Equal(t, c.down, with(r, Down), c.do)
		require.Equal(t, c.cut, cuts(r), c.do)
		require.Contains(t, r.Caption(rec, KO).Plain(), c.ko)
		require.Contains(t, r.Caption(rec, EN).Plain(), c.en)
		require.Equal(t, "1:"+c.do, r.Log()[0].String())
		require.NotContains(t, r.Label(rec, EN), "outside")
	}
	r := zonedRun(t, "1:crash(az1)", "2:restart(seoul)", "3:cut(az1-az2)", "4:heal(az1-az2)", "5:loss(az1-az2,50)", "6:slow(az2,3)", "7:pause(az2,20ms)")
	r.StepTo(8)
	require.Equal(t, "s3 s4 ", with(r, Paused))
	require.Zero(t, cuts(r))
	require.EqualValues(t, 500_000, r.link(0, 3).loss)
	require.EqualValues(t, 3000, r.w.nodes[3].slow)
	r.RunUntil(100*Millisecond, MaxStep)
	require.Empty(t, with(r, Paused))
}

func TestANodeThatMovesFailsWithItsNewGroup(t *testing.T) {
	r := zonedRun(t, "1:move(s5,2)", "2:move(s1,0)", "3:crash(az1)")
	r.StepTo(4)
	require.Equal(t, "s2 s5 ", with(r, Down))
	require.Equal(t, []GroupID{0, 2, 3, 3, 2, 1}, r.w.groups)
	straight := zonedRun(t, "1:move(s5,2)")
	straight.StepTo(2)
	require.NotEqual(t, zonedAt(t, 2), straight.Digest(), "where nodes are is part of the state")
}

func zonedAt(t *testing.T, step int64) uint64 {
	t.Helper()
	r := zonedRun(t, "1:move(s5,0)")
	r.StepTo(step)
	return r.Digest()
}

func TestARoleIsGivenToWhoHasItWhenTheActionIsDueAndTheLogNamesTheNode(t *testing.T) {
	r := zonedRun(t, "30ms:crash(leader)", "60ms:crash(leader)", "90ms:cut(leader-s6)", "120ms:isolate(leader.s6)", "140ms:crash(heir)")
	r.RunUntil(200*Millisecond, MaxStep)
	require.Equal(t, "s1 s2 ", with(r, Down))
	var log []string
	for _, a := range r.Log() {
		log = append(log, a.String())
	}
	require.Equal(t, []string{"30ms:crash(s1)", "60ms:crash(s2)", "90ms:cut(s3-s6)", "120ms:isolate(s3.s6)", "140ms:crash(heir)"}, log)

	again := zonedRun(t, log...)
	again.StepTo(r.StepCount())
	require.Empty(t, Difference(r, again))
	rec, ok := r.Record(r.StepCount())
	for ; ok && rec.Op != Acted; rec, ok = r.Record(rec.Step - 1) {
	}
	require.True(t, rec.Idle)
	require.Equal(t, "지금은 후계자가 없어요. 바뀌는 것은 없어요.", r.Caption(rec, KO).Plain())
	require.Equal(t, "There is no heir now: nothing changes.", r.Caption(rec, EN).Plain())
}

func TestARoleInAScriptedActionStaysARoleUntilItIsDue(t *testing.T) {
	tl, err := NewTimeline(zonedRun(t, "100ms:crash(leader)").Spec(), Full)
	require.NoError(t, err)
	tl.SeekTime(300 * Millisecond)
	tl.Settle()
	require.Equal(t, "100ms:crash(s1)", tl.Spec().Actions[0].String())

	tl.SeekTime(50 * Millisecond)
	tl.Settle()
	require.NoError(t, tl.Do(Action{Name: "crash", Args: []string{"s1"}}))
	tl.SeekTime(300 * Millisecond)
	tl.Settle()
	require.Equal(t, "s1 s2 ", with(tl.Run(), Down), "in the branch another node leads")
}

func TestGroupsAndRolesThatNoActionCouldMeanAreRefused(t *testing.T) {
	for want, change := range map[string]func(*Setup){
		`a group is called "az-1"`:                   func(s *Setup) { s.Group(GroupInfo{Name: "az-1"}) },
		`a group is called "1az"`:                    func(s *Setup) { s.Group(GroupInfo{Name: "1az"}) },
		`a group and a node are both called "s1"`:    func(s *Setup) { s.Group(GroupInfo{Name: "s1"}) },
		`a group and a group are both called "az1"`:  func(s *Setup) { s.Group(GroupInfo{Name: "az1"}) },
		"nobody is in group empty":                   func(s *Setup) { s.Group(GroupInfo{Name: "empty"}) },
		"group early is in a group that comes after": func(s *Setup) { s.Group(GroupInfo{Name: "early", In: 4}) },
		`a role and a node are both called "s2"`:     func(s *Setup) { s.r.sc.Roles[0].ID = "s2" },
		"node s9 is in group 9: there are 3":         func(s *Setup) { s.Node(NodeInfo{Name: "s9", Group: 9}, &zonedNode{}) },
	} {
		sc := zoned()
		build := sc.Build
		sc.Build = func(s *Setup) Model {
			m := build(s)
			change(s)
			return m
		}
		_, err := NewRun(Spec{Scenario: sc, Seed: 1}, Full)
		require.ErrorContains(t, err, want)
	}
	sc := echo()
	sc.Roles = []Role{{ID: "leader"}}
	_, err := NewRun(Spec{Scenario: sc, Seed: 1}, Full)
	require.ErrorContains(t, err, "there are roles, such as leader, but the model does not say who has them")

	for _, bad := range []string{"crash(az9)", "crash(az1.)", "cut(az1-az1)", "cut(az1)", "crash(.)"} {
		a, err := ParseCall(bad)
		require.NoError(t, err)
		require.ErrorIs(t, zonedRun(t).Do(a), ErrBadInput, bad)
	}
}
