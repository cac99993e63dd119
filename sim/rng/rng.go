// Package rng is the only source of chance in a simulation: named streams of
// splitmix64 and samplers whose results are the same bits on every platform.
//
//	Uint64, Below, Chance   integers, no rounding anywhere
//	Uniform                 an integer span, both ends included
//	Exponential             inversion through a bit-stable logarithm
//	Normal                  inversion (Acklam's rational approximation)
//	Pareto                  inversion through bit-stable ln and exp
//
// Every sampler spends exactly one draw (Below and Uniform may, rarely, reject
// and draw again), so two runs under one seed see the same load even when a
// mean changes: common random numbers, which is what makes comparing two
// configurations honest.
//
// math.Exp, math.Log, math/rand's ExpFloat64 and NormFloat64 are not used: their
// last bits differ between amd64, arm64 and wasm.
package rng

import "math"

// Stream is one sequence of pseudo-random numbers: splitmix64 (Steele, Lea and
// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). The
// zero value is a valid stream with seed 0. A copy continues independently.
type Stream struct{ state uint64 }

const gamma = 0x9e3779b97f4a7c15

// New returns the stream that the reference implementation starts with seed.
func New(seed uint64) Stream { return Stream{seed} }

// Named returns the stream called name under a run's root seed. Streams of
// different names are unrelated, so adding one never reshuffles another.
func Named(seed uint64, name string) Stream {
	h := uint64(0xcbf29ce484222325) // FNV-1a, 64 bits
	for i := 0; i < len(name); i++ {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return Numbered(seed, h)
}

// Numbered is Named for a stream whose name is a number, such as a link's.
func Numbered(seed, name uint64) Stream { return Stream{mix(mix(seed+gamma) ^ name)} }

func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// Uint64 returns the next 64 bits.
func (s *Stream) Uint64() uint64 {
	s.state += gamma
	return mix(s.state)
}

// State returns the stream's position, for digests.
func (s *Stream) State() uint64 { return s.state }

// Below returns a uniform integer in [0, n), without bias; 0 when n is 0 or 1.
// Source: Lemire, "Fast random integer generation in an interval", 2019, in its
// 32-bit form (a 128-bit product is slow in wasm); plain rejection above 2^32.
func (s *Stream) Below(n uint64) uint64 {
	if n <= 1 {
		return 0
	}
	if n > math.MaxUint32 {
		return s.belowLarge(n)
	}
	product := (s.Uint64() >> 32) * n
	if low := uint32(product); uint64(low) < n {
		for threshold := -uint32(n) % uint32(n); low < threshold; low = uint32(product) {
			product = (s.Uint64() >> 32) * n
		}
	}
	return product >> 32
}

func (s *Stream) belowLarge(n uint64) uint64 {
	limit := math.MaxUint64 - math.MaxUint64%n
	for {
		if x := s.Uint64(); x < limit {
			return x % n
		}
	}
}

// Chance reports true with probability perMillion / 1,000,000. It always spends
// one draw, so that turning a loss rate up does not shift what follows.
func (s *Stream) Chance(perMillion int64) bool {
	x := s.Uint64() >> 32
	return perMillion > 0 && x*1_000_000 < uint64(perMillion)<<32
}

// Uniform returns an integer in [lo, hi], both included; lo when hi <= lo.
func (s *Stream) Uniform(lo, hi int64) int64 {
	if hi <= lo {
		return lo
	}
	span := uint64(hi) - uint64(lo) + 1
	if span == 0 {
		return int64(s.Uint64())
	}
	return lo + int64(s.Below(span))
}

// unit returns a float strictly between 0 and 1: the midpoint of one of 2^52 cells.
func (s *Stream) unit() float64 {
	return (float64(s.Uint64()>>12) + 0.5) * (1.0 / (1 << 52))
}

// maxSample bounds every continuous sample, in the caller's unit (about 104
// days in nanoseconds), so that no conversion to an integer is out of range.
const maxSample = int64(1) << 53

func clamp(x float64) int64 {
	if !(x > 0) {
		return 0
	}
	if x >= float64(maxSample) {
		return maxSample
	}
	return int64(x)
}

// Exponential returns a sample of the exponential distribution with the given
// mean, rounded down; 0 when mean <= 0.
func (s *Stream) Exponential(mean int64) int64 {
	u := s.unit()
	if mean <= 0 {
		return 0
	}
	return clamp(-ln(u) * float64(mean))
}

// Normal returns a sample of the normal distribution, rounded down, never below 0.
// Source: P. J. Acklam's rational approximation of the inverse normal
// distribution, relative error below 1.15e-9.
func (s *Stream) Normal(mean, deviation int64) int64 {
	z := quantile(s.unit())
	return clamp(float64(mean) + float64(z*float64(deviation)))
}

// Pareto returns a sample with the given minimum and a tail of exponent
// shapePercent/100 (150 means 1.5: finite mean, infinite variance), rounded down.
// A shape below 1 percent counts as 1 percent.
func (s *Stream) Pareto(minimum, shapePercent int64) int64 {
	u := s.unit()
	if minimum <= 0 {
		return 0
	}
	shape := float64(max(shapePercent, 1)) / 100
	return clamp(float64(minimum) * exp(min(-ln(u)/shape, 700)))
}
