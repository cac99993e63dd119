package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
)

// callPayment decides whether the order on a thread may call Payment: first the
// breaker is asked, then the bulkhead.
func (n *order) callPayment(c *sim.Ctx, slot int16) {
	v := &n.v
	t := &v.threads[slot]
	if n.guard(c) {
		ticket, refusal := n.ask(c)
		if refusal != breaker.Granted {
			n.refuse(c, slot, refusal)
			return
		}
		t.ticket, t.guarded = ticket, true
	}
	limit := int(c.Param(pBulkhead))
	if limit == 0 {
		limit = maxThreads
	}
	v.bulkhead.SetLimit(limit)
	if v.bulkhead.Enter(t.id, int64(c.Now())) != breaker.Admitted {
		if t.guarded { // it says nothing about Payment: not recorded, a probe's permit is given back
			v.breaker.Done(int64(c.Now()), t.ticket, breaker.Ignored, 0)
		}
		n.note(c, 2, nBulkheadFull, t.id, int64(v.bulkhead.Running()), c.Param(pThreads)-v.busy+1)
		n.finish(c, slot, routeOrder, resultBulkhead)
		return
	}
	n.send(c, slot, int64(limit))
}

// guard reports whether the breaker is on, and brings its settings up to date. One
// that was switched off and on again begins closed.
func (n *order) guard(c *sim.Ctx) bool {
	v := &n.v
	on := c.Param(pBreaker) == 1
	if on && !v.guarding {
		v.breaker.Reset(int64(c.Now()))
		n.showState(c)
	}
	v.guarding = on
	if on {
		n.configure(c)
	}
	return on
}

// configure brings the breaker's settings up to date. It keeps its state and what it
// recorded; only another kind of window begins empty. Fewer probes can be fewer than
// have ended: then it decides here.
func (n *order) configure(c *sim.Ctx) {
	b := n.v.breaker
	was := b.State(int64(c.Now()))
	_ = b.Configure(n.settings(c), int64(c.Now())) // every value of the parameters is valid
	if b.State(int64(c.Now())) != was {
		n.turned(c)
	}
}

// ask is Acquire, with a word on a turn to half-open.
func (n *order) ask(c *sim.Ctx) (breaker.Ticket, breaker.Refusal) {
	v := &n.v
	was := v.breaker.State(int64(c.Now()))
	since := v.breaker.Last().At
	ticket, refusal := v.breaker.Acquire(int64(c.Now()))
	if was == breaker.Open && ticket.Probe {
		v.laws.probes, v.laws.probesBack, v.laws.probeLongest = 0, 0, 0
		c.Set(mState, stateHalfOpen)
		n.note(c, 5, nHalfOpen, int64(c.Now())-since, c.Param(pProbes))
	}
	return ticket, refusal
}

// refuse ends an order that the breaker does not let through.
func (n *order) refuse(c *sim.Ctx, slot int16, why breaker.Refusal) {
	v := &n.v
	id := v.threads[slot].id
	n.finish(c, slot, routeOrder, resultOpen)
	due, _ := v.breaker.Due()
	if why == breaker.NotYet {
		if int64(c.Now())-v.breaker.Last().At > c.Param(pWaitOpen) {
			v.laws.refusedLate++
		}
		n.note(c, 2, nOpenRefused, id, due-int64(c.Now()))
		return
	}
	counts := v.breaker.Counts(int64(c.Now()))
	n.note(c, 2, nProbesOut, id, c.Param(pProbes), counts.Calls)
}

// send calls the next instance of Payment and starts the timeout.
func (n *order) send(c *sim.Ctx, slot int16, limit int64) {
	v := &n.v
	t := &v.threads[slot]
	t.use, t.began = threadCall, c.Now()
	t.pay = n.first + sim.NodeID(v.next%n.instances)
	v.next++
	v.calling++
	c.Add(mCalls, 1)
	kind := kCall
	if t.ticket.Probe {
		kind = kProbe
	}
	n.promise(c, t, limit)
	c.Send(t.pay, sim.Msg{Kind: kind, A: t.id, B: int64(slot)})
	t.timer = c.After(c.Span(pTimeout), sim.Msg{Kind: kTimeout, A: t.id, B: int64(slot)})
	switch {
	case t.ticket.Probe:
		n.note(c, 3, nProbe, t.id, int64(t.pay), v.laws.probes, c.Param(pProbes))
	case t.guarded:
		counts := v.breaker.Counts(int64(c.Now()))
		n.note(c, 1, nPassed, t.id, int64(t.pay), counts.Failed, counts.Calls)
	default:
		n.note(c, 1, nDirect, t.id, int64(t.pay), v.busy, c.Param(pThreads))
	}
}

// promise counts what laws I1 and I3 forbid, where a call leaves.
func (n *order) promise(c *sim.Ctx, t *thread, limit int64) {
	v := &n.v
	v.laws.overBulkhead = max(v.laws.overBulkhead, v.calling-limit)
	if !t.guarded {
		return
	}
	switch v.breaker.State(int64(c.Now())) {
	case breaker.Open:
		v.laws.callsWhileOpen++
	case breaker.HalfOpen:
		v.laws.probes++
		v.laws.probesAllowed = c.Param(pProbes)
		v.laws.probeLongest = max(v.laws.probeLongest, c.Span(pTimeout))
		v.laws.probesMost = v.laws.probes - v.laws.probesBack
	}
}

