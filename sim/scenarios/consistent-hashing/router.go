package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/hashing"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	// window is over how many reads shares and the cap of reads are taken.
	window = 1024
	// probeEvery and silent decide when a server is taken out: after silent probes
	// in a row without an answer, so within 0.75 s.
	probeEvery = 250 * sim.Millisecond
	silent     = 2
)

// router knows where keys live and passes reads and answers on. It keeps nothing of
// a read, so its crash loses only what is under way.
type router struct {
	clients, first sim.NodeID
	hashes         sim.Data
	judge          *judge // sees every placement, decides nothing
	v              routerMemory
	d              routerConfig
}

// routerConfig is what an operator wrote down.
type routerConfig struct{ registered weights }

type routerMemory struct {
	place   *placement
	was     sim.Data // the table before the last change; nil before the first
	out     [maxServers]bool
	missed  [maxServers]int8
	recent  [window]int8 // servers of the last reads
	reads   [maxServers]int64
	next    int
	filled  int64
	bounded *hashing.Bounded // ring-bounded: the last reads, under their cap
	hits    recent
	overcap int64 // reads sent above a cap; law I4
	where   int64 // the server of the last one
}

func (r *router) State() (volatile, durable any) { return &r.v, &r.d }

// Start works out the placement, unless the run begins with one.
func (r *router) Start(c *sim.Ctx) {
	if r.v.place == nil {
		r.rebuild(c)
	}
	r.publish(c)
	c.After(probeEvery, sim.Msg{Kind: kTick})
}

// Handle reacts to reads, answers, servers and the clock.
func (r *router) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kLookup:
		r.lookup(c, e)
	case kAnswer:
		r.answer(c, e)
	case kTick:
		r.tick(c)
	case kPong:
		r.heard(c, e)
	case kJoin:
		r.joined(c, e)
	}
}

func (r *router) node(i int) sim.NodeID { return r.first + sim.NodeID(i) }

func (r *router) index(n sim.NodeID) int { return int(n - r.first) }

func settingsNow(c *sim.Ctx) settings {
	return effective(c.Param(pMode), c.Param(pVNodes), c.Param(pReplicas), c.Param(pFactor))
}

// present are the registered servers that are not taken out.
func (r *router) present() weights {
	w := r.d.registered
	for i, out := range r.v.out {
		if out {
			w[i] = 0
		}
	}
	return w
}

// rebuild works out the placement for the servers and settings as they are now.
func (r *router) rebuild(c *sim.Ctx) {
	set, w := settingsNow(c), r.present()
	old := r.v.place
	switch {
	case old == nil || old.set != set:
		r.v.place = place(set, w, r.hashes, false)
	case old.weights != w:
		r.v.place = old.with(w, r.hashes)
	default:
		return
	}
	if old != nil {
		r.v.was = old.table
	}
	r.keepWindow()
	r.judge.look(c.Now(), r.v.place)
	r.publish(c)
}

// keepWindow carries the last reads over to another placement, as HAProxy and Envoy
// go on counting a server's requests in flight when weights or servers change. The
// reads of servers that left are forgotten, and of those above a new cap the oldest.
func (r *router) keepWindow() {
	v := &r.v
	old, next, filled := v.recent, v.next, int(v.filled)
	v.next, v.filled, v.reads, v.bounded = 0, 0, [maxServers]int64{}, nil
	if p := v.place; p.set.mode == modeBounded && p.servers > 0 {
		v.bounded, _ = p.bound(window)
	}
	var keep [window]bool
	for age := 1; age <= filled; age++ { // newest first: they have the first claim to room
		server := int(old[(next-age+window)%window])
		keep[age-1] = v.place.weights[server] > 0 && (v.bounded == nil || v.bounded.Take(r.member(server)))
	}
	for age := filled; age >= 1; age-- {
		if server := old[(next-age+window)%window]; keep[age-1] {
			v.recent[v.next] = server
			v.reads[server]++
			v.next, v.filled = (v.next+1)%window, v.filled+1
		}
	}
}

// publish writes down what the placement measures.
func (r *router) publish(c *sim.Ctx) {
	j := r.judge
	c.Set(mMoved, j.change.moved)
	if j.change.keys > 0 {
		c.Set(mMovedShare, j.change.moved*1_000_000/j.change.keys)
	}
	c.Set(mSpread, j.spread)
	c.Set(mPeak, j.peak)
	for i, n := range r.v.place.counts {
		c.Set(mKeys+sim.Metric(i), n)
		c.Set(mReads+sim.Metric(i), r.v.reads[i]*1_000_000/max(r.v.filled, 1))
		c.Set(mArc+sim.Metric(i), 0)
	}
	if r.v.place.ring == nil {
		return
	}
	for m, share := range r.v.place.ring.Shares() {
		c.Set(mArc+sim.Metric(r.v.place.members[m]), int64(float64(share*1_000_000)))
	}
}

