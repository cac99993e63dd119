package balancer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryPolicyHasANameThatLeadsBackToIt(t *testing.T) {
	names := []string{}
	for _, policy := range Policies() {
		back, err := ParsePolicy(policy.String())
		require.NoError(t, err)
		require.Equal(t, policy, back)
		names = append(names, policy.String())
	}
	require.Equal(t, []string{"round-robin", "weighted-rr", "random", "least-conn", "p2c", "hash", "ip-hash", "peak-ewma"}, names)
}

func TestUnknownPoliciesAndSizesAreErrorsThatSayWhatWouldBeRight(t *testing.T) {
	_, err := ParsePolicy("fastest")
	require.EqualError(t, err, `balancer: unknown policy "fastest": want one of round-robin, weighted-rr, random, least-conn, p2c, hash, ip-hash, peak-ewma`)
	_, err = New(Policy(99), 3)
	require.ErrorContains(t, err, "policy(99)")
	for _, n := range []int{-1, MaxHosts + 1} {
		_, err = New(RoundRobinPolicy, n)
		require.ErrorContains(t, err, "want 0 to 1048576")
	}
}

func TestPickersThatSampleSayWhatTheySampled(t *testing.T) {
	for name, p := range everyPicker(t, 4) {
		s, ok := p.(Sampler)
		if !ok {
			continue
		}
		first, second := s.Sampled()
		require.Equal(t, [2]int{-1, -1}, [2]int{first, second}, name)

		i := p.Pick(ready(0, 1, 0, 0), 0, &splitmix{})

		first, second = s.Sampled()
		require.Equal(t, [3]int{1, 1, 1}, [3]int{i, first, second}, name)
	}
}

func TestTheSameSeedGivesTheSamePicksAndAnotherSeedOthers(t *testing.T) {
	run := func(name string, seed uint64) (picks []int) {
		p, hosts, r := everyPicker(t, 8)[name], ready(1, 2, 3, 1, 2, 3, 1, 2), &splitmix{state: seed}
		for key := range uint64(60) {
			i := p.Pick(hosts, key, r)
			hosts[i].Active++
			picks = append(picks, i)
		}
		return picks
	}
	for name := range everyPicker(t, 8) {
		require.Equal(t, run(name, 1), run(name, 1), name)
	}
	for _, name := range []string{"random", "random-weighted", "p2c", "least-conn", "peak-ewma"} {
		require.NotEqual(t, run(name, 1), run(name, 2), name)
	}
}

func TestPickAllocatesNothing(t *testing.T) {
	hosts, r := ready(3, 1, 4, 1, 5, 9, 2, 6), &splitmix{}
	hosts[3].Ready = false
	for name, p := range everyPicker(t, 8) {
		p.Pick(hosts, 1, r)
		key := uint64(0)
		allocated := testing.AllocsPerRun(200, func() {
			key++
			p.Pick(hosts, key, r)
		})
		require.Zero(t, allocated, name)
	}
}

func TestAMissingOrBrokenSourceStillGivesAnEligibleHost(t *testing.T) {
	hosts := ready(0, 2, 0, 3, 1)
	for _, r := range []Source{nil, brokenSource{}} {
		for name, p := range everyPicker(t, 5) {
			for key := range uint64(20) {
				i := p.Pick(hosts, key, r)
				require.Contains(t, []int{1, 3, 4}, i, name)
			}
		}
	}
}

func TestAStaleViewMakesLeastConnHerdAndTwoChoicesMuchLess(t *testing.T) {
	share := func(p Picker) int {
		truth, r, most := make([]int, 10), &splitmix{state: 3}, 0
		for refresh := range 20 {
			view := ready(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
			for i := range view {
				view[i].Active = int64((i*7 + refresh*3) % 10) // one minimum, no ties
			}
			clear(truth)
			for range 100 {
				i := p.Pick(view, 0, r) // the view is frozen
				truth[i]++
				most = max(most, truth[i])
			}
		}
		return most
	}
	require.Equal(t, 100, share(&LeastConn{}), "all hundred to one host")
	require.Less(t, share(&TwoChoices{}), 40)
}
