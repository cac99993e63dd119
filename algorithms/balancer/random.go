package balancer

// Random chooses any eligible host, each with the same chance, or in proportion
// to its weight. The zero value is ready to use and ignores weights.
type Random struct {
	// Weighted makes the chance proportional to the weight, at O(n) a pick.
	Weighted bool
}

// Pick draws one host. Without weights this takes one draw and O(1) when all
// hosts are eligible.
func (p *Random) Pick(hosts []Host, _ uint64, r Source) int {
	if !p.Weighted {
		return drawEligible(hosts, -1, r)
	}
	total := int64(0)
	for _, h := range hosts {
		if h.Eligible() {
			total += h.weight()
		}
	}
	if total == 0 {
		return -1
	}
	left := int64(below(r, uint64(total)))
	for i, h := range hosts {
		if !h.Eligible() {
			continue
		}
		left -= h.weight()
		if left < 0 {
			return i
		}
	}
	return -1
}

// Remove does nothing: there is no state.
func (p *Random) Remove(int) {}

// blindDraws is how often drawEligible draws from all hosts before it counts the
// eligible ones. Eight misses in a row happen once in 256 picks with half of the
// hosts out, so a large, mostly healthy set costs O(1).
const blindDraws = 8

// drawEligible returns a uniform eligible host other than except (-1 for none),
// or -1 when there is no such host. When all are eligible it draws exactly once.
func drawEligible(hosts []Host, except int, r Source) int {
	n := uint64(len(hosts))
	if except >= 0 {
		n--
	}
	if n == 0 {
		return -1
	}
	for range blindDraws {
		i := int(below(r, n))
		if except >= 0 && i >= except {
			i++
		}
		if hosts[i].Eligible() {
			return i
		}
	}
	return drawCounted(hosts, except, r)
}

// drawCounted is the exact draw: count the candidates, then walk to the one drawn.
func drawCounted(hosts []Host, except int, r Source) int {
	count := uint64(0)
	for i, h := range hosts {
		if i != except && h.Eligible() {
			count++
		}
	}
	if count == 0 {
		return -1
	}
	left := below(r, count)
	for i, h := range hosts {
		if i == except || !h.Eligible() {
			continue
		}
		if left == 0 {
			return i
		}
		left--
	}
	return -1
}
