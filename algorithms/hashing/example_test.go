package hashing_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/hashing"
)

func ExampleRing() {
	ring, err := hashing.NewRing(hashing.Layout{Separator: "_", Points: 100}, []hashing.Member{
		{Name: "s1", Weight: 1}, {Name: "s2", Weight: 1}, {Name: "s3", Weight: 1}, {Name: "s4", Weight: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	const keys = 10_000
	before := make([]int, keys)
	for i := range before {
		before[i] = ring.Owner(fmt.Sprint("user:", i))
	}
	if err := ring.Add(hashing.Member{Name: "s5", Weight: 1}); err != nil {
		fmt.Println(err)
		return
	}
	moved, elsewhere := 0, 0
	for i := range before {
		now := ring.Owner(fmt.Sprint("user:", i))
		if now != before[i] {
			moved++
		}
		if now != before[i] && ring.Members()[now].Name != "s5" {
			elsewhere++
		}
	}
	fmt.Printf("%d of %d keys moved, %d of them not to s5\n", moved, keys, elsewhere)
	// Output: 2235 of 10000 keys moved, 0 of them not to s5
}

func ExampleRing_Replicas() {
	ring, err := hashing.NewRing(hashing.Layout{Separator: "_", Points: 50}, []hashing.Member{
		{Name: "s1", Weight: 1, Zone: "a"}, {Name: "s2", Weight: 1, Zone: "a"}, {Name: "s3", Weight: 1, Zone: "b"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range ring.Replicas(nil, ring.Hash("user:7312"), 2) {
		fmt.Println(ring.Members()[i].Name, "in zone", ring.Members()[i].Zone)
	}
	// Output:
	// s2 in zone a
	// s3 in zone b
}

func ExampleBounded() {
	ring, err := hashing.NewRing(hashing.Layout{Separator: "_", Points: 1}, []hashing.Member{
		{Name: "s1", Weight: 1}, {Name: "s2", Weight: 1}, {Name: "s3", Weight: 1}, {Name: "s4", Weight: 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	bounded, err := hashing.NewBounded(ring, 1000, 125, 100)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range 1000 {
		bounded.Place(ring.Hash(fmt.Sprint("user:", i)))
	}
	fmt.Println("caps ", bounded.Caps())
	fmt.Println("loads", bounded.Loads())
	// Output:
	// caps  [313 313 313 313]
	// loads [313 121 253 313]
}

func ExampleSlot() {
	fmt.Println(hashing.Slot("foo"), hashing.Slot("{user1000}.following"), hashing.Slot("{user1000}.followers"))
	// Output: 12182 3443 3443
}
