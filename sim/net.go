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

// MaxNodes bounds the nodes of a run, present and absent. Every pair of nodes has a link:
// the index of them, copied at each checkpoint, grows with the square.
const MaxNodes = 256

// links holds the links that are declared, or were used or harmed: most pairs of nodes
// never meet. One that is not there is as if just made.
type links struct {
	nodes int32
	all   []linkState
	at    []int32 // by pair: the place in all plus one; 0 is none
}

// find returns the link of a pair, or nil when it was never touched.
func (l *links) find(from, to NodeID) *linkState {
	if i := l.at[int32(from)*l.nodes+int32(to)]; i > 0 {
		return &l.all[i-1]
	}
	return nil
}

// link returns the link of a pair of nodes, made when it was never touched. It is good
// until the next call.
func (r *Run) link(from, to NodeID) *linkState {
	l := &r.w.links
	at := &l.at[int32(from)*l.nodes+int32(to)]
	if *at == 0 {
		l.all = append(l.all, r.fresh(from, to))
		*at = int32(len(l.all))
	}
	return &l.all[*at-1]
}

// fresh is a link that nobody has touched: 1 ms, with a stream of its own.
func (r *Run) fresh(from, to NodeID) linkState {
	name := uint64(uint32(from))<<32 | uint64(uint32(to)) ^ 0x6c696e6b00000000 // "link", apart from every other stream
	return linkState{latency: Constant(Millisecond), stream: rng.Numbered(r.spec.Seed, name)}
}

// every returns the links of all pairs, touched or not, in the order of the nodes: what
// a digest covers does not depend on which were made.
func (r *Run) every() []linkState {
	out := make([]linkState, 0, len(r.infos)*len(r.infos))
	for from := range r.infos {
		for to := range r.infos {
			if l := r.w.links.find(NodeID(from), NodeID(to)); l != nil {
				out = append(out, *l)
				continue
			}
			out = append(out, r.fresh(NodeID(from), NodeID(to)))
		}
	}
	return out
}

// setupLinks makes the declared links once all nodes are known.
func (r *Run) setupLinks() {
	n := len(r.infos)
	r.w.links = links{nodes: int32(n), at: make([]int32, n*n)}
	for _, set := range r.linkSetups {
		l := r.link(set.from, set.to)
		if !l.declared {
			r.declared = append(r.declared, [2]NodeID{set.from, set.to})
		}
		l.latency, l.declared = set.latency, true
	}
}

// send puts a message on its link: its fate and arrival are decided here, so that
// a picture can show it under way.
func (r *Run) send(from, to NodeID, m *Msg) int64 {
	w := &r.w
	w.messages++
	id := w.messages
	if from < 0 || to < 0 || int(to) >= len(w.nodes) {
		return id // the world outside has no links
	}
	l := r.link(from, to)
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

// impaired reports whether a fault other than a cut is on the link.
func (l *linkState) impaired() bool { return l.lag != 0 || l.loss|l.duplicate|l.reorder != 0 }

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
