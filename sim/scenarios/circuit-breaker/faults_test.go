package circuitbreaker

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// everyFault lists each button, each fault of each node, and each of each link, as
// calls at one instant.
func everyFault() (out [][]string) {
	for _, f := range Scenario.Faults {
		out = append(out, f.Do)
	}
	one := func(format string, args ...any) { out = append(out, []string{fmt.Sprintf(format, args...)}) }
	for _, node := range []string{"clients", "order", "pay1", "pay2", "pay3"} {
		for _, fault := range []string{"crash(%s)", "pause(%s)", "slow(%s,10)", "slow(%s,1000)", "skew(%s,5s)", "isolate(%s)"} {
			one(fault, node)
		}
	}
	for _, ends := range [][2]string{{"clients", "order"}, {"order", "pay1"}, {"order", "pay2"}, {"order", "pay3"}} {
		for _, way := range []string{ends[0] + "-" + ends[1], ends[0] + ">" + ends[1], ends[1] + ">" + ends[0]} {
			for _, fault := range []string{"cut(%s)", "loss(%s,30)", "lag(%s,900ms)", "lag(%s,15s)", "dup(%s,40)", "reorder(%s,40)"} {
				one(fault, way)
			}
		}
	}
	return out
}

// mending ends every fault there is.
var mending = []string{"heal()", "mend()", "restart(clients)", "restart(order)", "resume(clients)", "resume(order)", "slow(clients,1)", "slow(order,1)",
	"restart(pay1)", "restart(pay2)", "restart(pay3)", "resume(pay1)", "resume(pay2)", "resume(pay3)", "slow(pay1,1)", "slow(pay2,1)", "slow(pay3,1)",
	"skew(clients,0s)", "skew(order,0s)", "skew(pay1,0s)", "skew(pay2,0s)", "skew(pay3,0s)"}

func at(when string, calls []string) (script []string) {
	for _, call := range calls {
		script = append(script, when+":"+call)
	}
	return script
}

func broken(r *sim.Run) (ids []string) {
	for i, law := range laws {
		if r.LawState(sim.Law(i)).Broken > 0 {
			ids = append(ids, law.ID)
		}
	}
	return ids
}

// Every law with every fault, alone and followed by its end. What turns red is what
// the law's sentence says: with protection nothing; without it /menu dies when, and
// only when, calls to Payment hold more threads than there are.
func TestEveryLawHoldsWithEveryFaultUnlessItsSentenceSaysOtherwise(t *testing.T) {
	for name, settings := range map[string][]string{
		"right": nil, "naive": {"breaker=off", "bulkhead=0"}, "by time": {"windowType=time", "window=5"}, "breaker only": {"bulkhead=0"},
		"one probe": {"halfOpenCalls=1", "refusals=ignored"}, "few orders": {"orderRps=2", "menuRps=40"},
	} {
		if testing.Short() && name != "right" {
			continue
		}
		for _, fault := range everyFault() {
			for _, ended := range []bool{false, true} {
				if ended && name != "right" {
					continue
				}
				script := append(at("5s", fault), settings...)
				if ended {
					script = append(script, at("14s", mending)...)
				}
				r := start(t, "calm", 1, measured, script...)
				until(t, r, horizon)
				var expected []string
				if name == "naive" && holdsThreads(fault) {
					expected = []string{"I6"}
				}
				require.Equal(t, expected, broken(r), "%s %v ended %v: %s", name, script, ended, reasons(r))
			}
		}
	}
}

// holdsThreads reports whether a fault keeps the threads of an unprotected service:
// all of Payment hangs or takes 1.5 s, which is 60/s × 1.5 s = 90 of its 50. One of
// three holds 60/3 × 2 s = 40 at most, and 2 for those that are well.
func holdsThreads(fault []string) bool {
	all := strings.Join(fault, " ")
	return strings.Contains(all, "pause(pay1,20s)") || strings.Contains(all, "slow(pay1,37)")
}

func reasons(r *sim.Run) (out []string) {
	for i, law := range laws {
		if s := r.LawState(sim.Law(i)); s.Broken > 0 {
			out = append(out, fmt.Sprint(law.ID, " at ", s.BrokenAt, ": ", r.LawReason(sim.Law(i), sim.EN)))
		}
	}
	return out
}

// The input that was reported: the clients' own network is cut.
func TestMenuIsNotBlamedForTheClientsNetwork(t *testing.T) {
	r := start(t, "calm", 42, measured, "5s:cut(clients-order)")
	until(t, r, horizon)

	require.Zero(t, r.LawState(lawMenu).Broken)
	require.EqualValues(t, 0, level(r, mMenuShare, horizon), "although the clients see nothing but failures")

	r = start(t, "naive", 42, measured, "100ms:cut(clients-order)", "200ms:heal()")
	until(t, r, horizon)
	require.NotZero(t, r.LawState(lawMenu).Broken, "it is judged again when the network is well again")
}

