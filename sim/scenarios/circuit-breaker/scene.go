package circuitbreaker

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	// drawnPlaces is how many cells a pool has; in a larger pool each stands for several
	// places, and the label has the numbers.
	drawnPlaces = 8
	// drawnResults is how many results of a window are drawn.
	drawnResults = 50
)

var (
	inProgressText = sim.T("진행 중 ", "in progress ")
	threadsText    = sim.T("스레드", "threads")
	queueText      = sim.T("대기열", "queue")
	bulkheadText   = sim.T("벌크헤드", "bulkhead")
	callsText      = sim.T("결제 호출", "calls")
	offText        = sim.T("브레이커 꺼짐", "breaker off")
	breakerText    = sim.T("브레이커 ", "breaker ")
	badText        = sim.T("고장", "broken")
	errorsText     = sim.T("오류 ", "errors ")
	refusalsText   = sim.T("거절 ", "refusals ")
	successTitle   = sim.T("최근 100건 성공", "Success of the last 100")
	machineTitle   = sim.T("서킷 브레이커", "Circuit breaker")
	windowTitle    = sim.T("판단하는 결과", "The results it judges by")
	secondsTitle   = sim.T("판단하는 최근 몇 초 (초마다 합계)", "The seconds it judges by, each a sum")
	probesTitle    = sim.T("시험 호출의 결과", "The results of the probes")
	failureText    = sim.T("실패율 ", "failed ")
	slowText       = sim.T("느린 호출 ", "slow ")
	tooFewText     = sim.T("아직 판단 안 함 ", "too few to judge ")
	passedText     = sim.T("성공", "pass")
	failedText     = sim.T("실패", "fail")
	waitText       = sim.T(" 뒤", " later")
	littleText     = sim.T("결제가 멈추면 필요한 스레드(도착 × 타임아웃): ", "Threads needed if Payment hangs (arrivals × timeout): ")
	ofText         = sim.T(", 있는 스레드: ", ", threads there: ")
	dueText        = sim.T("시험 호출까지 ", "Probes in ")
	atOnceText     = sim.T("다음 주문이 시험 호출이 돼요.", "The next order becomes a probe.")
)

// Draw adds pools, the breaker and what it judges by.
func (m *model) Draw(v *sim.View, s *scene.Scene) {
	s.Node(int32(m.clientsID)).Role = v.Text(inProgressText) + sim.Comma(m.clients.v.open)
	m.drawOrder(v, s)
	for i := range m.pays {
		m.drawPayment(v, s, i)
	}
	bars := scene.Bars{Title: v.Text(successTitle), Full: 1_000_000}
	for route, tone := range [2]scene.Tone{scene.Request, scene.Good} {
		share := m.clients.v.recent[route].share()
		bars.Items = append(bars.Items, scene.Bar{Label: words["route"][route].In(v.Lang), Value: share, Text: sim.Percent(share), Tone: tone})
	}
	s.Bars = append(s.Bars, bars)
	if m.order.v.breaker != nil && v.Param(pBreaker) == 1 {
		m.drawMachine(v, s)
		m.drawWindow(v, s)
	}
	needed := (v.Param(pOrderRPS)*v.Param(pTimeout) + int64(sim.Second) - 1) / int64(sim.Second)
	s.Notes = append(s.Notes, v.Text(littleText)+sim.Comma(needed)+v.Text(ofText)+sim.Comma(v.Param(pThreads)))
}

