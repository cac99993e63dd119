// Package circuitbreaker shows how a dependency that hangs takes its caller down,
// and what a circuit breaker and a bulkhead do about it.
//
//	clients --REQ--> order (threads, accept queue) --CALL--> pay1 … pay3
//
// Clients are an open loop of two routes. /order calls Payment and holds a thread
// until the answer or the timeout; /menu is local and takes 5 ms. By Little's law
// a hang needs orderRps × timeout threads: 60/s × 2 s = 120 of the 50 that exist.
//
//	breaker   resilience4j's state machine (algorithms/breaker): the last `window`
//	          results, judged after each from min(minCalls, window) on; or those of
//	          this second and the `window`-1 before it, from minCalls on
//	bulkhead  at most so many Payment calls at once; no waiting (maxWaitDuration 0)
//	fallback  what the user is shown instead of an error; never a paid order
//
// The breaker stands around the bulkhead, as resilience4j's annotations do. Decisions
// that real products make differently: a call refused by the bulkhead says nothing
// about Payment and is not recorded (resilience4j records it as a failure unless
// BulkheadFullException is ignored); a result of a call that began before the last
// turn is dropped, as gobreaker does (resilience4j counts it in whatever state it
// arrives); the clock of the wait runs from the turn, and half-open begins with the
// next order (automaticTransitionFromOpenToHalfOpenEnabled=false).
//
// A setting that is changed while the breaker runs is taken over at its next call. It
// keeps its state and its record, of which a smaller window holds the newest; only
// another kind of window begins empty. resilience4j cannot do this: its registry puts
// a new breaker in, closed and empty (issue 2325 asks for more), and so would forget.
//
// A client gives up after clientTimeout; the service does not know and does the
// work anyway. Payment takes any number of calls at once.
//
// Not modelled: retries, connection pools, several order services (each would have
// a breaker of its own and learn for itself), idempotency: a request or a call that
// the network duplicates is worked on twice.
package circuitbreaker

import "github.com/kookmin-msa-study/msalab/sim"

const (
	pThreads = iota
	pOrderRPS
	pMenuRPS
	pTimeout
	pBreaker
	pWindowType
	pWindow
	pMinCalls
	pFailureRate
	pSlowRate
	pSlowCall
	pWaitOpen
	pProbes
	pBulkhead
	pFallback
	pRefusals
	pInstances
	pClientTimeout
)

// Choices of pWindowType: which results a closed breaker judges by.
const (
	windowCalls = iota
	windowTime
)

// Choices of pRefusals: what a business refusal (402) is to the breaker.
const (
	refusalSuccess = iota
	refusalIgnored
	refusalFailure
)

// Scenario is the circuit breaker and the bulkhead.
var Scenario = &sim.Scenario{
	ID:    "circuit-breaker",
	Title: sim.T("서킷 브레이커와 벌크헤드", "Circuit breaker and bulkhead"),
	Summary: sim.T("죽은 서비스보다 느린 서비스가 위험해요. 스레드를 붙잡고 있거든요.",
		"A slow dependency is worse than a dead one: it keeps your threads."),
	Aliases: []string{
		"서킷브레이커 패턴", "써킷 브레이커", "회로 차단기", "벌크헤드", "격벽", "폴백", "장애 전파", "타임아웃", "반열림", "아웃라이어 감지", "MSA",
		"cascading failure", "fallback", "half-open", "bulkhead", "outlier detection", "Resilience4j", "Hystrix",
		"Istio", "Envoy",
	},
	Week: 10, Theme: "resilience", Horizon: 36 * sim.Second, Pace: 100,
	Params: params, Presets: presets, Faults: faults, Verbs: verbs, Kinds: kinds, Notes: notes,
	Contrast: contrast,
	Words:    words, Metrics: metrics, Laws: laws,
	Modelled: modelled, Omitted: omitted, Build: build, Tour: tour,
}

var offOn = []sim.Choice{
	{ID: "off", Name: sim.T("끔", "off")},
	{ID: "on", Name: sim.T("켬", "on")},
}

