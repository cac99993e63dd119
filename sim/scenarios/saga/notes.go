package saga

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// The decisions, in the order of notes.
const (
	nBegan sim.Note = iota
	nBeganBlind
	nAskedAgain
	nBusy
	nLoggedThenSent
	nTold
	nStepDone
	nStepDoneBlind
	nPivot
	nTurnedBack
	nNothingToUndo
	nUnknown
	nUndone
	nRolledBack
	nCompleted
	nRetryForward
	nRetryUndo
	nSentAgain
	nParked
	nFreed
	nResolved
	nStale
	nNobodyKnows
	nReplayed
	nForgot
	nStalled
	nCommitted
	nTwice
	nSwallowed
	nDeclined
	nTombstoneHit
	nUndoFailed
	nCompensated
	nUndidNothing
	nTombstone
	nReplyLost
	nHeard
	nSameKey
	nNewKey
	nGaveUp
	nDirty
	nSawPending
	nNotAService
)

var notes = []sim.NoteSpec{
	nBegan: {Name: "began", Code: "saga/orchestrate.go:Saga.Begin", Tone: scene.Election, Says: sim.T("사가 {a|을/를} 시작한다고 *로그에 먼저 적어요*. 명령({b:act})은 로그가 디스크에 남은 다음에 보내요.",
		"Saga {a} begins: *first the log*. The command to {b:act} waits until the record is on disk.")},
	nBeganBlind: {Name: "began-blind", Tone: scene.Warn, Says: sim.T("사가 {a|을/를} *메모리에만* 적고 바로 명령({b:act})을 보내요. 지금 죽으면 아무도 기억하지 못해요.",
		"Saga {a} is kept *in memory only*, and the command to {b:act} leaves at once: a crash now and nobody remembers it.")},
	nAskedAgain: {Name: "asked-again", Tone: scene.Warn, Says: sim.T("사가 {a|은/는} *이미 아는 요청*이에요. 새로 시작하지 않고 지금 상태를 답해요. {b:said}.",
		"Request {a} is *known already*: no new saga, only where it stands: {b:said}.")},
	nBusy: {Name: "busy", Tone: scene.Bad, Says: sim.T("끝나지 않은 사가가 너무 많아요. {a}건까지만 맡을 수 있어서 *받지 않아요*.",
		"Too many sagas are open: the orchestrator keeps {a} at most and *turns this one away*.")},
	nLoggedThenSent: {Name: "logged-then-sent", Code: "saga/saga.go:Saga.Apply", Tone: scene.Request, Says: sim.T("로그에 남았으니 이제 *{b:act} 명령을 보내요*. 여기서 죽어도 로그를 보고 다시 보낼 수 있어요.",
		"The record is on disk, so the command to *{b:act}* leaves now; after a crash the log says to send it again.")},
	nTold: {Name: "told", Tone: scene.Plain, Says: sim.T("사가 {a}의 결과를 로그에 남기고 손님에게 *답해요*. {b:said}.", "Saga {a}'s result is in the log, and the buyer is *told*: {b:said}.")},
	nStepDone: {Name: "step-done", Code: "saga/orchestrate.go:Saga.nextDo", Tone: scene.Good, Says: sim.T("사가 {a}의 {b:act} 단계는 *이미 커밋됐어요*. 다음은 {c:act|이에요/예요}. 하겠다고 먼저 적고 보내요.",
		"In saga {a} the step to {b:act} *is committed already*. Next: {c:act}, written down before it is sent.")},
	nStepDoneBlind: {Name: "step-done-blind", Tone: scene.Warn, Says: sim.T("사가 {a}의 {b:act} 단계는 *이미 커밋됐어요*. 다음 명령({c:act})을 적어 두지 않고 바로 보내요. 어디까지 왔는지는 메모리에만 있어요.",
		"In saga {a} the step to {b:act} *is committed already*. The next command, to {c:act}, leaves unrecorded: how far it came is known to memory alone.")},
	nPivot: {Name: "pivot", Code: "saga/orchestrate.go:Saga.nextDo", Tone: scene.Election, Says: sim.T("피벗 단계({b:act})가 끝났어요. 여기가 *되돌아갈 수 없는 지점*이에요. 사가 {a|은/는} 앞으로만 가요. 다음은 {c:act|이에요/예요}.",
		"The pivot, to {b:act}, is done: *the point of no return*. Saga {a} only goes forward; next: {c:act}.")},
	nTurnedBack: {Name: "turned-back", Code: "saga/orchestrate.go:Saga.nextUndo", Tone: scene.Warn, Says: sim.T("사가 {c}에서 {a:act} 명령이 *거절됐어요*. 거절된 단계는 한 일이 없으니 그 앞부터 거꾸로 되돌려요. 먼저 {b:act|이에요/예요}.",
		"In saga {c} the command to {a:act} was *refused*. It did nothing itself, so what came before is undone in reverse: first, {b:act}.")},
	nNothingToUndo: {Name: "nothing-to-undo", Code: "saga/orchestrate.go:Saga.nextUndo", Tone: scene.Warn, Says: sim.T("사가 {a}의 첫 단계({b:act})가 거절됐어요. *되돌릴 것이 없어서* 그대로 끝나요.",
		"The first step of saga {a}, to {b:act}, was refused: *nothing to undo*, so it ends here.")},
	nUnknown: {Name: "unknown", Code: "saga/orchestrate.go:Saga.Handle", Tone: scene.Warn, Mark: true, Says: sim.T("{a:act} 명령의 답이 {b:s} 동안 없어요. 실패가 아니라 *모름*이에요. 했을 수도 있으니 {c:act} 명령도 보내요.",
		"No answer to the command to {a:act} for {b:s}. That is not failure but *unknown*: it may have happened, so the command to {c:act} is sent as well.")},
	nUndone: {Name: "undone", Code: "saga/orchestrate.go:Saga.nextUndo", Tone: scene.Warn, Says: sim.T("사가 {a}의 {b:act} 단계가 끝났어요. 거꾸로 한 칸 더 가서 *{c:act}* 차례예요.",
		"In saga {a} the step to {b:act} is finished; one more step back: *{c:act}*.")},
	nRolledBack: {Name: "rolled-back", Code: "saga/orchestrate.go:Saga.nextUndo", Tone: scene.Warn, Says: sim.T("{b:act}까지 끝나서 사가 {a|을/를} *모두 되돌렸어요*. 커밋한 일을 지운 게 아니라 반대되는 일을 했어요.",
		"With the command to {b:act} done, saga {a} is *compensated*: nothing was erased, the opposite was done.")},
	nCompleted: {Name: "completed", Code: "saga/orchestrate.go:Saga.nextDo", Tone: scene.Good, Says: sim.T("사가 {a|이/가} *완료됐어요*. {b:ms} 걸렸어요.", "Saga {a} is *complete* after {b:ms}.")},
	nRetryForward: {Name: "retry-forward", Code: "saga/orchestrate.go:Saga.Handle", Tone: scene.Warn, Says: sim.T("{a:act} 단계는 피벗 뒤라서 되돌리지 않고 *될 때까지 다시 해요*. {b:ms} 뒤에 {c}번째로 다시 보내요.",
		"The step to {a:act} comes after the pivot, so it is *retried until it succeeds*: try {c} follows in {b:ms}.")},
	nRetryUndo: {Name: "retry-undo", Code: "saga/orchestrate.go:Saga.handleUndo", Tone: scene.Warn, Says: sim.T("{a:act} 보상이 안 됐어요. 보상은 포기할 수 없어서 {b:ms} 뒤에 *다시 해요*. {d}번 중 {c}번째예요.",
		"The compensation to {a:act} did not work. It cannot be given up, so it is *retried* in {b:ms} (retry {c} of {d}).")},
	nSentAgain: {Name: "sent-again", Code: "saga/orchestrate.go:Saga.Again", Tone: scene.Request, Says: sim.T("사가 {a}의 {b:act} 명령을 *같은 키로* 다시 보내요. {c}번째 재시도예요.", "The command to {b:act} of saga {a} is sent again *under the same key* (retry {c}).")},
	nParked: {Name: "parked", Code: "saga/orchestrate.go:Saga.handleUndo", Tone: scene.Bad, Mark: true, Says: sim.T("사가 {a}의 {b:act} 보상이 {c}번 다시 해도 안 돼요. *보류*하고 사람을 불러요. 완료로도 취소로도 치지 않아요.",
		"In saga {a} the compensation to {b:act} failed even after {c} retries: *parked* for a person, neither complete nor compensated.")},
	nFreed: {Name: "freed", Code: "saga/orchestrate.go:Saga.handleUndo", Tone: scene.Good, Says: sim.T("보류했던 사가 {a}의 {b:act} 성공 답이 늦게 왔어요. *보류를 풀고* 이어 가요.",
		"The parked saga {a} hears late that the command to {b:act} succeeded: it *goes on*.")},
	nResolved: {Name: "resolved", Code: "saga/orchestrate.go:Saga.Retake", Tone: scene.Election, Mark: true, Says: sim.T("사람이 보류된 사가 {a}건의 보상을 *다시 시도*해요. 어디까지 되돌렸는지 로그가 알려 줘요.",
		"A person lets *{a} parked sagas* try again; the log says how far each was undone.")},
	nStale: {Name: "stale", Code: "saga/orchestrate.go:Saga.Handle", Tone: scene.Plain, Says: sim.T("사가 {a}의 {b:act} 답이 왔지만 *이미 결정이 났어요*. 무시해요.", "A reply on the command to {b:act} of saga {a} comes when *all is decided*: ignored.")},
	nNobodyKnows: {Name: "nobody-knows", Tone: scene.Bad, Says: sim.T("사가 {a}의 {b:act} 답이 왔는데 오케스트레이터가 이 사가를 *몰라요*. 서비스는 커밋했는데 이어 갈 곳이 없어요.",
		"A reply on the command to {b:act} of saga {a}, but the orchestrator *knows no such saga*: committed, and nobody to go on.")},
	nReplayed: {Name: "replayed", Code: "saga/orchestrate.go:Saga.Resume", Tone: scene.Election, Mark: true, Says: sim.T("로그 {a}줄을 *다시 읽어서* 사가 {b}건을 되살렸어요. 답을 모르는 명령은 같은 키로 다시 보내요.",
		"*Replaying* {a} records brings {b} sagas back; commands in doubt are sent again under the same key.")},
	nForgot: {Name: "forgot", Tone: scene.Bad, Mark: true, Says: sim.T("다시 켜졌지만 로그가 없어서 진행 중이던 사가 *{a}건을 잊었어요*. 나간 돈을 기억하는 곳이 없어요.",
		"Up again without a log: *{a} sagas are forgotten*, and with them the money that has left.")},
	nStalled: {Name: "stalled", Tone: scene.Warn, Mark: true, Says: sim.T("사가 {a}의 {b:act} 명령이 {node}의 대기열에 *{c:ms} 묶여 있어요*. 타임아웃보다 길어요.",
		"The command to {b:act} of saga {a} *sits in the queue* of {node} for {c:ms}, longer than the timeout.")},
	nCommitted: {Name: "committed", Code: "saga/desk.go:Desk.Do", Tone: scene.Good, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 결과를 *바로 커밋했어요*. 남들도 벌써 볼 수 있어요.", "{node} *commits* the step to {b:act} of saga {a} at once: others can see it already.")},
	nTwice: {Name: "twice", Tone: scene.Bad, Mark: true, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 효과를 *한 번 더 커밋했어요*. 멱등키를 보지 않아서 중복인 줄 몰라요.",
		"{node} *commits once more* what saga {a} asked: {b:act}. It looks at no key, so it cannot tell a duplicate.")},
	nSwallowed: {Name: "swallowed", Code: "saga/desk.go:Desk.Do", Tone: scene.Good, Says: sim.T("사가 {a}의 {b:act} 명령은 *이미 한 일*이에요. 다시 하지 않고 그때의 답만 다시 줘요.", "The command to {b:act} of saga {a} *was carried out before*: no new effect, only the old answer again.")},
	nDeclined:  {Name: "declined", Code: "saga/desk.go:Desk.Do", Tone: scene.Bad, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 명령을 *거절했어요*. 업무상 이유라서 다시 해도 같아요.", "{node} *refuses* the command to {b:act} of saga {a}: a business reason, so repeating would not help.")},
	nTombstoneHit: {Name: "tombstone-hit", Code: "saga/desk.go:Desk.Do", Tone: scene.Good, Mark: true, Says: sim.T("사가 {a}의 {b:act} 명령이 늦게 실행되려다 *묘비에 막혔어요*. 취소가 먼저 와서 이제는 하면 안 돼요.",
		"The late command to {b:act} of saga {a} *meets a tombstone*: its undo came first, so it must never happen.")},
	nUndoFailed:  {Name: "undo-failed", Tone: scene.Bad, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 보상을 하다가 *일시 오류*가 났어요. 바뀐 것은 없어요.", "{node} *fails for the moment* on the compensation to {b:act} of saga {a}: nothing changed.")},
	nCompensated: {Name: "compensated", Code: "saga/desk.go:Desk.Undo", Tone: scene.Warn, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 트랜잭션을 *새로 커밋했어요*. 앞의 기록은 그대로 남아요.", "{node} *commits a new transaction* for saga {a}: {b:act}. The earlier record stays.")},
	nUndidNothing: {Name: "undid-nothing", Tone: scene.Bad, Mark: true, Says: sim.T("{node|이/가} *한 적 없는 일*을 되돌렸어요. 사가 {a}의 {b:act} 명령을 기록과 대조하지 않아요.",
		"{node} *undoes what never happened*: it checks the command to {b:act} of saga {a} against no record.")},
	nTombstone: {Name: "tombstone", Code: "saga/desk.go:Desk.Undo", Tone: scene.Warn, Mark: true, Says: sim.T("되돌릴 것이 없어요. 사가 {a}의 {c:act} 명령이 나중에 올 수 있어서 *묘비를 남겨요*.",
		"Nothing to undo. The command to {c:act} of saga {a} may still come, so a *tombstone* is left.")},
	nReplyLost: {Name: "reply-lost", Tone: scene.Bad, Mark: true, Says: sim.T("{node|이/가} 사가 {a}의 {b:act} 처리를 마쳤는데 *답이 사라졌어요*. 보낸 쪽은 됐는지 알 수 없어요.",
		"{node} finished the command to {b:act} of saga {a}, but the *reply is lost*: the other end cannot know.")},
	nHeard:   {Name: "heard", Tone: scene.Plain, Says: sim.T("손님이 *답을 들었어요*. {b:said}. 주문 버튼을 누른 지 {c:ms} 지났어요.", "The buyer *hears*: {b:said}, {c:ms} after pressing the button.")},
	nSameKey: {Name: "same-key", Tone: scene.Warn, Says: sim.T("답이 없어서 손님이 주문 {a|을/를} 다시 보내요. *같은 키 {b}* 그대로라서 두 번 주문되지 않아요.", "No answer, so the buyer sends order {a} again *under the same key {b}*: it will not become two.")},
	nNewKey: {Name: "new-key", Tone: scene.Bad, Says: sim.T("답이 없어서 손님이 주문 {a|을/를} 또 눌러요. 사가 {b} 대신 *새 사가* {c|이/가} 생겨요. 앞의 것이 살아 있으면 두 번 결제돼요.",
		"No answer, so the buyer presses again for order {a}: saga {b} becomes *a new saga {c}*. If the first took the money, it is charged twice.")},
	nGaveUp:      {Name: "gave-up", Tone: scene.Bad, Says: sim.T("손님이 주문 {a|을/를} *포기했어요*. 결제됐는지 손님도 몰라요.", "The buyer *gives up* on order {a}, not knowing whether it was charged.")},
	nDirty:       {Name: "dirty", Tone: scene.Warn, Says: sim.T("아직 끝나지 않은 사가 {a}의 주문이 *확정된 것처럼 보였어요*. 취소될 수도 있는 더티 리드예요.", "The order of saga {a}, which has not ended, *looked final*: a dirty read, for it may be cancelled.")},
	nSawPending:  {Name: "saw-pending", Tone: scene.Plain, Says: sim.T("사가 {a}의 주문은 *PENDING*으로 보여요. 시맨틱 락이 아직 확정이 아니라고 알려 줘요.", "The order of saga {a} shows as *PENDING*: the semantic lock says that it is not certain yet.")},
	nNotAService: {Name: "not-a-service", Tone: scene.Plain, Says: sim.T("{a:node|은/는} 명령을 받는 서비스가 아니라서 *바뀌는 것이 없어요*.", "{a:node} takes no commands, so *nothing changes*.")},
}
