package stage

import (
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// pressCause reacts to a click on the caption, the button beside the views, or the
// one beside the chosen part.
func (m *pointer) pressCause(in *input.Input) bool {
	p := m.s.Env.Painter
	if r, ok := m.s.Choice.PartButton(p); ok && in.Around(r).Contains(in.X, in.Y) {
		m.s.Menu.OpenFor(m.s, m.s.Run.Selected)
		return true
	}
	if m.s.Plan.hasCauseButton(p) && in.Around(m.s.Plan.CauseButton(p)).Contains(in.X, in.Y) || m.s.Plan.CaptionArea().Contains(in.X, in.Y) {
		m.s.followNow()
		return true
	}
	return false
}

// PressTree goes to the history that is pressed; pressed twice, it is renamed.
func (m *pointer) PressTree(in *input.Input) bool {
	branch, again, ok := m.s.Histories.Press(in)
	if !ok {
		return false
	}
	if m.s.Acts.SwitchTo(branch); again {
		m.s.Histories.Rename()
	}
	return true
}

// pressLanes chooses what was pressed in the diagram. A row pressed again is gone to.
func (m *pointer) pressLanes(in *input.Input) {
	if part := m.s.Lanes.Part(in); part.Kind != model.Nothing {
		m.s.press(part)
		return
	}
	step := m.s.Lanes.Row(in)
	switch {
	case step == 0:
		m.s.Run.Selected = model.Part{}
	case m.s.Follow.On() && m.s.Follow.Message == 0 && m.s.Follow.Rec.Step == step:
		m.s.Run.ToStep(step)
	default:
		m.s.Run.Selected = model.Part{}
		m.s.Follow.FollowStep(step)
		rec := m.s.Follow.Rec
		said := m.s.Run.Tl.Run().Caption(rec, m.s.Env.Lang)
		m.s.Choice.announce(said.Plain() + " " + m.s.Follow.Said)
	}
}

// pointer is what mouse and fingers do on the stage.
type pointer struct {
	s        *Stage
	dragging drag
}

// Pointer reacts to the pointer outside the panel.
func (m *pointer) Pointer(in *input.Input) bool {
	changed := m.pressPointer(in)
	over := m.s.Transport.Reaches(in.X, in.Y)
	changed = changed || over != m.s.Transport.Hover
	m.s.Transport.Hover = over
	if in.Released {
		m.dragging = dragNone
	}
	switch {
	case m.dragging == dragTimeline && in.Moved:
		m.s.Run.Playing = false
		m.s.Run.ToTime(m.s.Transport.TimeAt(in.X))
		return true
	case m.dragging == dragMap && in.Moved:
		m.s.Atlas.PanX, m.s.Atlas.PanY = m.s.Atlas.PanX+in.X-in.DownX, m.s.Atlas.PanY+in.Y-in.DownY
		in.DownX, in.DownY = in.X, in.Y
		return true
	}
	changed = m.fingerMap(in) || changed
	changed = m.s.Signs.HoverMark(in) || changed
	changed = m.s.Choice.hoverLanes(in) || changed
	if over := m.s.Plan.CaptionArea().Contains(in.X, in.Y); over != m.s.Caption.hover {
		m.s.Caption.hover, changed = over, true
	}
	changed = m.s.Histories.HoverTree(in) || changed
	return m.s.Choice.hoverMap(in) || changed
}

func (m *pointer) pressPointer(in *input.Input) bool {
	switch {
	case !in.Pressed && !in.Right:
		return false
	case in.Right:
		m.s.Run.Selected = m.s.Choice.PartAt(in)
		m.s.Menu.openAt(m.s, m.s.Run.Selected, in)
	case m.pressCause(in):
	case m.s.Transport.Reaches(in.X, in.Y):
		m.dragging, m.s.Run.Playing = dragTimeline, false
		m.s.Run.ToTime(m.s.Transport.TimeAt(in.X))
	case m.PressTree(in):
	case m.pressButton(in):
	case paint.Rect{X: 0, Y: 0, W: 44, H: screen.TopH}.Contains(in.X, in.Y):
		m.s.Env.Doors.Home()
	case m.pressView(in):
	case m.s.Env.Narrow() && !m.s.Env.Small() && in.Around(m.s.Plan.SideButton()).Contains(in.X, in.Y):
		m.s.ToggleSide()
	case m.s.Plan.inMap(in):
		if part := m.s.Choice.PartAt(in); part.Kind != model.Nothing {
			m.s.press(part)
		} else {
			m.s.Run.Selected, m.dragging = part, dragMap
		}
	case m.s.Plan.inLanes(in):
		m.pressLanes(in)
	default:
		return false
	}
	return true
}

func (m *pointer) pressButton(in *input.Input) bool {
	i, ok := m.s.Transport.Pressed(in)
	if ok {
		m.s.pressTransport(i)
	}
	return ok
}

// pressTransport serves the buttons of the transport, from left to right.
func (s *Stage) pressTransport(i int) {
	switch i {
	case 0:
		s.Step(-1)
	case 1:
		s.Run.TogglePlay()
	case 2:
		s.Step(1)
	case 3:
		s.Run.NextSpeed(s.Env.In.Shift)
	}
}

func (m *pointer) pressView(in *input.Input) bool {
	for i := range int(play.ViewModes) {
		if in.Around(m.s.Plan.ViewTab(m.s.Env.Painter, i)).Contains(in.X, in.Y) {
			m.s.Plan.View = play.View(i)
			m.s.Place()
			return true
		}
	}
	return false
}

// What fingers do on the stage besides tapping and holding.

// Grabs lets a finger on the timeline seek at once.
func (s *Stage) Grabs(x, y float32) bool {
	return !s.About.Open && !s.Menu.Open && !s.onSide(x, y) && s.Transport.Reaches(x, y)
}

// fingerMap pans with one finger and zooms with two: around the place between them.
func (m *pointer) fingerMap(in *input.Input) bool {
	if !in.Finger || m.s.Plan.View == play.ViewLanes || !m.s.Plan.MapArea().Contains(in.DownX, in.DownY) {
		return false
	}
	changed := in.PanX != 0 || in.PanY != 0
	m.s.Atlas.PanX, m.s.Atlas.PanY = m.s.Atlas.PanX+in.PanX, m.s.Atlas.PanY+in.PanY
	if in.Pinch != 1 {
		changed = m.s.Atlas.ZoomAt(in.X, in.Y, in.Pinch) || changed
	}
	return changed
}

// behindSheet reports whether the pointer is where an open sheet keeps it from the
// model; a press beside the sheet closes it.
func (m *pointer) behindSheet(in *input.Input) (behind, changed bool) {
	r := m.s.Plan.Panel()
	if !m.s.Plan.SheetOpen() || in.Y < screen.TopH || m.dragging != dragNone {
		return false, false
	}
	if m.s.Env.Slim() && in.Y >= r.Y+r.H {
		return false, false // the transport stays usable
	}
	if in.Pressed && !r.Contains(in.X, in.Y) {
		m.s.ToggleSide()
		return true, true
	}
	return true, false
}
