package visual

import (
	"strconv"
	"strings"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// histories is the tree of what was tried, above the timeline.
type histories struct {
	app       *Env
	run       *Run
	transport *transport
	arriving  bool // a switch is not done yet: the cursor is on its way
	naming    bool // the field is open on the current one's name
	hover     int  // the one under the pointer, plus 1
	pressed   int  // the one pressed last, plus 1, and when: twice is renaming
	at        time.Time
	tall      float32 // how high the tree was when the stage was laid out
	labels    []string
	made      int // how many labels were made
	names     int // how often one was renamed
}

var historyWords = struct{ label, placeholder, renamed sim.Text }{
	label:       sim.T("갈래 이름", "Name of this history"),
	placeholder: sim.T("갈래 이름", "a name"),
	renamed:     sim.T("이름을 바꿨어요", "Renamed"),
}

// reset forgets everything: another timeline has its own.
func (h *histories) reset() {
	*h = histories{app: h.app, run: h.run, transport: h.transport, names: h.names + 1}
}

// going reports whether the cursor is still on its way into another history: what is
// done now would land in the middle.
func (h *histories) going() bool {
	h.arriving = h.arriving && !h.run.tl.Settled()
	return h.arriving
}

// switchTo goes to another history, in pieces as seeking does.
func (a *acts) switchTo(branch int) {
	if _, current := a.run.tl.Branches(); branch == current || a.run.tl.Switch(branch) != nil {
		return
	}
	a.run.playing, a.run.ease.on, a.run.drawn = false, false, -1
	a.signs.hint, a.histories.arriving = hint{}, true
	a.side.charts.reset()
	a.app.announce(words.Histories.In(a.app.lang)+" "+a.histories.historyLabel(branch), true)
}

// pressTree goes to the history that is pressed; pressed twice, it is renamed.
func (m *pointer) pressTree(in *input) bool {
	branch, again, ok := m.s.histories.press(in)
	if !ok {
		return false
	}
	if m.s.acts.switchTo(branch); again {
		m.s.histories.rename()
	}
	return true
}

// historyKeys serves [ and ], the history before and after, and H, which renames.
func (k *keyboard) historyKeys() bool {
	branches, current := k.s.run.tl.Branches()
	by := 0
	switch {
	case len(branches) < 2:
		return false
	case pressed(ebiten.KeyBracketLeft):
		by = len(branches) - 1
	case pressed(ebiten.KeyBracketRight):
		by = 1
	case pressed(ebiten.KeyH):
		k.s.histories.rename()
		return true
	default:
		return false
	}
	k.s.acts.switchTo((current + by) % len(branches))
	k.s.app.say(words.Histories.In(k.s.app.lang) + " " + k.s.histories.historyLabel((current+by)%len(branches)))
	return true
}

// historyLabel is a history's name; one that nobody named also says what began it.
func (h *histories) historyLabel(i int) string {
	branches, _ := h.run.tl.Branches()
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
func (h *histories) rename() {
	branches, current := h.run.tl.Branches()
	h.naming = true
	h.app.openField(h.nameAt(), branches[current].Name, historyWords.placeholder.In(h.app.lang), historyWords.label.In(h.app.lang))
}

func (h *histories) nameAt() paint.Rect {
	bar := h.transport.barArea()
	_, current := h.run.tl.Branches()
	w := min(240, h.app.w-24)
	return paint.Rect{X: min(bar.X+bar.W-40, h.app.w-w-12), Y: h.treeY(current) - 46, W: w, H: 36}
}

// name follows what is typed; Escape keeps the old name.
func (h *histories) name(in *input) (changed bool) {
	h.app.placeField(h.nameAt())
	r := h.app.pollField(in)
	if r.Done || r.Cancelled || !r.Focused {
		_, current := h.run.tl.Branches()
		text := strings.TrimSpace(r.Text)
		if text == "" {
			text = strconv.Itoa(current + 1)
		}
		if !r.Cancelled {
			h.run.tl.Rename(current, text)
			h.made, h.names = 0, h.names+1
			h.app.announce(historyWords.renamed.In(h.app.lang), true)
		}
		h.naming = false
		h.app.closeField()
	}
	return r.Changed || !h.naming
}

// do acts on the run at the cursor.
func (a *acts) do(call string) {
	if a.histories.going() {
		a.app.say(words.Waiting.In(a.app.lang))
		return
	}
	action, err := sim.ParsePress(call, a.run.tl.Run().Now())
	if err == nil {
		a.run.tl.SeekStep(a.run.tl.Cursor())
		err = a.run.tl.Do(action)
	}
	if err != nil {
		a.app.say(sim.Reason(err, a.app.lang))
		return
	}
	a.run.drawn, a.run.ease.on = -1, false
	a.side.charts.reset()
}
