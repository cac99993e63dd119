package loadbalancing

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

// busyScript leaves much to forget: S4 is ejected, S1 has failed a probe, S2 drains,
// the view is frozen, clients wait.
var busyScript = []string{"serviceMs=10/10/10/40/10", "servers=5", "outlierErrors=5", "outlierOne=on", "slowStart=20000", "viewStaleness=150",
	"drainMs=8000", "1s:fastfail(s4)", "3s:slow(s2,50)", "9s:crash(s1)", "9500ms:drain(s2)", "10900ms:freeze(3s)"}

const busyAt = 11_234 * sim.Millisecond

// other returns a value of a parameter that is not its present one.
func other(p *sim.Param, present []int64) string {
	if len(p.Choices) > 0 {
		return p.Choices[(present[0]+1)%int64(len(p.Choices))].ID
	}
	if present[0] == p.Min {
		return fmt.Sprint(p.Max)
	}
	return fmt.Sprint(p.Min)
}

func TestASettingMovedToItsOwnValueOrForthAndBackChangesNothing(t *testing.T) {
	for _, policy := range policyChoices {
		for _, layer := range []string{"L7", "L4"} {
			script := append([]string{"policy=" + policy.ID, "layer=" + layer}, busyScript...)
			plain, want := startOpen(t, "equal", 3, measured, script...)
			values := spec(t, "equal", 3, script...).Params
			until(t, plain, 40*sim.Second)
			moved, got := startOpen(t, "equal", 3, measured, script...)
			until(t, moved, busyAt)
			for i := range Scenario.Params {
				p := &Scenario.Params[i]
				if !p.Fixed {
					own := p.ID + "," + p.Format(values[i])
					does(t, moved, "set("+own+")", "set("+p.ID+","+other(p, values[i])+")", "set("+own+")")
				}
			}
			until(t, moved, 40*sim.Second)

			require.Equal(t, want, got, "%s %s", policy.ID, layer)
			for i := range Scenario.Laws {
				a, b := plain.LawState(sim.Law(i)), moved.LawState(sim.Law(i))
				a.Broken, b.Broken = 0, 0 // a step's number: actions are steps
				require.Equal(t, a, b, "%s %s law %d", policy.ID, layer, i)
			}
			for i := range Scenario.Metrics {
				require.Equal(t, plain.Level(sim.Metric(i)), moved.Level(sim.Metric(i)), "%s %s metric %d", policy.ID, layer, i)
			}
		}
	}
}

func TestALongerEjectionTimeKeepsS4OutAndTheSweepUsesIt(t *testing.T) {
	for _, c := range []struct {
		set  string
		back sim.Time
	}{
		{"set(ejectMs,30000)", 40 * sim.Second}, // ejected at 5.03 s
		{"set(ejectMs,60000)", 70 * sim.Second},
		{"set(ejectMs,10000)", 20 * sim.Second},
		{"set(outlierErrors,6)", 40 * sim.Second},
		{"set(outlierMax,0)", 40 * sim.Second},
		{"set(outlierOne,off)", 40 * sim.Second},
	} {
		r, m := startOpen(t, "outlier", 1, measured, "12s:"+c.set)
		until(t, r, 15*sim.Second)
		require.True(t, m.lb.ejected(3), c.set)
		before := r.Level(mSent)
		for r.Now() < c.back-sim.Millisecond {
			require.True(t, r.Step())
			rec, _ := r.Last()
			require.False(t, rec.Kind == kForward && r.Nodes()[rec.Node].Name == "s4", "%s: picked at %v", c.set, r.Now())
		}
		require.Greater(t, r.Level(mSent), before)
		at, args := said(t, r, nReadmitted, c.back+sim.Second)
		require.Equal(t, c.back, at, "%s: and somebody says that it is back", c.set)
		require.EqualValues(t, m.lb.node(3), args[0])
	}
}

func TestSwitchingOutlierDetectionOffSaysWhoIsBackAndStartsAfresh(t *testing.T) {
	r, m := startOpen(t, "outlier", 1, measured, "12s:set(outlierErrors,0)", "13s:set(outlierErrors,5)")
	until(t, r, 12*sim.Second)
	at, args := said(t, r, nOutlierOff, 13*sim.Second)
	require.Less(t, at, 12_100*sim.Millisecond)
	require.EqualValues(t, 1, args[0])
	require.False(t, m.lb.ejected(3))
	require.Equal(t, at, m.lb.v.since[3], "its slow start begins")

	at, args = said(t, r, nEjected, 14*sim.Second)
	require.Less(t, at, 13_200*sim.Millisecond)
	require.EqualValues(t, 30*sim.Second, args[2], "as the first time")
	requireLaws(t, r)

	r, _ = startOpen(t, "outlier", 1, measured, "11s:isolate(clients)", "12s:set(outlierErrors,0)")
	at, _ = said(t, r, nOutlierOff, 30*sim.Second)
	require.Equal(t, 20*sim.Second, at, "without traffic it is the sweep that brings them back")
}

