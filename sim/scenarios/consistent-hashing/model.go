package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// linkTime is what every hop takes.
const linkTime = 500 * sim.Microsecond

var serverLabels = [maxServers]string{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12"}

// model is a run's state beyond its nodes: pointers to all of them, for the laws
// and the picture. No node looks through it.
type model struct {
	clients   *clients
	router    *router
	servers   [maxServers]*server
	db        *origin
	judge     *judge
	calm      calmWatch
	clientsID sim.NodeID
	routerID  sim.NodeID
	first     sim.NodeID // server i is node first+i
	dbID      sim.NodeID
}

func build(s *sim.Setup) sim.Model {
	hashes := keyHashes(int(s.Param(pKeys)))
	m := &model{judge: &judge{hashes: hashes}}
	m.clients = &clients{keys: int64(len(hashes)), arrivals: s.Stream("arrivals"), pick: s.Stream("keys")}
	m.router = &router{hashes: hashes, judge: m.judge}
	m.db = &origin{}
	m.clientsID = s.Node(sim.NodeInfo{Name: "clients", Label: sim.T("클라이언트", "Clients"), Shape: scene.Client, Column: 0}, m.clients)
	m.routerID = s.Node(sim.NodeInfo{Name: "router", Label: sim.T("라우터", "Router"), Shape: scene.Broker, Column: 1}, m.router)
	m.first = m.routerID + 1
	m.dbID = m.first + maxServers
	m.clients.router = m.routerID
	m.router.clients, m.router.first, m.db.first = m.clientsID, m.first, m.first
	initial := int(s.Param(pServers))
	for i := range initial {
		m.router.d.registered[i] = 1
	}
	set := effective(s.Param(pMode), s.Param(pVNodes), s.Param(pReplicas), s.Param(pFactor))
	m.router.v.place = place(set, m.router.d.registered, hashes, false)
	m.router.keepWindow()
	m.judge.look(0, m.router.v.place)
	s.Link(m.clientsID, m.routerID, sim.Constant(linkTime))
	for i := range m.servers {
		m.servers[i] = &server{index: i, router: m.routerID, db: m.dbID, keys: len(hashes)}
		if i < initial {
			m.servers[i].warm(m.router.v.place.table)
		}
		id := s.Node(sim.NodeInfo{Name: serverNames[i], Label: sim.T(serverLabels[i], serverLabels[i]),
			Shape: scene.Service, Column: 2, Absent: i >= initial}, m.servers[i])
		s.Link(m.routerID, id, sim.Constant(linkTime))
		s.Link(id, m.dbID, sim.Constant(linkTime))
	}
	s.Node(sim.NodeInfo{Name: "db", Label: sim.T("원본 DB", "Origin DB"), Shape: scene.Store, Column: 3}, m.db)
	return m
}

// Act carries out one of the scenario's verbs.
func (m *model) Act(c *sim.Ctx, verb int, args []int64) {
	switch verb {
	case verbAdd:
		m.add(c)
		return
	case verbHot, verbCool:
		m.clients.d.hot = verb == verbHot
		note := nCooled
		if m.clients.d.hot {
			note = nHot
		}
		owner := int64(sim.None)
		if p := m.router.v.place; p != nil && p.servers > 0 {
			owner = int64(m.first) + int64(holders(p.table[m.clients.hotKey()]).owner())
		}
		c.Note(note, m.clients.hotKey(), hotShare, owner)
		return
	}
	i := int(sim.NodeID(args[0]) - m.first)
	if i < 0 || i >= maxServers {
		c.Note(nNotMember, args[0])
		return
	}
	m.asRouter(c, func(c *sim.Ctx) {
		if verb == verbRemove {
			m.router.remove(c, i)
			return
		}
		m.router.weigh(c, i, args[1])
	})
}

// asRouter lets an operator work on the router, if it is there to take orders.
func (m *model) asRouter(c *sim.Ctx, f func(*sim.Ctx)) {
	if c.Status(m.routerID) != sim.Up {
		c.Note(nNoRouter)
		return
	}
	c.As(m.routerID, f)
}

// add brings in the first server that is not part of the system: a new one, or
// one that was removed.
func (m *model) add(c *sim.Ctx) {
	for i, w := range m.router.d.registered {
		if w > 0 {
			continue
		}
		id := m.first + sim.NodeID(i)
		switch c.Status(id) {
		case sim.Gone:
			c.Join(id)
		case sim.Up:
			c.As(id, func(c *sim.Ctx) { c.Send(m.routerID, sim.Msg{Kind: kJoin, A: 1}) })
		default:
			continue
		}
		c.Note(nComing, int64(id))
		return
	}
	c.Note(nNoMore, maxServers)
}