// lookup sends a read to the server that has its key.
func (r *router) lookup(c *sim.Ctx, e *sim.Event) {
	if r.v.place.set != settingsNow(c) {
		r.rebuild(c)
		r.route(c, e)
		c.Note(nReconfigured, r.judge.change.keys, r.judge.change.moved, r.v.place.set.mode, r.judge.spread)
		return
	}
	r.route(c, e)
}

func (r *router) route(c *sim.Ctx, e *sim.Event) {
	v := &r.v
	p := v.place
	if p.servers == 0 {
		c.Send(r.clients, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: resultNobody, D: int64(sim.None)})
		c.Note(nNobody, e.B)
		return
	}
	held := holders(p.table[e.B])
	turn := r.turn(held, e.A)
	server := held.server(turn)
	preferred := server
	if v.bounded != nil {
		server = r.withRoom(server, e.B)
	}
	r.count(c, server)
	was := int64(sim.None)
	if v.was != nil {
		if before := holders(v.was[e.B]).owner(); before >= 0 && before != held.owner() {
			was = int64(r.node(before))
		}
	}
	c.Send(r.node(server), sim.Msg{Kind: kGet, A: e.A, B: e.B, C: was})
	switch {
	case server != preferred:
		c.Add(mSpilled, 1)
		c.Note(nSpilled, e.B, int64(r.node(preferred)), int64(r.node(server)), p.set.factor)
	case turn > 0:
		c.Note(nReplica, e.B, int64(r.node(server)), int64(turn+1), min(p.set.replicas, int64(p.servers)))
	default:
		r.explain(c, e.B, server)
	}
}

// turn chooses among a key's servers: in turn by the read's number, past one that
// is silent now.
func (r *router) turn(held holders, read int64) int {
	n := int(min(r.v.place.set.replicas, int64(r.v.place.servers)))
	for i := range n {
		at := int((read + int64(i)) % int64(n))
		if r.v.missed[held.server(at)] < silent {
			return at
		}
	}
	return int(read % int64(n))
}

// withRoom returns the preferred server if its part of the last reads is below the
// cap, otherwise the next one clockwise with room.
func (r *router) withRoom(preferred int, key int64) int {
	v := &r.v
	if v.filled == window {
		v.bounded.Release(r.member(int(v.recent[v.next])))
	}
	server := preferred
	if !v.bounded.Take(r.member(preferred)) {
		member, _ := v.bounded.Place(uint64(r.hashes[key]))
		server = int(v.place.members[member])
	}
	if m := r.member(server); v.bounded.Loads()[m] > v.bounded.Caps()[m] {
		v.overcap++
		v.where = int64(r.node(server))
	}
	return server
}

// member returns a server's number on the ring.
func (r *router) member(server int) int {
	for m, s := range r.v.place.members {
		if int(s) == server {
			return m
		}
	}
	return -1
}

// count takes a read into the window.
func (r *router) count(c *sim.Ctx, server int) {
	v := &r.v
	if v.filled == window {
		old := int(v.recent[v.next])
		v.reads[old]--
		c.Set(mReads+sim.Metric(old), v.reads[old]*1_000_000/window)
	} else {
		v.filled++
	}
	v.recent[v.next] = int8(server)
	v.reads[server]++
	v.next = (v.next + 1) % window
	c.Set(mReads+sim.Metric(server), v.reads[server]*1_000_000/v.filled)
}

// explain says why this server.
func (r *router) explain(c *sim.Ctx, key int64, server int) {
	p, node := r.v.place, int64(r.node(server))
	switch p.set.mode {
	case modeModulo:
		c.Note(nByModulo, key, int64(len(p.seats)), int64(hashing.Modulo(uint64(r.hashes[key]), len(p.seats))), node)
	case modeRing:
		c.Note(nByRing, key, node)
	case modeBounded:
		c.Note(nByBounded, key, node, p.caps[server])
	case modeRendezvous:
		c.Note(nByScore, key, node, int64(p.servers))
	case modeJump:
		c.Note(nByJump, key, node, int64(hashing.Jump(uint64(r.hashes[key]), int32(len(p.seats)))), int64(len(p.seats)))
	}
}

// answer passes a server's answer on.
func (r *router) answer(c *sim.Ctx, e *sim.Event) {
	hit := int64(0)
	if e.C == resultHit {
		hit = 1
	}
	c.Set(mHitShare, r.v.hits.add(hit))
	c.Send(r.clients, sim.Msg{Kind: kReply, A: e.A, B: e.B, C: e.C, D: int64(e.From)})
}
