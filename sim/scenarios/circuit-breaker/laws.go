package circuitbreaker

import (
	"math/bits"

	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
)

const (
	lawOpen sim.Law = iota
	lawTurns
	lawLimits
	lawConserved
	lawCloses
	lawMenu
	lawShut
)

var laws = []sim.LawSpec{
	lawOpen: {ID: "I1", Name: sim.T("열려 있으면 부르지 않기", "Open means no calls"),
		Says: sim.T("브레이커가 열려 있는 동안 결제를 한 번도 부르지 않아요. 반열림에서는 정해진 수만 불러요.",
			"While the breaker is open no call goes to Payment; half-open at most halfOpenCalls are in flight or done."),
		Broken: sim.T("열린 동안 {a:n}건, 반열림에서 {b:n}건을 불렀어요. 반열림에 허용된 것은 {c:n}건이에요.",
			"{a:n} calls while open, {b:n} probes half-open where {c:n} are allowed.")},
	lawTurns: {ID: "I2", Name: sim.T("정해진 길로만 바뀜", "Only legal turns"),
		Says: sim.T("닫힘 → 열림 → 반열림 → 닫힘이나 열림으로만 바뀌어요. 열리려면 결과가 충분하고 비율이 기준에 닿아야 해요. 강제로 바꾼 것은 따로예요.",
			"Only closed → open → half-open → closed or open; opening takes min(minCalls, window) results and a rate at the threshold. An operator's hand is exempt."),
		Broken: sim.T("{a:state}에서 {b:state} 쪽으로 바뀌었어요. 결과 {c:n}건 중 나쁜 것은 {d:n}건이었어요.",
			"It turned from {a:state} to {b:state} on {d:n} bad of {c:n} results.")},
	lawLimits: {ID: "I3", Name: sim.T("한도를 넘지 않기", "Pools keep their limits"),
		Says:   sim.T("바쁜 스레드는 스레드 수를, 동시에 부르는 결제는 벌크헤드를 넘지 않아요.", "Busy threads never exceed the pool, nor concurrent Payment calls the bulkhead."),
		Broken: sim.T("스레드 {a:n}개, 결제 호출 {b:n}건이 한도를 넘었어요.", "{a:n} threads or {b:n} Payment calls beyond the limit.")},
	lawConserved: {ID: "I4", Name: sim.T("요청 보존", "No request vanishes"),
		Says: sim.T("보낸 요청 = 성공 + 거래 거절 + 오류 + 타임아웃 + 거절(브레이커, 벌크헤드, 대기열) + 포기 + 진행 중이에요.",
			"sent = ok + refused + error + timeout + rejected (open, bulkhead, queue) + given up + in progress."),
		Broken: sim.T("보낸 {a:n}건 가운데 {b:n}건만 셀 수 있어요.", "Of {a:n} requests sent only {b:n} are accounted for.")},
	lawCloses: {ID: "I5", Name: sim.T("살아나면 다시 닫힘", "It closes again"), Liveness: true,
		Says: sim.T("주문이 들어오고, 고장 난 결제 인스턴스가 시험 호출을 실패로 만들 만큼 많지 않으면, 열림 대기 시간과 시험 호출에 걸리는 시간 안에 브레이커가 닫혀요.",
			"Given traffic, and too few ill Payment instances to fail the probes, the breaker is closed within waitOpen plus the time its probes take."),
		Broken: sim.T("결제가 살아난 지 {a:s} 넘게 지났는데 아직 {b:state} 상태예요. 고장 난 인스턴스는 {c:n}대예요.",
			"Payment has been well for over {a:s}, but for {c:n} instances, yet the breaker is {b:state}.")},
	lawMenu: {ID: "I6", Name: sim.T("메뉴 가용성", "/menu survives"),
		Says: sim.T("주문 서비스, 클라이언트, 둘 사이의 망이 멀쩡하면 최근 /menu 100건 중 99건은 성공해요. 결제가 멈춰도요. 보호가 없으면 지키지 못해요.",
			"While the order service, its clients and the network between them are well, 99 of the last 100 /menu requests succeed, whatever Payment does. Without protection this cannot be kept."),
		Broken: sim.T("최근 /menu 100건 가운데 {a:n}건만 성공했어요. 스레드 {b:n}개 중 {c:n}개가 결제를 기다려요.",
			"Only {a:n} of the last 100 /menu requests succeeded: {c:n} of the {b:n} threads wait for Payment.")},
	lawShut: {ID: "I7", Name: sim.T("막힌 채로 남지 않음", "Never shut for good"), Liveness: true,
		Says: sim.T("어떤 장애가 이어져도, 열림은 열림 대기 시간까지만 주문을 거절해요. 반열림에서 시험 호출이 다 나가면 가장 긴 결제 타임아웃 안에 끝나거나 자리가 돌아와요.",
			"Whatever fault stands, open refuses orders for waitOpen only, and half-open without a probe left ends, or gets one back, within the longest Payment timeout."),
		Broken: sim.T("{a:state}: 주문을 거절한 지 {b:s|이/가} 넘었어요. 더 보낼 수 있는 시험 호출은 {c:n}건, 진행 중인 결제 호출은 {d:n}건이에요.",
			"{a:state}: orders have been refused for over {b:s}, with {c:n} probes left to send and {d:n} calls under way.")},
}

