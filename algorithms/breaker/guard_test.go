package breaker

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestABulkheadNeverRunsMoreThanItsLimitAndKeepsTheLineInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit, line := rapid.IntRange(1, 5).Draw(t, "limit"), rapid.IntRange(0, 5).Draw(t, "line")
		wait := rapid.Int64Range(0, 50).Draw(t, "wait")
		b, err := NewBulkhead(limit, line, wait)
		require.NoError(t, err)
		now, running, next, last := int64(0), 0, int64(1), int64(0)
		entered := map[int64]int64{}
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			now += rapid.Int64Range(0, 20).Draw(t, "pass")
			if rapid.Bool().Draw(t, "enter") {
				switch b.Enter(next, now) {
				case Admitted:
					require.Empty(t, entered, "nobody overtakes the line")
					running++
				case Waiting:
					entered[next] = now
				case Refused:
					require.True(t, running == limit || len(entered) > 0)
				}
				next++
			} else if running > 0 {
				b.Release()
				running--
			}
			for {
				id, what, ok := b.Next(now)
				if !ok {
					break
				}
				require.Greater(t, id, last, "first come, first served")
				last = id
				if what == Admitted {
					running++
					require.LessOrEqual(t, now-entered[id], wait)
				} else {
					require.GreaterOrEqual(t, now-entered[id], wait)
				}
				delete(entered, id)
			}
			require.LessOrEqual(t, b.Running(), limit)
			require.Equal(t, running, b.Running())
			require.Equal(t, len(entered), b.Waiting())
			if due, ok := b.Due(); ok {
				require.Greater(t, due, now, "whoever is due has been told")
			}
		}
	})
}

func TestALowerLimitWaitsUntilCallsEnd(t *testing.T) {
	b, err := NewBulkhead(3, 0, 0)
	require.NoError(t, err)
	for id := range int64(3) {
		require.Equal(t, Admitted, b.Enter(id, 0))
	}
	b.SetLimit(1)
	b.Release()
	require.Equal(t, Refused, b.Enter(9, 0))
	b.Release()
	b.Release()
	b.Release()
	require.Equal(t, 0, b.Running())
	require.Equal(t, Admitted, b.Enter(9, 0))
	require.Equal(t, 1, b.Limit())
	for _, bad := range [][3]int64{{0, 0, 0}, {1, -1, 0}, {1, 0, -1}} {
		_, err := NewBulkhead(int(bad[0]), int(bad[1]), bad[2])
		require.ErrorContains(t, err, "want")
	}
}

func TestATimeoutIsSettledOnceAndTheDeadlineItselfIsInTime(t *testing.T) {
	race := Begin(100, 50)
	require.EqualValues(t, 50, race.Left(100))
	require.False(t, race.Expire(149))
	took, ok := race.Answered(150)
	require.True(t, ok)
	require.EqualValues(t, 50, took)
	require.False(t, race.Expire(150), "the answer came first")

	race = Begin(100, 50)
	require.True(t, race.Expire(150))
	_, ok = race.Answered(150)
	require.False(t, ok, "the deadline came first")
	require.Zero(t, race.Left(120))
	_, pending := race.Due()
	require.False(t, pending)
}

func TestAFallbackNeverDressesUpACriticalCall(t *testing.T) {
	for plan := FailFast; plan <= UseFixed; plan++ {
		f := Fallback{Plan: plan}
		f.Succeeded(0)
		require.Equal(t, Error, f.Failed(1, true))
	}
	cached := Fallback{Plan: UseCached, MaxAge: 10}
	require.Equal(t, Error, cached.Failed(0, false), "nothing was ever answered")
	cached.Succeeded(5)
	require.Equal(t, Cached, cached.Failed(15, false))
	require.Equal(t, Error, cached.Failed(16, false), "too old")
	require.Equal(t, Fixed, (&Fallback{Plan: UseFixed}).Failed(0, false))
	require.Equal(t, Error, (&Fallback{}).Failed(0, false))
}
