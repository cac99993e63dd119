package circuitbreaker

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	horizon = 36 * sim.Second
	begin   = 2 * sim.Second // of the hang
	end     = 22 * sim.Second
	seeds   = 20
)

// turnsTo lists when a run's breaker came to a note such as nOpened, until the horizon.
func turnsTo(r *sim.Run, until sim.Time, wanted ...sim.Note) (at []sim.Time) {
	for r.Now() < until && r.Step() {
		rec, _ := r.Last()
		for _, n := range wanted {
			if rec.Note == n+1 {
				at = append(at, rec.At)
			}
		}
	}
	return at
}

// noted is a run whose notes can be read.
var noted = sim.Options{Trace: 64, Laws: true, Metrics: true}

// levels asserts that a gauge stays within bounds over an interval.
func levels(t *testing.T, r *sim.Run, m sim.Metric, from, to sim.Time, lo, hi int64, what string) {
	t.Helper()
	for at := from; at <= to; at += r.Grid() {
		require.GreaterOrEqual(t, level(r, m, at), lo, "%s at %v, seed %d", what, at, r.Spec().Seed)
		require.LessOrEqual(t, level(r, m, at), hi, "%s at %v, seed %d", what, at, r.Spec().Seed)
	}
}

func TestWithoutProtectionAHangTakesThePoolAndThenMenuDown(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "naive", seed, measured)
		until(t, r, horizon)

		levels(t, r, mBusy, sim.Second, begin-sim.Second/5, 0, 15, "three or four threads are busy in peace")
		levels(t, r, mBusy, begin+1500*sim.Millisecond, end-sim.Second/2, 49, 50, "the pool is gone")
		levels(t, r, mMenuShare, begin+7*sim.Second, end, 0, 0, "/menu fails entirely")
		levels(t, r, mSuccess, begin+7*sim.Second, end, 0, 0, "/order fails entirely")
		levels(t, r, mQueue, begin+5*sim.Second, end-sim.Second/2, 100, 200, "the accept queue is long")
		levels(t, r, mQueue, end+500*sim.Millisecond, horizon, 0, 5, "the queue drains as soon as Payment answers")
		levels(t, r, mMenuShare, end+2*sim.Second, horizon, 990_000, 1_000_000, "100 requests later all is well")
		require.Greater(t, r.Level(mEnded+resultQueue), int64(800), "seed %d", seed)
	}
}

func TestThePoolIsGoneWithinASecondOfTheHang(t *testing.T) {
	total := sim.Time(0)
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "naive", seed, measured)
		until(t, r, begin)
		for r.Level(mBusy) < 50 && r.Step() {
		}
		total += r.Now() - begin
		require.Less(t, r.Now()-begin, 1200*sim.Millisecond, "seed %d", seed)
	}
	require.Less(t, total/seeds, sim.Second, "50 threads at 60 orders a second")
}

func TestWithBreakerAndBulkheadMenuIsUntouchedAndOrdersFailFast(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "right", seed, noted)
		opened := turnsTo(r, begin+5*sim.Second, nOpened)
		require.Len(t, opened, 1, "seed %d", seed)
		require.Greater(t, opened[0]-begin, 2*sim.Second, "one timeout has to pass first")
		require.Less(t, opened[0]-begin, 2450*sim.Millisecond, "seed %d: about 2.1 s", seed)
		turns := turnsTo(r, horizon, nReopened, nClosed)

		require.GreaterOrEqual(t, len(turns), 3, "seed %d: the probes fail twice, then succeed", seed)
		require.Less(t, turns[len(turns)-1], end+8*sim.Second, "it closes again")
		levels(t, r, mMenuShare, sim.Second, horizon, 1_000_000, 1_000_000, "/menu is at 100%")
		levels(t, r, mBusy, 0, horizon, 0, 45, "threads stay free")
		require.Zero(t, r.Level(mState))
		fast := 0
		for _, s := range sim.Window(r.Samples(mLatency), opened[0]+3*sim.Second, opened[0]+5*sim.Second) {
			require.Equal(t, 2*clientHop, sim.Time(s.Value), "refused in a millisecond")
			fast++
		}
		require.Greater(t, fast, 80)
		require.Less(t, r.Level(mEnded+resultTimeout), int64(60), "only those who found out, and the probes")
		for i, law := range laws {
			require.Zero(t, r.LawState(sim.Law(i)).Broken, "law %s, seed %d", law.ID, seed)
		}
	}
}

