package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
	"pgregory.net/rapid"
)

// closure is what Cone and Grow must find, by nothing but the definition: all that
// is reached from a set of steps by following Cause backwards, and forwards.
func closure(records []Record, from map[int64]bool) (past, future []int64) {
	for causes, more := map[int64]bool{}, true; more; {
		more = false
		for _, r := range records {
			if (from[r.Step] || causes[r.Step]) && r.Cause > 0 && !causes[r.Cause] {
				causes[r.Cause], more = true, true
				past = append(past, r.Cause)
			}
		}
	}
	for effects, more := map[int64]bool{}, true; more; {
		more = false
		for _, r := range records {
			if (from[r.Cause] || effects[r.Cause]) && !effects[r.Step] && !from[r.Step] {
				effects[r.Step], more = true, true
				future = append(future, r.Step)
			}
		}
	}
	slices.Sort(past)
	slices.Sort(future)
	return past, future
}

// coneTimeline is an echo run with faults drawn by rapid, explored to its horizon.
func coneTimeline(t *rapid.T) (*Timeline, []Record) {
	spec := Spec{Scenario: echo(), Seed: rapid.Uint64().Draw(t, "seed")}
	calls := rapid.SliceOfN(rapid.SampledFrom([]string{"crash(b,20ms)", "pause(b,30ms)", "dup(a-b,60)", "loss(a-b,30)", "lag(b>a,25ms)",
		"cut(a-b)", "heal()", "duplicate(m3)", "delay(m4,40ms)", "drop(m5)", "nudge(a,5ms,3)", "crash(a,5ms)"}), 0, 8).Draw(t, "actions")
	at := int64(0)
	for _, call := range calls {
		a, err := ParseCall(call)
		require.NoError(t, err)
		at += rapid.Int64Range(0, 20).Draw(t, "later")
		a.Step = at
		spec.Actions = append(spec.Actions, a)
	}
	tl, err := NewTimeline(spec, Full)
	require.NoError(t, err)
	return tl, everything(t, tl)
}

// everything explores to the horizon and returns all that happens.
func everything(t *rapid.T, tl *Timeline) (records []Record) {
	for !tl.Work(1000) {
	}
	known, _ := tl.Known()
	for n := int64(1); n <= known; n++ {
		rec, ok := tl.Record(n)
		require.True(t, ok)
		records = append(records, rec)
	}
	return records
}

func grow(t *rapid.T, tl *Timeline, c *Cone) {
	for i := 0; !tl.Grow(c, rapid.IntRange(1, 200).Draw(t, "budget")); i++ {
		require.Less(t, i, 10_000)
	}
}

func TestAConeIsTheClosureOfCauseOverTheWholeTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tl, records := coneTimeline(t)
		step := rapid.Int64Range(1, int64(len(records))).Draw(t, "step")

		c := tl.Cone(step)
		grow(t, tl, c)

		past, future := closure(records, map[int64]bool{step: true})
		require.Equal(t, past, c.Past)
		require.Equal(t, future, c.Future)
		require.False(t, c.Cut)
		for _, r := range records {
			want := Apart
			switch {
			case r.Step == step:
				want = Itself
			case slices.Contains(past, r.Step):
				want = Before
			case slices.Contains(future, r.Step):
				want = After
			}
			require.Equal(t, want, c.Of(r.Step), "step %d", r.Step)
		}
	})
}

func TestTheConeOfAMessageGoesFromItsSenderThroughEveryArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tl, records := coneTimeline(t)
		tl.SeekStep(rapid.Int64Range(1, int64(len(records))).Draw(t, "cursor"))
		tl.Settle()
		records = everything(t, tl) // a cursor near the horizon moves it on
		var under []*item
		for i := range tl.Run().w.queue.items {
			if it := &tl.Run().w.queue.items[i]; it.flags&(flagDead|flagTimer|flagHeld) == 0 {
				under = append(under, it)
			}
		}
		if len(under) == 0 {
			t.Skip("nothing is under way")
		}
		i := rapid.IntRange(0, len(under)-1).Draw(t, "message")
		message, sent := under[i].id, under[i].cause

		c := tl.ConeOfMessage(message, sent)
		grow(t, tl, c)

		arrivals := map[int64]bool{}
		var self []int64
		for _, r := range records {
			if r.Message == message && r.Op != Acted {
				arrivals[r.Step] = true
				self = append(self, r.Step)
			}
		}
		past, future := closure(records, arrivals)
		require.Equal(t, self, c.Self)
		require.Equal(t, future, c.Future)
		if len(self) > 0 {
			require.Equal(t, past, c.Past)
		} else {
			require.Equal(t, sent, append([]int64{0}, c.Past...)[len(c.Past)])
		}
	})
}

