package visual

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

var compareWords = struct {
	button, title, sub, add, most, fewest    sim.Text
	open, remove, presets, vary, back, alike sim.Text
	picking                                  sim.Text
}{
	button:  sim.T("비교", "Compare"),
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
	if key := (compareKey{c.app.lang, c.app.theme.Light, len(c.panes), c.seed, c.frame.small()}); key != c.made {
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
	if c.frame.small() {
		add.Text = ""
		return c.app.lookButtons(append(out, add))
	}
	return c.app.lookButtons(append(out, widgets.Button{ID: "seed", Text: "seed " + shortSeed(c.seed), Chip: true}, add,
		widgets.Button{ID: "copy", Text: words.copyLink.In(lang), Tone: widgets.Accent}))
}

// shortSeed writes a long seed, which came with a link, by its ends.
func shortSeed(seed uint64) string {
	text := strconv.FormatUint(seed, 10)
	if len(text) > 10 {
		text = text[:4] + "…" + text[len(text)-4:]
	}
	return text
}

func (c *compare) press(id string) {
	switch id {
	case "seed":
		c.reseed()
		c.app.say(words.seed.In(c.app.lang) + " " + shortSeed(c.seed))
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

// drawTransport draws the buttons, the timeline and the clock.
func (c *compare) drawTransport(p *paint.Painter) {
	th, r := c.app.theme, c.frame.barArea()
	c.frame.playing, c.frame.speed = c.playing, c.speed
	c.frame.drawButtons(p)
	p.Box(r.X, r.Y, r.W, r.H, 5, th.Raised)
	p.Box(r.X, r.Y, max(c.xAt(c.explored())-r.X, 0), r.H, 5, th.Line)
	at := c.xAt(c.clock)
	p.Box(r.X, r.Y, max(at-r.X, 10), r.H, 5, th.BlueSolid)
	for i := range c.chart.marks {
		m := &c.chart.marks[i]
		if x := c.xAt(m.at); m.law {
			p.Icon(paint.Warning, c.lawX(m), r.Y-14, 15, c.color(m.run))
		} else {
			p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, th.Amber)
		}
	}
	radius := float32(11)
	if c.barHover || c.grip != (paint.Rect{}) {
		radius = 13
	}
	p.Disc(at, r.Y+r.H/2, radius, th.Text)
	x := c.frame.clockX()
	p.Text(x, c.app.h-47, c.texts.clock.of(int64(c.clock), 0, clockText), paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text})
	p.Text(x, c.app.h-24, c.texts.steps.of(int64(c.span), 0, spanText), paint.Style{Size: 14, Color: th.Dim})
}

// lawX is where the sign of a broken law stands: beside a fault's, not on it.
func (c *compare) lawX(m *compareMark) float32 {
	x := c.xAt(m.at)
	for i := range c.chart.marks {
		if f := &c.chart.marks[i]; !f.law && abs(x-c.xAt(f.at)) < markApart {
			return c.xAt(f.at) + markApart
		}
	}
	return x
}

func spanText(span, _ int64) string { return "/ " + sim.Time(span).Decimal(3) + " s" }

func (c *compare) xAt(at sim.Time) float32 {
	r := c.frame.barArea()
	return r.X + r.W*float32(min(float64(at)/float64(max(c.span, 1)), 1))
}

// timeIn turns a place on the timeline or the chart into a time.
func (c *compare) timeIn(r paint.Rect, x float32) sim.Time {
	return sim.Time(float64(min(max((x-r.X)/r.W, 0), 1)) * float64(c.span))
}
