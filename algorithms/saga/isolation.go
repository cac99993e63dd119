package saga

// Item is one value that several sagas work on. Sagas have no isolation, so an
// item offers the countermeasures of Frank and Zahle (Richardson, ch. 4.3.2):
//
//	semantic lock      Lock: a flag such as PENDING, held from the first step to the last
//	reread value       SetIf: write only if nobody wrote since it was read
//	commutative update Add: changes that may come in any order
//	version file       At: the value as of a version, for a step that must not see later ones
//	pessimistic view   no method: put the step that gives something back after the pivot
//	by value           ByValue: protect what is worth it
//
// The zero value is 0 at version 0, free.
type Item struct {
	value   int64
	version int64
	holder  int64 // saga plus one; 0 is nobody
	past    [8]int64
}

// NewItem returns an item with a value.
func NewItem(value int64) Item {
	x := Item{value: value}
	x.past[0] = value
	return x
}

// Read returns the value and its version: a dirty read when a saga holds or will
// take back what it sees. Held says that a semantic lock is on it.
func (x *Item) Read() (value, version int64, held bool) { return x.value, x.version, x.holder != 0 }

// Lock takes the semantic lock for a saga (0 or more). It reports false when
// another holds it; taking it twice is fine.
func (x *Item) Lock(saga int64) bool {
	if saga < 0 || x.holder != 0 && x.holder != saga+1 {
		return false
	}
	x.holder = saga + 1
	return true
}

// Unlock frees the lock if the saga holds it: the last step of a saga and its
// compensation both do.
func (x *Item) Unlock(saga int64) {
	if x.holder == saga+1 {
		x.holder = 0
	}
}

// Set overwrites the value whatever happened since it was read: how updates get lost.
func (x *Item) Set(value int64) {
	x.value = value
	x.version++
	x.past[x.version%int64(len(x.past))] = value
}

// SetIf overwrites the value only at the version that was read, and reports
// whether it did; if not, the caller reads again and decides anew.
func (x *Item) SetIf(version, value int64) bool {
	if version != x.version {
		return false
	}
	x.Set(value)
	return true
}

// Add changes the value by delta unless it would fall below floor. Sums come out
// the same in any order; only the floor makes a difference.
func (x *Item) Add(delta, floor int64) bool {
	if x.value+delta < floor && delta < 0 {
		return false
	}
	x.Set(x.value + delta)
	return true
}

// Compensate changes the value by delta with no floor: an undo is not refused.
func (x *Item) Compensate(delta int64) { x.Set(x.value + delta) }

// At returns the value as of a version, and false when it is not kept any more
// (the last 8 are) or does not exist yet.
func (x *Item) At(version int64) (int64, bool) {
	if version < 0 || version > x.version || x.version-version >= int64(len(x.past)) {
		return 0, false
	}
	return x.past[version%int64(len(x.past))], true
}

// ByValue reports whether an amount is worth a stricter mechanism than a saga,
// such as one transaction in one service.
func ByValue(amount, threshold int64) bool { return amount >= threshold }
