package replication

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// planted sets up a run in which plant may change the model after every step.
func planted(t testing.TB, seed uint64, settings map[string]string, plant func(*model, sim.Time), until sim.Time, do ...string) *sim.Run {
	t.Helper()
	r, m := launch(t, seed, settings, do...)
	for r.Now() < until && r.Step() {
		plant(m, r.Now())
	}
	return r
}

// launch sets up a run whose model can be looked at.
func launch(t testing.TB, seed uint64, settings map[string]string, do ...string) (*sim.Run, *model) {
	t.Helper()
	var m *model
	sc := *Scenario
	sc.Build = func(s *sim.Setup) sim.Model {
		m = build(s).(*model)
		return m
	}
	values := sc.Defaults()
	for name, text := range settings {
		require.NoError(t, sc.Set(values, name, text))
	}
	actions := []sim.Action{}
	for _, text := range do {
		a, err := sim.ParseAction(text)
		require.NoError(t, err)
		actions = append(actions, a)
	}
	r, err := sim.NewRun(sim.Spec{Scenario: &sc, Seed: seed, Params: values, Actions: actions}, sim.Full)
	require.NoError(t, err)
	return r, m
}

// standing draws faults that are left standing or lifted at random, of every kind.
func standing(seed uint64) []string {
	s := rng.Named(seed, "standing faults")
	pick := func(of ...string) string { return of[s.Below(uint64(len(of)))] }
	copies := []string{"p", "r1", "r2"}
	all := append([]string{"fm", "router", "app1", "app2"}, copies...)
	out := []string{}
	now := ms(s.Uniform(500, 3000))
	for range s.Uniform(1, 5) {
		a, b := pick(all...), pick(copies...)
		for a == b {
			b = pick(all...)
		}
		way := pick("-", ">")
		link := a + way + b
		one := []string{
			"crash(" + pick(copies...) + ")", "crash(" + pick(copies...) + ",2500ms)", "pause(" + pick(all...) + ",4s)", "pause(" + pick(copies...) + ")",
			"isolate(" + pick(copies...) + ")", "crash(fm,2s)", "crash(router,2s)", "cut(fm" + way + "router)", "crash(" + pick(copies...) + ")",
			fmt.Sprintf("slow(%s,%d)", pick(copies...), s.Uniform(2, 1000)), "slow(" + pick(copies...) + ",1)",
			"cut(" + link + ")", fmt.Sprintf("loss(%s,%d)", link, s.Uniform(1, 100)), fmt.Sprintf("lag(%s,%dms)", link, s.Uniform(1, 20_000)),
			fmt.Sprintf("dup(%s,%d)", link, s.Uniform(1, 100)), fmt.Sprintf("reorder(%s,%d)", link, s.Uniform(1, 100)),
			"cut(" + pick("p", "r1", "r2") + way + "fm)", "lag(" + pick(copies...) + way + "fm," + pick("1s", "2s", "5s") + ")",
			"restart(" + pick(copies...) + ")", "resume(" + pick(copies...) + ")", "heal()", "heal(" + a + "-" + b + ")", "cancel()", "rewind(" + pick(copies...) + ")",
			"set(applyDelay," + pick("0", "100", "2000") + ")", "set(failoverDetect," + pick("500", "3000", "8000") + ")", "set(mode," + pick("async", "semi-sync", "sync-all") + ")",
		}
		out = append(out, sim.FormatSpan(now)+":"+one[s.Below(uint64(len(one)))])
		now += ms(s.Uniform(0, 6000))
	}
	return out
}

func TestNoStandingFaultMakesALivenessLawCryWolf(t *testing.T) {
	count := uint64(150)
	if testing.Short() {
		count = 30
	}
	failovers := int64(0)
	for seed := range count {
		s := rng.Named(seed, "standing settings")
		settings := set("mode", []string{"async", "semi-sync", "sync-all"}[s.Below(3)], "failoverDetect", []string{"500", "3000"}[s.Below(2)],
			"applyDelay", []string{"0", "100", "1000"}[s.Below(3)], "replicas", []string{"1", "2", "2", "4"}[s.Below(4)], "writeRps", "20", "readRps", "20")
		do := standing(seed)
		r := start(t, seed, sim.Options{Laws: true}, settings, do...)
		runUntil(t, r, 60*sim.Second)
		for _, law := range []sim.Law{lawFailover, lawConverge, lawPrefix, lawFenced, lawOwnWrites} {
			require.Zero(t, r.LawState(law).Broken, "%s: %s: %v --seed %d --do '%s'", Scenario.Laws[law].ID, r.LawReason(law, sim.EN), settings, seed, strings.Join(do, "' --do '"))
		}
		require.LessOrEqual(t, r.Level(mLost), r.Level(mAcked), "seed %d: more lost than acknowledged", seed)
		failovers += r.Level(mFailovers)
	}
	require.Greater(t, failovers, int64(count/8), "the faults must cause failovers")
}