func TestTheProbesFailTwiceAndThenSucceed(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "right", seed, noted)
		reopened := turnsTo(r, end, nReopened)
		require.Len(t, reopened, 2, "seed %d", seed)
		closed := turnsTo(r, horizon, nClosed)
		require.Len(t, closed, 1, "seed %d", seed)
	}
}

func TestTheNaivePresetBreaksExactlyTheMenuLawAndTheStepIsNamed(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "naive", seed, measured)
		until(t, r, horizon)
		for i, law := range laws {
			require.Equal(t, law.ID == "I6", r.LawState(sim.Law(i)).Broken > 0, "law %s, seed %d: %s", law.ID, seed, r.LawReason(sim.Law(i), sim.EN))
		}
		broken := r.LawState(lawMenu)
		require.Greater(t, broken.BrokenAt, begin+2*sim.Second, "seed %d", seed)
		require.Less(t, broken.BrokenAt, begin+5*sim.Second, "seed %d", seed)
		require.Contains(t, r.LawReason(lawMenu, sim.EN), "Only 98 of the last 100 /menu requests succeeded")
	}
	r := start(t, "naive", 1, measured)
	r.StepTo(firstBroken - 1)
	require.Zero(t, r.LawState(lawMenu).Broken)
	r.Step()
	require.EqualValues(t, firstBroken, r.LawState(lawMenu).Broken)
}

// firstBroken is the step at which seed 1 of the naive preset breaks law I6.
const firstBroken = 2469

func TestTheBreakerAloneLosesASecondAndTheBulkheadAloneNothingOfMenu(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		alone := start(t, "breaker-only", seed, measured)
		until(t, alone, horizon)
		levels(t, alone, mBusy, begin+1500*sim.Millisecond, begin+1900*sim.Millisecond, 50, 50, "the pool is gone until the breaker opens")
		levels(t, alone, mBusy, begin+6*sim.Second, end, 0, 20, "then it is free")

		sealed := start(t, "bulkhead-only", seed, measured)
		until(t, sealed, horizon)
		levels(t, sealed, mMenuShare, sim.Second, horizon, 1_000_000, 1_000_000, "/menu is at 100%")
		levels(t, sealed, mCalling, begin+1200*sim.Millisecond, end, 12, 30, "30 slots are stuck")
		levels(t, sealed, mBusy, begin+1200*sim.Millisecond, end, 12, 38, "about 20 are free")
		require.Greater(t, p99(t, sealed, routeOrder, begin, end), 1990*sim.Millisecond, "admitted orders still wait for the timeout")
		require.Zero(t, sealed.LawState(lawMenu).Broken)
	}
}

func TestAShorterTimeoutNeedsThirtyThreadsAndMenuSurvives(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "short-timeout", seed, measured)
		until(t, r, horizon)

		sum, n := int64(0), int64(0)
		for at := begin + sim.Second; at < end; at += r.Grid() {
			sum, n = sum+level(r, mCalling, at), n+1
		}
		require.InDelta(t, 30, sum/n, 3, "Little: 60/s × 0.5 s, seed %d", seed)
		levels(t, r, mMenuShare, sim.Second, horizon, 990_000, 1_000_000, "/menu survives")
		require.Zero(t, r.LawState(lawMenu).Broken)
	}
}

func TestNineFailuresDoNotOpenItAndTheTenthDoes(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r := start(t, "first-nine", seed, noted)
		failures := int64(0)
		for r.Now() < 10*sim.Second && r.Step() {
			rec, _ := r.Last()
			if rec.Kind == kError && rec.Op == sim.Delivered {
				failures++
			}
			if rec.Note == nOpened+1 {
				break
			}
			require.Less(t, failures, int64(10), "seed %d", seed)
		}
		require.EqualValues(t, 10, failures)
	}
}

