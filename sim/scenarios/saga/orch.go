package saga

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
)

// What a buyer hears: field B of ANSWER.
const (
	saidCompleted = iota
	saidRolledBack
	saidWorking
	saidParked
	saidBusy
)

const (
	keepRecords = 2048 // the log is rewritten without ended sagas when it grows beyond this
	keepTail    = 32   // and keeps its last records whatever they are
)

// telling marks a LOG timer that leads to an answer instead of a command.
const telling = 2 * acts

// orchestrator is a persistent state machine: what it decides is in its log
// before anybody hears of it. Without a log all it knows is in memory.
type orchestrator struct {
	layout *layout
	judge  *judge
	repeat [services]int64 // commands that the channel will send twice
	v      orchVolatile
	d      orchDurable
}

type orchDurable struct {
	log     []rules.Record
	written int64          // records ever written
	orders  [slots]order   // what a START record holds beside
	archive [slots]outcome // how ended sagas ended, for buyers who ask again
}

type order struct {
	id         int64
	flow       int64
	item, card int64
}

type outcome struct{ id, said int64 }

type orchVolatile struct {
	sagas  [slots]rules.Saga
	timers [slots]sim.Timer
	todo   []rules.Effect
	open   int64
}

// State implements sim.Node.
func (n *orchestrator) State() (volatile, durable any) { return &n.v, &n.d }

// Start replays the log. Without one, what was under way is forgotten: the
// services have committed, and nobody knows.
func (n *orchestrator) Start(c *sim.Ctx) {
	for _, r := range n.d.log {
		slot := r.Saga % slots
		n.v.sagas[slot].Apply(flows[n.d.orders[slot].flow].steps, r)
	}
	for slot := range n.v.sagas {
		if s := &n.v.sagas[slot]; s.Phase != rules.Fresh && !s.Phase.Ended() {
			n.v.open++
		}
	}
	forgotten := n.judge.restarted(c, n)
	switch {
	case n.v.open > 0:
		c.Note(nReplayed, int64(len(n.d.log)), n.v.open)
		c.Add(mReplays, n.v.open)
	case forgotten > 0:
		c.Note(nForgot, forgotten)
	}
	for slot := range n.v.sagas {
		if s := &n.v.sagas[slot]; s.Phase == rules.Forward || s.Phase == rules.Back {
			n.carryOut(c, s, s.Resume(n.steps(s), n.v.todo[:0]))
		}
	}
}

// Handle implements sim.Node.
func (n *orchestrator) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kBuy:
		n.onBuy(c, e)
	case kReply:
		n.onAnswer(c, e, rules.Answer(e.D%replies))
	case kTimeout:
		n.onAnswer(c, e, rules.Silence)
	case kAgain:
		n.onAgain(c, e)
	case kLogged:
		n.onLogged(c, e)
	}
}

func (n *orchestrator) saga(id int64) *rules.Saga            { return &n.v.sagas[id%slots] }
func (n *orchestrator) flow(s *rules.Saga) *flow             { return &flows[n.d.orders[s.ID%slots].flow] }
func (n *orchestrator) steps(s *rules.Saga) rules.Definition { return n.flow(s).steps }

// onBuy starts a saga, unless this very request is known already.
func (n *orchestrator) onBuy(c *sim.Ctx, e *sim.Event) {
	id := e.A
	s, old := n.saga(id), &n.d.archive[id%slots]
	switch {
	case s.ID == id && s.Phase == rules.Parked:
		n.answer(c, id, saidParked)
		c.Note(nAskedAgain, id, saidParked)
	case s.ID == id && s.Phase != rules.Fresh && !s.Phase.Ended():
		n.answer(c, id, saidWorking)
		c.Note(nAskedAgain, id, saidWorking)
	case old.id == id && (logged(c) || s.ID == id):
		n.answer(c, id, old.said)
		c.Note(nAskedAgain, id, old.said)
	case s.Phase != rules.Fresh && !s.Phase.Ended():
		n.answer(c, id, saidBusy)
		c.Note(nBusy, slots)
	default:
		n.begin(c, e)
	}
}

func (n *orchestrator) begin(c *sim.Ctx, e *sim.Event) {
	id := e.A
	n.d.orders[id%slots] = order{id, c.Param(pOrder), e.C, e.D}
	s := n.saga(id)
	f := &flows[c.Param(pOrder)]
	n.judge.began(c, id, e.B, c.Param(pOrder))
	todo := s.Begin(f.steps, id, n.v.todo[:0])
	n.v.open++
	if logged(c) {
		c.Note(nBegan, id, code(f.act[0], false))
	} else {
		c.Note(nBeganBlind, id, code(f.act[0], false))
	}
	n.carryOut(c, s, todo)
}

// carryOut does what was decided, in order: the log first, then, when it is on
// disk, the command.
func (n *orchestrator) carryOut(c *sim.Ctx, s *rules.Saga, todo []rules.Effect) {
	wait := sim.Time(0)
	for _, e := range todo {
		switch e.What {
		case rules.Append:
			n.judge.decided(c, e.Record, n.flow(s))
			if logged(c) {
				n.append(e.Record)
				wait = flush
			}
		case rules.Send:
			n.after(c, wait, e.Command, s)
		case rules.Later:
			c.After(sim.Time(e.Delay), n.msg(kAgain, e.Command, s))
		case rules.End:
			n.end(c, s, wait)
		}
	}
	n.v.todo = todo
}

