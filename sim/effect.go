package sim

// What a model does to the world itself: faults that hang on what happens, not on a
// time, and nodes that come and go. Each takes hold at the end of the step in which it is
// asked for, before the laws are checked, in the order asked; the note of the step says
// why. It is a part of the run, not of its log.

// Crash ends a node's process, after d again on its own; d = 0 is until someone restarts
// it. A node may crash itself: it acts to the end of the step.
func (c *Ctx) Crash(n NodeID, d Time) { c.cause(op{kind: opCrash, node: n, n: int64(max(d, 0))}) }

// Restart starts a crashed node.
func (c *Ctx) Restart(n NodeID) { c.cause(op{kind: opRestart, node: n}) }

// Pause stops a node without its knowledge, for d; 0 is until someone resumes it.
func (c *Ctx) Pause(n NodeID, d Time) { c.cause(op{kind: opPause, node: n, n: int64(max(d, 0))}) }

// Slow makes work begun on a node from now on take factor thousandths of its usual time.
func (c *Ctx) Slow(n NodeID, factor int64) {
	c.cause(op{kind: opSlow, node: n, n: min(max(factor, slowUnit/100), slowUnit*1000)})
}

// Cut cuts the link between two nodes, both ways.
func (c *Ctx) Cut(a, b NodeID) { c.cause(op{kind: opCut, from: a, to: b}) }

// Heal ends every fault of the link between two nodes, both ways.
func (c *Ctx) Heal(a, b NodeID) { c.cause(op{kind: opHeal, from: a, to: b}) }

// Leave takes a node out of the system, until Join brings it back, which starts it as
// after a crash: its volatile state is gone, its timers are dead, what waited for it is
// dropped, and what still arrives finds nobody. That is no fault.
func (c *Ctx) Leave(n NodeID) { c.cause(op{kind: opLeave, node: n}) }

// cause writes down what is to take hold when the step ends.
func (c *Ctx) cause(o op) {
	if o.kind != opCut && o.kind != opHeal {
		o.from, o.to = None, None
	}
	c.r.effects = append(c.r.effects, o)
}

// settle carries out what the step asked for.
func (r *Run) settle() {
	if len(r.effects) == 0 {
		return
	}
	idle := r.record.Idle
	for i := 0; i < len(r.effects); i++ { // a node that starts may ask for more
		o := r.effects[i]
		r.apply(&o)
	}
	r.effects = r.effects[:0]
	r.record.Idle = idle
	r.countFaults()
}
