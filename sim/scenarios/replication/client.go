package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// How a copy answers a read: field D of VALUE.
const (
	readOK      = iota
	readBehind  // a replica that has not applied the session's write
	readRefused // a primary whose lease ran out
)

const (
	writePool = 512  // writes an app has outstanding, at most
	readPool  = 1024 // reads
)

// client is an application with many user sessions. A session writes a value of
// its own and reads it again a little later; now and then it reads another's.
type client struct {
	index                 int64
	layout                *layout
	judge                 *judge
	writes, reads, routes sim.Stream
	v                     clientVolatile
	d                     clientDurable
}

type clientDurable struct {
	written int64 // writes sent so far: numbers are never used again
}

type clientVolatile struct {
	epoch      int64
	primary    int8
	readable   uint32
	known      [maxCopies]int64 // positions each copy is known to have applied
	sessions   [sessions]session
	writes     [writePool]write
	oldest     int64 // no write before it is open
	reads      [readPool]read
	sent       int64 // reads
	oldestRead int64
	quiet      bool
}

type session struct {
	rules.Session
	value   int64 // its last acknowledged write
	epoch   int64 // and the epoch that ordered it
	readPos int64 // of the copy that answered last
	missed  bool  // the last answer did not show its write
}

type write struct {
	open    bool
	session int8
	value   int64
	at      sim.Time
}

type read struct {
	open, own bool
	strict    bool // sent under read-your-writes
	session   int8
	key       int64
	id        int64
	minPos    int64 // position of the session's last write when it was sent
	minValue  int64 // its value
	minEpoch  int64 // and its epoch: with the position it names the write
	truth     int64 // the newest acknowledged value of the key then
	at        sim.Time
}

// State implements sim.Node.
func (n *client) State() (volatile, durable any) { return &n.v, &n.d }

// Start implements sim.Node.
func (n *client) Start(c *sim.Ctx) {
	n.v.epoch, n.v.readable, n.v.oldest = 1, 1<<n.layout.count-1, n.d.written
	c.Send(n.layout.router, sim.Msg{Kind: kAskRoute})
	n.nextWrite(c)
	n.nextRead(c)
	c.After(clientTick, sim.Msg{Kind: kClientTick})
}

// Handle implements sim.Node.
func (n *client) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kArriveWrite:
		n.write(c)
		n.nextWrite(c)
	case kArriveRead:
		if c.Param(pReadRPS) > 0 {
			s := c.Rand(n.reads).Below(sessions)
			n.read(c, int8(s), int64(c.Rand(n.reads).Below(keys)), false)
		}
		n.nextRead(c)
	case kReread:
		n.reread(c, int8(e.A))
	case kAck:
		n.onAck(c, e)
	case kNack:
		n.onNack(c, e)
	case kValue:
		n.onValue(c, e)
	case kRoute:
		n.onRoute(c, e)
	case kClientTick:
		n.tick(c)
	}
}

func (n *client) key(s int8) int64 { return n.index*sessions + int64(s) }

// interval draws the time to the next arrival: half to one and a half times the mean.
func interval(c *sim.Ctx, s sim.Stream, perSecond int64) sim.Time {
	mean := int64(sim.Second) * apps / max(perSecond, 1)
	return sim.Time(c.Rand(s).Uniform(mean/2, mean*3/2))
}

func (n *client) nextWrite(c *sim.Ctx) {
	c.After(interval(c, n.writes, c.Param(pWriteRPS)), sim.Msg{Kind: kArriveWrite})
}

func (n *client) nextRead(c *sim.Ctx) {
	rate := c.Param(pReadRPS)
	if rate == 0 {
		rate = 4 // look again now and then
	}
	c.After(interval(c, n.reads, rate), sim.Msg{Kind: kArriveRead})
}

func (n *client) write(c *sim.Ctx) {
	if n.v.quiet {
		n.judge.lastAck = c.Now()
		return
	}
	value := n.d.written + 1
	for value <= n.d.written+writePool && n.v.writes[value%writePool].open {
		value++ // this place is still taken by a write never answered
	}
	w := &n.v.writes[value%writePool]
	if w.open {
		c.Add(mFailed, 1)
		c.Note(nPoolFull, writePool)
		return
	}
	n.d.written = value
	s := int8(value % sessions)
	*w = write{true, s, value, c.Now()}
	c.Send(n.layout.copies[n.v.primary], sim.Msg{Kind: kWrite, A: n.key(s), B: value, C: n.v.epoch})
}

func (n *client) onAck(c *sim.Ctx, e *sim.Event) {
	w := &n.v.writes[e.B%writePool]
	if !w.open || w.value != e.B {
		return
	}
	w.open = false
	took := c.Now() - w.at
	c.Observe(mLatency, int64(took))
	c.Add(mAcked, 1)
	s := &n.v.sessions[w.session]
	s.Written, s.value, s.epoch = e.A, max(s.value, e.B), e.D
	n.judge.acked(c, e)
	c.Note(nAcked, e.A, int64(took))
	c.After(c.Span(pReread), sim.Msg{Kind: kReread, A: int64(w.session)})
}

func (n *client) onNack(c *sim.Ctx, e *sim.Event) {
	w := &n.v.writes[e.B%writePool]
	if !w.open || w.value != e.B {
		return
	}
	w.open = false
	c.Add(mFailed, 1)
	if e.A == localOnly {
		c.Add(mLocalOnly, 1)
		c.Note(nLocalOnly, int64(e.From))
		return
	}
	c.Note(nNacked, e.A, e.D)
	c.Send(n.layout.router, sim.Msg{Kind: kAskRoute})
}

