package sim

import "github.com/kookmin-msa-study/msalab/sim/rng"

// Latency is how long something takes: a distribution of spans. It also serves
// for service times. The zero value takes no time.
type Latency struct {
	form latencyForm
	a, b int64
}

type latencyForm uint8

const (
	formConstant latencyForm = iota
	formUniform
	formExponential
	formNormal
	formPareto
)

// Constant always takes d.
func Constant(d Time) Latency { return Latency{formConstant, int64(d), 0} }

// Uniform takes any span from lo to hi, both included.
func Uniform(lo, hi Time) Latency { return Latency{formUniform, int64(lo), int64(hi)} }

// Exponential takes at least lo and on average lo+mean.
func Exponential(lo, mean Time) Latency { return Latency{formExponential, int64(lo), int64(mean)} }

// Normal is the normal distribution, cut off at zero.
func Normal(mean, deviation Time) Latency {
	return Latency{formNormal, int64(mean), int64(deviation)}
}

// Pareto takes at least lo and has a tail of exponent shapePercent/100.
func Pareto(lo Time, shapePercent int64) Latency { return Latency{formPareto, int64(lo), shapePercent} }

// Sample draws one span. It spends one draw for every form but Constant, which
// spends none.
func (l Latency) Sample(s *rng.Stream) Time {
	switch l.form {
	case formUniform:
		return Time(s.Uniform(l.a, l.b))
	case formExponential:
		return Time(l.a + s.Exponential(l.b))
	case formNormal:
		return Time(s.Normal(l.a, l.b))
	case formPareto:
		return Time(s.Pareto(l.a, l.b))
	}
	return Time(l.a)
}

// linkState is one directed link. Messages keep their order (as on one TCP
// connection) unless reordering is asked for.
type linkState struct {
	latency   Latency
	stream    rng.Stream
	last      Time // when the message sent last arrives
	lag       Time // added by a fault
	loss      int32
	duplicate int32
	reorder   int32
	declared  bool
	cut       bool
}

// denseNodes bounds the runs in which every pair of nodes has a link of its own.
const denseNodes = 64

// topology maps a pair of nodes to its link. It never changes once a run is set
// up, so checkpoints share it.
type topology struct {
	nodes int32
	dense bool
	index map[uint64]int32
}

func (t *topology) find(from, to NodeID) int32 {
	if t.dense {
		return int32(from)*t.nodes + int32(to)
	}
	if i, ok := t.index[pair(from, to)]; ok {
		return i
	}
	return -1
}

func pair(from, to NodeID) uint64 { return uint64(uint32(from))<<32 | uint64(uint32(to)) }

// setupLinks makes the links once all nodes are known. Up to 64 nodes every pair
// is joined; beyond that only the pairs the scenario named.
func (r *Run) setupLinks() {
	n := len(r.infos)
	r.topology = &topology{nodes: int32(n), dense: n <= denseNodes, index: map[uint64]int32{}}
	add := func(from, to NodeID) {
		name := pair(from, to) ^ 0x6c696e6b00000000 // "link", apart from every other stream
		r.w.links = append(r.w.links, linkState{latency: Constant(Millisecond), stream: rng.Numbered(r.spec.Seed, name)})
	}
	if r.topology.dense {
		for from := range n {
			for to := range n {
				add(NodeID(from), NodeID(to))
			}
		}
	}
	for _, l := range r.linkSetups {
		i := r.topology.find(l.from, l.to)
		if i < 0 {
			i = int32(len(r.w.links))
			r.topology.index[pair(l.from, l.to)] = i
			add(l.from, l.to)
		}
		if !r.w.links[i].declared {
			r.links = append(r.links, [2]NodeID{l.from, l.to})
		}
		r.w.links[i].latency, r.w.links[i].declared = l.latency, true
	}
}

// send puts a message on its link: its fate and arrival are decided here, so that
// a picture can show it under way.
func (r *Run) send(from, to NodeID, m *Msg) int64 {
	w := &r.w
	w.messages++
	id := w.messages
	i := r.topology.find(from, to)
	if i < 0 || to < 0 || int(to) >= len(w.nodes) {
		return id // no such link: the message goes nowhere
	}
	l := &w.links[i]
	chance := rng.New(l.stream.Uint64()) // one draw a message, whatever its fate
	due := later(w.now, max(l.latency.Sample(&chance), 0)+l.lag)
	flags := itemFlags(0)
	if l.cut {
		flags = flagLost | flagCut
	}
	if l.loss|l.duplicate|l.reorder != 0 {
		var twice bool
		flags, due, twice = l.misbehave(flags, due, w.now, &chance)
		if twice {
			r.schedule(l.inOrder(due), from, to, m, id, flags|flagCopy)
		}
	}
	if l.reorder == 0 {
		due = l.inOrder(due)
	}
	if flags&flagLost != 0 {
		due = w.now + (due-w.now)/2 // it vanishes half way, where a picture can show it
	}
	r.schedule(due, from, to, m, id, flags)
	return id
}

// inOrder moves an arrival behind the one before it on the same link.
func (l *linkState) inOrder(due Time) Time {
	l.last = max(l.last, due)
	return l.last
}

// misbehave draws loss, duplication and reordering for one message.
func (l *linkState) misbehave(flags itemFlags, due, now Time, s *rng.Stream) (itemFlags, Time, bool) {
	lost, twice, late := s.Chance(int64(l.loss)), s.Chance(int64(l.duplicate)), s.Chance(int64(l.reorder))
	if lost {
		flags |= flagLost
	}
	if late {
		due = later(due, due-now) // twice as long: others overtake it
	}
	return flags, due, twice
}

func (r *Run) schedule(due Time, from, to NodeID, m *Msg, id int64, flags itemFlags) uint32 {
	w := &r.w
	slot := w.queue.reserve()
	it := &w.queue.items[slot]
	it.a, it.b, it.c, it.d = m.A, m.B, m.C, m.D
	it.sent, it.due, it.cause, it.id = w.now, due, r.cause, id
	it.node, it.from = to, from
	it.kind, it.flags = m.Kind, flags
	if m.Data != nil {
		it.data = w.queue.hold(m.Data)
	}
	w.queue.push(due, slot)
	return slot
}
