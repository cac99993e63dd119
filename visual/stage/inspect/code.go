package inspect

import (
	"go/scanner"
	"go/token"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Code shows the real source of the algorithm that just acted, the function at work
// marked. It follows each step and scrolls by itself.
type Code struct {
	Env   *screen.Env
	Run   *play.Run
	mark  string
	At    screen.Code
	File  string
	lines [][]paint.Span
	Live  bool       // the step shown is the function's own; else it stays from before
	rows  []codeLine // the lines, broken for the panel
	wide  float32    // the width they are broken for; 0 is none yet
	top   int        // the line to show first
	roll  float32    // in rows
	light bool
}

const (
	codeRow   = 20
	lastActed = 200 // how many steps to look back for something to show
)

// Follow looks up the code of the step at the cursor. A step without code leaves
// what was shown, no longer lit.
func (c *Code) Follow() {
	run := c.Run.Tl.Run()
	mark := ""
	if rec, ok := run.Last(); ok {
		mark = run.Code(rec)
	}
	c.Live = mark != ""
	for n := c.Run.Tl.Cursor(); mark == "" && c.mark == "" && n > max(c.Run.Tl.Cursor()-lastActed, 0); n-- {
		if rec, ok := run.Record(n); ok { // nothing shown yet: what acted last
			mark = run.Code(rec)
		}
	}
	if mark == "" {
		mark = c.mark
	}
	if mark == "" || mark == c.mark && c.light == c.Env.Theme.Light { // colours are in the lines
		return
	}
	at, err := c.Env.Source(mark)
	if err != nil {
		return
	}
	c.mark, c.At, c.File, c.light = mark, at, at.File, c.Env.Theme.Light
	c.lines = colour(at.Text, c.Env.Theme)
	c.wide, c.top = 0, max(at.First-1, 0)
}

func (c *Code) Inside(line int) bool { return line >= c.At.Head && line <= c.At.Last }

// draw shows the lines around the function at work.
func (c *Code) draw(p *paint.Painter, area paint.Rect) {
	th := c.Env.Theme
	hint := paint.Style{Size: 13, Color: th.Dim}
	if len(c.lines) == 0 {
		var room [3]string
		for i, line := range p.Wrap(room[:0], words.CodeNone.In(c.Env.Lang), hint, area.W-32) {
			p.Text(area.X+16, area.Y+28+float32(i)*codeRow, line, hint)
		}
		return
	}
	p.Text(area.X+16, area.Y+18, c.File, paint.Style{Size: 13, Mono: true, Color: th.Muted})
	p.Text(area.X+16, area.Y+area.H-12, p.Truncate(words.CodeHint.In(c.Env.Lang), hint, area.W-32), hint)
	top, height := area.Y+34, area.H-60
	p.PushClip(area.X+1, top, area.W-2, height)
	c.set(p, area.W-32)
	c.roll = min(max(c.roll, 0), float32(max(len(c.rows)-3, 0)))
	first := int(c.roll)
	style := CodeStyle
	style.Color = th.Text
	for i := first; i < len(c.rows); i++ {
		row := &c.rows[i]
		y := top + codeRow*(float32(i-first)+0.5)
		if y > top+height {
			break
		}
		if c.Live && c.Inside(row.line) {
			p.Box(area.X+1, y-codeRow/2, area.W-2, codeRow, 0, th.BlueSoft)
			p.Box(area.X+1, y-codeRow/2, 3, codeRow, 0, th.Blue)
		}
		p.Spans(area.X+16+row.indent, y, row.spans, style)
	}
	p.PopClip()
}

// colour cuts Go source into lines of coloured pieces: keywords, strings, comments
// and the rest.
func colour(text string, th *theme.Theme) [][]paint.Span {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, []byte(text), nil, scanner.ScanComments)
	lines := [][]paint.Span{nil}
	add := func(piece string, c paint.Color) {
		for i, part := range strings.Split(strings.ReplaceAll(piece, "\t", "  "), "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			if part != "" {
				lines[len(lines)-1] = append(lines[len(lines)-1], paint.Span{Text: part, Color: c})
			}
		}
	}
	done := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			add(text[done:], th.Text)
			return lines
		}
		at := file.Offset(pos)
		if tok == token.SEMICOLON && lit == "\n" {
			continue // put in by the scanner
		}
		if lit == "" {
			lit = tok.String()
		}
		add(text[done:at], th.Text)
		add(text[at:at+len(lit)], tokenColour(tok, th))
		done = at + len(lit)
	}
}

func tokenColour(tok token.Token, th *theme.Theme) paint.Color {
	switch {
	case tok.IsKeyword():
		return th.Violet
	case tok == token.COMMENT:
		return th.Muted
	case tok == token.STRING, tok == token.CHAR:
		return th.Amber
	case tok == token.INT, tok == token.FLOAT:
		return th.Blue
	case tok.IsOperator():
		return th.Dim
	}
	return th.Text
}
