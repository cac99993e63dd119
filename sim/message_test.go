package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// echoTimeline is echoRun, looked at in step n.
func echoTimeline(t *testing.T, n int64, actions ...string) *Timeline {
	t.Helper()
	tl, err := NewTimeline(echoRun(t, actions...).Spec(), Full)
	require.NoError(t, err)
	tl.SeekStep(n)
	tl.Settle()
	return tl
}

// doCall acts at the cursor.
func doCall(t *testing.T, tl *Timeline, call string) error {
	t.Helper()
	a, err := ParseCall(call)
	require.NoError(t, err)
	return tl.Do(a)
}

func TestAMessageThatChanceWouldLoseIsDeliveredByHand(t *testing.T) {
	require.Equal(t, "0.010s lost ask", ops(echoRun(t, "0:loss(a-b,100)"), 3)[2])

	got := ops(echoRun(t, "0:loss(a-b,100)", "2:deliver(m1)"), 5)

	require.Equal(t, "0.010s delivered ask", got[3])
	require.Equal(t, "0.012s fired work", got[4], "with all that it carried")
}

func TestTheCopyOfAMessageThatWillBeLostGoesTheWholeWay(t *testing.T) {
	r := echoRun(t, "0:loss(a-b,100)", "2:duplicate(m1)")

	got := ops(r, 5)

	require.Equal(t, []string{"0.010s lost ask", "0.011s delivered ask"}, got[3:], "half way, and all the way")
	require.EqualValues(t, 1, r.echo().b.ram.Seen)
}

func TestAHandDoesNotReachAcrossACutLink(t *testing.T) {
	for _, call := range []string{"deliver(m1)", "duplicate(m1)"} {
		tl := echoTimeline(t, 2, "1:cut(a>b)")

		err := doCall(t, tl, call)

		require.ErrorIs(t, err, ErrBadInput)
		require.ErrorContains(t, err, "heal(a>b)")
		require.Len(t, tl.Spec().Actions, 1, "refused before it is written down")
		scripted := echoRun(t, "1:cut(a>b)", "2:"+call)
		require.Equal(t, "0.010s cut ask", ops(scripted, 4)[3])
		rec, _ := scripted.Record(3)
		require.Contains(t, scripted.Caption(rec, EN).Plain(), "nothing changes")
		require.Contains(t, scripted.Caption(rec, KO).Plain(), "끊겨 있어요")
	}
	healed := ops(echoRun(t, "0:cut(a>b)", "2:heal()", "3:deliver(m1)"), 5)
	require.Equal(t, "0.010s delivered ask", healed[4], "once the link is whole, it does")
}

func TestAMessageThatWasDroppedOrArrivedCannotBeActedOnAndTheErrorSaysSo(t *testing.T) {
	dropped, arrived := echoTimeline(t, 2, "1:drop(m1)"), echoTimeline(t, 4)
	for _, call := range []string{"deliver(m1)", "duplicate(m1)", "delay(m1,1ms)", "drop(m1)"} {
		for _, tl := range []*Timeline{dropped, arrived} {
			before := tl.Spec().Actions

			err := doCall(t, tl, call)

			require.ErrorIs(t, err, ErrBadInput)
			require.ErrorContains(t, err, "m1 is not under way")
			require.Equal(t, "이 메시지는 지금 오가는 중이 아니에요.", Reason(err, KO), "who clicked reads it in either language")
			require.Equal(t, "This message is not under way.", Reason(err, EN))
			require.Equal(t, before, tl.Spec().Actions)
			branches, _ := tl.Branches()
			require.Len(t, branches, 1)
		}
	}
	require.EqualValues(t, 2, dropped.Cursor())
	require.ErrorContains(t, doCall(t, dropped, "drop(m99)"), "was not sent yet")

	scripted := echoRun(t, "1:drop(m1)", "2:deliver(m1)")
	scripted.StepTo(3)
	rec, _ := scripted.Last()
	require.Contains(t, scripted.Caption(rec, EN).Plain(), "is not under way")
}

func TestAMessageHeldAtAPausedNodeIsNotUnderWay(t *testing.T) {
	tl := echoTimeline(t, 3, "1:pause(b)")
	require.ErrorContains(t, doCall(t, tl, "deliver(m1)"), "waits at a paused node")
}

func TestAMessageDelayedByHandIsAFaultUntilItArrives(t *testing.T) {
	r := echoRun(t, "1:delay(m1,30ms)")
	r.StepTo(2)
	laws := &Laws{r}
	for r.Now() < 41*Millisecond {
		_, calm := laws.SinceFault()
		require.False(t, calm, "at %v", r.Now())
		require.True(t, r.Step())
	}
	since, calm := laws.SinceFault()
	require.True(t, calm)
	require.Zero(t, since)

	gone := echoRun(t, "1:delay(m1,30ms)", "2:drop(m1)")
	gone.StepTo(4)
	_, calm = (&Laws{gone}).SinceFault()
	require.True(t, calm, "what was dropped is not awaited")
}

func TestLawsSeeWhichNodesAreSlowAndWhetherALinkIsImpaired(t *testing.T) {
	r := echoRun(t, "1:slow(b,2.5)", "2:cut(a-b)", "3:crash(b)")
	r.StepTo(4)
	laws := &Laws{r}
	require.EqualValues(t, 1000, laws.Slow(0))
	require.EqualValues(t, 2500, laws.Slow(1))
	require.False(t, laws.Impaired(), "a cut link and a dead node do not count")
	for _, call := range []string{"loss(a-b,5)", "dup(a-b,5)", "reorder(a-b,5)", "lag(a-b,5ms)"} {
		r := echoRun(t, "1:"+call, "3:heal()")
		r.StepTo(2)
		require.True(t, (&Laws{r}).Impaired(), call)
		r.StepTo(5)
		require.False(t, (&Laws{r}).Impaired(), call)
	}
}

func TestAMessageDroppedByHandIsAFaultOfThatStepOnly(t *testing.T) {
	r := echoRun(t, "1:drop(m1)", "4:drop(m1)")
	r.StepTo(2)
	_, calm := (&Laws{r}).SinceFault()
	require.False(t, calm)

	r.StepTo(3)
	since, calm := (&Laws{r}).SinceFault()
	require.True(t, calm)
	require.Equal(t, 10*Millisecond, since)

	r.StepTo(5)
	_, calm = (&Laws{r}).SinceFault()
	require.True(t, calm, "nothing was dropped: it is gone")
}

func TestARunWithMessagesActedOnByHandReplaysFromItsLog(t *testing.T) {
	first := echoRun(t, "2:delay(m1,5ms)", "7:drop(m3)", "9:duplicate(m4)", "12:deliver(m5)")
	first.RunUntil(200*Millisecond, 10_000)

	again, err := NewRun(Spec{Scenario: echo(), Seed: 1, Actions: first.Log()}, Full)
	require.NoError(t, err)
	again.StepTo(first.StepCount())

	require.Equal(t, first.Digest(), again.Digest())
}
