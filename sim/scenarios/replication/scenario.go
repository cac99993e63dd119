// Package replication simulates one database on several copies: a primary that
// orders writes in a log, replicas that receive and apply it, and a failover
// manager that moves the primary's role.
//
//	scenario.go  parameters, presets, faults, metrics
//	explain.go   a sentence for every kind of step and every decision
//	model.go     who there is and what joins them
//	copy.go      one copy: its log, its state, both roles' common part
//	primary.go   accepting, waiting, being promoted and stepping down
//	shipping.go  sending the log, and sending it again
//	replica.go   receiving, applying, being rewound
//	client.go    sessions that write and read again
//	manager.go   heartbeats, fencing, promotion; the router
//	judge.go     what no node may know: losses, staleness, lag; marks.go: who was told
//	laws.go      what must hold; failover_law.go: that an outage ends
//	scene.go     what it looks like
//
// The rules themselves (commit, promotion, fence, read routing) are those of
// algorithms/replication.
//
// Not modelled: transactions of several writes, statement locks, failing disks,
// the difference between written and flushed on a replica, several primaries by
// design.
package replication

import "github.com/kookmin-msa-study/msalab/sim"

// The parameters, in the order of params.
const (
	pReplicas = iota
	pMode
	pWriteRPS
	pReadRPS
	pShip
	pApply
	pTimeout
	pDetect
	pReadFrom
	pFencing
	pReread
	pWaitPoint
)

// The values of mode.
const (
	modeAsync = iota
	modeSemiSync
	modeSyncAll
)

// The values of fencing.
const fencingOn = 0

var params = []sim.Param{
	{ID: "replicas", Name: sim.T("복제본 수", "Replicas"), Min: 1, Max: 4, Default: []int64{2}, Fixed: true,
		Real: "number of standbys", Source: "a common minimum: one to promote, one to keep"},
	{ID: "mode", Name: sim.T("복제 방식", "Replication mode"), Default: []int64{modeAsync}, Choices: []sim.Choice{
		{ID: "async", Name: sim.T("비동기", "async")},
		{ID: "semi-sync", Name: sim.T("반동기", "semi-sync")},
		{ID: "sync-all", Name: sim.T("동기(모두)", "sync-all")}},
		Real: "rpl_semi_sync_source_enabled; synchronous_commit", Source: "MySQL replicates asynchronously unless told otherwise"},
	{ID: "writeRps", Name: sim.T("쓰기", "Writes"), Unit: sim.PerSecond, Min: 1, Max: 500, Default: []int64{100}, Log: true,
		Real: "transactions per second", Source: "rate × ship delay gives ten writes at risk"},
	{ID: "readRps", Name: sim.T("읽기", "Reads"), Unit: sim.PerSecond, Min: 0, Max: 2000, Default: []int64{200},
		Real: "queries per second", Source: "twice the writes"},
	{ID: "shipDelay", Name: sim.T("전송 지연", "Ship delay"), Unit: sim.MS, Min: 1, Max: 5000, Default: []int64{100}, Log: true,
		Real: "replication network and send queue", Source: "far region; inside one zone it is about 1 ms"},
	{ID: "applyDelay", Name: sim.T("적용 지연", "Apply delay"), Unit: sim.MS, Min: 0, Max: 5000, Default: []int64{100},
		Real: "Seconds_Behind_Source; replay_lag", Source: "chosen to be as visible as the ship delay"},
	{ID: "semiSyncTimeout", Name: sim.T("반동기 타임아웃", "Semi-sync timeout"), Unit: sim.MS, Min: 100, Max: 60_000, Default: []int64{10_000}, Log: true,
		Real: "rpl_semi_sync_source_timeout", Source: "MySQL Reference Manual: 10000 ms"},
	{ID: "failoverDetect", Name: sim.T("장애 감지 시간", "Failover detection"), Unit: sim.MS, Min: 500, Max: 30_000, Default: []int64{3000}, Log: true,
		Real: "Patroni ttl (30 s); orchestrator failure detection", Source: "short, to be watched"},
	{ID: "readFrom", Name: sim.T("읽는 곳", "Read from"), Default: []int64{1}, Choices: []sim.Choice{
		{ID: "primary", Name: sim.T("프라이머리", "primary")},
		{ID: "any-replica", Name: sim.T("아무 복제본", "any replica")},
		{ID: "read-your-writes", Name: sim.T("자기 쓰기 읽기", "read-your-writes")}},
		Real: "WAIT_FOR_EXECUTED_GTID_SET; pg_last_wal_replay_lsn", Source: "read scaling as first tried"},
	{ID: "fencing", Name: sim.T("펜싱", "Fencing"), Default: []int64{fencingOn}, Choices: []sim.Choice{
		{ID: "on", Name: sim.T("켬", "on")}, {ID: "off", Name: sim.T("끔", "off")}},
		Real: "Patroni leader lease; STONITH", Source: "what every failover manager should do"},
	{ID: "rereadDelay", Name: sim.T("다시 읽기까지", "Re-read after"), Unit: sim.MS, Min: 0, Max: 5000, Default: []int64{150},
		Real: "the redirect after a form is posted", Source: "a page load"},
	{ID: "waitPoint", Name: sim.T("반동기 대기 지점", "Wait point"), Default: []int64{0}, Choices: []sim.Choice{
		{ID: "after-sync", Name: sim.T("AFTER_SYNC", "AFTER_SYNC")}, {ID: "after-commit", Name: sim.T("AFTER_COMMIT", "AFTER_COMMIT")}},
		Real: "rpl_semi_sync_source_wait_point", Source: "MySQL since 5.7: AFTER_SYNC; MariaDB: AFTER_COMMIT"},
}