var params = []sim.Param{
	{ID: "threads", Name: sim.T("스레드 수", "Threads"), Min: 10, Max: maxThreads, Default: []int64{50},
		Real: "server.tomcat.threads.max (200)", Source: "sheet: 50"},
	{ID: "orderRps", Name: sim.T("초당 주문", "Orders per second"), Unit: sim.PerSecond, Min: 1, Max: 300, Default: []int64{60}, Log: true,
		Real: "traffic: order button", Source: "sheet: 60"},
	{ID: "menuRps", Name: sim.T("초당 메뉴 조회", "Menu views per second"), Unit: sim.PerSecond, Min: 1, Max: 300, Default: []int64{60}, Log: true,
		Real: "traffic: menu page", Source: "sheet: 60"},
	{ID: "timeout", Name: sim.T("결제 타임아웃", "Payment timeout"), Unit: sim.MS, Min: 50, Max: 10_000, Default: []int64{2000}, Log: true,
		Real: "HTTP client read timeout; resilience4j timelimiter timeoutDuration (1 s)", Source: "sheet: 2 s"},
	{ID: "breaker", Name: sim.T("서킷 브레이커", "Circuit breaker"), Default: []int64{0}, Max: 1, Choices: offOn,
		Real: "@CircuitBreaker(name = \"payment\")", Source: "no library protects unasked"},
	{ID: "windowType", Name: sim.T("윈도 종류", "Window type"), Default: []int64{windowCalls}, Max: windowTime, Choices: []sim.Choice{
		{ID: "calls", Name: sim.T("최근 호출 수로", "the last calls")},
		{ID: "time", Name: sim.T("최근 시간으로 (초)", "the last seconds")},
	}, Real: "resilience4j slidingWindowType COUNT_BASED, TIME_BASED", Source: "resilience4j default COUNT_BASED"},
	{ID: "window", Name: sim.T("윈도 크기 (호출 수 또는 초)", "Window (calls, or seconds)"), Min: 5, Max: 200, Default: []int64{20},
		Real: "resilience4j slidingWindowSize (100)", Source: "sheet: 20, so that one screen shows it"},
	{ID: "minCalls", Name: sim.T("최소 호출 수", "Minimum calls"), Min: 1, Max: 200, Default: []int64{10},
		Real: "resilience4j minimumNumberOfCalls (100)", Source: "sheet: 10"},
	{ID: "failureRate", Name: sim.T("실패율 기준 (%)", "Failure rate threshold (%)"), Min: 10, Max: 100, Default: []int64{50},
		Real: "resilience4j failureRateThreshold", Source: "resilience4j default 50"},
	{ID: "slowRate", Name: sim.T("느린 호출 비율 기준 (%)", "Slow call rate threshold (%)"), Min: 10, Max: 100, Default: []int64{100},
		Real: "resilience4j slowCallRateThreshold", Source: "resilience4j default 100"},
	{ID: "slowCall", Name: sim.T("느린 호출 기준", "Slow call"), Unit: sim.MS, Min: 50, Max: 60_000, Default: []int64{1000}, Log: true,
		Real: "resilience4j slowCallDurationThreshold (60 s)", Source: "sheet: 1 s"},
	{ID: "waitOpen", Name: sim.T("열림 대기 시간", "Wait in open"), Unit: sim.MS, Min: 500, Max: 60_000, Default: []int64{5000}, Log: true,
		Real: "resilience4j waitDurationInOpenState (60 s)", Source: "sheet: 5 s"},
	{ID: "halfOpenCalls", Name: sim.T("반열림 시험 호출 수", "Half-open calls"), Min: 1, Max: 20, Default: []int64{3},
		Real: "resilience4j permittedNumberOfCallsInHalfOpenState (10)", Source: "sheet: 3"},
	{ID: "bulkhead", Name: sim.T("벌크헤드: 동시 결제 호출 (0은 끔)", "Bulkhead: concurrent calls (0 is off)"), Max: 50, Default: []int64{0},
		Real: "resilience4j bulkhead maxConcurrentCalls (25)", Source: "sheet: off"},
	{ID: "fallback", Name: sim.T("폴백", "Fallback"), Default: []int64{0}, Max: 2, Choices: []sim.Choice{
		{ID: "none", Name: sim.T("없음", "none")},
		{ID: "cached", Name: sim.T("저장해 둔 화면", "cached page")},
		{ID: "default", Name: sim.T("접수 안내", "order taken, pay later")},
	}, Real: "fallbackMethod of @CircuitBreaker", Source: "none unless written"},
	{ID: "refusals", Name: sim.T("거래 거절(402)을 세는 법", "A business refusal (402) counts as"), Default: []int64{refusalSuccess}, Max: 2, Choices: []sim.Choice{
		{ID: "success", Name: sim.T("성공으로", "success")},
		{ID: "ignored", Name: sim.T("세지 않음", "nothing")},
		{ID: "failure", Name: sim.T("실패로", "failure")},
	}, Real: "resilience4j recordExceptions, ignoreExceptions", Source: "an answer proves that Payment is there"},
	{ID: "instances", Name: sim.T("결제 인스턴스 수", "Payment instances"), Min: 1, Max: maxInstances, Default: []int64{3}, Fixed: true,
		Real: "replicas behind a client-side round robin", Source: "sheet: 1 to 3"},
	{ID: "clientTimeout", Name: sim.T("클라이언트 타임아웃", "Client timeout"), Unit: sim.MS, Min: 100, Max: 10_000, Default: []int64{2200}, Log: true,
		Real: "app or gateway read timeout", Source: "a little longer than the Payment timeout"},
}

