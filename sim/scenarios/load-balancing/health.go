package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	// healthyThreshold is how many good probes readmit a server (Kubernetes
	// successThreshold: 1).
	healthyThreshold = 1
)

// watch is the active health check of one server.
type watch struct {
	healthy   balancer.Health
	threshold int64
	sent      int64 // number of the last probe
	waiting   bool  // for its answer
	timer     sim.Timer
	badSince  sim.Time
}

// probing is how servers are probed now: settings that changed count from the next
// round on.
type probing struct{ interval, timeout sim.Time }

// accepts reports whether a server may get new work.
func (b *lb) accepts(i int) bool {
	return b.v.health[i].healthy.Healthy() && !b.ejected(i) && b.v.drains[i].Accepts()
}

// permitted reports whether a request may be sent: like accepts, but a client's
// L4 connection may live on while its server drains.
func (b *lb) permitted(i int, pinned bool) bool {
	phase := b.v.drains[i].Phase()
	serving := phase == balancer.Serving || (pinned && phase == balancer.Draining)
	return b.v.health[i].healthy.Healthy() && !b.ejected(i) && serving
}

func (b *lb) handleHealth(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kTick:
		b.probeAll(c)
	case kPong:
		b.pong(c, e)
	case kProbeLate:
		b.probeFailed(c, int(e.B))
	case kSweep:
		b.sweep(c)
	}
}

// watchAnew makes the health check use the threshold as it is now, keeping its
// verdict and the probes counted so far. Before the first round a server is healthy.
func (b *lb) watchAnew(c *sim.Ctx, i int) {
	w := &b.v.health[i]
	config := balancer.ProbeConfig{Unhealthy: int(c.Param(pThreshold)), Healthy: healthyThreshold}
	if w.threshold == 0 {
		if fresh, err := balancer.NewHealth(config, true); err == nil { // the parameter's range leaves no other case
			w.healthy = *fresh
		}
	}
	if w.healthy.Configure(config) == nil {
		w.threshold = c.Param(pThreshold)
	}
}

// nextTick sets the time of the next round of probes.
func (b *lb) nextTick(c *sim.Ctx) {
	b.v.probing = probing{c.Span(pInterval), c.Span(pProbeTimeout)}
	c.After(b.v.probing.interval, sim.Msg{Kind: kTick})
}

func (b *lb) probeAll(c *sim.Ctx) {
	for i := range maxServers {
		w := &b.v.health[i]
		if !b.d.member[i] || w.waiting || b.v.drains[i].Phase() == balancer.Drained {
			continue
		}
		b.watchAnew(c, i)
		w.sent++
		w.waiting = true
		c.Send(b.node(i), sim.Msg{Kind: kProbe, A: w.sent})
		w.timer = c.After(c.Span(pProbeTimeout), sim.Msg{Kind: kProbeLate, A: w.sent, B: int64(i)})
	}
	b.nextTick(c)
}

func (b *lb) pong(c *sim.Ctx, e *sim.Event) {
	i := b.index(e.From)
	w := &b.v.health[i]
	if !w.waiting || e.A != w.sent {
		c.Note(nProbeTooLate, int64(e.From))
		return
	}
	w.waiting = false
	c.Cancel(w.timer)
	if w.healthy.Observe(true, int64(c.Now())) {
		b.v.since[i] = c.Now()
		c.Note(nHealthy, int64(e.From), int64(c.Now()-w.badSince))
	}
}

func (b *lb) probeFailed(c *sim.Ctx, i int) {
	w := &b.v.health[i]
	w.waiting = false
	was := w.healthy.Healthy()
	if w.healthy.Observe(false, int64(c.Now())) {
		w.badSince = c.Now()
		n, _ := b.cutOff(c, i) // cut off by the balancer: no failures of the server's
		c.Note(nUnhealthy, int64(b.node(i)), w.threshold, n)
		b.stepDrain(c, i)
		return
	}
	if was {
		c.Note(nProbeFailed, int64(b.node(i)), int64(w.healthy.Run()), w.threshold)
		return
	}
	c.Note(nStillUnhealthy, int64(b.node(i)))
}

// drain stops new requests to a server and gives the old ones some time.
func (b *lb) drain(c *sim.Ctx, i int) {
	window := c.Param(pDrain)
	if !b.v.drains[i].Accepts() {
		c.Note(nAlreadyDraining, int64(b.node(i)))
		return
	}
	b.d.removed[i] = true
	b.leave(i)
	b.v.drains[i].Begin(int64(c.Now()), window)
	c.Send(b.node(i), sim.Msg{Kind: kDrain, A: 1})
	c.After(sim.Time(window), sim.Msg{Kind: kDrainEnd, A: int64(i)})
	c.Note(nDraining, int64(b.node(i)), b.v.inFlight[i], window)
}

// stepDrain looks whether a server has finished, or its time is over.
func (b *lb) stepDrain(c *sim.Ctx, i int) {
	d := &b.v.drains[i]
	held := b.v.inFlight[i]
	if c.Param(pLayer) == layerL4 { // a connection kept alive holds a drain open as a request does
		held += b.v.conns[i]
	}
	if d.Phase() != balancer.Draining || d.Step(held, int64(c.Now())) != balancer.Drained {
		return
	}
	cut, _ := b.cutOff(c, i)
	c.Note(nDrained, int64(b.node(i)), cut)
}

// register takes a drained server back.
func (b *lb) register(c *sim.Ctx, i int) {
	if b.v.drains[i].Accepts() {
		c.Note(nAlreadyServing, int64(b.node(i)))
		return
	}
	b.d.removed[i] = false
	b.v.drains[i] = balancer.Drain{}
	b.v.since[i] = c.Now()
	b.v.heard[i] = c.Now() // silence counts from here
	b.join(i)
	c.Send(b.node(i), sim.Msg{Kind: kDrain, A: 0})
	c.Note(nRegistered, int64(b.node(i)))
}

// hello is a new process behind a server's address: the connections to the old
// one were reset, which outlier detection counts as failures.
func (b *lb) hello(c *sim.Ctx, i int) {
	if b.d.member[i] {
		waited, all := b.cutOff(c, i)
		c.Note(nRestarted, int64(b.node(i)), waited)
		b.blame(c, i, waited, all)
		b.stepDrain(c, i)
		return
	}
	b.d.member[i] = true
	b.v.since[i] = c.Now()
	b.join(i)
	c.Note(nJoined, int64(b.node(i)))
}
