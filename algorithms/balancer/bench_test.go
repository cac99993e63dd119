package balancer

import "testing"

func BenchmarkPick(b *testing.B) {
	hosts := ready(5, 1, 1, 2, 3, 1, 4, 1, 5, 1, 1, 2, 3, 1, 4, 1)
	for name, p := range everyPicker(b, len(hosts)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			r := &splitmix{}
			for key := range uint64(b.N) {
				i := p.Pick(hosts, key, r)
				hosts[i].Active = int64(key & 7)
			}
		})
	}
}

func BenchmarkExpMinus(b *testing.B) {
	sum := 0.0
	for i := range b.N {
		sum += expMinus(float64(i&1023) / 64)
	}
	if sum < 0 {
		b.Fatal("a sum of positive numbers is negative")
	}
}
