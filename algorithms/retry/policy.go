package retry

// Verdict is whether a call is tried again.
type Verdict uint8

// The verdicts.
const (
	Again     Verdict = iota
	GiveUp            // it was tried often enough
	Unsafe            // trying again could do the work twice, or cannot help
	OutOfTime         // the wait would end behind the caller's deadline
	NoBudget          // the budget is spent
)

// Policy joins a limit for each call with a backoff and a budget.
type Policy struct {
	Retries int // at most so many after the first attempt
	Backoff Backoff
	Budget  *Budget // nil is no budget
}

// Failure is what is known of an attempt that failed.
type Failure struct {
	Retry      int   // which retry would come now, from 1
	Previous   int64 // the delay before the last one, ns; 0 for the first
	After      int64 // the server's Retry-After, ns; the delay is at least this
	Left       int64 // time that the caller still has, ns; 0 is without end
	Idempotent bool  // trying again does no harm
	Temporary  bool  // a timeout, a connection error, 429 or 503: it may help
}

// Decide says whether to try again and after how long (ns). The budget is asked
// last, so that a retry which cannot happen costs nothing.
func (p *Policy) Decide(f Failure, r Source) (delay int64, v Verdict) {
	switch {
	case !f.Idempotent || !f.Temporary:
		return 0, Unsafe
	case f.Retry > p.Retries:
		return 0, GiveUp
	}
	delay = max(p.Backoff.Delay(f.Retry-1, f.Previous, r), f.After)
	switch {
	case f.Left > 0 && delay >= f.Left:
		return 0, OutOfTime
	case p.Budget != nil && !p.Budget.Spend():
		return 0, NoBudget
	}
	return delay, Again
}

// Attempts returns how many calls reach the bottom of a chain when each of its layers
// tries so many times: attempts^layers, capped at the largest int64.
func Attempts(attempts int64, layers int) int64 {
	total := int64(1)
	for range layers {
		if attempts > 0 && total > (1<<63-1)/attempts {
			return 1<<63 - 1
		}
		total *= attempts
	}
	return total
}
