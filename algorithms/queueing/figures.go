package queueing

import (
	"fmt"
	"math"
)

// Figures are the steady-state means of a queue.
type Figures struct {
	Rho   float64 // share of time a worker is busy
	PWait float64 // probability that an arrival has to wait
	Wq    float64 // mean time waiting
	W     float64 // mean time in the system, waiting and service
	Lq    float64 // mean number waiting
	L     float64 // mean number in the system
}

// MM1 returns the figures of one worker with Poisson arrivals at rate lambda and
// exponential service at rate mu: W = 1/(mu-lambda), L = rho/(1-rho).
func MM1(lambda, mu float64) (Figures, error) { return MMC(lambda, mu, 1) }

// MMC returns the figures of one queue in front of c workers, each serving at rate
// mu: Wq = C/(c·mu - lambda) with the Erlang C probability C. It takes O(c).
//
// Source: A. K. Erlang, 1917; Kleinrock, Queueing Systems I, section 3.5.
func MMC(lambda, mu float64, c int) (Figures, error) {
	rho, err := stable(lambda, mu, c)
	if err != nil {
		return Figures{}, err
	}
	wait, err := ErlangC(c, lambda/mu)
	if err != nil {
		return Figures{}, err
	}
	wq := wait / (float64(mu*float64(c)) - lambda)
	return complete(rho, wait, wq, lambda, 1/mu)
}

// MG1 returns the figures of one worker with Poisson arrivals at rate lambda and
// any service time, given its mean and its second moment E[S²]: the
// Pollaczek-Khinchine formula Wq = lambda·E[S²]/(2(1-rho)). Deterministic service
// (E[S²] = mean²) waits half as long as exponential service (2·mean²). A second
// moment below mean² is an error: no distribution has one.
func MG1(lambda, mean, second float64) (Figures, error) {
	if err := positive("mean service time", mean); err != nil {
		return Figures{}, err
	}
	rho, err := stable(lambda, 1/mean, 1)
	if err != nil {
		return Figures{}, err
	}
	least := float64(mean * mean)
	// A rounding error of the caller's must not turn a constant into an error.
	if err := positive("second moment of the service time", second); err != nil || second < float64(least*(1-1e-12)) {
		return Figures{}, fmt.Errorf("queueing: second moment of the service time is %v: want at least mean² = %v", second, least)
	}
	wq := float64(lambda*second) / float64(2*(1-rho))
	return complete(rho, rho, wq, lambda, mean)
}

// complete derives the other figures by Little's law, or returns an error when
// they left the range of numbers.
func complete(rho, wait, wq, lambda, service float64) (Figures, error) {
	w, err := finite("mean time in the system", wq+service)
	if err != nil {
		return Figures{}, err
	}
	return Figures{Rho: rho, PWait: wait, Wq: wq, W: w, Lq: float64(lambda * wq), L: float64(lambda * w)}, nil
}

// Little returns L = lambda·W, the mean number in any stable system with arrival
// rate lambda and mean time w inside. It holds whatever the distributions.
//
// Source: Little, Operations Research 9(3), 1961.
func Little(lambda, w float64) (float64, error) {
	if err := notNegative("lambda (arrival rate)", lambda); err != nil {
		return 0, err
	}
	if err := notNegative("w (mean time in the system)", w); err != nil {
		return 0, err
	}
	return finite("mean number in the system", float64(lambda*w))
}

// WaitQuantile returns the p-quantile of the waiting time of MMC: the time that a
// share p of arrivals does not exceed, ln(C/(1-p))/(c·mu - lambda), or zero when
// that many do not wait at all. p is in 0..1, without 1.
func WaitQuantile(lambda, mu float64, c int, p float64) (float64, error) {
	q, err := MMC(lambda, mu, c)
	if err != nil {
		return 0, err
	}
	if err := quantile(p); err != nil {
		return 0, err
	}
	if q.PWait <= 1-p {
		return 0, nil
	}
	return ln(q.PWait/(1-p)) / (float64(mu*float64(c)) - lambda), nil
}

// SojournQuantile returns the p-quantile of the time in the system of MM1, waiting
// and service: -ln(1-p)/(mu-lambda).
func SojournQuantile(lambda, mu, p float64) (float64, error) {
	if _, err := stable(lambda, mu, 1); err != nil {
		return 0, err
	}
	if err := quantile(p); err != nil {
		return 0, err
	}
	return ln(1/(1-p)) / (mu - lambda), nil
}

// quantile returns an error unless 0 <= p < 1.
func quantile(p float64) error {
	if p >= 0 && p < 1 {
		return nil
	}
	return fmt.Errorf("queueing: quantile p is %v: want at least 0 and below 1, such as 0.99", p)
}

// finite returns v, or an error when a result left the range of numbers.
func finite(name string, v float64) (float64, error) {
	if v >= 0 && v <= math.MaxFloat64 {
		return v, nil
	}
	return 0, fmt.Errorf("queueing: %s is %v: the parameters are too extreme", name, v)
}
