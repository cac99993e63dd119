package inspect

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Charts draws a run's metrics over virtual time: one chart for each name that
// Scenario.Metrics gives, with the figures of now beside it.
type Charts struct {
	Env     *screen.Env
	Run     *play.Run
	step    int64
	tl      *sim.Timeline
	Lines   []chartLine
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
	Name   string
	top    int64 // the value at the chart's upper edge, the same for all its lines
	scale  string
}

const (
	chartPoints = 60
	chartSpan   = 10 * sim.Second // how far back a chart looks, at most
	chartH      = 60
)

func (c *Charts) Reset() { c.tl = nil }

// Make computes the lines for the cursor; a chart looks back chartSpan.
func (c *Charts) Make() {
	if c.tl == c.Run.Tl && c.step == c.Run.Tl.Cursor() {
		return
	}
	c.tl, c.step = c.Run.Tl, c.Run.Tl.Cursor()
	c.Lines = c.Lines[:0]
	for i := range c.Run.Sc.Metrics {
		m := &c.Run.Sc.Metrics[i]
		if c.Run.Hidden(m) {
			continue
		}
		if m.Kind == sim.Distribution {
			c.addQuantile(sim.Metric(i), 50, scene.Request)
			c.addQuantile(sim.Metric(i), 99, scene.Bad)
			continue
		}
		c.addLevel(sim.Metric(i))
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		spec := &c.Run.Sc.Metrics[l.metric]
		l.top = 1
		for j := range c.Lines {
			if c.Run.Sc.Metrics[c.Lines[j].metric].Chart == spec.Chart {
				for _, v := range c.Lines[j].values {
					l.top = max(l.top, v)
				}
			}
		}
		l.scale = play.ShowMetric(spec, l.top)
	}
}

func (c *Charts) line(m sim.Metric, what int64, tone scene.Tone) *chartLine {
	if len(c.Lines) < cap(c.Lines) {
		c.Lines = c.Lines[:len(c.Lines)+1]
	} else {
		c.Lines = append(c.Lines, chartLine{})
	}
	l := &c.Lines[len(c.Lines)-1]
	*l = chartLine{metric: m, what: what, tone: tone, values: l.values[:0], known: l.known[:0]}
	return l
}

func (c *Charts) addQuantile(m sim.Metric, percent int64, tone scene.Tone) {
	run, spec := c.Run.Tl.Run(), &c.Run.Sc.Metrics[m]
	l := c.line(m, percent, tone)
	samples := run.Samples(m)
	now := run.Now()
	span := min(chartSpan, max(now, play.ChartWindow))
	for i := range chartPoints {
		at := now - span + span*sim.Time(i+1)/chartPoints
		v, ok := sim.Quantile(sim.Window(samples, at-play.ChartWindow, at), percent, &c.scratch)
		l.values, l.known = append(l.values, v), append(l.known, ok)
	}
	name := "p50"
	if percent == 99 {
		name = "p99"
	}
	l.Name = spec.Name.In(c.Env.Lang) + " " + name
	l.now = "–"
	if l.known[chartPoints-1] {
		l.now = play.ShowMetric(spec, l.values[chartPoints-1])
	}
}

func (c *Charts) addLevel(m sim.Metric) {
	run, spec := c.Run.Tl.Run(), &c.Run.Sc.Metrics[m]
	l := c.line(m, 0, spec.Tone)
	levels, grid, now := run.Levels(m), run.Grid(), run.Now()
	span := min(chartSpan, max(now, play.ChartWindow))
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
			before, _ := at(max(t-play.ChartWindow, 0))
			v = (v - before) * int64(sim.Second) / int64(max(min(play.ChartWindow, t), grid))
		}
		l.values, l.known = append(l.values, v), append(l.known, ok)
	}
	l.Name, l.now = strings.TrimSpace(spec.Name.In(c.Env.Lang)+" "+spec.Node), play.ShowMetric(spec, run.Level(m))
}

