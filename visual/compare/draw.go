package compare

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/atlas"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Measures of the panes, in design units.
const (
	paneGap     = 16
	paneRoomyH  = 300 // as high as a map drawn at full size wants to be
	paneHeadH   = 46
	paneTallH   = 70 // a head in two rows: narrow panes
	paneWide    = 500
	paneLeast   = 132 // lower panes give up the chart
	paneMapMin  = 160 // boards must leave so much of the map
	paneMini    = 90  // lower maps are miniatures without words
	paneInset   = 24  // kept free above the map: crowns and labels stand there
	chartTall   = 122
	captionMore = 44
	chartLow    = 92
)

func (c *Compare) CaptionArea() paint.Rect {
	r := c.Env.Caption(0)
	r.W = c.Env.W - 2*c.Env.Edge()
	if c.Env.Slim() && !c.Env.Tiny() && len(c.Panes) > FewestRuns { // there is more to say
		r.Y, r.H = r.Y-captionMore, r.H+captionMore
	}
	return r
}

// ChartArea is empty where there is no room for a chart.
func (c *Compare) ChartArea() paint.Rect {
	caption := c.CaptionArea()
	tall := float32(chartTall)
	if c.Env.Small() {
		tall = chartLow
	}
	left := caption.Y - 8 - tall - 12 - (screen.TopH + 14)
	if left/float32(c.rows()) < paneLeast {
		return paint.Rect{}
	}
	return paint.Rect{X: caption.X, Y: caption.Y - 8 - tall, W: c.Env.W - 2*c.Env.Edge(), H: tall}
}

// columns and rows are how the panes stand: stacked in a narrow window, else up to
// three beside each other, four in a square.
func (c *Compare) columns() int {
	n := len(c.Panes)
	switch {
	case c.Env.Slim():
		return 1
	case c.Env.Low() && c.Env.W >= float32(n)*180:
		return n
	case n == 4, n == 3 && c.Env.W < screen.NarrowW:
		return 2
	}
	return n
}

func (c *Compare) rows() int { return (len(c.Panes) + c.columns() - 1) / c.columns() }

// place gives every pane its room.
func (c *Compare) place() {
	bottom := c.CaptionArea().Y - 8
	if chart := c.ChartArea(); chart.H > 0 {
		bottom = chart.Y - 12
	}
	edge, gap := c.Env.Edge(), float32(paneGap)
	if c.Env.Small() {
		gap = 8
	}
	top := float32(screen.TopH + 14)
	if c.Env.Low() {
		top = screen.TopH + 6
	}
	columns, rows := c.columns(), c.rows()
	w := (c.Env.W - 2*edge - gap*float32(columns-1)) / float32(columns)
	h := (bottom - top - gap*float32(rows-1)) / float32(rows)
	for i, p := range c.Panes {
		p.At = paint.Rect{X: edge + float32(i%columns)*(w+gap), Y: top + float32(i/columns)*(h+gap), W: w, H: h}
		p.place()
	}
}

// headH is how tall the head of a pane is.
func (p *pane) headH() float32 {
	if p.At.W < paneWide && p.At.H > 2*paneTallH {
		return paneTallH
	}
	return paneHeadH
}

func (p *pane) mapArea() paint.Rect {
	head := p.headH()
	return paint.Rect{X: p.At.X + 6, Y: p.At.Y + head, W: p.At.W - 12, H: max(p.At.H-head-8, 0)}
}

// boardsHeight is how much of the map the boards take; nothing where it is too small.
func (p *pane) boardsHeight() float32 {
	r := p.mapArea()
	h := model.BoardsHeight(&p.scene, r.W)
	if r.H-h < paneMapMin {
		return 0
	}
	return h
}

// scale is how large the map is drawn: never so small that names are lost.
func (p *pane) scale() float32 {
	r := p.mapArea()
	if p.layout.Compact {
		return 1
	}
	return min(max(min(r.W/atlas.Roomy, (r.H-p.inset()-p.boards)/paneRoomyH), 0.44), 1)
}

