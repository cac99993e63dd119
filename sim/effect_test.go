package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// causer is echo's second node, which does something to the world when the third ask comes.
type causer struct {
	echoNode
	what string
}

func (n *causer) Handle(c *Ctx, e *Event) {
	n.echoNode.Handle(c, e)
	if e.Kind != echoAsk || e.A != 3 {
		return
	}
	switch n.what {
	case "crash":
		c.Crash(c.Self(), 50*Millisecond)
		n.ram.Sent = 77
	case "crash a":
		c.Crash(0, 0)
	case "crash and restart":
		c.Crash(0, 0)
		c.Restart(0)
	case "pause":
		c.Pause(0, 15*Millisecond)
	case "slow":
		c.Slow(c.Self(), 4000)
	case "cut":
		c.Cut(0, 1)
	case "cut and heal":
		c.Cut(0, 1)
		c.Heal(1, 0)
	case "join":
		c.Join(2)
	case "leave":
		c.Leave(0)
	case "leave and join":
		c.Leave(0)
		c.Leave(0)
	}
	c.Note(0, e.A)
}

// holderModel knows the two nodes and judges nothing.
type holderModel struct {
	a *echoNode
	b *causer
}

func (*holderModel) Check(*Laws)              {}
func (*holderModel) Draw(*View, *scene.Scene) {}

// causing runs echo with a causer until 200 ms and returns the run, and the record of the
// step in which the third ask came.
func causing(t *testing.T, what string, actions ...string) (*Run, Record) {
	t.Helper()
	sc := echo()
	sc.Build = func(s *Setup) Model {
		m := &holderModel{&echoNode{asks: true, peer: 1}, &causer{what: what}}
		s.Node(NodeInfo{Name: "a"}, m.a)
		s.Node(NodeInfo{Name: "b"}, m.b)
		s.Node(NodeInfo{Name: "spare", Absent: true}, &echoNode{asks: true, peer: 1})
		return m
	}
	spec := Spec{Scenario: sc, Seed: 1}
	for _, text := range actions {
		a, err := ParseAction(text)
		require.NoError(t, err)
		spec.Actions = append(spec.Actions, a)
	}
	r, err := NewRun(spec, Full)
	require.NoError(t, err)
	for {
		require.True(t, r.Step())
		if rec, _ := r.Last(); rec.Kind == echoAsk && rec.A == 3 {
			return r, rec
		}
	}
}

func TestWhatAModelCausesTakesHoldInTheSameStepAndIsPartOfTheRun(t *testing.T) {
	for _, c := range []struct {
		what string
		want func(t *testing.T, r *Run)
	}{
		{"crash", func(t *testing.T, r *Run) {
			require.Equal(t, Down, r.w.nodes[1].status)
			require.Zero(t, r.w.model.(*holderModel).b.ram, "what it wrote after asking is lost, too")
			require.EqualValues(t, 3, r.w.model.(*holderModel).b.disk.Seen)
			r.RunUntil(r.Now()+49*Millisecond, MaxStep)
			require.Equal(t, Down, r.w.nodes[1].status)
			r.RunUntil(r.Now()+2*Millisecond, MaxStep)
			require.Equal(t, Up, r.w.nodes[1].status)
		}},
		{"crash a", func(t *testing.T, r *Run) {
			require.Equal(t, Down, r.w.nodes[0].status)
			r.RunUntil(Second, MaxStep)
			require.Equal(t, Down, r.w.nodes[0].status)
		}},
		{"crash and restart", func(t *testing.T, r *Run) {
			require.Equal(t, Up, r.w.nodes[0].status)
			require.Zero(t, r.w.model.(*holderModel).a.ram)
			r.RunUntil(Second, MaxStep)
			require.Positive(t, r.w.model.(*holderModel).a.ram.Seen, "it started again")
		}},
		{"pause", func(t *testing.T, r *Run) {
			require.Equal(t, Paused, r.w.nodes[0].status)
			r.RunUntil(r.Now()+15*Millisecond, MaxStep)
			require.Equal(t, Up, r.w.nodes[0].status)
		}},
		{"slow", func(t *testing.T, r *Run) { require.EqualValues(t, 4000, r.w.nodes[1].slow) }},
		{"cut", func(t *testing.T, r *Run) {
			require.True(t, r.link(0, 1).cut)
			require.True(t, r.link(1, 0).cut)
		}},
		{"cut and heal", func(t *testing.T, r *Run) {
			require.False(t, r.link(0, 1).cut)
			require.False(t, r.link(1, 0).cut)
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			r, rec := causing(t, c.what)
			require.Equal(t, []any{Delivered, Note(1), false}, []any{rec.Op, rec.Note, rec.Idle}, "the step stays what it was")
			require.Empty(t, r.Log(), "nobody did it")
			_, calm := r.laws.SinceFault()
			require.Equal(t, c.what == "crash and restart" || c.what == "cut and heal", calm)
			require.NoError(t, r.CheckState())
			c.want(t, r)
		})
	}
}

