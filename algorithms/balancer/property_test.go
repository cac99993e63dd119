package balancer

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyHosts draws up to twelve hosts, some of them out.
func anyHosts(t *rapid.T) []Host {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Host {
		return Host{
			Weight: rapid.Int64Range(-1, 9).Draw(t, "weight"),
			Active: rapid.Int64Range(0, 6).Draw(t, "active"),
			Ready:  rapid.IntRange(0, 3).Draw(t, "ready") > 0,
		}
	}), 0, 12).Draw(t, "hosts")
}

func countEligible(hosts []Host) int {
	n := 0
	for _, h := range hosts {
		if h.Eligible() {
			n++
		}
	}
	return n
}

func TestNoPickerEverChoosesAnIneligibleHostOrMissesAnEligibleOne(t *testing.T) {
	pickers := everyPicker(t, 12)
	rapid.Check(t, func(rt *rapid.T) {
		hosts := anyHosts(rt)
		r := &splitmix{state: rapid.Uint64().Draw(rt, "seed")}
		key := rapid.Uint64().Draw(rt, "key")
		for name, p := range pickers {
			i := p.Pick(hosts, key, r)
			if countEligible(hosts) == 0 {
				require.Equal(rt, -1, i, name)
				continue
			}
			require.GreaterOrEqual(rt, i, 0, name)
			require.Less(rt, i, len(hosts), name)
			require.True(rt, hosts[i].Eligible(), "%s chose %d", name, i)
		}
	})
}

func TestSmoothWeightedServesEachWeightExactlyOncePerPeriodAndReturnsToRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hosts := anyHosts(t)
		period := 0
		for _, h := range hosts {
			if h.Eligible() {
				period += int(h.Weight)
			}
		}
		p, counts := &SmoothWeighted{}, make([]int64, len(hosts))

		for range period {
			counts[p.Pick(hosts, 0, nil)]++
		}

		for i, h := range hosts {
			want := int64(0)
			if h.Eligible() {
				want = h.Weight
			}
			require.Equal(t, want, counts[i])
			require.Zero(t, p.Current(i))
		}
	})
}

func TestRoundRobinCountsDifferByAtMostOneAmongHostsThatStayed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		stable := rapid.IntRange(1, n).Draw(t, "stable")
		hosts := make([]Host, n)
		p, counts := &RoundRobin{}, make([]int, n)
		for range rapid.IntRange(1, 60).Draw(t, "picks") {
			for i := range hosts { // the hosts from stable on come and go
				hosts[i] = Host{Weight: 1, Ready: i < stable || rapid.Bool().Draw(t, "up")}
			}
			counts[p.Pick(hosts, 0, nil)]++
		}
		low, high := counts[0], counts[0]
		for _, c := range counts[:stable] {
			low, high = min(low, c), max(high, c)
		}
		require.LessOrEqual(t, high-low, 1)
	})
}

func TestRoundRobinKeepsItsTurnWhenHostsComeAndGo(t *testing.T) {
	p, hosts := &RoundRobin{}, ready(1, 1, 1, 1)
	require.Equal(t, "ab", letters(p, hosts, 2))

	p.Remove(0)
	hosts = hosts[:3]
	require.Equal(t, 1, p.Pick(hosts, 0, nil), "the old c is next")

	hosts = append(hosts, Host{Weight: 1, Ready: true})
	require.Equal(t, "cdab", letters(p, hosts, 4))

	p.Remove(2) // the host whose turn it is: the one behind it moves up
	require.Equal(t, "cab", letters(p, hosts[:3], 3))
}

func TestLeastConnPicksAMinimumOfItsView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hosts := anyHosts(t)
		r := &splitmix{state: rapid.Uint64().Draw(t, "seed")}

		plain := (&LeastConn{}).Pick(hosts, 0, r)
		weighted := (&LeastConn{Weighted: true}).Pick(hosts, 0, r)

		for _, h := range hosts {
			if h.Eligible() {
				require.LessOrEqual(t, hosts[plain].Active, h.Active)
				require.LessOrEqual(t, perWeight(hosts[weighted]).Cmp(perWeight(h)), 0)
			}
		}
	})
}

