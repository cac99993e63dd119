package compare

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
)

// keys reacts to the keys that a focused button wants for itself.
func (c *Compare) keys(in *input.Input) bool {
	switch {
	case input.Pressed(ebiten.KeySpace):
		c.togglePlay()
	case input.Repeated(ebiten.KeyRight):
		c.arrow(in, 1)
	case input.Repeated(ebiten.KeyLeft):
		c.arrow(in, -1)
	case input.Pressed(ebiten.KeyHome):
		c.Seek(0)
	case input.Pressed(ebiten.KeyEnd):
		c.Seek(c.Span)
	case input.Pressed(ebiten.KeyUp):
		c.Faster()
	case input.Pressed(ebiten.KeyDown):
		c.Slower()
	case input.Pressed(ebiten.KeyPageDown):
		c.mark(1)
	case input.Pressed(ebiten.KeyPageUp):
		c.mark(-1)
	case input.Pressed(ebiten.KeyEnter):
		c.Pick.OpenFor(c, c.Chosen)
	case input.Pressed(ebiten.KeyEscape):
		c.openRun()
	default:
		return false
	}
	return true
}

var runKeys = [...]ebiten.Key{ebiten.KeyDigit1, ebiten.KeyDigit2, ebiten.KeyDigit3, ebiten.KeyDigit4}

// letters reacts to the keys that stay the program's while a button has the keyboard.
func (c *Compare) letters() bool {
	for i, key := range runKeys {
		if input.Pressed(key) && i < len(c.Panes) {
			c.choose(i)
			return true
		}
	}
	switch {
	case input.Pressed(ebiten.KeyEqual), input.Pressed(ebiten.KeyNumpadAdd):
		c.Add()
	case input.Pressed(ebiten.KeyDelete), input.Pressed(ebiten.KeyBackspace), input.Pressed(ebiten.KeyMinus):
		c.remove(c.Chosen)
	case input.Pressed(ebiten.KeyR):
		c.Seek(0)
	default:
		return false
	}
	return true
}

func (c *Compare) arrow(in *input.Input, by int) {
	if in.Shift {
		c.mark(by)
		return
	}
	c.Step(by)
}

// mark goes to the next or the last fault or broken law of any run.
func (c *Compare) mark(by int) {
	at, found := sim.Time(0), false
	for _, p := range c.Panes {
		for _, m := range p.Tl.Marks() {
			if m.Kind == sim.MarkNote || by > 0 && m.At <= c.Clock || by < 0 && m.At >= c.Clock {
				continue
			}
			if !found || (by > 0 && m.At < at) || (by < 0 && m.At > at) {
				at, found = m.At, true
			}
		}
	}
	switch {
	case found:
		c.Seek(at)
	case by < 0:
		c.Seek(0)
	default:
		c.Seek(c.Span)
	}
}

// Grabs lets a finger on the timeline seek at once.
func (c *Compare) Grabs(x, y float32) bool {
	return !c.Pick.Open && !c.bar.Contains(x, y) && c.Transport.Reaches(x, y)
}

func (c *Compare) pointer(in *input.Input) bool {
	over := c.Transport.Reaches(in.X, in.Y)
	changed := over != c.Transport.Hover
	c.Transport.Hover = over
	grip := c.grip
	if in.Released {
		changed, c.grip = changed || grip != paint.Rect{}, paint.Rect{}
	}
	if (grip != paint.Rect{}) && in.Moved {
		c.Seek(transport.TimeIn(grip, in.X, c.Span))
		return true
	}
	if !in.Pressed && !in.Right || c.bar.Contains(in.X, in.Y) {
		return changed
	}
	return c.pressed(in) || changed
}

// pressed acts on what was clicked: the transport, the way back, the chart, a pane.
func (c *Compare) pressed(in *input.Input) bool {
	f, bar := c.plot(), c.Transport.BarArea()
	switch {
	case c.ChartArea().H > 0 && (paint.Rect{X: f.X - 6, Y: f.Y - 20, W: f.W + 12, H: f.H + 40}).Contains(in.X, in.Y):
		c.take(f, in)
		return true
	case c.Transport.Reaches(in.X, in.Y):
		c.take(bar, in)
		return true
	case paint.Rect{X: 0, Y: 0, W: 44, H: screen.TopH}.Contains(in.X, in.Y):
		c.openRun()
		return true
	}
	if i, ok := c.Transport.Pressed(in); ok {
		c.pressButton(i, in)
		return true
	}
	for i, p := range c.Panes {
		if !p.At.Contains(in.X, in.Y) {
			continue
		}
		c.choose(i)
		if in.Right || in.Y < p.At.Y+p.headH() {
			c.Pick.OpenFor(c, i)
		}
		return true
	}
	return false
}

// take goes to where the timeline or the chart was pressed, and follows the pointer.
func (c *Compare) take(area paint.Rect, in *input.Input) {
	c.grip = area
	c.Seek(transport.TimeIn(area, in.X, c.Span))
}

func (c *Compare) pressButton(i int, in *input.Input) {
	switch i {
	case 0:
		c.Step(-1)
	case 1:
		c.togglePlay()
	case 2:
		c.Step(1)
	case 3:
		c.NextSpeed(in.Shift)
	}
}
