// Package saga simulates one business deal across four services: an orchestrator
// sends commands, each service commits at once, and what must not stay is undone
// by new transactions.
//
//	scenario.go  parameters, presets, faults; about.go: what is modelled
//	measures.go  metrics
//	explain.go   a sentence for every kind of step; notes.go: one for every decision
//	model.go     who there is, what joins them, the two orders of steps
//	orch.go      the orchestrator: log, then command; replay; said.go: why
//	service.go   a participant: effect, row and reply
//	client.go    buyers who retry, and readers who look in between
//	judge.go     what no node may know: who was charged, and what nobody remembers
//	laws.go      what must hold; watch.go: by when
//	scene.go     what is shown; real.go: which settings the retries stand for
//
// The rules themselves (what follows from an answer, the log, the participants'
// rows) are those of algorithms/saga.
//
// What it leaves out stands in about.go.
package saga

import "github.com/kookmin-msa-study/msalab/sim"

// The parameters, in the order of params.
const (
	pRPS = iota
	pStep
	pOrder
	pStockFail
	pPaymentFail
	pCompFail
	pTimeout
	pRetryMax
	pBackoff
	pLog
	pIdempotency
	pSemanticLock
)

// The values of stepOrder and of the switches.
const (
	paymentFirst = iota
	stockFirst
)
const (
	on      = 0 // durableLog and idempotency list "on" first
	lockOff = 0 // semanticLock lists "off" first
)

var onOff = []sim.Choice{{ID: "on", Name: sim.T("켬", "on")}, {ID: "off", Name: sim.T("끔", "off")}}

var params = []sim.Param{
	{ID: "sagaRps", Name: sim.T("주문", "Orders"), Unit: sim.PerSecond, Min: 1, Max: 50, Default: []int64{5}, Log: true,
		Real: "checkouts per second", Source: "few enough to follow one with the eye"},
	{ID: "stepMs", Name: sim.T("단계 하나의 처리 시간", "Work of one step"), Unit: sim.MS, Min: 5, Max: 2000, Default: []int64{50}, Log: true,
		Real: "a local transaction, or a call to a card company", Source: "a usual service call"},
	{ID: "stepOrder", Name: sim.T("단계 순서", "Order of steps"), Default: []int64{paymentFirst}, Choices: []sim.Choice{
		{ID: "payment-first", Name: sim.T("결제 먼저", "payment first")}, {ID: "stock-first", Name: sim.T("재고 먼저", "stock first")}},
		Real: "the order of participants in the saga definition", Source: "as first tried: charge, then look"},
	{ID: "stockFailPct", Name: sim.T("재고 거절(%)", "Stock refusals (%)"), Max: 100, Default: []int64{20},
		Real: "sold-out items", Source: "high, to be seen"},
	{ID: "paymentFailPct", Name: sim.T("결제 거절(%)", "Payment refusals (%)"), Max: 100, Default: []int64{0},
		Real: "declined cards", Source: "0, so that one refusal is watched at a time"},
	{ID: "compFailPct", Name: sim.T("보상 일시 오류(%)", "Transient undo errors (%)"), Max: 80, Default: []int64{0},
		Real: "errors of refund and release calls", Source: "0 until it is the subject"},
	{ID: "stepTimeout", Name: sim.T("단계 타임아웃", "Step timeout"), Unit: sim.MS, Min: 100, Max: 10_000, Default: []int64{1000}, Log: true,
		Real: "Temporal StartToCloseTimeout; Step Functions TimeoutSeconds", Source: "20 times the usual work"},
	{ID: "retryMax", Name: sim.T("보상 재시도 한도", "Undo retries"), Max: 20, Default: []int64{5},
		Real: retryReal(), Source: "Step Functions: 3; a little more"},
	{ID: "retryBackoff", Name: sim.T("재시도 간격", "Retry backoff"), Unit: sim.MS, Min: 10, Max: 5000, Default: []int64{200}, Log: true,
		Real: "Step Functions IntervalSeconds with BackoffRate 2", Source: "short, to be watched; doubles up to eight times"},
	{ID: "durableLog", Name: sim.T("사가 로그", "Durable saga log"), Default: []int64{on}, Choices: onOff,
		Real: "Temporal event history; saga_instance table (Eventuate)", Source: "what every orchestrator must have"},
	{ID: "idempotency", Name: sim.T("멱등성", "Idempotency"), Default: []int64{on}, Choices: onOff,
		Real: "Idempotency-Key header; a unique key on (saga, step)", Source: "what every participant must have"},
	{ID: "semanticLock", Name: sim.T("시맨틱 락", "Semantic lock"), Default: []int64{lockOff}, Choices: []sim.Choice{onOff[1], onOff[0]},
		Real: "status = PENDING (Richardson: *_PENDING states)", Source: "off until somebody needs it"},
}

