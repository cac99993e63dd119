package balancer

// DrainPhase is where a host stands on its way out.
type DrainPhase uint8

// The phases, in their only order.
const (
	// Serving: requests are welcome.
	Serving DrainPhase = iota
	// Draining: no new requests, the old ones may finish until the deadline.
	Draining
	// Drained: nothing is left, or the deadline cut what was.
	Drained
)

// String returns "serving", "draining" or "drained".
func (p DrainPhase) String() string {
	switch p {
	case Serving:
		return "serving"
	case Draining:
		return "draining"
	default:
		return "drained"
	}
}

// Drain is connection draining for one host (AWS: deregistration delay). The zero
// value is serving.
type Drain struct {
	phase    DrainPhase
	deadline int64
	dropped  int64
}

// Begin stops new requests at time now and gives those in flight up to window ns.
// A negative window is read as zero. Beginning twice changes nothing: a deadline
// given is not moved.
func (d *Drain) Begin(now, window int64) {
	if d.phase != Serving {
		return
	}
	d.phase = Draining
	d.deadline = later(now, max(window, 0))
}

// Step looks at the host at time now (ns) with so many requests in flight, and
// returns the phase. Draining ends when nothing is in flight or the deadline is
// reached, whichever is first; what is in flight then was cut off.
func (d *Drain) Step(active, now int64) DrainPhase {
	if d.phase != Draining {
		return d.phase
	}
	active = max(active, 0)
	if active == 0 || now >= d.deadline {
		d.phase = Drained
		d.dropped = active
	}
	return d.phase
}

// Phase returns where the host stands as of the last Step.
func (d *Drain) Phase() DrainPhase { return d.phase }

// Accepts reports whether the host may get new requests.
func (d *Drain) Accepts() bool { return d.phase == Serving }

// Deadline returns when draining ends at the latest (ns), zero before Begin.
func (d *Drain) Deadline() int64 { return d.deadline }

// Dropped returns how many requests the deadline cut off.
func (d *Drain) Dropped() int64 { return d.dropped }
