package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// clocked is a run of two nodes, the second with a clock of its own.
func clocked(t *testing.T, info NodeInfo, actions ...string) *Run {
	t.Helper()
	sc := &Scenario{ID: "clocks", Horizon: 10 * Second, Pace: 1000, Kinds: []KindSpec{{Name: "beat"}}, Laws: []LawSpec{{}}}
	sc.Build = func(s *Setup) Model {
		s.Node(NodeInfo{Name: "a"}, &sharingNode{})
		info.Name = "b"
		s.Node(info, &sharingNode{})
		return &clockModel{}
	}
	spec := Spec{Scenario: sc, Seed: 1}
	for _, text := range actions {
		a, err := ParseAction(text)
		require.NoError(t, err)
		spec.Actions = append(spec.Actions, a)
	}
	r, err := NewRun(spec, Full)
	require.NoError(t, err)
	return r
}

// clockModel keeps what laws and pictures saw of the second node's clock.
type clockModel struct{ law, view Time }

func (m *clockModel) Check(l *Laws)                { m.law = l.Clock(1) }
func (m *clockModel) Draw(v *View, _ *scene.Scene) { m.view = v.Clock(1) }

func TestAClockHasItsUsualSkewAndDrift(t *testing.T) {
	for _, c := range []struct {
		info NodeInfo
		want Time // after 10 s
	}{
		{NodeInfo{}, 10 * Second},
		{NodeInfo{Skew: 80 * Millisecond}, 10*Second + 80*Millisecond},
		{NodeInfo{DriftPPM: 200}, 10*Second + 2*Millisecond},
		{NodeInfo{Skew: -Second, DriftPPM: -200}, 9*Second - 2*Millisecond},
		{NodeInfo{DriftPPM: 1}, 10*Second + 10*Microsecond},
	} {
		r := clocked(t, c.info)
		r.RunUntil(10*Second, MaxStep)
		require.Equal(t, 10*Second, r.Now())
		require.Equal(t, c.want, (&Ctx{r: r, node: 1}).Clock(), "%+v", c.info)
		require.Equal(t, c.want, r.w.model.(*clockModel).law)
		r.Scene(&scene.Scene{}, KO)
		require.Equal(t, c.want, r.w.model.(*clockModel).view)
		require.Equal(t, 10*Second, (&Ctx{r: r, node: 0}).Clock())
	}
	r := clocked(t, NodeInfo{DriftPPM: 100})
	r.w.now = 100 * 365 * 24 * 3600 * Second
	require.Equal(t, r.w.now+r.w.now/10_000, (&Ctx{r: r, node: 1}).Clock(), "nothing overflows in a century")
}

func TestAUsualClockIsNoFaultAndAStepOfItIs(t *testing.T) {
	calm := func(until Time, actions ...string) (Time, bool) {
		r := clocked(t, NodeInfo{Skew: 80 * Millisecond, DriftPPM: 50}, actions...)
		r.RunUntil(until, MaxStep)
		return r.laws.SinceFault()
	}
	since, ok := calm(5 * Second)
	require.True(t, ok)
	require.Equal(t, 5*Second, since)
	_, ok = calm(5*Second, "2s:skew(b,-50ms)")
	require.False(t, ok, "as long as it shows something else than usual")
	since, ok = calm(5*Second, "2s:skew(b,-50ms)", "3s:skew(b,80ms)")
	require.True(t, ok, "back to its own")
	require.Equal(t, 2*Second, since)

	r := clocked(t, NodeInfo{Skew: 80 * Millisecond}, "2s:skew(b,0s)")
	require.True(t, r.laws.Well(1))
	r.RunUntil(3*Second, MaxStep)
	require.False(t, r.laws.Well(1))
}

func TestAClockThatCouldNotBeIsRefused(t *testing.T) {
	sc := echo()
	build := sc.Build
	sc.Build = func(s *Setup) Model {
		m := build(s)
		s.Node(NodeInfo{Name: "back", DriftPPM: -1_000_000}, &echoNode{})
		return m
	}
	_, err := NewRun(Spec{Scenario: sc, Seed: 1}, Full)
	require.ErrorContains(t, err, "node back: its clock is off by 0s and drifts by -1000000 ppm: at most 86400s and 500000 are allowed, either way")
}
