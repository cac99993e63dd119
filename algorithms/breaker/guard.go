package breaker

// Timeout is the race between an answer and a deadline: whichever comes first
// settles it, the other is late. The zero value is settled.
type Timeout struct {
	began, deadline int64
	pending         bool
}

// Begin starts a race at time now (ns) with limit nanoseconds to run.
func Begin(now, limit int64) Timeout {
	return Timeout{now, now + min(max(limit, 0), MaxSpan), true}
}

// Left returns how much time remains at time now (ns), never below zero: what a
// caller may pass on as the limit of a call further down.
func (t *Timeout) Left(now int64) int64 {
	if !t.pending {
		return 0
	}
	return max(t.deadline-now, 0)
}

// Due returns when the deadline is (ns), and false once the race is settled.
func (t *Timeout) Due() (int64, bool) { return t.deadline, t.pending }

// Answered settles the race in favour of an answer at time now (ns), if it is in
// time: at the deadline itself it still is. took is how long it was under way.
func (t *Timeout) Answered(now int64) (took int64, inTime bool) {
	took = now - t.began
	if !t.pending || now > t.deadline {
		return took, false
	}
	t.pending = false
	return took, true
}

// Expire settles the race in favour of the deadline, if it has come at time now
// (ns) and no answer was there before.
func (t *Timeout) Expire(now int64) bool {
	if !t.pending || now < t.deadline {
		return false
	}
	t.pending = false
	return true
}

// Plan is what a caller shows its user when a call cannot be made or failed.
type Plan uint8

// The plans.
const (
	FailFast  Plan = iota // say so at once
	UseCached             // the last good answer, if it is young enough
	UseFixed              // a fixed answer: an empty list, "we will get back to you"
)

// Answer is what the user is shown.
type Answer uint8

// The answers.
const (
	Fresh  Answer = iota // the dependency's own
	Cached               // an older good one
	Fixed                // the prepared one
	Error                // the failure itself
)

// Fallback decides what a failed call shows. Money must never be moved by a
// fallback: a critical call always shows the error, whatever the plan.
type Fallback struct {
	Plan   Plan
	MaxAge int64 // a cached answer may be this old, ns; 0 is any age
	good   int64 // when the last good answer came
	have   bool
}

// Succeeded remembers that a good answer came at time now (ns).
func (f *Fallback) Succeeded(now int64) { f.good, f.have = now, true }

// Failed says what to show for a call that failed or was refused at time now (ns).
func (f *Fallback) Failed(now int64, critical bool) Answer {
	switch {
	case critical:
		return Error
	case f.Plan == UseCached && f.have && (f.MaxAge == 0 || now-f.good <= f.MaxAge):
		return Cached
	case f.Plan == UseFixed:
		return Fixed
	}
	return Error
}
