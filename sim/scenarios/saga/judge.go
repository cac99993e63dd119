package saga

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
)

const kept = 2 * slots // sagas whose books are kept

// How a saga stands, seen from outside.
const (
	stNone = iota
	stRunning
	stCompleted
	stRolledBack
	stStuck
	stForgotten // begun, not ended, and no log or memory knows of it
	states
)

// judge knows what no node can: what every service committed for every saga, and
// which sagas nobody remembers. Nodes tell it what they did; none reads a
// decision from it, only words for its notes.
type judge struct {
	rows       [kept]row
	orders     [kept]paid
	counts     [states]int64
	newest     int64
	oldest     int64 // no saga before it is open
	gone       int64 // forgotten sagas so old that their books are closed
	twice      int64 // effects committed more than once
	outOfTurn  int64 // undos out of order, or without a reason
	afterPivot int64
	wrong      int64 // effects too many or too few, over all sagas
	money      int64 // charges too many (or too few) of sagas that do not run
	charges    int64
	refunds    int64
	refunded   int64 // ended sagas that were refunded
	doubles    int64
	culprit    [2]int64 // the saga and act of the last violation of turn or twice
}

// row is the books of one saga.
type row struct {
	id, order   int64
	start       sim.Time
	since       sim.Time // start, or when it was taken up again
	did, undid  [acts]int16
	bad, owed   int64 // its part in wrong and money
	state, flow int8
	sent        uint8 // steps whose command was sent
	lastUndo    int8
	turned      bool // refused or unknown
	pivot       bool // the point of no return is passed
}

// paid is how often one order is charged now, whatever saga did it.
type paid struct{ order, net int64 }

func (j *judge) row(id int64) *row {
	if l := &j.rows[id%kept]; l.id == id && l.state != stNone {
		return l
	}
	return nil
}

// endedRefunded is 1 for a saga that has ended and was refunded.
func (l *row) endedRefunded() int64 {
	if (l.state == stCompleted || l.state == stRolledBack) && l.undid[actCharge] > 0 {
		return 1
	}
	return 0
}

func (j *judge) startOf(id int64) sim.Time {
	if l := j.row(id); l != nil {
		return l.start
	}
	return 0
}

// times returns how often an act or a compensation was committed.
func (j *judge) times(id, code int64) int64 {
	l := j.row(id)
	switch {
	case l == nil:
		return 0
	case code >= undoing:
		return int64(l.undid[code-undoing])
	}
	return int64(l.did[code])
}

// began notes a START: of a new saga, or of one that was forgotten.
func (j *judge) began(c *sim.Ctx, id, order, flow int64) {
	l := &j.rows[id%kept]
	if l.id != id {
		if l.state == stForgotten {
			j.gone++
		}
		*l = row{id: id, order: order, start: c.Now()}
	}
	l.flow, l.sent, l.turned, l.pivot, l.lastUndo = int8(flow), 0, false, false, acts
	j.newest = max(j.newest, id)
	j.take(c, l)
}

// take notes that a saga runs, again or for the first time.
func (j *judge) take(c *sim.Ctx, l *row) {
	l.since = c.Now()
	j.oldest = min(j.oldest, l.id)
	j.move(c, l, stRunning)
}

func (j *judge) move(c *sim.Ctx, l *row, state int8) {
	if l.state != stNone {
		j.counts[l.state]--
		j.refunded -= l.endedRefunded()
	}
	j.counts[state]++
	l.state = state
	j.refunded += l.endedRefunded()
	c.Set(mRunning, j.counts[stRunning])
	c.Set(mCompleted, j.counts[stCompleted])
	c.Set(mCompensated, j.counts[stRolledBack])
	c.Set(mStuck, j.counts[stStuck])
	c.Set(mForgotten, j.counts[stForgotten])
	j.balance(c, l)
	for ; j.oldest <= j.newest; j.oldest++ {
		if l := j.row(j.oldest); l != nil && (l.state == stRunning || l.state == stForgotten) {
			return
		}
	}
}