// Nothing is mended: whatever stands, the laws hold, and what they promise comes.
func TestAllLawsHoldWhileRandomFaultsStand(t *testing.T) {
	n := uint64(300)
	if testing.Short() {
		n = 60
	}
	for seed := uint64(1); seed <= n; seed++ {
		source := rng.Named(seed, "standing")
		var script []string
		pairs, _ := chaos(&source)
		for i := 0; i < len(pairs); i += 2 {
			script = append(script, pairs[i])
		}
		if source.Chance(300_000) {
			script = append(script, hangAll(&source)...)
		}
		settings := []string{fmt.Sprint("windowType=", []string{"calls", "time"}[source.Below(2)]), fmt.Sprint("halfOpenCalls=", 1+source.Below(6)),
			fmt.Sprint("minCalls=", 1+source.Below(30)), fmt.Sprint("refusals=", []string{"success", "ignored", "failure"}[source.Below(3)]),
			fmt.Sprint("bulkhead=", 1+source.Below(40)), fmt.Sprint("timeout=", []int{150, 700, 2000, 4000}[source.Below(4)])}
		r := start(t, "calm", seed, measured, append(settings, script...)...)
		until(t, r, horizon)
		require.Empty(t, broken(r), "%v\nrepeat: run circuit-breaker --set breaker=on --set %s --seed %d --do %q", reasons(r),
			strings.Join(settings, " --set "), seed, strings.Join(script, " "))
	}
}

// One of three is dead for good: the breaker that a hang of all has opened closes all
// the same, since two good probes of three are enough.
func TestItClosesAgainWhileOneOfThreeStaysDead(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		for _, dead := range []string{"crash(pay2)", "isolate(pay2)", "pause(pay2)", "bad(pay2)", "cut(order-pay2)"} {
			r := start(t, "right", seed, noted, "1s:"+dead)
			closed := turnsTo(r, 40*sim.Second, nClosed)

			require.NotEmpty(t, closed, "seed %d %s", seed, dead)
			require.Empty(t, broken(r), "seed %d %s: %v", seed, dead, reasons(r))
		}
	}
}

// A law that nothing can break says nothing: recoveries broken on purpose, as the
// model would be with a mistake in it, turn them red while a fault stands.
func TestABrokenRecoveryIsSeenWhileAFaultStands(t *testing.T) {
	probes := func(m *model, change func(*thread)) {
		for i := range m.order.v.threads {
			if t := &m.order.v.threads[i]; t.use == threadCall && t.ticket.Probe {
				change(t)
			}
		}
	}
	for name, s := range map[string]struct {
		law string
		do  func(m *model, now sim.Time)
	}{
		"a permit never comes back":  {"I7", func(m *model, now sim.Time) { m.order.v.breaker.Acquire(int64(now)) }},
		"a probe's end is not heard": {"I7", func(m *model, _ sim.Time) { probes(m, func(t *thread) { t.guarded = false }) }},
		"a probe's end is taken for late": {"I7", func(m *model, _ sim.Time) {
			probes(m, func(t *thread) { t.ticket.Generation++ })
		}},
		"it always opens again": {"I5", func(m *model, now sim.Time) { _ = m.order.v.breaker.Force(breaker.Open, int64(now)-1) }},
	} {
		r, m := startModel(t, "calm", 1, measured, "1s:crash(pay2)", "4s:trip()")
		for r.Now() < 60*sim.Second && len(broken(r)) == 0 && r.Step() {
			if m.order.v.breaker.State(int64(r.Now())) == breaker.HalfOpen {
				s.do(m, r.Now())
			}
		}
		require.Equal(t, []string{s.law}, broken(r), name)
	}
}

// The probes were lost just before the network is whole again: they take their timeout,
// and the wait begins once more. The limit of law I5 has room for both.
func TestProbesUnderWayWhenAllIsWellAgainHaveTheirTimeout(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		script := []string{"bulkhead=0", "waitOpen=500", "timeout=10000", "900ms:trip()"}
		for _, p := range payNames {
			script = append(script, "1s:cut(order-"+p+")", "1600ms:heal(order-"+p+")")
		}
		r := start(t, "calm", seed, noted, script...)
		closed := turnsTo(r, 20*sim.Second, nClosed)

		require.Empty(t, broken(r), "seed %d: %v", seed, reasons(r))
		require.NotEmpty(t, closed, "seed %d", seed)
		require.Greater(t, closed[0], 11*sim.Second, "seed %d: a lost probe's timeout had to pass", seed)
	}
}
