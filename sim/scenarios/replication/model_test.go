package replication

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const seeds = 20

// start sets up a run with settings and timed actions.
func start(t testing.TB, seed uint64, opts sim.Options, settings map[string]string, do ...string) *sim.Run {
	t.Helper()
	values := Scenario.Defaults()
	for name, text := range settings {
		require.NoError(t, Scenario.Set(values, name, text))
	}
	actions := []sim.Action{}
	for _, text := range do {
		a, err := sim.ParseAction(text)
		require.NoError(t, err)
		actions = append(actions, a)
	}
	r, err := sim.NewRun(sim.Spec{Scenario: Scenario, Seed: seed, Params: values, Actions: actions}, opts)
	require.NoError(t, err)
	return r
}

func runUntil(t testing.TB, r *sim.Run, end sim.Time) {
	t.Helper()
	require.True(t, r.RunUntil(end, 5_000_000), "too many steps before %s", end)
}

// preset runs a preset to its end.
func preset(t testing.TB, id string, seed uint64, extra ...string) *sim.Run {
	t.Helper()
	p := Scenario.Preset(id)
	require.NotNil(t, p)
	settings := map[string]string{}
	for name, text := range p.Set {
		settings[name] = text
	}
	for i := 0; i+1 < len(extra); i += 2 {
		settings[extra[i]] = extra[i+1]
	}
	r := start(t, seed, sim.Full, settings, p.Do...)
	runUntil(t, r, p.Until)
	return r
}

func latency(r *sim.Run, percent int64, from, to sim.Time) sim.Time {
	scratch := []int64{}
	q, _ := sim.Quantile(sim.Window(r.Samples(mLatency), from, to), percent, &scratch)
	return sim.Time(q)
}

// broken names the laws that a run has broken, as in "I2 I3".
func broken(r *sim.Run) string {
	out := []string{}
	for i, law := range Scenario.Laws {
		if r.LawState(sim.Law(i)).Broken > 0 {
			out = append(out, law.ID)
		}
	}
	return strings.Join(out, " ")
}

// noteSteps returns the times of all steps with a note, oldest first.
func noteSteps(r *sim.Run, note sim.Note) (at []sim.Time) {
	for i := int64(1); i <= r.StepCount(); i++ {
		if rec, ok := r.Record(i); ok && rec.Note == note+1 {
			at = append(at, rec.At)
		}
	}
	return at
}

func ms(n int64) sim.Time { return sim.Time(n) * sim.Millisecond }

func TestAsyncLosesAboutWriteRateTimesShipDelayAtTheCrash(t *testing.T) {
	total := int64(0)
	for seed := range uint64(seeds) {
		r := preset(t, "naive", seed)

		lost := r.Level(mLost)
		require.InDelta(t, 10, lost, 5, "seed %d", seed)
		require.Equal(t, "I2", broken(r), "seed %d", seed)
		law := r.LawState(lawKept)
		rec, ok := r.Record(law.Broken)
		require.True(t, ok)
		require.Equal(t, nOpened+1, rec.Note, "the law breaks in the step in which the new primary opens")
		require.Equal(t, lost, law.Violation[0])
		require.Less(t, latency(r, 50, 0, 5*sim.Second), ms(3))
		require.Greater(t, r.Level(mOwnShare), int64(990_000), "re-reads after 150 ms come before 200 ms of lag")
		total += lost
	}
	require.InDelta(t, 10, float64(total)/seeds, 1.5)
}

func TestLossFollowsTheShipDelayAndNotTheApplyDelay(t *testing.T) {
	for seed := range uint64(seeds) {
		usual := preset(t, "naive", seed)
		slowApply := preset(t, "naive", seed, "applyDelay", "1000")
		slowShip := preset(t, "naive", seed, "shipDelay", "300")

		require.Equal(t, usual.Level(mLost), slowApply.Level(mLost), "seed %d", seed)
		require.Greater(t, slowApply.Level(mStaleShare), usual.Level(mStaleShare), "seed %d", seed)
		require.InDelta(t, 30, slowShip.Level(mLost), 8, "seed %d", seed)
	}
}

