package balancer_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/balancer"
)

// Three hosts, the first five times as strong, and the second fails its probes.
func Example() {
	hosts := []balancer.Host{
		{Weight: 5, Ready: true},
		{Weight: 1, Ready: true},
		{Weight: 1, Ready: true},
	}
	picker, err := balancer.New(balancer.WeightedRRPolicy, len(hosts))
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 7 {
		fmt.Print(picker.Pick(hosts, 0, nil), " ")
	}
	fmt.Println("smooth, not in a burst")

	health, err := balancer.NewHealth(balancer.ProbeConfig{Unhealthy: 2, Healthy: 2}, true)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, now := range []int64{5_000_000_000, 10_000_000_000} {
		if health.Observe(false, now) {
			hosts[1].Ready = health.Healthy()
			fmt.Printf("host 1 is out after %d s\n", now/1_000_000_000)
		}
	}
	for range 6 {
		fmt.Print(picker.Pick(hosts, 0, nil), " ")
	}
	fmt.Println("without host 1")
	// Output:
	// 0 0 1 0 2 0 0 smooth, not in a burst
	// host 1 is out after 10 s
	// 0 0 0 2 0 0 without host 1
}

// A host that fails in a millisecond looks idle to least-conn; outlier ejection
// takes it out after five errors in a row.
func ExampleOutlier() {
	config := balancer.DefaultOutlier() // which never ejects one of four: 25 is more than 10 percent
	config.AlwaysOne = true
	outlier, err := balancer.NewOutlier(config, 4)
	if err != nil {
		fmt.Println(err)
		return
	}
	for request := 1; !outlier.Ejected(3); request++ {
		if outlier.Report(3, false, 1_000_000) == balancer.Ejected {
			fmt.Printf("ejected after %d errors until %d ms\n", request, outlier.Until(3)/1_000_000)
		}
	}
	// Output:
	// ejected after 5 errors until 30001 ms
}
