package atlas

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Roomy is how wide the map is drawn at full size; a narrower one is scaled down.
const (
	Roomy  = 760
	roomyH = 110
)

// Base returns how the map's own space is moved and zoomed before pan and zoom.
func (a *Atlas) Base() (dx, dy, zoom float32) {
	r := a.ground.MapArea()
	return r.X, r.Y, min(max(min(r.W/Roomy, (r.H-notesH-a.Boards)/roomyH), 0.5), 1)
}

// Transform returns how the map's own space is moved and zoomed on the screen.
func (a *Atlas) Transform() (dx, dy, zoom float32) {
	x, y, k := a.Base()
	return a.PanX + x*a.Zoom, a.PanY + y*a.Zoom, k * a.Zoom
}

func (a *Atlas) DrawMap(p *paint.Painter) {
	th, area := a.env.Theme, a.ground.MapArea()
	for y := area.Y + 20; y < area.Y+area.H; y += 80 {
		p.Rule(0, y, area.X+area.W, y, th.Grid)
	}
	p.PushClip(0, screen.TopH, area.X+area.W+8, area.Y+area.H-screen.TopH+8)
	d := model.Drawing{Painter: p, Theme: th, Now: int64(a.run.Clock), Selected: a.run.Selected, Hover: a.Hover, Light: a.Follow.Lit()}
	if a.Boards > 0 {
		model.DrawBoards(&d, &a.run.Scene, paint.Rect{X: area.X + 4, Y: area.Y + area.H - a.Notes - a.Boards, W: area.W - 8, H: a.Boards})
	}
	a.DrawAside(p, area)
	if len(a.run.Scene.Rings) > 0 {
		model.DrawRing(&d, &a.run.Scene.Rings[0], a.RingArea())
		model.DrawRingOthers(&d, &a.run.Scene, a.RingOthers(), a.RingArea())
		p.PopClip()
		return
	}
	p.PushTransform(a.Transform())
	if _, _, k := a.Base(); k < 1 {
		d.Smallest = 13 / k
	}
	a.DrawFlashes(p)
	a.Layout.Draw(&d, &a.run.Scene)
	p.PopTransform()
	p.PopClip()
}

// DrawFlashes leaves a trace of what just arrived: a short flight is over before
// an eye can follow it.
func (a *Atlas) DrawFlashes(p *paint.Painter) {
	run := a.run.Tl.Run()
	span := sim.Time(play.Speeds[a.run.Speed]) * 350 * sim.Microsecond // 350 ms on the screen
	if !a.run.Playing {
		span = 0
	}
	step := a.run.Tl.Cursor()
	for n := step; n > max(step-40, 0); n-- {
		rec, ok := run.Record(n)
		if !ok || (n < step && rec.At < a.run.Clock-span) {
			return
		}
		if rec.Peer == rec.Node || rec.Peer < 0 || rec.Op == sim.Acted {
			continue
		}
		if a.Follow.On() && a.Follow.Cone.Of(n) == sim.Apart {
			continue
		}
		fade := float32(1)
		if span > 0 {
			fade = 1 - float32(a.run.Clock-rec.At)/float32(span+1)
		}
		a.drawFlash(p, &rec, min(max(fade, 0), 1))
	}
}

func (a *Atlas) drawFlash(p *paint.Painter, rec *sim.Record, fade float32) {
	x1, y1, _, _, ok1 := a.Layout.At(int32(rec.Peer))
	x2, y2, _, _, ok2 := a.Layout.At(int32(rec.Node))
	if !ok1 || !ok2 {
		return
	}
	color := model.Tone(a.env.Theme, a.run.Sc.Kind(rec.Kind).Tone)
	if rec.Op != sim.Delivered && rec.Op != sim.HeldBack {
		color = a.env.Theme.Red
	}
	p.PushAlpha(fade * 0.8)
	p.Line(x1, y1, x2, y2, 3, color)
	p.PopAlpha()
}

// DrawAside draws what has no place on the map: bars in the lower left corner,
// notes along the lower edge. Tables are in the panel, beside the state.
func (a *Atlas) DrawAside(p *paint.Painter, area paint.Rect) {
	y := area.Y + area.H
	if len(a.run.Scene.Notes) > 0 {
		style := noteStyle
		style.Color = a.env.Theme.Amber
		var room [4]string
		lines := p.Wrap(room[:0], a.run.Scene.Notes[0], style, area.W-8)
		for i, line := range lines {
			p.Text(area.X+4, y-10-noteLine*float32(len(lines)-1-i), line, style)
		}
	}
	if a.ground.Shared() || len(a.run.Scene.Rings) > 0 && area.W < Roomy {
		return // no room beside the model
	}
	y -= a.Notes + a.Boards
	if len(a.run.Scene.Rings) == 0 && y-BarsHeight(&a.run.Scene) < (area.Y+y)/2+50 {
		return // a window so low that they would lie on the first column
	}
	if len(a.run.Scene.Rings) > 0 && y-BarsHeight(&a.run.Scene) < a.othersEnd() {
		return // they would lie on the parts beside the ring
	}
	for i := range a.run.Scene.Bars {
		y = a.drawBars(p, &a.run.Scene.Bars[i], area.X+4, y)
	}
}

// othersEnd returns where the parts beside a ring end, and what is kept free below them.
func (a *Atlas) othersEnd() float32 {
	n := len(a.RingOthers())
	if n == 0 {
		return 0
	}
	last := model.RingOther(a.RingArea(), n-1)
	return last.Y + last.H + 8
}

// leastMap is how low the map may be for the boards' sake while it shares the window
// with the sequence diagram or another run.
const leastMap = 170

// BoardsHeight returns how much room the boards below the map take.
func (a *Atlas) BoardsHeight() float32 {
	r := a.ground.MapArea()
	room := r.H - a.NotesHeight() - leastMap
	h := model.BoardsHeight(&a.run.Scene, r.W-8)
	if h <= room || !a.ground.Shared() && !a.ground.Framed() {
		return h
	}
	h = model.LeastBoards(&a.run.Scene, r.W-8)
	if h > room && !a.ground.Framed() {
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

// NotesHeight returns how much room the note below the map takes.
func (a *Atlas) NotesHeight() float32 {
	if len(a.run.Scene.Notes) == 0 {
		return notesH
	}
	a.lines = a.env.Painter.Wrap(a.lines[:0], a.run.Scene.Notes[0], noteStyle, a.ground.MapArea().W-8)
	return notesH + noteLine*float32(len(a.lines)-1)
}