func TestSemiSyncLosesNothingAndWaitsOneRoundTrip(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "right", seed)

		require.Zero(t, r.Level(mLost), "seed %d", seed)
		require.Zero(t, r.Level(mOwnStale), "seed %d", seed)
		require.Empty(t, broken(r), "seed %d", seed)
		require.InDelta(t, float64(ms(106)), float64(latency(r, 50, 0, 5*sim.Second)), float64(ms(4)))
		require.EqualValues(t, 1, r.Level(mFailovers))
	}
}

func TestSyncAllStopsEveryWriteWhileOneReplicaIsPausedAndLosesNothing(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "sync-all", seed)

		require.InDelta(t, float64(5*sim.Second), float64(r.Level(mDowntime)), float64(ms(300)), "seed %d", seed)
		require.Zero(t, r.Level(mLost))
		require.Zero(t, r.Level(mOwnStale), "a write is answered when every replica shows it")
		require.Empty(t, broken(r), "seed %d", seed)
	}
}

func TestSyncAllLosesNothingAtACrash(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "naive", seed, "mode", "sync-all")

		require.Zero(t, r.Level(mLost), "seed %d", seed)
		require.Empty(t, broken(r), "seed %d", seed)
	}
}

func TestSemiSyncGoesOffAfterItsTimeoutAndComesBack(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "degrade", seed)

		off, on := noteSteps(r, nDegraded), noteSteps(r, nRearmed)
		require.Len(t, off, 1, "seed %d", seed)
		require.InDelta(t, float64(13*sim.Second), float64(off[0]), float64(ms(120)), "10 s after the pause at 3 s")
		require.Len(t, on, 1)
		require.InDelta(t, float64(15*sim.Second), float64(on[0]), float64(ms(120)), "when both wake up")
		require.InDelta(t, float64(ms(2)), float64(latency(r, 50, off[0]+ms(100), on[0])), float64(ms(1)), "asynchronous meanwhile")
		require.Empty(t, broken(r), "seed %d", seed)
	}
}

func TestAWriteAcknowledgedWhileSemiSyncIsOffCanBeLost(t *testing.T) {
	r := start(t, 1, sim.Full, set("mode", "semi-sync"), "3s:cut(p-r1)", "3s:cut(p-r2)", "15s:crash(p)")
	runUntil(t, r, 25*sim.Second)

	require.Greater(t, r.Level(mLost), int64(500))
	require.Equal(t, "I2", broken(r))
}

func TestWithoutFencingAPartitionMakesTwoPrimaries(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "split-brain", seed)

		require.Greater(t, r.Level(mSplitWrites), int64(100), "seed %d", seed)
		require.NotZero(t, r.LawState(lawOnePrimary).Broken)
		require.NotZero(t, r.LawState(lawConverge).Broken, "the logs stay apart until somebody rewinds one")
		rec, ok := r.Record(r.LawState(lawOnePrimary).Broken)
		require.True(t, ok)
		require.Equal(t, nSplitWrite+1, rec.Note)
	}
}

func TestTheOldPrimaryIsRewoundByHandAfterASplitBrain(t *testing.T) {
	r := start(t, 1, sim.Full, Scenario.Preset("split-brain").Set, append(at("3s", partition...), "8s:heal()", "9s:rewind(p)")...)
	runUntil(t, r, 14*sim.Second)

	require.Equal(t, "I2 I3", broken(r), "no I5: it follows again")
	require.Greater(t, r.Level(mRewound), int64(100))
}

func TestFencingKeepsTheOldPrimaryFromWriting(t *testing.T) {
	for seed := range uint64(seeds) {
		r := preset(t, "fenced", seed)

		require.Zero(t, r.Level(mSplitWrites), "seed %d", seed)
		require.Equal(t, "I2", broken(r), "fencing prevents the split brain, not the loss of async")
		require.Equal(t, r.Level(mLost), r.Level(mRewound), "what was lost is what the old primary cut off")
		right := preset(t, "fenced", seed, "mode", "semi-sync", "readFrom", "read-your-writes")
		require.Empty(t, broken(right), "seed %d", seed)
		require.Zero(t, right.Level(mLost))
	}
}

