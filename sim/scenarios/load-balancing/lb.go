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
	open     []flight // by the client's place
	opened   int64    // flights in open that are not answered
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

// flight is a request sent to a server and not answered yet.
type flight struct {
	id     int64
	at     sim.Time
	server int8
	open   bool
}

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
	for int64(len(v.open)) <= e.B {
		v.open = append(v.open, flight{})
	}
	if e.A <= v.open[e.B].id {
		c.Note(nDuplicate, e.A)
		return
	}
	if v.open[e.B].open { // its client crashed and uses the place again
		b.close(c, e.B)
	}
	v.open[e.B] = flight{id: e.A}
	i, pinned := b.route(c, e)
	if i < 0 {
		c.Send(b.clients, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: resultUnavailable, D: int64(sim.None)})
		c.Note(nNobody, e.A)
		return
	}
	if !b.permitted(i, pinned) {
		v.badSends++
	}
	v.open[e.B] = flight{e.A, c.Now(), int8(i), true}
	v.opened++
	v.inFlight[i]++
	if ewma, ok := v.picker.(*balancer.PeakEWMA); ok {
		ewma.Started(i, int64(c.Now()))
	}
	c.Send(b.node(i), sim.Msg{Kind: kForward, A: e.A, B: e.B, C: e.C})
	b.measure(c, i)
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

// close ends the flight at a place, whatever its outcome.
func (b *lb) close(c *sim.Ctx, place int64) {
	v := &b.v
	f := &v.open[place]
	f.open = false
	v.opened--
	v.inFlight[f.server]--
	if ewma, ok := v.picker.(*balancer.PeakEWMA); ok {
		ewma.Finished(int(f.server), int64(f.at), int64(c.Now()))
	}
}

// find reports whether an event speaks of a flight that is still open.
func (b *lb) find(e *sim.Event) bool {
	v := &b.v
	return e.B < int64(len(v.open)) && v.open[e.B].open && v.open[e.B].id == e.A
}

// response passes a server's answer on.
func (b *lb) response(c *sim.Ctx, e *sim.Event) {
	i := b.index(e.From)
	if !b.find(e) || int(b.v.open[e.B].server) != i {
		c.Note(nAnswerUnwanted, e.A, int64(e.From))
		return
	}
	b.close(c, e.B)
	c.Send(b.clients, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: e.C, D: int64(e.From)})
	b.report(c, i, e.C == resultOK)
	b.stepDrain(c, i)
}

// givenUp forgets a request whose client has hung up. The server is not told: it
// will do the work for nobody.
func (b *lb) givenUp(c *sim.Ctx, e *sim.Event) {
	if !b.find(e) {
		c.Note(nAlreadyOver, e.A)
		return
	}
	i := int(b.v.open[e.B].server)
	b.close(c, e.B)
	c.Note(nForgotten, e.A, int64(b.node(i)))
	b.stepDrain(c, i)
}

// cutOff answers 502 to everything a server has not answered, closes its
// connections, and returns how many requests that were.
func (b *lb) cutOff(c *sim.Ctx, i int) int64 {
	v := &b.v
	n := int64(0)
	for place := range v.open {
		f := &v.open[place]
		if !f.open || int(f.server) != i {
			continue
		}
		b.close(c, int64(place))
		c.Send(b.clients, sim.Msg{Kind: kReply, A: f.id, B: int64(place), C: resultBadGateway, D: int64(b.node(i))})
		n++
	}
	for who, at := range v.pinned {
		if int(at) == i+1 {
			v.pinned[who] = 0
		}
	}
	v.conns[i] = 0
	return n
}
