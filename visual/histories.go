package visual

import (
	"strconv"
	"strings"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// histories is the tree of what was tried, above the timeline.
type histories struct {
	arriving bool // a switch is not done yet: the cursor is on its way
	naming   bool // the field is open on the current one's name
	hover    int  // the one under the pointer, plus 1
	pressed  int  // the one pressed last, plus 1, and when: twice is renaming
	at       time.Time
	tall     float32 // how high the tree was when the stage was laid out
	labels   []string
	made     int // how many labels were made
}

var historyWords = struct{ label, placeholder, renamed sim.Text }{
	label:       sim.T("갈래 이름", "Name of this history"),
	placeholder: sim.T("갈래 이름", "a name"),
	renamed:     sim.T("이름을 바꿨어요", "Renamed"),
}

// going reports whether the cursor is still on its way into another history: what is
// done now would land in the middle.
func (h *histories) going(s *stage) bool {
	h.arriving = h.arriving && !s.tl.Settled()
	return h.arriving
}

// switchTo goes to another history, in pieces as seeking does.
func (s *stage) switchTo(branch int) {
	if _, current := s.tl.Branches(); branch == current || s.tl.Switch(branch) != nil {
		return
	}
	s.playing, s.ease.on, s.drawn = false, false, -1
	s.hint, s.histories.arriving = hint{}, true
	s.charts.reset()
	s.app.announce(words.histories.In(s.app.lang)+" "+s.historyLabel(branch), true)
}

// historyKeys serves [ and ], the history before and after, and H, which renames.
func (s *stage) historyKeys() bool {
	branches, current := s.tl.Branches()
	by := 0
	switch {
	case len(branches) < 2:
		return false
	case pressed(ebiten.KeyBracketLeft):
		by = len(branches) - 1
	case pressed(ebiten.KeyBracketRight):
		by = 1
	case pressed(ebiten.KeyH):
		s.rename()
		return true
	default:
		return false
	}
	s.switchTo((current + by) % len(branches))
	s.app.say(words.histories.In(s.app.lang) + " " + s.historyLabel((current+by)%len(branches)))
	return true
}

// historyLabel is a history's name; one that nobody named also says what began it.
func (s *stage) historyLabel(i int) string {
	h := &s.histories
	branches, _ := s.tl.Branches()
	if h.made != len(branches) {
		h.labels, h.made = h.labels[:0], len(branches)
		for j := range branches {
			h.labels = append(h.labels, historyName(&branches[j], j))
		}
	}
	return h.labels[i]
}

func historyName(b *sim.Branch, i int) string {
	if b.Name != strconv.Itoa(i+1) || b.Parent < 0 {
		return b.Name
	}
	for _, a := range b.Actions {
		if !a.Timed && a.Step == b.Fork {
			_, call, _ := strings.Cut(a.String(), ":")
			return b.Name + " · " + call
		}
	}
	return b.Name
}

// rename opens the field on the current history's name.
func (s *stage) rename() {
	branches, current := s.tl.Branches()
	s.histories.naming = true
	s.app.openField(s.nameAt(), branches[current].Name, historyWords.placeholder.In(s.app.lang), historyWords.label.In(s.app.lang))
}

func (s *stage) nameAt() paint.Rect {
	bar := s.barArea()
	_, current := s.tl.Branches()
	w := min(240, s.app.w-24)
	return paint.Rect{X: min(bar.X+bar.W-40, s.app.w-w-12), Y: s.treeY(current) - 46, W: w, H: 36}
}

// name follows what is typed; the model goes on meanwhile. Escape keeps the old name.
func (s *stage) name(in *input) bool {
	s.app.placeField(s.nameAt())
	r := s.app.pollField(in)
	if r.Done || r.Cancelled || !r.Focused {
		_, current := s.tl.Branches()
		text := strings.TrimSpace(r.Text)
		if text == "" {
			text = strconv.Itoa(current + 1)
		}
		if !r.Cancelled {
			s.tl.Rename(current, text)
			s.side.made, s.histories.made = sideKey{}, 0
			s.app.announce(historyWords.renamed.In(s.app.lang), true)
		}
		s.histories.naming = false
		s.app.closeField()
	}
	changed := s.work()
	changed = s.advance() || changed
	return s.refresh() || changed || r.Changed || !s.histories.naming
}

// do acts on the run at the cursor.
func (s *stage) do(call string) {
	if s.histories.going(s) {
		s.app.say(words.waiting.In(s.app.lang))
		return
	}
	a, err := sim.ParsePress(call, s.tl.Run().Now())
	if err == nil {
		s.tl.SeekStep(s.tl.Cursor())
		err = s.tl.Do(a)
	}
	if err != nil {
		s.app.say(sim.Reason(err, s.app.lang))
		return
	}
	s.drawn, s.ease.on = -1, false
	s.charts.reset()
}
