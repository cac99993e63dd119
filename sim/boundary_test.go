package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// far stops echo's own load and leaves one timer of node b.
func far(r *Run, d Time) {
	r.ctx.Cancel(r.echo().a.tick)
	r.ctx.As(1, func(c *Ctx) { c.After(d, Msg{Kind: echoTick}) })
}

func TestJoiningANodeLeavesTheActingNodeActing(t *testing.T) {
	r := echoRun(t)
	r.w.nodes[1].status = Gone
	r.ctx.node = 0

	r.ctx.Join(1)

	require.Equal(t, Up, r.w.nodes[1].status)
	require.EqualValues(t, 0, r.ctx.Self())
}

func TestActingNowUsesTheSameSlotsAsHavingItInTheSpec(t *testing.T) {
	now, scripted := echoRun(t), echoRun(t, "4:nudge(a,5ms,3)")
	for _, r := range []*Run{now, scripted} {
		r.StepTo(4)
		require.True(t, r.ctx.Cancel(r.echo().a.tick))
	}

	require.NoError(t, now.Do(Action{Name: "nudge", Args: []string{"a", "5ms", "3"}}))
	scripted.Step()

	require.Equal(t, scripted.w.queue.free, now.w.queue.free)
	require.Equal(t, scripted.w.queue.items, now.w.queue.items)
}

func TestAnEndThatCameTooLateIsNotCalledARestartOrAWakeUp(t *testing.T) {
	ends := func(op Op, do ...string) (n int) {
		r := echoRun(t, do...)
		for r.Now() < 200*Millisecond && r.Step() {
			if rec, _ := r.Last(); rec.Op == op {
				n++
			}
			rec, _ := r.Last()
			if rec.Wake && rec.Op == Expired {
				require.Contains(t, r.Caption(rec, EN).Plain(), "nothing happens")
				require.NotContains(t, r.Caption(rec, EN).Plain(), "it crashed")
			}
		}
		return n
	}
	require.Equal(t, 1, ends(Restarted, "40ms:crash(b,50ms)", "60ms:crash(b,50ms)"))
	require.Equal(t, 0, ends(Woke, "40ms:crash(b,50ms)", "60ms:restart(b)"))
	require.Equal(t, 0, ends(Restarted, "40ms:crash(b,50ms)", "60ms:restart(b)"))
	require.Equal(t, 0, ends(Woke, "40ms:pause(b,50ms)", "60ms:resume(b)"))
	require.Equal(t, 1, ends(Woke, "40ms:pause(b,50ms)"))
}

func TestAStepThatEndsAPauseDoesNotShowAMessage(t *testing.T) {
	r := echoRun(t, "1:pause(b,5ms)")
	for rec := (Record{}); rec.Op != Woke; rec, _ = r.Last() {
		require.True(t, r.Step())
	}
	rec, _ := r.Last()
	require.Equal(t, "step 4 · b · woke", r.Caption(rec, EN).Detail)
}

func TestTheLaterOfTwoPausesCounts(t *testing.T) {
	status := func(at Time, do ...string) NodeStatus {
		r := echoRun(t, do...)
		r.RunUntil(at, 10_000)
		return r.w.nodes[1].status
	}
	require.Equal(t, Up, status(91*Millisecond, "40ms:pause(b)", "60ms:pause(b,30ms)"))
	require.Equal(t, Paused, status(91*Millisecond, "40ms:pause(b,50ms)", "60ms:pause(b,50ms)"))
	require.Equal(t, Up, status(111*Millisecond, "40ms:pause(b,50ms)", "60ms:pause(b,50ms)"))
	require.Equal(t, Paused, status(111*Millisecond, "40ms:pause(b,50ms)", "60ms:pause(b)"))
	require.Equal(t, Down, status(111*Millisecond, "40ms:crash(b,50ms)", "60ms:crash(b)"))
	require.Equal(t, Down, status(111*Millisecond, "40ms:crash(b)", "60ms:pause(b,5ms)"), "a crashed node cannot be paused")
}

func TestALinkKeepsItsOrderAtTheInstantOfWaking(t *testing.T) {
	r := echoRun(t, "1:pause(b,31ms)") // asks arrive at 11, 21, 31 and, with the waking, at 41 ms
	var order []int64
	for r.Now() <= 41*Millisecond && r.Step() {
		if rec, _ := r.Last(); rec.Op == Delivered && rec.Kind == echoAsk {
			order = append(order, rec.A)
		}
	}
	require.Equal(t, []int64{1, 2, 3, 4}, order)
}