// turnWatch is what Check remembers of the step before.
type turnWatch struct {
	state    breaker.State
	settings int64 // what the limit of I5 depends on, mixed
	ill      int64 // which Payment instances are ill, a bit each
}

// menuWatch says from which /menu request on law I6 is judged.
type menuWatch struct {
	sickUntil sim.Time // when service, clients or the way between them were last not well
	base      int64
}

// grace is how long after all is well again /menu may still fail: what the network
// held up comes in a burst, the line is worked off, and clients give up what was lost,
// all within the longest timeout and a little.
const grace = 12 * sim.Second

// Check states the laws. It only compares counters that the nodes keep.
func (m *model) Check(l *sim.Laws) {
	v, p := &m.clients.v, &m.order.v.laws
	counted := v.open + v.gaveUp
	for _, n := range v.ended {
		counted += n
	}
	l.Require(lawConserved, v.sent == counted && v.open >= 0, v.sent, counted)
	l.Require(lawOpen, p.callsWhileOpen == 0 && p.probesMost <= p.probesAllowed, p.callsWhileOpen, p.probesMost, p.probesAllowed)
	l.Require(lawLimits, p.overThreads <= 0 && p.overBulkhead <= 0, p.overThreads, p.overBulkhead)
	m.checkMenu(l)
	if b := m.order.v.breaker; b != nil {
		m.checkTurn(l, b)
		m.checkCloses(l, b)
		m.checkShut(l, b)
	}
}

// checkTurn judges the turn that a step has taken; a restarted process begins anew.
func (m *model) checkTurn(l *sim.Laws, b *breaker.Breaker) {
	was, is := m.seen.state, b.State(int64(l.Now()))
	m.seen.state = is
	last := b.Last()
	if was == is || last.Why == breaker.Begun || last.Why == breaker.ByOperator {
		l.Require(lawTurns, true)
		return
	}
	legal := false
	switch was {
	case breaker.Closed:
		limit := l.Param(pFailureRate)
		if last.Why == breaker.SlowRate {
			limit = l.Param(pSlowRate)
		}
		legal = is == breaker.Open && last.Calls >= needed(l.Param) && 100*last.Bad >= limit*last.Calls
	case breaker.Open:
		legal = is == breaker.HalfOpen
	case breaker.HalfOpen:
		legal = is == breaker.Open || is == breaker.Closed
	}
	l.Require(lawTurns, legal, int64(was), int64(is), last.Calls, last.Bad)
}

