package visual

import "github.com/kookmin-msa-study/msalab/sim"

// words are the phrases of the screens, in both languages.
var words = struct {
	subtitle, all, hint                                       sim.Text
	copyLink, copied, seed, mapView, lanes, both              sim.Text
	controls, state, metrics, faults, presetsLabel, lawsLabel sim.Text
	start, choosePart, memory, disk                           sim.Text
	badLink, badLinkHelp, home, keysTitle, close, histories   sim.Text
	crash, restart, pause, resume, slow, normal, isolate, cut sim.Text
	heal, lag, loss, drop, delay, duplicate, deliver, ended   sim.Text
	broke, pending, message, lawBroke, waiting                sim.Text
	code, codeHint, codeNone, original                        sim.Text
	about, models, omits, stands, aboutHint                   sim.Text
}{
	subtitle:     sim.T("분산 시스템을 한 걸음씩 돌려 보는 실험실", "See, run and break a distributed system, one step at a time"),
	all:          sim.T("전체", "All"),
	hint:         sim.T("처음이라면 카드를 하나 골라 Enter를 누르고, → 키로 한 걸음씩 가 보세요.", "New here? Pick a card, press Enter, then → to go one step at a time."),
	copyLink:     sim.T("링크 복사", "Copy link"),
	copied:       sim.T("링크를 복사했어요", "Link copied"),
	seed:         sim.T("시드", "Seed"),
	mapView:      sim.T("지도", "Map"),
	lanes:        sim.T("순서도", "Sequence"),
	both:         sim.T("둘 다", "Both"),
	controls:     sim.T("조작", "Controls"),
	state:        sim.T("상태", "State"),
	metrics:      sim.T("지표", "Metrics"),
	faults:       sim.T("장애 일으키기", "Cause a fault"),
	presetsLabel: sim.T("프리셋", "Presets"),
	lawsLabel:    sim.T("불변식", "Invariants"),
	start:        sim.T("아직 아무 일도 일어나지 않았어요. → 키나 재생을 눌러 보세요.", "Nothing has happened yet. Press → or play."),
	choosePart:   sim.T("지도에서 노드를 누르면 여기에 메모리와 디스크가 보여요.", "Click a node on the map to see its memory and disk here."),
	memory:       sim.T("메모리 (멈추면 사라짐)", "Memory (lost in a crash)"),
	disk:         sim.T("디스크 (멈춰도 남음)", "Disk (survives a crash)"),
	badLink:      sim.T("링크를 읽지 못했어요", "This link cannot be opened"),
	badLinkHelp:  sim.T("주소가 잘렸거나 바뀌었는지 확인해 주세요.", "Check whether the address was cut off or changed."),
	home:         sim.T("처음 화면으로", "Go home"),
	keysTitle:    sim.T("단축키", "Keys"),
	close:        sim.T("아무 키나 누르면 닫혀요", "Press any key to close"),
	histories:    sim.T("갈래", "Histories"),
	crash:        sim.T("멈추기", "Crash"),
	restart:      sim.T("다시 켜기", "Restart"),
	pause:        sim.T("5초 일시 정지", "Pause 5 s"),
	resume:       sim.T("깨우기", "Resume"),
	slow:         sim.T("4배 느리게", "4× slower"),
	normal:       sim.T("원래 빠르기로", "Usual speed"),
	isolate:      sim.T("떼어 놓기", "Isolate"),
	cut:          sim.T("끊기", "Cut"),
	heal:         sim.T("다시 잇기", "Heal"),
	lag:          sim.T("100ms 느리게", "100 ms slower"),
	loss:         sim.T("20% 잃어버리기", "Lose 20%"),
	drop:         sim.T("버리기", "Drop"),
	delay:        sim.T("100ms 늦추기", "Delay 100 ms"),
	duplicate:    sim.T("한 번 더 보내기", "Duplicate"),
	deliver:      sim.T("바로 전달", "Deliver now"),
	ended:        sim.T("더 일어날 일이 없어요.", "Nothing is left to happen."),
	broke:        sim.T("깨짐", "broken"),
	pending:      sim.T("확인 중", "running"),
	message:      sim.T("메시지", "Message"),
	lawBroke:     sim.T("불변식이 깨졌어요", "An invariant broke"),
	waiting:      sim.T("여기까지 계산하고 있어요…", "Running up to here…"),
	code:         sim.T("코드", "Code"),
	codeHint:     sim.T("실제로 도는 코드예요. 지금 일한 함수가 밝게 보여요.", "The code that really runs; the function at work is lit."),
	codeNone:     sim.T("한 걸음 가면, 그때 일한 알고리즘의 코드가 여기에 보여요.", "Take a step: the code of the algorithm at work appears here."),
	about:        sim.T("이 모델에 대해", "About this model"),
	models:       sim.T("모델에 있는 것", "What is modelled"),
	omits:        sim.T("모델에 없는 것", "What is not"),
	stands:       sim.T("파라미터와 현업 설정", "Parameters and the settings they stand for"),
	aboutHint:    sim.T("↑ ↓ 로 넘기고 Esc로 닫아요", "↑ ↓ to scroll, Esc to close"),
	original:     sim.T("처음 흐름", "as it first went"),
}
