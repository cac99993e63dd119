package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// The parts of the stage, in design units; the model takes what is left.
const (
	panelW = 316
	codeW  = 496 // the panel while it shows code
)

// panel returns the area of the right panel; in a narrow window it is beyond the
// edge until it is opened.
func (n *plan) panel() paint.Rect {
	a, w := n.app, float32(panelW)
	if n.side.tab == tabCode {
		w = max(min(codeW, a.w*0.42), panelW)
	}
	h := a.h - topH - 12 - n.app.captionH() - n.barH() - 8
	if n.app.small() {
		return n.sheet()
	}
	if n.app.narrow() && !n.sideOpen {
		return paint.Rect{X: a.w + gutter, Y: topH + 12, W: w, H: h}
	}
	return paint.Rect{X: a.w - w - gutter, Y: topH + 12, W: w, H: h}
}

func (n *plan) captionArea() paint.Rect { return n.app.caption(n.tree.treeH()) }

// mapArea and lanesArea share what the panel, the caption and the bars leave.
func (n *plan) modelArea() paint.Rect {
	right := n.app.w - min(n.app.edge(), gutter)
	if !n.app.small() {
		right = min(n.panel().X-12, right)
	}
	top := topH + 8 + n.app.tabsH()
	return paint.Rect{X: n.app.edge(), Y: top, W: right - n.app.edge(), H: n.captionArea().Y - top - 8}
}

func (n *plan) mapArea() paint.Rect {
	r := n.modelArea()
	if n.view == viewBoth && n.app.slim() {
		r.H = r.H/2 - 4
	} else if n.view == viewBoth {
		r.W = r.W / 2
	}
	return r
}

func (n *plan) lanesArea() paint.Rect {
	r := n.modelArea()
	if n.view == viewBoth && n.app.slim() {
		r.Y += r.H/2 + 4
		r.H = r.H/2 - 4
	} else if n.view == viewBoth {
		r.X += r.W/2 + 8
		r.W = r.W/2 - 8
	}
	return r
}

// roomy is how wide the map is drawn at full size; a narrower one is scaled down.
const (
	roomy  = 760
	roomyH = 110
)

// base returns how the map's own space is moved and zoomed before pan and zoom.
func (a *atlas) base() (dx, dy, zoom float32) {
	r := a.ground.mapArea()
	return r.X, r.Y, min(max(min(r.W/roomy, (r.H-notesH-a.boards)/roomyH), 0.5), 1)
}

// transform returns how the map's own space is moved and zoomed on the screen.
func (a *atlas) transform() (dx, dy, zoom float32) {
	x, y, k := a.base()
	return a.panX + x*a.zoom, a.panY + y*a.zoom, k * a.zoom
}

// place lays the model out for the area it has.
func (s *stage) place() {
	s.histories.tall = s.histories.treeH()
	r := s.plan.mapArea()
	_, _, k := s.atlas.base()
	s.atlas.boards, s.atlas.notes = s.atlas.boardsHeight(), s.atlas.notesHeight()
	s.atlas.layout.Area = paint.Rect{W: r.W / k, H: (r.H - s.atlas.notes - s.atlas.boards) / k}
	s.atlas.layout.Arrange(&s.run.scene)
	s.atlas.layout.Glide(1, true)
	s.run.drawn = -1
}

func (s *stage) draw(p *paint.Painter) {
	s.bar.drawTop(p)
	s.drawViews(p)
	if s.plan.view != viewLanes {
		s.atlas.drawMap(p)
	}
	if s.plan.view != viewMap {
		s.lanes.draw(p, s.plan.lanesArea())
	}
	s.caption.draw(p, s.detailText())
	s.drawTransport(p)
	s.plan.drawSheet(p)
	s.side.drawLaws(p)
}

// drawTransport draws the transport with the run's signs and histories on its timeline.
func (s *stage) drawTransport(p *paint.Painter) {
	known, at := s.run.tl.Known()
	bar := s.transport.barArea()
	s.transport.drawButtons(p)
	s.transport.drawBar(p, s.run.clock, at)
	s.signs.drawDensity(p, bar)
	s.signs.drawStrip(p, bar)
	s.signs.drawMarks(p, bar)
	s.histories.drawTree(p)
	s.transport.drawKnob(p, s.run.clock, s.pointer.dragging == dragTimeline)
	s.transport.drawClock(p, s.run.clock, s.run.tl.Cursor(), known, stepsText)
}

