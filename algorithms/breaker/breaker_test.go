package breaker

import (
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
	b := small(t, func(*Config) {})
	for range 3 {
		b.Done(0, Ticket{}, Failure, 1)
	}
	stricter := b.Config()
	stricter.FailurePercent = 30
	require.NoError(t, b.Configure(stricter, 0))
	require.EqualValues(t, 3, b.Counts(0).Failed, "the window fits")
	larger := stricter
	larger.Size = 8
	require.NoError(t, b.Configure(larger, 0))
	require.Zero(t, b.Counts(0).Calls)

	require.NoError(t, b.Force(HalfOpen, 0))
	old, _ := b.Acquire(0)
	more := larger
	more.Probes = 3
	require.NoError(t, b.Configure(more, 0))
	require.Equal(t, HalfOpen, b.State(0))
	require.NotEqual(t, old.Generation, b.generation, "its probes begin anew")
	for range 3 {
		_, refusal := b.Acquire(0)
		require.Equal(t, Granted, refusal)
	}
	_, refusal := b.Acquire(0)
	require.Equal(t, NoPermits, refusal)
	more.Probes = 0
	require.Error(t, b.Configure(more, 0))
	require.Equal(t, 3, b.Config().Probes)
}
