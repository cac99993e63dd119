package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// router tells clients which address is the primary's.
type router struct {
	layout *layout
	d      routerDurable
}

type routerDurable struct {
	epoch    int64
	primary  int64
	readable int64 // which copies take reads
}

// State implements sim.Node.
func (n *router) State() (volatile, durable any) { return nil, &n.d }

// Start implements sim.Node.
func (n *router) Start(*sim.Ctx) {}

// Handle implements sim.Node.
func (n *router) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kAskRoute:
		n.tell(c, e.From)
	case kRoute:
		if e.A < n.d.epoch {
			return
		}
		moved := e.A > n.d.epoch
		n.d = routerDurable{e.A, e.B, e.C}
		for _, app := range n.layout.apps {
			n.tell(c, app)
		}
		if moved {
			c.Note(nRouteMoved, int64(n.layout.copies[e.B]), e.A)
		}
	}
}

func (n *router) tell(c *sim.Ctx, to sim.NodeID) {
	c.Send(to, sim.Msg{Kind: kRoute, A: n.d.epoch, B: n.d.primary, C: n.d.readable})
}

// manager watches the copies and moves the primary's role: heartbeats missed,
// positions asked, the longest log promoted, the route moved.
type manager struct {
	layout *layout
	v      managerVolatile
	d      managerDurable
}

type managerDurable struct {
	epoch   int64 // the highest it has begun
	primary int   // of the last completed epoch
}

type managerVolatile struct {
	heard      [maxCopies]sim.Time
	leaseUntil sim.Time // until then the primary may believe it is one
	electing   bool
	begun      sim.Time
	answered   uint32
	positions  [maxCopies]rules.Candidate
	winner     int // nobody until chosen
	readable   uint32
}

// State implements sim.Node.
func (n *manager) State() (volatile, durable any) { return &n.v, &n.d }

// Start gives everyone a full detection time: after a restart it has heard nobody.
func (n *manager) Start(c *sim.Ctx) {
	for i := range n.v.heard {
		n.v.heard[i] = c.Clock()
	}
	n.v.leaseUntil = c.Clock() + c.Span(pDetect)
	n.v.readable = 1<<n.layout.count - 1
	n.v.winner = nobody
	c.After(heartbeatEvery(c), sim.Msg{Kind: kManagerTick})
}

// Handle implements sim.Node.
func (n *manager) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kHeartbeat:
		n.onHeartbeat(c, e)
	case kPosition:
		n.onPosition(c, e)
	case kManagerTick:
		n.tick(c)
		c.After(heartbeatEvery(c), sim.Msg{Kind: kManagerTick})
	}
}

func (n *manager) onHeartbeat(c *sim.Ctx, e *sim.Event) {
	i := n.layout.indexOf(e.From)
	if i == nobody {
		return
	}
	n.v.heard[i] = c.Clock()
	if e.D == rolePrimary {
		n.primarySpeaks(c, e, i)
		return
	}
	if !n.v.electing && e.A < n.d.epoch {
		c.Send(e.From, sim.Msg{Kind: kFollow, A: n.d.epoch, B: int64(n.d.primary)})
	}
}

// primarySpeaks renews the lease of the primary of this epoch, completes a
// promotion, or fences a primary of an older epoch.
func (n *manager) primarySpeaks(c *sim.Ctx, e *sim.Event, i int) {
	if e.A < n.d.epoch {
		to := int64(n.d.primary)
		if n.v.electing {
			to = nobody
		}
		if fencing(c) {
			c.Send(e.From, sim.Msg{Kind: kFence, A: n.d.epoch, B: to})
			c.Note(nFencing, int64(e.From), e.A, n.d.epoch)
		}
		return
	}
	span := c.Span(pDetect)
	n.v.leaseUntil = max(n.v.leaseUntil, c.Clock()+span)
	c.Send(e.From, sim.Msg{Kind: kLease, A: e.A, B: e.C, C: int64(span)})
	if n.v.electing || n.d.primary != i {
		n.complete(c, i)
	}
}

// complete ends a failover: the winner is open, everyone else is told.
func (n *manager) complete(c *sim.Ctx, i int) {
	n.v.electing, n.v.winner = false, nobody
	n.d.primary = i
	n.v.readable |= 1 << i
	n.tellRoute(c)
	for j := range n.layout.count {
		if j != i {
			c.Send(n.layout.copies[j], sim.Msg{Kind: kFollow, A: n.d.epoch, B: int64(i)})
		}
	}
	c.Note(nCompleted, int64(n.layout.copies[i]), n.d.epoch)
}

