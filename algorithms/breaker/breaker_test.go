package breaker

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// twin is the slow breaker that the clever one is compared with: it keeps every
// result for ever and counts anew each time. It knows rates over the last calls or
// a period, and ignores late results.
type twin struct {
	c       Config
	state   State
	since   int64
	turns   uint32
	granted int // probes let through in this half-open state
	results []twinResult
}

type twinResult struct {
	at           int64
	turns        uint32
	failed, slow bool
}

func (w *twin) acquire(now int64) Refusal {
	if w.state == Open && now-w.since > w.c.Wait {
		w.to(HalfOpen, now)
	}
	switch {
	case w.state == Open:
		return NotYet
	case w.state == HalfOpen && w.granted >= w.c.Probes:
		return NoPermits
	case w.state == HalfOpen:
		w.granted++
	}
	return Granted
}

func (w *twin) to(s State, now int64) {
	w.state, w.since, w.granted = s, now, 0
	w.turns++
}

func (w *twin) done(now int64, turns uint32, failed bool, took int64) {
	if turns != w.turns {
		return
	}
	w.results = append(w.results, twinResult{now, w.turns, failed, took > w.c.SlowCall})
	size, needed := w.c.Size, w.c.MinCalls
	byTime := w.c.Window == Period && w.state == Closed
	if w.state == HalfOpen {
		size = w.c.Probes
	}
	if !byTime {
		needed = min(needed, size)
	}
	n, failures, slow := 0, 0, 0
	for i := len(w.results) - 1; i >= 0; i-- {
		r := w.results[i]
		tooOld := byTime && r.at/w.c.Bucket <= now/w.c.Bucket-int64(w.c.Size)
		if r.turns != w.turns || tooOld || !byTime && n == size {
			break
		}
		n++
		if r.failed {
			failures++
		}
		if r.slow {
			slow++
		}
	}
	bad := 100*failures >= w.c.FailurePercent*n || w.c.SlowPercent > 0 && 100*slow >= w.c.SlowPercent*n
	switch {
	case n < max(needed, 1):
	case bad:
		w.to(Open, now)
	case w.state == HalfOpen:
		w.to(Closed, now)
	}
}

func drawRates(t *rapid.T) Config {
	c := Resilience4j()
	c.Late, c.KeepOnOpen = LateIgnored, false
	c.Size = rapid.IntRange(1, 12).Draw(t, "size")
	c.MinCalls = rapid.IntRange(0, 15).Draw(t, "minCalls")
	c.FailurePercent = rapid.IntRange(1, 100).Draw(t, "failure")
	c.SlowPercent = rapid.IntRange(0, 100).Draw(t, "slow")
	c.SlowCall, c.Wait = 100, rapid.Int64Range(0, 300).Draw(t, "wait")
	c.Probes = rapid.IntRange(1, 6).Draw(t, "probes")
	if rapid.Bool().Draw(t, "by time") {
		c.Window, c.Bucket = Period, rapid.Int64Range(1, 100).Draw(t, "bucket")
	}
	return c
}

func TestTheEngineAgreesWithItsSlowTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawRates(t)
		b, err := New(c, 0)
		require.NoError(t, err)
		w := &twin{c: c}
		type open struct {
			ticket Ticket
			turns  uint32
		}
		calls, now := []open{}, int64(0)
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			now += rapid.Int64Range(0, 60).Draw(t, "pass")
			if len(calls) == 0 || rapid.IntRange(0, 2).Draw(t, "op") > 0 {
				ticket, refusal := b.Acquire(now)
				require.Equal(t, w.acquire(now), refusal)
				if refusal == Granted {
					calls = append(calls, open{ticket, w.turns})
				}
			} else {
				i := rapid.IntRange(0, len(calls)-1).Draw(t, "call")
				outcome := Outcome(rapid.IntRange(0, 1).Draw(t, "outcome"))
				took := rapid.Int64Range(90, 110).Draw(t, "took")
				b.Done(now, calls[i].ticket, outcome, took)
				w.done(now, calls[i].turns, outcome == Failure, took)
				calls = append(calls[:i], calls[i+1:]...)
			}
			require.Equal(t, w.state, b.State(now))
		}
	})
}

