package replication

import "golang.org/x/exp/slices"

// Entry is one write in a log.
type Entry struct {
	Epoch int64 // of the primary that ordered it
	Key   int64
	Value int64
	At    int64 // when this copy wrote it down; not part of the chain
}

// EpochStart says at which position an epoch begins.
type EpochStart struct{ Epoch, First int64 }

// Summary is all that two copies must tell each other to find out where their
// logs part: which epochs they hold and how far they go.
type Summary struct {
	History []EpochStart // ascending
	End     int64
}

type cell struct {
	entry Entry
	hash  uint64
}

// Log is an append-only log whose tail can be cut off. Every position carries a
// hash chained over all entries up to it, so two logs with equal hashes at one
// position are equal up to there. Entries at or below Base are forgotten; the
// hash at Base is kept. The zero Log is empty and ready.
//
// Invariant: 0 <= Base <= End, and End-Base entries are held in a ring whose size
// is a power of two.
type Log struct {
	cells    []cell
	base     int64
	end      int64
	baseHash uint64
	history  []EpochStart
}

const firstCells = 64

// Chain returns the hash at a position from the hash before it and its entry.
func Chain(before uint64, e Entry) uint64 {
	h := before
	for _, word := range [3]uint64{uint64(e.Epoch), uint64(e.Key), uint64(e.Value)} {
		h = (h ^ word) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// End returns the position of the last entry: what this copy has received.
func (l *Log) End() int64 { return l.end }

// Base returns the position up to which entries are forgotten.
func (l *Log) Base() int64 { return l.base }

// Epoch returns the epoch of the last entry, and 0 for a log that never had one.
func (l *Log) Epoch() int64 {
	if len(l.history) == 0 {
		return 0
	}
	return l.history[len(l.history)-1].Epoch
}

func (l *Log) at(pos int64) *cell { return &l.cells[pos&int64(len(l.cells)-1)] }

// Entry returns the entry at pos, and false when it is forgotten or not there
// yet. O(1).
func (l *Log) Entry(pos int64) (Entry, bool) {
	if pos <= l.base || pos > l.end {
		return Entry{}, false
	}
	return l.at(pos).entry, true
}

// Hash returns the hash chained up to pos, and false outside Base..End. O(1).
func (l *Log) Hash(pos int64) (uint64, bool) {
	switch {
	case pos == l.base:
		return l.baseHash, true
	case pos < l.base || pos > l.end:
		return 0, false
	}
	return l.at(pos).hash, true
}

// Append adds an entry and returns its position. An epoch below the last
// entry's is refused: position 0 and false.
func (l *Log) Append(e Entry) (int64, bool) {
	if e.Epoch < l.Epoch() {
		return 0, false
	}
	if l.end-l.base == int64(len(l.cells)) {
		l.grow()
	}
	if e.Epoch > l.Epoch() || len(l.history) == 0 {
		l.history = append(l.history, EpochStart{e.Epoch, l.end + 1})
	}
	before, _ := l.Hash(l.end)
	l.end++
	*l.at(l.end) = cell{e, Chain(before, e)}
	return l.end, true
}

func (l *Log) grow() {
	old := *l
	l.cells = make([]cell, max(2*len(old.cells), firstCells))
	for pos := l.base + 1; pos <= l.end; pos++ {
		*l.at(pos) = *old.at(pos)
	}
}

// HasPrefix reports whether this log begins with everything that a log ending at
// pos with the given hash holds. It is false when pos is out of reach. O(1).
func (l *Log) HasPrefix(pos int64, hash uint64) bool {
	mine, ok := l.Hash(pos)
	return ok && mine == hash
}

// Truncate cuts off everything after pos and returns how many entries went: the
// rewind of a copy that parted from its primary. It is false, and changes
// nothing, when pos lies outside Base..End.
func (l *Log) Truncate(pos int64) (cut int64, ok bool) {
	if pos < l.base || pos > l.end {
		return 0, false
	}
	cut, l.end = l.end-pos, pos
	for n := len(l.history); n > 0 && l.history[n-1].First > pos; n-- {
		l.history = l.history[:n-1]
	}
	return cut, true
}

// Compact forgets entries up to pos; what the caller needs of them must be in
// its checkpoint. Outside Base..End it goes as far as it can.
func (l *Log) Compact(pos int64) {
	pos = min(pos, l.end)
	if pos <= l.base {
		return
	}
	l.baseHash, _ = l.Hash(pos)
	l.base = pos
	for len(l.history) > 1 && l.history[1].First <= pos {
		l.history = append(l.history[:0], l.history[1:]...)
	}
}

// Reset makes the log that of a copy restored from a checkpoint taken at pos.
func (l *Log) Reset(pos int64, hash uint64, history []EpochStart) {
	l.base, l.end, l.baseHash = pos, pos, hash
	l.history = append(l.history[:0], history...)
}

// Summary returns the log's epochs and end. It copies: O(epochs).
func (l *Log) Summary() Summary { return Summary{slices.Clone(l.history), l.end} }

// endOf returns the last position of the i-th epoch.
func (s *Summary) endOf(i int) int64 {
	if i+1 < len(s.History) {
		return s.History[i+1].First - 1
	}
	return s.End
}

// Holds reports whether a log holds what the primary of an epoch wrote at pos: it
// goes that far, and that position is of that epoch. An epoch has one primary, so
// epoch and position name one write wherever it is found. Below the first epoch that
// History tells of, nothing is held.
func (s *Summary) Holds(epoch, pos int64) bool {
	if pos > s.End {
		return false
	}
	for i := len(s.History) - 1; i >= 0; i-- {
		if s.History[i].First <= pos {
			return s.History[i].Epoch == epoch
		}
	}
	return false
}

// CommonEnd returns the last position up to which two logs agree; the first
// divergence is the one after it. It compares epochs, not entries: an epoch has
// one primary, so two logs that hold entries of one epoch agree on those they
// both hold and on all before. 0 means nothing is known to be common.
// Source: KIP-101 (OffsetForLeaderEpoch); PostgreSQL timeline history files.
func CommonEnd(a, b Summary) int64 {
	for i := len(a.History) - 1; i >= 0; i-- {
		for j := len(b.History) - 1; j >= 0; j-- {
			if a.History[i] == b.History[j] {
				return min(a.endOf(i), b.endOf(j))
			}
		}
	}
	return 0
}
