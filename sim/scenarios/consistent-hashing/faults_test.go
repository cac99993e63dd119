package consistenthashing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// everyFault lists each button, each fault of each kind of node, and each of each kind
// of link, as calls at one instant.
func everyFault() (out [][]string) {
	for _, f := range Scenario.Faults {
		out = append(out, f.Do)
	}
	one := func(format string, args ...any) { out = append(out, []string{fmt.Sprintf(format, args...)}) }
	for _, node := range []string{"clients", "router", "s1", "s2", "s4", "s5", "db"} {
		for _, fault := range []string{"crash(%s)", "pause(%s)", "slow(%s,10)", "slow(%s,1000)", "skew(%s,5s)", "isolate(%s)"} {
			one(fault, node)
		}
	}
	for _, ends := range [][2]string{{"clients", "router"}, {"router", "s1"}, {"router", "s3"}, {"router", "s5"}, {"s1", "db"}, {"s5", "db"}} {
		for _, way := range []string{ends[0] + "-" + ends[1], ends[0] + ">" + ends[1], ends[1] + ">" + ends[0]} {
			for _, fault := range []string{"cut(%s)", "loss(%s,30)", "lag(%s,300ms)", "lag(%s,8s)", "dup(%s,40)", "reorder(%s,40)"} {
				one(fault, way)
			}
		}
	}
	return out
}

// mending ends every fault there is.
func mending() (out []string) {
	out = []string{"heal()", "cool()"}
	for _, node := range []string{"clients", "router", "s1", "s2", "s4", "s5", "db"} {
		for _, end := range []string{"restart(%s)", "resume(%s)", "slow(%s,1)", "skew(%s,0s)"} {
			out = append(out, fmt.Sprintf(end, node))
		}
	}
	return out
}

func at(when string, calls []string) (script []string) {
	for _, call := range calls {
		script = append(script, when+":"+call)
	}
	return script
}

func reasons(r *sim.Run) (out []string) {
	for i, law := range laws {
		if s := r.LawState(sim.Law(i)); s.Broken > 0 {
			out = append(out, fmt.Sprint(law.ID, " at ", s.BrokenAt, ": ", r.LawReason(sim.Law(i), sim.EN)))
		}
	}
	return out
}

// Every law with every fault, alone and followed by its end. What turns red is what
// the law's sentence says: keys move for nothing in mod-n only, and there whenever
// somebody comes, leaves or weighs otherwise.
func TestEveryLawHoldsWithEveryFaultUnlessItsSentenceSaysOtherwise(t *testing.T) {
	small := []string{"keys=300", "rps=200", "originCapacity=70", "900ms:add()"}
	for name, settings := range map[string][]string{
		"ring": nil, "mod-n": {"mode=mod-n"}, "bounded": {"mode=ring-bounded", "100ms:hotkey()"},
		"rendezvous, two each": {"mode=rendezvous", "replicas=2"}, "jump": {"mode=jump"},
	} {
		if testing.Short() && name != "ring" {
			continue
		}
		for _, fault := range everyFault() {
			for _, ended := range []bool{false, true} {
				if ended && name != "ring" {
					continue
				}
				script := append(append(at("2s", fault), settings...), small...)
				limit := 9 * sim.Second
				if ended {
					limit = 18 * sim.Second // a lag of 8 s holds up until 14 s
					script = append(script, at("6s", mending())...)
				}
				r := until(t, start(t, "brink-ring", 1, measured, script...), limit)
				var expected []string
				if name == "mod-n" { // s5 came at 0.9 s
					expected = []string{"I2"}
				}
				require.Equal(t, expected, broken(r), "%s %v ended %v: %s", name, script, ended, reasons(r))
			}
		}
	}
}

// Nothing is mended: whatever stands, the laws hold, and what they promise comes.
func TestAllLawsHoldWhileRandomFaultsStand(t *testing.T) {
	n := uint64(300)
	if testing.Short() {
		n = 60
	}
	for seed := uint64(1); seed <= n; seed++ {
		r := rng.Named(seed, "standing")
		pairs := chaos(seed + 7000)
		var script []string
		for i := range pairs {
			if i%2 == 0 || r.Below(3) == 0 { // some are mended: what is left stands
				script = append(script, pairs[i])
			}
		}
		settings := []string{"keys=400", "rps=300", fmt.Sprint("replicas=", 1+r.Below(3)), fmt.Sprint("originCapacity=", 50+r.Below(300)),
			"mode=" + []string{"ring", "ring-bounded", "rendezvous", "jump"}[r.Below(4)]}
		run := until(t, start(t, "brink-ring", seed, measured, append(settings, script...)...), 14*sim.Second)
		require.Empty(t, broken(run), "%v\nrepeat: run consistent-hashing --set %s --seed %d --do %q", reasons(run),
			strings.Join(settings, " --set "), seed, strings.Join(script, " "))
	}
}

// Three of four are dead or cut off for good: the last one answers everything, but
// what a full origin refuses.
func TestTheLastServerAnswersForAllWhileTheOthersStayDead(t *testing.T) {
	for seed := uint64(1); seed <= 5; seed++ {
		for _, mode := range modeChoices {
			r := start(t, "brink-ring", seed, measured, "mode="+mode.ID, "rps=300", "keys=400", "originCapacity=100",
				"1s:crash(s1)", "1500ms:isolate(s2)", "2s:pause(s4)")
			until(t, r, 2*sim.Second+around+clientTimeout)
			lost := r.Level(mErrors) - r.Level(mRefused)
			require.Positive(t, lost, "until it was noticed")
			until(t, r, 12*sim.Second)

			require.Zero(t, r.LawState(lawAnswered).Broken, "%s seed %d: %v", mode.ID, seed, reasons(r))
			require.Greater(t, r.Level(mOK), int64(1500))
		}
	}
}

// A law that nothing can break says nothing: recoveries broken on purpose, as the
// model would be with a mistake in it, turn it red while a fault stands.
func TestABrokenRecoveryIsSeenWhileAFaultStands(t *testing.T) {
	for name, sabotage := range map[string]func(m *model){
		"a silent server is never taken out": func(m *model) { m.router.v.missed[1] = 0 },
		"who waits for a load is forgotten":  func(m *model) { m.servers[0].v.loads.begin(m.servers[0].v.loads.next) },
		"nobody is taken back": func(m *model) {
			m.router.v.out = [maxServers]bool{true, true, true, true}
			m.router.v.place = place(m.router.v.place.set, weights{}, m.router.hashes, false)
		},
	} {
		r, m := startModel(t, "brink-ring", 1, measured, "rps=300", "keys=400", "2s:crash(s2)")
		for r.Now() < 12*sim.Second && len(broken(r)) == 0 && r.Step() {
			if r.Now() > 2*sim.Second {
				sabotage(m)
			}
		}
		require.Equal(t, []string{"I6"}, broken(r), name)
	}
}

// The sentence of law I6 says its limit, which follows from the model's times.
func TestTheLimitOfTheAnsweringLawIsThatOfItsSentence(t *testing.T) {
	require.Contains(t, laws[lawAnswered].Says.KO, around.String()[:5]+"초")
	require.Contains(t, laws[lawAnswered].Says.EN, around.String()[:5]+" s")
}
