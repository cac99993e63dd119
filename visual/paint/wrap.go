package paint

import (
	"strings"
	"unicode/utf8"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

// endKey names a text that was cut to a width.
type endKey struct {
	text  string
	style uint32
	width float32
}

const ellipsis = "…"

// Truncate returns the text if it fits into so many logical pixels, and
// otherwise its beginning with an ellipsis. The answer is kept, so that asking
// again in the next frame allocates nothing.
func (p *Painter) Truncate(text string, style Style, width float32) string {
	if p.Measure(text, style) <= width {
		return text
	}
	key := endKey{text, styleOf(style.face(), quarters(style.Size*p.base)), width}
	if short, ok := p.runs.ends[key]; ok {
		if p.audit != nil {
			p.audit.cut(short, text)
		}
		return short
	}
	face, unit := style.face(), p.unit(style.Size)
	room := width - p.runs.width(face, '…')*unit
	end := p.fitting(text, face, unit, room)
	short := ellipsis
	if end > 0 {
		short = strings.TrimRight(text[:end], " ") + ellipsis
	}
	p.runs.ends[key] = short
	if p.audit != nil {
		p.audit.cut(short, text)
	}
	return short
}

// fitting returns how many bytes of the text fit into a width.
func (p *Painter) fitting(text string, face fonts.ID, unit, width float32) int {
	var sum float32
	for i, r := range text {
		sum += p.runs.width(face, r) * unit
		if sum > width {
			return i
		}
	}
	return len(text)
}

// Wrap breaks a text into lines of at most so many logical pixels and appends
// them to dst, which may be nil or a buffer of the last frame; the lines share
// the text's bytes. It breaks at line ends and between words only (as CSS
// `word-break: keep-all` does, which Korean reads best with), within a word
// only if the word alone is too long, and never before a closing mark or after
// an opening one. A width too small for one character gives one character a
// line.
func (p *Painter) Wrap(dst []string, text string, style Style, width float32) []string {
	for {
		line, rest, more := strings.Cut(text, "\n")
		dst = p.wrapLine(dst, line, style, width)
		if !more {
			return dst
		}
		text = rest
	}
}

func (p *Painter) wrapLine(dst []string, text string, style Style, width float32) []string {
	face, unit := style.face(), p.unit(style.Size)
	for {
		if end := p.fitting(text, face, unit, width); end == len(text) {
			return append(dst, text)
		}
		cut, next := p.breakAt(text, face, unit, width)
		dst = append(dst, text[:cut])
		text = text[next:]
		if text == "" {
			return dst
		}
	}
}

// breakAt returns where a line that is too long ends and where the next one
// begins.
func (p *Painter) breakAt(text string, face fonts.ID, unit, width float32) (cut, next int) {
	end := p.fitting(text, face, unit, width)
	for i := end; i > 0; i-- {
		if text[i] != ' ' || strings.TrimRight(text[:i], " ") == "" {
			continue
		}
		next = i + len(text[i:]) - len(strings.TrimLeft(text[i:], " "))
		if next < len(text) && closes(runeAt(text, next)) {
			continue
		}
		return len(strings.TrimRight(text[:i], " ")), next
	}
	return splitWord(text, end)
}

// splitWord breaks within a word: before the character that no longer fits,
// or earlier, to keep closing marks with what they close.
func splitWord(text string, end int) (cut, next int) {
	_, first := utf8.DecodeRuneInString(text)
	end = max(end, first)
	best := end
	for best > first && best < len(text) {
		before, size := utf8.DecodeLastRuneInString(text[:best])
		if !closes(runeAt(text, best)) && !opens(before) {
			return best, best
		}
		best -= size
	}
	return end, end
}

func runeAt(text string, i int) rune {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// closes reports whether a character must not begin a line.
func closes(r rune) bool {
	return strings.ContainsRune(".,:;!?)]}>%’”»」』》〉】·…、。，．！？）", r)
}

// opens reports whether a character must not end a line.
func opens(r rune) bool { return strings.ContainsRune("([{<‘“«「『《〈【（", r) }
