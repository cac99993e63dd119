package stage

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// onSide reports whether a place is on the panel or the top bar.
func (s *Stage) onSide(x, y float32) bool {
	return s.Side.Panel.Contains(x, y) || s.bar.bar.Contains(x, y)
}

// sideFocused reports whether the panel or the top bar has the keyboard.
func (s *Stage) sideFocused() bool { return s.Side.Panel.Focused() || s.bar.bar.Focused() }

// updateSide shows what the panel and the top bar should hold and carries out what was
// pressed.
func (s *Stage) updateSide() bool {
	s.Side.Lay()
	s.bar.lay()
	active := !s.Menu.Open && s.Pointer.dragging == dragNone
	changed := false
	for _, e := range s.Side.Panel.Update(active) { // first: Tab comes to it first
		s.pressPanel(e)
		changed = true
	}
	for _, e := range s.bar.bar.Update(active) {
		s.pressTop(e.ID)
		changed = true
	}
	return s.Side.Wheel(&s.Env.In) || changed || s.Side.Panel.Dirty() || s.bar.bar.Dirty() || s.pressLaws(&s.Env.In)
}

func (s *Stage) pressPanel(e widgets.Event) {
	what, id, _ := strings.Cut(e.ID, ":")
	switch what {
	case "tab":
		s.SetTab(inspect.Tab(e.Value))
	case "preset":
		p := &s.Run.Sc.Presets[e.Value]
		s.Acts.Preset(p)
		s.Env.Say(p.Says.In(s.Env.Lang))
	case "fault":
		s.Acts.Cause(id)
	case "seed":
		s.Acts.reseed(e.Value)
	case "branch":
		s.Acts.SwitchTo(int(e.Value))
	case "param":
		if e.Done || len(s.Run.ChoicesOf(id)) > 0 {
			s.Acts.SetParam(id, e.Value)
		}
	}
}
