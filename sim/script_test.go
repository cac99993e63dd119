package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
	"pgregory.net/rapid"
)

func script(t require.TestingT, texts ...string) (out []Action) {
	for _, text := range texts {
		a, err := ParseAction(text)
		require.NoError(t, err)
		out = append(out, a)
	}
	return out
}

// happened returns what a run of so many steps did, by step.
func happened(t require.TestingT, actions []Action, steps int64) map[int64]string {
	r, err := NewRun(Spec{Scenario: phold(), Seed: 9, Actions: actions}, Full)
	require.NoError(t, err)
	out := map[int64]string{}
	for r.StepCount() < steps && r.Step() {
		if rec, _ := r.Last(); rec.Op == Acted {
			out[rec.Step] = r.Log()[rec.C].Call()
			require.Equal(t, out[rec.Step], r.Spec().Actions[rec.C].Call(), "a run's actions stand as they happened")
		}
	}
	return out
}

func TestAnActionByStepIsNotMovedByOneByTimeThatIsListedBeforeIt(t *testing.T) {
	const late = "40ms:crash(a)"
	at := int64(0)
	for step, call := range happened(t, script(t, late), 20_000) {
		require.Equal(t, "crash(a)", call)
		at = step
	}
	require.Greater(t, at, int64(200))

	for _, listed := range [][]string{{late, "100:restart(b)"}, {"100:restart(b)", late}} { // idle, but a step
		require.Equal(t, map[int64]string{101: "restart(b)", at + 1: "crash(a)"}, happened(t, script(t, listed...), 20_000), "%v", listed)
	}
}

func TestTimesAndStepsListedBackwardsHappenForwards(t *testing.T) {
	actions := script(t, "30ms:crash(a)", "900:crash(b)", "10ms:crash(c)", "20:crash(d)")

	done := happened(t, actions, 20_000)

	var steps []int64
	for step := range done {
		steps = append(steps, step)
	}
	slices.Sort(steps)
	require.Len(t, steps, 4)
	require.Equal(t, []string{"crash(d)", "crash(c)"}, []string{done[steps[0]], done[steps[1]]})
	require.Equal(t, "crash(b)", done[901])
	require.Equal(t, "30ms:crash(a)", actions[0].String(), "the caller's list is left alone")
}

func TestOfTwoActionsForOneMomentTheOneListedFirstIsFirst(t *testing.T) {
	require.Equal(t, map[int64]string{51: "crash(b)", 52: "crash(a)"}, happened(t, script(t, "50:crash(b)", "50:crash(a)"), 1000))
	at := int64(0)
	for step := range happened(t, script(t, "40ms:crash(a)"), 20_000) {
		at = step // the step before it is the last one at or before 40 ms
	}
	for _, first := range []bool{true, false} {
		both := []Action{{Step: at - 1, Name: "crash", Args: []string{"b"}}, script(t, "40ms:crash(a)")[0]}
		want := []string{"crash(b)", "crash(a)"}
		if !first {
			slices.Reverse(both)
			slices.Reverse(want)
		}
		require.Equal(t, map[int64]string{at: want[0], at + 1: want[1]}, happened(t, both, 20_000))
	}
}

func TestAnActionForAStepThatNeverComesHappensWhenNothingElseIsLeft(t *testing.T) {
	quiet := &Scenario{ID: "quiet", Horizon: Second, Build: func(s *Setup) Model {
		s.Node(NodeInfo{Name: "a"}, &pholdIdle{})
		return &pholdModel{nodes: []*pholdNode{{}}}
	}, Laws: []LawSpec{{ID: "count"}}}
	r, err := NewRun(Spec{Scenario: quiet, Seed: 1, Actions: script(t, "700:restart(a)", "2s:crash(a)")}, Full)
	require.NoError(t, err)

	r.StepTo(10)

	require.Equal(t, int64(2), r.StepCount())
	require.Equal(t, []string{"crash(a)", "restart(a)"}, []string{r.Log()[0].Call(), r.Log()[1].Call()}, "a time comes, a step may not")
}

type pholdIdle struct{}

func (*pholdIdle) Start(*Ctx)                     {}
func (*pholdIdle) Handle(*Ctx, *Event)            {}
func (*pholdIdle) State() (volatile, durable any) { return nil, nil }

