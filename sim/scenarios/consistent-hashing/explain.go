package consistenthashing

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// Messages and timers.
const (
	kArrive sim.Kind = iota
	kLookup
	kGet
	kAnswer
	kReply
	kLoad
	kServed
	kRow
	kExpire
	kGiveUp
	kTick
	kPing
	kPong
	kJoin
	kLeave
	kSlice
)

var kinds = []sim.KindSpec{
	kArrive: {Name: "arrive", Fields: [4]string{"read"}, Quiet: true, Tone: scene.Request,
		Says: sim.T("클라이언트가 읽기 {a:n|을/를} 보내요.", "A client sends read {a:n}.")},
	kLookup: {Name: "LOOKUP", Fields: [4]string{"read", "key"}, Tone: scene.Request, Label: sim.T("user:{b}", "user:{b}"),
		Says: sim.T("user:{b|이/가} 어느 서버에 있는지 찾아요.", "Looks up which server has user:{b}.")},
	kGet: {Name: "GET", Fields: [4]string{"read", "key", "movedFrom"}, Tone: scene.Request, Label: sim.T("user:{b}", "user:{b}"),
		Says: sim.T("{node|이/가} user:{b} 읽기를 받았어요.", "{node} is asked for user:{b}.")},
	kAnswer: {Name: "ANSWER", Fields: [4]string{"read", "key", "result"}, Tone: scene.Good, Quiet: true, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("{peer}의 답을 클라이언트에 넘겨요. user:{b}, *{c:result}*.", "Passes {peer}'s answer on: user:{b}, *{c:result}*.")},
	kReply: {Name: "REPLY", Fields: [4]string{"read", "key", "result", "server"}, Tone: scene.Good, Quiet: true, Label: sim.T("{c:result}", "{c:result}"),
		Says: sim.T("user:{b}의 답이 왔어요.", "The answer for user:{b} is here.")},
	kLoad: {Name: "LOAD", Fields: [4]string{"load", "key"}, Tone: scene.Warn, Label: sim.T("user:{b}", "user:{b}"),
		Says: sim.T("{peer|이/가} user:{b|을/를} 원본에서 읽어 달라고 해요.", "{peer} asks the origin for user:{b}.")},
	kServed: {Name: "served", Fields: [4]string{"key"}, Tone: scene.Good,
		Says: sim.T("원본 DB가 user:{a|을/를} 다 읽었어요.", "The origin has read user:{a}.")},
	kRow: {Name: "ROW", Fields: [4]string{"load", "key", "result"}, Tone: scene.Good, Label: sim.T("user:{b}", "user:{b}"),
		Says: sim.T("원본 DB의 답이 왔어요. user:{b}, *{c:result}*.", "The origin's answer: user:{b}, *{c:result}*.")},
	kExpire: {Name: "expire", Quiet: true, Tone: scene.Warn,
		Says: sim.T("가장 오래 기다린 읽기를 살펴봐요. 아직 타임아웃 전이에요.", "Looks at the read that has waited longest: not too long yet.")},
	kGiveUp: {Name: "give-up", Quiet: true, Tone: scene.Warn,
		Says: sim.T("{node|이/가} 원본 DB에 맡긴 일을 살펴봐요. 늦은 것은 없어요.", "{node} looks through what it asked of the origin: nothing is late.")},
	kTick: {Name: "tick", Quiet: true, Tone: scene.Election,
		Says: sim.T("라우터가 서버마다 *살아 있는지* 물어봐요.", "The router asks every server *whether it is alive*.")},
	kPing: {Name: "PING", Tone: scene.Election, Quiet: true,
		Says: sim.T("{node|이/가} 살아 있다고 바로 답해요.", "{node} answers at once that it is alive.")},
	kPong: {Name: "PONG", Tone: scene.Good, Quiet: true,
		Says: sim.T("{peer|은/는} *살아 있어요*.", "{peer} is *alive*.")},
	kJoin: {Name: "JOIN", Fields: [4]string{"invited"}, Tone: scene.Election, Label: sim.T("들어갈게요", "join"),
		Says: sim.T("{peer|이/가} 들어오겠다고 알려요.", "{peer} asks to join.")},
	kLeave: {Name: "LEAVE", Tone: scene.Warn, Label: sim.T("빠지세요", "leave"),
		Says: sim.T("{node|은/는} 이제 *읽기를 받지 않아요*. 갖고 있던 키는 쓸모없어졌어요.", "{node} gets *no more reads*: what it holds is of no use now.")},
	kSlice: {Name: "count", Quiet: true, Tone: scene.Plain,
		Says: sim.T("원본 DB가 최근 1초의 요청 수를 다시 세요.", "The origin counts its last second anew.")},
}

var words = map[string][]sim.Text{
	"result": {sim.T("히트", "hit"), sim.T("DB에서 읽음", "loaded"), sim.T("DB가 거절", "refused"), sim.T("DB가 늦음", "origin too late"), sim.T("서버 없음", "no server")},
	// Why so many keys moved when a server came.
	"came": {
		sim.T("나머지 연산의 N이 바뀌어 거의 모든 나머지가 달라졌어요.", "N changed, and with it nearly every remainder."),
		sim.T("모두 새 점들로만 와요. 나머지는 제자리예요.", "All of them to its own points; the rest stay."),
		sim.T("상한도 낮아져 흘러넘치던 키까지 조금 더 움직였어요.", "The caps fell too, so some overflow moved as well."),
		sim.T("새 점수가 더 높은 키만 와요. 나머지는 제자리예요.", "Only keys that score it highest; the rest stay."),
		sim.T("번호가 끝에 붙을 때만 한 대 몫이에요.", "One share, as long as the number is added at the end."),
	},
	// Where keys went when a server left.
	"left": {
		sim.T("N이 바뀌어 남은 서버의 키까지 섞였어요.", "N changed: even keys whose server stayed were reshuffled."),
		sim.T("점마다 시계 방향 다음 서버로 갔어요.", "From each point to the next server clockwise."),
		sim.T("다음 서버가 상한까지 차면 그다음으로 갔어요.", "To the next server below its cap."),
		sim.T("키마다 두 번째로 점수가 높던 서버로 갔어요.", "Each key to its second highest score."),
		sim.T("뒤 번호가 하나씩 밀려 다른 키까지 움직였어요.", "Later numbers shifted, so other keys moved as well."),
	},
	"mode": {modeChoices[0].Name, modeChoices[1].Name, modeChoices[2].Name, modeChoices[3].Name, modeChoices[4].Name},
}
