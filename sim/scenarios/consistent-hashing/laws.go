package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/sim"
)

// The laws of the sheet.
const (
	lawOwner sim.Law = iota
	lawMinimal
	lawSet
	lawBounded
	lawCounts
	lawAnswered
)

// around is how long after the last change reads to dead servers may still be lost:
// a load under way may be lost and keeps readers of its key waiting until it is given
// up; the router needs its probes, and every hop its time.
const around = loadTimeout + (silent+1)*probeEvery + 10*linkTime

var laws = []sim.LawSpec{
	lawOwner: {ID: "I1", Name: sim.T("키마다 주인은 하나", "One owner per key"),
		Says:   sim.T("모든 키에 주인이 꼭 하나 있어요. 복제 수가 r이면 서로 다른 서버 min(r, N)대가 맡아요.", "Every key has exactly one owner; with r replicas exactly min(r, N) distinct servers."),
		Broken: sim.T("키 {a:n}개를 맡은 서버 수가 맞지 않아요.", "{a:n} keys do not have the right number of distinct servers.")},
	lawMinimal: {ID: "I2", Name: sim.T("꼭 필요한 키만 이사", "Minimal movement"),
		Says: sim.T("링과 랑데부에서는, 더하면 새 서버로 가는 키만, 빼면 그 서버에 있던 키만 움직여요. 나머지 방식은 지키지 못해요.",
			"Ring, rendezvous: when a server joins, keys move only to it; when one leaves, only its keys move. Modulo cannot keep this."),
		Broken: sim.T("옮긴 키 {b:n}개 가운데 {a:n}개는 바뀐 서버와 상관없이 움직였어요.", "Of {b:n} keys moved, {a:n} had nothing to do with the server that changed.")},
	lawSet: {ID: "I3", Name: sim.T("배치는 서버 집합만 따름", "Placement depends on the set only"),
		Says:   sim.T("들어온 순서와 시각은 배치에 남지 않아요. 같은 서버들로 처음부터 다시 만들어도 똑같아요.", "Neither the order of joining nor time leaves a trace: made anew from the same servers, the placement is the same."),
		Broken: sim.T("처음부터 다시 만든 배치와 키 {a:n}개가 달라요.", "{a:n} keys live elsewhere in a placement made anew.")},
	lawBounded: {ID: "I4", Name: sim.T("부하 상한", "Bounded load"),
		Says:   sim.T("부하 상한을 둔 링에서는 어느 서버도 ⌈c × 평균⌉보다 많은 키를, 최근 읽기에서 그보다 큰 몫을 맡지 않아요.", "In ring-bounded no server owns more than ⌈c × average⌉ keys, or takes more of the last reads."),
		Broken: sim.T("{a:node|이/가} 상한을 넘었어요. 상한을 넘은 서버 {b:n}대, 읽기 {c:n}건.", "{a:node} is above its cap: {b:n} servers by keys, {c:n} reads.")},
	lawCounts: {ID: "I5", Name: sim.T("읽기와 미스의 셈", "Reads and misses add up"),
		Says: sim.T("서버마다 읽기 = 히트 + 미스, 미스 = 원본 요청 + 합쳐진 것이에요. 클라이언트의 읽기도 답, 실패, 대기로 남김없이 나뉘어요.",
			"At every server gets = hits + misses and misses = origin loads + coalesced; every client's read is answered, failed or waiting."),
		Broken: sim.T("{a:node}의 셈이 맞지 않아요. {b:n|과/와} {c:n}.", "The counts of {a:node} do not add up: {b:n} and {c:n}.")},
	lawAnswered: {ID: "I6", Name: sim.T("죽은 서버를 피해 답하기", "Answered around the dead"), Liveness: true,
		Says: sim.T("서버 몇 대가 죽었거나 라우터와 끊겨 있어도 나머지가 멀쩡하면, 2.755초가 지난 뒤에 보낸 읽기는 모두 답을 받아요. 원본 DB가 넘쳐서 거절한 읽기는 따로예요.",
			"Servers may be dead or cut off from the router: if all else is well, every read sent 2.755 s later is answered, or refused by a full origin."),
		Broken: sim.T("멀쩡해진 지 {a:s} 뒤에 보낸 읽기를 잃었어요. 멀쩡한 서버는 {b:n}대, 닿지 않는 서버는 {c:n}대예요.",
			"A read was lost that was sent {a:s} after all was well but the dead: {b:n} servers are well, {c:n} out of reach.")},
}

