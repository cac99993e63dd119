package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// echo is a scenario for tests: a asks b every 10 ms, b answers after 2 ms of
// work; each counts in memory and on disk.
type echoNode struct {
	peer NodeID
	asks bool
	ram  struct{ Seen, Sent int64 }
	disk struct{ Seen int64 }
	tick Timer
}

const (
	echoAsk Kind = iota
	echoAnswer
	echoTick
	echoWork
)

func (n *echoNode) Start(c *Ctx) {
	if n.asks {
		n.tick = c.After(10*Millisecond, Msg{Kind: echoTick})
	}
}

func (n *echoNode) Handle(c *Ctx, e *Event) {
	switch e.Kind {
	case echoTick:
		n.ram.Sent++
		c.Send(n.peer, Msg{Kind: echoAsk, A: n.ram.Sent, Data: Data{7, 8, n.ram.Sent}})
		n.tick = c.After(10*Millisecond, Msg{Kind: echoTick})
	case echoAsk:
		n.ram.Seen++
		n.disk.Seen++
		c.Work(2*Millisecond, Msg{Kind: echoWork, A: e.A, B: e.Data[2]})
	case echoWork:
		c.Send(n.peer, Msg{Kind: echoAnswer, A: e.A, B: e.B})
	case echoAnswer:
		n.ram.Seen++
		c.Add(0, 1)
		c.Observe(1, int64(c.Now()))
		if e.A%5 == 0 {
			c.Note(0, e.A)
		}
	}
}

func (n *echoNode) State() (volatile, durable any) { return &n.ram, &n.disk }

type echoModel struct{ a, b *echoNode }

func (m *echoModel) Check(l *Laws) {
	l.Require(0, m.a.ram.Sent < 50, m.a.ram.Sent)
	l.Within(1, m.a.ram.Sent > 3, m.a.ram.Seen >= m.a.ram.Sent-2, 50*Millisecond)
}

func (m *echoModel) Act(c *Ctx, verb int, args []int64) {
	c.As(NodeID(args[0]), func(c *Ctx) { c.Send(m.a.peer, Msg{Kind: echoAsk, A: 1000, Data: Data{0, 0, 5}}) })
}

func (m *echoModel) Draw(v *View, s *scene.Scene) {
	s.Node(0).Role = v.Text(T("묻는 쪽", "asks"))
}

func echo() *Scenario {
	return &Scenario{
		ID: "echo", Title: T("메아리", "Echo"), Horizon: Second, Pace: 1000, Theme: "traffic",
		Params: []Param{
			{ID: "rate", Name: T("속도", "rate"), Unit: PerSecond, Min: 1, Max: 500, Default: []int64{100}},
			{ID: "mode", Name: T("방식", "mode"), Default: []int64{0}, Choices: []Choice{{"async", T("비동기", "async")}, {"sync", T("동기", "sync")}}},
			{ID: "delays", Name: T("지연", "delays"), Unit: MS, Min: 0, Max: 1000, Default: []int64{1, 2, 3}},
			{ID: "size", Name: T("크기", "size"), Min: 1, Max: 8, Default: []int64{2}, Fixed: true},
		},
		Verbs: []Verb{{Name: "nudge", Title: T("찌르기", "nudge"), Args: []ArgKind{ArgNode, ArgDuration, ArgCount}}},
		Kinds: []KindSpec{
			{Name: "ask", Fields: [4]string{"n"}, Says: T("{node|이/가} *{a}번째* 질문을 받았어요.", "{node} got question *{a}*."), Tone: scene.Request},
			{Name: "answer", Fields: [4]string{"n", "copy"}, Says: T("{node|이/가} {peer}의 답을 받았어요.", "{node} got the answer of {peer}."), Tone: scene.Good},
			{Name: "tick", Says: T("{node} 차례예요.", "{node}'s turn."), Quiet: true},
			{Name: "work", Says: T("{node|이/가} 일을 끝냈어요.", "{node} is done."), Label: T("일 {a}", "work {a}")},
		},
		Notes:   []NoteSpec{{Says: T("{a|을/를} 다섯 번에 한 번 적어요.", "Every fifth is noted: {a}."), Tone: scene.Warn, Mark: true}},
		Metrics: []MetricSpec{{ID: "answers", Name: T("답", "answers"), Kind: Counter}, {ID: "when", Name: T("때", "when"), Kind: Distribution, Unit: "ns"}},
		Laws: []LawSpec{
			{ID: "few", Name: T("적게", "few"), Says: T("쉰 번보다 적어요.", "Fewer than fifty."), Broken: T("{a}번이에요.", "{a} times.")},
			{ID: "answered", Name: T("답", "answered"), Says: T("답이 와요.", "Answers come."), Broken: T("답이 없어요.", "No answer."), Liveness: true},
		},
		Build: func(s *Setup) Model {
			m := &echoModel{a: &echoNode{asks: true}, b: &echoNode{}}
			a := s.Node(NodeInfo{Name: "a", Label: T("가", "A"), Shape: scene.Client}, m.a)
			b := s.Node(NodeInfo{Name: "b", Label: T("나", "B"), Column: 1}, m.b)
			m.a.peer, m.b.peer = b, a
			s.Link(a, b, Constant(Millisecond))
			return m
		},
	}
}

// echoRun runs echo with actions such as "3:crash(b)".
func echoRun(t testing.TB, actions ...string) *Run {
	t.Helper()
	spec := Spec{Scenario: echo(), Seed: 1}
	for _, text := range actions {
		a, err := ParseAction(text)
		require.NoError(t, err)
		spec.Actions = append(spec.Actions, a)
	}
	r, err := NewRun(spec, Full)
	require.NoError(t, err)
	return r
}

func (r *Run) echo() *echoModel { return r.w.model.(*echoModel) }

// ops lists what happened in a run, to compare with a story.
func ops(r *Run, steps int64) []string {
	var out []string
	for r.StepCount() < steps && r.Step() {
		rec, _ := r.Last()
		out = append(out, rec.At.String()+" "+rec.Op.String()+" "+r.sc.Kind(rec.Kind).Name)
	}
	return out
}
