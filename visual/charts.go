package visual

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// charts draws a run's metrics over virtual time: one chart for each name that
// Scenario.Metrics gives, with the figures of now beside it.
type charts struct {
	app     *Env
	run     *Run
	step    int64
	tl      *sim.Timeline
	lines   []chartLine
	scratch []int64
	points  []paint.Point
	scroll  float32
}

type chartLine struct {
	metric sim.Metric
	what   int64 // the percentile of a distribution; 0 for levels
	values []int64
	known  []bool
	now    string
	tone   scene.Tone
	name   string
	top    int64 // the value at the chart's upper edge, the same for all its lines
	scale  string
}

const (
	chartPoints = 60
	chartSpan   = 10 * sim.Second // how far back a chart looks, at most
	chartH      = 60
)

func (c *charts) reset() { c.tl = nil }

// make computes the lines for the cursor; a chart looks back chartSpan.
func (c *charts) make() {
	if c.tl == c.run.tl && c.step == c.run.tl.Cursor() {
		return
	}
	c.tl, c.step = c.run.tl, c.run.tl.Cursor()
	c.lines = c.lines[:0]
	for i := range c.run.sc.Metrics {
		m := &c.run.sc.Metrics[i]
		if c.run.hidden(m) {
			continue
		}
		if m.Kind == sim.Distribution {
			c.addQuantile(sim.Metric(i), 50, scene.Request)
			c.addQuantile(sim.Metric(i), 99, scene.Bad)
			continue
		}
		c.addLevel(sim.Metric(i))
	}
	for i := range c.lines {
		l := &c.lines[i]
		spec := &c.run.sc.Metrics[l.metric]
		l.top = 1
		for j := range c.lines {
			if c.run.sc.Metrics[c.lines[j].metric].Chart == spec.Chart {
				for _, v := range c.lines[j].values {
					l.top = max(l.top, v)
				}
			}
		}
		l.scale = showMetric(spec, l.top)
	}
}

// hidden reports whether a metric belongs to a node that is not there.
func (r *Run) hidden(m *sim.MetricSpec) bool {
	if m.Node == "" {
		return false
	}
	for i := range r.scene.Nodes {
		if r.scene.Nodes[i].Name == m.Node {
			return r.scene.Nodes[i].Status == scene.Absent
		}
	}
	return true
}

func (c *charts) line(m sim.Metric, what int64, tone scene.Tone) *chartLine {
	if len(c.lines) < cap(c.lines) {
		c.lines = c.lines[:len(c.lines)+1]
	} else {
		c.lines = append(c.lines, chartLine{})
	}
	l := &c.lines[len(c.lines)-1]
	*l = chartLine{metric: m, what: what, tone: tone, values: l.values[:0], known: l.known[:0]}
	return l
}

func (c *charts) addQuantile(m sim.Metric, percent int64, tone scene.Tone) {
	run, spec := c.run.tl.Run(), &c.run.sc.Metrics[m]
	l := c.line(m, percent, tone)
	samples := run.Samples(m)
	now := run.Now()
	span := min(chartSpan, max(now, chartWindow))
	for i := range chartPoints {
		at := now - span + span*sim.Time(i+1)/chartPoints
		v, ok := sim.Quantile(sim.Window(samples, at-chartWindow, at), percent, &c.scratch)
		l.values, l.known = append(l.values, v), append(l.known, ok)
	}
	name := "p50"
	if percent == 99 {
		name = "p99"
	}
	l.name = spec.Name.In(c.app.lang) + " " + name
	l.now = "–"
	if l.known[chartPoints-1] {
		l.now = showMetric(spec, l.values[chartPoints-1])
	}
}

func (c *charts) addLevel(m sim.Metric) {
	run, spec := c.run.tl.Run(), &c.run.sc.Metrics[m]
	l := c.line(m, 0, spec.Tone)
	levels, grid, now := run.Levels(m), run.Grid(), run.Now()
	span := min(chartSpan, max(now, chartWindow))
	at := func(t sim.Time) (int64, bool) {
		i := int(t / grid)
		if t < 0 || i >= len(levels) {
			return run.Level(m), t >= 0
		}
		return levels[i], true
	}
	for i := range chartPoints {
		t := now - span + span*sim.Time(i+1)/chartPoints
		v, ok := at(t)
		if spec.Kind == sim.Counter && spec.Chart != "" {
			before, _ := at(max(t-chartWindow, 0))
			v = (v - before) * int64(sim.Second) / int64(max(min(chartWindow, t), grid))
		}
		l.values, l.known = append(l.values, v), append(l.known, ok)
	}
	l.name, l.now = strings.TrimSpace(spec.Name.In(c.app.lang)+" "+spec.Node), showMetric(spec, run.Level(m))
}

