package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	// sweepEvery is how often ejections are looked through (Envoy interval: 10 s).
	sweepEvery = 10 * sim.Second
	// spareMarks is how often an ejection that the limit forbids is worth a mark on
	// the timeline.
	spareMarks = 10 * sim.Second
)

// passive is what goes with outlier detection.
type passive struct {
	limits  limits            // the settings in use
	row     [maxServers]int64 // failures in a row, counted for law I7
	wrong   int64             // verdicts that were not Envoy's
	culprit int64             // the node of the last of them
	sweepAt sim.Time
	markAt  sim.Time
	marked  bool
}

// limits are the settings of outlier detection.
type limits struct {
	errors, eject, percent int64
	one                    bool
}

func (b *lb) ejected(i int) bool { return b.v.outlier != nil && b.v.outlier.Ejected(i) }

// tune makes outlier detection follow its settings. Whoever is out stays out, and
// the sweep uses the new time (gRPC A50); switched off, it brings all back.
func (b *lb) tune(c *sim.Ctx) {
	v := &b.v
	now := limits{c.Param(pOutlier), c.Param(pEjection), c.Param(pOutlierMax), c.Param(pOutlierOne) == 1}
	if now == v.passive.limits {
		return
	}
	v.passive.limits = now
	switch {
	case now.errors == 0:
		b.switchOff(c)
	case v.outlier == nil:
		b.switchOn(now)
	default:
		_ = v.outlier.Configure(now.config()) // the parameters' ranges leave no error
	}
}

// config is Envoy's, with the parameters' limits.
func (l limits) config() balancer.OutlierConfig {
	config := balancer.DefaultOutlier()
	config.ConsecutiveErrors, config.BaseEjection = int(l.errors), l.eject
	config.MaxEjection = max(config.MaxEjection, l.eject)
	config.MaxPercent, config.AlwaysOne = int(l.percent), l.one
	return config
}

func (b *lb) switchOn(l limits) {
	v := &b.v
	outlier, err := balancer.NewOutlier(l.config(), maxServers)
	if err != nil {
		return
	}
	v.outlier, v.passive.row = outlier, [maxServers]int64{}
	for i := range maxServers {
		if !b.listed(i) {
			outlier.Leave(i)
		}
	}
}

func (b *lb) switchOff(c *sim.Ctx) {
	v := &b.v
	n := int64(0)
	for i := range maxServers {
		if b.ejected(i) {
			v.since[i] = c.Now()
			n++
		}
	}
	v.outlier = nil
	if n > 0 {
		c.Note(nOutlierOff, n)
	}
}

// listed reports whether a server is registered: the percentage is of these.
func (b *lb) listed(i int) bool { return b.d.member[i] && !b.d.removed[i] }

func (b *lb) leave(i int) {
	if b.v.outlier != nil {
		b.v.outlier.Leave(i)
	}
}

// join takes a server for one that nothing is known of.
func (b *lb) join(i int) {
	b.v.passive.row[i] = 0
	if b.v.outlier != nil {
		b.v.outlier.Join(i)
	}
}

// observe feeds outlier detection with the result of real traffic.
func (b *lb) observe(c *sim.Ctx, i int, ok bool) balancer.Verdict {
	v := &b.v
	b.tune(c)
	if v.outlier == nil {
		return balancer.Kept
	}
	want := b.expect(i, ok)
	got := v.outlier.Report(i, ok, int64(c.Now()))
	if got != want {
		v.passive.wrong++
		v.passive.culprit = int64(b.node(i))
	}
	return got
}

// expect says what Envoy would do, apart from balancer.Outlier's own code: law I7
// compares.
func (b *lb) expect(i int, ok bool) balancer.Verdict {
	p := &b.v.passive
	if b.ejected(i) || !b.listed(i) {
		return balancer.Kept
	}
	if p.row[i]++; ok {
		p.row[i] = 0
	}
	if p.row[i] < p.limits.errors {
		return balancer.Kept
	}
	p.row[i] = 0
	there, out := int64(0), int64(0)
	for j := range maxServers {
		if b.listed(j) {
			there++
			if b.ejected(j) {
				out++
			}
		}
	}
	if (out+1)*100 <= p.limits.percent*there || (out == 0 && p.limits.one) {
		return balancer.Ejected
	}
	return balancer.Spared
}

// report takes the result of one request and says what followed from it.
func (b *lb) report(c *sim.Ctx, i int, ok bool) {
	verdict := b.observe(c, i, ok)
	p := &b.v.passive
	switch verdict {
	case balancer.Ejected:
		until := sim.Time(b.v.outlier.Until(i))
		c.Note(nEjected, int64(b.node(i)), p.limits.errors, int64(until-c.Now()), int64(b.sweptAt(until)-c.Now()))
	case balancer.Spared:
		note := nSpared
		if !p.marked || c.Now()-p.markAt >= spareMarks {
			p.markAt, p.marked, note = c.Now(), true, nSparedFirst
		}
		c.Note(note, int64(b.node(i)), p.limits.errors, int64(b.v.outlier.There()), int64(b.v.outlier.Allowed()))
	}
}

// blame reports that so many requests to a server failed at once.
func (b *lb) blame(c *sim.Ctx, i int, waited, times int64) {
	worst := balancer.Kept
	for range times {
		if verdict := b.observe(c, i, false); verdict != balancer.Kept {
			worst = verdict
		}
	}
	switch worst {
	case balancer.Ejected:
		until := sim.Time(b.v.outlier.Until(i))
		c.Note(nResetEjected, int64(b.node(i)), waited, b.v.passive.limits.errors, int64(b.sweptAt(until)-c.Now()))
	case balancer.Spared:
		c.Note(nResetSpared, int64(b.node(i)), waited, int64(b.v.outlier.There()), int64(b.v.outlier.Allowed()))
	}
}

// nextSweep sets the time of the next sweep.
func (b *lb) nextSweep(c *sim.Ctx) {
	b.v.passive.sweepAt = c.Now() + sweepEvery
	c.After(sweepEvery, sim.Msg{Kind: kSweep})
}

// sweptAt returns when the first sweep at or after an instant is.
func (b *lb) sweptAt(t sim.Time) sim.Time {
	next := b.v.passive.sweepAt
	if wait := t - next; wait > 0 {
		next += (wait + sweepEvery - 1) / sweepEvery * sweepEvery
	}
	return next
}

// sweep ends ejections whose time is over.
func (b *lb) sweep(c *sim.Ctx) {
	b.nextSweep(c)
	b.tune(c)
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
