package compare

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

const stopPane = "pane"

// listStops says what Tab reaches after the top bar.
func (c *Compare) listStops() []widgets.Spot {
	out := c.stops.List[:0]
	add := func(id string, value int, r paint.Rect) {
		out = append(out, widgets.Spot{ID: id, Value: int64(value), Area: r})
	}
	add(screen.StopBack, 0, paint.Rect{X: 8, Y: 10, W: 36, H: 36})
	for i, p := range c.Panes {
		add(stopPane, i, p.At)
	}
	c.Transport.Stops(add)
	return out
}

// updateStops serves the keyboard; it reports whether there is something new to see.
func (c *Compare) updateStops(active bool) bool {
	d := &c.stops
	if d.Spots == nil {
		d.Spots = widgets.NewSpots()
	}
	d.List = c.listStops()
	d.Spots.Show(d.List)
	changed := false
	for _, e := range d.Spots.Update(active) {
		c.pressStop(e.ID, int(e.Value))
		changed = true
	}
	if !d.Spots.Changed() {
		return changed
	}
	spot, ok := d.Spots.Focus()
	if ok && spot.ID == stopPane {
		c.choose(int(spot.Value))
	}
	c.Env.Host.Probe("focus", spot.ID)
	return true
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
