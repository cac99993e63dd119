package saga

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

var words = map[string][]sim.Text{
	"act": { // acts, then their compensations; the last is an answer to the buyer
		sim.T("주문 생성", "create the order"), sim.T("재고 예약", "reserve stock"), sim.T("결제", "charge"),
		sim.T("배송 요청", "request delivery"), sim.T("주문 확정", "confirm the order"),
		sim.T("주문 취소", "cancel the order"), sim.T("재고 해제", "release stock"), sim.T("환불", "refund"),
		sim.T("배송 취소", "cancel delivery"), sim.T("확정 취소", "take back the confirmation"), sim.T("답장", "answer the buyer"),
	},
	"reply": {
		sim.T("성공", "ok"), sim.T("거절", "refused"), sim.T("일시 오류", "error"),
		sim.T("취소 성공", "undone"), sim.T("취소 거절", "undo refused"), sim.T("취소 오류", "undo error"),
	},
	"said": {
		sim.T("주문 완료", "the order is complete"), sim.T("주문 취소", "the order is cancelled"), sim.T("처리 중", "still working on it"),
		sim.T("보류", "a person will look at it"), sim.T("지금은 받을 수 없음", "too busy now"),
	},
	"seen": {
		sim.T("없음", "no such order"), sim.T("PENDING", "PENDING"), sim.T("주문됨", "ordered"), sim.T("취소됨", "cancelled"),
	},
}

var kinds = []sim.KindSpec{
	kBuy: {Code: "saga/orchestrate.go:Saga.Begin", Name: "START", Fields: [4]string{"saga", "order", "item", "card"}, Tone: scene.Request, Label: sim.T("주문 {b}", "order {b}"),
		Says: sim.T("{node|이/가} 주문 {b|을/를} 받았어요.", "{node} received order {b}.")},
	kAnswer: {Name: "ANSWER", Fields: [4]string{"saga", "said"}, Tone: scene.Good, Label: sim.T("{b:said}", "{b:said}"),
		Says: sim.T("{node|이/가} 답을 들었어요. {b:said}.", "{node} heard: {b:said}.")},
	kDo: {Code: "saga/desk.go:Desk.Do", Name: "DO", Fields: [4]string{"saga", "act", "try", "detail"}, Tone: scene.Request, Label: sim.T("{b:act}", "{b:act}"),
		Says: sim.T("{node|이/가} 사가 {a}의 *{b:act}* 명령을 받았어요. 자기 DB에서 로컬 트랜잭션을 시작해요.",
			"{node} takes the command to *{b:act}* for saga {a} and begins a local transaction in its own database.")},
	kUndo: {Code: "saga/desk.go:Desk.Undo", Name: "UNDO", Fields: [4]string{"saga", "act", "try", "detail"}, Tone: scene.Warn, Label: sim.T("{b:act}", "{b:act}"),
		Says: sim.T("{node|이/가} 사가 {a}의 *{b:act}* 명령을 받았어요. 지우는 게 아니라 새 트랜잭션으로 되돌려요.",
			"{node} takes the command to *{b:act}* for saga {a}: nothing is erased, a new transaction undoes it.")},
	kReply: {Code: "saga/orchestrate.go:Saga.Handle", Name: "REPLY", Fields: [4]string{"saga", "act", "try", "answer"}, Tone: scene.Good, Label: sim.T("{d:reply}", "{d:reply}"),
		Says: sim.T("{node|이/가} {b:act}의 답을 받았어요. {d:reply}.", "{node} got a reply on the command to {b:act}: {d:reply}.")},
	kLook: {Name: "LOOK", Fields: [4]string{"saga"}, Tone: scene.Plain, Quiet: true,
		Says: sim.T("누군가 {node}에 주문 상태를 물어봤어요. 사가가 끝났는지와 상관없이 답해요.", "Somebody asks {node} for an order's state; it answers whether or not the saga has ended.")},
	kSeen: {Name: "SEEN", Fields: [4]string{"saga", "state", "dirty"}, Tone: scene.Plain, Quiet: true, Label: sim.T("{b:seen}", "{b:seen}"),
		Says: sim.T("조회한 사람이 본 상태는 {b:seen}이에요.", "The reader sees: {b:seen}.")},
	kArrive: {Name: "buyer", Tone: scene.Request, Quiet: true,
		Says: sim.T("새 손님이 주문 버튼을 눌렀어요.", "A new buyer presses the button.")},
	kImpatient: {Name: "impatient", Fields: [4]string{"saga"}, Quiet: true,
		Says: sim.T("손님이 기다리는 주문이 있는지 확인해요. 이미 답을 들었어요.", "A buyer's patience is checked: the answer has come already.")},
	kGlance: {Name: "glance", Fields: [4]string{"saga"}, Quiet: true,
		Says: sim.T("사가 도중에 누군가 주문을 조회해요.", "Somebody looks at an order in the middle of its saga.")},
	kLogged: {Code: "saga/saga.go:Saga.Apply", Name: "LOG", Fields: [4]string{"saga", "act", "try"}, Tone: scene.Election, Quiet: true,
		Says: sim.T("사가 {a}의 기록이 로그에 남았어요. 기다리던 명령은 이제 필요 없어요.", "Saga {a}'s record is in the log; the command behind it is no longer wanted.")},
	kWork: {Code: "saga/desk.go:Desk.Do", Name: "commit", Fields: [4]string{"saga", "act", "try", "detail"}, Quiet: true,
		Says: sim.T("{node|이/가} 로컬 트랜잭션을 끝냈어요.", "{node} finished a local transaction.")},
	kTimeout: {Code: "saga/orchestrate.go:Saga.Handle", Name: "TIMER", Fields: [4]string{"saga", "act", "try"}, Tone: scene.Warn, Quiet: true,
		Says: sim.T("{b:act} 명령의 타이머가 울렸어요. 이미 답이 왔어요.", "The timer of the command to {b:act} fires, but the answer has come already.")},
	kAgain: {Code: "saga/orchestrate.go:Saga.Again", Name: "backoff", Fields: [4]string{"saga", "act", "try"}, Quiet: true,
		Says: sim.T("다시 보낼 시간이 됐지만 {b:act} 명령은 이제 필요 없어요.", "Time to send again, but the command to {b:act} is no longer wanted.")},
}
