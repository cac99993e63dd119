package balancer

import (
	"hash/crc32"
	"strconv"
)

// maxRehash is after how many unusable answers nginx gives up hashing.
const maxRehash = 20

// HashModulo sends one key always to the same host as long as the list and its
// weights stay the same: nginx's "hash $key". The hash (crc32(key)>>16)&0x7fff,
// modulo the total weight, walks the weights; a host that is not Ready is rehashed
// around up to 20 times by putting the attempt's number before the key, and then
// smooth weighted round robin decides. Almost all keys move when the list or a
// weight changes: see HashConsistent.
//
// When a host goes down, the keys of the others stay. Where its own go is a matter
// of the number of hosts: a crc32 is linear, so for keys of one length the second
// hash is the first with the same bits flipped, and with 2, 4 or 8 equal hosts one
// neighbour inherits all of them. With 3 or 5 they are shared.
//
// A numeric key is hashed as its decimal text. The hash has 15 bits: beyond a
// total weight of 32,768 the last hosts are reached by rehashing only. The zero
// value is ready to use.
//
// Source: nginx, src/http/modules/ngx_http_upstream_hash_module.c.
type HashModulo struct {
	fallback SmoothWeighted
	tries    int
}

// Pick hashes the decimal text of key.
func (p *HashModulo) Pick(hosts []Host, key uint64, _ Source) int {
	var buf [20]byte
	return p.PickText(hosts, strconv.AppendUint(buf[:0], key, 10))
}

// PickText hashes key as it is, such as a client address, in O(n).
func (p *HashModulo) PickText(hosts []Host, key []byte) int {
	total, ok := hashable(hosts)
	if !ok {
		return -1
	}
	sum := uint64(0)
	for p.tries = 0; p.tries <= maxRehash; p.tries++ {
		crc := ^uint32(0)
		if p.tries > 0 {
			var buf [20]byte
			crc = crcAdd(crc, strconv.AppendInt(buf[:0], int64(p.tries), 10))
		}
		sum += uint64((^crcAdd(crc, key) >> 16) & 0x7fff)
		if i := walkWeights(hosts, sum%total); hosts[i].Eligible() {
			return i
		}
	}
	return p.fallback.Pick(hosts, 0, nil)
}

// Rehashed returns how often the last pick had to hash again, because the host the
// key belongs to is out.
func (p *HashModulo) Rehashed() int { return p.tries }

// hashable returns the total weight, of the hosts that are out, too, and whether
// one is eligible.
func hashable(hosts []Host) (total uint64, ok bool) {
	for _, h := range hosts {
		total += uint64(h.weight())
		ok = ok || h.Eligible()
	}
	return total, ok
}

// Remove forgets host i's turn in the fallback.
func (p *HashModulo) Remove(i int) { p.fallback.Remove(i) }

// walkWeights returns the host that owns place w of the weights laid end to end.
// w is below the total weight.
func walkWeights(hosts []Host, w uint64) int {
	for i, h := range hosts {
		if w < uint64(h.weight()) {
			return i
		}
		w -= uint64(h.weight())
	}
	return 0
}

// crcAdd continues a crc32 (IEEE) over p. The caller inverts before and after, as
// the polynomial's definition asks; written out because nginx chains it.
func crcAdd(crc uint32, p []byte) uint32 {
	for _, b := range p {
		crc = crc32.IEEETable[byte(crc)^b] ^ crc>>8
	}
	return crc
}
