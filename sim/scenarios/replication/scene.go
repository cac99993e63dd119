package replication

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const cellsShown = 8

// Draw implements sim.Model.
func (m *model) Draw(v *sim.View, s *scene.Scene) {
	for i := range m.layout.count {
		m.drawCopy(v, s, m.copies[i])
	}
	m.drawClients(v, s)
	m.drawManager(v, s)
	m.drawSessions(v, s)
	m.drawNotes(v, s)
}

func (m *model) drawCopy(v *sim.View, s *scene.Scene, n *copyNode) {
	id := m.layout.copies[n.index]
	node := s.Node(int32(id))
	epoch := strconv.FormatInt(n.d.epoch, 10)
	switch {
	case n.d.opening:
		node.Role = v.Text(sim.T("승격 중 · 세대 "+epoch, "opening · epoch "+epoch))
	case n.d.role == rolePrimary:
		node.Role = v.Text(sim.T("프라이머리 · 세대 "+epoch, "primary · epoch "+epoch))
		node.Leader = v.Status(id) != sim.Down
	default:
		node.Role = v.Text(sim.T("복제본 · 세대 "+epoch, "replica · epoch "+epoch))
	}
	m.badges(v, node, n)
	s.Logs = append(s.Logs, m.drawLog(v, n, int32(id)))
}

func (m *model) badges(v *sim.View, node *scene.Node, n *copyNode) {
	add := func(t sim.Text, status scene.Status) {
		node.Badges = append(node.Badges, scene.Badge{Text: v.Text(t), Status: status})
	}
	if n.d.role == rolePrimary && !n.d.opening {
		waiting := n.v.gate.Waiting(n.d.log.End())
		if n.v.semi.Degraded() && v.Param(pMode) == modeSemiSync {
			add(sim.T("반동기 꺼짐", "semi-sync off"), scene.Failed)
		}
		if waiting > 0 {
			count := strconv.FormatInt(waiting, 10)
			add(sim.T("대기 "+count+"건", count+" waiting"), scene.Pending)
		}
		if n.v.fenced {
			add(sim.T("리스 끝남", "lease over"), scene.Degraded)
		}
		if n.index != m.judge.owner {
			add(sim.T("옛 세대", "old epoch"), scene.Failed)
		}
		return
	}
	if !n.d.synced {
		add(sim.T("갈라진 곳 확인 중", "finding divergence"), scene.Stale)
	}
}

// drawLog shows the window of the longest log's tail for every copy that reaches
// into it, so that cells with one number stand in one column; a copy further
// behind shows its own tail.
func (m *model) drawLog(v *sim.View, n *copyNode, id int32) scene.Log {
	end := int64(0)
	for i := range m.layout.count {
		end = max(end, m.copies[i].d.log.End())
	}
	first := max(end-cellsShown+1, 1)
	if own := n.d.log.End(); own < first {
		first = max(own-cellsShown+1, 1)
	}
	log := scene.Log{Node: id, First: first}
	for pos := first; pos < first+cellsShown && pos <= n.d.log.End(); pos++ {
		log.Cells = append(log.Cells, scene.Cell{Text: strconv.FormatInt(pos, 10), Status: m.cellStatus(n, pos)})
	}
	// A cursor left of the window stands at its edge; its label says where it is.
	cursor := func(t sim.Text, pos int64, tone scene.Tone) {
		log.Cursors = append(log.Cursors, scene.Cursor{Label: v.Text(t) + " " + strconv.FormatInt(pos, 10), At: max(pos+1, first), Tone: tone})
	}
	cursor(sim.T("받음", "received"), n.d.log.End(), scene.Warn)
	cursor(sim.T("적용", "applied"), n.v.applied, scene.Good)
	return log
}

// cellStatus compares a cell with the newest primary's log.
func (m *model) cellStatus(n *copyNode, pos int64) scene.Status {
	j := m.judge
	owner := m.copies[j.owner]
	hash, ok := n.d.log.Hash(pos)
	switch {
	case n != owner && ok && pos > owner.d.log.Base() && !owner.d.log.HasPrefix(pos, hash):
		if e, ok := n.d.log.Entry(pos); ok && j.gone.has(pos) && j.goneOf.Holds(e.Epoch, pos) {
			return scene.Failed // acknowledged, and gone
		}
		if n.d.epoch == owner.d.epoch && n.d.synced {
			return scene.Pending
		}
		return scene.Stale // another history
	case pos <= n.v.applied:
		return scene.OK
	}
	return scene.Pending
}

