// Package words holds the phrases that several screens share, in both languages.
package words

import "github.com/kookmin-msa-study/msalab/sim"

// The phrases, by what they stand for.
var (
	Subtitle     = sim.T("분산 시스템을 한 걸음씩 돌려 보는 실험실", "See, run and break a distributed system, one step at a time")
	All          = sim.T("전체", "All")
	Hint         = sim.T("처음이라면 카드를 하나 골라 Enter를 누르고, → 키로 한 걸음씩 가 보세요.", "New here? Pick a card, press Enter, then → to go one step at a time.")
	CopyLink     = sim.T("링크 복사", "Copy link")
	Copied       = sim.T("링크를 복사했어요", "Link copied")
	Seed         = sim.T("시드", "Seed")
	MapView      = sim.T("지도", "Map")
	Lanes        = sim.T("순서도", "Sequence")
	Both         = sim.T("둘 다", "Both")
	Controls     = sim.T("조작", "Controls")
	State        = sim.T("상태", "State")
	Metrics      = sim.T("지표", "Metrics")
	Faults       = sim.T("장애 일으키기", "Cause a fault")
	PresetsLabel = sim.T("프리셋", "Presets")
	LawsLabel    = sim.T("불변식", "Invariants")
	Start        = sim.T("아직 아무 일도 일어나지 않았어요. → 키나 재생을 눌러 보세요.", "Nothing has happened yet. Press → or play.")
	ChoosePart   = sim.T("지도에서 노드를 누르면 여기에 메모리와 디스크가 보여요.", "Click a node on the map to see its memory and disk here.")
	Memory       = sim.T("메모리 (멈추면 사라짐)", "Memory (lost in a crash)")
	Disk         = sim.T("디스크 (멈춰도 남음)", "Disk (survives a crash)")
	BadLink      = sim.T("링크를 읽지 못했어요", "This link cannot be opened")
	BadLinkHelp  = sim.T("주소가 잘렸거나 바뀌었는지 확인해 주세요.", "Check whether the address was cut off or changed.")
	Home         = sim.T("처음 화면으로", "Go home")
	KeysTitle    = sim.T("단축키", "Keys")
	Close        = sim.T("아무 키나 누르면 닫혀요", "Press any key to close")
	Histories    = sim.T("갈래", "Histories")
	Crash        = sim.T("멈추기", "Crash")
	Restart      = sim.T("다시 켜기", "Restart")
	Pause        = sim.T("5초 일시 정지", "Pause 5 s")
	Resume       = sim.T("깨우기", "Resume")
	Slow         = sim.T("4배 느리게", "4× slower")
	Normal       = sim.T("원래 빠르기로", "Usual speed")
	Isolate      = sim.T("떼어 놓기", "Isolate")
	Cut          = sim.T("끊기", "Cut")
	Heal         = sim.T("다시 잇기", "Heal")
	Lag          = sim.T("100ms 느리게", "100 ms slower")
	Loss         = sim.T("20% 잃어버리기", "Lose 20%")
	Drop         = sim.T("버리기", "Drop")
	Delay        = sim.T("100ms 늦추기", "Delay 100 ms")
	Duplicate    = sim.T("한 번 더 보내기", "Duplicate")
	Deliver      = sim.T("바로 전달", "Deliver now")
	Ended        = sim.T("더 일어날 일이 없어요.", "Nothing is left to happen.")
	Broke        = sim.T("깨짐", "broken")
	Pending      = sim.T("확인 중", "running")
	Message      = sim.T("메시지", "Message")
	LawBroke     = sim.T("불변식이 깨졌어요", "An invariant broke")
	Waiting      = sim.T("여기까지 계산하고 있어요…", "Running up to here…")
	Code         = sim.T("코드", "Code")
	CodeHint     = sim.T("실제로 도는 코드예요. 지금 일한 함수가 밝게 보여요.", "The code that really runs; the function at work is lit.")
	CodeNone     = sim.T("한 걸음 가면, 그때 일한 알고리즘의 코드가 여기에 보여요.", "Take a step: the code of the algorithm at work appears here.")
	About        = sim.T("이 모델에 대해", "About this model")
	Models       = sim.T("모델에 있는 것", "What is modelled")
	Omits        = sim.T("모델에 없는 것", "What is not")
	Stands       = sim.T("파라미터와 현업 설정", "Parameters and the settings they stand for")
	AboutHint    = sim.T("↑ ↓ 로 넘기고 Esc로 닫아요", "↑ ↓ to scroll, Esc to close")
	Original     = sim.T("처음 흐름", "as it first went")
	Present      = sim.T("발표 모드", "Present")
	Compare      = sim.T("비교", "Compare")
	Beat         = sim.T("장면", "Beat")
)

// Week is the name of a week of the course.
func Week(week, lang int64) string {
	if sim.Lang(lang) == sim.EN {
		return "Week " + sim.Comma(week)
	}
	return sim.Comma(week) + "주차"
}
