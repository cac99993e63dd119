package balancer

// LeastConn chooses the minimum of the balancer's view: the fewest requests in
// flight, a tie broken at random with a single draw. With a stale view this herds:
// everybody sends to the same host until the next refresh. The zero value is
// ready to use and ignores weights.
type LeastConn struct {
	// Weighted compares active/weight in place of active.
	Weighted bool
}

// Pick returns a least loaded host, in O(n).
func (p *LeastConn) Pick(hosts []Host, _ uint64, r Source) int {
	best, ties := leastLoaded(hosts, p.Weighted)
	if ties < 2 {
		return best
	}
	left := below(r, ties)
	for i := best; i < len(hosts); i++ {
		if !hosts[i].Eligible() || lessLoaded(hosts[i], hosts[best], p.Weighted) != 0 {
			continue
		}
		if left == 0 {
			return i
		}
		left--
	}
	return best
}

// Remove does nothing: there is no state.
func (p *LeastConn) Remove(int) {}

// leastLoaded returns the first least loaded host (-1 when none is eligible) and
// how many are tied with it, itself included.
func leastLoaded(hosts []Host, weighted bool) (best int, ties uint64) {
	best = -1
	for i, h := range hosts {
		if !h.Eligible() {
			continue
		}
		order := int64(-1)
		if best >= 0 {
			order = lessLoaded(h, hosts[best], weighted)
		}
		switch {
		case order < 0:
			best, ties = i, 1
		case order == 0:
			ties++
		}
	}
	return best, ties
}

// NginxLeastConn is nginx's least_conn: the fewest connections per weight,
// compared as conns×weight of the other, and a tie goes through smooth weighted
// round robin among the tied hosts only. When nobody is tied the round robin
// does not move. The zero value is ready to use.
//
// Source: nginx, src/http/modules/ngx_http_upstream_least_conn_module.c.
type NginxLeastConn struct {
	rr SmoothWeighted
}

// Pick returns a host with the fewest connections per weight, in O(n).
func (p *NginxLeastConn) Pick(hosts []Host, _ uint64, _ Source) int {
	p.rr.current = fit(p.rr.current, len(hosts))
	least, ties := leastLoaded(hosts, true)
	if ties < 2 {
		return least
	}
	best, total := -1, int64(0)
	for i := least; i < len(hosts); i++ {
		h := hosts[i]
		if !h.Eligible() || lessLoaded(h, hosts[least], true) != 0 {
			continue
		}
		best = p.rr.raise(i, best, h.weight())
		total += h.weight()
	}
	p.rr.current[best] -= total
	return best
}

// Remove forgets host i's turn among tied hosts.
func (p *NginxLeastConn) Remove(i int) { p.rr.Remove(i) }
