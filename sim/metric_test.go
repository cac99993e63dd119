package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
	"pgregory.net/rapid"
)

func TestASampleThatCountsNTimesIsNSamples(t *testing.T) {
	r := echoRun(t)
	r.ctx.As(0, func(c *Ctx) {
		c.ObserveN(1, 7, 1000)
		c.Observe(1, 9)
		c.ObserveN(1, 8, 0)
		c.ObserveN(1, 8, -3)
	})
	require.EqualValues(t, 1001, r.Level(1))
	require.Equal(t, []Sample{{0, 7, 1000}, {0, 9, 1}}, r.Samples(1))
	var scratch []int64
	median, _ := Quantile(r.Samples(1), 50, &scratch)
	most, _ := Quantile(r.Samples(1), 100, &scratch)
	require.Equal(t, []int64{7, 9}, []int64{median, most})
}

func TestAWeightedQuantileIsThatOfTheSamplesWrittenOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var samples []Sample
		var all []int64
		for range rapid.IntRange(1, 40).Draw(t, "samples") {
			s := Sample{0, rapid.Int64Range(-5, 5).Draw(t, "value"), rapid.Int64Range(1, 6).Draw(t, "weight")}
			samples = append(samples, s)
			for range s.N {
				all = append(all, s.Value)
			}
		}
		slices.Sort(all)
		var scratch []int64
		for _, percent := range []int64{0, 1, 25, 50, 90, 99, 100} {
			got, ok := Quantile(samples, percent, &scratch)
			require.True(t, ok)
			rank := max((int64(len(all))*percent+99)/100, 1)
			require.Equal(t, all[rank-1], got, "p%d", percent)
		}
	})
}

func TestAQuantileAllocatesNothingOnceItHasRoom(t *testing.T) {
	samples := []Sample{{1, 30, 2}, {2, 10, 1}, {3, 20, 5}, {4, 40, 1}}
	scratch := make([]int64, 0, 16)
	require.Zero(t, testing.AllocsPerRun(1, func() {
		for range 1000 {
			Quantile(samples, 99, &scratch)
		}
	}))
}

func TestBranchingCopiesNoSamples(t *testing.T) {
	tl, err := NewTimeline(echoRun(t).Spec(), Full)
	require.NoError(t, err)
	tl.SeekStep(4000)
	tl.Settle()
	first := &tl.Run().Samples(1)[0]
	tl.SeekStep(3000)
	tl.Settle()
	require.NoError(t, tl.Do(Action{Name: "slow", Args: []string{"b", "3"}}))
	tl.SeekStep(3900)
	tl.Settle()

	require.Same(t, first, &tl.Run().Samples(1)[0])
	straight := echoRun(t, "3000:slow(b,3)")
	straight.StepTo(3900)
	require.Equal(t, straight.Samples(1), tl.Run().Samples(1))
	require.Equal(t, straight.Levels(0), tl.Run().Levels(0))

	require.NoError(t, tl.Switch(0))
	tl.Settle()
	plain := echoRun(t)
	plain.StepTo(tl.Cursor())
	require.Equal(t, plain.Samples(1), tl.Run().Samples(1))
}
