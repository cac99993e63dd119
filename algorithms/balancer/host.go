package balancer

// Limits that keep every product and sum of a pick inside 64 bits. Larger values
// are accepted and count as the limit.
const (
	// MaxWeight is the largest weight that makes a difference.
	MaxWeight = int64(1) << 34
	// MaxActive is the largest in-flight count that makes a difference.
	MaxActive = int64(1) << 28
	// MaxHosts is the largest number of hosts that constructors prepare for.
	MaxHosts = 1 << 20
)

// Host is one candidate as the balancer sees it, which may be older than the
// truth: with several balancers or periodic refreshes every count is a view.
// The zero value is not eligible.
type Host struct {
	// Weight is the relative capacity. Zero or less takes the host out under
	// every policy, also under those that do not compare weights.
	Weight int64
	// Active is the number of requests in flight, the one in service included.
	// A negative count is read as zero.
	Active int64
	// Ready is false for a host that must get no new request: failed health
	// check, ejected, draining, removed.
	Ready bool
}

// Eligible reports whether a picker may choose the host.
func (h Host) Eligible() bool { return h.Ready && h.Weight > 0 }

// weight is the weight clamped to 0..MaxWeight.
func (h Host) weight() int64 { return clamp(h.Weight, 0, MaxWeight) }

// active is the in-flight count clamped to 0..MaxActive.
func (h Host) active() int64 { return clamp(h.Active, 0, MaxActive) }

// lessLoaded compares a and b by active/weight, or by active alone. Fractions
// are compared by cross-multiplied integers, as nginx does, so that no rounding
// can turn a tie into a difference. The result is negative when a is less loaded.
func lessLoaded(a, b Host, weighted bool) int64 {
	if !weighted {
		return a.active() - b.active()
	}
	return a.active()*b.weight() - b.active()*a.weight()
}

// Source is the randomness handed to a pick.
type Source interface {
	// Uint64 returns 64 uniform bits.
	Uint64() uint64
	// Below returns a uniform number in 0..n-1. It is never called with n == 0.
	Below(n uint64) uint64
}

// below draws from r, and survives a missing or faulty source: nil answers zero,
// and an answer out of range is folded back into it. A choice of one draws
// nothing.
func below(r Source, n uint64) uint64 {
	if r == nil || n <= 1 {
		return 0
	}
	v := r.Below(n)
	if v >= n {
		return v % n
	}
	return v
}

// clamp limits v to lo..hi.
func clamp(v, lo, hi int64) int64 {
	return min(max(v, lo), hi)
}

// later returns now + length, or the end of time if that is beyond it. length is
// not negative.
func later(now, length int64) int64 {
	if sum := now + length; sum >= now {
		return sum
	}
	return 1<<63 - 1
}

// fit makes s exactly n long. New places are zero; places beyond n are forgotten.
func fit[T any](s []T, n int) []T {
	if len(s) > n {
		clear(s[n:])
		return s[:n]
	}
	for len(s) < n {
		var zero T
		s = append(s, zero)
	}
	return s
}

// cut removes place i from s and keeps the order of the rest.
func cut[T any](s []T, i int) []T {
	if i < 0 || i >= len(s) {
		return s
	}
	copy(s[i:], s[i+1:])
	return fit(s, len(s)-1)
}
