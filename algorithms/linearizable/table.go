package linearizable

// table finds the index kept under a key. It is a hash table without buckets or
// marks: once it is large enough, putting and removing allocate nothing, and it is
// never walked through. The zero table is empty.
type table struct {
	slots []slot // a power of two of them
	used  int
}

type slot struct {
	key int64
	at  int32 // the index + 1; 0 is a free slot
}

func (t *table) home(key int64) int {
	const golden = 0x9e3779b97f4a7c15 // 2⁶⁴/φ: Knuth, TAOCP 3, 6.4
	return int(uint64(key) * golden >> 33 & uint64(len(t.slots)-1))
}

// find returns the index under a key, or -1.
func (t *table) find(key int64) int32 {
	if t.used == 0 {
		return -1
	}
	for i := t.home(key); t.slots[i].at != 0; i = (i + 1) & (len(t.slots) - 1) {
		if t.slots[i].key == key {
			return t.slots[i].at - 1
		}
	}
	return -1
}

// put keeps an index under a key that is not there yet.
func (t *table) put(key int64, index int32) {
	if t.used*4 >= len(t.slots)*3 {
		old := t.slots
		t.slots, t.used = make([]slot, max(8, 2*len(old))), 0
		for _, s := range old {
			if s.at != 0 {
				t.put(s.key, s.at-1)
			}
		}
	}
	i := t.home(key)
	for t.slots[i].at != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = slot{key, index + 1}
	t.used++
}

// remove forgets a key, if it is there. Those behind it move up, so that no gap
// parts them from their home.
func (t *table) remove(key int64) {
	if t.find(key) < 0 {
		return
	}
	mask := len(t.slots) - 1
	gap := t.home(key)
	for t.slots[gap].key != key {
		gap = (gap + 1) & mask
	}
	for i := (gap + 1) & mask; t.slots[i].at != 0; i = (i + 1) & mask {
		if (i-t.home(t.slots[i].key))&mask >= (i-gap)&mask {
			t.slots[gap] = t.slots[i]
			gap = i
		}
	}
	t.slots[gap] = slot{}
	t.used--
}
