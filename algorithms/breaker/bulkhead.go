package breaker

import "fmt"

// Admission is what a bulkhead answers to a call.
type Admission uint8

// The answers.
const (
	Admitted Admission = iota // it runs now, and must Release its place
	Waiting                   // it stands in line; Next tells what became of it
	Refused                   // every place is taken, and so is the line
)

// Bulkhead lets a bounded number of calls run at once; others wait in line for a
// bounded time, or are refused. It is resilience4j's SemaphoreBulkhead as a state
// machine: limit is maxConcurrentCalls (there 25), wait is maxWaitDuration (there
// 0), and the line is bounded here. Make it with [NewBulkhead].
type Bulkhead struct {
	limit   int
	running int
	wait    int64
	line    []waiter // a ring
	head    int
	waiting int
}

type waiter struct{ id, deadline int64 }

// NewBulkhead returns an empty bulkhead: at most limit calls run, at most line wait,
// each at most wait nanoseconds. The error names the number that makes no sense.
func NewBulkhead(limit, line int, wait int64) (*Bulkhead, error) {
	switch {
	case limit < 1 || limit > MaxSize:
		return nil, fmt.Errorf("breaker: bulkhead limit %d: want 1 to %d", limit, MaxSize)
	case line < 0 || line > MaxSize:
		return nil, fmt.Errorf("breaker: bulkhead line %d: want 0 to %d", line, MaxSize)
	case wait < 0 || wait > MaxSpan:
		return nil, fmt.Errorf("breaker: bulkhead wait %d ns: want 0 to %d", wait, MaxSpan)
	}
	return &Bulkhead{limit: limit, wait: wait, line: make([]waiter, line)}, nil
}

// Enter asks for a place for call id at time now (ns). Nobody overtakes the line.
func (b *Bulkhead) Enter(id, now int64) Admission {
	if b.running < b.limit && b.waiting == 0 {
		b.running++
		return Admitted
	}
	if b.wait == 0 || b.waiting == len(b.line) {
		return Refused
	}
	b.line[(b.head+b.waiting)%len(b.line)] = waiter{id, now + b.wait}
	b.waiting++
	return Waiting
}

// Release gives a place back. Call Next afterwards until it has nothing to say.
// Releasing more than was admitted changes nothing.
func (b *Bulkhead) Release() { b.running = max(b.running-1, 0) }

// Next tells what became of the first call in line at time now (ns): Admitted, if
// a place is free, or Refused, if it waited too long. A place that becomes free at
// the very deadline is still taken. ok is false when nothing has changed.
func (b *Bulkhead) Next(now int64) (id int64, what Admission, ok bool) {
	if b.waiting == 0 {
		return 0, Waiting, false
	}
	w := b.line[b.head]
	switch {
	case now <= w.deadline && b.running < b.limit:
		b.running++
		what = Admitted
	case now >= w.deadline:
		what = Refused
	default:
		return 0, Waiting, false
	}
	b.head = (b.head + 1) % len(b.line)
	b.waiting--
	return w.id, what, true
}

// Due returns when the first call in line gives up (ns), and false when none waits.
// All wait equally long, so nobody gives up before it.
func (b *Bulkhead) Due() (int64, bool) {
	if b.waiting == 0 {
		return 0, false
	}
	return b.line[b.head].deadline, true
}

// SetLimit changes how many calls may run, at least one. Calls that run go on: the
// number sinks as they end.
func (b *Bulkhead) SetLimit(limit int) { b.limit = min(max(limit, 1), MaxSize) }

// Running returns how many calls run.
func (b *Bulkhead) Running() int { return b.running }

// Limit returns how many calls may run.
func (b *Bulkhead) Limit() int { return b.limit }

// Waiting returns how many calls stand in line.
func (b *Bulkhead) Waiting() int { return b.waiting }
