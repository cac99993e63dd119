package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// Why a write is refused; the order of words["reason"].
const (
	notPrimary = iota
	leaseOver
	oldEpoch
	unknownOutcome
	localOnly
)

// holdsLease reports whether this primary may still believe that it is the only
// one. Without fencing it always does: that is how a split brain begins.
func (n *copyNode) holdsLease(c *sim.Ctx) bool {
	return !fencing(c) || c.Clock() < n.v.lease
}

func (n *copyNode) onLease(c *sim.Ctx, e *sim.Event) {
	if e.A != n.d.epoch || n.d.role != rolePrimary {
		return
	}
	// The lease counts from when the heartbeat left, so it ends before the manager,
	// which counts from when it arrived, may promote another.
	n.v.lease = max(n.v.lease, sim.Time(e.B+e.C))
	if n.v.fenced && n.holdsLease(c) { // one that comes too late gives nothing back
		n.v.fenced = false
		c.Note(nLeaseBack)
	}
	n.advance(c)
}

func (n *copyNode) checkLease(c *sim.Ctx) {
	if n.v.lease > 0 && !n.d.opening && !n.holdsLease(c) && !n.v.fenced {
		n.v.fenced = true
		c.Note(nLeaseOver, n.d.epoch)
	}
}

func (n *copyNode) onWrite(c *sim.Ctx, e *sim.Event) {
	reason := int64(nobody)
	switch {
	case n.d.role != rolePrimary || n.d.opening:
		reason = notPrimary
	case !n.holdsLease(c):
		reason = leaseOver
	case fencing(c) && e.C < n.d.epoch:
		reason = oldEpoch
	}
	if reason != nobody {
		n.refuse(c, e.A, e.B, reason)
		c.Note(nRefused, reason, e.C, n.d.epoch)
		return
	}
	entry := rules.Entry{Epoch: n.d.epoch, Key: e.A, Value: e.B, At: int64(c.Now())}
	pos, ok := n.d.log.Append(entry)
	if !ok {
		return // its log already holds a later epoch: it cannot be primary of this one
	}
	n.compact()
	n.judge.appended(c, n.index, n.d.epoch, pos)
	n.judge.taken(c, e.C, n.d.epoch)
	c.After(max(c.Span(pShip)-hop, 0), sim.Msg{Kind: kShip, A: pos})
	n.advance(c)
	n.explainWrite(c, pos)
	if n.v.gate.Waiting(pos) > 0 && !n.v.waiting && c.Param(pMode) == modeSemiSync {
		n.v.waiting = true
		c.After(c.Span(pTimeout), sim.Msg{Kind: kWait})
	}
}

// explainWrite says why the client has its answer already, or has not.
func (n *copyNode) explainWrite(c *sim.Ctx, pos int64) {
	behind := pos - n.bestReceived()
	switch mode := c.Param(pMode); {
	case n.d.epoch < n.judge.epoch:
		c.Note(nSplitWrite, pos, n.d.epoch, n.judge.epoch)
	case mode == modeAsync:
		c.Note(nAckAsync, pos, behind)
	case mode == modeSemiSync && n.v.semi.Degraded():
		c.Note(nAckDegraded, pos, behind)
	case mode == modeSemiSync:
		c.Note(nWaitReceived, pos, n.v.gate.Waiting(pos))
	default:
		c.Note(nWaitApplied, pos, n.v.gate.Waiting(pos))
	}
}

// bestReceived returns how far the most advanced replica has received.
func (n *copyNode) bestReceived() int64 {
	best := int64(0)
	for i := range n.layout.count {
		if i != n.index {
			best = max(best, n.v.peers[i].received)
		}
	}
	return best
}

func (n *copyNode) refuse(c *sim.Ctx, key, value, reason int64) {
	c.Send(n.layout.home(key), sim.Msg{Kind: kNack, A: reason, B: value, C: key, D: n.d.epoch})
}

