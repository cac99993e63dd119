package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// historyKeys serves [ and ], the history before and after, and H, which renames.
func (k *keyboard) historyKeys() bool {
	branches, current := k.s.Run.Tl.Branches()
	by := 0
	switch {
	case len(branches) < 2:
		return false
	case input.Pressed(ebiten.KeyBracketLeft):
		by = len(branches) - 1
	case input.Pressed(ebiten.KeyBracketRight):
		by = 1
	case input.Pressed(ebiten.KeyH):
		k.s.Histories.Rename()
		return true
	default:
		return false
	}
	k.s.Acts.SwitchTo((current + by) % len(branches))
	k.s.Env.Say(words.Histories.In(k.s.Env.Lang) + " " + k.s.Histories.HistoryLabel((current+by)%len(branches)))
	return true
}

// keyboard is what the keys do on the stage that no control has for itself.
type keyboard struct{ s *Stage }

// keys reacts to the keys that a focused control wants for itself.
func (k *keyboard) keys(in *input.Input) bool {
	switch {
	case input.Pressed(ebiten.KeySpace):
		k.s.Run.TogglePlay()
	case input.Repeated(ebiten.KeyRight):
		k.onArrow(in, 1)
	case input.Repeated(ebiten.KeyLeft):
		k.onArrow(in, -1)
	case input.Pressed(ebiten.KeyHome):
		k.s.Run.ToStep(0)
	case input.Pressed(ebiten.KeyEnd):
		k.s.Run.Playing = false
		k.s.Run.ToTime(k.s.Run.Tl.Horizon())
	case input.Pressed(ebiten.KeyUp):
		k.s.Run.Faster()
	case input.Pressed(ebiten.KeyDown):
		k.s.Run.Slower()
	case input.Pressed(ebiten.KeyPageDown):
		k.Mark(1)
	case input.Pressed(ebiten.KeyPageUp):
		k.Mark(-1)
	case input.Pressed(ebiten.KeyEnter):
		return k.s.enter()
	case input.Pressed(ebiten.KeyEscape):
		k.escape()
	default:
		return false
	}
	return true
}

// lettersOver is letters; one that does something closes the menu it was pressed over.
func (k *keyboard) lettersOver(menu bool) bool {
	if !k.letters() {
		return false
	}
	if menu && !input.Pressed(ebiten.KeyF) {
		k.s.Menu.Open = false
	}
	return true
}

// letters reacts to the keys that stay the program's while a control has the
// keyboard.
func (k *keyboard) letters() bool {
	switch {
	case input.Pressed(ebiten.KeyDigit1) && len(k.s.Run.Sc.Presets) > 0:
		k.s.Acts.Preset(&k.s.Run.Sc.Presets[0])
	case input.Pressed(ebiten.KeyDigit2) && len(k.s.Run.Sc.Presets) > 1:
		k.s.Acts.Preset(&k.s.Run.Sc.Presets[1])
	case input.Pressed(ebiten.KeyDigit3):
		k.s.Acts.CompareBoth()
	case input.Pressed(ebiten.KeyC):
		k.s.Acts.compareNow()
	case k.edgeKey():
	case k.historyKeys():
	case k.s.Env.Narrow() && !k.s.Plan.sideOpen && input.Pressed(ebiten.KeyTab):
		k.s.ToggleSide()
	case input.Pressed(ebiten.KeyM):
		k.s.Plan.View = (k.s.Plan.View + 1) % play.ViewModes
		k.s.Place()
	case input.Pressed(ebiten.KeyF):
		k.s.Menu.OpenFor(k.s, k.s.Run.Selected)
	case input.Pressed(ebiten.KeyG):
		by := 1
		if k.s.Env.In.Shift {
			by = -1
		}
		k.s.nextPart(by)
	case input.Pressed(ebiten.KeyE):
		k.s.followNow()
	case input.Pressed(ebiten.KeyR):
		k.s.Acts.restart(func(*sim.Spec) error { return nil })
	case input.Pressed(ebiten.KeyP):
		k.s.presentSoon()
	case input.Pressed(ebiten.KeyI):
		k.s.About.Show()
	case input.Pressed(ebiten.KeyDigit0):
		k.s.Atlas.Reset()
	default:
		return false
	}
	return true
}

func (k *keyboard) onArrow(in *input.Input, by int64) {
	if in.Shift {
		k.Mark(by)
		return
	}
	k.s.Step(by)
}

// Mark goes to the next or previous mark of the timeline.
func (k *keyboard) Mark(by int64) {
	at := k.s.Run.Tl.Cursor()
	to, ok := k.s.Signs.Beats.next(at, by)
	for _, m := range k.s.Run.Tl.Marks() {
		if (m.Step-at)*by > 0 && (!ok || (m.Step-to)*by < 0) {
			to, ok = m.Step, true
		}
	}
	if ok || by < 0 {
		k.s.Run.ToStep(to)
	}
}

func (k *keyboard) escape() {
	if k.s.Plan.SheetOpen() {
		k.s.ToggleSide()
		return
	}
	if k.s.Run.Selected.Kind != model.Nothing || k.s.Follow.On() {
		k.s.Run.Selected = model.Part{}
		k.s.Follow.Unfollow()
		return
	}
	k.s.Env.Doors.Home()
}

// edgeKey starts one of the presets beyond the first two: each puts the scenario on
// a cliff edge. 3 is left out: it is for two runs side by side.
func (k *keyboard) edgeKey() bool {
	for i, key := range edgeKeys {
		if input.Pressed(key) && i+2 < len(k.s.Run.Sc.Presets) {
			p := &k.s.Run.Sc.Presets[i+2]
			k.s.Acts.Preset(p)
			k.s.Env.Say(p.Says.In(k.s.Env.Lang))
			return true
		}
	}
	return false
}

var edgeKeys = [...]ebiten.Key{ebiten.KeyDigit4, ebiten.KeyDigit5, ebiten.KeyDigit6, ebiten.KeyDigit7, ebiten.KeyDigit8, ebiten.KeyDigit9}
