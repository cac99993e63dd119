package stage

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/menu"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Menu offers what can be done to one part of the model, and other lists of the stage.
type Menu struct{ menu.Menu }

// OpenFor opens the menu of a part; for no part, or one that is gone, it stays closed.
func (m *Menu) OpenFor(s *Stage, part model.Part) {
	m.Begin("")
	lang := s.Env.Lang
	add := func(text sim.Text, call string) {
		m.Add(menu.Item{Text: text.In(lang), Choose: func() { s.Acts.Do(call) }})
	}
	switch part.Kind {
	case model.Node:
		n := s.Run.Scene.Node(part.Node)
		if n == nil {
			return
		}
		m.Title = n.Label
		if m.Title == "" {
			m.Title = n.Name
		}
		m.nodeItems(n, add)
	case model.Link:
		from, to := s.Run.Scene.Node(part.From), s.Run.Scene.Node(part.To)
		if from == nil || to == nil {
			return
		}
		m.Title = from.Name + " – " + to.Name
		m.linkItems(s, part, from.Name+"-"+to.Name, add)
	case model.Packet:
		i := s.Run.Packet(part.Packet)
		if i < 0 {
			return
		}
		id := fmt.Sprintf("m%d", part.Packet)
		m.Title = words.Message.In(lang) + " " + s.Run.Scene.Packets[i].Label
		m.Add(menu.Item{Text: follow.CauseWords.Follow.In(lang), Side: "Enter", Choose: func() { s.Pick(part) }})
		add(words.Drop, "drop("+id+")")
		add(words.Delay, "delay("+id+",100ms)")
		add(words.Duplicate, "duplicate("+id+")")
		add(words.Deliver, "deliver("+id+")")
	default:
		return
	}
	m.Hover = 0 // Enter does the first thing
	if x, y, _, _, ok := s.Choice.partPlace(part); ok {
		m.PopUp(s.Env, x, y)
		m.Say(s.Env)
	}
}

// updateMenu serves the open menu. The second button elsewhere opens the menu of what is
// there.
func (s *Stage) updateMenu(in *input.Input) bool {
	changed, elsewhere := s.Menu.Update(s.Env, in)
	if elsewhere {
		s.Run.Selected = s.Choice.PartAt(in)
		s.Menu.openAt(s, s.Run.Selected, in)
	}
	return changed
}

// openAt opens the menu of a part at the pointer.
func (m *Menu) openAt(s *Stage, part model.Part, in *input.Input) {
	if m.OpenFor(s, part); m.Open {
		m.Hover = -1
		m.PopUp(s.Env, in.X-42, in.Y+12)
	}
}

// OpenPresets lists the scenario's presets below their button.
func (m *Menu) OpenPresets(s *Stage) {
	m.Begin(words.PresetsLabel.In(s.Env.Lang))
	for i := range s.Run.Sc.Presets {
		p := &s.Run.Sc.Presets[i]
		m.Add(menu.Item{Text: p.Name.In(s.Env.Lang), Now: p.ID == s.Run.Prepared, Side: presetKey(i), Choose: func() {
			s.Acts.Preset(p)
			s.Env.Say(p.Says.In(s.Env.Lang))
		}})
	}
	m.PopUp(s.Env, s.Plan.topRight()-50, screen.TopH+20)
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

// OpenMore lists what the top bar of a larger window has.
func (m *Menu) OpenMore(s *Stage) {
	lang := s.Env.Lang
	m.Begin(s.Run.Sc.Title.In(lang))
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
		m.Add(menu.Item{Text: item.text.In(lang), Side: item.key, Choose: func() { s.pressTop(item.press) }})
	}
	m.PopUp(s.Env, s.Env.W, screen.TopH)
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
	m.Begin(words.LawsLabel.In(s.Env.Lang))
	for i := range s.Run.Sc.Laws {
		_, _, note := s.Side.LawSign(s.Run.Tl.Run().LawState(sim.Law(i)))
		m.Add(menu.Item{Text: s.Run.Sc.Laws[i].Name.In(s.Env.Lang), Side: note, Choose: func() { s.Side.PressLaw(i) }})
	}
	r := s.Plan.Panel()
	m.PopUp(s.Env, r.X+r.W, r.Y+r.H)
}
