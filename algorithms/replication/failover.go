package replication

// Candidate is what a replica reports when a new primary is sought.
type Candidate struct {
	Epoch    int64 // of its last entry
	Received int64 // its log's end
}

// Promote returns the index of the candidate with the longest received log, -1
// when there is none. A later epoch beats a longer log of an earlier one (that
// log's tail was refused already); the first wins a tie.
// What was applied does not matter: it is only late, not lost.
func Promote(candidates []Candidate) int {
	best := -1
	for i, c := range candidates {
		if best < 0 || c.beats(candidates[best]) {
			best = i
		}
	}
	return best
}

func (c Candidate) beats(d Candidate) bool {
	return c.Epoch > d.Epoch || (c.Epoch == d.Epoch && c.Received > d.Received)
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
