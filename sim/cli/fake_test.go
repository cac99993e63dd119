package cli

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The story: a client asks a server at a steady pace. Over a lossy link answers
// stay out, and the law that all but a few questions are answered breaks.

const (
	kindTick sim.Kind = iota
	kindPing
	kindPong
)

const (
	paramEvery = iota
	paramAllowed
)

const (
	metricAsked sim.Metric = iota
	metricOpen
	metricRoundTrip
	metricUnused
)

type client struct {
	server       sim.NodeID
	asked, heard int64
}

func (c *client) Start(x *sim.Ctx) { x.After(x.Span(paramEvery), sim.Msg{Kind: kindTick}) }

func (c *client) Handle(x *sim.Ctx, e *sim.Event) {
	if e.Kind == kindTick {
		c.ask(x)
		x.After(x.Span(paramEvery), sim.Msg{Kind: kindTick})
		return
	}
	c.heard++
	x.Set(metricOpen, c.asked-c.heard)
	x.Observe(metricRoundTrip, int64(x.Now())-e.B)
	if e.A != c.heard {
		x.Note(0, e.A, c.heard)
	}
}

func (c *client) ask(x *sim.Ctx) {
	c.asked++
	x.Add(metricAsked, 1)
	x.Set(metricOpen, c.asked-c.heard)
	x.Send(c.server, sim.Msg{Kind: kindPing, A: c.asked, B: int64(x.Now())})
}

func (c *client) State() (volatile, durable any) { return nil, nil }

type server struct{}

func (server) Start(*sim.Ctx) {}
func (server) Handle(x *sim.Ctx, e *sim.Event) {
	x.Send(e.From, sim.Msg{Kind: kindPong, A: e.A, B: e.B})
}
func (server) State() (volatile, durable any) { return nil, nil }

type pingPong struct{ client *client }

func (m *pingPong) Check(l *sim.Laws) {
	open := m.client.asked - m.client.heard
	l.Require(0, open <= l.Param(paramAllowed), open)
	l.Within(1, open > 0, false, 10*sim.Second)
}

func (m *pingPong) Draw(*sim.View, *scene.Scene) {}

func (m *pingPong) Act(c *sim.Ctx, _ int, args []int64) {
	for range args[1] {
		c.As(sim.NodeID(args[0]), m.client.ask)
	}
}

func fake() *sim.Scenario {
	return &sim.Scenario{
		ID: "ping-pong", Title: sim.T("핑퐁", "Ping-pong"), Week: 1, Theme: "traffic", Horizon: sim.Second,
		Summary: sim.T("대답이 없으면 이유를 알 수 없어요.", "No answer does not say why."),
		Params: []sim.Param{
			{ID: "every", Name: sim.T("간격", "Pace"), Unit: sim.MS, Min: 10, Max: 10_000, Default: []int64{100}, Log: true,
				Real: "ping -i", Source: "ping(8): 1 s"},
			{ID: "allowed", Name: sim.T("허용", "Allowed"), Max: 100, Default: []int64{2}},
			{ID: "mode", Name: sim.T("방식", "Mode"), Fixed: true, Default: []int64{0},
				Choices: []sim.Choice{{ID: "plain", Name: sim.T("그냥", "Plain")}, {ID: "polite", Name: sim.T("공손히", "Polite")}}},
		},
		Presets: []sim.Preset{
			{ID: "lossy", Name: sim.T("잃는 망", "Lossy"), Says: sim.T("약속이 깨져요.", "The law breaks."),
				Set: map[string]string{"every": "50"}, Do: []string{"200ms:loss(c-s,40)"}, Until: 2 * sim.Second},
			{ID: "calm", Name: sim.T("조용한 망", "Calm")},
		},
		Faults: []sim.Fault{{ID: "cut", Title: sim.T("끊기", "Cut"), Do: []string{"cut(c-s)"}}},
		Verbs:  []sim.Verb{{Name: "poke", Title: sim.T("찌르기", "Poke"), Args: []sim.ArgKind{sim.ArgNode, sim.ArgCount}}},
		Kinds: []sim.KindSpec{
			{Name: "tick", Quiet: true},
			{Name: "ping", Fields: [4]string{"n", "sent"}, Says: sim.T("{node|이/가} *{a}번째* 핑을 받았어요.", "{node} got ping *{a}*.")},
			{Name: "pong", Fields: [4]string{"n", "sent"}, Says: sim.T("{node|이/가} 대답을 들었어요.", "{node} heard back."), Quiet: true},
		},
		Notes: []sim.NoteSpec{{Name: "gap", Says: sim.T("{b}번째 대답인데 *{a}번*이에요; 하나를 <잃었어요> #1.", "Answer {b} is *number {a}*; one <was lost> #1."), Mark: true}},
		Metrics: []sim.MetricSpec{
			{ID: "asked", Name: sim.T("질문", "Asked")},
			{ID: "open", Name: sim.T("대기", "Open"), Kind: sim.Gauge},
			{ID: "rtt", Name: sim.T("왕복", "Round trip"), Kind: sim.Distribution, Unit: "ns"},
			{ID: "unused", Name: sim.T("빈 지표", "Unused"), Kind: sim.Distribution, Unit: "ppm"},
		},
		Laws: []sim.LawSpec{
			{ID: "answered", Name: sim.T("대답", "Answered"), Says: sim.T("거의 모두 대답을 들어요.", "Nearly all are answered."),
				Broken: sim.T("{a}개가 대답을 못 들었어요.", "{a} are without an answer.")},
			{ID: "quiet", Name: sim.T("고요", "Quiet"), Says: sim.T("언젠가 조용해져요.", "It gets quiet."), Liveness: true},
		},
		Build: func(s *sim.Setup) sim.Model {
			m := &pingPong{client: &client{server: 1}}
			c := s.Node(sim.NodeInfo{Name: "c", Label: sim.T("손님", "Client"), Shape: scene.Client}, m.client)
			srv := s.Node(sim.NodeInfo{Name: "s", Label: sim.T("서버", "Server")}, server{})
			s.Link(c, srv, sim.Uniform(5*sim.Millisecond, 20*sim.Millisecond))
			return m
		},
	}
}

// silent is a scenario in which nothing ever happens.
func silent() *sim.Scenario {
	return &sim.Scenario{ID: "silent", Title: sim.T("고요", "Silence"), Week: 12, Theme: "data", Horizon: sim.Second,
		Build: func(s *sim.Setup) sim.Model {
			s.Node(sim.NodeInfo{Name: "s"}, server{})
			return quiet{}
		}}
}

type quiet struct{}

func (quiet) Check(*sim.Laws)              {}
func (quiet) Draw(*sim.View, *scene.Scene) {}
