package consistenthashing

import (
	"strconv"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

const (
	marksShown = 1000
	keysShown  = 240
	// moveShown is how long after a change the keys on the move are shown.
	moveShown = 2 * sim.Second
)

var (
	keysText    = sim.T("키", "keys")
	pointsText  = sim.T("가상 노드 ", "virtual nodes ")
	eachText    = sim.T("개씩", " each")
	spreadText  = sim.T("표준편차 ", "deviation ")
	noRingText  = sim.T("링이 없는 방식", "no ring")
	partText    = sim.T("일부만 그려요", "some drawn")
	movedText   = sim.T("옮긴 키 ", "moved ")
	readsTitle  = sim.T("최근 1,024건의 읽기", "The last 1,024 reads")
	originTitle = sim.T("원본 DB 최근 1초", "Origin, last second")
	ofText      = sim.T("건 · 용량 ", " · capacity ")
	hitText     = sim.T("히트율 ", "hits ")
	queueText   = sim.T("대기열", "queue")
	overNote    = sim.T("원본 DB가 용량을 넘었어요. 넘친 읽기는 거절돼요.", "The origin is over its capacity: reads are refused.")
	hotNote     = sim.T("핫 키 user:", "Hot key user:")
	hotNoteTail = sim.T(": 읽기의 20%가 한 키로 와요.", ": 20 % of all reads want one key.")
	outText     = sim.T("빠짐", "out")
	coldText    = sim.T("데우는 중", "warming")
	weightText  = sim.T("가중치 ", "weight ")
)

// Draw adds the ring with its owners, the reads, the origin and the nodes' roles.
func (m *model) Draw(v *sim.View, s *scene.Scene) {
	m.drawNodes(v, s)
	if p := m.router.v.place; p != nil {
		m.drawRing(v, s, p)
		m.drawReads(v, s, p)
	}
	m.drawOrigin(v, s)
	if m.clients.d.hot {
		s.Notes = append(s.Notes, v.Text(hotNote)+strconv.FormatInt(m.clients.hotKey(), 10)+v.Text(hotNoteTail))
	}
}

func (m *model) drawNodes(v *sim.View, s *scene.Scene) {
	router := s.Node(int32(m.routerID))
	router.Role = v.Text(modeChoices[v.Param(pMode)].Name)
	s.Node(int32(m.dbID)).Role = sim.Comma(m.db.v.rate) + "/s"
	p := m.router.v.place
	for i, server := range m.servers {
		node := s.Node(int32(m.first) + int32(i))
		if node.Status == scene.Absent || p == nil {
			continue
		}
		node.Role = v.Text(keysText) + " " + sim.Comma(p.counts[i])
		badge := func(text string, status scene.Status) {
			node.Badges = append(node.Badges, scene.Badge{Text: text, Status: status})
		}
		switch {
		case p.weights[i] == 0:
			badge(v.Text(outText), scene.Absent)
		case node.Status == scene.OK && server.v.held*10 < p.counts[i]*9:
			badge(v.Text(coldText), scene.Pending)
		}
		if p.weights[i] > 1 {
			badge(v.Text(weightText)+strconv.Itoa(int(p.weights[i])), scene.Control)
		}
	}
}

// moving reports whether the last change is recent enough to show keys on the move.
func (m *model) moving(now sim.Time) bool {
	c := &m.judge.change
	return c.keys > 0 && now-c.at < moveShown && len(c.table) == len(m.router.v.place.table)
}

func (m *model) drawRing(v *sim.View, s *scene.Scene, p *placement) {
	mean := int64(len(p.table)) / int64(max(p.servers, 1))
	ring := scene.Ring{Title: v.Text(modeChoices[p.set.mode].Name), Center: sim.Comma(int64(len(p.table))), Below: v.Text(keysText),
		Full: max(2*mean, slices.Max(p.counts[:]), 1)}
	known := 0 // servers that were ever part of the system; the rest are not shown
	for i := range m.servers {
		if v.Status(m.first+sim.NodeID(i)) != sim.Gone {
			known = i + 1
		}
	}
	for i := range known {
		ring.Owners = append(ring.Owners, m.owner(v, p, i))
	}
	if p.ring != nil {
		ring.Marks = marks(p)
	}
	ring.Note = m.ringNote(v, p)
	m.drawKeys(v, &ring, p)
	s.Rings = append(s.Rings, ring)
}

// ringNote is the line below the owners: what moved while that is news, otherwise
// what the ring is made of.
func (m *model) ringNote(v *sim.View, p *placement) string {
	note := v.Text(spreadText) + sim.Percent(m.judge.spread)
	switch {
	case m.moving(v.Now()):
		return v.Text(movedText) + sim.Percent(m.judge.change.moved*1_000_000/m.judge.change.keys) + " · " + note
	case p.ring == nil:
		return note + " · " + v.Text(noRingText)
	}
	note += " · " + v.Text(pointsText) + sim.Comma(p.set.vnodes) + v.Text(eachText)
	if len(p.ring.Points()) > marksShown {
		note += " · " + v.Text(partText)
	}
	return note
}

func (m *model) owner(v *sim.View, p *placement, i int) scene.Owner {
	o := scene.Owner{Name: serverLabels[i], Text: sim.Comma(p.counts[i]), Value: p.counts[i], Status: scene.OK}
	id := m.first + sim.NodeID(i)
	o.Node = int32(id)
	switch {
	case p.weights[i] == 0:
		o.Status = scene.Absent
	case v.Status(id) == sim.Down:
		o.Status = scene.Failed
	case v.Status(id) == sim.Paused:
		o.Status = scene.Paused
	}
	c := &m.judge.change
	o.Fresh = m.moving(v.Now()) && c.before[i] == 0 && c.after[i] > 0
	return o
}

// marks are the points of the ring; of very many every so-manieth.
func marks(p *placement) []scene.Mark {
	points := p.ring.Points()
	stride := (len(points) + marksShown - 1) / marksShown
	out := make([]scene.Mark, 0, marksShown)
	for i := 0; i < len(points); i += stride {
		out = append(out, scene.Mark{At: uint32(points[i].Hash >> 32), Owner: int(p.members[points[i].Member])})
	}
	return out
}

// drawKeys shows some keys where their hash puts them, and the hot one by name.
func (m *model) drawKeys(v *sim.View, ring *scene.Ring, p *placement) {
	moving := m.moving(v.Now())
	show := func(key int, label string) {
		owner := holders(p.table[key]).owner()
		if owner < 0 {
			return
		}
		k := scene.RingKey{At: uint32(uint64(m.judge.hashes[key]) >> 32), Owner: owner, Was: owner, Label: label}
		if moving {
			if was := holders(m.judge.change.table[key]).owner(); was >= 0 {
				k.Was = was
			}
		}
		ring.Keys = append(ring.Keys, k)
	}
	stride := max(len(p.table)/keysShown, 1)
	for key := 0; key < len(p.table) && len(ring.Keys) < keysShown; key += stride {
		show(key, "")
	}
	if m.clients.d.hot {
		show(int(m.clients.hotKey()), keyName(int(m.clients.hotKey())))
	}
}

// drawReads sets each server's part of the reads beside its keys.
func (m *model) drawReads(v *sim.View, s *scene.Scene, p *placement) {
	bars := scene.Bars{Title: v.Text(readsTitle), Full: 2_000_000 / int64(max(p.servers, 2))}
	for i, w := range p.weights {
		if w == 0 {
			continue
		}
		share := m.router.v.reads[i] * 1_000_000 / max(m.router.v.filled, 1)
		tone := scene.Request
		if share*int64(p.servers) > 1_500_000 {
			tone = scene.Bad
		}
		bars.Full = max(bars.Full, share)
		bars.Items = append(bars.Items, scene.Bar{Label: serverLabels[i], Value: share, Text: sim.Percent(share), Tone: tone})
	}
	s.Bars = append(s.Bars, bars)
}

// drawOrigin holds the last reads and the origin's load against its capacity.
func (m *model) drawOrigin(v *sim.View, s *scene.Scene) {
	capacity, rate := v.Param(pCapacity), m.db.v.rate
	hits := &m.router.v.hits
	w := scene.Window{Title: v.Text(originTitle), Value: rate, Threshold: capacity, Full: max(2*capacity, rate),
		Text: sim.Comma(rate) + v.Text(ofText) + sim.Comma(capacity) + " · " + v.Text(hitText) + sim.Percent(hits.share())}
	for i := range cellsShown {
		status := scene.Absent
		if at := hits.filled - int64(cellsShown-i); at >= 0 {
			status = scene.Failed
			if hits.bits[(hits.next-cellsShown+i+window)%window] == 1 {
				status = scene.OK
			}
		}
		w.Cells = append(w.Cells, status)
	}
	s.Windows = append(s.Windows, w)
	limit := queueLimit(capacity)
	queue := scene.Slots{Node: int32(m.dbID), Label: v.Text(queueText), Used: int(m.db.v.queue.len()), Capacity: 10, Status: scene.OK}
	if m.db.v.busy {
		queue.Working = 1
	}
	if m.db.v.queue.len() >= limit {
		queue.Status = scene.Failed
	}
	s.Slots = append(s.Slots, queue)
	if rate > capacity {
		s.Notes = append(s.Notes, v.Text(overNote))
	}
}

// cellsShown is how many of the last reads are shown as hits or misses.
const cellsShown = 40