func (p *pane) inset() float32 {
	if p.layout.Compact {
		return 0
	}
	return min(paneInset, p.mapArea().H*0.16)
}

// place lays the map out for its area: as a miniature without words where there is no
// room for what hangs on the nodes.
func (p *pane) place() {
	r := p.mapArea()
	p.boards, p.shape = p.boardsHeight(), shapeOf(&p.scene)
	p.layout.Compact = r.H < paneMini
	p.arrange(r)
	if !p.layout.Compact && !p.layout.Fits() {
		p.layout.Compact = true
		p.arrange(r)
	}
	p.layout.Glide(1, true)
}

func (p *pane) arrange(r paint.Rect) {
	k := p.scale()
	p.layout.Area = paint.Rect{W: r.W / k, H: (r.H - p.inset() - p.boards) / k}
	p.layout.Arrange(&p.scene)
}

// mapShape is what decides how much room a map needs.
type mapShape struct{ nodes, slots, logs int }

func shapeOf(s *scene.Scene) mapShape { return mapShape{len(s.Nodes), len(s.Slots), len(s.Logs)} }

func (c *Compare) Draw(p *paint.Painter) {
	c.drawTop(p)
	for i := range c.Panes {
		c.drawPane(p, i)
	}
	c.chart.draw(c, p)
	c.Sentence.draw(c, p)
	c.drawTransport(p)
}

func (c *Compare) drawPane(p *paint.Painter, i int) {
	th, one := c.Env.Theme, c.Panes[i]
	r := one.At
	edge := th.Line
	if i == c.Chosen {
		edge = th.Edge
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, 12, th.Panel, 1, edge)
	if i == c.Chosen {
		p.BoxLine(r.X, r.Y, r.W, r.H, 12, 2, th.Edge)
	}
	c.drawHead(p, i)
	area := one.mapArea()
	if area.H < 24 {
		return
	}
	p.PushClip(r.X+1, area.Y-6, r.W-2, area.H+13)
	d := model.Drawing{Painter: p, Theme: th, Now: int64(c.Clock), Quiet: one.layout.Compact}
	if one.boards > 0 {
		model.DrawBoards(&d, &one.scene, paint.Rect{X: area.X, Y: area.Y + area.H - one.boards, W: area.W, H: one.boards})
	}
	if len(one.scene.Rings) > 0 {
		model.DrawRing(&d, &one.scene.Rings[0], paint.Rect{X: area.X - area.W*0.1, Y: area.Y, W: area.W * 1.1, H: area.H - one.boards})
		p.PopClip()
		return
	}
	k := one.scale()
	if k < 1 {
		d.Smallest = 13 / k
	}
	p.PushTransform(area.X, area.Y+one.inset(), k)
	one.layout.Draw(&d, &one.scene)
	p.PopTransform()
	p.PopClip()
}

// paneHead is what stands above a run: its name and two figures.
type paneHead struct {
	minorName, minor string
	MainName, Main   string
	broken           string // how many laws broke
	state            string // of the first state machine, when its board has no room
	stateColor       paint.Color
}

var runNumbers = [...]string{"1", "2", "3", "4"}

// set writes the figures: the one that the sentence is about stands last and large.
func (h *paneHead) set(c *Compare, run int) {
	*h = paneHead{}
	v := &c.verdict
	write := func(figure int) (name, text string) {
		if figure >= len(v.Figures) {
			return "", ""
		}
		f, value := &v.Figures[figure], &v.Values[figure][run]
		text = "–"
		if value.Known {
			text = versus.Text(c.Sc, f, value.N, c.Env.Lang)
		}
		return f.Name.In(c.Env.Lang), text
	}
	lead := max(v.Lead, 0)
	other := 0
	if lead == 0 {
		other = 1
	}
	h.MainName, h.Main = write(lead)
	h.minorName, h.minor = write(other)
	broken := int64(0)
	for law := range c.Sc.Laws {
		if c.Panes[run].Tl.Run().LawState(sim.Law(law)).Broken > 0 {
			broken++
		}
	}
	if broken > 0 {
		h.broken = sim.Comma(broken)
	}
	if p := c.Panes[run]; p.boards == 0 && len(p.scene.Machines) > 0 {
		for _, state := range p.scene.Machines[0].States {
			if state.Current {
				h.state, h.stateColor = state.Name, model.StatusColor(c.Env.Theme, state.Status)
			}
		}
	}
}