func TestOneBadInstanceOfThreeAndBusinessRefusalsDoNotOpenIt(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		bad := start(t, "bad-instance", seed, noted)
		require.Empty(t, turnsTo(bad, horizon, nOpened, nOpenedSlow), "seed %d", seed)
		require.InDelta(t, 1.0/3, float64(bad.Level(mEnded+resultError))/float64(60*(horizon-begin)/sim.Second), 0.03)

		refused := start(t, "refusals", seed, noted)
		require.Empty(t, turnsTo(refused, horizon, nOpened, nOpenedSlow), "seed %d", seed)
		require.InDelta(t, 0.6, float64(refused.Level(mEnded+resultRefused))/float64(60*(horizon-begin)/sim.Second), 0.05)
		levels(t, refused, mSuccess, sim.Second, horizon, 1_000_000, 1_000_000, "a refusal is an answer")

		counted := start(t, "refusals-counted", seed, noted)
		require.NotEmpty(t, turnsTo(counted, begin+7*sim.Second, nOpened), "seed %d", seed)
	}
}

func TestSlowSuccessesOpenItBySlowCallRateAndHalfErrorsByFailureRate(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		slow := start(t, "slow", seed, noted)
		opened := turnsTo(slow, begin+4*sim.Second, nOpenedSlow)
		require.Len(t, opened, 1, "seed %d", seed)
		require.Greater(t, opened[0], begin+1300*sim.Millisecond, "a slow call is known to be slow when it ends")
		require.Zero(t, slow.Level(mEnded+resultTimeout)+slow.Level(mEnded+resultError))

		half := start(t, "errors", seed, noted)
		require.NotEmpty(t, turnsTo(half, begin+5*sim.Second, nOpened), "seed %d", seed)
		require.NotEmpty(t, turnsTo(half, horizon, nClosed), "seed %d", seed)
	}
}

func TestTheCliffEdgesTurnWithinASecond(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		well := start(t, "half-open", seed, noted)
		require.Len(t, turnsTo(well, sim.Second, nHalfOpen, nClosed), 2, "seed %d", seed)

		ill := start(t, "probes-fail", seed, noted)
		require.GreaterOrEqual(t, len(turnsTo(ill, 3*sim.Second, nReopened)), 2, "seed %d", seed)
		require.Len(t, turnsTo(ill, 6*sim.Second, nClosed), 1, "seed %d", seed)
	}
}

func TestAFallbackChangesWhatIsShownAndNeverWhatIsCounted(t *testing.T) {
	plain, kind := start(t, "right", 3, measured), start(t, "fallback", 3, measured)
	until(t, plain, horizon)
	until(t, kind, horizon)

	for m := mEnded; m < mEnded+results; m++ {
		require.Equal(t, plain.Level(m), kind.Level(m), Scenario.Metrics[m].ID)
	}
	failed := kind.Level(mEnded+resultTimeout) + kind.Level(mEnded+resultOpen) + kind.Level(mEnded+resultBulkhead)
	require.Equal(t, failed, kind.Level(mFallbacks))
	require.Zero(t, plain.Level(mFallbacks))
}

func TestNoOtherPresetThatIsProtectedBreaksALaw(t *testing.T) {
	for _, p := range Scenario.Presets[1:] {
		for seed := uint64(1); seed <= 3; seed++ {
			r := start(t, p.ID, seed, measured)
			until(t, r, horizon)
			for i, law := range laws {
				if p.ID == "breaker-only" && law.ID == "I6" {
					continue // it needs a timeout to notice, and /menu waits that long
				}
				require.Zero(t, r.LawState(sim.Law(i)).Broken, "%s seed %d breaks %s: %s", p.ID, seed, law.ID, r.LawReason(sim.Law(i), sim.EN))
			}
		}
	}
}