// partition puts the primary and app2 on one side, everything else on the other.
var partition = []string{"cut(p-r1)", "cut(p-r2)", "cut(p-r3)", "cut(p-r4)", "cut(p-fm)", "cut(p-router)", "cut(p-app1)",
	"cut(app2-router)", "cut(app2-r1)", "cut(app2-r2)", "cut(app2-r3)", "cut(app2-r4)"}

var faults = []sim.Fault{
	{ID: "crash-primary", Title: sim.T("프라이머리 중단", "Crash the primary"), Do: []string{"crash(p)"}},
	{ID: "partition-primary", Title: sim.T("프라이머리 고립 (app2와 함께)", "Partition the primary (with app2)"), Do: partition},
	{ID: "pause-replica", Title: sim.T("복제본 하나 5초 멈춤", "Pause a replica for 5 s"), Do: []string{"pause(r1,5s)"}},
	{ID: "pause-both", Title: sim.T("복제본 둘 12초 멈춤", "Pause two replicas for 12 s"), Do: []string{"pause(r1,12s)", "pause(r2,12s)"}},
	{ID: "slow-replica", Title: sim.T("복제본 하나 10배 느리게", "Slow a replica ×10"), Do: []string{"slow(r1,10)"}},
	{ID: "old-primary-returns", Title: sim.T("옛 프라이머리 복귀", "Old primary returns"), Do: []string{"restart(p)", "heal()"}},
}

// The scenario's own actions.
const (
	verbRewind = iota
	verbQuiesce
	verbCancel
)

