package balancer

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestExpMinusAgreesWithMathExp(t *testing.T) {
	for x := 0.0; x < expCutoff; x += 0.0317 {
		require.InEpsilon(t, math.Exp(-x), expMinus(x), 1e-14, "x = %v", x)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0, expCutoff).Draw(t, "x")
		require.InEpsilon(t, math.Exp(-x), expMinus(x), 1e-14)
	})
}

func TestExpMinusAnswersAtItsEdges(t *testing.T) {
	require.InDelta(t, 1, expMinus(0), 0)
	require.InDelta(t, 1, expMinus(-3), 0)
	require.InDelta(t, 1, expMinus(math.NaN()), 0)
	require.Zero(t, expMinus(math.Inf(1)))
	require.Zero(t, expMinus(expCutoff+1))
	require.Positive(t, expMinus(expCutoff))
}

func TestExpMinusIsPinnedBitForBit(t *testing.T) {
	for x, want := range map[float64]uint64{
		1:    0x3fd78b56362cef38,
		0.5:  0x3fe368b2fc6f960a,
		10:   0x3f07cd79b5647c9a,
		1e-3: 0x3feff7cfe56f1a9e,
	} {
		require.Equal(t, want, math.Float64bits(expMinus(x)), "x = %v", x)
	}
}
