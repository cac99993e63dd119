package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// sharing is a scenario in which a node counts in a value that the model holds: share
// says how, and when.
type sharingNode struct {
	ram   struct{ Beats int64 }
	disk  struct{ Total *tally }
	late  *sharingModel
	found *tally
	hook  any
}

type tally struct{ Count, Spare int64 }

type sharingModel struct {
	node  *sharingNode
	tally tally
	own   *tally
}

func (n *sharingNode) Start(c *Ctx) {
	if n.late != nil {
		n.found = &n.late.tally
	}
	c.After(Millisecond, Msg{})
}

func (n *sharingNode) Handle(c *Ctx, _ *Event) {
	n.ram.Beats++
	if n.disk.Total != nil {
		n.disk.Total.Count++
	}
	c.After(Millisecond, Msg{})
}

func (n *sharingNode) State() (volatile, durable any) { return &n.ram, &n.disk }

func (m *sharingModel) Check(*Laws)              {}
func (m *sharingModel) Draw(*View, *scene.Scene) {}

func sharing(share func(m *sharingModel)) *Scenario {
	return &Scenario{ID: "sharing", Horizon: Second, Pace: 1000, Kinds: []KindSpec{{Name: "beat"}}, Build: func(s *Setup) Model {
		m := &sharingModel{node: &sharingNode{}, own: &tally{}}
		s.Node(NodeInfo{Name: "quiet"}, &sharingNode{})
		s.Node(NodeInfo{Name: "n"}, m.node)
		share(m)
		return m
	}}
}

func TestStateThatACopyWouldTearApartIsRefusedByName(t *testing.T) {
	for name, c := range map[string]struct {
		share func(m *sharingModel)
		want  string
	}{
		"a pointer into the model": {func(m *sharingModel) { m.node.disk.Total = &m.tally },
			"scenario sharing: node n (*sim.sharingNode).disk.Total and model.(*sim.sharingModel).tally are the same memory"},
		"made when the node starts": {func(m *sharingModel) { m.node.late = m },
			"scenario sharing: node n (*sim.sharingNode).late.tally and node n (*sim.sharingNode).found are the same memory"},
		"a function": {func(m *sharingModel) { m.node.hook = func() {} },
			"scenario sharing: node n (*sim.sharingNode).hook.(func()) is a func"},
	} {
		r, err := NewRun(Spec{Scenario: sharing(c.share), Seed: 1}, Full)

		require.ErrorContains(t, err, c.want, name)
		require.Nil(t, r, name)
	}
}

func TestAWholeThatModelAndNodeBothPointToGoesOnFromACheckpoint(t *testing.T) {
	spec := Spec{Scenario: sharing(func(m *sharingModel) { m.node.disk.Total = m.own }), Seed: 1}
	straight, err := NewRun(spec, Full)
	require.NoError(t, err)
	straight.StepTo(9000)
	tl, err := NewTimeline(spec, Full)
	require.NoError(t, err)
	for _, step := range []int64{9000, 3000, 9000} {
		tl.SeekStep(step)
		tl.Settle()
	}
	require.Empty(t, Difference(straight, tl.Run()))
	require.Equal(t, straight.Digest(), tl.Run().Digest())
	require.EqualValues(t, 4500, tl.Run().w.model.(*sharingModel).own.Count, "two nodes beat in turn")
}

func TestTheFirstFieldInWhichTwoRunsDifferIsNamed(t *testing.T) {
	fresh := func() *Run {
		r := echoRun(t)
		r.StepTo(25)
		return r
	}
	require.Empty(t, Difference(fresh(), fresh()))
	for want, change := range map[string]func(*Run){
		"steps taken: 25, not 24":          func(r *Run) { r.w.step-- },
		"node b: node.disk.Seen: 6, not 7": func(r *Run) { r.echo().b.disk.Seen++ },
		"node a: status: 0, not 1":         func(r *Run) { r.w.nodes[0].status = Down },
		"link a>b: lag: 0, not 5":          func(r *Run) { r.link(0, 1).lag = 5 },
		"parameters[0][0]: 100, not 99":    func(r *Run) { r.w.params[0] = []int64{99} },
		"laws[0].Holds: true, not false":   func(r *Run) { r.w.laws[0].Holds = false },
		"levels[0]: 6, not 5":              func(r *Run) { r.w.levels[0]-- },
		"the steps taken before":           func(r *Run) { r.w.digest++ },
	} {
		r := fresh()
		change(r)
		require.Contains(t, Difference(fresh(), r), want)
		require.NotEqual(t, fresh().Digest(), r.Digest(), want)
	}
	r := fresh()
	r.ctx.As(1, func(c *Ctx) { c.After(Second, Msg{Kind: echoTick, A: 3}) })
	require.Contains(t, Difference(fresh(), r), "nothing, not kind 2 (3 0 0 0 [])")
}
