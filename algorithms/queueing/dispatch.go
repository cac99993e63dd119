package queueing

// maxNewton bounds Newton's iteration; it needs some ten steps, more near rho = 1.
const maxNewton = 200

// RoundRobin returns the figures of each of n equal hosts that take turns over one
// Poisson stream of total rate lambda, each serving exponentially at rate mu. A
// host sees every n-th arrival, an Erlang-n interarrival time, so it is E_n/M/1:
// an arrival waits with probability s, the root below one of
// s = (n·rho/(n·rho+1-s))^n, and W = 1/(mu(1-s)). L and Lq are those of one host.
//
// Source: Kleinrock, Queueing Systems I, section 6.4 (G/M/1).
func RoundRobin(lambda, mu float64, n int) (Figures, error) {
	rho, err := stable(lambda, mu, n)
	if err != nil {
		return Figures{}, err
	}
	s := roundRobinRoot(rho, n)
	wq := s / float64(mu*(1-s))
	return complete(rho, s, wq, lambda/float64(n), 1/mu)
}

// roundRobinRoot solves s = g(s) by Newton's method from s = 0. g is convex and
// g(s)-s falls from g(0) > 0 to its first root, so the steps only ever go up and
// stop at that root, never at the trivial one at s = 1.
func roundRobinRoot(rho float64, n int) float64 {
	if rho == 0 {
		return 0
	}
	a := float64(float64(n) * rho)
	s := 0.0
	for range maxNewton {
		base := a + 1 - s
		g := power(a/base, n)
		slope := float64(float64(n)*g) / base
		next := s + (g-s)/(1-slope)
		if !(next > s) || next >= 1 {
			break
		}
		s = next
	}
	return s
}

// Supermarket returns the mean time in the system when each arrival looks at d
// random hosts (with replacement) and joins the shortest queue, for infinitely
// many hosts with arrival rate lambda each and mean service time 1:
// T = Σ lambda^((dⁱ-d)/(d-1)), i from 1. d = 1 is MM1. For ten hosts the truth is
// a good deal larger (3.10 in place of 2.61 at lambda 0.9).
//
// Source: Mitzenmacher, IEEE TPDS 12(10), 2001; Vvedenskaya, Dobrushin,
// Karpelevich, Problems of Information Transmission 32(1), 1996.
func Supermarket(lambda float64, d int) (float64, error) {
	if _, err := stable(lambda, 1, 1); err != nil {
		return 0, err
	}
	if err := workers("number of choices d", d); err != nil {
		return 0, err
	}
	if d == 1 {
		return finite("mean time in the system", 1/(1-lambda))
	}
	// The exponents satisfy e(i+1) = d·(e(i)+1), so each term is (lambda·term)^d:
	// no exponent is ever written out. The terms fall doubly exponentially.
	sum, term := 0.0, 1.0
	for term > 0 {
		next := sum + term
		if next == sum {
			break
		}
		sum = next
		term = power(float64(lambda*term), d)
	}
	return sum, nil
}

// SupermarketTail returns the share of hosts with at least k jobs in the same
// model: lambda^((d^k-1)/(d-1)). k below zero is an error.
func SupermarketTail(lambda float64, d, k int) (float64, error) {
	if _, err := stable(lambda, 1, 1); err != nil {
		return 0, err
	}
	if err := workers("number of choices d", d); err != nil {
		return 0, err
	}
	if err := notNegative("number of jobs k", float64(k)); err != nil {
		return 0, err
	}
	if d == 1 {
		return power(lambda, k), nil
	}
	s := 1.0
	for range k {
		s = float64(lambda * power(s, d))
		if s == 0 {
			break
		}
	}
	return s, nil
}

// power returns x^n for n >= 0 by repeated squaring.
func power(x float64, n int) float64 {
	result := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}
