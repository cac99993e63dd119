package loadbalancing

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// Messages and timers.
const (
	kArrive sim.Kind = iota
	kRequest
	kForward
	kDone
	kResponse
	kReply
	kExpire
	kTimeout
	kTick
	kProbe
	kPong
	kProbeLate
	kView
	kThaw
	kDrain
	kDrainEnd
	kHello
	kReset
	kSweep
	kWarm
	kLate
)

var kinds = []sim.KindSpec{
	kArrive: {Name: "arrive", Label: sim.T("도착", "arrives"), Fields: [4]string{"request"}, Quiet: true, Tone: scene.Request,
		Says: sim.T("클라이언트가 *요청 {a:n|을/를}* 보내요.", "A client sends *request {a:n}*.")},
	kRequest: {Name: "REQ", Fields: [4]string{"request", "place", "client"}, Tone: scene.Request, Label: sim.T("{a}", "{a}"),
		Says: sim.T("요청 {a:n|이/가} {node}에 왔어요.", "Request {a:n} reached {node}.")},
	kForward: {Name: "FWD", Fields: [4]string{"request", "place", "client"}, Tone: scene.Request, Label: sim.T("{a}", "{a}"),
		Says: sim.T("요청 {a:n|이/가} {node}에 왔어요.", "Request {a:n} reached {node}.")},
	kDone: {Name: "done", Label: sim.T("처리 끝", "done"), Fields: [4]string{"request", "place", "result"}, Tone: scene.Good,
		Says: sim.T("{node|이/가} 요청 {a:n|을/를} 끝냈어요.", "{node} finished request {a:n}.")},
	kResponse: {Name: "RESP", Fields: [4]string{"request", "place", "result"}, Tone: scene.Good, Quiet: true, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("{peer}의 *{c:result}* 응답을 클라이언트에 넘겨요. {peer}의 처리 중인 수가 하나 줄어요.",
			"Passes on {peer}'s answer, *{c:result}*. {peer} has one fewer in flight.")},
	kReply: {Name: "REPLY", Fields: [4]string{"request", "place", "result", "server"}, Tone: scene.Good, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("요청 {a:n}의 답이 왔어요.", "The answer to request {a:n} is here.")},
	kExpire: {Name: "expire", Quiet: true, Tone: scene.Warn,
		Says: sim.T("가장 오래 기다린 요청을 확인해요. 아직 타임아웃 전이에요.", "Looks at the request that has waited longest: not too long yet.")},
	kTimeout: {Name: "TIMEOUT", Fields: [4]string{"request", "place"}, Tone: scene.Warn,
		Says: sim.T("클라이언트가 요청 {a:n|을/를} 포기했어요.", "A client gave up request {a:n}.")},
	kTick: {Name: "tick", Quiet: true, Tone: scene.Election,
		Says: sim.T("헬스 체크 시간이에요. 서버마다 *살아 있는지* 물어봐요.", "Time for health checks: asks every server *whether it is alive*.")},
	kProbe: {Name: "PROBE", Fields: [4]string{"number"}, Tone: scene.Election, Quiet: true, Label: sim.T("살아 있나요", "alive?"),
		Says: sim.T("{node|이/가} 헬스 체크에 바로 답해요. 대기열과는 따로예요.", "{node} answers the health check at once, apart from its queue.")},
	kPong: {Code: "balancer/health.go:Health.Observe", Name: "PONG", Fields: [4]string{"number"}, Tone: scene.Good, Quiet: true,
		Says: sim.T("{peer|은/는} *살아 있어요*.", "{peer} is *alive*.")},
	kProbeLate: {Name: "probe-late", Fields: [4]string{"number", "server"}, Tone: scene.Warn,
		Says: sim.T("헬스 체크에 답이 없어요.", "A health check got no answer.")},
	kView: {Name: "VIEW", Tone: scene.Election,
		Says: sim.T("{node|이/가} 서버별 처리 중인 수를 *새로 읽었어요*. 다음에 읽을 때까지 이 수만 봐요.",
			"{node} *reads the counts anew*, and looks at nothing else until the next time.")},
	kThaw: {Name: "thaw", Tone: scene.Good,
		Says: sim.T("멈췄던 정보가 *다시 움직여요*.", "The frozen view *moves again*.")},
	kDrain: {Name: "DRAIN", Fields: [4]string{"on"}, Tone: scene.Warn,
		Says: sim.T("{node|이/가} 드레이닝 소식을 받았어요. 받아 둔 요청은 끝까지 처리해요.",
			"{node} hears about draining, and finishes what it has.")},
	kDrainEnd: {Code: "balancer/drain.go:Drain.Step", Name: "drain-end", Fields: [4]string{"server"}, Quiet: true, Tone: scene.Warn,
		Says: sim.T("드레이닝 시간이 지났어요. 이미 다 끝나 있어요.", "The draining time is over: everything had finished before.")},
	kHello: {Name: "HELLO", Tone: scene.Good,
		Says: sim.T("{peer|이/가} 새로 켜졌다고 알려요.", "{peer} says it has just started.")},
	kReset: {Name: "RESET", Tone: scene.Bad,
		Says: sim.T("로드 밸런서가 다시 켜져 연결이 모두 끊겼어요.", "The balancer restarted: all connections are reset.")},
	kSweep: {Name: "sweep", Quiet: true, Tone: scene.Election,
		Says: sim.T("빼 둔 서버를 점검해요. 지금 돌려놓을 서버는 없어요.", "Looks through the ejected servers: none comes back now.")},
	kWarm: {Name: "warm", Tone: scene.Good,
		Says: sim.T("{node}의 *웜업이 끝났어요*. 이제 원래 속도로 처리해요.", "{node} is *warm* now and works at its usual speed.")},
	kLate: {Name: "lb-timeout", Quiet: true, Tone: scene.Warn,
		Says: sim.T("가장 오래 답이 없는 요청을 확인해요. 아직 타임아웃 전이에요.", "Looks at the request that a server has had longest: not too long yet.")},
}

