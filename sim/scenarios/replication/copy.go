package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// The roles of a copy; the last two are only told: field D of HEARTBEAT.
const (
	roleReplica = iota
	rolePrimary
	roleOpening // promoted, applying what it had received
	roleLapsed  // a primary whose lease is over
)

const (
	keepEntries = 500   // the tail of its log that every copy keeps
	keepMost    = 16384 // how much a primary keeps for a copy that lags or is away
)

// copyNode is one copy of the database. What it holds in memory is gone after a
// crash; its log, its checkpoint and its epoch are on disk.
type copyNode struct {
	index  int
	layout *layout
	judge  *judge
	v      copyVolatile
	d      copyDurable
}

type copyDurable struct {
	log     rules.Log
	base    [keys]version // checkpoint: the data as of log.Base
	epoch   int64         // the epoch it leads or follows
	fence   rules.Fence   // the highest epoch it has heard of and promised to respect
	role    int8
	source  int8   // the copy it follows, or nobody
	synced  bool   // its log is known to be a prefix of its source's
	members uint32 // as primary: which replicas count for a commit
	opening bool   // promoted, but still applying what it had received
}

type copyVolatile struct {
	table   [keys]version // the data as reads see it
	applied int64
	gate    rules.Gate
	semi    rules.SemiSync
	peers   [maxCopies]peer
	shipped int64 // entries up to here have left the send queue
	lease   sim.Time
	fenced  bool // its lease ran out: it has said so
	waiting bool // the semi-sync timer runs
	ackSet  bool // the acknowledgement timer runs
	gap     bool // an entry arrived whose predecessor has not
	scratch [maxCopies]rules.Progress
}

// peer is what a primary knows about one replica.
type peer struct {
	connected         bool
	next              int64 // the entry to send next
	received, applied int64
	movedAt           sim.Time // when it last moved on or was sent to again
	patience          sim.Time // how long to wait before sending again
}

func newCopy(i int, m *model) *copyNode {
	n := &copyNode{index: i, layout: m.layout, judge: m.judge}
	n.d.epoch = 1
	n.d.fence.Accept(1)
	n.d.synced, n.d.source = true, 0
	if i == 0 {
		n.d.role, n.d.source = rolePrimary, nobody
		n.d.members = 1<<m.layout.count - 2
	}
	return n
}

// State implements sim.Node.
func (n *copyNode) State() (volatile, durable any) { return &n.v, &n.d }

// Start recovers: the checkpoint, then everything the log on disk holds. What
// was in memory, such as who waits for an answer, is gone.
func (n *copyNode) Start(c *sim.Ctx) {
	n.v.table, n.v.applied = n.d.base, n.d.log.Base()
	n.applyTo(n.d.log.End())
	n.v.gate.Advance(n.d.log.End())
	n.v.shipped = n.d.log.End()
	if n.d.opening {
		n.open(c)
	}
	n.tick(c)
}

// Handle implements sim.Node.
func (n *copyNode) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kWrite:
		n.onWrite(c, e)
	case kRead:
		n.onRead(c, e)
	case kReceived:
		n.onReceived(c, e)
	case kApplied:
		n.onApplied(c, e)
	case kShip:
		n.onShip(c, e)
	case kWait:
		n.onWait(c)
	case kLease:
		n.onLease(c, e)
	case kHello:
		n.onHello(c, e)
	case kLog, kSync, kSnapshot, kAckTimer, kApply:
		n.handleReplica(c, e)
	case kAsk:
		n.onAsk(c, e)
	case kPromote:
		n.onPromote(c, e)
	case kFence:
		n.onFence(c, e)
	case kFollow:
		if n.d.opening && e.A > n.d.epoch {
			n.stepDown(c)
		}
		if n.d.role == roleReplica {
			n.follow(c, e.A, int8(e.B))
		}
	case kTick:
		n.tick(c)
	}
}

// tick reports to the failover manager and, as a replica, to the primary.
func (n *copyNode) tick(c *sim.Ctx) {
	n.heartbeat(c)
	if n.d.role == rolePrimary {
		n.checkLease(c)
		n.checkWait(c)
		n.advance(c)
		if !n.d.opening && n.holdsLease(c) {
			n.judge.serves(c, n.index)
		}
	} else {
		n.reportToSource(c)
	}
	c.After(heartbeatEvery(c), sim.Msg{Kind: kTick})
}

