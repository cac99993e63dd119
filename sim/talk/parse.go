package talk

import (
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// parser reads a file line by line.
type parser struct {
	problems
	talk      *Talk
	lines     []string
	at        int // index of the next line
	beat      *Beat
	paragraph []string
	begins    int // the line of the paragraph's first line
	heads     map[string]bool
}

// Parse reads a talk in Markdown; name is used in errors, without its folder. All
// problems are in one error, a line each, which matches ErrTalk and sim.ErrBadInput.
func Parse(name, text string) (*Talk, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	p := &parser{problems: problems{name: name}, talk: &Talk{name: name, Lang: sim.KO, line: 1}, heads: map[string]bool{}}
	if !p.readable(text) {
		return nil, p.err()
	}
	p.lines = strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n")
	p.frontMatter()
	for p.at < len(p.lines) {
		p.readLine()
	}
	p.endParagraph()
	p.finish()
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.talk, nil
}

// readable reports whether the file is text of a sensible size.
func (p *parser) readable(text string) bool {
	if len(text) > MaxBytes {
		p.add(1, "the talk has %d bytes: at most %d", len(text), MaxBytes)
		return false
	}
	for i, line := range strings.Split(text, "\n") {
		if !utf8.ValidString(line) {
			p.add(i+1, "the line is not UTF-8: save the file as UTF-8")
			return false
		}
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' }) {
			p.add(i+1, "the line holds a control character: delete it")
			return false
		}
	}
	return true
}

// frontMatter reads "key: value" lines between two lines of dashes at the top.
func (p *parser) frontMatter() {
	if strings.TrimRight(p.lines[0], " \t") != "---" {
		return
	}
	for i, line := range p.lines[1:] {
		line = strings.TrimSpace(line)
		if line == "---" {
			p.at = i + 2
			return
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			p.add(i+2, "front matter holds %q: write key: value", clip(line))
			continue
		}
		p.head(i+2, strings.TrimSpace(key), strings.TrimSpace(value))
	}
	p.add(1, "the front matter has no end: close it with a line ---")
	p.at = len(p.lines)
}

// head takes over what is said about the whole talk.
func (p *parser) head(line int, key, value string) {
	t := p.talk
	if p.heads[key] {
		p.add(line, "%s stands twice: write it once", clip(key))
		return
	}
	p.heads[key] = true
	switch key {
	case "title":
		p.title(line, value)
	case "scenario":
		t.Scenario, t.line = value, line
		if value == "" {
			p.add(line, "scenario has no value: write its id, as in scenario saga")
		}
	case "lang":
		lang, ok := sim.ParseLang(value)
		if t.Lang = lang; !ok {
			p.check(line, sim.Unknown("language", value, "", []string{"ko", "en"}))
		}
	case "minutes":
		t.Minutes = p.number(line, "minutes", value, 1, MaxMinutes)
	default:
		p.check(line, sim.Unknown("key", key, "", []string{"title", "scenario", "lang", "minutes"}))
	}
}

func (p *parser) title(line int, text string) {
	switch {
	case p.talk.Title != "":
		p.add(line, "a second title: a beat begins with ##")
	case text == "" || utf8.RuneCountInString(text) > maxTitle:
		p.add(line, "the title must have 1 to %d characters", maxTitle)
	}
	p.talk.Title = text
}

// number reads a whole number in a range; 0 when it is none.
func (p *parser) number(line int, what, text string, least, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		p.add(line, "%s must be a whole number from %d to %d, not %q", what, least, most, clip(text))
		return 0
	}
	return n
}

// readLine takes the next line, and with a fence or a comment all up to its end.
func (p *parser) readLine() {
	line := strings.TrimSpace(p.lines[p.at])
	number := p.at + 1
	p.at++
	switch {
	case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
		p.endParagraph()
		p.fence(number, line)
	case strings.HasPrefix(line, "<!--"):
		p.endParagraph()
		p.comment(number, line)
	case strings.HasPrefix(line, "#"):
		p.endParagraph()
		p.heading(number, line)
	case strings.HasPrefix(line, ">"):
		p.endParagraph()
		p.note(number, strings.TrimSpace(strings.TrimLeft(line, "> ")))
	case line == "":
		p.endParagraph()
	default:
		if len(p.paragraph) == 0 {
			p.begins = number
		}
		p.paragraph = append(p.paragraph, line)
	}
}

func (p *parser) comment(number int, line string) {
	for !strings.Contains(line, "-->") {
		if p.at == len(p.lines) {
			p.add(number, "the comment has no end: close it with -->")
			return
		}
		line = p.lines[p.at]
		p.at++
	}
}

