package balancer

import "fmt"

// OutlierConfig are the settings of passive health checking, named after Envoy's.
type OutlierConfig struct {
	// ConsecutiveErrors in a row eject a host (consecutive_5xx).
	ConsecutiveErrors int
	// BaseEjection times the number of ejections is how long it stays out, ns.
	BaseEjection int64
	// MaxEjection limits that time, ns; not below BaseEjection.
	MaxEjection int64
	// MaxPercent is the largest share of the hosts that may be out at once, 0..100
	// (max_ejection_percent). It is tested before each ejection, the first one
	// included: at 10 percent nobody of nine hosts or fewer is ever ejected.
	MaxPercent int
	// AlwaysOne lets one host be ejected even if that exceeds MaxPercent
	// (always_eject_one_host).
	AlwaysOne bool
}

// DefaultOutlier returns Envoy's defaults: 5 errors, 30 s, at most 300 s, 10
// percent, and not always one. Until Envoy 1.28 the first ejection was not tested
// against the percentage; since 1.31 AlwaysOne brings that back.
func DefaultOutlier() OutlierConfig {
	return OutlierConfig{
		ConsecutiveErrors: 5,
		BaseEjection:      30_000_000_000,
		MaxEjection:       300_000_000_000,
		MaxPercent:        10,
	}
}

// validate names the first setting that makes no sense.
func (c OutlierConfig) validate() error {
	switch {
	case c.ConsecutiveErrors < 1:
		return fmt.Errorf("balancer: %d consecutive errors: want at least 1", c.ConsecutiveErrors)
	case c.BaseEjection < 1:
		return fmt.Errorf("balancer: base ejection time of %d ns: want at least 1", c.BaseEjection)
	case c.MaxEjection < c.BaseEjection:
		return fmt.Errorf("balancer: maximum ejection time of %d ns: want at least the base, %d", c.MaxEjection, c.BaseEjection)
	case c.MaxPercent < 0 || c.MaxPercent > 100:
		return fmt.Errorf("balancer: maximum ejection of %d percent: want 0 to 100", c.MaxPercent)
	}
	return nil
}

// outlierHost is the record of one host.
type outlierHost struct {
	errors     int   // in a row
	multiplier int64 // ejections, less one for each sweep spent in good order
	ejected    bool
	at         int64 // begin of the ejection, ns
	gone       bool  // not part of the cluster
}

// Verdict is what the result of a request led to.
type Verdict uint8

// The verdicts of Report.
const (
	// Kept: nothing changed.
	Kept Verdict = iota
	// Ejected: the host is out from now on.
	Ejected
	// Spared: the host deserves to be out, but the limit on the number of ejected
	// hosts forbids it (Envoy counts an ejections_overflow).
	Spared
)

// String returns "kept", "ejected" or "spared".
func (v Verdict) String() string {
	switch v {
	case Kept:
		return "kept"
	case Ejected:
		return "ejected"
	default:
		return "spared"
	}
}

// Outlier ejects hosts that answer with errors: passive health checking by real
// traffic. It is the cure for a least-loaded policy that mistakes "fails fast" for
// "is free". What counts as an error is the caller's: for Envoy's consecutive_5xx
// it is any 5xx, and by default also what the proxy answers in the host's stead
// when a connection is refused or reset, or an answer does not come in time.
//
// A host is out for BaseEjection × the number of its ejections; Sweep brings it
// back, and takes one off the number for each sweep that finds the host in service.
//
// Source: Envoy, source/common/upstream/outlier_detection_impl.cc and the
// architecture overview "Outlier detection". Left out: success-rate and
// failure-percentage detection, enforcement percentages, jitter, and that a passing
// active health check ends an ejection (successful_active_health_check_uneject_host,
// true by default).
type Outlier struct {
	config OutlierConfig
	hosts  []outlierHost
	out    int // ejected and not gone
	there  int // not gone
}

// NewOutlier watches n hosts. The error names the setting that is out of range.
func NewOutlier(config OutlierConfig, n int) (*Outlier, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	if n < 0 || n > MaxHosts {
		return nil, fmt.Errorf("balancer: %d hosts: want 0 to %d", n, MaxHosts)
	}
	return &Outlier{config: config, hosts: make([]outlierHost, n), there: n}, nil
}

