package retry

import "fmt"

// Jitter is how chance spreads a delay.
type Jitter uint8

// The jitters.
const (
	None Jitter = iota
	Full
	Equal
	Decorrelated
	Around // a fifth to either side, as gRPC
)

// Source is a stream of chance.
type Source interface {
	// Below returns a uniform number in 0..n-1. It is never called with n == 0.
	Below(n uint64) uint64
}

// MaxDelay bounds base and cap, in nanoseconds: about nine years.
const MaxDelay = int64(1) << 58

// Backoff says how long to wait before a retry. Make it with [NewBackoff]; the zero
// value never waits.
type Backoff struct {
	base, limit int64
	jitter      Jitter
}

// NewBackoff returns a backoff with delays that double from base up to limit, both
// in nanoseconds. The error names the number that makes no sense.
func NewBackoff(base, limit int64, j Jitter) (Backoff, error) {
	switch {
	case base < 0 || base > MaxDelay:
		return Backoff{}, fmt.Errorf("retry: base %d ns: want 0 to %d", base, MaxDelay)
	case limit < base || limit > MaxDelay:
		return Backoff{}, fmt.Errorf("retry: cap %d ns: want the base (%d) to %d", limit, base, MaxDelay)
	case j > Around:
		return Backoff{}, fmt.Errorf("retry: jitter %d: want %d to %d", j, None, Around)
	}
	return Backoff{base, limit, j}, nil
}

// Ceiling returns expo(n) = min(cap, base·2^n): the largest delay before retry n
// but for Decorrelated, and for Around, which goes a fifth beyond it. A negative n
// counts as 0.
func (b Backoff) Ceiling(n int) int64 {
	n = max(n, 0)
	if n >= 62 || b.base > b.limit>>n {
		return b.limit
	}
	return b.base << n
}

// Delay returns how long to wait before retry n (ns). previous is the delay before
// the retry before it, 0 for the first; only Decorrelated looks at it. It spends
// one draw, or none where nothing is left to chance.
func (b Backoff) Delay(n int, previous int64, r Source) int64 {
	ceiling := b.Ceiling(n)
	switch b.jitter {
	case Full:
		return upTo(ceiling, r)
	case Equal:
		return ceiling - ceiling/2 + upTo(ceiling/2, r)
	case Decorrelated:
		previous = min(max(previous, b.base), b.limit)
		return min(b.limit, b.base+upTo(3*previous-b.base, r))
	case Around:
		fifth := ceiling / 5
		return ceiling - fifth + upTo(2*fifth, r)
	}
	return ceiling
}

// upTo draws from 0 to n, both included. A faulty source cannot lead outside.
func upTo(n int64, r Source) int64 {
	if n <= 0 || r == nil {
		return 0
	}
	return int64(r.Below(uint64(n)+1) % (uint64(n) + 1))
}
