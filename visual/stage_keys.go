package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// keys reacts to the keys that a focused control wants for itself.
func (s *stage) keys(in *input) bool {
	switch {
	case pressed(ebiten.KeySpace):
		s.togglePlay()
	case repeated(ebiten.KeyRight):
		s.onArrow(in, 1)
	case repeated(ebiten.KeyLeft):
		s.onArrow(in, -1)
	case pressed(ebiten.KeyHome):
		s.seek(0)
	case pressed(ebiten.KeyEnd):
		s.playing = false
		s.seekTime(s.tl.Horizon())
	case pressed(ebiten.KeyUp):
		s.speed = min(s.speed+1, len(speeds)-1)
	case pressed(ebiten.KeyDown):
		s.speed = max(s.speed-1, 0)
	case pressed(ebiten.KeyPageDown):
		s.mark(1)
	case pressed(ebiten.KeyPageUp):
		s.mark(-1)
	case pressed(ebiten.KeyEnter):
		return s.enter()
	case pressed(ebiten.KeyEscape):
		s.escape()
	default:
		return false
	}
	return true
}

// lettersOver is letters; one that does something closes the menu it was pressed over.
func (s *stage) lettersOver(menu bool) bool {
	if !s.letters() {
		return false
	}
	if menu && !pressed(ebiten.KeyF) {
		s.menu.open = false
	}
	return true
}

// letters reacts to the keys that stay the program's while a control has the
// keyboard.
func (s *stage) letters() bool {
	switch {
	case pressed(ebiten.KeyDigit1) && len(s.sc.Presets) > 0:
		s.preset(&s.sc.Presets[0])
	case pressed(ebiten.KeyDigit2) && len(s.sc.Presets) > 1:
		s.preset(&s.sc.Presets[1])
	case pressed(ebiten.KeyDigit3):
		s.compareBoth()
	case pressed(ebiten.KeyC):
		s.compareNow()
	case s.edgeKey():
	case s.historyKeys():
	case s.narrow() && !s.sideOpen && pressed(ebiten.KeyTab):
		s.toggleSide()
	case pressed(ebiten.KeyM):
		s.view = (s.view + 1) % viewModes
		s.place()
	case pressed(ebiten.KeyF):
		s.menu.openFor(s, s.selected)
	case pressed(ebiten.KeyG):
		by := 1
		if s.app.in.shift {
			by = -1
		}
		s.nextPart(by)
	case pressed(ebiten.KeyE):
		s.followNow()
	case pressed(ebiten.KeyR):
		s.restart(func(*sim.Spec) error { return nil })
	case pressed(ebiten.KeyP):
		s.presentSoon()
	case pressed(ebiten.KeyI):
		s.about = about{open: true}
	case pressed(ebiten.KeyDigit0):
		s.panX, s.panY, s.zoom = 0, 0, 1
	default:
		return false
	}
	return true
}

func (s *stage) onArrow(in *input, by int64) {
	if in.shift {
		s.mark(by)
		return
	}
	s.step(by)
}

// mark goes to the next or previous mark of the timeline.
func (s *stage) mark(by int64) {
	at := s.tl.Cursor()
	to, ok := s.beats.next(at, by)
	for _, m := range s.tl.Marks() {
		if (m.Step-at)*by > 0 && (!ok || (m.Step-to)*by < 0) {
			to, ok = m.Step, true
		}
	}
	if ok || by < 0 {
		s.seek(to)
	}
}

func (s *stage) escape() {
	if s.sheetOpen() {
		s.toggleSide()
		return
	}
	if s.selected.Kind != model.Nothing || s.follow.on() {
		s.selected = model.Part{}
		s.unfollow()
		return
	}
	s.app.goHome()
}

// edgeKey starts one of the presets beyond the first two: each puts the scenario on
// a cliff edge. 3 is left out: it is for two runs side by side.
func (s *stage) edgeKey() bool {
	for i, key := range edgeKeys {
		if pressed(key) && i+2 < len(s.sc.Presets) {
			p := &s.sc.Presets[i+2]
			s.preset(p)
			s.app.say(p.Says.In(s.app.lang))
			return true
		}
	}
	return false
}

var edgeKeys = [...]ebiten.Key{ebiten.KeyDigit4, ebiten.KeyDigit5, ebiten.KeyDigit6, ebiten.KeyDigit7, ebiten.KeyDigit8, ebiten.KeyDigit9}
