package linearizable_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/linearizable"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The smallest simulation that embeds Keys: a writer, a copy that lags behind it, and a
// reader of the copy. What the judge holds is part of the run's state.
const (
	tick sim.Kind = iota
	write
	ask
	answer
)

type store struct {
	other sim.NodeID
	judge *linearizable.Keys[int64]
	ram   struct{ Next, Value int64 }
}

func (n *store) Start(c *sim.Ctx) { c.After(3*sim.Millisecond, sim.Msg{Kind: tick}) }

func (n *store) State() (volatile, durable any) { return &n.ram, nil }

// Handle writes at node 0 and reads at node 2, each every 3 ms; node 1 is the copy.
func (n *store) Handle(c *sim.Ctx, e *sim.Event) {
	now, keys := int64(c.Now()), n.judge
	switch e.Kind {
	case tick:
		c.After(3*sim.Millisecond, sim.Msg{Kind: tick})
		n.ram.Next++
		if c.Self() == 0 {
			_ = keys.Begin(0, n.ram.Next, linearizable.Write, n.ram.Next, now)
			_, _ = keys.End(0, n.ram.Next, 0, now)
			c.Send(n.other, sim.Msg{Kind: write, A: n.ram.Next})
		} else if c.Self() == 2 {
			_ = keys.Begin(0, -n.ram.Next, linearizable.Read, 0, now)
			c.Send(n.other, sim.Msg{Kind: ask, A: -n.ram.Next})
		}
	case write:
		n.ram.Value = e.A
	case ask:
		c.Send(e.From, sim.Msg{Kind: answer, A: e.A, B: n.ram.Value})
	case answer:
		_, _ = keys.End(0, e.A, e.B, now)
	}
}

type model struct{ keys *linearizable.Keys[int64] }

func (m *model) Check(l *sim.Laws) {
	_, v, broken := m.keys.Broken()
	l.Require(0, !broken, v.Read.Value, v.Against.Value, v.Read.ID, v.Against.ID)
}

func (m *model) Draw(*sim.View, *scene.Scene) {}

func lagging(lag sim.Time) *sim.Scenario {
	return &sim.Scenario{
		ID: "lagging", Horizon: sim.Second, Pace: 1000,
		Kinds: []sim.KindSpec{{Name: "tick"}, {Name: "write"}, {Name: "ask"}, {Name: "answer"}},
		Laws:  []sim.LawSpec{{ID: "linear", Name: sim.T("선형성", "linearizable"), Says: sim.T("선형적이에요.", "It is."), Broken: sim.T("{a}, {b}", "{a}, not {b}")}},
		Build: func(s *sim.Setup) sim.Model {
			m := &model{keys: new(linearizable.Keys[int64])} // a whole, so that all may point to it
			for i, name := range []string{"writer", "copy", "reader"} {
				s.Node(sim.NodeInfo{Name: name, Column: i}, &store{judge: m.keys, other: 1})
			}
			s.Link(0, 1, sim.Constant(lag))
			s.Link(1, 2, sim.Constant(sim.Millisecond))
			return m
		},
	}
}

func TestALawOfASimulationNamesTheReadAndTheWriteItMissed(t *testing.T) {
	fine, err := sim.NewRun(sim.Spec{Scenario: lagging(sim.Millisecond / 2), Seed: 1}, sim.Full)
	require.NoError(t, err)
	fine.StepTo(2000)
	require.Zero(t, fine.LawState(0).Broken)

	r, err := sim.NewRun(sim.Spec{Scenario: lagging(8 * sim.Millisecond), Seed: 1}, sim.Full)
	require.NoError(t, err)
	r.StepTo(2000)

	require.Equal(t, [4]int64{0, 1, -1, 1}, r.LawState(0).Violation, "the first read returned 0, not 1")
	require.Equal(t, 5*sim.Millisecond, r.LawState(0).BrokenAt, "at its answer")
}

func TestARunGoesOnFromACheckpointWithWhatTheJudgeKnew(t *testing.T) {
	spec := sim.Spec{Scenario: lagging(sim.Millisecond / 2), Seed: 1}
	straight, err := sim.NewRun(spec, sim.Full)
	require.NoError(t, err)
	straight.StepTo(5000)
	require.NoError(t, straight.CheckState())

	tl, err := sim.NewTimeline(spec, sim.Full)
	require.NoError(t, err)
	for _, step := range []int64{5000, 1700, 5000} {
		tl.SeekStep(step)
		tl.Settle()
	}

	require.Empty(t, sim.Difference(straight, tl.Run()))
	require.Equal(t, straight.Digest(), tl.Run().Digest())
}
