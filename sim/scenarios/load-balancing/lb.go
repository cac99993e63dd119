package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

// lb is the load balancer: what it does with requests and answers. How it chooses
// is in pick.go, how it decides who may be chosen in health.go.
type lb struct {
	clients, first sim.NodeID
	chance         sim.Stream
	v              lbMemory
	d              lbConfig
}

// lbConfig is what an operator wrote down: it survives a crash.
type lbConfig struct {
	member  [maxServers]bool // registered
	removed [maxServers]bool // told to drain
	boots   int64
}

// lbMemory is what a crash loses.
type lbMemory struct {
	places   []place // by the client's place
	open     []flight
	free     []int32 // places in open
	opened   int64   // flights in open that are not answered
	inFlight [maxServers]int64
	conns    [maxServers]int64 // L4 connections
	pinned   []int8            // by client: the server of its connection, plus one
	view     sight
	oldest   int32 // flight in open that was sent first, plus one
	newest   int32
	lateness alarm
	policy   int64             // the last pick's, plus one
	pickers  []balancer.Picker // by policy; what one has learnt outlives a change of policy
	hosts    []balancer.Host
	turns    turns
	health   [maxServers]watch
	drains   [maxServers]balancer.Drain
	outlier  *balancer.Outlier
	passive  passive
	probing  probing
	ramps    [maxServers]int64    // share of its weight a server had at the last pick, in balancer.SlowStartScale
	since    [maxServers]sim.Time // begin of a slow start; 0 is none
	heard    [maxServers]sim.Time // when a server last sent anything
	shares   recent
	badSends int64 // requests sent to a server that must not get any
}

// place is what is known of one of the client's places.
type place struct {
	id   int64 // of the last request that came from it
	slot int32 // where its flight stands in open, plus one; 0 when it is over
}

func (b *lb) State() (volatile, durable any) { return &b.v, &b.d }

// Start takes all registered servers for healthy. After a crash nothing is known
// of the requests under way, so clients see their connections reset.
func (b *lb) Start(c *sim.Ctx) {
	v := &b.v
	v.pinned = make([]int8, maxClients)
	v.hosts = make([]balancer.Host, maxServers)
	v.pickers = newPickers()
	for i := range maxServers {
		b.watchAnew(c, i)
		v.heard[i] = c.Now()
		if b.d.removed[i] {
			v.drains[i].Begin(int64(c.Now()), 0)
			v.drains[i].Step(0, int64(c.Now()))
		}
	}
	b.d.boots++
	if b.d.boots > 1 {
		c.Send(b.clients, sim.Msg{Kind: kReset})
	}
	b.nextTick(c)
	b.nextSweep(c)
}

// Handle reacts to requests, answers, probes and operators.
func (b *lb) Handle(c *sim.Ctx, e *sim.Event) {
	if i := b.index(e.From); i >= 0 && i < maxServers {
		b.v.heard[i] = c.Now()
	}
	switch e.Kind {
	case kRequest:
		b.request(c, e)
	case kResponse:
		b.response(c, e)
	case kTimeout:
		b.givenUp(c, e)
	case kLate:
		b.v.lateness.at = 0
		b.late(c)
		b.armLate(c)
	case kView:
		b.refresh(c)
	case kThaw:
		b.thaw(c)
	case kDrainEnd:
		b.stepDrain(c, int(e.A))
	case kHello:
		b.hello(c, b.index(e.From))
	default:
		b.handleHealth(c, e)
	}
}

func (b *lb) index(n sim.NodeID) int { return int(n - b.first) }

func (b *lb) node(i int) sim.NodeID { return b.first + sim.NodeID(i) }

// request sends a request to the server of the policy's choice.
func (b *lb) request(c *sim.Ctx, e *sim.Event) {
	v := &b.v
	for int64(len(v.places)) <= e.B {
		v.places = append(v.places, place{})
	}
	p := &v.places[e.B]
	if e.A <= p.id {
		c.Note(nDuplicate, e.A)
		return
	}
	b.hangUp(p) // a client that crashed uses the place again
	p.id = e.A
	i, pinned := b.route(c, e)
	if i < 0 {
		c.Send(b.clients, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: resultUnavailable, D: int64(sim.None)})
		c.Note(nNobody, e.A)
		return
	}
	if !b.permitted(i, pinned) {
		v.badSends++
	}
	slot := b.take(flight{id: e.A, at: c.Now(), place: int32(e.B), server: int8(i), open: true})
	p.slot = slot + 1
	b.ewma().Started(i, int64(c.Now()))
	c.Send(b.node(i), sim.Msg{Kind: kForward, A: e.A, B: int64(slot), C: e.C})
	b.measure(c, i)
	b.armLate(c)
}

// measure writes down where requests go. Whether a server is dead is known to the
// metric only: the balancer has no way to see it.
func (b *lb) measure(c *sim.Ctx, i int) {
	if c.Status(b.node(i)) == sim.Down {
		c.Add(mDead, 1)
	}
	b.v.shares.add(i)
	for j := range maxServers {
		c.Set(mShare+sim.Metric(j), b.v.shares.share(j))
	}
}

// response passes a server's answer on.
func (b *lb) response(c *sim.Ctx, e *sim.Event) {
	v := &b.v
	if e.B >= int64(len(v.open)) || !v.open[e.B].open || v.open[e.B].id != e.A {
		c.Note(nAnswerUnwanted, e.A, int64(e.From))
		return
	}
	f := b.close(c, e.B)
	if f.hungUp {
		c.Note(nAnswerUnwanted, e.A, int64(e.From))
	} else {
		c.Send(b.clients, sim.Msg{Kind: kReply, A: e.A, B: int64(f.place), C: e.C, D: int64(e.From)})
	}
	i := b.index(e.From)
	b.report(c, i, e.C == resultOK)
	b.stepDrain(c, i)
}

// givenUp notes that a client has hung up. The server is not told: it will do the
// work for nobody, so the request still counts as in flight.
func (b *lb) givenUp(c *sim.Ctx, e *sim.Event) {
	v := &b.v
	if e.B >= int64(len(v.places)) || v.places[e.B].id != e.A || v.places[e.B].slot == 0 {
		c.Note(nAlreadyOver, e.A)
		return
	}
	p := &v.places[e.B]
	c.Note(nHungUp, e.A, int64(b.node(int(v.open[p.slot-1].server))))
	b.hangUp(p)
}
