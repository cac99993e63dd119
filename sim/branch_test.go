package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// forked is a timeline looked at up to step far, with a second history from step fork.
func forked(t *testing.T, far, fork int64) *Timeline {
	t.Helper()
	tl := newPHOLD(t, 5)
	tl.SeekStep(far)
	tl.Settle()
	tl.SeekStep(fork)
	tl.Settle()
	at := tl.Run().Now()
	crash, err := ParseCall("crash(a)")
	require.NoError(t, err)
	require.NoError(t, tl.Do(crash))
	branches, _ := tl.Branches()
	require.Equal(t, at, branches[1].At)
	return tl
}

func TestSwitchingHistoriesGoesThereInPieces(t *testing.T) {
	tl := forked(t, 60_000, 40_000)
	tl.SeekStep(55_000)
	tl.Settle()
	require.NoError(t, tl.Switch(0))
	require.NoError(t, tl.Switch(1))

	for pieces := 0; !tl.Settled(); pieces++ {
		require.Less(t, pieces, 100)
		before, known := tl.Cursor(), tl.live.scout.w.step
		tl.Work(500)
		require.LessOrEqual(t, tl.live.scout.w.step-known, int64(500))
		if before > 40_000 {
			require.LessOrEqual(t, tl.Cursor()-before, int64(500))
		}
	}

	require.EqualValues(t, 55_000, tl.Cursor())
	require.Equal(t, digestAt(t, 5, 55_000, Action{Step: 40_000, Name: "crash", Args: []string{"a"}}), tl.Run().Digest())
}

func TestWhatTwoHistoriesShareStaysKnown(t *testing.T) {
	tl := forked(t, 60_000, 40_000)

	require.NoError(t, tl.Switch(0))

	known, _ := tl.Known()
	require.Greater(t, known, int64(30_000), "nothing before the fork is run again")
	require.NotEmpty(t, tl.Density())
	tl.Settle()
	require.Equal(t, digestAt(t, 5, 40_000), tl.Run().Digest())
}

func TestAHistoryLeftBeforeItWasReachedKeepsItsPlace(t *testing.T) {
	tl := forked(t, 20_000, 10_000)
	tl.SeekStep(18_000)
	tl.Settle()
	left := tl.Run().Now()

	require.NoError(t, tl.Switch(0))
	require.NoError(t, tl.Switch(1))
	require.NoError(t, tl.Switch(0))
	require.NoError(t, tl.Switch(1))
	branches, _ := tl.Branches()
	require.Equal(t, left, branches[1].Left)
	tl.Settle()

	require.EqualValues(t, 18_000, tl.Cursor())
}

func TestHistoriesPartWhereTheirPathsThroughTheTreeDo(t *testing.T) {
	tl := &Timeline{branches: []Branch{{Parent: -1}, {Parent: 0, Fork: 50}, {Parent: 1, Fork: 80}, {Parent: 0, Fork: 20}, {Parent: 2, Fork: 90}}}

	for _, c := range []struct {
		a, b int
		step int64
	}{{0, 1, 50}, {1, 0, 50}, {0, 2, 50}, {1, 2, 80}, {2, 3, 20}, {4, 1, 80}, {4, 0, 50}, {4, 2, 90}} {
		require.Equal(t, c.step, tl.shared(c.a, c.b), "%d and %d", c.a, c.b)
	}
}

func TestSwitchingToNoHistoryOrTheSameOneChangesNothing(t *testing.T) {
	tl := forked(t, 2_000, 1_000)
	run := tl.Run()

	require.ErrorContains(t, tl.Switch(2), "there are 0 to 1")
	require.Error(t, tl.Switch(-1))
	require.NoError(t, tl.Switch(1))

	require.Same(t, run, tl.Run())
}
