package play

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
)

// Pace is whether something plays, and how fast.
type Pace struct {
	Playing bool
	Speed   int // index into speeds
}

// paceOf returns the speed of the window that is nearest to a pace, in thousandths, from
// above.
func paceOf(thousandths int64) (speed int) {
	for speed < len(Speeds)-1 && Speeds[speed] < thousandths {
		speed++
	}
	return speed
}

// Faster, slower and nextSpeed change the speed; after the highest comes the lowest.
func (p *Pace) Faster() { p.Speed = min(p.Speed+1, len(Speeds)-1) }

func (p *Pace) Slower() { p.Speed = max(p.Speed-1, 0) }

func (p *Pace) NextSpeed(back bool) {
	p.Speed = (p.Speed + 1) % len(Speeds)
	if back {
		p.Speed = max(p.Speed-2, 0)
	}
}

// Speeds of play, in thousandths of model time.
var Speeds = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000}

// SetRate plays at so many thousandths of model time, one of the window's speeds.
func (p *Pace) SetRate(thousandths int64) error {
	known := make([]string, len(Speeds))
	for i, v := range Speeds {
		if v == thousandths {
			p.Speed = i
			return nil
		}
		known[i] = times(v)
	}
	return sim.Unknown("speed", times(thousandths), "", known)
}

// Rate is the speed of play, in thousandths.
func (p *Pace) Rate() int64 { return Speeds[p.Speed] }

// Running reports whether it plays.
func (p *Pace) Running() bool { return p.Playing }

func times(thousandths int64) string {
	return strconv.FormatFloat(float64(thousandths)/1000, 'f', -1, 64)
}
