package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

const (
	// maxQueue is where a server refuses, as a full listen backlog does.
	maxQueue = 10_000
	// failTime is how long a fast-failing server takes to say 500.
	failTime = sim.Millisecond
	// A cold server takes coldFactor times as long, for coldFor: empty caches,
	// code not compiled yet, connection pools to fill.
	coldFactor = 3
	coldFor    = 10 * sim.Second
)

// server is one worker behind a FIFO queue.
type server struct {
	index   int
	lb      sim.NodeID
	service sim.Stream
	v       serverMemory
	d       serverDisk
}

type serverMemory struct {
	queue     []job // a ring whose length is a power of two
	head      int
	waiting   int
	busy      bool
	began     sim.Time // when the request in service arrived here
	serving   sim.Time // and when its service began
	accepted  int64
	answered  int64
	coldUntil sim.Time
	mean      sim.Time // mean service time as it is now
	draining  bool
}

type job struct {
	id, slot int64
	at       sim.Time
}

type serverDisk struct {
	cold     bool // the next start is a cold one
	failFast bool // a broken deployment: restarting does not cure it
}

func (n *server) State() (volatile, durable any) { return &n.v, &n.d }

// Start makes the server ready. One that was not there when the run began says
// hello, so that the balancer knows a new process is behind the address.
func (n *server) Start(c *sim.Ctx) {
	if n.d.cold {
		n.d.cold = false
		n.v.coldUntil = c.Now() + coldFor
		c.After(coldFor, sim.Msg{Kind: kWarm})
	}
	n.v.mean = n.meanTime(c)
	c.Set(mQueue+sim.Metric(n.index), 0)
	if c.Now() > 0 {
		c.Send(n.lb, sim.Msg{Kind: kHello})
	}
}

// Handle reacts to requests, probes and the end of work.
func (n *server) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kForward:
		n.accept(c, e)
	case kDone:
		n.done(c, e)
	case kProbe:
		c.Send(n.lb, sim.Msg{Kind: kPong, A: e.A})
	case kDrain:
		n.v.draining = e.A == 1
	case kWarm:
		n.v.mean = n.meanTime(c)
	}
}

func (n *server) accept(c *sim.Ctx, e *sim.Event) {
	if n.v.waiting >= maxQueue {
		c.Send(n.lb, sim.Msg{Kind: kResponse, A: e.A, B: e.B, C: resultUnavailable})
		c.Note(nRefused, e.A, maxQueue)
		return
	}
	n.v.accepted++
	j := job{e.A, e.B, c.Now()}
	if !n.v.busy {
		n.begin(c, j)
		c.Note(nStarted, e.A)
		return
	}
	n.push(j)
	c.Keep(j.id)
	c.Note(nQueued, e.A, int64(n.v.waiting))
	c.Set(mQueue+sim.Metric(n.index), int64(n.v.waiting))
}

// held returns how many requests are here, the one in service included.
func (n *server) held() int64 {
	if n.v.busy {
		return int64(n.v.waiting) + 1
	}
	return int64(n.v.waiting)
}

func (n *server) push(j job) {
	v := &n.v
	if v.waiting == len(v.queue) {
		larger := make([]job, max(16, 2*len(v.queue)))
		for i := range v.waiting {
			larger[i] = v.queue[(v.head+i)&(len(v.queue)-1)]
		}
		v.queue, v.head = larger, 0
	}
	v.queue[(v.head+v.waiting)&(len(v.queue)-1)] = j
	v.waiting++
}

// begin puts a request into service. The draw is spent even by a failing server,
// so that two runs under one seed see the same service times.
func (n *server) begin(c *sim.Ctx, j job) {
	n.v.busy, n.v.began, n.v.serving = true, j.at, c.Now()
	n.v.mean = n.meanTime(c)
	took := sim.Time(c.Rand(n.service).Exponential(int64(n.v.mean)))
	result := int64(resultOK)
	if n.d.failFast {
		took, result = failTime, resultFailed
	}
	c.Work(took, sim.Msg{Kind: kDone, A: j.id, B: j.slot, C: result})
}

func (n *server) meanTime(c *sim.Ctx) sim.Time {
	if n.d.failFast {
		return failTime
	}
	mean := sim.Time(c.List(pService)[n.index])
	if c.Now() < n.v.coldUntil {
		mean *= coldFactor
	}
	return mean
}

func (n *server) done(c *sim.Ctx, e *sim.Event) {
	v := &n.v
	v.busy = false
	v.answered++
	stayed := int64(c.Now() - v.began)
	c.Send(n.lb, sim.Msg{Kind: kResponse, A: e.A, B: e.B, C: e.C})
	if v.waiting > 0 {
		next := v.queue[v.head]
		v.head = (v.head + 1) & (len(v.queue) - 1)
		v.waiting--
		c.For(next.id)
		n.begin(c, next)
		c.Own()
		c.Set(mQueue+sim.Metric(n.index), int64(v.waiting))
	}
	switch {
	case e.C != resultOK:
		c.Note(nFailedFast, e.A)
	case v.busy:
		c.Note(nServedNext, e.A, stayed, int64(v.waiting))
	default:
		c.Note(nServedIdle, e.A, stayed)
	}
}