// perWeight is active/weight as an exact fraction.
func perWeight(h Host) *big.Rat { return big.NewRat(h.Active, h.Weight) }

func TestLeastConnBreaksTiesEvenly(t *testing.T) {
	hosts := ready(1, 1, 1, 1)
	hosts[1].Active = 1
	counts, r := [4]int{}, &splitmix{}

	for range 30_000 {
		counts[(&LeastConn{}).Pick(hosts, 0, r)]++
	}

	require.Zero(t, counts[1])
	for _, i := range []int{0, 2, 3} { // sd is 82: four of them
		require.InDelta(t, 10_000, counts[i], 330)
	}
}

func TestTwoChoicesTakesTheLessLoadedOfTheTwoSampled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hosts := anyHosts(t)
		r := &splitmix{state: rapid.Uint64().Draw(t, "seed")}
		p := &TwoChoices{Replace: rapid.Bool().Draw(t, "replace"), Weighted: rapid.Bool().Draw(t, "weighted")}

		i := p.Pick(hosts, 0, r)

		first, second := p.Sampled()
		if i < 0 {
			require.Equal(t, -1, first)
			require.Equal(t, -1, second)
			return
		}
		require.True(t, hosts[first].Eligible() && hosts[second].Eligible())
		require.True(t, i == first || i == second)
		if !p.Replace {
			require.Equal(t, countEligible(hosts) > 1, first != second)
		}
		for _, j := range []int{first, second} {
			require.LessOrEqual(t, lessLoaded(hosts[i], hosts[j], p.Weighted), int64(0))
		}
		p.Remove(0)
		first, _ = p.Sampled()
		require.Equal(t, -1, first)
	})
}

func TestTwoChoicesSamplesEveryPairEquallyOften(t *testing.T) {
	hosts := ready(1, 1, 0, 1)
	p, r, pairs := &TwoChoices{}, &splitmix{}, map[[2]int]int{}

	for range 60_000 {
		p.Pick(hosts, 0, r)
		a, b := p.Sampled()
		pairs[[2]int{a, b}]++
	}

	require.Len(t, pairs, 6)
	for pair, count := range pairs { // sd is 91: four of them
		require.InDelta(t, 10_000, count, 370, "%v", pair)
	}
}

func TestWeightedRandomFollowsTheWeights(t *testing.T) {
	hosts, r, counts := ready(5, 0, 3, 2), &splitmix{}, [4]float64{}

	for range 50_000 {
		counts[(&Random{Weighted: true}).Pick(hosts, 0, r)]++
	}

	for i, h := range hosts { // sd is at most 112
		require.InDelta(t, float64(h.Weight)*5000, counts[i], 450)
	}
}

func TestPeakEWMATakesTheLowerLoadOfTheTwoSampled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := NewPeakEWMA(4, 1_000_000_000)
		require.NoError(t, err)
		hosts, now := ready(1, 1, 1, 1), int64(0)
		r := &splitmix{state: rapid.Uint64().Draw(t, "seed")}
		for range rapid.IntRange(1, 30).Draw(t, "requests") {
			now += rapid.Int64Range(0, 500_000_000).Draw(t, "gap")
			p.Advance(now)
			i := p.Pick(hosts, 0, r)
			first, second := p.Sampled()
			require.LessOrEqual(t, p.Load(i), min(p.Load(first), p.Load(second)))
			p.Started(i, now)
			if rapid.Bool().Draw(t, "answers") {
				p.Finished(i, now, now+rapid.Int64Range(0, 300_000_000).Draw(t, "latency"))
			}
		}
	})
}

func TestShowingAPeakEWMALoadNeverChangesARun(t *testing.T) {
	p, err := NewPeakEWMA(1, DefaultDecay)
	require.NoError(t, err)
	p.Started(0, 0)
	p.Finished(0, 0, 100)
	p.Advance(5_000_000_000)
	before := *p
	before.meters = append([]meter(nil), p.meters...)

	first, again := p.Load(0), p.Load(0)

	require.InDelta(t, first, again, 0)
	require.Equal(t, before, *p)
}

