package present

import (
	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// act is what a key, a hint that was clicked, or the notes window asks for.
type act uint8

const (
	actNone act = iota
	actNext
	actBack
	actHome
	actEnd
	actAsk
	actCopy
	actNotes
	actNotesHere
	actBlank
	actLeave
)

// presentHint is one entry of the line of keys at the lower edge; a click acts.
type presentHint struct {
	key, says string
	act       act
	at        paint.Rect
	keyW      float32
}

func (v *Present) keys(in *input.Input) bool {
	for i, key := range choiceKeys {
		if input.Pressed(key) && v.Ask.Open {
			v.choose(i)
			return true
		}
	}
	a := keyAct(in.Shift)
	if a == actNone {
		a = v.pointed(in)
	}
	return v.do(a)
}

var choiceKeys = [...]ebiten.Key{ebiten.KeyDigit1, ebiten.KeyDigit2, ebiten.KeyDigit3, ebiten.KeyDigit4, ebiten.KeyDigit5, ebiten.KeyDigit6}

// keyAct reads the keys: those of a clicker among them.
func keyAct(shift bool) act {
	switch {
	case input.Pressed(ebiten.KeySpace), input.Pressed(ebiten.KeyRight), input.Pressed(ebiten.KeyPageDown), input.Pressed(ebiten.KeyEnter):
		return actNext
	case input.Pressed(ebiten.KeyLeft), input.Pressed(ebiten.KeyPageUp):
		return actBack
	case input.Pressed(ebiten.KeyHome):
		return actHome
	case input.Pressed(ebiten.KeyEnd):
		return actEnd
	case input.Pressed(ebiten.KeyQ) && shift:
		return actCopy
	case input.Pressed(ebiten.KeyQ):
		return actAsk
	case input.Pressed(ebiten.KeyN) && shift:
		return actNotesHere
	case input.Pressed(ebiten.KeyN):
		return actNotes
	case input.Pressed(ebiten.KeyB):
		return actBlank
	case input.Pressed(ebiten.KeyEscape), input.Pressed(ebiten.KeyP):
		return actLeave
	}
	return actNone
}

// pointed reads the pointer: hints and choices can be clicked. A click elsewhere does
// nothing, because a speaker who comes back from another window clicks on this one; a
// finger, which never does, goes on, and back at the left edge.
func (v *Present) pointed(in *input.Input) act {
	if !in.Pressed {
		return actNone
	}
	if v.Blank {
		return actBlank
	}
	for i := range v.Texts.hints {
		if in.Around(v.Texts.hints[i].at).Contains(in.X, in.Y) {
			return v.Texts.hints[i].act
		}
	}
	if v.Ask.Open {
		for i := range v.Ask.rows {
			if v.Ask.rows[i].at.Contains(in.X, in.Y) {
				v.choose(i)
			}
		}
		return actNone
	}
	switch {
	case !in.Finger || in.Y > v.captionArea().Y:
		return actNone
	case in.X < v.env.W/4:
		return actBack
	}
	return actNext
}

// do acts; true means that something to see has changed.
func (v *Present) do(a act) bool {
	if v.Blank && a != actNone && a != actLeave {
		v.Blank = false // the first key only brings the picture back
		return true
	}
	switch a {
	case actNone:
		return false
	case actNext:
		v.Forward()
	case actBack:
		v.back()
	case actHome:
		v.home()
	case actEnd:
		v.GoTo(len(v.Show.Stops)-1, false)
	case actAsk:
		v.toggleAsk()
	case actCopy:
		v.copyAsk()
	case actNotes:
		v.openNotes()
	case actNotesHere:
		v.Notes.Over = !v.Notes.Over
		v.Compose()
	case actBlank:
		v.Blank = true
	case actLeave:
		v.escape()
	}
	return true
}

// escape closes what lies above the model, or leaves.
func (v *Present) escape() {
	switch {
	case v.Ask.Open:
		v.CloseAsk()
	case v.Notes.Over:
		v.Notes.Over = false
		v.Compose()
	default:
		v.Leave()
	}
}

// hintList says which keys do something now.
func (v *Present) hintList(out []presentHint) []presentHint {
	w, lang := &PresentWords, v.lang
	add := func(key string, says sim.Text, a act) {
		out = append(out, presentHint{key: key, says: says.In(lang), act: a})
	}
	switch {
	case v.Ask.Open && v.Ask.started:
		add("Space", w.goOn, actNext)
		add("Q", w.closing, actAsk)
	case v.Ask.Open:
		add("1–"+sim.Comma(int64(len(v.Stop().Ask.Choices))), w.choose, actNone)
		add("Space", w.reveal, actNext)
		add("Shift+Q", w.copy, actCopy)
		add("Q", w.closing, actAsk)
	default:
		add("Space", w.next, actNext)
		add("←", w.back, actBack)
		if v.Stop().Ask != nil {
			add("Q", w.ask, actAsk)
		}
		add("N", w.notes, actNotes)
		add("B", w.blank, actBlank)
		add("Esc", w.leave, actLeave)
	}
	return out
}

// DrawKeys is the key sheet of present mode, in its large type.
func (v *Present) DrawKeys(p *paint.Painter) {
	a, th := v.env, v.env.Theme
	p.Box(0, 0, a.W, a.H, 0, th.Shade)
	const row, size = 34, 20
	w, h := min(a.W-32, 660), float32(len(presentSheet))*row+96
	x, y := a.W/2-w/2, max(a.H/2-h/2, 8)
	p.BoxEdge(x, y, w, h, 16, th.Panel, 2, th.Line)
	p.Text(x+32, y+40, words.KeysTitle.In(v.lang), paint.Style{Size: 24, Weight: paint.Bold, Color: th.Text})
	for i := range presentSheet {
		at := y + 88 + float32(i)*row
		keys := paint.Style{Size: size, Weight: paint.Bold, Color: th.Blue}
		does := paint.Style{Size: size, Color: th.Text}
		left := min(float32(260), w*0.42)
		p.Text(x+32, at, p.Truncate(presentSheet[i].keys, keys, left-12), keys)
		p.Text(x+32+left, at, p.Truncate(presentSheet[i].does.In(v.lang), does, w-64-left), does)
	}
}

// presentSheet lists the keys of present mode.
var presentSheet = []struct {
	keys string
	does sim.Text
}{
	{"Space  →  PageDown", sim.T("다음 장면, 또는 바로 끝까지", "Next beat, or to its end at once")},
	{"←  PageUp", sim.T("이전 장면", "The beat before")},
	{"Home  End", sim.T("처음 / 마지막 장면", "First / last beat")},
	{"Q", sim.T("질문 열기 · 닫기", "Open and close the question")},
	{"1 – 6", sim.T("답 고르기", "Choose an answer")},
	{"Shift + Q", sim.T("질문을 채팅용으로 복사", "Copy the question for a chat")},
	{"N", sim.T("노트 창", "The notes' window")},
	{"Shift + N", sim.T("노트를 이 화면에", "The notes on this screen")},
	{"B", sim.T("화면 가리기", "Blank screen")},
	{"T  K  L", sim.T("밝기 · 언어 · 링크 복사", "Theme, language, copy the link")},
	{"Esc", sim.T("발표에서 나가기", "Leave the talk")},
}

const (
	hintGap = 30
	hintPad = 7
)

var hintKey = paint.Style{Size: PresentSmall, Weight: paint.Bold}

func leaves(h presentHint) int {
	if h.act == actLeave {
		return 1
	}
	return 0
}

// placeHints sets the hints side by side in the middle of the lower edge; those that
// do not fit are left out from the end.
func (v *Present) placeHints() {
	p, t := v.env.Painter, &v.Texts
	t.hints = v.hintList(t.hints[:0])
	if v.env.W < screen.SlimW { // fingers need the way out more than what a tap does anyway
		slices.SortStableFunc(t.hints, func(a, b presentHint) int { return leaves(b) - leaves(a) })
	}
	total := float32(-hintGap)
	for i := range t.hints {
		h := &t.hints[i]
		h.keyW = p.Measure(h.key, hintKey)
		h.at = paint.Rect{X: 0, Y: v.env.H - hintsH - 4, W: h.keyW + hintPad + p.Measure(h.says, paint.Style{Size: PresentSmall}), H: hintsH}
		if total+hintGap+h.at.W > v.env.W-32 {
			t.hints = t.hints[:i]
			break
		}
		total += hintGap + h.at.W
	}
	x := v.env.W/2 - total/2
	for i := range t.hints {
		t.hints[i].at.X = x
		x += t.hints[i].at.W + hintGap
	}
}