func (n *copyNode) rule(c *sim.Ctx) rules.Rule {
	switch c.Param(pMode) {
	case modeSemiSync:
		if !n.v.semi.Degraded() {
			return rules.SemiSyncRule(1, rules.WaitPoint(c.Param(pWaitPoint)))
		}
	case modeSyncAll:
		return rules.SyncAll()
	}
	return rules.Async()
}

// advance answers every client whose write the rule now calls committed, and
// returns how many.
func (n *copyNode) advance(c *sim.Ctx) int64 {
	if n.d.role != rolePrimary || n.d.opening || !n.holdsLease(c) {
		return 0
	}
	standbys := n.v.scratch[:0]
	for i := range n.layout.count {
		if n.d.members&(1<<i) != 0 && i != n.index {
			p := &n.v.peers[i]
			standbys = append(standbys, rules.Progress{Written: p.received, Flushed: p.received, Applied: p.applied})
		}
	}
	end := n.d.log.End()
	rule := n.rule(c)
	from := n.v.gate.Committed()
	released, visible := n.v.gate.Settle(rule, rules.Progress{Written: end, Flushed: end, Applied: end}, standbys)
	n.answer(c, from, from+released)
	n.applyTo(visible)
	return released
}

// answer tells the clients of all writes after from and up to to. A client whose
// write this epoch inherited has long been told that the outcome is unknown.
func (n *copyNode) answer(c *sim.Ctx, from, to int64) {
	for pos := from + 1; pos <= to; pos++ {
		if e, ok := n.d.log.Entry(pos); ok && e.Epoch == n.d.epoch {
			c.Send(n.layout.home(e.Key), sim.Msg{Kind: kAck, A: pos, B: e.Value, C: e.Key, D: e.Epoch})
			n.judge.told(c, n, e)
		}
	}
}

// cancelWaits is what cancelling does to commits that wait for a replica: they are
// committed here and cannot be undone. They become visible, and their clients hear
// that no replica may have them: a warning, not a success.
// Source: PostgreSQL 15, SyncRepWaitForLSN: "canceling wait for synchronous
// replication due to user request".
func (n *copyNode) cancelWaits(c *sim.Ctx) {
	end := n.d.log.End()
	from := n.v.gate.Committed()
	if n.d.role != rolePrimary || n.d.opening || n.v.gate.GiveUp(end) == 0 {
		c.Note(nNobodyWaits)
		return
	}
	for pos := from + 1; pos <= end; pos++ {
		if e, ok := n.d.log.Entry(pos); ok && e.Epoch == n.d.epoch {
			n.refuse(c, e.Key, e.Value, localOnly)
		}
	}
	n.applyTo(n.rule(c).Visible(end, n.v.gate.Committed()))
	c.Note(nCancelled, end-from, end, end-n.bestReceived())
}

func (n *copyNode) onWait(c *sim.Ctx) {
	n.v.waiting = false
	n.checkWait(c)
	if n.v.gate.Waiting(n.d.log.End()) == 0 || n.d.role != rolePrimary || c.Param(pMode) != modeSemiSync {
		return
	}
	e, _ := n.d.log.Entry(n.v.gate.Committed() + 1)
	n.v.waiting = true
	c.After(max(sim.Time(e.At)+c.Span(pTimeout)-c.Now(), sim.Millisecond), sim.Msg{Kind: kWait})
}

// checkWait turns semi-sync off when the oldest waiting write has waited too long.
func (n *copyNode) checkWait(c *sim.Ctx) {
	end := n.d.log.End()
	waiting := n.v.gate.Waiting(end)
	if waiting == 0 || n.d.role != rolePrimary || c.Param(pMode) != modeSemiSync || !n.holdsLease(c) {
		return
	}
	e, _ := n.d.log.Entry(n.v.gate.Committed() + 1)
	if n.v.semi.Expire(int64(c.Now())-e.At, c.Param(pTimeout), end) {
		n.judge.degraded(c, n.index, true)
		n.advance(c)
		c.Note(nDegraded, c.Param(pTimeout), waiting)
	}
}

