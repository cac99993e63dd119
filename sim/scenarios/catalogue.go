// Package scenarios is the catalogue: one visible line a simulation.
package scenarios

import (
	"github.com/kookmin-msa-study/msalab/sim"
	circuitbreaker "github.com/kookmin-msa-study/msalab/sim/scenarios/circuit-breaker"
	consistenthashing "github.com/kookmin-msa-study/msalab/sim/scenarios/consistent-hashing"
	loadbalancing "github.com/kookmin-msa-study/msalab/sim/scenarios/load-balancing"
	"github.com/kookmin-msa-study/msalab/sim/scenarios/replication"
	"github.com/kookmin-msa-study/msalab/sim/scenarios/saga"
)

// All lists every simulation in the order of the course.
var All = []*sim.Scenario{
	loadbalancing.Scenario,
	consistenthashing.Scenario,
	replication.Scenario,
	saga.Scenario,
	circuitbreaker.Scenario,
}
