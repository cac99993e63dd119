package saga

import (
	"strconv"

	rules "github.com/kookmin-msa-study/msalab/algorithms/saga"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	cellsShown  = 8
	tracksShown = 3
	lookedBack  = 60 // sagas among which the tracks are chosen
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Draw implements sim.Model.
func (m *model) Draw(v *sim.View, s *scene.Scene) {
	m.drawServices(v, s)
	m.drawOrchestrator(v, s)
	m.drawTracks(v, s)
	m.drawNotes(v, s)
}

func (m *model) drawOrchestrator(v *sim.View, s *scene.Scene) {
	node := s.Node(int32(m.layout.orch))
	open := number(m.orch.v.open)
	node.Role = v.Text(sim.T("사가 "+open+"건 진행 중", open+" sagas open"))
	node.Leader = v.Status(m.layout.orch) != sim.Down
	if v.Param(pLog) != on {
		node.Badges = append(node.Badges, scene.Badge{Text: v.Text(sim.T("로그 없음", "no log")), Status: scene.Failed})
		return
	}
	d := &m.orch.d
	tail := d.log[max(len(d.log)-cellsShown, 0):]
	log := scene.Log{Node: int32(m.layout.orch), First: d.written - int64(len(tail)) + 1}
	t := scene.Table{Title: v.Text(sim.T("사가 로그의 마지막 줄", "The last lines of the saga log")), Columns: []string{
		v.Text(sim.T("사가", "saga")), v.Text(sim.T("단계", "step")), v.Text(sim.T("기록", "record"))}}
	for i, r := range tail {
		short, status := m.stepName(v, r), recordStatus(r.Op)
		log.Cells = append(log.Cells, scene.Cell{Text: short, Status: status})
		t.Rows = append(t.Rows, scene.Row{Key: number(r.Saga), Values: []string{short, v.Text(marks[r.Op])}, Status: status, Changed: i == len(tail)-1})
	}
	log.Cursors = append(log.Cursors, scene.Cursor{Label: v.Text(sim.T("디스크", "on disk")), At: d.written + 1, Tone: scene.Good})
	s.Logs, s.Tables = append(s.Logs, log), append(s.Tables, t)
}

var marks = [...]sim.Text{
	rules.OpBegin: sim.T("시작", "begin"), rules.OpDoing: sim.T("하려 함", "doing"), rules.OpDone: sim.T("성공", "done"),
	rules.OpRefused: sim.T("거절", "refused"), rules.OpUnknown: sim.T("모름", "unknown"), rules.OpUndoing: sim.T("취소하려 함", "undoing"),
	rules.OpAgain: sim.T("다시 취소", "again"), rules.OpUndone: sim.T("취소됨", "undone"), rules.OpPark: sim.T("보류", "parked"), rules.OpRetake: sim.T("재개", "retake"),
	rules.OpComplete: sim.T("완료", "complete"), rules.OpRolledBack: sim.T("되돌림", "compensated"),
}

var shortNames = [acts]sim.Text{sim.T("주문", "order"), sim.T("재고", "stock"), sim.T("결제", "pay"), sim.T("배송", "ship"), sim.T("확정", "confirm")}

// stepName is the step a record is about, or the saga as a whole.
func (m *model) stepName(v *sim.View, r rules.Record) string {
	switch {
	case r.Step >= 0:
		return v.Text(shortNames[flows[m.orch.d.orders[r.Saga%slots].flow].act[r.Step]])
	case r.Op == rules.OpBegin:
		return v.Text(sim.T("시작", "new"))
	}
	return v.Text(sim.T("끝", "end"))
}

func recordStatus(op rules.Op) scene.Status {
	switch op {
	case rules.OpBegin, rules.OpDoing, rules.OpRetake:
		return scene.Busy
	case rules.OpUndoing, rules.OpAgain, rules.OpUnknown:
		return scene.Pending
	case rules.OpUndone, rules.OpRolledBack:
		return scene.Stale
	case rules.OpRefused, rules.OpPark:
		return scene.Failed
	}
	return scene.OK
}

func (m *model) drawServices(v *sim.View, s *scene.Scene) {
	t := scene.Table{Title: v.Text(sim.T("서비스마다 커밋한 것", "What each service committed")), Columns: []string{
		v.Text(sim.T("서비스", "service")), v.Text(sim.T("했음", "done")), v.Text(sim.T("되돌림", "undone")), v.Text(sim.T("남은 것", "standing"))}}
	for i, n := range m.services {
		id := m.layout.services[i]
		node, d := s.Node(int32(id)), &n.d
		standing := number(d.done - d.undone)
		switch i {
		case svcOrder:
			standing = v.Text(sim.T("확정 "+number(d.confirmed), number(d.confirmed)+" confirmed"))
		case svcPayment:
			standing = v.Text(sim.T(sim.Comma((d.done-d.undone)*price)+"원", sim.Comma((d.done-d.undone)*price)+" won"))
		}
		node.Role = v.Text(sim.T("커밋 "+number(d.done)+" · 되돌림 "+number(d.undone), number(d.done)+" done · "+number(d.undone)+" undone"))
		row := scene.Row{Key: node.Label, Values: []string{number(d.done), number(d.undone), standing}, Status: scene.OK, Changed: node.Acting}
		if v.Status(id) == sim.Down {
			row.Status = scene.Failed
		}
		t.Rows = append(t.Rows, row)
		m.drawArmed(v, node, i)
	}
	s.Tables = append(s.Tables, t)
}

// drawArmed shows the faults that wait for their chance.
func (m *model) drawArmed(v *sim.View, node *scene.Node, i int) {
	d := &m.services[i].d
	badge := func(n int64, t sim.Text) {
		if n > 0 {
			node.Badges = append(node.Badges, scene.Badge{Text: v.Text(t), Status: scene.Pending})
		}
	}
	badge(d.refuseNext, sim.T("다음은 거절", "will refuse"))
	badge(d.loseNext, sim.T("다음 답 유실", "will lose a reply"))
	badge(d.stallNext, sim.T("다음은 지각", "will be late"))
	badge(d.failUndo, sim.T("보상 실패 "+number(d.failUndo)+"번", number(d.failUndo)+" undos fail"))
	badge(m.orch.repeat[i], sim.T("다음 명령 중복", "next command twice"))
}

// drawTracks shows the sagas in trouble first, then the newest, in the order of
// their numbers.
func (m *model) drawTracks(v *sim.View, s *scene.Scene) {
	j := m.judge
	from := max(j.newest-lookedBack, 0) + 1
	troubled := func(l *row) bool {
		return l.state == stStuck || l.state == stForgotten || l.state == stRunning && l.turned
	}
	var chosen []int64
	for id := j.newest; id >= from && len(chosen) < tracksShown-1; id-- {
		if l := j.row(id); l != nil && troubled(l) {
			chosen = append(chosen, id)
		}
	}
	for id := j.newest; id >= from && len(chosen) < tracksShown; id-- {
		if l := j.row(id); l != nil && !troubled(l) {
			chosen = append(chosen, id)
		}
	}
	for id := from; id <= j.newest; id++ {
		for _, c := range chosen {
			if c == id {
				s.Tracks = append(s.Tracks, m.track(v, j.row(id)))
			}
		}
	}
}

func (m *model) track(v *sim.View, l *row) scene.Track {
	t := scene.Track{Label: v.Text(sim.T("사가 "+number(l.id), "saga "+number(l.id)))}
	switch l.state {
	case stRunning:
		t.Status, t.Note = scene.Busy, v.Text(sim.T("진행 중", "running"))
		if l.turned {
			t.Status, t.Note = scene.Pending, v.Text(sim.T("보상 중", "compensating"))
		} else if l.pivot {
			t.Note = v.Text(sim.T("앞으로만", "only forward"))
		}
	case stCompleted:
		t.Status, t.Note = scene.OK, v.Text(sim.T("완료", "complete"))
	case stRolledBack:
		t.Status, t.Note = scene.Stale, v.Text(sim.T("되돌림", "compensated"))
	case stStuck:
		t.Status, t.Note = scene.Failed, v.Text(sim.T("보류 · 사람이 필요해요", "parked · needs a person"))
	case stForgotten:
		t.Status, t.Note = scene.Absent, v.Text(sim.T("아무도 몰라요", "nobody knows"))
	}
	saga := m.orch.saga(l.id)
	known := saga.ID == l.id && saga.Phase != rules.Fresh
	f := &flows[l.flow]
	for i, act := range f.act {
		stage := scene.Stage{Text: v.Text(shortNames[act]), Pivot: f.steps[i].Kind == rules.Pivot}
		if known {
			stage.Status = stageStatus(saga.States[i])
			stage.Current = saga.States[i] == rules.Doing || saga.States[i] == rules.Undoing
		} else {
			stage.Status = committed(l, act)
		}
		t.Stages = append(t.Stages, stage)
	}
	return t
}

// stageStatus is what the orchestrator knows of a step.
func stageStatus(state rules.State) scene.Status {
	return [...]scene.Status{rules.Idle: scene.Idle, rules.Doing: scene.Busy, rules.Done: scene.OK, rules.Refused: scene.Failed,
		rules.Unknown: scene.Degraded, rules.Undoing: scene.Pending, rules.Undone: scene.Stale}[state]
}

// committed is what the services know of a step that nobody else remembers.
func committed(l *row, act int8) scene.Status {
	switch {
	case l.did[act] > l.undid[act]:
		return scene.OK
	case l.undid[act] > 0:
		return scene.Stale
	}
	return scene.Idle
}

func (m *model) drawNotes(v *sim.View, s *scene.Scene) {
	note := func(t sim.Text) { s.Notes = append(s.Notes, v.Text(t)) }
	j := m.judge
	if n := j.counts[stForgotten]; n > 0 {
		note(sim.T("아무도 기억하지 못하는 사가가 "+number(n)+"건이에요.", number(n)+" sagas that nobody remembers."))
	}
	if j.doubles > 0 {
		note(sim.T("두 번 결제된 주문이 "+number(j.doubles)+"건이에요.", number(j.doubles)+" orders are charged twice."))
	}
	if n := j.counts[stStuck]; n > 0 {
		note(sim.T("보류된 사가 "+number(n)+"건이 사람을 기다려요.", number(n)+" parked sagas wait for a person."))
	}
	if j.refunds > 0 && len(s.Notes) == 0 {
		note(sim.T("지금까지 환불이 "+number(j.refunds)+"건이에요.", number(j.refunds)+" refunds so far."))
	}
	if len(s.Notes) == 0 {
		note(sim.T("단계마다 바로 커밋되는 것과 피벗의 자리를 보세요.", "Watch each step commit at once, and where the pivot stands."))
	}
}
