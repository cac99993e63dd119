package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

const (
	lawConserved sim.Law = iota
	lawEligible
	lawPolicy
	lawQueues
	lawRecovers
	lawFound
	lawOutliers
)

var laws = []sim.LawSpec{
	lawConserved: {ID: "I1", Name: sim.T("요청 보존", "No request vanishes"),
		Says:   sim.T("보낸 요청 = 성공 + 오류 + 타임아웃 + 처리 중. 어느 순간에나 그래요.", "sent = ok + error + timeout + in flight, at every instant."),
		Broken: sim.T("보낸 {a:n}건 가운데 {b:n}건만 확인돼요.", "Of {a:n} requests sent only {b:n} are accounted for.")},
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
	lawRecovers: {ID: "I5", Name: sim.T("대기열 회복", "Queues become short again"), Liveness: true,
		Says: sim.T("처리 능력이 10% 넘게 남고 장애가 없으면, 모든 대기열이 10초 안에 50건 아래로 돌아와요. 많이 쌓인 뒤라면 제 몫을 받으며 치울 만큼 기다려요. 장애로 사라진 요청이 타임아웃되면 그때부터 세요. 최소 연결과 P2C는 서버 한 대가 죽거나 느리거나 끊긴 동안에도 지켜요. 부하를 보지 않는 방식은 서버 속도가 다르면 지키지 못해요.",
			"With over 10 % of the capacity to spare and no fault in force every queue is below 50 again within 10 s, or, after a pile-up, in the time its server needs at a fair share of the load. The clock starts once requests that a fault swallowed have timed out. Least-conn and p2c keep this even while a server is dead, slow or cut off; policies that do not see the load cannot over unequal servers."),
		Broken: sim.T("전체로는 여유가 있는데 {a:node}의 대기열이 {c:s} 넘게 50건 이상이에요. 지금 {b:n}건이에요.",
			"The fleet has capacity to spare, but {a:node}'s queue has stayed at 50 or more for over {c:s}: {b:n} now.")},
	lawFound: {ID: "I6", Name: sim.T("죽은 서버 탐지", "Silent servers are found"), Liveness: true,
		Says: sim.T("아무 말이 없는 서버에는 헬스 체크 간격 × 임계에 타임아웃을 더한 시간이 지나면 더 보내지 않아요. 죽었든 멈췄든 끊겼든, 장애가 계속되는 동안에도 그래요.",
			"A server that sends nothing gets nothing after interval × threshold and the probe timeout, be it dead, paused or cut off, and while that lasts."),
		Broken: sim.T("{a:node}에서 {b:s} 동안 아무것도 오지 않았는데 아직 빼지 않았어요. {c:s} 안에 찾아야 해요.",
			"Nothing has come from {a:node} for {b:s}, and it is not out yet: health checks must find it within {c:s}.")},
	lawOutliers: {ID: "I7", Name: sim.T("아웃라이어 판정", "Outliers are judged as in Envoy"),
		Says: sim.T("연속 실패가 정한 수에 닿으면 바로 빼요. 500 응답만이 아니라 연결이 끊기거나 시간 안에 답이 없는 것도 실패예요. 빼 둔 서버가 등록된 서버의 정한 비율을 넘게 되면 빼지 않아요.",
			"A server is ejected with the failure that makes so many in a row, be it an error, a reset or an answer that did not come in time; and it is not if more than the allowed share of the registered servers would be out."),
		Broken: sim.T("{a:node|을/를} 잘못 판정했어요. 모두 {b:n}번이에요.", "{a:node} was judged wrongly, {b:n} verdicts in all.")},
}

// Check states the laws. It only compares counters that the nodes keep.
func (m *model) Check(l *sim.Laws) {
	v := &m.clients.v
	counted := v.ok + v.failed + v.timedOut + v.inFlight
	l.Require(lawConserved, v.sent == counted && v.inFlight >= 0, v.sent, counted)

	b := &m.lb.v
	l.Require(lawEligible, b.badSends == 0, b.badSends)
	l.Require(lawPolicy, !b.turns.wrong && b.turns.spread <= 1, b.turns.server, b.turns.spread)
	l.Require(lawOutliers, b.passive.wrong == 0, b.passive.culprit, b.passive.wrong)
	m.checkQueues(l)
	m.checkRecovery(l)
	m.checkFound(l)
}

func (m *model) checkQueues(l *sim.Laws) {
	flights := int64(0)
	good, culprit := true, 0
	for i, s := range m.servers {
		if s.v.accepted-s.v.answered != s.held() || m.lb.v.inFlight[i] < 0 {
			good, culprit = false, i
		}
		flights += m.lb.v.inFlight[i]
	}
	s := m.servers[culprit]
	l.Require(lawQueues, good && flights == m.lb.v.opened,
		int64(m.first)+int64(culprit), s.v.accepted-s.v.answered, int64(s.v.waiting))
}
