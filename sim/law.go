package sim

// Law numbers a scenario's laws; it indexes Scenario.Laws.
type Law int

// LawState is how a law stands.
type LawState struct {
	Holds     bool     // now
	Pending   bool     // a liveness law whose deadline is running
	Since     Time     // when the deadline began to run
	Broken    int64    // the first step in which it did not hold; 0 is never
	BrokenAt  Time     // and its virtual time
	Violation [4]int64 // what Require was given then
}

// Laws is how a model states its laws after each step.
type Laws struct {
	r *Run
}

// Now returns the virtual time.
func (l *Laws) Now() Time { return l.r.w.now }

// Param returns parameter i, as Ctx.Param.
func (l *Laws) Param(i int) int64 { return l.r.w.params[i][0] }

// Status returns how a node fares.
func (l *Laws) Status(n NodeID) NodeStatus { return l.r.w.nodes[n].status }

// Slow returns how long a fault makes a node's work take, in thousandths of the usual.
func (l *Laws) Slow(n NodeID) int64 { return l.r.w.nodes[n].slow }

// Impaired reports whether a fault makes some link lose, double, reorder or delay
// messages. A link that is cut is not counted, nor a node that fails: a model may
// promise something in spite of these.
func (l *Laws) Impaired() bool {
	for i := range l.r.w.links.all {
		if l.r.w.links.all[i].impaired() {
			return true
		}
	}
	return false
}

// Clock returns what a node's own clock shows, as Ctx.Clock.
func (l *Laws) Clock(n NodeID) Time { return l.r.clock(n) }

// Require states that a safety law holds in this step. The arguments explain a
// violation: they fill {a} … {d} of LawSpec.Broken.
func (l *Laws) Require(law Law, holds bool, args ...int64) {
	s := &l.r.w.laws[law]
	s.Holds = holds
	if !holds && s.Broken == 0 {
		s.Broken, s.BrokenAt = l.r.w.step, l.r.w.now
		copy(s.Violation[:], args)
	}
}

// Within states a liveness law: whenever premise holds, goal is reached within
// limit. The clock stops when the premise fails or the goal is reached.
func (l *Laws) Within(law Law, premise, goal bool, limit Time, args ...int64) {
	s := &l.r.w.laws[law]
	if !premise || goal {
		s.Pending, s.Holds = false, true
		return
	}
	if !s.Pending {
		s.Pending, s.Since = true, l.r.w.now
	}
	l.Require(law, l.r.w.now-s.Since <= limit, args...)
}

// SinceFault returns how long ago the last fault began or ended, and false while
// one is in force: a node down, paused or slow, a clock off its usual skew, a link cut or
// impaired, a message delayed by hand that has not arrived. Dropping, duplicating or delivering
// a message by hand is in force for that step only: what a protocol promises once
// faults end is promised from then on.
func (l *Laws) SinceFault() (Time, bool) {
	return l.r.w.now - l.r.w.faultAt, l.r.w.faults == 0 && !l.r.record.byHand()
}

// Well reports whether a node runs as it should: up, at its usual speed, with the
// right time. With Clear it is for laws that hold while a fault stands elsewhere.
func (l *Laws) Well(n NodeID) bool {
	s := &l.r.w.nodes[n]
	return s.status == Up && s.slow == slowUnit && !l.r.skewed(n)
}

// Clear reports whether messages pass between two linked nodes as usual, both ways:
// no cut, loss, lag, copy or new order, and nothing delayed by hand that has not
// arrived. In a step in which a person changed a message's fate no link is clear.
func (l *Laws) Clear(a, b NodeID) bool {
	return !l.r.record.byHand() && (l.r.w.faults == 0 || l.r.clear(a, b) && l.r.clear(b, a))
}

// Cut reports whether nothing passes from one node to another now; the way back
// may be open.
func (l *Laws) Cut(from, to NodeID) bool {
	k := l.r.w.links.find(from, to)
	return k != nil && k.cut
}

// Backlog returns how long the message that is last in the order of a link is still
// under way. Once a lag has ended, what is sent then queues behind what it held up,
// as on one TCP connection: the link is Clear long before its messages are on time.
func (l *Laws) Backlog(from, to NodeID) Time {
	if k := l.r.w.links.find(from, to); k != nil {
		return max(k.last-l.r.w.now, 0)
	}
	return 0
}

func (r *Run) clear(from, to NodeID) bool {
	if l := r.w.links.find(from, to); l != nil && (l.cut || l.impaired()) {
		return false
	}
	for slot := range r.w.queue.items {
		it := &r.w.queue.items[slot]
		if it.flags&(flagLate|flagDead) == flagLate && it.from == from && it.node == to {
			return false
		}
	}
	return true
}