// anyConfig draws one of the three libraries' characters, or a mixture.
func anyConfig(t *rapid.T) Config {
	c := []Config{Resilience4j(), Gobreaker(), FailsafeGo()}[rapid.IntRange(0, 2).Draw(t, "library")]
	c.Wait = rapid.Int64Range(0, 200).Draw(t, "wait")
	c.Probes = rapid.IntRange(1, 5).Draw(t, "probes")
	c.Successes = rapid.IntRange(0, c.Probes).Draw(t, "successes")
	c.MinCalls = rapid.IntRange(0, 8).Draw(t, "minCalls")
	c.Inclusive, c.OnRead, c.ReturnPermits = rapid.Bool().Draw(t, "inclusive"), rapid.Bool().Draw(t, "onRead"), rapid.Bool().Draw(t, "return")
	c.Late, c.KeepOnOpen = LatePolicy(rapid.IntRange(0, 1).Draw(t, "late")), rapid.Bool().Draw(t, "keep")
	c.Consecutive = rapid.IntRange(0, 4).Draw(t, "consecutive")
	c.Failures = rapid.IntRange(1, 4).Draw(t, "failures")
	if c.Window != Generation {
		c.Size = rapid.IntRange(1, 8).Draw(t, "size")
	} else {
		c.Interval = rapid.Int64Range(0, 100).Draw(t, "interval")
	}
	return c
}

// watcher checks the laws of a breaker from outside, turn by turn.
type watcher struct {
	c                 Config
	was               State
	openedAt          int64
	granted, returned int
}

// see compares the state after a call with that before it.
func (w *watcher) see(t *rapid.T, b *Breaker, now int64) {
	if b.state == w.was {
		return
	}
	turn := b.Last()
	require.Equal(t, w.was, turn.From)
	require.Contains(t, [][2]State{{Closed, Open}, {Open, HalfOpen}, {HalfOpen, Open}, {HalfOpen, Closed}}, [2]State{turn.From, turn.To})
	if turn.To == Open {
		w.openedAt = now
	}
	if turn.To == HalfOpen {
		elapsed := now - w.openedAt
		require.True(t, elapsed > w.c.Wait || w.c.Inclusive && elapsed == w.c.Wait, "half-open %d into a wait of %d", elapsed, w.c.Wait)
		w.granted, w.returned = 0, 0
	}
	if turn.To != Open || !w.c.KeepOnOpen {
		require.Zero(t, b.view().sum.Calls, "counters reset at every turn")
	}
	w.was = b.state
}

func TestWhateverTheSettingsTheLawsOfABreakerHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyConfig(t)
		b, err := New(c, 0)
		require.NoError(t, err)
		w := &watcher{c: c}
		tickets, now := []Ticket{}, int64(0)
		for range rapid.IntRange(1, 250).Draw(t, "steps") {
			now += rapid.Int64Range(0, 60).Draw(t, "pass")
			b.State(now) // with OnRead this may turn it: a turn of its own
			w.see(t, b, now)
			if len(tickets) == 0 || rapid.IntRange(0, 2).Draw(t, "op") > 0 {
				ticket, refusal := b.Acquire(now)
				w.see(t, b, now)
				require.False(t, b.state == Open && refusal == Granted, "no call passes in open")
				if refusal == Granted {
					require.Equal(t, b.state == HalfOpen, ticket.Probe)
					tickets = append(tickets, ticket)
					w.granted++
				}
			} else {
				i := rapid.IntRange(0, len(tickets)-1).Draw(t, "ticket")
				outcome := Outcome(rapid.IntRange(0, 2).Draw(t, "outcome"))
				if (tickets[i].Generation == b.generation || c.Late == LateCounts) && (outcome == Ignored || c.ReturnPermits) {
					w.returned++
				}
				b.Done(now, tickets[i], outcome, rapid.Int64Range(0, 2*60*Second).Draw(t, "took"))
				tickets = append(tickets[:i], tickets[i+1:]...)
				w.see(t, b, now)
			}
			if b.state == HalfOpen {
				require.LessOrEqual(t, w.granted, c.Probes+w.returned, "never more than the permitted probes")
			}
		}
	})
}

