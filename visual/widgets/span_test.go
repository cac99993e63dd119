package widgets

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestALinearBarGivesStepsFromItsLowerEnd(t *testing.T) {
	s := spanOf(&Item{Min: 3, Max: 24, Step: 5})

	require.Equal(t, int64(3), s.at(-1))
	require.Equal(t, int64(13), s.at(0.5))
	require.Equal(t, int64(24), s.at(2), "the end is always reached")
	require.Equal(t, int64(8), s.next(3, +1))
	require.Equal(t, int64(24), s.next(23, +1))
	require.Equal(t, int64(3), s.next(5, -1))
}

func TestABarOfRatiosGivesTwoSignificantDigits(t *testing.T) {
	s := spanOf(&Item{Min: 1, Max: 10000, Log: true})

	require.Equal(t, int64(100), s.at(0.5))
	require.Equal(t, int64(320), s.at(0.626))
	require.Equal(t, int64(10000), s.at(1))
	require.InDelta(t, 0.75, s.part(1000), 1e-9)
}

func TestTheArrowsMoveThroughOneTwoFive(t *testing.T) {
	s := spanOf(&Item{Min: 1, Max: 1000, Log: true})
	var up, down []int64
	for v := int64(1); v < 1000; {
		v = s.next(v, +1)
		up = append(up, v)
	}
	for v := int64(730); v > 1; {
		v = s.next(v, -1)
		down = append(down, v)
	}

	require.Equal(t, []int64{2, 5, 10, 20, 50, 100, 200, 500, 1000}, up)
	require.Equal(t, []int64{500, 200, 100, 50, 20, 10, 5, 2, 1}, down)
}

func TestABarOfRatiosThatBeginsAtZeroStopsThere(t *testing.T) {
	s := spanOf(&Item{Min: 0, Max: 1000, Log: true})

	require.Zero(t, s.at(0.02))
	require.Equal(t, int64(1), s.at(zeroPart))
	require.Equal(t, int64(1), s.next(0, +1))
	require.Zero(t, s.next(1, -1))
	require.Zero(t, s.part(0))
	require.InDelta(t, zeroPart, s.part(1), 1e-9)
}

func TestBadRangesGiveAnEndInsteadOfAPanic(t *testing.T) {
	for _, it := range []Item{{Min: 5, Max: 1}, {Min: 0, Max: 0, Log: true}, {Min: -10, Max: 10, Log: true}, {Min: math.MinInt64, Max: math.MaxInt64}, {Min: 1, Max: 3, Step: -4}, {Min: 5, Max: 7, Step: 100, Log: true}} {
		s := spanOf(&it)
		for _, part := range []float64{math.NaN(), math.Inf(-1), 0, 0.4, 1, 9} {
			value := s.at(part)
			require.GreaterOrEqual(t, value, s.min)
			require.LessOrEqual(t, value, s.max)
		}
	}
}

func TestEveryValueOfABarIsReachedFromWhereItIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(0, 1000).Draw(t, "min")
		it := Item{Min: low, Max: low + rapid.Int64Range(1, 1<<40).Draw(t, "more"), Log: rapid.Bool().Draw(t, "log"), Step: rapid.Int64Range(1, 50).Draw(t, "step")}
		s := spanOf(&it)

		value := s.at(rapid.Float64Range(0, 1).Draw(t, "part"))

		if value < s.min || value > s.max {
			t.Fatalf("%d is outside %d..%d", value, s.min, s.max)
		}
		if again := s.at(s.part(value)); again != value {
			t.Fatalf("%d is drawn where %d is chosen", value, again)
		}
		if up := s.next(value, +1); up <= value && value != s.max {
			t.Fatalf("up from %d leads to %d", value, up)
		}
		if down := s.next(value, -1); down >= value && value != s.min {
			t.Fatalf("down from %d leads to %d", value, down)
		}
	})
}