// decided notes a record of the orchestrator, written down or not.
func (j *judge) decided(c *sim.Ctx, r rules.Record, f *flow) {
	l := j.row(r.Saga)
	if l == nil {
		return
	}
	switch r.Op {
	case rules.OpRefused, rules.OpUnknown:
		l.turned = true
	case rules.OpDone:
		l.pivot = l.pivot || f.steps[r.Step].Kind == rules.Pivot
	case rules.OpPark:
		j.move(c, l, stStuck)
	case rules.OpRetake:
		j.take(c, l)
	case rules.OpComplete:
		j.move(c, l, stCompleted)
	case rules.OpRolledBack:
		j.move(c, l, stRolledBack)
	}
}

// sent checks a command against what the saga may do now.
func (j *judge) sent(cmd rules.Command, f *flow) {
	l := j.row(cmd.Saga)
	if l == nil {
		return
	}
	if !cmd.Undo {
		l.sent |= 1 << cmd.Step
		return
	}
	if !l.turned || l.sent&(1<<cmd.Step) == 0 || cmd.Step > l.lastUndo {
		j.outOfTurn++
		j.culprit = [2]int64{cmd.Saga, code(f.act[cmd.Step], true)}
	}
	if l.pivot {
		j.afterPivot++
		j.culprit = [2]int64{cmd.Saga, code(f.act[cmd.Step], true)}
	}
	l.lastUndo = cmd.Step
}

// restarted notes what an orchestrator that came back does not know any more.
func (j *judge) restarted(c *sim.Ctx, n *orchestrator) (forgotten int64) {
	for i := range j.rows {
		l := &j.rows[i]
		if l.state != stRunning && l.state != stStuck {
			continue
		}
		if s := n.saga(l.id); s.ID != l.id || s.Phase == rules.Fresh {
			j.move(c, l, stForgotten)
			forgotten++
		}
	}
	return forgotten
}

// effect notes that a service committed something.
func (j *judge) effect(c *sim.Ctx, id, code int64) {
	switch code {
	case actCharge:
		j.charges++
		c.Add(mCharges, 1)
	case actCharge + undoing:
		j.refunds++
		c.Add(mRefunds, 1)
	}
	l := j.row(id)
	if l == nil {
		return
	}
	times := &l.did[code%acts]
	if code >= undoing {
		times = &l.undid[code%acts]
	}
	*times++
	if *times > 1 {
		j.twice++
		j.culprit = [2]int64{id, code}
	}
	if code%acts == actCharge {
		j.pay(c, l.order, code)
	}
	j.balance(c, l)
}

// pay keeps how often each order is charged: a buyer who pressed twice has two sagas.
func (j *judge) pay(c *sim.Ctx, order, code int64) {
	p := &j.orders[order%kept]
	if p.order < order {
		*p = paid{order: order}
	}
	if p.order != order {
		return
	}
	was := p.net > 1
	if code == actCharge {
		p.net++
	} else {
		p.net--
	}
	if is := p.net > 1; is && !was {
		j.doubles++
	} else if was && !is {
		j.doubles--
	}
	c.Set(mDoubles, j.doubles)
}

// balance compares a saga's effects with its state: a completed one has charged
// and taken stock once, a compensated one not at all; while it runs or waits for a
// person either will do; a forgotten one should have left nothing.
func (j *judge) balance(c *sim.Ctx, l *row) {
	bad, owed := int64(0), int64(0)
	for _, act := range [2]int{actCharge, actReserve} {
		net := int64(l.did[act] - l.undid[act])
		low, high := int64(0), int64(1)
		switch l.state {
		case stCompleted:
			low = 1
		case stRolledBack, stForgotten:
			high = 0
		}
		off := max(net-high, 0) - max(low-net, 0)
		bad += max(off, -off)
		if act == actCharge {
			owed = off
		}
	}
	j.wrong += bad - l.bad
	j.money += owed - l.owed
	l.bad, l.owed = bad, owed
	c.Set(mMoney, j.money*price)
	if ended := j.counts[stCompleted] + j.counts[stRolledBack]; ended > 0 {
		c.Set(mRefundShare, j.refunded*1_000_000/ended)
	}
}
