package retry_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/retry"
)

// Delays without jitter, in milliseconds: base 100, cap 1,000.
func ExampleBackoff_Delay() {
	b, err := retry.NewBackoff(100_000_000, 1_000_000_000, retry.None)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range 6 {
		fmt.Print(b.Delay(n, 0, nil)/1_000_000, " ")
	}
	fmt.Println()
	// Output: 100 200 400 800 1000 1000
}

// A budget of a tenth: in a total outage 100 requests may cause ten retries, however
// many each of them would like.
func ExampleFinagle() {
	b, err := retry.Finagle(20, 100, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	retries := 0
	for range 100 {
		b.Request()
		for range 3 {
			if b.Spend() {
				retries++
			}
		}
	}
	fmt.Println(retries)
	// Output: 10
}
