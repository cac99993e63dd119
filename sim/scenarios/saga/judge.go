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
	going      watch // sagas before their pivot or turned back, and those that nobody remembers
	past       watch // sagas past their pivot
	asking     watch // the same, by their last command
	gone       gone
	ran        sim.Time // the judge's clock: how long the orchestrator was up, less a timeout for each restart
	seen       sim.Time // when that was looked at
	up, down   bool     // and how it was then; neither is paused
	trouble    sim.Time // when, on that clock, something last kept commands from the services after the pivot
	twice      int64    // effects committed more than once
	outOfTurn  int64    // undos out of order, or without a reason
	afterPivot int64
	wrong      int64 // effects too many or too few, over all sagas
	money      int64 // charges too many (or too few) of sagas that do not run
	charges    int64
	refunds    int64
	refunded   int64 // ended sagas that were refunded
	doubles    int64
	culprit    [2]int64 // the saga and act of the last violation of turn or twice
}

// gone is the first forgotten saga whose books had to be closed: nobody can tell
// any more whether it ends.
type gone struct {
	id           int64 // 0 is none
	start, since sim.Time
}

// row is the books of one saga.
type row struct {
	id, order   int64
	start       sim.Time
	passed      sim.Time // when its pivot was done
	asked       sim.Time // when its last command left
	did, undid  [acts]int16
	bad, owed   int64 // its part in wrong and money
	state, flow int8
	sent        uint8 // steps whose command was sent
	lastUndo    int8
	turned      bool // refused or unknown
	pivot       bool // the point of no return is passed
	final       bool // or was, before it was forgotten and begun again
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

// now is the judge's clock inside a step: the orchestrator's own time.
func (j *judge) now(c *sim.Ctx) sim.Time {
	if j.up {
		return j.ran + c.Now() - j.seen
	}
	return j.ran
}

// began notes a START: of a new saga, or of one that was forgotten.
func (j *judge) began(c *sim.Ctx, id, order, flow int64) {
	l := &j.rows[id%kept]
	if l.id != id {
		if l.state == stForgotten {
			j.close(l)
		}
		if j.gone.id == id {
			j.gone = gone{}
		}
		*l = row{id: id, order: order, start: c.Now()}
	}
	l.flow, l.sent, l.turned, l.pivot, l.lastUndo = int8(flow), 0, false, false, acts
	j.newest = max(j.newest, id)
	j.take(c, l)
}

// close gives up the books of a forgotten saga.
func (j *judge) close(l *row) {
	if j.gone.id == 0 {
		j.gone = gone{l.id, l.start, j.going.since[l.id%kept]}
	}
	j.going.leave(l.id)
}

// take notes that a saga runs, again or for the first time: its time begins.
func (j *judge) take(c *sim.Ctx, l *row) {
	j.move(c, l, stRunning)
	j.going.join(l.id, j.now(c))
}

// pass notes that a saga is past its pivot: from now on only its services count.
func (j *judge) pass(c *sim.Ctx, l *row) {
	l.pivot, l.final, l.passed = true, true, c.Now()
	j.going.leave(l.id)
	j.past.join(l.id, j.now(c))
	j.asking.join(l.id, j.now(c))
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
	if state != stRunning {
		j.going.leave(l.id)
		j.past.leave(l.id)
		j.asking.leave(l.id)
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
		if f.steps[r.Step].Kind == rules.Pivot {
			j.pass(c, l)
		}
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
func (j *judge) sent(c *sim.Ctx, cmd rules.Command, f *flow) {
	l := j.row(cmd.Saga)
	if l == nil {
		return
	}
	l.asked = c.Now()
	if l.pivot && l.state == stRunning {
		j.asking.join(l.id, j.now(c))
	}
	if !cmd.Undo {
		l.sent |= 1 << cmd.Step
		return
	}
	if !l.turned || l.sent&(1<<cmd.Step) == 0 || cmd.Step > l.lastUndo {
		j.outOfTurn++
		j.culprit = [2]int64{cmd.Saga, code(f.act[cmd.Step], true)}
	}
	if l.final {
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
			j.going.join(l.id, j.now(c))
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
