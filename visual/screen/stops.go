package screen

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// Stops are what Tab reaches on the stage after the panel and the top bar: all that
// the stage draws and presses by itself. Enter and Space press what has the keyboard;
// on the map the arrows choose a part, and Enter opens its menu.
type Stops struct {
	Spots *widgets.Spots
	List  []widgets.Spot
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
	if d.Spots == nil {
		return widgets.Spot{}, false
	}
	return d.Spots.Focus()
}

// Draw draws the ring around the stop that has the keyboard.
func (d *Stops) Draw(th *theme.Theme, p *paint.Painter) {
	if spot, ok := d.Focus(); ok {
		r := spot.Area
		p.BoxLine(r.X-3, r.Y-3, r.W+6, r.H+6, 11, 2, th.Text)
	}
}
