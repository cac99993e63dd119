package sim

import (
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// Span is a piece of a caption. Strong pieces carry the sentence and are drawn
// in its tone.
type Span struct {
	Text   string
	Strong bool
}

// Caption says in a sentence what one step did.
type Caption struct {
	Spans  []Span
	Detail string // for engineers: "step 128 · r1 → p · received{pos: 4}"
	Tone   scene.Tone
	Quiet  bool // routine
}

// Plain returns the sentence without marks.
func (c Caption) Plain() string {
	var b strings.Builder
	for _, s := range c.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Caption explains a record in the given language.
func (r *Run) Caption(rec Record, lang Lang) Caption {
	says, tone, quiet, args := r.sentence(&rec)
	filled := r.plain(says.In(lang), &rec, args, lang)
	c := Caption{Tone: tone, Quiet: quiet, Detail: r.detail(&rec)}
	for i, part := range strings.Split(filled, "*") {
		if part != "" {
			c.Spans = append(c.Spans, Span{part, i%2 == 1})
		}
	}
	return c
}

// Code names the algorithm that was at work in a step, and "" when none was: the
// note's if it has one, else the kind's.
func (r *Run) Code(rec Record) string {
	if rec.Note > 0 && int(rec.Note) <= len(r.sc.Notes) && r.sc.Notes[rec.Note-1].Code != "" {
		return r.sc.Notes[rec.Note-1].Code
	}
	if rec.Op == Delivered || rec.Op == Fired {
		return r.sc.Kind(rec.Kind).Code
	}
	return ""
}

// sentence picks the template that says most about the step.
func (r *Run) sentence(rec *Record) (says Text, tone scene.Tone, quiet bool, args [4]int64) {
	kind := r.sc.Kind(rec.Kind)
	args = [4]int64{rec.A, rec.B, rec.C, rec.D}
	if rec.Note > 0 && int(rec.Note) <= len(r.sc.Notes) {
		note := r.sc.Notes[rec.Note-1]
		return note.Says, note.Tone, false, rec.Args
	}
	switch rec.Op {
	case Delivered, Fired:
		return kind.Says, kind.Tone, kind.Quiet, args
	case Acted:
		return r.actionSays(rec), scene.Warn, false, args
	}
	if rec.Wake && rec.Op == Expired {
		return T("여기서 끝나기로 했던 장애는 *이미 끝났거나 바뀌었어요*. 바뀌는 것은 없어요.", "The pause or crash that was to end here was *ended or changed before*: nothing happens."),
			scene.Plain, true, args
	}
	outcome := outcomes[rec.Op]
	return outcome.says, outcome.tone, rec.Op == Expired, args
}

var outcomes = map[Op]struct {
	says Text
	tone scene.Tone
}{
	LostOnLink: {T("{peer|이/가} {node|으로/로} 보낸 {kind} 메시지가 *도중에 사라졌어요*.", "The {kind} message from {peer} to {node} was *lost on the way*."), scene.Bad},
	CutOff:     {T("{peer|과/와} {node} 사이가 *끊겨서* {kind} 메시지가 닿지 못했어요.", "The link from {peer} to {node} is *cut*: the {kind} message never arrives."), scene.Bad},
	NobodyHome: {T("{kind} 메시지가 왔지만 {node|은/는} *죽어 있어요*. 받을 프로세스가 없어요.", "A {kind} message reached {node}, but it is *down*: nobody is there to take it."), scene.Bad},
	Expired:    {T("{node|이/가} 죽기 전에 맞춘 타이머예요. 맞춘 프로세스가 없으니 *그냥 지나가요*.", "A timer {node} set before it crashed: the process is gone, so *nothing happens*."), scene.Plain},
	HeldBack:   {T("{node|은/는} *일시 정지된 줄 몰라요*. {kind|은/는} 깨어날 때까지 기다려요.", "{node} is paused and *does not know it*: {kind} waits until it wakes."), scene.Warn},
	Restarted:  {T("{node|이/가} *다시 켜졌어요*. 디스크에 남은 것에서 시작해요.", "{node} *is up again*: it begins from what its disk kept."), scene.Warn},
	Woke:       {T("{node|이/가} *깨어났어요*. 밀린 일을 한꺼번에 처리해요.", "{node} *woke up* and sees everything that waited."), scene.Warn},
}

// actionSays is the sentence for what a person did.
func (r *Run) actionSays(rec *Record) Text {
	a := r.action(rec)
	if rec.Action == opVerb {
		for _, v := range r.sc.Verbs {
			if v.Name == a.Name {
				return Text{"*" + v.Title.KO + "*", "*" + v.Title.EN + "*"}
			}
		}
	}
	if rec.Action == opSet && len(a.Args) == 2 {
		return settingSays(&r.sc.Params[rec.B], a.Args[1])
	}
	if text, ok := messageIdle(rec); ok {
		return text
	}
	if role, ok := r.roleOfNobody(a); ok && rec.Idle {
		return Text{"지금은 " + role.KO + Particle(role.KO, "이/가") + " *없어요*. 바뀌는 것은 없어요.", "There is *no " + role.EN + "* now: nothing changes."}
	}
	if rec.Idle {
		return T("{node|은/는} 그럴 상태가 아니에요. *바뀌는 것은 없어요*.", "{node} is in no state for that: *nothing changes*.")
	}
	return actionTexts[rec.Action]
}

// settingSays names the value as the panel does: a choice by its name, a number with
// its unit.
func settingSays(p *Param, typed string) Text {
	ko, en := typed, typed
	if value, err := p.Parse(typed); err == nil {
		ko, en = p.Show(value, KO), p.Show(value, EN)
	}
	return Text{p.Name.KO + Particle(p.Name.KO, "을/를") + " *" + ko + "*" + Particle(ko, "으로/로") + " 바꿨어요.",
		p.Name.EN + " is now *" + en + "*."}
}

var actionTexts = map[opKind]Text{
	opCrash:     T("{node|이/가} *죽었어요*. 메모리에 있던 것은 사라지고 디스크만 남아요.", "*Crashed* {node}: what it held in memory is gone, its disk stays."),
	opRestart:   T("{node|을/를} *다시 켰어요*. 디스크에 남은 것에서 시작해요.", "*Restarted* {node}: it begins from what its disk kept."),
	opPause:     T("{node|이/가} *일시 정지됐어요*. 긴 GC 때처럼 자신은 알지 못해요.", "*Paused* {node}, as a long GC would: it does not know."),
	opResume:    T("{node|을/를} *깨웠어요*.", "*Resumed* {node}."),
	opSlow:      T("{node|이/가} *{x}배 느려졌어요*. 죽은 것보다 알아채기 어려워요.", "{node} became *{x}× slower*: harder to notice than a crash."),
	opSkew:      T("{node}의 시계가 *{a:ms}* 어긋났어요.", "The clock of {node} is now off by *{a:ms}*."),
	opCut:       T("{node|과/와} {peer} 사이를 *끊었어요*.", "*Cut* the link between {node} and {peer}."),
	opHeal:      T("네트워크를 *다시 연결했어요*.", "*Healed* the network."),
	opIsolate:   T("{node|을/를} 나머지에서 *떼어 놓았어요*. {node|은/는} 아직 살아 있어요.", "*Isolated* {node} from the rest; it is still alive."),
	opLoss:      T("{node|과/와} {peer} 사이에서 *{a:%}*를 잃어버려요.", "The link {node}–{peer} now loses *{a:%}* of messages."),
	opDup:       T("{node|과/와} {peer} 사이에서 *{a:%}*가 두 번 가요.", "The link {node}–{peer} now delivers *{a:%}* twice."),
	opReorder:   T("{node|과/와} {peer} 사이에서 *{a:%}*의 순서가 뒤바뀌어요.", "The link {node}–{peer} now reorders *{a:%}* of messages."),
	opLag:       T("{node|과/와} {peer} 사이가 *{a:ms}* 느려졌어요.", "The link {node}–{peer} is now *{a:ms}* slower."),
	opDrop:      T("{peer|이/가} 보낸 {kind} 메시지를 *버렸어요*.", "*Dropped* the {kind} message from {peer}."),
	opDelay:     T("{peer|이/가} 보낸 {kind} 메시지를 *늦췄어요*.", "*Delayed* the {kind} message from {peer}."),
	opDuplicate: T("{peer|이/가} 보낸 {kind} 메시지를 *한 번 더* 보내요.", "*Duplicated* the {kind} message from {peer}."),
	opDeliver:   T("{peer|이/가} 보낸 {kind} 메시지를 *바로 전달해요*.", "*Delivering* the {kind} message from {peer} now."),
}

// action returns the action a record tells of; an empty one when the record is of
// another history.
func (r *Run) action(rec *Record) Action {
	if rec.C >= 0 && rec.C < int64(len(r.w.log)) {
		return r.w.log[rec.C] // with the names of those who had the roles then
	}
	if rec.C < 0 || rec.C >= int64(len(r.spec.Actions)) {
		return Action{}
	}
	return r.spec.Actions[rec.C]
}

// plain fills a template; marks of emphasis stay.
func (r *Run) plain(template string, rec *Record, args [4]int64, lang Lang) string {
	if !strings.Contains(template, "{") {
		return template
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(template, '{')
		end := strings.IndexByte(template, '}')
		if open < 0 || end < open {
			b.WriteString(template)
			return b.String()
		}
		b.WriteString(template[:open])
		spec, pair, _ := strings.Cut(template[open+1:end], "|")
		word := r.slot(spec, rec, args, lang)
		b.WriteString(word)
		template = template[end+1:]
		if pair != "" && lang == KO {
			// The particle follows the word even when emphasis ends between them.
			if rest, ok := strings.CutPrefix(template, "*"); ok {
				b.WriteByte('*')
				template = rest
			}
			b.WriteString(Particle(word, pair))
		}
	}
}

// slot returns what a placeholder stands for.
func (r *Run) slot(spec string, rec *Record, args [4]int64, lang Lang) string {
	name, format, _ := strings.Cut(spec, ":")
	switch name {
	case "node", "peer":
		return r.placeLabel(rec, name == "peer", lang)
	case "kind":
		return r.sc.Kind(rec.Kind).Name
	case "x":
		return scaled(rec.A, slowUnit)
	}
	if len(name) != 1 || name[0] < 'a' || name[0] > 'd' {
		return "{" + spec + "}"
	}
	n := args[name[0]-'a']
	switch format {
	case "":
		return strconv.FormatInt(n, 10)
	case "n":
		return Comma(n)
	case "ms":
		return Millis(Time(n))
	case "s":
		if lang == KO {
			return scaled(n, int64(Second)) + "초"
		}
		return Seconds(Time(n))
	case "%":
		return Percent(n)
	case "node":
		return r.nodeLabel(NodeID(n), lang)
	}
	if words := r.sc.Words[format]; n >= 0 && n < int64(len(words)) {
		return words[n].In(lang)
	}
	return "¿" // a test of every scenario looks for it
}

// placeLabel names the node of a record, or its peer; an action may mean several.
func (r *Run) placeLabel(rec *Record, peer bool, lang Lang) string {
	id := rec.Node
	if peer {
		id = rec.Peer
	}
	if id == None && rec.Op == Acted {
		return r.targetLabel(rec, peer, lang)
	}
	return r.nodeLabel(id, lang)
}

func (r *Run) nodeLabel(id NodeID, lang Lang) string {
	if id < 0 || int(id) >= len(r.infos) {
		return T("바깥", "the outside").In(lang)
	}
	if label := r.infos[id].Label.In(lang); label != "" {
		return label
	}
	return r.infos[id].Name
}

// opaque is from where a number is a hash or a packed entry, which says nothing to
// a reader.
const opaque = 1 << 44

// detail is the line below the caption: the same in both languages.
func (r *Run) detail(rec *Record) string {
	out := "step " + Comma(rec.Step) + " · "
	if rec.Op == Acted {
		return out + r.action(rec).Call()
	}
	if rec.Wake {
		return out + r.infos[rec.Node].Name + " · " + rec.Op.String()
	}
	if rec.Peer != rec.Node && rec.Peer != None {
		out += r.infos[rec.Peer].Name + " → "
	}
	kind := r.sc.Kind(rec.Kind)
	out += r.infos[rec.Node].Name + " · " + kind.Name
	fields := []string{}
	for i, n := range [4]int64{rec.A, rec.B, rec.C, rec.D} {
		if kind.Fields[i] != "" && n < opaque && n > -opaque {
			fields = append(fields, kind.Fields[i]+": "+strconv.FormatInt(n, 10))
		}
	}
	if len(fields) > 0 {
		out += "{" + strings.Join(fields, ", ") + "}"
	}
	return out
}

// LawReason says why a law broke, and "" when it has not.
func (r *Run) LawReason(l Law, lang Lang) string {
	state := r.w.laws[l]
	if state.Broken == 0 {
		return ""
	}
	rec := Record{Node: None, Peer: None}
	return strings.ReplaceAll(r.plain(r.sc.Laws[l].Broken.In(lang), &rec, state.Violation, lang), "*", "")
}

// Label names an action in a word or two, for marks on a timeline; "" for other steps.
func (r *Run) Label(rec Record, lang Lang) string {
	if rec.Op != Acted || rec.C >= int64(len(r.spec.Actions)) {
		return ""
	}
	a := r.spec.Actions[rec.C]
	for _, v := range r.sc.Verbs {
		if v.Name == a.Name {
			return v.Title.In(lang)
		}
	}
	label, ok := actionLabels[rec.Action]
	if !ok {
		return a.Call()
	}
	if rec.Action == opSet || rec.Action == opHeal {
		return label.In(lang)
	}
	return r.placeLabel(&rec, false, lang) + " " + label.In(lang)
}

var actionLabels = map[opKind]Text{
	opCrash: T("다운", "crash"), opRestart: T("다시 켬", "restart"), opPause: T("일시 정지", "pause"), opResume: T("깨움", "resume"),
	opSlow: T("느려짐", "slow"), opSkew: T("시계 어긋남", "skew"), opCut: T("끊김", "cut"), opHeal: T("다시 연결", "healed"),
	opIsolate: T("고립", "isolated"), opLoss: T("유실", "loss"), opDup: T("중복", "duplicates"), opReorder: T("순서 바뀜", "reordering"),
	opLag: T("지연", "lag"), opDrop: T("버림", "drop"), opDelay: T("늦춤", "delay"), opDuplicate: T("한 번 더", "duplicate"),
	opDeliver: T("바로 전달", "deliver"), opSet: T("설정 바꿈", "set"),
}