func (n *orchestrator) msg(kind sim.Kind, cmd rules.Command, s *rules.Saga) sim.Msg {
	return sim.Msg{Kind: kind, A: cmd.Saga, B: code(n.flow(s).act[cmd.Step], cmd.Undo), C: int64(cmd.Try)}
}

// after sends a command once the log has it.
func (n *orchestrator) after(c *sim.Ctx, wait sim.Time, cmd rules.Command, s *rules.Saga) {
	if wait == 0 {
		n.send(c, cmd, s)
		return
	}
	c.After(wait, n.msg(kLogged, cmd, s))
}

func (n *orchestrator) append(r rules.Record) {
	n.d.log = append(n.d.log, r)
	n.d.written++
	if len(n.d.log) < keepRecords || n.d.written%keepTail != 0 {
		return
	}
	kept := n.d.log[:0]
	for i, r := range n.d.log {
		if s := n.saga(r.Saga); i >= len(n.d.log)-keepTail || s.ID == r.Saga && !s.Phase.Ended() {
			kept = append(kept, r)
		}
	}
	n.d.log = kept
}

// end tells the buyer. A parked saga has not ended: a person must look at it.
func (n *orchestrator) end(c *sim.Ctx, s *rules.Saga, wait sim.Time) {
	said := int64(saidCompleted)
	switch s.Phase {
	case rules.RolledBack:
		said = saidRolledBack
	case rules.Parked:
		said = saidParked
	}
	if s.Phase.Ended() {
		n.d.archive[s.ID%slots] = outcome{s.ID, said}
		n.v.open--
	}
	if wait == 0 {
		n.answer(c, s.ID, said)
		return
	}
	c.After(wait, sim.Msg{Kind: kLogged, A: s.ID, B: telling, C: said})
}

func (n *orchestrator) answer(c *sim.Ctx, id, said int64) {
	c.Send(n.layout.client, sim.Msg{Kind: kAnswer, A: id, B: said})
}

// onLogged goes on once the log is on disk.
func (n *orchestrator) onLogged(c *sim.Ctx, e *sim.Event) {
	if e.B == telling {
		n.answer(c, e.A, e.C)
		c.Note(nTold, e.A, e.C)
		return
	}
	s := n.saga(e.A)
	if cmd, ok := n.command(e); ok {
		n.send(c, cmd, s)
		c.Note(nLoggedThenSent, e.A, e.B)
	}
}

// command reads back which command a timer or a reply is about.
func (n *orchestrator) command(e *sim.Event) (rules.Command, bool) {
	s := n.saga(e.A)
	if s.ID != e.A || s.Phase == rules.Fresh {
		return rules.Command{}, false
	}
	step := n.flow(s).stepOf(e.B % acts)
	return rules.Command{Saga: e.A, Step: step, Undo: e.B >= undoing, Try: int32(e.C)}, step >= 0
}

// send sends a command and begins to wait for its reply.
func (n *orchestrator) send(c *sim.Ctx, cmd rules.Command, s *rules.Saga) {
	m := n.msg(kDo, cmd, s)
	act := m.B % acts
	if cmd.Undo {
		m.Kind = kUndo
	}
	o := &n.d.orders[s.ID%slots]
	switch act {
	case actReserve:
		m.D = o.item
	case actCharge:
		m.D = o.card
	}
	to := serviceOf[act]
	n.judge.sent(c, cmd, n.flow(s))
	c.Send(n.layout.services[to], m)
	if n.repeat[to] > 0 {
		n.repeat[to]--
		c.Send(n.layout.services[to], m)
	}
	c.Cancel(n.v.timers[s.ID%slots])
	n.v.timers[s.ID%slots] = c.After(c.Span(pTimeout), sim.Msg{Kind: kTimeout, A: m.A, B: m.B, C: m.C})
}

// onAnswer takes a reply, or that none came.
func (n *orchestrator) onAnswer(c *sim.Ctx, e *sim.Event, a rules.Answer) {
	cmd, ok := n.command(e)
	if !ok {
		c.Note(nNobodyKnows, e.A, e.B)
		return
	}
	s := n.saga(e.A)
	parked := s.Phase == rules.Parked
	todo := s.Handle(n.steps(s), policy(c), cmd, a, n.v.todo[:0])
	if len(todo) == 0 {
		c.Note(nStale, e.A, e.B)
		return
	}
	c.Cancel(n.v.timers[e.A%slots])
	if a == rules.Silence {
		c.Add(mUnknown, 1)
	}
	n.explain(c, e, s, a, todo, parked)
	n.carryOut(c, s, todo)
}

func (n *orchestrator) onAgain(c *sim.Ctx, e *sim.Event) {
	cmd, ok := n.command(e)
	if !ok {
		return
	}
	s := n.saga(e.A)
	todo := s.Again(cmd, n.v.todo[:0])
	if len(todo) > 0 {
		c.Note(nSentAgain, e.A, e.B, e.C)
	}
	n.carryOut(c, s, todo)
}

// resolve lets every parked saga try again.
func (n *orchestrator) resolve(c *sim.Ctx) {
	count := int64(0)
	for slot := range n.v.sagas {
		if s := &n.v.sagas[slot]; s.Phase == rules.Parked {
			n.carryOut(c, s, s.Retake(n.steps(s), n.v.todo[:0]))
			count++
		}
	}
	c.Note(nResolved, count)
}
