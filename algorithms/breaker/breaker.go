package breaker

import "fmt"

// State is what a breaker does with calls.
type State uint8

// The states. A breaker reaches the last three by [Breaker.Force] only.
const (
	Closed      State = iota // calls pass and are judged
	Open                     // calls are refused until the wait is over
	HalfOpen                 // a few probes pass
	ForcedOpen               // calls are refused until it is forced or reset
	Disabled                 // calls pass, nothing is recorded
	MetricsOnly              // calls pass and are recorded, nothing is judged
)

var stateNames = [...]string{"closed", "open", "half-open", "forced-open", "disabled", "metrics-only"}

// String returns the state's name: "half-open".
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state(%d)", uint8(s))
}

// Refusal is why a call was not let through; Granted when it was.
type Refusal uint8

// What Acquire answers.
const (
	Granted    Refusal = iota
	NotYet             // OPEN: the wait is not over
	NoPermits          // HALF_OPEN: enough probes are under way or done
	HeldClosed         // forced open by an operator
)

// Why is the reason of a turn from one state to another.
type Why uint8

// The reasons.
const (
	Begun          Why = iota // no turn yet
	FailureRate               // failures reached FailurePercent of the window
	SlowRate                  // slow calls reached SlowPercent of the window
	FailureCount              // failures reached Failures
	FailuresInARow            // failures in a row reached Consecutive
	WaitOver                  // OPEN has lasted long enough
	ProbesPassed              // the probes did well
	ProbesFailed              // too many probes failed
	ProbesSlow                // too many probes were slow
	ByOperator                // Force or Reset
)

// Turn is one change of state: what was seen, against which limit.
type Turn struct {
	From, To State
	At       int64 // ns
	Why      Why
	Calls    int64 // results (for Generation: started calls) judged by
	Bad      int64 // of these, the failed or slow ones that Why speaks of
	Limit    int64 // percent, a count of failures, or for probes the successes needed
}

// Outcome is how a call ended.
type Outcome uint8

// The outcomes.
const (
	Success Outcome = iota
	Failure
	Ignored // neither: a business refusal; its permit is given back
)

// Ticket stands for one call let through. The zero value belongs to the first
// generation.
type Ticket struct {
	Generation uint32
	Probe      bool // let through half-open
}

// Breaker is one circuit breaker. Make it with [New].
type Breaker struct {
	config     Config
	state      State
	generation uint32
	since      int64 // when the state, or a Generation's interval, began
	permits    int64 // probes that may still start
	closed     window
	probe      window
	probing    bool // the window in view is that of the probes
	last       Turn
}

// New returns a closed breaker. The error names the setting that makes no sense.
func New(c Config, now int64) (*Breaker, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	b := &Breaker{config: c, closed: newWindow(c.Window, c.Size)}
	b.probe = newWindow(b.probeKind(), c.Probes)
	b.closed.clear(now, c.Bucket)
	b.since = now
	return b, nil
}

// Config returns the breaker's settings.
func (b *Breaker) Config() Config { return b.config }

// view returns the window that counters are read from.
func (b *Breaker) view() *window {
	if b.probing {
		return &b.probe
	}
	return &b.closed
}

// Acquire asks to let a call through at time now (ns). With Granted the ticket
// must be handed to Done once. O(1), but for buckets to drop.
func (b *Breaker) Acquire(now int64) (Ticket, Refusal) {
	b.refresh(now)
	if b.state == Open && b.waited(now) {
		b.turn(HalfOpen, Turn{At: now, Why: WaitOver})
	}
	why := Granted
	switch b.state {
	case Open:
		why = NotYet
	case ForcedOpen:
		why = HeldClosed
	case HalfOpen:
		if b.permits <= 0 {
			why = NoPermits
			break
		}
		b.permits--
	}
	if why != Granted {
		b.view().sum.Refused++
		return Ticket{}, why
	}
	if b.state != Disabled {
		b.view().sum.Started++
	}
	return Ticket{b.generation, b.state == HalfOpen}, Granted
}

// Done reports how a call ended that Acquire let through, and how long it took
// (ns). It reports whether the state turned; [Breaker.Last] says why.
func (b *Breaker) Done(now int64, t Ticket, o Outcome, took int64) bool {
	b.refresh(now)
	if !b.Current(t) && b.config.Late == LateIgnored {
		return false
	}
	if o == Ignored {
		b.giveBack()
		return false
	}
	if b.state == Disabled || b.state == ForcedOpen {
		return false
	}
	b.view().add(now, b.config.Bucket, o == Failure, took > b.config.SlowCall)
	switch b.state {
	case Closed:
		return b.judgeClosed(now, o)
	case HalfOpen:
		turned := b.judgeProbes(now)
		if !turned && b.config.ReturnPermits {
			b.permits++
		}
		return turned
	}
	return false
}

