package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// keys reacts to the keys that a focused button wants for itself.
func (c *compare) keys(in *input) bool {
	switch {
	case pressed(ebiten.KeySpace):
		c.togglePlay()
	case repeated(ebiten.KeyRight):
		c.arrow(in, 1)
	case repeated(ebiten.KeyLeft):
		c.arrow(in, -1)
	case pressed(ebiten.KeyHome):
		c.seek(0)
	case pressed(ebiten.KeyEnd):
		c.seek(c.span)
	case pressed(ebiten.KeyUp):
		c.faster()
	case pressed(ebiten.KeyDown):
		c.slower()
	case pressed(ebiten.KeyPageDown):
		c.mark(1)
	case pressed(ebiten.KeyPageUp):
		c.mark(-1)
	case pressed(ebiten.KeyEnter):
		c.pick.openFor(c, c.chosen)
	case pressed(ebiten.KeyEscape):
		c.openRun()
	default:
		return false
	}
	return true
}

var runKeys = [...]ebiten.Key{ebiten.KeyDigit1, ebiten.KeyDigit2, ebiten.KeyDigit3, ebiten.KeyDigit4}

// letters reacts to the keys that stay the program's while a button has the keyboard.
func (c *compare) letters() bool {
	for i, key := range runKeys {
		if pressed(key) && i < len(c.panes) {
			c.choose(i)
			return true
		}
	}
	switch {
	case pressed(ebiten.KeyEqual), pressed(ebiten.KeyNumpadAdd):
		c.add()
	case pressed(ebiten.KeyDelete), pressed(ebiten.KeyBackspace), pressed(ebiten.KeyMinus):
		c.remove(c.chosen)
	case pressed(ebiten.KeyR):
		c.seek(0)
	default:
		return false
	}
	return true
}

func (c *compare) arrow(in *input, by int) {
	if in.shift {
		c.mark(by)
		return
	}
	c.step(by)
}

// mark goes to the next or the last fault or broken law of any run.
func (c *compare) mark(by int) {
	at, found := sim.Time(0), false
	for _, p := range c.panes {
		for _, m := range p.tl.Marks() {
			if m.Kind == sim.MarkNote || by > 0 && m.At <= c.clock || by < 0 && m.At >= c.clock {
				continue
			}
			if !found || (by > 0 && m.At < at) || (by < 0 && m.At > at) {
				at, found = m.At, true
			}
		}
	}
	switch {
	case found:
		c.seek(at)
	case by < 0:
		c.seek(0)
	default:
		c.seek(c.span)
	}
}

// grabs lets a finger on the timeline seek at once.
func (c *compare) grabs(x, y float32) bool {
	return !c.pick.open && !c.bar.Contains(x, y) && c.transport.reaches(x, y)
}

func (c *compare) pointer(in *input) bool {
	over := c.transport.reaches(in.x, in.y)
	changed := over != c.transport.hover
	c.transport.hover = over
	grip := c.grip
	if in.released {
		changed, c.grip = changed || grip != paint.Rect{}, paint.Rect{}
	}
	if (grip != paint.Rect{}) && in.moved {
		c.seek(timeIn(grip, in.x, c.span))
		return true
	}
	if !in.pressed && !in.right || c.bar.Contains(in.x, in.y) {
		return changed
	}
	return c.pressed(in) || changed
}

// pressed acts on what was clicked: the transport, the way back, the chart, a pane.
func (c *compare) pressed(in *input) bool {
	f, bar := c.plot(), c.transport.barArea()
	switch {
	case c.chartArea().H > 0 && (paint.Rect{X: f.X - 6, Y: f.Y - 20, W: f.W + 12, H: f.H + 40}).Contains(in.x, in.y):
		c.take(f, in)
		return true
	case c.transport.reaches(in.x, in.y):
		c.take(bar, in)
		return true
	case paint.Rect{X: 0, Y: 0, W: 44, H: topH}.Contains(in.x, in.y):
		c.openRun()
		return true
	}
	if i, ok := c.transport.pressed(in); ok {
		c.pressButton(i, in)
		return true
	}
	for i, p := range c.panes {
		if !p.at.Contains(in.x, in.y) {
			continue
		}
		c.choose(i)
		if in.right || in.y < p.at.Y+p.headH() {
			c.pick.openFor(c, i)
		}
		return true
	}
	return false
}

// take goes to where the timeline or the chart was pressed, and follows the pointer.
func (c *compare) take(area paint.Rect, in *input) {
	c.grip = area
	c.seek(timeIn(area, in.x, c.span))
}

func (c *compare) pressButton(i int, in *input) {
	switch i {
	case 0:
		c.step(-1)
	case 1:
		c.togglePlay()
	case 2:
		c.step(1)
	case 3:
		c.nextSpeed(in.shift)
	}
}
