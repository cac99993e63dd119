package visual

import "github.com/kookmin-msa-study/msalab/sim"

// played is a screen on which runs are played.
type played interface{ player() player }

// player plays what is on a screen, for a film of it.
type player interface {
	// setRate plays at so many thousandths of model time.
	setRate(thousandths int64) error
	// rate is the speed of play, in thousandths.
	rate() int64
	// restAtStep and restAtTime stop at a place.
	restAtStep(step int64)
	restAtTime(at sim.Time)
	// moment is the virtual time on screen.
	moment() sim.Time
	// playFrom begins to play.
	playFrom(at sim.Time)
	// running reports whether it plays.
	running() bool
}
