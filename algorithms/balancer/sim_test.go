package balancer

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// meanTime simulates Poisson arrivals of rate n·rho to n FIFO hosts with
// exponential service of mean one, dispatched by p, and returns the mean time in
// the system after the first tenth.
func meanTime(p Picker, n int, rho float64, arrivals int, seed uint64) float64 {
	r := &splitmix{state: seed}
	exponential := func() float64 { return -math.Log(1 - float64(r.Uint64()>>11)/(1<<53)) }
	hosts, leaves := ready(make([]int64, n)...), make([][]float64, n)
	for i := range hosts {
		hosts[i].Weight = 1
	}
	now, sum, count := 0.0, 0.0, 0
	for k := range arrivals {
		now += exponential() / (float64(n) * rho)
		for i := range hosts {
			for len(leaves[i]) > 0 && leaves[i][0] <= now {
				leaves[i] = leaves[i][1:]
			}
			hosts[i].Active = int64(len(leaves[i]))
		}
		i := p.Pick(hosts, 0, r)
		start := now
		if queued := len(leaves[i]); queued > 0 {
			start = leaves[i][queued-1]
		}
		leave := start + exponential()
		leaves[i] = append(leaves[i], leave)
		if k >= arrivals/10 {
			sum += leave - now
			count++
		}
	}
	return sum / float64(count)
}

func TestMeanTimesInAQueueingNetworkAgreeWithPolicySim(t *testing.T) {
	var file struct {
		Rows []struct {
			Servers int
			Rho     float64
			Policy  string
			Mean    float64 `json:"mean_time_in_system"`
			Error   float64 `json:"standard_error"`
		}
	}
	loadVectors(t, "policy_sim.json", &file)
	const arrivals = 300_000 // the vectors used 4,000,000
	pickers := map[string]Picker{
		"random":                        &Random{},
		"round_robin":                   &RoundRobin{},
		"power_of_two_with_replacement": &TwoChoices{Replace: true},
		"join_shortest_queue":           &LeastConn{},
	}
	checked := 0
	for _, row := range file.Rows {
		p := pickers[row.Policy]
		if p == nil || row.Servers != 10 || row.Rho > 0.8 {
			continue
		}
		got := meanTime(p, row.Servers, row.Rho, arrivals, 11)

		// Standard errors grow with the root of the runs' ratio.
		allowed := 4 * row.Error * math.Sqrt(1+4_000_000.0/arrivals)
		require.InDelta(t, row.Mean, got, allowed, "%s at %v", row.Policy, row.Rho)
		checked++
	}
	require.Equal(t, 8, checked)
}
