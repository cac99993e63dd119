package sim

import (
	"reflect"

	"golang.org/x/exp/slices"
)

// NodeStatus is how a node fares.
type NodeStatus uint8

// The statuses of a node.
const (
	Up     NodeStatus = iota
	Down              // crashed: the volatile state is gone
	Paused            // stopped without knowing it: events wait
	Gone              // not part of the system now
)

// slowUnit is the fixed-point one of a node's slowness.
const slowUnit = 1000

type nodeState struct {
	node        Node
	status      NodeStatus
	incarnation uint32
	slow        int64 // time that work takes, in thousandths of the usual
	skew        Time
	pauses      uint32   // counts pauses, so that an old wake-up finds a newer pause
	held        []uint32 // slots of events waiting for a paused node
}

// frozen is what stands still with a paused node.
type frozen struct {
	at   Time     // when the pause began
	work []uint32 // slots of the work under way then, in the order in which it was due
}

// Do carries out one more action after the steps taken so far: it becomes the
// next step. One with a time that is still to come is scripted for then; any other step
// or time is ignored.
func (r *Run) Do(a Action) error {
	if len(r.spec.Actions) >= MaxActions {
		return tooManyActions()
	}
	later := r.later(a)
	if !later {
		a.Step, a.Timed, a.At = r.w.step, false, 0
	}
	o, err := r.resolve(a)
	if err != nil {
		return err
	}
	r.w.queue.next() // as Step does: cancelled events give their slots back
	n := r.w.taken
	r.spec.Actions = slices.Insert(slices.Clone(r.spec.Actions), n, a)
	r.ops = slices.Insert(slices.Clone(r.ops), n, o)
	r.heads = heads{}
	if !later {
		r.act(&r.spec.Actions[n])
	}
	return nil
}

// later reports whether an action's time is still to come.
func (r *Run) later(a Action) bool { return a.Timed && a.At > r.w.now }

func tooManyActions() error {
	most := Comma(MaxActions)
	return refused(T("한 실행에서는 "+most+"번까지만 손댈 수 있어요.", "A run takes at most "+most+" actions."),
		"a run takes at most %d actions", MaxActions)
}

// act carries out the next scripted action as a step of its own.
func (r *Run) act(a *Action) {
	o := r.ops[r.w.taken]
	done := *a
	if !done.Timed {
		done.Step = r.w.step // a timed one keeps its time: it lies between two events
	}
	nobody := len(o.near) > 0 && !r.cast(&o, &done)
	r.w.log = append(r.w.log, done)
	r.w.taken++
	r.begin(r.actionTime(a))
	node, peer := o.node, None
	if o.from != None {
		node, peer = o.from, o.to
	}
	r.record = Record{Step: r.w.step, At: r.w.now, Sent: r.w.now, Op: Acted, Action: o.kind,
		Node: node, Peer: peer, A: o.n, B: int64(o.param), C: int64(len(r.w.log) - 1)}
	switch {
	case nobody:
		r.record.Idle = true
	case len(o.near) > 0:
		r.applyMany(&o)
	default:
		r.apply(&o)
	}
	r.settle()
	r.countFaults()
	r.finish()
}

func (r *Run) apply(o *op) {
	switch o.kind {
	case opCrash, opRestart, opPause, opResume, opSlow, opSkew, opIsolate, opLeave:
		r.applyNode(o)
	case opCut, opHeal, opLoss, opDup, opReorder, opLag:
		r.applyLinks(o)
	case opDrop, opDelay, opDuplicate, opDeliver:
		r.applyMessage(o)
	case opSet:
		r.w.params[o.param] = r.sc.Params[o.param].internal(o.values)
	case opVerb:
		r.ctx.node = None
		if actor, ok := r.w.model.(Actor); ok {
			actor.Act(&r.ctx, o.verb, o.args)
		}
	}
}

