package loadbalancing

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
	"github.com/kookmin-msa-study/msalab/algorithms/queueing"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// agree is how many combined standard errors a simulation may be off.
const agree = 4

// arrivalsFor shortens the statistics when asked to.
func arrivalsFor(n int) int {
	if testing.Short() {
		return n / 8
	}
	return n
}

// batchMeans returns the mean after the first tenth and its standard error, from
// the means of batches long enough to be nearly independent.
func batchMeans(samples []sim.Sample) (mean, deviation float64) {
	const batches = 25
	samples = samples[len(samples)/10:]
	size := len(samples) / batches
	means := make([]float64, batches)
	for i := range means {
		for _, s := range samples[i*size : (i+1)*size] {
			means[i] += float64(s.Value)
		}
		means[i] /= float64(size)
		mean += means[i] / batches
	}
	for _, m := range means {
		deviation += (m - mean) * (m - mean)
	}
	return mean, math.Sqrt(deviation / (batches - 1) / batches)
}

// within requires that a simulated mean, in units of unit, agrees with a reference
// that has a standard error of its own (zero for a formula).
func within(t *testing.T, what string, samples []sim.Sample, unit, want, wantError float64) {
	t.Helper()
	mean, deviation := batchMeans(samples)
	mean, deviation = mean/unit, deviation/unit
	limit := agree * math.Sqrt(deviation*deviation+wantError*wantError)
	t.Logf("%-40s simulated %.4f ± %.4f, reference %.4f: %.1f standard errors", what, mean, deviation, want, math.Abs(mean-want)*agree/limit)
	require.InDelta(t, want, mean, limit, what)
	if !testing.Short() {
		require.Less(t, deviation, 0.06*want, "%s: too noisy to mean anything", what)
	}
}

func TestTheScenarioAgreesWithTheFormulasForRandomAndRoundRobin(t *testing.T) {
	const serviceMS = 100
	for _, c := range []struct {
		policy  string
		servers int
		rps     int
	}{{"random", 8, 40}, {"random", 8, 64}, {"round-robin", 8, 40}, {"round-robin", 8, 64}, {"round-robin", 4, 36}, {"round-robin", 2, 16}} {
		r := start(t, "equal", 5, measured, "policy="+c.policy, fmt.Sprint("servers=", c.servers), fmt.Sprint("rps=", c.rps),
			fmt.Sprint("serviceMs=", serviceMS), "clientTimeout=0")
		r.StepTo(int64(arrivalsFor(240_000) * 6))

		want, err := queueing.MM1(float64(c.rps)/float64(c.servers), 1000/serviceMS)
		if c.policy == "round-robin" {
			want, err = queueing.RoundRobin(float64(c.rps), 1000/serviceMS, c.servers)
		}
		require.NoError(t, err)
		links := (4 * linkTime).Decimal(3)
		require.Equal(t, "0.002", links)
		within(t, fmt.Sprint(c.policy, " ", c.servers, " servers rho ", want.Rho), r.Samples(mLatency), float64(sim.Second), want.W+0.002, 0)
	}
}

func TestTheScenariosPoliciesStandInTheOrderThatTheorySays(t *testing.T) {
	mean := map[string]float64{}
	for _, policy := range []string{"random", "round-robin", "p2c", "least-conn"} {
		r := start(t, "equal", 9, measured, "policy="+policy, "servers=8", "rps=68", "serviceMs=100", "clientTimeout=0")
		r.StepTo(int64(arrivalsFor(240_000) * 6))
		mean[policy], _ = batchMeans(r.Samples(mLatency))
	}
	central, err := queueing.MMC(68, 10, 8)
	require.NoError(t, err)

	require.Less(t, central.W*1e9, mean["least-conn"])
	require.Less(t, mean["least-conn"], mean["p2c"])
	require.Less(t, mean["p2c"], mean["round-robin"])
	require.Less(t, mean["round-robin"], mean["random"])
}

