package screen

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// size is how large the window is.
type size struct {
	W, H float32 // design units
	Unit float32 // device pixels in a design unit
	Dip  float32 // device-independent pixels in a design unit
}

// How the stage fits a phone: held upright (slim) the transport has two rows and the
// caption more lines; lying (low) everything is one row and the switch of views moves
// into the top bar. In both the panel is a sheet over the model, and the buttons of
// the top bar are behind two.

const (
	SlimW = 700 // narrower windows are slim, unless they are low
	lowH  = 480 // lower ones are low, if one row has room for the transport
	lowW  = 500
)

// Measures that all screens keep to, in design units.
const (
	TopH     = 56 // the top bar
	Gutter   = 16 // from the right edge
	TabsBarH = 46 // the switch between map and sequence diagram
)

// The smallest window that everything is laid out for, in CSS pixels. A smaller one,
// as at a browser's zoom of 300 %, shows the same smaller, down to leastPart of it.
const (
	LeastW    = 320
	LeastH    = 300
	leastPart = 0.6
)

// Smaller is by how much everything shrinks in a window of so many CSS pixels.
func Smaller(w, h float32) float32 { return min(max(min(w/LeastW, h/LeastH), leastPart), 1) }

// NarrowW is below which width the panel stands on the model's place only when asked for.
const NarrowW = 900

func (z size) Slim() bool { return z.W < SlimW && !z.Low() }

func (z size) Low() bool { return z.H < lowH && z.W >= lowW }

func (z size) Tiny() bool { return z.Slim() && z.H < 560 }

func (z size) Small() bool { return z.Slim() || z.Low() }

// Tabless reports whether the switch of views is left to the menu.
func (z size) Tabless() bool { return z.Tiny() && z.H < 440 }

// Edge is the room kept at the left.
func (z size) Edge() float32 {
	if z.Small() {
		return 12
	}
	return 20
}

func (z size) Narrow() bool { return z.W < NarrowW }

func (z size) CaptionH() float32 {
	switch {
	case z.Low():
		return 50
	case z.Tiny():
		return 76
	case z.Slim():
		return 112
	}
	return 72
}

func (z size) TransportH() float32 {
	switch {
	case z.Low():
		return 66
	case z.Tiny():
		return 122
	case z.Slim():
		return 146
	}
	return 108
}

func (z size) TabsH() float32 {
	if z.Low() || z.Tabless() {
		return 0
	}
	return TabsBarH
}

// typeSize is a size of type with how many lines of it fit.
type typeSize struct {
	Size  float32
	Lines int
}

var (
	captionSizes = []typeSize{{23, 1}, {19, 2}, {16, 2}}
	captionSlim  = []typeSize{{19, 3}, {16, 4}, {14, 5}}
	captionTiny  = []typeSize{{16, 2}, {14, 3}}
	captionLow   = []typeSize{{19, 1}, {16, 2}, {14, 2}}
)

// CaptionSizes are the sizes that the caption may have, the largest first.
func (z size) CaptionSizes() []typeSize {
	switch {
	case z.Low():
		return captionLow
	case z.Tiny():
		return captionTiny
	case z.Slim():
		return captionSlim
	}
	return captionSizes
}

// Caption is where the sentence stands, above the transport and what lies on that.
func (z size) Caption(above float32) paint.Rect {
	h := z.CaptionH()
	return paint.Rect{X: z.Edge(), Y: z.H - (z.TransportH() + above) - h, W: z.W - z.Edge() - min(z.Edge(), 16), H: h}
}
