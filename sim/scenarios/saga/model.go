package saga

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The kinds of messages and timers, in the order of kinds.
const (
	kBuy sim.Kind = iota
	kAnswer
	kDo
	kUndo
	kReply
	kLook
	kSeen
	kArrive
	kImpatient
	kGlance
	kLogged
	kWork
	kTimeout
	kAgain
)

// The acts, which are the steps' names whatever their order. An act plus undoing
// is its compensation.
const (
	actCreate = iota
	actReserve
	actCharge
	actRequest
	actConfirm
	acts
	undoing = acts
)

// The services.
const (
	svcOrder = iota
	svcStock
	svcPayment
	svcDelivery
	services
)

const (
	slots          = 512                  // sagas the orchestrator keeps at a time
	hop            = 20 * sim.Millisecond // one way between any two nodes
	flush          = 5 * sim.Millisecond  // a write to the saga log
	clientPatience = 4 * sim.Second
	clientTries    = 3
	price          = 39_000
	firstOrder     = 100 * sim.Millisecond
	backoffGrowth  = 8 // the longest wait, in first waits
)

var serviceOf = [acts]int{svcOrder, svcStock, svcPayment, svcDelivery, svcOrder}

// flow is one order of the steps: the definition and which act each step is.
type flow struct {
	steps rules.Definition
	act   [acts]int8
}

func newFlow(act [acts]int8) flow {
	names := [acts]string{"create", "reserve", "charge", "request", "confirm"}
	f := flow{act: act}
	for i, a := range act {
		kind := rules.Compensatable
		switch {
		case i == 2:
			kind = rules.Pivot // the last step that can be refused
		case i > 2:
			kind = rules.Retriable
		}
		f.steps = append(f.steps, rules.Step{Name: names[a], Kind: kind, Undo: kind != rules.Retriable})
	}
	return f
}

var flows = [2]flow{
	paymentFirst: newFlow([acts]int8{actCreate, actCharge, actReserve, actRequest, actConfirm}),
	stockFirst:   newFlow([acts]int8{actCreate, actReserve, actCharge, actRequest, actConfirm}),
}

// stepOf returns which step an act is, in this order.
func (f *flow) stepOf(act int64) int8 {
	for i, a := range f.act {
		if int64(a) == act {
			return int8(i)
		}
	}
	return -1
}

// layout is where everyone is.
type layout struct {
	client, orch sim.NodeID
	services     [services]sim.NodeID
}

// serviceAt returns which service a node is, or -1.
func (l *layout) serviceAt(id sim.NodeID) int {
	for i, s := range l.services {
		if s == id {
			return i
		}
	}
	return -1
}

type model struct {
	layout   *layout
	client   *client
	orch     *orchestrator
	services [services]*service
	judge    *judge
}

// build sets up the nodes. Column 0 is where the load comes from.
func build(s *sim.Setup) sim.Model {
	return buildWith(s, func(n *orchestrator) sim.Node { return n })
}

// buildWith lets a test put something else in the orchestrator's place.
func buildWith(s *sim.Setup, stand func(*orchestrator) sim.Node) sim.Model {
	m := &model{layout: &layout{}, judge: &judge{}}
	l := m.layout
	m.client = &client{layout: l, judge: m.judge, arrivals: s.Stream("arrivals"), goods: s.Stream("goods")}
	l.client = s.Node(sim.NodeInfo{Name: "client", Label: sim.T("손님", "Buyers"), Shape: scene.Client}, m.client)
	m.orch = &orchestrator{layout: l, judge: m.judge}
	l.orch = s.Node(sim.NodeInfo{Name: "orch", Label: sim.T("오케스트레이터", "Orchestrator"), Shape: scene.Broker, Column: 1}, stand(m.orch))
	for i, info := range []struct{ name, ko, en string }{
		{"order", "주문", "Order"}, {"stock", "재고", "Stock"}, {"payment", "결제", "Payment"}, {"delivery", "배송", "Delivery"}} {
		m.services[i] = newService(i, m, s.Stream("undo errors "+info.name))
		l.services[i] = s.Node(sim.NodeInfo{Name: info.name, Label: sim.T(info.ko+" 서비스", info.en+" service"), Shape: scene.Store, Column: 2 + i/2}, m.services[i])
	}
	one := sim.Constant(hop)
	s.Link(l.client, l.orch, one)
	s.Link(l.client, l.services[svcOrder], one)
	for _, to := range l.services {
		s.Link(l.orch, to, one)
	}
	return m
}

// Act implements sim.Actor.
func (m *model) Act(c *sim.Ctx, verb int, args []int64) {
	if verb == verbResolve {
		c.As(m.layout.orch, func(c *sim.Ctx) {
			if c.Status(m.layout.orch) == sim.Up {
				m.orch.resolve(c)
			}
		})
		return
	}
	i := m.layout.serviceAt(sim.NodeID(args[0]))
	if i < 0 {
		c.Note(nNotAService, args[0])
		return
	}
	d := &m.services[i].d
	switch verb {
	case verbRefuse:
		d.refuseNext++
	case verbLose:
		d.loseNext++
	case verbRepeat:
		m.orch.repeat[i]++
	case verbFailUndo:
		d.failUndo += args[1]
	case verbStall:
		d.stallNext++
	}
}

func logged(c *sim.Ctx) bool     { return c.Param(pLog) == on }
func idempotent(c *sim.Ctx) bool { return c.Param(pIdempotency) == on }

// policy is how patiently things are tried again now.
func policy(c *sim.Ctx) rules.Policy {
	first := c.Param(pBackoff)
	return rules.Policy{Retries: int(c.Param(pRetryMax)), Backoff: first, Most: first * backoffGrowth}
}

// code names an act or its compensation in one number.
func code(act int8, undo bool) int64 {
	if undo {
		return int64(act) + undoing
	}
	return int64(act)
}
