package saga

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
)

// replies is how many answers a participant can give; field D of REPLY is the
// answer, plus replies when it is about a compensation.
const replies = 3

// What a reader sees of an order: field B of SEEN.
const (
	seenNothing = iota
	seenPending
	seenOrdered
	seenCancelled
)

// service is one participant. Each command is a local transaction: the effect
// and the row that remembers it are committed together.
type service struct {
	index  int
	layout *layout
	judge  *judge
	errors sim.Stream
	v      serviceVolatile
	d      serviceDurable
}

type serviceVolatile struct {
	working int64
}

type serviceDurable struct {
	desk       rules.Desk
	book       [slots]entry // the order service's table
	done       int64        // effects committed
	undone     int64        // compensations committed
	confirmed  int64
	refuseNext int64
	loseNext   int64
	stallNext  int64
	failUndo   int64
}

// entry is a row of the order table. With a semantic lock it shows PENDING until
// the saga has ended.
type entry struct {
	id    int64
	state int8
}

func newService(i int, m *model, errors sim.Stream) *service {
	return &service{index: i, layout: m.layout, judge: m.judge, errors: errors, d: serviceDurable{desk: rules.NewDesk(2 * slots)}}
}

// State implements sim.Node.
func (n *service) State() (volatile, durable any) { return &n.v, &n.d }

// Start implements sim.Node: what was being worked on was not committed.
func (n *service) Start(*sim.Ctx) {}

// Handle implements sim.Node.
func (n *service) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kDo, kUndo:
		n.take(c, e)
	case kWork:
		n.v.working--
		n.finish(c, e)
	case kLook:
		n.look(c, e)
	}
}

// take begins the local transaction.
func (n *service) take(c *sim.Ctx, e *sim.Event) {
	n.v.working++
	m := sim.Msg{Kind: kWork, A: e.A, B: e.B, C: e.C, D: e.D}
	if e.Kind == kDo && n.d.stallNext > 0 {
		n.d.stallNext--
		late := c.Span(pTimeout) + c.Span(pStep)*4 + 8*hop
		c.After(late, m)
		c.Note(nStalled, e.A, e.B, int64(late))
		return
	}
	c.Work(c.Span(pStep), m)
}

// key is the row's key: the order service takes two acts of a saga.
func key(id, act int64) int64 {
	k := id * 2
	if act == actConfirm {
		k++
	}
	return k
}

// finish commits, or finds a reason not to, and replies.
func (n *service) finish(c *sim.Ctx, e *sim.Event) {
	act, took := e.B%acts, rules.Took{}
	if e.B >= undoing {
		if n.undoFails(c) {
			c.Note(nUndoFailed, e.A, e.B)
			n.reply(c, e, rules.Failure)
			return
		}
		took = n.undo(c, key(e.A, act))
		n.explainUndo(c, e, took)
	} else {
		took = n.do(c, e, key(e.A, act))
		n.explainDo(c, e, took)
	}
	if took.Effect() {
		n.commit(c, e)
	}
	if took.Why == rules.Replayed {
		c.Add(mSwallowed, 1)
	}
	n.reply(c, e, took.Answer)
}

func (n *service) do(c *sim.Ctx, e *sim.Event, key int64) rules.Took {
	refuse := n.refuses(c, e)
	if !idempotent(c) {
		n.d.desk.Do(key, refuse)
		if refuse {
			return rules.Took{Answer: rules.Refusal, Why: rules.Declined}
		}
		return rules.Took{Answer: rules.OK, Why: rules.Executed}
	}
	return n.d.desk.Do(key, refuse)
}

func (n *service) undo(c *sim.Ctx, key int64) rules.Took {
	took := n.d.desk.Undo(key)
	if !idempotent(c) {
		return rules.Took{Answer: rules.OK, Why: rules.Executed} // it does as it is told, every time
	}
	return took
}

// refuses is the business's answer: the first items are sold out, the first cards
// are declined. Both are the order's own, so another order of steps meets the same.
func (n *service) refuses(c *sim.Ctx, e *sim.Event) bool {
	switch act := e.B % acts; {
	case n.d.refuseNext > 0 && act < actRequest:
		n.d.refuseNext--
		return true
	case act == actReserve:
		return e.D < c.Param(pStockFail)
	case act == actCharge:
		return e.D < c.Param(pPaymentFail)
	}
	return false
}

func (n *service) undoFails(c *sim.Ctx) bool {
	unlucky := c.Rand(n.errors).Chance(c.Param(pCompFail) * 10_000)
	if n.d.failUndo > 0 {
		n.d.failUndo--
		return true
	}
	return unlucky
}

// commit is the effect on this service's own data.
func (n *service) commit(c *sim.Ctx, e *sim.Event) {
	if e.B >= undoing {
		n.d.undone++
	} else if e.B != actConfirm {
		n.d.done++
	}
	if e.B == actConfirm {
		n.d.confirmed++
	}
	if n.index == svcOrder {
		n.write(e.A, e.B)
	}
	n.judge.effect(c, e.A, e.B)
}

func (n *service) write(id, what int64) {
	state := int8(seenPending)
	switch what {
	case actConfirm:
		state = seenOrdered
	case actCreate + undoing:
		state = seenCancelled
	}
	n.d.book[id%slots] = entry{id, state}
}

func (n *service) reply(c *sim.Ctx, e *sim.Event, a rules.Answer) {
	if n.d.loseNext > 0 {
		n.d.loseNext--
		c.Note(nReplyLost, e.A, e.B)
		return
	}
	d := int64(a)
	if e.B >= undoing {
		d += replies
	}
	c.Send(n.layout.orch, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: e.C, D: d})
}

// look shows an order to somebody outside the saga. Without a semantic lock what
// is not certain yet looks as if it were.
func (n *service) look(c *sim.Ctx, e *sim.Event) {
	row := n.d.book[e.A%slots]
	state := int64(seenNothing)
	if row.id == e.A {
		state = int64(row.state)
	}
	dirty := int64(0)
	if state == seenPending && c.Param(pSemanticLock) == lockOff {
		state, dirty = seenOrdered, 1
	}
	c.Send(e.From, sim.Msg{Kind: kSeen, A: e.A, B: state, C: dirty})
}

func (n *service) explainDo(c *sim.Ctx, e *sim.Event, took rules.Took) {
	switch took.Why {
	case rules.Executed:
		if n.judge.times(e.A, e.B) > 0 {
			c.Note(nTwice, e.A, e.B)
			return
		}
		c.Note(nCommitted, e.A, e.B)
	case rules.Replayed:
		c.Note(nSwallowed, e.A, e.B)
	case rules.Declined:
		c.Note(nDeclined, e.A, e.B)
	case rules.Late, rules.Expired:
		c.Add(mLate, 1)
		c.Note(nTombstoneHit, e.A, e.B)
	}
}

func (n *service) explainUndo(c *sim.Ctx, e *sim.Event, took rules.Took) {
	did := n.judge.times(e.A, e.B-undoing) > n.judge.times(e.A, e.B)
	switch {
	case took.Effect() && did:
		c.Note(nCompensated, e.A, e.B)
	case took.Effect():
		c.Note(nUndidNothing, e.A, e.B)
	case took.Why == rules.Nothing:
		c.Note(nTombstone, e.A, e.B, e.B-undoing)
	default:
		c.Note(nSwallowed, e.A, e.B)
	}
}
