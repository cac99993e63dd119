package loadbalancing

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

// slowStartPercent is the least share of its weight a cold server gets (Envoy: 10).
const slowStartPercent = 10

// Herding is worth a word after so many picks of one server on one view, and
// worth a mark on the timeline once in so long.
const (
	herdAfter = 8
	herdMarks = 10 * sim.Second
)

// sight is what the balancer believes about its servers' loads.
type sight struct {
	counts  [maxServers]int64
	at      sim.Time // when they were read
	frozen  sim.Time // not refreshed before
	armed   bool     // a refresh is under way
	stale   bool     // counts may differ from the truth
	last    int      // server picked last, plus one
	run     int64    // times in a row, on this view
	markAt  sim.Time
	anyMark bool
}

// turns is what law I3 needs: the picks since the choice of servers changed.
type turns struct {
	mask   uint32
	layer  int64 // of the last pick
	counts [maxServers]int64
	spread int64 // largest minus smallest count
	wrong  bool  // the last pick broke the policy's own rule
	server int64 // the node it chose
}

// route returns the server for a request, or -1, and whether it was decided by
// the client's connection rather than by the policy.
func (b *lb) route(c *sim.Ctx, e *sim.Event) (server int, pinned bool) {
	v := &b.v
	who := (e.C - 1) % maxClients
	if c.Param(pLayer) != layerL4 {
		return b.pick(c, who), false
	}
	if i := int(v.pinned[who]) - 1; i >= 0 {
		if b.permitted(i, true) {
			c.Note(nPinned, e.C, int64(b.node(i)))
			return i, true
		}
		v.pinned[who] = 0
		v.conns[i]--
	}
	i := b.pick(c, who)
	if i >= 0 {
		v.pinned[who] = int8(i + 1)
		v.conns[i]++
		c.Note(nConnected, e.C, int64(b.node(i)), v.conns[i])
	}
	return i, false
}

// pick asks the policy, checks its answer and explains it.
func (b *lb) pick(c *sim.Ctx, who int64) int {
	b.choosePicker(c)
	b.look(c)
	mask := b.fillHosts(c)
	b.ewma().Advance(int64(c.Now()))
	i := b.ask(c, who)
	if i < 0 {
		return -1
	}
	b.judge(c, i, mask)
	b.explainPick(c, i, who)
	return i
}

// ask lets the policy choose. nginx's plain hash is given the address as text, as in
// "hash $remote_addr".
func (b *lb) ask(c *sim.Ctx, who int64) int {
	v := &b.v
	from := address(who)
	if hash, ok := b.picker().(*balancer.HashModulo); ok {
		var text [15]byte
		return hash.PickText(v.hosts, appendAddress(text[:0], from))
	}
	return b.picker().Pick(v.hosts, uint64(from), c.Rand(b.chance))
}

// address returns a client's IPv4 address. Four clients share a /24, and all are
// written in as many letters: 10.100.100.1 to 10.102.149.4.
func address(who int64) uint32 {
	net := uint32(who / 4)
	return 10<<24 | (100+net/100)<<16 | (100+net%100)<<8 | (1 + uint32(who%4))
}

// appendAddress writes an address as nginx's $remote_addr has it.
func appendAddress(text []byte, address uint32) []byte {
	for shift := 24; shift >= 0; shift -= 8 {
		text = strconv.AppendUint(text, uint64(address>>shift&0xff), 10)
		if shift > 0 {
			text = append(text, '.')
		}
	}
	return text
}

// picker returns the picker of the policy that picked last.
func (b *lb) picker() balancer.Picker { return b.v.pickers[max(b.v.policy-1, 0)] }

// ewma returns the latencies, which are learnt under any policy: a change to
// peak-ewma finds them there.
func (b *lb) ewma() *balancer.PeakEWMA {
	return b.v.pickers[balancer.PeakEWMAPolicy].(*balancer.PeakEWMA)
}

// choosePicker notes that the policy was changed. A picker keeps what it has learnt
// until its policy is chosen again.
func (b *lb) choosePicker(c *sim.Ctx) {
	v := &b.v
	policy := c.Param(pPolicy) + 1
	if v.policy == policy {
		return
	}
	v.policy = policy
	v.turns = turns{}
}