func (b *topBar) drawTop(p *paint.Painter) {
	a, th := b.app, b.app.theme
	p.Rule(0, topH-0.5, a.w, topH-0.5, th.Line)
	p.Icon(paint.Back, 24, 28, 18, th.Dim)
	x := float32(42)
	first, second := b.run.sc.Title.KO, b.run.sc.Title.EN
	if a.lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	for _, title.Size = range titleSizes {
		if p.Measure(first, title) <= b.plan.titleRight()-x-12 {
			break
		}
	}
	x += b.drawTitle(p, first, title, paint.Rect{X: x, Y: 28, W: max(b.plan.titleRight()-x-12, 20), H: 0}) + 14
	style := paint.Style{Size: 15, Color: th.Muted}
	if p.Measure(second, style) <= b.plan.titleRight()-x-100 {
		x += p.Text(x, 28, second, style) + 14
	}
	week := b.week.of(int64(b.run.sc.Week), int64(a.lang), words.Week)
	style = paint.Style{Size: 13, Color: th.Dim, Align: paint.Center}
	w := p.Measure(week, style) + 22
	if x+w > b.plan.titleRight()-8 {
		return
	}
	p.BoxEdge(x, 15, w, 26, 13, th.Raised, 1, th.Line)
	p.Text(x+w/2, 28, week, style)
}

// drawTitle writes the scenario's name, in two lines if it must, and returns its width.
func (b *topBar) drawTitle(p *paint.Painter, text string, style paint.Style, r paint.Rect) float32 {
	var room [3]string
	lines := p.Wrap(room[:0], text, style, r.W)
	if len(lines) != 2 {
		return p.Text(r.X, r.Y, p.Truncate(text, style, r.W), style)
	}
	return max(p.Text(r.X, r.Y-titleLine/2, lines[0], style), p.Text(r.X, r.Y+titleLine/2, lines[1], style))
}

const titleLine = 20

// titleSizes are the sizes that the title may have, the largest first.
var titleSizes = [...]float32{21, 17, 15}

// viewTab returns the area of one entry of the switch above the model.
func (n *plan) viewTab(p *paint.Painter, i int) paint.Rect {
	x, y := n.viewsAt(p)
	for j := 0; ; j++ {
		w := p.Measure(n.viewName(j), viewTabStyle) + 30
		if j == i {
			return paint.Rect{X: x, Y: y, W: w, H: 30}
		}
		x += w
	}
}

var viewTabStyle = paint.Style{Size: 14, Weight: paint.Bold, Align: paint.Center}

func (n *plan) viewName(i int) string {
	return [...]sim.Text{words.MapView, words.Lanes, words.Both}[i].In(n.app.lang)
}

func (s *stage) drawViews(p *paint.Painter) {
	th := s.app.theme
	first, last := s.plan.viewTab(p, 0), s.plan.viewTab(p, int(viewModes)-1)
	p.BoxEdge(first.X, last.Y, last.X+last.W-first.X, last.H, 9, th.Panel, 1, th.Line)
	for i := range int(viewModes) {
		r := s.plan.viewTab(p, i)
		style := viewTabStyle
		style.Color = th.Dim
		if viewMode(i) == s.plan.view {
			p.Box(r.X+1, r.Y+1, r.W-2, r.H-2, 8, th.Raised)
			style.Color = th.Text
		}
		p.Text(r.X+r.W/2, r.Y+r.H/2, s.plan.viewName(i), style)
	}
	s.drawCauseButton(p)
	if s.app.narrow() && !s.app.small() {
		r := s.plan.sideButton()
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		symbol := paint.Menu
		if s.plan.sideOpen {
			symbol = paint.Forward
		}
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 18, th.Text)
	}
}

// sideButton opens and closes the panel in a narrow window.
func (n *plan) sideButton() paint.Rect {
	m := n.modelArea()
	return paint.Rect{X: m.X + m.W - 40, Y: topH + 14, W: 40, H: 30}
}

func (s *stage) toggleSide() {
	s.plan.sideOpen = !s.plan.sideOpen
	s.place()
}

func (a *atlas) drawMap(p *paint.Painter) {
	th, area := a.app.theme, a.ground.mapArea()
	for y := area.Y + 20; y < area.Y+area.H; y += 80 {
		p.Rule(0, y, area.X+area.W, y, th.Grid)
	}
	p.PushClip(0, topH, area.X+area.W+8, area.Y+area.H-topH+8)
	d := model.Drawing{Painter: p, Theme: th, Now: int64(a.run.clock), Selected: a.run.selected, Hover: a.hover, Light: a.follow.lit()}
	if a.boards > 0 {
		model.DrawBoards(&d, &a.run.scene, paint.Rect{X: area.X + 4, Y: area.Y + area.H - a.notes - a.boards, W: area.W - 8, H: a.boards})
	}
	a.drawAside(p, area)
	if len(a.run.scene.Rings) > 0 {
		model.DrawRing(&d, &a.run.scene.Rings[0], a.ringArea())
		model.DrawRingOthers(&d, &a.run.scene, a.ringOthers(), a.ringArea())
		p.PopClip()
		return
	}
	p.PushTransform(a.transform())
	if _, _, k := a.base(); k < 1 {
		d.Smallest = 13 / k
	}
	a.drawFlashes(p)
	a.layout.Draw(&d, &a.run.scene)
	p.PopTransform()
	p.PopClip()
}

