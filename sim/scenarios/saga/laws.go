package saga

import "github.com/kookmin-msa-study/msalab/sim"

const (
	lawEnds sim.Law = iota
	lawReverse
	lawForward
	lawOnce
	lawBalance
	lawForth
)

var laws = []sim.LawSpec{
	{ID: "I1", Name: sim.T("모든 사가의 종료", "Every saga ends"), Liveness: true,
		Says: sim.T("오케스트레이터가 살아 있으면 시작한 사가는 서비스에 무슨 일이 있어도 타임아웃과 재시도를 다 합친 시간 안에 완료되거나 되돌려지거나 보류돼요. 다시 켜질 때마다 타임아웃 한 번만큼 더 걸려요. 피벗 뒤는 I6이에요.",
			"While the orchestrator is up, every saga that began is completed, compensated or parked within the time that all timeouts and retries can take, whatever befalls the services; each restart adds one timeout. Past the pivot I6 applies."),
		Broken: sim.T("사가 {a|이/가} {b:s} 동안 끝나지 않았어요. 아무도 기억하지 못하는 사가가 {c}건이에요.",
			"Saga {a} has not ended for {b:s}; sagas that nobody remembers: {c}.")},
	{ID: "I2", Name: sim.T("거꾸로만 되돌린다", "Undone in reverse"),
		Says: sim.T("보상은 거절이나 타임아웃 뒤에만, 명령을 보낸 단계에만, 보낸 순서의 반대로 보내요.",
			"Undo commands follow only a refusal or a timeout, only for steps whose command was sent, in the reverse order."),
		Broken: sim.T("사가 {a}에서 {b:act} 명령이 차례에 맞지 않게 나갔어요.", "In saga {a} the command to {b:act} left out of turn.")},
	{ID: "I3", Name: sim.T("피벗 뒤에는 앞으로만", "Only forward after the pivot"),
		Says:   sim.T("피벗이 성공하면 그 뒤로는 보상을 보내지 않고 재시도만 해요.", "After the pivot's ok no undo is ever sent, only retries."),
		Broken: sim.T("사가 {a}에서 피벗 뒤에 {b:act} 명령이 나갔어요.", "In saga {a} the command to {b:act} was sent after the pivot.")},
	{ID: "I4", Name: sim.T("효과는 한 번", "One effect each"),
		Says:   sim.T("사가와 단계와 종류마다 커밋되는 효과는 한 번뿐이에요.", "Each (saga, step, do or undo) is committed at most once."),
		Broken: sim.T("사가 {a}에서 {b:act} 효과가 두 번 커밋됐어요.", "In saga {a} the effect of {b:act} was committed twice.")},
	{ID: "I5", Name: sim.T("돈과 재고가 맞는다", "Money and stock balance"),
		Says: sim.T("결제에서 환불을 뺀 금액은 완료된 사가의 금액과 같아요. 재고도 같아요. 진행 중이거나 보류된 사가는 따로 세요.",
			"Charges minus refunds equal the price of completed sagas, and so does stock; what running and parked sagas hold is counted apart."),
		Broken: sim.T("결제나 재고가 {a}건 어긋났어요. 금액으로 {b:n}원이에요.", "{a} effects do not balance; in money that is {b:n} won.")},
	{ID: "I6", Name: sim.T("피벗 뒤의 진행", "On after the pivot"), Liveness: true,
		Says: sim.T("오케스트레이터가 살아 있으면 피벗을 지난 사가의 명령은 타임아웃과 가장 긴 간격이 지나기 전에 다시 나가요. 주문과 배송 서비스에 닿을 수 있게 되면 명령 두 번이 오가는 시간 안에 완료돼요.",
			"While the orchestrator is up, a saga past its pivot sends its command again before the timeout and the longest backoff are over; once the order and delivery services can be reached it is complete within the time of two commands."),
		Broken: sim.T("사가 {a|이/가} 피벗을 지난 지 {b:s}인데 완료되지 않았어요. 마지막 명령은 {c:s} 전에 나갔어요.",
			"Saga {a} passed its pivot {b:s} ago and is not complete; its last command left {c:s} ago.")},
}