func small(t *testing.T, change func(*Config)) *Breaker {
	t.Helper()
	c := Resilience4j()
	c.Size, c.MinCalls, c.Probes, c.Wait, c.SlowCall = 4, 4, 2, 1000, 100
	change(&c)
	b, err := New(c, 0)
	require.NoError(t, err)
	return b
}

func TestASlowSuccessOpensOnlyABreakerThatJudgesAfterEveryResult(t *testing.T) {
	for _, onFailures := range []bool{false, true} {
		b := small(t, func(c *Config) { c.OnFailuresOnly = onFailures })
		for range 4 {
			b.Done(0, Ticket{}, Success, 101)
		}
		require.Equal(t, onFailures, b.State(0) == Closed)
		if !onFailures {
			require.Equal(t, Turn{From: Closed, To: Open, Why: SlowRate, Calls: 4, Bad: 4, Limit: 100}, b.Last())
		}
	}
}

func TestALateFailureReopensAHalfOpenBreakerOnlyWhereLateResultsCount(t *testing.T) {
	for _, late := range []LatePolicy{LateCounts, LateIgnored} {
		b := small(t, func(c *Config) { c.Late, c.MinCalls = late, 1; c.FailurePercent = 100 })
		first, _ := b.Acquire(0)
		second, _ := b.Acquire(0)
		b.Done(0, first, Failure, 1)
		require.Equal(t, Open, b.State(0))
		_, refusal := b.Acquire(1001)
		require.Equal(t, Granted, refusal)

		turned := b.Done(1002, second, Failure, 1)

		require.Equal(t, late == LateCounts, turned)
	}
}

func TestAnIgnoredProbeGivesItsPermitBack(t *testing.T) {
	b := small(t, func(c *Config) { c.Late = LateIgnored })
	require.NoError(t, b.Force(Open, 0))
	due, ok := b.Due()
	require.True(t, ok)
	require.EqualValues(t, 1001, due)
	require.False(t, b.Tick(due-1))
	require.True(t, b.Tick(due))
	probe, _ := b.Acquire(due)
	_, _ = b.Acquire(due)
	_, refusal := b.Acquire(due)
	require.Equal(t, NoPermits, refusal)

	b.Done(due, probe, Ignored, 1)

	_, refusal = b.Acquire(due)
	require.Equal(t, Granted, refusal)
}

func TestAnOperatorCanHoldABreakerOpenOrSwitchItOff(t *testing.T) {
	b := small(t, func(*Config) {})
	fail := func(n int) {
		for range n {
			ticket, _ := b.Acquire(0)
			b.Done(0, ticket, Failure, 1)
		}
	}

	require.NoError(t, b.Force(ForcedOpen, 0))
	_, refusal := b.Acquire(1 << 50)
	require.Equal(t, HeldClosed, refusal)
	require.NoError(t, b.Force(Disabled, 0))
	fail(10)
	require.Zero(t, b.Counts(0).Calls)
	require.NoError(t, b.Force(MetricsOnly, 0))
	fail(10)
	require.EqualValues(t, 4, b.Counts(0).Failed)
	require.Equal(t, MetricsOnly, b.State(0))
	b.Reset(0)
	fail(4)
	require.Equal(t, Open, b.State(0))
	require.ErrorContains(t, b.Force(99, 0), "want")
}

func TestResultsAreReadOldestFirst(t *testing.T) {
	b := small(t, func(c *Config) { c.FailurePercent, c.SlowPercent = 100, 0 })
	for i, o := range []Outcome{Failure, Success, Failure, Success, Success} {
		b.Done(0, Ticket{}, o, int64(i)*30) // the last one is slow
	}
	var out [8]uint8
	n := b.Results(out[:])
	require.Equal(t, []uint8{0, 1, 0, 2}, out[:n])
	require.Equal(t, 2, b.Results(out[:2]))
}

