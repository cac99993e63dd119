package compare

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/transport"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

var compareWords = struct {
	title, sub, add, most, fewest            sim.Text
	open, remove, presets, vary, back, alike sim.Text
	picking                                  sim.Text
}{
	title:   sim.T("비교", "compared"),
	sub:     sim.T("같은 시드, 같은 부하, 다른 설정", "one seed, one load, other settings"),
	add:     sim.T("실행 더하기", "Add a run"),
	most:    sim.T("네 개까지 나란히 볼 수 있어요", "Four runs at most"),
	fewest:  sim.T("두 개는 있어야 비교할 수 있어요", "It takes two to compare"),
	open:    sim.T("이 실행만 보기", "Open this run alone"),
	remove:  sim.T("이 실행 빼기", "Remove this run"),
	presets: sim.T("프리셋으로 바꾸기", "Make it a preset"),
	vary:    sim.T("한 가지만 바꾸기", "Change one thing"),
	back:    sim.T("뒤로", "Back"),
	alike:   sim.T("모두", "all"),
	picking: sim.T("실행 {n}", "Run {n}"),
}

// compareKey is all that the top bar depends on.
type compareKey struct {
	lang  sim.Lang
	light bool
	runs  int
	seed  uint64
	small bool
}

func (c *Compare) restyleBar() {
	if c.bar == nil {
		c.bar = widgets.NewBar()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = c.Env.Touch
	c.bar.Style(c.Env.Theme, sizes, c.Env.Unit)
	c.made = compareKey{}
	c.layBar()
}

func (c *Compare) layBar() {
	if key := (compareKey{c.Env.Lang, c.Env.Theme.Light, len(c.Panes), c.seed, c.Env.Small()}); key != c.made {
		c.made = key
		c.chips = c.buttons(c.chips[:0])
	}
	c.bar.Show(c.chips)
	w := c.bar.PreferredWidth()
	c.bar.Place(paint.Rect{X: c.Env.W - screen.Gutter - w, Y: 8, W: w, H: 40}, paint.Right)
}

func (c *Compare) updateBar() bool {
	c.layBar()
	changed := false
	for _, e := range c.bar.Update(!c.Pick.Open && c.grip == paint.Rect{}) {
		c.press(e.ID)
		changed = true
	}
	return changed || c.bar.Dirty()
}

func (c *Compare) buttons(out []widgets.Button) []widgets.Button {
	lang := c.Env.Lang
	add := widgets.Button{ID: "add", Text: compareWords.add.In(lang), Icon: widgets.IconOf(paint.Plus), Disabled: len(c.Panes) >= MostRuns}
	if c.Env.Small() {
		add.Text = ""
		return c.Env.LookButtons(append(out, add))
	}
	return c.Env.LookButtons(append(out, widgets.Button{ID: "seed", Text: "seed " + play.ShortSeed(c.seed), Chip: true}, add,
		widgets.Button{ID: "copy", Text: words.CopyLink.In(lang), Tone: widgets.Accent}))
}

func (c *Compare) press(id string) {
	switch id {
	case "seed":
		c.reseed()
		c.Env.Say(words.Seed.In(c.Env.Lang) + " " + play.ShortSeed(c.seed))
	case "add":
		c.Add()
	default:
		c.Env.PressLook(id)
	}
}

func (c *Compare) drawTop(p *paint.Painter) {
	a, th := c.Env, c.Env.Theme
	p.Rule(0, screen.TopH-0.5, a.W, screen.TopH-0.5, th.Line)
	p.Icon(paint.Back, 24, 28, 18, th.Dim)
	right := a.W - screen.Gutter - c.bar.PreferredWidth()
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	x := float32(42)
	room := right - x - 12
	text, word := c.Sc.Title.In(a.Lang), compareWords.title.In(a.Lang)
	if p.Measure(text, title)+p.Measure(word, title)+6 > room {
		title.Size = 15
		c.lines = p.Wrap(c.lines[:0], text, title, max(room, 40))
		y := 28 - 9*float32(min(len(c.lines), 2)-1)
		for _, line := range c.lines[:min(len(c.lines), 2)] {
			p.Text(x, y, line, title)
			y += 18
		}
		return
	}
	x += p.Text(x, 28, text, title) + 6
	x += p.Text(x, 28, word, title) + 14
	if sub := (paint.Style{Size: 15, Color: th.Muted}); right-x-20 > p.Measure(compareWords.sub.In(a.Lang), sub) {
		p.Text(x, 28, compareWords.sub.In(a.Lang), sub)
	}
}

// drawTransport draws the transport with the marks of all runs on its timeline.
func (c *Compare) drawTransport(p *paint.Painter) {
	th, r := c.Env.Theme, c.Transport.BarArea()
	c.Transport.DrawButtons(p)
	c.Transport.DrawBar(p, c.Clock, c.Explored())
	for i := range c.chart.marks {
		m := &c.chart.marks[i]
		if x := c.Transport.XAt(m.at); m.law {
			p.Icon(paint.Warning, c.lawX(m), r.Y-14, 15, c.Color(m.run))
		} else {
			p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, th.Amber)
		}
	}
	c.Transport.DrawKnob(p, c.Clock, c.grip != (paint.Rect{}))
	c.Transport.DrawClock(p, c.Clock, int64(c.Span), 0, spanText)
}

// lawX is where the sign of a broken law stands: beside a fault's, not on it.
func (c *Compare) lawX(m *compareMark) float32 {
	x := c.Transport.XAt(m.at)
	for i := range c.chart.marks {
		if f := &c.chart.marks[i]; !f.law && input.Abs(x-c.Transport.XAt(f.at)) < transport.MarkApart {
			return c.Transport.XAt(f.at) + transport.MarkApart
		}
	}
	return x
}

func spanText(span, _ int64) string { return "/ " + sim.Time(span).Decimal(3) + " s" }
