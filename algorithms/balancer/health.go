package balancer

import "fmt"

// ProbeConfig says how many consecutive probe results change a host's state.
// Detecting a dead host takes about interval × Unhealthy.
type ProbeConfig struct {
	// Unhealthy is how many failures in a row take a healthy host out.
	Unhealthy int
	// Healthy is how many successes in a row bring it back.
	Healthy int
}

// Health is the state machine of active health checks for one host. Sending the
// probes, and their timeouts, are the caller's.
type Health struct {
	config  ProbeConfig
	healthy bool
	run     int
	changed int64
}

// NewHealth starts a host as healthy or not. The error names a threshold below
// one.
func NewHealth(config ProbeConfig, healthy bool) (*Health, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	return &Health{config: config, healthy: healthy}, nil
}

// validate names a threshold below one.
func (c ProbeConfig) validate() error {
	if c.Unhealthy < 1 {
		return fmt.Errorf("balancer: unhealthy threshold %d: want at least 1", c.Unhealthy)
	}
	if c.Healthy < 1 {
		return fmt.Errorf("balancer: healthy threshold %d: want at least 1", c.Healthy)
	}
	return nil
}

// Configure changes the thresholds and keeps the state and the results seen so far:
// a run that is long enough already takes effect with the next result. On an error
// nothing changes.
func (h *Health) Configure(config ProbeConfig) error {
	if err := config.validate(); err != nil {
		return err
	}
	h.config = config
	return nil
}

// Observe takes one probe result at time now (ns) and reports whether the state
// changed. A result that agrees with the state ends the run against it.
func (h *Health) Observe(ok bool, now int64) bool {
	if ok == h.healthy {
		h.run = 0
		return false
	}
	h.run++
	limit := h.config.Healthy
	if h.healthy {
		limit = h.config.Unhealthy
	}
	if h.run < limit {
		return false
	}
	h.healthy, h.run, h.changed = ok, 0, now
	return true
}

// Healthy reports whether the host may get requests.
func (h *Health) Healthy() bool { return h.healthy }

// Run returns how many results in a row have spoken against the present state.
func (h *Health) Run() int { return h.run }

// Changed returns when the state last changed (ns), zero if it never has.
func (h *Health) Changed() int64 { return h.changed }
