package breaker_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/breaker"
)

// Four failures open the breaker; after the wait two probes close it.
func ExampleBreaker() {
	c := breaker.Resilience4j()
	c.Size, c.MinCalls, c.Probes, c.Wait = 4, 4, 2, 5*breaker.Second
	b, err := breaker.New(c, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	call := func(at int64, o breaker.Outcome) {
		ticket, refusal := b.Acquire(at * breaker.Second)
		if refusal != breaker.Granted {
			fmt.Println(at, "refused, ", b.State(at*breaker.Second))
			return
		}
		b.Done(at*breaker.Second, ticket, o, 0)
		fmt.Println(at, "passed, ", b.State(at*breaker.Second))
	}
	for range 4 {
		call(1, breaker.Failure)
	}
	call(2, breaker.Success)
	call(7, breaker.Success)
	call(7, breaker.Success)
	// Output:
	// 1 passed,  closed
	// 1 passed,  closed
	// 1 passed,  closed
	// 1 passed,  open
	// 2 refused,  open
	// 7 passed,  half-open
	// 7 passed,  closed
}

// A bulkhead of two: the third call is refused at once.
func ExampleBulkhead() {
	b, err := breaker.NewBulkhead(2, 0, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Enter(1, 0) == breaker.Admitted, b.Enter(2, 0) == breaker.Admitted, b.Enter(3, 0) == breaker.Refused)
	// Output: true true true
}