func (n *copyNode) heartbeat(c *sim.Ctx) {
	role := int64(n.d.role)
	switch {
	case n.d.opening:
		role = roleOpening
	case role == rolePrimary && !n.holdsLease(c):
		role = roleLapsed
	}
	c.Send(n.layout.fm, sim.Msg{Kind: kHeartbeat, A: n.d.epoch, B: n.d.log.End(), C: int64(c.Clock()), D: role})
}

// applyTo makes entries up to pos visible to reads.
func (n *copyNode) applyTo(pos int64) {
	pos = min(pos, n.d.log.End())
	for n.v.applied < pos {
		e, ok := n.d.log.Entry(n.v.applied + 1)
		if !ok {
			return
		}
		n.v.applied++
		n.v.table[e.Key%keys] = version{e.Value, n.v.applied}
	}
}

// compact folds old entries into the checkpoint, so that the log stays short. A
// primary keeps what its slowest replica still needs, within reason.
func (n *copyNode) compact() {
	log := &n.d.log
	to := log.End() - keepEntries
	if n.d.role == rolePrimary {
		for i := range n.layout.count {
			if i != n.index {
				to = min(to, n.v.peers[i].received)
			}
		}
		to = max(to, log.End()-keepMost)
	}
	n.fold(min(to, n.v.applied, log.Base()+4)) // a few at a time: every step stays short
}

func (n *copyNode) fold(to int64) {
	for pos := n.d.log.Base() + 1; pos <= to; pos++ {
		e, _ := n.d.log.Entry(pos)
		n.d.base[e.Key%keys] = version{e.Value, pos}
	}
	n.d.log.Compact(to)
}

// onRead answers from what this copy shows. A replica that is behind what the
// session has written, or does not know yet where its log parts from the
// primary's, says so instead. A primary whose lease ran out does not answer:
// somebody else may be primary by now.
func (n *copyNode) onRead(c *sim.Ctx, e *sim.Event) {
	state := int64(readOK)
	switch {
	case n.d.role == rolePrimary && !n.holdsLease(c):
		state = readRefused
		c.Note(nReadRefused)
	case n.d.role == roleReplica && (n.v.applied < e.B || !n.d.synced):
		state = readBehind
		c.Note(nBehind, n.v.applied)
	}
	v := n.v.table[e.A%keys]
	c.Send(e.From, sim.Msg{Kind: kValue, A: v.value, B: n.v.applied, C: e.C, D: state})
}

// onAsk is the first half of a failover: from here on older epochs are refused,
// so that the position reported can only be the last word.
func (n *copyNode) onAsk(c *sim.Ctx, e *sim.Event) {
	c.Note(nPosition, n.d.log.End(), n.v.applied, e.A)
	switch {
	case n.d.role != rolePrimary:
	case e.A <= n.d.epoch || (!fencing(c) && !n.d.opening):
		c.Note(nNotHeeded, e.A)
		return // without fencing nobody can tell a primary to stop
	case n.d.opening:
		n.stepDown(c) // it has not begun, and keeps what it has received and applied
	default:
		n.stepDown(c)
		c.Note(nSteppedDown, n.d.epoch, e.A)
	}
	if fencing(c) && !n.d.fence.Accept(e.A) {
		c.Note(nNotHeeded, e.A)
		return
	}
	c.Send(e.From, sim.Msg{Kind: kPosition, A: e.A, B: n.d.log.End(), C: n.d.log.Epoch(), D: n.v.applied})
}

// onFence tells a primary of an older epoch that its time is over.
func (n *copyNode) onFence(c *sim.Ctx, e *sim.Event) {
	if e.A <= n.d.epoch || (!fencing(c) && e.C == 0 && !n.d.opening) {
		return
	}
	if n.d.role == rolePrimary {
		n.stepDown(c)
		c.Note(nFenced, n.d.epoch, e.A)
	}
	if e.B != nobody {
		n.follow(c, e.A, int8(e.B))
	}
}

// follow makes this copy a replica of source and asks where their logs part.
func (n *copyNode) follow(c *sim.Ctx, epoch int64, source int8) {
	if epoch < n.d.epoch || int(source) == n.index || (epoch == n.d.epoch && n.d.source == source) || !n.d.fence.Accept(epoch) {
		return
	}
	n.d.epoch, n.d.source, n.d.synced = epoch, source, false
	n.reportToSource(c)
}