// draw draws the charts from the top of the area down, and the metrics without a
// chart as a list below.
func (c *charts) draw(p *paint.Painter, area paint.Rect) {
	c.make()
	p.PushClip(area.X, area.Y, area.W, area.H)
	y := area.Y + 8 - c.scroll
	for i := range c.lines {
		name := c.run.sc.Metrics[c.lines[i].metric].Chart
		if name == "" || c.before(i, name) > 0 {
			continue
		}
		y = c.drawChart(p, area, name, y)
	}
	th := c.app.theme
	for i := range c.lines {
		l := &c.lines[i]
		if c.run.sc.Metrics[l.metric].Chart != "" {
			continue
		}
		style := paint.Style{Size: 14, Color: th.Dim}
		value := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
		var room [3]string
		p.Text(area.X+area.W-16, y+12, l.now, value)
		for _, line := range p.Wrap(room[:0], l.name, style, area.W-40-p.Measure(l.now, value)) {
			p.Text(area.X+16, y+12, line, style)
			y += 18
		}
		y += 8
	}
	p.PopClip()
	tall := y + c.scroll - area.Y + 8
	c.scroll = min(c.scroll, max(0, tall-area.H))
	if tall > area.H {
		drawMore(c.app.theme, p, area, c.scroll, tall)
	}
}

// before returns how many lines of a chart come before the i-th line.
func (c *charts) before(i int, name string) int {
	n := 0
	for j := range i {
		if c.run.sc.Metrics[c.lines[j].metric].Chart == name {
			n++
		}
	}
	return n
}

func (c *charts) drawChart(p *paint.Painter, area paint.Rect, name string, y float32) float32 {
	th := c.app.theme
	legend := y
	for i := range c.lines {
		l := &c.lines[i]
		if c.run.sc.Metrics[l.metric].Chart != name {
			continue
		}
		color := c.color(i, name)
		p.Box(area.X+16, legend+6, 12, 12, 4, color)
		value := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
		style := paint.Style{Size: 14, Color: th.Dim}
		p.Text(area.X+area.W-16, legend+12, l.now, value)
		var room [3]string
		for _, line := range p.Wrap(room[:0], l.name, style, area.W-60-p.Measure(l.now, value)) {
			p.Text(area.X+36, legend+12, line, style)
			legend += 18
		}
		legend += 4
	}
	frame := paint.Rect{X: area.X + 16, Y: legend + 18, W: area.W - 32, H: chartH}
	p.Rule(frame.X, frame.Y, frame.X+frame.W, frame.Y, th.Line)
	p.Rule(frame.X, frame.Y+frame.H/2, frame.X+frame.W, frame.Y+frame.H/2, th.Line)
	p.Rule(frame.X, frame.Y+frame.H, frame.X+frame.W, frame.Y+frame.H, th.Edge)
	for i := len(c.lines) - 1; i >= 0; i-- { // the first on top, a later one wider: seen on both sides where they meet
		if l := &c.lines[i]; c.run.sc.Metrics[l.metric].Chart == name {
			c.drawLine(p, l, frame, 2+min(float32(c.before(i, name))*2, 2), c.color(i, name))
			if c.before(i, name) == 0 { // the same for all its lines
				p.Text(frame.X, frame.Y-9, l.scale, paint.Style{Size: 13, Color: th.Muted})
			}
		}
	}
	return frame.Y + frame.H + 12
}

// color tells the lines of one chart apart: by tone, or by turn when tones repeat.
func (c *charts) color(i int, name string) paint.Color {
	th, turn := c.app.theme, c.before(i, name)
	if c.lines[i].tone != scene.Plain {
		return model.Tone(th, c.lines[i].tone)
	}
	return [...]paint.Color{th.Blue, th.Teal, th.Amber, th.Red, th.Violet, th.Dim, th.BlueSolid, th.TealSolid}[turn%8]
}

func (c *charts) drawLine(p *paint.Painter, l *chartLine, frame paint.Rect, width float32, color paint.Color) {
	c.points = c.points[:0]
	for i, v := range l.values {
		if l.known[i] {
			c.points = append(c.points, paint.Point{X: frame.X + frame.W*float32(i)/(chartPoints-1),
				Y: frame.Y + frame.H - frame.H*float32(v)/float32(l.top)})
		}
	}
	p.Polyline(c.points, width, color)
}