// The scenario's own actions.
const (
	verbRefuse = iota
	verbLose
	verbRepeat
	verbFailUndo
	verbStall
	verbResolve
)

var verbs = []sim.Verb{
	{Name: "refuse", Title: sim.T("다음 명령을 거절하게 하기", "Refuse the next command"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "lose", Title: sim.T("다음 응답을 잃게 하기", "Lose the next reply"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "repeat", Title: sim.T("다음 명령을 두 번 보내기", "Send the next command twice"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "failundo", Title: sim.T("보상을 몇 번 실패하게 하기", "Let the next undos fail"), Args: []sim.ArgKind{sim.ArgNode, sim.ArgCount}},
	{Name: "stall", Title: sim.T("다음 명령을 늦게 처리하기", "Take the next command late"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "resolve", Title: sim.T("사람이 보류된 사가를 다시 시도", "A person retries the parked sagas")},
}

var faults = []sim.Fault{
	{ID: "crash-orchestrator", Title: sim.T("오케스트레이터 3초 중단", "Crash the orchestrator for 3 s"), Do: []string{"crash(orch,3s)"}},
	{ID: "fail-step", Title: sim.T("재고가 한 번 거절", "Stock refuses once"), Do: []string{"refuse(stock)"}},
	{ID: "lose-reply", Title: sim.T("결제 응답 유실 (성공했는데 모름)", "Lose a payment reply (done, unheard)"), Do: []string{"lose(payment)"}},
	{ID: "duplicate-command", Title: sim.T("결제 명령 중복", "Duplicate a payment command"), Do: []string{"repeat(payment)"}},
	{ID: "late-command", Title: sim.T("결제 명령 지각", "A payment command comes late"), Do: []string{"stall(payment)"}},
	{ID: "compensation-fails", Title: sim.T("주문 취소가 계속 실패", "Order cancellation keeps failing"), Do: []string{"failundo(order,40)"}},
	{ID: "delivery-down", Title: sim.T("배송 30초 중단", "Delivery down for 30 s"), Do: []string{"crash(delivery,30s)"}},
	{ID: "resolve-parked", Title: sim.T("보류된 사가를 사람이 처리", "A person resolves the parked sagas"), Do: []string{"resolve()"}},
}

func set(pairs ...string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// one follows a single saga in the right settings: the first order starts at
// 100 ms in every run, so an action can be aimed at a step of it.
func one(pairs ...string) map[string]string {
	return set(append([]string{"sagaRps", "1", "stepOrder", "stock-first", "stockFailPct", "0", "semanticLock", "on"}, pairs...)...)
}

var presets = []sim.Preset{
	{ID: "naive", Name: sim.T("단순 설정", "Naive"), Set: set("sagaRps", "10", "durableLog", "off", "idempotency", "off"), Do: []string{"3s:crash(orch,3s)"}, Until: 45 * sim.Second,
		Says: sim.T("로그도 멱등성도 없고 결제를 먼저 해요. 오케스트레이터가 죽으면 돈만 나가고 주문은 잊혀요. 손님이 다시 누르면 두 번 결제돼요.",
			"No log, no idempotency, payment first. When the orchestrator dies the money has left and nobody remembers the order; buyers who retry pay twice.")},
	{ID: "right", Name: sim.T("권장 설정", "Right"), Set: set("sagaRps", "10", "stepOrder", "stock-first", "semanticLock", "on"), Do: []string{"3s:crash(orch,3s)"}, Until: 45 * sim.Second,
		Says: sim.T("사가 로그, 멱등성, 재고 먼저, PENDING 표시예요. 모든 사가가 끝나고 환불은 0건이에요. 대신 단계마다 로그를 먼저 써요.",
			"Saga log, idempotency, stock first, PENDING marks. Every saga ends, with no refund; the price is a log write before every step.")},
	{ID: "flow", Name: sim.T("사가 하나", "One saga"), Set: one(), Until: 2 * sim.Second,
		Says: sim.T("단계마다 바로 커밋돼요. 전체를 묶는 트랜잭션은 없어요.", "Each step commits immediately; no transaction spans them.")},
	{ID: "refund", Name: sim.T("거꾸로 되돌리기", "Turning back"), Set: one("stepOrder", "payment-first", "stockFailPct", "100"), Until: 2 * sim.Second,
		Says: sim.T("결제한 뒤에 재고가 거절해요. 결제를 지우는 게 아니라 환불을 새로 실행해요.", "Stock refuses after the charge: nothing is erased, a refund runs.")},
	{ID: "payment-first", Name: sim.T("결제 먼저", "Payment first"), Set: set("sagaRps", "10"), Until: 20 * sim.Second,
		Says: sim.T("재고가 20% 거절하면 사가의 20%쯤이 환불돼요.", "With 20% of stock refused, about 20% of sagas are refunded.")},
	{ID: "stock-first", Name: sim.T("순서만 바꾸기", "Only the order changed"), Set: set("sagaRps", "10", "stepOrder", "stock-first"), Until: 20 * sim.Second,
		Says: sim.T("같은 시드에 순서만 바꿨어요. 환불이 0건이에요.", "The same seed in another order: no refund.")},
	{ID: "forgotten", Name: sim.T("로그 없이 중단", "Crash without a log"), Set: set("sagaRps", "10", "durableLog", "off"), Do: []string{"3s:crash(orch,3s)"}, Until: 10 * sim.Second,
		Says: sim.T("진행 중이던 사가를 아무도 기억하지 못해요. 멱등키가 있어서 손님이 다시 누르면 이어져요.",
			"Nobody remembers the sagas under way; with idempotency a buyer's retry picks them up.")},
	{ID: "gap", Name: sim.T("로그와 명령 사이에서 중단", "Crash between log and command"), Set: one(), Do: []string{"312ms:crash(orch,3s)"}, Until: 6 * sim.Second,
		Says: sim.T("결제하겠다고 로그에 적고 명령을 보내기 직전에 죽어요. 로그를 다시 읽고 명령을 보내요.", "It dies after logging the charge, before sending it; the log is replayed and the command sent.")},
	{ID: "replay", Name: sim.T("결제와 응답 사이에서 중단", "Crash between effect and reply"), Set: one(), Do: []string{"395ms:crash(orch,3s)"}, Until: 6 * sim.Second,
		Says: sim.T("결제는 됐는데 응답을 받을 곳이 없어요. 다시 보낸 명령은 멱등이라 한 번만 결제돼요.", "Charged, but nobody is there to hear it: the command is sent again, and charged once.")},
	{ID: "unknown", Name: sim.T("모르는 결과", "An unknown outcome"), Set: one(), Do: []string{"0s:lose(payment)"}, Until: 5 * sim.Second,
		Says: sim.T("결제 응답이 사라져요. 타임아웃은 실패가 아니라 모름이라서 환불까지 보내요.", "The payment's reply is lost: a timeout means unknown, so a refund is sent.")},
	{ID: "tombstone", Name: sim.T("취소가 먼저 도착", "The undo comes first"), Set: one(), Do: []string{"0s:stall(payment)"}, Until: 5 * sim.Second,
		Says: sim.T("취소가 먼저 와서 묘비를 남겨요. 늦게 처리된 결제 명령은 거절돼요.", "The undo comes first and leaves a tombstone; the late charge is refused.")},
	{ID: "duplicate", Name: sim.T("중복 명령과 멱등 끔", "Duplicate without idempotency"), Set: one("idempotency", "off"), Do: []string{"0s:repeat(payment)"}, Until: 5 * sim.Second,
		Says: sim.T("같은 명령이 두 번 와서 두 번 결제돼요.", "The same command comes twice and charges twice.")},
	{ID: "stuck", Name: sim.T("보상이 계속 실패", "An undo that keeps failing"), Set: one("stockFailPct", "100", "stepOrder", "payment-first"), Do: []string{"0s:failundo(payment,30)", "10s:resolve()"}, Until: 14 * sim.Second,
		Says: sim.T("환불이 계속 실패하면 사가를 보류하고 사람을 불러요.", "When the refund keeps failing, the saga is parked and a person is called.")},
	{ID: "forward-only", Name: sim.T("피벗 뒤의 장애", "Trouble after the pivot"), Set: set("sagaRps", "2", "stepOrder", "stock-first", "semanticLock", "on"), Do: []string{"2s:crash(delivery,30s)"}, Until: 45 * sim.Second,
		Says: sim.T("결제 뒤에 배송이 30초 죽어요. 환불하지 않고 살아날 때까지 앞으로만 다시 시도해요.", "Delivery is down for 30 s after the charge: no refund, only retries forward.")},
}

// Scenario is the lesson on orchestration-based sagas.
var Scenario = &sim.Scenario{
	ID:    "saga",
	Title: sim.T("오케스트레이션 사가", "Orchestration-based saga"),
	Summary: sim.T("사가는 롤백하지 않아요. 이미 커밋한 일을 새 트랜잭션으로 되돌려요.",
		"A saga never rolls back; it undoes committed work with new transactions."),
	Aliases: []string{
		"사가", "사가 패턴", "SAGA", "SAGA 패턴", "분산 트랜잭션", "보상 트랜잭션", "보상", "코레오그래피", "결제 시스템", "멱등성",
		"distributed transaction", "compensating transaction", "compensation", "orchestrator", "choreography",
		"Temporal", "Camunda", "Axon",
	},
	Week: 9, Theme: "data", Horizon: 60 * sim.Second, Pace: 60,
	Params: params, Presets: presets, Faults: faults, Verbs: verbs,
	Kinds: kinds, Notes: notes, Words: words, Metrics: metrics, Laws: laws,
	Modelled: modelled, Omitted: omitted,
	Contrast: contrast,
	Build:    build, Tour: tour,
}
