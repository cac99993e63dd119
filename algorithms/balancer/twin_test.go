package balancer

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// round is one pick of the past: who competed with which weight, and who won.
type round struct {
	weight map[int]int64
	won    int
}

// standing recomputes host i's smooth round robin value from the whole history:
// its weight for each round it competed in, less the round's total for each win.
func standing(history []round, i int) int64 {
	value := int64(0)
	for _, past := range history {
		value += past.weight[i]
		if past.won == i {
			for _, w := range past.weight {
				value -= w
			}
		}
	}
	return value
}

// slowSmooth is smooth weighted round robin, simple and slow: no state but the
// list of past rounds.
func slowSmooth(history []round, weight map[int]int64, n int) int {
	best := -1
	for i := range n {
		if _, competes := weight[i]; !competes {
			continue
		}
		mine := standing(history, i) + weight[i]
		if best < 0 || mine > standing(history, best)+weight[best] {
			best = i
		}
	}
	return best
}

// candidates are the eligible hosts' weights.
func candidates(hosts []Host) map[int]int64 {
	weight := map[int]int64{}
	for i, h := range hosts {
		if h.Eligible() {
			weight[i] = h.Weight
		}
	}
	return weight
}

func TestSmoothWeightedAgreesWithItsSimpleTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, history, hosts := &SmoothWeighted{}, []round{}, anyHosts(t)
		for range rapid.IntRange(1, 40).Draw(t, "picks") {
			if len(hosts) > 0 && rapid.IntRange(0, 3).Draw(t, "change") == 0 {
				i := rapid.IntRange(0, len(hosts)-1).Draw(t, "which")
				hosts[i].Ready = !hosts[i].Ready
				hosts[i].Weight = rapid.Int64Range(0, 9).Draw(t, "weight")
			}
			weight := candidates(hosts)
			want := slowSmooth(history, weight, len(hosts))

			got := p.Pick(hosts, 0, nil)

			require.Equal(t, want, got)
			history = append(history, round{weight: weight, won: want})
		}
	})
}

// tied are the weights of the eligible hosts with the fewest connections per
// weight, as exact fractions.
func tied(hosts []Host) map[int]int64 {
	var least *big.Rat
	for i := range candidates(hosts) {
		if load := perWeight(hosts[i]); least == nil || load.Cmp(least) < 0 {
			least = load
		}
	}
	weight := candidates(hosts)
	for i := range weight {
		if perWeight(hosts[i]).Cmp(least) != 0 {
			delete(weight, i)
		}
	}
	return weight
}

func TestNginxLeastConnAgreesWithItsSimpleTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, history, hosts := &NginxLeastConn{}, []round{}, anyHosts(t)
		for range rapid.IntRange(1, 40).Draw(t, "picks") {
			if len(hosts) > 0 && rapid.Bool().Draw(t, "change") {
				i := rapid.IntRange(0, len(hosts)-1).Draw(t, "which")
				hosts[i].Ready = rapid.Bool().Draw(t, "ready")
				hosts[i].Active = rapid.Int64Range(0, 4).Draw(t, "active")
			}
			weight := tied(hosts)
			want := slowSmooth(history, weight, len(hosts))

			got := p.Pick(hosts, 0, nil)

			require.Equal(t, want, got)
			if len(weight) > 1 { // a lone minimum does not move the round robin
				history = append(history, round{weight: weight, won: want})
			}
			if got >= 0 {
				hosts[got].Active++
			}
		}
	})
}