func (n *manager) tellRoute(c *sim.Ctx) {
	c.Send(n.layout.router, sim.Msg{Kind: kRoute, A: n.d.epoch, B: int64(n.d.primary), C: int64(n.v.readable)})
}

func (n *manager) alive(c *sim.Ctx, i int) bool {
	return c.Clock()-n.v.heard[i] < c.Span(pDetect)
}

func (n *manager) tick(c *sim.Ctx) {
	switch {
	case n.v.electing:
		n.continueElection(c)
	case c.Clock() >= n.v.leaseUntil && n.anyoneElse(c):
		n.elect(c)
	default:
		n.checkReadable(c)
	}
}

func (n *manager) anyoneElse(c *sim.Ctx) bool {
	for i := range n.layout.count {
		if i != n.d.primary && n.alive(c, i) {
			return true
		}
	}
	return false
}

// checkReadable takes silent copies out of the read pool, and back in.
func (n *manager) checkReadable(c *sim.Ctx) {
	was := n.v.readable
	for i := range n.layout.count {
		if n.alive(c, i) {
			n.v.readable |= 1 << i
		} else {
			n.v.readable &^= 1 << i
		}
	}
	if was == n.v.readable {
		return
	}
	n.tellRoute(c)
	for i := range n.layout.count {
		if bit := uint32(1) << i; (was^n.v.readable)&bit != 0 {
			note := nSilent
			if n.v.readable&bit != 0 {
				note = nHeardAgain
			}
			c.Note(note, int64(n.layout.copies[i]))
		}
	}
}

// elect begins a new epoch and asks every copy for its last word.
func (n *manager) elect(c *sim.Ctx) {
	n.d.epoch++
	n.v.electing, n.v.winner, n.v.answered, n.v.begun = true, nobody, 0, c.Clock()
	n.askAll(c)
	c.Note(nSuspect, int64(n.layout.copies[n.d.primary]), c.Param(pDetect), n.d.epoch)
}

func (n *manager) askAll(c *sim.Ctx) {
	for i := range n.layout.count {
		if n.v.answered&(1<<i) == 0 {
			c.Send(n.layout.copies[i], sim.Msg{Kind: kAsk, A: n.d.epoch})
		}
	}
}

func (n *manager) onPosition(c *sim.Ctx, e *sim.Event) {
	i := n.layout.indexOf(e.From)
	if i == nobody || !n.v.electing || e.A != n.d.epoch || n.v.winner != nobody {
		return
	}
	n.v.answered |= 1 << i
	n.v.positions[i] = rules.Candidate{Epoch: e.C, Received: e.B}
	for j := range n.layout.count {
		if j != n.d.primary && n.alive(c, j) && n.v.answered&(1<<j) == 0 {
			return // whoever is alive may have the longest log: wait for it
		}
	}
	n.choose(c)
}

// choose promotes the longest received log among those who answered.
func (n *manager) choose(c *sim.Ctx) {
	candidates := n.v.positions
	for i := range candidates {
		if n.v.answered&(1<<i) == 0 {
			candidates[i] = rules.Candidate{Epoch: -1, Received: -1}
		}
	}
	n.v.winner = rules.Promote(candidates[:n.layout.count])
	second := int64(-1)
	for i := range n.layout.count {
		if i != n.v.winner {
			second = max(second, candidates[i].Received)
		}
	}
	n.promote(c)
	best := candidates[n.v.winner].Received
	node := int64(n.layout.copies[n.v.winner])
	if second < 0 {
		c.Note(nChosenAlone, node, best, n.d.epoch)
		return
	}
	c.Note(nChosen, node, best, second, n.d.epoch)
}

func (n *manager) promote(c *sim.Ctx) {
	c.Send(n.layout.copies[n.v.winner], sim.Msg{Kind: kPromote, A: n.d.epoch, B: int64(n.v.answered)})
}

// continueElection asks again, stops waiting for those who went silent, and
// starts over when the winner does not open.
func (n *manager) continueElection(c *sim.Ctx) {
	waited := c.Clock() - n.v.begun
	switch {
	case n.v.winner == nobody && n.v.answered != 0 && waited > 2*heartbeatEvery(c):
		n.choose(c)
	case n.v.winner == nobody:
		n.askAll(c)
	case waited > c.Span(pDetect)+c.Span(pApply)+sim.Second:
		n.elect(c)
	default:
		n.promote(c)
	}
}

// demote is an operator's order: whatever fencing says, this copy is a replica.
func (n *manager) demote(c *sim.Ctx, i int) {
	if i != nobody && i != n.d.primary {
		c.Send(n.layout.copies[i], sim.Msg{Kind: kFence, A: n.d.epoch, B: int64(n.d.primary), C: 1})
	}
}
