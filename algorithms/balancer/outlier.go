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
	// MaxPercent is the largest share of hosts that may be out at once, 0..100.
	MaxPercent int
	// AlwaysOne lets one host be ejected even if that exceeds MaxPercent, as it
	// would with nine hosts and ten percent.
	AlwaysOne bool
}

// DefaultOutlier returns Envoy's documented defaults: 5 errors, 30 s, at most
// 300 s, 10 percent, but always one.
func DefaultOutlier() OutlierConfig {
	return OutlierConfig{
		ConsecutiveErrors: 5,
		BaseEjection:      30_000_000_000,
		MaxEjection:       300_000_000_000,
		MaxPercent:        10,
		AlwaysOne:         true,
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
	until      int64 // end of the ejection, ns
}

// Outlier ejects hosts that answer with errors: passive health checking by real
// traffic. It is the cure for a least-loaded policy that mistakes "fails fast" for
// "is free". A host is out for BaseEjection × the number of its ejections; Sweep
// brings it back, and takes one off the number for each sweep that finds the host
// in service.
//
// Source: Envoy, source/common/upstream/outlier_detection_impl.cc and the
// architecture overview "Outlier detection". Left out: success-rate and
// failure-percentage detection, enforcement percentages, jitter.
type Outlier struct {
	config OutlierConfig
	hosts  []outlierHost
	out    int
}

// NewOutlier watches n hosts. The error names the setting that is out of range.
func NewOutlier(config OutlierConfig, n int) (*Outlier, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	if n < 0 || n > MaxHosts {
		return nil, fmt.Errorf("balancer: %d hosts: want 0 to %d", n, MaxHosts)
	}
	return &Outlier{config: config, hosts: make([]outlierHost, n)}, nil
}

// Report takes the result of one request to host i at time now (ns) and reports
// whether the host was ejected for it. The run of errors starts again after it
// reached the limit, also when MaxPercent forbade the ejection. Results of a host
// that is out, such as its last requests in flight, change nothing.
func (o *Outlier) Report(i int, ok bool, now int64) bool {
	if i < 0 || i >= len(o.hosts) || o.hosts[i].ejected {
		return false
	}
	h := &o.hosts[i]
	if ok {
		h.errors = 0
		return false
	}
	h.errors++
	if h.errors < o.config.ConsecutiveErrors {
		return false
	}
	h.errors = 0
	if !o.mayEject() {
		return false
	}
	o.out++
	h.ejected = true
	h.multiplier++
	h.until = later(now, o.length(h.multiplier))
	return true
}

// mayEject reports whether one more host may be out.
func (o *Outlier) mayEject() bool {
	if o.config.AlwaysOne && o.out == 0 {
		return true
	}
	return (o.out+1)*100 <= o.config.MaxPercent*len(o.hosts)
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
		case h.ejected && now >= h.until:
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

// Until returns when host i's ejection ends (ns), zero if it is not out.
func (o *Outlier) Until(i int) int64 {
	if !o.Ejected(i) {
		return 0
	}
	return o.hosts[i].until
}

// Out returns how many hosts are ejected.
func (o *Outlier) Out() int { return o.out }

// Add watches one more host, the next index.
func (o *Outlier) Add() { o.hosts = append(o.hosts, outlierHost{}) }

// Remove stops watching host i; later hosts move down by one.
func (o *Outlier) Remove(i int) {
	if o.Ejected(i) {
		o.out--
	}
	o.hosts = cut(o.hosts, i)
}
