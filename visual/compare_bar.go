package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
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

func (c *compare) restyleBar() {
	if c.bar == nil {
		c.bar = widgets.NewBar()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = c.app.touch
	c.bar.Style(c.app.theme, sizes, c.app.unit)
	c.made = compareKey{}
	c.layBar()
}

func (c *compare) layBar() {
	if key := (compareKey{c.app.lang, c.app.theme.Light, len(c.panes), c.seed, c.app.small()}); key != c.made {
		c.made = key
		c.chips = c.buttons(c.chips[:0])
	}
	c.bar.Show(c.chips)
	w := c.bar.PreferredWidth()
	c.bar.Place(paint.Rect{X: c.app.w - gutter - w, Y: 8, W: w, H: 40}, paint.Right)
}

func (c *compare) updateBar() bool {
	c.layBar()
	changed := false
	for _, e := range c.bar.Update(!c.pick.open && c.grip == paint.Rect{}) {
		c.press(e.ID)
		changed = true
	}
	return changed || c.bar.Dirty()
}

func (c *compare) buttons(out []widgets.Button) []widgets.Button {
	lang := c.app.lang
	add := widgets.Button{ID: "add", Text: compareWords.add.In(lang), Icon: widgets.IconOf(paint.Plus), Disabled: len(c.panes) >= mostRuns}
	if c.app.small() {
		add.Text = ""
		return c.app.lookButtons(append(out, add))
	}
	return c.app.lookButtons(append(out, widgets.Button{ID: "seed", Text: "seed " + shortSeed(c.seed), Chip: true}, add,
		widgets.Button{ID: "copy", Text: words.CopyLink.In(lang), Tone: widgets.Accent}))
}

func (c *compare) press(id string) {
	switch id {
	case "seed":
		c.reseed()
		c.app.say(words.Seed.In(c.app.lang) + " " + shortSeed(c.seed))
	case "add":
		c.add()
	default:
		c.app.pressLook(id)
	}
}

func (c *compare) drawTop(p *paint.Painter) {
	a, th := c.app, c.app.theme
	p.Rule(0, topH-0.5, a.w, topH-0.5, th.Line)
	p.Icon(paint.Back, 24, 28, 18, th.Dim)
	right := a.w - gutter - c.bar.PreferredWidth()
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	x := float32(42)
	room := right - x - 12
	text, word := c.sc.Title.In(a.lang), compareWords.title.In(a.lang)
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
	if sub := (paint.Style{Size: 15, Color: th.Muted}); right-x-20 > p.Measure(compareWords.sub.In(a.lang), sub) {
		p.Text(x, 28, compareWords.sub.In(a.lang), sub)
	}
}

// drawTransport draws the transport with the marks of all runs on its timeline.
func (c *compare) drawTransport(p *paint.Painter) {
	th, r := c.app.theme, c.transport.barArea()
	c.transport.drawButtons(p)
	c.transport.drawBar(p, c.clock, c.explored())
	for i := range c.chart.marks {
		m := &c.chart.marks[i]
		if x := c.transport.xAt(m.at); m.law {
			p.Icon(paint.Warning, c.lawX(m), r.Y-14, 15, c.color(m.run))
		} else {
			p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, th.Amber)
		}
	}
	c.transport.drawKnob(p, c.clock, c.grip != (paint.Rect{}))
	c.transport.drawClock(p, c.clock, int64(c.span), 0, spanText)
}

// lawX is where the sign of a broken law stands: beside a fault's, not on it.
func (c *compare) lawX(m *compareMark) float32 {
	x := c.transport.xAt(m.at)
	for i := range c.chart.marks {
		if f := &c.chart.marks[i]; !f.law && abs(x-c.transport.xAt(f.at)) < markApart {
			return c.transport.xAt(f.at) + markApart
		}
	}
	return x
}

func spanText(span, _ int64) string { return "/ " + sim.Time(span).Decimal(3) + " s" }