// holds reports whether a thread still waits for the call that a message is about.
func (n *order) holds(e *sim.Event) bool {
	t := &n.v.threads[e.B]
	return t.use == threadCall && t.id == e.A
}

func (n *order) payAnswered(c *sim.Ctx, e *sim.Event) {
	if !n.holds(e) {
		c.Note(nAnswerTooLate, e.A, int64(e.From))
		return
	}
	c.Cancel(n.v.threads[e.B].timer)
	n.ended(c, int16(e.B), e.C)
}

func (n *order) payTimedOut(c *sim.Ctx, e *sim.Event) {
	if n.holds(e) {
		n.ended(c, int16(e.B), resultTimeout)
	}
}

// ended takes a call's result: the breaker judges, the thread is free again.
func (n *order) ended(c *sim.Ctx, slot int16, result int64) {
	v := &n.v
	t := &v.threads[slot]
	v.bulkhead.Release()
	v.calling--
	held := int64(c.Now() - t.began)
	if t.guarded {
		n.judge(c, t, result, held)
	} else {
		n.unjudged(c, t.id, result, held)
	}
	n.finish(c, slot, routeOrder, result)
	n.drain(c)
	n.measure(c)
}

// unjudged tells of a call's end when no breaker listens.
func (n *order) unjudged(c *sim.Ctx, id, result, held int64) {
	note := nCallEnded
	if result != resultOK && result != resultRefused {
		note = nCallFailed
	}
	n.note(c, 2, note, id, result, held, n.v.busy-1)
}

// outcome is what a result is to the breaker.
func (n *order) outcome(c *sim.Ctx, result int64) breaker.Outcome {
	switch {
	case result == resultOK:
		return breaker.Success
	case result == resultRefused:
		return [3]breaker.Outcome{refusalSuccess: breaker.Success, refusalIgnored: breaker.Ignored,
			refusalFailure: breaker.Failure}[c.Param(pRefusals)]
	}
	return breaker.Failure
}

// judge hands a result to the breaker and says what it made of it.
func (n *order) judge(c *sim.Ctx, t *thread, result, held int64) {
	v := &n.v
	now := int64(c.Now())
	if !n.guard(c) {
		n.unjudged(c, t.id, result, held)
		return
	}
	outcome := n.outcome(c, result)
	late := !v.breaker.Current(t.ticket)
	if outcome == breaker.Ignored && t.ticket.Probe && !late {
		v.laws.probesBack++
	}
	if v.breaker.Done(now, t.ticket, outcome, held) {
		n.turned(c)
		return
	}
	counts := v.breaker.Counts(now)
	rate, _, enough := v.breaker.Rates(now)
	switch {
	case late:
		n.note(c, 2, nLateResult, t.id, result)
	case outcome == breaker.Ignored:
		n.note(c, 2, nRefusalIgnored, t.id)
	case t.ticket.Probe:
		n.note(c, 2, nProbeEnded, t.id, result, counts.Calls, min(c.Param(pMinCalls), c.Param(pProbes)))
	case !enough:
		n.note(c, 2, nTooFew, t.id, result, counts.Calls, needed(c.Param))
	case outcome == breaker.Success:
		n.note(c, 2, nRecorded, t.id, result, rate, c.Param(pFailureRate)*10_000)
	default:
		n.note(c, 2, nBelow, t.id, result, rate, c.Param(pFailureRate)*10_000)
	}
}

// needed is how many results a closed breaker judges from: resilience4j bounds
// minimumNumberOfCalls by the size of a count-based window only.
func needed(param func(int) int64) int64 {
	if param(pWindowType) == windowTime {
		return param(pMinCalls)
	}
	return min(param(pMinCalls), param(pWindow))
}

// turned says why the breaker has just changed its state.
func (n *order) turned(c *sim.Ctx) {
	turn := n.v.breaker.Last()
	share := turn.Bad * 1_000_000 / max(turn.Calls, 1)
	limit := turn.Limit * 10_000
	switch turn.Why {
	case breaker.FailureRate:
		n.note(c, 5, nOpened, share, turn.Calls, limit, c.Param(pWaitOpen))
	case breaker.SlowRate:
		n.note(c, 5, nOpenedSlow, share, turn.Calls, limit, c.Param(pSlowCall))
	case breaker.ProbesPassed:
		n.note(c, 5, nClosed, turn.Calls, turn.Bad, limit)
	case breaker.ProbesSlow:
		n.note(c, 5, nReopenedSlow, turn.Calls, turn.Bad, c.Param(pSlowCall), c.Param(pWaitOpen))
	default:
		n.note(c, 5, nReopened, turn.Calls, turn.Bad, c.Param(pWaitOpen))
	}
	n.showState(c)
}

// Levels of the breaker's timeline.
const (
	stateClosed = iota
	stateHalfOpen
	stateOpen
)

func (n *order) showState(c *sim.Ctx) {
	level := int64(stateClosed)
	switch n.v.breaker.State(int64(c.Now())) {
	case breaker.HalfOpen:
		level = stateHalfOpen
	case breaker.Open:
		level = stateOpen
	}
	c.Set(mState, level)
}

// force is an operator's turn of the breaker.
func (n *order) force(c *sim.Ctx, s breaker.State) {
	n.v.guarding = true
	n.configure(c)
	_ = n.v.breaker.Force(s, int64(c.Now())) // Closed and Open are states
	n.showState(c)
}
