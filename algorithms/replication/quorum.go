package replication

// Ratio is an exact fraction in lowest terms; Den is positive.
type Ratio struct{ Num, Den int64 }

// Float returns the nearest float64.
func (r Ratio) Float() float64 { return float64(r.Num) / float64(r.Den) }

func reduced(num, den int64) Ratio {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Ratio{num / a, den / a}
}

// MaxCopies is the largest n for which this file's binomials fit 64 bits.
const MaxCopies = 60

// choose returns n over k for 0 <= n <= MaxCopies, 0 outside 0 <= k <= n.
func choose(n, k int) int64 {
	if k < 0 || k > n {
		return 0
	}
	c := int64(1)
	for i := 1; i <= min(k, n-k); i++ {
		// c·m/i is whole; dividing by what they share first keeps it in 64 bits.
		part := reduced(c, int64(i))
		c = part.Num * (int64(n-min(k, n-k)+i) / part.Den)
	}
	return c
}

func validQuorum(n, k int) bool { return n >= 1 && n <= MaxCopies && k >= 0 && k <= n }

// Overlap reports whether every read set of r and every write set of w among the
// same n copies share a copy: iff r+w > n. A sloppy quorum writes elsewhere and
// voids it; and overlap alone is not linearizability.
func Overlap(n, r, w int) bool { return validQuorum(n, r) && validQuorum(n, w) && r+w > n }

// WriteOverlap reports whether any two write sets share a copy: iff 2w > n.
func WriteOverlap(n, w int) bool { return validQuorum(n, w) && 2*w > n }

// Miss returns the probability that a random read set of r misses a random write
// set of w among n copies: C(n-w,r)/C(n,r), exactly. Out of range (n from 1 to
// MaxCopies, r and w from 0 to n) it is 0/1.
// Source: Bailis et al., Probabilistically Bounded Staleness, VLDB 2012.
func Miss(n, r, w int) Ratio {
	if !validQuorum(n, r) || !validQuorum(n, w) {
		return Ratio{0, 1}
	}
	return reduced(choose(n-w, r), choose(n, r))
}

// Tolerates returns how many of n copies may be down while k can be reached.
func Tolerates(n, k int) int { return max(n-k, 0) }

// Available returns the probability that at least k of n copies are up, each on
// its own with probability up.
func Available(n, k int, up float64) float64 {
	if !validQuorum(n, k) {
		return 0
	}
	sum := 0.0
	for i := k; i <= n; i++ {
		term := float64(choose(n, i))
		for range i {
			term = float64(term * up)
		}
		for range n - i {
			term = float64(term * (1 - up))
		}
		sum += term
	}
	return sum
}
