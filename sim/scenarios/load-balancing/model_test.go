package loadbalancing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

const horizon = 60 * sim.Second

func TestRoundRobinLetsTheSlowServersQueueGrowByThirtyFiveASecond(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		r := start(t, "naive", seed, measured)
		until(t, r, horizon)

		slope := (level(r, mQueue+3, horizon) - level(r, mQueue+3, 10*sim.Second)) / 50
		require.InDelta(t, 35, slope, 4, "seed %d", seed)
		require.Less(t, level(r, mQueue, horizon), int64(50), "the fast servers keep up")
		require.InDelta(t, 250_000, level(r, mShare+3, horizon), 3000, "equal shares")
		require.Greater(t, r.Level(mTimeouts), int64(2000), "mass timeouts")
		require.EqualValues(t, 10*sim.Second, quantile(t, r, 0, horizon, 99))
		require.Less(t, quantile(t, r, 0, horizon, 50), 30*sim.Millisecond, "the median looks fine")
	}
}

func TestWithoutAClientTimeoutTheP99OfRoundRobinIsTensOfSeconds(t *testing.T) {
	for seed := uint64(1); seed <= 5; seed++ {
		r := start(t, "naive", seed, measured, "clientTimeout=0")
		until(t, r, 2*horizon)

		require.Greater(t, quantile(t, r, 0, 2*horizon, 99), 30*sim.Second, "seed %d", seed)
		require.Zero(t, r.Level(mTimeouts))
	}
}

func TestLeastConnectionsAndTwoChoicesGiveTheSlowServerATenthByThemselves(t *testing.T) {
	for _, preset := range []string{"right", "p2c"} {
		for seed := uint64(1); seed <= 20; seed++ {
			r := start(t, preset, seed, measured)
			until(t, r, horizon)

			p99 := quantile(t, r, 0, horizon, 99)
			require.Greater(t, p99, 140*sim.Millisecond, "%s seed %d", preset, seed)
			require.Less(t, p99, 260*sim.Millisecond, "%s seed %d", preset, seed)
			require.InDelta(t, 105_000, meanLevel(r, mShare+3, 5*sim.Second, horizon), 20_000, "%s seed %d", preset, seed)
			require.Zero(t, r.Level(mErrors)+r.Level(mTimeouts))
			require.Zero(t, r.LawState(lawRecovers).Broken)
		}
	}
}

// meanLevel averages a gauge over an interval.
func meanLevel(r *sim.Run, m sim.Metric, from, to sim.Time) int64 {
	sum, n := int64(0), int64(0)
	levels := r.Levels(m)
	for i := int(from / r.Grid()); i < min(int(to/r.Grid()), len(levels)); i++ {
		sum, n = sum+levels[i], n+1
	}
	return sum / n
}
