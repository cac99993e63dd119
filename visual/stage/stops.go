package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// Stops of the stage alone.
const (
	StopMap   = "map"
	StopView  = "view"
	stopCause = "cause"
	StopLaw   = "law"
	StopLaws  = "laws"
)

// ListStops says where the stops are now.
func (s *Stage) ListStops() []widgets.Spot {
	d := &s.stops
	d.Begin()
	if s.Side.LawsInRow() {
		r := s.Plan.Panel()
		d.Add(StopLaws, 0, paint.Rect{X: r.X, Y: r.Y + r.H - s.Side.LawsHeight(), W: r.W, H: s.Side.LawsHeight()})
	} else {
		for i := range s.Run.Sc.Laws {
			d.Add(StopLaw, i, s.Side.LawAt(i))
		}
	}
	d.Add(screen.StopBack, 0, paint.Rect{X: 8, Y: 10, W: 36, H: 36})
	for i := range int(play.ViewModes) {
		d.Add(StopView, i, s.Plan.ViewTab(s.Env.Painter, i))
	}
	if s.Plan.hasCauseButton(s.Env.Painter) {
		d.Add(stopCause, 0, s.Plan.CauseButton(s.Env.Painter))
	}
	d.Add(StopMap, 0, s.Plan.ModelArea())
	s.Transport.Stops(d)
	return d.List()
}

// updateStops serves the keyboard; it reports whether there is something new to see. On
// the map the arrows choose a part.
func (s *Stage) updateStops(active bool) bool {
	s.ListStops()
	pressed, moved := s.stops.Update(s.Env.Host, active, s.PressStop)
	if spot, ok := s.stops.Focus(); ok && spot.ID == StopMap {
		pressed = s.ArrowsOnMap() || pressed
	}
	return pressed || moved
}

func (s *Stage) PressStop(id string, i int) {
	switch id {
	case screen.StopBack:
		s.Env.Doors.Home()
	case StopMap:
		if s.Run.Selected.Kind == model.Nothing {
			s.Choice.choosePart(1)
		}
		s.Menu.OpenFor(s, s.Run.Selected)
	case StopView:
		s.Plan.View = play.View(i)
		s.Place()
	case stopCause:
		s.followNow()
	case screen.StopTransport:
		s.pressTransport(i)
	case screen.StopTimeline:
		s.Run.TogglePlay()
	case StopLaw:
		s.Side.PressLaw(i)
	case StopLaws:
		s.pressLawsRow()
	}
}

func (s *Stage) ArrowsOnMap() bool {
	switch {
	case input.Repeated(ebiten.KeyRight), input.Repeated(ebiten.KeyDown):
		s.Choice.choosePart(1)
	case input.Repeated(ebiten.KeyLeft), input.Repeated(ebiten.KeyUp):
		s.Choice.choosePart(-1)
	default:
		return false
	}
	return true
}

// stopped says which keys are the focused stop's own: Enter and Space, and on the map
// the arrows. Escape only gives the keyboard back.
func (s *Stage) stopped() (mine, arrows bool) {
	spot, ok := s.stops.Focus()
	return ok, ok && spot.ID == StopMap
}

// pressLawsRow names the laws where the panel shows only their signs.
func (s *Stage) pressLawsRow() {
	if s.Side.Tab != inspect.TabControls {
		s.SetTab(inspect.TabControls)
		return
	}
	s.Menu.openLaws(s)
}
