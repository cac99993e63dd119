package saga

// Row is what a participant remembers of one (saga, step).
type Row uint8

// The rows.
const (
	NoRow        Row = iota
	RowDone          // the effect is committed
	RowRefused       // it was refused: the answer stays the same for ever
	RowUndone        // the effect was committed and compensated
	RowTombstone     // the compensation came first: the action must never happen
)

// Why says how a participant came to its answer.
type Why uint8

// The ways.
const (
	Executed Why = iota // the effect happened just now
	Replayed            // it had happened before: the old answer, no new effect
	Declined            // refused for a business reason, nothing happened
	Late                // a tombstone or a compensation is there already: the action is refused
	Nothing             // nothing to undo; from now on the action is refused
	Expired             // so old that it is not remembered any more: refused
)

// Took is what a participant did with a command.
type Took struct {
	Answer Answer
	Why    Why
}

// Effect reports whether something changed.
func (t Took) Effect() bool { return t.Why == Executed }

// Desk is a participant's durable memory. It keeps its last rows only, as an
// idempotency key is kept for a day or a month in practice: when a newer key
// needs the place of an older one, the older one is forgotten and refused. Set
// one up with NewDesk.
type Desk struct {
	rows []deskRow
}

type deskRow struct {
	key int64
	row Row
}

// NewDesk returns a desk with room for that many rows, at least one.
func NewDesk(rows int) Desk {
	return Desk{make([]deskRow, max(rows, 1))}
}

// Key folds a saga and a step into the key of a row.
func Key(saga int64, step int8) int64 { return saga*MaxSteps + int64(step) }

// find returns the place for key, and false when a newer key has taken it or
// when the desk has no rows.
func (k *Desk) find(key int64) (*deskRow, bool) {
	if len(k.rows) == 0 {
		return nil, false
	}
	r := &k.rows[k.place(key)]
	switch {
	case r.row == NoRow || r.key < key:
		*r = deskRow{key: key}
	case r.key > key:
		return nil, false
	}
	return r, true
}

// Look returns what is remembered of a key. O(1).
func (k *Desk) Look(key int64) Row {
	if len(k.rows) == 0 {
		return NoRow
	}
	if r := k.rows[k.place(key)]; r.key == key {
		return r.row
	}
	return NoRow
}

func (k *Desk) place(key int64) int64 {
	n := int64(len(k.rows))
	return (key%n + n) % n
}

// Do takes the command to act. refuse is the business's answer, asked only when
// nothing is remembered. The row is written in the same local transaction as the
// effect. O(1).
func (k *Desk) Do(key int64, refuse bool) Took {
	r, ok := k.find(key)
	if !ok {
		return Took{Refusal, Expired}
	}
	switch r.row {
	case RowDone:
		return Took{OK, Replayed}
	case RowRefused:
		return Took{Refusal, Replayed}
	case RowUndone, RowTombstone:
		return Took{Refusal, Late}
	}
	if refuse {
		r.row = RowRefused
		return Took{Refusal, Declined}
	}
	r.row = RowDone
	return Took{OK, Executed}
}

// Undo takes the command to compensate. It is never refused for a business
// reason: what never happened is undone by seeing to it that it never will. O(1).
func (k *Desk) Undo(key int64) Took {
	r, ok := k.find(key)
	if !ok {
		return Took{OK, Expired}
	}
	switch r.row {
	case RowDone:
		r.row = RowUndone
		return Took{OK, Executed}
	case NoRow:
		r.row = RowTombstone
		return Took{OK, Nothing}
	case RowRefused:
		return Took{OK, Nothing}
	}
	return Took{OK, Replayed}
}
