package compare

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// judgeEvery is how often the sentence follows while playing: a person reads it.
const judgeEvery = 250 * time.Millisecond

// judge compares the runs as they stand and says how they differ.
func (c *Compare) judge() {
	now := c.Env.Now()
	if c.Playing && now.Sub(c.judged) < judgeEvery {
		return
	}
	c.judged = now
	sides := make([]versus.Side, len(c.Panes))
	names := make([]string, len(c.Panes))
	for i, p := range c.Panes {
		sides[i], names[i] = p.side(), p.Name
	}
	was := c.verdict
	c.verdict = versus.Judge(sides, names, c.Clock, c.Env.Lang)
	if c.verdict.Lead >= 0 {
		c.chart.show(c, c.verdict.Lead)
	}
	if c.verdict.Lead < 0 && len(was.Values) == len(c.verdict.Values) && was.Lead >= 0 && c.Playing {
		c.verdict.Worst, c.verdict.Best = was.Worst, was.Best // colours stay while nothing else is known
	}
	for i, p := range c.Panes {
		p.Head.set(c, i)
	}
	if plain := c.verdict.Plain(); plain != c.Sentence.Plain {
		c.Sentence.set(c, plain)
		if !c.Playing {
			c.Env.Announce(plain, false)
		}
	}
	if !c.Playing {
		c.Env.Host.Probe("sentence", c.verdict.Plain())
		c.Env.Host.Probe("clock", sim.FormatSpan(c.Clock))
	}
}

// side is the run at the cursor with the first thing a person did to it.
func (p *pane) side() versus.Side {
	s := versus.Side{Run: p.Tl.Run()}
	for _, m := range p.Tl.Marks() {
		if m.Kind == sim.MarkFault && m.At <= s.Run.Now() {
			s.Faulted, s.Fault = true, m.Rec
			break
		}
	}
	return s
}

// Color is a run's colour in its head, the chart and the sentence: red for the one
// that does worst, teal for the best. Numbers tell runs apart as well.
func (c *Compare) Color(run int) paint.Color {
	th := c.Env.Theme
	between := [...]paint.Color{th.Amber, th.Blue, th.Violet}
	if c.verdict.Worst < 0 {
		return [...]paint.Color{th.Blue, th.Violet, th.Amber, th.Teal}[run%MostRuns]
	}
	n := 0
	for i := range run {
		if i != c.verdict.Worst && i != c.verdict.Best {
			n++
		}
	}
	switch run {
	case c.verdict.Worst:
		return th.Red
	case c.verdict.Best:
		return th.Teal
	}
	return between[n%len(between)]
}

// compareSentence is what the verdict says, broken into lines.
type compareSentence struct {
	Plain string
	lines [][]paint.Span
	size  float32
}

func (t *compareSentence) set(c *Compare, plain string) {
	*t = compareSentence{Plain: plain}
	spans := make([]paint.Span, len(c.verdict.Says))
	for i, piece := range c.verdict.Says {
		spans[i].Text = piece.Text
		if piece.Strong && piece.Run >= 0 {
			spans[i].Color = c.Color(piece.Run)
		}
	}
	r := c.CaptionArea()
	for _, size := range []float32{23, 21, 19, 17, 16, 15, 14, 13} {
		t.size = size
		t.lines = c.Env.Painter.WrapSpans(nil, spans, paint.Style{Size: size, Weight: paint.Bold}, r.W-44)
		if float32(len(t.lines))*size*1.25 <= r.H-14 {
			return
		}
	}
}

func (t *compareSentence) draw(c *Compare, p *paint.Painter) {
	th, r := c.Env.Theme, c.CaptionArea()
	accent := th.Blue
	if c.verdict.Lead >= 0 {
		accent = th.Amber
	}
	p.Box(r.X, r.Y, 14, r.H, 9, accent)
	p.Gradient(r.X+5, r.Y, r.W-5, r.H, 9, th.CaptionFrom, th.CaptionTo)
	style := paint.Style{Size: t.size, Weight: paint.Bold, Color: th.Text}
	row := t.size * 1.25
	y := r.Y + r.H/2 - row*float32(len(t.lines)-1)/2
	if !c.Settled() && !c.Playing { // a far moment takes a while
		style.Color = th.Dim
		p.Text(r.X+25, r.Y+r.H/2, words.Waiting.In(c.Env.Lang), style)
		return
	}
	p.PushClip(r.X, r.Y, r.W, r.H)
	for _, line := range t.lines {
		p.Spans(r.X+25, y, line, style)
		y += row
	}
	p.PopClip()
}