func TestLittlesLawHoldsWithinOnePercent(t *testing.T) {
	for _, preset := range []string{"right", "p2c", "equal", "herd"} {
		r := start(t, preset, 3, measured)
		area, was := float64(0), sim.Time(0)
		for r.Now() < 5*horizon {
			inFlight := r.Level(mInFlight)
			require.True(t, r.Step())
			area += float64(inFlight) * float64(r.Now()-was)
			was = r.Now()
		}
		sum := float64(0)
		for _, s := range r.Samples(mLatency) {
			sum += float64(s.Value)
		}
		elapsed := float64(r.Now())
		number := area / elapsed
		rate, stay := float64(r.Level(mSent))/elapsed, sum/float64(r.Level(mOK))
		want, err := queueing.Little(rate, stay)

		require.NoError(t, err)
		require.InEpsilon(t, want, number, 0.01, preset)
	}
}

func TestLeastLoadedPoliciesAgreeWithAnIndependentSimulation(t *testing.T) {
	for _, row := range policySim(t) {
		var picker balancer.Picker
		switch row.Policy {
		case "power_of_two_with_replacement":
			picker = &balancer.TwoChoices{Replace: true}
		case "join_shortest_queue":
			picker = &balancer.LeastConn{}
		default:
			continue
		}
		if testing.Short() && row.Servers != 10 {
			continue
		}
		samples := runNetwork(t, openNetwork(picker, row.Servers, row.Rho), arrivalsFor(300_000)*3)

		within(t, fmt.Sprint(row.Policy, " ", row.Servers, " servers rho ", row.Rho), samples, float64(sim.Second), row.Mean, row.Error)
	}
}

func TestACentralQueueOfManyWorkersAgreesWithErlangC(t *testing.T) {
	for _, c := range []struct {
		workers int
		rho     float64
	}{{1, 0.8}, {10, 0.5}, {10, 0.9}, {50, 0.9}} {
		want, err := queueing.MMC(float64(c.workers)*c.rho, 1, c.workers)
		require.NoError(t, err)
		sc := centralQueue(c.workers, c.rho)
		r, err := sim.NewRun(sim.Spec{Scenario: sc, Seed: 4}, measured)
		require.NoError(t, err)
		r.StepTo(int64(arrivalsFor(300_000) * 2))

		within(t, fmt.Sprint("central queue ", c.workers, " rho ", c.rho), r.Samples(0), float64(sim.Second), want.W, 0)
		within(t, "share that waits", r.Samples(1), 1, want.PWait, 0)
	}
}

type policyRow struct {
	Servers int
	Rho     float64
	Policy  string
	Mean    float64 `json:"mean_time_in_system"`
	Error   float64 `json:"standard_error"`
}

func policySim(t *testing.T) []policyRow {
	t.Helper()
	raw, err := os.ReadFile("testdata/policy_sim.json")
	require.NoError(t, err)
	var file struct{ Rows []policyRow }
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Rows, 20)
	for _, row := range file.Rows {
		require.True(t, row.Servers > 0 && row.Rho > 0 && row.Policy != "" && row.Mean > 0 && row.Error > 0, "%+v", row)
	}
	return file.Rows
}

func runNetwork(t *testing.T, sc *sim.Scenario, steps int) []sim.Sample {
	t.Helper()
	r, err := sim.NewRun(sim.Spec{Scenario: sc, Seed: 6}, measured)
	require.NoError(t, err)
	r.StepTo(int64(steps))
	return r.Samples(0)
}

// dispatcher is an open network in one node: Poisson arrivals, n FIFO servers with
// exponential service of mean one second, any picker, exact counts, no links.
type dispatcher struct {
	picker   balancer.Picker
	hosts    []balancer.Host
	queues   [][]sim.Time
	gap      int64
	arrivals sim.Stream
	service  sim.Stream
	chance   sim.Stream
}

const (
	arrive sim.Kind = iota
	leave
)

func (n *dispatcher) State() (volatile, durable any) { return nil, nil }

func (n *dispatcher) Start(c *sim.Ctx) { n.next(c) }

func (n *dispatcher) next(c *sim.Ctx) {
	c.After(sim.Time(c.Rand(n.arrivals).Exponential(n.gap)), sim.Msg{Kind: arrive})
}

