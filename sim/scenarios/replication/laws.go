package replication

import "github.com/kookmin-msa-study/msalab/sim"

const (
	lawPrefix sim.Law = iota
	lawKept
	lawOnePrimary
	lawOwnWrites
	lawConverge
	lawFailover
	lawFenced
)

// settle is how long copies may take to agree once nothing is wrong.
const settle = 5 * sim.Second

var laws = []sim.LawSpec{
	{ID: "I1", Name: sim.T("복제본은 앞부분", "Replicas hold a prefix"),
		Says:   sim.T("같은 세대에서 복제본의 로그는 프라이머리 로그의 앞부분이고, 적용한 위치는 받은 위치를 넘지 않아요.", "Within an epoch a replica's log is a prefix of the primary's, and applied never passes received."),
		Broken: sim.T("{a:node}의 로그가 {b}번에서 프라이머리와 달라요.", "The log of {a:node} differs from the primary's at position {b}.")},
	{ID: "I2", Name: sim.T("성공한 쓰기 보존", "Acknowledged writes survive"),
		Says:   sim.T("페일오버 뒤에도 성공이라고 답한 쓰기는 새 프라이머리 로그에 있어요.", "After a failover every acknowledged write is in the new primary's log."),
		Broken: sim.T("성공이라고 답한 쓰기 {a}건이 새 프라이머리에 없어요.", "{a} acknowledged writes are missing on the new primary.")},
	{ID: "I3", Name: sim.T("세대마다 프라이머리 하나", "One primary per epoch"),
		Says:   sim.T("세대마다 쓰기를 받는 노드는 하나이고, 승격 뒤에는 옛 세대의 쓰기를 받지 않아요.", "At most one node accepts writes per epoch, and none of an older epoch after a promotion."),
		Broken: sim.T("세대 {c|이/가} 시작된 뒤에도 옛 세대가 쓰기를 받았어요. 스플릿 브레인이에요.", "A write was accepted in an older epoch after epoch {c} began: split brain.")},
	{ID: "I4", Name: sim.T("내가 쓴 것은 내가 본다", "Read your writes"),
		Says:   sim.T("자기 쓰기 읽기에서는 세션이 마지막으로 쓴 위치보다 옛 상태를 읽지 않아요. 사라진 쓰기는 I2가 따져요.", "Under read-your-writes no answer is older than the session's last acknowledged write, unless that write is lost: that is I2."),
		Broken: sim.T("세션이 자기 쓰기보다 {b}칸 옛 상태를 읽었어요.", "A session read a state {b} positions older than its own write.")},
	{ID: "I5", Name: sim.T("결국 같아진다", "Copies converge"), Liveness: true,
		Says:   sim.T("장애가 없으면 5초와 전송·적용 지연 안에 살아 있는 모든 복사본의 로그가 같아져요. 지금 오는 중인 기록만 빼고요.", "Without faults, all live copies hold the same log within 5 s plus ship and apply delay, but for what is still on its way."),
		Broken: sim.T("장애가 끝나고 {b:s|이/가} 지났는데 {a:node}의 로그가 아직 달라요.", "{b:s} after the last fault the log of {a:node} still differs.")},
	{ID: "I6", Name: sim.T("페일오버 완료", "Bounded failover"), Liveness: true,
		Says:   sim.T("장애가 이어져도 관리자와 앱에 닿는 멀쩡한 복사본이 가장 긴 로그를 가졌으면, 감지 시간의 두 배와 승격을 시도할 시간 안에 다시 쓰기를 받아요.", "Even while faults last: if a sound copy that the manager and an app reach holds the longest log, writes are accepted again within twice the detection time and the time of the promotions that may be tried."),
		Broken: sim.T("{a:node|이/가} 멀쩡한데도 {b:s} 동안 쓰기를 받는 곳이 없어요.", "{a:node} is sound, yet nobody has accepted writes for {b:s}.")},
	{ID: "I7", Name: sim.T("펜싱된 노드의 침묵", "Silence when fenced off"),
		Says:   sim.T("펜싱이 켜져 있으면 리스가 끝났거나 더 새로운 세대가 있는 노드는 성공이라고 답하지 않고, 옛 세대로 보낸 쓰기는 거절해요.", "With fencing, no node acknowledges anything once its lease is over or a newer epoch exists, and nobody accepts a write that was sent in an older epoch."),
		Broken: sim.T("막혔어야 할 노드가 성공이라고 답한 쓰기가 {a}건, 옛 세대로 보냈는데 받은 쓰기가 {b}건이에요.", "Writes acknowledged by nodes that were fenced off: {a}; accepted although sent in an older epoch: {b}.")},
}

// Check implements sim.Model. It looks at one position of each copy: equal
// hashes there mean equal logs up to there.
func (m *model) Check(l *sim.Laws) {
	j := m.judge
	owner := m.copies[j.owner]
	differs, behind := nobody, nobody
	limit := sim.Time(l.Param(pShip)) + sim.Time(l.Param(pApply)) + sim.Second
	for i := range m.layout.count {
		n := m.copies[i]
		if !m.prefixOf(owner, n) {
			differs = i
		}
		if i != j.owner && l.Status(m.layout.copies[i]) == sim.Up && !m.level(n, l.Now(), limit) {
			behind = i
		}
	}
	m.requirePrefix(l, differs)
	l.Require(lawKept, j.lost == 0, j.lost)
	l.Require(lawOnePrimary, j.oldWrites == 0 && j.intruders == 0, j.oldWrites, j.intruders, j.epoch)
	l.Require(lawOwnWrites, j.missedRYW == 0, j.missedRYW, j.missedBy)
	since, calm := l.SinceFault()
	quiet := calm && l.Status(m.layout.copies[j.owner]) == sim.Up && (behind == nobody || m.onTime(l))
	node := int64(0)
	if behind != nobody {
		node = int64(m.layout.copies[behind])
	}
	l.Within(lawConverge, quiet, behind == nobody, settle+sim.Time(l.Param(pShip)+l.Param(pApply)), node, int64(since))
	m.requireFailover(l)
	l.Require(lawFenced, j.oldTold == 0 && j.oldAsked == 0, j.oldTold, j.oldAsked)
}

func (m *model) requirePrefix(l *sim.Laws, differs int) {
	if differs == nobody {
		l.Require(lawPrefix, true)
		return
	}
	l.Require(lawPrefix, false, int64(m.layout.copies[differs]), m.copies[differs].d.log.End())
}

// prefixOf reports whether a copy that follows the owner's epoch holds a prefix
// of the owner's log. What the owner has forgotten cannot be compared any more.
func (m *model) prefixOf(owner, n *copyNode) bool {
	end := n.d.log.End()
	if n.v.applied > end {
		return false
	}
	if n == owner || !n.d.synced || n.d.epoch != owner.d.epoch || n.d.role == rolePrimary || end < owner.d.log.Base() {
		return true
	}
	hash, _ := n.d.log.Hash(end)
	return owner.d.log.HasPrefix(end, hash)
}

// level reports whether a copy follows the owner and lacks nothing older than
// limit.
func (m *model) level(n *copyNode, now, limit sim.Time) bool {
	owner := m.copies[m.judge.owner]
	if !n.d.synced || n.d.epoch != owner.d.epoch || !m.prefixOf(owner, n) {
		return false
	}
	return m.judge.age(now, n.index, n.v.applied) <= int64(limit)
}
