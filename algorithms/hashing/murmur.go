package hashing

import "math/bits"

// Murmur32 returns MurmurHash3 x86 32 of data.
//
// Source: Appleby, SMHasher, MurmurHash3.cpp (public domain).
func Murmur32[T Text](data T, seed uint32) uint32 {
	const c1, c2 = 0xcc9e2d51, 0x1b873593
	h, at := seed, 0
	for ; at+4 <= len(data); at += 4 {
		h ^= bits.RotateLeft32(little32(data, at)*c1, 15) * c2
		h = bits.RotateLeft32(h, 13)*5 + 0xe6546b64
	}
	k := uint32(0)
	for i := len(data) - 1; i >= at; i-- {
		k = k<<8 | uint32(data[i])
	}
	h ^= bits.RotateLeft32(k*c1, 15) * c2
	h ^= uint32(len(data))
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

const (
	murmurC1 uint64 = 0x87c37b91114253d5
	murmurC2 uint64 = 0x4cf5ad432745937f
)

// Murmur128 returns the two halves of MurmurHash3 x64 128 of data.
//
// Source: Appleby, SMHasher, MurmurHash3.cpp (public domain).
func Murmur128[T Text](data T, seed uint32) (h1, h2 uint64) {
	h1, h2 = uint64(seed), uint64(seed)
	at := 0
	for ; at+16 <= len(data); at += 16 {
		h1 ^= bits.RotateLeft64(little64(data, at)*murmurC1, 31) * murmurC2
		h1 = (bits.RotateLeft64(h1, 27)+h2)*5 + 0x52dce729
		h2 ^= bits.RotateLeft64(little64(data, at+8)*murmurC2, 33) * murmurC1
		h2 = (bits.RotateLeft64(h2, 31)+h1)*5 + 0x38495ab5
	}
	k1, k2 := murmurTail(data, at)
	h1 ^= bits.RotateLeft64(k1*murmurC1, 31) * murmurC2
	h2 ^= bits.RotateLeft64(k2*murmurC2, 33) * murmurC1
	h1 ^= uint64(len(data))
	h2 ^= uint64(len(data))
	h1 += h2
	h2 += h1
	h1, h2 = murmurFinal(h1), murmurFinal(h2)
	h1 += h2
	return h1, h2 + h1
}

// murmurTail reads the bytes after the last whole block, little-endian.
func murmurTail[T Text](data T, at int) (k1, k2 uint64) {
	for i := len(data) - 1; i >= at+8; i-- {
		k2 = k2<<8 | uint64(data[i])
	}
	for i := min(len(data), at+8) - 1; i >= at; i-- {
		k1 = k1<<8 | uint64(data[i])
	}
	return k1, k2
}

func murmurFinal(k uint64) uint64 {
	k = (k ^ k>>33) * 0xff51afd7ed558ccd
	k = (k ^ k>>33) * 0xc4ceb9fe1a85ec53
	return k ^ k>>33
}
