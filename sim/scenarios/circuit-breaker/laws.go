package circuitbreaker

import (
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
)

var laws = []sim.LawSpec{
	lawOpen: {ID: "I1", Name: sim.T("열려 있으면 부르지 않기", "Open means no calls"),
		Says: sim.T("브레이커가 열려 있는 동안 결제를 한 번도 부르지 않아요. 반열림에서는 정해진 수만 불러요.",
			"While the breaker is open no call goes to Payment; half-open at most halfOpenCalls are in flight or done."),
		Broken: sim.T("열린 동안 {a:n}건, 반열림에서 {b:n}건을 불렀어요. 반열림에 허용된 것은 {c:n}건이에요.",
			"{a:n} calls while open, {b:n} probes half-open where {c:n} are allowed.")},
	lawTurns: {ID: "I2", Name: sim.T("정해진 길로만 바뀜", "Only legal turns"),
		Says: sim.T("닫힘 → 열림 → 반열림 → 닫힘이나 열림으로만 바뀌어요. 열리려면 결과가 충분하고 비율이 기준에 닿아야 해요. 손으로 바꾼 것은 따로예요.",
			"Only closed → open → half-open → closed or open; opening takes min(minCalls, window) results and a rate at the threshold. An operator's hand is exempt."),
		Broken: sim.T("{a:state}에서 {b:state} 쪽으로 바뀌었어요. 결과 {c:n}건 중 나쁜 것은 {d:n}건이었어요.",
			"It turned from {a:state} to {b:state} on {d:n} bad of {c:n} results.")},
	lawLimits: {ID: "I3", Name: sim.T("한도를 넘지 않기", "Pools keep their limits"),
		Says:   sim.T("바쁜 스레드는 스레드 수를, 동시에 부르는 결제는 벌크헤드를 넘지 않아요.", "Busy threads never exceed the pool, nor concurrent Payment calls the bulkhead."),
		Broken: sim.T("스레드 {a:n}개, 결제 호출 {b:n}건이 한도를 넘었어요.", "{a:n} threads or {b:n} Payment calls beyond the limit.")},
	lawConserved: {ID: "I4", Name: sim.T("요청 보존", "No request vanishes"),
		Says: sim.T("보낸 요청 = 성공 + 업무 거절 + 오류 + 타임아웃 + 거절(브레이커, 벌크헤드, 대기열) + 포기 + 진행 중이에요.",
			"sent = ok + refused + error + timeout + rejected (open, bulkhead, queue) + given up + in progress."),
		Broken: sim.T("보낸 {a:n}건 가운데 {b:n}건만 셀 수 있어요.", "Of {a:n} requests sent only {b:n} are accounted for.")},
	lawCloses: {ID: "I5", Name: sim.T("살아나면 다시 닫힘", "It closes again"), Liveness: true,
		Says: sim.T("결제가 살아나고 주문이 들어오면, 열림 대기 시간과 시험 호출에 걸리는 시간 안에 브레이커가 닫혀요.",
			"Once Payment has recovered, and given traffic, the breaker is closed within waitOpen plus the time its probes take."),
		Broken: sim.T("결제가 살아난 지 {a:s} 넘게 지났는데 아직 {b:state} 상태예요.", "Payment has been well for over {a:s}, yet the breaker is {b:state}.")},
	lawMenu: {ID: "I6", Name: sim.T("메뉴는 산다", "/menu survives"),
		Says: sim.T("주문 서비스가 멀쩡하면 최근 /menu 100건 중 99건은 성공해요. 결제가 멈춰도요. 보호가 없으면 지키지 못해요.",
			"While the order service is well, 99 of the last 100 /menu requests succeed, whatever Payment does. Without protection this cannot be kept."),
		Broken: sim.T("최근 /menu 100건 가운데 {a:n}건만 성공했어요. 스레드 {b:n}개 중 {c:n}개가 결제를 기다려요.",
			"Only {a:n} of the last 100 /menu requests succeeded: {c:n} of the {b:n} threads wait for Payment.")},
}

// turnWatch is what Check remembers of the step before.
type turnWatch struct {
	state    breaker.State
	settings int64 // what the limit of I5 depends on, mixed
}

// menuWatch says from which /menu request on law I6 is judged.
type menuWatch struct {
	sickUntil sim.Time // when the service or the clients were last not running
	base      int64
}

// grace is how long after the service came back its /menu requests may still fail.
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
		legal = is == breaker.Open && last.Calls >= min(l.Param(pMinCalls), l.Param(pWindow)) && 100*last.Bad >= limit*last.Calls
	case breaker.Open:
		legal = is == breaker.HalfOpen
	case breaker.HalfOpen:
		legal = is == breaker.Open || is == breaker.Closed
	}
	l.Require(lawTurns, legal, int64(was), int64(is), last.Calls, last.Bad)
}

// checkCloses gives an open breaker, once Payment is well, the longest run of bad
// luck: probes under way fail, it waits again, and orders for the probes come late.
func (m *model) checkCloses(l *sim.Laws, b *breaker.Breaker) {
	settings := l.Param(pWaitOpen) + 3*l.Param(pTimeout) + 5*l.Param(pProbes) + 7*l.Param(pOrderRPS)
	same := settings == m.seen.settings
	m.seen.settings = settings
	forced := b.Last().Why == breaker.ByOperator && b.Last().At == int64(l.Now())
	probes := sim.Time(2*l.Param(pProbes)+16) * sim.Second / sim.Time(l.Param(pOrderRPS))
	limit := sim.Time(l.Param(pWaitOpen)+l.Param(pTimeout)) + probes + sim.Second
	state := b.State(int64(l.Now()))
	premise := same && !forced && m.well(l) && l.Param(pBreaker) == 1
	l.Within(lawCloses, premise, state == breaker.Closed, limit, int64(limit), int64(state))
}

// well reports whether Payment answers properly and in time for these settings.
func (m *model) well(l *sim.Laws) bool {
	_, calm := l.SinceFault()
	calm = calm && sim.Time(l.Param(pTimeout)) > 2*(payHop+payHigh) && sim.Time(l.Param(pSlowCall)) > 2*(payHop+payHigh)
	for _, p := range m.pays {
		d := p.d
		calm = calm && d.errors == 0 && !d.bad && (d.refusals == 0 || l.Param(pRefusals) == refusalSuccess)
	}
	return calm
}

// checkMenu judges /menu while the service and its clients run.
func (m *model) checkMenu(l *sim.Laws) {
	v := &m.clients.v
	if l.Status(m.orderID) != sim.Up || l.Status(m.clientsID) != sim.Up {
		m.menu.sickUntil = l.Now()
	}
	if l.Now()-m.menu.sickUntil < grace || v.menuEnded < m.menu.base {
		m.menu.base = v.menuEnded
	}
	good := v.recent[routeMenu].good
	judged := v.menuEnded-m.menu.base >= recentSize
	l.Require(lawMenu, !judged || good >= recentSize*99/100, good, l.Param(pThreads), m.order.v.calling)
}
