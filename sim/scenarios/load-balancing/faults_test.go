package loadbalancing

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

// everyFault is each fault that the engine and the scenario know, and what ends it.
var everyFault = [][2]string{
	{"crash(s1)", "restart(s1)"},
	{"pause(s1)", "resume(s1)"},
	{"slow(s1,4)", "slow(s1,1)"},
	{"slow(s1,100)", "slow(s1,1)"},
	{"skew(s1,5s)", "skew(s1,0s)"},
	{"isolate(s1)", "heal()"},
	{"cut(lb-s1)", "heal()"},
	{"cut(lb>s1)", "heal()"},
	{"cut(s1>lb)", "heal()"},
	{"loss(lb-s1,100)", "heal()"},
	{"loss(lb-s1,20)", "heal()"},
	{"dup(lb-s1,50)", "heal()"},
	{"reorder(lb-s1,50)", "heal()"},
	{"lag(lb-s1,80ms)", "heal()"},
	{"lag(lb-s1,3s)", "heal()"},
	{"crash(lb)", "restart(lb)"},
	{"pause(lb)", "resume(lb)"},
	{"slow(lb,4)", "slow(lb,1)"},
	{"skew(lb,-5s)", "skew(lb,0s)"},
	{"isolate(lb)", "heal()"},
	{"crash(clients)", "restart(clients)"},
	{"pause(clients)", "resume(clients)"},
	{"isolate(clients)", "heal()"},
	{"cut(clients>lb)", "heal()"},
	{"cut(lb>clients)", "heal()"},
	{"loss(clients-lb,20)", "heal()"},
	{"dup(clients-lb,50)", "heal()"},
	{"reorder(clients-lb,50)", "heal()"},
	{"lag(clients-lb,500ms)", "heal()"},
	{"fastfail(s1)", "mend(s1)"},
	{"drain(s1)", "register(s1)"},
	{"addcold()", ""},
	{"freeze(2s)", ""},
}

// everyWay is each policy at L7, over unequal servers where it copes with those, and
// L4, with outlier detection on.
var everyWay = [][]string{
	{"policy=round-robin", "serviceMs=10"},
	{"policy=weighted-rr"},
	{"policy=random", "serviceMs=10", "rps=160"},
	{"policy=least-conn"},
	{"policy=p2c"},
	{"policy=peak-ewma", "serviceMs=10"},
	{"policy=hash", "serviceMs=10", "rps=120"},
	{"policy=ip-hash", "serviceMs=10", "rps=120", "clients=1000"},
	{"policy=least-conn", "layer=L4", "serviceMs=10", "rps=120"},
}

func requireLaws(t *testing.T, r *sim.Run, setting ...string) {
	t.Helper()
	for i, law := range Scenario.Laws {
		state := r.LawState(sim.Law(i))
		require.Zero(t, state.Broken, "%s at %v: %s\n%s", law.ID, state.BrokenAt, r.LawReason(sim.Law(i), sim.EN), strings.Join(setting, " "))
	}
}

func TestNoLawIsBrokenByAnyFaultWhileItLastsOrAfterIt(t *testing.T) {
	for k, fault := range everyFault {
		for n, way := range everyWay {
			if testing.Short() && (k+n)%3 != 0 {
				continue
			}
			for _, ends := range []bool{true, false} {
				script := []string{"2612ms:" + fault[0]}
				if ends && fault[1] != "" {
					script = append(script, "10s:"+fault[1])
				}
				all := append(append(script, way...), "outlierErrors=5", "outlierOne=on", "lbTimeout=20000")
				r := start(t, "naive", uint64(k*len(everyWay)+n), measured, all...)
				until(t, r, 40*sim.Second)
				requireLaws(t, r, all...)
			}
		}
	}
}

// Requests that an isolation swallowed count as in flight until they time out, and
// p2c fills the other queues up to them: no law is broken by that.
func TestAHealedIsolationBreaksNoLaw(t *testing.T) {
	for _, preset := range []string{"p2c", "right"} {
		for seed := uint64(1); seed <= 5; seed++ {
			r := start(t, preset, seed, measured, "2612ms:isolate(s3)", "10s:heal()")
			until(t, r, 40*sim.Second)
			requireLaws(t, r, preset)
			until(t, r, 100*sim.Second)
			requireLaws(t, r, preset)
			require.Less(t, r.Level(mQueue), int64(shortQueue))
		}
	}
}

// mistake is what a broken balancer does wrong.
type mistake int

const (
	none mistake = iota
	neverAsks
	doesNotNotice
	forgives
	needsOneMore
	picksBlindly
	ejectsLate
	ejectsSoon
	ejectsTooFew
	ejectsTooMany
)

// broken wraps the balancer for mistakes that a test makes on purpose.
type broken struct {
	*lb
	mistake mistake
}

