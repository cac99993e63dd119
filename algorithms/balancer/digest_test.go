package balancer

import (
	"hash/fnv"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// The number pinned here was the same on amd64 (with and without FMA), arm64 and
// js/wasm. A change of it means that recorded runs no longer replay.
func TestPicksAndLoadsAreTheSameOnEveryProcessor(t *testing.T) {
	all := everyPicker(t, 8)
	names := []string{}
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	digest := fnv.New64a()
	add := func(v uint64) {
		for shift := 0; shift < 64; shift += 8 {
			_, _ = digest.Write([]byte{byte(v >> shift)})
		}
	}
	for _, name := range names {
		p, r := all[name], &splitmix{state: 42}
		hosts := ready(1, 2, 3, 4, 1, 2, 3, 4)
		peak, _ := p.(*PeakEWMA)
		for step := range int64(400) {
			i := p.Pick(hosts, uint64(step), r)
			add(uint64(i))
			hosts[i].Active++
			hosts[step%8].Active = max(hosts[step%8].Active-2, 0)
			if peak != nil {
				now := step * 7_654_321
				peak.Started(i, now)
				peak.Finished(i, now, now+int64(r.Below(50_000_000)))
				add(math.Float64bits(peak.Load(int(step % 8))))
			}
		}
	}
	for bias := Bias(0); bias <= MaxBias; bias++ {
		add(math.Float64bits(EffectiveWeight(7, 12, bias)))
	}
	require.Equal(t, uint64(0xb193647e7b10430), digest.Sum64())
}
