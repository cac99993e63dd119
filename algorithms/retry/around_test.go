package retry

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// spread draws delays before retry n and sorts them.
func spread(t testing.TB, base int64, j Jitter, n, draws int) []int64 {
	b, err := NewBackoff(base, MaxDelay, j)
	require.NoError(t, err)
	r, out := &splitmix{uint64(draws)}, make([]int64, draws)
	for i := range out {
		out[i] = b.Delay(n, 0, r)
	}
	slices.Sort(out)
	return out
}

func TestAroundIsUniformAFifthToEitherSideOfTheBackoff(t *testing.T) {
	const draws = 100_000
	for n, middle := range map[int]float64{0: 1000, 1: 2000, 3: 8000} {
		d := spread(t, 1000, Around, n, draws)

		require.EqualValues(t, 0.8*middle, d[0], "the bounds themselves occur")
		require.EqualValues(t, 1.2*middle, d[draws-1])
		sum, worst := 0.0, 0.0
		for i, x := range d {
			sum += float64(x)
			ideal := (float64(x) - 0.8*middle + 1) / (0.4*middle + 1) // the share that is not above x
			if i+1 == draws || d[i+1] > x {
				worst = max(worst, math.Abs(ideal-float64(i+1)/draws))
			}
		}
		sd := 0.4 * middle / math.Sqrt(12)
		require.InDelta(t, middle, sum/draws, 5*sd/math.Sqrt(draws), "jitter costs no time on average")
		require.Less(t, worst, 1.95/math.Sqrt(draws), "Kolmogorov and Smirnov, 0.1 %")
	}
}

func TestAroundOfFewNanosecondsStaysWithinAFifth(t *testing.T) {
	for base, want := range map[int64][2]int64{0: {0, 0}, 1: {1, 1}, 4: {4, 4}, 5: {4, 6}, 9: {8, 10}, 10: {8, 12}, MaxDelay: {MaxDelay - MaxDelay/5, MaxDelay + MaxDelay/5}} {
		d := spread(t, base, Around, 0, 1000)

		require.GreaterOrEqual(t, d[0], want[0], base)
		require.LessOrEqual(t, d[999], want[1], base)
	}
}

// TestAroundIsWhatGRPCWaits compares with the delays of grpc-go itself.
func TestAroundIsWhatGRPCWaits(t *testing.T) {
	var file struct {
		Rows []struct {
			Base      float64
			Quantiles []float64
		}
	}
	raw, err := os.ReadFile("testdata/backoff_grpc.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Rows, 2)
	const draws, gaps, msec = 20_000, 500, 1_000_000
	for retry, row := range file.Rows {
		require.Len(t, row.Quantiles, 21)
		differs := func(j Jitter) (worst float64) {
			ours := spread(t, 100*msec, j, retry, draws)
			for k := 1; k < 20; k++ {
				share := float64(k) / 20
				want := float64(ours[k*draws/20]) / msec
				sd := 0.4 * row.Base * math.Sqrt(share*(1-share)/gaps)
				worst = max(worst, math.Abs(row.Quantiles[k]-want)/(4*sd+2)) // 2 ms for the way and the scheduler
			}
			return worst
		}

		require.Less(t, differs(Around), 1.0, "base %v", row.Base)
		for _, j := range []Jitter{None, Full, Equal, Decorrelated} {
			require.Greater(t, differs(j), 2.0, "jitter %d cannot be told apart: the comparison sees nothing", j)
		}
		require.GreaterOrEqual(t, row.Quantiles[0], 0.8*row.Base)
		require.Greater(t, row.Quantiles[20], 1.19*row.Base)
	}
}
