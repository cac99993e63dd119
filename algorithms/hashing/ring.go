package hashing

import (
	"fmt"
	"math/bits"
	"strconv"

	"golang.org/x/exp/slices"
)

// MaxPoints bounds the points of a ring, a continuum or the weights of a table,
// and with them the memory.
const MaxPoints = 1 << 20

// Member is one server of a ring.
type Member struct {
	Name   string // what its points are made from: unique and not empty
	Weight int64  // 0 owns nothing
	Zone   string // where it stands; replicas prefer different zones
}

// Layout says how the points of a ring are made: point i of a member is the hash
// of its name, the separator and i in decimal. Envoy's ring_hash is the zero Function
// with "_"; other libraries leave the separator out.
type Layout struct {
	Function  Function
	Separator string
	Points    int64 // for a weight of one: the virtual nodes
}

// Point is one virtual node: the keys from just after the point before it up to
// and with Hash are its member's.
type Point struct {
	Hash   uint64
	Member int32 // index into Ring.Members
}

// Ring is a consistent hash ring: hash servers and keys onto one circle; a key
// belongs to the first point at or after its own hash, going round at the end.
// Of points with equal hashes the one whose member's name is smaller comes first,
// so that the owner of a key depends on the set of members only.
//
// Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997; weights
// and point names as in Envoy's ring_hash_lb.cc.
type Ring struct {
	layout  Layout
	members []Member
	points  []Point
	// index narrows a search: the points whose hash begins with the bits b stand
	// at index[b] up to index[b+1]. There are about as many such groups as points.
	index []int32
	shift uint8 // how many bits do not count
	// holders members have points; apart of them, at most, stand in different zones.
	holders, apart int
}

// NewRing builds a ring in O(p log p) for p points. The error names the member
// whose name is empty or taken, or whose weight is out of range, or the layout.
// A ring without members is a ring without owners.
func NewRing(layout Layout, members []Member) (*Ring, error) {
	if layout.Points < 1 || layout.Points > MaxPoints {
		return nil, fmt.Errorf("hashing: %d points for a weight of one: want 1 to %d", layout.Points, MaxPoints)
	}
	if _, err := checkMembers(members, layout.Points); err != nil {
		return nil, err
	}
	r := &Ring{layout: layout, members: slices.Clone(members)}
	for i := range members {
		r.points = r.appendPoints(r.points, i)
	}
	r.sort(r.points)
	r.reindex()
	return r, nil
}

// reindex groups the points by the first bits of their hashes, in O(p).
func (r *Ring) reindex() {
	wide := bits.Len(uint(len(r.points)))
	r.shift = uint8(64 - wide)
	r.index = slices.Grow(r.index[:0], 1<<wide+1)[:1<<wide+1]
	at := int32(0)
	for b := range r.index {
		for int(at) < len(r.points) && r.points[at].Hash>>r.shift < uint64(b) {
			at++
		}
		r.index[b] = at
	}
	r.countZones()
}

// countZones finds out how many replicas there can be, so that a search for one
// more does not go all the way round.
func (r *Ring) countZones() {
	zones := map[string]bool{}
	r.holders, r.apart = 0, 0
	for _, m := range r.members {
		if m.Weight == 0 {
			continue
		}
		r.holders++
		if m.Zone == "" || !zones[m.Zone] {
			r.apart++
		}
		zones[m.Zone] = true
	}
}

// appendPoints adds the points of member i, unsorted.
func (r *Ring) appendPoints(points []Point, i int) []Point {
	m := &r.members[i]
	name := m.Name + r.layout.Separator
	for n := range m.Weight * r.layout.Points {
		points = append(points, Point{r.layout.Function.Sum(name + strconv.FormatInt(n, 10)), int32(i)})
	}
	return points
}

func (r *Ring) sort(points []Point) {
	slices.SortFunc(points, func(a, b Point) int {
		if a.Hash != b.Hash {
			return compare(a.Hash, b.Hash)
		}
		return r.compareNames(a, b)
	})
}

