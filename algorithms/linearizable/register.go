package linearizable

import "fmt"

// Recall is how many values a register still knows by name after they were folded
// away or refused.
const Recall = 64

// Register judges one register, which begins at 0. The zero Register is ready.
// It is plain data: a copy of everything it holds is a register that goes on alone.
type Register struct {
	events   int64 // begins and ends so far
	clusters []cluster
	spare    []int32 // clusters that are free
	byValue  table
	ops      []open
	spareOps []int32
	byID     table
	oldest   int32 // the open reads, in the order in which they began: 1 + an index of ops, 0 if none
	newest   int32

	line    line    // the clusters that may be read and have an operation ended, but for the floor
	settled int64   // the places before it had an operation ended before the oldest open read began
	floor   int32   // the cluster with the largest s among the settled; what had an end before its s is folded
	past    []int32 // what is kept for its name alone
	oldPast int     // the oldest of past, once there are Recall
	forgot  bool    // something was forgotten: all of that lies in [lowest, highest]
	lowest  int64
	highest int64

	found Violation
}

// stage is where a cluster stands.
type stage uint8

const (
	unread  stage = iota // its write is open or lost, and nothing of it has ended
	lined                // in the line
	floored              // out of the line, but the floor: it may still be read
	folded               // no read may return it any more
	refused              // its write had no effect
)

// cluster is the write of one value and the reads that returned it.
type cluster struct {
	write span
	first span  // the read that ended first, if that was before its write did
	last  span  // the read that began last
	place int64 // while lined
	stage stage
	open  bool // its write is
}

// f is the event at which the first of its operations ended.
func (c *cluster) f() int64 { return min(c.write.ended, c.first.ended) }

// s is the event at which the last of its operations began.
func (c *cluster) s() int64 { return max(c.write.began, c.last.began) }

// open is an operation that may still end.
type open struct {
	span
	cluster    int32 // of a write
	after      int64 // of a read: the line's end when it began
	prev, next int32 // of a read: as oldest and newest
}

// Begin says that an operation has begun, at a time of the caller's. A read's value is
// not looked at. An error says that the operation cannot be judged and was left out:
// its id is open already, or it writes 0 or a value that was written before. That a
// value comes again after it was forgotten is not noticed. O(1), but for growth.
func (r *Register) Begin(id int64, kind Kind, value, now int64) error {
	if r.found.Rule != Fine {
		return nil
	}
	r.start()
	switch {
	case kind != Read && kind != Write:
		return fmt.Errorf("operation %d is a %v: only a read or a write can begin", id, kind)
	case r.byID.find(id) >= 0:
		return fmt.Errorf("operation %d is open already: end it, or give the new one another id", id)
	case kind == Write && r.byValue.find(value) >= 0:
		return fmt.Errorf("operation %d writes %d again: every write needs a value of its own, and none the initial 0", id, value)
	}
	r.events++
	op := open{span: span{Op{ID: id, Kind: kind, Begin: now}, r.events, never}, after: r.line.tail}
	if kind == Write {
		op.Value = value
		op.cluster = r.cluster(cluster{write: op.span, first: span{ended: never}, open: true})
	}
	at := int32(len(r.ops))
	if n := len(r.spareOps); n > 0 {
		at, r.spareOps = r.spareOps[n-1], r.spareOps[:n-1]
		r.ops[at] = op
	} else {
		r.ops = append(r.ops, op)
	}
	r.byID.put(id, at)
	if kind == Read {
		r.join(at)
	}
	return nil
}

// End says that an operation has returned, a read with a value; a write's is not
// looked at. It reports whether the history so far is linearizable: once false,
// always false. An error says that no such operation is open. O(log n) for the n of
// the package's text.
func (r *Register) End(id, value, now int64) (ok bool, err error) {
	if r.found.Rule != Fine {
		return false, nil
	}
	op, err := r.leave(id)
	if err != nil {
		return true, err
	}
	r.events++
	op.Ended, op.End, op.ended = true, now, r.events
	if op.Kind == Read {
		op.Value = value
		r.answer(op)
	} else {
		r.written(op)
	}
	r.fold()
	return r.found.Rule == Fine, nil
}

// Lost says that an operation will never return. A write may take effect at any
// later time, or never; a read says nothing.
func (r *Register) Lost(id int64) error {
	if r.found.Rule != Fine {
		return nil
	}
	op, err := r.leave(id)
	if err != nil {
		return err
	}
	if op.Kind == Write {
		r.close(op.cluster)
	}
	r.fold()
	return nil
}

// Refused says that an operation has no effect, now or later. It reports as End does:
// a value that was read cannot have been refused.
func (r *Register) Refused(id int64) (ok bool, err error) {
	if r.found.Rule != Fine {
		return false, nil
	}
	op, err := r.leave(id)
	if err != nil {
		return true, err
	}
	if op.Kind == Write {
		c := &r.clusters[op.cluster]
		if c.stage != unread {
			r.found = Violation{Rule: Refused, Read: c.first.Op, Against: c.write.Op, Write: c.write.Op}
			return false, nil
		}
		c.stage = refused
		r.close(op.cluster)
	}
	r.fold()
	return true, nil
}

// Broken returns the first violation, if there is one.
func (r *Register) Broken() (Violation, bool) { return r.found, r.found.Rule != Fine }

// Open returns how many operations have begun and not ended.
func (r *Register) Open() int { return r.byID.used }

// Kept returns how many values the register holds, known by name or still
// readable: what its memory is proportional to, with Open.
func (r *Register) Kept() int { return r.byValue.used }

// start makes the cluster of the initial value, which ended before all events.
func (r *Register) start() {
	if len(r.clusters) == 0 {
		r.cluster(cluster{write: span{Op: Op{Kind: Start, Ended: true}}, first: span{ended: never}, stage: floored})
	}
}

// cluster keeps a new cluster and returns its index.
func (r *Register) cluster(c cluster) int32 {
	at := int32(len(r.clusters))
	if n := len(r.spare); n > 0 {
		at, r.spare = r.spare[n-1], r.spare[:n-1]
		r.clusters[at] = c
	} else {
		r.clusters = append(r.clusters, c)
	}
	r.byValue.put(c.write.Value, at)
	return at
}

// join puts a read at the end of the list of open reads.
func (r *Register) join(at int32) {
	r.ops[at].prev = r.newest
	if r.newest > 0 {
		r.ops[r.newest-1].next = at + 1
	} else {
		r.oldest = at + 1
	}
	r.newest = at + 1
}

// leave takes an operation out of those that are open.
func (r *Register) leave(id int64) (open, error) {
	at := r.byID.find(id)
	if at < 0 {
		return open{}, fmt.Errorf("operation %d is not open: it never began, or has ended already", id)
	}
	op := r.ops[at]
	r.byID.remove(id)
	r.ops[at] = open{}
	r.spareOps = append(r.spareOps, at)
	if op.Kind != Read {
		return op, nil
	}
	if op.prev > 0 {
		r.ops[op.prev-1].next = op.next
	} else {
		r.oldest = op.next
	}
	if op.next > 0 {
		r.ops[op.next-1].prev = op.prev
	} else {
		r.newest = op.prev
	}
	return op, nil
}
