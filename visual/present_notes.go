package visual

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// notes are the presenter's: in a second window where there is one, or over the
// lower part of this one.
type notes struct {
	over bool // they lie over the lower part
	sent notesState
}

// notesState is all that the notes depend on.
type notesState struct {
	of          *present
	lang        sim.Lang
	beat        int
	light       bool
	begun       time.Time
	open, known bool
}

// notesPage is what the second window shows.
type notesPage struct {
	Lang    string   `json:"lang"`
	Light   bool     `json:"light"`
	Title   string   `json:"title"`
	Beat    int      `json:"beat"`
	Beats   int      `json:"beats"`
	Name    string   `json:"name"`
	Says    string   `json:"says"`
	More    string   `json:"more"`
	Notes   []string `json:"notes"`
	Next    string   `json:"next"`
	Ask     string   `json:"ask,omitempty"`
	Choices []string `json:"choices,omitempty"`
	Answer  string   `json:"answer,omitempty"`
	Begun   int64    `json:"begun"` // milliseconds since 1970; 0 before the first step
	Minutes int      `json:"minutes"`
	Planned int      `json:"planned"` // seconds up to the end of this beat
}

// openNotes opens the second window; where there is none, they show here.
func (v *present) openNotes() {
	if v.app.host.OpenNotes() {
		v.notes.sent = notesState{} // the window may be a new one
		return
	}
	v.notes.over = !v.notes.over
	if v.notes.over {
		v.app.say(presentWords.blocked.In(v.lang))
	}
	v.compose()
}

// send keeps the second window in step.
func (n *notes) send(v *present) {
	state := notesState{v, v.lang, v.beat, v.app.theme.Light, v.clock.begun, v.ask.open, v.ask.known}
	if state == n.sent {
		return
	}
	n.sent = state
	if text, err := json.Marshal(v.notesPage()); err == nil {
		v.app.host.Notes(string(text))
	}
}

func (v *present) notesPage() notesPage {
	b, q := v.words(), v.stop().Ask
	page := notesPage{Lang: v.lang.String(), Light: v.app.theme.Light, Title: v.show.Talk.Title, Beat: v.beat + 1, Beats: len(v.show.Stops),
		Name: b.Title, Says: v.texts.plain, More: b.More, Notes: b.Notes, Next: v.nextBeat(), Minutes: v.show.Talk.Minutes, Planned: v.planned()}
	if page.Notes == nil {
		page.Notes = []string{}
	}
	if !v.clock.begun.IsZero() {
		page.Begun = v.clock.begun.UnixMilli()
	}
	if q != nil {
		page.Ask, page.Answer = q.Text, v.ask.result(v)
		for i := range q.Choices {
			page.Choices = append(page.Choices, q.Choices[i].Text)
		}
	}
	return page
}

// planned is how many seconds the talk takes up to the end of this beat.
func (v *present) planned() int {
	sum := 0
	for i := range v.beat + 1 {
		sum += v.show.Talk.Beats[i].Seconds
	}
	return sum
}

// nextBeat is the sentence of the next beat.
func (v *present) nextBeat() string {
	if v.beat+1 >= len(v.show.Talk.Beats) {
		return ""
	}
	var b strings.Builder
	for _, s := range v.show.Talk.Beats[v.beat+1].Says {
		b.WriteString(s.Text)
	}
	return b.String()
}

// hear tells the notes' window when nothing is presented any more. What is
// pressed there then must not wait for the next talk.
func (t *talks) hear() {
	if v, ok := t.env.screen.(*present); ok {
		t.noted = v
		return
	}
	if t.noted != nil {
		t.noted.notes.sent = notesState{}
		t.noted = nil
		t.env.host.Notes("")
	}
	for more := true; more; {
		_, more = t.env.host.NotesCommand()
	}
}

// remote carries out what was pressed in the second window.
func (v *present) remote() bool {
	changed := false
	for {
		command, ok := v.app.host.NotesCommand()
		if !ok {
			return changed
		}
		if command == "hello" {
			v.notes.sent = notesState{}
			continue
		}
		changed = v.do(remoteActs[command]) || changed
		if v.app.screen != screen(v) {
			return true
		}
	}
}

var remoteActs = map[string]act{"next": actNext, "back": actBack, "home": actHome, "end": actEnd, "ask": actAsk, "copy": actCopy, "blank": actBlank}

// notesLine is one line of the notes over the lower part.
type notesLine struct {
	text   string
	strong bool
	dim    bool
	gap    float32 // above it
}

const noteSize = 20

// wrap breaks the notes into lines.
func (n *notes) wrap(v *present) {
	t := &v.texts
	t.noteLines = t.noteLines[:0]
	if !n.over {
		return
	}
	add := func(text string, line notesLine) {
		style := paint.Style{Size: noteSize}
		for i, part := range v.app.painter.Wrap(nil, text, style, v.app.w-80) {
			line.text = part
			if i > 0 {
				line.gap = 0
			}
			t.noteLines = append(t.noteLines, line)
		}
	}
	page, w, lang := v.notesPage(), &presentWords, v.lang
	if len(page.Notes) == 0 {
		add(w.noNotes.In(lang), notesLine{dim: true})
	}
	for _, text := range page.Notes {
		add("· "+text, notesLine{})
	}
	if page.Ask != "" {
		add(w.question.In(lang)+": "+page.Ask, notesLine{strong: true, gap: 10})
		add(page.Answer, notesLine{})
	}
	next := w.lastBeat.In(lang)
	if page.Next != "" {
		next = w.nextBeat.In(lang) + ": " + page.Next
	}
	add(next, notesLine{dim: true, gap: 10})
	if page.Planned > 0 {
		add(w.planned.In(lang)+" "+minutes(time.Duration(page.Planned)*time.Second), notesLine{dim: true})
	}
}

// draw lays the notes over the lower part, hiding the model rather than the sentence
// when they are long.
func (n *notes) draw(v *present, p *paint.Painter) {
	if !n.over {
		return
	}
	th, h := v.app.theme, float32(28)
	for _, line := range v.texts.noteLines {
		h += noteSize*moreLine + line.gap
	}
	bottom := v.captionArea().Y
	h = min(h, bottom-presentTop)
	top := bottom - h
	p.Box(0, top, v.app.w, h, 0, th.Panel)
	p.Line(0, top, v.app.w, top, 3, th.Violet)
	y := top + 14
	for _, line := range v.texts.noteLines {
		y += line.gap
		if y+noteSize*moreLine > bottom {
			return
		}
		style := paint.Style{Size: noteSize, Color: th.Text}
		if line.strong {
			style.Weight = paint.Bold
		}
		if line.dim {
			style.Color = th.Dim
		}
		p.Text(40, y+noteSize*moreLine/2, line.text, style)
		y += noteSize * moreLine
	}
}