// lateApply is a primary that dies while one replica applies ten times slower.
var lateApply = set("mode", "semi-sync", "readFrom", "read-your-writes", "applyDelay", "1000")

func TestAFailoverGoesToTheEqualLogThatHasLessLeftToApply(t *testing.T) {
	r := start(t, 42, sim.Full, lateApply, "2s:slow(r1,10)", "5s:crash(p)")
	runUntil(t, r, 60*sim.Second)

	require.EqualValues(t, 1, r.Level(mFailovers))
	require.Less(t, r.Level(mFailed), int64(600), "writes fail for one detection time and what r2 has left to apply")
	require.Empty(t, broken(r))
	require.Len(t, noteSteps(r, nSuspect), 1, "the primary is taken for dead once")
	require.Less(t, noteSteps(r, nOpenedWhole)[0], 10*sim.Second)
}

func TestWhatIsReceivedStaysReceivedAndAppliedWhileTheManagerAsksAgain(t *testing.T) {
	for _, c := range []struct {
		what string
		do   []string
		from sim.Time // when applying ten times slower began for the last entry
		gone int      // how often a winner is given up: only where another log is as long
	}{
		{"both are slow", []string{"2s:slow(r1,10)", "2s:slow(r2,10)", "5s:crash(p)"}, 5 * sim.Second, 1},
		{"nobody else is there", []string{"2s:crash(r2)", "2s:slow(r1,10)", "5s:crash(p)"}, 5 * sim.Second, 0},
		{"the other one is behind", []string{"2s:cut(p-r2)", "2s:slow(r1,10)", "5s:crash(p)"}, 5 * sim.Second, 0},
		{"the manager crashes meanwhile", []string{"2s:cut(p-r2)", "2s:slow(r1,10)", "5s:crash(p)", "9s:crash(fm,1s)"}, 5 * sim.Second, 0},
	} {
		r := start(t, 42, sim.Full, lateApply, c.do...)
		runUntil(t, r, 60*sim.Second)

		opened := noteSteps(r, nOpenedWhole)
		require.Len(t, opened, 1, c.what)
		require.LessOrEqual(t, opened[0], c.from+10*sim.Second+ms(200), "%s: what the last entry needs at this speed, and no more", c.what)
		require.Zero(t, r.Level(mLost), c.what)
		require.Empty(t, broken(r), c.what)
		require.Len(t, noteSteps(r, nNotOpened), c.gone, c.what)
		require.Len(t, noteSteps(r, nSuspect), 1+strings.Count(strings.Join(c.do, ""), "fm"), "%s: a slow winner is no dead primary", c.what)
	}
}

func TestAWinnerThatDoesNotOpenIsReplacedByAnEqual(t *testing.T) {
	// Both logs are equal, and both copies have stopped applying: r1 is asked first.
	r := start(t, 42, sim.Full, lateApply, "4s:slow(r1,1000)", "4s:slow(r2,1000)", "5s:crash(p)", "12s:slow(r2,1)")
	runUntil(t, r, 60*sim.Second)

	require.Len(t, noteSteps(r, nNotOpened), 1, "r1 is given up")
	require.Len(t, noteSteps(r, nOpenedWhole), 1)
	require.Empty(t, broken(r))
}

func TestAPrimaryWhoseLeasesComeTooLateIsReplaced(t *testing.T) {
	r := start(t, 1, sim.Full, set("mode", "semi-sync"), "3s:lag(fm>p,5s)")
	runUntil(t, r, 30*sim.Second)

	require.Len(t, noteSteps(r, nLeasesLate), 1)
	require.Positive(t, r.Level(mFailovers))
	require.Less(t, r.Level(mDowntime), int64(15*sim.Second))
	require.Empty(t, broken(r))

	alone := start(t, 1, sim.Full, set("replicas", "1"), "2s:crash(r1)", "3s:lag(fm>p,5s)", "20s:heal()")
	runUntil(t, alone, 30*sim.Second)
	require.Empty(t, noteSteps(alone, nLeasesLate), "there is nobody else")
	back := noteSteps(alone, nLeaseBack)
	require.Len(t, back, 1, "a lease that comes too late gives nothing back")
	require.Greater(t, back[0], 20*sim.Second)
	acked := alone.Level(mAcked)
	runUntil(t, alone, 31*sim.Second)
	require.Greater(t, alone.Level(mAcked), acked+80, "it goes on to be granted leases")
}

// The old fault, planted: the failover begins again before anybody can open, for
// ever. Without faults elsewhere, beside one and whatever the settings.
func TestALawWatchesAFailoverThatNeverEnds(t *testing.T) {
	again := func(m *model, now sim.Time) {
		if fm := m.fm; fm.v.electing && fm.v.winner != nobody {
			fm.d.epoch++
			fm.v.winner, fm.v.answered, fm.v.begun = nobody, 0, now
		}
	}
	for _, do := range [][]string{
		{"5s:crash(p)"}, {"2s:slow(r1,10)", "5s:crash(p)"}, {"5s:isolate(p)"}, {"5s:pause(p)"}, {"2s:crash(r2)", "5s:crash(p)"}, {"5s:cut(p-fm)"},
	} {
		for _, mode := range []string{"async", "semi-sync", "sync-all"} {
			r := planted(t, 1, set("mode", mode, "applyDelay", "1000"), again, 60*sim.Second, do...)
			require.NotZero(t, r.LawState(lawFailover).Broken, "%s %v", mode, do)
			require.Less(t, r.LawState(lawFailover).BrokenAt, 50*sim.Second, "%s %v", mode, do)
			require.Regexp(t, `is sound, yet nobody has accepted writes for [1-4]\d(\.\d+)?s\.$`, r.LawReason(lawFailover, sim.EN))
		}
	}
}

