package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	burst         = 256  // entries sent to one replica in one step, at most
	window        = 4096 // entries under way to one replica, at most
	firstPatience = 50 * sim.Millisecond
	mostPatience  = 5 * sim.Second
)

// onShip lets one more entry leave the send queue. What is still queued when the
// primary dies was never sent: that is the loss of asynchronous replication.
func (n *copyNode) onShip(c *sim.Ctx, e *sim.Event) {
	if n.d.role != rolePrimary {
		return
	}
	n.v.shipped = max(n.v.shipped, min(e.A, n.d.log.End()))
	for i := range n.layout.count {
		if i != n.index {
			n.pump(c, i)
		}
	}
}

// pump sends a replica what it lacks, a bounded burst at a time.
func (n *copyNode) pump(c *sim.Ctx, i int) {
	p := &n.v.peers[i]
	for sent := 0; p.connected && sent < burst && p.next <= n.v.shipped && p.next-p.received <= window; sent++ {
		e, ok := n.d.log.Entry(p.next)
		hash, _ := n.d.log.Hash(p.next)
		if !ok {
			n.sendSnapshot(c, i)
			return
		}
		if p.next == p.received+1 {
			p.movedAt = c.Now() // nothing was under way: patience begins now
		}
		c.Send(n.layout.copies[i], sim.Msg{Kind: kLog, A: p.next, B: n.d.epoch, C: pack(e), D: int64(hash)})
		p.next++
	}
}

// pack puts an entry into one number: 15 bits of epoch, 8 of key, 40 of value.
func pack(e rules.Entry) int64 { return e.Epoch<<48 | e.Key<<40 | e.Value }

func unpack(n int64) rules.Entry {
	return rules.Entry{Epoch: n >> 48, Key: n >> 40 & 0xff, Value: n & (1<<40 - 1)}
}

// sendSnapshot gives a replica whose next entry is forgotten a copy of all data.
func (n *copyNode) sendSnapshot(c *sim.Ctx, i int) {
	pos := n.v.applied
	hash, ok := n.d.log.Hash(pos)
	if !ok {
		return
	}
	data := make(sim.Data, 0, 2*keys+16)
	for _, v := range n.v.table {
		data = append(data, v.value, v.pos)
	}
	for _, h := range n.d.log.Summary().History {
		if h.First <= pos {
			data = append(data, h.Epoch, h.First)
		}
	}
	c.Send(n.layout.copies[i], sim.Msg{Kind: kSnapshot, A: n.d.epoch, B: pos, D: int64(hash), Data: data})
	n.v.peers[i].next = pos + 1
	c.Note(nSnapshotSent, int64(n.layout.copies[i]), pos)
}

// onReceived moves a replica's position, answers waiting clients, and sends
// again when the replica says it is stuck.
func (n *copyNode) onReceived(c *sim.Ctx, e *sim.Event) {
	i := n.layout.indexOf(e.From)
	if n.d.role != rolePrimary || e.C != n.d.epoch || i == nobody {
		return
	}
	p := &n.v.peers[i]
	if !p.connected {
		if e.A >= n.d.log.Base() && !n.d.log.HasPrefix(e.A, uint64(e.D)) {
			return
		}
		*p = peer{connected: true, next: e.A + 1, received: e.A, patience: firstPatience}
	}
	before := n.v.gate.Committed()
	moved := e.A > p.received
	if moved {
		p.received, p.movedAt, p.patience = e.A, c.Now(), firstPatience
		p.next = max(p.next, e.A+1)
	}
	n.enlist(i)
	n.rearm(c, e.A)
	released := n.advance(c)
	if c.Param(pMode) != modeAsync && released > 0 {
		c.Note(nReleased, before+1, before+released, int64(e.From), released)
	}
	if e.B != ackPlain && !moved {
		n.sendAgain(c, i, e.B)
	}
	n.pump(c, i)
}

// enlist counts a replica for commits once it has everything committed.
func (n *copyNode) enlist(i int) {
	if n.v.peers[i].received >= n.v.gate.Committed() {
		n.d.members |= 1 << i
	}
}

func (n *copyNode) rearm(c *sim.Ctx, pos int64) {
	e, ok := n.d.log.Entry(pos)
	if ok && n.v.semi.Rearm(pos, int64(c.Now())-e.At, c.Param(pTimeout)) {
		n.judge.degraded(c, n.index, false)
		c.Note(nRearmed, pos)
	}
}

// sendAgain goes back to what the replica lacks, ever more patiently.
func (n *copyNode) sendAgain(c *sim.Ctx, i int, why int64) {
	p := &n.v.peers[i]
	if p.next <= p.received+1 || c.Now()-p.movedAt < p.patience {
		return
	}
	c.Note(nResent, int64(n.layout.copies[i]), p.received+1, p.next-1-p.received)
	p.next, p.movedAt = p.received+1, c.Now()
	p.patience = min(2*p.patience, mostPatience)
}
