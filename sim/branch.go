package sim

import (
	"fmt"

	"golang.org/x/exp/slices"
)

// Do acts at the cursor, or scripts an action for a time after it. At the furthest step
// looked at so far the history goes on; before it, a new branch begins and the old one
// stays. What cannot be done to a message is an error, and no step.
func (t *Timeline) Do(a Action) error {
	l := t.live
	at, next := l.view.w.step, l.view.w.step
	later := l.view.later(a)
	if !later {
		a.Step, a.Timed, a.At = at, false, 0
		next++
	}
	o, err := l.view.resolve(a)
	if err == nil && !later {
		err = l.view.refuses(&o)
	}
	if err != nil {
		return err
	}
	actions := slices.Insert(t.actionsAround(), l.view.w.taken, a)
	if len(actions) > MaxActions {
		return tooManyActions()
	}
	if at < l.visited {
		if len(t.branches) >= MaxBranches {
			most := Comma(MaxBranches)
			return refused(T("갈래는 "+most+"개까지만 둘 수 있어요. 더 해 보려면 새로 열어 주세요.", "A timeline keeps "+most+" histories: open a new run to try more."),
				"a timeline keeps at most %d histories: open a new run to try more", MaxBranches)
		}
		t.leave()
		t.branches = append(t.branches, Branch{Name: fmt.Sprint(len(t.branches) + 1), Parent: t.current, Fork: at, At: l.view.w.now})
		t.current = len(t.branches) - 1
	}
	t.branches[t.current].Actions = actions
	if err := t.rebuild(actions, at); err != nil {
		return err
	}
	t.SeekStep(next)
	t.Settle()
	return nil
}

// rebuild makes the run anew with other actions, keeping what lies at or before
// step at, where nothing changed.
func (t *Timeline) rebuild(actions []Action, at int64) error {
	spec := t.spec
	spec.Actions = actions
	run, err := NewRun(spec, t.opts)
	if err != nil {
		return err
	}
	old := t.live
	fresh := newLive(run)
	fresh.interval, fresh.visited = old.interval, at
	for _, c := range old.checkpoints[1:] {
		if c.step <= at {
			fresh.checkpoints = append(fresh.checkpoints, c)
			fresh.bytes += c.bytes
		}
	}
	last := fresh.checkpoints[len(fresh.checkpoints)-1]
	fresh.scout.restore(last.world)
	fresh.scout.trace = old.scout.trace // what it holds up to here is this history's, too
	fresh.scout.history = old.scout.history.prefix(&fresh.scout.w)
	fresh.view.history = fresh.scout.history
	fresh.density = slices.Clone(old.density[:last.buckets])
	fresh.first = slices.Clone(old.first[:last.buckets])
	if last.buckets > 0 {
		fresh.density[last.buckets-1] = last.last
	}
	for _, m := range old.marks {
		if m.Step <= last.step {
			fresh.marks = append(fresh.marks, m)
		}
	}
	t.live = fresh
	return nil
}

// prefix is what a world has measured so far. It goes on in the same memory: whoever
// measured further there is given up.
func (h *history) prefix(w *world) *history {
	out := &history{make([][]Sample, len(h.samples)), make([][]int64, len(h.levels))}
	for m := range h.samples {
		out.samples[m] = h.samples[m][:min(w.samples[m], len(h.samples[m]))]
		out.levels[m] = h.levels[m][:min(w.ticks, len(h.levels[m]))]
	}
	return out
}

// leave notes how far the current branch was looked at, and where.
func (t *Timeline) leave() {
	b, l := &t.branches[t.current], t.live
	b.visited = l.visited
	b.Actions = slices.Clone(l.scout.spec.Actions) // in the order in which they happened: checkpoints count them
	if !t.Settled() && l.targetTime == Never {
		b.Cursor = l.target // left again before it came there
		return
	}
	b.Cursor, b.Left = t.Cursor(), l.view.w.now
}

// Branches returns all histories and the index of the current one.
func (t *Timeline) Branches() (all []Branch, current int) { return t.branches, t.current }

// Rename names a branch.
func (t *Timeline) Rename(branch int, name string) {
	if branch >= 0 && branch < len(t.branches) {
		t.branches[branch].Name = clip(name)
	}
}

// Switch returns to another history, at the step where it was left: Work or Settle
// goes there. What both histories share stays known.
func (t *Timeline) Switch(branch int) error {
	if branch < 0 || branch >= len(t.branches) {
		return badInput("there is no history %d: there are 0 to %d", branch, len(t.branches)-1)
	}
	if branch == t.current {
		return nil
	}
	t.leave()
	b := &t.branches[branch]
	if err := t.rebuild(b.Actions, t.shared(t.current, branch)); err != nil {
		return err
	}
	t.current, t.live.visited = branch, b.visited
	t.SeekStep(b.Cursor)
	return nil
}

// shared returns the step up to which two histories are the same. A branch comes after
// the one it left, so going down from the later one meets where they part.
func (t *Timeline) shared(a, b int) int64 {
	step := int64(MaxStep)
	for a != b {
		if a < b {
			a, b = b, a
		}
		step = min(step, t.branches[a].Fork)
		a = t.branches[a].Parent
	}
	return step
}