// drawScript draws actions by step and by time, no two for one moment.
func drawScript(t *rapid.T) (out []Action) {
	for i, call := range rapid.SliceOfN(rapid.SampledFrom([]string{"crash(a)", "restart(a)", "pause(b,5ms)", "cut(a-c)", "heal()", "crash(d,9ms)"}), 2, 10).Draw(t, "calls") {
		a, err := ParseCall(call)
		require.NoError(t, err)
		if a.Timed = rapid.Bool().Draw(t, "timed"); a.Timed {
			a.At = Time(i)*37*Microsecond + rapid.SampledFrom([]Time{Millisecond, 11 * Millisecond, 30 * Millisecond}).Draw(t, "at")
		} else {
			a.Step = int64(i)*23 + rapid.Int64Range(0, 6).Draw(t, "step")*300
		}
		out = append(out, a)
	}
	return out
}

func TestSeekingAndBranchingKeepEveryActionAtItsMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		actions := drawScript(t)
		short := phold()
		short.Horizon = 50 * Millisecond
		spec := Spec{Scenario: short, Seed: 4, Actions: actions}
		digest := func(spec Spec, step int64) uint64 {
			r, err := NewRun(spec, Full)
			require.NoError(t, err)
			r.StepTo(step)
			return r.Digest()
		}
		tl, err := NewTimeline(spec, Full)
		require.NoError(t, err)
		for _, step := range []int64{2400, 150, 1500, 40} {
			tl.SeekStep(step)
			tl.Settle()
			require.Equal(t, digest(spec, step), tl.Run().Digest(), "step %d", step)
			require.Equal(t, digest(tl.Spec(), step+300), digest(spec, step+300), "the link of step %d", step)
			require.Equal(t, InOrder(tl.Spec().Actions), tl.Spec().Actions, "a link can be written at step %d", step)
		}
		tl.SeekStep(rapid.Int64Range(0, 2300).Draw(t, "fork"))
		tl.Settle()
		require.NoError(t, tl.Do(script(t, "0:crash(e)")[0]))
		tl.SeekStep(2600)
		tl.Settle()
		branched := tl.Spec()
		require.Equal(t, digest(branched, 2600), tl.Run().Digest())
		for _, branch := range []int{0, 1, 0} {
			require.NoError(t, tl.Switch(branch))
			tl.SeekStep(2700)
			tl.Settle()
			want := digest(spec, 2700)
			if branch == 1 {
				want = digest(branched, 2700)
			}
			require.Equal(t, want, tl.Run().Digest(), "branch %d", branch)
		}
	})
}

func TestAHistoryThatIsReturnedToKnowsWhichActionsWereTaken(t *testing.T) {
	spec := Spec{Scenario: phold(), Seed: 5, Actions: script(t, "100ms:crash(a)", "100:crash(b)")}
	tl, err := NewTimeline(spec, Full)
	require.NoError(t, err)
	tl.SeekStep(20_000)
	tl.Settle()
	want := tl.Run().Digest()
	tl.SeekStep(5000) // after crash(b), before crash(a), with checkpoints behind it
	tl.Settle()
	require.NoError(t, tl.Do(script(t, "0:crash(c)")[0]))

	require.NoError(t, tl.Switch(0))
	tl.SeekStep(20_000)
	tl.Settle()

	require.Equal(t, want, tl.Run().Digest())
	require.Equal(t, []string{"crash(b)", "crash(a)"}, []string{tl.Run().Log()[0].Call(), tl.Run().Log()[1].Call()})
}

func TestTheViewKeepsItsOwnOrderWhileTheScoutIsAhead(t *testing.T) {
	spec := Spec{Scenario: phold(), Seed: 5, Actions: script(t, "100ms:crash(a)", "100:crash(b)")}
	tl, err := NewTimeline(spec, Full)
	require.NoError(t, err)
	tl.SeekStep(40)
	tl.Work(40)
	tl.Work(5000) // the scout is past crash(b) now
	tl.SeekStep(150)
	tl.Work(200)

	require.Equal(t, int64(100), tl.Run().Log()[0].Step)
	require.Equal(t, digestAt(t, 5, 150, spec.Actions...), tl.Run().Digest())
}

func TestWaitingActionsCostNoAllocation(t *testing.T) {
	r, err := NewRun(Spec{Scenario: phold(), Seed: 9, Actions: script(t, "80000s:heal()", "40000000:heal()")}, Options{})
	require.NoError(t, err)
	r.StepTo(50_000)

	require.Zero(t, testing.AllocsPerRun(1000, func() { r.Step() }))
}