var faults = []sim.Fault{
	{ID: "hang", Title: sim.T("결제 20초 멈춤", "Payment hangs for 20 s"), Do: []string{"pause(pay1,20s)", "pause(pay2,20s)", "pause(pay3,20s)"}},
	{ID: "errors", Title: sim.T("결제 50% 오류", "Payment fails half of the time"), Do: []string{"errors(50)"}},
	{ID: "slow", Title: sim.T("결제 1.5초로 느려짐", "Payment takes 1.5 s"), Do: []string{"slow(pay1,37)", "slow(pay2,37)", "slow(pay3,37)"}},
	{ID: "bad", Title: sim.T("셋 중 하나만 고장", "One bad instance of three"), Do: []string{"bad(pay2)"}},
	{ID: "refuse", Title: sim.T("잔액 부족 60%", "Business refusals, 60%"), Do: []string{"refuse(60)"}},
	{ID: "recover", Title: sim.T("결제 복구", "Payment recovers"), Do: []string{"mend()", "resume(pay1)", "resume(pay2)", "resume(pay3)",
		"slow(pay1,1)", "slow(pay2,1)", "slow(pay3,1)"}},
	{ID: "trip", Title: sim.T("브레이커를 강제로 열기", "Open the breaker by hand"), Do: []string{"trip()"}},
	{ID: "reset", Title: sim.T("브레이커를 강제로 닫기", "Close the breaker by hand"), Do: []string{"reset()"}},
	{ID: "crash-order", Title: sim.T("주문 서비스 중단", "Crash the order service"), Do: []string{"crash(order)"}},
	{ID: "restart-order", Title: sim.T("주문 서비스 다시 켜기", "Restart the order service"), Do: []string{"restart(order)"}},
}

// The verbs, in the order of the table.
const (
	verbErrors = iota
	verbRefuse
	verbBad
	verbMend
	verbTrip
	verbReset
)

var verbs = []sim.Verb{
	{Name: "errors", Title: sim.T("결제 오류 비율(%)", "Share of Payment errors (%)"), Args: []sim.ArgKind{sim.ArgCount}},
	{Name: "refuse", Title: sim.T("거래 거절 비율(%)", "Share of business refusals (%)"), Args: []sim.ArgKind{sim.ArgCount}},
	{Name: "bad", Title: sim.T("결제 인스턴스 고장", "Break a Payment instance"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "mend", Title: sim.T("결제 고치기", "Mend Payment")},
	{Name: "trip", Title: sim.T("브레이커를 강제로 열기", "Open the breaker by hand")},
	{Name: "reset", Title: sim.T("브레이커를 강제로 닫기", "Close the breaker by hand")},
}
