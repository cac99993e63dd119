package visual

import "github.com/kookmin-msa-study/msalab/visual/paint"

// size is how large the window is.
type size struct {
	w, h float32 // design units
	unit float32 // device pixels in a design unit
	dip  float32 // device-independent pixels in a design unit
}

// How the stage fits a phone: held upright (slim) the transport has two rows and the
// caption more lines; lying (low) everything is one row and the switch of views moves
// into the top bar. In both the panel is a sheet over the model, and the buttons of
// the top bar are behind two.

const (
	slimW = 700 // narrower windows are slim, unless they are low
	lowH  = 480 // lower ones are low, if one row has room for the transport
	lowW  = 500
)

// Measures that all screens keep to, in design units.
const (
	topH     = 56 // the top bar
	gutter   = 16 // from the right edge
	tabsBarH = 46 // the switch between map and sequence diagram
)

// The smallest window that everything is laid out for, in CSS pixels. A smaller one,
// as at a browser's zoom of 300 %, shows the same smaller, down to leastPart of it.
const (
	leastW    = 320
	leastH    = 300
	leastPart = 0.6
)

// smaller is by how much everything shrinks in a window of so many CSS pixels.
func smaller(w, h float32) float32 { return min(max(min(w/leastW, h/leastH), leastPart), 1) }

// narrowW is below which width the panel stands on the model's place only when asked for.
const narrowW = 900

func (z size) slim() bool  { return z.w < slimW && !z.low() }
func (z size) low() bool   { return z.h < lowH && z.w >= lowW }
func (z size) tiny() bool  { return z.slim() && z.h < 560 }
func (z size) small() bool { return z.slim() || z.low() }

// tabless reports whether the switch of views is left to the menu.
func (z size) tabless() bool { return z.tiny() && z.h < 440 }

// edge is the room kept at the left.
func (z size) edge() float32 {
	if z.small() {
		return 12
	}
	return 20
}

func (z size) narrow() bool { return z.w < narrowW }
func (z size) captionH() float32 {
	switch {
	case z.low():
		return 50
	case z.tiny():
		return 76
	case z.slim():
		return 112
	}
	return 72
}

func (z size) transportH() float32 {
	switch {
	case z.low():
		return 66
	case z.tiny():
		return 122
	case z.slim():
		return 146
	}
	return 108
}

func (z size) tabsH() float32 {
	if z.low() || z.tabless() {
		return 0
	}
	return tabsBarH
}

// typeSize is a size of type with how many lines of it fit.
type typeSize struct {
	size  float32
	lines int
}

var (
	captionSizes = []typeSize{{23, 1}, {19, 2}, {16, 2}}
	captionSlim  = []typeSize{{19, 3}, {16, 4}, {14, 5}}
	captionTiny  = []typeSize{{16, 2}, {14, 3}}
	captionLow   = []typeSize{{19, 1}, {16, 2}, {14, 2}}
)

// captionSizes are the sizes that the caption may have, the largest first.
func (z size) captionSizes() []typeSize {
	switch {
	case z.low():
		return captionLow
	case z.tiny():
		return captionTiny
	case z.slim():
		return captionSlim
	}
	return captionSizes
}

// caption is where the sentence stands, above the transport and what lies on that.
func (z size) caption(above float32) paint.Rect {
	h := z.captionH()
	return paint.Rect{X: z.edge(), Y: z.h - (z.transportH() + above) - h, W: z.w - z.edge() - min(z.edge(), 16), H: h}
}
