package saga

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
)

func TestWhateverServiceIsDeadOrSlowForGoodEverySagaEndsOrGoesOn(t *testing.T) {
	for seed := range uint64(8) {
		for _, service := range nodeNames[2:] {
			for _, fault := range []string{"crash(N)", "pause(N)", "slow(N,1000)", "isolate(N)", "loss(orch-N,70)", "cut(N>orch)", "cut(orch>N)"} {
				for _, order := range []string{"stock-first", "payment-first"} {
					do := fmt.Sprintf("1500ms:%s", replaceNode(fault, service))
					r := start(t, seed, set("sagaRps", "4", "stepOrder", order, "retryMax", "2"), do)
					runUntil(t, r, 45*sim.Second)

					require.Empty(t, broken(r), "seed %d %s %s", seed, order, do)
					if fault == "crash(N)" && service != "delivery" {
						require.Positive(t, r.Level(mStuck), "seed %d %s %s: parked, not waited for", seed, order, do)
					}
				}
			}
		}
	}
}

func replaceNode(fault, node string) string {
	out := []rune{}
	for _, c := range fault {
		if c == 'N' {
			out = append(out, []rune(node)...)
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}

// An orchestrator that restarts again and again must not begin the retries of an
// undo anew each time: then no saga would ever be parked.
func TestAnOrchestratorThatKeepsRestartingParksTheSagaAllTheSame(t *testing.T) {
	r := start(t, 1, one("stepOrder", "payment-first", "stockFailPct", "100", "retryMax", "3"), crashLoop()...)
	runUntil(t, r, 60*sim.Second)

	require.Empty(t, broken(r))
	require.Positive(t, r.Level(mStuck), "payment is dead: its refunds are tried 4 times and parked")
}

// crashLoop kills payment for good and the orchestrator every 1.5 s.
func crashLoop() []string {
	do := []string{"700ms:crash(payment)"}
	for at := 1500; at < 55_000; at += 1500 {
		do = append(do, fmt.Sprintf("%dms:crash(orch,200ms)", at))
	}
	return do
}

// faulty is an orchestrator with its recovery taken out.
type faulty struct {
	*orchestrator
	deaf     []sim.Kind // what it does not hear
	from     int64      // of these acts only, when above 0
	careless bool       // it does not write down how often an undo was tried
	idle     bool       // it replays its log and does nothing
}

func (n *faulty) Handle(c *sim.Ctx, e *sim.Event) {
	if !slices.Contains(n.deaf, e.Kind) || e.B < n.from {
		n.orchestrator.Handle(c, e)
	}
}

func (n *faulty) Start(c *sim.Ctx) {
	if n.careless {
		n.d.log = slices.DeleteFunc(n.d.log, func(r rules.Record) bool { return r.Op == rules.OpAgain })
	}
	if n.idle {
		for _, r := range n.d.log {
			n.v.sagas[r.Saga%slots].Apply(flows[n.d.orders[r.Saga%slots].flow].steps, r)
		}
		return
	}
	n.orchestrator.Start(c)
}

func TestALawTurnsRedWhenTheRecoveryIsTakenOut(t *testing.T) {
	pay := set("sagaRps", "2", "retryMax", "2", "stepOrder", "stock-first", "stockFailPct", "0")
	loop := one("stepOrder", "payment-first", "stockFailPct", "100", "retryMax", "1")
	for name, c := range map[string]struct {
		broken string
		with   faulty
		set    map[string]string
		do     []string
	}{
		"no timeouts":             {"I1", faulty{deaf: []sim.Kind{kTimeout}}, pay, []string{"2s:crash(payment)"}},
		"no retries of an undo":   {"I1", faulty{deaf: []sim.Kind{kAgain}}, pay, []string{"2s:crash(payment)"}},
		"no retries forward":      {"I6", faulty{deaf: []sim.Kind{kAgain}}, pay, []string{"2s:crash(delivery)"}},
		"deaf after the pivot":    {"I6", faulty{deaf: []sim.Kind{kReply}, from: actConfirm}, set("sagaRps", "2", "stockFailPct", "0"), nil},
		"idle after a restart":    {"I1 I6", faulty{idle: true}, set("sagaRps", "12", "retryMax", "2"), []string{"2s:crash(orch,1s)"}},
		"retries begun anew":      {"I1", faulty{careless: true}, loop, crashLoop()},
		"nothing is taken out":    {"", faulty{}, pay, []string{"2s:crash(payment)"}},
		"nothing, and restarting": {"", faulty{}, loop, crashLoop()},
	} {
		sc := *Scenario
		sc.Build = func(s *sim.Setup) sim.Model {
			return buildWith(s, func(n *orchestrator) sim.Node { f := c.with; f.orchestrator = n; return &f })
		}
		r := startOf(t, &sc, 3, c.set, c.do...)
		runUntil(t, r, 60*sim.Second)

		got := broken(r)
		if c.broken == "" {
			require.Empty(t, got, name)
			continue
		}
		require.NotEmpty(t, got, name)
		only(t, got, c.broken, name)
		checkFigures(t, r, name)
	}
}

// On the first run of a saga that is past its pivot and never completes, the law
// says since when, and when its last command left.
func TestTheFiguresOfI6AreThoseOfTheTrace(t *testing.T) {
	sc := *Scenario
	sc.Build = func(s *sim.Setup) sim.Model {
		return buildWith(s, func(n *orchestrator) sim.Node {
			return &faulty{orchestrator: n, deaf: []sim.Kind{kReply}, from: actRequest}
		})
	}
	r := startOf(t, &sc, 1, one())
	runUntil(t, r, 30*sim.Second)

	s := r.LawState(lawForth)
	require.Positive(t, s.Broken)
	var pivot, sent sim.Time
	eachRecord(r, s.Broken, func(rec sim.Record) {
		switch {
		case rec.Note-1 == nPivot && rec.Args[0] == s.Violation[0]:
			pivot = rec.At
		case (rec.Note-1 == nLoggedThenSent || rec.Note-1 == nSentAgain) && rec.Args[0] == s.Violation[0]:
			sent = rec.At
		}
	})
	require.EqualValues(t, s.BrokenAt-pivot, s.Violation[1])
	require.EqualValues(t, s.BrokenAt-sent, s.Violation[2])
	require.InDelta(t, 2.6+2*0.095, float64(s.Violation[1])/1e9, 1.7, "timeout, longest wait and two commands after the pivot, at the next step")
}
