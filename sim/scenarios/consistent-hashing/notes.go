package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// What was decided, and why.
const (
	nReads sim.Note = iota
	nByModulo
	nByRing
	nByBounded
	nByScore
	nByJump
	nSpilled
	nReplica
	nNobody
	nReconfigured
	nHit
	nMiss
	nMissMoved
	nCoalesced
	nFilled
	nRowLate
	nRowUnwanted
	nRefused
	nGaveUp
	nQueued
	nOverloaded
	nServed
	nAnswered
	nFailed
	nTooLate
	nTimedOut
	nJoined
	nReadmitted
	nTakenOut
	nRemoved
	nForgotten
	nHeavier
	nLighter
	nSameWeight
	nBackCold
	nNotInvited
	nComing
	nNoMore
	nNotMember
	nBadWeight
	nNoRouter
	nHot
	nCooled
)

var notes = []sim.NoteSpec{
	nReads: {Name: "reads", Tone: scene.Request, Says: sim.T("클라이언트가 *user:{b}* 읽기를 보내요. {a:n}번째예요.", "A client reads *user:{b}*: read number {a:n}.")},
	nByModulo: {Name: "by-modulo", Code: "hashing/hash.go:Modulo", Tone: scene.Request, Says: sim.T("user:{a}의 해시를 {b|으로/로} 나눈 나머지가 {c|이에요/예요}. *{d:node|이/가}* 주인이에요.",
		"The hash of user:{a} modulo {b} is {c}: *{d:node}* owns it.")},
	nByRing: {Name: "by-ring", Code: "hashing/ring.go:Ring.Search", Tone: scene.Request, Says: sim.T("user:{a}에서 시계 방향으로 처음 만나는 점은 *{b:node}*의 것이에요.",
		"Clockwise from user:{a} the first point is one of *{b:node}*'s.")},
	nByBounded: {Name: "by-bounded", Code: "hashing/bounded.go:Bounded.Place", Tone: scene.Request, Says: sim.T("user:{a}에서 시계 방향으로, 키가 {c:n}개를 넘지 않은 첫 서버는 *{b:node|이에요/예요}*.",
		"Clockwise from user:{a} the first server below {c:n} keys is *{b:node}*.")},
	nByScore: {Name: "by-score", Code: "hashing/rendezvous.go:Rendezvous.Replicas", Tone: scene.Request, Says: sim.T("서버 {c}대의 점수를 견줘요. user:{a}에게는 *{b:node|이/가}* 가장 높아요.",
		"Scores {c} servers for user:{a}: *{b:node}* is highest.")},
	nByJump: {Name: "by-jump", Code: "hashing/jump.go:Jump", Tone: scene.Request, Says: sim.T("user:{a|을/를} {d}칸 가운데 {c}번에 넣어요. *{b:node|이에요/예요}*.",
		"user:{a} falls into bucket {c} of {d}: *{b:node}*.")},
	nSpilled: {Name: "spilled", Code: "hashing/bounded.go:Bounded.Place", Tone: scene.Warn, Says: sim.T("{b:node|이/가} 최근 읽기의 상한, 평균의 {d}%에 닿았어요. user:{a|은/는} *{c:node|으로/로} 흘러넘쳐요*.",
		"{b:node} is at its cap, {d} % of the average reads: user:{a} *spills over to {c:node}*.")},
	nReplica: {Name: "replica", Code: "hashing/ring.go:Ring.Replicas", Tone: scene.Request, Says: sim.T("user:{a|은/는} 서버 {d}대가 맡아요. 이번에는 {c}번째인 *{b:node}* 차례예요.",
		"{d} servers hold user:{a}; this time it is the turn of number {c}, *{b:node}*.")},
	nNobody: {Name: "nobody", Tone: scene.Bad, Says: sim.T("링에 *서버가 한 대도 없어요*. user:{a|은/는} 읽을 수 없어요.", "There is *no server at all*: user:{a} cannot be read.")},
	nReconfigured: {Name: "reconfigured", Tone: scene.Election, Mark: true, Says: sim.T("설정이 바뀌어 배치를 다시 만들어요. {c:mode}, 키 {a:n}개 가운데 *{b:n}개*가 이동해요. 편차는 {d:%|이에요/예요}.",
		"New settings, new placement: {c:mode}. *{b:n}* of {a:n} keys move; the deviation is now {d:%}.")},
	nHit:  {Name: "hit", Tone: scene.Good, Says: sim.T("{node|이/가} user:{a|을/를} 갖고 있어요. *히트*예요.", "{node} has user:{a}: a *hit*.")},
	nMiss: {Name: "miss", Tone: scene.Warn, Says: sim.T("{node}에 user:{a|이/가} 없어요. *미스*라서 원본 DB에서 읽어요.", "{node} does not have user:{a}: a *miss*, loaded from the origin.")},
	nMissMoved: {Name: "miss-moved", Tone: scene.Warn, Says: sim.T("user:{a|은/는} {b:node}에서 *{node|으로/로} 이사했어요*. 여기에는 아직 없어서 원본 DB에서 읽어요.",
		"user:{a} *moved from {b:node} to {node}* and is not here yet: loaded from the origin.")},
	nCoalesced: {Name: "coalesced", Tone: scene.Warn, Says: sim.T("user:{a|은/는} 이미 원본 DB에서 읽는 중이에요. *같이 기다려요*.", "user:{a} is being loaded already: this read *waits along*.")},
	nFilled:    {Name: "filled", Tone: scene.Good, Says: sim.T("{node|이/가} user:{a|을/를} *채웠어요*. 기다리던 {b}건에 답해요.", "{node} *keeps* user:{a} now and answers the {b} that waited.")},
	nRowLate: {Name: "row-late", Tone: scene.Warn, Says: sim.T("user:{a|이/가} 늦게 왔어요. 기다리는 사람은 없지만 *갖고 있을게요*.",
		"user:{a} came too late: nobody waits, but *it is kept*.")},
	nRowUnwanted: {Name: "row-unwanted", Tone: scene.Warn, Says: sim.T("user:{a}의 답이 또 왔거나 기다린 적이 없어요. *버려요*.", "An answer for user:{a} that nobody here waits for: *dropped*.")},
	nRefused:     {Name: "refused", Tone: scene.Bad, Says: sim.T("원본 DB가 *거절했어요*. user:{a|을/를} 기다리던 {b}건이 실패해요.", "The origin *refused*: the {b} waiting for user:{a} fail.")},
	nGaveUp: {Name: "gave-up", Tone: scene.Bad, Says: sim.T("원본 DB가 {c:s} 동안 답이 없어요. *{a}건을 포기하고* 기다리던 {b}건이 실패해요.",
		"No answer from the origin for {c:s}: *{a} loads are given up*, {b} reads fail.")},
	nQueued: {Name: "queued", Tone: scene.Warn, Says: sim.T("원본 DB가 user:{a|을/를} 줄에 세워요. 줄은 {b:n}건, 최근 1초에 *{c:n}건*, 용량은 {d:n}건이에요.",
		"The origin queues user:{a}: {b:n} in line, *{c:n}* in the last second, capacity {d:n}.")},
	nOverloaded: {Name: "overloaded", Tone: scene.Bad, Says: sim.T("원본 DB가 넘쳐요. 최근 1초에 {b:n}건인데 용량은 {c:n}건이에요. 줄이 {d:n}건이라 user:{a|을/를} *거절해요*.",
		"The origin overflows: {b:n} in the last second, capacity {c:n}. With {d:n} in line it *refuses* user:{a}.")},
	nServed: {Name: "served", Tone: scene.Good, Says: sim.T("원본 DB가 user:{a|을/를} 읽어 {b:node}에 줘요. 남은 줄은 {c:n}건이에요.", "The origin read user:{a} for {b:node}; {c:n} still in line.")},
	nAnswered: {Name: "answered", Tone: scene.Good, Says: sim.T("{d:node|이/가} user:{a}에 답했어요. *{b:result}*, {c:ms} 걸렸어요.",
		"{d:node} answered user:{a}: *{b:result}*, after {c:ms}.")},
	nFailed:   {Name: "failed", Tone: scene.Bad, Says: sim.T("user:{a} 읽기가 *실패했어요*. {b:result}, {c:ms} 걸렸어요.", "Reading user:{a} *failed*: {b:result}, after {c:ms}.")},
	nTooLate:  {Name: "too-late", Tone: scene.Warn, Says: sim.T("user:{a}의 답이 왔지만 *이미 끝난 읽기*예요.", "An answer for user:{a}, but *that read is over*.")},
	nTimedOut: {Name: "timed-out", Tone: scene.Bad, Says: sim.T("{b:s} 동안 답이 없어 클라이언트가 *{a:n}건을 포기했어요*.", "No answer for {b:s}: clients *gave up {a:n} reads*.")},
	nJoined: {Name: "joined", Tone: scene.Election, Mark: true, Says: sim.T("*{a:node|이/가} 들어왔어요*. 키 *{b:n}개*({c:%})가 이동해요. {d:came}",
		"*{a:node} joined*: *{b:n}* keys ({c:%}) move. {d:came}")},
	nReadmitted: {Name: "readmitted", Tone: scene.Election, Mark: true, Says: sim.T("*{a:node|이/가} 다시 답해요*. 도로 넣어요. 키 *{b:n}개*({c:%})가 이동해요. {d:came}",
		"*{a:node} answers again* and is back: *{b:n}* keys ({c:%}) move. {d:came}")},
	nTakenOut: {Name: "taken-out", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} 계속 답이 없어 *뺐어요*. 키 *{b:n}개*가 서버 {c}대로 갔어요. {d:left}",
		"{a:node} stayed silent and is *taken out*: *{b:n}* keys go to {c} servers. {d:left}")},
	nRemoved: {Name: "removed", Tone: scene.Warn, Mark: true, Says: sim.T("*{a:node|을/를} 뺐어요*. 키 *{b:n}개*가 서버 {c}대로 갔어요. {d:left}",
		"*{a:node} is removed*: *{b:n}* keys go to {c} servers. {d:left}")},
	nForgotten: {Name: "forgotten", Tone: scene.Warn, Says: sim.T("{a:node|은/는} 이미 빠져 있었어요. *명단에서도* 지웠어요.", "{a:node} was out already; now it is *off the list*, too.")},
	nHeavier: {Name: "heavier", Tone: scene.Election, Mark: true, Says: sim.T("{a:node}의 *가중치를 올렸어요*. 키 *{b:n}개*({c:%})가 이동해요. {d:came}",
		"{a:node} *weighs more*: *{b:n}* keys ({c:%}) move. {d:came}")},
	nLighter: {Name: "lighter", Tone: scene.Warn, Mark: true, Says: sim.T("{a:node}의 *가중치를 내렸어요*. 키 *{b:n}개*가 서버 {c}대로 갔어요. {d:left}",
		"{a:node} *weighs less*: *{b:n}* keys go to {c} servers. {d:left}")},
	nSameWeight: {Name: "same-weight", Tone: scene.Plain, Says: sim.T("{a:node}의 가중치는 {b|이에요/예요}. 움직일 키가 없어요.", "{a:node} has weight {b}: no key moves.")},
	nBackCold: {Name: "back-cold", Tone: scene.Warn, Mark: true, Says: sim.T("{a:node|이/가} 빠지기도 전에 다시 켜졌어요. 배치는 그대로지만 *캐시가 비었어요*.",
		"{a:node} restarted before anybody noticed: same placement, but *an empty cache*.")},
	nNotInvited: {Name: "not-invited", Tone: scene.Plain, Says: sim.T("{a:node|은/는} 일부러 뺀 서버예요. 켜졌다고 *다시 넣지는 않아요*.", "{a:node} was removed on purpose: a restart *does not bring it back*.")},
	nComing:     {Name: "coming", Tone: scene.Election, Mark: true, Says: sim.T("*{a:node|을/를} 켰어요*. 라우터에 들어가겠다고 알려요.", "*{a:node} starts* and asks the router to let it in.")},
	nNoMore:     {Name: "no-more", Tone: scene.Warn, Says: sim.T("더할 서버가 없어요. 최대 {a}대예요.", "There is no server left to add: {a} at most.")},
	nNotMember:  {Name: "not-member", Tone: scene.Warn, Says: sim.T("{a:node|은/는} *명단에 없어요*. 명단에 있는 서버 이름을 써 주세요.", "{a:node} is *not a server on the list*: name one that is.")},
	nBadWeight:  {Name: "bad-weight", Tone: scene.Warn, Says: sim.T("가중치는 1부터 {a}까지예요.", "A weight is from 1 to {a}.")},
	nNoRouter:   {Name: "no-router", Tone: scene.Warn, Says: sim.T("라우터가 *돌고 있지 않아요*. 명단을 바꿀 수 없어요.", "The router is *not running*: the list cannot be changed.")},
	nHot: {Name: "hot", Tone: scene.Warn, Mark: true, Says: sim.T("user:{a|이/가} *인기 키*가 됐어요. 읽기의 {b:%|이/가} {c:node} 한 곳으로 몰려요.",
		"user:{a} is *hot*: {b:%} of all reads go to {c:node}.")},
	nCooled: {Name: "cooled", Tone: scene.Good, Mark: true, Says: sim.T("user:{a}의 인기가 *식었어요*.", "user:{a} is *no longer hot*.")},
}
