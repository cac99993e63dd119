package rng

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

func TestSplitmix64GivesThePublishedNumbers(t *testing.T) {
	data, err := os.ReadFile("testdata/splitmix64.json")
	require.NoError(t, err)
	var file struct {
		Splitmix64 struct {
			First10 []string `json:"first10"`
			Seed    string   `json:"seed"`
			Zero    []string `json:"seed0_first3_hex"`
		} `json:"splitmix64"`
	}
	require.NoError(t, json.Unmarshal(data, &file))

	seed, err := strconv.ParseUint(file.Splitmix64.Seed, 10, 64)
	require.NoError(t, err)
	s := New(seed)
	for _, want := range file.Splitmix64.First10 {
		require.Equal(t, want, strconv.FormatUint(s.Uint64(), 10))
	}
	zero := Stream{}
	for _, want := range file.Splitmix64.Zero {
		require.Equal(t, want, fmt.Sprintf("%016x", zero.Uint64()))
	}
}

// These values are pinned for ever: changing one changes every shared link.
func TestTheFirstValuesOfEverySamplerArePinned(t *testing.T) {
	s := Named(42, "pinned")
	got := []int64{int64(s.Below(1000)), int64(s.Below(1 << 40)), s.Uniform(-5, 5), s.Exponential(1_000_000),
		s.Normal(1_000_000, 100_000), s.Pareto(1_000_000, 150), s.Exponential(1_000_000_000)}
	require.Equal(t, []int64{335, 73389214344, 2, 610482, 1107532, 2363991, 1182950723}, got)
}

func TestLogarithmAndExponentialAgreeWithPackageMath(t *testing.T) {
	s := New(1)
	for range 200_000 {
		u := s.unit()
		require.InDelta(t, math.Log(u), ln(u), 1e-15*max(1, -math.Log(u)), "ln %g", u)
		x := (u - 0.5) * 1400
		require.InEpsilon(t, math.Exp(x), exp(x), 4e-13, "exp %g", x)
	}
}

func TestBelowIsUniformAndInRange(t *testing.T) {
	s := New(2)
	for _, n := range []uint64{2, 3, 7, 10, 1000} {
		counts := make([]float64, n)
		const draws = 200_000
		for range draws {
			counts[s.Below(n)]++
		}
		chi, want := 0.0, draws/float64(n)
		for _, c := range counts {
			chi += (c - want) * (c - want) / want
		}
		free := float64(n - 1)
		require.Less(t, chi, free+5*math.Sqrt(2*free)+8, "chi-squared over %d cells", n)
	}
	require.Zero(t, s.Below(0))
	require.Zero(t, s.Below(1))
	require.Less(t, s.Below(1<<63), uint64(1<<63))
	require.Equal(t, int64(4), s.Uniform(4, 3))
	s.Uniform(math.MinInt64, math.MaxInt64)
}

func TestChanceHasTheGivenProbabilityAndAlwaysSpendsOneDraw(t *testing.T) {
	s, twin := New(3), New(3)
	hits := 0
	for range 100_000 {
		if s.Chance(30_000) {
			hits++
		}
		twin.Uint64()
	}
	require.Equal(t, twin, s)
	require.InDelta(t, 3000, hits, 4*math.Sqrt(3000))
	require.False(t, s.Chance(0))
	require.True(t, s.Chance(1_000_000))
}

// kolmogorov returns the largest distance between samples and a distribution
// function, times the square root of their number.
func kolmogorov(samples []float64, cdf func(float64) float64) float64 {
	slices.Sort(samples)
	worst, n := 0.0, float64(len(samples))
	for i, x := range samples {
		p := cdf(x)
		worst = max(worst, math.Abs(p-float64(i)/n), math.Abs(p-float64(i+1)/n))
	}
	return worst * math.Sqrt(n)
}

func TestContinuousSamplersFollowTheirClosedForms(t *testing.T) {
	const n, scale = 100_000, 1_000_000_000
	for _, c := range []struct {
		name string
		draw func(*Stream) int64
		cdf  func(float64) float64
	}{
		{"exponential", func(s *Stream) int64 { return s.Exponential(scale) }, func(x float64) float64 { return 1 - math.Exp(-x) }},
		{"normal", func(s *Stream) int64 { return s.Normal(10*scale, scale) }, func(x float64) float64 { return 0.5 * math.Erfc(-(x-10)/math.Sqrt2) }},
		{"pareto", func(s *Stream) int64 { return s.Pareto(scale, 150) }, func(x float64) float64 { return 1 - math.Pow(x, -1.5) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Named(9, c.name)
			samples := make([]float64, n)
			for i := range samples {
				samples[i] = float64(c.draw(&s)) / scale
			}
			require.Less(t, kolmogorov(samples, c.cdf), 1.95, "Kolmogorov-Smirnov, beyond the 0.1%% point")
		})
	}
}

func TestHostileParametersGiveBoundedSamples(t *testing.T) {
	s := New(4)
	for range 1000 {
		require.Zero(t, s.Exponential(-1))
		require.LessOrEqual(t, s.Exponential(math.MaxInt64), maxSample)
		require.GreaterOrEqual(t, s.Normal(0, math.MaxInt64), int64(0))
		require.LessOrEqual(t, s.Pareto(math.MaxInt64, -5), maxSample)
		require.Zero(t, s.Pareto(0, 150))
	}
}

func TestNamedStreamsAreUnrelated(t *testing.T) {
	a, b, c := Named(1, "arrivals"), Named(1, "service"), Named(2, "arrivals")
	same := 0
	for range 1000 {
		x, y, z := a.Uint64()>>60, b.Uint64()>>60, c.Uint64()>>60
		if x == y {
			same++
		}
		if x == z {
			same++
		}
	}
	require.InDelta(t, 125, same, 50)
}

func BenchmarkUint64(b *testing.B) {
	s := New(1)
	for range b.N {
		s.Uint64()
	}
}

func BenchmarkExponential(b *testing.B) {
	s := New(1)
	for range b.N {
		s.Exponential(1_000_000)
	}
}
