package widgets

import (
	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// Bar is one row of buttons and chips, without a ground of its own. Make one
// with NewBar.
type Bar struct {
	surface surface
	buttons []Button
	room    paint.Rect  // what Place gave
	align   paint.Align // within it
	wanted  float32
}

// halo is the room around a bar for the ring of the focus, in logical pixels.
const halo = 6

// NewBar returns an empty bar in the dark theme. It needs no display until it
// is drawn.
func NewBar() *Bar {
	b := &Bar{}
	b.surface.init()
	return b
}

// Style sets the colours, the type sizes and the device pixels in a logical
// pixel, as Panel.Style does.
func (b *Bar) Style(th *theme.Theme, sizes theme.Sizes, deviceScale float32) {
	b.surface.style(th, sizes, deviceScale)
	b.refresh()
}

// Place sets the room of the row in the window, in logical pixels, and to
// which side of it the buttons keep. They are centred from top to bottom.
func (b *Bar) Place(rect paint.Rect, align paint.Align) {
	if b.room != rect || b.align != align {
		b.room, b.align, b.surface.fresh = rect, align, true
	}
	b.refresh()
}

// Show sets the buttons, from left to right. It behaves as Panel.Show does.
func (b *Bar) Show(buttons []Button) {
	if !slices.Equal(b.buttons, buttons) {
		b.buttons = append(b.buttons[:0], buttons...)
		b.surface.fresh = true
	}
	b.refresh()
}

// refresh lays the buttons out again, if anything asks for it: with less
// between and within them when the room is too narrow.
func (b *Bar) refresh() {
	s := &b.surface
	if !s.fresh {
		return
	}
	f := s.metrics.f
	s.begin(b.room.W)
	b.wanted = s.plan.row(b.buttons, b.room.H, 14*f, s.metrics.inset)
	width := b.wanted
	if width > b.room.W {
		s.begin(b.room.W)
		width = s.plan.row(b.buttons, b.room.H, 6*f, 8*f)
	}
	x := b.room.X + (b.room.W-width)*float32(b.align)/2
	edge := halo * f
	for i := range s.plan.cells {
		c := &s.plan.cells[i]
		c.area.X, c.area.Y = c.area.X+edge, c.area.Y+edge
		c.frame.X, c.frame.Y = c.frame.X+edge, c.frame.Y+edge
	}
	for i := range s.plan.marks {
		s.plan.marks[i].area.X += edge
		s.plan.marks[i].area.Y += edge
	}
	s.place(paint.Rect{X: x - edge, Y: b.room.Y - edge, W: width + 2*edge, H: b.room.H + 2*edge})
	s.settle()
}

// PreferredWidth returns how wide the buttons are when they have all the room
// they want, in logical pixels.
func (b *Bar) PreferredWidth() float32 { return b.wanted }

// Update reads the input once per tick, as Panel.Update does. The ID of an
// event is the button's.
func (b *Bar) Update(active bool) []Event { return b.surface.update(active) }

// Draw draws the bar over dst, whose pixels are the window's device pixels.
func (b *Bar) Draw(dst *ebiten.Image) { b.surface.render(dst) }

// Dirty reports whether the bar looks different from when it was last drawn.
func (b *Bar) Dirty() bool { return b.surface.dirty }

// Contains reports whether a place in the window, in logical pixels, is on one
// of the buttons.
func (b *Bar) Contains(x, y float32) bool {
	s := &b.surface
	for _, c := range s.controls {
		a := c.area
		if x >= s.rect.X+a.X && y >= s.rect.Y+a.Y && x < s.rect.X+a.X+a.W && y < s.rect.Y+a.Y+a.H {
			return true
		}
	}
	return false
}

// Focused reports whether one of the buttons has the keyboard.
func (b *Bar) Focused() bool { return b.surface.focus != nil }

// Blur gives the keyboard back to the program.
func (b *Bar) Blur() { b.surface.leave() }
