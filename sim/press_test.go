package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAButtonsActionsHappenAtOnceOrSoMuchLater(t *testing.T) {
	a, err := ParsePress("crash(b)", 2*Second)
	require.NoError(t, err)
	require.Equal(t, "0:crash(b)", a.String())
	a, err = ParsePress("+1500ms:slow(b,2)", 2*Second)
	require.NoError(t, err)
	require.Equal(t, "3500ms:slow(b,2)", a.String())
	a, err = ParsePress("+86400s:crash(b)", 2*Second)
	require.NoError(t, err)
	require.Equal(t, MaxTime, a.At, "the end of time is the end")
	for _, bad := range []string{"+crash(b)", "+2:crash(b)", "+-2s:crash(b)", "+90000s:crash(b)", "+2s:crash", "+2s", "+"} {
		_, err := ParsePress(bad, 0)
		require.ErrorIs(t, err, ErrBadInput, bad)
	}
}

// press carries out a button's actions on whatever takes them.
func press(t *testing.T, now Time, do func(Action) error, calls ...string) {
	t.Helper()
	for _, call := range calls {
		a, err := ParsePress(call, now)
		require.NoError(t, err)
		require.NoError(t, do(a))
	}
}

func TestAButtonPressedInARunAndOnATimelineEqualsItsScript(t *testing.T) {
	script := echoRun(t, "10:crash(b)", "90ms:restart(b)", "60ms:slow(a,3)")
	r := echoRun(t)
	r.StepTo(10)
	now := r.Now()
	script.StepTo(10)
	tl, err := NewTimeline(echoRun(t).Spec(), Full)
	require.NoError(t, err)
	tl.SeekStep(10)
	tl.Settle()
	calls := []string{"crash(b)", "+" + FormatSpan(90*Millisecond-now) + ":restart(b)", "+" + FormatSpan(60*Millisecond-now) + ":slow(a,3)"}

	press(t, now, r.Do, calls...)
	press(t, now, tl.Do, calls...)

	require.EqualValues(t, 11, r.StepCount(), "only what happens at once is a step")
	require.EqualValues(t, 11, tl.Cursor())
	for _, step := range []int64{11, 40, 200} {
		script.StepTo(step)
		r.StepTo(step)
		tl.SeekStep(step)
		tl.Settle()
		require.Empty(t, Difference(script, r))
		require.Empty(t, Difference(script, tl.Run()))
	}
	branches, current := tl.Branches()
	require.Len(t, branches, 1)
	require.Zero(t, current)
	require.Len(t, tl.Spec().Actions, 3)
}

func TestPressingInThePastBranchesOnce(t *testing.T) {
	tl, err := NewTimeline(echoRun(t).Spec(), Full)
	require.NoError(t, err)
	tl.SeekStep(200)
	tl.Settle()
	tl.SeekStep(10)
	tl.Settle()
	press(t, tl.Run().Now(), tl.Do, "+40ms:crash(b)", "slow(b,2)", "+80ms:restart(b)")

	branches, current := tl.Branches()
	require.Len(t, branches, 2)
	require.Equal(t, 1, current)
	tl.SeekStep(200)
	tl.Settle()
	require.Len(t, tl.Run().Log(), 3)
	require.NoError(t, tl.Switch(0))
	tl.Settle()
	require.Empty(t, tl.Run().Log())
	require.Empty(t, tl.Spec().Actions)
}
