package compare

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

const stopPane = "pane"

// listStops says what Tab reaches after the top bar.
func (c *Compare) listStops() {
	d := &c.stops
	d.Begin()
	d.Add(screen.StopBack, 0, paint.Rect{X: 8, Y: 10, W: 36, H: 36})
	for i, p := range c.Panes {
		d.Add(stopPane, i, p.At)
	}
	c.Transport.Stops(d)
}

// updateStops serves the keyboard; it reports whether there is something new to see. A
// run that has it is the chosen one.
func (c *Compare) updateStops(active bool) bool {
	c.listStops()
	pressed, moved := c.stops.Update(c.Env.Host, active, c.pressStop)
	if spot, ok := c.stops.Focus(); moved && ok && spot.ID == stopPane {
		c.choose(int(spot.Value))
	}
	return pressed || moved
}

func (c *Compare) pressStop(id string, i int) {
	switch id {
	case screen.StopBack:
		c.openRun()
	case stopPane:
		c.Pick.OpenFor(c, i)
	case screen.StopTransport:
		c.pressButton(i, &c.Env.In)
	case screen.StopTimeline:
		c.togglePlay()
	}
}

// stopped reports whether Enter and Space are a stop's own.
func (c *Compare) stopped() bool {
	_, ok := c.stops.Focus()
	return ok
}

// choose makes a run the one that keys act on, and says its figures.
func (c *Compare) choose(i int) {
	if i >= len(c.Panes) {
		return
	}
	c.Chosen = i
	h := &c.Panes[i].Head
	c.Env.Announce(runNumbers[i]+" · "+c.Panes[i].Name+" · "+h.MainName+" "+h.Main+" · "+h.minorName+" "+h.minor, false)
}
