package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// The origin's load is counted in tenths of a second over the last second.
const (
	parts      = 10
	part       = sim.Second / parts
	leastQueue = 20
)

// origin is the database behind the caches: one read at a time, at its capacity.
// What would wait for more than half a second is refused at once.
type origin struct {
	first sim.NodeID
	v     originMemory
}

type originMemory struct {
	queue   fifo[query]
	busy    bool
	due     sim.Time     // when the load in work ends, unless the machine is slow
	counts  [parts]int64 // loads that came, by tenth of a second
	now     int
	rate    int64 // loads in the last second
	served  int64
	refused int64
}

type query struct {
	server sim.NodeID
	number int64
	key    int64
}

func (n *origin) State() (volatile, durable any) { return &n.v, nil }

// Start begins to count.
func (n *origin) Start(c *sim.Ctx) {
	c.Set(mCapacity, c.Param(pCapacity))
	c.After(part, sim.Msg{Kind: kSlice})
}

// Handle reacts to loads and the end of work.
func (n *origin) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kLoad:
		n.load(c, e)
	case kServed:
		n.served(c)
	case kSlice:
		n.turn(c)
	}
}

func (n *origin) load(c *sim.Ctx, e *sim.Event) {
	v := &n.v
	v.counts[v.now]++
	v.rate++
	c.Add(mLoads, 1)
	limit := queueLimit(c.Param(pCapacity))
	if v.queue.len() >= limit {
		v.refused++
		c.Add(mRefused, 1)
		c.Send(e.From, sim.Msg{Kind: kRow, A: e.A, B: e.B, C: resultRefused})
		c.Note(nOverloaded, e.B, v.rate, c.Param(pCapacity), limit)
		return
	}
	c.Keep(v.queue.push(query{e.From, e.A, e.B}))
	c.Set(mQueue, v.queue.len())
	if !v.busy {
		n.begin(c)
	}
	c.Note(nQueued, e.B, v.queue.len(), v.rate, c.Param(pCapacity))
}

// queueLimit is how many loads wait at most: half a second of work.
func queueLimit(capacity int64) int64 { return max(capacity/2, leastQueue) }

func (n *origin) begin(c *sim.Ctx) {
	n.v.busy = true
	work := sim.Second / sim.Time(c.Param(pCapacity))
	n.v.due = c.Now() + work
	c.For(n.v.queue.first)
	c.Work(work, sim.Msg{Kind: kServed, A: n.v.queue.front().key})
	c.Own()
}

func (n *origin) served(c *sim.Ctx) {
	v := &n.v
	q := *v.queue.front()
	v.queue.pop()
	v.busy = false
	v.served++
	c.Send(q.server, sim.Msg{Kind: kRow, A: q.number, B: q.key, C: resultLoaded})
	c.Set(mQueue, v.queue.len())
	if v.queue.len() > 0 {
		n.begin(c)
	}
	c.Note(nServed, q.key, int64(q.server), v.queue.len())
}

// turn begins the next tenth of a second.
func (n *origin) turn(c *sim.Ctx) {
	v := &n.v
	c.Set(mRate, v.rate)
	c.Set(mCapacity, c.Param(pCapacity))
	v.now = (v.now + 1) % parts
	v.rate -= v.counts[v.now]
	v.counts[v.now] = 0
	c.After(part, sim.Msg{Kind: kSlice})
}
