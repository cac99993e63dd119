package input

import (
	"math"
	"time"
)

// gesture makes of fingers what a screen understands.
type gesture struct {
	phase   phase
	fingers []Finger      // in design units
	first   Finger        // the one that leads, as it was in the last tick
	apart   float32       // between the first two, in the last tick
	held    time.Duration // how long the first finger has been seen where it came down
	at      time.Time     // of the last tick
	speed   float32       // units a tick, downwards, of a finger that drags or of a flick
	lastX   float32       // of the middle of a pinch
	lastY   float32
	Seen    bool // a finger has touched the screen since the program began
}

type phase uint8

const (
	noFinger phase = iota
	maybeTap       // down, still where it came down
	asMouse        // on a place that a screen grabs
	panning        // moved: pans and scrolls
	pinching       // two fingers
	spent          // did what it could; waits to be lifted
	flicked        // lifted while moving: scrolls on for a while
	lifted         // the tick after a lift
)

// LongPress is how long a finger is held to be the second button. It is measured by
// the clock, since on a slow machine ticks are fewer; but a tick counts for longestTick
// at most: a finger that was lifted while one picture was made has tapped.
const (
	LongPress   = 500 * time.Millisecond
	LongestTick = 100 * time.Millisecond
)

const (
	Slop      = 10   // how far a finger may stray and still tap
	flickMin  = 3    // units a tick that make a flick
	flickKeep = 0.94 // of its speed from tick to tick
	flickEnd  = 0.4  // where it ends
	Faraway   = -1e4 // where the pointer is when no finger is down
)

// read looks at the fingers of this tick and fills the input in.
func (g *gesture) read(in *Input, unit float32, grabs func(x, y float32) bool) {
	g.fingers = Hand.Fingers(g.fingers[:0])
	for i := range g.fingers {
		g.fingers[i].X /= unit
		g.fingers[i].Y /= unit
	}
	if len(g.fingers) == 0 {
		g.none(in)
		return
	}
	g.Seen, in.Finger = true, true
	f := g.fingers[0]
	switch {
	case g.phase == noFinger || g.phase == flicked || g.phase == lifted:
		g.begin(in, f, grabs)
	case len(g.fingers) > 1 && g.phase != asMouse && g.phase != spent:
		g.pinch(in)
		return
	case g.phase == pinching: // one of two was lifted: the other goes on
		g.phase, g.first = panning, f
	case f.ID != g.first.ID: // the one that led was lifted
		in.Released = g.phase == asMouse
		g.phase = spent
	}
	g.follow(in, f)
	g.first, g.at = f, in.Now
}

func (g *gesture) begin(in *Input, f Finger, grabs func(x, y float32) bool) {
	g.phase, g.first, g.held, g.speed, g.at = maybeTap, f, 0, 0, in.Now
	in.DownX, in.DownY = f.X, f.Y
	if grabs != nil && grabs(f.X, f.Y) {
		g.phase, in.Pressed = asMouse, true
	}
}

// follow is one finger on its way.
func (g *gesture) follow(in *Input, f Finger) {
	in.X, in.Y = f.X, f.Y
	switch g.phase {
	case asMouse:
		in.Down = true
	case maybeTap:
		if Abs(f.X-in.DownX) > Slop || Abs(f.Y-in.DownY) > Slop {
			g.phase = panning
			in.PanX, in.PanY = f.X-in.DownX, f.Y-in.DownY // what it strayed counts
			in.Scroll += in.PanY
			return
		}
		if g.held += min(in.Now.Sub(g.at), LongestTick); g.held >= LongPress {
			g.phase, in.Right = spent, true
		}
	case panning:
		in.PanX, in.PanY = f.X-g.first.X, f.Y-g.first.Y
		in.Scroll += in.PanY
		g.speed = g.speed*0.6 + in.PanY*0.4
	}
}

// pinch is two fingers on their way: how far they move apart, and their middle.
func (g *gesture) pinch(in *Input) {
	a, b := g.fingers[0], g.fingers[1]
	apart := max(float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))), 1)
	x, y := (a.X+b.X)/2, (a.Y+b.Y)/2
	if g.phase == pinching {
		in.Pinch = apart / g.apart
		in.PanX, in.PanY = x-g.lastX, y-g.lastY
	} else {
		in.DownX, in.DownY = x, y
	}
	g.phase, g.apart, g.first, g.lastX, g.lastY, g.speed = pinching, apart, a, x, y, 0
	in.X, in.Y = x, y
}

// none is a tick without fingers: the lift, a flick that goes on, and rest.
func (g *gesture) none(in *Input) {
	switch g.phase {
	case maybeTap:
		in.X, in.Y = in.DownX, in.DownY
		in.Pressed, in.Down, in.Released = true, true, true
		g.phase = lifted
	case asMouse:
		in.Released, g.phase = true, lifted
	case panning:
		g.phase = lifted
		if Abs(g.speed) > flickMin {
			g.phase = flicked
		}
		in.Released = true
	case pinching, spent:
		g.phase = lifted
	case flicked:
		g.speed *= flickKeep
		in.Scroll += g.speed
		if Abs(g.speed) < flickEnd || in.Pressed || !in.Finger {
			g.phase = lifted
		}
	case lifted:
		g.phase = noFinger
		if in.Finger { // nothing is under a finger that is not there
			in.X, in.Y = Faraway, Faraway
		}
	}
}
