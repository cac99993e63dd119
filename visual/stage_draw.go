package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// The parts of the stage, in design units; the model takes what is left.
const (
	topH     = 56
	panelW   = 316
	codeW    = 496 // the panel while it shows code
	gutter   = 16
	tabsBarH = 46 // the switch between map and sequence diagram
)

// narrowW is below which width the panel stands on the model's place only when asked for.
const narrowW = 900

func (s *stage) narrow() bool { return s.app.w < narrowW }

// panel returns the area of the right panel; in a narrow window it is beyond the
// edge until it is opened.
func (s *stage) panel() paint.Rect {
	a, w := s.app, float32(panelW)
	if s.tab == tabCode {
		w = max(min(codeW, a.w*0.42), panelW)
	}
	h := a.h - topH - 12 - s.captionH() - s.barH() - 8
	if s.small() {
		return s.sheet()
	}
	if s.narrow() && !s.sideOpen {
		return paint.Rect{X: a.w + gutter, Y: topH + 12, W: w, H: h}
	}
	return paint.Rect{X: a.w - w - gutter, Y: topH + 12, W: w, H: h}
}

func (s *stage) captionArea() paint.Rect {
	a := s.app
	return paint.Rect{X: s.edge(), Y: a.h - s.barH() - s.captionH(), W: a.w - s.edge() - min(s.edge(), 16), H: s.captionH()}
}

// mapArea and lanesArea share what the panel, the caption and the bars leave.
func (s *stage) modelArea() paint.Rect {
	right := s.app.w - min(s.edge(), gutter)
	if !s.small() {
		right = min(s.panel().X-12, right)
	}
	top := topH + 8 + s.tabsH()
	return paint.Rect{X: s.edge(), Y: top, W: right - s.edge(), H: s.captionArea().Y - top - 8}
}

func (s *stage) mapArea() paint.Rect {
	if s.frame != nil {
		return s.frame.usual(s.view)
	}
	r := s.modelArea()
	if s.view == viewBoth && s.slim() {
		r.H = r.H/2 - 4
	} else if s.view == viewBoth {
		r.W = r.W / 2
	}
	return r
}