// drawFlashes leaves a trace of what just arrived: a short flight is over before
// an eye can follow it.
func (a *atlas) drawFlashes(p *paint.Painter) {
	run := a.run.tl.Run()
	span := sim.Time(speeds[a.run.speed]) * 350 * sim.Microsecond // 350 ms on the screen
	if !a.run.playing {
		span = 0
	}
	step := a.run.tl.Cursor()
	for n := step; n > max(step-40, 0); n-- {
		rec, ok := run.Record(n)
		if !ok || (n < step && rec.At < a.run.clock-span) {
			return
		}
		if rec.Peer == rec.Node || rec.Peer < 0 || rec.Op == sim.Acted {
			continue
		}
		if a.follow.on() && a.follow.cone.Of(n) == sim.Apart {
			continue
		}
		fade := float32(1)
		if span > 0 {
			fade = 1 - float32(a.run.clock-rec.At)/float32(span+1)
		}
		a.drawFlash(p, &rec, min(max(fade, 0), 1))
	}
}

func (a *atlas) drawFlash(p *paint.Painter, rec *sim.Record, fade float32) {
	x1, y1, _, _, ok1 := a.layout.At(int32(rec.Peer))
	x2, y2, _, _, ok2 := a.layout.At(int32(rec.Node))
	if !ok1 || !ok2 {
		return
	}
	color := model.Tone(a.app.theme, a.run.sc.Kind(rec.Kind).Tone)
	if rec.Op != sim.Delivered && rec.Op != sim.HeldBack {
		color = a.app.theme.Red
	}
	p.PushAlpha(fade * 0.8)
	p.Line(x1, y1, x2, y2, 3, color)
	p.PopAlpha()
}

// drawAside draws what has no place on the map: bars in the lower left corner,
// notes along the lower edge. Tables are in the panel, beside the state.
func (a *atlas) drawAside(p *paint.Painter, area paint.Rect) {
	y := area.Y + area.H
	if len(a.run.scene.Notes) > 0 {
		style := noteStyle
		style.Color = a.app.theme.Amber
		var room [4]string
		lines := p.Wrap(room[:0], a.run.scene.Notes[0], style, area.W-8)
		for i, line := range lines {
			p.Text(area.X+4, y-10-noteLine*float32(len(lines)-1-i), line, style)
		}
	}
	if a.ground.shared() || len(a.run.scene.Rings) > 0 && area.W < roomy {
		return // no room beside the model
	}
	y -= a.notes + a.boards
	if len(a.run.scene.Rings) == 0 && y-barsHeight(&a.run.scene) < (area.Y+y)/2+50 {
		return // a window so low that they would lie on the first column
	}
	if len(a.run.scene.Rings) > 0 && y-barsHeight(&a.run.scene) < a.othersEnd() {
		return // they would lie on the parts beside the ring
	}
	for i := range a.run.scene.Bars {
		y = a.drawBars(p, &a.run.scene.Bars[i], area.X+4, y)
	}
}

// othersEnd returns where the parts beside a ring end, and what is kept free below them.
func (a *atlas) othersEnd() float32 {
	n := len(a.ringOthers())
	if n == 0 {
		return 0
	}
	last := model.RingOther(a.ringArea(), n-1)
	return last.Y + last.H + 8
}

// leastMap is how low the map may be for the boards' sake while it shares the window
// with the sequence diagram or another run.
const leastMap = 170

// boardsHeight returns how much room the boards below the map take.
func (a *atlas) boardsHeight() float32 {
	r := a.ground.mapArea()
	room := r.H - a.notesHeight() - leastMap
	h := model.BoardsHeight(&a.run.scene, r.W-8)
	if h <= room || !a.ground.shared() && !a.ground.framed() {
		return h
	}
	h = model.LeastBoards(&a.run.scene, r.W-8)
	if h > room && !a.ground.framed() {
		return 0
	}
	return h
}

// What is kept free below the map for its note, and for each further line of it.
const (
	notesH   = 24
	noteLine = 18
)

var noteStyle = paint.Style{Size: 14}

// notesHeight returns how much room the note below the map takes.
func (a *atlas) notesHeight() float32 {
	if len(a.run.scene.Notes) == 0 {
		return notesH
	}
	a.lines = a.app.painter.Wrap(a.lines[:0], a.run.scene.Notes[0], noteStyle, a.ground.mapArea().W-8)
	return notesH + noteLine*float32(len(a.lines)-1)
}

// shared reports whether the map has the sequence diagram beside it.
func (n *plan) shared() bool { return n.view == viewBoth }

// framed reports whether a screen of its own shows the map.
func (n *plan) framed() bool { return false }