// calmWatch says since when law I6 may be judged.
type calmWatch struct {
	since sim.Time
	seen  standing
}

// standing is what law I6 sees of the servers: when it changes, reads may be lost anew.
type standing struct {
	listed  weights
	reached [maxServers]bool // up, and not cut off from the router
}

// Check states the laws. The placement was judged when it was made; here counters
// are compared.
func (m *model) Check(l *sim.Laws) {
	j := m.judge
	l.Require(lawOwner, j.badKeys == 0, j.badKeys)
	judged := j.last != nil && minimal(j.last.set.mode) && !j.change.changed
	l.Require(lawMinimal, !judged || j.change.strayed == 0, j.change.strayed, j.change.moved)
	l.Require(lawSet, j.unlike == 0, j.unlike)

	where := m.router.v.where
	if j.over > 0 {
		where = int64(m.first) + int64(j.fullest)
	}
	l.Require(lawBounded, j.over == 0 && m.router.v.overcap == 0, where, j.over, m.router.v.overcap)

	m.checkAnswered(l)

	node, left, right := int64(m.clientsID), m.clients.v.sent, int64(0)
	right = m.clients.v.ok + m.clients.v.failed + m.clients.v.timedOut + m.clients.v.inFlight
	for i, s := range m.servers {
		v := &s.v
		if v.gets != v.hits+v.misses {
			node, left, right = int64(m.first)+int64(i), v.gets, v.hits+v.misses
		}
		if v.misses != v.sent+v.coalesced {
			node, left, right = int64(m.first)+int64(i), v.misses, v.sent+v.coalesced
		}
	}
	l.Require(lawCounts, left == right, node, left, right)
}

// checkAnswered holds the router to its promise: a dead server is noticed and its keys
// are read elsewhere. It sees what its probes see: a server that is there but cannot
// reach the origin, or a link that loses a part, is beyond it, and the law says nothing.
func (m *model) checkAnswered(l *sim.Laws) {
	seen, well, dead, sound := m.look(l)
	if !sound || well == 0 || seen != m.calm.seen {
		m.calm = calmWatch{l.Now(), seen}
	}
	late := m.clients.v.lastLost - m.calm.since
	l.Require(lawAnswered, late <= around, int64(late), well, dead)
}

// onTime reports whether a link is as it should be and nothing that a lag held up is
// still under way on it.
func onTime(l *sim.Laws, a, b sim.NodeID) bool {
	return l.Clear(a, b) && l.Backlog(a, b) <= linkTime && l.Backlog(b, a) <= linkTime
}

// look counts the listed servers that are well, and those out of reach. Sound is
// false when anything else is wrong.
func (m *model) look(l *sim.Laws) (seen standing, well, dead int64, sound bool) {
	db := &m.db.v
	sound = l.Well(m.clientsID) && l.Well(m.routerID) && l.Well(m.dbID) && onTime(l, m.clientsID, m.routerID) &&
		db.queue.len() <= queueLimit(l.Param(pCapacity)) && !(db.busy && l.Now() > db.due)
	seen.listed = m.router.d.registered
	for i, weight := range seen.listed {
		id := m.first + sim.NodeID(i)
		seen.reached[i] = l.Status(id) == sim.Up && !l.Cut(m.routerID, id) && !l.Cut(id, m.routerID)
		switch {
		case weight == 0:
		case !seen.reached[i]:
			dead++
		case l.Well(id) && onTime(l, m.routerID, id) && onTime(l, id, m.dbID):
			well++
		default:
			sound = false
		}
	}
	return seen, well, dead, sound
}
