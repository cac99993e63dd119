package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// tick takes out servers that were silent and asks all registered ones anew.
func (r *router) tick(c *sim.Ctx) {
	if r.v.place.set != settingsNow(c) {
		r.rebuild(c)
		c.Note(nReconfigured, r.judge.change.keys, r.judge.change.moved, r.v.place.set.mode, r.judge.spread)
	}
	lost := -1
	for i, w := range r.d.registered {
		if w == 0 {
			continue
		}
		if r.v.missed[i] >= silent && !r.v.out[i] {
			r.v.out[i] = true
			lost = i
		}
		r.v.missed[i] = min(r.v.missed[i]+1, 100)
		c.Send(r.node(i), sim.Msg{Kind: kPing})
	}
	if lost >= 0 {
		r.rebuild(c)
		r.tell(c, nTakenOut, lost)
	}
	c.After(probeEvery, sim.Msg{Kind: kTick})
}

// tell says what a change of servers moved.
func (r *router) tell(c *sim.Ctx, note sim.Note, server int) {
	ch := &r.judge.change
	switch note {
	case nTakenOut, nRemoved, nLighter:
		c.Note(note, int64(r.node(server)), ch.moved, ch.receivers, r.v.place.set.mode)
	default:
		share := int64(0)
		if ch.keys > 0 {
			share = ch.moved * 1_000_000 / ch.keys
		}
		c.Note(note, int64(r.node(server)), ch.moved, share, r.v.place.set.mode)
	}
}

// heard takes an answer to a probe: a server that was out comes back.
func (r *router) heard(c *sim.Ctx, e *sim.Event) {
	i := r.index(e.From)
	r.v.missed[i] = 0
	if r.d.registered[i] > 0 && r.v.out[i] {
		r.v.out[i] = false
		r.rebuild(c)
		r.tell(c, nReadmitted, i)
	}
}

// joined takes in a server that says it has started.
func (r *router) joined(c *sim.Ctx, e *sim.Event) {
	i := r.index(e.From)
	r.v.missed[i] = 0
	switch {
	case r.d.registered[i] > 0 && !r.v.out[i]:
		c.Note(nBackCold, int64(e.From))
		return
	case r.d.registered[i] == 0 && e.A == 0:
		c.Note(nNotInvited, int64(e.From)) // removed on purpose: a restart does not undo that
		return
	case r.d.registered[i] == 0:
		r.d.registered[i] = 1
	}
	r.v.out[i] = false
	r.rebuild(c)
	r.tell(c, nJoined, i)
}

// remove takes a server out for good.
func (r *router) remove(c *sim.Ctx, i int) {
	if r.d.registered[i] == 0 {
		c.Note(nNotMember, int64(r.node(i)))
		return
	}
	wasIn := !r.v.out[i]
	r.d.registered[i], r.v.out[i] = 0, false
	c.Send(r.node(i), sim.Msg{Kind: kLeave})
	if !wasIn {
		c.Note(nForgotten, int64(r.node(i)))
		return
	}
	r.rebuild(c)
	r.tell(c, nRemoved, i)
}

// weigh changes a server's weight.
func (r *router) weigh(c *sim.Ctx, i int, weight int64) {
	switch {
	case r.d.registered[i] == 0:
		c.Note(nNotMember, int64(r.node(i)))
		return
	case weight < 1 || weight > maxWeight:
		c.Note(nBadWeight, maxWeight)
		return
	case int64(r.d.registered[i]) == weight || r.v.out[i]:
		r.d.registered[i] = int8(weight)
		c.Note(nSameWeight, int64(r.node(i)), weight)
		return
	}
	note := nHeavier
	if weight < int64(r.d.registered[i]) {
		note = nLighter
	}
	r.d.registered[i] = int8(weight)
	r.rebuild(c)
	r.tell(c, note, i)
}
