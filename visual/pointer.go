package visual

import (
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// pointer is what mouse and fingers do on the stage.
type pointer struct {
	s        *stage
	dragging drag
}

// pointer reacts to the pointer outside the panel.
func (m *pointer) pointer(in *input) bool {
	changed := m.pressPointer(in)
	over := m.s.transport.reaches(in.x, in.y)
	changed = changed || over != m.s.transport.hover
	m.s.transport.hover = over
	if in.released {
		m.dragging = dragNone
	}
	switch {
	case m.dragging == dragTimeline && in.moved:
		m.s.run.playing = false
		m.s.run.seekTime(m.s.transport.timeAt(in.x))
		return true
	case m.dragging == dragMap && in.moved:
		m.s.atlas.panX, m.s.atlas.panY = m.s.atlas.panX+in.x-in.downX, m.s.atlas.panY+in.y-in.downY
		in.downX, in.downY = in.x, in.y
		return true
	}
	changed = m.fingerMap(in) || changed
	changed = m.s.signs.hoverMark(in) || changed
	changed = m.s.choice.hoverLanes(in) || changed
	if over := m.s.plan.captionArea().Contains(in.x, in.y); over != m.s.caption.hover {
		m.s.caption.hover, changed = over, true
	}
	changed = m.s.histories.hoverTree(in) || changed
	return m.s.choice.hoverMap(in) || changed
}

func (m *pointer) pressPointer(in *input) bool {
	switch {
	case !in.pressed && !in.right:
		return false
	case in.right:
		m.s.run.selected = m.s.choice.partAt(in)
		m.s.menu.openAt(m.s, m.s.run.selected, in)
	case m.pressCause(in):
	case m.s.transport.reaches(in.x, in.y):
		m.dragging, m.s.run.playing = dragTimeline, false
		m.s.run.seekTime(m.s.transport.timeAt(in.x))
	case m.pressTree(in):
	case m.pressButton(in):
	case paint.Rect{X: 0, Y: 0, W: 44, H: topH}.Contains(in.x, in.y):
		m.s.app.doors.Home()
	case m.pressView(in):
	case m.s.app.narrow() && !m.s.app.small() && in.around(m.s.plan.sideButton()).Contains(in.x, in.y):
		m.s.toggleSide()
	case m.s.plan.inMap(in):
		if part := m.s.choice.partAt(in); part.Kind != model.Nothing {
			m.s.press(part)
		} else {
			m.s.run.selected, m.dragging = part, dragMap
		}
	case m.s.plan.inLanes(in):
		m.pressLanes(in)
	default:
		return false
	}
	return true
}

func (m *pointer) pressButton(in *input) bool {
	i, ok := m.s.transport.pressed(in)
	if ok {
		m.s.pressTransport(i)
	}
	return ok
}

// pressTransport serves the buttons of the transport, from left to right.
func (s *stage) pressTransport(i int) {
	switch i {
	case 0:
		s.step(-1)
	case 1:
		s.run.togglePlay()
	case 2:
		s.step(1)
	case 3:
		s.run.nextSpeed(s.app.in.shift)
	}
}

func (m *pointer) pressView(in *input) bool {
	for i := range int(viewModes) {
		if in.around(m.s.plan.viewTab(m.s.app.painter, i)).Contains(in.x, in.y) {
			m.s.plan.view = viewMode(i)
			m.s.place()
			return true
		}
	}
	return false
}

func (n *plan) inMap(in *input) bool {
	return n.view != viewLanes && n.mapArea().Contains(in.x, in.y)
}

func (c *choice) partAt(in *input) model.Part {
	switch {
	case c.plan.inLanes(in):
		return c.lanes.part(in)
	case !c.plan.inMap(in):
		return model.Part{}
	case len(c.run.scene.Rings) > 0:
		if part := model.HitRingOthers(c.atlas.ringOthers(), c.atlas.ringArea(), in.x, in.y); part.Kind != model.Nothing {
			return part
		}
		return model.HitRing(c.app.painter, &c.run.scene.Rings[0], c.atlas.ringArea(), in.x, in.y)
	}
	dx, dy, k := c.atlas.transform()
	return c.atlas.layout.Hit(&c.run.scene, int64(c.run.clock), (in.x-dx)/k, (in.y-dy)/k)
}

func (c *choice) hoverMap(in *input) bool {
	changed := false
	if in.wheel != 0 && c.plan.inMap(in) {
		changed = c.atlas.zoomAt(in.x, in.y, 1+in.wheel*0.1)
	}
	part := c.partAt(in)
	changed = changed || part != c.atlas.hover
	c.atlas.hover = part
	return changed
}

// What fingers do on the stage besides tapping and holding.

// grabs lets a finger on the timeline seek at once.
func (s *stage) grabs(x, y float32) bool {
	return !s.about.open && !s.menu.open && !s.onSide(x, y) && s.transport.reaches(x, y)
}

// fingerMap pans with one finger and zooms with two: around the place between them.
func (m *pointer) fingerMap(in *input) bool {
	if !in.finger || m.s.plan.view == viewLanes || !m.s.plan.mapArea().Contains(in.downX, in.downY) {
		return false
	}
	changed := in.panX != 0 || in.panY != 0
	m.s.atlas.panX, m.s.atlas.panY = m.s.atlas.panX+in.panX, m.s.atlas.panY+in.panY
	if in.pinch != 1 {
		changed = m.s.atlas.zoomAt(in.x, in.y, in.pinch) || changed
	}
	return changed
}

// zoomAt makes the map larger by a factor; what is at (x, y) stays there.
func (a *atlas) zoomAt(x, y, factor float32) bool {
	zoom := min(max(a.zoom*factor, 0.4), 4)
	if zoom == a.zoom {
		return false
	}
	a.panX = x - (x-a.panX)*zoom/a.zoom
	a.panY = y - (y-a.panY)*zoom/a.zoom
	a.zoom = zoom
	return true
}
