package saga

import "github.com/kookmin-msa-study/msalab/sim"

const (
	lawEnds sim.Law = iota
	lawReverse
	lawForward
	lawOnce
	lawBalance
)

var laws = []sim.LawSpec{
	{ID: "I1", Name: sim.T("시작한 사가는 끝난다", "Every saga ends"), Liveness: true,
		Says: sim.T("시작한 사가는 장애가 없으면 타임아웃과 재시도를 다 합친 시간 안에 완료되거나 되돌려지거나 보류돼요.",
			"Without faults, every saga that began is completed, compensated or parked within the time that all timeouts and retries can take."),
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
}

// Check implements sim.Model: counters that the judge keeps.
func (m *model) Check(l *sim.Laws) {
	j := m.judge
	m.checkEnds(l)
	l.Require(lawReverse, j.outOfTurn == 0, j.culprit[0], j.culprit[1])
	l.Require(lawForward, j.afterPivot == 0, j.culprit[0], j.culprit[1])
	l.Require(lawOnce, j.twice == 0, j.culprit[0], j.culprit[1])
	l.Require(lawBalance, j.wrong == 0, j.wrong, j.money*price)
}

// checkEnds gives every saga the time it may take after the last fault.
func (m *model) checkEnds(l *sim.Laws) {
	j := m.judge
	since, calm := l.SinceFault()
	r := j.row(j.oldest)
	if r == nil || !calm {
		l.Require(lawEnds, j.gone == 0, j.oldest, 0, j.counts[stForgotten])
		return
	}
	age := min(l.Now()-r.since, since)
	l.Require(lawEnds, j.gone == 0 && age <= patience(l), r.id, int64(l.Now()-r.start), j.counts[stForgotten])
}

// patience is how long a saga may take: every step may time out once, and each of
// the three that can be undone may use up all its retries.
func patience(l *sim.Laws) sim.Time {
	retries := l.Param(pRetryMax)
	wait, sum := l.Param(pBackoff), int64(0)
	for n := int64(0); n < retries; n++ {
		sum += wait
		wait = min(wait*2, l.Param(pBackoff)*backoffGrowth)
	}
	timeout := l.Param(pTimeout)
	once := acts*(timeout+l.Param(pStep)) + 3*((retries+1)*timeout+sum)
	return sim.Time(once) + sim.Second
}