func TestAChangedThresholdCountsTheProbesThatHaveFailed(t *testing.T) {
	r, _ := startOpen(t, "equal", 1, measured, "unhealthyThreshold=5", "healthInterval=1000", "3500ms:crash(s1)", "5500ms:set(unhealthyThreshold,3)")
	at, args := said(t, r, nUnhealthy, 20*sim.Second)
	require.Equal(t, 6100*sim.Millisecond, at, "probes of 4, 5 and 6 s")
	require.EqualValues(t, 3, args[1])
}

func TestAChangedPolicyFindsTheLatenciesAndTheTurnsThatWereLearnt(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "serviceMs=10/10/10/40")
	until(t, r, 5*sim.Second)
	require.Greater(t, m.lb.ewma().Load(3), 2*m.lb.ewma().Load(0), "learnt under round robin")
	turn := *m.lb.v.pickers[0].(*balancer.RoundRobin)
	does(t, r, "set(policy,peak-ewma)")
	for r.Now() < 15*sim.Second && r.Step() {
		rec, _ := r.Last()
		require.NotEqual(t, nPeakEWMANew+1, rec.Note, "no server is new to it")
		for i, n := range m.lb.v.inFlight {
			require.Equal(t, n, m.lb.ewma().Pending(i))
		}
	}
	require.Equal(t, turn, *m.lb.v.pickers[0].(*balancer.RoundRobin), "the turn waits")
}

func TestAShorterTimeoutReachesThoseWhoWaitAlready(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "clientTimeout=0", "lbTimeout=0", "2s:pause(s1)", "4s:set(lbTimeout,1500)")
	at, args := said(t, r, nNoAnswer, 8*sim.Second)
	require.Less(t, at, 4100*sim.Millisecond)
	require.EqualValues(t, 1500*sim.Millisecond, args[2])
	until(t, r, 8*sim.Second)
	for slot := m.lb.v.oldest; slot != 0; slot = m.lb.v.open[slot-1].next {
		require.LessOrEqual(t, r.Now()-m.lb.v.open[slot-1].at, 1500*sim.Millisecond)
	}

	r, _ = startOpen(t, "equal", 1, measured, "clientTimeout=0", "lbTimeout=60000", "2s:pause(s1)", "4s:set(lbTimeout,1500)")
	at, _ = said(t, r, nNoAnswer, 8*sim.Second)
	require.Less(t, at, 4100*sim.Millisecond, "an alarm that was set is set anew")

	r, m = startOpen(t, "equal", 1, measured, "clientTimeout=60000", "2s:pause(s1)", "4s:set(clientTimeout,1500)")
	at, _ = said(t, r, nGaveUp, 8*sim.Second)
	require.Less(t, at, 4100*sim.Millisecond)
	until(t, r, 8*sim.Second)
	require.LessOrEqual(t, r.Now()-m.clients.v.table[m.clients.v.oldest-1].at, 1500*sim.Millisecond)
}

func TestConnectionsOutliveAChangeOfLayerAndHoldNoDrainOpenAtL7(t *testing.T) {
	r, m := startOpen(t, "grpc", 1, measured, "5s:set(layer,L7)", "6s:drain(s1)")
	until(t, r, 5*sim.Second)
	pinned := append([]int8(nil), m.lb.v.pinned...)
	until(t, r, 6*sim.Second)
	require.Equal(t, pinned, m.lb.v.pinned)
	at, args := said(t, r, nDrained, 12*sim.Second)
	require.Less(t, at, 7*sim.Second, "requests end, and connections do not count")
	require.Zero(t, args[1])
}

func TestAThawReadsTheCountsAnewAtOnce(t *testing.T) {
	r, m := startOpen(t, "herd", 1, measured, "viewStaleness=1000", "3100ms:freeze(650ms)")
	until(t, r, 3749*sim.Millisecond)
	require.Less(t, m.lb.v.view.at, 3100*sim.Millisecond, "frozen")
	require.Positive(t, m.lb.v.view.run)
	frozen := m.lb.v.view.counts

	for m.lb.v.view.at < 3750*sim.Millisecond {
		require.True(t, r.Step())
	}

	require.Equal(t, 3750*sim.Millisecond, r.Now(), "not with the next refresh")
	rec, _ := r.Last()
	require.Equal(t, kThaw, rec.Kind)
	require.Equal(t, m.lb.v.inFlight, m.lb.v.view.counts)
	require.NotEqual(t, frozen, m.lb.v.view.counts)
	require.Zero(t, m.lb.v.view.run, "a new view, a new herd")
}