func (r *Run) applyNode(o *op) {
	n := &r.w.nodes[o.node]
	switch o.kind {
	case opCrash:
		again := n.status == Down
		r.crash(o.node)
		if again || o.n > 0 { // the first crash that nothing ends needs no number
			r.lasting(o.node, Down, Time(o.n))
		}
	case opRestart:
		r.record.Idle = n.status != Down
		r.restart(o.node)
	case opPause:
		if n.status == Up {
			n.status = Paused
			r.freeze(o.node)
		}
		r.lasting(o.node, Paused, Time(o.n))
	case opResume:
		r.record.Idle = n.status != Paused
		r.wake(o.node)
	case opSlow:
		n.slow = o.n
	case opSkew:
		n.skew = Time(o.n)
	case opLeave:
		if n.status != Gone {
			r.stop(o.node, Gone)
		}
	case opIsolate:
		r.isolate(o.node, nil)
	}
}

// crash drops what the node held in memory and keeps what it wrote down.
func (r *Run) crash(id NodeID) {
	if n := &r.w.nodes[id]; n.status == Up || n.status == Paused {
		r.stop(id, Down)
	}
}

// stop ends a node's process and gives it a status of those without one.
func (r *Run) stop(id NodeID, status NodeStatus) {
	n := &r.w.nodes[id]
	for _, slot := range n.held {
		r.w.queue.release(slot)
	}
	n.held = n.held[:0]
	for _, slot := range r.w.frozen[id].work {
		r.w.queue.release(slot)
	}
	r.w.frozen[id] = frozen{}
	r.w.forget(id)
	n.status = status
	n.incarnation++
	if volatile, _ := n.node.State(); volatile != nil {
		reflect.ValueOf(volatile).Elem().SetZero()
	}
}

// holdBack keeps an event for a paused node: the node does not know it slept,
// so it sees everything on waking, in order.
func (r *Run) holdBack(slot uint32, n *nodeState) {
	it := &r.w.queue.items[slot]
	r.record.Op = HeldBack
	it.flags |= flagHeld
	n.held = append(n.held, slot)
}

// lasting says how long a pause or crash lasts from now, 0 being until someone
// ends it: the last word counts.
func (r *Run) lasting(id NodeID, status NodeStatus, d Time) {
	if n := &r.w.nodes[id]; n.status == status {
		n.pauses++
		if d > 0 {
			r.wakeLater(id, d)
		}
	}
}

// wakeLater schedules the end of a pause or of a crash, a step of its own.
func (r *Run) wakeLater(id NodeID, d Time) {
	slot := r.schedule(later(r.w.now, d), id, id, &Msg{A: int64(r.w.nodes[id].pauses)}, 0, flagTimer|flagWake)
	r.w.queue.items[slot].incarnation = r.w.nodes[id].incarnation
}

// comeBack ends a pause or a crash whose time is over, unless a person ended it
// before or said something else since.
func (r *Run) comeBack(id NodeID, pause uint32) Op {
	n := &r.w.nodes[id]
	if pause != n.pauses || (n.status != Down && n.status != Paused) {
		return Expired
	}
	op := Woke
	if n.status == Down {
		op = Restarted
	}
	r.restart(id)
	r.wake(id)
	r.countFaults()
	return op
}

func (r *Run) restart(id NodeID) {
	if n := &r.w.nodes[id]; n.status == Down {
		n.status = Up
		r.start(id)
	}
}

func (r *Run) wake(id NodeID) {
	n := &r.w.nodes[id]
	if n.status != Paused {
		return
	}
	n.status = Up
	schedule := r.w.queue.push
	if r.overtakes(id) {
		schedule = r.w.queue.pushFirst
	}
	for _, slot := range n.held {
		it := &r.w.queue.items[slot]
		it.flags &^= flagHeld
		it.due = r.w.now
		schedule(r.w.now, slot)
	}
	n.held = n.held[:0]
	r.thaw(id)
}

// freeze takes a node's work out of the queue as it pauses: a process that does not run
// does not work. Timers go on, as a clock does.
func (r *Run) freeze(id NodeID) {
	incarnation := r.w.nodes[id].incarnation
	work := r.w.queue.takeOut(func(it *item) bool {
		return it.node == id && it.flags&(flagWork|flagDead) == flagWork && it.incarnation == incarnation
	})
	for _, slot := range work {
		r.w.queue.items[slot].flags |= flagHeld
	}
	r.w.frozen[id] = frozen{r.w.now, work}
}

