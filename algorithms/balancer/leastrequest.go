package balancer

import (
	"fmt"
	"math"
)

// MaxBias is the largest bias, in quarters: a bias of four.
const MaxBias = Bias(16)

// Bias is Envoy's active_request_bias in quarters, so that it needs no math.Pow:
// whole powers are multiplications and quarters are square roots, both exact to
// the last bit everywhere. Bias(4) is Envoy's default 1.0, Bias(2) is 0.5, Bias(0)
// ignores the requests in flight.
type Bias uint8

// EffectiveWeight returns weight/(active+1)^bias. Negative inputs are read as
// zero, a bias above MaxBias as MaxBias.
//
// Source: Envoy documentation, "Supported load balancers", weighted least request.
func EffectiveWeight(weight, active int64, bias Bias) float64 {
	h := Host{Weight: weight, Active: active}
	bias = min(bias, MaxBias)
	base := float64(h.active() + 1)
	power := 1.0
	for range bias / 4 {
		power *= base
	}
	root := math.Sqrt(base)
	if bias&2 != 0 {
		power *= root
	}
	if bias&1 != 0 {
		power *= math.Sqrt(root)
	}
	return float64(h.weight()) / power
}

// LeastRequest is Envoy's weighted least request, the mode Envoy uses when weights
// differ (with equal weights Envoy's least request is TwoChoices{Replace: true}):
// weighted round robin by earliest deadline first, where a host's next deadline
// is 1/EffectiveWeight after the moment of its pick. Ties go to the lower index
// (Envoy: to the one queued earlier). The zero value has bias 0; use
// NewLeastRequest.
type LeastRequest struct {
	bias     Bias
	clock    float64
	deadline []float64
}

// NewLeastRequest makes room for n hosts. The error names an n outside 0..MaxHosts
// or a bias above MaxBias.
func NewLeastRequest(n int, bias Bias) (*LeastRequest, error) {
	if n < 0 || n > MaxHosts {
		return nil, fmt.Errorf("balancer: %d hosts: want 0 to %d", n, MaxHosts)
	}
	if bias > MaxBias {
		return nil, fmt.Errorf("balancer: bias of %d quarters: want 0 to %d", bias, MaxBias)
	}
	return &LeastRequest{bias: bias, deadline: make([]float64, n)}, nil
}

// Pick returns the host with the earliest deadline, in O(n).
func (p *LeastRequest) Pick(hosts []Host, _ uint64, _ Source) int {
	p.deadline = fit(p.deadline, len(hosts))
	best := -1
	for i, h := range hosts {
		if !h.Eligible() {
			continue
		}
		if p.deadline[i] == 0 { // not queued yet
			p.deadline[i] = p.clock + 1/EffectiveWeight(h.Weight, h.Active, p.bias)
		}
		if best < 0 || p.deadline[i] < p.deadline[best] {
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	// A host that was out for a while has an old deadline: it goes first once, and
	// the clock does not run back for it.
	p.clock = max(p.clock, p.deadline[best])
	p.deadline[best] = p.clock + 1/EffectiveWeight(hosts[best].Weight, hosts[best].Active, p.bias)
	return best
}

// Remove forgets host i's deadline.
func (p *LeastRequest) Remove(i int) { p.deadline = cut(p.deadline, i) }
