package queueing

import (
	"hash/fnv"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// The number pinned here was the same on amd64 (with and without FMA), arm64 and
// js/wasm: a chart of a formula may be part of a recorded run.
func TestFormulasAreTheSameOnEveryProcessor(t *testing.T) {
	digest := fnv.New64a()
	add := func(values ...float64) {
		for _, v := range values {
			bits := math.Float64bits(v)
			for shift := 0; shift < 64; shift += 8 {
				_, _ = digest.Write([]byte{byte(bits >> shift)})
			}
		}
	}
	for n := 1; n <= 40; n++ {
		for rho := 0.03; rho < 1; rho += 0.07 {
			lambda := rho * float64(n)
			q, err := MMC(lambda, 1, n)
			require.NoError(t, err)
			turns, err := RoundRobin(lambda, 1, n)
			require.NoError(t, err)
			p99, err := WaitQuantile(lambda, 1, n, 0.99)
			require.NoError(t, err)
			choices, err := Supermarket(rho, n)
			require.NoError(t, err)
			add(q.PWait, q.Wq, q.W, q.Lq, q.L, turns.PWait, turns.W, p99, choices, ln(lambda))
		}
	}
	require.Equal(t, uint64(0x6a36f4ad69118bf1), digest.Sum64())
}