func TestAnyReplicaBreaksReadYourWritesAndMonotonicReadsAndRoutingMendsThem(t *testing.T) {
	for _, c := range []struct {
		readFrom string
		breaks   bool
	}{{"any-replica", true}, {"read-your-writes", false}, {"primary", false}} {
		r := start(t, 3, sim.Full, set("readFrom", c.readFrom), "2s:slow(r1,10)")
		runUntil(t, r, 10*sim.Second)

		require.Equal(t, c.breaks, r.Level(mOwnStale) > 0, c.readFrom)
		if c.readFrom != "read-your-writes" { // which promises nothing about reads going back
			require.Equal(t, c.breaks, r.Level(mBack) > 0, c.readFrom)
		}
	}
}

func TestAfterCommitShowsARowThatAfterSyncHides(t *testing.T) {
	for _, c := range []struct {
		point string
		shown bool
	}{{"after-sync", false}, {"after-commit", true}} {
		r := start(t, 1, sim.Full, set("mode", "semi-sync", "readFrom", "primary", "waitPoint", c.point), "2s:pause(r1,5s)", "2s:pause(r2,5s)")
		runUntil(t, r, 6*sim.Second)

		newest := int64(0)
		for i := int64(1); i <= r.StepCount(); i++ {
			if rec, ok := r.Record(i); ok && rec.Op == sim.Delivered && rec.Kind == kValue {
				newest = max(newest, rec.B)
			}
		}
		acked := r.Level(mAcked)
		require.Equal(t, c.shown, newest > acked+100, "%s: newest read %d, acknowledged %d", c.point, newest, acked)
	}
}

func TestAnUnacknowledgedWriteMaySurvive(t *testing.T) {
	r := preset(t, "right", 1)

	unknown := r.Level(mFailed)
	require.Positive(t, unknown)
	m := copiesOf(r)
	require.Greater(t, m[1], r.Level(mAcked), "the log holds writes whose clients never heard of success")
}

// copiesOf reads each copy's received position off its drawn log.
func copiesOf(r *sim.Run) []int64 {
	s := &scene.Scene{}
	r.Scene(s, sim.EN)
	ends := []int64{}
	for _, log := range s.Logs {
		ends = append(ends, log.Cursors[0].At-1)
	}
	return ends
}

// faultScripts are the faults of the sheet with their ends, one at a time: that is
// how many a single acknowledgement protects from.
var faultScripts = [][2][]string{
	{{"crash(p)"}, {"restart(p)"}},
	{{"crash(r1)"}, {"restart(r1)"}},
	{{"crash(r2)"}, {"restart(r2)"}},
	{partition, {"heal()"}},
	{{"isolate(r1)"}, {"heal()"}},
	{{"isolate(p)"}, {"heal()"}},
	{{"isolate(fm)"}, {"heal()"}},
	{{"crash(fm)"}, {"restart(fm)"}},
	{{"cut(p-fm)"}, {"heal()"}},
	{{"cut(r1>p)"}, {"heal()"}},
	{{"pause(r1)"}, {"resume(r1)"}},
	{{"pause(p)"}, {"resume(p)"}},
	{{"slow(r1,10)"}, {"slow(r1,1)"}},
	{{"loss(p-r1,20)", "loss(p-r2,20)", "loss(r1-r2,20)"}, {"heal()"}},
	{{"dup(p-r1,30)", "reorder(p-r2,30)", "reorder(r1-r2,30)"}, {"heal()"}},
	{{"loss(fm-p,30)", "loss(fm-r1,30)", "loss(fm-r2,30)"}, {"heal()"}},
}

// script draws faults from a test's own seed: each lasts up to 6 s and is
// followed by 5 s of peace.
func script(seed uint64) []string {
	s := rng.Named(seed, "faults")
	out, now := []string{}, sim.Second
	wait := func(lo, hi int64) { now += ms(s.Uniform(lo, hi)) }
	for range 4 {
		f := faultScripts[s.Below(uint64(len(faultScripts)))]
		wait(0, 1000)
		out = append(out, at(sim.FormatSpan(now), f[0]...)...)
		wait(500, 6000)
		out = append(out, at(sim.FormatSpan(now), f[1]...)...)
		wait(5000, 5000)
	}
	return out
}

