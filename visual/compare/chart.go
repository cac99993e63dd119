package compare

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// compareChart draws one figure of all runs over the whole timeline: what has passed
// bright, what is to come faint.
type compareChart struct {
	figure  int
	span    sim.Time
	title   string
	labels  [3]string // top, middle, bottom
	top     int64
	marks   []compareMark
	counted int // marks of all runs when marks was made
	points  []paint.Point
	scratch []int64
}

// chartSeries is one run's line.
type chartSeries struct {
	values []int64
	known  []bool
}

// compareMark is something that was done to the runs, or a law that broke.
type compareMark struct {
	at   sim.Time
	text string
	law  bool
	run  int // whose law; of a fault the only run that met it, or -1 for all
}

const comparePoints = 240

// reset lets everything be made anew: language or size changed.
func (t *compareChart) reset() { *t = compareChart{figure: t.figure} }

// show changes the figure that is drawn.
func (t *compareChart) show(c *Compare, figure int) {
	if figure == t.figure {
		return
	}
	*t = compareChart{figure: figure}
	t.extend(c)
}

// extend adds what is known by now, and reports whether that was anything.
func (t *compareChart) extend(c *Compare) bool {
	if len(c.figures) == 0 {
		return false
	}
	f := &c.figures[t.figure]
	fresh := t.title == "" || t.span != c.Span
	if fresh {
		t.span = c.Span
		t.title = versus.Title(c.Sc, f, c.Env.Lang)
		for _, p := range c.Panes {
			p.line = chartSeries{values: p.line.values[:0], known: p.line.known[:0]}
		}
		t.counted = -1
	}
	grown := fresh
	for _, p := range c.Panes {
		known := p.known()
		for n := len(p.line.values); n < comparePoints && t.timeAt(n) <= known; n++ {
			value, ok := p.valueAt(f, t.timeAt(n), &t.scratch)
			if f.Up && value == 0 && (n == 0 || !p.line.known[n-1]) {
				ok = false // a share that is 0 from the beginning on was not measured yet
			}
			p.line.values, p.line.known = append(p.line.values, value), append(p.line.known, ok)
			grown = true
		}
	}
	if grown {
		t.scale(c, f)
	}
	return t.mark(c) || grown
}

func (t *compareChart) timeAt(point int) sim.Time {
	return t.span / (comparePoints - 1) * sim.Time(point)
}

// valueAt is a figure as a chart shows it: a percentile of the last second, a level.
func (p *pane) valueAt(f *sim.Figure, at sim.Time, scratch *[]int64) (int64, bool) {
	run := p.Tl.Ahead()
	if run.Scenario().Metrics[f.Metric].Kind == sim.Distribution {
		return sim.Quantile(sim.Window(run.Samples(f.Metric), at-play.ChartWindow, at), f.Percent, scratch)
	}
	levels, i := run.Levels(f.Metric), int(at/run.Grid())
	if i < len(levels) {
		return levels[i], true
	}
	return run.Level(f.Metric), true
}

// scale fits the chart's height to the largest value.
func (t *compareChart) scale(c *Compare, f *sim.Figure) {
	t.top = 1
	for _, p := range c.Panes {
		for i, v := range p.line.values {
			if p.line.known[i] {
				t.top = max(t.top, v)
			}
		}
	}
	m := &c.Sc.Metrics[f.Metric]
	t.top = roundUp(t.top)
	if m.Unit == "ppm" && t.top > 500_000 && t.top <= 1_000_000 {
		t.top = 1_000_000
	}
	t.labels = [3]string{play.ShowMetric(m, t.top), play.ShowMetric(m, t.top/2), play.ShowMetric(m, 0)}
	if t.top == 1 {
		t.labels[1] = ""
	}
}

// roundUp returns the next of 1, 2, 4, 6, 8, 10 times a power of ten.
func roundUp(n int64) int64 {
	power := int64(1)
	for power < n/10+n%10/9 && power < 1<<58 {
		power *= 10
	}
	for _, step := range []int64{1, 2, 4, 6, 8} {
		if n <= step*power {
			return step * power
		}
	}
	return 10 * power
}

// mark gathers what was done and what broke, each once.
func (t *compareChart) mark(c *Compare) bool {
	count := 0
	for _, p := range c.Panes {
		count += len(p.Tl.Marks())
	}
	if count == t.counted {
		return false
	}
	t.counted, t.marks = count, t.marks[:0]
	for run, p := range c.Panes {
		for _, m := range p.Tl.Marks() {
			switch m.Kind {
			case sim.MarkLaw:
				t.marks = append(t.marks, compareMark{at: m.At, law: true, run: run})
			case sim.MarkFault:
				t.fault(compareMark{at: m.At, text: p.Tl.Ahead().Label(m.Rec, c.Env.Lang), run: run})
			}
		}
	}
	return true
}

// fault adds what was done, unless it was done to another run at the same time.
func (t *compareChart) fault(f compareMark) {
	for i := range t.marks {
		if m := &t.marks[i]; !m.law && m.at == f.at && m.text == f.text {
			if m.run != f.run {
				m.run = -1
			}
			return
		}
	}
	t.marks = append(t.marks, f)
}

