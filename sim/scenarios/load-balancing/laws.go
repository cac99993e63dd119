package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

const (
	lawConserved sim.Law = iota
	lawEligible
	lawPolicy
	lawQueues
	lawRecovers
)

// Law I5: a queue is short below shortQueue, and must be so again in recoverTime.
const (
	shortQueue  = 50
	recoverTime = 10 * sim.Second
	// patience is how much longer than on average a pile-up may take, in percent.
	patience = 125
)

var laws = []sim.LawSpec{
	lawConserved: {ID: "I1", Name: sim.T("요청 보존", "No request vanishes"),
		Says:   sim.T("보낸 요청 = 성공 + 오류 + 타임아웃 + 처리 중. 어느 순간에나 그래요.", "sent = ok + error + timeout + in flight, at every instant."),
		Broken: sim.T("보낸 {a:n}건 가운데 {b:n}건만 셀 수 있어요.", "Of {a:n} requests sent only {b:n} are accounted for.")},
	lawEligible: {ID: "I2", Name: sim.T("빼 둔 서버로 보내지 않기", "Nothing to a server that is out"),
		Says:   sim.T("비정상이거나 드레이닝 중이거나 빼 둔 서버로는 새 요청을 보내지 않아요. L4에서는 새 연결을요.", "No request goes to a server marked unhealthy, draining or ejected; at L4, no new connection."),
		Broken: sim.T("빼 둔 서버로 {a:n}건을 보냈어요.", "{a:n} requests went to a server that was out.")},
	lawPolicy: {ID: "I3", Name: sim.T("방식대로 고르기", "The policy keeps its word"),
		Says: sim.T("라운드 로빈은 계속 대상이던 서버끼리 최대 한 건 차이가 나요. 최소 연결은 아는 것 중 최솟값을, P2C는 뽑은 둘 중 작은 쪽을 골라요.",
			"Round robin's counts differ by at most one over servers that stayed eligible; least-conn takes a minimum of its view, p2c of its two samples."),
		Broken: sim.T("{a:node} 선택이 방식에 어긋나요. 차이는 {b:n}건이에요.", "Choosing {a:node} broke the policy's rule; the counts differ by {b:n}.")},
	lawQueues: {ID: "I4", Name: sim.T("대기열 맞아떨어짐", "Queues add up"),
		Says: sim.T("서버마다 받은 것에서 답한 것을 빼면 대기와 처리 중의 합이에요. 음수는 없고, 로드 밸런서의 합도 맞아요.",
			"For every server accepted minus answered equals queue plus in service, never negative; the balancer's counts add up, too."),
		Broken: sim.T("{a:node}의 처리 중인 수 {b:n|이/가} 대기열 {c:n}건과 맞지 않아요.", "{a:node} has {b:n} in flight, but {c:n} in queue and service.")},
	lawRecovers: {ID: "I5", Name: sim.T("줄이 다시 짧아짐", "Queues become short again"), Liveness: true,
		Says: sim.T("전체 처리 능력이 남고 장애가 없으면, 모든 대기열이 10초 안에 50건 아래로 돌아와요. 많이 쌓인 뒤라면 제 몫을 받으며 치울 만큼 기다려요. 서버 속도가 다른 라운드 로빈은 지키지 못해요.",
			"With capacity to spare and no fault in force every queue is below 50 again within 10 s, or, after a pile-up, in the time its server needs at a fair share of the load. Round robin over unequal servers cannot keep this."),
		Broken: sim.T("전체로는 여유가 있는데 {a:node}의 대기열이 제때 50건 아래로 돌아오지 못했어요. 지금 {b:n}건이에요.",
			"The fleet has capacity to spare, but {a:node}'s queue has stayed at 50 or more for over 10 s: {b:n} now.")},
}

// Check states the laws. It only compares counters that the nodes keep.
func (m *model) Check(l *sim.Laws) {
	v := &m.clients.v
	counted := v.ok + v.failed + v.timedOut + v.inFlight
	l.Require(lawConserved, v.sent == counted && v.inFlight >= 0, v.sent, counted)

	b := &m.lb.v
	l.Require(lawEligible, b.badSends == 0, b.badSends)
	l.Require(lawPolicy, !b.turns.wrong && b.turns.spread <= 1, b.turns.server, b.turns.spread)
	m.checkQueues(l)
}

func (m *model) checkQueues(l *sim.Laws) {
	flights, longest := int64(0), 0
	good, culprit := true, 0
	for i, s := range m.servers {
		held := int64(s.v.waiting)
		if s.v.busy {
			held++
		}
		if s.v.accepted-s.v.answered != held || m.lb.v.inFlight[i] < 0 {
			good, culprit = false, i
		}
		flights += m.lb.v.inFlight[i]
		if s.v.waiting > m.servers[longest].v.waiting {
			longest = i
		}
	}
	s := m.servers[culprit]
	l.Require(lawQueues, good && flights == m.lb.v.opened,
		int64(m.first)+int64(culprit), s.v.accepted-s.v.answered, int64(s.v.waiting))

	m.checkRecovery(l, longest)
}

// checkRecovery gives a long queue recoverTime to become short again, or, after a
// pile-up, what the server needs for it, and a quarter, at its fair share of the load.
// The limit is set once, when the clock starts: a queue that grows earns no more.
func (m *model) checkRecovery(l *sim.Laws, longest int) {
	s := m.servers[longest]
	queue := int64(s.v.waiting)
	short := queue < shortQueue
	spare := int64(0)
	if !short && m.calm(l) {
		spare = m.capacity() - 1000*l.Param(pRPS)
	}
	switch {
	case spare <= 0:
		m.allowed = 0
	case m.allowed == 0:
		percent := m.capacity() * patience / spare
		m.allowed = max(recoverTime, sim.Time(queue)*s.v.mean/100*sim.Time(percent))
	}
	l.Within(lawRecovers, spare > 0, short, m.allowed, int64(m.first)+int64(longest), queue)
}

// calm reports whether no fault is in force, of the engine's or of this scenario's.
func (m *model) calm(l *sim.Laws) bool {
	_, calm := l.SinceFault()
	for _, s := range m.servers {
		calm = calm && !s.d.failFast && l.Now() >= s.v.coldUntil
	}
	return calm
}
