package stage

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Menu offers what can be done to one part of the model.
type Menu struct {
	Open  bool
	title string
	Items []menuItem
	At    paint.Rect
	Each  float32 // how high a row is
	per   int     // how many entries a column has
	hover int
}

type menuItem struct {
	Text   string
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

func (s *Stage) MenuRow() float32 {
	if s.Env.Touch {
		return 44
	}
	return 34
}

// OpenFor opens the menu of a part; for no part, or one that is gone, it stays closed.
func (m *Menu) OpenFor(s *Stage, part model.Part) {
	*m = Menu{Items: m.Items[:0], hover: -1}
	lang := s.Env.Lang
	add := func(text sim.Text, call string) { m.Items = append(m.Items, menuItem{Text: text.In(lang), call: call}) }
	switch part.Kind {
	case model.Node:
		n := s.Run.Scene.Node(part.Node)
		if n == nil {
			return
		}
		m.title = n.Label
		if m.title == "" {
			m.title = n.Name
		}
		m.nodeItems(n, add)
	case model.Link:
		from, to := s.Run.Scene.Node(part.From), s.Run.Scene.Node(part.To)
		if from == nil || to == nil {
			return
		}
		m.title = from.Name + " – " + to.Name
		m.linkItems(s, part, from.Name+"-"+to.Name, add)
	case model.Packet:
		i := s.Run.Packet(part.Packet)
		if i < 0 {
			return
		}
		id := fmt.Sprintf("m%d", part.Packet)
		m.title = words.Message.In(lang) + " " + s.Run.Scene.Packets[i].Label
		m.Items = append(m.Items, menuItem{Text: follow.CauseWords.Follow.In(lang), pick: part, key: "Enter"})
		add(words.Drop, "drop("+id+")")
		add(words.Delay, "delay("+id+",100ms)")
		add(words.Duplicate, "duplicate("+id+")")
		add(words.Deliver, "deliver("+id+")")
	default:
		return
	}
	m.hover = 0 // Enter does the first thing
	if x, y, _, _, ok := s.Choice.partPlace(part); ok {
		m.put(s, x, y)
		m.say(s)
	}
}

// openAt opens the menu of a part at the pointer.
func (m *Menu) openAt(s *Stage, part model.Part, in *input.Input) {
	if m.OpenFor(s, part); m.Open {
		m.hover = -1
		m.put(s, in.X-42, in.Y+12)
	}
}

// say tells a screen reader what Enter would do.
func (m *Menu) say(s *Stage) {
	if m.Open && m.hover >= 0 {
		s.Choice.announce(m.title + ": " + m.Items[m.hover].Text)
	}
}

// OpenPresets lists the scenario's presets below their button.
func (m *Menu) OpenPresets(s *Stage) {
	*m = Menu{Items: m.Items[:0], hover: -1, title: words.PresetsLabel.In(s.Env.Lang)}
	for i := range s.Run.Sc.Presets {
		p := &s.Run.Sc.Presets[i]
		m.Items = append(m.Items, menuItem{Text: p.Name.In(s.Env.Lang), preset: p, key: presetKey(i)})
	}
	m.put(s, s.Plan.topRight()-50, screen.TopH+20)
}

// presetKey returns the key of the i-th preset: 1, 2, then 4 to 9.
func presetKey(i int) string {
	return [...]string{"1", "2", "4", "5", "6", "7", "8", "9", ""}[min(i, 8)]
}

func (m *Menu) nodeItems(n *scene.Node, add func(sim.Text, string)) {
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

func (m *Menu) linkItems(s *Stage, part model.Part, name string, add func(sim.Text, string)) {
	status := scene.Idle
	for i := range s.Run.Scene.Links {
		if l := &s.Run.Scene.Links[i]; l.From == part.From && l.To == part.To {
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
func (m *Menu) put(s *Stage, x, y float32) {
	m.Open = len(m.Items) > 0
	room := s.Env.H - menuHead - 20
	m.per = max(len(m.Items), 1)
	columns := float32(1)
	if float32(m.per)*s.MenuRow() > room && s.Env.W >= 440 { // a low window
		m.per, columns = (m.per+1)/2, 2
	}
	m.Each = min(s.MenuRow(), room/float32(m.per))
	h := menuHead + m.Each*float32(m.per) + 8
	w := min(m.wide(s.Env.Painter)*columns, s.Env.W-16)
	m.At = paint.Rect{X: min(max(x+50, 8), s.Env.W-w-8), Y: max(min(max(y-20, screen.TopH+4), s.Env.H-h-8), 8), W: w, H: h}
}

// wide returns how wide the menu must be for its longest entry.
func (m *Menu) wide(p *paint.Painter) float32 {
	w := max(menuW, p.Measure(m.title, menuTitle)+36)
	for i := range m.Items {
		w = max(w, p.Measure(m.Items[i].Text, menuChosen)+menuAir)
	}
	return w
}

const menuAir = 48

// around an entry, with its key

var (
	menuTitle  = paint.Style{Size: 15, Weight: paint.Bold}
	menuChosen = paint.Style{Size: 16, Weight: paint.Bold}
)

func (m *Menu) Row(i int) paint.Rect {
	columns := float32((len(m.Items) + m.per - 1) / m.per)
	w := (m.At.W - 12) / columns
	return paint.Rect{X: m.At.X + 6 + w*float32(i/m.per), Y: m.At.Y + menuHead + m.Each*float32(i%m.per), W: w, H: m.Each}
}

func (m *Menu) Update(s *Stage, in *input.Input) bool {
	was := m.hover
	for i := range m.Items {
		if in.Moved && m.Row(i).Contains(in.X, in.Y) {
			m.hover = i
		}
	}
	switch {
	case input.Pressed(ebiten.KeyEscape), (in.Pressed || in.Right) && !m.At.Contains(in.X, in.Y):
		m.Open = false
		if in.Right {
			s.Run.Selected = s.Choice.PartAt(in)
			m.openAt(s, s.Run.Selected, in)
		}
		return true
	case input.Repeated(ebiten.KeyDown):
		m.hover = (m.hover + 1) % len(m.Items)
		m.say(s)
	case input.Repeated(ebiten.KeyUp):
		m.hover = (max(m.hover, 0) + len(m.Items) - 1) % len(m.Items)
		m.say(s)
	case input.Pressed(ebiten.KeyEnter) && m.hover >= 0:
		m.Choose(s, m.hover)
	case in.Pressed:
		for i := range m.Items {
			if m.Row(i).Contains(in.X, in.Y) {
				m.Choose(s, i)
			}
		}
		return true
	}
	return m.hover != was
}

func (m *Menu) Choose(s *Stage, i int) {
	m.Open = false
	if p := m.Items[i].preset; p != nil {
		s.Acts.Preset(p)
		s.Env.Say(p.Says.In(s.Env.Lang))
		return
	}
	if law := m.Items[i].law; law > 0 {
		s.Side.PressLaw(law - 1)
		return
	}
	if press := m.Items[i].press; press != "" {
		s.pressTop(press)
		return
	}
	if part := m.Items[i].pick; part.Kind != model.Nothing {
		s.Pick(part)
		return
	}
	s.Acts.Do(m.Items[i].call)
}

func (m *Menu) draw(s *Stage, p *paint.Painter) {
	if !m.Open {
		return
	}
	th := s.Env.Theme
	p.Glow(m.At.X, m.At.Y, m.At.W, m.At.H, 12, 24, th.Shade)
	p.BoxEdge(m.At.X, m.At.Y, m.At.W, m.At.H, 12, th.Panel, 1, th.Edge)
	title := menuTitle
	title.Color = th.Dim
	p.Text(m.At.X+18, m.At.Y+22, p.Truncate(m.title, title, m.At.W-36), title)
	for i := range m.Items {
		r := m.Row(i)
		if i == m.hover {
			p.Box(r.X, r.Y, r.W, r.H, 8, th.Hover)
		}
		style := paint.Style{Size: 16, Color: th.Text}
		if q := m.Items[i].preset; q != nil && q.ID == s.Run.Prepared {
			style.Weight, style.Color = paint.Bold, th.Blue
		}
		p.Text(r.X+12, r.Y+r.H/2, p.Truncate(m.Items[i].Text, style, r.W+12-menuAir), style)
		p.Text(r.X+r.W-10, r.Y+r.H/2, m.Items[i].key, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Dim, Align: paint.Right})
	}
}

// OpenMore lists what the top bar of a larger window has.
func (m *Menu) OpenMore(s *Stage) {
	lang := s.Env.Lang
	*m = Menu{Items: m.Items[:0], hover: -1, title: s.Run.Sc.Title.In(lang)}
	for _, item := range []struct {
		press string
		text  sim.Text
		key   string
	}{
		{"presets", words.PresetsLabel, ""},
		{"compare", words.Compare, "C"},
		{"present", words.Present, "P"},
		{"view", smallWords.view, "M"},
		{"restart", smallWords.restart, "R"},
		{"seed", smallWords.seed, ""},
		{"about", words.About, "I"},
		{"copy", words.CopyLink, "L"},
		{"theme", smallWords.theme, "T"},
		{"lang", smallWords.lang, "K"},
		{"keys", words.KeysTitle, "?"},
		{"home", words.Home, "Esc"},
	} {
		m.Items = append(m.Items, menuItem{Text: item.text.In(lang), press: item.press, key: item.key})
	}
	m.put(s, s.Env.W, screen.TopH)
}

var smallWords = struct{ restart, seed, theme, lang, view sim.Text }{
	view:    sim.T("지도 · 순서도 · 둘 다", "Map · sequence · both"),
	restart: sim.T("처음부터 다시", "Start again"),
	seed:    sim.T("다음 시드로", "Next seed"),
	theme:   sim.T("밝게 / 어둡게", "Light / dark"),
	lang:    sim.T("English", "한국어"),
}

// openLaws lists the laws with how they stand.
func (m *Menu) openLaws(s *Stage) {
	*m = Menu{Items: m.Items[:0], hover: -1, title: words.LawsLabel.In(s.Env.Lang)}
	for i := range s.Run.Sc.Laws {
		_, _, note := s.Side.LawSign(s.Run.Tl.Run().LawState(sim.Law(i)))
		m.Items = append(m.Items, menuItem{Text: s.Run.Sc.Laws[i].Name.In(s.Env.Lang), law: i + 1, key: note})
	}
	r := s.Plan.Panel()
	m.put(s, r.X+r.W, r.Y+r.H)
}
