package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// causeOfNext sets a timer of node b and returns its cause.
func causeOfNext(r *Run) int64 {
	timer := (&Ctx{r: r, node: 1}).After(Second, Msg{Kind: echoTick})
	return r.w.queue.items[timer.slot].cause
}

func TestWorkThatWaitedIsCausedByTheStepInWhichItCame(t *testing.T) {
	r := echoRun(t)
	c := &Ctx{r: r, node: 1}
	for step, key := range []int64{7, 8, 9} {
		r.StepTo(int64(step) + 2)
		c.Keep(key)
	}
	r.StepTo(10)
	require.EqualValues(t, 10, causeOfNext(r), "its own, unless it says otherwise")

	for _, next := range []struct{ key, cause int64 }{{8, 3}, {7, 2}, {9, 4}} {
		c.For(next.key)
		require.Equal(t, next.cause, causeOfNext(r))
		c.Own()
		require.EqualValues(t, 10, causeOfNext(r))
	}
	c.For(7)
	require.EqualValues(t, 10, causeOfNext(r), "it was taken up before")
	c.Keep(7)
	c.For(7)
	r.StepTo(11)
	require.EqualValues(t, 11, causeOfNext(r), "a step begins on its own account")
}

func TestACrashForgetsWhatWaited(t *testing.T) {
	r := echoRun(t, "5:crash(b,1ms)")
	r.StepTo(4)
	c := &Ctx{r: r, node: 1}
	c.Keep(7)
	r.StepTo(12)
	c.For(7)
	require.EqualValues(t, 12, causeOfNext(r))
}

func TestWhatWaitsAtANodeIsBounded(t *testing.T) {
	r := echoRun(t)
	r.StepTo(3)
	c := &Ctx{r: r, node: 1}
	for key := range int64(5 * maxKept) {
		c.Keep(key)
	}
	require.LessOrEqual(t, len(r.w.kept[1].list), 2*maxKept+1)
	r.StepTo(6)
	c.For(0)
	require.EqualValues(t, 6, causeOfNext(r), "the oldest was forgotten")
	c.For(5*maxKept - 1)
	require.EqualValues(t, 3, causeOfNext(r))
	(&Ctx{r: r, node: None}).Keep(1)
	(&Ctx{r: r, node: None}).For(1)
}
