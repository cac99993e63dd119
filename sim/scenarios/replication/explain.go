package replication

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	toneGood    = scene.Good
	toneBad     = scene.Bad
	toneWarn    = scene.Warn
	toneRequest = scene.Request
)

var words = map[string][]sim.Text{
	"reason": {
		sim.T("지금은 프라이머리가 아니라서", "it is not the primary now"),
		sim.T("리스가 끝나서", "its lease is over"),
		sim.T("옛 세대의 요청이라서", "the request is of an older epoch"),
		sim.T("결과를 알 수 없어서", "the outcome is unknown"),
		sim.T("기다리기를 취소해서", "its wait was cancelled"),
	},
	"whyReport": {
		sim.T("새 기록을 받았어요", "took new entries"),
		sim.T("정기 보고예요", "sent a periodic report"),
		sim.T("중간이 비어 있어요", "is missing an entry in between"),
	},
	"answer": {
		sim.T("값을 읽었어요", "the value was read"),
		sim.T("아직 거기까지 적용하지 않았어요", "not applied that far yet"),
		sim.T("리스가 끝나 대답하지 않아요", "no answer without a lease"),
	},
}

var kinds = []sim.KindSpec{
	kWrite: {Name: "WRITE", Fields: [4]string{"key", "value", "epoch"}, Tone: toneRequest,
		Says: sim.T("{node|이/가} 쓰기 요청을 받았어요.", "{node} received a write.")},
	kAck: {Name: "ACK", Fields: [4]string{"pos", "value", "key", "epoch"}, Tone: toneGood, Label: sim.T("ACK {a}", "ACK {a}"),
		Says: sim.T("{node|이/가} 이미 끝난 쓰기의 답을 또 받았어요. *무시해요*.", "{node} got an answer to a write it has closed: *ignored*.")},
	kNack: {Name: "NACK", Fields: [4]string{"reason", "value", "key", "epoch"}, Tone: toneBad,
		Says: sim.T("{node|이/가} 이미 끝난 쓰기의 거절을 받았어요. 무시해요.", "{node} got a refusal for a write it has closed: ignored.")},
	kLog: {Code: "replication/log.go:Log.Append", Name: "LOG", Fields: [4]string{"pos", "epoch", "entry", "hash"}, Label: sim.T("LOG {a}", "LOG {a}"),
		Says: sim.T("{node|이/가} {a}번 기록을 *받았어요*. 적용은 조금 뒤예요.", "{node} *received* entry {a}; it will apply it later.")},
	kReceived: {Code: "replication/commit.go:Rule.Committed", Name: "RECEIVED", Fields: [4]string{"pos", "why", "epoch", "hash"}, Quiet: true,
		Says: sim.T("{peer|이/가} {a}번까지 받았어요. {b:whyReport}.", "{peer} has received up to {a}: it {b:whyReport}.")},
	kApplied: {Code: "replication/commit.go:Rule.Committed", Name: "APPLIED", Fields: [4]string{"pos", "", "epoch"}, Quiet: true,
		Says: sim.T("{peer|이/가} {a}번까지 적용했다고 알려요.", "{peer} has applied up to {a}.")},
	kRead: {Name: "READ", Fields: [4]string{"key", "minPos", "read"}, Tone: toneRequest, Quiet: true,
		Says: sim.T("{node|이/가} 지금 적용한 상태로 읽기에 답해요.", "{node} answers a read from what it has applied.")},
	kValue: {Name: "VALUE", Fields: [4]string{"value", "pos", "read", "state"}, Tone: toneGood, Quiet: true,
		Says: sim.T("{peer}의 답이 왔어요. {b}번까지 적용한 상태예요. {d:answer}.", "{peer} answered as of position {b}: {d:answer}.")},
	kHeartbeat: {Name: "HEARTBEAT", Fields: [4]string{"epoch", "received", "sent", "role"}, Quiet: true,
		Says: sim.T("{peer|은/는} 살아 있어요. {b}번까지 받았대요.", "{peer} is alive and has received up to {b}.")},
	kLease: {Name: "LEASE", Fields: [4]string{"epoch", "sent", "span"}, Tone: scene.Election, Quiet: true,
		Says: sim.T("{node|이/가} {c:s} 동안 프라이머리로 일해도 된다는 *리스*를 받았어요.", "{node} may act as primary for another {c:s}: its *lease* was renewed.")},
	kAsk: {Name: "POSITION?", Fields: [4]string{"epoch"}, Tone: scene.Election,
		Says: sim.T("{node|이/가} 어디까지 받았는지 질문을 받았어요.", "{node} is asked how far it has received.")},
	kPosition: {Name: "POSITION", Fields: [4]string{"epoch", "received", "lastEpoch", "applied"}, Tone: scene.Election,
		Says: sim.T("{peer|은/는} {b}번까지 받았대요. 다른 답을 기다려요.", "{peer} has received up to {b}; the manager waits for the others.")},
	kPromote: {Name: "PROMOTE", Fields: [4]string{"epoch", "members"}, Tone: scene.Election,
		Says: sim.T("{node|은/는} 세대 {a|을/를} 이미 알고 있어요.", "{node} knows of epoch {a} already.")},
	kFollow: {Name: "FOLLOW", Fields: [4]string{"epoch", "primary"}, Tone: scene.Election,
		Says: sim.T("{node|이/가} 세대 {a}의 새 프라이머리를 알게 됐어요. 로그가 어디서 갈라지는지 물어봐요.", "{node} learns the primary of epoch {a} and asks where their logs part.")},
	kFence: {Name: "FENCE", Fields: [4]string{"epoch", "primary", "forced"}, Tone: toneBad,
		Says: sim.T("세대 {a|이/가} 시작됐다는 알림이에요. {node|은/는} 이미 알고 있거나 펜싱을 따르지 않아요.", "Epoch {a} has begun; {node} knows, or heeds no fencing.")},
	kRoute: {Name: "ROUTE", Fields: [4]string{"epoch", "primary", "readable"}, Tone: scene.Election, Quiet: true,
		Says: sim.T("{node|이/가} 주소를 확인했어요. 세대 {a} 그대로예요.", "{node} checked the route: still epoch {a}.")},
	kAskRoute: {Name: "ROUTE?", Quiet: true,
		Says: sim.T("{peer|이/가} 프라이머리 주소를 물어봤어요.", "{peer} asked for the primary's address.")},
	kHello: {Name: "HELLO", Fields: [4]string{"epoch", "end", "", "needAll"}, Tone: scene.Election,
		Says: sim.T("{peer|이/가} 따라가겠다고 했지만 {node|은/는} 지금 그 세대의 프라이머리가 아니에요.", "{peer} wants to follow, but {node} is not the primary of that epoch now.")},
	kSync: {Name: "SYNC", Fields: [4]string{"epoch", "common"}, Tone: scene.Election,
		Says: sim.T("{node|은/는} 이미 이 프라이머리를 따라가고 있어요.", "{node} follows this primary already.")},
	kSnapshot: {Name: "SNAPSHOT", Fields: [4]string{"epoch", "pos", "", "hash"}, Tone: toneWarn,
		Says: sim.T("{node|은/는} 통째 복사가 더 필요 없어요.", "{node} no longer needs a full copy.")},
	kArriveWrite: {Name: "write", Tone: toneRequest, Quiet: true,
		Says: sim.T("{node}의 사용자가 글을 하나 써요.", "A user of {node} writes something.")},
	kArriveRead: {Code: "replication/session.go:Route", Name: "read", Tone: toneRequest, Quiet: true,
		Says: sim.T("{node}의 사용자가 읽어요.", "A user of {node} reads something.")},
	kReread: {Name: "re-read", Tone: toneRequest,
		Says: sim.T("{node}의 사용자가 *방금 쓴 글*을 다시 읽어요.", "A user of {node} re-reads *what they just wrote*.")},
	kClientTick: {Name: "client tick", Quiet: true,
		Says: sim.T("{node|이/가} 오래 답이 없는 요청을 정리해요.", "{node} gives up on requests never answered.")},
	kShip: {Name: "ship", Fields: [4]string{"pos"}, Quiet: true,
		Says: sim.T("{node}의 보내기 줄에서 {a}번 기록이 *나갔어요*.", "Entry {a} *leaves* the send queue of {node}.")},
	kAckTimer: {Name: "flush", Quiet: true,
		Says: sim.T("{node|이/가} 받은 기록을 디스크에 남기고 위치를 알려요.", "{node} has the entries on disk and reports its position.")},
	kApply: {Name: "apply", Fields: [4]string{"pos", "", "", "hash"}, Tone: toneGood, Quiet: true,
		Says: sim.T("{node|이/가} {a}번까지 *적용했어요*. 이제 읽으면 보여요.", "{node} *applied* up to {a}: reads see it now.")},
	kWait: {Code: "replication/commit.go:SemiSync.Expire", Name: "semi-sync timeout", Quiet: true,
		Says: sim.T("{node|이/가} 가장 오래 기다린 쓰기를 확인해요. 아직 타임아웃은 아니에요.", "{node} checks its longest-waiting write: no timeout yet.")},
	kTick: {Name: "tick", Quiet: true,
		Says: sim.T("{node|이/가} 살아 있다고 알려요.", "{node} reports that it is alive.")},
	kManagerTick: {Name: "manager tick", Quiet: true,
		Says: sim.T("{node|이/가} 하트비트가 끊긴 노드를 찾아요.", "{node} looks who has gone silent.")},
}

