package visual

import "github.com/kookmin-msa-study/msalab/sim"

// histories is the tree of what was tried, above the timeline.
type histories struct {
	arriving bool // a switch is not done yet: the cursor is on its way
}

// going reports whether the cursor is still on its way into another history: what is
// done now would land in the middle.
func (h *histories) going(s *stage) bool {
	h.arriving = h.arriving && !s.tl.Settled()
	return h.arriving
}

// switchTo goes to another history, in pieces as seeking does.
func (s *stage) switchTo(branch int) {
	if s.tl.Switch(branch) != nil {
		return
	}
	s.playing, s.ease.on, s.drawn = false, false, -1
	s.hint, s.histories.arriving = hint{}, true
	s.charts.reset()
}

// do acts on the run at the cursor.
func (s *stage) do(call string) {
	if s.histories.going(s) {
		s.app.say(words.waiting.In(s.app.lang))
		return
	}
	a, err := sim.ParseCall(call)
	if err == nil {
		s.tl.SeekStep(s.tl.Cursor())
		err = s.tl.Do(a)
	}
	if err != nil {
		s.app.say(words.tooMany.In(s.app.lang) + ": " + err.Error())
		return
	}
	s.drawn, s.ease.on = -1, false
	s.charts.reset()
}
