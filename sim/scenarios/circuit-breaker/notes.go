package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// What was decided, and why.
const (
	nDirect sim.Note = iota
	nPassed
	nProbe
	nHalfOpen
	nOpenRefused
	nProbesOut
	nBulkheadFull
	nQueueFull
	nQueued
	nMenuStarted
	nMenuDone
	nPaying
	nCallEnded
	nCallFailed
	nTooFew
	nRecorded
	nBelow
	nProbeEnded
	nLateResult
	nRefusalIgnored
	nAnswerTooLate
	nOpened
	nOpenedSlow
	nReopened
	nReopenedSlow
	nClosed
	nGotAnswer
	nGotRefused
	nGotError
	nGotFallback
	nGaveUp
	nTooLate
	nErrors
	nRefusals
	nBad
	nMended
	nTripped
	nReset
	nNotPayment
	nNoOrder
	nBreakerOff
)

var notes = []sim.NoteSpec{
	nDirect: {Name: "direct", Tone: scene.Request, Says: sim.T("브레이커 없이 주문 {a:n|을/를} *{b:node|으로/로}* 보내요. 답이 올 때까지 스레드를 쥐고 있어요. 지금 {d:n}개 중 {c:n}개가 바빠요.",
		"No breaker: order {a:n} goes straight to *{b:node}*. The thread is held until the answer; {c:n} of {d:n} are busy.")},
	nPassed: {Name: "passed", Code: "breaker/breaker.go:Breaker.Acquire", Tone: scene.Request, Says: sim.T("브레이커가 *닫혀 있어* 주문 {a:n|을/를} {b:node|으로/로} 보내요. 최근 {d:n}건 중 실패는 {c:n}건이에요.",
		"The breaker is *closed*: calls {b:node} for order {a:n}. Of the last {d:n} results {c:n} failed.")},
	nProbe: {Name: "probe", Code: "breaker/breaker.go:Breaker.Acquire", Tone: scene.Election, Says: sim.T("*시험 호출* {d:n}건 중 {c:n}번째로 주문 {a:n|을/를} {b:node|으로/로} 보내요. 결과를 보고 닫을지 정해요.",
		"*Probe* {c:n} of {d:n}: order {a:n} goes to {b:node}. The results decide whether it closes.")},
	nHalfOpen: {Name: "half-open", Code: "breaker/breaker.go:Breaker.Acquire", Tone: scene.Election, Mark: true, Says: sim.T("열린 지 *{a:s|이/가} 지나* 처음 온 주문이에요. *반열림*이 되어 {b:n}건만 시험 삼아 보내요.",
		"The first order after *{a:s}* in open: it turns *half-open* and lets {b:n} probes through.")},
	nOpenRefused: {Name: "open-refused", Code: "breaker/breaker.go:Breaker.Acquire", Tone: scene.Warn, Says: sim.T("브레이커가 *열려 있어* 주문 {a:n|을/를} 바로 거절해요. 결제를 부르지 않아요. 시험까지 {b:s} 남았어요.",
		"The breaker is *open*: order {a:n} is refused at once, without a call. Probes in {b:s}.")},
	nProbesOut: {Name: "probes-out", Code: "breaker/breaker.go:Breaker.Acquire", Tone: scene.Warn, Says: sim.T("시험 호출 {b:n}건이 *이미 나가 있어* 주문 {a:n|을/를} 거절해요. 지금까지 결과는 {c:n}건이에요.",
		"All {b:n} probes *are out already*: order {a:n} is refused. {c:n} of their results are in.")},
	nBulkheadFull: {Name: "bulkhead-full", Code: "breaker/bulkhead.go:Bulkhead.Enter", Tone: scene.Warn, Says: sim.T("결제에 쓸 수 있는 {b:n}칸이 *모두 찼어요*. 주문 {a:n|을/를} 바로 거절하고, 스레드 {c:n}개는 다른 일에 남겨 둬요.",
		"All {b:n} places for Payment *are taken*: order {a:n} is refused at once, and {c:n} threads stay free for other work.")},
	nQueueFull: {Name: "queue-full", Tone: scene.Bad, Says: sim.T("대기열 {c:n}자리가 *꽉 차서* {b:route} 요청 {a:n|을/를} 거절해요.",
		"The accept queue is *full* at {c:n}: request {a:n} for {b:route} is refused.")},
	nQueued: {Name: "queued", Tone: scene.Bad, Says: sim.T("스레드 {d:n}개가 *모두 바빠서* {b:route} 요청 {a:n|이/가} 기다려요. 줄은 {c:n}건이에요.",
		"All {d:n} threads *are busy*: request {a:n} for {b:route} waits, one of {c:n}.")},
	nMenuStarted: {Name: "menu-started", Tone: scene.Request, Says: sim.T("/menu 요청 {a:n|을/를} *바로 시작해요*. 5ms면 끝나요. 스레드 {c:n}개 중 {b:n}개가 바빠요.",
		"/menu request {a:n} *starts*; it takes 5 ms. {b:n} of {c:n} threads are busy.")},
	nMenuDone: {Name: "menu-done", Tone: scene.Good, Says: sim.T("/menu 요청 {a:n|을/를} 끝냈어요. 바쁜 스레드는 {b:n}개예요.",
		"/menu request {a:n} is done. Threads busy now: {b:n}.")},
	nPaying: {Name: "paying", Tone: scene.Request, Says: sim.T("{node|이/가} 주문 {a:n}의 결제를 시작해요. 함께 처리 중인 결제가 {b:n}건이에요.",
		"{node} starts on order {a:n}, one of {b:n} under way.")},
	nCallEnded: {Name: "call-ended", Tone: scene.Good, Says: sim.T("주문 {a:n}의 결제 호출 결과는 *{b:end|이에요/예요}*. *{c:ms}* 동안 쥐고 있던 스레드를 놓아요. 아직 {d:n}개가 바빠요.",
		"The call for order {a:n} ended as *{b:end}*. Its thread was held for *{c:ms}*; {d:n} are still busy.")},
	nCallFailed: {Name: "call-failed", Tone: scene.Bad, Says: sim.T("주문 {a:n}의 결제 호출 결과는 *{b:end|이에요/예요}*. *{c:ms}* 동안 쥐고 있던 스레드를 놓아요. 아직 {d:n}개가 바빠요.",
		"The call for order {a:n} ended as *{b:end}*. Its thread was held for *{c:ms}*; {d:n} are still busy.")},
	nTooFew: {Name: "too-few", Code: "breaker/turns.go:Breaker.tripped", Tone: scene.Plain, Says: sim.T("주문 {a:n}의 결과는 {b:end|이에요/예요}. 기록이 *{c:n}건뿐*이라 아직 판단하지 않아요. {d:n}건부터 판단해요.",
		"Order {a:n} ended as {b:end}. Results recorded: *only {c:n}*. It judges from {d:n} on.")},
	nRecorded: {Name: "recorded", Code: "breaker/turns.go:Breaker.tripped", Tone: scene.Good, Says: sim.T("주문 {a:n}의 결과는 *{b:end|이에요/예요}*. 실패율 {c:%|이/가} 기준 {d:%}보다 낮아 닫힌 채로 둬요.",
		"Order {a:n} ended as *{b:end}*. The failure rate, {c:%}, is below {d:%}: it stays closed.")},
	nBelow: {Name: "below", Code: "breaker/turns.go:Breaker.tripped", Tone: scene.Warn, Says: sim.T("주문 {a:n}의 결과는 *{b:end|이에요/예요}*. 실패율이 *{c:%}*까지 왔지만 기준 {d:%}에는 못 미쳐요.",
		"Order {a:n} ended as *{b:end}*. The failure rate is *{c:%}*, still below {d:%}.")},
	nProbeEnded: {Name: "probe-ended", Code: "breaker/turns.go:Breaker.judgeProbeRates", Tone: scene.Election, Says: sim.T("시험 호출로 보낸 주문 {a:n}의 결과는 *{b:end|이에요/예요}*. 결과 {d:n}건 중 {c:n}건이 왔어요.",
		"The probe for order {a:n} ended as *{b:end}*: {c:n} of the {d:n} results needed.")},
	nLateResult: {Name: "late-result", Code: "breaker/breaker.go:Breaker.Done", Tone: scene.Plain, Says: sim.T("주문 {a:n}의 결과({b:end})는 *상태가 바뀌기 전에 보낸 호출*의 것이라 세지 않아요.",
		"Order {a:n}'s result, {b:end}, belongs to a call *from before the last turn*: it does not count.")},
	nRefusalIgnored: {Name: "refusal-ignored", Code: "breaker/breaker.go:Breaker.giveBack", Tone: scene.Plain, Says: sim.T("주문 {a:n|은/는} 거래 거절이에요. 설정대로 *세지 않아요*.", "Order {a:n} was refused for business reasons: by the settings it *does not count*.")},
	nAnswerTooLate: {Name: "answer-too-late", Tone: scene.Warn, Says: sim.T("{b:node|이/가} 주문 {a:n}에 이제야 답했지만 *이미 포기한 호출*이에요.",
		"{b:node} answers order {a:n}, a call that was *given up already*.")},
	nOpened: {Name: "opened", Code: "breaker/turns.go:Breaker.judgeClosed", Tone: scene.Bad, Mark: true, Says: sim.T("최근 {b:n}건의 실패율이 *{a:%}*예요. 기준({c:%}) 이상이라 브레이커가 *열려요*. {d:s} 동안 결제를 부르지 않아요.",
		"*{a:%}* of the last {b:n} calls failed, at or above {c:%}: the breaker *opens*. No calls for {d:s}.")},
	nOpenedSlow: {Name: "opened-slow", Code: "breaker/turns.go:Breaker.judgeClosed", Tone: scene.Bad, Mark: true, Says: sim.T("최근 {b:n}건 중 *{a:%|이/가}* {d:s}보다 느렸어요. 기준({c:%}) 이상이라 브레이커가 *열려요*. 실패가 없어도요.",
		"*{a:%}* of the last {b:n} calls took longer than {d:s}, at or above {c:%}: the breaker *opens*, failures or not.")},
	nReopened: {Name: "reopened", Code: "breaker/turns.go:Breaker.judgeProbeRates", Tone: scene.Bad, Mark: true, Says: sim.T("시험 호출 {a:n}건 중 *{b:n}건이 실패*했어요. 아직 안 살아났어요. {c:s} 동안 *다시 열어* 둬요.",
		"*{b:n} of {a:n} probes failed*: Payment is not back. It *opens again* for {c:s}.")},
	nReopenedSlow: {Name: "reopened-slow", Code: "breaker/turns.go:Breaker.judgeProbeRates", Tone: scene.Bad, Mark: true, Says: sim.T("시험 호출 {a:n}건 중 {b:n}건이 *{c:s}보다 느렸어요*. {d:s} 동안 *다시 열어* 둬요.",
		"{b:n} of {a:n} probes *took longer than {c:s}*. It *opens again* for {d:s}.")},
	nClosed: {Name: "closed", Code: "breaker/turns.go:Breaker.judgeProbeRates", Tone: scene.Good, Mark: true, Says: sim.T("시험 호출 {a:n}건 중 실패가 {b:n}건이라 기준 {c:%} 아래예요. 브레이커가 *닫혀요*. 결제가 살아났어요.",
		"{b:n} of {a:n} probes failed, below {c:%}: the breaker *closes*. Payment is back.")},
	nGotAnswer: {Name: "got-answer", Tone: scene.Good, Says: sim.T("{c:route} 요청 {a:n}의 답이 *{b:ms}* 만에 왔어요.", "Request {a:n} for {c:route} was answered in *{b:ms}*.")},
	nGotRefused: {Name: "got-refused", Tone: scene.Warn, Says: sim.T("주문 {a:n|은/는} 잔액이 부족해 *{b:ms}* 만에 거절됐어요. 결제는 제대로 일했어요.",
		"Order {a:n} was refused after *{b:ms}*, for lack of money. Payment did its job.")},
	nGotError: {Name: "got-error", Tone: scene.Bad, Says: sim.T("요청 {a:n|이/가} *{b:ms}* 만에 실패했어요. 까닭: {c:why}.", "Request {a:n} failed after *{b:ms}*: {c:why}.")},
	nGotFallback: {Name: "got-fallback", Code: "breaker/guard.go:Fallback.Failed", Tone: scene.Warn, Says: sim.T("주문 {a:n|은/는} {b:ms} 만에 실패했어요({c:why}). 대신 *{d:shown|을/를}* 보여줘요. 결제됐다고 하지는 않아요.",
		"Order {a:n} failed after {b:ms}: {c:why}. The user sees *{d:shown}* instead, never that it was paid.")},
	nGaveUp: {Name: "gave-up", Tone: scene.Bad, Says: sim.T("{c:route} 요청 {a:n|이/가} {b:s} 동안 답이 없어 *포기해요*. 주문 서비스는 그걸 몰라요.",
		"Request {a:n} for {c:route} got no answer for {b:s}: the client *gives up*. The service does not know.")},
	nTooLate: {Name: "too-late", Tone: scene.Warn, Says: sim.T("요청 {a:n}의 답이 왔지만 *이미 끝난 요청*이에요. 헛일이었어요.", "An answer to request {a:n}, which is *over already*: wasted work.")},
	nErrors:  {Name: "errors", Tone: scene.Bad, Mark: true, Says: sim.T("결제가 이제 호출 중 *{a:%|을/를}* 오류로 끝내요.", "Payment now fails *{a:%}* of its calls.")},
	nRefusals: {Name: "refusals", Tone: scene.Warn, Mark: true, Says: sim.T("잔액이 부족한 주문이 이제 *{a:%}*예요. 결제는 멀쩡해요.",
		"*{a:%}* of the orders now lack money. Payment itself is fine.")},
	nBad:        {Name: "bad", Tone: scene.Bad, Mark: true, Says: sim.T("*{a:node|이/가} 고장 났어요*. 모든 호출에 500을 내요.", "*{a:node} is broken*: it answers every call with 500.")},
	nMended:     {Name: "mended", Tone: scene.Good, Mark: true, Says: sim.T("결제를 *고쳤어요*.", "Payment is *mended*.")},
	nTripped:    {Name: "tripped", Code: "breaker/breaker.go:Breaker.Force", Tone: scene.Warn, Mark: true, Says: sim.T("브레이커를 *강제로 열었어요*. {a:s} 뒤에 시험해요.", "The breaker was *opened by hand*. Probes after {a:s}.")},
	nReset:      {Name: "reset", Code: "breaker/breaker.go:Breaker.Force", Tone: scene.Good, Mark: true, Says: sim.T("브레이커를 *강제로 닫고* 기록을 비웠어요.", "The breaker was *closed by hand* and its record emptied.")},
	nNotPayment: {Name: "not-payment", Tone: scene.Plain, Says: sim.T("결제 인스턴스에만 할 수 있어요. pay1처럼 골라 주세요.", "This works on Payment instances only, such as pay1.")},
	nNoOrder:    {Name: "no-order", Tone: scene.Plain, Says: sim.T("주문 서비스가 멈춰 있어 받아들이지 못해요.", "The order service is not running and cannot take this.")},
	nBreakerOff: {Name: "breaker-off", Tone: scene.Plain, Says: sim.T("브레이커가 꺼져 있어요. 먼저 켜 주세요.", "The breaker is off: switch it on first.")},
}