// counts are what least-loaded policies compare: requests, or connections at L4.
func (b *lb) counts(c *sim.Ctx) *[maxServers]int64 {
	if c.Param(pLayer) == layerL4 {
		return &b.v.conns
	}
	return &b.v.inFlight
}

// look brings the view up to date when it is live, and starts the refreshes when
// it is not.
func (b *lb) look(c *sim.Ctx) {
	s := &b.v.view
	every := c.Span(pStaleness)
	s.stale = every > 0 || c.Now() < s.frozen
	switch {
	case c.Now() < s.frozen:
	case every == 0:
		s.counts, s.at = *b.counts(c), c.Now()
	case !s.armed:
		b.snapshot(c)
		s.armed = true
		c.After(every, sim.Msg{Kind: kView})
	}
}

func (b *lb) snapshot(c *sim.Ctx) {
	s := &b.v.view
	s.counts, s.at, s.run = *b.counts(c), c.Now(), 0
}

// refresh is the periodic reading of the counts.
func (b *lb) refresh(c *sim.Ctx) {
	s := &b.v.view
	every := c.Span(pStaleness)
	s.armed = every > 0
	if !s.armed {
		return
	}
	c.After(every, sim.Msg{Kind: kView})
	if c.Now() < s.frozen {
		c.Note(nStillFrozen)
		return
	}
	b.snapshot(c)
}

// freeze keeps the view as it is for a while.
func (b *lb) freeze(c *sim.Ctx, d sim.Time) {
	b.look(c)
	s := &b.v.view
	s.frozen, s.stale, s.run = c.Now()+d, true, 0
	c.After(d, sim.Msg{Kind: kThaw})
	c.Note(nFrozen, int64(d))
}

func (b *lb) thaw(c *sim.Ctx) {
	if c.Now() < b.v.view.frozen {
		c.Note(nStillFrozen)
		return
	}
	b.snapshot(c)
}

// fillHosts writes down what the policy may see, and returns who is eligible.
func (b *lb) fillHosts(c *sim.Ctx) (mask uint32) {
	v := &b.v
	policy := balancer.Policy(c.Param(pPolicy))
	service := c.List(pService)
	ramp, _ := balancer.NewSlowStart(c.Param(pSlowStart), slowStartPercent) // the parameter is never negative
	for i := range v.hosts {
		h := &v.hosts[i]
		*h = balancer.Host{Active: v.view.counts[i]}
		if !b.d.member[i] {
			continue
		}
		h.Ready = b.accepts(i)
		share := int64(balancer.SlowStartScale)
		if v.since[i] > 0 {
			share = ramp.Share(int64(v.since[i]), int64(c.Now()))
		}
		v.ramps[i] = share
		switch policy {
		case balancer.WeightedRRPolicy:
			h.Weight = share * (int64(sim.Second) / service[i])
		case balancer.HashPolicy, balancer.IPHashPolicy:
			h.Weight = 1
		default:
			h.Weight = share
		}
		if h.Ready {
			mask |= 1 << i
		}
	}
	return mask
}

// judge checks a pick against the rule of its policy, apart from the picker's own
// code: law I3 reads the verdict.
func (b *lb) judge(c *sim.Ctx, i int, mask uint32) {
	v := &b.v
	t := &v.turns
	if t.mask != mask || t.layer != c.Param(pLayer) {
		*t = turns{mask: mask, layer: c.Param(pLayer)}
	}
	t.server = int64(b.node(i))
	t.wrong = mask&(1<<i) == 0
	switch p := b.picker().(type) {
	case *balancer.RoundRobin:
		t.counts[i]++
		t.spread = spread(&t.counts, mask)
	case *balancer.LeastConn:
		for j := range v.hosts {
			t.wrong = t.wrong || (mask&(1<<j) != 0 && busier(&v.hosts[i], &v.hosts[j]))
		}
	case *balancer.TwoChoices:
		x, y := p.Sampled()
		t.wrong = t.wrong || (i != x && i != y) || busier(&v.hosts[i], &v.hosts[x]) || busier(&v.hosts[i], &v.hosts[y])
	}
}

