package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/rng"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

func TestAStepHandlesExactlyOneEventInOrderOfTime(t *testing.T) {
	require.Equal(t, []string{
		"0.010s fired tick", "0.011s delivered ask", "0.013s fired work", "0.014s delivered answer",
		"0.020s fired tick",
	}, ops(echoRun(t), 5))
}

func TestEventsAtOneInstantKeepTheirOrder(t *testing.T) {
	q := &queue{}
	s := rng.New(5)
	type pending struct {
		at  Time
		seq int
	}
	var all []pending
	for i := range 5000 {
		at := Time(s.Below(50)) + Time(i/100)*10
		slot := q.reserve()
		q.items[slot] = item{a: int64(i), generation: q.items[slot].generation}
		q.push(at, slot)
		all = append(all, pending{at, i})
		if s.Below(3) == 0 {
			at, slot, ok := q.next()
			require.True(t, ok)
			q.take()
			best := 0
			for j := range all {
				if all[j].at < all[best].at {
					best = j
				}
			}
			require.Equal(t, all[best], pending{at, int(q.items[slot].a)})
			all = append(all[:best], all[best+1:]...)
			q.release(slot)
		}
	}
}

func TestACancelledTimerNeverFiresAndItsHandleIsSpent(t *testing.T) {
	r := echoRun(t)
	timer := r.echo().a.tick
	c := &Ctx{r: r}
	require.True(t, c.Cancel(timer))
	require.False(t, c.Cancel(timer))
	require.False(t, c.Cancel(Timer{}))
	require.False(t, c.Cancel(Timer{999, 1}))
	require.False(t, r.Step(), "nothing else is pending")
	again := c.After(Millisecond, Msg{Kind: echoTick})
	require.False(t, c.Cancel(timer), "an old handle must not reach the slot's next timer")
	require.True(t, c.Cancel(again))
}

func TestACrashLosesMemoryKeepsDiskAndSilencesTimers(t *testing.T) {
	r := echoRun(t, "40ms:crash(b)", "41ms:crash(a)", "80ms:restart(b)", "81ms:restart(a)")
	r.RunUntil(79*Millisecond, 1000)
	require.Zero(t, r.echo().b.ram.Seen)
	require.Positive(t, r.echo().b.disk.Seen)
	kept := r.echo().b.disk.Seen
	sent := r.echo().a.ram.Sent
	require.Zero(t, sent)

	r.RunUntil(200*Millisecond, 1000)
	require.Greater(t, r.echo().b.disk.Seen, kept, "a restarted node works again")
	require.Positive(t, r.echo().b.ram.Seen)
}

func TestAMessageToADeadNodeIsAStepThatSaysSo(t *testing.T) {
	r := echoRun(t, "1:crash(b)")
	require.Equal(t, []string{"0.010s fired tick", "0.010s acted ask", "0.011s nobody-home ask"}, ops(r, 3))
	rec, _ := r.Last()
	require.Contains(t, r.Caption(rec, EN).Plain(), "down")
	require.Contains(t, r.Caption(rec, KO).Plain(), "나는", "the particle fits the name")
}

func TestAPausedNodeSeesEverythingWhenItWakes(t *testing.T) {
	r := echoRun(t, "1:pause(b,35ms)")
	r.RunUntil(44*Millisecond, 1000)
	require.Zero(t, r.echo().b.ram.Seen)
	r.RunUntil(47*Millisecond, 1000)
	require.EqualValues(t, 4, r.echo().b.ram.Seen, "asks of 10, 20, 30 and 40 ms, at once")
	status, quiet := (&Laws{r}).SinceFault()
	require.True(t, quiet)
	require.LessOrEqual(t, status, 2*Millisecond)
}

func TestAnOldWakeUpDoesNotEndANewerPause(t *testing.T) {
	r := echoRun(t, "1:pause(b,20ms)", "2:resume(b)", "3:pause(b,200ms)")
	r.RunUntil(100*Millisecond, 1000)
	require.Equal(t, Paused, r.w.nodes[1].status)
}

