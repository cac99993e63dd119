package balancer

import "fmt"

const (
	// DefaultDecay is Finagle's mean lifetime of a latency: ten seconds, in ns.
	DefaultDecay = int64(10_000_000_000)
	// PeakPenalty is the load of a host that has requests pending and has never
	// answered one, before its pending count is added.
	PeakPenalty = float64(1<<47 - 1)
)

// meter is what PeakEWMA knows of a host.
type meter struct {
	stamp   int64   // when cost was last brought up to date, ns
	pending int64   // started and not finished
	cost    float64 // decaying peak of the latency, ns
}

// PeakEWMA is Finagle's latency-aware choice. A host's cost jumps to a latency
// above it at once and otherwise decays towards what is measured, with a mean
// lifetime of decay; its load is cost × (pending+1). A host that has pending work
// and no history carries PeakPenalty, so that one probe at a time goes to a cold
// host. Two hosts are sampled WITHOUT replacement and the lower load wins, the
// first sampled on a tie.
//
// The caller reports Started and Finished for each request and brings the time
// forward with Advance before a pick: loads are as of the latest time seen.
// Host.Active and weights are not compared. Times are nanoseconds; negative ones
// are read as zero, and going back is ignored.
//
// Source: twitter/finagle, loadbalancer/PeakEwma.scala (commit 1e8497ea).
type PeakEWMA struct {
	decay  float64
	now    int64
	meters []meter
	sample
}

// NewPeakEWMA makes room for n hosts, with a mean lifetime of decay nanoseconds.
// The error names an n outside 0..MaxHosts or a decay below one.
func NewPeakEWMA(n int, decay int64) (*PeakEWMA, error) {
	if n < 0 || n > MaxHosts {
		return nil, fmt.Errorf("balancer: %d hosts: want 0 to %d", n, MaxHosts)
	}
	if decay < 1 {
		return nil, fmt.Errorf("balancer: decay of %d ns: want at least 1 ns, such as %d", decay, DefaultDecay)
	}
	return &PeakEWMA{decay: float64(decay), meters: make([]meter, n)}, nil
}

// Advance brings the time forward to now. Earlier times are ignored.
func (p *PeakEWMA) Advance(now int64) { p.now = max(p.now, now) }

// Started records that a request was sent to host i.
func (p *PeakEWMA) Started(i int, now int64) {
	p.Advance(now)
	if m := p.meter(i); m != nil {
		m.pending++
	}
}

// Finished records that the request which host i was sent at startedAt came back,
// with whatever result: Finagle counts failures like successes, so a host that
// fails fast looks good. Combine it with Outlier.
func (p *PeakEWMA) Finished(i int, startedAt, now int64) {
	p.Advance(now)
	m := p.meter(i)
	if m == nil {
		return
	}
	m.pending = max(m.pending-1, 0)
	p.observe(m, float64(max(p.now-max(startedAt, 0), 0)))
}

// meter returns host i's meter, growing the list, or nil for an index no list
// should have.
func (p *PeakEWMA) meter(i int) *meter {
	if i < 0 || i >= MaxHosts {
		return nil
	}
	if i >= len(p.meters) {
		p.meters = fit(p.meters, i+1)
	}
	return &p.meters[i]
}

// observe lets a latency in ns enter the cost: a peak at once, anything else by
// the weight of the time since the last observation.
func (p *PeakEWMA) observe(m *meter, latency float64) {
	w := p.decayed(m)
	if latency > m.cost {
		m.cost = latency
	} else {
		m.cost = float64(m.cost*w) + float64(latency*(1-w))
	}
	m.stamp = p.now
}

// decayed is the share of the stored cost that is left at p.now.
func (p *PeakEWMA) decayed(m *meter) float64 {
	if p.decay <= 0 { // the zero value: nothing lasts
		return 0
	}
	return expMinus(float64(p.now-m.stamp) / p.decay)
}

// load turns a cost into a load.
func load(cost float64, pending int64) float64 {
	if cost == 0 && pending != 0 {
		return PeakPenalty + float64(pending)
	}
	return cost * float64(pending+1)
}

// Load returns host i's load in ns as of the latest time seen, without touching
// it: showing a load never changes a run. A host never seen has load zero.
func (p *PeakEWMA) Load(i int) float64 {
	if i < 0 || i >= len(p.meters) {
		return 0
	}
	m := &p.meters[i]
	return load(float64(m.cost*p.decayed(m)), m.pending)
}

// Pending returns how many requests host i has not answered.
func (p *PeakEWMA) Pending(i int) int64 {
	if i < 0 || i >= len(p.meters) {
		return 0
	}
	return p.meters[i].pending
}

// Observe is Load as Finagle reads it when it picks: the decay is stored, so that
// a later latency counts as a peak against the decayed cost.
func (p *PeakEWMA) Observe(i int) float64 {
	m := p.meter(i)
	if m == nil {
		return 0
	}
	p.observe(m, 0)
	return load(m.cost, m.pending)
}

// Pick samples two hosts and returns the one with the lower load.
func (p *PeakEWMA) Pick(hosts []Host, _ uint64, r Source) int {
	p.meters = fit(p.meters, len(hosts))
	if !p.draw(hosts, false, r) {
		return -1
	}
	first, second := p.Sampled()
	if first == second {
		return first
	}
	a, b := p.Observe(first), p.Observe(second)
	if b < a {
		return second
	}
	return first
}

// Remove forgets host i and the last sample.
func (p *PeakEWMA) Remove(i int) {
	p.meters = cut(p.meters, i)
	p.sample = sample{}
}
