package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	// healthyThreshold is how many good probes readmit a server (Kubernetes
	// successThreshold: 1).
	healthyThreshold = 1
	// sweepEvery is how often ejections are looked through (Envoy interval: 10 s).
	sweepEvery = 10 * sim.Second
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

func (b *lb) ejected(i int) bool { return b.v.outlier != nil && b.v.outlier.Ejected(i) }

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

// watchAnew makes the health state fit the threshold, keeping its verdict.
func (b *lb) watchAnew(c *sim.Ctx, i int) {
	w := &b.v.health[i]
	limit := c.Param(pThreshold)
	if w.threshold == limit {
		return
	}
	healthy := w.threshold == 0 || w.healthy.Healthy()
	fresh, err := balancer.NewHealth(balancer.ProbeConfig{Unhealthy: int(limit), Healthy: healthyThreshold}, healthy)
	if err == nil { // the parameter's range leaves no other case
		w.healthy, w.threshold = *fresh, limit
	}
}

func (b *lb) probeAll(c *sim.Ctx) {
	b.forget(c)
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
	c.After(c.Span(pInterval), sim.Msg{Kind: kTick})
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
		n := b.cutOff(c, i)
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

// report feeds outlier detection with the result of real traffic.
func (b *lb) report(c *sim.Ctx, i int, ok bool) {
	limits := [2]int64{c.Param(pOutlier), c.Param(pEjection)}
	if b.v.limits != limits {
		b.v.limits, b.v.outlier = limits, newOutlier(limits)
	}
	if b.v.outlier == nil {
		return
	}
	if b.v.outlier.Report(i, ok, int64(c.Now())) {
		c.Note(nEjected, int64(b.node(i)), limits[0], b.v.outlier.Until(i)-int64(c.Now()))
	}
}

// newOutlier returns Envoy's detection with the parameters' limits, or nil for off.
func newOutlier(limits [2]int64) *balancer.Outlier {
	if limits[0] == 0 {
		return nil
	}
	config := balancer.DefaultOutlier()
	config.ConsecutiveErrors, config.BaseEjection = int(limits[0]), limits[1]
	config.MaxEjection = max(config.MaxEjection, limits[1])
	outlier, err := balancer.NewOutlier(config, maxServers)
	if err != nil {
		return nil
	}
	return outlier
}

// sweep ends ejections whose time is over.
func (b *lb) sweep(c *sim.Ctx) {
	c.After(sweepEvery, sim.Msg{Kind: kSweep})
	if b.v.outlier == nil {
		return
	}
	var out [maxServers]bool
	for i := range out {
		out[i] = b.v.outlier.Ejected(i)
	}
	back := b.v.outlier.Sweep(int64(c.Now()))
	for i := range out {
		if out[i] && !b.v.outlier.Ejected(i) {
			b.v.since[i] = c.Now()
			c.Note(nReadmitted, int64(b.node(i)), int64(back))
		}
	}
}

// drain stops new requests to a server and gives the old ones some time.
func (b *lb) drain(c *sim.Ctx, i int) {
	window := c.Param(pDrain)
	if !b.v.drains[i].Accepts() {
		c.Note(nAlreadyDraining, int64(b.node(i)))
		return
	}
	b.d.removed[i] = true
	b.v.drains[i].Begin(int64(c.Now()), window)
	c.Send(b.node(i), sim.Msg{Kind: kDrain, A: 1})
	c.After(sim.Time(window), sim.Msg{Kind: kDrainEnd, A: int64(i)})
	c.Note(nDraining, int64(b.node(i)), b.v.inFlight[i], window)
}

// stepDrain looks whether a server has finished, or its time is over.
func (b *lb) stepDrain(c *sim.Ctx, i int) {
	d := &b.v.drains[i]
	// A connection kept alive at L4 holds a drain open as a request does.
	if d.Phase() != balancer.Draining || d.Step(b.v.inFlight[i]+b.v.conns[i], int64(c.Now())) != balancer.Drained {
		return
	}
	cut := b.cutOff(c, i)
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
	c.Send(b.node(i), sim.Msg{Kind: kDrain, A: 0})
	c.Note(nRegistered, int64(b.node(i)))
}

// hello is a new process behind a server's address: the connections to the old
// one are gone.
func (b *lb) hello(c *sim.Ctx, i int) {
	if b.d.member[i] {
		n := b.cutOff(c, i)
		c.Note(nRestarted, int64(b.node(i)), n)
		b.stepDrain(c, i)
		return
	}
	b.d.member[i] = true
	b.v.since[i] = c.Now()
	c.Note(nJoined, int64(b.node(i)))
}
