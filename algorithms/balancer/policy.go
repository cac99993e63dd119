package balancer

import (
	"fmt"
	"strings"
)

// Picker chooses a host. Implementations are plain data, so that a run holding
// one can be copied field by field.
type Picker interface {
	// Pick returns the index of the chosen host, or -1 when no host is eligible.
	// key identifies the client and matters only to the hash policies; r may be
	// nil for a policy that needs no chance (a policy that does then behaves as
	// if every draw were zero). Hosts may be appended to the slice at any time.
	Pick(hosts []Host, key uint64, r Source) int
	// Remove says that the host at index i was cut out of the slice and that the
	// later ones moved down by one. An index that was never seen is ignored.
	Remove(i int)
}

// Sampler is implemented by pickers that look at two hosts only.
type Sampler interface {
	// Sampled returns the hosts compared by the last pick, in the order they were
	// drawn; both are the same when only one was eligible (or, with replacement,
	// by chance), and both are -1 when nothing was picked since the last Remove.
	Sampled() (first, second int)
}

// Policy names a way of choosing. The zero value is RoundRobinPolicy.
type Policy uint8

// The policies that New can build.
const (
	RoundRobinPolicy Policy = iota
	WeightedRRPolicy
	RandomPolicy
	LeastConnPolicy
	TwoChoicesPolicy
	HashPolicy
	IPHashPolicy
	PeakEWMAPolicy
	policyCount
)

// policyNames are the names in the order of the constants.
var policyNames = [policyCount]string{
	"round-robin", "weighted-rr", "random", "least-conn", "p2c", "hash", "ip-hash", "peak-ewma",
}

// Policies lists all policies in the order of their constants.
func Policies() []Policy {
	all := make([]Policy, 0, policyCount)
	for p := range policyCount {
		all = append(all, p)
	}
	return all
}

// String returns the policy's name, such as "p2c".
func (p Policy) String() string {
	if p >= policyCount {
		return fmt.Sprintf("policy(%d)", uint8(p))
	}
	return policyNames[p]
}

// ParsePolicy finds a policy by its name. The error lists the names that exist.
func ParsePolicy(name string) (Policy, error) {
	for i, known := range policyNames {
		if known == name {
			return Policy(i), nil
		}
	}
	return 0, fmt.Errorf("balancer: unknown policy %q: want one of %s", name, strings.Join(policyNames[:], ", "))
}

// New builds a picker with room for n hosts; more may come later, at the price of
// one allocation. It uses each type's plain variant: LeastConn compares in-flight
// counts without weights, TwoChoices samples without replacement, PeakEWMA decays
// over DefaultDecay. The error names an unknown policy or an n outside
// 0..MaxHosts.
func New(p Policy, n int) (Picker, error) {
	if n < 0 || n > MaxHosts {
		return nil, fmt.Errorf("balancer: %d hosts: want 0 to %d", n, MaxHosts)
	}
	switch p {
	case RoundRobinPolicy:
		return &RoundRobin{}, nil
	case WeightedRRPolicy:
		return &SmoothWeighted{current: make([]int64, n)}, nil
	case RandomPolicy:
		return &Random{}, nil
	case LeastConnPolicy:
		return &LeastConn{}, nil
	case TwoChoicesPolicy:
		return &TwoChoices{}, nil
	case HashPolicy:
		return &HashModulo{fallback: SmoothWeighted{current: make([]int64, n)}}, nil
	case IPHashPolicy:
		return &IPHash{fallback: SmoothWeighted{current: make([]int64, n)}}, nil
	case PeakEWMAPolicy:
		return NewPeakEWMA(n, DefaultDecay)
	default:
		return nil, fmt.Errorf("balancer: unknown %v: want one of %s", p, strings.Join(policyNames[:], ", "))
	}
}