func TestSettingsThatMakeNoSenseAreRefusedWithWords(t *testing.T) {
	for _, change := range []func(*Config){
		func(c *Config) { c.Window = 7 }, func(c *Config) { c.Size = 0 }, func(c *Config) { c.Window = Period },
		func(c *Config) { c.FailurePercent = 101 }, func(c *Config) { c.FailurePercent, c.SlowPercent = 0, 0 },
		func(c *Config) { c.Probes = 0 }, func(c *Config) { c.Successes = 11 }, func(c *Config) { c.Wait = -1 },
		func(c *Config) { c.SlowCall = MaxSpan + 1 }, func(c *Config) { c.MinCalls = -1 }, func(c *Config) { c.Interval = -1 },
		func(c *Config) { c.Failures = -1 }, func(c *Config) { c.Consecutive = MaxSize + 1 },
	} {
		c := Resilience4j()
		change(&c)
		_, err := New(c, 0)
		require.Error(t, err)
		require.Regexp(t, "want|set", err.Error())
	}
	for _, c := range []Config{Resilience4j(), Gobreaker(), FailsafeGo()} {
		_, err := New(c, 0)
		require.NoError(t, err)
	}
	require.Equal(t, "state(9)", State(9).String())
}

func TestNothingAllocates(t *testing.T) {
	for _, c := range []Config{Resilience4j(), Gobreaker(), FailsafeGo()} {
		b, err := New(c, 0)
		require.NoError(t, err)
		now := int64(0)
		require.Zero(t, testing.AllocsPerRun(2000, func() {
			now += 50_000_000
			ticket, refusal := b.Acquire(now)
			if refusal == Granted {
				b.Done(now, ticket, Outcome(now>>27&1), 0)
			}
		}))
	}
}

func TestNewSettingsKeepTheStateAndDropOnlyWhatNoLongerFits(t *testing.T) {
	b := small(t, func(c *Config) { c.FailurePercent = 100 })
	for _, o := range []Outcome{Failure, Success, Failure} {
		b.Done(0, Ticket{}, o, 1)
	}
	results := func() []uint8 {
		var out [16]uint8
		return append([]uint8{}, out[:b.Results(out[:])]...)
	}
	change := func(f func(*Config)) {
		t.Helper()
		c := b.Config()
		f(&c)
		require.NoError(t, b.Configure(c, 0))
	}
	change(func(c *Config) { c.FailurePercent = 90 })
	require.Equal(t, []uint8{1, 0, 1}, results(), "the window fits")
	change(func(c *Config) { c.Size = 8 })
	require.Equal(t, []uint8{1, 0, 1}, results(), "a larger one has room")
	change(func(c *Config) { c.Size = 2 })
	require.Equal(t, []uint8{0, 1}, results(), "in a smaller one the newest stay")
	require.Equal(t, Counts{Calls: 2, Failed: 1, Failures: 1}, b.Counts(0))
	change(func(c *Config) { c.Size = 5 })
	b.Done(0, Ticket{}, Success, 1)
	b.Done(0, Ticket{}, Failure, 1)
	b.Done(0, Ticket{}, Failure, 1)
	b.Done(0, Ticket{}, Success, 1)
	require.Equal(t, []uint8{1, 0, 1, 1, 0}, results(), "and it goes on where it was")
	change(func(c *Config) { *c = c.TimeBased(9) })
	require.Zero(t, b.Counts(0).Calls, "single results have no time")

	wrong := b.Config()
	wrong.Probes = 0
	require.Error(t, b.Configure(wrong, 0))
	require.Equal(t, 2, b.Config().Probes)
}

