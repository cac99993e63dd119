package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// workEnds runs echo with actions, begins work of node b at 0 s, and returns when it ended;
// Never when it had not after a minute.
func workEnds(t *testing.T, d Time, actions ...string) Time {
	t.Helper()
	r := echoRun(t, actions...)
	r.ctx.Cancel(r.echo().a.tick)
	r.ctx.As(1, func(c *Ctx) { c.Work(d, Msg{Kind: echoWork, A: 99}) })
	for r.Now() < 60*Second && r.Step() {
		if rec, _ := r.Last(); rec.Kind == echoWork && rec.A == 99 && rec.Op == Fired {
			return rec.At
		}
	}
	return Never
}

func TestWorkStandsStillWhileItsNodeIsPaused(t *testing.T) {
	for _, c := range []struct {
		want Time
		do   []string
	}{
		{6 * Second, nil},
		{21 * Second, []string{"1s:pause(b,15s)"}},
		{8 * Second, []string{"1s:pause(b,2s)"}},
		{11 * Second, []string{"1s:pause(b)", "6s:resume(b)"}},
		{12 * Second, []string{"1s:pause(b,2s)", "4s:pause(b,4s)"}},
		{13 * Second, []string{"1s:pause(b,2s)", "2s:pause(b,6s)"}},
		{6 * Second, []string{"1s:pause(a,15s)"}},
		{Never, []string{"1s:pause(b,15s)", "2s:crash(b)", "3s:restart(b)"}},
		{Never, []string{"1s:pause(b)"}},
	} {
		require.Equal(t, c.want, workEnds(t, 6*Second, c.do...), "%v", c.do)
	}
}

func TestATimerRunsOnWhileItsNodeIsPausedAndWhatItBringsWaits(t *testing.T) {
	r := echoRun(t, "1s:pause(b,15s)")
	r.ctx.Cancel(r.echo().a.tick)
	r.ctx.As(1, func(c *Ctx) { c.After(6*Second, Msg{Kind: echoWork}) })
	var at []Time
	for r.Step() {
		if rec, _ := r.Last(); rec.Kind == echoWork && rec.Op == Fired {
			at = append(at, rec.At)
		}
	}
	require.Equal(t, []Time{16 * Second}, at)
}

func TestWorkThatStoodStillKeepsItsOrderAndCanBeCancelled(t *testing.T) {
	r := echoRun(t, "1s:pause(b,10s)")
	r.ctx.Cancel(r.echo().a.tick)
	var cancelled Timer
	r.ctx.As(1, func(c *Ctx) {
		for i := range int64(20) {
			timer := c.Work(2*Second+Time(i%4)*Millisecond, Msg{Kind: echoWork, A: i})
			if i == 7 {
				cancelled = timer
			}
		}
	})
	for r.Now() < Second {
		r.Step()
	}
	require.True(t, r.ctx.Cancel(cancelled))
	var order []int64
	for r.Step() {
		if rec, _ := r.Last(); rec.Kind == echoWork {
			require.Equal(t, 12*Second+Time(rec.A%4)*Millisecond, rec.At)
			order = append(order, rec.A)
		}
	}
	require.Equal(t, []int64{0, 4, 8, 12, 16, 1, 5, 9, 13, 17, 2, 6, 10, 14, 18, 3, 11, 15, 19}, order)
	require.False(t, r.ctx.Cancel(cancelled))
}

func TestARunWithFrozenWorkGoesOnTheSameFromACheckpoint(t *testing.T) {
	for _, step := range []int64{3, 40, 41, 60, 200} {
		straight := echoRun(t, "15ms:pause(b,90ms)", "300ms:pause(b,10ms)", "302ms:crash(b,20ms)")
		tl, err := NewTimeline(straight.Spec(), Full)
		require.NoError(t, err)
		straight.StepTo(step)
		tl.SeekStep(step)
		tl.Settle()
		require.Empty(t, Difference(straight, tl.Run()))
		straight.StepTo(400)
		tl.SeekStep(400)
		tl.Settle()
		tl.SeekStep(step)
		tl.Settle()
		tl.SeekStep(400)
		tl.Settle()
		require.Equal(t, straight.Digest(), tl.Run().Digest(), Difference(straight, tl.Run()))
	}
}
