// Package history is the tree of what was tried in a run, above the timeline.
package history

import (
	"strconv"
	"strings"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
)

// Tree is the tree of what was tried, above the timeline.
type Tree struct {
	Env       *screen.Env
	Run       *play.Run
	Transport *transport.Transport
	Arriving  bool // a switch is not done yet: the cursor is on its way
	Naming    bool // the field is open on the current one's name
	Hover     int  // the one under the pointer, plus 1
	pressed   int  // the one pressed last, plus 1, and when: twice is renaming
	at        time.Time
	Tall      float32 // how high the tree was when the stage was laid out
	labels    []string
	made      int // how many labels were made
	Names     int // how often one was renamed
}

var historyWords = struct{ label, placeholder, renamed sim.Text }{
	label:       sim.T("갈래 이름", "Name of this history"),
	placeholder: sim.T("갈래 이름", "a name"),
	renamed:     sim.T("이름을 바꿨어요", "Renamed"),
}

// Reset forgets everything: another timeline has its own.
func (h *Tree) Reset() {
	*h = Tree{Env: h.Env, Run: h.Run, Transport: h.Transport, Names: h.Names + 1}
}

// Going reports whether the cursor is still on its way into another history: what is
// done now would land in the middle.
func (h *Tree) Going() bool {
	h.Arriving = h.Arriving && !h.Run.Tl.Settled()
	return h.Arriving
}

// HistoryLabel is a history's name; one that nobody named also says what began it.
func (h *Tree) HistoryLabel(i int) string {
	branches, _ := h.Run.Tl.Branches()
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

// Rename opens the field on the current history's name.
func (h *Tree) Rename() {
	branches, current := h.Run.Tl.Branches()
	h.Naming = true
	h.Env.OpenField(h.nameAt(), branches[current].Name, historyWords.placeholder.In(h.Env.Lang), historyWords.label.In(h.Env.Lang))
}

func (h *Tree) nameAt() paint.Rect {
	bar := h.Transport.BarArea()
	_, current := h.Run.Tl.Branches()
	w := min(240, h.Env.W-24)
	return paint.Rect{X: min(bar.X+bar.W-40, h.Env.W-w-12), Y: h.TreeY(current) - 46, W: w, H: 36}
}

// Name follows what is typed; Escape keeps the old name.
func (h *Tree) Name(in *input.Input) (changed bool) {
	h.Env.PlaceField(h.nameAt())
	r := h.Env.PollField(in)
	if r.Done || r.Cancelled || !r.Focused {
		_, current := h.Run.Tl.Branches()
		text := strings.TrimSpace(r.Text)
		if text == "" {
			text = strconv.Itoa(current + 1)
		}
		if !r.Cancelled {
			h.Run.Tl.Rename(current, text)
			h.made, h.Names = 0, h.Names+1
			h.Env.Announce(historyWords.renamed.In(h.Env.Lang), true)
		}
		h.Naming = false
		h.Env.CloseField()
	}
	return r.Changed || !h.Naming
}
