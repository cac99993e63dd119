package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// caption is the sentence below the model, broken into lines for its width.
type caption struct {
	app    *Env
	run    *Run
	plan   *plan
	follow *cause
	hover  bool
	plain  string
	detail string
	broke  string // the law that broke in this step, said
	tone   scene.Tone
	lines  [][]paint.Span
	size   float32
}

// set explains the step at the cursor. A law that broke in this very step is
// named beside it: it is what a viewer must not miss.
func (c *caption) set() {
	lang := c.app.lang
	run := c.run.tl.Run()
	*c = caption{app: c.app, run: c.run, plan: c.plan, follow: c.follow, hover: c.hover, size: 23}
	said := sim.Caption{Spans: []sim.Span{{Text: c.run.sc.Summary.In(lang)}}, Detail: words.Start.In(lang)}
	if rec, ok := run.Last(); ok && c.run.tl.Cursor() > 0 {
		said = run.Caption(rec, lang)
	}
	c.plain, c.detail, c.tone = said.Plain(), said.Detail, said.Tone
	for i := range c.run.sc.Laws {
		if state := run.LawState(sim.Law(i)); state.Broken > 0 && state.Broken == run.StepCount() {
			c.tone = scene.Bad
			c.broke = words.LawBroke.In(lang) + ": " + run.LawReason(sim.Law(i), lang)
			c.detail += "  ·  " + c.broke
		}
	}
	c.wrap(said.Spans)
}

// announceCaption lets screen readers say the sentence; a law that broke in this very
// step interrupts what they say.
func (c *caption) announceCaption() {
	if c.broke != "" {
		c.app.announce(c.broke+". "+c.plain, true)
		return
	}
	c.app.announce(c.plain, false)
}

// color is the tone of the sentence; what has none is drawn as a thing selected.
func (c *caption) color() paint.Color {
	if c.tone == scene.Plain {
		return c.app.theme.Blue
	}
	return model.Tone(c.app.theme, c.tone)
}

// wrap breaks the sentence into at most two lines, smaller if it must.
func (c *caption) wrap(said []sim.Span) {
	spans := make([]paint.Span, len(said))
	for i, span := range said {
		spans[i].Text = span.Text
		if span.Strong {
			spans[i].Color = c.color()
		}
	}
	for _, fit := range c.app.captionSizes() {
		c.size = fit.size
		style := paint.Style{Size: fit.size, Weight: paint.Bold}
		c.lines = c.app.painter.WrapSpans(nil, spans, style, c.plan.captionArea().W-44)
		if len(c.lines) <= fit.lines {
			return
		}
	}
	c.lines = c.lines[:min(len(c.lines), 5)]
}

func (c *caption) draw(p *paint.Painter, about string) {
	th, r := c.app.theme, c.plan.captionArea()
	p.Box(r.X, r.Y, 14, r.H, 9, c.color())
	p.Gradient(r.X+5, r.Y, r.W-5, r.H, 9, th.CaptionFrom, th.CaptionTo)
	y, detail := r.Y+26, paint.Style{Size: 15, Color: th.Dim}
	if len(c.lines) > 1 || c.app.low() {
		y, detail.Size = r.Y+18, 13
	}
	if c.app.low() {
		y = r.Y + 15
	}
	for _, line := range c.lines {
		p.Spans(r.X+25, y, line, paint.Style{Size: c.size, Weight: paint.Bold, Color: th.Text})
		y += c.size * 1.2
	}
	bottom := r.Y + r.H - 20
	if len(c.lines) > 1 || c.app.low() {
		bottom = r.Y + r.H - 12
	}
	if c.app.low() && len(c.lines) > 1 || len(c.lines) > 4 {
		return // no room for more
	}
	text := about
	if !c.run.tl.Settled() && !c.run.playing { // a far step takes a while
		text = words.Waiting.In(c.app.lang)
	}
	said := c.drawSaid(p, r, bottom, detail)
	if said > 0 && r.W-44-said < leastDetail {
		return
	}
	p.Text(r.X+25, bottom, p.Truncate(text, detail, r.W-44-said), detail)
}