// drawHead writes number, name, broken laws and figures; in a narrow pane the figures
// have a row of their own.
func (c *Compare) drawHead(p *paint.Painter, i int) {
	th, one := c.Env.Theme, c.Panes[i]
	r, h := one.At, &one.Head
	color := c.Color(i)
	x, y := r.X+26, r.Y+26
	p.DiscEdge(x, y, 11, th.Bg, 2, color)
	p.Text(x, y, runNumbers[i], paint.Style{Size: 13, Weight: paint.Bold, Color: th.Text, Align: paint.Center})
	x += 20
	right := r.X + r.W - 16
	figures := y
	if one.headH() == paneTallH {
		figures = r.Y + 54
	}
	limit := r.X + 16
	if figures == y {
		limit = x + min(p.Measure(one.Name, paint.Style{Size: 13, Weight: paint.Bold})+60, r.W*0.7)
	}
	left := c.drawFigures(p, h, right, figures, color, limit)
	if figures != y {
		left = right
	}
	c.drawName(p, one, x, y, left-12-x)
}

// drawName writes the run's name, how many laws broke, and the state it is in.
func (c *Compare) drawName(p *paint.Painter, one *pane, x, y, room float32) {
	th, h := c.Env.Theme, &one.Head
	state := paint.Style{Size: 13, Weight: paint.Bold, Color: h.stateColor, Align: paint.Center}
	chip := float32(0)
	if h.state != "" {
		chip = p.Measure(h.state, state) + 18
	}
	if h.broken != "" {
		room -= 44
	}
	style := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	if chip > 0 && p.Measure(one.Name, style) > room-chip-8 {
		chip = 0
	}
	for _, smaller := range [...]float32{15, 13} {
		if p.Measure(one.Name, style) > room {
			style.Size = smaller
		}
	}
	x += p.Text(x, y, p.Truncate(one.Name, style, room), style) + 10
	if h.broken != "" {
		p.Icon(paint.Warning, x+8, y, 17, th.Red)
		x += 20 + p.Text(x+20, y, h.broken, paint.Style{Size: 14, Weight: paint.Bold, Color: th.Red}) + 12
	}
	if chip > 0 {
		p.BoxEdge(x, y-11, chip, 22, 11, th.Bg, 1, h.stateColor)
		p.Text(x+chip/2, y, h.state, state)
	}
}

// drawFigures writes the figures from the right, the second as far as there is room,
// and returns where they begin.
func (c *Compare) drawFigures(p *paint.Painter, h *paneHead, right, y float32, color paint.Color, limit float32) float32 {
	th := c.Env.Theme
	name := paint.Style{Size: 15, Color: th.Dim, Align: paint.Right}
	main := paint.Style{Size: 20, Weight: paint.Bold, Color: color, Align: paint.Right}
	if c.verdict.Worst < 0 {
		main.Color = th.Text
	}
	right -= p.Text(right, y, h.Main, main) + 6
	if right-p.Measure(h.MainName, name) < limit {
		return right
	}
	right -= p.Text(right, y, h.MainName, name) + 14
	minor := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text, Align: paint.Right}
	if h.minorName == "" || right-p.Measure(h.minor, minor)-p.Measure(h.minorName, name)-6 < limit {
		return right
	}
	right -= p.Text(right, y, h.minor, minor) + 6
	return right - p.Text(right, y, h.minorName, name)
}
