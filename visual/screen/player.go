package screen

import (
	"github.com/kookmin-msa-study/msalab/sim"
)

// Played is a screen on which runs are played.
type Played interface{ Player() Player }

// Player plays what is on a screen, for a film of it.
type Player interface {
	// SetRate plays at so many thousandths of model time.
	SetRate(thousandths int64) error
	// Rate is the speed of play, in thousandths.
	Rate() int64
	// RestAtStep and restAtTime stop at a place.
	RestAtStep(step int64)
	RestAtTime(at sim.Time)
	// Moment is the virtual time on screen.
	Moment() sim.Time
	// PlayFrom begins to play.
	PlayFrom(at sim.Time)
	// Running reports whether it plays.
	Running() bool
}
