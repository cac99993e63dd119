package sim

import "math/bits"

// Op is what happened in a step.
type Op uint8

// What can happen in a step.
const (
	Delivered  Op = iota // a message reached its node
	Fired                // a timer fired
	LostOnLink           // a message vanished on the way
	CutOff               // a message met a cut link
	NobodyHome           // a message reached a node that is down
	Expired              // a timer outlived the process that set it, or a pause ended before its time
	HeldBack             // the node is paused: it will see this when it wakes
	Woke                 // a pause ended
	Acted                // a person did something
	Restarted            // a crash that was to last for a while is over
)

// Record is what one step did: one line of the trace.
type Record struct {
	Step       int64
	Cause      int64 // the step that sent the message or set the timer, or on whose account (Ctx.For); 0 is the start
	At         Time
	Sent       Time // when the message was sent or the timer set
	Message    int64
	A, B, C, D int64
	Note       Note // the scenario's note plus one; 0 is none
	Args       [4]int64
	Node, Peer NodeID
	Kind       Kind
	Op         Op
	Wake       bool   // the end of a pause or crash: Kind and A to D mean nothing
	Idle       bool   // an action that found nothing to change, such as restarting a node that is up
	Action     opKind // what was done, when Op is Acted
}

// ring keeps the last records of a run. Record i stands at i modulo its size.
type ring struct {
	records []Record
	mask    int64
}

func (t *ring) init(size int) {
	if size <= 0 {
		return
	}
	n := 1 << bits.Len(uint(size-1))
	t.mask = int64(n - 1)
	t.records = make([]Record, 0, min(n, 1024))
}

func (t *ring) put(rec *Record) {
	i := int(rec.Step & t.mask)
	for i >= len(t.records) { // grows until the window is full, then stays
		t.records = append(t.records, Record{})
	}
	t.records[i] = *rec
}

// Record returns what step n did, and false when the trace no longer (or not
// yet) holds it.
func (r *Run) Record(n int64) (Record, bool) {
	if rec := r.kept(n); rec != nil {
		return *rec, true
	}
	return Record{}, false
}

// kept is Record without a copy; it lasts until the next step.
func (r *Run) kept(n int64) *Record {
	if i := n & r.trace.mask; n > 0 && n <= r.w.step && i < int64(len(r.trace.records)) && r.trace.records[i].Step == n {
		return &r.trace.records[i]
	}
	return nil
}

// firstKept returns the first step that the trace can still hold.
func (r *Run) firstKept() int64 { return max(r.w.step-r.trace.mask, 1) }

// Last returns the record of the step just taken, and false at step 0.
func (r *Run) Last() (Record, bool) { return r.record, r.w.step > 0 }