func (b *broken) Handle(c *sim.Ctx, e *sim.Event) {
	if (b.mistake == neverAsks && e.Kind == kTick) || (b.mistake == doesNotNotice && e.Kind == kProbeLate) {
		return
	}
	b.lb.Handle(c, e)
	switch {
	case b.mistake == forgives || b.mistake == needsOneMore:
		b.spoilHealth()
	case b.mistake == picksBlindly:
		b.v.pickers[balancer.LeastConnPolicy] = &balancer.Random{}
	case b.mistake >= ejectsLate && b.v.outlier != nil:
		config := b.v.outlier.Config()
		switch b.mistake {
		case ejectsLate:
			config.ConsecutiveErrors = 6
		case ejectsSoon:
			config.ConsecutiveErrors = 4
		case ejectsTooFew:
			config.AlwaysOne = false
		case ejectsTooMany:
			config.MaxPercent = 100
		}
		_ = b.v.outlier.Configure(config)
	}
}

func (b *broken) spoilHealth() {
	for i := range b.v.health {
		h := &b.v.health[i].healthy
		if b.mistake == needsOneMore {
			_ = h.Configure(balancer.ProbeConfig{Unhealthy: 3, Healthy: 1})
		} else if fresh, err := balancer.NewHealth(balancer.ProbeConfig{Unhealthy: 2, Healthy: 1}, true); err == nil && !h.Healthy() {
			*h = *fresh
		}
	}
}

// startBroken is start with a balancer that makes a mistake.
func startBroken(t *testing.T, wrong mistake, preset string, more ...string) *sim.Run {
	t.Helper()
	sc := *Scenario
	sc.Build = func(s *sim.Setup) sim.Model {
		m := &model{clients: &clients{}, lb: &lb{}}
		return m.setUp(s, &broken{m.lb, wrong})
	}
	spec := spec(t, preset, 1, more...)
	spec.Scenario = &sc
	r, err := sim.NewRun(spec, measured)
	require.NoError(t, err)
	return r
}

func TestABrokenHealthCheckBreaksTheLawWhileTheFaultLasts(t *testing.T) {
	for _, wrong := range []mistake{neverAsks, doesNotNotice, forgives, needsOneMore} {
		for _, fault := range []string{"crash(s1)", "pause(s1)", "isolate(s1)", "cut(s1>lb)", "cut(lb>s1)", "loss(lb-s1,100)"} {
			r := startBroken(t, wrong, "right", "serviceMs=10", "7s:"+fault)
			until(t, r, 30*sim.Second)
			state := r.LawState(lawFound)
			require.Positive(t, state.Broken, "%v, %s", wrong, fault)
			require.Greater(t, state.BrokenAt, 15*sim.Second)
			require.Less(t, state.BrokenAt, 18*sim.Second)
			require.Contains(t, r.LawReason(lawFound, sim.EN), "Nothing has come from S1 for 10.1s")
		}
	}
	sound := startBroken(t, none, "right", "serviceMs=10", "7s:crash(s1)")
	until(t, sound, 30*sim.Second)
	requireLaws(t, sound)
}

func TestAPolicyThatDoesNotSeeTheLoadBreaksTheLawUnderAStandingSlowness(t *testing.T) {
	r := startBroken(t, picksBlindly, "right", "serviceMs=10", "5s:slow(s4,4)")
	until(t, r, 30*sim.Second)
	require.Positive(t, r.LawState(lawRecovers).Broken)
	require.Contains(t, r.LawReason(lawRecovers, sim.EN), "S4's queue has stayed at 50 or more for over 1")

	sound := startBroken(t, none, "right", "serviceMs=10", "5s:slow(s4,4)")
	until(t, sound, 30*sim.Second)
	requireLaws(t, sound)
}

func TestOutlierDetectionThatIsNotEnvoysBreaksTheLaw(t *testing.T) {
	for _, wrong := range []mistake{ejectsLate, ejectsSoon, ejectsTooFew, ejectsTooMany} {
		r := startBroken(t, wrong, "outlier", "6s:fastfail(s3)")
		until(t, r, 10*sim.Second)
		require.Positive(t, r.LawState(lawOutliers).Broken, "%v", wrong)
		require.Contains(t, r.LawReason(lawOutliers, sim.EN), "judged wrongly", "%v", wrong)
	}
}

