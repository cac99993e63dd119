package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

const timesKept = 4096

// judge knows what no node can: which acknowledged writes are gone, and what the
// newest value was when a read was sent. Nodes tell it what they did; none ever
// reads a decision from it.
type judge struct {
	m         *model
	epoch     int64 // the newest that opened
	owner     int   // its primary
	ackedPos  int64 // the last acknowledged position that the owner's log holds
	truth     [keys]int64
	times     [timesKept]sim.Time // when the owner appended each position
	lost      int64
	lostFrom  int64 // the positions lost at the last failover
	lostTo    int64
	oldWrites int64 // accepted in an epoch that was over
	intruders int64 // accepted by a node that did not own its epoch
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
	j.times[pos%timesKept] = c.Now()
	for r := 1; r < j.m.layout.count; r++ {
		j.lag(c, r)
	}
}

// acked notes that a primary told a client of success.
func (j *judge) acked(c *sim.Ctx, e rules.Entry, pos int64) {
	if e.Epoch < j.epoch {
		j.lose(c, 1)
		return
	}
	j.ackedPos = max(j.ackedPos, pos)
	if e.Key < keys {
		j.truth[e.Key] = max(j.truth[e.Key], e.Value)
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
	old, fresh := &j.m.copies[j.owner].d.log, &j.m.copies[i].d.log
	common := rules.CommonEnd(old.Summary(), fresh.Summary())
	lost := max(j.ackedPos-common, 0)
	if lost > 0 {
		j.lostFrom, j.lostTo = common+1, j.ackedPos
	}
	j.lose(c, lost)
	j.ackedPos = min(j.ackedPos, common)
	j.epoch, j.owner, j.off = epoch, i, false
	c.Add(mFailovers, 1)
	c.Set(mDegraded, 0)
	for r := 1; r < j.m.layout.count; r++ {
		j.lag(c, r)
	}
	return lost
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
func (j *judge) answer(c *sim.Ctx, r *read, e *sim.Event, back bool) {
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
	if r.strict && e.B < r.minPos {
		j.missedRYW++
		j.missedBy = r.minPos - e.B
	}
	c.Set(mStaleShare, j.stale*1_000_000/j.reads)
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
