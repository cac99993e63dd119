package visual

import (
	"math"
	"time"
)

// gesture makes of fingers what a screen understands.
type gesture struct {
	phase   phase
	fingers []finger      // in design units
	first   finger        // the one that leads, as it was in the last tick
	apart   float32       // between the first two, in the last tick
	held    time.Duration // how long the first finger has been seen where it came down
	at      time.Time     // of the last tick
	speed   float32       // units a tick, downwards, of a finger that drags or of a flick
	lastX   float32       // of the middle of a pinch
	lastY   float32
	seen    bool // a finger has touched the screen since the program began
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

// longPress is how long a finger is held to be the second button. It is measured by
// the clock, since on a slow machine ticks are fewer; but a tick counts for longestTick
// at most: a finger that was lifted while one picture was made has tapped.
const (
	longPress   = 500 * time.Millisecond
	longestTick = 100 * time.Millisecond
)

const (
	slop      = 10   // how far a finger may stray and still tap
	flickMin  = 3    // units a tick that make a flick
	flickKeep = 0.94 // of its speed from tick to tick
	flickEnd  = 0.4  // where it ends
	faraway   = -1e4 // where the pointer is when no finger is down
)

// read looks at the fingers of this tick and fills the input in.
func (g *gesture) read(in *input, unit float32, grabs func(x, y float32) bool) {
	g.fingers = hand.fingers(g.fingers[:0])
	for i := range g.fingers {
		g.fingers[i].x /= unit
		g.fingers[i].y /= unit
	}
	if len(g.fingers) == 0 {
		g.none(in)
		return
	}
	g.seen, in.finger = true, true
	f := g.fingers[0]
	switch {
	case g.phase == noFinger || g.phase == flicked || g.phase == lifted:
		g.begin(in, f, grabs)
	case len(g.fingers) > 1 && g.phase != asMouse && g.phase != spent:
		g.pinch(in)
		return
	case g.phase == pinching: // one of two was lifted: the other goes on
		g.phase, g.first = panning, f
	case f.id != g.first.id: // the one that led was lifted
		in.released = g.phase == asMouse
		g.phase = spent
	}
	g.follow(in, f)
	g.first, g.at = f, in.now
}

func (g *gesture) begin(in *input, f finger, grabs func(x, y float32) bool) {
	g.phase, g.first, g.held, g.speed, g.at = maybeTap, f, 0, 0, in.now
	in.downX, in.downY = f.x, f.y
	if grabs != nil && grabs(f.x, f.y) {
		g.phase, in.pressed = asMouse, true
	}
}

// follow is one finger on its way.
func (g *gesture) follow(in *input, f finger) {
	in.x, in.y = f.x, f.y
	switch g.phase {
	case asMouse:
		in.down = true
	case maybeTap:
		if abs(f.x-in.downX) > slop || abs(f.y-in.downY) > slop {
			g.phase = panning
			in.panX, in.panY = f.x-in.downX, f.y-in.downY // what it strayed counts
			in.scroll += in.panY
			return
		}
		if g.held += min(in.now.Sub(g.at), longestTick); g.held >= longPress {
			g.phase, in.right = spent, true
		}
	case panning:
		in.panX, in.panY = f.x-g.first.x, f.y-g.first.y
		in.scroll += in.panY
		g.speed = g.speed*0.6 + in.panY*0.4
	}
}

// pinch is two fingers on their way: how far they move apart, and their middle.
func (g *gesture) pinch(in *input) {
	a, b := g.fingers[0], g.fingers[1]
	apart := max(float32(math.Hypot(float64(a.x-b.x), float64(a.y-b.y))), 1)
	x, y := (a.x+b.x)/2, (a.y+b.y)/2
	if g.phase == pinching {
		in.pinch = apart / g.apart
		in.panX, in.panY = x-g.lastX, y-g.lastY
	} else {
		in.downX, in.downY = x, y
	}
	g.phase, g.apart, g.first, g.lastX, g.lastY, g.speed = pinching, apart, a, x, y, 0
	in.x, in.y = x, y
}

// none is a tick without fingers: the lift, a flick that goes on, and rest.
func (g *gesture) none(in *input) {
	switch g.phase {
	case maybeTap:
		in.x, in.y = in.downX, in.downY
		in.pressed, in.down, in.released = true, true, true
		g.phase = lifted
	case asMouse:
		in.released, g.phase = true, lifted
	case panning:
		g.phase = lifted
		if abs(g.speed) > flickMin {
			g.phase = flicked
		}
		in.released = true
	case pinching, spent:
		g.phase = lifted
	case flicked:
		g.speed *= flickKeep
		in.scroll += g.speed
		if abs(g.speed) < flickEnd || in.pressed || !in.finger {
			g.phase = lifted
		}
	case lifted:
		g.phase = noFinger
		if in.finger { // nothing is under a finger that is not there
			in.x, in.y = faraway, faraway
		}
	}
}
