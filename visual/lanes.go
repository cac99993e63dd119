package visual

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// lanes is the sequence diagram of the run up to the cursor, made from the
// trace: the newest events at the bottom, one row each.
type lanes struct {
	app    *Env
	run    *Run
	follow *cause
	ground lanesGround
	rows   []sim.Record
	at     int64 // the cursor the rows were made for
	tl     *sim.Timeline
	lines  int
	hover  int64 // the step of the row under the pointer
}

// lanesGround is where the sequence diagram is drawn.
type lanesGround interface{ lanesArea() paint.Rect }

const (
	laneHead = 48
	laneRow  = 36
	laneTail = 30
)

// collect gathers the newest records that fit, oldest first.
func (l *lanes) collect(fit int) {
	if l.at == l.run.tl.Cursor() && l.tl == l.run.tl && l.lines == fit {
		return
	}
	l.at, l.tl, l.lines = l.run.tl.Cursor(), l.run.tl, fit
	l.rows = l.rows[:0]
	run := l.run.tl.Run()
	for n := l.at; n > 0 && len(l.rows) < fit; n-- {
		rec, ok := run.Record(n)
		if !ok {
			break
		}
		if n != l.at && l.run.quiet(&rec) {
			continue
		}
		l.rows = append(l.rows, rec)
	}
	slices.Reverse(l.rows)
}

// quiet reports whether a record is routine, left out of the diagram.
func (r *Run) quiet(rec *sim.Record) bool {
	if rec.Op == sim.Expired {
		return true
	}
	return rec.Note == 0 && (rec.Op == sim.Delivered || rec.Op == sim.Fired) && r.sc.Kind(rec.Kind).Quiet
}

func (l *lanes) draw(p *paint.Painter, area paint.Rect) {
	th := l.app.theme
	p.PushClip(area.X-8, area.Y-4, area.W+16, area.H+8)
	l.drawHeads(p, area)
	fit := max(int((area.H-laneHead-laneTail)/laneRow), 1)
	l.collect(fit)
	for i := range l.rows {
		y := area.Y + laneHead + laneRow*(float32(i)+0.75)
		dim := l.dimRow(p, &l.rows[i])
		l.drawRow(p, area, &l.rows[i], y, i == len(l.rows)-1)
		if dim {
			p.PopAlpha()
		}
		l.markRow(p, area, &l.rows[i], y)
	}
	y := l.flightY(area)
	for i := range l.run.scene.Packets {
		dim := l.follow.on() && i < len(l.follow.light.Packets) && l.follow.light.Packets[i] == 0
		if dim {
			p.PushAlpha(dimmedRow)
		}
		l.drawFlight(p, area, &l.run.scene.Packets[i], y)
		if dim {
			p.PopAlpha()
		}
	}
	if len(l.rows) == 0 {
		p.Text(area.X+area.W/2, area.Y+laneHead+60, words.Start.In(l.app.lang), paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
	}
	p.PopClip()
}

// lane returns where a node's lifeline stands.
func (l *lanes) lane(area paint.Rect, id int32) (float32, bool) {
	n, at := 0, -1
	for i := range l.run.scene.Nodes {
		if l.run.scene.Nodes[i].Status == scene.Absent {
			continue
		}
		if l.run.scene.Nodes[i].ID == id {
			at = n
		}
		n++
	}
	return area.X + area.W*(float32(at)+0.5)/float32(max(n, 1)), at >= 0
}

func (l *lanes) drawRow(p *paint.Painter, area paint.Rect, rec *sim.Record, y float32, newest bool) {
	th := l.app.theme
	x2, ok := l.lane(area, int32(rec.Node))
	x1, hasPeer := l.lane(area, int32(rec.Peer))
	if newest {
		p.Box(area.X, y-laneRow*0.75, area.W, laneRow, 6, th.Raised) // with the label above the arrow
	}
	kind := l.run.sc.Kind(rec.Kind)
	color := model.Tone(th, kind.Tone)
	if rec.Note > 0 {
		color = model.Tone(th, l.run.noteTone(rec.Note))
	}
	style := paint.Style{Size: 14, Weight: paint.Bold, Color: color, Align: paint.Center}
	switch {
	case rec.Op == sim.Acted:
		style.Color = th.Red
		p.Dash(area.X, y, area.X+area.W, y, 2, 6, 6, 0, theme60(th.Red))
		p.Text(area.X+area.W/2, y-11, l.run.tl.Run().Label(*rec, l.app.lang), style)
	case !ok:
	case rec.Node == rec.Peer || !hasPeer:
		y -= laneRow / 4 // the middle of its row
		p.Disc(x2, y, 6, color)
		style.Align = paint.Left
		if x2 > area.X+area.W*0.7 {
			style.Align, x2 = paint.Right, x2-24
		}
		p.Text(x2+12, y, l.run.packetLabel(rec), style)
	case rec.Op == sim.Delivered || rec.Op == sim.HeldBack:
		p.Arrow(x1, y-8, x2, y, 3, 13, color)
		l.drawBeside(p, area, (x1+x2)/2, y-18, rec, style)
	default:
		style.Color = th.Red
		mid := (x1 + x2) / 2
		p.Dash(x1, y-8, mid, y-4, 3, 7, 5, 0, th.Red)
		p.Icon(paint.Cross, mid, y-4, 18, th.Red)
		l.drawBeside(p, area, mid, y-19, rec, style)
	}
}

// drawBeside writes a message's name above its arrow, within the diagram.
func (l *lanes) drawBeside(p *paint.Painter, area paint.Rect, x, y float32, rec *sim.Record, style paint.Style) {
	label := l.run.packetLabel(rec)
	half := min(p.Measure(label, style), area.W) / 2
	p.Text(min(max(x, area.X+half), area.X+area.W-half), y, label, style)
}

func (r *Run) packetLabel(rec *sim.Record) string {
	return r.tl.Run().MessageLabel(*rec, r.app.lang)
}

// drawFlight draws a message under way, below the newest row.
func (l *lanes) drawFlight(p *paint.Painter, area paint.Rect, packet *scene.Packet, y float32) {
	x, ok := l.flight(area, packet)
	if !ok {
		return
	}
	x1, _ := l.lane(area, packet.From)
	color := model.Tone(l.app.theme, packet.Tone)
	if l.run.selected == (model.Part{Kind: model.Packet, Packet: packet.ID}) {
		p.DiscLine(x, y, 12, 2, l.app.theme.Text)
	}
	p.Line(x1, y, x, y, 2, theme60(color))
	p.Disc(x, y, 7, color)
}

func theme60(c paint.Color) paint.Color { c.A = 150; return c }
