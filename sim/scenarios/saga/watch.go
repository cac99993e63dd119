package saga

import "github.com/kookmin-msa-study/msalab/sim"

// watch is a queue of sagas in the order in which their time began to run: the one
// at the front is the next to be missed. All of it takes constant time.
type watch struct {
	first, last  int64          // sagas; 0 is none
	before, next [kept]int64    // neighbours
	id           [kept]int64    // who has this place; 0 is nobody
	since        [kept]sim.Time // on the clock of the judge
	limit        allowance
}

// join puts a saga at the end, wherever it was.
func (w *watch) join(id int64, now sim.Time) {
	w.leave(id)
	i := id % kept
	w.id[i], w.since[i], w.before[i], w.next[i] = id, now, w.last, 0
	if w.last != 0 {
		w.next[w.last%kept] = id
	} else {
		w.first = id
	}
	w.last = id
}

func (w *watch) leave(id int64) {
	i := id % kept
	if w.id[i] != id {
		return
	}
	before, next := w.before[i], w.next[i]
	if before != 0 {
		w.next[before%kept] = next
	} else {
		w.first = next
	}
	if next != 0 {
		w.before[next%kept] = before
	} else {
		w.last = before
	}
	w.id[i] = 0
}

// late returns the saga at the front if its time is over; the time of none began
// before from.
func (w *watch) late(now, from sim.Time) (id int64, late bool) {
	if w.first == 0 {
		return 0, false
	}
	return w.first, now > w.limit.until(max(w.since[w.first%kept], from))
}

// allowance is how long something may take when that follows from settings that a
// person may move in mid-run. What waits by the old settings goes on waiting by
// them, so whatever began before a change has the old time from then on and the
// new time after it. What counts is the value at the end of an instant: forth and
// back at once is no change.
type allowance struct {
	limit    sim.Time // in force since changed
	changed  sim.Time
	old      sim.Time // when the last wait by older settings ends
	value    sim.Time // in this instant, so far
	at, seen sim.Time // when that was, on both clocks: the run's and the judge's
}

func (a *allowance) set(at, now, value sim.Time) {
	switch {
	case a.limit == 0:
		a.limit = value
	case at > a.at && a.value != a.limit:
		a.old = max(a.old, a.seen+a.limit)
		a.changed, a.limit = a.seen, a.value
	}
	a.at, a.seen, a.value = at, now, value
}

// until returns when something that began then is late.
func (a *allowance) until(since sim.Time) sim.Time {
	if since < a.changed {
		since = max(a.changed, a.old)
	}
	return since + max(a.limit, a.value)
}
