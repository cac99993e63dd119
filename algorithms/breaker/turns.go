package breaker

// refresh does what the mere passing of time does at a call: a Generation's
// interval ends, and, with OnRead, a wait.
func (b *Breaker) refresh(now int64) {
	if b.state == Closed && b.config.Window == Generation && b.config.Interval > 0 && now-b.since > b.config.Interval {
		b.generation++
		b.since = now
		b.closed.clear(now, b.config.Bucket)
	}
	if b.config.OnRead {
		b.Tick(now)
	}
}

func (b *Breaker) waited(now int64) bool {
	elapsed := now - b.since
	return elapsed > b.config.Wait || b.config.Inclusive && elapsed == b.config.Wait
}

// turn is the only place where the state changes.
func (b *Breaker) turn(to State, why Turn) {
	why.From, why.To = b.state, to
	b.last = why
	b.state, b.since = to, why.At
	b.generation++
	switch {
	case to == HalfOpen:
		b.permits = int64(b.config.Probes)
		b.probing = true
		b.probe.clear(why.At, b.config.Bucket)
	case to == Open && b.config.KeepOnOpen && why.Why != ByOperator:
	default:
		b.probing = false
		b.closed.clear(why.At, b.config.Bucket)
	}
}

// judgeClosed opens the breaker if a rule says so.
func (b *Breaker) judgeClosed(now int64, o Outcome) bool {
	if b.config.OnFailuresOnly && o != Failure {
		return false
	}
	why, ok := b.tripped(&b.closed, b.needed())
	if ok {
		why.At = now
		b.turn(Open, why)
	}
	return ok
}

// needed is how many calls must be there before a rate counts.
func (b *Breaker) needed() int64 {
	n := int64(b.config.MinCalls)
	switch {
	case b.probing:
		n = min(n, int64(b.config.Probes))
	case b.config.Window == LastCalls:
		n = min(n, int64(b.config.Size))
	}
	return max(n, 1)
}

// tripped looks for a rule that the window has broken.
func (b *Breaker) tripped(w *window, needed int64) (Turn, bool) {
	c, s, base := &b.config, &w.sum, w.base()
	if c.Failures > 0 && s.Failed >= int64(c.Failures) {
		return Turn{Why: FailureCount, Calls: base, Bad: s.Failed, Limit: int64(c.Failures)}, true
	}
	if c.Consecutive > 0 && s.Failures >= int64(c.Consecutive) {
		return Turn{Why: FailuresInARow, Calls: base, Bad: s.Failures, Limit: int64(c.Consecutive)}, true
	}
	if base < needed {
		return Turn{}, false
	}
	if c.reached(s.Failed, base, c.FailurePercent) {
		return Turn{Why: FailureRate, Calls: base, Bad: s.Failed, Limit: int64(c.FailurePercent)}, true
	}
	if c.reached(s.Slow, base, c.SlowPercent) {
		return Turn{Why: SlowRate, Calls: base, Bad: s.Slow, Limit: int64(c.SlowPercent)}, true
	}
	return Turn{}, false
}

// reached reports whether bad of n is at least a percentage; 0 is never reached.
// It multiplies: an integer division would round a rate down.
func (c *Config) reached(bad, n int64, percent int) bool {
	if percent == 0 || n == 0 {
		return false
	}
	if c.Rounded {
		return (200*bad+n)/(2*n) >= int64(percent)
	}
	return 100*bad >= int64(percent)*n
}

// judgeProbes decides a half-open state.
func (b *Breaker) judgeProbes(now int64) bool {
	s := &b.probe.sum
	if b.config.Successes == 0 {
		return b.judgeProbeRates(now)
	}
	good, allowed := s.Calls-s.Failed, int64(b.config.Probes-b.config.Successes)
	t := Turn{At: now, Calls: s.Calls, Bad: s.Failed, Limit: int64(b.config.Successes)}
	switch {
	case good >= int64(b.config.Successes):
		t.Why = ProbesPassed
		b.turn(Closed, t)
	case s.Failed > allowed:
		t.Why = ProbesFailed
		b.turn(Open, t)
	default:
		return false
	}
	return true
}

// judgeProbeRates holds the probes against the thresholds of the closed state.
func (b *Breaker) judgeProbeRates(now int64) bool {
	needed := b.needed()
	if b.probe.base() < needed {
		return false
	}
	t, bad := b.tripped(&b.probe, needed)
	t.At = now
	if !bad {
		b.turn(Closed, Turn{At: now, Why: ProbesPassed, Calls: b.probe.sum.Calls, Bad: b.probe.sum.Failed, Limit: int64(b.config.FailurePercent)})
		return true
	}
	if t.Why == SlowRate {
		t.Why = ProbesSlow
	} else {
		t.Why = ProbesFailed
	}
	b.turn(Open, t)
	return true
}

// Configure changes the settings of a running breaker at time now (ns). It keeps the
// state, its clock and what was recorded: another Size keeps the newest results or
// buckets, another number of Probes keeps the probes under way and their results. Only
// what cannot be told in the new window is forgotten: single results have no time,
// sums no order, so another Window or Bucket begins empty. A half-open breaker that has
// enough results by the new numbers decides at once: no more may be on their way.
// Changed forth and back it is as before, but for what a smaller Size had no room for.
// An error changes nothing.
//
// The libraries cannot do this: their settings never change, resilience4j's registry
// replaces the whole breaker by a closed and empty one (resilience4j issue 2325).
func (b *Breaker) Configure(c Config, now int64) error {
	old := b.config
	if c == old {
		return nil
	}
	if err := c.check(); err != nil {
		return err
	}
	b.config = c
	switch {
	case c.Window != old.Window || c.Window == Period && c.Bucket != old.Bucket:
		b.closed = newWindow(c.Window, c.Size)
		b.closed.clear(now, c.Bucket)
	case c.Size != old.Size:
		b.closed.slide(now, c.Bucket)
		b.closed = b.closed.resized(c.Size)
	}
	if (c.Window == Generation) != (old.Window == Generation) {
		b.probe = newWindow(b.probeKind(), c.Probes)
		if b.state == HalfOpen { // its probes begin anew: they are counted in another way
			b.permits = int64(c.Probes)
			b.generation++
		}
		return nil
	}
	if c.Probes != old.Probes {
		b.probe = b.probe.resized(c.Probes)
	}
	if b.state == HalfOpen {
		b.permits += int64(c.Probes - old.Probes)
		b.judgeProbes(now)
	}
	return nil
}

// probeKind is how probes are counted: singly, or like a Generation.
func (b *Breaker) probeKind() WindowKind {
	if b.config.Window == Generation {
		return Generation
	}
	return LastCalls
}
