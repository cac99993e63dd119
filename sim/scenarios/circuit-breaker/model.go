package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	maxThreads   = 200
	maxInstances = 3
	// A refusal costs 1 ms: two hops.
	clientHop = 500 * sim.Microsecond
	// A Payment call takes 50 ms on average: two hops and 35 to 45 ms of work.
	payHop  = 5 * sim.Millisecond
	payLow  = 35 * sim.Millisecond
	payHigh = 45 * sim.Millisecond
	// menuTime is what /menu takes, without calling anybody.
	menuTime = 5 * sim.Millisecond
	// acceptQueue is how many requests wait for a thread: Tomcat's accept-count is 100.
	acceptQueue = 200
)

// Routes, and an index into words["route"].
const (
	routeOrder = iota
	routeMenu
)

// Results of a request, and an index into words["result"].
const (
	resultOK = iota
	resultRefused
	resultError
	resultTimeout
	resultOpen
	resultBulkhead
	resultQueue
	results
)

var payNames = [maxInstances]string{"pay1", "pay2", "pay3"}

var payLabels = [maxInstances]sim.Text{sim.T("결제 1", "Payment 1"), sim.T("결제 2", "Payment 2"), sim.T("결제 3", "Payment 3")}

// model is a run's state beyond its nodes: pointers to all of them, for the laws
// and the picture. No node looks through it.
type model struct {
	clients   *clients
	order     *order
	pays      [maxInstances]*payment
	clientsID sim.NodeID
	orderID   sim.NodeID
	first     sim.NodeID // Payment instance i is node first+i
	seen      turnWatch
	menu      menuWatch
}

func build(s *sim.Setup) sim.Model {
	m := &model{clients: &clients{}, order: &order{}}
	m.clientsID = s.Node(sim.NodeInfo{Name: "clients", Label: sim.T("클라이언트", "Clients"), Shape: scene.Client, Column: 0}, m.clients)
	m.orderID = s.Node(sim.NodeInfo{Name: "order", Label: sim.T("주문 서비스", "Order service"), Shape: scene.Service, Column: 1}, m.order)
	m.first = m.orderID + 1
	m.clients.order = m.orderID
	m.clients.arrivals = [2]sim.Stream{s.Stream("orders"), s.Stream("menus")}
	m.order.clients, m.order.first = m.clientsID, m.first
	m.order.instances = s.Param(pInstances)
	s.Link(m.clientsID, m.orderID, sim.Constant(clientHop))
	for i := range m.pays {
		m.pays[i] = &payment{order: m.orderID, service: s.Stream("service-" + payNames[i]), chance: s.Stream("errors-" + payNames[i])}
		id := s.Node(sim.NodeInfo{Name: payNames[i], Label: payLabels[i], Shape: scene.Service, Column: 2,
			Absent: int64(i) >= s.Param(pInstances)}, m.pays[i])
		s.Link(m.orderID, id, sim.Constant(payHop))
	}
	m.menu.sickUntil = -grace
	return m
}

// Act carries out one of the scenario's verbs.
func (m *model) Act(c *sim.Ctx, verb int, args []int64) {
	switch verb {
	case verbErrors, verbRefuse:
		m.setShare(c, verb, min(args[0], 100))
	case verbBad:
		i := sim.NodeID(args[0]) - m.first
		if i < 0 || i >= sim.NodeID(m.order.instances) {
			c.Note(nNotPayment)
			return
		}
		m.pays[i].d.bad = true
		c.Note(nBad, args[0])
	case verbMend:
		for _, p := range m.pays {
			p.d = paymentDisk{}
		}
		c.Note(nMended)
	default:
		m.force(c, verb)
	}
}

func (m *model) setShare(c *sim.Ctx, verb int, percent int64) {
	for _, p := range m.pays {
		if verb == verbErrors {
			p.d.errors = percent
		} else {
			p.d.refusals = percent
		}
	}
	if verb == verbErrors {
		c.Note(nErrors, percent*10_000)
		return
	}
	c.Note(nRefusals, percent*10_000)
}

// force opens or closes the breaker, as an operator's endpoint does.
func (m *model) force(c *sim.Ctx, verb int) {
	switch {
	case c.Status(m.orderID) != sim.Up:
		c.Note(nNoOrder)
		return
	case c.Param(pBreaker) == 0:
		c.Note(nBreakerOff)
		return
	}
	c.As(m.orderID, func(c *sim.Ctx) {
		if verb == verbReset {
			m.order.force(c, breaker.Closed)
			c.Note(nReset)
			return
		}
		m.order.force(c, breaker.Open)
		c.Note(nTripped, c.Param(pWaitOpen))
	})
}
