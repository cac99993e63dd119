package widgets

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Spot is a place that a screen draws and presses by itself, made reachable by Tab.
type Spot struct {
	ID    string
	Value int64 // of its events; tells spots with one ID apart
	Area  paint.Rect
}

// Spots are the stops of Tab beside panels and bars. They draw nothing and leave the
// pointer alone: the screen draws a ring where Focus says. Make one with NewSpots.
type Spots struct {
	surface surface
	spots   []Spot
}

// NewSpots returns no spots.
func NewSpots() *Spots {
	s := &Spots{}
	s.surface.init()
	return s
}

// Show sets the spots, in the order of Tab. Without a change it does nothing.
func (s *Spots) Show(spots []Spot) {
	if slices.Equal(s.spots, spots) {
		return
	}
	s.spots = append(s.spots[:0], spots...)
	f := &s.surface
	f.begin(0)
	for i := range s.spots {
		k := key{id: s.spots[i].ID, kind: Buttons, option: int(s.spots[i].Value)}
		f.plan.cells = append(f.plan.cells, cell{key: k})
	}
	f.settle()
}

// Update reads the keyboard once per tick, as Panel.Update does: an event for Enter
// and Space on the spot that has the keyboard.
func (s *Spots) Update(active bool) []Event { return s.surface.update(active) }

// Focus returns the spot that has the keyboard.
func (s *Spots) Focus() (spot Spot, ok bool) {
	c := s.surface.focus
	if c == nil {
		return Spot{}, false
	}
	for i := range s.spots {
		if s.spots[i].ID == c.key.id && int(s.spots[i].Value) == c.key.option {
			return s.spots[i], true
		}
	}
	return Spot{}, false
}

// Changed reports, once, that the keyboard has come, moved or gone.
func (s *Spots) Changed() bool {
	changed := s.surface.dirty
	s.surface.dirty = false
	return changed
}

// Blur gives the keyboard back to the program.
func (s *Spots) Blur() { s.surface.leave() }
