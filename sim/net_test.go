package sim

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// crowd is a scenario of n nodes of which the first two ask and answer.
func crowd(n int) *Scenario {
	sc := echo()
	build := sc.Build
	sc.Build = func(s *Setup) Model {
		m := build(s)
		for i := 2; i < n; i++ {
			s.Node(NodeInfo{Name: "n" + Comma(int64(i)), Absent: true}, &echoNode{})
		}
		return m
	}
	return sc
}

func TestEveryPairOfNodesHasALinkHoweverManyThereAre(t *testing.T) {
	r, err := NewRun(Spec{Scenario: crowd(MaxNodes), Seed: 1}, Full)
	require.NoError(t, err)
	r.w.nodes[MaxNodes-1].status = Up

	r.ctx.As(0, func(c *Ctx) { c.Send(MaxNodes-1, Msg{Kind: echoAnswer}) })

	require.True(t, r.Step())
	rec, _ := r.Last()
	require.Equal(t, []any{Delivered, NodeID(MaxNodes - 1), Millisecond}, []any{rec.Op, rec.Node, rec.At})

	_, err = NewRun(Spec{Scenario: crowd(MaxNodes + 1), Seed: 1}, Full)
	require.ErrorContains(t, err, "there are 257 nodes: a run has at most 256, absent ones included")
}

func TestALinkIsTheSameWhetherItWasTouchedOrNot(t *testing.T) {
	plain, touched := echoRun(t), echoRun(t)
	want := plain.Digest()

	touched.link(1, 1)

	require.Len(t, touched.w.links.all, 3)
	require.Equal(t, want, touched.Digest())
	require.Empty(t, Difference(plain, touched))
}

func TestNodesThatWaitToJoinMakeCheckpointsLittleLarger(t *testing.T) {
	bytes := func(n int) int {
		r, err := NewRun(Spec{Scenario: crowd(n), Seed: 1}, Full)
		require.NoError(t, err)
		r.StepTo(1000)
		_, size := cloneWorld(r, &r.w)
		return size
	}
	allPairs := 12 * 12 * int(unsafe.Sizeof(linkState{}))
	require.Less(t, bytes(48), 2*(bytes(12)+allPairs), "twice what 12 nodes took when every pair had a link made for it")
}

// BenchmarkCheckpoint copies the world of runs with 12 and with 48 nodes, most of them absent.
func BenchmarkCheckpoint(b *testing.B) {
	for _, n := range []int{12, 48} {
		b.Run(Comma(int64(n)), func(b *testing.B) {
			r, err := NewRun(Spec{Scenario: crowd(n), Seed: 1}, Full)
			require.NoError(b, err)
			r.StepTo(1000)
			size := 0
			for range b.N {
				_, size = cloneWorld(r, &r.w)
			}
			b.ReportMetric(float64(size), "B/checkpoint")
		})
	}
}