func TestANodeThatLeftIsGoneUntilItJoins(t *testing.T) {
	r, _ := causing(t, "join")
	require.Equal(t, Up, r.w.nodes[2].status)
	at := r.StepCount()
	r.RunUntil(r.Now()+100*Millisecond, MaxStep)
	joined := 0
	for n := at; n <= r.StepCount(); n++ {
		if rec, _ := r.Record(n); rec.Node == 2 && rec.Op == Fired {
			joined++
		}
	}
	require.EqualValues(t, 10, joined, "it asks every 10 ms")

	r, _ = causing(t, "leave")
	require.Equal(t, Gone, r.w.nodes[0].status)
	require.Zero(t, r.w.model.(*holderModel).a.ram, "its memory is gone")
	_, calm := r.laws.SinceFault()
	require.True(t, calm, "leaving is no fault")
	r.RunUntil(500*Millisecond, MaxStep)
	var seen []string
	for n := int64(1); n <= r.StepCount(); n++ {
		if rec, _ := r.Record(n); rec.Node == 0 && rec.At > 31*Millisecond {
			seen = append(seen, rec.At.String()+" "+rec.Op.String()+" "+r.sc.Kind(rec.Kind).Name)
		}
	}
	require.Equal(t, []string{"0.034s nobody-home answer", "0.040s expired tick"}, seen)
	r.ctx.Join(0)
	require.Equal(t, Up, r.w.nodes[0].status)
	r.RunUntil(r.Now()+25*Millisecond, MaxStep)
	require.EqualValues(t, 2, r.w.model.(*holderModel).a.ram.Sent, "it began anew")
}

func TestLeavingTwiceAndLeavingWhilePausedDropsWhatWaited(t *testing.T) {
	r, _ := causing(t, "leave and join")
	require.EqualValues(t, 1, r.w.nodes[0].incarnation)

	r, _ = causing(t, "leave", "29ms:lag(a>b,30ms)", "31ms:pause(a)")
	require.Equal(t, Gone, r.w.nodes[0].status)
	require.Empty(t, r.w.nodes[0].held)
	require.Empty(t, r.effects)
	r.RunUntil(Second, MaxStep)
	require.Equal(t, Gone, r.w.nodes[0].status)
}

func TestARunWithWhatItsModelCausesGoesOnTheSameFromACheckpoint(t *testing.T) {
	for _, what := range []string{"crash", "crash a", "pause", "cut", "leave", "join"} {
		straight, _ := causing(t, what)
		straight.StepTo(60)
		tl, err := NewTimeline(straight.Spec(), Full)
		require.NoError(t, err)
		for _, step := range []int64{60, 9, 60, 12, 60} {
			tl.SeekStep(step)
			tl.Settle()
		}
		require.Empty(t, Difference(straight, tl.Run()), what)
	}
}