// checkCloses gives a breaker, once Payment is well but for a few instances, the
// longest run of bad luck: probes under way fail, it waits again, orders for the probes
// come late, and those to ill instances take a timeout each, one after the other.
func (m *model) checkCloses(l *sim.Laws, b *breaker.Breaker) {
	settings := l.Param(pWaitOpen) + 3*l.Param(pTimeout) + 5*l.Param(pProbes) + 7*l.Param(pOrderRPS) +
		11*l.Param(pMinCalls) + 13*l.Param(pFailureRate) + 17*l.Param(pSlowRate) + 19*l.Param(pSlowCall) + 23*l.Param(pRefusals)
	ill, failing := m.ill(l)
	same := settings == m.seen.settings && ill == m.seen.ill
	m.seen.settings, m.seen.ill = settings, ill
	forced := b.Last().Why == breaker.ByOperator && b.Last().At == int64(l.Now())
	probes := sim.Time(2*l.Param(pProbes)+16) * sim.Second / sim.Time(l.Param(pOrderRPS))
	limit := sim.Time(l.Param(pWaitOpen)+(1+failing)*l.Param(pTimeout)) + probes + sim.Second
	state := b.State(int64(l.Now()))
	premise := same && !forced && l.Param(pBreaker) == 1 && m.flows(l) && m.pass(l, failing)
	l.Within(lawCloses, premise, state == breaker.Closed, limit, int64(limit), int64(state), int64(bits.OnesCount64(uint64(ill))))
}

// flows reports whether orders reach a service that is well.
func (m *model) flows(l *sim.Laws) bool {
	return l.Well(m.clientsID) && l.Well(m.orderID) && onTime(l, m.clientsID, m.orderID, clientHop)
}

// onTime reports whether a link is as it should be and nothing that a lag held up is
// still under way on it.
func onTime(l *sim.Laws, a, b sim.NodeID, hop sim.Time) bool {
	return l.Clear(a, b) && l.Backlog(a, b) <= hop && l.Backlog(b, a) <= hop
}

// ill says which instances may fail a call, and how many of the probes, which go to one
// after the other, can meet them at most.
func (m *model) ill(l *sim.Laws) (ill, probes int64) {
	count := int64(0)
	for i := range m.order.instances {
		d, id := m.pays[i].d, m.first+sim.NodeID(i)
		refusing := d.refusals > 0 && l.Param(pRefusals) != refusalSuccess
		if d.errors > 0 || d.bad || refusing || !l.Well(id) || !onTime(l, m.orderID, id, payHop) {
			ill |= 1 << i
			count++
		}
	}
	rounds, rest := l.Param(pProbes)/m.order.instances, l.Param(pProbes)%m.order.instances
	return ill, rounds*count + min(rest, count)
}

// pass reports whether the probes are good enough for these settings when so many of
// them fail, be they the first to end.
func (m *model) pass(l *sim.Laws, failing int64) bool {
	inTime := 2 * (payHop + payHigh)
	judged := max(min(l.Param(pMinCalls), l.Param(pProbes)), 1)
	bad := 100 * min(failing, judged)
	return sim.Time(l.Param(pTimeout)) > inTime && sim.Time(l.Param(pSlowCall)) > inTime &&
		bad < l.Param(pFailureRate)*judged && bad < l.Param(pSlowRate)*judged
}

// checkShut watches that nobody is kept out by a probe that never ends or a permit
// that never comes back. The service must run: a paused one hears no timeout.
func (m *model) checkShut(l *sim.Laws, b *breaker.Breaker) {
	v := &m.order.v
	state, left := b.State(int64(l.Now())), b.Permits()
	shut := state == breaker.HalfOpen && left == 0
	limit := v.laws.probeLongest
	if v.laws.refusedLate > 0 {
		limit = sim.Time(l.Param(pWaitOpen))
		l.Require(lawShut, false, int64(state), int64(limit), left, v.calling)
		return
	}
	running := l.Status(m.orderID) == sim.Up && l.Param(pBreaker) == 1
	l.Within(lawShut, running && shut, false, limit, int64(state), int64(limit), left, v.calling)
}

// checkMenu judges /menu while whoever takes part in it is well.
func (m *model) checkMenu(l *sim.Laws) {
	v := &m.clients.v
	if !m.flows(l) {
		m.menu.sickUntil = l.Now()
	}
	if l.Now()-m.menu.sickUntil < grace || v.menuEnded < m.menu.base {
		m.menu.base = v.menuEnded
	}
	good := v.recent[routeMenu].good
	judged := v.menuEnded-m.menu.base >= recentSize
	l.Require(lawMenu, !judged || good >= recentSize*99/100, good, l.Param(pThreads), m.order.v.calling)
}
