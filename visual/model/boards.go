package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// Boards are the parts that stand below the nodes: state machines and the windows
// they judge by beside each other, tracks below them.

const (
	machineH = 132
	windowH  = 76
	trackRow = 31
	narrow   = 600 // from here down boards keep room for names at the cost of air
)

// BoardsHeight returns how much room the boards of a scene need in a map so wide; 0
// for none.
func BoardsHeight(s *scene.Scene, width float32) float32 {
	h := float32(0)
	if len(s.Machines) > 0 {
		h = machineH
	}
	windows := windowH * float32(len(s.Windows))
	if stacked(s, width) {
		h += windows
	}
	return max(h, windows) + trackRow*float32(len(s.Tracks))
}

// LeastBoards is BoardsHeight without the windows that stand below the machines for
// want of width: what a low map has room for.
func LeastBoards(s *scene.Scene, width float32) float32 {
	h := BoardsHeight(s, width)
	if stacked(s, width) {
		h = machineH + trackRow*float32(len(s.Tracks))
	}
	return h
}

// stacked reports whether windows stand below the machines for want of width.
func stacked(s *scene.Scene, width float32) bool {
	return width < narrow && len(s.Windows) > 0 && len(s.Machines) > 0
}

// DrawBoards draws them across the area.
func DrawBoards(d *Drawing, s *scene.Scene, area paint.Rect) {
	columns, below := float32(len(s.Machines)), float32(0)
	windows := s.Windows
	if stacked(s, area.W) {
		below = machineH
		if area.H < BoardsHeight(s, area.W) { // only as much as was given
			windows = nil
		}
	} else if len(s.Windows) > 0 {
		columns++
	}
	w := area.W / max(columns, 1)
	for i := range s.Machines {
		drawMachine(d, &s.Machines[i], paint.Rect{X: area.X + w*float32(i), Y: area.Y, W: w - 12, H: machineH})
	}
	for i := range windows {
		left := area.X + w*(columns-1)
		if below > 0 {
			left = area.X
		}
		drawWindow(d, &windows[i], paint.Rect{X: left, Y: area.Y + below + windowH*float32(i), W: area.X + area.W - left - 12, H: windowH})
	}
	y := area.Y + area.H - trackRow*float32(len(s.Tracks))
	for i := range s.Tracks {
		drawTrack(d, &s.Tracks[i], paint.Rect{X: area.X, Y: y + trackRow*float32(i), W: area.W, H: trackRow})
	}
}

// stateAt returns the centre of a machine's i-th state.
func stateAt(m *scene.Machine, area paint.Rect, i int) (x, y float32) {
	return area.X + area.W*(float32(i)+0.5)/float32(len(m.States)), area.Y + 62
}

func drawMachine(d *Drawing, m *scene.Machine, area paint.Rect) {
	p, th := d.Painter, d.Theme
	p.Text(area.X, area.Y+10, m.Title, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
	each := area.W / float32(max(len(m.States), 1))
	w := min(each-min(34, each*0.2), 130)
	for i := range m.Turns {
		drawTurn(d, m, &m.Turns[i], area, w/2)
	}
	for i := range m.States {
		state := &m.States[i]
		x, y := stateAt(m, area, i)
		k := lookOf(th, state.Status)
		style := paint.Style{Size: 15, Weight: paint.Bold, Color: k.edge, Align: paint.Center}
		if p.Measure(state.Name, style) > w-12 {
			style.Size = 13
		}
		if !state.Current {
			style.Color = th.Dim
			p.BoxEdge(x-w/2, y-19, w, 38, 19, th.Panel, 2, th.Line)
		} else {
			p.Glow(x-w/2, y-19, w, 38, 19, 12, theme.WithAlpha(k.edge, 0.4))
			p.BoxEdge(x-w/2, y-19, w, 38, 19, k.soft, 3, k.edge)
		}
		p.Text(x, y, p.Truncate(state.Name, style, w-4), style)
	}
	why := paint.Style{Size: 14, Color: th.Dim}
	p.Text(area.X, area.Y+area.H-12, p.Truncate(m.Why, why, area.W), why)
}

// drawTurn draws a transition: forward ones above the states, backward ones below.
func drawTurn(d *Drawing, m *scene.Machine, t *scene.Turn, area paint.Rect, half float32) {
	if t.From == t.To || t.From < 0 || t.To < 0 || t.From >= len(m.States) || t.To >= len(m.States) {
		return
	}
	p, th := d.Painter, d.Theme
	color := th.Edge
	if t.Taken {
		color = th.Amber
	}
	x1, y := stateAt(m, area, t.From)
	x2, _ := stateAt(m, area, t.To)
	lift, side := float32(-8), float32(1)
	if t.To < t.From {
		lift, side = 8, -1
	}
	if far := t.To - t.From; far > 1 || far < -1 { // around the states between
		lift *= 3.4
		p.Line(x1, y+lift*0.7, x1, y+lift, 2, color)
		p.Line(x1, y+lift, x2, y+lift, 2, color)
		p.Arrow(x2, y+lift, x2, y+lift*0.66, 2, 8, color)
	} else {
		p.Arrow(x1+side*half, y+lift, x2-side*(half+2), y+lift, 2, 9, color)
	}
	if t.Label != "" && t.Taken { // clear of the states
		at := y + 36
		if lift < 0 {
			at = y - 36
		}
		p.Text((x1+x2)/2, at, t.Label, paint.Style{Size: 13, Color: color, Align: paint.Center})
	}
}

// drawWindow draws the last results as cells, the figure they give and the
// threshold it is held against.
func drawWindow(d *Drawing, w *scene.Window, area paint.Rect) {
	p, th := d.Painter, d.Theme
	over := w.Value >= w.Threshold && w.Threshold > 0
	value := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Teal, Align: paint.Right}
	if over {
		value.Color = th.Red
	}
	title := paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted}
	cells, tall, y := area.Y+24, float32(18), area.Y+52
	p.Text(area.X, area.Y+10, p.Truncate(w.Title, title, area.W), title)
	if p.Measure(w.Title, title)+p.Measure(w.Text, value)+10 > area.W { // the figure on a row of its own
		cells, tall, y = area.Y+37, 13, area.Y+56
		if p.Measure(w.Text, value) > area.W {
			value.Size = 13
		}
		p.Text(area.X+area.W, area.Y+27, p.Truncate(w.Text, value, area.W), value)
	} else {
		p.Text(area.X+area.W, area.Y+10, w.Text, value)
	}
	n := max(len(w.Cells), 1)
	cell := min(area.W/float32(n), 16)
	for i, status := range w.Cells {
		x := area.X + cell*float32(i)
		k := lookOf(th, status)
		if status == scene.Absent {
			p.BoxLine(x, cells, cell-2, tall, 3, d.line(1), th.Line)
			continue
		}
		p.Box(x, cells, cell-2, tall, 3, k.edge)
	}
	p.Box(area.X, y, area.W, 8, 4, th.Raised)
	if w.Full > 0 {
		part := func(v int64) float32 { return area.W * float32(min(max(v, 0), w.Full)) / float32(w.Full) }
		if w.Value > 0 {
			p.Box(area.X, y, max(part(w.Value), 8), 8, 4, value.Color)
		}
		p.Line(area.X+part(w.Threshold), y-5, area.X+part(w.Threshold), y+13, 3, th.Amber)
	}
}

