package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

const timesKept = 4096

// judge knows what no node can: which acknowledged writes are gone, and what the
// newest value was when a read was sent. Nodes tell it what they did; none ever
// reads a decision from it. A write is named by the epoch that ordered it and its
// position: positions alone are given again after a failover.
type judge struct {
	m         *model
	epoch     int64               // the newest that opened
	owner     int                 // its primary
	served    sim.Time            // when the owner last could accept writes
	stuck     sim.Time            // since when law I6 waits for an app's writes to be accepted
	lineage   rules.Summary       // which epoch ordered which of the owner's positions
	heard     marks               // those of the owner's positions whose clients heard of success
	gone      marks               // those lost at the last failover that lost any
	goneOf    rules.Summary       // and whose positions they were
	truth     [keys]int64         // the newest value whose client heard of success
	times     [timesKept]sim.Time // when the owner appended each position
	lost      int64
	oldWrites int64 // accepted in an epoch that was over
	intruders int64 // accepted by a node that did not own its epoch
	oldAsked  int64 // accepted with fencing although sent in an older epoch
	oldTold   int64 // acknowledged with fencing by a node that was fenced off
	missedRYW int64 // reads under read-your-writes that broke it
	missedBy  int64 // by how many positions, the last time
	everOff   bool  // semi-sync degraded at least once
	off       bool
	reads     int64
	stale     int64
	own       int64
	ownStale  int64
	lastAck   sim.Time
	downtime  sim.Time
}

// appended notes that a primary accepted a write.
func (j *judge) appended(c *sim.Ctx, i int, epoch, pos int64) {
	switch {
	case epoch < j.epoch:
		j.oldWrites++
		c.Add(mSplitWrites, 1)
		return
	case i != j.owner:
		j.intruders++
		return
	}
	j.served = c.Now()
	j.times[pos%timesKept] = c.Now()
	j.heard.forget(j.everywhere())
	for r := 1; r < j.m.layout.count; r++ {
		j.lag(c, r)
	}
}

// everywhere returns a position up to which every copy holds the owner's log: what
// is there cannot be lost.
func (j *judge) everywhere() int64 {
	owner := j.m.copies[j.owner]
	least := owner.d.log.End()
	for i := range j.m.layout.count {
		n := j.m.copies[i]
		switch {
		case i == j.owner:
		case n.d.epoch != owner.d.epoch || !n.d.synced:
			return 0
		default:
			least = min(least, n.d.log.End())
		}
	}
	return least
}

// taken notes in which epoch an accepted write was sent.
func (j *judge) taken(c *sim.Ctx, asked, epoch int64) {
	if fencing(c) && asked < epoch {
		j.oldAsked++
	}
}

// told notes that a primary sends word of success.
func (j *judge) told(c *sim.Ctx, n *copyNode, e rules.Entry) {
	if fencing(c) && (!n.holdsLease(c) || n.d.fence.Highest() > e.Epoch || j.epoch > e.Epoch) {
		j.oldTold++
	}
}

// serves notes that a primary could accept a write now.
func (j *judge) serves(c *sim.Ctx, i int) {
	if i == j.owner {
		j.served = c.Now()
	}
}

// kept reports whether the owner's log holds a write.
func (j *judge) kept(epoch, pos int64) bool {
	j.lineage.End = j.m.copies[j.owner].d.log.End()
	return j.lineage.Holds(epoch, pos)
}

// acked notes that a client heard of success. Only from then on is a write
// acknowledged: what was committed and told to nobody is no loss.
func (j *judge) acked(c *sim.Ctx, e *sim.Event) {
	j.answered(c)
	if !j.kept(e.D, e.A) {
		j.lose(c, 1)
		return
	}
	j.heard.add(e.A)
	if e.C >= 0 && e.C < keys {
		j.truth[e.C] = max(j.truth[e.C], e.B)
	}
}

func (j *judge) lose(c *sim.Ctx, n int64) {
	j.lost += n
	c.Set(mLost, j.lost)
}