// The decisions, in the order of notes.
const (
	nAckAsync sim.Note = iota
	nAckDegraded
	nWaitReceived
	nWaitApplied
	nSplitWrite
	nRefused
	nReleased
	nReleasedAll
	nCancelled
	nNobodyWaits
	nStillWaiting
	nDegraded
	nRearmed
	nResent
	nSnapshotSent
	nCommon
	nAgree
	nApplyingRest
	nCutMeanwhile
	nOpened
	nOpenedWhole
	nSteppedDown
	nLeaseOver
	nLeaseBack
	nReadRefused
	nBehind
	nPosition
	nNotHeeded
	nFenced
	nOldLog
	nGap
	nRewound
	nInStep
	nSnapshotTaken
	nPoolFull
	nAcked
	nNacked
	nLocalOnly
	nToPrimary
	nReread
	nRereadPrimary
	nRereadReplica
	nStale
	nMissed
	nGone
	nSeen
	nNewRoute
	nRouteMoved
	nFencing
	nCompleted
	nSilent
	nHeardAgain
	nSuspect
	nLeasesLate
	nStillApplying
	nNotOpened
	nChosen
	nChosenAlone
	nRouteAgain
)

var notes = []sim.NoteSpec{
	nAckAsync: {Name: "ack-async", Code: "replication/commit.go:Rule.Committed", Tone: toneGood, Says: sim.T("{a}번에 쓰고 *바로 성공*이라고 답해요. 복제본이 아직 받지 못한 기록은 {b}건이에요.",
		"Written at {a} and *acknowledged at once*, while the replicas lack the last {b}.")},
	nAckDegraded: {Name: "ack-degraded", Code: "replication/commit.go:SemiSync.Degraded", Tone: toneWarn, Says: sim.T("반동기가 *꺼져 있어서* {a}번을 기다리지 않고 답해요. 복제본은 {b}건 뒤에 있어요.",
		"Semi-sync is *off*, so {a} is acknowledged without waiting; the replicas lack the last {b}.")},
	nWaitReceived: {Name: "wait-received", Code: "replication/commit.go:Rule.Committed", Tone: toneWarn, Says: sim.T("{a}번에 썼지만 아직 답하지 않아요. *복제본 하나가 받을 때까지* {b}건이 기다려요.",
		"Written at {a}, not answered yet: it waits *until one replica has received it* ({b} waiting).")},
	nWaitApplied: {Name: "wait-applied", Code: "replication/commit.go:Rule.Committed", Tone: toneWarn, Says: sim.T("{a}번에 썼지만 아직 답하지 않아요. *모든 복제본이 적용할 때까지* {b}건이 기다려요.",
		"Written at {a}, not answered yet: it waits *until every replica has applied it* ({b} waiting).")},
	nSplitWrite: {Name: "split-write", Tone: toneBad, Says: sim.T("세대 {c|이/가} 시작됐는데 세대 {b}의 {node|이/가} {a}번 쓰기를 *받았어요*. 프라이머리가 둘이에요.",
		"Epoch {c} has begun, yet {node} of epoch {b} *accepted* write {a}: there are two primaries.")},
	nRefused: {Name: "refused", Code: "replication/failover.go:Fence.Accept", Tone: toneBad, Says: sim.T("{node|이/가} 쓰기를 *거절했어요*. {a:reason} 받을 수 없어요.",
		"{node} *refused* a write: {a:reason}.")},
	nReleased: {Name: "released", Code: "replication/commit.go:Gate.Advance", Tone: toneGood, Says: sim.T("{c:node|이/가} 받았으니 {b}번까지 *성공*이라고 답해요. 이번에 {d}건이에요.",
		"{c:node} has received it, so writes up to {b} are *acknowledged* ({d} now).")},
	nReleasedAll: {Name: "released-all", Code: "replication/commit.go:Gate.Advance", Tone: toneGood, Says: sim.T("{c:node|이/가} 마지막으로 적용해서 {b}번까지 *성공*이라고 답해요. 이번에 {d}건이에요.",
		"{c:node} was the last to apply it, so writes up to {b} are *acknowledged* ({d} now).")},
	nCancelled: {Name: "cancelled", Code: "replication/commit.go:Gate.GiveUp", Tone: toneBad, Mark: true, Says: sim.T("기다리던 커밋 {a}건을 *취소했어요*. 되돌리지는 못해요. {node}에서는 이제 *보이지만* 복제본에는 {c}건이 없을 수 있어요.",
		"{a} waiting commits were *cancelled*, not undone: {node} *shows them now*, though the replicas may lack the last {c}.")},
	nNobodyWaits: {Name: "nobody-waits", Tone: toneWarn, Says: sim.T("복제를 기다리는 커밋이 *없어요*. 취소할 것도 없어요.", "No commit waits for a replica: *nothing to cancel*.")},
	nStillWaiting: {Name: "still-waiting", Code: "replication/commit.go:Rule.Committed", Tone: toneWarn, Says: sim.T("{peer|은/는} {a}번까지 적용했지만 *{b:node|을/를} 기다려요*. 쓰기 {c}건이 멈춰 있어요.",
		"{peer} has applied up to {a}, but the primary *waits for {b:node}*: {c} writes are held.")},
	nDegraded: {Name: "degraded", Code: "replication/commit.go:SemiSync.Expire", Tone: toneBad, Mark: true, Says: sim.T("{a:s} 동안 아무도 받지 못해서 반동기가 *조용히 꺼졌어요*. 기다리던 {b}건에 성공이라고 답해요.",
		"Nobody received anything for {a:s}: semi-sync *silently turns off*, and {b} waiting writes are called a success.")},
	nRearmed: {Name: "rearmed", Code: "replication/commit.go:SemiSync.Rearm", Tone: toneGood, Mark: true, Says: sim.T("{peer|이/가} {a}번까지 따라잡아서 반동기가 *다시 켜졌어요*.",
		"{peer} has caught up to {a}: semi-sync is *on again*.")},
	nResent: {Name: "resent", Tone: toneWarn, Says: sim.T("{a:node|이/가} 받지 못한 {b}번부터 *다시 보내요*. {c}건이에요.",
		"{a:node} lacks entries from {b} on: {c} are *sent again*.")},
	nSnapshotSent: {Name: "snapshot-sent", Tone: toneWarn, Says: sim.T("{a:node}에 필요한 기록은 이미 지웠어요. {b}번 시점의 데이터를 *통째로 보내요*.",
		"What {a:node} needs is no longer in the log: a *full copy* as of {b} is sent.")},
	nCommon: {Name: "common", Code: "replication/log.go:CommonEnd", Tone: scene.Election, Says: sim.T("{c:node|과/와} {a}번까지 *같아요*. 그 뒤 {b}건은 {c:node}에서 잘라 내야 해요.",
		"The logs *agree up to {a}*; {b} entries after it must be cut off at {c:node}.")},
	nAgree: {Name: "agree", Code: "replication/log.go:CommonEnd", Tone: toneGood, Says: sim.T("{b:node|은/는} {a}번까지 *그대로 맞아요*. 다음 기록부터 보내면 돼요.",
		"{b:node} *agrees up to {a}*, its end: sending goes on from there.")},
	nApplyingRest: {Name: "applying-rest", Tone: scene.Election, Says: sim.T("{node|이/가} 세대 {a}의 프라이머리로 뽑혔어요. 먼저 받아 둔 {b}건을 *마저 적용해요*.",
		"{node} was chosen for epoch {a}; first it *applies the {b} entries* it had received.")},
	nCutMeanwhile: {Name: "cut-meanwhile", Tone: toneWarn, Says: sim.T("{node|이/가} {a}번을 적용하려 했지만 *그사이 잘려 나갔어요*. 적용하지 않아요.",
		"{node} was to apply up to {a}, but that was *cut off meanwhile*: it is not applied.")},
	nOpened: {Name: "opened", Tone: scene.Election, Mark: true, Says: sim.T("{node|이/가} 세대 {a}의 *프라이머리*예요. 성공이라고 답했던 쓰기 중 *{b}건이 사라졌어요*.",
		"{node} is *primary* of epoch {a}. Acknowledged writes that are gone: *{b}*.")},
	nOpenedWhole: {Name: "opened-whole", Tone: scene.Election, Mark: true, Says: sim.T("{node|이/가} 세대 {a}의 *프라이머리*예요. 성공이라고 답했던 쓰기가 *모두 있어요*.",
		"{node} is *primary* of epoch {a}, and holds *every acknowledged write*.")},
	nSteppedDown: {Name: "stepped-down", Tone: toneWarn, Mark: true, Says: sim.T("세대 {b|이/가} 시작돼서 {node|이/가} 세대 {a}의 프라이머리에서 *내려왔어요*. 기다리던 쓰기는 결과를 알 수 없다고 답해요.",
		"Epoch {b} begins, so {node} *steps down* from epoch {a}; waiting clients hear that the outcome is unknown.")},
	nLeaseOver: {Name: "lease-over", Tone: toneWarn, Mark: true, Says: sim.T("{node}의 *리스가 끝났어요*. 다른 프라이머리가 생겼을 수 있어서 쓰기를 멈춰요.",
		"The *lease* of {node} is over: another may be primary by now, so it stops accepting writes.")},
	nLeaseBack: {Name: "lease-back", Tone: toneGood, Says: sim.T("{node}의 리스가 *이어졌어요*. 다시 쓰기를 받아요.", "The lease of {node} is *back*: it accepts writes again.")},
	nReadRefused: {Name: "read-refused", Tone: toneWarn, Says: sim.T("{node|은/는} 리스가 없어서 *읽기도 거절해요*. 옛 값을 줄 수 있어요.",
		"Without a lease {node} *refuses reads*, too: it might serve old values.")},
	nBehind: {Name: "behind", Tone: toneWarn, Says: sim.T("{node|은/는} {a}번까지만 적용했고 아직 *따라잡는 중*이에요. 프라이머리에서 읽으라고 해요.",
		"{node} has applied only up to {a} and is *catching up*: it refers the read to the primary.")},
	nPosition: {Name: "position", Tone: scene.Election, Says: sim.T("{node|이/가} *{a}번까지 받았다*고 답해요. 이제 세대 {c}보다 옛 기록은 받지 않아요.",
		"{node} answers that it *received up to {a}*; from now on it refuses anything older than epoch {c}.")},
	nNotHeeded: {Name: "not-heeded", Tone: toneWarn, Says: sim.T("{node|은/는} 세대 {a}의 물음에 *답하지 않아요*. 스스로 프라이머리라고 믿거나 더 새로운 세대를 알아요.",
		"{node} *does not answer* for epoch {a}: it believes it is the primary, or knows a newer epoch.")},
	nFenced: {Name: "fenced", Code: "replication/failover.go:Fence.Accept", Tone: toneBad, Mark: true, Says: sim.T("{node|이/가} *펜싱됐어요*. 세대 {b|이/가} 있으니 세대 {a}의 쓰기는 끝이에요.",
		"{node} is *fenced*: epoch {b} exists, so epoch {a} takes no more writes.")},
	nOldLog: {Name: "old-log", Tone: toneBad, Says: sim.T("옛 세대 {a}의 기록이라 *거절했어요*. 세대 {b|을/를} 따르기로 했어요.",
		"An entry of old epoch {a} is *refused*: epoch {b} was promised.")},
	nGap: {Name: "gap", Tone: toneWarn, Says: sim.T("{a}번이 왔는데 {b}번이 없어요. 순서대로만 받으니 *다시 보내 달라고 해요*.",
		"Entry {a} arrived but {b} is missing: it takes them in order, so it *asks again*.")},
	nRewound: {Name: "rewound", Code: "replication/log.go:Log.Truncate", Tone: toneWarn, Mark: true, Says: sim.T("{node|이/가} {b}번 뒤의 *{a}건을 잘라 내고* 세대 {c|을/를} 따라가요.",
		"{node} *cuts off {a} entries* after {b} and follows epoch {c}.")},
	nInStep: {Name: "in-step", Tone: toneGood, Says: sim.T("{node}의 로그는 {a}번까지 *그대로 맞아요*. 세대 {b|을/를} 따라가요.",
		"The log of {node} *fits as it is* up to {a}; it follows epoch {b}.")},
	nSnapshotTaken: {Name: "snapshot-taken", Tone: toneWarn, Says: sim.T("{node|이/가} {a}번 시점의 데이터를 *통째로 받았어요*.", "{node} took a *full copy* as of {a}.")},
	nPoolFull: {Name: "pool-full", Tone: toneBad, Says: sim.T("답을 기다리는 쓰기가 {a}건이라 연결이 *모자라요*. 새 쓰기는 바로 실패해요.",
		"{a} writes wait already and the *pool is full*: this one fails at once.")},
	nAcked:  {Name: "acked", Tone: toneGood, Says: sim.T("{a}번 쓰기가 *성공*이래요. {b:ms} 걸렸어요.", "Write {a} *succeeded* after {b:ms}.")},
	nNacked: {Name: "nacked", Tone: toneBad, Says: sim.T("쓰기가 *거절됐어요*. {a:reason} 라우터에 다시 물어봐요.", "The write was *refused*: {a:reason}. The router is asked again.")},
	nLocalOnly: {Name: "local-only", Tone: toneWarn, Says: sim.T("기다리기가 취소됐어요. {a:node}에는 커밋됐지만 *복제됐는지는 몰라요*. 성공으로 세지 않아요.",
		"The wait was cancelled: committed on {a:node}, but *perhaps nowhere else*. It does not count as a success.")},
	nToPrimary: {Name: "to-primary", Tone: toneWarn, Says: sim.T("{a:node|이/가} 따라잡는 중이라 *프라이머리에서 다시 읽어요*.",
		"{a:node} is catching up, so the session *reads the primary* instead.")},
	nReread: {Name: "reread", Code: "replication/session.go:Route", Tone: toneRequest, Says: sim.T("사용자가 {a}번에 *방금 쓴 글*을 다시 읽어요. 위치는 따지지 않고 {b:node}에 물어요.",
		"A user re-reads *what they just wrote* at {a}, from {b:node}, whatever it has applied.")},
	nRereadPrimary: {Name: "reread-primary", Code: "replication/session.go:Route", Tone: toneRequest, Says: sim.T("사용자가 {a}번에 쓴 글을 다시 읽어요. 거기까지 적용한 복제본을 몰라서 *프라이머리*에 물어요.",
		"A user re-reads their write at {a}. No replica is known to have applied it, so the *primary* is asked.")},
	nRereadReplica: {Name: "reread-replica", Code: "replication/session.go:Route", Tone: toneRequest, Says: sim.T("사용자가 {a}번에 쓴 글을 다시 읽어요. {b:node|은/는} {c}번까지 적용했으니 *거기서 읽어도 돼요*.",
		"A user re-reads their write at {a}. {b:node} has applied up to {c}, so *it will do*.")},
	nStale: {Name: "stale", Code: "replication/session.go:Session.Read", Tone: toneWarn, Says: sim.T("{a:node|이/가} *옛 값*을 줬어요. 아직 적용하지 않았어요.", "{a:node} returned an *old value*: it has not applied the newer one.")},
	nMissed: {Name: "missed", Tone: toneBad, Says: sim.T("*방금 쓴 글이 안 보여요*. {a:node|은/는} {d}번까지 적용해서 {c}번보다 {b}칸 뒤예요.",
		"*The post just written is missing*: {a:node} is at {d}, {b} positions behind {c}.")},
	nGone: {Name: "gone", Tone: toneBad, Says: sim.T("*방금 쓴 글이 사라졌어요*. 세대 {b}의 {a}번 쓰기는 지금 프라이머리의 로그에 없어요.",
		"*The post just written is gone*: write {a} of epoch {b} is not in the primary's log any more.")},
	nSeen: {Name: "seen", Tone: toneGood, Says: sim.T("방금 쓴 글이 *보여요*. {a:node|이/가} {c}번까지 적용했어요.", "The post just written is *there*: {a:node} has applied up to {c}.")},
	nNewRoute: {Name: "new-route", Tone: scene.Election, Says: sim.T("{node|이/가} 이제 {a:node}에 써요. 세대 {b}예요. 답을 못 받은 쓰기 *{c}건은 결과를 몰라요*.",
		"{node} now writes to {a:node}, epoch {b}; the outcome of *{c} writes is unknown*.")},
	nRouteMoved: {Name: "route-moved", Tone: scene.Election, Mark: true, Says: sim.T("라우터가 *{a:node|으로/로} 라우팅을 바꿨어요*. 세대 {b}예요.", "The router *moves the route to {a:node}*, epoch {b}.")},
	nFencing: {Name: "fencing", Tone: toneBad, Says: sim.T("{a:node|이/가} 아직 세대 {b}의 프라이머리라고 해요. 세대 {c|이/가} 있다고 *막아요*.",
		"{a:node} still claims epoch {b}; it is *fenced off*, for epoch {c} exists.")},
	nCompleted:  {Name: "completed", Tone: scene.Election, Says: sim.T("{a:node|이/가} 쓰기를 받기 시작했어요. 세대 {b|으로/로} 라우팅을 바꾸고 모두에게 알려요.", "{a:node} is open; the route for epoch {b} moves and everyone is told.")},
	nSilent:     {Name: "silent", Tone: toneWarn, Says: sim.T("{a:node|이/가} *응답이 없어서* 읽는 곳에서 뺐어요.", "{a:node} is *silent*: no more reads go there.")},
	nHeardAgain: {Name: "heard-again", Tone: toneGood, Says: sim.T("{a:node|이/가} *다시 들려서* 읽는 곳에 넣었어요.", "{a:node} is *heard again*: reads may go there.")},
	nSuspect: {Name: "suspect", Tone: toneBad, Mark: true, Says: sim.T("{b:s} 동안 {a:node}의 소식이 없어요. *죽었다고 보고* 세대 {c|을/를} 시작해요.",
		"No word from {a:node} for {b:s}: it is *taken for dead*, and epoch {c} begins.")},
	nLeasesLate: {Name: "leases-late", Tone: toneBad, Mark: true, Says: sim.T("{a:node|은/는} 살아 있지만 {b:s} 동안 *리스가 제때 닿지 않았어요*. 쓰기를 못 받으니 세대 {c|을/를} 시작해요.",
		"{a:node} is alive, but for {b:s} *no lease reached it in time*: it cannot accept writes, so epoch {c} begins.")},
	nStillApplying: {Name: "still-applying", Tone: toneWarn, Says: sim.T("{a:node|이/가} 받아 둔 기록을 아직 *적용하고 있어요*. {b:s} 지났지만 로그가 같은 복제본이 없어서 기다려요.",
		"{a:node} is *still applying* what it had received, after {b:s}. Nobody else holds the same log, so the manager waits.")},
	nNotOpened: {Name: "not-opened", Tone: toneBad, Mark: true, Says: sim.T("{a:node|을/를} 승격했지만 {b:s} 동안 *쓰기를 받기 시작하지 않았어요*. 세대 {c|을/를} 시작해 다시 물어봐요.",
		"{a:node} was chosen but *has not opened* after {b:s}: the manager asks around again, for epoch {c}.")},
	nChosen: {Name: "chosen", Code: "replication/failover.go:Promote", Tone: scene.Election, Mark: true, Says: sim.T("{a:node|을/를} *승격해요*. {b}번까지 받았고 다른 답은 {c}번까지예요.",
		"{a:node} is *promoted*: it received up to {b}, the next best {c}.")},
	nChosenAlone: {Name: "chosen-alone", Code: "replication/failover.go:Promote", Tone: scene.Election, Mark: true, Says: sim.T("{a:node|을/를} *승격해요*. 답한 복제본이 하나뿐이고 {b}번까지 받았어요.",
		"{a:node} is *promoted*: it alone answered, having received up to {b}.")},
	nRouteAgain: {Name: "route-again", Tone: toneWarn, Says: sim.T("{a:node}에 {b:s} 동안 새로 쓴 것이 없어요. 라우터가 못 들었을 수 있어서 *라우팅을 다시 알려요*.",
		"Nothing new has been written to {a:node} for {b:s}. The router may not have heard of it: *the route is told again*.")},
}
