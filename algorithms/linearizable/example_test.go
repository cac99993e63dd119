package linearizable_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/linearizable"
)

// A write is acknowledged by the primary; a read from a replica does not see it yet.
func Example() {
	var stock linearizable.Register
	_ = stock.Begin(1, linearizable.Write, 7, 100) // operation 1 writes 7, from 100 ms
	_, _ = stock.End(1, 0, 104)
	_ = stock.Begin(2, linearizable.Read, 0, 110)
	ok, _ := stock.End(2, 0, 112) // and reads 0

	v, _ := stock.Broken()
	fmt.Println(ok, v.Rule)
	fmt.Printf("the %v from %d to %d returned %d\n", v.Read.Kind, v.Read.Begin, v.Read.End, v.Read.Value)
	fmt.Printf("the %v of %d had ended at %d\n", v.Against.Kind, v.Against.Value, v.Against.End)
	// Output:
	// false stale
	// the read from 110 to 112 returned 0
	// the write of 7 had ended at 104
}

// A write that timed out may take effect at any time: 1 may be read, but then
// 0 must not come back.
func ExampleRegister_Lost() {
	var r linearizable.Register
	_ = r.Begin(1, linearizable.Write, 1, 0)
	_ = r.Lost(1)
	for id, value := range []int64{0, 1, 0} {
		_ = r.Begin(int64(10+id), linearizable.Read, 0, 0)
		ok, _ := r.End(int64(10+id), value, 0)
		fmt.Println(value, ok)
	}
	v, _ := r.Broken()
	fmt.Println(v.Rule, v.Read.ID, "against", v.Against.ID)
	// Output:
	// 0 true
	// 1 true
	// 0 false
	// inverted 12 against 11
}

// Each key is judged for itself.
func ExampleKeys() {
	var k linearizable.Keys[string]
	for id, key := range []string{"pear", "apple"} {
		_ = k.Begin(key, int64(id), linearizable.Write, 5, 0)
		_, _ = k.End(key, int64(id), 0, 1)
	}
	_ = k.Begin("pear", 9, linearizable.Read, 0, 2)
	_, _ = k.End("pear", 9, 6, 3)
	for i := range k.Len() {
		key, r := k.At(i)
		v, _ := r.Broken()
		fmt.Println(key, v.Rule)
	}
	// Output:
	// apple fine
	// pear unwritten
}
