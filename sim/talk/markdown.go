package talk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// document is a piece of Markdown and where its lines begin.
type document struct {
	*parser
	source []byte
	starts []int
	first  int // the number of its first line
}

func (p *parser) document(source string, first int) *document {
	d := &document{parser: p, source: []byte(source), starts: []int{0}, first: first}
	for i := range source {
		if source[i] == '\n' {
			d.starts = append(d.starts, i+1)
		}
	}
	return d
}

// line returns the number of the line that holds an offset.
func (d *document) line(offset int) int {
	i, exact := slices.BinarySearch(d.starts, offset)
	if !exact {
		i--
	}
	return d.first + max(i, 0)
}

// row returns a line by its number; "" behind the last.
func (d *document) row(line int) string {
	i := line - d.first
	if i < 0 || i >= len(d.starts) {
		return ""
	}
	end := len(d.source)
	if i+1 < len(d.starts) {
		end = d.starts[i+1] - 1
	}
	return string(d.source[d.starts[i]:end])
}

// begins returns the number of a node's first line.
func (d *document) begins(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 && n.Kind() != ast.KindFencedCodeBlock {
		return d.line(n.Lines().At(0).Start)
	}
	for ; n != nil; n = n.FirstChild() {
		if at := n.Pos(); at >= 0 {
			return d.line(at)
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return d.line(n.Lines().At(0).Start)
		}
	}
	return d.first
}

// readMarkdown takes the blocks of the file, one after the other.
func (p *parser) readMarkdown(source string) {
	d := p.document(source, 1)
	root := markdown.Parse(text.NewReader(d.source))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		d.block(n)
	}
}

// block takes one block of Markdown. What a talk has no use for is refused in a beat;
// before the first one it is for readers of the file.
func (d *document) block(n ast.Node) {
	number := d.begins(n)
	switch n := n.(type) {
	case *ast.Heading:
		d.heading(number, n)
		return
	case *ast.FencedCodeBlock:
		d.fence(d.line(n.Pos()), n)
		return
	}
	if d.beat == nil {
		d.strayHeading(n)
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		d.paragraph(number, n)
	case *ast.Blockquote:
		d.notes(n)
	default:
		d.refuse(number, n)
	}
}

// refusals say what is wrong with Markdown that a talk does not show.
var refusals = map[ast.NodeKind]string{
	ast.KindThematicBreak:           "a line of %s draws nothing in a talk: leave it out, each beat begins at its ##",
	ast.KindList:                    "a list: a beat shows one sentence and one smaller line; put %q into > notes",
	ast.KindCodeBlock:               "four blanks make %q a block of code: begin the line at the margin",
	ast.KindHTMLBlock:               "HTML is not shown: write %q in words, or inside <!-- -->",
	ast.KindLinkReferenceDefinition: "%q is the address of a link, and a beat has no links: put it into a > note",
	ast.KindFencedCodeBlock:         "a block of code in a note: write %s at the margin",
	ast.KindHeading:                 "a heading in a note, %q: leave the # out",
}

func (d *document) refuse(number int, n ast.Node) {
	row := strings.TrimLeft(strings.TrimSpace(d.row(number)), "> \t") // without the marks of a note
	form, ok := refusals[n.Kind()]
	if !ok {
		form = "%q is not shown: write it in words"
	}
	d.add(number, form, clip(row))
}

// headingWithoutBlank is what somebody takes for a heading and Markdown does not.
var headingWithoutBlank = regexp.MustCompile(`^ {0,3}#{1,6}[^#\s]`)

// strayHeading reports a heading that is none, before the first beat.
func (d *document) strayHeading(n ast.Node) {
	if n.Kind() != ast.KindParagraph {
		return
	}
	for i := range n.Lines().Len() {
		d.headingForm(d.line(n.Lines().At(i).Start))
	}
}

func (d *document) headingForm(number int) bool {
	row := d.row(number)
	if !headingWithoutBlank.MatchString(row) {
		return false
	}
	d.add(number, "%q is no heading: write a blank after the #", clip(strings.TrimSpace(row)))
	return true
}

func (d *document) heading(number int, n *ast.Heading) {
	if d.underlined(number, n) {
		return
	}
	said := d.flat(n, number)
	switch {
	case n.Level == 1:
		d.title(number, said)
	case n.Level > 2:
		d.add(number, "a heading of level %d: the title has one #, a beat two", n.Level)
	case len(d.talk.Beats) == MaxBeats:
		d.add(number, "more than %d beats: cut the talk in two", MaxBeats)
	case said == "" || utf8.RuneCountInString(said) > maxTitle:
		d.add(number, "a beat's heading must have 1 to %d characters", maxTitle)
	default:
		d.talk.Beats = append(d.talk.Beats, Beat{Title: said, Line: number})
		d.beat = &d.talk.Beats[len(d.talk.Beats)-1]
	}
}