func (m *model) drawClients(v *sim.View, s *scene.Scene) {
	for i, app := range m.clients {
		node := s.Node(int32(m.layout.apps[i]))
		node.Role = v.Text(sim.T("쓰는 곳 "+copyNames[app.v.primary], "writes to "+copyNames[app.v.primary]))
		open := 0
		for w := range app.v.writes {
			if app.v.writes[w].open {
				open++
			}
		}
		s.Slots = append(s.Slots, scene.Slots{Node: int32(m.layout.apps[i]), Label: v.Text(sim.T("답을 기다리는 쓰기", "writes unanswered")),
			Used: open, Capacity: 16, Status: scene.Pending})
		if app.v.quiet {
			node.Badges = append(node.Badges, scene.Badge{Text: v.Text(sim.T("쓰기 멈춤", "writes stopped")), Status: scene.Idle})
		}
	}
}

func (m *model) drawManager(v *sim.View, s *scene.Scene) {
	router := s.Node(int32(m.layout.router))
	epoch := strconv.FormatInt(m.router.d.epoch, 10)
	router.Role = v.Text(sim.T("세대 "+epoch+" → "+copyNames[m.router.d.primary], "epoch "+epoch+" → "+copyNames[m.router.d.primary]))
	fm := s.Node(int32(m.layout.fm))
	if m.fm.v.electing {
		fm.Role = v.Text(sim.T("승격할 복제본 찾는 중", "looking for a new primary"))
		fm.Badges = append(fm.Badges, scene.Badge{Text: v.Text(sim.T("세대 "+strconv.FormatInt(m.fm.d.epoch, 10), "epoch "+strconv.FormatInt(m.fm.d.epoch, 10))), Status: scene.Control})
		return
	}
	fm.Role = v.Text(sim.T("지켜보는 중", "watching"))
}

// drawSessions compares what a few sessions wrote last with where they read.
func (m *model) drawSessions(v *sim.View, s *scene.Scene) {
	t := scene.Table{Title: v.Text(sim.T("세션이 쓴 위치와 읽은 위치", "Where sessions wrote and read")),
		Columns: []string{v.Text(sim.T("세션", "session")), v.Text(sim.T("쓴 위치", "wrote")), v.Text(sim.T("읽은 위치", "read at"))}}
	for i, app := range m.clients {
		for k := range 3 {
			x := &app.v.sessions[k]
			row := scene.Row{Key: "app" + strconv.Itoa(i+1) + "·" + strconv.Itoa(k+1),
				Values: []string{strconv.FormatInt(x.Written, 10), strconv.FormatInt(x.readPos, 10)}, Status: scene.OK}
			if x.missed {
				row.Status = scene.Stale
			}
			t.Rows = append(t.Rows, row)
		}
	}
	s.Tables = append(s.Tables, t)
}

func (m *model) drawNotes(v *sim.View, s *scene.Scene) {
	note := func(t sim.Text) { s.Notes = append(s.Notes, v.Text(t)) }
	j := m.judge
	if j.lost > 0 {
		count := sim.Comma(j.lost)
		note(sim.T("성공이라고 답한 쓰기 "+count+"건이 사라졌어요.", count+" acknowledged writes are gone."))
	}
	if j.oldWrites > 0 {
		count := sim.Comma(j.oldWrites)
		note(sim.T("옛 세대의 프라이머리가 쓰기 "+count+"건을 받았어요.", "A primary of an old epoch accepted "+count+" writes."))
	}
	if j.off {
		note(sim.T("반동기가 꺼져 있어요. 지금은 비동기와 같아요.", "Semi-sync is off: this is asynchronous now."))
	}
	if j.ownStale > 0 && len(s.Notes) == 0 {
		note(sim.T("방금 쓴 글이 안 보인 적이 "+sim.Comma(j.ownStale)+"번 있어요.", sim.Comma(j.ownStale)+" times a user did not see their own write."))
	}
	if len(s.Notes) == 0 {
		note(sim.T("받은 커서와 적용한 커서의 간격을 보세요.", "Watch the gap between the received and the applied cursor."))
	}
}
