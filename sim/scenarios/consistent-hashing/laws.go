package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// The laws of the sheet.
const (
	lawOwner sim.Law = iota
	lawMinimal
	lawSet
	lawBounded
	lawCounts
)

var laws = []sim.LawSpec{
	lawOwner: {ID: "I1", Name: sim.T("키마다 주인은 하나", "One owner a key"),
		Says:   sim.T("모든 키에 주인이 꼭 하나 있어요. 복제 수가 r이면 서로 다른 서버 min(r, N)대가 맡아요.", "Every key has exactly one owner; with r replicas exactly min(r, N) distinct servers."),
		Broken: sim.T("키 {a:n}개를 맡은 서버 수가 맞지 않아요.", "{a:n} keys do not have the right number of distinct servers.")},
	lawMinimal: {ID: "I2", Name: sim.T("꼭 필요한 키만 이사", "Only what must move moves"),
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
