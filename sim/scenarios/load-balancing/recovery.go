package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
)

// Law I5: a queue is short below shortQueue, and must be so again in recoverTime.
const (
	shortQueue  = 50
	recoverTime = 10 * sim.Second
	// patience is how much longer than on average a pile-up may take, in percent.
	patience = 125
	// leastSpare is the capacity that must be left over, in percent: close to the limit
	// queues are long without a fault.
	leastSpare = 10
	// mostLost is how many requests a fault may have swallowed. The balancer counts
	// them as in flight until they time out, and fills the other queues up to them.
	mostLost = shortQueue / 4
)

// watching is what laws I5 and I6 remember. Clocks are one a server: several queues
// that are long in turn are none that stays long.
type watching struct {
	queues [maxServers]longQueue
	began  sim.Time // since when some queue has been long
	silent [maxServers]silence
	awake  sim.Time // since when the balancer has been up without a break
	wasUp  bool
	spare  int64 // of law I5, a step ago
}

// longQueue is the clock of law I5 for one server.
type longQueue struct {
	running bool
	due     sim.Time // when the queue must be short again
	limit   sim.Time
	pace    sim.Time // mean time of a request, as of the last look
	paced   sim.Time // since when
}

// checkRecovery gives a long queue recoverTime to become short again, or, after a
// pile-up, what the server needs for its own at its fair share of the load and what
// the fleet needs for all of it, and a quarter. The limit is set once, when the clock
// starts: a queue that grows earns no more. Only when its server is slower or the fleet
// has less to spare than the limit was made for, the clock starts anew.
func (m *model) checkRecovery(l *sim.Laws) {
	w := &m.watching
	capacity, spare := m.spare(l)
	less := spare < w.spare
	w.spare = spare
	worst := -1
	for i, s := range m.servers {
		q := &w.queues[i]
		if pace := m.pace(l, i); pace != q.pace {
			q.pace, q.paced, q.running = pace, l.Now(), false
		}
		q.running = q.running && !less
		// What was begun at another pace takes as long as it takes.
		begunBefore := s.v.busy && s.v.serving < q.paced
		if spare == 0 || s.v.waiting < shortQueue || begunBefore || l.Status(m.first+sim.NodeID(i)) != sim.Up {
			q.running = false
			continue
		}
		if !q.running {
			q.running = true
			own := sim.Time(s.v.waiting) * q.pace / 100 * sim.Time(capacity*patience/spare)
			all := sim.Time(m.waiting()*patience*10/spare) * sim.Second // queues are levelled out, whoever has them now
			q.limit = max(recoverTime, own, all)
			q.due = l.Now() + q.limit
		}
		if worst < 0 || q.due < w.queues[worst].due {
			worst = i
		}
	}
	if worst < 0 {
		w.began = 0
		l.Within(lawRecovers, false, true, 0)
		return
	}
	if w.began == 0 {
		w.began = l.Now()
	}
	q := &w.queues[worst]
	l.Within(lawRecovers, true, false, q.due-w.began, int64(m.first)+int64(worst), int64(m.servers[worst].v.waiting), int64(q.limit))
}

// pace returns how long a server's requests take on average, faults included.
func (m *model) pace(l *sim.Laws, i int) sim.Time {
	return m.servers[i].v.mean / 1000 * sim.Time(l.Slow(m.first+sim.NodeID(i)))
}

// spare returns what the servers can do together that the balancer uses and that
// run, and how much of it is left over, both in requests per thousand seconds; no
// spare when that is little, or when law I5 promises nothing.
func (m *model) spare(l *sim.Laws) (capacity, spare int64) {
	if !m.inOrder(l) || m.lost() > mostLost {
		return 0, 0
	}
	var each [maxServers]int64
	for i := range m.servers {
		if pace := m.pace(l, i); pace > 0 && m.lb.accepts(i) && l.Status(m.first+sim.NodeID(i)) == sim.Up {
			// A server in its slow start gets less than it could do.
			each[i] = 1000 * int64(sim.Second) / int64(pace) * m.lb.v.ramps[i] / balancer.SlowStartScale
			capacity += each[i]
		}
	}
	load := 1000 * m.clients.v.rate
	if spare = capacity - load; spare*100 < capacity*leastSpare {
		return capacity, 0
	}
	if _, calm := l.SinceFault(); !calm && m.policy() == balancer.TwoChoicesPolicy && !pairsCarry(&each, load) {
		return capacity, 0
	}
	return capacity, spare
}

