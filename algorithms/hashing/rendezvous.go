package hashing

import (
	"fmt"
	"math"

	"golang.org/x/exp/slices"
)

// Rendezvous is highest-random-weight hashing: every server gets a score for a
// key, and the highest wins; of equal scores the one whose name is smaller. There
// is no ring and no table: a lookup looks at every server.
//
// Source: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit
// Rates", 1998; the mixing function is that of go-rendezvous (xorshift64*).
type Rendezvous struct {
	function Function
	names    []string
	hashes   []uint64
	weights  []float64 // nil when all are equal
}

// NewRendezvous takes servers of equal weight. The error names a server whose name
// is empty or used twice.
func NewRendezvous(function Function, names []string) (*Rendezvous, error) {
	seen := make(map[string]bool, len(names))
	r := &Rendezvous{function: function, names: slices.Clone(names)}
	for i, name := range names {
		if name == "" || seen[name] {
			return nil, fmt.Errorf("hashing: server %d is named %q: want a name that no other server has", i, name)
		}
		seen[name] = true
		r.hashes = append(r.hashes, function.Sum(name))
	}
	return r, nil
}

// NewWeightedRendezvous gives each server a share of the keys in proportion to its
// weight; changing one weight moves keys only to or from that server. The error
// names a weight that is negative or not finite, or a difference in length.
//
// Source: Schindelhauer and Schomaker, "Weighted Distributed Hash Tables",
// SPAA 2005 (the logarithmic method): the score is -w/ln u.
func NewWeightedRendezvous(function Function, names []string, weights []float64) (*Rendezvous, error) {
	if len(names) != len(weights) {
		return nil, fmt.Errorf("hashing: %d names and %d weights: want one weight a name", len(names), len(weights))
	}
	for i, w := range weights {
		if !(w >= 0 && w <= math.MaxFloat64) {
			return nil, fmt.Errorf("hashing: server %q has weight %v: want a finite number from 0", names[i], w)
		}
	}
	r, err := NewRendezvous(function, names)
	if err != nil {
		return nil, err
	}
	r.weights = slices.Clone(weights)
	return r, nil
}

// Owner returns the server of a key; -1 when there is none. O(n).
func (r *Rendezvous) Owner(key string) int { return r.Locate(r.function.Sum(key)) }

// Locate returns the server of a key's hash; -1 when there is none. O(n).
func (r *Rendezvous) Locate(hash uint64) int {
	best := -1
	top := score{}
	for i := range r.hashes {
		if s := r.score(hash, i); s.exists && (best < 0 || r.beats(s, i, top, best)) {
			best, top = i, s
		}
	}
	return best
}

// Replicas appends to dst the n servers with the highest scores, the owner first,
// and returns it. O(n·servers); it allocates nothing if dst has room.
func (r *Rendezvous) Replicas(dst []int, hash uint64, n int) []int {
	start := len(dst)
	for len(dst)-start < n {
		best, top := -1, score{}
		for i := range r.hashes {
			s := r.score(hash, i)
			if s.exists && !slices.Contains(dst[start:], i) && (best < 0 || r.beats(s, i, top, best)) {
				best, top = i, s
			}
		}
		if best < 0 {
			break
		}
		dst = append(dst, best)
	}
	return dst
}

// score orders servers for one key: by the weighted score, and where that is equal
// by the hash it was made from. A server of weight 0 has none.
type score struct {
	weighted float64
	mixed    uint64
	exists   bool
}

func (r *Rendezvous) score(hash uint64, i int) score {
	x := xorshiftStar(hash ^ r.hashes[i])
	if r.weights == nil {
		return score{mixed: x, exists: true}
	}
	if r.weights[i] == 0 {
		return score{}
	}
	// The middle of one of 2^52 cells of (0,1): neither end can occur.
	u := float64(float64(x>>12)+0.5) * 0x1p-52
	return score{r.weights[i] / -lnUnit(u), x, true}
}

// beats reports whether server i with score s comes before the best so far.
func (r *Rendezvous) beats(s score, i int, top score, best int) bool {
	switch {
	case s.weighted != top.weighted:
		return s.weighted > top.weighted
	case s.mixed != top.mixed:
		return s.mixed > top.mixed
	}
	return r.names[i] < r.names[best]
}

// xorshiftStar is one step of the generator xorshift64*.
func xorshiftStar(x uint64) uint64 {
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	return x * 2685821657736338717
}