// thaw puts a node's work back as it wakes, later by as long as it was paused.
func (r *Run) thaw(id NodeID) {
	f := r.w.frozen[id]
	for _, slot := range f.work {
		it := &r.w.queue.items[slot]
		it.flags &^= flagHeld
		it.due = later(it.due, r.w.now-f.at)
		r.w.queue.push(it.due, slot)
	}
	r.w.frozen[id] = frozen{}
}

// overtakes reports whether a message that arrives right now would overtake one
// that waits for the node and came over the same link before it.
func (r *Run) overtakes(id NodeID) bool {
	q := &r.w.queue
	for i := range q.items {
		it := &q.items[i]
		if it.flags&(flagDead|flagTimer|flagHeld|flagLost) != 0 || it.node != id || it.due != r.w.now {
			continue
		}
		for _, slot := range r.w.nodes[id].held {
			if h := &q.items[slot]; h.flags&flagTimer == 0 && h.from == it.from {
				return true
			}
		}
	}
	return false
}

func (r *Run) cut(from, to NodeID, cut bool) {
	r.link(from, to).cut = cut
	if !cut {
		return
	}
	for slot := range r.w.queue.items { // what is under way on a cut link is lost at once
		it := &r.w.queue.items[slot]
		if it.flags&(flagDead|flagTimer|flagHeld|flagLost) == 0 && it.from == from && it.node == to {
			it.flags |= flagLost | flagCut
			r.move(uint32(slot), r.w.now)
		}
	}
}

func (r *Run) applyLinks(o *op) {
	r.eachLink(o, func(from, to NodeID, l *linkState) {
		switch o.kind {
		case opCut:
			r.cut(from, to, true)
		case opHeal:
			l.cut, l.lag, l.loss, l.duplicate, l.reorder = false, 0, 0, 0, 0
		case opLoss:
			l.loss = int32(o.n)
		case opDup:
			l.duplicate = int32(o.n)
		case opReorder:
			l.reorder = int32(o.n)
		case opLag:
			l.lag = Time(o.n)
		}
	})
}

// eachLink visits the links an action names: one direction, both, or all that were
// ever touched.
func (r *Run) eachLink(o *op, visit func(from, to NodeID, l *linkState)) {
	if o.from != None {
		visit(o.from, o.to, r.link(o.from, o.to))
		if !o.oneWay {
			visit(o.to, o.from, r.link(o.to, o.from))
		}
		return
	}
	for from := range r.w.nodes {
		for to := range r.w.nodes {
			if l := r.w.links.find(NodeID(from), NodeID(to)); l != nil && from != to {
				visit(NodeID(from), NodeID(to), l)
			}
		}
	}
}

// clock returns what a node's own clock shows.
func (r *Run) clock(id NodeID) Time {
	now, drift := r.w.now, Time(r.infos[id].DriftPPM)
	return now + r.w.nodes[id].skew + now/1_000_000*drift + now%1_000_000*drift/1_000_000 // in two parts: the product could overflow
}

// skewed reports whether a person has set a node's clock to what is not usual for it.
func (r *Run) skewed(id NodeID) bool { return r.w.nodes[id].skew != r.infos[id].Skew }

// countFaults notes when the last fault began or ended. A message delayed by hand
// is a fault until it arrives.
func (r *Run) countFaults() {
	was := r.w.faults
	r.w.faults = 0
	for i := range r.w.nodes {
		n := &r.w.nodes[i]
		if n.status == Down || n.status == Paused || n.slow != slowUnit || r.skewed(NodeID(i)) {
			r.w.faults++
		}
	}
	for i := range r.w.links.all {
		if l := &r.w.links.all[i]; l.cut || l.impaired() {
			r.w.faults++
		}
	}
	for i := range r.w.queue.items {
		if r.w.queue.items[i].flags&(flagLate|flagDead) == flagLate {
			r.w.faults++
		}
	}
	if r.w.faults > 0 || was > 0 {
		r.w.faultAt = r.w.now
	}
}