func TestTheConeOfAStepThatIsNotKnownIsEmptyAndSaysSo(t *testing.T) {
	tl := newPHOLD(t, 1)
	require.True(t, tl.Cone(1<<40).Cut)
	require.True(t, tl.Cone(-1).Cut)
	require.Empty(t, tl.ConeOfMessage(1<<40, 0).Past)
	require.Empty(t, tl.Cone(1).Past)
	require.Equal(t, Apart, tl.Cone(5).Of(7))
}

func TestAConeThatReachesBeyondTheTraceSaysSo(t *testing.T) {
	tl, err := NewTimeline(Spec{Scenario: phold(), Seed: 1}, Options{Trace: 1024})
	require.NoError(t, err)
	for known := int64(0); known < 20_000; known, _ = tl.Known() {
		tl.Work(1000)
	}
	first := tl.Cone(10)
	for !tl.Grow(first, 500) {
	}
	require.True(t, first.Cut, "what followed at first is no longer kept")
	last := tl.Cone(19_990)
	require.True(t, last.Cut, "nor is what came first")
	require.NotEmpty(t, last.Past)
	require.False(t, tl.Stale(last))
}

func TestAConeIsOfOneHistory(t *testing.T) {
	tl := newPHOLD(t, 3)
	tl.SeekStep(9000)
	tl.Settle()
	tl.SeekStep(8000)
	tl.Settle()
	c := tl.Cone(8000)
	past := slices.Clone(c.Past)
	crash, _ := ParseCall("crash(a)")

	require.NoError(t, tl.Do(crash))

	require.True(t, tl.Stale(c))
	again := tl.Cone(8000)
	require.False(t, again.Cut, "the trace before the branch stays")
	require.Equal(t, past, again.Past)
}

func TestBeforeIsTheRunOneStepBeforeTheCursor(t *testing.T) {
	tl := newPHOLD(t, 7)
	_, ok := tl.Before(1000)
	require.False(t, ok, "nothing is before the start")
	for _, step := range []int64{1, 2, 3, 2, 9000, 8999, 9000, 100, 30_000, 30_500} {
		tl.SeekStep(step)
		tl.Settle()
		r, ok := tl.Before(10)
		for !ok {
			r, ok = tl.Before(500)
		}
		require.Equal(t, step-1, r.StepCount())
		plain, err := NewRun(Spec{Scenario: phold(), Seed: 7}, Options{})
		require.NoError(t, err)
		plain.StepTo(step - 1)
		require.Equal(t, plain.w.nodes[3], r.w.nodes[3])
		require.Equal(t, plain.w.queue.keys, r.w.queue.keys)
	}
}

func TestBeforeFollowsTheHistoryOnScreen(t *testing.T) {
	tl, err := NewTimeline(Spec{Scenario: echo(), Seed: 1}, Full)
	require.NoError(t, err)
	tl.SeekStep(30)
	tl.Settle()
	_, _ = tl.Before(1 << 16)
	tl.SeekStep(20)
	tl.Settle()
	crash, _ := ParseCall("crash(b)")
	require.NoError(t, tl.Do(crash))

	r, ok := tl.Before(1 << 16)

	require.True(t, ok)
	require.EqualValues(t, 20, r.StepCount())
	require.Equal(t, Up, r.w.nodes[1].status)
	require.Equal(t, Down, tl.Run().w.nodes[1].status)
}

// BenchmarkCone100k measures a cone over all the records that a trace keeps.
func BenchmarkCone100k(b *testing.B) {
	tl, err := NewTimeline(Spec{Scenario: phold(), Seed: 1}, Full)
	require.NoError(b, err)
	for known := int64(0); known < 100_000; known, _ = tl.Known() {
		tl.Work(1000)
	}
	b.ResetTimer()
	for range b.N {
		for c := tl.Cone(1); !tl.Grow(c, 1<<20); {
		}
	}
}