func (n *copyNode) onApplied(c *sim.Ctx, e *sim.Event) {
	i := n.layout.indexOf(e.From)
	if n.d.role != rolePrimary || e.C != n.d.epoch || i == nobody || !n.v.peers[i].connected {
		return
	}
	p := &n.v.peers[i]
	p.applied = max(p.applied, e.A)
	before := n.v.gate.Committed()
	if released := n.advance(c); released > 0 {
		c.Note(nReleasedAll, before+1, before+released, int64(e.From), released)
	} else if c.Param(pMode) == modeSyncAll && n.v.gate.Waiting(n.d.log.End()) > 0 {
		c.Note(nStillWaiting, e.A, int64(n.layout.copies[n.slowest()]), n.v.gate.Waiting(n.d.log.End()))
	}
}

// slowest returns the member that has applied least.
func (n *copyNode) slowest() int {
	worst, least := n.index, int64(1)<<62
	for i := range n.layout.count {
		if n.d.members&(1<<i) != 0 && i != n.index && n.v.peers[i].applied < least {
			worst, least = i, n.v.peers[i].applied
		}
	}
	return worst
}

// onHello finds out where a new follower's log parts from this one.
func (n *copyNode) onHello(c *sim.Ctx, e *sim.Event) {
	i := n.layout.indexOf(e.From)
	if n.d.role != rolePrimary || n.d.opening || e.A != n.d.epoch || i == nobody {
		return
	}
	theirs := rules.Summary{End: e.B}
	for j := 0; j+1 < len(e.Data); j += 2 {
		theirs.History = append(theirs.History, rules.EpochStart{Epoch: e.Data[j], First: e.Data[j+1]})
	}
	common := rules.CommonEnd(n.d.log.Summary(), theirs)
	if e.D != 0 || common < n.d.log.Base() {
		n.sendSnapshot(c, i)
		return
	}
	n.v.peers[i].connected = false // until it reports from the common position
	c.Send(e.From, sim.Msg{Kind: kSync, A: n.d.epoch, B: common})
	if common == e.B {
		c.Note(nAgree, common, int64(e.From))
		return
	}
	c.Note(nCommon, common, e.B-common, int64(e.From))
}

// onPromote makes this copy the primary of a new epoch: first it applies what it
// has received.
func (n *copyNode) onPromote(c *sim.Ctx, e *sim.Event) {
	if e.A <= n.d.epoch || n.d.role == rolePrimary || !n.d.fence.Accept(e.A) {
		return
	}
	n.d.epoch, n.d.role, n.d.source, n.d.synced = e.A, rolePrimary, nobody, true
	n.d.members = uint32(e.B) &^ (1 << n.index)
	n.d.opening = true
	n.v.peers = [maxCopies]peer{}
	n.v.semi = rules.SemiSync{}
	rest := n.d.log.End() - n.v.applied
	if rest == 0 {
		n.open(c)
		return
	}
	c.Note(nApplyingRest, e.A, rest)
	n.applyLater(c, n.d.log.End()) // what it began to apply before may be through sooner
}

// open begins to take writes. Everything inherited is committed by being here.
func (n *copyNode) open(c *sim.Ctx) {
	end := n.d.log.End()
	n.d.opening = false
	n.v.gate = rules.Gate{}
	n.v.gate.Advance(end)
	n.v.shipped = end
	lost := n.judge.promoted(c, n.index, n.d.epoch)
	n.heartbeat(c)
	if lost > 0 {
		c.Note(nOpened, n.d.epoch, lost, end)
		return
	}
	c.Note(nOpenedWhole, n.d.epoch, end)
}

// stepDown ends a primary's term. Whoever waits learns only that the outcome is
// unknown: the write may survive or not.
func (n *copyNode) stepDown(c *sim.Ctx) {
	end := n.d.log.End()
	for pos := n.v.gate.Committed() + 1; pos <= end; pos++ {
		if e, ok := n.d.log.Entry(pos); ok && e.Epoch == n.d.epoch {
			n.refuse(c, e.Key, e.Value, unknownOutcome)
		}
	}
	n.d.role, n.d.source, n.d.synced = roleReplica, nobody, false
	n.d.opening, n.v.fenced = false, false
	n.v.gate = rules.Gate{}
	n.v.semi = rules.SemiSync{}
}