func TestAHistoryLookedAtIsKeptEvenAfterComingBackToIt(t *testing.T) {
	tl := newPHOLD(t, 3)
	tl.SeekStep(9000)
	tl.Settle()
	tl.SeekStep(5000)
	tl.Settle()
	crash, _ := ParseCall("crash(a)")
	require.NoError(t, tl.Do(crash))
	require.NoError(t, tl.Switch(0))
	tl.Settle()
	require.EqualValues(t, 5000, tl.Cursor())

	require.NoError(t, tl.Do(crash))

	branches, current := tl.Branches()
	require.Len(t, branches, 3)
	require.Equal(t, 2, current)
	require.Empty(t, branches[0].Actions)
}

func TestARunWithTooMuchPendingStopsAndSaysSo(t *testing.T) {
	r := echoRun(t)
	r.StepTo(1)
	require.False(t, r.Full())
	r.w.queue.items = append(r.w.queue.items, make([]item, maxPending-len(r.w.queue.items)-1)...)
	for i := range 3 {
		timer := (&Ctx{r: r, node: 1}).After(Time(i), Msg{})
		require.Equal(t, i == 0, r.ctx.Cancel(timer))
	}
	require.True(t, r.Full())
	_, more := r.Next()
	require.False(t, more)
	require.False(t, r.Step())
	require.EqualValues(t, 1, r.StepCount())
}

func TestATimerBeyondTheEndOfTimeNeitherGoesBackNorTakesForever(t *testing.T) {
	r := echoRun(t)
	r.grid = 600 * Second
	r.StepTo(1)
	far(r, Never)
	for r.StepCount() < 50 && r.Step() {
		require.GreaterOrEqual(t, r.Now(), 10*Millisecond)
	}
	require.Greater(t, r.Now(), MaxTime)
	require.Less(t, len(r.Levels(0)), 200)
}

func TestATimelineCrossesAnAgeOfSilence(t *testing.T) {
	tl, err := NewTimeline(Spec{Scenario: echo(), Seed: 1}, Options{Trace: 64, Laws: true})
	require.NoError(t, err)
	far(tl.live.scout, 400*MaxTime)
	tl.live.view = tl.live.scout.fork(64)
	tl.live.checkpoints = nil
	tl.live.save()

	tl.SeekStep(1)
	tl.Settle()

	require.EqualValues(t, 1, tl.Cursor())
	require.LessOrEqual(t, len(tl.Density()), int(MaxTime/tl.BucketSpan())+1)
}

func TestTheHorizonKeepsAheadOfTheCursorHoweverFarItJumps(t *testing.T) {
	tl, err := NewTimeline(Spec{Scenario: echo(), Seed: 1}, Full)
	require.NoError(t, err)
	far(tl.live.scout, 100*Second)
	tl.live.view = tl.live.scout.fork(64)

	tl.SeekStep(1)
	tl.Work(100)

	require.Equal(t, 100*Second, tl.Run().Now())
	require.Greater(t, tl.Horizon(), 100*Second)
}

func TestRecordsBehindTheCursorAreThereAfterASeekByTime(t *testing.T) {
	tl := newPHOLD(t, 7)
	tl.SeekStep(20_000)
	tl.Settle()
	tl.SeekStep(12_289)
	tl.Settle()
	at := tl.Run().Now()
	fresh := newPHOLD(t, 7)
	fresh.SeekStep(20_000)
	fresh.Settle()
	fresh.live.view = fresh.live.scout.fork(lookBehind * 2)

	fresh.SeekTime(at)
	fresh.Settle()

	_, ok := fresh.Run().Record(fresh.Cursor() - lookBehind + 1)
	require.True(t, ok)
}

func TestTheSmallestWorkIsSlowedToo(t *testing.T) {
	r := echoRun(t, "0:slow(b,4)")
	r.StepTo(1)
	for d, want := range map[Time]Time{0: 0, 1: 4, 999: 3996, 1000: 4000, 2 * Millisecond: 8 * Millisecond} {
		timer := (&Ctx{r: r, node: 1}).Work(d, Msg{})
		require.Equal(t, want, r.w.queue.items[timer.slot].due)
	}
}