func (c *Compare) plot() paint.Rect {
	r := c.ChartArea()
	left := float32(20)
	for _, label := range c.chart.labels {
		left = max(left, c.Env.Painter.Measure(label, chartLabel)+28)
	}
	return paint.Rect{X: r.X + left, Y: r.Y + 34, W: r.W - left - 30, H: r.H - 34 - 24}
}

var (
	chartLabel = paint.Style{Size: 13, Align: paint.Right}
	chartTitle = paint.Style{Size: 14, Weight: paint.Bold}
)

func (t *compareChart) draw(c *Compare, p *paint.Painter) {
	r := c.ChartArea()
	if r.H == 0 || t.title == "" {
		return
	}
	th := c.Env.Theme
	p.BoxEdge(r.X, r.Y, r.W, r.H, 12, th.Panel, 1, th.Line)
	title := chartTitle
	title.Color = th.Dim
	p.Text(r.X+16, r.Y+17, p.Truncate(t.title, title, r.W-32), title)
	f := c.plot()
	for i, label := range t.labels {
		y := f.Y + f.H*float32(i)/2
		line := th.Line
		if i == 2 {
			line = th.Edge
		}
		p.Rule(f.X, y, f.X+f.W, y, line)
		style := chartLabel
		style.Color = th.Muted
		p.Text(f.X-10, y, label, style)
	}
	t.drawMarks(c, p, f)
	for i := len(c.Panes) - 1; i >= 0; i-- { // the first on top; a later one wider: seen on both sides where they meet
		t.drawLine(c, p, f, i)
	}
	x := t.xAt(f, c.Clock)
	p.Line(x, f.Y-6, x, f.Y+f.H+4, 2, th.Text)
	for i := range c.Panes {
		t.drawNow(c, p, f, i)
	}
}

func (t *compareChart) xAt(f paint.Rect, at sim.Time) float32 {
	return f.X + f.W*float32(min(float64(at)/float64(max(t.span, 1)), 1))
}

// drawMarks draws a dashed line for everything that was done, with its name below
// where there is room, and a sign where a law broke.
func (t *compareChart) drawMarks(c *Compare, p *paint.Painter, f paint.Rect) {
	th := c.Env.Theme
	free, title := float32(0), p.Measure(t.title, chartTitle)-(f.X-c.ChartArea().X)+30
	for i := range t.marks {
		m := &t.marks[i]
		x := t.xAt(f, m.at)
		if m.law {
			y := f.Y - 12
			if x < f.X+title { // not on the title
				y = f.Y + 10
			}
			p.Icon(paint.Warning, x, y, 15, c.Color(m.run))
			continue
		}
		if m.at > t.span {
			continue
		}
		p.Dash(x, f.Y, x, f.Y+f.H+6, 2, 4, 4, 0, th.Amber)
		style := paint.Style{Size: 13, Color: th.Amber}
		if w := p.Measure(m.text, style); x >= free && x+6+w < f.X+f.W+20 {
			p.Text(x+6, f.Y+f.H+13, m.text, style)
			free = x + w + 16
		}
	}
}

// drawLine draws a run's line: up to now as it is, what follows faintly.
func (t *compareChart) drawLine(c *Compare, p *paint.Painter, f paint.Rect, run int) {
	line := &c.Panes[run].line
	width := 2 + min(float32(run)*1.5, 3)
	for _, later := range []bool{true, false} {
		t.points = t.points[:0]
		for i, v := range line.values {
			if at := t.timeAt(i); line.known[i] && (at > c.Clock) == later {
				t.points = append(t.points, paint.Point{X: t.xAt(f, at), Y: t.yAt(f, v)})
			}
		}
		if len(t.points) < 2 {
			continue
		}
		color := c.Color(run)
		if later {
			color = theme.Mix(color, c.Env.Theme.Panel, 0.68)
		}
		p.Polyline(t.points, width, color)
	}
}

func (t *compareChart) yAt(f paint.Rect, v int64) float32 {
	return f.Y + f.H - f.H*float32(float64(v)/float64(max(t.top, 1)))
}

// drawNow marks where a run's line stands now with the run's number.
func (t *compareChart) drawNow(c *Compare, p *paint.Painter, f paint.Rect, run int) {
	line := &c.Panes[run].line
	for i := len(line.values) - 1; i >= 0; i-- {
		if !line.known[i] || t.timeAt(i) > c.Clock {
			continue
		}
		x, y, aside := t.xAt(f, c.Clock)+12, t.yAt(f, line.values[i]), float32(20)
		if x > f.X+f.W-60 {
			x, aside = min(x, f.X+f.W+14), -20
		}
		for other := range run { // numbers stand beside each other, never on each other
			if o := &c.Panes[other].line; i < len(o.values) && o.known[i] && input.Abs(t.yAt(f, o.values[i])-y) < 18 {
				x += aside
			}
		}
		p.DiscEdge(x, y, 9, c.Env.Theme.Bg, 2, c.Color(run))
		p.Text(x, y, runNumbers[run], paint.Style{Size: 13, Weight: paint.Bold, Color: c.Env.Theme.Text, Align: paint.Center})
		return
	}
}
