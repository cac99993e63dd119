package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

const (
	// clientTimeout is how long a client waits.
	clientTimeout = sim.Second
	// hotShare of all reads, in ppm, go to the hot key while there is one.
	hotShare = 200_000
	hotKey   = 7777
)

// clients is everybody who reads: an open loop of Poisson arrivals.
type clients struct {
	router         sim.NodeID
	keys           int64
	arrivals, pick sim.Stream
	v              clientMemory
	d              clientDisk
}

type clientMemory struct {
	open     fifo[read]
	inFlight int64
	sent, ok int64
	failed   int64
	timedOut int64
	lastLost sim.Time // when the newest read was sent that nobody answered; law I6
	expiry   bool
	zipf     zipf
}

type read struct {
	at   sim.Time
	key  int64
	open bool
}

type clientDisk struct {
	nextRead int64
	hot      bool
}

func (n *clients) State() (volatile, durable any) { return &n.v, &n.d }

// Start begins the stream of reads.
func (n *clients) Start(c *sim.Ctx) {
	n.v.open.begin(n.d.nextRead)
	n.scheduleArrival(c)
}

func (n *clients) scheduleArrival(c *sim.Ctx) {
	gap := c.Rand(n.arrivals).Exponential(int64(sim.Second) / c.Param(pRPS))
	c.After(sim.Time(gap), sim.Msg{Kind: kArrive, A: n.d.nextRead})
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
		n.v.expiry = false
		n.expire(c)
	}
}

// key draws what is read next. The draw for the hot key is spent in any case, so
// that the other reads are the same with and without one.
func (n *clients) key(c *sim.Ctx) int64 {
	stream := c.Rand(n.pick)
	hot := stream.Chance(hotShare)
	key := int64(0)
	if exponent := c.Param(pZipf); exponent == 0 {
		key = int64(stream.Below(uint64(n.keys)))
	} else {
		n.v.zipf.prepare(n.keys, exponent)
		key = n.v.zipf.draw(stream)
	}
	if hot && n.d.hot {
		return n.hotKey()
	}
	return key
}

func (n *clients) hotKey() int64 { return hotKey % n.keys }

func (n *clients) send(c *sim.Ctx) {
	key := n.key(c)
	number := n.v.open.push(read{c.Now(), key, true})
	n.d.nextRead = number + 1
	n.v.sent++
	n.v.inFlight++
	c.Add(mSent, 1)
	c.Send(n.router, sim.Msg{Kind: kLookup, A: number, B: key})
	n.watch(c)
	c.Note(nReads, number+1, key)
}

func (n *clients) answered(c *sim.Ctx, e *sim.Event) {
	r := n.v.open.at(e.A)
	if r == nil || !r.open {
		c.Note(nTooLate, e.B)
		return
	}
	sent := r.at
	took := int64(c.Now() - sent)
	n.close(r)
	c.Observe(mLatency, took)
	if e.C == resultHit || e.C == resultLoaded {
		n.v.ok++
		c.Add(mOK, 1)
		c.Note(nAnswered, e.B, e.C, took, e.D)
		return
	}
	n.v.failed++
	if e.C != resultRefused {
		n.v.lastLost = max(n.v.lastLost, sent)
	}
	c.Add(mErrors, 1)
	c.Note(nFailed, e.B, e.C, took)
}

// close ends a read and drops what is over from the front of the queue.
func (n *clients) close(r *read) {
	r.open = false
	n.v.inFlight--
	for front := n.v.open.front(); front != nil && !front.open; front = n.v.open.front() {
		n.v.open.pop()
	}
}

// watch sets the one timer that watches the oldest read.
func (n *clients) watch(c *sim.Ctx) {
	if r := n.v.open.front(); r != nil && !n.v.expiry {
		n.v.expiry = true
		c.After(r.at+clientTimeout-c.Now(), sim.Msg{Kind: kExpire})
	}
}

func (n *clients) expire(c *sim.Ctx) {
	given := int64(0)
	for r := n.v.open.front(); r != nil && c.Now() >= r.at+clientTimeout; r = n.v.open.front() {
		c.Observe(mLatency, int64(clientTimeout))
		n.v.lastLost = max(n.v.lastLost, r.at)
		n.close(r)
		n.v.timedOut++
		given++
	}
	if given > 0 {
		c.Add(mErrors, given)
		c.Note(nTimedOut, given, int64(clientTimeout))
	}
	n.watch(c)
}