func TestACrashWhilePausedDropsWhatWaited(t *testing.T) {
	r := echoRun(t, "1:pause(b)", "30ms:crash(b)", "35ms:restart(b)")
	r.RunUntil(38*Millisecond, 1000)
	require.Zero(t, r.echo().b.ram.Seen)
	pending := 0
	for i := range r.w.queue.items {
		if r.w.queue.items[i].flags&flagDead == 0 {
			pending++
		}
	}
	require.LessOrEqual(t, pending, 3)
}

func TestASlowNodeStretchesWorkButNotTimers(t *testing.T) {
	r := echoRun(t, "0:slow(b,4)", "0:slow(a,4)")
	got := ops(r, 6)
	require.Equal(t, "0.010s fired tick", got[2])
	require.Equal(t, "0.019s fired work", got[4], "2 ms of work take 8")
}

func TestSkewMovesANodesClockOnly(t *testing.T) {
	r := echoRun(t, "0:skew(b,-50ms)")
	r.StepTo(3)
	require.Equal(t, r.Now()-50*Millisecond, (&Ctx{r: r, node: 1}).Clock())
	require.Equal(t, r.Now(), (&Ctx{r: r, node: 0}).Clock())
}

func TestACutLinkLosesWhatIsUnderWayAndOneWayIsOneWay(t *testing.T) {
	r := echoRun(t, "1:cut(a>b)")
	require.Equal(t, []string{"0.010s fired tick", "0.010s acted ask", "0.010s cut ask"}, ops(r, 3))

	r = echoRun(t, "0:cut(b>a)")
	r.RunUntil(100*Millisecond, 1000)
	require.Positive(t, r.echo().b.ram.Seen)
	require.Zero(t, r.echo().a.ram.Seen)

	r = echoRun(t, "0:isolate(b)", "50ms:heal()")
	r.RunUntil(49*Millisecond, 1000)
	require.Zero(t, r.echo().b.ram.Seen)
	r.RunUntil(100*Millisecond, 1000)
	require.Positive(t, r.echo().a.ram.Seen)
}

func TestLossDuplicationAndLagDoWhatTheySay(t *testing.T) {
	r := echoRun(t, "0:loss(a>b,100)")
	r.RunUntil(100*Millisecond, 1000)
	require.Zero(t, r.echo().b.ram.Seen)

	r = echoRun(t, "0:dup(a>b,100)")
	r.RunUntil(95*Millisecond, 1000)
	require.Equal(t, 2*r.echo().a.ram.Sent, r.echo().b.ram.Seen)

	r = echoRun(t, "0:lag(a>b,7ms)")
	require.Equal(t, "0.018s delivered ask", ops(r, 3)[2])

	r = echoRun(t, "0:loss(a-b,20)")
	r.w.laws[0].Holds = true
	r.RunUntil(30*Second, 100_000)
	share := float64(r.echo().b.disk.Seen) / float64(r.echo().a.ram.Sent)
	require.InDelta(t, 0.8, share, 0.035)
}

func TestOneMessageCanBeDroppedDelayedDuplicatedAndDelivered(t *testing.T) {
	require.Equal(t, "0.020s fired tick", ops(echoRun(t, "1:drop(m1)"), 3)[2])
	require.Equal(t, "0.014s delivered ask", ops(echoRun(t, "1:delay(m1,3ms)"), 3)[2])
	require.Equal(t, "0.010s delivered ask", ops(echoRun(t, "1:deliver(m1)"), 3)[2])
	twice := echoRun(t, "1:duplicate(m1)")
	twice.RunUntil(12*Millisecond, 100)
	require.EqualValues(t, 2, twice.echo().b.ram.Seen)
	gone := echoRun(t, "5:drop(m1)")
	gone.StepTo(8)
	require.EqualValues(t, 8, gone.StepCount(), "a message that has arrived is left alone")
}

func TestLossOfAMessageDoesNotDisturbTheOthers(t *testing.T) {
	plain, lossy := echoRun(t), echoRun(t, "0:loss(b>a,50)")
	plain.RunUntil(300*Millisecond, 10_000)
	lossy.RunUntil(300*Millisecond, 10_000)
	require.Equal(t, plain.echo().b.disk, lossy.echo().b.disk)
	require.Equal(t, plain.link(0, 1).stream, lossy.link(0, 1).stream, "the same draws on the other link")
}

