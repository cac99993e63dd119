// Package linearizable judges, while a run goes on, whether a register is
// linearizable: whether every operation so far could have taken effect at one
// instant between its begin and its end. The answer that makes it impossible is
// named at once, with the operations that it contradicts.
//
//	Register    one register: Begin, End, Lost, Refused; Broken is the verdict
//	Keys        a register for each key, in the order of the keys
//	Violation   the read that cannot be, what it contradicts, and the chain between them
//	Rule        Unwritten, Refused, Stale, Inverted, Flickered, Forgotten
//
// Each value is written at most once: the values are distinct. Then a read says
// whose write it saw, and what is exponential in general becomes easy:
//
//	               a search, as porcupine does        this package
//	judges         any sequential model               registers whose writes have distinct values:
//	                                                  no compare-and-set, no value twice
//	when           a whole history, afterwards        at each event, for good
//	time           exponential at worst               O(log n) an event, n as below
//	memory         the history                        what is open, and what could still be read
//	unknown ends   each may double the search         a record each
//	says           how far each attempt came          two operations, and why they exclude each other
//
// # Definition
//
// A history is the sequence of the events Begin and End in the order in which they
// are reported (Herlihy and Wing, section 2). One operation comes before another when
// its End is reported before the other's Begin. The times that are handed in are
// carried into the Violation for its reader and never compared: what happens at one
// instant of a simulation has the order of its steps. To call two such operations
// concurrent, report the Begin first.
//
// An operation that has not ended, or is lost, may take effect at any time after its
// Begin, or never. One that was refused took no effect and never will.
//
// The verdict after each event is exact: that of an offline search of the history so
// far, whatever is open. Linearizability is closed under prefixes, so a broken
// register stays broken; what comes after, it ignores. And it is local (Herlihy and
// Wing, theorem 1): a store is linearizable if and only if each of its keys is.
//
// A retry is not a new operation: Begin at the first attempt, End at the first
// answer. If the store carries it out twice, its old value may come back, and whoever
// reads that breaks the register.
//
// # How
//
// A write and the reads of its value are a cluster. Let f be the first end in it and
// s the last begin. Cluster v must come before cluster u when something of v ended
// before something of u began: f(v) < s(u). A history in which no read ended before a
// write of its value began is linearizable if and only if no two clusters must each
// come before the other. (Longer cycles have such a pair: where v before u before w
// has none, f(v) < s(u) ≤ f(w), and f cannot grow all the way round.) In the terms of
// Gibbons and Korach the zone of a cluster lies between its f and its s and is forward
// if f < s: no two forward zones overlap, and no backward zone lies in a forward one.
//
// When events come in order, only the answer to a read can break this, and it does if,
// among the other clusters with f before the read's begin, the largest s is after the
// f of its own. The clusters stand in the order of their f in a ring, and a tree of
// maxima on it answers that. (A refusal of what was read already breaks it too.)
//
// # What is kept
//
// Let B be the begin of the oldest open read, or now, and S the largest s among the
// clusters with f < B. No read may return a value with f < S any more, but for the one
// that S is of: those are folded away. The others are the n above. They are at most
//
//   - the value that S is of,
//   - those that were first written or read to the end after B,
//   - those whose write was open or lost at S.
//
// Besides these, a record stays for each open operation, for each lost write that
// nobody has read (whoever returns its value in a year is right), and for the last
// [Recall] values that were folded away or refused, so that a violation can name
// them. So report as Lost a read that nobody waits for any more, and as Refused a write
// that can certainly take effect no more. Once the records are as many as they get,
// nothing allocates.
//
// In a simulation, model and nodes may all point to one Keys that was made with new.
//
// Sources: Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent
// Objects", ACM TOPLAS 12(3), 1990; Gibbons and Korach, "Testing Shared Memories",
// SIAM J. Comput. 26(4), 1997, for a known read mapping. The folding and its bound are
// this package's own; they follow from the definitions above.
package linearizable