// giveBack returns the permit of an ignored probe. What has started stays counted, as
// gobreaker's Requests does beside its TotalExclusions.
func (b *Breaker) giveBack() {
	if b.state == HalfOpen {
		b.permits++
	}
}

// State returns the state at time now (ns). With OnRead, looking can end a wait.
func (b *Breaker) State(now int64) State {
	b.refresh(now)
	return b.state
}

// Counts returns what the window in view holds at time now (ns): that of the
// closed state, of the probes, or, in OPEN with KeepOnOpen, of the state before.
func (b *Breaker) Counts(now int64) Counts {
	b.refresh(now)
	if !b.config.StaleReads {
		b.view().slide(now, b.config.Bucket)
	}
	return b.view().sum
}

// Rates returns the shares of failed and of slow calls in the window in view, in
// parts per million, and false while it holds fewer results than are needed.
func (b *Breaker) Rates(now int64) (failed, slow int64, ok bool) {
	c := b.Counts(now)
	n := b.view().base()
	if n == 0 || n < b.needed() {
		return 0, 0, false
	}
	return c.Failed * 1_000_000 / n, c.Slow * 1_000_000 / n, true
}

// Permits returns how many probes may still start: none in any state but half-open.
func (b *Breaker) Permits() int64 {
	if b.state != HalfOpen {
		return 0
	}
	return max(b.permits, 0)
}

// Current reports whether a ticket was handed out since the last turn. A call whose
// ticket is not current has a late result.
func (b *Breaker) Current(t Ticket) bool { return t.Generation == b.generation }

// Last returns the last turn; its Why is Begun when there was none.
func (b *Breaker) Last() Turn { return b.last }

// Due returns when the wait of an open breaker is over (ns), and false in other
// states. A caller that wants the turn to happen by itself sets a timer for it
// and calls Tick.
func (b *Breaker) Due() (int64, bool) {
	if b.state != Open {
		return 0, false
	}
	if b.config.Inclusive {
		return b.since + b.config.Wait, true
	}
	return b.since + b.config.Wait + 1, true
}

// Tick turns an open breaker half-open if its wait is over at time now (ns), and
// reports whether it did: the automatic transition of resilience4j.
func (b *Breaker) Tick(now int64) bool {
	if b.state != Open || !b.waited(now) {
		return false
	}
	b.turn(HalfOpen, Turn{At: now, Why: WaitOver})
	return true
}

// Force puts the breaker into any state, as an operator may. It is the only way
// into and, with Reset, out of ForcedOpen, Disabled and MetricsOnly. An unknown
// state is an error and changes nothing.
func (b *Breaker) Force(s State, now int64) error {
	if int(s) >= len(stateNames) {
		return fmt.Errorf("breaker: state %d: want %d to %d", uint8(s), Closed, MetricsOnly)
	}
	b.turn(s, Turn{At: now, Why: ByOperator})
	return nil
}

// Reset closes the breaker and forgets everything.
func (b *Breaker) Reset(now int64) { b.turn(Closed, Turn{At: now, Why: ByOperator}) }

// Results writes the results of the window in view, oldest first, into out and
// returns how many there are: 0 success, 1 failed, 2 slow, 3 both. Only LastCalls
// windows and probes have single results; other windows have none.
func (b *Breaker) Results(out []uint8) int {
	w := b.view()
	if w.kind != LastCalls {
		return 0
	}
	n := 0
	for i := range w.cells {
		cell := w.cells[(w.next+i)%len(w.cells)]
		if cell.calls == 0 || n == len(out) {
			continue
		}
		out[n] = uint8(cell.failed) | uint8(cell.slow)<<1
		n++
	}
	return n
}

// Buckets writes the partial aggregations of a Period, oldest first and the current
// one last, into out and returns how many there are: Size, or as many as out takes,
// the oldest left out. Only Calls, Failed and Slow are set. Other windows, and
// probes, have none.
func (b *Breaker) Buckets(out []Counts) int {
	w := b.view()
	if w.kind != Period {
		return 0
	}
	size := int64(len(w.cells))
	n := min(size, int64(len(out)))
	for i := range n {
		cell := w.cells[(w.head+size-n+1+i)%size]
		out[i] = Counts{Calls: int64(cell.calls), Failed: int64(cell.failed), Slow: int64(cell.slow)}
	}
	return int(n)
}
