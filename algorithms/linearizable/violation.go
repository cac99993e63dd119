package linearizable

// Kind is what an operation does.
type Kind uint8

// The kinds. Only Read and Write can be begun.
const (
	None  Kind = iota // no operation
	Read              // returns a value
	Write             // sets a value
	Start             // the value 0, in force before every operation
)

// String returns the kind's name.
func (k Kind) String() string {
	switch k {
	case Read:
		return "read"
	case Write:
		return "write"
	case Start:
		return "start"
	}
	return "none"
}

// Op is one operation, as it was reported.
type Op struct {
	ID         int64
	Kind       Kind
	Ended      bool  // false: open, or lost
	Value      int64 // written or returned
	Begin, End int64 // in the caller's time; End is 0 unless Ended
}

// Rule is what a violation breaks.
type Rule uint8

// The rules. In the last three v is the value that was read and u another one.
const (
	Fine      Rule = iota // none is broken
	Unwritten             // no write of v had begun when the read ended: it was made up, or the future was seen
	Refused               // the write of v had no effect
	Forgotten             // Unwritten, or folded away more than Recall values ago: no read could return it
	Stale                 // the write of u began after v was there, and had ended before the read began
	Inverted              // the write of u began after v was there, and u was read before the read began
	Flickered             // v was there, then u was read, and then v again
)

// String returns the rule's name.
func (r Rule) String() string {
	names := [...]string{"fine", "unwritten", "refused", "forgotten", "stale", "inverted", "flickered"}
	if int(r) < len(names) {
		return names[r]
	}
	return "?"
}

// Violation is the first answer that no order of the operations explains, and why.
//
// With Stale, Inverted and Flickered it is a chain: First, which wrote or returned the
// value of Read, ended before Then began; Then and Against wrote or returned one
// other value; Against ended before Read began. So either value would have to
// be newer than the other. Read and Against are the two to name.
//
// With Refused, Against is the refused write. With Unwritten and Forgotten there
// is nothing but Read.
type Violation struct {
	Rule    Rule
	Read    Op // the read that cannot be
	Against Op // what it contradicts
	Write   Op // what wrote the value of Read, ended or not
	First   Op
	Then    Op
}

// span is an operation with its place among the events, which are counted from 1.
type span struct {
	Op
	began, ended int64
}

// never is after every event.
const never int64 = 1<<63 - 1

// contradiction says why read, of a value of cluster v, cannot be, given that
// cluster u ended before it and yet is newer than v.
func contradiction(v, u *cluster, read span) Violation {
	then := u.write
	if then.began < v.f() {
		then = u.last
	}
	first := v.write // what is simplest to understand: the writes themselves
	if first.ended > then.began {
		first = v.first
	}
	against := u.write
	if against.ended > read.began {
		against = u.first
	}
	rule := Stale
	switch {
	case then.Kind == Read:
		rule = Flickered
	case against.Kind == Read:
		rule = Inverted
	}
	return Violation{Rule: rule, Read: read.Op, Against: against.Op, Write: v.write.Op, First: first.Op, Then: then.Op}
}
