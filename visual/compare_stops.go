package visual

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

const stopPane = "pane"

// listStops says what Tab reaches after the top bar.
func (c *compare) listStops() []widgets.Spot {
	out := c.stops.list[:0]
	add := func(id string, value int, r paint.Rect) {
		out = append(out, widgets.Spot{ID: id, Value: int64(value), Area: r})
	}
	add(stopBack, 0, paint.Rect{X: 8, Y: 10, W: 36, H: 36})
	for i, p := range c.panes {
		add(stopPane, i, p.at)
	}
	c.transport.stops(add)
	return out
}

// updateStops serves the keyboard; it reports whether there is something new to see.
func (c *compare) updateStops(active bool) bool {
	d := &c.stops
	if d.spots == nil {
		d.spots = widgets.NewSpots()
	}
	d.list = c.listStops()
	d.spots.Show(d.list)
	changed := false
	for _, e := range d.spots.Update(active) {
		c.pressStop(e.ID, int(e.Value))
		changed = true
	}
	if !d.spots.Changed() {
		return changed
	}
	spot, ok := d.spots.Focus()
	if ok && spot.ID == stopPane {
		c.choose(int(spot.Value))
	}
	c.app.host.Probe("focus", spot.ID)
	return true
}

func (c *compare) pressStop(id string, i int) {
	switch id {
	case stopBack:
		c.openRun()
	case stopPane:
		c.pick.openFor(c, i)
	case stopTransport:
		c.pressButton(i, &c.app.in)
	case stopTimeline:
		c.togglePlay()
	}
}

// stopped reports whether Enter and Space are a stop's own.
func (c *compare) stopped() bool {
	_, ok := c.stops.focus()
	return ok
}

// choose makes a run the one that keys act on, and says its figures.
func (c *compare) choose(i int) {
	if i >= len(c.panes) {
		return
	}
	c.chosen = i
	h := &c.panes[i].head
	c.app.announce(runNumbers[i]+" · "+c.panes[i].name+" · "+h.mainName+" "+h.main+" · "+h.minorName+" "+h.minor, false)
}
