package balancer

// RoundRobin takes turns: it goes on from the host after the last one chosen and
// skips those that are not eligible. Each host that stays eligible is passed once
// a lap, so the counts of two such hosts never differ by more than one. Weights
// are not compared. The zero value is ready to use.
type RoundRobin struct {
	next int
}

// Pick returns the next eligible host in turn, in O(n) at worst and O(1) when all
// are eligible.
func (p *RoundRobin) Pick(hosts []Host, _ uint64, _ Source) int {
	start := p.next
	if start >= len(hosts) {
		start = 0
	}
	for step := range hosts {
		i := start + step
		if i >= len(hosts) {
			i -= len(hosts)
		}
		if hosts[i].Eligible() {
			p.next = i + 1
			return i
		}
	}
	return -1
}

// Remove keeps the turn where it was when an earlier host disappears.
func (p *RoundRobin) Remove(i int) {
	if i >= 0 && i < p.next {
		p.next--
	}
}

// SmoothWeighted is smooth weighted round robin, nginx's rule: every eligible
// host's current value grows by its weight, the largest is chosen (the earliest
// on a tie), and the chosen one pays back the sum of the weights. In each period of sum(weights) picks over
// an unchanged set host i is chosen exactly weight[i] times, spread out instead
// of in a burst, and all values return to zero.
//
// A host that is not eligible keeps its value, as a server marked down does in
// nginx. The zero value is ready to use.
//
// Source: nginx, src/http/ngx_http_upstream_round_robin.c.
type SmoothWeighted struct {
	current []int64
}

// Pick returns the host with the largest current value, in O(n).
func (p *SmoothWeighted) Pick(hosts []Host, _ uint64, _ Source) int {
	p.current = fit(p.current, len(hosts))
	best, total := -1, int64(0)
	for i, h := range hosts {
		if !h.Eligible() {
			continue
		}
		best = p.raise(i, best, h.weight())
		total += h.weight()
	}
	if best >= 0 {
		p.current[best] -= total
	}
	return best
}

// raise adds w to host i and returns the better of i and best.
func (p *SmoothWeighted) raise(i, best int, w int64) int {
	p.current[i] += w
	if best < 0 || p.current[i] > p.current[best] {
		return i
	}
	return best
}

// Current returns host i's value between two picks, for showing why the next pick
// goes where it goes. It is zero for a host never seen.
func (p *SmoothWeighted) Current(i int) int64 {
	if i < 0 || i >= len(p.current) {
		return 0
	}
	return p.current[i]
}

// Remove forgets host i's value.
func (p *SmoothWeighted) Remove(i int) { p.current = cut(p.current, i) }
