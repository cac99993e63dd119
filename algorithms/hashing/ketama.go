package hashing

import (
	"crypto/md5"
	"fmt"
	"math"
	"strconv"

	"golang.org/x/exp/slices"
)

// KetamaPoint is one of a server's places on a ketama continuum.
type KetamaPoint struct {
	Hash   uint32
	Server int32
}

// Ketama is the continuum of libketama, which many memcached clients share: with
// equal weights 40 md5 sums a server give four points each. The number of sums
// is rounded down from a share computed in 32-bit floats, so one changed weight
// may move points of every server. Of points with equal hashes the earlier server's
// comes first.
//
// Source: Jones, libketama (github.com/RJ/ketama), ketama_create_continuum.
type Ketama struct {
	points []KetamaPoint
}

// NewKetama builds the continuum in O(p log p) for p points. Names are addresses
// with a port, as in a server list. The error names the member at fault; an empty
// list gives an empty continuum.
func NewKetama(members []Member) (*Ketama, error) {
	total, err := checkMembers(members, 1)
	if err != nil {
		return nil, err
	}
	if len(members) > MaxPoints/160 {
		return nil, fmt.Errorf("hashing: %d members on a continuum: want at most %d", len(members), MaxPoints/160)
	}
	k := &Ketama{}
	for i, m := range members {
		if m.Weight == 0 {
			continue // and total is not zero
		}
		share := float64(float32(m.Weight) / float32(total))
		sums := int(math.Floor(float64(float32(float64(share*40) * float64(len(members))))))
		for n := range sums {
			digest := md5.Sum([]byte(m.Name + "-" + strconv.Itoa(n)))
			for at := 0; at < md5.Size; at += 4 {
				k.points = append(k.points, KetamaPoint{little32(digest[:], at), int32(i)})
			}
		}
	}
	slices.SortStableFunc(k.points, func(a, b KetamaPoint) int { return compare(uint64(a.Hash), uint64(b.Hash)) })
	return k, nil
}

// KetamaHash returns the place of a key: the first four bytes of its md5 sum,
// little-endian.
func KetamaHash(key string) uint32 {
	// Short keys are copied to the stack, so that a lookup allocates nothing.
	var buf [128]byte
	digest := md5.Sum(append(buf[:0], key...))
	return little32(digest[:], 0)
}

// Points returns the continuum in ascending order. It must not be changed.
func (k *Ketama) Points() []KetamaPoint { return k.points }

// Owner returns the server of a key as an index into NewKetama's list; -1 when
// there is none.
func (k *Ketama) Owner(key string) int { return k.Locate(KetamaHash(key)) }

// Locate returns the server of the first point at or after hash, going round at
// the end; -1 when there is none.
func (k *Ketama) Locate(hash uint32) int {
	if len(k.points) == 0 {
		return -1
	}
	lo, hi := 0, len(k.points)
	for lo < hi {
		if middle := (lo + hi) / 2; k.points[middle].Hash < hash {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	if lo == len(k.points) {
		lo = 0
	}
	return int(k.points[lo].Server)
}

// checkMembers adds up weights. The error names the member whose name is empty or
// taken, or whose weight is out of range, or says that there are too many points.
func checkMembers(members []Member, perWeight int64) (total int64, err error) {
	seen := make(map[string]bool, len(members))
	for i, m := range members {
		if m.Name == "" || seen[m.Name] {
			return 0, fmt.Errorf("hashing: member %d is named %q: want a name that no other member has", i, m.Name)
		}
		if m.Weight < 0 || m.Weight > MaxPoints {
			return 0, fmt.Errorf("hashing: member %q has weight %d: want 0 to %d", m.Name, m.Weight, MaxPoints)
		}
		seen[m.Name] = true
		total += m.Weight
		if total > MaxPoints/max(perWeight, 1) {
			return 0, fmt.Errorf("hashing: weights up to member %q add up to %d with %d points each: want at most %d points",
				m.Name, total, perWeight, MaxPoints)
		}
	}
	return total, nil
}

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