func (p *parser) heading(number int, line string) {
	marks := len(line) - len(strings.TrimLeft(line, "#"))
	text := strings.TrimSpace(strings.TrimRight(line[marks:], "#"))
	switch {
	case line[marks:] != "" && line[marks] != ' ':
		p.add(number, "%q is no heading: write a blank after the #", clip(line))
	case marks == 1:
		p.title(number, text)
	case marks > 2:
		p.add(number, "a heading of level %d: the title has one #, a beat two", marks)
	case len(p.talk.Beats) == MaxBeats:
		p.add(number, "more than %d beats: cut the talk in two", MaxBeats)
	case text == "" || utf8.RuneCountInString(text) > maxTitle:
		p.add(number, "a beat's heading must have 1 to %d characters", maxTitle)
	default:
		p.talk.Beats = append(p.talk.Beats, Beat{Title: text, Line: number})
		p.beat = &p.talk.Beats[len(p.talk.Beats)-1]
	}
}

func (p *parser) note(number int, text string) {
	switch {
	case p.beat == nil || text == "":
	case len(p.beat.Notes) == maxNotes:
		p.add(number, "more than %d lines of notes in one beat", maxNotes)
	default:
		p.beat.Notes = append(p.beat.Notes, text)
	}
}

// endParagraph gives the paragraph read so far to its beat.
func (p *parser) endParagraph() {
	text := strings.Join(p.paragraph, " ")
	p.paragraph = p.paragraph[:0]
	if text == "" || p.beat == nil {
		return
	}
	length := utf8.RuneCountInString(text)
	switch {
	case p.beat.Says == nil && length > maxSays:
		p.add(p.begins, "the sentence has %d characters: at most %d fit in large type, the rest goes into a > note", length, maxSays)
	case p.beat.Says == nil:
		p.beat.Says = p.spans(text)
	case p.beat.More == "" && length > maxMore:
		p.add(p.begins, "the smaller line has %d characters: at most %d, the rest goes into a > note", length, maxMore)
	case p.beat.More == "":
		p.beat.More = text
	default:
		p.add(p.begins, "a third paragraph: a beat shows one sentence and one smaller line, the rest goes into a > note")
	}
}

// spans cuts a sentence at its **bold** words.
func (p *parser) spans(text string) []sim.Span {
	parts := strings.Split(text, "**")
	if len(parts)%2 == 0 {
		p.add(p.begins, "** is left open: bold begins and ends with it")
	}
	out := []sim.Span{}
	for i, part := range parts {
		if part != "" {
			out = append(out, sim.Span{Text: part, Strong: i%2 == 1})
		}
	}
	return out
}

// fence reads a block up to its closing mark.
func (p *parser) fence(number int, line string) {
	mark := line[:3]
	what := strings.TrimSpace(strings.TrimLeft(line, mark[:1]))
	var body []string
	for closed := false; !closed; {
		if p.at == len(p.lines) {
			p.add(number, "the block has no end: close it with %s", mark)
			return
		}
		text := strings.TrimSpace(p.lines[p.at])
		p.at++
		if closed = strings.HasPrefix(text, mark); !closed {
			body = append(body, text)
		}
	}
	switch what {
	case "sim":
		p.simBlock(number+1, body)
	case "ask":
		p.askBlock(number, body)
	default:
		p.check(number, sim.Unknown("block", what, "", []string{"sim", "ask"}))
	}
}

// simBlock reads directives; before the first beat, what is said about the talk.
func (p *parser) simBlock(first int, body []string) {
	for i, text := range body {
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		rest = strings.TrimSpace(rest)
		if p.beat == nil {
			p.head(first+i, word, rest)
			continue
		}
		p.directive(first+i, word, rest)
	}
}

// finish checks the whole and shares the time among the beats.
func (p *parser) finish() {
	t := p.talk
	if t.Title == "" {
		p.add(1, "the talk has no title: write # and the title in a line of its own")
	}
	if t.Scenario == "" && !p.heads["scenario"] {
		p.add(1, "the talk names no scenario: write scenario: ID between lines --- at the top")
	}
	if len(t.Beats) == 0 {
		p.add(1, "the talk has no beats: each begins with ## and its heading")
	}
	sound := len(p.problems.lines) == 0 // else a sentence may have been taken for something else
	for i := range t.Beats {
		if b := &t.Beats[i]; b.Says == nil && sound {
			p.add(b.Line, "the beat %q says nothing: write its sentence below the heading", clip(b.Title))
		}
	}
	if t.Minutes == 0 {
		t.Minutes = max(1, len(t.Beats))
	}
	shareTime(t)
}

// shareTime gives the beats without a planned length equal parts of what is left.
func shareTime(t *Talk) {
	left, open := t.Minutes*60, 0
	for i := range t.Beats {
		left -= t.Beats[i].Seconds
		if t.Beats[i].Seconds == 0 {
			open++
		}
	}
	for i := range t.Beats {
		if t.Beats[i].Seconds == 0 {
			t.Beats[i].Seconds = max(left/open, 10)
		}
	}
}

// words are those a line of a sim block may begin with.
var words = []string{"scenario", "preset", "set", "seed", "restart", "do", "fault", "run", "expect",
	"compare", "view", "focus", "pace", "seconds"}

var views = []string{"map", "lanes", "both"}

func known(word string) bool { return slices.Contains(words, word) }