func TestACopyThatHasAnsweredAnAskRefusesTheOldEpochFromThenOn(t *testing.T) {
	r, m := launch(t, 1, set("mode", "async"), "5s:crash(p)")
	runUntil(t, r, 8*sim.Second) // nobody is asked before 8 s
	for answered := 0; answered < 2; {
		require.True(t, r.Step())
		if rec, ok := r.Record(r.StepCount()); ok && rec.Note == nPosition+1 {
			answered++
		}
	}
	for _, i := range []int{1, 2} {
		require.EqualValues(t, 2, m.copies[i].d.fence.Highest(), "or its position would not be the last word")
		require.EqualValues(t, 1, m.copies[i].d.epoch)
	}
}

// Checked after every step of partitions, crashes and links that are late: a promise
// to a newer epoch is kept from the moment it is given, and the manager waits for
// every lease that it has granted.
func TestPromisesAndLeasesHoldInEveryStep(t *testing.T) {
	for _, do := range [][]string{
		{"2s:lag(p-r1,3800ms)", "2s:lag(p-r2,3900ms)", "4s:crash(p)"},
		append(at("3s", partition...), "9s:heal()"),
		{"3s:pause(p,6s)"},
		{"3s:lag(p-fm,400ms)", "8s:heal()"},
	} {
		ends, promised := [maxCopies]int64{}, [maxCopies]bool{}
		kept := 0
		planted(t, 1, set("mode", "async", "writeRps", "500", "readRps", "0"), func(m *model, now sim.Time) {
			for i, n := range m.copies {
				waits := n.d.role == roleReplica && n.d.fence.Highest() > n.d.epoch
				if waits && promised[i] {
					kept++
					require.LessOrEqual(t, n.d.log.End(), ends[i], "%s took an entry of an epoch it had given up, at %s: %v", copyNames[i], now, do)
				}
				ends[i], promised[i] = n.d.log.End(), waits
			}
			if lead := m.copies[m.judge.owner]; lead.d.epoch == m.fm.d.epoch {
				require.LessOrEqual(t, lead.v.lease, m.fm.v.leaseUntil, "the manager may promote another before this lease ends: %v", do)
			}
		}, 12*sim.Second, do...)
		if strings.Contains(do[len(do)-1], "crash") {
			require.Positive(t, kept)
		}
	}
}

func TestANewTermBelievesNothingOfAnOlderOne(t *testing.T) {
	r, m := launch(t, 1, set("mode", "semi-sync"), "5s:crash(p)")
	runUntil(t, r, 4*sim.Second)
	m.copies[1].v.peers[2] = peer{connected: true, next: 1 << 40, received: 1 << 40} // from a term long ago
	for m.judge.owner != 1 {
		require.True(t, r.Step())
	}

	require.LessOrEqual(t, m.copies[1].v.peers[2].received, m.copies[2].d.log.End(), "or a write would be acknowledged that nobody has received")
}

// TestARouteThatTheRouterDidNotHearIsToldAgain loses the message that moves the route in
// several ways: the new primary is open, and nobody would ever write to it.
func TestARouteThatTheRouterDidNotHearIsToldAgain(t *testing.T) {
	for _, do := range [][]string{
		{"5730ms:crash(router,4200ms)"},
		{"8s:cut(fm-router)", "10s:heal()"},
		{"8s:cut(fm>router)", "20s:heal()"},
		{"8s:loss(fm-router,100)", "10s:heal()"},
		{"8s:cut(fm>router)", "9s:crash(fm,500ms)", "10s:heal()"},
		{"8s:crash(router,2s)", "9500ms:crash(fm,2s)"},
	} {
		for _, mode := range []string{"async", "semi-sync"} {
			r, m := launch(t, 1, set("mode", mode), append([]string{"5s:crash(p)"}, do...)...)

			runUntil(t, r, 30*sim.Second)

			for i, app := range m.clients {
				require.Equal(t, m.judge.epoch, app.v.epoch, "app%d, %s %v", i+1, mode, do)
			}
			acked := r.Level(mAcked)
			runUntil(t, r, 31*sim.Second)
			require.Greater(t, r.Level(mAcked), acked+50, "%s %v", mode, do)
			require.Zero(t, r.LawState(lawFailover).Broken, "%s %v: %s", mode, do, r.LawReason(lawFailover, sim.EN))
		}
	}
}
