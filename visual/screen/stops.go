package screen

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// Stops are what Tab reaches on a screen after its panel and its top bar: all that it
// draws and presses by itself. Enter and Space press what has the keyboard.
type Stops struct {
	spots *widgets.Spots
	list  []widgets.Spot
}

// Begin begins to list the stops anew, in the order of Tab.
func (d *Stops) Begin() { d.list = d.list[:0] }

// Add lists one stop more. value tells stops with one ID apart.
func (d *Stops) Add(id string, value int, r paint.Rect) {
	d.list = append(d.list, widgets.Spot{ID: id, Value: int64(value), Area: r})
}

// List returns the stops that are listed.
func (d *Stops) List() []widgets.Spot { return d.list }

// Update serves the keyboard with the stops that are listed, and tells tests which has it.
// It reports whether something was pressed, and whether the keyboard has moved.
func (d *Stops) Update(host Host, active bool, press func(id string, value int)) (pressed, moved bool) {
	if d.spots == nil {
		d.spots = widgets.NewSpots()
	}
	d.spots.Show(d.list)
	for _, e := range d.spots.Update(active) {
		press(e.ID, int(e.Value))
		pressed = true
	}
	moved = d.spots.Changed()
	if moved {
		spot, _ := d.spots.Focus()
		host.Probe("focus", spot.ID)
	}
	return pressed, moved
}

// Blur gives the keyboard back to the program.
func (d *Stops) Blur() {
	if d.spots != nil {
		d.spots.Blur()
	}
}

// Stops that several screens have.
const (
	StopBack      = "back"
	StopTransport = "transport"
	StopTimeline  = "timeline"
)

// OwnKey reports whether a key of this tick belongs to the stop that had the keyboard
// when the tick began.
func OwnKey(mine, arrows bool) bool {
	if !mine {
		return false
	}
	if input.Pressed(ebiten.KeySpace) || input.Pressed(ebiten.KeyEnter) || input.Pressed(ebiten.KeyEscape) {
		return true
	}
	return arrows && (input.Repeated(ebiten.KeyRight) || input.Repeated(ebiten.KeyLeft) || input.Repeated(ebiten.KeyUp) || input.Repeated(ebiten.KeyDown))
}

// Focus returns the stop that has the keyboard.
func (d *Stops) Focus() (spot widgets.Spot, ok bool) {
	if d.spots == nil {
		return widgets.Spot{}, false
	}
	return d.spots.Focus()
}

// Draw draws the ring around the stop that has the keyboard.
func (d *Stops) Draw(th *theme.Theme, p *paint.Painter) {
	if spot, ok := d.Focus(); ok {
		r := spot.Area
		p.BoxLine(r.X-3, r.Y-3, r.W+6, r.H+6, 11, 2, th.Text)
	}
}