func TestSettingsPutToTheirOwnValueOrForthAndBackChangeNothing(t *testing.T) {
	changes := map[string]func(*Config){
		"Size": func(c *Config) { c.Size += 3 }, "MinCalls": func(c *Config) { c.MinCalls++ }, "FailurePercent": func(c *Config) { c.FailurePercent++ },
		"SlowPercent": func(c *Config) { c.SlowPercent-- }, "SlowCall": func(c *Config) { c.SlowCall++ }, "Wait": func(c *Config) { c.Wait++ },
		"Probes": func(c *Config) { c.Probes += 2 }, "Late": func(c *Config) { c.Late = LateIgnored }, "KeepOnOpen": func(c *Config) { c.KeepOnOpen = false },
	}
	for _, byTime := range []bool{false, true} {
		for _, state := range []State{Closed, Open, HalfOpen} {
			for name, change := range changes {
				b := small(t, func(c *Config) {
					if c.MinCalls, c.Probes = 9, 4; byTime {
						*c = c.TimeBased(4)
					}
				})
				for _, at := range []int64{0, 1, 3, 7} {
					b.Done(at*Second, Ticket{}, Outcome(at%2), 1)
				}
				require.NoError(t, b.Force(state, 7*Second))
				ticket, _ := b.Acquire(7 * Second)
				b.Done(7*Second, ticket, Failure, 1)
				before, c := fmt.Sprintf("%+v", *b), b.Config()

				require.NoError(t, b.Configure(c, 7*Second))
				require.Equal(t, before, fmt.Sprintf("%+v", *b), "%s in %s", name, state)
				other := c
				change(&other)
				require.NoError(t, b.Configure(other, 7*Second))
				require.NotEqual(t, before, fmt.Sprintf("%+v", *b))
				require.NoError(t, b.Configure(c, 7*Second))

				ring := func(b *Breaker) (out []any) {
					var results [9]uint8
					var buckets [9]Counts
					return []any{b.state, b.since, b.generation, b.permits, b.last, b.Counts(7 * Second), b.closed.sum, b.probe.sum,
						results[:b.Results(results[:])], buckets[:b.Buckets(buckets[:])]}
				}
				same, err := New(c, 0)
				require.NoError(t, err)
				for _, at := range []int64{0, 1, 3, 7} {
					same.Done(at*Second, Ticket{}, Outcome(at%2), 1)
				}
				require.NoError(t, same.Force(state, 7*Second))
				ticket, _ = same.Acquire(7 * Second)
				same.Done(7*Second, ticket, Failure, 1)
				require.Equal(t, ring(same), ring(b), "%s forth and back in %s, by time %v", name, state, byTime)
			}
		}
	}
}

func TestAnotherNumberOfProbesKeepsThoseUnderWay(t *testing.T) {
	halfOpen := func(probes int) *Breaker {
		b := small(t, func(c *Config) { c.Probes, c.MinCalls, c.Late = probes, 9, LateIgnored })
		require.NoError(t, b.Force(HalfOpen, 0))
		return b
	}
	resize := func(b *Breaker, probes int) {
		c := b.Config()
		c.Probes = probes
		require.NoError(t, b.Configure(c, 0))
	}

	more := halfOpen(2)
	first, _ := more.Acquire(0)
	second, _ := more.Acquire(0)
	resize(more, 3)
	require.EqualValues(t, 1, more.Permits())
	third, _ := more.Acquire(0)
	require.Zero(t, more.Permits())
	more.Done(0, first, Success, 1)
	more.Done(0, second, Success, 1)
	require.Equal(t, HalfOpen, more.State(0), "the third is awaited")
	more.Done(0, third, Success, 1)
	require.Equal(t, Closed, more.State(0))
	require.Zero(t, more.Permits(), "a closed breaker has no probes to give")

	fewer := halfOpen(5)
	for i := range 3 {
		probe, _ := fewer.Acquire(0)
		if i < 2 {
			fewer.Done(0, probe, Failure, 1)
		}
	}
	resize(fewer, 2)
	require.Equal(t, Open, fewer.State(0), "two results are enough now: it does not wait for one that nobody sends")
	require.Equal(t, ProbesFailed, fewer.Last().Why)

	owed := halfOpen(4)
	var probes [4]Ticket
	for i := range probes {
		probes[i], _ = owed.Acquire(0)
	}
	resize(owed, 2)
	require.Zero(t, owed.Permits())
	owed.Done(0, probes[0], Ignored, 0)
	owed.Done(0, probes[1], Ignored, 0)
	_, refusal := owed.Acquire(0)
	require.Equal(t, NoPermits, refusal, "two are still out")
	owed.Done(0, probes[2], Ignored, 0)
	_, refusal = owed.Acquire(0)
	require.Equal(t, Granted, refusal)
}

