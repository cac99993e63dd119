package talk

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/exp/slices"
	"golang.org/x/text/unicode/norm"

	"github.com/kookmin-msa-study/msalab/sim"
)

// parser reads a file: its front matter and comments here, the rest as Markdown.
type parser struct {
	problems
	talk  *Talk
	has   func(rune) bool // which characters can be shown; nil for every visible one
	lines []string
	beat  *Beat
	heads map[string]bool
}

// Parse reads a talk in Markdown; name is used in errors, without its folder. All
// problems are in one error, a line each, which matches ErrTalk and sim.ErrBadInput.
func Parse(name, text string) (*Talk, error) {
	p := parse(name, text, nil)
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.talk, nil
}

// Load reads a talk and makes it ready on a catalogue, as Parse and ShowInPieces do,
// but reports what is wrong with either in one pass. has says which characters can be
// shown: others are refused, with their lines; nil takes all that are visible.
func Load(name, text string, catalogue []*sim.Scenario, has func(rune) bool, pause func() bool) (*Show, error) {
	p := parse(name, text, has)
	return p.talk.show(catalogue, pause, p.problems)
}

func parse(name, text string, has func(rune) bool) *parser {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	p := &parser{problems: problems{name: name}, talk: &Talk{name: name, Lang: sim.KO, line: 1}, has: has, heads: map[string]bool{}}
	if len(text) > MaxBytes {
		p.add(1, "the talk has %d bytes: at most %d", len(text), MaxBytes)
		return p
	}
	// Hangul that was typed on a Mac comes in pieces that no font here joins.
	text = norm.NFC.String(p.readable(strings.TrimPrefix(text, "\ufeff")))
	p.lines = strings.Split(text, "\n")
	from := p.frontMatter()
	p.dropComments(from)
	p.dropLong(from)
	p.readMarkdown(strings.Join(p.lines, "\n"))
	p.finish()
	return p
}

// readable returns the text with one kind of line end and without what is no text,
// which it reports.
func (p *parser) readable(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\t' }
	for i, line := range lines {
		if !utf8.ValidString(line) {
			p.add(i+1, "the line is not UTF-8: save the file as UTF-8")
			line = strings.ToValidUTF8(line, "?")
		}
		var found []string
		line = strings.Map(func(r rune) rune {
			if !control(r) {
				return r
			}
			if one := fmt.Sprintf("%U", r); !slices.Contains(found, one) {
				found = append(found, one)
			}
			return -1
		}, line)
		if len(found) == 1 {
			p.add(i+1, "the line holds a control character, %s: delete it", found[0])
		} else if len(found) > 1 {
			p.add(i+1, "the line holds control characters, %s: delete them", some(found))
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// frontMatter reads "key: value" lines between two lines of dashes at the top, takes
// them away, and returns the index of the first line behind them.
func (p *parser) frontMatter() int {
	if strings.TrimRight(p.lines[0], " \t") != "---" {
		return 0
	}
	for i, line := range p.lines[1:] {
		p.lines[i] = ""
		line = strings.TrimSpace(line)
		if line == "---" {
			p.lines[i+1] = ""
			return i + 2
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			p.add(i+2, "front matter holds %q: write key: value", clip(line))
			continue
		}
		p.head(i+2, strings.TrimSpace(key), unquoted(strings.TrimSpace(value)))
	}
	p.add(1, "the front matter has no end: close it with a line ---")
	p.lines = []string{""}
	return 1
}

// unquoted takes away the quotes that YAML allows around a value.
func unquoted(text string) string {
	if n := len(text); n > 1 && text[0] == text[n-1] && (text[0] == '"' || text[0] == '\'') {
		return text[1 : n-1]
	}
	return text
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
		p.title(line, p.inline(line, value))
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
		return
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

// simBlock reads directives; before the first beat, what is said about the talk.
func (p *parser) simBlock(first int, body []string) {
	before := p.count()
	for i, text := range body {
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		word, rest, _ := strings.Cut(strings.Join(strings.Fields(text), " "), " ") // a tab is a blank, too
		switch {
		case p.unseen(first+i, text):
		case p.beat == nil:
			p.head(first+i, word, rest)
		default:
			p.directive(first+i, word, rest)
		}
	}
	if p.beat != nil && p.count() > before {
		p.beat.flawed = true
	}
}

// finish checks the whole and shares the time among the beats.
func (p *parser) finish() {
	t, sound := p.talk, p.count() == 0
	if t.Title == "" && !p.heads["title"] {
		p.add(1, "the talk has no title: write # and the title in a line of its own")
	}
	if t.Scenario == "" && !p.heads["scenario"] {
		p.add(1, "the talk names no scenario: write scenario: ID between lines --- at the top")
	}
	if len(t.Beats) == 0 && sound { // else a heading may be what is wrong
		p.add(1, "the talk has no beats: each begins with ## and its heading")
	}
	for i := range t.Beats {
		if b := &t.Beats[i]; b.Says == nil && p.sound(i) {
			p.add(b.Line, "the beat %q says nothing: write its sentence below the heading", clip(b.Title))
		}
	}
	if t.Minutes == 0 {
		t.Minutes = max(1, len(t.Beats))
	}
	shareTime(t)
}

// sound reports whether nothing is wrong in a beat's lines: else its sentence may have
// been taken for something else.
func (p *parser) sound(beat int) bool {
	end := len(p.lines) + 1
	if beat+1 < len(p.talk.Beats) {
		end = p.talk.Beats[beat+1].Line
	}
	return p.more == 0 && !slices.ContainsFunc(p.found, func(one problem) bool {
		return one.line >= p.talk.Beats[beat].Line && one.line < end
	})
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