// draw draws the charts from the top of the area down, and the metrics without a
// chart as a list below.
func (c *Charts) draw(p *paint.Painter, area paint.Rect) {
	c.Make()
	p.PushClip(area.X, area.Y, area.W, area.H)
	y := area.Y + 8 - c.scroll
	for i := range c.Lines {
		name := c.Run.Sc.Metrics[c.Lines[i].metric].Chart
		if name == "" || c.before(i, name) > 0 {
			continue
		}
		y = c.drawChart(p, area, name, y)
	}
	th := c.Env.Theme
	for i := range c.Lines {
		l := &c.Lines[i]
		if c.Run.Sc.Metrics[l.metric].Chart != "" {
			continue
		}
		style := paint.Style{Size: 14, Color: th.Dim}
		value := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
		var room [3]string
		p.Text(area.X+area.W-16, y+12, l.now, value)
		for _, line := range p.Wrap(room[:0], l.Name, style, area.W-40-p.Measure(l.now, value)) {
			p.Text(area.X+16, y+12, line, style)
			y += 18
		}
		y += 8
	}
	p.PopClip()
	tall := y + c.scroll - area.Y + 8
	c.scroll = min(c.scroll, max(0, tall-area.H))
	if tall > area.H {
		drawMore(c.Env.Theme, p, area, c.scroll, tall)
	}
}

// before returns how many lines of a chart come before the i-th line.
func (c *Charts) before(i int, name string) int {
	n := 0
	for j := range i {
		if c.Run.Sc.Metrics[c.Lines[j].metric].Chart == name {
			n++
		}
	}
	return n
}

func (c *Charts) drawChart(p *paint.Painter, area paint.Rect, name string, y float32) float32 {
	th := c.Env.Theme
	legend := y
	for i := range c.Lines {
		l := &c.Lines[i]
		if c.Run.Sc.Metrics[l.metric].Chart != name {
			continue
		}
		color := c.color(i, name)
		p.Box(area.X+16, legend+6, 12, 12, 4, color)
		value := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
		style := paint.Style{Size: 14, Color: th.Dim}
		p.Text(area.X+area.W-16, legend+12, l.now, value)
		var room [3]string
		for _, line := range p.Wrap(room[:0], l.Name, style, area.W-60-p.Measure(l.now, value)) {
			p.Text(area.X+36, legend+12, line, style)
			legend += 18
		}
		legend += 4
	}
	frame := paint.Rect{X: area.X + 16, Y: legend + 18, W: area.W - 32, H: chartH}
	p.Rule(frame.X, frame.Y, frame.X+frame.W, frame.Y, th.Line)
	p.Rule(frame.X, frame.Y+frame.H/2, frame.X+frame.W, frame.Y+frame.H/2, th.Line)
	p.Rule(frame.X, frame.Y+frame.H, frame.X+frame.W, frame.Y+frame.H, th.Edge)
	for i := len(c.Lines) - 1; i >= 0; i-- { // the first on top, a later one wider: seen on both sides where they meet
		if l := &c.Lines[i]; c.Run.Sc.Metrics[l.metric].Chart == name {
			c.drawLine(p, l, frame, 2+min(float32(c.before(i, name))*2, 2), c.color(i, name))
			if c.before(i, name) == 0 { // the same for all its lines
				p.Text(frame.X, frame.Y-9, l.scale, paint.Style{Size: 13, Color: th.Muted})
			}
		}
	}
	return frame.Y + frame.H + 12
}

// color tells the lines of one chart apart: by tone, or by turn when tones repeat.
func (c *Charts) color(i int, name string) paint.Color {
	th, turn := c.Env.Theme, c.before(i, name)
	if c.Lines[i].tone != scene.Plain {
		return model.Tone(th, c.Lines[i].tone)
	}
	return [...]paint.Color{th.Blue, th.Teal, th.Amber, th.Red, th.Violet, th.Dim, th.BlueSolid, th.TealSolid}[turn%8]
}

func (c *Charts) drawLine(p *paint.Painter, l *chartLine, frame paint.Rect, width float32, color paint.Color) {
	c.points = c.points[:0]
	for i, v := range l.values {
		if l.known[i] {
			c.points = append(c.points, paint.Point{X: frame.X + frame.W*float32(i)/(chartPoints-1),
				Y: frame.Y + frame.H - frame.H*float32(v)/float32(l.top)})
		}
	}
	p.Polyline(c.points, width, color)
}