func TestABlipOpensAWindowOfCallsAndNotOneOfTime(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		byCalls := start(t, "blip", seed, noted)
		opened := turnsTo(byCalls, 15*sim.Second, nOpened)
		require.NotEmpty(t, opened, "seed %d", seed)
		require.Less(t, opened[0]-7*sim.Second, 300*sim.Millisecond)
		require.Greater(t, byCalls.Level(mEnded+resultOpen), int64(5*300*8/10), "five seconds of orders")

		byTime := start(t, "blip-time", seed, noted)
		require.Empty(t, turnsTo(byTime, 15*sim.Second, nOpened, nOpenedSlow), "seed %d", seed)
		require.InDelta(t, 60, byTime.Level(mEnded+resultError), 35, "0.2 s × 300/s")

		// The price: an outage has to fill half of five seconds.
		late := start(t, "blip-time", seed, noted, "8s:errors(100)")
		opened = turnsTo(late, 15*sim.Second, nOpened)
		require.NotEmpty(t, opened)
		require.Greater(t, opened[0]-8*sim.Second, 1500*sim.Millisecond, "seed %d", seed)
		require.Less(t, opened[0]-8*sim.Second, 3500*sim.Millisecond, "seed %d", seed)
	}
}

// Putting a parameter to its own value, or forth and back at one instant, is a step of
// the log and nothing else: not a result, a permit or a place is forgotten.
func TestAParameterPutToItsOwnValueOrForthAndBackChangesNothing(t *testing.T) {
	for i := range Scenario.Params {
		p := &Scenario.Params[i]
		if p.Fixed {
			continue
		}
		for _, kind := range []string{"calls", "time"} {
			settings := []string{"windowType=" + kind, "fallback=cached", "waitOpen=700"}
			values := spec(t, "right", 3, settings...).Params
			own := p.Format(values[i])
			other := fmt.Sprint(p.Min)
			if other == own {
				other = fmt.Sprint(p.Max)
			}
			if len(p.Choices) > 0 {
				other = p.Choices[0].ID
				if other == own {
					other = p.Choices[1].ID
				}
			}
			plain, want := startModel(t, "right", 3, measured, settings...)
			until(t, plain, horizon)
			for _, script := range [][]string{{own}, {other, own}} {
				more := append([]string{}, settings...)
				for _, when := range []string{"1500ms", "4s", "5250ms", "6100ms", "22800ms", "24s"} {
					for _, value := range script {
						more = append(more, when+":set("+p.ID+","+value+")")
					}
				}
				r, got := startModel(t, "right", 3, measured, more...)
				until(t, r, horizon)
				for i := range Scenario.Metrics {
					require.Equal(t, plain.Levels(sim.Metric(i)), r.Levels(sim.Metric(i)), "%s %v: %s", p.ID, script, Scenario.Metrics[i].ID)
					require.Equal(t, plain.Samples(sim.Metric(i)), r.Samples(sim.Metric(i)))
				}
				require.Equal(t, want.order.v.breaker, got.order.v.breaker, "%s %v", p.ID, script)
				require.Equal(t, want.order.v.bulkhead, got.order.v.bulkhead)
				require.Equal(t, want.clients.v, got.clients.v)
			}
		}
	}
}

// A setting that is moved for good keeps what the breaker has seen.
func TestAnotherWindowSizeKeepsTheNewestResults(t *testing.T) {
	for _, kind := range []string{"calls", "time"} {
		r, m := startModel(t, "calm", 1, measured, "windowType="+kind, "window=30", "failureRate=100", "slowRate=100", "4s:errors(40)", "6s:set(window,40)")
		until(t, r, 6*sim.Second)
		before := m.order.v.breaker.Counts(int64(r.Now()))
		require.GreaterOrEqual(t, before.Calls, int64(30))
		until(t, r, 6*sim.Second+100*sim.Millisecond)
		after := m.order.v.breaker.Counts(int64(r.Now()))

		require.Equal(t, 40, m.order.v.breaker.Config().Size)
		require.Greater(t, after.Calls, before.Calls, kind)
		require.Greater(t, after.Failed, before.Failed, kind)
	}
}

