package sim

import (
	"cmp"
	"math/bits"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim/internal/clone"
)

// queue holds the pending events: a 4-ary heap of 16-byte keys over a slab of
// values. Popping leaves a hole at the root that the next push fills, because
// most handlers schedule something: one sift instead of two. Cancelling marks
// the slot; its key is skipped when it comes up.
type queue struct {
	keys  []key
	items []item
	free  []uint32
	data  []Data // data[h] belongs to the item with handle h; 0 is none
	spare []uint32
	seq   uint64
	hole  bool
	full  bool // something found no slot and was lost: the run cannot go on
}

// key orders events by (time, sequence number): events at one instant keep the
// order in which they were scheduled. The slot rides in the low bits.
type key struct {
	at  uint64
	ord uint64
}

const (
	slotBits = 22
	slotMask = 1<<slotBits - 1
	usualOrd = 1 << 63 // set unless the event goes before all others of its instant
)

// maxPending bounds the pending events of a run, held and cancelled ones
// included: about 120 MB. The slot after the last takes what finds no room.
const maxPending = 1 << 20

// item is a pending event. It holds no pointer, so the garbage collector never
// looks at the slab.
type item struct {
	a, b, c, d  int64
	sent        Time
	due         Time
	cause       int64
	id          int64
	node, from  NodeID
	incarnation uint32
	generation  uint32
	data        uint32
	kind        Kind
	flags       itemFlags
}

type itemFlags uint16

const (
	flagTimer itemFlags = 1 << iota
	flagLost            // will vanish on the way
	flagCut             // lost because the link is cut
	flagCopy            // a duplicate made by the network
	flagDead            // cancelled, or free
	flagHeld            // waits for its paused node
	flagWake            // the end of a pause
	flagLate            // delayed by hand
	flagWork            // a timer that stands still while its node is paused
)

// less is branch-free: the borrow of a 128-bit subtraction.
func less(a, b *key) uint64 {
	_, borrow := bits.Sub64(a.ord, b.ord, 0)
	_, borrow = bits.Sub64(a.at, b.at, borrow)
	return borrow
}

// reserve returns a free slot, ready to be filled.
func (q *queue) reserve() uint32 {
	if n := len(q.free); n > 0 {
		slot := q.free[n-1]
		q.free = q.free[:n-1]
		return slot
	}
	return q.grow()
}

// grow adds a slot. The one after the last marks the queue as full.
func (q *queue) grow() uint32 {
	if len(q.items) >= maxPending {
		q.full = true
		if len(q.items) > maxPending {
			return maxPending
		}
	}
	q.items = append(q.items, item{})
	return uint32(len(q.items) - 1)
}

// release gives a slot back; its generation moves on, so old handles miss.
func (q *queue) release(slot uint32) {
	it := &q.items[slot]
	if it.data != 0 {
		q.data[it.data] = nil
		q.spare = append(q.spare, it.data)
		it.data = 0
	}
	it.generation++
	it.flags = flagDead
	q.free = append(q.free, slot)
}

func (q *queue) hold(d Data) uint32 {
	if d == nil {
		return 0
	}
	if n := len(q.spare); n > 0 {
		h := q.spare[n-1]
		q.spare = q.spare[:n-1]
		q.data[h] = d
		return h
	}
	if len(q.data) == 0 {
		q.data = append(q.data, nil)
	}
	q.data = append(q.data, d)
	return uint32(len(q.data) - 1)
}

// push schedules a filled slot for time at.
func (q *queue) push(at Time, slot uint32) { q.insert(at, slot, usualOrd) }

// pushFirst schedules a filled slot for time at, before all that push put there.
func (q *queue) pushFirst(at Time, slot uint32) { q.insert(at, slot, 0) }

func (q *queue) insert(at Time, slot uint32, class uint64) {
	if slot == maxPending {
		q.items[slot].flags |= flagDead
		return
	}
	q.seq++
	k := key{uint64(at), class | q.seq<<slotBits | uint64(slot)}
	if q.hole {
		q.hole = false
		q.down(k)
		return
	}
	q.keys = append(q.keys, k)
	q.up(len(q.keys) - 1)
}

// next returns the earliest key that was not cancelled, without taking it.
func (q *queue) next() (Time, uint32, bool) {
	for {
		if q.hole {
			q.fill()
		}
		if len(q.keys) == 0 {
			return Never, 0, false
		}
		slot := uint32(q.keys[0].ord & slotMask)
		if q.items[slot].flags&flagDead == 0 {
			return Time(q.keys[0].at), slot, true
		}
		q.hole = true
		q.release(slot)
	}
}

// take removes the key that next returned. The slot stays reserved until it is
// released.
func (q *queue) take() { q.hole = true }

func (q *queue) fill() {
	q.hole = false
	last := len(q.keys) - 1
	k := q.keys[last]
	q.keys = q.keys[:last]
	if last > 0 {
		q.down(k)
	}
}

// down sinks k from the root.
func (q *queue) down(k key) {
	keys := q.keys
	i, n := 0, len(keys)
	for {
		child := 4*i + 1
		if child+3 >= n {
			break
		}
		four := keys[child : child+4 : child+4]
		left := less(&four[1], &four[0])
		right := 2 + less(&four[3], &four[2])
		pick := left ^ ((left ^ right) & -less(&four[right&3], &four[left&3]))
		best := &four[pick&3]
		if less(best, &k) == 0 {
			keys[i] = k
			return
		}
		keys[i] = *best
		i = child + int(pick&3)
	}
	q.downTail(k, i)
}

// downTail finishes down where a node has fewer than four children.
func (q *queue) downTail(k key, i int) {
	keys := q.keys
	for {
		child := 4*i + 1
		if child >= len(keys) {
			break
		}
		best := child
		for j := child + 1; j < min(child+4, len(keys)); j++ {
			if less(&keys[j], &keys[best]) == 1 {
				best = j
			}
		}
		if less(&keys[best], &k) == 0 {
			break
		}
		keys[i] = keys[best]
		i = best
	}
	keys[i] = k
}

func (q *queue) up(i int) {
	keys := q.keys
	k := keys[i]
	for i > 0 {
		parent := (i - 1) / 4
		if less(&k, &keys[parent]) == 0 {
			break
		}
		keys[i] = keys[parent]
		i = parent
	}
	keys[i] = k
}

// takeOut removes the keys of the slots that out picks and returns the slots, in the
// order in which they were due. The slots stay reserved.
func (q *queue) takeOut(out func(*item) bool) (list []uint32) {
	if q.hole {
		q.fill()
	}
	slices.SortFunc(q.keys, func(a, b key) int { // sorted keys are a heap, too
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.ord, b.ord))
	})
	kept := q.keys[:0]
	for _, k := range q.keys {
		if slot := uint32(k.ord & slotMask); out(&q.items[slot]) {
			list = append(list, slot)
			continue
		}
		kept = append(kept, k)
	}
	q.keys = kept
	return list
}

// hash folds everything that is still to happen into a digest.
func (q *queue) hash(d uint64) uint64 {
	for i := range q.items {
		it := &q.items[i]
		if it.flags&flagDead != 0 {
			continue
		}
		for _, word := range [...]uint64{uint64(it.due), uint64(it.a), uint64(it.b), uint64(it.c), uint64(it.d), uint64(it.id),
			uint64(uint32(it.node))<<32 | uint64(uint32(it.from)), uint64(it.kind)<<16 | uint64(it.flags&^flagWork)} {
			d = clone.Mix(d, word)
		}
		if it.data != 0 {
			for _, word := range q.data[it.data] {
				d = clone.Mix(d, uint64(word))
			}
		}
	}
	return d
}
