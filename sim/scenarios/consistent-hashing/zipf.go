package consistenthashing

import (
	"math"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

// zipf draws keys whose popularity falls as 1/rank^s; key 0 has rank 1. It is a
// table of cumulative weights, made anew when the exponent changes.
type zipf struct {
	exponent int64    // s in hundredths; what the table was made for
	sums     sim.Data // weight of keys 0 … i, in 2^-40
}

// prepare makes the table in O(keys).
func (z *zipf) prepare(keys, exponent int64) {
	if z.exponent == exponent && int64(len(z.sums)) == keys {
		return
	}
	z.exponent, z.sums = exponent, make(sim.Data, keys)
	sum := int64(0)
	for i := range z.sums {
		sum += int64(0x1p40 / power(float64(i+1), exponent))
		z.sums[i] = sum
	}
}

// draw returns a key, spending one draw.
func (z *zipf) draw(s *rng.Stream) int64 {
	at := int64(s.Below(uint64(z.sums[len(z.sums)-1])))
	lo, hi := 0, len(z.sums)-1
	for lo < hi {
		if middle := (lo + hi) / 2; z.sums[middle] <= at {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return int64(lo)
}

// power returns x to the power of hundredths/100, for x >= 1 and within 1e-7,
// the same on every processor: the exponent's bits choose among repeated square
// roots.
func power(x float64, hundredths int64) float64 {
	const places = 30
	bits := (hundredths<<places + 50) / 100
	out := 1.0
	for range bits >> places {
		out *= x
	}
	root := x
	for bit := places - 1; bit >= 0; bit-- {
		root = math.Sqrt(root)
		if bits>>bit&1 == 1 {
			out *= root
		}
	}
	return out
}
