package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

// clients is everybody outside: an open loop of Poisson arrivals. They do not
// slow down when answers are late, which is what makes overload visible.
type clients struct {
	lb            sim.NodeID
	arrivals, who sim.Stream
	v             clientMemory
	d             clientDisk
}

// clientMemory is lost in a crash. Open requests stand in table, joined in a list
// from the oldest to the newest; places are numbered from one, so that the zero
// value is an empty list.
type clientMemory struct {
	table          []openRequest
	free           []int32
	oldest, newest int32
	inFlight       int64
	sent, ok       int64
	failed         int64
	timedOut       int64
	expiry         sim.Timer
	expiryAt       sim.Time // when expiry fires; 0 when none is set
	outcomes       recent   // 0 ok, 1 failed or timed out
	rate           int64    // arrivals a second as of the last one
}

type openRequest struct {
	id          int64
	at          sim.Time
	older, next int32
	open        bool
}

// clientDisk survives, so that numbers are never used twice.
type clientDisk struct{ lastID int64 }

func (n *clients) State() (volatile, durable any) { return &n.v, &n.d }

// Start begins the stream of arrivals.
func (n *clients) Start(c *sim.Ctx) {
	c.Set(mInFlight, 0)
	n.scheduleArrival(c)
}

func (n *clients) scheduleArrival(c *sim.Ctx) {
	n.v.rate = c.Param(pRPS)
	gap := c.Rand(n.arrivals).Exponential(int64(sim.Second) / n.v.rate)
	c.After(sim.Time(gap), sim.Msg{Kind: kArrive, A: n.d.lastID + 1})
}

// Handle reacts to arrivals, answers and timeouts.
func (n *clients) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kArrive:
		n.send(c)
		n.scheduleArrival(c)
	case kReply:
		n.answered(c, e)
	case kExpire:
		n.v.expiryAt = 0
		n.expire(c)
		n.armExpiry(c)
	case kReset:
		n.reset(c)
	}
}

func (n *clients) send(c *sim.Ctx) {
	who := int64(c.Rand(n.who).Below(uint64(c.Param(pClients))))
	n.d.lastID++
	place := n.insert(n.d.lastID, c.Now())
	n.v.sent++
	c.Add(mSent, 1)
	c.Set(mInFlight, n.v.inFlight)
	c.Send(n.lb, sim.Msg{Kind: kRequest, A: n.d.lastID, B: int64(place - 1), C: who + 1})
	n.armExpiry(c)
}

// insert opens a request at the end of the list and returns its place.
func (n *clients) insert(id int64, at sim.Time) int32 {
	v := &n.v
	place := int32(0)
	if last := len(v.free) - 1; last >= 0 {
		place, v.free = v.free[last], v.free[:last]
	} else {
		v.table = append(v.table, openRequest{})
		place = int32(len(v.table))
	}
	v.table[place-1] = openRequest{id: id, at: at, older: v.newest, open: true}
	if v.newest != 0 {
		v.table[v.newest-1].next = place
	} else {
		v.oldest = place
	}
	v.newest = place
	v.inFlight++
	return place
}

// remove closes the request at a place and returns it.
func (n *clients) remove(place int32) openRequest {
	v := &n.v
	r := v.table[place-1]
	if r.older != 0 {
		v.table[r.older-1].next = r.next
	} else {
		v.oldest = r.next
	}
	if r.next != 0 {
		v.table[r.next-1].older = r.older
	} else {
		v.newest = r.older
	}
	v.table[place-1].open = false
	v.free = append(v.free, place)
	v.inFlight--
	return r
}

// answered takes a reply, unless its request is over: given up, or a duplicate.
func (n *clients) answered(c *sim.Ctx, e *sim.Event) {
	if e.B >= int64(len(n.v.table)) || !n.v.table[e.B].open || n.v.table[e.B].id != e.A {
		c.Note(nTooLate, e.A)
		return
	}
	r := n.remove(int32(e.B) + 1)
	took := c.Now() - r.at
	if e.C != resultOK {
		n.v.failed++
		c.Add(mErrors, 1)
		n.outcome(c, 1)
		c.Note(nGotError, e.A, e.C, int64(took))
		return
	}
	n.v.ok++
	c.Add(mOK, 1)
	c.Observe(mLatency, int64(took))
	n.outcome(c, 0)
	c.Note(nGotAnswer, e.A, int64(took), e.D)
}

func (n *clients) outcome(c *sim.Ctx, what int) {
	n.v.outcomes.add(what)
	c.Set(mErrorShare, n.v.outcomes.share(1))
	c.Set(mInFlight, n.v.inFlight)
}

// armExpiry sets the one timer that watches the oldest open request. All wait
// equally long, so nobody else can be due before it.
func (n *clients) armExpiry(c *sim.Ctx) {
	timeout := c.Span(pTimeout)
	if timeout == 0 || n.v.oldest == 0 {
		return
	}
	due := n.v.table[n.v.oldest-1].at + timeout
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
	timeout := c.Span(pTimeout)
	if timeout == 0 || n.v.oldest == 0 || c.Now() < n.v.table[n.v.oldest-1].at+timeout {
		return
	}
	place := n.v.oldest
	r := n.remove(place)
	n.v.timedOut++
	c.Add(mTimeouts, 1)
	c.Observe(mLatency, int64(c.Now()-r.at))
	n.outcome(c, 1)
	c.Send(n.lb, sim.Msg{Kind: kTimeout, A: r.id, B: int64(place - 1)})
	c.Note(nGaveUp, r.id, int64(timeout))
}

// reset fails every open request: the balancer came back and knows none of them.
func (n *clients) reset(c *sim.Ctx) {
	lost := int64(0)
	for n.v.oldest != 0 {
		n.remove(n.v.oldest)
		n.v.failed++
		n.v.outcomes.add(1)
		lost++
	}
	c.Add(mErrors, lost)
	c.Set(mErrorShare, n.v.outcomes.share(1))
	c.Set(mInFlight, 0)
	c.Note(nConnectionsReset, lost)
}
