package saga

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The metrics, in the order of metrics.
const (
	mRunning sim.Metric = iota
	mCompleted
	mCompensated
	mStuck
	mForgotten
	mLatency
	mCharges
	mRefunds
	mRefundShare
	mDoubles
	mMoney
	mReads
	mDirty
	mReplays
	mSwallowed
	mLate
	mUnknown
	mRetries
	mGaveUp
)

var metrics = []sim.MetricSpec{
	{ID: "running", Name: sim.T("진행 중인 사가", "Sagas running"), Kind: sim.Gauge, Chart: "sagas", Tone: scene.Request},
	{ID: "completed", Name: sim.T("완료된 사가", "Sagas completed"), Kind: sim.Gauge, Chart: "sagas", Tone: scene.Good},
	{ID: "compensated", Name: sim.T("되돌린 사가", "Sagas compensated"), Kind: sim.Gauge, Chart: "sagas", Tone: scene.Warn},
	{ID: "stuck", Name: sim.T("보류된 사가", "Sagas parked"), Kind: sim.Gauge, Chart: "sagas", Tone: scene.Bad},
	{ID: "forgotten", Name: sim.T("잊힌 사가", "Sagas forgotten"), Kind: sim.Gauge, Chart: "sagas", Tone: scene.Bad},
	{ID: "latency", Name: sim.T("주문에서 답까지", "Order to answer"), Kind: sim.Distribution, Unit: "ns", Chart: "latency"},
	{ID: "charges", Name: sim.T("결제", "Charges"), Kind: sim.Counter, Chart: "money", Tone: scene.Request},
	{ID: "refunds", Name: sim.T("환불", "Refunds"), Kind: sim.Counter, Chart: "money", Tone: scene.Warn},
	{ID: "refundShare", Name: sim.T("환불 비율", "Refund share"), Kind: sim.Gauge, Unit: "ppm", Chart: "refund share", Tone: scene.Warn},
	{ID: "doubleCharged", Name: sim.T("두 번 결제된 주문", "Orders charged twice"), Kind: sim.Gauge, Chart: "wrong", Tone: scene.Bad},
	{ID: "moneyOff", Name: sim.T("맞지 않는 금액(원)", "Money out of balance (won)"), Kind: sim.Gauge, Tone: scene.Bad},
	{ID: "reads", Name: sim.T("진행 중 조회", "Looks at orders"), Kind: sim.Counter},
	{ID: "dirtyReads", Name: sim.T("더티 리드", "Dirty reads"), Kind: sim.Counter, Chart: "dirty reads", Tone: scene.Warn},
	{ID: "replays", Name: sim.T("로그로 되살린 사가", "Sagas replayed from the log"), Kind: sim.Counter, Tone: scene.Election},
	{ID: "swallowed", Name: sim.T("멱등으로 흡수한 중복", "Duplicates absorbed"), Kind: sim.Counter, Tone: scene.Good},
	{ID: "late", Name: sim.T("묘비에 막힌 늦은 명령", "Late commands refused"), Kind: sim.Counter, Tone: scene.Warn},
	{ID: "unknown", Name: sim.T("결과를 모르는 명령", "Commands without an answer"), Kind: sim.Counter, Chart: "unknown", Tone: scene.Warn},
	{ID: "retries", Name: sim.T("손님의 재시도", "Buyers' retries"), Kind: sim.Counter, Chart: "retries", Tone: scene.Warn},
	{ID: "gaveUp", Name: sim.T("답을 못 듣고 떠난 손님", "Buyers who gave up"), Kind: sim.Counter, Chart: "retries", Tone: scene.Bad},
}