func TestLawsSayTheFirstStepInWhichTheyBreakAndWhy(t *testing.T) {
	r := echoRun(t)
	r.RunUntil(495*Millisecond, 10_000)
	require.Zero(t, r.LawState(0).Broken)
	r.RunUntil(500*Millisecond, 10_000)
	state := r.LawState(0)
	require.False(t, state.Holds)
	require.Equal(t, 500*Millisecond, state.BrokenAt)
	require.Equal(t, "50번이에요.", r.LawReason(0, KO))
	require.Equal(t, "", r.LawReason(1, KO))
}

func TestALivenessLawBreaksAtItsDeadlineNotBefore(t *testing.T) {
	r := echoRun(t, "100ms:cut(b>a)")
	r.RunUntil(170*Millisecond, 10_000)
	require.True(t, r.LawState(1).Pending)
	require.Zero(t, r.LawState(1).Broken)
	r.RunUntil(200*Millisecond, 10_000)
	require.Positive(t, r.LawState(1).Broken)
	require.GreaterOrEqual(t, r.LawState(1).BrokenAt-r.LawState(1).Since, 50*Millisecond)
}

func TestActionsLandInTheLogWithTheirStepAndReplayTheSame(t *testing.T) {
	r := echoRun(t, "2:crash(b)", "2:restart(b)", "60500us:set(rate,200)", "65ms:nudge(a,5ms,3)")
	r.RunUntil(100*Millisecond, 1000)
	log := r.Log()
	require.Len(t, log, 4)
	require.Equal(t, "2:crash(b)", log[0].String())
	require.Equal(t, "3:restart(b)", log[1].String(), "each action is a step of its own")
	require.EqualValues(t, 200, r.Param(0)[0])

	again, err := NewRun(Spec{Scenario: echo(), Seed: 1, Actions: log}, Full)
	require.NoError(t, err)
	again.StepTo(r.StepCount())
	require.Equal(t, r.Digest(), again.Digest())
}

func TestACrashForAWhileEndsByItselfUnlessSomethingElseHappened(t *testing.T) {
	status := func(at Time, do ...string) NodeStatus {
		r := echoRun(t, do...)
		r.RunUntil(at, 10_000)
		return r.w.nodes[1].status
	}

	require.Equal(t, Down, status(89*Millisecond, "40ms:crash(b,50ms)"))
	require.Equal(t, Up, status(91*Millisecond, "40ms:crash(b,50ms)"))
	require.Equal(t, Down, status(91*Millisecond, "40ms:crash(b,50ms)", "60ms:crash(b,50ms)"), "the later one counts")
	require.Equal(t, Up, status(111*Millisecond, "40ms:crash(b,50ms)", "60ms:crash(b,50ms)"))
	require.Equal(t, Down, status(91*Millisecond, "40ms:crash(b,50ms)", "60ms:restart(b)", "70ms:crash(b)"), "of another life")
	require.Equal(t, Paused, status(91*Millisecond, "40ms:crash(b,50ms)", "60ms:restart(b)", "70ms:pause(b)"), "of another life")
}

func TestTheEndOfACrashIsAStepThatSaysSo(t *testing.T) {
	r := echoRun(t, "40ms:crash(b,50ms)")
	for rec := (Record{}); rec.Op != Restarted; rec, _ = r.Last() {
		require.LessOrEqual(t, r.Now(), 90*Millisecond)
		require.True(t, r.Step())
	}
	rec, _ := r.Last()
	require.Equal(t, 90*Millisecond, rec.At)
	require.Contains(t, r.Caption(rec, EN).Plain(), "is up again")
	require.Equal(t, "restarted", rec.Op.String())
}

