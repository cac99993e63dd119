package visual

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// menu offers what can be done to one part of the model.
type menu struct {
	open  bool
	title string
	items []menuItem
	at    paint.Rect
	each  float32 // how high a row is
	per   int     // how many entries a column has
	hover int
}

type menuItem struct {
	text   string
	call   string // the action, as in links
	preset *sim.Preset
	law    int        // a law, plus 1
	press  string     // the button of the top bar that it stands for
	key    string     // the key that does the same
	pick   model.Part // the part to look into
}

const (
	menuW    = 268
	menuHead = 40
)

func (s *stage) menuRow() float32 {
	if s.app.touch {
		return 44
	}
	return 34
}

// openFor opens the menu of a part; for no part, or one that is gone, it stays closed.
func (m *menu) openFor(s *stage, part model.Part) {
	*m = menu{items: m.items[:0], hover: -1}
	lang := s.app.lang
	add := func(text sim.Text, call string) { m.items = append(m.items, menuItem{text: text.In(lang), call: call}) }
	switch part.Kind {
	case model.Node:
		n := s.run.scene.Node(part.Node)
		if n == nil {
			return
		}
		m.title = n.Label
		if m.title == "" {
			m.title = n.Name
		}
		m.nodeItems(n, add)
	case model.Link:
		from, to := s.run.scene.Node(part.From), s.run.scene.Node(part.To)
		if from == nil || to == nil {
			return
		}
		m.title = from.Name + " – " + to.Name
		m.linkItems(s, part, from.Name+"-"+to.Name, add)
	case model.Packet:
		i := s.run.packet(part.Packet)
		if i < 0 {
			return
		}
		id := fmt.Sprintf("m%d", part.Packet)
		m.title = words.Message.In(lang) + " " + s.run.scene.Packets[i].Label
		m.items = append(m.items, menuItem{text: causeWords.follow.In(lang), pick: part, key: "Enter"})
		add(words.Drop, "drop("+id+")")
		add(words.Delay, "delay("+id+",100ms)")
		add(words.Duplicate, "duplicate("+id+")")
		add(words.Deliver, "deliver("+id+")")
	default:
		return
	}
	m.hover = 0 // Enter does the first thing
	if x, y, _, _, ok := s.choice.partPlace(part); ok {
		m.put(s, x, y)
		m.say(s)
	}
}

// openAt opens the menu of a part at the pointer.
func (m *menu) openAt(s *stage, part model.Part, in *input) {
	if m.openFor(s, part); m.open {
		m.hover = -1
		m.put(s, in.x-42, in.y+12)
	}
}

// say tells a screen reader what Enter would do.
func (m *menu) say(s *stage) {
	if m.open && m.hover >= 0 {
		s.choice.announce(m.title + ": " + m.items[m.hover].text)
	}
}

// openPresets lists the scenario's presets below their button.
func (m *menu) openPresets(s *stage) {
	*m = menu{items: m.items[:0], hover: -1, title: words.PresetsLabel.In(s.app.lang)}
	for i := range s.run.sc.Presets {
		p := &s.run.sc.Presets[i]
		m.items = append(m.items, menuItem{text: p.Name.In(s.app.lang), preset: p, key: presetKey(i)})
	}
	m.put(s, s.plan.topRight()-50, topH+20)
}

// presetKey returns the key of the i-th preset: 1, 2, then 4 to 9.
func presetKey(i int) string {
	return [...]string{"1", "2", "4", "5", "6", "7", "8", "9", ""}[min(i, 8)]
}

func (r *Run) packet(id int64) int {
	for i := range r.scene.Packets {
		if r.scene.Packets[i].ID == id {
			return i
		}
	}
	return -1
}

func (m *menu) nodeItems(n *scene.Node, add func(sim.Text, string)) {
	if n.Status == scene.Failed {
		add(words.Restart, "restart("+n.Name+")")
		return
	}
	add(words.Crash, "crash("+n.Name+")")
	if n.Status == scene.Paused {
		add(words.Resume, "resume("+n.Name+")")
	} else {
		add(words.Pause, "pause("+n.Name+",5s)")
	}
	if n.Status == scene.Degraded {
		add(words.Normal, "slow("+n.Name+",1)")
	} else {
		add(words.Slow, "slow("+n.Name+",4)")
	}
	add(words.Isolate, "isolate("+n.Name+")")
}

func (m *menu) linkItems(s *stage, part model.Part, name string, add func(sim.Text, string)) {
	status := scene.Idle
	for i := range s.run.scene.Links {
		if l := &s.run.scene.Links[i]; l.From == part.From && l.To == part.To {
			status = l.Status
		}
	}
	if status != scene.Idle {
		add(words.Heal, "heal("+name+")")
	}
	if status != scene.Failed {
		add(words.Cut, "cut("+name+")")
		add(words.Lag, "lag("+name+",100ms)")
		add(words.Loss, "loss("+name+",20)")
	}
}

