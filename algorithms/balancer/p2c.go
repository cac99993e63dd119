package balancer

// sample remembers the two hosts that a pick compared, each plus one, so that the
// zero value means none.
type sample struct {
	first, second int
}

// Sampled returns the hosts compared by the last pick, or -1, -1.
func (s *sample) Sampled() (first, second int) { return s.first - 1, s.second - 1 }

// draw samples two eligible hosts. Without replacement they differ whenever two
// are eligible. It returns false, and remembers nothing, when none is.
func (s *sample) draw(hosts []Host, replace bool, r Source) bool {
	*s = sample{}
	first := drawEligible(hosts, -1, r)
	if first < 0 {
		return false
	}
	except := first
	if replace {
		except = -1
	}
	second := drawEligible(hosts, except, r)
	if second < 0 {
		second = first
	}
	*s = sample{first: first + 1, second: second + 1}
	return true
}

// TwoChoices is the power of two choices: sample two hosts, take the less loaded,
// the first sampled on a tie. With n requests on n hosts the fullest holds
// ln ln n/ln 2 + O(1) of them in place of about ln n/ln ln n. A pick costs two
// draws and O(1), and a stale view hurts far less than it hurts LeastConn.
//
// The zero value samples WITHOUT replacement (two different hosts, as Finagle
// does) and compares in-flight counts without weights.
//
// Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing",
// IEEE TPDS 12(10), 2001; Azar, Broder, Karlin, Upfal, "Balanced Allocations",
// SIAM J. Comput. 29(1), 1999.
type TwoChoices struct {
	// Replace samples WITH replacement, as the papers and Envoy do: the same host
	// may be drawn twice, which costs visibly with ten hosts or fewer.
	Replace bool
	// Weighted compares active/weight, in cross-multiplied integers.
	Weighted bool
	sample
}

// Pick samples two hosts and returns the less loaded one.
func (p *TwoChoices) Pick(hosts []Host, _ uint64, r Source) int {
	if !p.draw(hosts, p.Replace, r) {
		return -1
	}
	first, second := p.Sampled()
	if lessLoaded(hosts[second], hosts[first], p.Weighted) < 0 {
		return second
	}
	return first
}

// Remove forgets the last sample: its indices no longer mean the same hosts.
func (p *TwoChoices) Remove(int) { p.sample = sample{} }
