package replication_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/replication"
)

// A primary dies with ten writes that no replica has received.
func Example() {
	var primary, replica replication.Log
	for i := range int64(100) {
		e := replication.Entry{Epoch: 1, Value: i}
		primary.Append(e)
		if i < 90 {
			replica.Append(e)
		}
	}
	replicas := []replication.Progress{{Written: replica.End(), Flushed: replica.End(), Applied: 80}}
	all := replication.Progress{Written: 100, Flushed: 100, Applied: 100}
	fmt.Println("async acknowledged:    ", replication.Async().Committed(all, replicas))
	fmt.Println("semi-sync acknowledged:", replication.SemiSyncRule(1, replication.AfterSync).Committed(all, replicas))
	fmt.Println("sync-all acknowledged: ", replication.SyncAll().Committed(all, replicas))

	replica.Append(replication.Entry{Epoch: 2, Value: 1000}) // promoted, and writing
	common := replication.CommonEnd(primary.Summary(), replica.Summary())
	cut, _ := primary.Truncate(common)
	fmt.Printf("the old primary agrees up to %d and cuts off %d\n", common, cut)
	// Output:
	// async acknowledged:     100
	// semi-sync acknowledged: 90
	// sync-all acknowledged:  80
	// the old primary agrees up to 90 and cuts off 10
}

// Three copies, one read, one written: two reads of three miss the write.
func ExampleMiss() {
	fmt.Println(replication.Miss(3, 1, 1), replication.Overlap(3, 2, 2))
	// Output: {2 3} true
}
