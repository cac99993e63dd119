package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
)

// Place lays the model out for the area it has.
func (s *Stage) Place() {
	s.Histories.Tall = s.Histories.TreeH()
	r := s.Plan.MapArea()
	_, _, k := s.Atlas.Base()
	s.Atlas.Boards, s.Atlas.Notes = s.Atlas.BoardsHeight(), s.Atlas.NotesHeight()
	s.Atlas.Layout.Area = paint.Rect{W: r.W / k, H: (r.H - s.Atlas.Notes - s.Atlas.Boards) / k}
	s.Atlas.Layout.Arrange(&s.Run.Scene)
	s.Atlas.Layout.Glide(1, true)
	s.Run.Drawn = -1
}

func (s *Stage) Draw(p *paint.Painter) {
	s.bar.drawTop(p)
	s.drawViews(p)
	if s.Plan.View != play.ViewLanes {
		s.Atlas.DrawMap(p)
	}
	if s.Plan.View != play.ViewMap {
		s.Lanes.Draw(p, s.Plan.LanesArea())
	}
	s.Caption.draw(p, s.detailText())
	s.drawTransport(p)
	s.Plan.drawSheet(p)
	s.Side.DrawLaws(p)
}

// drawTransport draws the transport with the run's signs and histories on its timeline.
func (s *Stage) drawTransport(p *paint.Painter) {
	known, at := s.Run.Tl.Known()
	bar := s.Transport.BarArea()
	s.Transport.DrawButtons(p)
	s.Transport.DrawBar(p, s.Run.Clock, at)
	s.Signs.drawDensity(p, bar)
	s.Signs.drawStrip(p, bar)
	s.Signs.drawMarks(p, bar)
	s.Histories.DrawTree(p)
	s.Transport.DrawKnob(p, s.Run.Clock, s.Pointer.dragging == dragTimeline)
	s.Transport.DrawClock(p, s.Run.Clock, s.Run.Tl.Cursor(), known, stepsText)
}

func (s *Stage) drawViews(p *paint.Painter) {
	th := s.Env.Theme
	first, last := s.Plan.ViewTab(p, 0), s.Plan.ViewTab(p, int(play.ViewModes)-1)
	p.BoxEdge(first.X, last.Y, last.X+last.W-first.X, last.H, 9, th.Panel, 1, th.Line)
	for i := range int(play.ViewModes) {
		r := s.Plan.ViewTab(p, i)
		style := viewTabStyle
		style.Color = th.Dim
		if play.View(i) == s.Plan.View {
			p.Box(r.X+1, r.Y+1, r.W-2, r.H-2, 8, th.Raised)
			style.Color = th.Text
		}
		p.Text(r.X+r.W/2, r.Y+r.H/2, s.Plan.viewName(i), style)
	}
	s.drawCauseButton(p)
	if s.Env.Narrow() && !s.Env.Small() {
		r := s.Plan.SideButton()
		p.BoxEdge(r.X, r.Y, r.W, r.H, 9, th.Raised, 1, th.Line)
		symbol := paint.Menu
		if s.Plan.sideOpen {
			symbol = paint.Forward
		}
		p.Icon(symbol, r.X+r.W/2, r.Y+r.H/2, 18, th.Text)
	}
}

func (s *Stage) ToggleSide() {
	s.Plan.sideOpen = !s.Plan.sideOpen
	s.Place()
}

func stepsText(cursor, known int64) string { return sim.Comma(cursor) + " / " + sim.Comma(known) }