// A result is late when its call began before the last turn. Each pair of states is
// reached, and each outcome lands.
func TestALateResultChangesNothingWhereLateResultsAreIgnored(t *testing.T) {
	for _, began := range []State{Closed, HalfOpen} {
		for _, lands := range []State{Closed, Open, HalfOpen, MetricsOnly} {
			for _, o := range []Outcome{Success, Failure, Ignored} {
				b := small(t, func(c *Config) { c.Late, c.MinCalls, c.Probes = LateIgnored, 1, 1 })
				require.NoError(t, b.Force(began, 0))
				late, refusal := b.Acquire(0)
				require.Equal(t, Granted, refusal)
				require.True(t, b.Current(late))
				require.NoError(t, b.Force(lands, 1)) // a turn, even to where it was
				_, _ = b.Acquire(1)                   // half-open: the only permit is out
				before := fmt.Sprintf("%+v", *b)

				turned := b.Done(2, late, o, 1000)

				require.False(t, turned)
				require.False(t, b.Current(late))
				require.Equal(t, before, fmt.Sprintf("%+v", *b), "outcome %d of a call begun %s, landing %s", o, began, lands)
			}
		}
	}
}

func TestALateResultIsJudgedWhereItLandsWhereLateResultsCount(t *testing.T) {
	land := func(c Config, o Outcome) *Breaker {
		c.MinCalls, c.Wait, c.SlowCall = 1, 10, 1000
		b, err := New(c, 0)
		require.NoError(t, err)
		late, _ := b.Acquire(0)
		require.NoError(t, b.Force(Open, 1))
		probe, refusal := b.Acquire(20)
		require.Equal(t, Granted, refusal)
		require.True(t, probe.Probe)
		b.Done(21, late, o, 1)
		return b
	}
	for _, library := range []Config{Resilience4j(), FailsafeGo()} {
		require.Equal(t, Open, land(library, Failure).State(21), "a late failure reopens it")
		require.Equal(t, Closed, land(library, Success).State(21), "a late success closes it")
	}
	require.EqualValues(t, 10, land(Resilience4j(), Ignored).Permits(), "a permit given back late makes one probe too many")
	require.Equal(t, HalfOpen, land(Gobreaker(), Failure).State(21))
	require.Equal(t, HalfOpen, land(Gobreaker(), Success).State(21))
	require.Zero(t, land(Gobreaker(), Ignored).Permits())
}

func TestAnIntervalThatEndsMakesResultsOfItsCallsLate(t *testing.T) {
	c := Gobreaker()
	c.Interval, c.Consecutive = 100, 1
	b, err := New(c, 0)
	require.NoError(t, err)
	old, _ := b.Acquire(100)
	require.False(t, b.Done(101, old, Failure, 1), "101 is after the interval")
	require.Equal(t, Counts{}, b.Counts(101))
	fresh, _ := b.Acquire(102)
	require.True(t, b.Done(103, fresh, Failure, 1))
}

