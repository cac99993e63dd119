package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	mSuccess   sim.Metric = iota // of /order; that of /menu follows
	mMenuShare                   // success of /menu
	mLatency                     // of /order; that of /menu follows
	mMenuTime                    // latency of /menu
	mBusy
	mCalling
	mQueue
	mState
	mCalls
	mSent
	mInProgress
	mGaveUp
	mFallbacks
	mEnded // by result, in the order of the results
)

var metrics = []sim.MetricSpec{
	mSuccess:    {ID: "order-success", Name: sim.T("/order 성공 (최근 100건)", "/order success, last 100"), Kind: sim.Gauge, Unit: "ppm", Chart: "success", Tone: scene.Request},
	mMenuShare:  {ID: "menu-success", Name: sim.T("/menu 성공 (최근 100건)", "/menu success, last 100"), Kind: sim.Gauge, Unit: "ppm", Chart: "success", Tone: scene.Good},
	mLatency:    {ID: "order-latency", Name: sim.T("/order 응답 시간", "/order latency"), Kind: sim.Distribution, Unit: "ns", Chart: "latency", Tone: scene.Request},
	mMenuTime:   {ID: "menu-latency", Name: sim.T("/menu 응답 시간", "/menu latency"), Kind: sim.Distribution, Unit: "ns", Chart: "menu-latency", Tone: scene.Good},
	mBusy:       {ID: "busy-threads", Name: sim.T("바쁜 스레드", "Busy threads"), Kind: sim.Gauge, Chart: "threads", Tone: scene.Warn},
	mCalling:    {ID: "calls-open", Name: sim.T("진행 중인 결제 호출", "Payment calls under way"), Kind: sim.Gauge, Chart: "threads", Tone: scene.Request},
	mQueue:      {ID: "accept-queue", Name: sim.T("대기열", "Accept queue"), Kind: sim.Gauge, Chart: "queue", Tone: scene.Bad},
	mState:      {ID: "breaker", Name: sim.T("브레이커 (0 닫힘, 1 반열림, 2 열림)", "Breaker (0 closed, 1 half-open, 2 open)"), Kind: sim.Gauge, Chart: "breaker", Tone: scene.Election},
	mCalls:      {ID: "payment-calls", Name: sim.T("결제 호출", "Calls to Payment"), Kind: sim.Counter, Chart: "calls", Tone: scene.Request},
	mSent:       {ID: "sent", Name: sim.T("보낸 요청", "Sent"), Kind: sim.Counter, Chart: "traffic", Tone: scene.Request},
	mInProgress: {ID: "in-progress", Name: sim.T("진행 중인 요청", "In progress"), Kind: sim.Gauge},
	mGaveUp:     {ID: "gave-up", Name: sim.T("클라이언트 포기", "Clients gave up"), Kind: sim.Counter, Chart: "failures", Tone: scene.Bad},
	mFallbacks:  {ID: "fallbacks", Name: sim.T("폴백으로 보여준 화면", "Fallbacks shown"), Kind: sim.Counter, Tone: scene.Warn},

	mEnded + resultOK:       {ID: "ok", Name: sim.T("성공", "Answered"), Kind: sim.Counter, Chart: "traffic", Tone: scene.Good},
	mEnded + resultRefused:  {ID: "refused", Name: sim.T("거래 거절 402", "Business refusals, 402"), Kind: sim.Counter, Chart: "traffic", Tone: scene.Warn},
	mEnded + resultError:    {ID: "errors", Name: sim.T("결제 오류", "Payment errors"), Kind: sim.Counter, Chart: "failures", Tone: scene.Bad},
	mEnded + resultTimeout:  {ID: "timeouts", Name: sim.T("결제 타임아웃", "Payment timeouts"), Kind: sim.Counter, Chart: "failures", Tone: scene.Bad},
	mEnded + resultOpen:     {ID: "rejected-open", Name: sim.T("거절: 브레이커", "Rejected: breaker"), Kind: sim.Counter, Chart: "rejections", Tone: scene.Warn},
	mEnded + resultBulkhead: {ID: "rejected-bulkhead", Name: sim.T("거절: 벌크헤드", "Rejected: bulkhead"), Kind: sim.Counter, Chart: "rejections", Tone: scene.Request},
	mEnded + resultQueue:    {ID: "rejected-queue", Name: sim.T("거절: 대기열 참", "Rejected: queue full"), Kind: sim.Counter, Chart: "rejections", Tone: scene.Bad},
}

// recentSize is over how many requests success is taken.
const recentSize = 100

// recent remembers which of the last requests of a route went well.
type recent struct {
	ring   [recentSize]bool
	next   int
	filled int64
	good   int64
}

func (r *recent) add(ok bool) {
	if r.filled < recentSize {
		r.filled++
	} else if r.ring[r.next] {
		r.good--
	}
	r.ring[r.next] = ok
	if ok {
		r.good++
	}
	r.next = (r.next + 1) % recentSize
}

// share returns how many went well, in parts per million; all, before the first.
func (r *recent) share() int64 {
	if r.filled == 0 {
		return 1_000_000
	}
	return r.good * 1_000_000 / r.filled
}
