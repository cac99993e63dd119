package talk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/kookmin-msa-study/msalab/sim"
)

// markdown is CommonMark with one more freedom: bold may end before a letter.
var markdown = gm.NewParser(
	gm.WithBlockParsers(gm.DefaultBlockParsers()...),
	gm.WithParagraphTransformers(gm.DefaultParagraphTransformers()...),
	gm.WithInlineParsers(
		util.Prioritized(gm.NewCodeSpanParser(), 100),
		util.Prioritized(gm.NewLinkParser(), 200),
		util.Prioritized(gm.NewAutoLinkParser(), 300),
		util.Prioritized(gm.NewRawHTMLParser(), 400),
		util.Prioritized(stars{gm.NewEmphasisParser()}, 450),
		util.Prioritized(gm.NewEmphasisParser(), 500)))

// stars reads * and **. CommonMark closes no bold between a sign and a letter, which
// is where a Korean particle stands: **9%**로.
type stars struct{ gm.InlineParser }

func (stars) Trigger() []byte { return []byte{'*'} }

func (s stars) Parse(parent ast.Node, block text.Reader, pc gm.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, _ := block.PeekLine()
	marks := len(line) - len(strings.TrimLeft(string(line), "*"))
	after := ' '
	for _, r := range string(line[marks:]) {
		after = r
		break
	}
	n := s.InlineParser.Parse(parent, block, pc)
	if d, ok := n.(*gm.Delimiter); ok {
		d.CanOpen, d.CanClose = !unicode.IsSpace(after), !unicode.IsSpace(before)
	}
	return n
}

// said gathers the text of a block.
type said struct {
	*document
	number int  // the line of the block, for what has no place of its own
	note   bool // of notes: links are shown as they are, and lines stay apart
	spans  []sim.Span
	strong int
}

// spans returns a paragraph's text, its bold and emphasized words apart.
func (d *document) spans(n ast.Node, number int) []sim.Span {
	s := &said{document: d, number: number}
	s.walk(n)
	return tidy(s.spans)
}

// flat returns a block's text without bold.
func (d *document) flat(n ast.Node, number int) string { return plain(d.spans(n, number)) }

// inLines returns a note's text, line by line.
func (d *document) inLines(n ast.Node, number int) []string {
	s := &said{document: d, number: number, note: true}
	s.walk(n)
	lines := strings.Split(plain(s.spans), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return lines
}

// inline returns the text of one line that is no block of Markdown.
func (p *parser) inline(number int, line string) string {
	const head = "x " // keeps a dash or a number at the front from making a list
	d := p.document(head+line, number)
	out := ""
	for n := markdown.Parse(text.NewReader(d.source)).FirstChild(); n != nil; n = n.NextSibling() {
		out += d.flat(n, number)
	}
	return strings.TrimSpace(strings.TrimPrefix(out, strings.TrimSpace(head)))
}

func plain(spans []sim.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// tidy joins neighbours that look alike and runs of blanks, and drops the outer ones.
func tidy(spans []sim.Span) []sim.Span {
	var out []sim.Span
	blank := true
	for _, s := range spans {
		var b strings.Builder
		for _, r := range s.Text {
			if unicode.IsSpace(r) {
				if !blank {
					b.WriteByte(' ')
				}
				blank = true
				continue
			}
			b.WriteRune(r)
			blank = false
		}
		if b.Len() == 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Strong == s.Strong {
			out[n-1].Text += b.String()
		} else {
			out = append(out, sim.Span{Text: b.String(), Strong: s.Strong})
		}
	}
	if n := len(out); n > 0 {
		if out[n-1].Text = strings.TrimRight(out[n-1].Text, " "); out[n-1].Text == "" {
			out = out[:n-1]
		}
	}
	return out
}

func (s *said) put(text string, line int) {
	s.unseen(line, text)
	s.spans = append(s.spans, sim.Span{Text: text, Strong: s.strong > 0})
}

// where returns the line of an inline node.
func (s *said) where(n ast.Node) int {
	if at := n.Pos(); at >= 0 {
		return s.line(at)
	}
	return s.number
}

func (s *said) walk(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s.text(n)
		case *ast.String:
			s.put(string(n.Value), s.number)
		case *ast.CodeSpan, *ast.TextBlock:
			s.walk(n)
		case *ast.Emphasis:
			s.strong++
			s.walk(n)
			s.strong--
		case *ast.Link:
			s.link(n)
		case *ast.AutoLink:
			if address := string(n.URL(s.source)); s.note {
				s.put(address, s.where(n))
			} else {
				s.add(s.where(n), "a link, %s: a beat has none; put it into a > note", clip(address))
			}
		case *ast.Image:
			s.add(s.where(n), "a picture, %s: a talk shows its runs; leave it out", clip(string(n.Destination)))
		case *ast.RawHTML:
			s.html(n)
		default:
			s.add(s.where(n), "%s is not shown: write it in words", n.Kind())
		}
	}
}

func (s *said) text(n *ast.Text) {
	raw := string(n.Segment.Value(s.source))
	line := s.line(n.Segment.Start)
	if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
		switch {
		case strings.Contains(raw, "**"):
			s.add(line, "** is left open: bold begins and ends with it")
		case strings.Contains(raw, "~~"):
			s.add(line, "~~ strikes nothing out in a talk: leave it out")
		}
		raw = unescaped(raw)
	}
	s.put(raw, line)
	if n.SoftLineBreak() || n.HardLineBreak() {
		s.put("\n", line)
	}
}

func (s *said) link(n *ast.Link) {
	if !s.note {
		s.add(s.where(n), "a link, %s: a beat has none; write its words alone, or put it into a > note", clip(string(n.Destination)))
		return
	}
	s.walk(n)
	s.put(" ("+string(n.Destination)+")", s.where(n))
}

// html drops a comment and refuses everything else.
func (s *said) html(n *ast.RawHTML) {
	raw, line := "", s.number
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		if raw == "" {
			line = s.line(segment.Start)
		}
		raw += string(segment.Value(s.source))
	}
	if !strings.HasPrefix(raw, "<!--") {
		s.add(line, `HTML, %s: write it in words, or \< for the sign itself`, clip(raw))
	}
}

var references = regexp.MustCompile(`\\[!-/:-@\[-` + "`" + `{-~]|&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// unescaped resolves backslashes and character references, as \* and &lt;.
func unescaped(text string) string {
	return references.ReplaceAllStringFunc(text, func(found string) string {
		if found[0] == '\\' {
			return found[1:]
		}
		name := found[1 : len(found)-1]
		if name[0] != '#' {
			if entity, ok := util.LookUpHTML5EntityByName(name); ok {
				return string(entity.Characters)
			}
			return found
		}
		base, digits := 10, name[1:]
		if digits[0] == 'x' || digits[0] == 'X' {
			base, digits = 16, digits[1:]
		}
		n, err := strconv.ParseInt(digits, base, 32)
		if err != nil || n == 0 || n > unicode.MaxRune || n >= 0xd800 && n < 0xe000 {
			n = unicode.ReplacementChar
		}
		return string(rune(n))
	})
}
