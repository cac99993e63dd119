package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// Why a replica reports its position: field B of RECEIVED.
const (
	ackPlain  = iota // it took entries
	ackStatus        // it reports now and then, so that a loss is noticed
	ackGap           // an entry is missing
)

func (n *copyNode) handleReplica(c *sim.Ctx, e *sim.Event) {
	if e.Kind == kApply {
		n.onApply(c, e)
		return
	}
	if n.d.role != roleReplica {
		return
	}
	switch e.Kind {
	case kLog:
		n.onLog(c, e)
	case kSync:
		n.onSync(c, e)
	case kSnapshot:
		n.onSnapshot(c, e)
	case kAckTimer:
		n.v.ackSet = false
		why := int64(ackPlain)
		if n.v.gap {
			why = ackGap
		}
		n.report(c, why)
	}
}

// reportToSource tells the primary how far this replica is, or asks where to
// begin. Repeated at every tick, it also makes up for lost messages.
func (n *copyNode) reportToSource(c *sim.Ctx) {
	if n.d.source == nobody {
		return
	}
	if n.d.synced {
		n.report(c, ackStatus)
		n.reportApplied(c)
		return
	}
	n.hello(c, 0)
}

func (n *copyNode) report(c *sim.Ctx, why int64) {
	if n.d.source == nobody || !n.d.synced {
		return
	}
	end := n.d.log.End()
	hash, _ := n.d.log.Hash(end)
	c.Send(n.layout.copies[n.d.source], sim.Msg{Kind: kReceived, A: end, B: why, C: n.d.epoch, D: int64(hash)})
	n.v.gap = false
}

func (n *copyNode) hello(c *sim.Ctx, needAll int64) {
	summary := n.d.log.Summary()
	data := make(sim.Data, 0, 2*len(summary.History))
	for _, h := range summary.History {
		data = append(data, h.Epoch, h.First)
	}
	c.Send(n.layout.copies[n.d.source], sim.Msg{Kind: kHello, A: n.d.epoch, B: summary.End, D: needAll, Data: data})
}

// onLog takes the next entry, and only that: a copy of one it has is ignored, a
// later one says that something was lost, an older epoch's is refused.
func (n *copyNode) onLog(c *sim.Ctx, e *sim.Event) {
	switch end := n.d.log.End(); {
	case e.B < n.d.fence.Highest():
		c.Note(nOldLog, e.B, n.d.fence.Highest())
		return
	case e.B != n.d.epoch || int(n.d.source) != n.layout.indexOf(e.From) || !n.d.synced:
		return
	case e.A > end+1:
		n.v.gap = true
		c.Note(nGap, e.A, end+1)
	case e.A == end+1:
		if !n.take(c, e) {
			return
		}
	}
	if !n.v.ackSet {
		n.v.ackSet = true
		c.After(ackDelay, sim.Msg{Kind: kAckTimer})
	}
}

func (n *copyNode) take(c *sim.Ctx, e *sim.Event) bool {
	entry := unpack(e.C)
	entry.At = int64(c.Now())
	before, _ := n.d.log.Hash(n.d.log.End())
	if rules.Chain(before, entry) != uint64(e.D) {
		n.d.synced = false // not the same log: ask where they part
		n.hello(c, 0)
		return false
	}
	n.d.log.Append(entry)
	n.compact()
	n.applyLater(c, e.A)
	n.judge.lag(c, n.index)
	return true
}

// applyLater makes what was received up to pos visible once it is applied. The hash
// says what that was: received stays received, whoever is primary by then, and only
// what was cut off meanwhile is not applied.
func (n *copyNode) applyLater(c *sim.Ctx, pos int64) {
	hash, _ := n.d.log.Hash(pos)
	c.Work(c.Span(pApply), sim.Msg{Kind: kApply, A: pos, D: int64(hash)})
}

// onApply makes received entries visible to reads.
func (n *copyNode) onApply(c *sim.Ctx, e *sim.Event) {
	if n.d.role == rolePrimary && !n.d.opening {
		return
	}
	if !n.d.log.HasPrefix(e.A, uint64(e.D)) {
		if e.A > n.v.applied {
			c.Note(nCutMeanwhile, e.A)
		}
		return
	}
	n.applyTo(e.A)
	n.judge.lag(c, n.index)
	if n.d.opening {
		if n.v.applied == n.d.log.End() {
			n.open(c)
		}
		return
	}
	n.reportApplied(c)
}

// reportApplied matters only when somebody waits for it.
func (n *copyNode) reportApplied(c *sim.Ctx) {
	if c.Param(pMode) == modeSyncAll && n.d.source != nobody && n.d.synced {
		c.Send(n.layout.copies[n.d.source], sim.Msg{Kind: kApplied, A: n.v.applied, C: n.d.epoch})
	}
}

// onSync cuts off what the primary does not have, and follows from there.
func (n *copyNode) onSync(c *sim.Ctx, e *sim.Event) {
	if e.A != n.d.epoch || n.layout.indexOf(e.From) != int(n.d.source) || n.d.synced {
		return
	}
	cut, ok := n.d.log.Truncate(e.B)
	if !ok {
		n.hello(c, 1) // the common part is already forgotten here
		return
	}
	if n.v.applied > e.B {
		n.v.table, n.v.applied = n.d.base, n.d.log.Base()
		n.applyTo(e.B)
	}
	n.d.synced = true
	n.judge.rewound(c, cut)
	if cut > 0 {
		c.Note(nRewound, cut, e.B, e.A)
	} else {
		c.Note(nInStep, e.B, e.A)
	}
	n.afterSync(c)
}

func (n *copyNode) onSnapshot(c *sim.Ctx, e *sim.Event) {
	if e.A != n.d.epoch || n.layout.indexOf(e.From) != int(n.d.source) || len(e.Data) < 2*keys ||
		(n.d.synced && n.d.log.End() >= e.B) {
		return
	}
	for i := range n.d.base {
		n.d.base[i] = version{e.Data[2*i], e.Data[2*i+1]}
	}
	history := []rules.EpochStart{}
	for i := 2 * keys; i+1 < len(e.Data); i += 2 {
		history = append(history, rules.EpochStart{Epoch: e.Data[i], First: e.Data[i+1]})
	}
	n.d.log.Reset(e.B, uint64(e.D), history)
	n.v.table, n.v.applied = n.d.base, e.B
	n.d.synced = true
	c.Note(nSnapshotTaken, e.B)
	n.afterSync(c)
}

func (n *copyNode) afterSync(c *sim.Ctx) {
	n.report(c, ackStatus)
	if n.v.applied < n.d.log.End() {
		n.applyLater(c, n.d.log.End())
	}
	n.judge.lag(c, n.index)
}
