package breaker

import "fmt"

// WindowKind is which results a closed breaker judges by.
type WindowKind uint8

// The windows.
const (
	LastCalls  WindowKind = iota // the last Size results
	Period                       // the current bucket of Bucket nanoseconds and the Size-1 before it
	Generation                   // everything since the state began, or since Interval ran out
)

// LatePolicy is what becomes of a result whose call began before the last turn.
type LatePolicy uint8

// The policies for late results.
const (
	LateCounts  LatePolicy = iota // it counts in whatever state it arrives
	LateIgnored                   // it is dropped: the generation has changed
)

// Second is a second in nanoseconds, the unit of all times here.
const Second = int64(1_000_000_000)

// The largest numbers a Config may hold, so that no sum here can overflow.
const (
	MaxSize = 1_000_000
	MaxSpan = int64(1) << 60
)

// Config says how a breaker behaves. Of the rules that open it (FailurePercent,
// SlowPercent, Failures, Consecutive) each counts when it is above zero.
type Config struct {
	Window WindowKind
	Size   int   // results kept, or buckets
	Bucket int64 // width of one bucket of a Period, ns; buckets start at multiples of it

	// StaleReads shows a Period as it was at the last result: old buckets leave only
	// when one is recorded.
	StaleReads bool
	// Interval clears a closed Generation once more than this has passed; 0 is never.
	Interval int64

	MinCalls       int   // results needed before a rate counts; at most Size of LastCalls
	FailurePercent int   // opens at this share of failures, 1 to 100
	SlowPercent    int   // opens at this share of slow calls
	SlowCall       int64 // a call that took longer is slow, ns
	Failures       int   // opens at this many failures in the window, however few calls
	Consecutive    int   // opens at this many failures in a row

	Rounded        bool // a rate is rounded to whole percents before it is compared
	OnFailuresOnly bool // judge only after a failure, so a slow success never opens

	Wait      int64 // time in OPEN before probes, ns
	Inclusive bool  // the wait is over at exactly Wait, not only after it
	OnRead    bool  // looking at the state can turn it; otherwise only Acquire does

	Probes    int // permits of a half-open breaker
	Successes int // so many of Probes close it, more than Probes-Successes failures open it; 0 judges by rates
	// ReturnPermits gives a probe's permit back with its result, so that Probes bounds
	// what is in flight and not the number of probes.
	ReturnPermits bool

	Late LatePolicy
	// KeepOnOpen lets OPEN keep the counters of the state that it came from.
	KeepOnOpen bool
}

// Resilience4j returns the defaults of resilience4j 2.3.0, whose window is count-based.
// See [Config.TimeBased] for the other.
func Resilience4j() Config {
	return Config{Window: LastCalls, Size: 100, MinCalls: 100, FailurePercent: 50, SlowPercent: 100,
		SlowCall: 60 * Second, Wait: 60 * Second, Probes: 10, Late: LateCounts, KeepOnOpen: true}
}

// TimeBased returns the settings with resilience4j's slidingWindowType TIME_BASED: a
// ring of one partial aggregation a second, the current second's at its head, and a
// total from which a second is subtracted when it leaves (SlidingTimeWindowMetrics).
// minimumNumberOfCalls is not bounded by the size then. Probes are still judged one
// by one. The window moves with results and when it is read, on whole seconds of the clock.
func (c Config) TimeBased(seconds int) Config {
	c.Window, c.Size, c.Bucket = Period, seconds, Second
	return c
}

// Gobreaker returns the defaults of sony/gobreaker 2.4.0: more than five failures in
// a row, one probe, a minute. Its "requests" include those still under way and those
// that IsExcluded left out, so a ratio is FailurePercent and MinCalls over started calls.
func Gobreaker() Config {
	return Config{Window: Generation, Consecutive: 6, OnFailuresOnly: true, Wait: 60 * Second, OnRead: true,
		Probes: 1, Successes: 1, Late: LateIgnored}
}

// FailsafeGo returns the defaults of failsafe-go 0.9.8: one failure opens, a minute
// later one success closes. A of B is Failures and Size; a period is Window: Period,
// Size: 10, Bucket: a tenth of it, with Failures or with FailurePercent and MinCalls.
func FailsafeGo() Config {
	return Config{Window: LastCalls, Size: 1, Failures: 1, Rounded: true, StaleReads: true, Wait: 60 * Second, Inclusive: true,
		Probes: 1, Successes: 1, ReturnPermits: true, Late: LateCounts, KeepOnOpen: true}
}

// check returns an error that names the first field that makes no sense.
func (c *Config) check() error {
	between := func(name string, n, lo, hi int64) error {
		if n < lo || n > hi {
			return fmt.Errorf("breaker: %s is %d: want %d to %d", name, n, lo, hi)
		}
		return nil
	}
	if c.Window > Generation {
		return fmt.Errorf("breaker: Window is %d: want LastCalls, Period or Generation", c.Window)
	}
	if c.FailurePercent == 0 && c.SlowPercent == 0 && c.Failures == 0 && c.Consecutive == 0 {
		return fmt.Errorf("breaker: nothing would ever open it: set FailurePercent, SlowPercent, Failures or Consecutive")
	}
	smallest, bucket := int64(1), int64(0)
	switch c.Window {
	case Generation:
		smallest = 0
	case Period:
		bucket = 1
	}
	for _, err := range []error{
		between("Size", int64(c.Size), smallest, MaxSize),
		between("Bucket", c.Bucket, bucket, MaxSpan),
		between("Interval", c.Interval, 0, MaxSpan),
		between("MinCalls", int64(c.MinCalls), 0, MaxSize),
		between("FailurePercent", int64(c.FailurePercent), 0, 100),
		between("SlowPercent", int64(c.SlowPercent), 0, 100),
		between("SlowCall", c.SlowCall, 0, MaxSpan),
		between("Failures", int64(c.Failures), 0, MaxSize),
		between("Consecutive", int64(c.Consecutive), 0, MaxSize),
		between("Wait", c.Wait, 0, MaxSpan),
		between("Probes", int64(c.Probes), 1, MaxSize),
		between("Successes", int64(c.Successes), 0, int64(max(c.Probes, 1))),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}
