package balancer

import "fmt"

// SlowStartScale is what SlowStart multiplies a full weight by, so that a weight
// of one can ramp too. Scale the weights of all hosts alike.
const SlowStartScale = 1000

// maxSlowWeight keeps a scaled weight within MaxWeight.
const maxSlowWeight = MaxWeight / SlowStartScale

// SlowStart ramps the weight of a cold host linearly from a minimum to its full
// weight, so that it is not flooded before its caches and pools are warm. It is
// Envoy's slow start with an aggression of one: weight × max(minimum,
// elapsed/window); nginx's slow_start is the same with a minimum of zero. A policy
// that ignores weights ignores the ramp.
type SlowStart struct {
	window     int64
	minPercent int64
}

// NewSlowStart sets the length of the ramp in ns and the least share of the weight
// in percent (Envoy: 10). The error names a negative window or a percentage
// outside 1..100: with nothing at all a host would never get its first request.
func NewSlowStart(window int64, minPercent int) (SlowStart, error) {
	if window < 0 {
		return SlowStart{}, fmt.Errorf("balancer: slow start over %d ns: want 0 (off) or more", window)
	}
	if minPercent < 1 || minPercent > 100 {
		return SlowStart{}, fmt.Errorf("balancer: slow start from %d percent: want 1 to 100", minPercent)
	}
	return SlowStart{window: window, minPercent: int64(minPercent)}, nil
}

// Weight returns SlowStartScale × weight × the share reached at now, for a host that
// came into service at since (both ns). A weight of zero or less stays zero; a
// positive one never becomes zero. A now before since counts as since.
func (s SlowStart) Weight(weight, since, now int64) int64 {
	weight = clamp(weight, 0, maxSlowWeight)
	return weight * s.Share(since, now)
}

// Share returns the share of its weight that a host has reached, in parts of
// SlowStartScale. The zero SlowStart is off: everything at once.
func (s SlowStart) Share(since, now int64) int64 {
	since, now = max(since, 0), max(now, 0)
	elapsed := max(now-since, 0)
	if elapsed >= s.window {
		return SlowStartScale
	}
	least := s.minPercent * SlowStartScale / 100
	if s.window > 1<<53 { // beyond 104 days the product below would overflow
		return clamp(elapsed/(s.window/SlowStartScale), least, SlowStartScale)
	}
	return clamp(elapsed*SlowStartScale/s.window, least, SlowStartScale)
}
