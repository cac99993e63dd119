package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	maxServers = 8
	// linkTime is what every hop takes: a packet should be seen, not wait.
	linkTime = 500 * sim.Microsecond
)

// Results of a request: Msg.C of kDone, kResponse and kReply, and an index into
// words["result"].
const (
	resultOK = iota
	resultFailed
	resultBadGateway
	resultUnavailable
	resultTimedOut
)

var serverNames = [maxServers]string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"}

var serverLabels = [maxServers]string{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"}

// model is a run's state beyond its nodes: pointers to all of them, for the laws
// and the picture. No node looks through it.
type model struct {
	clients   *clients
	lb        *lb
	servers   [maxServers]*server
	clientsID sim.NodeID
	lbID      sim.NodeID
	first     sim.NodeID // server i is node first+i
	watching  watching   // what laws I5 and I6 remember
}

func build(s *sim.Setup) sim.Model {
	m := &model{clients: &clients{}, lb: &lb{}}
	return m.setUp(s, m.lb)
}

// setUp joins the nodes. balancer is the node of m.lb.
func (m *model) setUp(s *sim.Setup, balancer sim.Node) sim.Model {
	m.clientsID = s.Node(sim.NodeInfo{Name: "clients", Label: sim.T("클라이언트", "Clients"), Shape: scene.Client, Column: 0}, m.clients)
	m.lbID = s.Node(sim.NodeInfo{Name: "lb", Label: sim.T("로드 밸런서", "Load balancer"), Shape: scene.Broker, Column: 1}, balancer)
	m.first = m.lbID + 1
	m.clients.lb = m.lbID
	m.clients.arrivals, m.clients.who = s.Stream("arrivals"), s.Stream("who")
	m.lb.clients, m.lb.first, m.lb.chance = m.clientsID, m.first, s.Stream("picks")
	s.Link(m.clientsID, m.lbID, sim.Constant(linkTime))
	initial := int(s.Param(pServers))
	for i := range m.servers {
		m.servers[i] = &server{index: i, lb: m.lbID, service: s.Stream("service-" + serverNames[i])}
		id := s.Node(sim.NodeInfo{Name: serverNames[i], Label: sim.T(serverLabels[i], serverLabels[i]),
			Shape: scene.Service, Column: 2, Absent: i >= initial}, m.servers[i])
		s.Link(m.lbID, id, sim.Constant(linkTime))
		m.lb.d.member[i] = i < initial
	}
	return m
}

// Act carries out one of the scenario's verbs.
func (m *model) Act(c *sim.Ctx, verb int, args []int64) {
	switch verb {
	case verbAddCold:
		m.addCold(c)
		return
	case verbFreeze:
		m.asBalancer(c, func(c *sim.Ctx) { m.lb.freeze(c, sim.Time(args[0])) })
		return
	}
	i := int(sim.NodeID(args[0]) - m.first)
	if i < 0 || i >= maxServers || !m.lb.d.member[i] {
		c.Note(nNotAServer)
		return
	}
	switch verb {
	case verbFastFail:
		m.servers[i].d.failFast = true
		c.Note(nFastFail, args[0])
	case verbMend:
		m.servers[i].d.failFast = false
		c.Note(nMended, args[0])
	case verbDrain:
		m.asBalancer(c, func(c *sim.Ctx) { m.lb.drain(c, i) })
	case verbRegister:
		m.asBalancer(c, func(c *sim.Ctx) { m.lb.register(c, i) })
	}
}

// asBalancer lets an operator work on the balancer, if it is there to take orders.
func (m *model) asBalancer(c *sim.Ctx, f func(*sim.Ctx)) {
	if c.Status(m.lbID) != sim.Up {
		c.Note(nNoBalancer)
		return
	}
	c.As(m.lbID, f)
}

// addCold brings in the next server that is not part of the system yet.
func (m *model) addCold(c *sim.Ctx) {
	for i, s := range m.servers {
		id := m.first + sim.NodeID(i)
		if c.Status(id) != sim.Gone {
			continue
		}
		s.d.cold = true
		c.Join(id)
		c.Note(nAddCold, int64(id), int64(coldFor), coldFactor)
		return
	}
	c.Note(nNoMoreServers)
}

// newPickers returns the scenario's variants of the policies, in their order.
// Least-conn and p2c compare active/weight, where the weight is the slow start's:
// equal unless one is on.
func newPickers() []balancer.Picker {
	pickers := make([]balancer.Picker, 0, len(policyChoices))
	for _, p := range balancer.Policies() {
		picker, err := balancer.New(p, maxServers)
		switch {
		case p == balancer.LeastConnPolicy:
			picker = &balancer.LeastConn{Weighted: true}
		case p == balancer.TwoChoicesPolicy:
			picker = &balancer.TwoChoices{Weighted: true}
		case p == balancer.RandomPolicy:
			picker = &balancer.Random{Weighted: true}
		case err != nil: // which eight servers cannot cause
			picker = &balancer.RoundRobin{}
		}
		pickers = append(pickers, picker)
	}
	return pickers
}