func TestARunTakesNoMoreActionsThanItsLinkCanHold(t *testing.T) {
	spec := Spec{Scenario: echo(), Seed: 1}
	for range MaxActions {
		spec.Actions = append(spec.Actions, Action{Timed: true, At: 10 * Second, Name: "heal"})
	}
	r, err := NewRun(spec, Full)
	require.NoError(t, err)
	require.ErrorIs(t, r.Do(Action{Name: "heal"}), ErrBadInput)
}

func TestParametersAreCheckedWhenARunIsSetUp(t *testing.T) {
	bad := func(change func(v Values) Values) error {
		sc := echo()
		_, err := NewRun(Spec{Scenario: sc, Params: change(sc.Defaults())}, Full)
		return err
	}
	require.NoError(t, bad(func(v Values) Values { return v }))
	require.ErrorIs(t, bad(func(v Values) Values { return v[:2] }), ErrBadInput)
	require.ErrorIs(t, bad(func(v Values) Values { v[0][0] = 501; return v }), ErrBadInput)
	require.ErrorIs(t, bad(func(v Values) Values { v[1][0] = 2; return v }), ErrBadInput)
	require.ErrorIs(t, bad(func(v Values) Values { v[2] = v[2][:1]; return v }), ErrBadInput)
}

func TestARecordOfAnotherHistoryIsStillExplained(t *testing.T) {
	acted := echoRun(t, "1:set(rate,200)", "1:nudge(a,1ms,1)")
	acted.StepTo(3)
	plain := echoRun(t)
	for step := int64(2); step <= 3; step++ {
		rec, ok := acted.Record(step)
		require.True(t, ok)
		require.NotEmpty(t, plain.Caption(rec, KO).Detail)
		require.NotEmpty(t, plain.Caption(rec, EN).Detail)
	}
}

func TestTheTraceDoesNotKnowWhatComesAfterTheCursor(t *testing.T) {
	tl := newPHOLD(t, 7)
	tl.SeekStep(6000)
	tl.Settle()
	tl.SeekStep(5990)
	tl.Settle()

	_, after := tl.Run().Record(5995)
	_, before := tl.Run().Record(5985)

	require.False(t, after)
	require.True(t, before)
}

// wrongNode is a node whose memory cannot be cleared.
type wrongNode struct{ echoNode }

func (n *wrongNode) State() (volatile, durable any) { return n.ram, nil }

func TestANodeThatNoActionCouldReachOrCrashIsRefused(t *testing.T) {
	setUp := func(name string, n Node) error {
		sc := echo()
		build := sc.Build
		sc.Build = func(s *Setup) Model {
			m := build(s)
			s.Node(NodeInfo{Name: name}, n)
			return m
		}
		_, err := NewRun(Spec{Scenario: sc}, Full)
		return err
	}
	require.NoError(t, setUp("c", &echoNode{}))
	require.ErrorContains(t, setUp("a", &echoNode{}), "two nodes")
	require.ErrorContains(t, setUp("order-db", &echoNode{}), "letters and digits")
	require.ErrorContains(t, setUp("", &echoNode{}), "letters and digits")
	require.ErrorContains(t, setUp("c", &wrongNode{}), "pointer")
}

func TestTheDigestCoversParametersAndWhatIsStillToHappen(t *testing.T) {
	plain := echoRun(t)
	other := echo()
	values := other.Defaults()
	require.NoError(t, other.Set(values, "mode", "sync"))
	r, err := NewRun(Spec{Scenario: other, Seed: 1, Params: values}, Full)
	require.NoError(t, err)
	require.NotEqual(t, plain.Digest(), r.Digest(), "before the first step")

	soon, late := echoRun(t, "1:delay(m1,1ms)"), echoRun(t, "1:delay(m1,2ms)")
	soon.StepTo(2)
	late.StepTo(2)
	require.NotEqual(t, soon.Digest(), late.Digest(), "while the message is under way")
}

func TestAnActionThatChangesNothingSaysSo(t *testing.T) {
	for _, call := range []string{"restart(b)", "resume(b)"} {
		r := echoRun(t, "1:"+call)
		r.StepTo(2)
		rec, _ := r.Last()
		require.True(t, rec.Idle, call)
		require.Contains(t, r.Caption(rec, EN).Plain(), "nothing changes", call)
	}
	r := echoRun(t, "1:crash(b)", "2:restart(b)")
	r.StepTo(3)
	rec, _ := r.Last()
	require.False(t, rec.Idle)
	require.Contains(t, r.Caption(rec, EN).Plain(), "Restarted")
}