// promoted compares the new primary's log with the old one's and returns how
// many acknowledged writes it lacks.
func (j *judge) promoted(c *sim.Ctx, i int, epoch int64) int64 {
	if epoch <= j.epoch {
		return 0
	}
	old, fresh := j.m.copies[j.owner].d.log.Summary(), j.m.copies[i].d.log.Summary()
	lost := j.heard.above(rules.CommonEnd(old, fresh))
	if lost.count() > 0 {
		j.gone, j.goneOf = lost, rules.Summary{History: j.lineage.History, End: old.End}
	}
	j.lose(c, lost.count())
	j.inherit(fresh, epoch)
	for key, v := range j.m.copies[i].v.table {
		j.truth[key] = min(j.truth[key], v.value) // what is lost is no measure of reads
	}
	j.epoch, j.owner, j.off, j.served = epoch, i, false, c.Now()
	c.Add(mFailovers, 1)
	c.Set(mDegraded, 0)
	for r := 1; r < j.m.layout.count; r++ {
		j.lag(c, r)
	}
	return lost.count()
}

// inherit makes the lineage that of a new owner: what its log tells, and below that
// what was known before.
func (j *judge) inherit(fresh rules.Summary, epoch int64) {
	history := []rules.EpochStart{}
	for _, h := range j.lineage.History {
		if len(fresh.History) == 0 || h.First < fresh.History[0].First {
			history = append(history, h)
		}
	}
	history = append(history, fresh.History...)
	j.lineage.History = append(history, rules.EpochStart{Epoch: epoch, First: fresh.End + 1})
}

func (j *judge) degraded(c *sim.Ctx, i int, off bool) {
	j.everOff = j.everOff || off
	if i == j.owner {
		j.off = off
		level := int64(0)
		if off {
			level = 1
		}
		c.Set(mDegraded, level)
	}
}

func (j *judge) rewound(c *sim.Ctx, cut int64) { c.Add(mRewound, cut) }

// lag measures how old the first entry is that a copy lacks.
func (j *judge) lag(c *sim.Ctx, i int) {
	if i == 0 {
		return
	}
	n := j.m.copies[i]
	step := sim.Metric(i - 1)
	c.Set(mLagReceived+step, j.age(c.Now(), i, n.d.log.End()))
	c.Set(mLagApplied+step, j.age(c.Now(), i, n.v.applied))
}

func (j *judge) age(now sim.Time, i int, pos int64) int64 {
	end := j.m.copies[j.owner].d.log.End()
	if i == j.owner || pos >= end {
		return 0
	}
	return int64(now - j.times[max(pos+1, end-timesKept+1)%timesKept])
}

// answer notes what a read brought.
func (j *judge) answer(c *sim.Ctx, r *read, e *sim.Event, from int, back bool) {
	j.reads++
	c.Add(mReads, 1)
	if e.A < r.truth {
		j.stale++
		c.Add(mStale, 1)
	}
	if r.own {
		j.own++
		if e.A < r.minValue {
			j.ownStale++
			c.Add(mOwnStale, 1)
		}
		c.Set(mOwnShare, j.ownStale*1_000_000/j.own)
	}
	if back {
		c.Add(mBack, 1)
	}
	if r.strict && j.kept(r.minEpoch, r.minPos) && !j.shows(from, r, e.B) {
		j.missedRYW++
		j.missedBy = max(r.minPos-e.B, 0)
	}
	c.Set(mStaleShare, j.stale*1_000_000/j.reads)
}

// shows reports whether a copy that had applied up to pos shows the session's last
// write. What the copy has forgotten it shares with the owner.
func (j *judge) shows(from int, r *read, pos int64) bool {
	log := &j.m.copies[from].d.log
	e, known := log.Entry(r.minPos)
	return pos >= r.minPos && (!known || e.Epoch == r.minEpoch)
}

// silence is the longest pause between acknowledgements that is not downtime.
func silence(c *sim.Ctx) sim.Time {
	return max(500*sim.Millisecond, 5*sim.Second/sim.Time(max(c.Param(pWriteRPS), 1)))
}

// answered notes that a client heard of success.
func (j *judge) answered(c *sim.Ctx) {
	if gap := c.Now() - j.lastAck; j.lastAck > 0 && gap > silence(c) {
		j.downtime += gap
		c.Set(mDowntime, int64(j.downtime))
	}
	j.lastAck = c.Now()
}

// measureDowntime shows a silence while it lasts.
func (j *judge) measureDowntime(c *sim.Ctx) {
	if gap := c.Now() - j.lastAck; j.lastAck > 0 && gap > silence(c) {
		c.Set(mDowntime, int64(j.downtime+gap))
	}
}
