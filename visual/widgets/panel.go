package widgets

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// Panel is a card of items below each other. When they are taller than the
// card they roll, by the wheel, a finger, the scrollbar or the keyboard. Make
// one with NewPanel.
type Panel struct {
	surface surface
	items   []Item
}

// NewPanel returns an empty panel in the dark theme. It needs no display until
// it is drawn.
func NewPanel() *Panel {
	p := &Panel{}
	p.surface.init()
	p.surface.card = true
	return p
}

// Style sets the colours, the type sizes and the device pixels in a logical
// pixel (zero and less are taken as 1). Call it every frame: without a change
// it does nothing.
func (p *Panel) Style(th *theme.Theme, sizes theme.Sizes, deviceScale float32) {
	p.surface.style(th, sizes, deviceScale)
	p.refresh()
}

// Place sets where the card lies in the window, in logical pixels.
func (p *Panel) Place(rect paint.Rect) {
	p.surface.place(rect)
	p.refresh()
}

// Show sets what the panel shows. Call it every frame: without a change it
// does nothing, and with one it keeps the focus, a press and a drag. It never
// causes an event. The panel keeps copies, so the slices may be used again.
func (p *Panel) Show(items []Item) {
	now, changed := keepItems(p.items, items)
	p.items = now
	if changed || p.surface.stale {
		p.surface.fresh = true
	}
	p.refresh()
}

// refresh lays the items out again, if anything asks for it.
func (p *Panel) refresh() {
	s := &p.surface
	if !s.fresh {
		return
	}
	s.begin(s.rect.W)
	s.height = s.plan.items(p.items)
	s.settle()
}

// Update reads the mouse, the fingers and the keyboard, once per tick, and
// returns what was done; the slice is valid until the next Update. An inactive
// panel (behind a dialog, or on a screen that is not shown) lets go of the
// keyboard and of any press. A slider that is let go so still says Done.
func (p *Panel) Update(active bool) []Event { return p.surface.update(active) }

// Draw draws the panel over dst, whose pixels are the window's device pixels.
func (p *Panel) Draw(dst *ebiten.Image) { p.surface.render(dst) }

// Dirty reports whether the panel looks different from when it was last drawn.
func (p *Panel) Dirty() bool { return p.surface.dirty }

// Contains reports whether a place in the window, in logical pixels, is the
// panel's. While a slider or the content is being dragged every place is.
func (p *Panel) Contains(x, y float32) bool {
	return p.surface.held != nil || p.surface.pan.on || p.surface.contains(x, y)
}

// Focused reports whether one of the panel's controls has the keyboard. The
// program's own keys (Space, Enter, the arrows) should then do nothing.
func (p *Panel) Focused() bool { return p.surface.focus != nil }

// Blur gives the keyboard back to the program.
func (p *Panel) Blur() { p.surface.leave() }

// Body returns the part of the card below its tabs, in logical pixels of the
// window, for a screen that paints there itself.
func (p *Panel) Body() paint.Rect {
	v := p.surface.view()
	return paint.Rect{X: p.surface.rect.X, Y: p.surface.rect.Y + v.Y, W: v.W, H: v.H}
}

// ContentHeight returns how tall the card would have to be to show all its
// items without rolling, in logical pixels.
func (p *Panel) ContentHeight() float32 { return p.surface.height }
