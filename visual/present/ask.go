package present

import (
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// ask is the question card: it takes the caption's place, so that the model, which
// then runs on and gives the answer, stays in sight.
type ask struct {
	Open    bool
	started bool // the run goes on to the answer, or has
	Known   bool // it is there
	Chosen  int  // -1 is none
	text    []string
	rows    []askRow
	why     []string
}

// askRow is one choice.
type askRow struct {
	at     paint.Rect
	number string
	lines  []string
}

const (
	askSize   = 27
	rowSize   = 21
	rowPad    = 14
	rowGap    = 12
	askMargin = 40
	whySize   = 21
)

func (v *Present) toggleAsk() {
	switch {
	case v.Ask.Open:
		v.CloseAsk()
	case v.Stop().Ask == nil:
		v.env.Say(PresentWords.noAsk.In(v.lang))
	default:
		v.OpenAsk()
	}
}

func (v *Present) OpenAsk() {
	if v.Way.Leg != Resting {
		v.Arrive()
	}
	v.Ask = ask{Open: true, Chosen: -1}
	v.Compose()
	v.announce(v.askText(func(i int) string { return strconv.Itoa(i+1) + ": " }))
}

// CloseAsk returns to where the beat rests.
func (v *Present) CloseAsk() {
	again := v.Ask.started
	v.Ask = ask{Chosen: -1}
	if stop := v.Stop(); again {
		v.travel(stop.At, stop.At, stop.Pace)
	}
	v.Compose()
}

// choose takes a choice of the audience and lets the run go on.
func (v *Present) choose(i int) {
	if v.Ask.started || i >= len(v.Stop().Ask.Choices) {
		return
	}
	v.Ask.Chosen = i
	v.answer()
}

// answer lets the run go on until the answer is there.
func (v *Present) answer() {
	stop := v.Stop()
	v.Ask.started = true
	v.travel(stop.At, stop.Ask.Until, stop.Pace)
	v.Way.forAnswer = true
	v.Compose()
}

// result is the answer in words.
func (a *ask) result(v *Present) string {
	q := v.Stop().Ask
	text := strings.Replace(PresentWords.answerIs.In(v.lang), "%d", strconv.Itoa(q.Answer+1), 1)
	return text + " " + q.Why
}

// askText is the question with its choices, a line each.
func (v *Present) askText(mark func(i int) string) string {
	q := v.Stop().Ask
	lines := []string{q.Text}
	for i := range q.Choices {
		lines = append(lines, mark(i)+q.Choices[i].Text)
	}
	return strings.Join(lines, "\n")
}

// maxMessage is how long a message of a chat may be.
const maxMessage = 2000

// copyAsk puts the question on the clipboard, with the signs that a chat lets people
// react with.
func (v *Present) copyAsk() {
	if v.Stop().Ask == nil {
		v.env.Say(PresentWords.noAsk.In(v.lang))
		return
	}
	text := []rune(v.askText(func(i int) string { return strconv.Itoa(i+1) + "\uFE0F\u20E3 " }))
	v.env.Host.Copy(string(text[:min(len(text), maxMessage)]))
	v.env.Say(PresentWords.copied.In(v.lang))
}

// composeAsk lays the card out and returns its height.
func (v *Present) composeAsk() float32 {
	p, q, a := v.env.Painter, v.Stop().Ask, &v.Ask
	width := v.env.W - 2*askMargin
	a.text = p.Wrap(nil, q.Text, paint.Style{Size: askSize, Weight: paint.Bold}, width)
	columns, rowH := v.askColumns(width)
	h := 16 + float32(len(a.text))*askSize*saysLine + 12
	count := len(q.Choices)
	rows := (count + columns - 1) / columns
	each := (width - rowGap*float32(columns-1)) / float32(columns)
	h += float32(rows)*(rowH+rowGap) - rowGap + 8
	a.why = p.Wrap(nil, a.result(v), paint.Style{Size: whySize, Weight: paint.Bold}, width-40)
	h += float32(len(a.why))*whySize*moreLine + hintsH + 8
	top := v.env.H - min(h, v.env.H*0.62)
	y := top + 16 + float32(len(a.text))*askSize*saysLine + 12
	a.rows = a.rows[:0]
	for i := range q.Choices {
		at := paint.Rect{X: askMargin + float32(i%columns)*(each+rowGap), Y: y + float32(i/columns)*(rowH+rowGap), W: each, H: rowH}
		a.rows = append(a.rows, askRow{at: at, number: strconv.Itoa(i + 1), lines: v.wrapChoice(i, each)})
	}
	return h
}

func (v *Present) wrapChoice(i int, width float32) []string {
	return v.env.Painter.Wrap(nil, v.Stop().Ask.Choices[i].Text, paint.Style{Size: rowSize, Weight: paint.Bold}, width-72-rowPad)
}

// askColumns sets the choices side by side, as many as keep to one line each, or
// else in two columns, or below each other in a narrow window.
func (v *Present) askColumns(width float32) (columns int, rowH float32) {
	n := len(v.Stop().Ask.Choices)
	for columns = max(n, 1); ; columns-- {
		each := (width - rowGap*float32(columns-1)) / float32(columns)
		most := 1
		for i := range n {
			most = max(most, len(v.wrapChoice(i, each)))
		}
		if most == 1 || columns <= 2 && each > 400 || columns == 1 {
			return columns, float32(most)*rowSize*saysLine + 2*rowPad
		}
	}
}

func (v *Present) drawAsk(p *paint.Painter) {
	th, r, a := v.env.Theme, v.captionArea(), &v.Ask
	y := r.Y + 16
	for _, line := range a.text {
		p.Text(r.W/2, y+askSize*saysLine/2, line, paint.Style{Size: askSize, Weight: paint.Bold, Color: th.Text, Align: paint.Center})
		y += askSize * saysLine
	}
	for i := range a.rows {
		v.drawChoice(p, i)
	}
	if !a.started {
		return
	}
	y = r.Y + r.H - hintsH - 8 - float32(len(a.why))*whySize*moreLine
	style := paint.Style{Size: whySize, Weight: paint.Bold, Color: th.Teal, Align: paint.Center}
	if !a.Known {
		style.Color, style.Weight = th.Dim, paint.Medium
		p.Text(r.W/2, y+whySize*moreLine/2, PresentWords.running.In(v.lang), style)
		return
	}
	for _, line := range a.why {
		p.Text(r.W/2, y+whySize*moreLine/2, line, style)
		y += whySize * moreLine
	}
}

// drawChoice draws one choice: what was chosen has an edge, and once the run has
// shown it, the right one a check mark and a wrong one a cross.
func (v *Present) drawChoice(p *paint.Painter, i int) {
	th, row := v.env.Theme, &v.Ask.rows[i]
	at, right := row.at, v.Ask.Known && v.Stop().Ask.Answer == i
	fill, edge, ink, mark := th.Raised, th.Edge, th.Text, th.Blue
	switch chosen := v.Ask.Chosen == i; {
	case right:
		fill, edge, mark = th.TealSoft, th.Teal, th.Teal
	case v.Ask.Known && chosen:
		fill, edge, mark = th.RedSoft, th.Red, th.Red
	case v.Ask.Known:
		ink = th.Dim
	case chosen:
		fill, edge = th.BlueSoft, th.Blue
	}
	p.BoxEdge(at.X, at.Y, at.W, at.H, 12, fill, 3, edge)
	p.Disc(at.X+36, at.Y+at.H/2, 17, mark)
	switch {
	case right:
		p.Icon(paint.Check, at.X+36, at.Y+at.H/2, 20, th.OnAccent)
	case v.Ask.Known && v.Ask.Chosen == i:
		p.Icon(paint.Cross, at.X+36, at.Y+at.H/2, 20, th.OnAccent)
	default:
		p.Text(at.X+36, at.Y+at.H/2, row.number, paint.Style{Size: 20, Weight: paint.Bold, Color: th.OnAccent, Align: paint.Center})
	}
	y := at.Y + at.H/2 - float32(len(row.lines)-1)*rowSize*saysLine/2
	for _, line := range row.lines {
		p.Text(at.X+64, y, line, paint.Style{Size: rowSize, Weight: paint.Bold, Color: ink})
		y += rowSize * saysLine
	}
}

// comma writes a small number.
func comma(n int) string { return sim.Comma(int64(n)) }
