package saga

import "github.com/kookmin-msa-study/msalab/sim"

const requests = 1024 // requests remembered at a time

// glanceAfter is when somebody looks at an order: in the middle of its saga.
const glanceAfter = 250 * sim.Millisecond

// client is all buyers. A buyer who hears nothing presses the button again: with
// idempotency under the same key, without it as a new request.
type client struct {
	layout          *layout
	judge           *judge
	arrivals, goods sim.Stream
	v               clientVolatile
	d               clientDurable
}

type clientDurable struct {
	last   int64 // the last request number
	orders int64
}

type clientVolatile struct {
	requests [requests]request
}

type request struct {
	open       bool
	id         int64
	order      int64
	item, card int64
	tries      int64
	at         sim.Time
	timer      sim.Timer
}

// State implements sim.Node.
func (n *client) State() (volatile, durable any) { return &n.v, &n.d }

// Start implements sim.Node. The first order comes at a fixed time, so that
// presets can aim at one of its steps.
func (n *client) Start(c *sim.Ctx) {
	if n.d.last == 0 {
		c.After(firstOrder, sim.Msg{Kind: kArrive})
		return
	}
	n.nextArrival(c)
}

// Handle implements sim.Node.
func (n *client) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kArrive:
		n.d.orders++
		goods := c.Rand(n.goods)
		n.buy(c, request{order: n.d.orders, item: int64(goods.Below(100)), card: int64(goods.Below(100)), at: c.Now()})
		n.nextArrival(c)
	case kAnswer:
		n.onAnswer(c, e)
	case kImpatient:
		n.onImpatient(c, e)
	case kGlance:
		c.Send(n.layout.services[svcOrder], sim.Msg{Kind: kLook, A: e.A})
	case kSeen:
		n.onSeen(c, e)
	}
}

// nextArrival draws the time to the next order: half to one and a half times the mean.
func (n *client) nextArrival(c *sim.Ctx) {
	mean := int64(sim.Second) / max(c.Param(pRPS), 1)
	c.After(sim.Time(c.Rand(n.arrivals).Uniform(mean/2, mean*3/2)), sim.Msg{Kind: kArrive})
}

// buy sends a new request.
func (n *client) buy(c *sim.Ctx, r request) {
	n.d.last++
	slot := &n.v.requests[n.d.last%requests]
	if slot.open {
		c.Cancel(slot.timer)
		c.Add(mGaveUp, 1)
	}
	r.open, r.id = true, n.d.last
	*slot = r
	n.send(c, slot)
	c.After(glanceAfter, sim.Msg{Kind: kGlance, A: r.id})
}

func (n *client) send(c *sim.Ctx, r *request) {
	c.Send(n.layout.orch, sim.Msg{Kind: kBuy, A: r.id, B: r.order, C: r.item, D: r.card})
	r.timer = c.After(clientPatience, sim.Msg{Kind: kImpatient, A: r.id})
}

func (n *client) onAnswer(c *sim.Ctx, e *sim.Event) {
	r := &n.v.requests[e.A%requests]
	if !r.open || r.id != e.A {
		return
	}
	c.Cancel(r.timer)
	switch e.B {
	case saidWorking:
		r.tries = 0 // somebody is on it: no reason to give up
		r.timer = c.After(clientPatience, sim.Msg{Kind: kImpatient, A: r.id})
		return
	case saidCompleted, saidRolledBack:
		c.Observe(mLatency, int64(c.Now()-r.at))
	}
	r.open = e.B == saidParked // a person will call
	c.Note(nHeard, e.A, e.B, int64(c.Now()-r.at))
}

// onImpatient presses the button again.
func (n *client) onImpatient(c *sim.Ctx, e *sim.Event) {
	r := &n.v.requests[e.A%requests]
	if !r.open || r.id != e.A {
		return
	}
	if r.tries >= clientTries {
		r.open = false
		c.Add(mGaveUp, 1)
		c.Note(nGaveUp, r.order)
		return
	}
	r.tries++
	c.Add(mRetries, 1)
	if idempotent(c) {
		n.send(c, r)
		c.Note(nSameKey, r.order, r.id)
		return
	}
	again := *r
	r.open = false
	n.buy(c, again)
	c.Note(nNewKey, again.order, again.id, n.d.last)
}

func (n *client) onSeen(c *sim.Ctx, e *sim.Event) {
	c.Add(mReads, 1)
	switch {
	case e.C == 1:
		c.Add(mDirty, 1)
		c.Note(nDirty, e.A)
	case e.B == seenPending:
		c.Note(nSawPending, e.A)
	}
}
