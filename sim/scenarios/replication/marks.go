package replication

import "math/bits"

// marks is a set of positions. It forgets from below, a whole word at a time.
type marks struct {
	base  int64 // a multiple of 64: nothing up to here is known
	words []uint64
}

const wordsKept = 64 // before it is worth forgetting

func (m *marks) add(pos int64) {
	at := pos - 1 - m.base
	if at < 0 {
		return
	}
	for int64(len(m.words)) <= at/64 {
		m.words = append(m.words, 0)
	}
	m.words[at/64] |= 1 << (at % 64)
}

func (m *marks) has(pos int64) bool {
	at := pos - 1 - m.base
	return at >= 0 && at/64 < int64(len(m.words)) && m.words[at/64]>>(at%64)&1 != 0
}

func (m *marks) count() (n int64) {
	for _, w := range m.words {
		n += int64(bits.OnesCount64(w))
	}
	return n
}

// above takes out everything above pos and returns it.
func (m *marks) above(pos int64) marks {
	out := marks{base: m.base, words: append([]uint64{}, m.words...)}
	for i := range m.words {
		low := uint64(0) // the bits of this word that stand for positions up to pos
		switch kept := pos - m.base - 64*int64(i); {
		case kept >= 64:
			low = ^low
		case kept > 0:
			low = 1<<kept - 1
		}
		out.words[i] &^= low
		m.words[i] &= low
	}
	return out
}

// forget drops what is known up to pos, once that is worth while.
func (m *marks) forget(pos int64) {
	drop := min((pos-m.base)/64, int64(len(m.words)))
	if drop < wordsKept {
		return
	}
	m.words = m.words[:copy(m.words, m.words[drop:])]
	m.base += 64 * drop
}
