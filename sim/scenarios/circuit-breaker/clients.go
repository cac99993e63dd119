package circuitbreaker

import "github.com/kookmin-msa-study/msalab/sim"

// clients is everybody outside: two open loops of Poisson arrivals. They do not
// slow down when answers are late.
type clients struct {
	order    sim.NodeID
	arrivals [2]sim.Stream // by route
	v        clientMemory
	d        clientDisk
}

// clientMemory is lost in a crash. All requests wait equally long, so the ones
// open stand in order of their numbers, in a ring that grows by doubling.
type clientMemory struct {
	ring      []openRequest
	oldest    int64 // number of the first request that may be open
	open      int64
	sent      int64
	ended     [results]int64
	gaveUp    int64
	expiry    sim.Timer
	expiryAt  sim.Time // when expiry fires; 0 when none is set
	recent    [2]recent
	menuEnded int64
}

type openRequest struct {
	at    sim.Time
	route int8
	open  bool
}

// clientDisk survives, so that numbers are never used twice.
type clientDisk struct{ lastID int64 }

func (n *clients) State() (volatile, durable any) { return &n.v, &n.d }

// Start begins both streams of arrivals.
func (n *clients) Start(c *sim.Ctx) {
	n.v.oldest = n.d.lastID + 1
	for route := range n.arrivals {
		n.scheduleArrival(c, int64(route))
	}
}

func (n *clients) scheduleArrival(c *sim.Ctx, route int64) {
	gap := c.Rand(n.arrivals[route]).Exponential(int64(sim.Second) / c.Param(pOrderRPS+int(route)))
	c.After(sim.Time(gap), sim.Msg{Kind: kArrive, A: route})
}

// Handle reacts to arrivals, answers and the end of patience.
func (n *clients) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kArrive:
		n.send(c, e.A)
		n.scheduleArrival(c, e.A)
	case kReply, kReject, kFail:
		n.answered(c, e)
	case kExpire:
		n.v.expiryAt = 0
		n.expire(c)
		n.armExpiry(c)
	}
}

func (n *clients) send(c *sim.Ctx, route int64) {
	n.d.lastID++
	n.makeRoom()
	*n.at(n.d.lastID) = openRequest{c.Now(), int8(route), true}
	n.v.open++
	n.v.sent++
	c.Add(mSent, 1)
	c.Set(mInProgress, n.v.open)
	c.Send(n.order, sim.Msg{Kind: kRequest, A: n.d.lastID, B: route})
	n.armExpiry(c)
}

func (n *clients) at(id int64) *openRequest { return &n.v.ring[id&int64(len(n.v.ring)-1)] }

// makeRoom doubles the ring when the newest request would land on the oldest.
func (n *clients) makeRoom() {
	size := int64(len(n.v.ring))
	if n.d.lastID-n.v.oldest < size {
		return
	}
	larger := make([]openRequest, max(256, 2*size))
	for id := n.v.oldest; id < n.d.lastID; id++ {
		larger[id&int64(len(larger)-1)] = *n.at(id)
	}
	n.v.ring = larger
}

// close ends a request and returns it.
func (n *clients) close(id int64) openRequest {
	r := n.at(id)
	r.open = false
	n.v.open--
	for n.v.oldest <= n.d.lastID && !n.at(n.v.oldest).open {
		n.v.oldest++
	}
	return *r
}

// answered takes a reply, unless its request is over: given up, or a duplicate.
func (n *clients) answered(c *sim.Ctx, e *sim.Event) {
	if e.A < n.v.oldest || e.A > n.d.lastID || !n.at(e.A).open {
		c.Note(nTooLate, e.A)
		return
	}
	r := n.close(e.A)
	took := int64(c.Now() - r.at)
	n.v.ended[e.C]++
	c.Add(mEnded+sim.Metric(e.C), 1)
	c.Observe(mLatency+sim.Metric(r.route), took)
	n.outcome(c, r.route, e.C == resultOK || e.C == resultRefused)
	switch {
	case e.C == resultOK:
		c.Note(nGotAnswer, e.A, took, int64(r.route))
	case e.C == resultRefused:
		c.Note(nGotRefused, e.A, took)
	case e.D != shownError:
		c.Add(mFallbacks, 1)
		c.Note(nGotFallback, e.A, took, e.C, e.D)
	default:
		c.Note(nGotError, e.A, took, e.C)
	}
}

func (n *clients) outcome(c *sim.Ctx, route int8, ok bool) {
	n.v.recent[route].add(ok)
	c.Set(mSuccess+sim.Metric(route), n.v.recent[route].share())
	c.Set(mInProgress, n.v.open)
	if route == routeMenu {
		n.v.menuEnded++
	}
}

// armExpiry sets the one timer that watches the oldest open request.
func (n *clients) armExpiry(c *sim.Ctx) {
	if n.v.open == 0 {
		return
	}
	due := n.at(n.v.oldest).at + c.Span(pClientTimeout)
	if n.v.expiryAt != 0 {
		if n.v.expiryAt <= due {
			return
		}
		c.Cancel(n.v.expiry) // the timeout was shortened
	}
	n.v.expiry = c.After(due-c.Now(), sim.Msg{Kind: kExpire})
	n.v.expiryAt = max(due, c.Now())
}

// expire gives up the oldest request if its time is over.
func (n *clients) expire(c *sim.Ctx) {
	patience := c.Span(pClientTimeout)
	if n.v.open == 0 || c.Now() < n.at(n.v.oldest).at+patience {
		return
	}
	id := n.v.oldest
	r := n.close(id)
	n.v.gaveUp++
	c.Add(mGaveUp, 1)
	c.Observe(mLatency+sim.Metric(r.route), int64(c.Now()-r.at))
	n.outcome(c, r.route, false)
	c.Note(nGaveUp, id, int64(patience), int64(r.route))
}
