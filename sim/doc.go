// Package sim runs a distributed system, one event at a time, the same way
// every time.
//
// A run is a pure function of (build, scenario, parameters, seed, action log);
// everything else is a view of it:
//
//	Scenario   what can be run: parameters, presets, faults, laws, words, Build
//	Run        one run, stepping forward; Ctx is how its nodes act on the world
//	Timeline   a run that can be looked at anywhere: seek, act in the past, branch
//	Record     what one step did; Caption says it in Korean or English
//	Laws       what must hold; Metrics what is measured
//
// Time is a count of virtual nanoseconds. Events are ordered by (time, sequence
// number), so two events at one instant keep the order in which they were
// scheduled. Nothing here reads the wall clock, a map's order, a goroutine's
// schedule or an address; the floating-point operations allowed are those whose
// bits agree on amd64, arm64 and wasm.
package sim

import "strconv"

// Time is an instant of virtual time or a span of it, in nanoseconds. A run
// starts at 0.
type Time int64

// Units of virtual time.
const (
	Microsecond Time = 1_000
	Millisecond Time = 1_000_000
	Second      Time = 1_000_000_000
)

// Never is later than every event.
const Never = Time(1<<63 - 1)

// later returns t+d for d >= 0, or the last instant before Never.
func later(t, d Time) Time {
	if d >= Never-t {
		return Never - 1
	}
	return t + d
}

// String writes the time in seconds with three decimals: "1.284s".
func (t Time) String() string { return t.Decimal(3) + "s" }

// Decimal writes the time in seconds with the given number of decimals, 0 to 9,
// cutting the rest off.
func (t Time) Decimal(places int) string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	out := sign + strconv.FormatInt(int64(t/Second), 10)
	if places <= 0 {
		return out
	}
	fraction := strconv.FormatInt(int64(Second+t%Second), 10)[1:]
	return out + "." + fraction[:min(places, 9)]
}

// NodeID numbers the nodes of a run in the order they were set up.
type NodeID int32

// None is no node: the world outside.
const None NodeID = -1

// Kind numbers a scenario's messages and timers; it indexes Scenario.Kinds.
type Kind uint16

// Msg is the content of a message or a timer: a kind and up to four numbers whose
// meaning the kind gives. Data is for content that has no fixed size; it must
// not be changed after it was handed over.
type Msg struct {
	Kind       Kind
	A, B, C, D int64
	Data       Data
}

// Data is content of any length, never changed once sent.
type Data []int64

// Event is a message or a timer reaching its node.
type Event struct {
	Msg
	Node  NodeID // where it arrives
	From  NodeID // who sent it; Node itself for a timer
	Timer bool
	Sent  Time  // when it was sent or set
	Cause int64 // the step that sent or set it; 0 is the start of the run
	ID    int64 // the message's number in the run; 0 for a timer
}

// Node is one process: a state machine fed with messages and timers. All its
// output leaves through the Ctx, which it must not keep.
type Node interface {
	// Start runs when the run begins and again after each crash, when the
	// volatile state is zero and the durable state is as it was.
	Start(c *Ctx)
	// Handle reacts to one event.
	Handle(c *Ctx, e *Event)
	// State points to what a crash loses and what it keeps. Either may be nil.
	State() (volatile, durable any)
}

// Timer is a handle to a pending timer. The zero value is no timer.
type Timer struct{ slot, generation uint32 }