func (m *model) drawOrder(v *sim.View, s *scene.Scene) {
	o, id := &m.order.v, int32(m.orderID)
	threads := int(v.Param(pThreads))
	slots := func(label sim.Text, used, working, capacity int) {
		cells := min(capacity, drawnPlaces)
		s.Slots = append(s.Slots, scene.Slots{Node: id, Label: v.Text(label) + " " + strconv.Itoa(used) + "/" + strconv.Itoa(capacity),
			Used: cellsOf(used, capacity, cells), Working: cellsOf(working, capacity, cells), Capacity: cells, Status: fullness(used, capacity)})
	}
	slots(threadsText, int(o.busy), int(o.menus), threads)
	slots(queueText, o.waiting, 0, acceptQueue)
	if limit := int(v.Param(pBulkhead)); limit > 0 {
		slots(bulkheadText, int(o.calling), 0, limit)
	}
	node := s.Node(id)
	node.Role = v.Text(offText)
	if v.Param(pBreaker) == 1 && o.breaker != nil {
		state := o.breaker.State(int64(v.Now()))
		name := words["state"][state].In(v.Lang)
		node.Role = v.Text(breakerText) + name
		if state != breaker.Closed {
			node.Badges = append(node.Badges, scene.Badge{Text: name, Status: stateStatus(state)})
		}
	}
	if node.Status == scene.OK && int(o.busy) >= threads {
		node.Status = scene.Degraded
	}
}

// cellsOf says how many of a pool's cells are taken: at least one when anything is,
// and all of them only when everything is.
func cellsOf(used, capacity, cells int) int {
	if used == 0 {
		return 0
	}
	return min(max(used*cells/capacity, 1), cells)
}

// fullness turns a pool amber when it is nearly full: the warning before the failure.
func fullness(used, capacity int) scene.Status {
	switch {
	case used >= capacity:
		return scene.Failed
	case 4*used >= 3*capacity:
		return scene.Degraded
	case used == 0:
		return scene.Idle
	}
	return scene.OK
}

func stateStatus(s breaker.State) scene.Status {
	return [3]scene.Status{breaker.Closed: scene.OK, breaker.Open: scene.Failed, breaker.HalfOpen: scene.Pending}[s]
}

func (m *model) drawPayment(v *sim.View, s *scene.Scene, i int) {
	id := m.first + sim.NodeID(i)
	if v.Status(id) == sim.Gone {
		return
	}
	p, node := m.pays[i], s.Node(int32(id))
	badge := func(text string, status scene.Status) {
		node.Badges = append(node.Badges, scene.Badge{Text: text, Status: status})
		if node.Status == scene.OK && status == scene.Failed {
			node.Status = scene.Degraded
		}
	}
	if p.d.bad {
		badge(v.Text(badText), scene.Failed)
	}
	if p.d.errors > 0 {
		badge(v.Text(errorsText)+sim.Percent(p.d.errors*10_000), scene.Failed)
	}
	if p.d.refusals > 0 {
		badge(v.Text(refusalsText)+sim.Percent(p.d.refusals*10_000), scene.Pending)
	}
	active := int(p.v.active)
	s.Slots = append(s.Slots, scene.Slots{Node: int32(id), Label: v.Text(callsText), Used: active, Working: active, Capacity: drawnPlaces,
		Status: fullness(active, maxThreads)})
}

// drawMachine shows the three states, the turns, and why it stands where it does.
func (m *model) drawMachine(v *sim.View, s *scene.Scene) {
	b := m.order.v.breaker
	now := int64(v.Now())
	state, last := b.State(now), b.Last()
	machine := scene.Machine{Title: v.Text(machineTitle), Why: m.why(v, last)}
	for i := range 3 {
		machine.States = append(machine.States, scene.State{Name: words["state"][i].In(v.Lang), Status: stateStatus(breaker.State(i)),
			Current: breaker.State(i) == state})
	}
	turn := func(from, to breaker.State, label string) {
		taken := last.Why != breaker.Begun && last.From == from && last.To == to
		machine.Turns = append(machine.Turns, scene.Turn{From: int(from), To: int(to), Label: label, Taken: taken})
	}
	turn(breaker.Closed, breaker.Open, "≥"+sim.Percent(v.Param(pFailureRate)*10_000))
	turn(breaker.Open, breaker.HalfOpen, sim.Seconds(sim.Time(v.Param(pWaitOpen)))+v.Text(waitText))
	turn(breaker.HalfOpen, breaker.Closed, v.Text(passedText))
	turn(breaker.HalfOpen, breaker.Open, v.Text(failedText))
	s.Machines = append(s.Machines, machine)
	if due, open := b.Due(); open {
		if left := due - now; left > 0 {
			s.Notes = append(s.Notes, v.Text(dueText)+sim.Seconds(sim.Time(left)))
		} else {
			s.Notes = append(s.Notes, v.Text(atOnceText))
		}
	}
}

