package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// caption is the sentence below the model, broken into lines for its width.
type caption struct {
	env    *screen.Env
	run    *play.Run
	plan   *plan
	follow *follow.Follow
	hover  bool
	Plain  string
	detail string
	broke  string // the law that broke in this step, said
	tone   scene.Tone
	Lines  [][]paint.Span
	Size   float32
}

// set explains the step at the cursor. A law that broke in this very step is
// named beside it: it is what a viewer must not miss.
func (c *caption) set() {
	lang := c.env.Lang
	run := c.run.Tl.Run()
	*c = caption{env: c.env, run: c.run, plan: c.plan, follow: c.follow, hover: c.hover, Size: 23}
	said := sim.Caption{Spans: []sim.Span{{Text: c.run.Sc.Summary.In(lang)}}, Detail: words.Start.In(lang)}
	if rec, ok := run.Last(); ok && c.run.Tl.Cursor() > 0 {
		said = run.Caption(rec, lang)
	}
	c.Plain, c.detail, c.tone = said.Plain(), said.Detail, said.Tone
	for i := range c.run.Sc.Laws {
		if state := run.LawState(sim.Law(i)); state.Broken > 0 && state.Broken == run.StepCount() {
			c.tone = scene.Bad
			c.broke = words.LawBroke.In(lang) + ": " + run.LawReason(sim.Law(i), lang)
			c.detail += "  ·  " + c.broke
		}
	}
	c.Wrap(said.Spans)
}

// announceCaption lets screen readers say the sentence; a law that broke in this very
// step interrupts what they say.
func (c *caption) announceCaption() {
	if c.broke != "" {
		c.env.Announce(c.broke+". "+c.Plain, true)
		return
	}
	c.env.Announce(c.Plain, false)
}

// color is the tone of the sentence; what has none is drawn as a thing selected.
func (c *caption) color() paint.Color {
	if c.tone == scene.Plain {
		return c.env.Theme.Blue
	}
	return model.Tone(c.env.Theme, c.tone)
}

// Wrap breaks the sentence into at most two lines, smaller if it must.
func (c *caption) Wrap(said []sim.Span) {
	spans := make([]paint.Span, len(said))
	for i, span := range said {
		spans[i].Text = span.Text
		if span.Strong {
			spans[i].Color = c.color()
		}
	}
	for _, fit := range c.env.CaptionSizes() {
		c.Size = fit.Size
		style := paint.Style{Size: fit.Size, Weight: paint.Bold}
		c.Lines = c.env.Painter.WrapSpans(nil, spans, style, c.plan.CaptionArea().W-44)
		if len(c.Lines) <= fit.Lines {
			return
		}
	}
	c.Lines = c.Lines[:min(len(c.Lines), 5)]
}

func (c *caption) draw(p *paint.Painter, about string) {
	th, r := c.env.Theme, c.plan.CaptionArea()
	p.Box(r.X, r.Y, 14, r.H, 9, c.color())
	p.Gradient(r.X+5, r.Y, r.W-5, r.H, 9, th.CaptionFrom, th.CaptionTo)
	y, detail := r.Y+26, paint.Style{Size: 15, Color: th.Dim}
	if len(c.Lines) > 1 || c.env.Low() {
		y, detail.Size = r.Y+18, 13
	}
	if c.env.Low() {
		y = r.Y + 15
	}
	for _, line := range c.Lines {
		p.Spans(r.X+25, y, line, paint.Style{Size: c.Size, Weight: paint.Bold, Color: th.Text})
		y += c.Size * 1.2
	}
	bottom := r.Y + r.H - 20
	if len(c.Lines) > 1 || c.env.Low() {
		bottom = r.Y + r.H - 12
	}
	if c.env.Low() && len(c.Lines) > 1 || len(c.Lines) > 4 {
		return // no room for more
	}
	text := about
	if !c.run.Tl.Settled() && !c.run.Playing { // a far step takes a while
		text = words.Waiting.In(c.env.Lang)
	}
	said := c.drawSaid(p, r, bottom, detail)
	if said > 0 && r.W-44-said < leastDetail {
		return
	}
	p.Text(r.X+25, bottom, p.Truncate(text, detail, r.W-44-said), detail)
}