var words = map[string][]sim.Text{
	"result": {sim.T("200", "200"), sim.T("500", "500"), sim.T("502", "502"), sim.T("503", "503"), sim.T("504", "504")},
	"room":   room(),
}

// room says how many servers may be out, from none to all.
func room() []sim.Text {
	list := []sim.Text{sim.T("뺄 수 있는 서버가 없어요", "none may be out")}
	for n := 1; n <= maxServers; n++ {
		count := strconv.Itoa(n)
		list = append(list, sim.T(count+"대까지만 뺄 수 있어요", "only "+count+" may be out"))
	}
	return list
}

// What was decided, and why.
const (
	nTurn sim.Note = iota
	nWeightedTurn
	nRandom
	nHashed
	nHashedAgain
	nIPHashed
	nIPHashedAgain
	nLeast
	nLeastTied
	nLeastStale
	nHerd
	nHerdBegins
	nTwoChoices
	nPeakEWMA
	nPeakEWMANew
	nPinned
	nConnected
	nNobody
	nDuplicate
	nStarted
	nQueued
	nRefused
	nServedNext
	nServedIdle
	nFailedFast
	nAnswerUnwanted
	nGotAnswer
	nGotError
	nTooLate
	nGaveUp
	nHungUp
	nForgotten
	nNoAnswer
	nAlreadyOver
	nConnectionsReset
	nProbeFailed
	nStillUnhealthy
	nProbeTooLate
	nUnhealthy
	nHealthy
	nEjected
	nSpared
	nSparedFirst
	nResetEjected
	nResetSpared
	nOutlierOff
	nReadmitted
	nDraining
	nAlreadyDraining
	nDrained
	nRegistered
	nAlreadyServing
	nJoined
	nRestarted
	nFrozen
	nStillFrozen
	nFastFail
	nMended
	nAddCold
	nNoMoreServers
	nNotAServer
	nNoBalancer
)

