package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The metrics. Those of the servers begin with s1's; the others' follow.
const (
	mMoved sim.Metric = iota
	mMovedShare
	mHitShare
	mRate
	mCapacity
	mQueue
	mLatency
	mSent
	mOK
	mErrors
	mHits
	mMisses
	mLoads
	mRefused
	mSpilled
	mSpread
	mPeak
	mKeys
	mReads = mKeys + maxServers
	mArc   = mReads + maxServers
)

var metrics = perServer([]sim.MetricSpec{
	mMoved:      {ID: "moved", Name: sim.T("옮긴 키", "Keys moved"), Kind: sim.Gauge, Tone: scene.Warn},
	mMovedShare: {ID: "moved-share", Name: sim.T("옮긴 키의 비율", "Share of keys moved"), Kind: sim.Gauge, Unit: "ppm", Chart: "moved", Tone: scene.Warn},
	mHitShare:   {ID: "hit-ratio", Name: sim.T("히트율 (최근 1,024건)", "Hit ratio, of the last 1,024"), Kind: sim.Gauge, Unit: "ppm", Chart: "hits", Tone: scene.Good},
	mRate:       {ID: "origin-rate", Name: sim.T("원본 DB 초당 요청", "Origin loads a second"), Kind: sim.Gauge, Chart: "origin", Tone: scene.Bad},
	mCapacity:   {ID: "origin-capacity", Name: sim.T("원본 DB 용량", "Origin capacity"), Kind: sim.Gauge, Chart: "origin", Tone: scene.Plain},
	mQueue:      {ID: "origin-queue", Name: sim.T("원본 DB 대기열", "Origin queue"), Kind: sim.Gauge, Chart: "origin-queue", Tone: scene.Warn},
	mLatency:    {ID: "latency", Name: sim.T("응답 시간", "Latency"), Kind: sim.Distribution, Unit: "ns", Chart: "latency", Tone: scene.Request},
	mSent:       {ID: "sent", Name: sim.T("보낸 읽기", "Reads sent"), Kind: sim.Counter, Chart: "throughput", Tone: scene.Request},
	mOK:         {ID: "ok", Name: sim.T("답한 읽기", "Reads answered"), Kind: sim.Counter, Chart: "throughput", Tone: scene.Good},
	mErrors:     {ID: "errors", Name: sim.T("실패한 읽기", "Reads failed"), Kind: sim.Counter, Chart: "errors", Tone: scene.Bad},
	mHits:       {ID: "hits", Name: sim.T("히트", "Hits"), Kind: sim.Counter, Tone: scene.Good},
	mMisses:     {ID: "misses", Name: sim.T("미스", "Misses"), Kind: sim.Counter, Chart: "errors", Tone: scene.Warn},
	mLoads:      {ID: "loads", Name: sim.T("원본 DB 요청", "Origin loads"), Kind: sim.Counter, Tone: scene.Warn},
	mRefused:    {ID: "refused", Name: sim.T("원본 DB가 거절", "Refused by the origin"), Kind: sim.Counter, Chart: "errors", Tone: scene.Bad},
	mSpilled:    {ID: "spilled", Name: sim.T("흘러넘친 읽기", "Reads spilled over"), Kind: sim.Counter, Chart: "spilled", Tone: scene.Warn},
	mSpread:     {ID: "spread", Name: sim.T("키 수의 표준편차", "Deviation of keys"), Kind: sim.Gauge, Unit: "ppm", Chart: "spread", Tone: scene.Warn},
	mPeak:       {ID: "peak", Name: sim.T("최대 ÷ 평균", "Fullest over mean"), Kind: sim.Gauge, Unit: "ppm", Chart: "spread", Tone: scene.Plain},
})

// perServer appends the metrics that every server has.
func perServer(specs []sim.MetricSpec) []sim.MetricSpec {
	for _, name := range serverNames {
		specs = append(specs, sim.MetricSpec{ID: "keys-" + name, Kind: sim.Gauge, Chart: "keys", Tone: scene.Request, Node: name,
			Name: sim.T("맡은 키", "Keys owned")})
	}
	for _, name := range serverNames {
		specs = append(specs, sim.MetricSpec{ID: "reads-" + name, Kind: sim.Gauge, Unit: "ppm", Chart: "reads", Tone: scene.Request, Node: name,
			Name: sim.T("읽기의 몫 (최근 1,024건)", "Share of the last 1,024 reads")})
	}
	for _, name := range serverNames {
		specs = append(specs, sim.MetricSpec{ID: "arc-" + name, Kind: sim.Gauge, Unit: "ppm", Chart: "arcs", Tone: scene.Plain, Node: name,
			Name: sim.T("링에서 차지한 몫", "Share of the ring")})
	}
	return specs
}

// recent is the share of ones among the last entries.
type recent struct {
	bits   [window]int8
	sum    int64
	next   int
	filled int64
}

// add takes in 0 or 1 and returns the share of ones in ppm.
func (r *recent) add(one int64) int64 {
	if r.filled == window {
		r.sum -= int64(r.bits[r.next])
	} else {
		r.filled++
	}
	r.bits[r.next] = int8(one)
	r.sum += one
	r.next = (r.next + 1) % window
	return r.share()
}

// share returns the share of ones in ppm; all when nothing was added.
func (r *recent) share() int64 {
	if r.filled == 0 {
		return 1_000_000
	}
	return r.sum * 1_000_000 / r.filled
}