// inOrder reports whether law I5 promises anything: no fault is in force, or only
// such as a policy that sees the load copes with, a server that is dead, slow or cut
// off.
func (m *model) inOrder(l *sim.Laws) bool {
	if l.Status(m.lbID) != sim.Up {
		return false
	}
	sound, working := true, true
	for i, s := range m.servers {
		odd := s.d.failFast || l.Now() < s.v.coldUntil
		sound = sound && !odd
		working = working && !(odd && m.lb.accepts(i))
	}
	if _, calm := l.SinceFault(); calm && sound {
		return true
	}
	v := &m.lb.v
	sees := m.policy() == balancer.LeastConnPolicy || m.policy() == balancer.TwoChoicesPolicy
	return working && sees && v.turns.layer == layerL7 && !v.view.stale && !l.Impaired()
}

// waiting returns how many requests wait in all queues.
func (m *model) waiting() int64 {
	total := int64(0)
	for _, s := range m.servers {
		total += int64(s.v.waiting)
	}
	return total
}

// policy returns the policy of the last pick.
func (m *model) policy() balancer.Policy { return balancer.Policy(max(m.lb.v.policy-1, 0)) }

// lost returns how many requests the balancer counts that no server has.
func (m *model) lost() int64 {
	lost := int64(0)
	for i, s := range m.servers {
		lost += max(m.lb.v.inFlight[i]-s.held(), 0)
	}
	return lost
}

// pairsCarry reports whether p2c keeps all queues short: of k servers the slowest get
// at least what finds no other among its two choices, and must be able to do that.
func pairsCarry(each *[maxServers]int64, load int64) bool {
	n := int64(0)
	for i, could := range each {
		if could > 0 {
			n++
		}
		for j := i; j > 0 && each[j] < each[j-1]; j-- {
			each[j], each[j-1] = each[j-1], each[j]
		}
	}
	k, sum := int64(0), int64(0)
	for _, could := range each {
		if could == 0 {
			continue
		}
		k++
		sum += could
		if load*k*(k-1)*(100+leastSpare) > sum*n*(n-1)*100 {
			return false
		}
	}
	return true
}

// silence is the clock of law I6 for one server.
type silence struct {
	since sim.Time
	limit sim.Time
}

// checkFound states that a server which sends nothing, whatever the reason, gets
// nothing once its health checks have had their time.
func (m *model) checkFound(l *sim.Laws) {
	w, v := &m.watching, &m.lb.v
	up := l.Status(m.lbID) == sim.Up
	if !up || !w.wasUp {
		w.awake = l.Now()
	}
	w.wasUp = up
	worst := 0
	for i := range m.servers {
		s := &w.silent[i]
		since := max(v.heard[i], w.awake)
		if !up || !m.lb.permitted(i, true) || !m.lb.d.member[i] {
			since = l.Now()
		}
		if since != s.since {
			*s = silence{since: since}
		}
		s.limit = max(s.limit, m.lb.findsWithin(i)) // a setting that changes counts from the next round on
		if s.since+s.limit < w.silent[worst].since+w.silent[worst].limit {
			worst = i
		}
	}
	s := &w.silent[worst]
	overdue := l.Now() - s.since - s.limit
	l.Require(lawFound, overdue <= 0, int64(m.first)+int64(worst), int64(l.Now()-s.since), int64(s.limit))
}

// findsWithin returns how long a server may be silent until enough probes in a row
// have failed. One that waits longer for its answer than for the next round delays
// that round.
func (b *lb) findsWithin(i int) sim.Time {
	p := b.v.probing
	if p.interval == 0 {
		return 0
	}
	round := (p.timeout + p.interval - 1) / p.interval * p.interval
	return sim.Time(b.v.health[i].threshold)*max(round, p.interval) + p.timeout
}