func TestAColdHostWithPendingWorkCarriesThePenalty(t *testing.T) {
	p, err := NewPeakEWMA(2, DefaultDecay)
	require.NoError(t, err)
	require.Zero(t, p.Load(0))

	p.Started(0, 10)
	p.Started(0, 20)

	require.InDelta(t, PeakPenalty+2, p.Load(0), 0)
	require.Equal(t, int64(2), p.Pending(0))
	p.Finished(0, 10, 1010)
	require.InDelta(t, 2000, p.Load(0), 0, "cost 1000 ns, one pending and one to come")
	p.Remove(0)
	require.Zero(t, p.Load(0))
}

func TestPeakEWMAIgnoresIndicesAndTimesThatMakeNoSense(t *testing.T) {
	p, err := NewPeakEWMA(1, 1)
	require.NoError(t, err)
	for _, i := range []int{-1, MaxHosts, 1 << 40} {
		p.Started(i, 5)
		p.Finished(i, 5, 6)
		require.Zero(t, p.Load(i))
		require.Zero(t, p.Observe(i))
		require.Zero(t, p.Pending(i))
		p.Remove(i)
	}
	p.Finished(0, -1<<63, -1<<63)
	p.Started(0, 1<<63-1)
	p.Advance(-5)
	p.Finished(0, 1<<63-1, 0)
	require.Zero(t, p.Pending(0))
	_, err = NewPeakEWMA(1, 0)
	require.ErrorContains(t, err, "decay of 0 ns")
	_, err = NewPeakEWMA(-1, 1)
	require.ErrorContains(t, err, "-1 hosts")
}

func TestLeastRequestWithoutBiasServesByWeight(t *testing.T) {
	p, err := NewLeastRequest(3, 0)
	require.NoError(t, err)
	hosts, counts := ready(5, 3, 2), [3]int{}
	for i := range hosts {
		hosts[i].Active = int64(10 * i) // must not matter
	}

	for range 1000 {
		counts[p.Pick(hosts, 0, nil)]++
	}

	require.InDelta(t, 500, counts[0], 1)
	require.InDelta(t, 300, counts[1], 1)
	require.InDelta(t, 200, counts[2], 1)
}

func TestLeastRequestAvoidsBusyHostsAndForgivesReturningOnesOnce(t *testing.T) {
	p, err := NewLeastRequest(2, 4)
	require.NoError(t, err)
	hosts, counts := ready(1, 1), [2]int{}
	hosts[1].Active = 3 // a quarter of the weight of an idle host

	for range 1000 {
		counts[p.Pick(hosts, 0, nil)]++
	}
	require.InDelta(t, 800, counts[0], 1)

	hosts[1].Ready = false
	for range 1000 {
		p.Pick(hosts, 0, nil)
	}
	hosts[1].Ready, hosts[1].Active = true, 0
	require.Contains(t, []string{"baba", "abab", "baab"}, letters(p, hosts, 4))

	_, err = NewLeastRequest(2, MaxBias+1)
	require.ErrorContains(t, err, "17 quarters")
	_, err = NewLeastRequest(-2, 4)
	require.ErrorContains(t, err, "-2 hosts")
}

func TestFractionalBiasIsExactForPerfectPowers(t *testing.T) {
	require.InDelta(t, 12.0/2, EffectiveWeight(12, 15, 1), 0)   // 16^(1/4)
	require.InDelta(t, 12.0/4, EffectiveWeight(12, 15, 2), 0)   // 16^(1/2)
	require.InDelta(t, 12.0/8, EffectiveWeight(12, 15, 3), 0)   // 16^(3/4)
	require.InDelta(t, 12.0/64, EffectiveWeight(12, 15, 6), 0)  // 16^(3/2)
	require.InDelta(t, 12.0/256, EffectiveWeight(12, 15, 8), 0) // 16^2
	require.InDelta(t, EffectiveWeight(1, 9, MaxBias), EffectiveWeight(1, 9, 255), 0)
	require.Zero(t, EffectiveWeight(-4, -4, 4))
}