var notes = []sim.NoteSpec{
	nTurn: {Name: "turn", Code: "balancer/roundrobin.go:RoundRobin.Pick", Tone: scene.Request, Says: sim.T("돌아가는 순서대로 *{a:node}* 차례예요. 이미 {b:n}건이 밀려 있어도 보지 않아요.",
		"It is *{a:node}*'s turn. That it has {b:n} in flight does not matter.")},
	nWeightedTurn: {Name: "weighted-turn", Code: "balancer/roundrobin.go:SmoothWeighted.Pick", Tone: scene.Request, Says: sim.T("가중치대로 *{a:node}* 차례예요. 전체의 {b:%|을/를} 받는 서버예요.",
		"By weight it is *{a:node}*'s turn: it gets {b:%} of everything.")},
	nRandom: {Name: "random", Code: "balancer/random.go:Random.Pick", Tone: scene.Request, Says: sim.T("무작위로 *{a:node|을/를}* 뽑았어요. {b:n}건이 밀려 있는지는 보지 않아요.",
		"Drew *{a:node}* at random, whatever its {b:n} in flight.")},
	nHashed: {Name: "hashed", Code: "balancer/hash.go:HashModulo.PickText", Tone: scene.Request, Says: sim.T("클라이언트 {a:n}의 주소를 해시하면 *{b:node|이/가}* 나와요. 서버 목록이 그대로인 동안은 늘 여기로 가요.",
		"The address of client {a:n} hashes to *{b:node}*: this client goes there as long as the list of servers stays.")},
	nHashedAgain: {Name: "hashed-again", Code: "balancer/hash.go:HashModulo.PickText", Tone: scene.Warn, Says: sim.T("클라이언트 {a:n}의 서버가 빠져서 다시 해시해요. *{b:node|이/가}* 이어받아요. 같은 서버가 2, 4, 8대면 빠진 서버의 몫이 *이웃 한 대에 모두* 가요. 일관된 해시라면 여러 서버가 나눠 받아요.",
		"The server of client {a:n} is out, so its address is hashed again: *{b:node}* inherits it. With 2, 4 or 8 equal servers *one neighbour gets all* of a lost server's clients; a consistent hash spreads them.")},
	nIPHashed: {Name: "ip-hashed", Code: "balancer/iphash.go:IPHash.Pick", Tone: scene.Request, Says: sim.T("클라이언트 {a:n}의 주소에서 앞 세 자리를 해시하면 *{b:node|이/가}* 나와요. 같은 /24 네트워크의 클라이언트는 모두 여기로 가요.",
		"The first three octets of client {a:n}'s address hash to *{b:node}*: everybody in the same /24 goes there.")},
	nIPHashedAgain: {Name: "ip-hashed-again", Code: "balancer/iphash.go:IPHash.Pick", Tone: scene.Warn, Says: sim.T("클라이언트 {a:n}의 네트워크를 맡던 서버가 빠져서 다시 해시해요. *{b:node|이/가}* 이어받아요. 빠진 서버의 네트워크는 남은 서버가 나눠 받고, 다른 네트워크는 그대로예요.",
		"The server of client {a:n}'s network is out, so it is hashed again: *{b:node}* inherits it. A lost server's networks spread over the others, and no other network moves.")},
	nLeast: {Name: "least", Code: "balancer/leastconn.go:LeastConn.Pick", Tone: scene.Request, Says: sim.T("*{a:node|을/를}* 골랐어요. 처리 중인 요청이 {b:n}건으로 가장 적어요. 가장 많은 곳은 {c:n}건이에요.",
		"Chose *{a:node}*: {b:n} in flight, the fewest. The busiest has {c:n}.")},
	nLeastTied: {Name: "least-tied", Code: "balancer/leastconn.go:LeastConn.Pick", Tone: scene.Request, Says: sim.T("*{a:node|을/를}* 골랐어요. 처리 중인 요청이 {b:n}건으로 가장 적은 서버가 {c:n}대라 그중에서 무작위로 뽑았어요.",
		"Chose *{a:node}*, at random among the {c:n} servers with the fewest in flight, {b:n}.")},
	nLeastStale: {Name: "least-stale", Code: "balancer/leastconn.go:LeastConn.Pick", Tone: scene.Warn, Says: sim.T("*{a:node|을/를}* 골랐어요. *{d:ms} 전* 정보로는 {b:n}건으로 가장 적어요. 실제로는 {c:n}건이에요.",
		"Chose *{a:node}*: {b:n} in flight *{d:ms} ago*, the fewest. In truth it is {c:n}.")},
	nHerd: {Name: "herd", Code: "balancer/leastconn.go:LeastConn.Pick", Tone: scene.Bad, Says: sim.T("*쏠림*이에요. 같은 정보로 *{a:node|을/를}* {b:n}번 연속 골랐어요. {c:n}건인 줄 알지만 실제로는 {d:n}건이에요.",
		"*Herding*: the same data chose *{a:node}* {b:n} times in a row. It shows {c:n}, the truth is {d:n}.")},
	nHerdBegins: {Name: "herd-begins", Code: "balancer/leastconn.go:LeastConn.Pick", Tone: scene.Bad, Mark: true, Says: sim.T("*쏠림*이에요. 같은 정보로 *{a:node|을/를}* {b:n}번 연속 골랐어요. {c:n}건인 줄 알지만 실제로는 {d:n}건이에요.",
		"*Herding*: the same data chose *{a:node}* {b:n} times in a row. It shows {c:n}, the truth is {d:n}.")},
	nTwoChoices: {Name: "two-choices", Code: "balancer/p2c.go:TwoChoices.Pick", Tone: scene.Request, Says: sim.T("둘을 뽑아 *{a:node}({b:n}건)* 쪽을 골랐어요. {c:node}에는 {d:n}건이 있었어요.",
		"Sampled two and took *{a:node} ({b:n} in flight)* over {c:node} ({d:n}).")},
	nPeakEWMA: {Name: "peak-ewma", Code: "balancer/peakewma.go:PeakEWMA.Pick", Tone: scene.Request, Says: sim.T("둘을 뽑아 예상 대기가 *{b:ms}*인 *{a:node|을/를}* 골랐어요. {c:node|은/는} {d:ms}예요.",
		"Sampled two and took *{a:node}*, an expected *{b:ms}*, over {c:node}, {d:ms}.")},
	nPeakEWMANew: {Name: "peak-ewma-new", Code: "balancer/peakewma.go:PeakEWMA.Pick", Tone: scene.Request, Says: sim.T("둘을 뽑아 *{a:node|을/를}* 골랐어요. {c:node|은/는} 첫 요청에 아직 답하지 않아 속도를 몰라요.",
		"Sampled two and took *{a:node}*: {c:node} has not answered its first request, so its speed is unknown.")},
	nPinned: {Name: "pinned", Tone: scene.Request, Says: sim.T("클라이언트 {a:n}의 연결은 *{b:node}*에 붙어 있어요. L4는 연결 안의 요청을 옮기지 못해요.",
		"Client {a:n}'s connection ends at *{b:node}*: L4 cannot move the requests inside it.")},
	nConnected: {Name: "connected", Tone: scene.Request, Says: sim.T("클라이언트 {a:n}의 새 연결을 *{b:node}*에 이었어요. 이 서버의 {c:n}번째 연결이에요.",
		"Joined client {a:n}'s new connection to *{b:node}*, now its number {c:n}.")},
	nNobody: {Name: "nobody", Tone: scene.Bad, Says: sim.T("보낼 수 있는 서버가 없어요. 요청 {a:n}에 바로 *503*을 돌려줘요.",
		"No server may get requests: request {a:n} is answered *503* at once.")},
	nDuplicate: {Name: "duplicate", Tone: scene.Warn, Says: sim.T("이미 받은 요청 {a:n}이에요. *두 번 보내지 않아요*.",
		"Request {a:n} came before: it is *not sent twice*.")},
	nStarted: {Name: "started", Tone: scene.Request, Says: sim.T("{node|이/가} 쉬고 있어서 요청 {a:n|을/를} *바로 시작해요*.",
		"{node} is free and *starts* request {a:n} at once.")},
	nQueued: {Name: "queued", Tone: scene.Warn, Says: sim.T("{node|이/가} 바빠서 요청 {a:n|이/가} *줄을 서요*. 지금 {b:n}건이 대기 중이에요.",
		"{node} is busy: request {a:n} *waits*, one of {b:n}.")},
	nRefused: {Name: "refused", Tone: scene.Bad, Says: sim.T("{node}의 대기열이 {b:n}건으로 *꽉 찼어요*. 요청 {a:n|을/를} 거절해요.",
		"{node}'s queue is *full* at {b:n}: request {a:n} is refused.")},
	nServedNext: {Name: "served-next", Tone: scene.Good, Says: sim.T("{node|이/가} 요청 {a:n|을/를} *{b:ms}* 만에 끝내고 다음 것을 시작해요. {c:n}건이 남았어요.",
		"{node} finished request {a:n} after *{b:ms}* and takes the next; {c:n} wait.")},
	nServedIdle: {Name: "served-idle", Tone: scene.Good, Says: sim.T("{node|이/가} 요청 {a:n|을/를} *{b:ms}* 만에 끝냈어요. 이제 한가해요.",
		"{node} finished request {a:n} after *{b:ms}* and is idle.")},
	nFailedFast: {Name: "failed-fast", Tone: scene.Bad, Says: sim.T("{node|이/가} 요청 {a:n}에 1ms 만에 *500*을 냈어요. 그래서 늘 한가해 보여요.",
		"{node} answered request {a:n} with *500* in 1 ms, and so always looks idle.")},
	nAnswerUnwanted: {Name: "answer-unwanted", Tone: scene.Warn, Says: sim.T("{b:node|이/가} 요청 {a:n|을/를} 이제야 끝냈지만 *기다리는 사람이 없어요*. 헛일이었어요.",
		"{b:node} has finished request {a:n}, but *nobody waits for it* any more: wasted work.")},
	nGotAnswer: {Name: "got-answer", Tone: scene.Good, Says: sim.T("요청 {a:n}의 답이 *{b:ms}* 만에 왔어요. {c:node|이/가} 처리했어요.",
		"Request {a:n} was answered in *{b:ms}* by {c:node}.")},
	nGotError: {Name: "got-error", Tone: scene.Bad, Says: sim.T("요청 {a:n|은/는} {c:ms} 만에 *{b:result}* 오류로 끝났어요.",
		"Request {a:n} failed with *{b:result}* after {c:ms}.")},
	nTooLate: {Name: "too-late", Tone: scene.Warn, Says: sim.T("요청 {a:n}의 답이 왔지만 *이미 끝난 요청*이에요.",
		"An answer to request {a:n}, which is *over already*.")},
	nGaveUp: {Name: "gave-up", Tone: scene.Bad, Says: sim.T("요청 {a:n|이/가} {b:s} 동안 답이 없어 *포기해요*.",
		"Request {a:n} got no answer for {b:s}: the client *gives up*.")},
	nHungUp: {Name: "hung-up", Tone: scene.Warn, Says: sim.T("요청 {a:n|을/를} 기다리던 클라이언트가 끊었어요. {b:node|은/는} 모르고 *그 일을 계속해요*.",
		"The client of request {a:n} hung up. {b:node} does not know and *works on it anyway*.")},
	nForgotten: {Name: "forgotten", Tone: scene.Warn, Says: sim.T("{b:node|이/가} 요청 {a:n}에 {c:s} 동안 답이 없어요. 기다리는 클라이언트도 없으니 *더는 처리 중으로 세지 않아요*.",
		"{b:node} has not answered request {a:n} for {c:s}, and nobody waits for it: it *no longer counts as in flight*.")},
	nNoAnswer: {Name: "no-answer", Tone: scene.Bad, Says: sim.T("{b:node|이/가} 요청 {a:n}에 {c:s} 동안 답이 없어요. 로드 밸런서가 *504*로 끝내요.",
		"{b:node} has not answered request {a:n} for {c:s}: the balancer ends it with *504*.")},
	nAlreadyOver: {Name: "already-over", Tone: scene.Warn, Says: sim.T("요청 {a:n|은/는} 이미 답을 보낸 뒤예요. 답과 포기가 *길에서 엇갈렸어요*.",
		"Request {a:n} was answered already: answer and giving up *crossed on the way*.")},
	nConnectionsReset: {Name: "connections-reset", Tone: scene.Bad, Mark: true, Says: sim.T("로드 밸런서가 다시 켜져 기다리던 *{a:n}건*이 모두 끊겼어요.",
		"The balancer restarted: *{a:n} waiting requests* are cut off.")},
	nProbeFailed: {Name: "probe-failed", Code: "balancer/health.go:Health.Observe", Tone: scene.Warn, Says: sim.T("{a:node|이/가} 헬스 체크에 답하지 않아요. 연속 *{b:n}번째*이고 {c:n}번이면 빼요.",
		"{a:node} did not answer its health check: *{b:n} in a row*, {c:n} take it out.")},
	nStillUnhealthy: {Name: "still-unhealthy", Code: "balancer/health.go:Health.Observe", Tone: scene.Warn, Says: sim.T("{a:node|은/는} 아직 답이 없어요. *빼 둔 채*로 둬요.",
		"{a:node} still does not answer and *stays out*.")},
	nProbeTooLate: {Name: "probe-too-late", Tone: scene.Warn, Says: sim.T("{a:node}의 헬스 체크 답이 *너무 늦게* 왔어요. 이미 실패로 셌어요.",
		"{a:node}'s answer to a health check came *too late*: it counts as failed.")},
	nUnhealthy: {Name: "unhealthy", Code: "balancer/health.go:Health.Observe", Tone: scene.Bad, Mark: true, Says: sim.T("헬스 체크가 {b:n}번 연속 실패해서 *{a:node|을/를} 뺐어요*. 답이 없던 {c:n}건은 502로 끝내요.",
		"{b:n} health checks failed in a row: *{a:node} is out*. Its {c:n} outstanding requests end with 502.")},
	nHealthy: {Name: "healthy", Code: "balancer/health.go:Health.Observe", Tone: scene.Good, Mark: true, Says: sim.T("{a:node|이/가} 다시 답해요. {b:s} 만에 *돌려놓았어요*.",
		"{a:node} answers again and is *back* after {b:s}.")},
	nEjected: {Name: "ejected", Code: "balancer/outlier.go:Outlier.Report", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} *연속 {b:n}번* 실패했어요. {c:s} 동안 빼 두고, 그 뒤 첫 점검에서 돌려놓아요. *지금부터 {d:s} 뒤*예요.",
		"{a:node} failed *{b:n} times in a row*: *ejected* for {c:s}. The first sweep after that brings it back, *in {d:s}*.")},
	nSpared: {Name: "spared", Code: "balancer/outlier.go:Outlier.Allowed", Tone: scene.Bad, Says: sim.T("{a:node|이/가} 연속 {b:n}번 실패했지만 *빼지 못해요*. 서버 {c:n}대 가운데 {d:room}.",
		"{a:node} failed {b:n} times in a row, but *stays*: of {c:n} servers {d:room}.")},
	nSparedFirst: {Name: "spared-first", Code: "balancer/outlier.go:Outlier.Allowed", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} 연속 {b:n}번 실패했지만 *빼지 못해요*. 서버 {c:n}대 가운데 {d:room}.",
		"{a:node} failed {b:n} times in a row, but *stays*: of {c:n} servers {d:room}.")},
	nResetEjected: {Name: "reset-ejected", Code: "balancer/outlier.go:Outlier.Report", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} *다시 켜졌어요*. 옛 연결이 끊겨 {b:n}건을 502로 끝내요. 연속 {c:n}번 이상의 실패라 *{d:s} 동안 빼 둬요*.",
		"{a:node} *restarted*: its old connections are gone, {b:n} requests end with 502. That is {c:n} failures in a row or more: *ejected*, back with a sweep in {d:s}.")},
	nResetSpared: {Name: "reset-spared", Code: "balancer/outlier.go:Outlier.Allowed", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} *다시 켜졌어요*. 옛 연결이 끊겨 {b:n}건을 502로 끝내요. 실패가 이어졌지만 *빼지 못해요*. 서버 {c:n}대 가운데 {d:room}.",
		"{a:node} *restarted*: its old connections are gone, {b:n} requests end with 502. So many failures in a row would eject it, but of {c:n} servers {d:room}: it *stays*.")},
	nOutlierOff: {Name: "outlier-off", Tone: scene.Good, Mark: true, Says: sim.T("아웃라이어 감지를 꺼서 빼 두었던 *{a:n}대를 모두 돌려놓았어요*.",
		"Outlier detection is off: *all that were ejected are back*, {a:n} of them.")},
	nReadmitted: {Name: "readmitted", Code: "balancer/outlier.go:Outlier.Sweep", Tone: scene.Good, Mark: true, Says: sim.T("빼 두었던 *{a:node|을/를} 돌려놓았어요*. 또 실패하면 더 오래 빼요.",
		"*{a:node} is back* from ejection. If it fails again it stays out longer.")},
	nDraining: {Name: "draining", Code: "balancer/drain.go:Drain.Begin", Tone: scene.Warn, Mark: true, Says: sim.T("*{a:node} 드레이닝*을 시작해요. 새 요청은 안 보내고, 처리 중인 {b:n}건은 {c:s}까지 기다려요.",
		"*Draining {a:node}*: no new requests; the {b:n} in flight get up to {c:s}.")},
	nAlreadyDraining: {Name: "already-draining", Tone: scene.Plain, Says: sim.T("{a:node|은/는} 이미 빠지는 중이거나 빠졌어요.",
		"{a:node} is draining or out already.")},
	nDrained: {Name: "drained", Tone: scene.Good, Mark: true, Says: sim.T("*{a:node} 드레이닝*이 끝났어요. 못 끝내고 끊긴 요청은 {b:n}건이에요.",
		"*{a:node} is drained*. {b:n} requests were cut off.")},
	nRegistered: {Name: "registered", Tone: scene.Good, Mark: true, Says: sim.T("*{a:node|을/를} 다시 등록*했어요.", "*{a:node} is registered again*.")},
	nAlreadyServing: {Name: "already-serving", Tone: scene.Plain, Says: sim.T("{a:node|은/는} 이미 등록되어 있어요.",
		"{a:node} is registered already.")},
	nJoined: {Name: "joined", Tone: scene.Good, Mark: true, Says: sim.T("*{a:node|이/가} 들어왔어요*. 비어 있어서 가장 한가해 보여요.",
		"*{a:node} joined*. It is empty, so it looks idlest.")},
	nRestarted: {Name: "restarted", Tone: scene.Warn, Mark: true, Says: sim.T("{a:node|이/가} *다시 켜졌어요*. 옛 연결이 끊겨 {b:n}건을 502로 끝내요.",
		"{a:node} *restarted*: its old connections are gone, {b:n} requests end with 502.")},
	nFrozen: {Name: "frozen", Tone: scene.Warn, Mark: true, Says: sim.T("로드 밸런서의 정보가 *{a:ms} 동안 멈춰요*.",
		"The balancer's view is *frozen for {a:ms}*.")},
	nStillFrozen: {Name: "still-frozen", Tone: scene.Warn, Says: sim.T("정보가 *멈춰 있어* 새로 읽지 못해요.", "The view is *frozen*: nothing new is read.")},
	nFastFail: {Name: "fast-fail", Tone: scene.Bad, Mark: true, Says: sim.T("{a:node|이/가} 고장 나서 이제 1ms 만에 *500*을 내요. 헬스 체크에는 멀쩡히 답해요.",
		"{a:node} is broken and answers *500* in 1 ms. Its health check still passes.")},
	nMended: {Name: "mended", Tone: scene.Good, Mark: true, Says: sim.T("*{a:node|을/를} 고쳤어요*. 다시 제대로 처리해요.", "*{a:node} is mended* and works properly again.")},
	nAddCold: {Name: "add-cold", Tone: scene.Good, Mark: true, Says: sim.T("*{a:node|을/를} 더해요*. {b:s} 동안은 웜업 전이라 {c:n}배 느려요.",
		"*Adding {a:node}*: cold, and {c:n} times slower, for {b:s}.")},
	nNoMoreServers: {Name: "no-more-servers", Tone: scene.Plain, Says: sim.T("더할 서버가 없어요. 여덟 대가 모두 들어와 있어요.", "There is no server left to add: all eight are in.")},
	nNotAServer:    {Name: "not-a-server", Tone: scene.Plain, Says: sim.T("등록된 서버에만 할 수 있어요. s1처럼 서버를 골라 주세요.", "This works on registered servers only, such as s1.")},
	nNoBalancer:    {Name: "no-balancer", Tone: scene.Plain, Says: sim.T("로드 밸런서가 돌고 있지 않아 받아들이지 못해요.", "The balancer is not running and cannot take this.")},
}
