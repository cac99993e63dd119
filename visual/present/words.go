package present

import (
	"github.com/kookmin-msa-study/msalab/sim"
)

// PresentWords are the phrases of present mode and of its notes, in both languages.
var PresentWords = struct {
	next, back, ask, notes, blank, leave, copy               sim.Text
	choose, reveal, goOn, closing, copied, answerIs, planned sim.Text
	nextBeat, lastBeat, question, noNotes, blocked, NoBeat   sim.Text
	noAsk                                                    sim.Text
	running                                                  sim.Text
}{
	next:     sim.T("다음", "next"),
	back:     sim.T("이전", "back"),
	ask:      sim.T("질문", "question"),
	notes:    sim.T("노트", "notes"),
	blank:    sim.T("화면 가리기", "blank"),
	leave:    sim.T("나가기", "leave"),
	copy:     sim.T("질문 복사", "copy the question"),
	choose:   sim.T("고르기", "choose"),
	reveal:   sim.T("답 보기", "see the answer"),
	goOn:     sim.T("다음 장면", "next beat"),
	closing:  sim.T("닫기", "close"),
	copied:   sim.T("질문을 복사했어요", "Question copied"),
	answerIs: sim.T("답은 %d번이에요.", "The answer is %d."),
	planned:  sim.T("이 장면까지 계획", "planned up to here"),
	nextBeat: sim.T("다음 장면", "Next beat"),
	lastBeat: sim.T("마지막 장면이에요.", "This is the last beat."),
	question: sim.T("예측 질문", "Question"),
	noNotes:  sim.T("이 장면에는 노트가 없어요.", "This beat has no notes."),
	blocked:  sim.T("노트 창을 열지 못해서 여기에 보여요. Shift+N으로 닫아요.", "The notes window did not open, so they show here. Shift+N closes them."),
	NoBeat:   sim.T("여기서부터는 장면이 없어요.", "There are no more beats."),
	noAsk:    sim.T("이 장면에는 질문이 없어요.", "This beat has no question."),
	running:  sim.T("모델이 답을 보여 줘요…", "The model shows the answer…"),
}