// reread reads what a session wrote last, and says why it goes where it goes.
func (n *client) reread(c *sim.Ctx, session int8) {
	to := n.read(c, session, n.key(session), true)
	switch wrote := n.v.sessions[session].Written; {
	case c.Param(pReadFrom) != int64(rules.ReadYourWrites):
		c.Note(nReread, wrote, int64(n.layout.copies[to]))
	case to == int(n.v.primary):
		c.Note(nRereadPrimary, wrote, int64(n.layout.copies[to]))
	default:
		c.Note(nRereadReplica, wrote, int64(n.layout.copies[to]), n.v.known[to])
	}
}

// read sends one read where the policy says, and returns to which copy.
func (n *client) read(c *sim.Ctx, session int8, key int64, own bool) int {
	policy := rules.Policy(c.Param(pReadFrom))
	s := &n.v.sessions[session]
	n.v.sent++
	r := &n.v.reads[n.v.sent%readPool]
	if r.open {
		c.Add(mReadsFailed, 1)
	}
	*r = read{open: true, own: own, strict: policy == rules.ReadYourWrites, session: session, key: key, id: n.v.sent,
		minPos: s.Written, minValue: s.value, minEpoch: s.epoch, truth: n.judge.truth[key], at: c.Now()}
	applied := n.v.known
	for i := range applied {
		if n.v.readable&(1<<i) == 0 || i == int(n.v.primary) {
			applied[i] = -1
		}
	}
	to := rules.Route(policy, s.Written, applied[:], c.Rand(n.routes).Uint64())
	if to == rules.Primary {
		to = int(n.v.primary)
	}
	n.ask(c, r, to, policy)
	return to
}

func (n *client) ask(c *sim.Ctx, r *read, to int, policy rules.Policy) {
	minPos := int64(0)
	if policy == rules.ReadYourWrites {
		minPos = r.minPos
	}
	c.Send(n.layout.copies[to], sim.Msg{Kind: kRead, A: r.key, B: minPos, C: r.id})
}

func (n *client) onValue(c *sim.Ctx, e *sim.Event) {
	r := &n.v.reads[e.C%readPool]
	from := n.layout.indexOf(e.From)
	if !r.open || r.id != e.C || from == nobody {
		return
	}
	switch e.D {
	case readBehind:
		n.ask(c, r, int(n.v.primary), rules.ReadYourWrites)
		c.Note(nToPrimary, int64(e.From))
		return
	case readRefused:
		r.open = false
		c.Add(mReadsFailed, 1)
		c.Send(n.layout.router, sim.Msg{Kind: kAskRoute})
		return
	}
	r.open = false
	n.v.known[from] = max(n.v.known[from], e.B)
	s := &n.v.sessions[r.session]
	_, back := s.Read(e.B)
	n.judge.answer(c, r, e, from, back)
	s.readPos = e.B
	if r.own {
		s.missed = e.A < r.minValue
		n.explainOwn(c, r, e)
	} else if e.A < r.truth {
		c.Note(nStale, int64(e.From), e.A, r.truth)
	}
}

func (n *client) explainOwn(c *sim.Ctx, r *read, e *sim.Event) {
	switch {
	case e.A < r.minValue && !n.judge.kept(r.minEpoch, r.minPos):
		c.Note(nGone, r.minPos, r.minEpoch, int64(e.From))
		return
	case e.A < r.minValue && e.B < r.minPos:
		c.Note(nMissed, int64(e.From), r.minPos-e.B, r.minPos, e.B)
		return
	}
	c.Note(nSeen, int64(e.From), r.minPos, e.B)
}

// onRoute learns who is primary. With a new epoch the old connection is gone, and
// whatever was under way on it: those writes may have happened or not.
func (n *client) onRoute(c *sim.Ctx, e *sim.Event) {
	if e.A < n.v.epoch {
		return
	}
	n.v.readable = uint32(e.C)
	if e.A == n.v.epoch {
		return
	}
	n.v.epoch, n.v.primary = e.A, int8(e.B)
	n.v.known = [maxCopies]int64{}
	unknown := int64(0)
	for i := range n.v.writes {
		if n.v.writes[i].open {
			n.v.writes[i].open = false
			unknown++
		}
	}
	c.Add(mFailed, unknown)
	c.Note(nNewRoute, int64(n.layout.copies[n.v.primary]), e.A, unknown)
}

// tick gives up on what was never answered and asks for the route again.
func (n *client) tick(c *sim.Ctx) {
	limit := c.Now() - c.Span(pTimeout) - 5*sim.Second
	for ; n.v.oldest < n.d.written; n.v.oldest++ {
		w := &n.v.writes[(n.v.oldest+1)%writePool]
		if w.value != n.v.oldest+1 || !w.open {
			continue
		}
		if w.at > limit {
			break
		}
		w.open = false
		c.Add(mFailed, 1)
	}
	for ; n.v.oldestRead < n.v.sent; n.v.oldestRead++ {
		r := &n.v.reads[(n.v.oldestRead+1)%readPool]
		if r.open && r.at > c.Now()-readTimeout {
			break
		}
		if r.open {
			r.open = false
			c.Add(mReadsFailed, 1)
		}
	}
	n.judge.measureDowntime(c)
	if c.Now()/clientTick%4 == 0 {
		c.Send(n.layout.router, sim.Msg{Kind: kAskRoute})
	}
	c.After(clientTick, sim.Msg{Kind: kClientTick})
}
