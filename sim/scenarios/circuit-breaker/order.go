package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
)

// order is the service that learners defend: a pool of threads behind an accept
// queue, and in it the breaker and the bulkhead around the calls to Payment.
type order struct {
	clients, first sim.NodeID
	instances      int64
	v              orderMemory
}

// orderMemory is lost in a crash, the breaker's memory with it.
type orderMemory struct {
	threads    [maxThreads]thread
	free       [maxThreads]int16 // a stack
	freeCount  int
	busy       int64
	menus      int64 // of these, on /menu
	queue      [acceptQueue]waitingRequest
	head       int
	waiting    int
	breaker    *breaker.Breaker
	guarding   bool // the breaker was on at the last call
	bulkhead   *breaker.Bulkhead
	fallback   breaker.Fallback
	calling    int64 // calls to Payment under way
	next       int64 // whose turn it is among the instances
	laws       promises
	noteStep   int64
	noteWeight int
}

type waitingRequest struct{ id, route int64 }

// thread is one worker: idle, on a menu, or waiting for Payment.
type thread struct {
	use     int8
	guarded bool // the breaker let this call through
	id      int64
	pay     sim.NodeID
	began   sim.Time // when the call was sent
	timer   sim.Timer
	ticket  breaker.Ticket
}

const (
	threadIdle = iota
	threadMenu
	threadCall
)

// promises counts what the laws speak of, as calls are sent.
type promises struct {
	callsWhileOpen int64
	probes         int64 // sent since the breaker turned half-open
	probesBack     int64 // of these, ended without a result that counts
	probesMost     int64 // the most that were out or done at once
	probesAllowed  int64
	probeLongest   sim.Time // the longest timeout of those sent
	refusedLate    int64    // orders refused while open, after the wait
	overThreads    int64
	overBulkhead   int64
}

func (n *order) State() (volatile, durable any) { return &n.v, nil }

// Start makes a fresh process: all threads idle, the breaker closed and empty.
func (n *order) Start(c *sim.Ctx) {
	v := &n.v
	for i := range v.free {
		v.free[i] = int16(maxThreads - 1 - i)
	}
	v.freeCount = maxThreads
	v.breaker, _ = breaker.New(n.settings(c), int64(c.Now())) // every value of the parameters is valid
	v.bulkhead, _ = breaker.NewBulkhead(maxThreads, 0, 0)
	v.guarding = c.Param(pBreaker) == 1
	n.measure(c)
	c.Set(mState, 0)
}

// settings are resilience4j's, filled from the parameters as they are now.
func (n *order) settings(c *sim.Ctx) breaker.Config {
	s := breaker.Resilience4j()
	s.Size, s.MinCalls = int(c.Param(pWindow)), int(c.Param(pMinCalls))
	s.FailurePercent, s.SlowPercent = int(c.Param(pFailureRate)), int(c.Param(pSlowRate))
	s.SlowCall, s.Wait, s.Probes = c.Param(pSlowCall), c.Param(pWaitOpen), int(c.Param(pProbes))
	s.Late = breaker.LateIgnored
	if c.Param(pWindowType) == windowTime {
		return s.TimeBased(s.Size)
	}
	return s
}

// Handle reacts to requests, the end of menu work, Payment's answers and timeouts.
func (n *order) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kRequest:
		n.accept(c, e)
	case kMenu:
		n.menuDone(c, e)
	case kResult, kError:
		n.payAnswered(c, e)
	case kTimeout:
		n.payTimedOut(c, e)
	}
}

// accept puts a request in line, and starts whoever is first if a thread is free.
func (n *order) accept(c *sim.Ctx, e *sim.Event) {
	v := &n.v
	if v.waiting == acceptQueue {
		n.reply(c, e.A, e.B, resultQueue)
		n.note(c, 2, nQueueFull, e.A, e.B, acceptQueue)
		return
	}
	v.queue[(v.head+v.waiting)%acceptQueue] = waitingRequest{e.A, e.B}
	v.waiting++
	c.Keep(e.A)
	n.drain(c)
	if v.waiting > 0 {
		n.note(c, 1, nQueued, e.A, e.B, int64(v.waiting), v.busy)
	}
	n.measure(c)
}

// drain starts waiting requests while threads are free. An order that is refused
// at once frees its thread within the loop.
func (n *order) drain(c *sim.Ctx) {
	v := &n.v
	for v.waiting > 0 && v.busy < c.Param(pThreads) {
		r := v.queue[v.head]
		v.head = (v.head + 1) % acceptQueue
		v.waiting--
		c.For(r.id)
		slot := n.take(c, r.id)
		if r.route == routeMenu {
			v.threads[slot].use = threadMenu
			v.menus++
			c.Work(menuTime, sim.Msg{Kind: kMenu, A: r.id, B: int64(slot)})
			n.note(c, 1, nMenuStarted, r.id, v.busy, c.Param(pThreads))
			continue
		}
		n.callPayment(c, slot)
	}
	c.Own()
}

// take puts a request on a free thread.
func (n *order) take(c *sim.Ctx, id int64) int16 {
	v := &n.v
	v.freeCount--
	slot := v.free[v.freeCount]
	v.busy++
	v.laws.overThreads = max(v.laws.overThreads, v.busy-c.Param(pThreads))
	v.threads[slot] = thread{id: id}
	return slot
}

// finish answers the client and frees the thread.
func (n *order) finish(c *sim.Ctx, slot int16, route, result int64) {
	v := &n.v
	n.reply(c, v.threads[slot].id, route, result)
	v.threads[slot].use = threadIdle
	v.free[v.freeCount] = slot
	v.freeCount++
	v.busy--
}

// What the user is shown, and an index into words["shown"].
const (
	shownAnswer = iota
	shownCached
	shownTaken
	shownError
)

// reply answers a client. A fallback changes what is shown, never the result: an
// order that was not paid is not called paid.
func (n *order) reply(c *sim.Ctx, id, route, result int64) {
	shown := breaker.Fresh
	if result != resultOK && result != resultRefused {
		n.v.fallback.Plan = breaker.Plan(c.Param(pFallback))
		shown = n.v.fallback.Failed(int64(c.Now()), route == routeMenu)
	} else if route == routeOrder {
		n.v.fallback.Succeeded(int64(c.Now()))
	}
	kind := kReply
	switch {
	case result >= resultOpen:
		kind = kReject
	case result >= resultError:
		kind = kFail
	}
	c.Send(n.clients, sim.Msg{Kind: kind, A: id, B: route, C: result, D: int64(shown)})
}

func (n *order) menuDone(c *sim.Ctx, e *sim.Event) {
	n.v.menus--
	n.finish(c, int16(e.B), routeMenu, resultOK)
	n.note(c, 1, nMenuDone, e.A, n.v.busy)
	n.drain(c)
	n.measure(c)
}

// note keeps the weightiest sentence of a step: a step can start a queued request
// besides what it was about.
func (n *order) note(c *sim.Ctx, weight int, note sim.Note, args ...int64) {
	v := &n.v
	if v.noteStep == c.Step() && v.noteWeight >= weight {
		return
	}
	v.noteStep, v.noteWeight = c.Step(), weight
	c.Note(note, args...)
}

func (n *order) measure(c *sim.Ctx) {
	c.Set(mBusy, n.v.busy)
	c.Set(mQueue, int64(n.v.waiting))
	c.Set(mCalling, n.v.calling)
}
