package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The kinds of messages and timers, in the order of kinds.
const (
	kWrite sim.Kind = iota
	kAck
	kNack
	kLog
	kReceived
	kApplied
	kRead
	kValue
	kHeartbeat
	kLease
	kAsk
	kPosition
	kPromote
	kFollow
	kFence
	kRoute
	kAskRoute
	kHello
	kSync
	kSnapshot
	kArriveWrite
	kArriveRead
	kReread
	kClientTick
	kShip
	kAckTimer
	kApply
	kWait
	kTick
	kManagerTick
)

const (
	maxCopies   = 5 // p and r1 … r4
	apps        = 2
	sessions    = 16 // of each app; every session writes a key of its own
	keys        = apps * sessions
	nobody      = -1
	hop         = sim.Millisecond     // one way between any two nodes
	ackDelay    = 4 * sim.Millisecond // a replica's flush: with the hop, the return ack takes 5 ms
	clientTick  = 250 * sim.Millisecond
	readTimeout = sim.Second
)

var copyNames = [maxCopies]string{"p", "r1", "r2", "r3", "r4"}

// layout is where everyone is: the addresses a deployment is configured with.
type layout struct {
	apps   [apps]sim.NodeID
	router sim.NodeID
	copies [maxCopies]sim.NodeID
	count  int // copies that exist
	fm     sim.NodeID
}

// indexOf returns which copy a node is, or nobody.
func (l *layout) indexOf(id sim.NodeID) int {
	for i := 0; i < l.count; i++ {
		if l.copies[i] == id {
			return i
		}
	}
	return nobody
}

// home returns the app whose session owns a key.
func (l *layout) home(key int64) sim.NodeID { return l.apps[key/sessions%apps] }

// version is a key's value and the position that wrote it.
type version struct{ value, pos int64 }

type model struct {
	layout  *layout
	clients [apps]*client
	router  *router
	copies  [maxCopies]*copyNode
	fm      *manager
	judge   *judge
}

// build sets up the nodes. Column 0 is where the load comes from.
func build(s *sim.Setup) sim.Model {
	m := &model{layout: &layout{count: 1 + int(s.Param(pReplicas))}, judge: &judge{owner: 0, epoch: 1}}
	m.judge.lineage.History = []rules.EpochStart{{Epoch: 1, First: 1}}
	m.judge.m = m
	for i := range m.clients {
		name := []string{"app1", "app2"}[i]
		m.clients[i] = &client{index: int64(i), layout: m.layout, judge: m.judge,
			writes: s.Stream("writes-" + name), reads: s.Stream("reads-" + name), routes: s.Stream("routes-" + name)}
		m.layout.apps[i] = s.Node(sim.NodeInfo{Name: name, Label: sim.T("앱 "+name[3:], "App "+name[3:]), Shape: scene.Client}, m.clients[i])
	}
	m.router = &router{layout: m.layout}
	m.router.d = routerDurable{epoch: 1, primary: 0, readable: 1<<m.layout.count - 1}
	m.layout.router = s.Node(sim.NodeInfo{Name: "router", Label: sim.T("라우터", "Router"), Shape: scene.Broker, Column: 1}, m.router)
	for i := range m.copies {
		m.copies[i] = newCopy(i, m)
		label, column := "DB "+copyNames[i], 3 // the role changes, the name does not
		if i == 0 {
			column = 2
		}
		m.layout.copies[i] = s.Node(sim.NodeInfo{Name: copyNames[i], Label: sim.T(label, label), Shape: scene.Store, Column: column,
			Absent: i >= m.layout.count}, m.copies[i])
	}
	m.fm = &manager{layout: m.layout}
	m.fm.d = managerDurable{epoch: 1, primary: 0}
	m.layout.fm = s.Node(sim.NodeInfo{Name: "fm", Label: sim.T("페일오버 관리자", "Failover manager"), Shape: scene.Broker, Column: 2}, m.fm)
	m.link(s)
	return m
}

// link joins the nodes that talk; every hop takes 1 ms.
func (m *model) link(s *sim.Setup) {
	l, one := m.layout, sim.Constant(hop)
	for i, app := range l.apps {
		s.Link(app, l.router, one)
		for j := range l.count {
			s.Link(l.apps[i], l.copies[j], one)
		}
	}
	for i := range l.count {
		for j := i + 1; j < l.count; j++ {
			s.Link(l.copies[i], l.copies[j], one)
		}
		s.Link(l.copies[i], l.fm, one)
	}
	s.Link(l.fm, l.router, one)
}

// Act implements sim.Actor.
func (m *model) Act(c *sim.Ctx, verb int, args []int64) {
	switch verb {
	case verbRewind:
		c.As(m.layout.fm, func(c *sim.Ctx) { m.fm.demote(c, m.layout.indexOf(sim.NodeID(args[0]))) })
	case verbQuiesce:
		for _, app := range m.clients {
			app.v.quiet = !app.v.quiet
		}
	case verbCancel:
		c.As(m.layout.copies[m.judge.owner], func(c *sim.Ctx) {
			if c.Status(c.Self()) != sim.Up {
				c.Note(nNobodyWaits)
				return
			}
			m.copies[m.judge.owner].cancelWaits(c)
		})
	}
}

// heartbeatEvery is how often copies report: six times per detection, but not
// rarer than twice a second.
func heartbeatEvery(c *sim.Ctx) sim.Time {
	return min(max(c.Span(pDetect)/6, 50*sim.Millisecond), 500*sim.Millisecond)
}

func fencing(c *sim.Ctx) bool { return c.Param(pFencing) == fencingOn }
