package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// loadTimeout is how long a server waits for the origin.
const loadTimeout = 2 * sim.Second

// Results of a read: Msg.C of kAnswer, kRow and kReply, and an index into
// words["result"].
const (
	resultHit = iota
	resultLoaded
	resultRefused
	resultTimeout
	resultNobody
)

// server is one cache. Its memory holds every key that was ever read here.
type server struct {
	index      int
	router, db sim.NodeID
	keys       int
	v          serverMemory
	d          serverDisk
}

// serverMemory is lost in a crash: a restarted cache is cold.
type serverMemory struct {
	have, loading bitset
	held          int64
	loads         fifo[load]
	born          int64 // the first load of this process
	waiters       []waiter
	free          int32 // first unused waiter, plus one
	gets, hits    int64
	misses        int64
	sent          int64 // loads asked of the origin
	coalesced     int64 // misses that joined a load under way
	expiry        bool  // a timer watches the oldest load
}

// load is one read of the origin under way.
type load struct {
	key     int64
	at      sim.Time
	open    bool
	waiting int32 // first waiter, plus one
}

type waiter struct {
	read int64
	next int32
}

// serverDisk survives: loads never share a number, whatever crashes between them.
type serverDisk struct{ nextLoad, boots int64 }

func (n *server) State() (volatile, durable any) { return &n.v, &n.d }

// warm fills the cache with what the first placement gives it.
func (n *server) warm(table sim.Data) {
	n.allocate()
	for key, held := range table {
		for i := range maxReplicas {
			if holders(held).server(i) == n.index {
				n.v.have.add(int64(key))
				n.v.held++
			}
		}
	}
}

func (n *server) allocate() { n.v.have, n.v.loading = newBitset(n.keys), newBitset(n.keys) }

// Start makes an empty cache, unless the run begins with a warm one, and asks to
// be let in.
func (n *server) Start(c *sim.Ctx) {
	if n.v.have == nil {
		n.allocate()
	}
	n.v.loads.begin(n.d.nextLoad)
	n.v.born = n.d.nextLoad
	n.d.boots++
	if c.Now() > 0 {
		invited := int64(0)
		if n.d.boots == 1 {
			invited = 1
		}
		c.Send(n.router, sim.Msg{Kind: kJoin, A: invited})
	}
}

// Handle reacts to reads, rows and probes.
func (n *server) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kGet:
		n.get(c, e)
	case kRow:
		n.row(c, e)
	case kPing:
		c.Send(n.router, sim.Msg{Kind: kPong})
	case kGiveUp:
		n.v.expiry = false
		n.giveUp(c)
	}
}

func (n *server) get(c *sim.Ctx, e *sim.Event) {
	v := &n.v
	v.gets++
	if v.have.has(e.B) {
		v.hits++
		c.Add(mHits, 1)
		n.reply(c, e.A, e.B, resultHit)
		c.Note(nHit, e.B)
		return
	}
	v.misses++
	c.Add(mMisses, 1)
	if v.loading.has(e.B) {
		v.coalesced++
		n.wait(n.loadOf(e.B), e.A)
		c.Note(nCoalesced, e.B)
		return
	}
	v.sent++
	v.loading.add(e.B)
	number := v.loads.push(load{key: e.B, at: c.Now(), open: true})
	n.d.nextLoad = number + 1
	n.wait(v.loads.at(number), e.A)
	c.Send(n.db, sim.Msg{Kind: kLoad, A: number, B: e.B})
	n.watch(c)
	if e.C >= 0 {
		c.Note(nMissMoved, e.B, e.C)
		return
	}
	c.Note(nMiss, e.B)
}

// loadOf finds the load of a key that is being loaded. Few are at a time.
func (n *server) loadOf(key int64) *load {
	for i := n.v.loads.first; i < n.v.loads.next; i++ {
		if l := n.v.loads.at(i); l.open && l.key == key {
			return l
		}
	}
	return nil
}

// wait puts a read before the others that wait for a load.
func (n *server) wait(l *load, read int64) {
	v := &n.v
	if l == nil {
		return
	}
	place := v.free
	if place == 0 {
		v.waiters = append(v.waiters, waiter{})
		place = int32(len(v.waiters))
	} else {
		v.free = v.waiters[place-1].next
	}
	v.waiters[place-1] = waiter{read, l.waiting}
	l.waiting = place
}

// settle ends a load: everybody who waited gets the result.
func (n *server) settle(c *sim.Ctx, l *load, result int64) (answered int64) {
	v := &n.v
	l.open = false
	v.loading.remove(l.key)
	for place := l.waiting; place != 0; {
		w := &v.waiters[place-1]
		n.reply(c, w.read, l.key, result)
		answered++
		place, w.next, v.free = w.next, v.free, place
	}
	for front := v.loads.front(); front != nil && !front.open; front = v.loads.front() {
		v.loads.pop()
	}
	return answered
}

func (n *server) reply(c *sim.Ctx, read, key, result int64) {
	c.Send(n.router, sim.Msg{Kind: kAnswer, A: read, B: key, C: result})
}

func (n *server) row(c *sim.Ctx, e *sim.Event) {
	v := &n.v
	l := v.loads.at(e.A)
	open := l != nil && l.open
	if e.C != resultLoaded {
		if !open {
			c.Note(nRowUnwanted, e.B)
			return
		}
		c.Note(nRefused, e.B, n.settle(c, l, e.C))
		return
	}
	if !open && (e.A < v.born || v.have.has(e.B)) {
		c.Note(nRowUnwanted, e.B)
		return
	}
	if !v.have.has(e.B) {
		v.have.add(e.B)
		v.held++
	}
	if !open {
		c.Note(nRowLate, e.B)
		return
	}
	c.Note(nFilled, e.B, n.settle(c, l, resultLoaded))
}

// watch sets the one timer that watches the oldest load. All may take equally long.
func (n *server) watch(c *sim.Ctx) {
	if l := n.v.loads.front(); l != nil && !n.v.expiry {
		n.v.expiry = true
		c.After(l.at+loadTimeout-c.Now(), sim.Msg{Kind: kGiveUp})
	}
}

// giveUp ends loads that the origin has not answered in time. A row that comes
// later is kept all the same.
func (n *server) giveUp(c *sim.Ctx) {
	answered, loads := int64(0), int64(0)
	for l := n.v.loads.front(); l != nil && c.Now() >= l.at+loadTimeout; l = n.v.loads.front() {
		answered += n.settle(c, l, resultTimeout)
		loads++
	}
	if loads > 0 {
		c.Note(nGaveUp, loads, answered, int64(loadTimeout))
	}
	n.watch(c)
}
