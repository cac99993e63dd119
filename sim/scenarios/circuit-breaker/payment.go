package circuitbreaker

import "github.com/kookmin-msa-study/msalab/sim"

// payment is one instance of the dependency. It takes any number of calls at once.
type payment struct {
	order           sim.NodeID
	service, chance sim.Stream
	v               paymentMemory
	d               paymentDisk
}

type paymentMemory struct{ active int64 }

// paymentDisk is what a restart does not cure: a broken deployment, or customers
// without money.
type paymentDisk struct {
	errors   int64 // percent of calls that end with 500
	refusals int64 // percent of the others that end with 402
	bad      bool  // every call ends with 500
}

func (n *payment) State() (volatile, durable any) { return &n.v, &n.d }

// Start has nothing to do: calls in progress were lost with the process.
func (n *payment) Start(*sim.Ctx) {}

// Handle takes calls and finishes them. The draws are spent whatever the faults, so
// that two runs under one seed see the same Payment.
func (n *payment) Handle(c *sim.Ctx, e *sim.Event) {
	switch e.Kind {
	case kCall, kProbe:
		n.v.active++
		took := c.Rand(n.service).Uniform(int64(payLow), int64(payHigh))
		c.Work(sim.Time(took), sim.Msg{Kind: kPaid, A: e.A, B: e.B, C: n.result(c)})
		c.Note(nPaying, e.A, n.v.active)
	case kPaid:
		n.v.active--
		kind := kResult
		if e.C == resultError {
			kind = kError
		}
		c.Send(n.order, sim.Msg{Kind: kind, A: e.A, B: e.B, C: e.C})
	}
}

func (n *payment) result(c *sim.Ctx) int64 {
	failed := c.Rand(n.chance).Chance(n.d.errors * 10_000)
	refused := c.Rand(n.chance).Chance(n.d.refusals * 10_000)
	switch {
	case failed || n.d.bad:
		return resultError
	case refused:
		return resultRefused
	}
	return resultOK
}
