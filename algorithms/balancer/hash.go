package balancer

import (
	"hash/crc32"
	"strconv"
)

// maxRehash is after how many unusable answers nginx gives up hashing.
const maxRehash = 20

// HashModulo sends one key always to the same host as long as the list and its
// weights stay the same: nginx's "hash $key" (and the idea of ip_hash). The hash
// (crc32(key)>>16)&0x7fff, modulo the total weight, walks the weights; a host
// that is not Ready is rehashed around up to 20 times by putting the attempt's
// number before the key, and then smooth weighted round robin decides. Keys of
// other hosts do not move when a host goes down, but almost all move when the
// list or a weight changes: see HashConsistent.
//
// A numeric key is hashed as its decimal text. The hash has 15 bits: beyond a
// total weight of 32,768 the last hosts are reached by rehashing only. The zero
// value is ready to use.
//
// Source: nginx, src/http/modules/ngx_http_upstream_hash_module.c.
type HashModulo struct {
	fallback SmoothWeighted
}

// Pick hashes the decimal text of key.
func (p *HashModulo) Pick(hosts []Host, key uint64, _ Source) int {
	var buf [20]byte
	return p.PickText(hosts, strconv.AppendUint(buf[:0], key, 10))
}

// PickText hashes key as it is, such as a client address, in O(n).
func (p *HashModulo) PickText(hosts []Host, key []byte) int {
	total, eligible := uint64(0), false
	for _, h := range hosts {
		total += uint64(h.weight())
		eligible = eligible || h.Eligible()
	}
	if !eligible {
		return -1
	}
	sum := uint64(0)
	for attempt := range uint64(maxRehash) + 1 {
		crc := ^uint32(0)
		if attempt > 0 {
			var buf [20]byte
			crc = crcAdd(crc, strconv.AppendUint(buf[:0], attempt, 10))
		}
		sum += uint64((^crcAdd(crc, key) >> 16) & 0x7fff)
		if i := walkWeights(hosts, sum%total); hosts[i].Eligible() {
			return i
		}
	}
	return p.fallback.Pick(hosts, 0, nil)
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
