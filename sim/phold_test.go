package sim

import (
	"testing"

	"github.com/kookmin-msa-study/msalab/sim/rng"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// PHOLD (Fujimoto 1990) is the usual measure of an event queue: a fixed number of
// messages wander between nodes, each delivery sending one more after a random
// time. Here 1,000 messages and 32 nodes.
const (
	pholdNodes   = 32
	pholdPending = 1000
	pholdMean    = 10 * Millisecond
)

type pholdNode struct {
	seen int64
	next Stream
}

func (n *pholdNode) Start(c *Ctx) {
	for range pholdPending / pholdNodes {
		n.forward(c)
	}
	if c.Self() == 0 {
		for range pholdPending % pholdNodes {
			n.forward(c)
		}
	}
}

func (n *pholdNode) Handle(c *Ctx, e *Event) {
	n.seen++
	n.forward(c)
}

func (n *pholdNode) forward(c *Ctx) {
	to := NodeID(c.Rand(n.next).Below(pholdNodes))
	c.Send(to, Msg{Kind: 0, A: n.seen})
}

func (n *pholdNode) State() (volatile, durable any) { return nil, nil }

type pholdModel struct{ nodes []*pholdNode }

func (m *pholdModel) Check(l *Laws) {
	l.Require(0, m.nodes[0].seen >= 0)
}

func (m *pholdModel) Draw(*View, *scene.Scene) {}

func phold() *Scenario {
	return &Scenario{
		ID: "phold", Horizon: 60 * Second,
		Kinds: []KindSpec{{Name: "hop"}},
		Laws:  []LawSpec{{ID: "count"}},
		Build: func(s *Setup) Model {
			m := &pholdModel{}
			names := "abcdefghijklmnopqrstuvwxyzABCDEF"
			next := s.Stream("next")
			for i := range pholdNodes {
				n := &pholdNode{next: next}
				m.nodes = append(m.nodes, n)
				s.Node(NodeInfo{Name: names[i : i+1]}, n)
			}
			for a := range pholdNodes {
				for b := range pholdNodes {
					s.OneWay(NodeID(a), NodeID(b), Exponential(0, pholdMean))
				}
			}
			return m
		},
	}
}

// bareEvent and bareHeap are the baseline: nothing but a 4-ary heap of value
// events, the hole of the last pop filled by the next push.
type bareEvent struct {
	at   int64
	seq  uint64
	node int32
	kind int32
	a    int64
}

type bareHeap struct {
	events []bareEvent
	hole   bool
}

func (a *bareEvent) before(b *bareEvent) bool {
	return a.at < b.at || (a.at == b.at && a.seq < b.seq)
}

func (h *bareHeap) push(e bareEvent) {
	if h.hole {
		h.hole = false
		h.down(e)
		return
	}
	h.events = append(h.events, e)
	i := len(h.events) - 1
	for i > 0 && e.before(&h.events[(i-1)/4]) {
		h.events[i] = h.events[(i-1)/4]
		i = (i - 1) / 4
	}
	h.events[i] = e
}

func (h *bareHeap) down(e bareEvent) {
	i := 0
	for {
		child := 4*i + 1
		if child >= len(h.events) {
			break
		}
		best := child
		for j := child + 1; j < min(child+4, len(h.events)); j++ {
			if h.events[j].before(&h.events[best]) {
				best = j
			}
		}
		if !h.events[best].before(&e) {
			break
		}
		h.events[i] = h.events[best]
		i = best
	}
	h.events[i] = e
}

func (h *bareHeap) pop() bareEvent {
	if h.hole {
		last := h.events[len(h.events)-1]
		h.events = h.events[:len(h.events)-1]
		h.down(last)
	}
	h.hole = true
	return h.events[0]
}

// barePHOLD runs n events of the same workload, same draws, on the bare heap.
func barePHOLD(n int) int64 {
	h := &bareHeap{}
	next := rng.Named(1, "next")
	seq, sum := uint64(0), int64(0)
	links := make([]rng.Stream, pholdNodes*pholdNodes)
	for i := range links {
		links[i] = rng.Numbered(1, uint64(i))
	}
	send := func(now int64, from int32) {
		to := int32(next.Below(pholdNodes))
		one := rng.New(links[from*pholdNodes+to].Uint64())
		seq++
		h.push(bareEvent{now + one.Exponential(int64(pholdMean)), seq, to, 0, now})
	}
	for i := range pholdPending {
		send(0, int32(i%pholdNodes))
	}
	for range n {
		e := h.pop()
		sum += e.a
		send(e.at, e.node)
	}
	return sum
}

func BenchmarkPHOLD(b *testing.B) {
	perEvent := map[string]float64{}
	measure := func(name string, run func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			run(b)
			perEvent[name] = float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if bare := perEvent["bare-heap"]; bare > 0 && name != "bare-heap" {
				b.ReportMetric(perEvent[name]/bare, "x-bare")
			}
			b.ReportMetric(1e9/perEvent[name], "events/s")
		})
	}
	measure("bare-heap", func(b *testing.B) { barePHOLD(b.N) })
	for _, c := range []struct {
		name string
		opts Options
	}{{"engine", Options{}}, {"engine-full", Full}} {
		measure(c.name, func(b *testing.B) {
			r, err := NewRun(Spec{Scenario: phold(), Seed: 1}, c.opts)
			if err != nil {
				b.Fatal(err)
			}
			r.StepTo(300_000) // fill the trace window and the slab
			b.ResetTimer()
			r.StepTo(300_000 + int64(b.N))
		})
	}
}
