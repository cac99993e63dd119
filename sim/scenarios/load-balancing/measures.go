package loadbalancing

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	mLatency sim.Metric = iota
	mSent
	mOK
	mErrors
	mTimeouts
	mDead
	mErrorShare
	mInFlight
	mQueue // of s1; the other servers follow
	mShare = mQueue + maxServers
)

var metrics = perServer([]sim.MetricSpec{
	{ID: "latency", Name: sim.T("응답 시간", "Latency"), Kind: sim.Distribution, Unit: "ns", Chart: "latency", Tone: scene.Request},
	{ID: "sent", Name: sim.T("보낸 요청", "Sent"), Kind: sim.Counter, Chart: "throughput", Tone: scene.Request},
	{ID: "ok", Name: sim.T("성공", "Answered"), Kind: sim.Counter, Chart: "throughput", Tone: scene.Good},
	{ID: "errors", Name: sim.T("오류 응답", "Errors"), Kind: sim.Counter, Chart: "errors", Tone: scene.Bad},
	{ID: "timeouts", Name: sim.T("타임아웃", "Timeouts"), Kind: sim.Counter, Chart: "errors", Tone: scene.Warn},
	{ID: "to-dead", Name: sim.T("죽은 서버로 보낸 요청", "Sent to a dead server"), Kind: sim.Counter, Chart: "errors", Tone: scene.Bad},
	{ID: "error-share", Name: sim.T("실패 비율 (최근 512건)", "Failed, of the last 512"), Kind: sim.Gauge, Unit: "ppm", Chart: "failed", Tone: scene.Bad},
	{ID: "in-flight", Name: sim.T("처리 중인 요청", "In flight"), Kind: sim.Gauge, Chart: "in-flight", Tone: scene.Warn},
})

// perServer appends the metrics that every server has.
func perServer(specs []sim.MetricSpec) []sim.MetricSpec {
	for _, name := range serverNames {
		specs = append(specs, sim.MetricSpec{ID: "queue-" + name, Kind: sim.Gauge, Chart: "queues", Tone: scene.Warn, Node: name,
			Name: sim.T("대기열", "Queue")})
	}
	for _, name := range serverNames {
		specs = append(specs, sim.MetricSpec{ID: "share-" + name, Kind: sim.Gauge, Unit: "ppm", Chart: "share", Tone: scene.Request, Node: name,
			Name: sim.T("몫 (최근 512건)", "Share of the last 512")})
	}
	return specs
}

// recentSize is over how many requests shares are taken: about two seconds.
const recentSize = 512

// recent counts what the last recentSize entries were, each a small number.
type recent struct {
	ring   [recentSize]int8
	counts [maxServers]int64
	next   int
	filled int64
}

func (r *recent) add(what int) {
	if r.filled == recentSize {
		r.counts[r.ring[r.next]]--
	} else {
		r.filled++
	}
	r.ring[r.next] = int8(what)
	r.counts[what]++
	r.next = (r.next + 1) % recentSize
}

// share returns how much of the recent entries were what, in parts per million.
func (r *recent) share(what int) int64 {
	if r.filled == 0 {
		return 0
	}
	return r.counts[what] * 1_000_000 / r.filled
}
