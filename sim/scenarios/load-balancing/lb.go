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
	policy   int64 // what picker was made for, plus one
	picker   balancer.Picker
	hosts    []balancer.Host
	turns    turns
	health   [maxServers]watch
	drains   [maxServers]balancer.Drain
	outlier  *balancer.Outlier
	limits   [2]int64             // what outlier was made for
	since    [maxServers]sim.Time // begin of a slow start; 0 is none
	shares   recent
	badSends int64 // requests sent to a server that must not get any
}

// place is what is known of one of the client's places.
type place struct {
	id   int64 // of the last request that came from it
	slot int32 // where its flight stands in open, plus one; 0 when it is over
}

// flight is a request sent to a server and not answered yet.
type flight struct {
	id     int64
	at     sim.Time
	place  int32
	server int8
	open   bool
	hungUp bool // nobody waits for the answer; the server works on it all the same
}

// lingerFor is how long an answer nobody waits for is waited for (nginx
// proxy_read_timeout: 60 s). Until then the request counts as in flight.
const lingerFor = 60 * sim.Second

func (b *lb) State() (volatile, durable any) { return &b.v, &b.d }

// Start takes all registered servers for healthy. After a crash nothing is known
// of the requests under way, so clients see their connections reset.
func (b *lb) Start(c *sim.Ctx) {
	v := &b.v
	v.pinned = make([]int8, maxClients)
	v.hosts = make([]balancer.Host, maxServers)
	for i := range maxServers {
		v.health[i].healthy = balancer.Health{}
		b.watchAnew(c, i)
		if b.d.removed[i] {
			v.drains[i].Begin(int64(c.Now()), 0)
			v.drains[i].Step(0, int64(c.Now()))
		}
	}
	b.d.boots++
	if b.d.boots > 1 {
		c.Send(b.clients, sim.Msg{Kind: kReset})
	}
	c.After(c.Span(pInterval), sim.Msg{Kind: kTick})
	c.After(sweepEvery, sim.Msg{Kind: kSweep})
}

// Handle reacts to requests, answers, probes and operators.
func (b *lb) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kRequest:
		b.request(c, e)
	case kResponse:
		b.response(c, e)
	case kTimeout:
		b.givenUp(c, e)
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
	if ewma, ok := v.picker.(*balancer.PeakEWMA); ok {
		ewma.Started(i, int64(c.Now()))
	}
	c.Send(b.node(i), sim.Msg{Kind: kForward, A: e.A, B: int64(slot), C: e.C})
	b.measure(c, i)
}

// take finds a slot for a flight.
func (b *lb) take(f flight) int32 {
	v := &b.v
	v.opened++
	v.inFlight[f.server]++
	if last := len(v.free) - 1; last >= 0 {
		slot := v.free[last]
		v.free = v.free[:last]
		v.open[slot] = f
		return slot
	}
	v.open = append(v.open, f)
	return int32(len(v.open) - 1)
}

// hangUp lets the flight of a place go on without its client.
func (b *lb) hangUp(p *place) {
	if p.slot != 0 {
		b.v.open[p.slot-1].hungUp = true
		p.slot = 0
	}
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

// close ends the flight in a slot, whatever its outcome, and returns it.
func (b *lb) close(c *sim.Ctx, slot int64) flight {
	v := &b.v
	f := v.open[slot]
	v.open[slot].open = false
	v.free = append(v.free, int32(slot))
	v.opened--
	v.inFlight[f.server]--
	if !f.hungUp {
		v.places[f.place].slot = 0
	}
	if ewma, ok := v.picker.(*balancer.PeakEWMA); ok {
		ewma.Finished(int(f.server), int64(f.at), int64(c.Now()))
	}
	return f
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

// forget closes flights that nobody waits for and that no answer came for.
func (b *lb) forget(c *sim.Ctx) {
	n := int64(0)
	for slot := range b.v.open {
		if f := &b.v.open[slot]; f.open && f.hungUp && c.Now()-f.at > lingerFor {
			b.close(c, int64(slot))
			n++
		}
	}
	if n > 0 {
		c.Note(nForgotten, n, int64(lingerFor))
	}
}

// cutOff answers 502 to everything a server has not answered, closes its
// connections, and returns how many requests that were.
func (b *lb) cutOff(c *sim.Ctx, i int) int64 {
	v := &b.v
	n := int64(0)
	for slot := range v.open {
		if !v.open[slot].open || int(v.open[slot].server) != i {
			continue
		}
		if f := b.close(c, int64(slot)); !f.hungUp {
			c.Send(b.clients, sim.Msg{Kind: kReply, A: f.id, B: int64(f.place), C: resultBadGateway, D: int64(b.node(i))})
			n++
		}
	}
	for who, at := range v.pinned {
		if int(at) == i+1 {
			v.pinned[who] = 0
		}
	}
	v.conns[i] = 0
	return n
}
