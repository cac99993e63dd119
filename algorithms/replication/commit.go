package replication

// Stage is how far a write has come on one copy. Each stage implies those before.
type Stage uint8

// The stages.
const (
	Written Stage = iota // handed to the operating system
	Flushed              // on disk: survives a crash of that copy
	Applied              // visible to reads on that copy
)

// Progress is the position up to which one copy has reached each stage.
type Progress struct{ Written, Flushed, Applied int64 }

// At returns the position for one stage.
func (p Progress) At(s Stage) int64 {
	switch s {
	case Written:
		return p.Written
	case Flushed:
		return p.Flushed
	}
	return p.Applied
}

// WaitPoint is when a write that still waits for replicas becomes visible to
// other sessions on the primary.
type WaitPoint uint8

// MySQL's rpl_semi_sync_source_wait_point. PostgreSQL behaves as AfterSync.
const (
	AfterSync   WaitPoint = iota // hidden until acknowledged: MySQL's default since 5.7
	AfterCommit                  // visible at once, and gone again if a failover loses it
)

// All as Rule.Replicas means every replica, however many there are.
const All = -1

// Rule says when a write is committed, so that its client may hear of it.
type Rule struct {
	Local    Stage // needed on the primary
	Remote   Stage // needed on the replicas that count
	Replicas int   // how many of them; 0 none, All every one
	Wait     WaitPoint
}

// Async acknowledges after the local commit.
func Async() Rule { return Rule{Local: Flushed} }

// SemiSyncRule acknowledges once n replicas have received the write.
func SemiSyncRule(n int, w WaitPoint) Rule { return Rule{Flushed, Flushed, n, w} }

// SyncAll acknowledges once every replica has applied the write.
func SyncAll() Rule { return Rule{Flushed, Applied, All, AfterSync} }

// Level is PostgreSQL's synchronous_commit.
type Level uint8

// The five levels, weakest first.
const (
	Off Level = iota
	Local
	RemoteWrite
	On
	RemoteApply
)

// Levels holds their names as in postgresql.conf, in the order of Level.
var Levels = [...]string{"off", "local", "remote_write", "on", "remote_apply"}

// Postgres returns the rule of one synchronous_commit level with n synchronous
// standbys. Source: PostgreSQL 15, 20.5.1.
func Postgres(level Level, n int) Rule {
	switch level {
	case Off:
		return Rule{Local: Written}
	case Local:
		return Rule{Local: Flushed}
	case RemoteWrite:
		return Rule{Flushed, Written, n, AfterSync}
	case On:
		return Rule{Flushed, Flushed, n, AfterSync}
	}
	return Rule{Flushed, Applied, n, AfterSync}
}

// Committed returns the last position that satisfies the rule. With fewer
// replicas than it asks for, that is 0. O(n²) for n replicas, no allocation.
func (r Rule) Committed(primary Progress, replicas []Progress) int64 {
	local := primary.At(r.Local)
	need := r.Replicas
	if need == All {
		need = len(replicas)
	}
	if need <= 0 {
		return local
	}
	best := int64(0)
	for _, candidate := range replicas {
		pos, have := candidate.At(r.Remote), 0
		for _, p := range replicas {
			if p.At(r.Remote) >= pos {
				have++
			}
		}
		if have >= need {
			best = max(best, pos)
		}
	}
	return min(local, best)
}

// Visible returns the last position that other sessions see on a primary whose
// log ends at end.
func (r Rule) Visible(end, committed int64) int64 {
	if r.Wait == AfterCommit {
		return end
	}
	return min(end, committed)
}

// Gate holds the writes between the log's end and the committed position: those
// whose clients wait. The zero Gate has committed nothing.
type Gate struct{ committed int64 }

// Committed returns the position up to which clients were answered.
func (g *Gate) Committed() int64 { return g.committed }

// Waiting returns how many writes wait when the log ends at end.
func (g *Gate) Waiting(end int64) int64 { return max(end-g.committed, 0) }

// Advance moves the gate to what a rule says and returns how many more writes
// are committed. It never moves back.
func (g *Gate) Advance(to int64) int64 {
	released := max(to-g.committed, 0)
	g.committed += released
	return released
}

// Settle answers what a rule now calls committed. It returns how many more writes
// that are, and up to where other sessions see: primary is how far the primary has
// come, replicas how far those who may count.
func (g *Gate) Settle(r Rule, primary Progress, replicas []Progress) (released, visible int64) {
	released = g.Advance(r.Committed(primary, replicas))
	return released, r.Visible(primary.Written, g.committed)
}

// GiveUp stops waiting for everything up to end and returns how many writes were
// waiting. They stay in the primary's log and become visible, though no replica
// may have them: PostgreSQL's warning when a waiting commit is cancelled, and what
// a semi-sync timeout does to every waiting write.
func (g *Gate) GiveUp(end int64) int64 { return g.Advance(end) }

// SemiSync is the switch of semi-synchronous replication. It begins on.
type SemiSync struct {
	off   bool
	since int64 // the log's end when it went off
}

// Degraded reports whether writes are no longer waited for.
func (s *SemiSync) Degraded() bool { return s.off }

// Expire turns waiting off once the oldest waiting write has waited for timeout,
// and reports whether it did so now. end is the log's end. Nobody is told: that
// is the lesson. Source: MySQL 8.4 manual 19.4.10, rpl_semi_sync_source_timeout.
func (s *SemiSync) Expire(waited, timeout, end int64) bool {
	if s.off || waited < timeout {
		return false
	}
	s.off, s.since = true, end
	return true
}

// Rearm turns waiting on again when a replica has caught up: it acknowledges
// everything that was written before the switch went off, and the write it
// acknowledges waited no longer than timeout, so that waiting would work. It
// reports whether it did so now.
func (s *SemiSync) Rearm(acknowledged, waited, timeout int64) bool {
	if !s.off || acknowledged < s.since || waited > timeout {
		return false
	}
	s.off = false
	return true
}