var verbs = []sim.Verb{
	{Name: "rewind", Title: sim.T("강제로 강등하고 되감기", "Demote and rewind by hand"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "quiesce", Title: sim.T("쓰기 멈추거나 다시 보내기", "Stop or resume writes")},
	{Name: "cancel", Title: sim.T("기다리는 커밋 취소하기", "Cancel the waiting commits")},
}

// at schedules each action at the same instant.
func at(when string, do ...string) []string {
	out := make([]string, len(do))
	for i := range do {
		out[i] = when + ":" + do[i]
	}
	return out
}

func set(pairs ...string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

var presets = []sim.Preset{
	{ID: "naive", Name: sim.T("단순 설정", "Naive"), Set: set("mode", "async", "readFrom", "any-replica"), Do: at("5s", "crash(p)"), Until: 15 * sim.Second,
		Says: sim.T("비동기로 복제하고 아무 복제본에서나 읽어요. 프라이머리가 죽으면 성공이라고 답한 쓰기 약 10건이 사라져요.",
			"Asynchronous, reads from any replica. When the primary dies, about ten acknowledged writes are gone.")},
	{ID: "right", Name: sim.T("권장 설정", "Right"), Set: set("mode", "semi-sync", "readFrom", "read-your-writes", "fencing", "on"), Do: at("5s", "crash(p)"), Until: 15 * sim.Second,
		Says: sim.T("반동기에 자기 쓰기 읽기예요. 잃는 쓰기가 없어요. 대신 쓰기마다 약 105ms를 기다려요.",
			"Semi-sync with read-your-writes. Nothing is lost, but every write waits about 105 ms.")},
	{ID: "lag", Name: sim.T("위치 두 개", "Two positions"), Set: set("mode", "async", "writeRps", "20", "readRps", "20"), Until: 5 * sim.Second,
		Says: sim.T("복제본마다 받은 위치와 적용한 위치가 달라요.", "Each replica has two positions: received and applied.")},
	{ID: "stale-read", Name: sim.T("방금 쓴 글이 안 보여요", "The post that is missing"), Set: set("mode", "async", "readFrom", "any-replica", "writeRps", "20", "readRps", "0"), Until: 5 * sim.Second,
		Says: sim.T("150ms 뒤에 다시 읽으면 옛 값이 나와요. 유실이 아니라 아직 적용되지 않은 거예요.", "Read again after 150 ms and you get the old value: not lost, only not applied yet.")},
	{ID: "crash-async", Name: sim.T("비동기에서 중단", "Crash under async"), Set: set("mode", "async", "readFrom", "read-your-writes"), Do: at("5s", "crash(p)"), Until: 15 * sim.Second,
		Says: sim.T("권장 설정에서 복제 방식만 비동기로 바꿨어요. 복제본이 받지 못한 만큼 사라져요.", "The right settings, but for asynchronous replication: what no replica had received is gone.")},
	{ID: "crash-semi-sync", Name: sim.T("반동기에서 중단", "Crash under semi-sync"), Set: set("mode", "semi-sync"), Do: at("5s", "crash(p)"), Until: 15 * sim.Second,
		Says: sim.T("단순 설정에서 복제 방식만 반동기로 바꿨어요. 같은 시드인데 유실이 없어요.", "The naive settings, but for semi-sync: the same seed, and nothing is lost.")},
	{ID: "degrade", Name: sim.T("모르는 새 비동기로", "Silent degradation"), Set: set("mode", "semi-sync"), Do: at("3s", "pause(r1,12s)", "pause(r2,12s)"), Until: 20 * sim.Second,
		Says: sim.T("10초가 지나면 반동기가 조용히 꺼져요.", "After ten seconds semi-sync quietly turns itself off.")},
	{ID: "split-brain", Name: sim.T("스플릿 브레인", "Split brain"), Set: set("mode", "async", "fencing", "off"),
		Do: append(at("3s", partition...), at("12s", "heal()")...), Until: 20 * sim.Second,
		Says: sim.T("펜싱이 꺼져 있어서 프라이머리가 둘이 돼요.", "Without fencing there are two primaries.")},
	{ID: "fenced", Name: sim.T("펜싱으로 막기", "Fenced"), Set: set("mode", "async", "fencing", "on"),
		Do: append(at("3s", partition...), at("12s", "heal()")...), Until: 20 * sim.Second,
		Says: sim.T("같은 파티션이에요. 옛 프라이머리가 쓰기를 거절해요.", "The same partition: the old primary refuses to write.")},
	{ID: "sync-all", Name: sim.T("모두 동기", "Sync-all"), Set: set("mode", "sync-all"), Do: at("4s", "pause(r1,5s)"), Until: 14 * sim.Second,
		Says: sim.T("복제본 하나가 5초 멈추면 모든 쓰기가 5초 멈춰요.", "One replica paused for 5 s stops every write for 5 s.")},
}

// The metrics, in the order of metrics.
const (
	mLatency sim.Metric = iota
	mAcked
	mFailed
	mReads
	mReadsFailed
	mStale
	mOwnStale
	mBack
	mStaleShare
	mOwnShare
	mLost
	mDowntime
	mDegraded
	mFailovers
	mRewound
	mSplitWrites
	mLocalOnly
	mLagReceived // of r1; r2 … follow
	_
	_
	_
	mLagApplied // of r1; r2 … follow
)

func metrics() []sim.MetricSpec {
	list := []sim.MetricSpec{
		{ID: "writeLatency", Name: sim.T("쓰기 지연", "Write latency"), Kind: sim.Distribution, Unit: "ns", Chart: "latency"},
		{ID: "acked", Name: sim.T("성공한 쓰기", "Writes acknowledged"), Kind: sim.Counter, Chart: "writes", Tone: toneGood},
		{ID: "failed", Name: sim.T("실패하거나 모르는 쓰기", "Writes failed or unknown"), Kind: sim.Counter, Chart: "writes", Tone: toneBad},
		{ID: "reads", Name: sim.T("읽기", "Reads"), Kind: sim.Counter, Chart: "reads", Tone: toneRequest},
		{ID: "readsFailed", Name: sim.T("실패한 읽기", "Reads failed"), Kind: sim.Counter, Chart: "reads", Tone: toneBad},
		{ID: "stale", Name: sim.T("오래된 읽기", "Stale reads"), Kind: sim.Counter, Chart: "reads", Tone: toneWarn},
		{ID: "ownStale", Name: sim.T("자기 쓰기를 못 본 읽기", "Own writes missed"), Kind: sim.Counter, Tone: toneWarn},
		{ID: "back", Name: sim.T("뒤로 간 읽기", "Reads that went back"), Kind: sim.Counter, Tone: toneWarn},
		{ID: "staleShare", Name: sim.T("오래된 읽기 비율", "Stale share"), Kind: sim.Gauge, Unit: "ppm", Chart: "stale", Tone: toneWarn},
		{ID: "ownStaleShare", Name: sim.T("다시 읽기 중 못 본 비율", "Own stale share"), Kind: sim.Gauge, Unit: "ppm", Chart: "stale", Tone: toneBad},
		{ID: "lost", Name: sim.T("사라진 성공 쓰기", "Lost acknowledged writes"), Kind: sim.Gauge, Chart: "lost", Tone: toneBad},
		{ID: "downtime", Name: sim.T("쓰기 중단 시간", "Write downtime"), Kind: sim.Gauge, Unit: "ns", Chart: "downtime", Tone: toneBad},
		{ID: "degraded", Name: sim.T("반동기 꺼짐", "Semi-sync off"), Kind: sim.Gauge, Chart: "degraded", Tone: toneWarn},
		{ID: "failovers", Name: sim.T("승격 횟수", "Promotions"), Kind: sim.Counter},
		{ID: "rewound", Name: sim.T("되감은 기록", "Entries rewound"), Kind: sim.Counter},
		{ID: "splitWrites", Name: sim.T("옛 세대가 받은 쓰기", "Writes taken in an old epoch"), Kind: sim.Counter, Tone: toneBad},
		{ID: "localOnly", Name: sim.T("기다리기를 취소한 쓰기", "Waits cancelled"), Kind: sim.Counter, Tone: toneWarn},
	}
	lags := []struct{ id, ko, en, chart string }{{"lagReceived", "받기 지연", "Receive lag", "lag received"}, {"lagApplied", "적용 지연", "Apply lag", "lag applied"}}
	for _, lag := range lags {
		for i := 1; i < maxCopies; i++ {
			name := copyNames[i]
			list = append(list, sim.MetricSpec{ID: lag.id + "-" + name, Name: sim.T(lag.ko+" "+name, lag.en+" "+name),
				Kind: sim.Gauge, Unit: "ns", Chart: lag.chart, Tone: toneWarn, Node: name})
		}
	}
	return list
}

// Scenario is the lesson on database replication and failover.
var Scenario = &sim.Scenario{
	ID:    "replication",
	Title: sim.T("DB 복제와 페일오버", "Database replication and failover"),
	Summary: sim.T("커밋됐다는 말이 어디까지 저장됐다는 뜻인지 확인해야 해요.",
		"Always ask how far “committed” has really travelled."),
	Aliases: []string{
		"레플리케이션", "마스터-슬레이브", "마스터 슬레이브", "마스터-레플리카", "주-부", "소스-레플리카", "프라이머리", "리플리카", "반동기", "페일 오버", "스플릿 브레인",
		"복제 지연", "읽기 전용 복제본", "고가용성", "분산 DB 설계", "DB replication", "Master-Slave", "primary replica", "semi-sync",
		"split brain", "read replica", "replication lag", "MySQL", "PostgreSQL", "Orchestrator", "Patroni",
	},
	Week: 5, Theme: "data", Horizon: 30 * sim.Second, Pace: 200,
	Params: params, Presets: presets, Faults: faults, Verbs: verbs,
	Kinds: kinds, Notes: notes, Words: words, Metrics: metrics(), Laws: laws,
	Modelled: modelled, Omitted: omitted,
	Contrast: contrast,
	Build:    build, Tour: tour,
}