// underlined refuses a heading that a line under it makes.
func (d *document) underlined(number int, n *ast.Heading) bool {
	const marks = " \t>" // of a note
	if strings.HasPrefix(strings.TrimLeft(d.row(number), marks), "#") {
		return false
	}
	under := d.line(n.Lines().At(n.Lines().Len()-1).Start) + 1
	instead := "write # or ## before the text, or leave the line out"
	if strings.Contains(d.row(number), ">") {
		instead = "leave the line out, or one blank before it"
	}
	d.add(under, "%q under a text makes a heading of it: %s", clip(strings.Trim(d.row(under), marks)), instead)
	return true
}

// tableRule is the second line of a table (GitHub Flavored Markdown, section 4.10).
var tableRule = regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$`)

// table refuses a table whose second line this is.
func (d *document) table(line int) bool {
	row := strings.TrimLeft(d.row(line), " \t>") // without the marks of a note
	if !strings.Contains(row, "|") || !tableRule.MatchString(row) {
		return false
	}
	d.add(line-1, "a table is not shown: say in a sentence what it tells")
	return true
}

// paragraph gives a paragraph to its beat.
func (d *document) paragraph(number int, n *ast.Paragraph) {
	for i := range n.Lines().Len() {
		line := d.line(n.Lines().At(i).Start)
		if d.headingForm(line) {
			return
		}
		if i > 0 && d.table(line) {
			return
		}
	}
	spans := d.spans(n, number)
	said := plain(spans)
	if said == "" {
		return
	}
	length := utf8.RuneCountInString(said)
	switch b := d.beat; {
	case b.Says == nil && length > maxSays:
		d.add(number, "the sentence has %d characters: at most %d fit in large type, the rest goes into a > note", length, maxSays)
	case b.Says == nil:
		b.Says = spans
	case b.More == "" && length > maxMore:
		d.add(number, "the smaller line has %d characters: at most %d, the rest goes into a > note", length, maxMore)
	case b.More == "":
		b.More = said
	default:
		d.add(number, "a third paragraph: a beat shows one sentence and one smaller line, the rest goes into a > note")
	}
}

// notes gives what is quoted to the presenter: its lines, and its lists with dots.
func (d *document) notes(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		number := d.begins(n)
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			d.noteLines(number, n, "")
		case *ast.Blockquote:
			d.notes(n)
		case *ast.List:
			d.noteList(n)
		case *ast.LinkReferenceDefinition: // the link shows its address
		case *ast.Heading:
			if !d.underlined(number, n) {
				d.refuse(number, n)
			}
		default:
			d.refuse(number, n)
		}
	}
}

func (d *document) noteList(list *ast.List) {
	next := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "· "
		if list.IsOrdered() {
			mark = strconv.Itoa(next) + ". "
			next++
		}
		for n := item.FirstChild(); n != nil; n = n.NextSibling() {
			switch number := d.begins(n); n.Kind() {
			case ast.KindParagraph, ast.KindTextBlock:
				d.noteLines(number, n, mark)
				mark = ""
			case ast.KindList:
				d.noteList(n.(*ast.List))
			default:
				d.refuse(number, n)
			}
		}
	}
}

// noteLines takes the lines of a paragraph. One without a > of its own belongs to the
// note by the rules of Markdown; whoever wrote it hardly meant that.
func (d *document) noteLines(number int, n ast.Node, mark string) {
	for i := range n.Lines().Len() {
		line := d.line(n.Lines().At(i).Start)
		if !strings.HasPrefix(strings.TrimLeft(d.row(line), " "), ">") {
			d.add(line, "the line goes on with the note above it: begin it with >, or leave a line blank before it")
			return
		}
		if i > 0 && d.table(line) {
			return
		}
	}
	for i, said := range d.inLines(n, number) {
		switch {
		case said == "":
		case len(d.beat.Notes) == maxNotes:
			d.add(number+i, "more than %d lines of notes in one beat", maxNotes)
		default:
			d.beat.Notes = append(d.beat.Notes, mark+said)
			mark = ""
		}
	}
}

// fence takes a block of code: sim or ask.
func (d *document) fence(number int, n *ast.FencedCodeBlock) {
	what := ""
	if n.Info != nil {
		what = strings.TrimSpace(string(n.Info.Segment.Value(d.source)))
	}
	mark := opens(d.row(number))
	body := make([]string, n.Lines().Len())
	for i := range body {
		body[i] = strings.TrimSpace(d.row(number + 1 + i))
	}
	if end := number + 1 + len(body); mark == "" || end >= d.first+len(d.starts) || !closes(d.row(end), mark) {
		d.add(number, "the block has no end: close it with %s", mark)
		return
	}
	switch {
	case what == "sim":
		d.simBlock(number+1, body)
	case what == "ask":
		d.askBlock(number, body)
	case what == "" && d.beat != nil:
		d.add(number, "a block of code without a name: a beat has a sim block and an ask block, other code is not shown")
	case d.beat != nil || sim.Nearest(what, []string{"sim", "ask"}) != "":
		d.check(number, sim.Unknown("block", what, "", []string{"sim", "ask"}))
	}
}
