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
	winner     int      // nobody until chosen
	applying   sim.Time // when the winner last said that it applies what it had received
	missed     uint32   // who was promoted and did not open, since everyone was tried
	lapsed     sim.Time // since when the primary says that it holds no lease; 0 is that it does
	readable   uint32
	end        int64    // of the primary's log, as last heard
	wrote      sim.Time // when it last grew, or the route was told
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
	n.v.winner, n.v.wrote = nobody, c.Clock()
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
	switch e.D {
	case rolePrimary, roleLapsed:
		n.primarySpeaks(c, e, i)
		return
	case roleOpening:
		if n.v.electing && i == n.v.winner && e.A == n.d.epoch {
			n.v.applying = c.Clock()
		}
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
	if e.B != n.v.end {
		n.v.end, n.v.wrote = e.B, c.Clock()
	}
	span := c.Span(pDetect)
	if n.leasesComeLate(c, e, i) {
		return
	}
	n.v.leaseUntil = max(n.v.leaseUntil, c.Clock()+span)
	c.Send(e.From, sim.Msg{Kind: kLease, A: e.A, B: e.C, C: int64(span)})
	if n.v.electing || n.d.primary != i {
		n.complete(c, i)
	}
}

// leasesComeLate reports whether the primary has said for a whole detection time that
// it holds no lease, whatever was granted: what is granted arrives too late or not at
// all. A lease that nobody can use only keeps another from being promoted, so none is
// granted any more and the last one is left to end. Where nobody else is alive there
// is nothing to gain.
func (n *manager) leasesComeLate(c *sim.Ctx, e *sim.Event, i int) bool {
	if e.D != roleLapsed {
		n.v.lapsed = 0
		return false
	}
	if n.v.lapsed == 0 {
		n.v.lapsed = max(c.Clock(), 1)
	}
	return !n.v.electing && n.d.primary == i && c.Clock()-n.v.lapsed >= c.Span(pDetect) && n.anyoneElse(c)
}

// complete ends a failover: the winner is open, everyone else is told.
func (n *manager) complete(c *sim.Ctx, i int) {
	n.v.electing, n.v.winner, n.v.missed, n.v.lapsed = false, nobody, 0, 0
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
	n.v.wrote = c.Clock()
	c.Send(n.layout.router, sim.Msg{Kind: kRoute, A: n.d.epoch, B: int64(n.d.primary), C: int64(n.v.readable)})
}

// tellAgain repeats the route to a primary that nobody writes to: the router may have been
// down or cut off when it was told, and nothing else would ever tell it.
func (n *manager) tellAgain(c *sim.Ctx) {
	quiet := c.Clock() - n.v.wrote
	if n.d.epoch == 1 || quiet < c.Span(pDetect) {
		return // the first route was there from the start
	}
	n.tellRoute(c)
	c.Note(nRouteAgain, int64(n.layout.copies[n.d.primary]), int64(quiet))
}

func (n *manager) alive(c *sim.Ctx, i int) bool {
	return c.Clock()-n.v.heard[i] < c.Span(pDetect)
}

func (n *manager) tick(c *sim.Ctx) {
	switch {
	case n.v.electing:
		n.continueElection(c)
	case c.Clock() >= n.v.leaseUntil && n.anyoneElse(c):
		primary := int64(n.layout.copies[n.d.primary])
		n.elect(c)
		if n.v.lapsed != 0 && n.alive(c, n.d.primary) {
			c.Note(nLeasesLate, primary, c.Param(pDetect), n.d.epoch)
		} else {
			c.Note(nSuspect, primary, c.Param(pDetect), n.d.epoch)
		}
	default:
		n.checkReadable(c)
		n.tellAgain(c)
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
	n.v.electing, n.v.winner, n.v.answered, n.v.begun, n.v.applying = true, nobody, 0, c.Clock(), 0
	n.askAll(c)
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
	n.v.positions[i] = rules.Candidate{Epoch: e.C, Received: e.B, Applied: e.D, Missed: int64(n.v.missed >> i & 1)}
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
	if candidates[n.v.winner].Missed > 0 { // every equal log was tried: begin again
		n.v.missed = 0
	}
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

// patience is how long a failover may take before the manager asks around again: the
// silence that it calls dead, the winner's applying at the usual speed, and a second
// for the messages.
func patience(detect, apply sim.Time) sim.Time { return detect + apply + sim.Second }

// continueElection asks again, stops waiting for those who went silent, and
// starts over when the winner does not open, unless it is at work and nobody else
// holds as much: what it has received and applied it keeps.
// Compare orchestrator 3.2's DelayMasterPromotionIfSQLThreadNotUpToDate.
func (n *manager) continueElection(c *sim.Ctx) {
	waited := c.Clock() - n.v.begun
	switch {
	case n.v.winner == nobody && n.v.answered != 0 && waited > 2*heartbeatEvery(c):
		n.choose(c)
	case n.v.winner == nobody:
		n.askAll(c)
	case n.alive(c, n.v.winner) && waited <= patience(c.Span(pDetect), c.Span(pApply)):
		n.promote(c)
	case n.atWork(c) && !n.replaceable(c):
		c.Note(nStillApplying, int64(n.layout.copies[n.v.winner]), int64(waited))
	default:
		node := int64(n.layout.copies[n.v.winner])
		n.v.missed |= 1 << n.v.winner
		n.elect(c)
		c.Note(nNotOpened, node, int64(waited), n.d.epoch)
	}
}

// atWork reports whether the winner says that it is applying.
func (n *manager) atWork(c *sim.Ctx) bool {
	return n.v.applying != 0 && c.Clock()-n.v.applying < c.Span(pDetect)
}

// replaceable reports whether somebody else is alive with the same log.
func (n *manager) replaceable(c *sim.Ctx) bool {
	for i := range n.layout.count {
		if i != n.v.winner && n.v.answered&(1<<i) != 0 && n.alive(c, i) && n.v.positions[i].SameLog(n.v.positions[n.v.winner]) {
			return true
		}
	}
	return false
}

// demote is an operator's order: whatever fencing says, this copy is a replica.
func (n *manager) demote(c *sim.Ctx, i int) {
	if i != nobody && i != n.d.primary {
		c.Send(n.layout.copies[i], sim.Msg{Kind: kFence, A: n.d.epoch, B: int64(n.d.primary), C: 1})
	}
}
