// Package replication holds the rules by which copies of one database agree on a
// log: when a write may be called committed, who takes over, what must be cut
// off, and from where a session may read.
//
//	Log        epochs, positions and a hash chain; prefix in O(1), divergence by epoch history
//	Rule       how far a write must have travelled before its client hears of it
//	Gate       the writes that wait for a Rule, and what giving up means
//	SemiSync   the switch that turns waiting off after a timeout, and on again
//	Promote    which replica takes over: the longest received log
//	Fence      an old epoch is refused: accept a token iff it is at least the highest seen
//	Route      the primary, any replica, or a replica that has applied the session's write
//	Session    read-your-writes and monotonic reads, checked
//	Overlap, Miss, Available   the arithmetic of quorums
//
// One [Rule] covers what products give many names:
//
//	setting                          local    replicas  have        survives the primary's loss
//	PostgreSQL off                   written  none      -           no
//	PostgreSQL local, MySQL async    flushed  none      -           no
//	PostgreSQL remote_write          flushed  one       written     yes
//	PostgreSQL on, MySQL semi-sync   flushed  one       flushed     yes
//	PostgreSQL remote_apply          flushed  one       applied     yes, and a standby shows it
//	sync-all                         flushed  all       applied     yes, and every standby shows it
//
// "Survives" holds as long as one of the replicas that counted is the one
// promoted, and as long as nobody gave up waiting: see [SemiSync].
//
// Sources: MySQL Reference Manual 8.4, 19.4.10 (semisynchronous replication);
// PostgreSQL 15 documentation, synchronous_commit and pg_rewind; Terry et al.,
// PDIS 1994 (session guarantees); Kleppmann, Designing Data-Intensive
// Applications, ch. 5, 8, 9; KIP-101 (epoch history); Bailis et al., VLDB 2012.
//
// Positions count entries from 1; position 0 is the empty log. Time is whatever
// integer the caller counts in. Nothing here locks, allocates in a steady state,
// reads a clock or draws randomness.
package replication