// The time to find a silent server follows from the parameters, and is not much more
// than it takes.
func TestASilentServerIsFoundWithinTheTimeThatTheParametersGive(t *testing.T) {
	for _, c := range []struct {
		interval, threshold, timeout string
		within                       sim.Time
	}{
		{"5000", "2", "100", 10_100 * sim.Millisecond},
		{"500", "1", "10", 510 * sim.Millisecond},
		{"1000", "3", "2500", 11_500 * sim.Millisecond}, // a round waits for the answer of the one before
		{"1000", "3", "1000", 4 * sim.Second},
	} {
		longest := sim.Time(0)
		for k := range sim.Time(12) {
			at := 3*sim.Second + k*419*sim.Millisecond // over a whole round, out of step with it
			r := start(t, "right", 1, sim.Full, "healthInterval="+c.interval, "unhealthyThreshold="+c.threshold, "probeTimeout="+c.timeout,
				sim.FormatSpan(at)+":crash(s1)")
			until(t, r, at)
			for rec, _ := r.Last(); rec.Note != nUnhealthy+1; rec, _ = r.Last() {
				require.True(t, r.Step() && r.Now() < 20*sim.Second)
			}
			longest = max(longest, r.Now()-at)
			requireLaws(t, r)
		}
		require.LessOrEqual(t, longest, c.within, "%+v", c)
		require.Greater(t, longest, c.within*3/4, "%+v: the limit is not far off", c)
	}
}

// Runs in which a law would blame somebody who does all that can be done, were its
// premise any wider.
func TestNoLawAsksForMoreThanCanBeDone(t *testing.T) {
	for name, setting := range map[string][]string{
		"a request begun slowly ends slowly":          {"serviceMs=10", "5s:slow(s4,1000)", "10s:slow(s4,1)"},
		"queues are long close to the limit":          {"serviceMs=10", "policy=random", "rps=392"},
		"a changed interval counts from the next":     {"serviceMs=10", "healthInterval=30000", "3s:crash(s1)", "4s:set(healthInterval,500)"},
		"a slow start takes less than it could":       {"serviceMs=10", "policy=weighted-rr", "rps=345", "slowStart=60000", "5s:drain(s1)", "8s:register(s1)"},
		"p2c feeds a pair of slow servers":            {"serviceMs=10", "policy=p2c", "rps=150", "5s:slow(s3,12)", "5s:slow(s4,12)"},
		"a doubled request is double work":            {"serviceMs=10", "policy=least-conn", "servers=2", "rps=160", "5s:dup(lb-s1,100)"},
		"silence begins anew when it is registered":   {"serviceMs=10", "policy=least-conn", "drainMs=0", "5s:crash(s1)", "6s:drain(s1)", "30s:register(s1)"},
		"a server that grows slower needs longer":     {"serviceMs=10", "5s:slow(s4,4)", "15s:set(policy,least-conn)", "20s:slow(s4,8)"},
		"the returning one takes its share of a pile": {"policy=least-conn", "serviceMs=10", "rps=330", "2s:crash(s1)", "25s:restart(s1)"},
	} {
		for seed := uint64(1); seed <= 6; seed++ {
			r := start(t, "naive", seed, measured, setting...)
			until(t, r, 60*sim.Second)
			requireLaws(t, r, append(setting, name, sim.Comma(int64(seed)))...)
		}
	}
}

func TestEveryLawCanFail(t *testing.T) {
	for law, spoil := range map[sim.Law][]func(*model){
		lawConserved: {func(m *model) { m.clients.v.sent++ }, func(m *model) { m.clients.v.ok++ }, func(m *model) { m.clients.v.failed++ },
			func(m *model) { m.clients.v.timedOut++ }, func(m *model) { m.clients.v.inFlight++ }},
		lawEligible: {func(m *model) { m.lb.v.badSends++ }},
		lawPolicy:   {func(m *model) { m.lb.v.turns.wrong = true }, func(m *model) { m.lb.v.turns.spread = 2 }},
		lawQueues: {func(m *model) { m.servers[2].v.accepted++ }, func(m *model) { m.servers[0].v.waiting++ }, func(m *model) { m.lb.v.opened-- },
			func(m *model) { m.lb.v.inFlight[1]++ }, func(m *model) { m.lb.v.inFlight[0], m.lb.v.inFlight[1] = -1, m.lb.v.inFlight[1]+m.lb.v.inFlight[0]+1 }},
		lawOutliers: {func(m *model) { m.lb.v.passive.wrong++ }},
	} {
		for i, f := range spoil {
			r, m := startOpen(t, "equal", 1, measured)
			until(t, r, 2*sim.Second)
			requireLaws(t, r)
			f(m)
			// An event that does not touch what was spoilt.
			does(t, r, "heal()")
			require.Positive(t, r.LawState(law).Broken, "%s, %d", Scenario.Laws[law].ID, i)
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				require.NotContains(t, r.LawReason(law, lang), "{")
			}
		}
	}
}

// TestTheRecoveryLawKnowsThatItsServerBecameSlower moves a setting while a server that has
// piled up is paused: its next request takes 25 times as long, and so may the pile.
func TestTheRecoveryLawKnowsThatItsServerBecameSlower(t *testing.T) {
	r := start(t, "right", 2102, sim.Options{Laws: true}, "4508ms:crash(s1,6059ms)", "9345ms:pause(s3,8385ms)", "10142ms:set(serviceMs,500/20/500/1/16/20/500/1)")

	until(t, r, 60*sim.Second)

	requireLaws(t, r)
}
