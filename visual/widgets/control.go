package widgets

import (
	"image"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
)

// control is one pressable thing: an ebitenui widget that is drawn by paint.
// ebitenui finds out what the pointer does to it; its surface acts on that.
type control struct {
	cell
	owner   *surface
	widget  *widget.Widget
	over    bool // the pointer is on it
	down    bool // and holds it
	focused bool
	round   int // of the last layout that had it
}

func newControl(s *surface) *control {
	c := &control{owner: s}
	c.widget = widget.NewWidget(
		widget.WidgetOpts.CursorEnterHandler(func(*widget.WidgetCursorEnterEventArgs) { c.hover(true) }),
		widget.WidgetOpts.CursorExitHandler(func(*widget.WidgetCursorExitEventArgs) { c.hover(false) }),
		widget.WidgetOpts.MouseButtonPressedHandler(func(*widget.WidgetMouseButtonPressedEventArgs) { c.press() }),
		widget.WidgetOpts.MouseButtonReleasedHandler(func(*widget.WidgetMouseButtonReleasedEventArgs) { c.release() }),
		widget.WidgetOpts.MouseButtonClickedHandler(func(*widget.WidgetMouseButtonClickedEventArgs) { c.click() }),
	)
	return c
}

func (c *control) hover(over bool) {
	if c.over != over {
		c.over, c.owner.dirty = over, true
	}
}

func (c *control) press() {
	if c.disabled {
		return
	}
	c.down, c.owner.dirty = true, true
	if c.key.kind == Slider {
		c.owner.grab(c)
	}
}

func (c *control) release() {
	if c.down {
		c.down, c.owner.dirty = false, true
	}
}

func (c *control) click() {
	if !c.disabled && !c.owner.panned && c.key.kind != Slider {
		c.owner.activate(c)
	}
}

// grouped reports whether the control is an option of a group, of which one
// at most is selected.
func (c *control) grouped() bool {
	return c.key.kind == Tabs || c.key.kind == Segments || c.key.kind == Choice
}

// mates reports whether two controls are options of one group.
func (c *control) mates(other *control) bool {
	return c.grouped() && c.key.kind == other.key.kind && c.key.id == other.key.id && c.key.copies == other.key.copies
}

// GetWidget returns ebitenui's part of the control.
func (c *control) GetWidget() *widget.Widget { return c.widget }

// PreferredSize returns the size that the surface's layout gave.
func (c *control) PreferredSize() (width, height int) {
	return c.widget.Rect.Dx(), c.widget.Rect.Dy()
}

// SetLocation says where the control can be pressed, in device pixels of its
// surface.
func (c *control) SetLocation(rect image.Rectangle) { c.widget.Rect = rect }

// Validate has nothing to check: what a control shows is always complete.
func (c *control) Validate() {}

// Update looks at the pointer.
func (c *control) Update(object *widget.UpdateObject) { c.widget.Update(object) }

// Render collects the control's shapes; the surface draws them at once.
func (c *control) Render(*ebiten.Image) { c.owner.draw(c) }

// Focus gives or takes the keyboard.
func (c *control) Focus(focused bool) {
	c.focused, c.owner.dirty = focused, true
	c.widget.FireFocusEvent(c, focused, image.Point{X: -1, Y: -1})
}

// IsFocused reports whether the control has the keyboard.
func (c *control) IsFocused() bool { return c.focused }

// TabOrder is negative: the desk moves the keyboard, across surfaces.
func (c *control) TabOrder() int { return -1 }

// GetFocus returns nothing: there are no directions besides Tab's.
func (c *control) GetFocus(widget.FocusDirection) widget.Focuser { return nil }

// AddFocus ignores directions.
func (c *control) AddFocus(widget.FocusDirection, widget.Focuser) {}