// Check implements sim.Model: counters that the judge keeps.
func (m *model) Check(l *sim.Laws) {
	j := m.judge
	m.watch(l)
	m.checkEnds(l)
	m.checkForth(l)
	l.Require(lawReverse, j.outOfTurn == 0, j.culprit[0], j.culprit[1])
	l.Require(lawForward, j.afterPivot == 0, j.culprit[0], j.culprit[1])
	l.Require(lawOnce, j.twice == 0, j.culprit[0], j.culprit[1])
	l.Require(lawBalance, j.wrong == 0, j.wrong, j.money*price)
}

// watch moves the judge's clock on: it stands while the orchestrator is down or
// paused, and a restart puts it back by the one timeout that it may cost, since the
// command in doubt is sent again and waited for again.
func (m *model) watch(l *sim.Laws) {
	j, status := m.judge, l.Status(m.layout.orch)
	if j.up {
		j.ran += l.Now() - j.seen
	}
	if j.down && status == sim.Up {
		j.ran -= sim.Time(l.Param(pTimeout))
	}
	j.seen, j.up, j.down = l.Now(), status == sim.Up, status == sim.Down
	if !m.reachable(l) {
		j.trouble = j.ran
	}
	send := l.Param(pTimeout) + l.Param(pBackoff)*backoffGrowth + int64(flush)
	answer := int64(flush+2*hop) + l.Param(pStep)
	j.going.limit.set(l.Now(), j.ran, patience(l))
	j.asking.limit.set(l.Now(), j.ran, sim.Time(send))
	j.past.limit.set(l.Now(), j.ran, sim.Time(send+2*answer))
}

// reachable reports whether commands to the services after the pivot are carried
// out and answered as usual.
func (m *model) reachable(l *sim.Laws) bool {
	if !m.judge.up {
		return false
	}
	for _, i := range [2]int{svcOrder, svcDelivery} {
		if d := &m.services[i].d; d.loseNext > 0 || d.stallNext > 0 {
			return false
		}
	}
	if since, calm := l.SinceFault(); calm {
		return since > 0
	}
	for _, i := range [2]int{svcOrder, svcDelivery} {
		if id := m.layout.services[i]; !l.Well(id) || !l.Clear(m.layout.orch, id) {
			return false
		}
	}
	return true
}

// checkEnds gives every saga the time it may take.
func (m *model) checkEnds(l *sim.Laws) {
	j := m.judge
	id, late := j.going.late(j.ran, 0)
	start := j.startOf(id)
	if g := &j.gone; g.id != 0 && j.ran > j.going.limit.until(g.since) {
		id, late, start = g.id, true, g.start
	}
	l.Require(lawEnds, !late, id, int64(l.Now()-start), j.counts[stForgotten])
}

// checkForth asks whether sagas past their pivot go on.
func (m *model) checkForth(l *sim.Laws) {
	j := m.judge
	id, late := j.asking.late(j.ran, 0)
	if !late {
		id, late = j.past.late(j.ran, j.trouble)
	}
	if r := j.row(id); late && r != nil {
		l.Require(lawForth, false, id, int64(l.Now()-r.passed), int64(l.Now()-r.asked))
		return
	}
	l.Require(lawForth, true)
}

// patience is how long a saga may take up to its pivot or back: each of the three
// steps that can be undone may run into its timeout, and each may use up all the
// retries of its undo.
func patience(l *sim.Laws) sim.Time {
	retries := l.Param(pRetryMax)
	wait, sum := l.Param(pBackoff), int64(0)
	for n := int64(0); n < retries; n++ {
		sum += wait
		wait = min(wait*2, l.Param(pBackoff)*backoffGrowth)
	}
	timeout := l.Param(pTimeout)
	return sim.Time(3*(int64(flush)+timeout) + 3*(int64(flush)+(retries+1)*timeout+sum))
}
