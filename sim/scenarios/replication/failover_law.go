package replication

import (
	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// onTime reports whether no message among the copies, the manager and the router
// still waits behind what a lag held up that is over now.
func (m *model) onTime(l *sim.Laws) bool {
	var nodes [maxCopies + 2]sim.NodeID
	n := copy(nodes[:], m.layout.copies[:m.layout.count])
	nodes[n], nodes[n+1] = m.layout.fm, m.layout.router
	for _, a := range nodes[:n+2] {
		for _, b := range nodes[:n+2] {
			if a != b && l.Backlog(a, b) > 2*hop {
				return false
			}
		}
	}
	return true
}

// joined reports whether two nodes talk to each other as usual.
func joined(l *sim.Laws, a, b sim.NodeID) bool {
	return l.Clear(a, b) && l.Backlog(a, b) <= 2*hop && l.Backlog(b, a) <= 2*hop
}

// requireFailover states that an outage ends while faults last, as long as there is
// somebody to end it: a manager, a router, an app and a copy that are sound and reach
// each other. The copy's log must be as long as any that the manager could be told
// of, since of two logs the manager rightly prefers the longer, and waits for it.
func (m *model) requireFailover(l *sim.Laws) {
	app := m.soundApp(l)
	spare, suspects := nobody, 0
	if app != nobody {
		spare, suspects = m.spare(l, m.layout.apps[app])
	}
	if spare == nobody {
		m.judge.stuck = l.Now()
		l.Within(lawFailover, false, true, 0)
		return
	}
	fm := m.fm
	detect, apply := sim.Time(l.Param(pDetect)), sim.Time(l.Param(pApply))
	limit := 2*detect + sim.Time(2*suspects+1)*(patience(detect, apply)+2*sim.Second)
	// A lease granted under a longer detection time must be waited for.
	counting := fm.v.leaseUntil-l.Now() <= 2*detect
	accepting := m.accepting(l, app)
	if !counting || accepting {
		m.judge.stuck = l.Now()
	}
	since := l.Now() - m.judge.stuck
	l.Within(lawFailover, counting, accepting, limit, int64(m.layout.copies[spare]), int64(since))
}

// accepting reports whether the newest primary lately could accept writes, is in
// touch with the manager in at least one way, and an app's route leads to it.
func (m *model) accepting(l *sim.Laws, app int) bool {
	owner := m.layout.copies[m.judge.owner]
	return l.Now()-m.judge.served <= sim.Second && !l.Cut(owner, m.layout.fm) &&
		m.clients[app].v.epoch == m.judge.epoch && int(m.clients[app].v.primary) == m.judge.owner
}

// soundApp returns an app that reaches the router, which the manager reaches.
func (m *model) soundApp(l *sim.Laws) int {
	if !l.Well(m.layout.fm) || !l.Well(m.layout.router) || !joined(l, m.layout.fm, m.layout.router) {
		return nobody
	}
	for i, app := range m.layout.apps {
		if l.Well(app) && joined(l, app, m.layout.router) {
			return i
		}
	}
	return nobody
}

// spare returns a sound copy that the manager and the app reach and whose log is as
// long as any that may answer, and how many copies may be promoted before it in vain. One that is paused or unheard cannot answer.
func (m *model) spare(l *sim.Laws, app sim.NodeID) (spare, suspects int) {
	spare = nobody
	var best, longest rules.Candidate
	for i := range m.layout.count {
		id := m.layout.copies[i]
		log := &m.copies[i].d.log
		mine := rules.Candidate{Epoch: log.Epoch(), Received: log.End()}
		sound := l.Well(id) && joined(l, id, m.layout.fm)
		mute := l.Status(id) != sim.Up || (l.Cut(id, m.layout.fm) && l.Cut(m.layout.fm, id))
		if !sound {
			suspects++
		}
		if !mute && rules.Promote([]rules.Candidate{longest, mine}) == 1 {
			longest = mine
		}
		if sound && joined(l, id, app) && (spare == nobody || rules.Promote([]rules.Candidate{best, mine}) == 1) {
			spare, best = i, mine
		}
	}
	if spare != nobody && !best.SameLog(longest) {
		spare = nobody
	}
	return spare, suspects
}
