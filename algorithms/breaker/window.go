package breaker

// Counts is what a window holds.
type Counts struct {
	Started   int64 // calls let through since the window began; grows only
	Calls     int64 // results in the window
	Failed    int64 // of these, failures
	Slow      int64 // of these, slow ones, failed or not
	Refused   int64 // calls refused since the window began
	Successes int64 // successes in a row, up to now
	Failures  int64 // failures in a row, up to now
}

// tally is what one result or one bucket adds to a window.
type tally struct{ calls, failed, slow int32 }

// window keeps the results that a breaker judges by. A ring of tallies serves
// both the last calls (one each) and a period (one a bucket).
type window struct {
	kind  WindowKind
	cells []tally
	next  int   // LastCalls: where the next result goes
	head  int64 // Period: number of the newest bucket
	sum   Counts
}

func newWindow(kind WindowKind, size int) window {
	w := window{kind: kind}
	if kind != Generation {
		w.cells = make([]tally, size)
	}
	return w
}

// clear empties the window at time now.
func (w *window) clear(now, bucket int64) {
	for i := range w.cells {
		w.cells[i] = tally{}
	}
	w.next, w.sum = 0, Counts{}
	if w.kind == Period {
		w.head = now / bucket
	}
}

// slide drops the buckets of a Period that are too old at time now: O(buckets
// passed), at most O(Size).
func (w *window) slide(now, bucket int64) {
	if w.kind != Period {
		return
	}
	newest := now / bucket
	size := int64(len(w.cells))
	for b := max(w.head, newest-size) + 1; b <= newest; b++ {
		w.forget(int(b % size))
	}
	w.head = max(w.head, newest)
}

// resized returns the window with room for size results or buckets: the newest stay.
func (w *window) resized(size int) window {
	next := newWindow(w.kind, size)
	next.head, next.sum = w.head, w.sum
	if w.kind == Generation {
		return next
	}
	next.sum.Calls, next.sum.Failed, next.sum.Slow = 0, 0, 0
	kept := min(size, len(w.cells))
	for age := kept - 1; age >= 0; age-- { // oldest first
		from, to := w.place(age), next.place(age)
		if w.kind == LastCalls {
			to = next.next
			if w.cells[from].calls > 0 {
				next.next = (next.next + 1) % size
			}
		}
		next.cells[to] = w.cells[from]
		next.sum.Calls += int64(w.cells[from].calls)
		next.sum.Failed += int64(w.cells[from].failed)
		next.sum.Slow += int64(w.cells[from].slow)
	}
	return next
}

// place returns where the newest result or bucket is, or one that is age older.
func (w *window) place(age int) int {
	size := len(w.cells)
	if w.kind == Period {
		return int((w.head + int64(size-age)) % int64(size))
	}
	return (w.next + size - 1 - age) % size
}

func (w *window) forget(i int) {
	old := w.cells[i]
	w.sum.Calls -= int64(old.calls)
	w.sum.Failed -= int64(old.failed)
	w.sum.Slow -= int64(old.slow)
	w.cells[i] = tally{}
}

// add records one result: O(1) and the slide.
func (w *window) add(now, bucket int64, failed, slow bool) {
	one := tally{calls: 1}
	if failed {
		one.failed = 1
	}
	if slow {
		one.slow = 1
	}
	if w.kind == Period {
		w.slide(now, bucket)
		cell := &w.cells[int(w.head%int64(len(w.cells)))]
		cell.calls, cell.failed, cell.slow = cell.calls+1, cell.failed+one.failed, cell.slow+one.slow
	}
	if w.kind == LastCalls {
		w.forget(w.next)
		w.cells[w.next] = one
		w.next = (w.next + 1) % len(w.cells)
	}
	w.sum.Calls++
	w.sum.Failed += int64(one.failed)
	w.sum.Slow += int64(one.slow)
	if failed {
		w.sum.Failures, w.sum.Successes = w.sum.Failures+1, 0
	} else {
		w.sum.Failures, w.sum.Successes = 0, w.sum.Successes+1
	}
}

// base is what rates are taken of: results, or for a Generation started calls, as
// gobreaker's users write their ratio.
func (w *window) base() int64 {
	if w.kind == Generation {
		return w.sum.Started
	}
	return w.sum.Calls
}
