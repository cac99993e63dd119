package queueing

import (
	"fmt"
	"math"
)

// MaxWorkers bounds the number of workers, and with it the length of a loop.
const MaxWorkers = 1 << 20

// positive returns an error unless v is a finite number above zero.
func positive(name string, v float64) error {
	if v > 0 && v <= math.MaxFloat64 {
		return nil
	}
	return fmt.Errorf("queueing: %s is %v: want a finite number above 0", name, v)
}

// notNegative returns an error unless v is a finite number of at least zero.
func notNegative(name string, v float64) error {
	if v >= 0 && v <= math.MaxFloat64 {
		return nil
	}
	return fmt.Errorf("queueing: %s is %v: want a finite number of at least 0", name, v)
}

// workers returns an error unless 1 <= c <= MaxWorkers.
func workers(name string, c int) error {
	if c >= 1 && c <= MaxWorkers {
		return nil
	}
	return fmt.Errorf("queueing: %s is %d: want 1 to %d", name, c, MaxWorkers)
}

// stable returns the load lambda/(c·mu), or an error when there is no steady state.
func stable(lambda, mu float64, c int) (float64, error) {
	if err := notNegative("lambda (arrival rate)", lambda); err != nil {
		return 0, err
	}
	if err := positive("mu (service rate)", mu); err != nil {
		return 0, err
	}
	if err := workers("number of workers", c); err != nil {
		return 0, err
	}
	capacity := float64(mu * float64(c))
	if !(lambda < capacity) {
		return 0, fmt.Errorf("queueing: lambda %v does not stay below the capacity %v: the queue grows for ever; want rho = lambda/(c*mu) < 1", lambda, capacity)
	}
	rho := lambda / capacity
	if !(rho < 1) { // lambda and capacity are closer than a float64 can tell
		return 0, fmt.Errorf("queueing: rho is %v: want below 1", rho)
	}
	return rho, nil
}
