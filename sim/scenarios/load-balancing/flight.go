package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

// flight is a request sent to a server and not answered yet. The open ones are
// joined in a list from the oldest to the newest; its links are numbered from one.
type flight struct {
	id          int64
	at          sim.Time
	place       int32
	older, next int32
	server      int8
	open        bool
	hungUp      bool // nobody waits for the answer; the server works on it all the same
}

// alarm is a timer that watches the oldest of many that all wait equally long.
type alarm struct {
	timer sim.Timer
	at    sim.Time // when it fires; 0 when none is set
}

// take finds a slot for a flight and puts it at the end of the list.
func (b *lb) take(f flight) int32 {
	v := &b.v
	v.opened++
	v.inFlight[f.server]++
	slot := int32(len(v.open))
	if last := len(v.free) - 1; last >= 0 {
		slot, v.free = v.free[last], v.free[:last]
	} else {
		v.open = append(v.open, flight{})
	}
	f.older = v.newest
	v.open[slot] = f
	if v.newest != 0 {
		v.open[v.newest-1].next = slot + 1
	} else {
		v.oldest = slot + 1
	}
	v.newest = slot + 1
	return slot
}

// close ends the flight in a slot, whatever its outcome, and returns it.
func (b *lb) close(c *sim.Ctx, slot int64) flight {
	v := &b.v
	f := v.open[slot]
	if f.older != 0 {
		v.open[f.older-1].next = f.next
	} else {
		v.oldest = f.next
	}
	if f.next != 0 {
		v.open[f.next-1].older = f.older
	} else {
		v.newest = f.older
	}
	v.open[slot].open = false
	v.free = append(v.free, int32(slot))
	v.opened--
	v.inFlight[f.server]--
	if !f.hungUp {
		v.places[f.place].slot = 0
	}
	b.ewma().Finished(int(f.server), int64(f.at), int64(c.Now()))
	return f
}

// hangUp lets the flight of a place go on without its client.
func (b *lb) hangUp(p *place) {
	if p.slot != 0 {
		b.v.open[p.slot-1].hungUp = true
		p.slot = 0
	}
}

// armLate sets the timer of the oldest flight: the balancer's own timeout.
func (b *lb) armLate(c *sim.Ctx) {
	v := &b.v
	timeout := c.Span(pAnswerTimeout)
	if timeout == 0 || v.oldest == 0 {
		return
	}
	due := v.open[v.oldest-1].at + timeout
	if v.lateness.at != 0 {
		if v.lateness.at <= due {
			return
		}
		c.Cancel(v.lateness.timer) // the timeout was shortened
	}
	v.lateness = alarm{c.After(due-c.Now(), sim.Msg{Kind: kLate}), max(due, c.Now())}
}

// late gives up the oldest flight if its time is over. To outlier detection that is
// a failure, whether or not the client still waits. The server is not told, and
// does the work all the same.
func (b *lb) late(c *sim.Ctx) {
	v := &b.v
	timeout := c.Span(pAnswerTimeout)
	if timeout == 0 || v.oldest == 0 || c.Now() < v.open[v.oldest-1].at+timeout {
		return
	}
	f := b.close(c, int64(v.oldest-1))
	i := int(f.server)
	if f.hungUp {
		c.Note(nForgotten, f.id, int64(b.node(i)), int64(timeout))
	} else {
		c.Send(b.clients, sim.Msg{Kind: kReply, A: f.id, B: int64(f.place), C: resultTimedOut, D: int64(b.node(i))})
		c.Note(nNoAnswer, f.id, int64(b.node(i)), int64(timeout))
	}
	b.report(c, i, false)
	b.stepDrain(c, i)
}

// cutOff answers 502 to everything a server has not answered, closes its
// connections, and returns how many requests that were: those that a client waits
// for, and all.
func (b *lb) cutOff(c *sim.Ctx, i int) (waited, all int64) {
	v := &b.v
	for slot := range v.open {
		if !v.open[slot].open || int(v.open[slot].server) != i {
			continue
		}
		all++
		if f := b.close(c, int64(slot)); !f.hungUp {
			c.Send(b.clients, sim.Msg{Kind: kReply, A: f.id, B: int64(f.place), C: resultBadGateway, D: int64(b.node(i))})
			waited++
		}
	}
	for who, at := range v.pinned {
		if int(at) == i+1 {
			v.pinned[who] = 0
		}
	}
	v.conns[i] = 0
	return waited, all
}
