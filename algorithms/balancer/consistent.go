package balancer

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/exp/slices"
)

const (
	// pointsPerWeight is nginx's number of ring points for a weight of one.
	pointsPerWeight = 160
	// MaxRingWeight bounds the sum of the weights on a ring, and with it the
	// memory: 160 points of 8 bytes for each.
	MaxRingWeight = 1 << 13
)

// ringPoint is one place of a host on the ring.
type ringPoint struct {
	hash uint32
	host int32
}

// HashConsistent is nginx's "hash $key consistent" (ketama with crc32): each host
// owns 160×weight points on a ring of 32-bit hashes, a key belongs to the first
// point at or after its own hash, and a host that is not eligible is passed over
// to the next point. Adding one host to n moves about 1/(n+1) of the keys, all
// of them to the new host.
//
// The ring is built from names and weights; the hosts slice of Pick must be in the
// same order and only decides who is eligible. A host that is in the slice and
// not on the ring gets nothing.
//
// Source: nginx, src/http/modules/ngx_http_upstream_hash_module.c (compatible
// with Cache::Memcached::Fast).
type HashConsistent struct {
	names   []string
	weights []int64
	points  []ringPoint
}

// NewHashConsistent builds the ring in O(W log W) for a total weight W. The error
// names the host whose name is empty or used twice, or whose weight is negative,
// a difference in length, or a total weight above MaxRingWeight. A weight of zero
// owns no point.
func NewHashConsistent(names []string, weights []int64) (*HashConsistent, error) {
	if len(names) != len(weights) {
		return nil, fmt.Errorf("balancer: %d names and %d weights: want one weight a name", len(names), len(weights))
	}
	total := int64(0)
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		if name == "" || seen[name] {
			return nil, fmt.Errorf("balancer: host %d is named %q: want a name that no other host has", i, name)
		}
		seen[name] = true
		if weights[i] < 0 || weights[i] > MaxRingWeight {
			return nil, fmt.Errorf("balancer: host %q has weight %d: want 0 to %d", name, weights[i], MaxRingWeight)
		}
		total += weights[i]
	}
	if total > MaxRingWeight {
		return nil, fmt.Errorf("balancer: weights add up to %d: want at most %d", total, MaxRingWeight)
	}
	p := &HashConsistent{names: slices.Clone(names), weights: slices.Clone(weights)}
	p.build(total)
	return p, nil
}

// build lays out and sorts the points. Of points with equal hashes the earliest
// host's stays.
func (p *HashConsistent) build(total int64) {
	points := make([]ringPoint, 0, total*pointsPerWeight)
	for i, name := range p.names {
		host, port := splitPort(name)
		base := crcAdd(^uint32(0), []byte(host))
		base = crcAdd(base, []byte{0})
		base = crcAdd(base, []byte(port))
		previous := uint32(0)
		for range p.weights[i] * pointsPerWeight {
			little := []byte{byte(previous), byte(previous >> 8), byte(previous >> 16), byte(previous >> 24)}
			previous = ^crcAdd(base, little)
			points = append(points, ringPoint{hash: previous, host: int32(i)})
		}
	}
	slices.SortFunc(points, func(a, b ringPoint) int {
		if a.hash != b.hash {
			return order(a.hash, b.hash)
		}
		return order(uint32(a.host), uint32(b.host))
	})
	p.points = slices.CompactFunc(points, func(a, b ringPoint) bool { return a.hash == b.hash })
}

// order is -1, 0 or 1.
func order(a, b uint32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// splitPort cuts "host:8080" into host and port; a name without a numeric port is
// all host, and "unix:" is not part of a socket's path.
func splitPort(name string) (host, port string) {
	if len(name) >= 5 && strings.EqualFold(name[:5], "unix:") {
		return name[5:], ""
	}
	colon := strings.LastIndexByte(name, ':')
	if colon < 0 || strings.Trim(name[colon+1:], "0123456789") != "" {
		return name, ""
	}
	return name[:colon], name[colon+1:]
}

// Pick hashes the decimal text of key.
func (p *HashConsistent) Pick(hosts []Host, key uint64, _ Source) int {
	var buf [20]byte
	return p.PickText(hosts, strconv.AppendUint(buf[:0], key, 10))
}

// PickText finds the owner of key in O(log W), plus the points passed over.
func (p *HashConsistent) PickText(hosts []Host, key []byte) int {
	hash := ^crcAdd(^uint32(0), key)
	lo, hi := 0, len(p.points)
	for lo < hi {
		middle := (lo + hi) / 2
		if p.points[middle].hash < hash {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	for range p.points {
		if lo >= len(p.points) {
			lo = 0
		}
		i := int(p.points[lo].host)
		if i < len(hosts) && hosts[i].Eligible() {
			return i
		}
		lo++
	}
	return -1
}

// Add puts a further host at the end of the list and rebuilds the ring. The errors
// are those of NewHashConsistent; the ring stays as it was.
func (p *HashConsistent) Add(name string, weight int64) error {
	grown, err := NewHashConsistent(append(slices.Clone(p.names), name), append(slices.Clone(p.weights), weight))
	if err != nil {
		return err
	}
	*p = *grown
	return nil
}

// Remove takes host i off the ring and rebuilds it.
func (p *HashConsistent) Remove(i int) {
	if i < 0 || i >= len(p.names) {
		return
	}
	p.names, p.weights = cut(p.names, i), cut(p.weights, i)
	total := int64(0)
	for _, w := range p.weights {
		total += w
	}
	p.build(total)
}