// Configure changes the settings and keeps what is known of the hosts: who is out
// stays out, errors in a row go on being counted, and ejections under way end by
// the new times (gRPC A50; Envoy computes the end of an ejection anew in each sweep,
// too). On an error, which names the setting, nothing changes.
func (o *Outlier) Configure(config OutlierConfig) error {
	if err := config.validate(); err != nil {
		return err
	}
	o.config = config
	return nil
}

// Config returns the settings.
func (o *Outlier) Config() OutlierConfig { return o.config }

// Report takes the result of one request to host i at time now (ns) and returns
// what it led to. The run of errors starts again after it reached the limit, also
// when the host was spared. Results of a host that is out, such as its last
// requests in flight, change nothing.
func (o *Outlier) Report(i int, ok bool, now int64) Verdict {
	if i < 0 || i >= len(o.hosts) || o.hosts[i].ejected || o.hosts[i].gone {
		return Kept
	}
	h := &o.hosts[i]
	if ok {
		h.errors = 0
		return Kept
	}
	h.errors++
	if h.errors < o.config.ConsecutiveErrors {
		return Kept
	}
	h.errors = 0
	if o.out >= o.Allowed() {
		return Spared
	}
	o.out++
	h.ejected = true
	h.multiplier++
	h.at = now
	return Ejected
}

// Allowed returns how many hosts may be out at once: MaxPercent of those that are
// there, rounded down, and with AlwaysOne at least one.
func (o *Outlier) Allowed() int {
	allowed := o.there * o.config.MaxPercent / 100
	if o.config.AlwaysOne {
		return max(allowed, 1)
	}
	return allowed
}

// length is the time out for the n-th ejection, without overflow.
func (o *Outlier) length(n int64) int64 {
	if n > o.config.MaxEjection/o.config.BaseEjection {
		return o.config.MaxEjection
	}
	return o.config.BaseEjection * n
}

// Sweep runs the periodic check at time now (ns; Envoy: every 10 s) and returns how
// many hosts came back. A host whose time is over waits for the next sweep.
func (o *Outlier) Sweep(now int64) int {
	back := 0
	for i := range o.hosts {
		h := &o.hosts[i]
		switch {
		case h.gone:
		case h.ejected && now >= o.Until(i):
			h.ejected, h.errors = false, 0
			o.out--
			back++
		case !h.ejected && h.multiplier > 0:
			h.multiplier--
		}
	}
	return back
}

// Ejected reports whether host i is out.
func (o *Outlier) Ejected(i int) bool {
	return i >= 0 && i < len(o.hosts) && o.hosts[i].ejected
}

// Errors returns how many results of host i in a row were errors.
func (o *Outlier) Errors(i int) int {
	if i < 0 || i >= len(o.hosts) {
		return 0
	}
	return o.hosts[i].errors
}

// Until returns when host i's ejection ends by the present settings (ns), zero if
// it is not out. The next Sweep at or after that time brings it back.
func (o *Outlier) Until(i int) int64 {
	if !o.Ejected(i) {
		return 0
	}
	return later(o.hosts[i].at, o.length(o.hosts[i].multiplier))
}

// Out returns how many of the hosts that are there are ejected.
func (o *Outlier) Out() int { return o.out }

// There returns how many hosts are part of the cluster.
func (o *Outlier) There() int { return o.there }

// Leave takes host i out of the cluster and keeps its place: it no longer counts
// for the limit. One that was ejected stays so until it joins again.
func (o *Outlier) Leave(i int) {
	if i < 0 || i >= len(o.hosts) || o.hosts[i].gone {
		return
	}
	o.hosts[i].gone = true
	o.there--
	if o.hosts[i].ejected {
		o.out--
	}
}

// Join brings host i back into the cluster, as one that nothing is known of. A host
// that never left is not touched.
func (o *Outlier) Join(i int) {
	if i < 0 || i >= len(o.hosts) || !o.hosts[i].gone {
		return
	}
	o.hosts[i] = outlierHost{}
	o.there++
}

// Add watches one more host, the next index.
func (o *Outlier) Add() {
	o.hosts = append(o.hosts, outlierHost{})
	o.there++
}

// Remove stops watching host i; later hosts move down by one.
func (o *Outlier) Remove(i int) {
	o.Leave(i)
	o.hosts = cut(o.hosts, i)
}
