package hashing

import (
	"fmt"
	"math/bits"
)

// Bounds of what LoadCap takes.
const (
	MaxLoad   = 1 << 40 // keys or requests
	maxFactor = 1 << 20 // numerator and denominator of a load factor
)

// LoadCap returns ⌈(num/den) · load · weight/total⌉: what a server with weight out of
// total may take at most. It is exact, which float64 is not: 1.1 × 100 / 5 is 22,
// and in floats its ceiling is 23. The error names the argument that is out of
// range: num >= den >= 1, load up to MaxLoad, 0 <= weight <= total <= MaxPoints.
//
// Source: Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded
// Loads", arXiv:1608.01350, section 1.
func LoadCap(load, weight, total, num, den int64) (int64, error) {
	switch {
	case den < 1 || num < den || num > maxFactor:
		return 0, fmt.Errorf("hashing: load factor %d/%d: want at least 1, with both at most %d", num, den, maxFactor)
	case load < 0 || load > MaxLoad:
		return 0, fmt.Errorf("hashing: load %d: want 0 to %d", load, int64(MaxLoad))
	case weight < 0 || total < 1 || weight > total || total > MaxPoints:
		return 0, fmt.Errorf("hashing: weight %d of %d: want 0 to the total, and that from 1 to %d", weight, total, MaxPoints)
	}
	divisor := uint64(den) * uint64(total)
	high, low := bits.Mul64(uint64(num)*uint64(weight), uint64(load))
	quotient, rest := bits.Div64(high, low, divisor)
	if rest > 0 {
		quotient++
	}
	return int64(quotient), nil
}

// Bounded is consistent hashing with bounded loads: a key goes to the first
// member clockwise that is below its cap. Which keys overflow depends on the order in
// which they are placed; the caps never break.
type Bounded struct {
	ring  *Ring
	caps  []int64
	loads []int64
}

// NewBounded caps the members of a ring for a total load, with a load factor of
// num/den. The errors are those of LoadCap, or that the ring has no points. The ring must not
// change while it is in use.
func NewBounded(ring *Ring, load, num, den int64) (*Bounded, error) {
	if len(ring.points) == 0 {
		return nil, fmt.Errorf("hashing: bounded loads on a ring without points: want a member with a weight")
	}
	total := int64(0)
	for i := range ring.members {
		total += ring.members[i].Weight
	}
	b := &Bounded{ring, make([]int64, len(ring.members)), make([]int64, len(ring.members))}
	for i := range ring.members {
		var err error
		if b.caps[i], err = LoadCap(load, ring.members[i].Weight, total, num, den); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Place puts one unit of load at a place of the circle and returns the member that
// takes it and how many full points were passed over. It returns -1 when all are
// full, which cannot happen within the load that NewBounded was told.
func (b *Bounded) Place(hash uint64) (member, passed int) {
	points := b.ring.points
	at := b.ring.Search(hash)
	for passed = range points {
		if m := points[at].Member; b.loads[m] < b.caps[m] {
			b.loads[m]++
			return int(m), passed
		}
		if at++; at == len(points) {
			at = 0
		}
	}
	return -1, len(points)
}

// Release takes one unit of load off a member. It reports false, and does nothing,
// when the member has none.
func (b *Bounded) Release(member int) bool {
	if member < 0 || member >= len(b.loads) || b.loads[member] == 0 {
		return false
	}
	b.loads[member]--
	return true
}

// Loads returns what each member holds. It must not be changed.
func (b *Bounded) Loads() []int64 { return b.loads }

// Caps returns what each member may hold. It must not be changed.
func (b *Bounded) Caps() []int64 { return b.caps }

// Take puts one unit of load on a member, wherever it would have gone. It reports
// false, and does nothing, when the member is full or there is no such member.
func (b *Bounded) Take(member int) bool {
	if member < 0 || member >= len(b.loads) || b.loads[member] >= b.caps[member] {
		return false
	}
	b.loads[member]++
	return true
}
