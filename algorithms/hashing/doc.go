// Package hashing decides which server owns a key, so that few keys move when a
// server comes or goes.
//
//	method         state             lookup      moves when n becomes n+1   any server may leave  weights
//	[Modulo]       none              O(1)        n/(n+1) of the keys        yes, and most move    no
//	[Ring]         n·V points        O(1)*       1/(n+1), all to the new    yes                   points
//	[Bounded]      ring and loads    O(1)*       1/(n+1) and some overflow  yes                   caps
//	[Rendezvous]   n hashes          O(n)        1/(n+1), all to the new    yes                   exact
//	[Jump]         none              O(log n)    1/(n+1), all to the new    the last one only     no
//	[Maglev]       table of M        O(1)        1/(n+1) and about 1 % more yes                   table share
//	[SlotTable]    16,384 owners     O(1)        what you decide            yes                   what you decide
//	[Ketama]       n·160 points      O(log n)    about 1/(n+1)              yes                   points, rounded
//	[KafkaPartition] none            O(1)        n/(n+1) of the keys        no: never shrink      no
//
// *: with a hash function that spreads well; O(log n·V) with any.
//
// How even is a ring? With V points a server, the share of one of n servers has
// the relative standard deviation sqrt((n-1)/(nV+1)), about 1/sqrt(V). For 10
// servers that is 90 % with one point, 30 % with 10, 9.5 % with 100 and 6.7 %
// with 200: the 5 % at 200 that a well-known book gives is a lucky draw (95 % of
// rings lie between 3.7 and 9.8 %), not the expectation. Counting K keys instead of arcs
// adds sqrt((n-1)/K) in quadrature. Jump, Rendezvous and Modulo have only that
// second part; Maglev's table is even to one entry.
//
// Even keys are not even load: one popular key still lands on one server.
// [Bounded] caps every server at ⌈c × average⌉ and lets the rest overflow to the
// next server on the ring; [Ring.Replicas] finds several distinct servers.
//
// Three rules hold throughout. Bad input never panics: a constructor says what
// was wrong, a lookup without any server answers -1. A lookup allocates nothing.
// Everything is bit-identical on every processor: integers, and for weighted
// rendezvous a logarithm of our own.
//
// Who owns a key depends on the set of servers only, not on the order in which
// they came, for all but two: Jump and Modulo see a number of servers, so the
// caller must number them in an order of its own, such as by name; and a Maglev
// table depends on the order of the list, so sort it first.
//
// Nothing here locks: changing a value while it is read needs a lock outside.
package hashing
