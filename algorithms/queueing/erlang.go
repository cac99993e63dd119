package queueing

// ErlangB returns the share of calls that are lost when all c workers are busy and
// there is no queue. load is in Erlang: arrival rate times mean service time, and
// may exceed c. It takes O(c) by the recursion B(k) = a·B(k-1)/(k + a·B(k-1)),
// which needs no factorials and cannot overflow.
func ErlangB(c int, load float64) (float64, error) {
	if err := workers("number of workers", c); err != nil {
		return 0, err
	}
	if err := notNegative("load in Erlang", load); err != nil {
		return 0, err
	}
	b := 1.0
	for k := 1; k <= c; k++ {
		ab := float64(load * b)
		b = ab / (float64(k) + ab)
	}
	return b, nil
}

// ErlangC returns the probability that a call has to wait when c workers share one
// queue. load is in Erlang and must stay below c. It takes O(c).
func ErlangC(c int, load float64) (float64, error) {
	rho, err := stable(load, 1, c)
	if err != nil {
		return 0, err
	}
	b, err := ErlangB(c, load)
	if err != nil {
		return 0, err
	}
	return b / (1 - float64(rho*(1-b))), nil
}