// busier reports whether a has more in flight for its weight than other.
func busier(a, other *balancer.Host) bool { return a.Active*other.Weight > other.Active*a.Weight }

func spread(counts *[maxServers]int64, mask uint32) int64 {
	lo, hi := int64(-1), int64(0)
	for i, n := range counts {
		if mask&(1<<i) == 0 {
			continue
		}
		hi = max(hi, n)
		if lo < 0 || n < lo {
			lo = n
		}
	}
	return hi - max(lo, 0)
}

// explainPick attaches which server was chosen and why.
func (b *lb) explainPick(c *sim.Ctx, i int, who int64) {
	v := &b.v
	node, mine := int64(b.node(i)), v.hosts[i].Active
	b.countHerd(i)
	switch p := b.picker().(type) {
	case *balancer.RoundRobin:
		c.Note(nTurn, node, v.inFlight[i])
	case *balancer.SmoothWeighted:
		c.Note(nWeightedTurn, node, v.hosts[i].Weight*1_000_000/max(b.totalWeight(), 1))
	case *balancer.Random:
		c.Note(nRandom, node, v.inFlight[i])
	case *balancer.HashModulo:
		c.Note(hashNote(p.Rehashed(), nHashed, nHashedAgain), who+1, node)
	case *balancer.IPHash:
		c.Note(hashNote(p.Rehashed(), nIPHashed, nIPHashedAgain), who+1, node)
	case *balancer.LeastConn:
		b.explainLeast(c, i)
	case *balancer.TwoChoices:
		x, y := p.Sampled()
		if x == i {
			x = y
		}
		c.Note(nTwoChoices, node, mine, int64(b.node(x)), v.hosts[x].Active)
	case *balancer.PeakEWMA:
		x, y := p.Sampled()
		if x == i {
			x = y
		}
		if p.Load(x) >= balancer.PeakPenalty && x != i {
			c.Note(nPeakEWMANew, node, nanos(p.Load(i)), int64(b.node(x)))
			return
		}
		c.Note(nPeakEWMA, node, nanos(p.Load(i)), int64(b.node(x)), nanos(p.Load(x)))
	}
}

// hashNote tells a client at its own server from one whose server is out.
func hashNote(rehashed int, own, heir sim.Note) sim.Note {
	if rehashed == 0 {
		return own
	}
	return heir
}

// explainLeast tells a fresh view from a stale one, and a herd from both.
func (b *lb) explainLeast(c *sim.Ctx, i int) {
	v := &b.v
	s := &v.view
	node, truth := int64(b.node(i)), b.counts(c)[i]
	switch {
	case s.stale && s.run >= herdAfter && (!s.anyMark || c.Now()-s.markAt >= herdMarks):
		s.markAt, s.anyMark = c.Now(), true
		c.Note(nHerdBegins, node, s.run, s.counts[i], truth)
	case s.stale && s.run >= herdAfter:
		c.Note(nHerd, node, s.run, s.counts[i], truth)
	case s.stale:
		c.Note(nLeastStale, node, s.counts[i], truth, int64(c.Now()-s.at))
	default:
		b.explainLive(c, i)
	}
}

func (b *lb) explainLive(c *sim.Ctx, i int) {
	hosts := b.v.hosts
	node, mine := int64(b.node(i)), hosts[i].Active
	most, ties := mine, int64(0)
	for j := range hosts {
		if !hosts[j].Eligible() {
			continue
		}
		most = max(most, hosts[j].Active)
		if hosts[j].Active == mine {
			ties++
		}
	}
	if ties > 1 {
		c.Note(nLeastTied, node, mine, ties)
		return
	}
	c.Note(nLeast, node, mine, most)
}

// nanos converts a load to whole nanoseconds, within the range of integers.
func nanos(load float64) int64 { return int64(min(load, 1<<53)) }

func (b *lb) countHerd(i int) {
	s := &b.v.view
	if s.last != i+1 {
		s.last, s.run = i+1, 0
	}
	s.run++
}

func (b *lb) totalWeight() int64 {
	total := int64(0)
	for i := range b.v.hosts {
		if b.v.hosts[i].Eligible() {
			total += b.v.hosts[i].Weight
		}
	}
	return total
}
