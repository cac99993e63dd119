package app

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// BadLink says what is wrong with a link; it opens nothing.
type BadLink struct {
	env   *screen.Env
	Err   error
	title sim.Text
	help  sim.Text
	lines []string
}

func newBadLink(a *screen.Env, err error) *BadLink {
	return newBad(a, err, words.BadLink, words.BadLinkHelp)
}

var badTalkWords = struct{ title, help sim.Text }{
	title: sim.T("발표 파일을 읽지 못했어요", "This talk cannot be opened"),
	help:  sim.T("아래 줄을 고친 뒤 다시 열어 주세요.", "Correct the lines below and open it again."),
}

// newBadTalk says what is wrong with a talk's file, a line for each.
func newBadTalk(a *screen.Env, err error) *BadLink {
	return newBad(a, err, badTalkWords.title, badTalkWords.help)
}

func newBad(a *screen.Env, err error, title, help sim.Text) *BadLink {
	a.Announce(title.In(a.Lang)+". "+err.Error(), true)
	a.Host.Probe("error", err.Error())
	return &BadLink{env: a, Err: err, title: title, help: help}
}

func (b *BadLink) Update(in *input.Input) bool {
	if input.Pressed(ebiten.KeyEnter) || input.Pressed(ebiten.KeyEscape) || input.Pressed(ebiten.KeySpace) || in.Pressed && b.Button().Contains(in.X, in.Y) {
		b.env.Doors.Home()
	}
	return false
}

func (b *BadLink) Button() paint.Rect {
	return paint.Rect{X: b.env.W/2 - 90, Y: b.env.H/2 + 96, W: 180, H: 44}
}

func (b *BadLink) Draw(p *paint.Painter) {
	a, th := b.env, b.env.Theme
	w := min(a.W-24, 760)
	x, y := a.W/2-w/2, a.H/2-170
	p.BoxEdge(x, y, w, 340, 16, th.Panel, 1, th.Line)
	p.Icon(paint.Warning, a.W/2, y+58, 40, th.Amber)
	p.Text(a.W/2, y+112, b.title.In(a.Lang), paint.Style{Size: min(23, w/15), Weight: paint.Bold, Color: th.Text, Align: paint.Center})
	help := paint.Style{Size: 16, Color: th.Dim, Align: paint.Center}
	if p.Measure(b.help.In(a.Lang), help) > w-24 {
		help.Size = 13
	}
	p.Text(a.W/2, y+146, p.Truncate(b.help.In(a.Lang), help, w-16), help)
	style := paint.Style{Size: 14, Mono: true, Color: th.Text, Align: paint.Center}
	b.lines = p.Wrap(b.lines[:0], b.Err.Error(), style, w-64)
	for i, line := range b.lines {
		if i == 4 {
			break
		}
		p.Text(a.W/2, y+184+float32(i)*21, line, style)
	}
	r := b.Button()
	p.Box(r.X, r.Y, r.W, r.H, 9, th.Blue)
	p.Text(r.X+r.W/2, r.Y+r.H/2, words.Home.In(a.Lang), paint.Style{Size: 16, Weight: paint.Bold, Color: th.OnAccent, Align: paint.Center})
}

func (b *BadLink) Widgets(*ebiten.Image) {}

func (b *BadLink) Overlay(*paint.Painter) {}

func (b *BadLink) Restyle() {}

func (b *BadLink) Link() link.Link { return link.Link{} }

// keyLine is a key, or several, and what it does.
type keyLine struct {
	Keys string
	Does sim.Text
}

// keySheet lists the keys; README's table is checked against it.
var keySheet = []keyLine{
	{"Space", sim.T("재생 / 일시 정지", "Play / pause")},
	{"→  ←", sim.T("한 단계 앞으로 / 뒤로", "One step forward / back")},
	{"Shift + →  ←", sim.T("다음 / 이전 표시로", "Next / previous mark")},
	{"Home  End", sim.T("처음 / 끝으로", "Start / end")},
	{"↑  ↓", sim.T("빠르게 / 느리게", "Faster / slower")},
	{"1  2", sim.T("단순 / 권장 프리셋", "Naive / right preset")},
	{"4 – 9", sim.T("벼랑 끝 프리셋", "Presets at the cliff edge")},
	{"3", sim.T("단순과 권장을 나란히", "Naive and right side by side")},
	{"C", sim.T("이 실행을 다른 설정과 비교", "Compare this run with other settings")},
	{"1 – 4  Enter", sim.T("비교에서: 실행 고르기, 바꾸기", "In a comparison: choose a run, change it")},
	{"+  Delete", sim.T("비교에서: 실행 더하기, 빼기", "In a comparison: add a run, remove one")},
	{"M", sim.T("지도 · 순서도 · 둘 다", "Map · sequence · both")},
	{"Tab", sim.T("패널로 가기, 화살표로 고르기", "To the panel; arrows choose")},
	{"G  Shift + G", sim.T("다음 / 이전 부분 고르기", "Choose the next / previous part")},
	{"Enter", sim.T("고른 부분 들여다보기 · 그 순간으로 가기", "Look into the part chosen · go to that moment")},
	{"E", sim.T("이 일의 원인과 결과", "Causes and effects of this step")},
	{"F", sim.T("고른 부분에 장애 일으키기", "Cause a fault in the part chosen")},
	{"R", sim.T("처음부터 다시", "Start again")},
	{"[  ]", sim.T("이전 / 다음 갈래로", "Previous / next history")},
	{"H", sim.T("갈래 이름 바꾸기", "Rename the history")},
	{"I", sim.T("모델에 있는 것과 없는 것", "What is modelled, and what is not")},
	{"P", sim.T("발표 모드, 발표에서 나가기", "Present, and leave the talk")},
	{"Q", sim.T("발표에서: 질문 (Shift: 복사)", "In a talk: the question (Shift: copy it)")},
	{"N", sim.T("발표에서: 노트 창 (Shift: 이 화면에)", "In a talk: the notes (Shift: here)")},
	{"B", sim.T("발표에서: 화면 가리기", "In a talk: a blank screen")},
	{"/", sim.T("시나리오 찾기 (처음 화면)", "Find a scenario (home)")},
	{"L", sim.T("링크 복사", "Copy link")},
	{"T", sim.T("밝게 / 어둡게", "Light / dark")},
	{"K", sim.T("한국어 / English", "Korean / English")},
	{"0", sim.T("화면에 맞추기", "Fit the map")},
	{"Esc", sim.T("닫기 · 처음 화면", "Close · home")},
	{"?", sim.T("이 도움말", "This sheet")},
}
