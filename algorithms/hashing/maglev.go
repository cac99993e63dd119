package hashing

import (
	"fmt"

	"golang.org/x/exp/slices"
)

// Maglev's usual table sizes, both prime: the paper's small one, which is also
// Envoy's default, and the paper's large one.
const (
	MaglevSmall = 65537
	MaglevLarge = 655373
	maglevMost  = 5000011 // Envoy's limit
)

// Maglev is a lookup table filled by permutations: each member prefers the places of the
// table in an order of its own, and they take turns to claim one. A lookup is one
// division. All equal members own M/n places but for one; taking one away changes
// its own places and a few others (about 1 % of the table with M >> n).
//
// The table depends on the order of the members: sort them first.
//
// Source: Eisenbud et al., "Maglev", NSDI 2016, section 3.4; hashing and weights
// as in Envoy's maglev_lb.cc: offset = xxh64(name) mod M, skip = xxh64(name, seed 1)
// mod (M-1) + 1, and a member of a smaller weight misses turns.
type Maglev struct {
	offsets, skips []uint64
	weights        []int64
	table          []int32
}

// NewMaglev fills a table of m places, which must be prime, in O(M log M) on
// average for equal weights. The error names the member or the size at fault.
func NewMaglev(members []Member, m int) (*Maglev, error) {
	if m < 2 || m > maglevMost || !prime(m) {
		return nil, fmt.Errorf("hashing: a Maglev table of %d places: want a prime up to %d, such as %d", m, maglevMost, MaglevSmall)
	}
	if _, err := checkMembers(members, 1); err != nil {
		return nil, err
	}
	if len(members) > m {
		return nil, fmt.Errorf("hashing: %d members for a Maglev table of %d places: want at most as many", len(members), m)
	}
	g := &Maglev{table: make([]int32, m)}
	for _, member := range members {
		g.offsets = append(g.offsets, XXH64(member.Name, 0)%uint64(m))
		g.skips = append(g.skips, XXH64(member.Name, 1)%uint64(m-1)+1)
		g.weights = append(g.weights, member.Weight)
	}
	g.populate(nil)
	return g, nil
}

func prime(n int) bool {
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return n >= 2
}

// Rebuild fills the table again without the members that are down; a shorter list
// leaves the rest up. With nobody left every place is without an owner.
func (g *Maglev) Rebuild(down []bool) { g.populate(down) }

// populate lets the members claim places in turn. Every member that is up meets a
// free place within M tries, because its skip and M have no common divisor, so the
// loop ends.
func (g *Maglev) populate(down []bool) {
	for i := range g.table {
		g.table[i] = -1
	}
	heaviest := int64(0)
	for i, w := range g.weights {
		if i >= len(down) || !down[i] {
			heaviest = max(heaviest, w)
		}
	}
	if heaviest == 0 {
		return
	}
	m := uint64(len(g.table))
	next := slices.Clone(g.offsets)
	target := make([]int64, len(g.offsets))
	for turn, filled := int64(1), 0; ; turn++ {
		for i, w := range g.weights {
			if i < len(down) && down[i] || w == 0 || turn*w < target[i] {
				continue
			}
			target[i] += heaviest
			for g.table[next[i]] >= 0 {
				next[i] = (next[i] + g.skips[i]) % m
			}
			g.table[next[i]] = int32(i)
			if filled++; filled == len(g.table) {
				return
			}
		}
	}
}

// Owner returns the member of a key; -1 when nobody is up. O(1).
func (g *Maglev) Owner(key string) int { return g.Locate(XXH64(key, 0)) }

// Locate returns the member of a key's hash; -1 when nobody is up. O(1).
func (g *Maglev) Locate(hash uint64) int {
	if len(g.table) == 0 {
		return -1
	}
	return int(g.table[hash%uint64(len(g.table))])
}

// Table returns the owner of each place. It must not be changed.
func (g *Maglev) Table() []int32 { return g.table }
