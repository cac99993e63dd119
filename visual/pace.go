package visual

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
)

// pace is whether something plays, and how fast.
type pace struct {
	playing bool
	speed   int // index into speeds
}

// paceOf returns the speed of the window that is nearest to a pace, in thousandths, from
// above.
func paceOf(thousandths int64) (speed int) {
	for speed < len(speeds)-1 && speeds[speed] < thousandths {
		speed++
	}
	return speed
}

// faster, slower and nextSpeed change the speed; after the highest comes the lowest.
func (p *pace) faster() { p.speed = min(p.speed+1, len(speeds)-1) }
func (p *pace) slower() { p.speed = max(p.speed-1, 0) }

func (p *pace) nextSpeed(back bool) {
	p.speed = (p.speed + 1) % len(speeds)
	if back {
		p.speed = max(p.speed-2, 0)
	}
}

// speeds of play, in thousandths of model time.
var speeds = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000}

// setRate plays at so many thousandths of model time, one of the window's speeds.
func (p *pace) setRate(thousandths int64) error {
	known := make([]string, len(speeds))
	for i, v := range speeds {
		if v == thousandths {
			p.speed = i
			return nil
		}
		known[i] = times(v)
	}
	return sim.Unknown("speed", times(thousandths), "", known)
}

// rate is the speed of play, in thousandths.
func (p *pace) rate() int64 { return speeds[p.speed] }

// running reports whether it plays.
func (p *pace) running() bool { return p.playing }

func times(thousandths int64) string {
	return strconv.FormatFloat(float64(thousandths)/1000, 'f', -1, 64)
}
