package inspect

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// codeLine is one row of code on the screen: a line of the source, or a part of one
// that is too long for the panel.
type codeLine struct {
	spans  []paint.Span
	line   int // of the source
	indent float32
}

var CodeStyle = paint.Style{Size: 13, Mono: true}

// set breaks the source into rows for a width, and keeps the line at the top where it
// was.
func (c *Code) set(p *paint.Painter, width float32) {
	if c.wide == width {
		return
	}
	if c.wide > 0 && len(c.rows) > 0 {
		c.top = c.rows[min(max(int(c.roll), 0), len(c.rows)-1)].line
	}
	c.wide, c.rows = width, c.rows[:0]
	for i, spans := range c.lines {
		if i == c.top {
			c.roll = float32(len(c.rows))
		}
		c.rows = appendRows(p, c.rows, spans, i, width)
	}
}

// appendRows breaks one line; what goes on stands two characters further in.
func appendRows(p *paint.Painter, rows []codeLine, spans []paint.Span, line int, width float32) []codeLine {
	if len(spans) == 0 || p.MeasureSpans(spans, CodeStyle) <= width {
		return append(rows, codeLine{spans: spans, line: line})
	}
	lead := len(spans[0].Text) - len(strings.TrimLeft(spans[0].Text, " "))
	indent := p.Measure(strings.Repeat(" ", lead+2), CodeStyle)
	for i, part := range p.WrapSpans(nil, spans, CodeStyle, max(width-indent, width/2)) {
		row := codeLine{spans: part, line: line}
		if i > 0 {
			row.indent = indent
		}
		rows = append(rows, row)
	}
	return rows
}
