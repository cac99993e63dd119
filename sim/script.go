package sim

import (
	"cmp"

	"golang.org/x/exp/slices"
)

// InOrder returns the actions as a run keeps them and a link writes them: those
// given by a step sorted by it, those given by a time by that, equal ones as they
// stood. Which of a step and a time comes first only the run knows: how the two
// kinds alternate is left alone.
func InOrder(actions []Action) []Action {
	var timed, stepped []Action
	for _, a := range actions {
		if a.Timed {
			timed = append(timed, a)
		} else {
			stepped = append(stepped, a)
		}
	}
	slices.SortStableFunc(timed, func(a, b Action) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(stepped, func(a, b Action) int { return cmp.Compare(a.Step, b.Step) })
	out := make([]Action, 0, len(actions))
	for _, a := range actions {
		next := &stepped
		if a.Timed {
			next = &timed
		}
		out, *next = append(out, (*next)[0]), (*next)[1:]
	}
	return out
}

// heads are the places in spec.Actions of the first action by time and the first by
// step that have not been carried out; -1 for none.
type heads struct {
	known          bool
	taken          int // when they were looked for
	timed, stepped int
}

// lookAhead returns the heads. They stay until one of the actions is taken, or until
// the run is put back to before one was: either changes how many are.
func (r *Run) lookAhead() *heads {
	h := &r.heads
	if h.known && h.taken == r.w.taken {
		return h
	}
	*h = heads{known: true, taken: r.w.taken, timed: -1, stepped: -1}
	for i := len(r.spec.Actions) - 1; i >= r.w.taken; i-- {
		if r.spec.Actions[i].Timed {
			h.timed = i
		} else {
			h.stepped = i
		}
	}
	return h
}

// upcoming returns the place in spec.Actions of the action that comes before an
// event at time at, and -1 when the event does. An action comes at its own moment,
// whatever stands before it in the list: by time before the first later event, by
// step right after that many steps, or when nothing else is left to happen. Of two
// whose moments have come the one listed first is first.
func (r *Run) upcoming(at Time) int {
	if r.w.taken == len(r.ops) {
		return -1
	}
	h := r.lookAhead()
	timed, stepped := -1, -1
	if h.timed >= 0 {
		if a := &r.spec.Actions[h.timed]; a.At < at || a.At <= r.w.now {
			timed = h.timed
		}
	}
	if h.stepped >= 0 && (r.spec.Actions[h.stepped].Step <= r.w.step || at == Never && timed < 0) {
		stepped = h.stepped
	}
	if timed >= 0 && stepped >= 0 {
		return min(timed, stepped)
	}
	return max(timed, stepped)
}

// advance moves action i to the front of those left, so that the actions taken stand
// in the order in which they happened.
func (r *Run) advance(i int) {
	a, o, n := r.spec.Actions[i], r.ops[i], r.w.taken
	copy(r.spec.Actions[n+1:i+1], r.spec.Actions[n:i])
	copy(r.ops[n+1:i+1], r.ops[n:i])
	r.spec.Actions[n], r.ops[n] = a, o
}

// ownScript makes a copied run's actions its own: a run puts them in order as it goes.
func (r *Run) ownScript() {
	r.spec.Actions, r.ops, r.heads = slices.Clone(r.spec.Actions), slices.Clone(r.ops), heads{}
}
