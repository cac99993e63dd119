package loadbalancing

import (
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// drawnSlots is how many places of a queue are drawn; more show as a number.
const drawnSlots = 10

var (
	waitingText   = sim.T("대기 ", "waiting ")
	inFlightText  = sim.T("기다리는 요청 ", "waiting for ")
	unhealthyText = sim.T("비정상", "unhealthy")
	drainingText  = sim.T("드레이닝", "draining")
	drainedText   = sim.T("빠짐", "drained")
	ejectedText   = sim.T("빼 둠", "ejected")
	coldText      = sim.T("웜업 전", "cold")
	failingText   = sim.T("500 응답", "fails fast")
	frozenText    = sim.T("정보 멈춤", "view frozen")
	queueText     = sim.T("대기열", "queue")
	shareTitle    = sim.T("최근 512건의 몫", "Share of the last 512")
	viewTitle     = sim.T("로드 밸런서가 아는 수와 실제", "What the balancer knows, and the truth")
	viewColumns   = [3]sim.Text{sim.T("서버", "server"), sim.T("아는 수", "view"), sim.T("실제", "truth")}
	staleNote     = sim.T("로드 밸런서가 {x} 전 정보로 골라요", "The balancer chooses by counts that are {x} old")
)

// Draw adds roles, queues, shares and what the balancer believes.
func (m *model) Draw(v *sim.View, s *scene.Scene) {
	m.drawClients(v, s)
	m.drawBalancer(v, s)
	bars := scene.Bars{Title: v.Text(shareTitle), Full: 1_000_000}
	for i := range m.servers {
		if v.Status(m.first+sim.NodeID(i)) == sim.Gone {
			continue
		}
		m.drawServer(v, s, i)
		share := m.lb.v.shares.share(i)
		bars.Items = append(bars.Items, scene.Bar{Label: serverLabels[i], Value: share, Text: sim.Percent(share), Tone: scene.Request})
	}
	s.Bars = append(s.Bars, bars)
	if m.lb.v.view.stale {
		m.drawView(v, s)
	}
}

func (m *model) drawClients(v *sim.View, s *scene.Scene) {
	s.Node(int32(m.clientsID)).Role = v.Text(inFlightText) + sim.Comma(m.clients.v.inFlight)
}

func (m *model) drawBalancer(v *sim.View, s *scene.Scene) {
	node := s.Node(int32(m.lbID))
	node.Role = v.Text(policyChoices[v.Param(pPolicy)].Name)
	if v.Param(pLayer) == layerL4 {
		node.Role += " · L4"
	}
	if v.Now() < m.lb.v.view.frozen {
		node.Badges = append(node.Badges, scene.Badge{Text: v.Text(frozenText), Status: scene.Stale})
	}
}

func (m *model) drawServer(v *sim.View, s *scene.Scene, i int) {
	server := m.servers[i]
	node := s.Node(int32(m.first) + int32(i))
	badge := func(t sim.Text, status scene.Status) {
		node.Badges = append(node.Badges, scene.Badge{Text: v.Text(t), Status: status})
		if node.Status == scene.OK {
			node.Status = scene.Degraded
		}
	}
	node.Role = v.Text(waitingText) + sim.Comma(int64(server.v.waiting))
	m.drawStanding(v, i, badge)
	if server.d.failFast {
		badge(failingText, scene.Failed)
	}
	if v.Now() < server.v.coldUntil {
		badge(coldText, scene.Pending)
	}
	used, working := server.v.waiting, 0
	if server.v.busy {
		used, working = used+1, 1
	}
	s.Slots = append(s.Slots, scene.Slots{Node: node.ID, Label: v.Text(queueText), Used: used, Working: working,
		Capacity: drawnSlots, Status: queueStatus(used)})
}

// drawStanding badges how the balancer sees a server.
func (m *model) drawStanding(v *sim.View, i int, badge func(sim.Text, scene.Status)) {
	b := m.lb
	if v.Status(m.lbID) == sim.Down || !b.d.member[i] {
		return
	}
	if !b.v.health[i].healthy.Healthy() {
		badge(unhealthyText, scene.Failed)
	}
	if b.ejected(i) {
		badge(ejectedText, scene.Failed)
	}
	switch b.v.drains[i].Phase() {
	case balancer.Draining:
		badge(drainingText, scene.Degraded)
	case balancer.Drained:
		badge(drainedText, scene.Absent)
	}
}

func queueStatus(used int) scene.Status {
	switch {
	case used == 0:
		return scene.Idle
	case used <= drawnSlots:
		return scene.OK
	case used < shortQueue:
		return scene.Pending
	}
	return scene.Failed
}

// drawView sets what the balancer believes beside what is true.
func (m *model) drawView(v *sim.View, s *scene.Scene) {
	b := &m.lb.v
	truth := &b.inFlight
	if v.Param(pLayer) == layerL4 {
		truth = &b.conns
	}
	table := scene.Table{Title: v.Text(viewTitle)}
	for _, column := range viewColumns {
		table.Columns = append(table.Columns, v.Text(column))
	}
	for i := range m.servers {
		if !m.lb.d.member[i] {
			continue
		}
		row := scene.Row{Key: serverLabels[i], Status: scene.OK, Changed: b.view.last == i+1,
			Values: []string{strconv.FormatInt(b.view.counts[i], 10), strconv.FormatInt(truth[i], 10)}}
		if b.view.counts[i] != truth[i] {
			row.Status = scene.Stale
		}
		table.Rows = append(table.Rows, row)
	}
	s.Tables = append(s.Tables, table)
	s.Notes = append(s.Notes, strings.Replace(v.Text(staleNote), "{x}", sim.Millis(v.Now()-b.view.at), 1))
}
