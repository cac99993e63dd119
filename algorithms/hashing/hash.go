package hashing

import "math/bits"

// Text is what can be hashed: a string or bytes, without a conversion between them.
type Text interface{ ~string | ~[]byte }

// Function names a 64-bit hash function. It is plain data, so that a ring can be
// copied, compared and stored.
type Function uint8

// The hash functions.
const (
	XXHash64 Function = iota // fast and well mixed; Envoy's choice
	FNV1a64                  // simple; close keys give close hashes
	Murmur64                 // the first half of MurmurHash3 x64 128; Cassandra's idea
)

// Sum returns the hash of s with seed 0. An unknown function hashes as XXHash64.
func (f Function) Sum(s string) uint64 {
	switch f {
	case FNV1a64:
		return FNV64(s)
	case Murmur64:
		h, _ := Murmur128(s, 0)
		return h
	}
	return XXH64(s, 0)
}

// Mix spreads the bits of x: splitmix64's finalizer. It is a bijection, so
// different numbers stay different.
//
// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014.
func Mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Modulo returns hash mod n: the owner in the simplest placement there is, in
// which changing n moves almost every key. It returns -1 when n is not positive.
func Modulo(hash uint64, n int) int {
	if n <= 0 {
		return -1
	}
	return int(hash % uint64(n))
}

// FNV32 returns the 32-bit FNV-1a hash of data.
//
// Source: Fowler, Noll and Vo; RFC 9923.
func FNV32[T Text](data T) uint32 {
	h := uint32(0x811c9dc5)
	for i := 0; i < len(data); i++ {
		h = (h ^ uint32(data[i])) * 0x01000193
	}
	return h
}

// FNV64 returns the 64-bit FNV-1a hash of data.
//
// Source: Fowler, Noll and Vo; RFC 9923.
func FNV64[T Text](data T) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(data); i++ {
		h = (h ^ uint64(data[i])) * 0x100000001b3
	}
	return h
}

const (
	xxPrime1 uint64 = 0x9e3779b185ebca87
	xxPrime2 uint64 = 0xc2b2ae3d27d4eb4f
	xxPrime3 uint64 = 0x165667b19e3779f9
	xxPrime4 uint64 = 0x85ebca77c2b2ae63
	xxPrime5 uint64 = 0x27d4eb2f165667c5
)

// XXH64 returns the 64-bit xxHash of data.
//
// Source: Collet, "xxHash fast digest algorithm" 0.1.1, section "XXH64".
func XXH64[T Text](data T, seed uint64) uint64 {
	at, h := 0, seed+xxPrime5
	if len(data) >= 32 {
		at, h = xxStripes(data, seed)
	}
	h += uint64(len(data))
	for ; at+8 <= len(data); at += 8 {
		h = bits.RotateLeft64(h^xxRound(0, little64(data, at)), 27)*xxPrime1 + xxPrime4
	}
	if at+4 <= len(data) {
		h = bits.RotateLeft64(h^uint64(little32(data, at))*xxPrime1, 23)*xxPrime2 + xxPrime3
		at += 4
	}
	for ; at < len(data); at++ {
		h = bits.RotateLeft64(h^uint64(data[at])*xxPrime5, 11) * xxPrime1
	}
	h = (h ^ h>>33) * xxPrime2
	h = (h ^ h>>29) * xxPrime3
	return h ^ h>>32
}

// xxStripes hashes the whole stripes of 32 bytes and returns where they end.
func xxStripes[T Text](data T, seed uint64) (int, uint64) {
	a, b, c, d := seed+xxPrime1, seed+xxPrime2, seed, seed-xxPrime1
	a += xxPrime2
	at := 0
	for ; at+32 <= len(data); at += 32 {
		a = xxRound(a, little64(data, at))
		b = xxRound(b, little64(data, at+8))
		c = xxRound(c, little64(data, at+16))
		d = xxRound(d, little64(data, at+24))
	}
	h := bits.RotateLeft64(a, 1) + bits.RotateLeft64(b, 7) + bits.RotateLeft64(c, 12) + bits.RotateLeft64(d, 18)
	for _, lane := range [4]uint64{a, b, c, d} {
		h = (h^xxRound(0, lane))*xxPrime1 + xxPrime4
	}
	return at, h
}

func xxRound(acc, lane uint64) uint64 {
	return bits.RotateLeft64(acc+lane*xxPrime2, 31) * xxPrime1
}

func little32[T Text](data T, at int) uint32 {
	return uint32(data[at]) | uint32(data[at+1])<<8 | uint32(data[at+2])<<16 | uint32(data[at+3])<<24
}

func little64[T Text](data T, at int) uint64 {
	return uint64(little32(data, at)) | uint64(little32(data, at+4))<<32
}
