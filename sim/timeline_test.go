package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func newPHOLD(t *testing.T, seed uint64) *Timeline {
	t.Helper()
	tl, err := NewTimeline(Spec{Scenario: phold(), Seed: seed}, Full)
	require.NoError(t, err)
	return tl
}

func digestAt(t *testing.T, seed uint64, step int64, actions ...Action) uint64 {
	t.Helper()
	r, err := NewRun(Spec{Scenario: phold(), Seed: seed, Actions: actions}, Full)
	require.NoError(t, err)
	r.StepTo(step)
	require.Equal(t, step, r.StepCount())
	return r.Digest()
}

func TestSeekingAnywhereEqualsRunningThere(t *testing.T) {
	tl := newPHOLD(t, 7)
	for _, step := range []int64{90_000, 10, 0, 50_000, 49_999, 50_001, 4096, 2048, 77_777} {
		tl.SeekStep(step)
		tl.Settle()
		require.Equal(t, step, tl.Cursor())
		require.Equal(t, digestAt(t, 7, step), tl.Run().Digest(), "step %d", step)
		if step > 0 {
			last, ok := tl.Run().Last()
			require.True(t, ok)
			require.Equal(t, step, last.Step)
			_, ok = tl.Run().Record(max(step-1000, 1))
			require.True(t, ok, "records behind the cursor are there")
		}
	}
}

func TestSeekingByTimeStopsAtTheLastStepNotLater(t *testing.T) {
	tl := newPHOLD(t, 7)
	for _, at := range []Time{Second, 100 * Millisecond, 2 * Second, 0, 30 * Millisecond} {
		tl.SeekTime(at)
		tl.Settle()
		next, _ := tl.Run().Next()
		require.LessOrEqual(t, tl.Run().Now(), at)
		require.Greater(t, next, at)
	}
}

func TestActingInThePastKeepsBothHistories(t *testing.T) {
	tl := newPHOLD(t, 3)
	tl.SeekStep(9000)
	tl.Settle()
	before := tl.Run().Digest()
	tl.SeekStep(5000)
	tl.Settle()

	crash, err := ParseCall("crash(a)")
	require.NoError(t, err)
	require.NoError(t, tl.Do(crash))

	branches, current := tl.Branches()
	require.Len(t, branches, 2)
	require.Equal(t, 1, current)
	require.Equal(t, int64(5001), tl.Cursor())
	tl.SeekStep(9000)
	tl.Settle()
	crashed := tl.Run().Digest()
	require.NotEqual(t, before, crashed)
	require.Equal(t, digestAt(t, 3, 9000, Action{Step: 5000, Name: "crash", Args: []string{"a"}}), crashed)

	require.NoError(t, tl.Switch(0))
	tl.SeekStep(9000)
	tl.Settle()
	require.Equal(t, before, tl.Run().Digest())
	require.NoError(t, tl.Switch(1))
	tl.SeekStep(9000)
	tl.Settle()
	require.Equal(t, crashed, tl.Run().Digest())
}

func TestActingAtTheEdgeGoesOnWithoutABranch(t *testing.T) {
	tl := newPHOLD(t, 3)
	tl.SeekStep(3000)
	tl.Settle()
	tl.Work(1 << 20) // the scout is far ahead by now

	crash, _ := ParseCall("crash(b)")
	require.NoError(t, tl.Do(crash))

	branches, _ := tl.Branches()
	require.Len(t, branches, 1)
	require.Equal(t, []Action{{Step: 3000, Name: "crash", Args: []string{"b"}}}, tl.Spec().Actions)
}

func TestWorkIsBoundedAndReachesTheHorizon(t *testing.T) {
	tl := newPHOLD(t, 1)
	for range 20 {
		tl.Work(1000)
	}
	step, _ := tl.Known()
	require.EqualValues(t, 20_000, step)

	for !tl.Work(1 << 20) {
	}
	_, at := tl.Known()
	require.Greater(t, at, 59*Second)
	total := int32(0)
	for _, n := range tl.Density() {
		total += n
	}
	step, _ = tl.Known()
	require.EqualValues(t, step, total, "every step is in one bucket")
}

func BenchmarkSeek100k(b *testing.B) {
	tl, err := NewTimeline(Spec{Scenario: phold(), Seed: 1}, Full)
	if err != nil {
		b.Fatal(err)
	}
	tl.SeekStep(100_000)
	tl.Settle()
	at := int64(1)
	b.ResetTimer()
	for range b.N {
		at = (at*48271 + 11) % 100_000
		tl.SeekStep(at)
		tl.Settle()
	}
}
