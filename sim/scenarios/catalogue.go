// Package scenarios is the catalogue: one visible line a simulation.
package scenarios

import (
	"github.com/kookmin-msa-study/msalab/sim"
	loadbalancing "github.com/kookmin-msa-study/msalab/sim/scenarios/load-balancing"
	"github.com/kookmin-msa-study/msalab/sim/scenarios/replication"
)

// All lists every simulation in the order of the course.
var All = []*sim.Scenario{
	loadbalancing.Scenario,
	replication.Scenario,
}
