package sim

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/internal/clone"
)

// Difference names the first field in which two runs of one scenario differ, of all that
// Digest covers, with what stands there in each: "node p: d.log.epoch: 2, not 3". It is
// empty when their digests are equal.
func Difference(a, b *Run) string {
	if a.w.step != b.w.step {
		return fmt.Sprintf("steps taken: %d, not %d", a.w.step, b.w.step)
	}
	if len(a.w.nodes) != len(b.w.nodes) {
		return fmt.Sprintf("nodes: %d, not %d", len(a.w.nodes), len(b.w.nodes))
	}
	for id := range a.w.nodes {
		if found := differs(a, &a.w.nodes[id], &b.w.nodes[id]); found != "" {
			return "node " + a.infos[id].Name + found
		}
	}
	parts := []struct{ name, found string }{
		{"frozen work", differs(a, &a.w.frozen, &b.w.frozen)},
		{"groups", differs(a, &a.w.groups, &b.w.groups)},
		{"model", differs(a, &a.w.model, &b.w.model)},
		{"link", a.linksDiffer(b)},
		{"streams", differs(a, &a.w.streams, &b.w.streams)},
		{"levels", differs(a, &a.w.levels, &b.w.levels)},
		{"parameters", differs(a, &a.w.params, &b.w.params)},
		{"laws", differs(a, &a.w.laws, &b.w.laws)},
		{"pending events", a.w.queue.differs(&b.w.queue)},
	}
	for _, p := range parts {
		if p.found != "" {
			return p.name + p.found
		}
	}
	if a.w.digest != b.w.digest {
		return "the steps taken before; the states they led to are the same"
	}
	return ""
}

// linksDiffer writes the first link in which two runs differ.
func (r *Run) linksDiffer(other *Run) string {
	x, y := r.every(), other.every()
	for i := range x {
		if found := differs(r, &x[i], &y[i]); found != "" {
			return " " + r.infos[i/len(r.infos)].Name + ">" + r.infos[i%len(r.infos)].Name + found
		}
	}
	return ""
}

// differs writes where two values differ, to follow their name.
func differs[T any](r *Run, a, b *T) string {
	path, x, y := clone.Diff(r.cloner, a, b)
	if x == y {
		return ""
	}
	if strings.HasPrefix(path, ".") {
		path = ": " + path[1:]
	}
	return fmt.Sprintf("%s: %s, not %s", path, x, y)
}

// differs writes where two queues differ in what hash reads of them.
func (q *queue) differs(other *queue) string {
	for i := range max(len(q.items), len(other.items)) {
		x, y := q.pending(i), other.pending(i)
		if x != y {
			return fmt.Sprintf("[%d]: %s, not %s", i, x, y)
		}
	}
	return ""
}

// pending writes what is in a slot.
func (q *queue) pending(slot int) string {
	if slot >= len(q.items) || q.items[slot].flags&flagDead != 0 {
		return "nothing"
	}
	it := &q.items[slot]
	var data Data
	if it.data != 0 {
		data = q.data[it.data]
	}
	return fmt.Sprintf("kind %d (%d %d %d %d %v) from node %d to node %d at %s, number %d, flags %b",
		it.kind, it.a, it.b, it.c, it.d, data, it.from, it.node, FormatSpan(it.due), it.id, it.flags)
}

// CheckState says why the run, as it stands now, could not go on unchanged from a
// checkpoint: which field holds a function, or which two hold the same memory. NewRun
// asks it at the start; what nodes come to hold later is for tests to ask.
func (r *Run) CheckState() error {
	if err := clone.Check(r.cloner, &r.w); err != nil {
		text := strings.ReplaceAll(err.Error(), "sim.world.", "")
		for id, info := range r.infos {
			text = strings.ReplaceAll(text, fmt.Sprintf("nodes[%d].node.", id), "node "+info.Name+" ")
		}
		return fmt.Errorf("scenario %s: %s", r.sc.ID, text)
	}
	return nil
}
