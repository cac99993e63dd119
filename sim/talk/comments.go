package talk

import "strings"

// dropComments takes HTML comments away before Markdown sees them: to Markdown a
// line that begins with one is HTML up to its end, and would take the sentence behind
// the comment with it; and a comment with a blank line in it, begun behind a word,
// would be shown. Blocks of code and code within a line keep theirs.
func (p *parser) dropComments(from int) {
	var fence string // the mark that closes the block of code
	begun := 0       // the line of the comment that is open
	noted := false   // it began in a note: what stands behind its end does, too
	for i := from; i < len(p.lines); i++ {
		line := p.lines[i]
		if begun > 0 {
			mark := ""
			if noted {
				mark = quoteMark(line)
			}
			_, rest, ends := strings.Cut(line, "-->")
			if p.lines[i] = mark; !ends {
				continue
			}
			begun, line = 0, mark+strings.TrimLeft(rest, " \t")
			p.lines[i] = line
		}
		switch {
		case fence != "":
			if closes(line, fence) {
				fence = ""
			}
			continue
		case opens(line) != "":
			fence = opens(line)
			continue
		}
		kept, open := withoutComments(line)
		if p.lines[i] = kept; open {
			begun, noted = i+1, quoteMark(kept) != ""
		}
	}
	if begun > 0 {
		p.add(begun, "the comment has no end: close it with -->")
	}
}

// quoteMark returns the > marks with which a line begins; "" when it is no note
// (CommonMark 0.31, section 5.1).
func quoteMark(line string) string {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) > 3 || !strings.HasPrefix(text, ">") {
		return ""
	}
	return line[:len(line)-len(strings.TrimLeft(text, " \t>"))]
}

// dropLong takes away what is longer than any paragraph of a talk may be, from one
// blank line to the next: the time that Markdown takes grows with the square of it. In
// a beat it is reported; before the first one it is for readers of the file.
func (p *parser) dropLong(from int) {
	var fence string
	beat, begun, bytes := false, from, 0
	end := func(i int) {
		if bytes > maxParagraph {
			if beat {
				p.add(begun+1, "the paragraph has %d bytes: at most %d, and the screen has room for %d characters", bytes, maxParagraph, maxSays)
			}
			for k := begun; k < i; k++ {
				p.lines[k] = ""
			}
		}
		begun, bytes = i+1, 0
	}
	for i := from; i < len(p.lines); i++ {
		line := p.lines[i]
		switch {
		case fence != "":
			if closes(line, fence) {
				fence = ""
			}
			begun = i + 1
		case opens(line) != "":
			end(i)
			fence = opens(line)
		case strings.HasPrefix(line, "#"):
			end(i)
			beat = beat || strings.HasPrefix(line, "##")
			begun, bytes = i, len(line)
		case len(line) < 80 && strings.Trim(line, " \t>") == "":
			end(i)
		default:
			bytes += len(line)
		}
	}
	end(len(p.lines))
}

// withoutComments returns a line without its comments; open reports that the last one
// goes on in the next line.
func withoutComments(line string) (kept string, open bool) {
	var b strings.Builder
	for i := 0; i < len(line); {
		rest := line[i:]
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			b.WriteString(rest[:2])
			i += 2
		case rest[0] == '`':
			n := codeSpan(rest)
			b.WriteString(rest[:n])
			i += n
		case strings.HasPrefix(rest, "<!--"):
			end := commentEnd(rest)
			if end < 0 {
				return b.String(), true
			}
			if i += end; strings.Trim(b.String(), " \t>") == "" { // four blanks behind it would make code of the sentence
				i += len(line[i:]) - len(strings.TrimLeft(line[i:], " \t"))
			}
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	return b.String(), false
}

// commentEnd returns the length of the comment that text begins with; -1 when it
// does not end there.
func commentEnd(text string) int {
	for _, whole := range []string{"<!-->", "<!--->"} { // CommonMark 0.31, section 6.6
		if strings.HasPrefix(text, whole) {
			return len(whole)
		}
	}
	if at := strings.Index(text[4:], "-->"); at >= 0 {
		return 4 + at + 3
	}
	return -1
}

// codeSpan returns the length of the code that text begins with, or of its backticks
// alone when nothing closes them.
func codeSpan(text string) int {
	marks := len(text) - len(strings.TrimLeft(text, "`"))
	for i := marks; i < len(text); {
		run := len(text[i:]) - len(strings.TrimLeft(text[i:], "`"))
		if run == marks {
			return i + run
		}
		i += max(run, 1)
	}
	return marks
}

// opens returns the marks with which a line begins a block of code; "" when it does
// not (CommonMark 0.31, section 4.5).
func opens(line string) string {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) > 3 || text == "" || text[0] != '`' && text[0] != '~' {
		return ""
	}
	mark := text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
	if len(mark) < 3 || mark[0] == '`' && strings.Contains(text[len(mark):], "`") {
		return ""
	}
	return mark
}

// closes reports whether a line ends the block of code that mark began.
func closes(line, mark string) bool {
	text := strings.TrimLeft(line, " ")
	rest := strings.TrimLeft(text, mark[:1])
	return len(line)-len(text) <= 3 && len(text)-len(rest) >= len(mark) && strings.Trim(rest, " \t") == ""
}