func (s *stage) lanesArea() paint.Rect {
	r := s.modelArea()
	if s.view == viewBoth && s.slim() {
		r.Y += r.H/2 + 4
		r.H = r.H/2 - 4
	} else if s.view == viewBoth {
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
func (s *stage) base() (dx, dy, zoom float32) {
	r := s.mapArea()
	return r.X, r.Y, min(max(min(r.W/roomy, (r.H-notesH-s.boards)/roomyH), 0.5), 1)
}

// transform returns how the map's own space is moved and zoomed on the screen.
func (s *stage) transform() (dx, dy, zoom float32) {
	x, y, k := s.base()
	return s.panX + x*s.zoom, s.panY + y*s.zoom, k * s.zoom
}

// place lays the model out for the area it has.
func (s *stage) place() {
	s.histories.tall = s.treeH()
	if s.frame != nil {
		s.frame.place(s)
		return
	}
	r := s.mapArea()
	_, _, k := s.base()
	s.boards, s.notes = s.boardsHeight(), s.notesHeight()
	s.layout.Area = paint.Rect{W: r.W / k, H: (r.H - s.notes - s.boards) / k}
	s.layout.Arrange(&s.scene)
	s.layout.Glide(1, true)
	s.drawn = -1
}

func (s *stage) draw(p *paint.Painter) {
	s.drawTop(p)
	s.drawViews(p)
	if s.view != viewLanes {
		s.drawMap(p)
	}
	if s.view != viewMap {
		s.lanes.draw(s, p, s.lanesArea())
	}
	s.caption.draw(s, p)
	s.drawTransport(p)
	s.side.drawUnder(s, p)
}

func (s *stage) drawTop(p *paint.Painter) {
	a, th := s.app, s.app.theme
	p.Rule(0, topH-0.5, a.w, topH-0.5, th.Line)
	p.Icon(paint.Back, 24, 28, 18, th.Dim)
	x := float32(42)
	first, second := s.sc.Title.KO, s.sc.Title.EN
	if a.lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	for _, title.Size = range titleSizes {
		if p.Measure(first, title) <= s.titleRight()-x-12 {
			break
		}
	}
	x += s.drawTitle(p, first, title, paint.Rect{X: x, Y: 28, W: max(s.titleRight()-x-12, 20), H: 0}) + 14
	style := paint.Style{Size: 15, Color: th.Muted}
	if p.Measure(second, style) <= s.titleRight()-x-100 {
		x += p.Text(x, 28, second, style) + 14
	}
	week := s.texts.week.of(int64(s.sc.Week), int64(a.lang), weekLabel)
	style = paint.Style{Size: 13, Color: th.Dim, Align: paint.Center}
	w := p.Measure(week, style) + 22
	if x+w > s.titleRight()-8 {
		return
	}
	p.BoxEdge(x, 15, w, 26, 13, th.Raised, 1, th.Line)
	p.Text(x+w/2, 28, week, style)
}

// drawTitle writes the scenario's name, in two lines if it must, and returns its width.
func (s *stage) drawTitle(p *paint.Painter, text string, style paint.Style, r paint.Rect) float32 {
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

func weekLabel(week, lang int64) string {
	if sim.Lang(lang) == sim.EN {
		return "Week " + sim.Comma(week)
	}
	return sim.Comma(week) + "주차"
}

// viewTab returns the area of one entry of the switch above the model.
func (s *stage) viewTab(p *paint.Painter, i int) paint.Rect {
	x, y := s.viewsAt(p)
	for j := 0; ; j++ {
		w := p.Measure(s.viewName(j), viewTabStyle) + 30
		if j == i {
			return paint.Rect{X: x, Y: y, W: w, H: 30}
		}
		x += w
	}
}

var viewTabStyle = paint.Style{Size: 14, Weight: paint.Bold, Align: paint.Center}

func (s *stage) viewName(i int) string {
	return [...]sim.Text{words.mapView, words.lanes, words.both}[i].In(s.app.lang)
}

func (s *stage) drawViews(p *paint.Painter) {
	th := s.app.theme
	first, last := s.viewTab(p, 0), s.viewTab(p, int(viewModes)-1)
	p.BoxEdge(first.X, last.Y, last.X+last.W-first.X, last.H, 9, th.Panel, 1, th.Line)
	for i := range int(viewModes) {
		r := s.viewTab(p, i)
		style := viewTabStyle
		style.Color = th.Dim
		if viewMode(i) == s.view {
			p.Box(r.X+1, r.Y+1, r.W-2, r.H-2, 8, th.Raised)
			style.Color = th.Text
		}
		p.Text(r.X+r.W/2, r.Y+r.H/2, s.viewName(i), style)
	}
	s.drawCauseButton(p)
	if s.narrow() && !s.small() {
		r := s.sideButton()
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		symbol := paint.Menu
		if s.sideOpen {
			symbol = paint.Forward
		}
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 18, th.Text)
	}
}

// sideButton opens and closes the panel in a narrow window.
func (s *stage) sideButton() paint.Rect {
	m := s.modelArea()
	return paint.Rect{X: m.X + m.W - 40, Y: topH + 14, W: 40, H: 30}
}

func (s *stage) toggleSide() {
	s.sideOpen = !s.sideOpen
	s.place()
}

func (s *stage) drawMap(p *paint.Painter) {
	th, area := s.app.theme, s.mapArea()
	for y := area.Y + 20; y < area.Y+area.H; y += 80 {
		p.Rule(0, y, area.X+area.W, y, th.Grid)
	}
	p.PushClip(0, topH, area.X+area.W+8, area.Y+area.H-topH+8)
	d := model.Drawing{Painter: p, Theme: th, Now: int64(s.clock), Selected: s.selected, Hover: s.hover, Light: s.follow.lit()}
	if s.boards > 0 {
		model.DrawBoards(&d, &s.scene, paint.Rect{X: area.X + 4, Y: area.Y + area.H - s.notes - s.boards, W: area.W - 8, H: s.boards})
	}
	s.drawAside(p, area)
	if len(s.scene.Rings) > 0 {
		model.DrawRing(&d, &s.scene.Rings[0], s.ringArea())
		model.DrawRingOthers(&d, &s.scene, s.ringOthers(), s.ringArea())
		p.PopClip()
		return
	}
	p.PushTransform(s.transform())
	if _, _, k := s.base(); k < 1 {
		d.Smallest = 13 / k
	}
	s.drawFlashes(p)
	s.layout.Draw(&d, &s.scene)
	p.PopTransform()
	p.PopClip()
}

// drawFlashes leaves a trace of what just arrived: a short flight is over before
// an eye can follow it.
func (s *stage) drawFlashes(p *paint.Painter) {
	run := s.tl.Run()
	span := sim.Time(speeds[s.speed]) * 350 * sim.Microsecond // 350 ms on the screen
	if !s.playing {
		span = 0
	}
	step := s.tl.Cursor()
	for n := step; n > max(step-40, 0); n-- {
		rec, ok := run.Record(n)
		if !ok || (n < step && rec.At < s.clock-span) {
			return
		}
		if rec.Peer == rec.Node || rec.Peer < 0 || rec.Op == sim.Acted {
			continue
		}
		if s.follow.on() && s.follow.cone.Of(n) == sim.Apart {
			continue
		}
		fade := float32(1)
		if span > 0 {
			fade = 1 - float32(s.clock-rec.At)/float32(span+1)
		}
		s.drawFlash(p, &rec, min(max(fade, 0), 1))
	}
}

func (s *stage) drawFlash(p *paint.Painter, rec *sim.Record, fade float32) {
	x1, y1, _, _, ok1 := s.layout.At(int32(rec.Peer))
	x2, y2, _, _, ok2 := s.layout.At(int32(rec.Node))
	if !ok1 || !ok2 {
		return
	}
	color := model.Tone(s.app.theme, s.sc.Kind(rec.Kind).Tone)
	if rec.Op != sim.Delivered && rec.Op != sim.HeldBack {
		color = s.app.theme.Red
	}
	p.PushAlpha(fade * 0.8)
	p.Line(x1, y1, x2, y2, 3, color)
	p.PopAlpha()
}

// drawAside draws what has no place on the map: bars in the lower left corner,
// notes along the lower edge. Tables are in the panel, beside the state.
func (s *stage) drawAside(p *paint.Painter, area paint.Rect) {
	y := area.Y + area.H
	if len(s.scene.Notes) > 0 {
		style := noteStyle
		style.Color = s.app.theme.Amber
		var room [4]string
		lines := p.Wrap(room[:0], s.scene.Notes[0], style, area.W-8)
		for i, line := range lines {
			p.Text(area.X+4, y-10-noteLine*float32(len(lines)-1-i), line, style)
		}
	}
	if s.view == viewBoth || len(s.scene.Rings) > 0 && area.W < roomy {
		return // no room beside the model
	}
	y -= s.notes + s.boards
	if len(s.scene.Rings) == 0 && y-barsHeight(&s.scene) < (area.Y+y)/2+50 {
		return // a window so low that they would lie on the first column
	}
	if len(s.scene.Rings) > 0 && y-barsHeight(&s.scene) < s.othersEnd() {
		return // they would lie on the parts beside the ring
	}
	for i := range s.scene.Bars {
		y = s.drawBars(p, &s.scene.Bars[i], area.X+4, y)
	}
}

// othersEnd returns where the parts beside a ring end, and what is kept free below them.
func (s *stage) othersEnd() float32 {
	n := len(s.ringOthers())
	if n == 0 {
		return 0
	}
	last := model.RingOther(s.ringArea(), n-1)
	return last.Y + last.H + 8
}

// leastMap is how low the map may be for the boards' sake while it shares the window
// with the sequence diagram or another run.
const leastMap = 170

// boardsHeight returns how much room the boards below the map take.
func (s *stage) boardsHeight() float32 {
	r := s.mapArea()
	room := r.H - s.notesHeight() - leastMap
	h := model.BoardsHeight(&s.scene, r.W-8)
	if h <= room || s.view != viewBoth && s.frame == nil {
		return h
	}
	h = model.LeastBoards(&s.scene, r.W-8)
	if h > room && s.frame == nil {
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
func (s *stage) notesHeight() float32 {
	if len(s.scene.Notes) == 0 {
		return notesH
	}
	s.lines = s.app.painter.Wrap(s.lines[:0], s.scene.Notes[0], noteStyle, s.mapArea().W-8)
	return notesH + noteLine*float32(len(s.lines)-1)
}