func TestDoingSomethingNowEqualsHavingItInTheSpec(t *testing.T) {
	r := echoRun(t)
	r.StepTo(10)
	require.NoError(t, r.Do(Action{Name: "crash", Args: []string{"b"}}))
	r.StepTo(40)
	scripted := echoRun(t, "10:crash(b)")
	scripted.StepTo(40)
	require.Equal(t, scripted.Digest(), r.Digest())
	require.ErrorIs(t, r.Do(Action{Name: "crash", Args: []string{"z"}}), ErrBadInput)
}

func TestTheSceneShowsPacketsUnderWay(t *testing.T) {
	r := echoRun(t, "1:loss(a-b,0)")
	r.StepTo(1)
	s := &scene.Scene{}
	r.Scene(s, KO)
	require.Len(t, s.Packets, 1)
	require.Equal(t, scene.Packet{ID: 1, From: 0, To: 1, Sent: int64(10 * Millisecond), Due: int64(11 * Millisecond), Cause: 1, Label: "ask", Tone: scene.Request}, s.Packets[0])
	require.Equal(t, "묻는 쪽", s.Nodes[0].Role)
	require.Len(t, s.Links, 1)
	s.Reset()
	require.Empty(t, s.Packets)
}

func TestInspectNamesMemoryAndDisk(t *testing.T) {
	r := echoRun(t)
	r.RunUntil(35*Millisecond, 100)
	require.Equal(t, []Field{{"Seen", "3", false}, {"Sent", "0", false}, {"Seen", "3", true}}, r.Inspect(1))
	require.Nil(t, r.Inspect(99))
}

func TestTheSumsOfAStateTellWhatItsWordsDoNot(t *testing.T) {
	r := echoRun(t)
	r.RunUntil(35*Millisecond, 100)
	before := r.FieldSums(1)
	require.Len(t, before, len(r.Inspect(1)))
	require.Equal(t, before, r.FieldSums(1))
	r.RunUntil(45*Millisecond, 100) // b has heard one more
	after := r.FieldSums(1)
	require.NotEqual(t, before[0], after[0])
	require.Equal(t, before[1], after[1])
	require.Nil(t, r.FieldSums(99))
	require.Nil(t, r.FieldSums(None))

	type deep struct{ jobs []struct{ id int64 } }
	state := &deep{jobs: make([]struct{ id int64 }, 3)}
	was, words := r.sumFields(nil, state), fieldsOf(state, false)
	state.jobs[2].id = 7
	require.Equal(t, words, fieldsOf(state, false))
	require.NotEqual(t, was, r.sumFields(nil, state))
	require.Len(t, r.sumFields(nil, *state), 1)
	require.Nil(t, r.sumFields(nil, nil))
}

func TestMetricsAreExact(t *testing.T) {
	r := echoRun(t)
	r.RunUntil(200*Millisecond, 1000)
	require.EqualValues(t, len(r.Samples(1)), r.Level(0))
	scratch := []int64{}
	samples := []Sample{{1, 30, 1}, {2, 10, 1}, {3, 20, 1}, {4, 40, 1}}
	for percent, want := range map[int64]int64{0: 10, 1: 10, 25: 10, 26: 20, 50: 20, 75: 30, 76: 40, 99: 40, 100: 40} {
		got, ok := Quantile(samples, percent, &scratch)
		require.True(t, ok)
		require.Equal(t, want, got, "p%d", percent)
	}
	_, ok := Quantile(nil, 50, &scratch)
	require.False(t, ok)
	require.Equal(t, samples[1:3], Window(samples, 1, 3))
	require.Equal(t, r.Levels(0)[len(r.Levels(0))-1], r.Level(0))
}

func TestQuickselectAgreesWithSorting(t *testing.T) {
	s := rng.New(8)
	for range 300 {
		n := int(s.Below(60)) + 1
		values := make([]int64, n)
		for i := range values {
			values[i] = int64(s.Below(20))
		}
		k := int(s.Below(uint64(n)))
		rank := 0
		got := selectRank(append([]int64(nil), values...), k)
		equal := 0
		for _, v := range values {
			if v < got {
				rank++
			}
			if v == got {
				equal++
			}
		}
		require.True(t, rank <= k && k < rank+equal, "%v at %d gave %d", values, k, got)
	}
}