func (n *dispatcher) serve(c *sim.Ctx, i int64) {
	c.Work(sim.Time(c.Rand(n.service).Exponential(int64(sim.Second))), sim.Msg{Kind: leave, A: i})
}

func (n *dispatcher) Handle(c *sim.Ctx, e *sim.Event) {
	if e.Kind == arrive {
		n.next(c)
		i := n.picker.Pick(n.hosts, 0, c.Rand(n.chance))
		n.queues[i] = append(n.queues[i], c.Now())
		n.hosts[i].Active++
		if n.hosts[i].Active == 1 {
			n.serve(c, int64(i))
		}
		return
	}
	q := n.queues[e.A]
	c.Observe(0, int64(c.Now()-q[0]))
	n.queues[e.A] = q[1:]
	n.hosts[e.A].Active--
	if len(q) > 1 {
		n.serve(c, e.A)
	}
}

type noLaws struct{}

func (noLaws) Check(*sim.Laws)              {}
func (noLaws) Draw(*sim.View, *scene.Scene) {}

func openNetwork(p balancer.Picker, servers int, rho float64) *sim.Scenario {
	return &sim.Scenario{ID: "open-network", Horizon: sim.MaxTime, Kinds: []sim.KindSpec{{Name: "arrive"}, {Name: "leave"}},
		Metrics: []sim.MetricSpec{{ID: "time", Kind: sim.Distribution}},
		Build: func(s *sim.Setup) sim.Model {
			n := &dispatcher{picker: p, hosts: make([]balancer.Host, servers), queues: make([][]sim.Time, servers),
				gap: int64(float64(sim.Second) / (float64(servers) * rho)), arrivals: s.Stream("a"), service: s.Stream("s"), chance: s.Stream("c")}
			for i := range n.hosts {
				n.hosts[i] = balancer.Host{Weight: 1, Ready: true}
			}
			s.Node(sim.NodeInfo{Name: "net"}, n)
			return noLaws{}
		}}
}

// pool is M/M/c: one queue in front of c workers.
type pool struct {
	free              int
	waiting           []sim.Time
	gap               int64
	arrivals, service sim.Stream
}

func (n *pool) State() (volatile, durable any) { return nil, nil }

func (n *pool) Start(c *sim.Ctx) { n.next(c) }

func (n *pool) next(c *sim.Ctx) {
	c.After(sim.Time(c.Rand(n.arrivals).Exponential(n.gap)), sim.Msg{Kind: arrive})
}

func (n *pool) serve(c *sim.Ctx, came sim.Time) {
	c.Work(sim.Time(c.Rand(n.service).Exponential(int64(sim.Second))), sim.Msg{Kind: leave, A: int64(came)})
}

func (n *pool) Handle(c *sim.Ctx, e *sim.Event) {
	if e.Kind == arrive {
		n.next(c)
		if n.free == 0 {
			c.Observe(1, 1)
			n.waiting = append(n.waiting, c.Now())
			return
		}
		c.Observe(1, 0)
		n.free--
		n.serve(c, c.Now())
		return
	}
	c.Observe(0, int64(c.Now())-e.A)
	if len(n.waiting) == 0 {
		n.free++
		return
	}
	n.serve(c, n.waiting[0])
	n.waiting = n.waiting[1:]
}

func centralQueue(workers int, rho float64) *sim.Scenario {
	return &sim.Scenario{ID: "central-queue", Horizon: sim.MaxTime, Kinds: []sim.KindSpec{{Name: "arrive"}, {Name: "leave"}},
		Metrics: []sim.MetricSpec{{ID: "time", Kind: sim.Distribution}, {ID: "waits", Kind: sim.Distribution}},
		Build: func(s *sim.Setup) sim.Model {
			s.Node(sim.NodeInfo{Name: "pool"}, &pool{free: workers, gap: int64(float64(sim.Second) / (float64(workers) * rho)),
				arrivals: s.Stream("a"), service: s.Stream("s")})
			return noLaws{}
		}}
}
