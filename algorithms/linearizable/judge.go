package linearizable

// written notes that a write has returned. That alone breaks nothing: if it is the
// first end in its cluster, it comes after all begins, and if not, it changes
// neither f nor s.
func (r *Register) written(op open) {
	c := &r.clusters[op.cluster]
	c.write = op.span
	if c.stage == unread {
		r.enter(op.cluster)
	}
	r.close(op.cluster)
}

// answer judges what a read has returned, the only event that can break anything.
func (r *Register) answer(op open) {
	at := r.byValue.find(op.Value)
	if at < 0 {
		r.found = Violation{Rule: Unwritten, Read: op.Op}
		if r.forgot && r.lowest <= op.Value && op.Value <= r.highest {
			r.found.Rule = Forgotten
		}
		return
	}
	v := &r.clusters[at]
	switch v.stage {
	case refused:
		r.found = Violation{Rule: Refused, Read: op.Op, Against: v.write.Op, Write: v.write.Op}
		return
	case folded:
		r.found = contradiction(v, &r.clusters[r.floor], op.span)
		return
	case unread: // everything that has ended may come before it
		v.first, v.last = op.span, op.span
		r.enter(at)
		return
	}
	if u, newer := r.newer(v, op.after); newer {
		r.found = contradiction(v, &r.clusters[u], op.span)
		return
	}
	if op.began > v.last.began {
		v.last = op.span
	}
	if v.stage == lined {
		r.line.set(v.place, peak{v.s(), at})
	}
	if v.stage == floored || v.place < r.settled {
		r.raise(at)
	}
}

// newer looks for a cluster that must come after v, although something of it ended
// before the read in question began, when the line was no longer than end. What was
// folded need not be looked at: it had an end before the floor's s, so nothing of it
// can have begun after an end of the floor, nor of what is in the line, which all
// came after that s. Nor need the floor be looked at from the line, for the same reason.
func (r *Register) newer(v *cluster, end int64) (int32, bool) {
	u := peak{}
	if v.stage == lined {
		u = higher(r.line.highest(r.line.head, min(v.place, end)), r.line.highest(v.place+1, end))
	} else {
		u = r.line.highest(r.line.head, end)
	}
	return u.at, u.s > v.f()
}

// enter puts a cluster of which something has just ended for the first time into the line.
func (r *Register) enter(at int32) {
	c := &r.clusters[at]
	c.stage, c.place = lined, r.line.push(peak{c.s(), at})
}

// raise makes a settled cluster the floor if its s is the largest.
func (r *Register) raise(at int32) {
	old := r.floor
	if at == old || r.clusters[at].s() < r.clusters[old].s() {
		return
	}
	r.floor = at
	if r.clusters[old].stage == floored {
		r.away(old)
	}
}

// fold takes away what no open or coming read may return.
func (r *Register) fold() {
	settled := r.line.tail
	if r.oldest > 0 {
		settled = r.ops[r.oldest-1].after
	}
	for ; r.settled < settled; r.settled++ {
		r.raise(r.line.at(r.settled).at)
	}
	for r.line.head < r.line.tail {
		at := r.line.at(r.line.head).at
		if r.clusters[at].f() > r.clusters[r.floor].s() {
			break
		}
		r.line.head++
		if at == r.floor {
			r.clusters[at].stage = floored
		} else {
			r.away(at)
		}
	}
	r.settled = max(r.settled, r.line.head)
}

// away folds a cluster. The initial value stays known.
func (r *Register) away(at int32) {
	c := &r.clusters[at]
	c.stage = folded
	if c.write.Kind != Start && !c.open {
		r.bury(at)
	}
}

// close notes that the write of a cluster is no longer open.
func (r *Register) close(at int32) {
	c := &r.clusters[at]
	c.open = false
	if c.stage == folded || c.stage == refused {
		r.bury(at)
	}
}

// bury keeps a cluster for its name alone, and recycles the oldest of those.
func (r *Register) bury(at int32) {
	if len(r.past) < Recall {
		r.past = append(r.past, at)
		return
	}
	old := r.past[r.oldPast]
	r.past[r.oldPast] = at
	r.oldPast = (r.oldPast + 1) % Recall
	value := r.clusters[old].write.Value
	if !r.forgot {
		r.forgot, r.lowest, r.highest = true, value, value
	}
	r.lowest, r.highest = min(r.lowest, value), max(r.highest, value)
	r.byValue.remove(value)
	r.spare = append(r.spare, old)
}
