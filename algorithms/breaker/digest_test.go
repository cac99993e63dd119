package breaker

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The number pinned here is integers only, so it is the same on every processor. A
// change of it means that recorded runs no longer replay.
func TestTheCourseOfABreakerIsPinned(t *testing.T) {
	digest, state := uint64(0xcbf29ce484222325), uint64(42)
	for _, c := range []Config{Resilience4j(), Gobreaker(), FailsafeGo()} {
		c.Wait = 500
		b, err := New(c, 0)
		require.NoError(t, err)
		for now := int64(0); now < 100_000; now += 37 {
			state = state*6364136223846793005 + 1442695040888963407
			ticket, refusal := b.Acquire(now)
			b.Done(now, ticket, Outcome(state>>62&1), int64(state>>40))
			counts := b.Counts(now)
			for _, v := range []int64{int64(refusal), int64(b.state), counts.Calls, counts.Failed, counts.Slow, counts.Refused} {
				digest = (digest ^ uint64(v)) * 0x100000001b3
			}
		}
	}
	require.Equal(t, uint64(0x37fb2481e694a202), digest)
}