// Every place of the bulkhead is held by a call that hangs when the breaker turns
// half-open: orders get a probe's permit, find no place and must give the permit back.
func TestAProbeThatTheBulkheadRefusesGivesItsPermitBack(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r, m := startModel(t, "calm", seed, noted, "bulkhead=2", "timeout=10000", "waitOpen=500", "minCalls=3",
			"1s:pause(pay1)", "1s:pause(pay2)", "1s:pause(pay3)", "2s:trip()", "4s:resume(pay1)", "4s:resume(pay2)", "4s:resume(pay3)")
		require.NotEmpty(t, turnsTo(r, 2600*sim.Millisecond, nHalfOpen, nBulkheadFull), "seed %d", seed)
		until(t, r, 4*sim.Second-1)
		require.EqualValues(t, stateHalfOpen, r.Level(mState), "seed %d", seed)
		require.EqualValues(t, 3, m.order.v.breaker.Permits(), "seed %d: none was lost to the refusals", seed)
		require.Greater(t, r.Level(mEnded+resultBulkhead), int64(60), "seed %d", seed)

		require.NotEmpty(t, turnsTo(r, 5*sim.Second, nClosed), "seed %d: the first orders with a place decide", seed)
		require.Empty(t, broken(r), "seed %d: %v", seed, reasons(r))
	}
}

// A result of a call from before the last turn reaches neither the window nor the
// probes' permits, whatever it is.
func TestLateResultsDoNotCount(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		for _, late := range []string{"1s:errors(100)", "1s:refuse(100)", "1s:bad(pay1)"} {
			r, m := startModel(t, "calm", seed, noted, "bulkhead=0", "waitOpen=500", "refusals=ignored", late,
				"1s:slow(pay1,20)", "1s:slow(pay2,20)", "1s:slow(pay3,20)", // 0.8 s: they land half-open
				"1500ms:trip()", "1500ms:mend()", "2600ms:reset()")
			seen := false
			for r.Now() < 2590*sim.Millisecond && r.Step() {
				b := m.order.v.breaker
				rec, _ := r.Last()
				if rec.Note == nLateResult+1 {
					seen = true
				}
				counts, v := b.Counts(int64(r.Now())), &m.order.v.laws
				if b.State(int64(r.Now())) == breaker.HalfOpen {
					require.EqualValues(t, 3, v.probes-v.probesBack+b.Permits(), "seed %d %s: permits are probes'", seed, late)
					require.LessOrEqual(t, counts.Calls, v.probes, "seed %d %s: results are probes'", seed, late)
					require.Zero(t, counts.Failed, "seed %d %s: and these are good", seed, late)
				}
			}
			require.True(t, seen, "seed %d %s", seed, late)
			require.Empty(t, broken(r), "seed %d %s: %v", seed, late, reasons(r))
		}
	}
}

// A probe of an earlier half-open state that ends as a refusal gives no permit back to
// this one, nor does law I1 take it for one.
func TestALateProbeGivesNoPermitBack(t *testing.T) {
	for seed := uint64(1); seed <= seeds; seed++ {
		r, m := startModel(t, "calm", seed, noted, "bulkhead=0", "waitOpen=500", "refusals=ignored", "1s:refuse(100)",
			"1s:slow(pay1,25)", "1s:slow(pay2,25)", "1s:slow(pay3,25)", "1500ms:trip()", "2100ms:trip()")
		require.Len(t, turnsTo(r, 2850*sim.Millisecond, nHalfOpen), 2, "seed %d", seed)
		late := turnsTo(r, 3400*sim.Millisecond, nLateResult)
		require.NotEmpty(t, late, "seed %d: probes of the first half-open state end in the second", seed)

		v := &m.order.v
		require.Equal(t, breaker.HalfOpen, v.breaker.State(int64(r.Now())))
		require.EqualValues(t, 3, v.laws.probes-v.laws.probesBack+v.breaker.Permits(), "seed %d", seed)
	}
}
