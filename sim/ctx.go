package sim

import "github.com/kookmin-msa-study/msalab/sim/rng"

// Ctx is how a node acts on the world while it handles an event, and all that it
// may know of it. It is lent for one call and must not be kept.
type Ctx struct {
	r    *Run
	node NodeID
}

// Now returns the virtual time. Protocols read Clock instead.
func (c *Ctx) Now() Time { return c.r.w.now }

// Clock returns what the node's own clock shows: Now plus its skew and what it has
// drifted. After and Work count true time.
func (c *Ctx) Clock() Time { return c.r.clock(c.node) }

// Self returns the node that is acting.
func (c *Ctx) Self() NodeID { return c.node }

// Step returns the number of the step being taken.
func (c *Ctx) Step() int64 { return c.r.w.step }

// Param returns parameter i of Scenario.Params as it stands now: a number, a
// span in nanoseconds, or the index of a choice.
func (c *Ctx) Param(i int) int64 { return c.r.w.params[i][0] }

// Span is Param for a span of time.
func (c *Ctx) Span(i int) Time { return Time(c.r.w.params[i][0]) }

// List returns all elements of parameter i. It must not be changed.
func (c *Ctx) List(i int) []int64 { return c.r.w.params[i] }

// Rand returns a named random stream.
func (c *Ctx) Rand(s Stream) *rng.Stream { return &c.r.w.streams[s] }

// Send sends a message over the link from the acting node and returns its number.
func (c *Ctx) Send(to NodeID, m Msg) int64 { return c.r.send(c.node, to, &m) }

// After sets a timer of the acting node. It dies with the node's crash; while the node
// is paused it runs on, and what it brings waits.
func (c *Ctx) After(d Time, m Msg) Timer { return c.timer(d, &m, flagTimer) }

func (c *Ctx) timer(d Time, m *Msg, flags itemFlags) Timer {
	w := &c.r.w
	slot := c.r.schedule(later(w.now, max(d, 0)), c.node, c.node, m, 0, flags)
	it := &w.queue.items[slot]
	it.incarnation = w.nodes[c.node].incarnation
	return Timer{slot, it.generation + 1}
}

// Work sets a timer for work that takes d at the node's usual speed: a slow node
// takes longer. Pending work keeps the speed it was begun with, and stands still while
// the node is paused: work of 6 s begun at 0 s, paused from 1 to 16 s, ends at 21 s.
func (c *Ctx) Work(d Time, m Msg) Timer {
	if slow := c.r.w.nodes[c.node].slow; slow != slowUnit {
		d = d/slowUnit*Time(slow) + d%slowUnit*Time(slow)/slowUnit // in two parts: the product could overflow
	}
	return c.timer(d, &m, flagTimer|flagWork)
}

// Cancel stops a timer. It reports false when the timer has fired, was cancelled
// before or is the zero Timer.
func (c *Ctx) Cancel(t Timer) bool {
	q := &c.r.w.queue
	if t.generation == 0 || int(t.slot) >= len(q.items) {
		return false
	}
	it := &q.items[t.slot]
	if it.generation+1 != t.generation || it.flags&flagDead != 0 {
		return false
	}
	it.flags |= flagDead
	return true
}

// Status returns how a node fares. Nodes must not read it: a process cannot know
// whether another is dead or only slow. It is for models, laws and pictures.
func (c *Ctx) Status(n NodeID) NodeStatus { return c.r.w.nodes[n].status }

// Join brings an absent node into the system; it starts as after a crash.
func (c *Ctx) Join(n NodeID) {
	if c.r.w.nodes[n].status == Gone {
		c.r.w.nodes[n].status = Up
		was := c.node // starting n makes it the acting node
		c.r.start(n)
		c.node = was
	}
}

// Note attaches a sentence to the step being taken: what was decided, and why.
// A later note in the same step replaces an earlier one.
func (c *Ctx) Note(n Note, args ...int64) {
	rec := &c.r.record
	rec.Note = n + 1
	rec.Args = [4]int64{}
	copy(rec.Args[:], args)
}

// Add adds n to a counter or a gauge.
func (c *Ctx) Add(m Metric, n int64) { c.r.w.levels[m] += n }

// Set sets a gauge.
func (c *Ctx) Set(m Metric, value int64) { c.r.w.levels[m] = value }

// Observe adds an observation to a distribution.
func (c *Ctx) Observe(m Metric, value int64) { c.r.observe(m, value, 1) }

// ObserveN adds n equal observations to a distribution, as one sample: a batch of
// requests that fared alike. None for n <= 0.
func (c *Ctx) ObserveN(m Metric, value, n int64) { c.r.observe(m, value, n) }

// As runs f with c acting for another node: for a model's own verbs, which act
// from outside.
func (c *Ctx) As(n NodeID, f func(*Ctx)) {
	was := c.node
	c.node = n
	f(c)
	c.node = was
}
