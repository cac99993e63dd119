// Package balancer chooses which host gets the next request, and decides which
// hosts may be chosen at all.
//
// A host is a plain value in a slice; a [Picker] looks at the slice and answers
// with an index, or -1 when nobody is eligible:
//
//	policy       state  sees      chooses
//	round-robin  O(1)   nothing   the next eligible host in turn
//	weighted-rr  O(n)   weights   smooth weighted round robin (nginx): a,a,b,a,c,a,a
//	random       none   nothing   any eligible host; [Random] can also go by weight
//	least-conn   none   in flight the minimum of the view, ties at random
//	p2c          O(1)   in flight two at random, the less loaded of them
//	hash         O(n)   the key   crc32(key) modulo the total weight (nginx hash)
//	ip-hash      O(n)   the key   the first three octets of an address (nginx ip_hash)
//	peak-ewma    O(n)   latency   two at random, the lower decayed peak latency × pending (Finagle)
//
// These eight are what [New] builds. Variants with their own types:
// [NginxLeastConn] (connections per weight, ties by smooth weighted round
// robin), [HashConsistent] (nginx "hash ... consistent"), [LeastRequest] (Envoy,
// weight/(active+1)^bias), and the fields of [Random], [LeastConn] and
// [TwoChoices].
//
// Who may be chosen is decided by small state machines that the caller copies
// into [Host]: [Health] (active probes with thresholds), [Outlier] (ejection
// after consecutive errors), [SlowStart] (a weight ramp for a cold host) and
// [Drain] (no new requests, a deadline for the old ones).
//
// Three rules hold for every picker. A host that is not Ready, or whose weight
// is zero or negative, is never chosen. A pick allocates nothing once the picker
// has seen as many hosts. The same calls give the same answers on every
// processor: there is no clock and no hidden randomness, time is handed in as
// nanoseconds and chance as a [Source], and the arithmetic avoids everything
// that differs between architectures.
//
// Not modelled: locality, priorities, subsets, panic mode (routing to unhealthy
// hosts when too few are left), and nginx's max_fails back-off of effective
// weights. Use [Health] and [Outlier] in place of the last.
//
// Nothing here locks: a picker belongs to one goroutine at a time.
package balancer
