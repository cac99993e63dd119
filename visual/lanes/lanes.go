// Package lanes is the sequence diagram of a run, on the stage and in a talk.
package lanes

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Lanes is the sequence diagram of the run up to the cursor, made from the
// trace: the newest events at the bottom, one row each.
type Lanes struct {
	Env    *screen.Env
	Run    *play.Run
	Follow *follow.Follow
	Ground lanesGround
	Rows   []sim.Record
	at     int64 // the cursor the rows were made for
	tl     *sim.Timeline
	lines  int
	Hover  int64 // the step of the row under the pointer
}

// lanesGround is where the sequence diagram is drawn.
type lanesGround interface{ LanesArea() paint.Rect }

const (
	LaneHead = 48
	LaneRow  = 36
	laneTail = 30
)

// Collect gathers the newest records that fit, oldest first.
func (l *Lanes) Collect(fit int) {
	if l.at == l.Run.Tl.Cursor() && l.tl == l.Run.Tl && l.lines == fit {
		return
	}
	l.at, l.tl, l.lines = l.Run.Tl.Cursor(), l.Run.Tl, fit
	l.Rows = l.Rows[:0]
	run := l.Run.Tl.Run()
	for n := l.at; n > 0 && len(l.Rows) < fit; n-- {
		rec, ok := run.Record(n)
		if !ok {
			break
		}
		if n != l.at && l.Run.Quiet(&rec) {
			continue
		}
		l.Rows = append(l.Rows, rec)
	}
	slices.Reverse(l.Rows)
}

func (l *Lanes) Draw(p *paint.Painter, area paint.Rect) {
	th := l.Env.Theme
	p.PushClip(area.X-8, area.Y-4, area.W+16, area.H+8)
	l.drawHeads(p, area)
	fit := max(int((area.H-LaneHead-laneTail)/LaneRow), 1)
	l.Collect(fit)
	for i := range l.Rows {
		y := area.Y + LaneHead + LaneRow*(float32(i)+0.75)
		dim := l.dimRow(p, &l.Rows[i])
		l.drawRow(p, area, &l.Rows[i], y, i == len(l.Rows)-1)
		if dim {
			p.PopAlpha()
		}
		l.markRow(p, area, &l.Rows[i], y)
	}
	y := l.flightY(area)
	for i := range l.Run.Scene.Packets {
		dim := l.Follow.On() && i < len(l.Follow.Light.Packets) && l.Follow.Light.Packets[i] == 0
		if dim {
			p.PushAlpha(dimmedRow)
		}
		l.drawFlight(p, area, &l.Run.Scene.Packets[i], y)
		if dim {
			p.PopAlpha()
		}
	}
	if len(l.Rows) == 0 {
		p.Text(area.X+area.W/2, area.Y+LaneHead+60, words.Start.In(l.Env.Lang), paint.Style{Size: 15, Color: th.Dim, Align: paint.Center})
	}
	p.PopClip()
}

// Lane returns where a node's lifeline stands.
func (l *Lanes) Lane(area paint.Rect, id int32) (float32, bool) {
	n, at := 0, -1
	for i := range l.Run.Scene.Nodes {
		if l.Run.Scene.Nodes[i].Status == scene.Absent {
			continue
		}
		if l.Run.Scene.Nodes[i].ID == id {
			at = n
		}
		n++
	}
	return area.X + area.W*(float32(at)+0.5)/float32(max(n, 1)), at >= 0
}

func (l *Lanes) drawRow(p *paint.Painter, area paint.Rect, rec *sim.Record, y float32, newest bool) {
	th := l.Env.Theme
	x2, ok := l.Lane(area, int32(rec.Node))
	x1, hasPeer := l.Lane(area, int32(rec.Peer))
	if newest {
		p.Box(area.X, y-LaneRow*0.75, area.W, LaneRow, 6, th.Raised) // with the label above the arrow
	}
	kind := l.Run.Sc.Kind(rec.Kind)
	color := model.Tone(th, kind.Tone)
	if rec.Note > 0 {
		color = model.Tone(th, l.Run.NoteTone(rec.Note))
	}
	style := paint.Style{Size: 14, Weight: paint.Bold, Color: color, Align: paint.Center}
	switch {
	case rec.Op == sim.Acted:
		style.Color = th.Red
		p.Dash(area.X, y, area.X+area.W, y, 2, 6, 6, 0, theme60(th.Red))
		p.Text(area.X+area.W/2, y-11, l.Run.Tl.Run().Label(*rec, l.Env.Lang), style)
	case !ok:
	case rec.Node == rec.Peer || !hasPeer:
		y -= LaneRow / 4 // the middle of its row
		p.Disc(x2, y, 6, color)
		style.Align = paint.Left
		if x2 > area.X+area.W*0.7 {
			style.Align, x2 = paint.Right, x2-24
		}
		p.Text(x2+12, y, l.Run.PacketLabel(rec), style)
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
func (l *Lanes) drawBeside(p *paint.Painter, area paint.Rect, x, y float32, rec *sim.Record, style paint.Style) {
	label := l.Run.PacketLabel(rec)
	half := min(p.Measure(label, style), area.W) / 2
	p.Text(min(max(x, area.X+half), area.X+area.W-half), y, label, style)
}

// drawFlight draws a message under way, below the newest row.
func (l *Lanes) drawFlight(p *paint.Painter, area paint.Rect, packet *scene.Packet, y float32) {
	x, ok := l.flight(area, packet)
	if !ok {
		return
	}
	x1, _ := l.Lane(area, packet.From)
	color := model.Tone(l.Env.Theme, packet.Tone)
	if l.Run.Selected == (model.Part{Kind: model.Packet, Packet: packet.ID}) {
		p.DiscLine(x, y, 12, 2, l.Env.Theme.Text)
	}
	p.Line(x1, y, x, y, 2, theme60(color))
	p.Disc(x, y, 7, color)
}

func theme60(c paint.Color) paint.Color { c.A = 150; return c }