func (r *Ring) compareNames(a, b Point) int {
	switch x, y := r.members[a.Member].Name, r.members[b.Member].Name; {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// Add puts a member at the end of the list and merges its k points in, in
// O(p + k log k). The errors are those of NewRing; the ring stays as it was.
func (r *Ring) Add(m Member) error {
	grown := append(slices.Clone(r.members), m)
	if _, err := checkMembers(grown, r.layout.Points); err != nil {
		return err
	}
	r.members = grown
	fresh := r.appendPoints(nil, len(grown)-1)
	r.sort(fresh)
	old := r.points
	merged := make([]Point, 0, len(old)+len(fresh))
	for len(old) > 0 && len(fresh) > 0 {
		a, b := old[0], fresh[0]
		if a.Hash < b.Hash || a.Hash == b.Hash && r.compareNames(a, b) <= 0 {
			merged, old = append(merged, a), old[1:]
		} else {
			merged, fresh = append(merged, b), fresh[1:]
		}
	}
	r.points = append(append(merged, old...), fresh...)
	r.reindex()
	return nil
}

// Remove takes a member off the ring in O(p); the members after it move up by one.
// It reports whether there was one of that name.
func (r *Ring) Remove(name string) bool {
	gone := int32(slices.IndexFunc(r.members, func(m Member) bool { return m.Name == name }))
	if gone < 0 {
		return false
	}
	r.members = slices.Delete(slices.Clone(r.members), int(gone), int(gone)+1)
	kept := r.points[:0]
	for _, p := range r.points {
		if p.Member == gone {
			continue
		}
		if p.Member > gone {
			p.Member--
		}
		kept = append(kept, p)
	}
	r.points = kept
	r.reindex()
	return true
}

// Members returns the members in the order in which they were given. It must not
// be changed.
func (r *Ring) Members() []Member { return r.members }

// Points returns the points in ascending order. It must not be changed.
func (r *Ring) Points() []Point { return r.points }

// Hash returns the place of a key on the circle.
func (r *Ring) Hash(key string) uint64 { return r.layout.Function.Sum(key) }

// Owner returns the member that owns a key; -1 when there is none. See Search.
func (r *Ring) Owner(key string) int { return r.Locate(r.Hash(key)) }

// Locate returns the member that owns a place; -1 when there is none. See Search.
func (r *Ring) Locate(hash uint64) int {
	if len(r.points) == 0 {
		return -1
	}
	return int(r.points[r.Search(hash)].Member)
}

// Search returns the index of the first point at or after hash, 0 beyond the last
// one and on a ring without points. Constant time for a hash function that spreads well,
// O(log p) for any.
func (r *Ring) Search(hash uint64) int {
	if len(r.points) == 0 {
		return 0
	}
	group := hash >> r.shift
	lo, hi := int(r.index[group]), int(r.index[group+1])
	for lo < hi {
		if middle := int(uint(lo+hi) >> 1); r.points[middle].Hash < hash {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	if lo == len(r.points) {
		return 0
	}
	return lo
}

// Replicas appends to dst the n distinct members that hold a place, the owner
// first, and returns it: clockwise, and as long as there are any, members of zones
// not chosen yet. Fewer are appended when fewer have points. An empty Zone is like no
// other. It allocates nothing if dst has room.
//
// Source: DeCandia et al., "Dynamo", SOSP 2007, section 4.3 (preference list).
func (r *Ring) Replicas(dst []int, hash uint64, n int) []int {
	if len(r.points) == 0 {
		return dst
	}
	start, first := len(dst), r.Search(hash)
	for _, limit := range [2]int{min(n, r.apart), min(n, r.holders)} {
		for i := 0; i < len(r.points) && len(dst)-start < limit; i++ {
			at := first + i
			if at >= len(r.points) {
				at -= len(r.points)
			}
			if m := int(r.points[at].Member); r.fits(dst[start:], m, len(dst)-start < r.apart) {
				dst = append(dst, m)
			}
		}
	}
	return dst
}

// fits reports whether m may join the chosen: it is not one of them and, when they
// are to stand apart, not in the zone of one.
func (r *Ring) fits(chosen []int, m int, apart bool) bool {
	zone := r.members[m].Zone
	for _, c := range chosen {
		if c == m || apart && zone != "" && r.members[c].Zone == zone {
			return false
		}
	}
	return true
}

// Shares returns how much of the circle each member owns; all ones add up to 1,
// or to 0 for a ring without points.
func (r *Ring) Shares() []float64 {
	arcs := make([]uint64, len(r.members))
	shares := make([]float64, len(r.members))
	if len(r.points) == 0 {
		return shares
	}
	before := r.points[len(r.points)-1].Hash
	whole := true
	for _, p := range r.points {
		arcs[p.Member] += p.Hash - before
		whole = whole && p.Member == r.points[0].Member
		before = p.Hash
	}
	for i, arc := range arcs {
		shares[i] = float64(arc) / 0x1p64
	}
	if whole { // 2^64 does not fit
		shares[r.points[0].Member] = 1
	}
	return shares
}