// why says in a line what made the breaker turn last.
func (m *model) why(v *sim.View, t breaker.Turn) string {
	share := sim.Percent(t.Bad * 1_000_000 / max(t.Calls, 1))
	limit := sim.Percent(t.Limit * 10_000)
	n, bad := sim.Comma(t.Calls), sim.Comma(t.Bad)
	switch t.Why {
	case breaker.FailureRate:
		return v.Text(sim.T("최근 "+n+"건의 실패율 "+share+" ≥ 기준 "+limit, share+" of the last "+n+" failed ≥ "+limit))
	case breaker.SlowRate:
		return v.Text(sim.T("최근 "+n+"건 중 느린 호출 "+share+" ≥ 기준 "+limit, share+" of the last "+n+" were slow ≥ "+limit))
	case breaker.WaitOver:
		return v.Text(sim.T("열림 대기 시간이 지났어요", "the wait in open is over"))
	case breaker.ProbesPassed:
		return v.Text(sim.T("시험 "+n+"건 중 실패 "+bad+"건", bad+" of "+n+" probes failed"))
	case breaker.ProbesFailed, breaker.ProbesSlow:
		return v.Text(sim.T("시험 "+n+"건 중 실패하거나 느린 것 "+bad+"건", bad+" of "+n+" probes failed or were slow"))
	case breaker.ByOperator:
		return v.Text(sim.T("사람이 강제로 바꿨어요", "an operator turned it"))
	}
	return v.Text(sim.T("아직 바뀐 적이 없어요", "no transition yet"))
}

// drawWindow shows the results that count, against the threshold. The rate is shown
// before it counts, so that the warning comes before the turn.
func (m *model) drawWindow(v *sim.View, s *scene.Scene) {
	b := m.order.v.breaker
	now := int64(v.Now())
	counts := b.Counts(now)
	size, title := int(v.Param(pWindow)), windowTitle
	if state := b.State(now); state == breaker.HalfOpen || state == breaker.Open && b.Last().From == breaker.HalfOpen {
		size, title = int(v.Param(pProbes)), probesTitle
	}
	w := scene.Window{Title: v.Text(title), Full: 1_000_000, Threshold: v.Param(pFailureRate) * 10_000}
	var buffer [drawnWindow]uint8
	results := buffer[:b.Results(buffer[:])]
	for _, r := range results[max(len(results)-drawnResults, 0):] {
		w.Cells = append(w.Cells, [4]scene.Status{scene.OK, scene.Failed, scene.Degraded, scene.Failed}[r])
	}
	var sums [drawnResults]breaker.Counts
	if n := b.Buckets(sums[:]); n > 0 {
		w.Title = v.Text(secondsTitle)
		for _, second := range sums[:n] {
			w.Cells = append(w.Cells, secondStatus(second))
		}
	}
	for len(w.Cells) < min(size, drawnResults) {
		w.Cells = append(w.Cells, scene.Absent)
	}
	calls := max(counts.Calls, 1)
	w.Value = counts.Failed * 1_000_000 / calls
	w.Text = v.Text(failureText) + sim.Percent(w.Value)
	if slow := counts.Slow * 1_000_000 / calls; slow > w.Value {
		w.Value, w.Threshold = slow, v.Param(pSlowRate)*10_000
		w.Text = v.Text(slowText) + sim.Percent(slow)
	}
	if _, _, enough := b.Rates(now); !enough {
		w.Text = v.Text(tooFewText) + sim.Comma(counts.Calls)
	}
	s.Windows = append(s.Windows, w)
}

// secondStatus colours a second of a time-based window by what happened in it.
func secondStatus(sum breaker.Counts) scene.Status {
	switch {
	case sum.Calls == 0:
		return scene.Absent
	case sum.Failed > 0:
		return scene.Failed
	case sum.Slow > 0:
		return scene.Degraded
	}
	return scene.OK
}

// drawnWindow is the longest window: the upper end of pWindow.
const drawnWindow = 200