// drawTrack draws a row of steps; a double bar marks the point of no return.
func drawTrack(d *Drawing, t *scene.Track, area paint.Rect) {
	p, th := d.Painter, d.Theme
	y := area.Y + area.H/2
	label := paint.Style{Size: 14, Weight: paint.Bold, Color: lookOf(th, t.Status).edge}
	labelW := float32(120)
	if area.W < narrow {
		labelW = 76
	}
	p.Text(area.X, y, p.Truncate(t.Label, label, labelW-10), label)
	noteW := float32(0)
	note := paint.Style{Size: 13, Color: th.Dim, Align: paint.Right}
	n := max(len(t.Stages), 1)
	said := t.Note
	if said != "" {
		noteW = min(p.Measure(said, note), area.W*0.3) + 16
	}
	w := min((area.W-labelW-noteW)/float32(n), 150)
	signs := !d.stagesFit(t, w)
	if signs { // the one at work is named beside them
		said, noteW = current(t), area.W*0.3
		w = min((area.W-labelW-noteW)/float32(n), 150)
	}
	p.Text(area.X+area.W, y, p.Truncate(said, note, noteW), note)
	for i := range t.Stages {
		s := &t.Stages[i]
		x := area.X + labelW + w*float32(i)
		drawStage(d, s, x, y, w, signs)
		if i+1 < len(t.Stages) {
			p.Line(x+w-14, y, x+w, y, 2, th.Edge)
		}
		if s.Pivot {
			p.Line(x+w-10, y-12, x+w-10, y+12, 3, th.Violet)
			p.Line(x+w-4, y-12, x+w-4, y+12, 3, th.Violet)
		}
	}
}

// stagesFit reports whether a track's steps have room for their names.
func (d *Drawing) stagesFit(t *scene.Track, w float32) bool {
	for i := range t.Stages {
		if d.Painter.Measure(t.Stages[i].Text, stageStyle) > w-18 {
			return false
		}
	}
	return true
}

// current names the step at work, or else says how the track stands.
func current(t *scene.Track) string {
	for i := range t.Stages {
		if t.Stages[i].Current {
			return t.Stages[i].Text
		}
	}
	return t.Note
}

// signOf is a status as a sign, where there is no room for words.
func signOf(status scene.Status) (symbol paint.Symbol, ok bool) {
	switch status {
	case scene.OK:
		return paint.Check, true
	case scene.Failed:
		return paint.Cross, true
	case scene.Pending, scene.Stale, scene.Degraded, scene.Paused:
		return paint.Clock, true
	case scene.Busy:
		return paint.Play, true
	}
	return 0, false
}

var stageStyle = paint.Style{Size: 13, Weight: paint.Bold, Align: paint.Center}

func drawStage(d *Drawing, s *scene.Stage, x, y, w float32, sign bool) {
	p, th := d.Painter, d.Theme
	k := lookOf(th, s.Status)
	if s.Current {
		p.Glow(x, y-12, w-14, 24, 8, 8, theme.WithAlpha(k.edge, 0.4))
	}
	style := stageStyle
	style.Color = k.edge
	switch s.Status {
	case scene.Idle:
		style.Color = th.Dim
		p.BoxEdge(x, y-12, w-14, 24, 8, th.Panel, d.line(1), th.Line)
	case scene.Pending, scene.Stale:
		p.DashBox(x, y-12, w-14, 24, 8, k.soft, 2, k.edge)
	default:
		p.BoxEdge(x, y-12, w-14, 24, 8, k.soft, 2, k.edge)
	}
	if !sign {
		p.Text(x+(w-14)/2, y, s.Text, style)
		return
	}
	if symbol, ok := signOf(s.Status); ok {
		p.Icon(symbol, x+(w-14)/2, y, 14, k.edge)
	}
}
