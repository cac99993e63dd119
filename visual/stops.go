package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// stops are what Tab reaches on the stage after the panel and the top bar: all that
// the stage draws and presses by itself. Enter and Space press what has the keyboard;
// on the map the arrows choose a part, and Enter opens its menu.
type stops struct {
	spots *widgets.Spots
	list  []widgets.Spot
}

// Stops that several screens have.
const (
	stopBack      = "back"
	stopTransport = "transport"
	stopTimeline  = "timeline"
)

// Stops of the stage alone.
const (
	stopMap   = "map"
	stopView  = "view"
	stopCause = "cause"
	stopLaw   = "law"
	stopLaws  = "laws"
)

// listStops says where the stops are now.
func (s *stage) listStops() []widgets.Spot {
	out := s.stops.list[:0]
	add := func(id string, value int, r paint.Rect) {
		out = append(out, widgets.Spot{ID: id, Value: int64(value), Area: r})
	}
	if s.side.lawsInRow() {
		r := s.plan.panel()
		add(stopLaws, 0, paint.Rect{X: r.X, Y: r.Y + r.H - s.side.lawsHeight(), W: r.W, H: s.side.lawsHeight()})
	} else {
		for i := range s.run.sc.Laws {
			add(stopLaw, i, s.side.lawAt(i))
		}
	}
	add(stopBack, 0, paint.Rect{X: 8, Y: 10, W: 36, H: 36})
	for i := range int(viewModes) {
		add(stopView, i, s.plan.viewTab(s.app.painter, i))
	}
	if s.plan.hasCauseButton(s.app.painter) {
		add(stopCause, 0, s.plan.causeButton(s.app.painter))
	}
	add(stopMap, 0, s.plan.modelArea())
	s.transport.stops(add)
	return out
}

// updateStops serves the keyboard; it reports whether there is something new to see.
func (s *stage) updateStops(active bool) bool {
	d := &s.stops
	if d.spots == nil {
		d.spots = widgets.NewSpots()
	}
	d.list = s.listStops()
	d.spots.Show(d.list)
	changed := false
	for _, e := range d.spots.Update(active) {
		s.pressStop(e.ID, int(e.Value))
		changed = true
	}
	spot, ok := d.spots.Focus()
	if ok && spot.ID == stopMap {
		changed = s.arrowsOnMap() || changed
	}
	if !d.spots.Changed() {
		return changed
	}
	s.app.host.Probe("focus", spot.ID)
	return true
}

func (s *stage) pressStop(id string, i int) {
	switch id {
	case stopBack:
		s.app.doors.Home()
	case stopMap:
		if s.run.selected.Kind == model.Nothing {
			s.choice.choosePart(1)
		}
		s.menu.openFor(s, s.run.selected)
	case stopView:
		s.plan.view = viewMode(i)
		s.place()
	case stopCause:
		s.followNow()
	case stopTransport:
		s.pressTransport(i)
	case stopTimeline:
		s.run.togglePlay()
	case stopLaw:
		s.side.pressLaw(i)
	case stopLaws:
		s.pressLawsRow()
	}
}

func (s *stage) arrowsOnMap() bool {
	switch {
	case repeated(ebiten.KeyRight), repeated(ebiten.KeyDown):
		s.choice.choosePart(1)
	case repeated(ebiten.KeyLeft), repeated(ebiten.KeyUp):
		s.choice.choosePart(-1)
	default:
		return false
	}
	return true
}

// stopped says which keys are the focused stop's own: Enter and Space, and on the map
// the arrows. Escape only gives the keyboard back.
func (s *stage) stopped() (mine, arrows bool) {
	spot, ok := s.stops.focus()
	return ok, ok && spot.ID == stopMap
}

// ownKey reports whether a key of this tick belongs to the stop that had the keyboard
// when the tick began.
func ownKey(mine, arrows bool) bool {
	if !mine {
		return false
	}
	if pressed(ebiten.KeySpace) || pressed(ebiten.KeyEnter) || pressed(ebiten.KeyEscape) {
		return true
	}
	return arrows && (repeated(ebiten.KeyRight) || repeated(ebiten.KeyLeft) || repeated(ebiten.KeyUp) || repeated(ebiten.KeyDown))
}

// focus returns the stop that has the keyboard.
func (d *stops) focus() (spot widgets.Spot, ok bool) {
	if d.spots == nil {
		return widgets.Spot{}, false
	}
	return d.spots.Focus()
}

// draw draws the ring around the stop that has the keyboard.
func (d *stops) draw(th *theme.Theme, p *paint.Painter) {
	if spot, ok := d.focus(); ok {
		r := spot.Area
		p.BoxLine(r.X-3, r.Y-3, r.W+6, r.H+6, 11, 2, th.Text)
	}
}

// pressLawsRow names the laws where the panel shows only their signs.
func (s *stage) pressLawsRow() {
	if s.side.tab != tabControls {
		s.setTab(tabControls)
		return
	}
	s.menu.openLaws(s)
}

// pressLaw goes to where a law broke, and says why.
func (d *inspector) pressLaw(i int) {
	state := d.run.tl.Run().LawState(sim.Law(i))
	if state.Broken == 0 {
		d.app.say(d.run.sc.Laws[i].Says.In(d.app.lang))
		return
	}
	d.app.say(d.run.tl.Run().LawReason(sim.Law(i), d.app.lang))
	d.run.seek(state.Broken)
}

// openLaws lists the laws with how they stand.
func (m *menu) openLaws(s *stage) {
	*m = menu{items: m.items[:0], hover: -1, title: words.LawsLabel.In(s.app.lang)}
	for i := range s.run.sc.Laws {
		_, _, note := s.side.lawSign(s.run.tl.Run().LawState(sim.Law(i)))
		m.items = append(m.items, menuItem{text: s.run.sc.Laws[i].Name.In(s.app.lang), law: i + 1, key: note})
	}
	r := s.plan.panel()
	m.put(s, r.X+r.W, r.Y+r.H)
}