// The figures follow from resilience4j's documentation: as many partial aggregations
// as the window has seconds, the head for the current second of the clock, a total
// from which the oldest is subtracted when it leaves.
func TestTheTimeBasedWindowIsTheCurrentSecondAndThoseBeforeIt(t *testing.T) {
	c := Resilience4j().TimeBased(3)
	c.MinCalls, c.SlowCall = 4, Second
	b, err := New(c, 0)
	require.NoError(t, err)
	at := func(millis int64, o Outcome, took int64) {
		ticket, refusal := b.Acquire(millis * ms)
		require.Equal(t, Granted, refusal)
		b.Done(millis*ms, ticket, o, took)
	}
	buckets := func(now int64) []Counts {
		var out [8]Counts
		b.Counts(now * ms)
		return append([]Counts{}, out[:b.Buckets(out[:])]...)
	}
	at(10_999, Failure, 0)
	at(11_000, Success, 2*Second)
	at(12_500, Success, 0)
	require.Equal(t, []Counts{{Calls: 1, Failed: 1}, {Calls: 1, Slow: 1}, {Calls: 1}}, buckets(12_999))
	require.Equal(t, []Counts{{Calls: 1, Slow: 1}, {Calls: 1}, {}}, buckets(13_000), "the tenth second left after 2.001 s")
	require.EqualValues(t, 2, b.Counts(13_000*ms).Calls)
	_, _, enough := b.Rates(13_000 * ms)
	require.False(t, enough)
	at(13_100, Failure, 0)
	require.Equal(t, Closed, b.State(13_100*ms), "3 of at least 4")
	at(13_200, Failure, 0)
	require.Equal(t, Turn{From: Closed, To: Open, At: 13_200 * ms, Why: FailureRate, Calls: 4, Bad: 2, Limit: 50}, b.Last())
	var few [2]Counts
	require.Equal(t, 2, b.Buckets(few[:]))
	require.Equal(t, [2]Counts{{Calls: 1}, {Calls: 2, Failed: 2}}, few, "the newest, if there is no room for all")

	count, err := New(Resilience4j(), 0)
	require.NoError(t, err)
	require.Zero(t, count.Buckets(few[:]), "a count-based window has single results")
	require.NoError(t, b.Force(HalfOpen, 14*Second))
	require.Zero(t, b.Buckets(few[:]), "probes are judged singly")
}

// minimumNumberOfCalls may be larger than a time-based window has seconds.
func TestTheMinimumOfATimeBasedWindowIsNotBoundedByItsSize(t *testing.T) {
	for _, byTime := range []bool{false, true} {
		b := small(t, func(c *Config) {
			if c.MinCalls = 6; byTime {
				*c = c.TimeBased(4)
			}
		})
		for range 5 {
			b.Done(0, Ticket{}, Failure, 1)
		}
		require.Equal(t, byTime, b.State(0) == Closed)
	}
}

func TestResizingATimeBasedWindowKeepsItsNewestSeconds(t *testing.T) {
	for _, size := range []int{1, 2, 5, 9} {
		b, err := New(Resilience4j().TimeBased(5), 0)
		require.NoError(t, err)
		for second := range int64(7) {
			for range second {
				b.Done(second*Second, Ticket{}, Outcome(second%2), second*20*Second) // slow from the fourth on
			}
		}
		require.NoError(t, b.Configure(Resilience4j().TimeBased(size), 7*Second))

		var out [9]Counts
		b.Counts(7 * Second) // equal settings do not look at the clock
		got := out[:b.Buckets(out[:])]
		want, sum := make([]Counts, size), Counts{}
		for i := range want { // second 7 is the last one, and empty; 3 the oldest that was there
			if second := int64(7 - size + 1 + i); second >= 3 && second < 7 {
				want[i] = Counts{Calls: second, Failed: second * (second % 2), Slow: second * (second / 4)}
				sum.Calls, sum.Failed, sum.Slow = sum.Calls+want[i].Calls, sum.Failed+want[i].Failed, sum.Slow+want[i].Slow
			}
		}
		require.Equal(t, want, append([]Counts{}, got...), "%d seconds", size)
		counts := b.Counts(7 * Second)
		require.Equal(t, [3]int64{sum.Calls, sum.Failed, sum.Slow}, [3]int64{counts.Calls, counts.Failed, counts.Slow})
		require.EqualValues(t, 0, b.Counts(7*Second+int64(size)*Second).Calls, "and lets them go in time")
	}
}
