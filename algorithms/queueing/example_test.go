package queueing_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/queueing"
)

// Ten hosts at 90 % load, mean service time 1: what each way of dispatching costs.
func Example() {
	random, _ := queueing.MM1(0.9, 1)
	turns, _ := queueing.RoundRobin(9, 1, 10)
	two, _ := queueing.Supermarket(0.9, 2)
	central, _ := queueing.MMC(9, 1, 10)
	fmt.Printf("random       %.2f\n", random.W)
	fmt.Printf("round robin  %.2f\n", turns.W)
	fmt.Printf("two choices  %.2f (infinitely many hosts)\n", two)
	fmt.Printf("one queue    %.2f\n", central.W)

	_, err := queueing.MM1(60, 25)
	fmt.Println(err)
	// Output:
	// random       10.00
	// round robin  5.66
	// two choices  2.61 (infinitely many hosts)
	// one queue    1.67
	// queueing: lambda 60 does not stay below the capacity 25: the queue grows for ever; want rho = lambda/(c*mu) < 1
}
