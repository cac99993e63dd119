package replication

// Candidate is what a replica reports when a new primary is sought, and what whoever
// seeks it remembers.
type Candidate struct {
	Epoch    int64 // of its last entry
	Received int64 // its log's end
	Applied  int64 // how much of it reads show already
	Missed   int64 // how often it was promoted and did not take office
}

// Promote returns the index of the candidate with the longest received log, -1
// when there is none. A later epoch beats a longer log of an earlier one (that
// log's tail was refused already). What was applied does not matter there: it is
// only late, not lost. Between equal logs the one that failed to take office less
// often wins, then the one that has less left to apply, then the first.
//
// A tool may instead promote the one that has applied most, or wait or give up when
// the winner's relay log is not applied yet: orchestrator 3.2's
// DelayMasterPromotionIfSQLThreadNotUpToDate and FailMasterPromotionIfSQLThreadNotUpToDate.
func Promote(candidates []Candidate) int {
	best := -1
	for i, c := range candidates {
		if best < 0 || c.beats(candidates[best]) {
			best = i
		}
	}
	return best
}

// SameLog reports whether two candidates would lose nothing over each other: both
// logs end in the same epoch at the same position.
func (c Candidate) SameLog(d Candidate) bool {
	return c.Epoch == d.Epoch && c.Received == d.Received
}

func (c Candidate) beats(d Candidate) bool {
	switch {
	case c.Epoch != d.Epoch:
		return c.Epoch > d.Epoch
	case c.Received != d.Received:
		return c.Received > d.Received
	case c.Missed != d.Missed:
		return c.Missed < d.Missed
	}
	return c.Applied > d.Applied
}

// Fence refuses whoever holds an old token. The zero Fence has seen none.
type Fence struct{ highest int64 }

// Highest returns the highest token seen.
func (f *Fence) Highest() int64 { return f.highest }

// Accept reports whether a token is at least the highest seen, and remembers it.
// A new token that was granted but never shown fences nobody yet.
// Source: Kleppmann, Designing Data-Intensive Applications, ch. 8.
func (f *Fence) Accept(token int64) bool {
	if token < f.highest {
		return false
	}
	f.highest = token
	return true
}
