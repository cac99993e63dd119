package breaker

import (
	"testing"

	"github.com/sony/gobreaker/v2"
	"github.com/stretchr/testify/require"
)

// BenchmarkBesideGobreaker sets one call through this engine, with gobreaker's
// settings, beside one through gobreaker itself, which also reads the clock and
// takes a lock.
func BenchmarkBesideGobreaker(b *testing.B) {
	b.Run("engine", func(b *testing.B) {
		br, err := New(Gobreaker(), 0)
		require.NoError(b, err)
		b.ReportAllocs()
		for i := range b.N {
			ticket, _ := br.Acquire(int64(i))
			br.Done(int64(i), ticket, Success, 0)
		}
	})
	b.Run("gobreaker", func(b *testing.B) {
		peer := gobreaker.NewTwoStepCircuitBreaker[bool](gobreaker.Settings{})
		b.ReportAllocs()
		for range b.N {
			done, err := peer.Allow()
			if err != nil {
				b.Fatal(err)
			}
			done(true)
		}
	})
}
