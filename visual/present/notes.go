package present

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// notes are the presenter's: in a second window where there is one, or over the
// lower part of this one.
type notes struct {
	Over bool // they lie over the lower part
	sent notesState
}

// notesState is all that the notes depend on.
type notesState struct {
	of          *Present
	lang        sim.Lang
	beat        int
	light       bool
	begun       time.Time
	open, known bool
}

// NotesPage is what the second window shows.
type NotesPage struct {
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
func (v *Present) openNotes() {
	if v.env.Host.OpenNotes() {
		v.Notes.sent = notesState{} // the window may be a new one
		return
	}
	v.Notes.Over = !v.Notes.Over
	if v.Notes.Over {
		v.env.Say(PresentWords.blocked.In(v.lang))
	}
	v.Compose()
}

// send keeps the second window in step.
func (n *notes) send(v *Present) {
	state := notesState{v, v.lang, v.Beat, v.env.Theme.Light, v.Clock.begun, v.Ask.Open, v.Ask.Known}
	if state == n.sent {
		return
	}
	n.sent = state
	if text, err := json.Marshal(v.notesPage()); err == nil {
		v.env.Host.Notes(string(text))
	}
}

func (v *Present) notesPage() NotesPage {
	b, q := v.words(), v.Stop().Ask
	page := NotesPage{Lang: v.lang.String(), Light: v.env.Theme.Light, Title: v.Show.Talk.Title, Beat: v.Beat + 1, Beats: len(v.Show.Stops),
		Name: b.Title, Says: v.Texts.plain, More: b.More, Notes: b.Notes, Next: v.nextBeat(), Minutes: v.Show.Talk.Minutes, Planned: v.planned()}
	if page.Notes == nil {
		page.Notes = []string{}
	}
	if !v.Clock.begun.IsZero() {
		page.Begun = v.Clock.begun.UnixMilli()
	}
	if q != nil {
		page.Ask, page.Answer = q.Text, v.Ask.result(v)
		for i := range q.Choices {
			page.Choices = append(page.Choices, q.Choices[i].Text)
		}
	}
	return page
}

// planned is how many seconds the talk takes up to the end of this beat.
func (v *Present) planned() int {
	sum := 0
	for i := range v.Beat + 1 {
		sum += v.Show.Talk.Beats[i].Seconds
	}
	return sum
}

// nextBeat is the sentence of the next beat.
func (v *Present) nextBeat() string {
	if v.Beat+1 >= len(v.Show.Talk.Beats) {
		return ""
	}
	var b strings.Builder
	for _, s := range v.Show.Talk.Beats[v.Beat+1].Says {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Hear tells the notes' window when nothing is presented any more. What is
// pressed there then must not wait for the next talk.
func (t *Talks) Hear() {
	if v, ok := t.Env.Screen.(*Present); ok {
		t.noted = v
		return
	}
	if t.noted != nil {
		t.noted.Notes.sent = notesState{}
		t.noted = nil
		t.Env.Host.Notes("")
	}
	for more := true; more; {
		_, more = t.Env.Host.NotesCommand()
	}
}

// remote carries out what was pressed in the second window.
func (v *Present) remote() bool {
	changed := false
	for {
		command, ok := v.env.Host.NotesCommand()
		if !ok {
			return changed
		}
		if command == "hello" {
			v.Notes.sent = notesState{}
			continue
		}
		changed = v.do(remoteActs[command]) || changed
		if v.env.Screen != screen.Screen(v) {
			return true
		}
	}
}

var remoteActs = map[string]act{"next": actNext, "back": actBack, "home": actHome, "end": actEnd, "ask": actAsk, "copy": actCopy, "blank": actBlank}

// notesLine is one line of the notes over the lower part.
type notesLine struct {
	Text   string
	strong bool
	dim    bool
	gap    float32 // above it
}

const noteSize = 20

// wrap breaks the notes into lines.
func (n *notes) wrap(v *Present) {
	t := &v.Texts
	t.NoteLines = t.NoteLines[:0]
	if !n.Over {
		return
	}
	add := func(text string, line notesLine) {
		style := paint.Style{Size: noteSize}
		for i, part := range v.env.Painter.Wrap(nil, text, style, v.env.W-80) {
			line.Text = part
			if i > 0 {
				line.gap = 0
			}
			t.NoteLines = append(t.NoteLines, line)
		}
	}
	page, w, lang := v.notesPage(), &PresentWords, v.lang
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
func (n *notes) draw(v *Present, p *paint.Painter) {
	if !n.Over {
		return
	}
	th, h := v.env.Theme, float32(28)
	for _, line := range v.Texts.NoteLines {
		h += noteSize*moreLine + line.gap
	}
	bottom := v.captionArea().Y
	h = min(h, bottom-presentTop)
	top := bottom - h
	p.Box(0, top, v.env.W, h, 0, th.Panel)
	p.Line(0, top, v.env.W, top, 3, th.Violet)
	y := top + 14
	for _, line := range v.Texts.NoteLines {
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
		p.Text(40, y+noteSize*moreLine/2, line.Text, style)
		y += noteSize * moreLine
	}
}
