package circuitbreaker

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// Messages and timers.
const (
	kArrive sim.Kind = iota
	kRequest
	kReply
	kReject
	kFail
	kExpire
	kMenu
	kCall
	kProbe
	kPaid
	kResult
	kError
	kTimeout
)

var kinds = []sim.KindSpec{
	kArrive: {Name: "arrive", Fields: [4]string{"route"}, Quiet: true, Tone: scene.Request,
		Says: sim.T("클라이언트가 *{a:route}* 요청을 보내요.", "A client sends *{a:route}*.")},
	kRequest: {Name: "REQ", Fields: [4]string{"request", "route"}, Tone: scene.Request, Label: sim.T("{b:route}", "{b:route}"),
		Says: sim.T("{b:route} 요청 {a:n|이/가} {node}에 왔어요.", "Request {a:n} for {b:route} reached {node}.")},
	kReply: {Name: "REPLY", Fields: [4]string{"request", "route", "result", "shown"}, Tone: scene.Good, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("요청 {a:n}의 답이 왔어요.", "The answer to request {a:n} is here.")},
	kReject: {Name: "REJECT", Fields: [4]string{"request", "route", "result", "shown"}, Tone: scene.Warn, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("요청 {a:n|이/가} 거절됐어요.", "Request {a:n} was rejected.")},
	kFail: {Name: "FAIL", Fields: [4]string{"request", "route", "result", "shown"}, Tone: scene.Bad, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("요청 {a:n|이/가} 실패했어요.", "Request {a:n} failed.")},
	kExpire: {Name: "expire", Quiet: true, Tone: scene.Warn,
		Says: sim.T("가장 오래 기다린 요청을 살펴봐요. 아직 타임아웃 전이에요.", "Looks at the request that has waited longest: not too long yet.")},
	kMenu: {Name: "menu-done", Fields: [4]string{"request", "thread"}, Quiet: true, Tone: scene.Good,
		Says: sim.T("/menu 요청 {a:n|이/가} 끝났어요. 외부 호출이 없는 요청이에요.", "/menu request {a:n} is done: local work only.")},
	kProbe: {Name: "PROBE", Fields: [4]string{"request", "thread"}, Tone: scene.Election, Label: sim.T("시험", "probe"),
		Says: sim.T("시험 호출로 보낸 주문 {a:n|이/가} {node}에 왔어요.", "The probe for order {a:n} reached {node}.")},
	kCall: {Name: "CALL", Fields: [4]string{"request", "thread"}, Tone: scene.Request, Label: sim.T("결제", "pay"),
		Says: sim.T("주문 {a:n}의 결제 호출이 {node}에 왔어요.", "The call for order {a:n} reached {node}.")},
	kPaid: {Name: "paid", Fields: [4]string{"request", "thread", "result"}, Quiet: true, Tone: scene.Good,
		Says: sim.T("{node|이/가} 주문 {a:n}의 결제를 끝냈어요. 결과는 *{c:result|이에요/예요}*.", "{node} is done with order {a:n}: *{c:result}*.")},
	kResult: {Name: "RESULT", Fields: [4]string{"request", "thread", "result"}, Tone: scene.Good, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("주문 {a:n}의 결제 결과가 왔어요.", "The result of order {a:n}'s call is here.")},
	kError: {Name: "ERROR", Fields: [4]string{"request", "thread", "result"}, Tone: scene.Bad, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("주문 {a:n}의 결제가 오류로 끝났어요.", "The call for order {a:n} failed.")},
	kTimeout: {Name: "TIMEOUT", Fields: [4]string{"request", "thread"}, Tone: scene.Bad,
		Says: sim.T("주문 {a:n}의 결제 호출이 타임아웃이에요. 이미 끝난 호출이라 할 일이 없어요.", "A timeout for order {a:n}, which is over already.")},
}

var words = map[string][]sim.Text{
	"route": {sim.T("/order", "/order"), sim.T("/menu", "/menu")},
	"result": {sim.T("200", "200"), sim.T("402", "402"), sim.T("500", "500"), sim.T("504", "504"),
		sim.T("503 열림", "503 open"), sim.T("503 벌크헤드", "503 bulkhead"), sim.T("503 대기열", "503 queue")},
	"end": {sim.T("성공", "a success"), sim.T("402 거래 거절", "a business refusal (402)"), sim.T("500 오류", "an error (500)"),
		sim.T("타임아웃", "a timeout")},
	"why": {sim.T("성공", "answered"), sim.T("거래 거절", "refused"), sim.T("결제 오류", "Payment failed"), sim.T("결제 타임아웃", "Payment timed out"),
		sim.T("브레이커가 열려 있음", "the breaker is open"), sim.T("벌크헤드가 꽉 참", "the bulkhead is full"), sim.T("대기열이 꽉 참", "the queue is full")},
	"shown": {sim.T("결과", "the answer"), sim.T("저장해 둔 화면", "the cached page"), sim.T("접수 안내", "that the order is taken"), sim.T("오류", "the error")},
	"state": {sim.T("닫힘", "closed"), sim.T("열림", "open"), sim.T("반열림", "half-open")},
}
