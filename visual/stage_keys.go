package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// keyboard is what the keys do on the stage that no control has for itself.
type keyboard struct{ s *stage }

// keys reacts to the keys that a focused control wants for itself.
func (k *keyboard) keys(in *input) bool {
	switch {
	case pressed(ebiten.KeySpace):
		k.s.run.togglePlay()
	case repeated(ebiten.KeyRight):
		k.onArrow(in, 1)
	case repeated(ebiten.KeyLeft):
		k.onArrow(in, -1)
	case pressed(ebiten.KeyHome):
		k.s.run.seek(0)
	case pressed(ebiten.KeyEnd):
		k.s.run.playing = false
		k.s.run.seekTime(k.s.run.tl.Horizon())
	case pressed(ebiten.KeyUp):
		k.s.run.faster()
	case pressed(ebiten.KeyDown):
		k.s.run.slower()
	case pressed(ebiten.KeyPageDown):
		k.mark(1)
	case pressed(ebiten.KeyPageUp):
		k.mark(-1)
	case pressed(ebiten.KeyEnter):
		return k.s.enter()
	case pressed(ebiten.KeyEscape):
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
	if menu && !pressed(ebiten.KeyF) {
		k.s.menu.open = false
	}
	return true
}

// letters reacts to the keys that stay the program's while a control has the
// keyboard.
func (k *keyboard) letters() bool {
	switch {
	case pressed(ebiten.KeyDigit1) && len(k.s.run.sc.Presets) > 0:
		k.s.acts.preset(&k.s.run.sc.Presets[0])
	case pressed(ebiten.KeyDigit2) && len(k.s.run.sc.Presets) > 1:
		k.s.acts.preset(&k.s.run.sc.Presets[1])
	case pressed(ebiten.KeyDigit3):
		k.s.acts.compareBoth()
	case pressed(ebiten.KeyC):
		k.s.acts.compareNow()
	case k.edgeKey():
	case k.historyKeys():
	case k.s.app.narrow() && !k.s.plan.sideOpen && pressed(ebiten.KeyTab):
		k.s.toggleSide()
	case pressed(ebiten.KeyM):
		k.s.plan.view = (k.s.plan.view + 1) % viewModes
		k.s.place()
	case pressed(ebiten.KeyF):
		k.s.menu.openFor(k.s, k.s.run.selected)
	case pressed(ebiten.KeyG):
		by := 1
		if k.s.app.in.shift {
			by = -1
		}
		k.s.nextPart(by)
	case pressed(ebiten.KeyE):
		k.s.followNow()
	case pressed(ebiten.KeyR):
		k.s.acts.restart(func(*sim.Spec) error { return nil })
	case pressed(ebiten.KeyP):
		k.s.presentSoon()
	case pressed(ebiten.KeyI):
		k.s.about.show()
	case pressed(ebiten.KeyDigit0):
		k.s.atlas.reset()
	default:
		return false
	}
	return true
}

func (k *keyboard) onArrow(in *input, by int64) {
	if in.shift {
		k.mark(by)
		return
	}
	k.s.step(by)
}

// mark goes to the next or previous mark of the timeline.
func (k *keyboard) mark(by int64) {
	at := k.s.run.tl.Cursor()
	to, ok := k.s.signs.beats.next(at, by)
	for _, m := range k.s.run.tl.Marks() {
		if (m.Step-at)*by > 0 && (!ok || (m.Step-to)*by < 0) {
			to, ok = m.Step, true
		}
	}
	if ok || by < 0 {
		k.s.run.seek(to)
	}
}

func (k *keyboard) escape() {
	if k.s.plan.sheetOpen() {
		k.s.toggleSide()
		return
	}
	if k.s.run.selected.Kind != model.Nothing || k.s.follow.on() {
		k.s.run.selected = model.Part{}
		k.s.follow.unfollow()
		return
	}
	k.s.app.doors.Home()
}

// edgeKey starts one of the presets beyond the first two: each puts the scenario on
// a cliff edge. 3 is left out: it is for two runs side by side.
func (k *keyboard) edgeKey() bool {
	for i, key := range edgeKeys {
		if pressed(key) && i+2 < len(k.s.run.sc.Presets) {
			p := &k.s.run.sc.Presets[i+2]
			k.s.acts.preset(p)
			k.s.app.say(p.Says.In(k.s.app.lang))
			return true
		}
	}
	return false
}

var edgeKeys = [...]ebiten.Key{ebiten.KeyDigit4, ebiten.KeyDigit5, ebiten.KeyDigit6, ebiten.KeyDigit7, ebiten.KeyDigit8, ebiten.KeyDigit9}