// put places the menu beside a point, within the window.
func (m *menu) put(s *stage, x, y float32) {
	m.open = len(m.items) > 0
	room := s.app.h - menuHead - 20
	m.per = max(len(m.items), 1)
	columns := float32(1)
	if float32(m.per)*s.menuRow() > room && s.app.w >= 440 { // a low window
		m.per, columns = (m.per+1)/2, 2
	}
	m.each = min(s.menuRow(), room/float32(m.per))
	h := menuHead + m.each*float32(m.per) + 8
	w := min(m.wide(s.app.painter)*columns, s.app.w-16)
	m.at = paint.Rect{X: min(max(x+50, 8), s.app.w-w-8), Y: max(min(max(y-20, topH+4), s.app.h-h-8), 8), W: w, H: h}
}

// wide returns how wide the menu must be for its longest entry.
func (m *menu) wide(p *paint.Painter) float32 {
	w := max(menuW, p.Measure(m.title, menuTitle)+36)
	for i := range m.items {
		w = max(w, p.Measure(m.items[i].text, menuChosen)+menuAir)
	}
	return w
}

const menuAir = 48 // around an entry, with its key

var (
	menuTitle  = paint.Style{Size: 15, Weight: paint.Bold}
	menuChosen = paint.Style{Size: 16, Weight: paint.Bold}
)

func (m *menu) row(i int) paint.Rect {
	columns := float32((len(m.items) + m.per - 1) / m.per)
	w := (m.at.W - 12) / columns
	return paint.Rect{X: m.at.X + 6 + w*float32(i/m.per), Y: m.at.Y + menuHead + m.each*float32(i%m.per), W: w, H: m.each}
}

func (m *menu) update(s *stage, in *input) bool {
	was := m.hover
	for i := range m.items {
		if in.moved && m.row(i).Contains(in.x, in.y) {
			m.hover = i
		}
	}
	switch {
	case pressed(ebiten.KeyEscape), (in.pressed || in.right) && !m.at.Contains(in.x, in.y):
		m.open = false
		if in.right {
			s.run.selected = s.choice.partAt(in)
			m.openAt(s, s.run.selected, in)
		}
		return true
	case repeated(ebiten.KeyDown):
		m.hover = (m.hover + 1) % len(m.items)
		m.say(s)
	case repeated(ebiten.KeyUp):
		m.hover = (max(m.hover, 0) + len(m.items) - 1) % len(m.items)
		m.say(s)
	case pressed(ebiten.KeyEnter) && m.hover >= 0:
		m.choose(s, m.hover)
	case in.pressed:
		for i := range m.items {
			if m.row(i).Contains(in.x, in.y) {
				m.choose(s, i)
			}
		}
		return true
	}
	return m.hover != was
}

func (m *menu) choose(s *stage, i int) {
	m.open = false
	if p := m.items[i].preset; p != nil {
		s.acts.preset(p)
		s.app.say(p.Says.In(s.app.lang))
		return
	}
	if law := m.items[i].law; law > 0 {
		s.side.pressLaw(law - 1)
		return
	}
	if press := m.items[i].press; press != "" {
		s.pressTop(press)
		return
	}
	if part := m.items[i].pick; part.Kind != model.Nothing {
		s.pick(part)
		return
	}
	s.acts.do(m.items[i].call)
}

func (m *menu) draw(s *stage, p *paint.Painter) {
	if !m.open {
		return
	}
	th := s.app.theme
	p.Glow(m.at.X, m.at.Y, m.at.W, m.at.H, 12, 24, th.Shade)
	p.BoxEdge(m.at.X, m.at.Y, m.at.W, m.at.H, 12, th.Panel, 1, th.Edge)
	title := menuTitle
	title.Color = th.Dim
	p.Text(m.at.X+18, m.at.Y+22, p.Truncate(m.title, title, m.at.W-36), title)
	for i := range m.items {
		r := m.row(i)
		if i == m.hover {
			p.Box(r.X, r.Y, r.W, r.H, 8, th.Hover)
		}
		style := paint.Style{Size: 16, Color: th.Text}
		if q := m.items[i].preset; q != nil && q.ID == s.run.prepared {
			style.Weight, style.Color = paint.Bold, th.Blue
		}
		p.Text(r.X+12, r.Y+r.H/2, p.Truncate(m.items[i].text, style, r.W+12-menuAir), style)
		p.Text(r.X+r.W-10, r.Y+r.H/2, m.items[i].key, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Dim, Align: paint.Right})
	}
}
