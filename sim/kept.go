package sim

import "golang.org/x/exp/slices"

// kept is the work that waits at a node: for each piece the step in which it came.
// It is there for Record.Cause alone; no outcome depends on it.
type kept struct {
	list []keptWork
	head int // the first that still waits
}

type keptWork struct{ key, step int64 }

// maxKept bounds what waits at one node; the oldest are forgotten first.
const maxKept = 1 << 14

// Keep says that work waits at the acting node, under a key of the scenario's own,
// until For takes it up: in between, other work was done, and without this the trace
// would call that the cause. A crash forgets it.
func (c *Ctx) Keep(key int64) {
	if c.node < 0 {
		return
	}
	w := &c.r.w
	for len(w.kept) < len(w.nodes) {
		w.kept = append(w.kept, kept{})
	}
	k := &w.kept[c.node]
	if k.head == len(k.list) || k.head >= maxKept {
		k.list, k.head = append(k.list[:0], k.list[k.head:]...), 0
	}
	if len(k.list)-k.head >= maxKept {
		k.head++
	}
	k.list = append(k.list, keptWork{key, w.step})
}

// For says that what the acting node sends and sets from here on in this step is on
// account of the work kept under a key: Record.Cause will name the step in which that
// came. Without such work nothing changes. Own ends it.
func (c *Ctx) For(key int64) {
	w := &c.r.w
	if c.node < 0 || int(c.node) >= len(w.kept) {
		return
	}
	k := &w.kept[c.node]
	for i := k.head; i < len(k.list); i++ {
		if k.list[i].key != key {
			continue
		}
		c.r.cause = k.list[i].step
		if i == k.head {
			k.head++ // first in, first out: the usual case
		} else {
			k.list = slices.Delete(k.list, i, i+1)
		}
		return
	}
}

// Own says that what follows in this step is on its own account again.
func (c *Ctx) Own() { c.r.cause = c.r.w.step }

// forget drops what waits at a node.
func (w *world) forget(id NodeID) {
	if int(id) < len(w.kept) {
		w.kept[id] = kept{}
	}
}