func TestEveryLawHoldsInTheRightPresetUnderAnyOneFaultAtATime(t *testing.T) {
	for seed := range uint64(30) {
		do := script(seed)
		settings := set("mode", "semi-sync", "readFrom", "read-your-writes", "semiSyncTimeout", "60000")
		r := start(t, seed, sim.Full, settings, do...)
		runUntil(t, r, 60*sim.Second)
		require.Empty(t, broken(r), "go run . run replication --seed %d --set mode=semi-sync --set readFrom=read-your-writes --set semiSyncTimeout=60000 --until 60s --do %s",
			seed, strings.Join(do, " --do "))
		require.Greater(t, r.Level(mAcked), int64(4500), "writes go on: seed %d", seed)
	}
}

func TestAtRestEveryCopyHoldsTheSameLog(t *testing.T) {
	for seed := range uint64(8) {
		for _, mode := range []string{"async", "semi-sync", "sync-all"} {
			do := append(script(seed+1000), "52s:quiesce()")
			r := start(t, seed, sim.Full, set("mode", mode), do...)
			runUntil(t, r, 60*sim.Second)

			ends := copiesOf(r)
			for i := range ends {
				require.Equal(t, ends[0], ends[i], "mode %s seed %d: %v, --do %s", mode, seed, ends, strings.Join(do, " --do "))
			}
			require.Zero(t, r.LawState(lawConverge).Broken, "mode %s seed %d: %s --do %s", mode, seed, r.LawReason(lawConverge, sim.EN), strings.Join(do, " --do "))
			require.Zero(t, r.LawState(lawPrefix).Broken)
			require.Zero(t, r.LawState(lawOnePrimary).Broken)
		}
	}
}

func TestACopyAwayForLongIsGivenAllDataAtOnce(t *testing.T) {
	r := start(t, 1, sim.Full, set("writeRps", "500", "readRps", "0"), "1s:crash(p)", "45s:restart(p)", "55s:quiesce()")
	runUntil(t, r, 60*sim.Second)

	require.NotEmpty(t, noteSteps(r, nSnapshotTaken))
	ends := copiesOf(r)
	require.Equal(t, ends[1], ends[0])
}

func TestEveryParametersLeastAndMostRunWithoutBreakingThePrefix(t *testing.T) {
	for i, p := range Scenario.Params {
		texts := []string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
		for _, choice := range p.Choices {
			texts = append(texts, choice.ID)
		}
		if len(p.Choices) > 0 {
			texts = texts[2:]
		}
		for _, text := range texts {
			for _, mode := range []string{"async", "semi-sync", "sync-all"} {
				settings := set("mode", mode)
				settings[p.ID] = text
				r := start(t, uint64(i), sim.Full, settings, "2s:crash(p)", "4s:restart(p)", "4s:pause(r1,2s)")
				runUntil(t, r, 8*sim.Second)
				require.Zero(t, r.LawState(lawPrefix).Broken, "%s=%s", p.ID, text)
			}
		}
	}
}

func TestParametersCanBeChangedWhileItRuns(t *testing.T) {
	r := start(t, 1, sim.Full, nil, "2s:set(mode,semi-sync)", "3s:set(writeRps,300)", "4s:set(mode,sync-all)", "5s:set(shipDelay,20)",
		"6s:set(mode,async)", "7s:set(readFrom,read-your-writes)", "8s:set(fencing,off)", "9s:set(fencing,on)", "10s:set(failoverDetect,500)")
	runUntil(t, r, 12*sim.Second)

	require.Empty(t, broken(r))
	require.InDelta(t, 3000, r.Level(mAcked), 100)
}

func TestOneSeedTwiceAgreesAndOtherSeedsDiffer(t *testing.T) {
	a, b, c := preset(t, "right", 5), preset(t, "right", 5), preset(t, "right", 6)

	require.Equal(t, a.Digest(), b.Digest())
	require.NotEqual(t, a.Digest(), c.Digest())
}

func TestASteadyRunAllocatesNothing(t *testing.T) {
	for _, mode := range []string{"async", "semi-sync", "sync-all"} {
		r := start(t, 1, sim.Options{Laws: true}, set("mode", mode, "readFrom", "read-your-writes", "writeRps", "500", "readRps", "1000"))
		runUntil(t, r, 20*sim.Second)

		require.Zero(t, testing.AllocsPerRun(20_000, func() { r.Step() }), mode)
	}
}
