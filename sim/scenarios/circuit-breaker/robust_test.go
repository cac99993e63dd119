package circuitbreaker

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// -rewrite writes the golden stories anew. Read the difference before you commit it.
var rewrite = flag.Bool("rewrite", false, "rewrite the golden files under testdata")

// chaos draws faults, each with an end, over the first sixteen seconds. Outside
// are faults between the clients and the service, or of the service itself: law I6
// speaks of Payment's faults only.
func chaos(r *rng.Stream) (script []string, outside bool) {
	at := func() string { return sim.FormatSpan(sim.Time(r.Below(12_000)+500) * sim.Millisecond) }
	later := func() string { return sim.FormatSpan(sim.Time(r.Below(3000)+13_000) * sim.Millisecond) }
	for range 2 + r.Below(4) {
		p := payNames[r.Below(maxInstances)]
		pairs := [][2]string{
			{"crash(" + p + ")", "restart(" + p + ")"},
			{"pause(" + p + ",4s)", "resume(" + p + ")"},
			{"slow(" + p + ",37)", "slow(" + p + ",1)"},
			{"errors(70)", "mend()"},
			{"bad(" + p + ")", "mend()"},
			{"refuse(60)", "mend()"},
			{"cut(order-" + p + ")", "heal()"},
			{"loss(order-" + p + ",20)", "heal()"},
			{"dup(order-" + p + ",20)", "heal()"},
			{"reorder(order-" + p + ",30)", "heal()"},
			{"lag(order-" + p + ",300ms)", "heal()"},
			{"trip()", "trip()"},
			{"trip()", "reset()"},
			{"set(breaker,off)", "set(breaker,on)"},
			{"set(window,7)", "set(window,40)"},
			{"set(halfOpenCalls,8)", "set(halfOpenCalls,2)"},
			{"set(waitOpen,500)", "set(waitOpen,3000)"},
			{"set(timeout,300)", "set(timeout,1500)"},
			{"set(refusals,ignored)", "set(refusals,success)"},
			{"set(bulkhead,5)", "set(bulkhead,25)"},
			{"set(threads,80)", "set(threads,50)"},
			{"set(failureRate,20)", "set(failureRate,80)"},
			{"crash(order)", "restart(order)"}, // from here on: outside
			{"crash(clients)", "restart(clients)"},
			{"pause(order,2s)", "resume(order)"},
			{"dup(clients-order,20)", "heal()"},
			{"loss(clients-order,10)", "heal()"},
		}
		i := r.Below(uint64(len(pairs)))
		outside = outside || i >= 22
		script = append(script, at()+":"+pairs[i][0], later()+":"+pairs[i][1])
	}
	return script, outside
}

// hangAll adds a hang of all of Payment.
func hangAll(r *rng.Stream) []string {
	at := sim.FormatSpan(sim.Time(r.Below(5000)+500) * sim.Millisecond)
	d := sim.FormatSpan(sim.Time(r.Below(9000)+500) * sim.Millisecond)
	var out []string
	for _, p := range payNames {
		out = append(out, at+":pause("+p+","+d+")")
	}
	return out
}

func TestAllLawsHoldInTheRightPresetWhateverBreaksAndHeals(t *testing.T) {
	n := uint64(600)
	if testing.Short() {
		n = 100
	}
	for seed := uint64(1); seed <= n; seed++ {
		source := rng.Named(seed, "chaos")
		script, outside := chaos(&source)
		script = append(script, hangAll(&source)...)
		r := start(t, "calm", seed, measured, script...)
		until(t, r, 32*sim.Second)
		for i, law := range laws {
			if outside && sim.Law(i) == lawMenu {
				continue
			}
			state := r.LawState(sim.Law(i))
			require.Zero(t, state.Broken, "law %s at %v: %s\nrepeat: msalab run circuit-breaker --set breaker=on --set bulkhead=30 --seed %d --do %q",
				law.ID, state.BrokenAt, r.LawReason(sim.Law(i), sim.EN), seed, strings.Join(inOrder(script), " "))
		}
		if !outside {
			require.Zero(t, r.Level(mState), "seed %d %v: closed in the end", seed, script)
			require.Greater(t, r.Level(mSuccess), int64(950_000), "seed %d %v: orders go through in the end", seed, script)
		}
	}
}

func TestSafetyLawsHoldInEveryPreset(t *testing.T) {
	for _, p := range Scenario.Presets {
		for seed := uint64(1); seed <= 8; seed++ {
			source := rng.Named(seed, "chaos-"+p.ID)
			script, _ := chaos(&source)
			r := start(t, p.ID, seed, measured, script...)
			until(t, r, 20*sim.Second)
			for l := lawOpen; l <= lawConserved; l++ {
				require.Zero(t, r.LawState(l).Broken, "law %s, %s seed %d %v: %s", laws[l].ID, p.ID, seed, script, r.LawReason(l, sim.EN))
			}
		}
	}
}

func TestEveryParameterRunsAtItsEnds(t *testing.T) {
	for _, p := range Scenario.Params {
		ends := []string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
		if len(p.Choices) > 0 {
			ends = nil
			for _, c := range p.Choices {
				ends = append(ends, c.ID)
			}
		}
		for _, end := range ends {
			for _, preset := range []string{"naive", "right", "slow", "refusals"} {
				r := start(t, preset, 1, sim.Full, p.ID+"="+end, "1s:crash(pay1)", "2s:crash(order)", "3s:restart(order)", "4s:trip()")
				until(t, r, 9*sim.Second)
				for l := lawOpen; l <= lawConserved; l++ {
					require.Zero(t, r.LawState(l).Broken, "%s=%s in %s: %s", p.ID, end, preset, r.LawReason(l, sim.EN))
				}
			}
		}
	}
}

func TestEveryFaultButtonIsUnderstoodAndRecoverMendsThemAll(t *testing.T) {
	for _, f := range Scenario.Faults[:5] {
		r := start(t, "calm", 1, sim.Full)
		until(t, r, 2*sim.Second)
		press := func(calls []string) {
			for _, call := range calls {
				a, err := sim.ParseCall(call)
				require.NoError(t, err)
				require.NoError(t, r.Do(a), f.ID)
				rec, _ := r.Last()
				require.NotEmpty(t, r.Caption(rec, sim.KO).Plain())
			}
		}
		press(f.Do)
		until(t, r, 5*sim.Second)
		press(Scenario.Faults[5].Do)
		until(t, r, 25*sim.Second)

		require.EqualValues(t, 1_000_000, r.Level(mSuccess), f.ID)
		require.Zero(t, r.Level(mState), f.ID)
	}
}

func TestVerbsRefuseWhatMakesNoSense(t *testing.T) {
	r := start(t, "naive", 1, sim.Full)
	says := func(call string) string {
		a, err := sim.ParseCall(call)
		require.NoError(t, err)
		require.NoError(t, r.Do(a))
		rec, _ := r.Last()
		return r.Caption(rec, sim.EN).Plain()
	}

	require.Contains(t, says("bad(order)"), "Payment instances only")
	require.Contains(t, says("trip()"), "breaker is off")
	require.Contains(t, says("errors(1000)"), "100%")
	says("crash(order)")
	require.Contains(t, says("reset()"), "not running")
	says("restart(order)")
	says("set(breaker,on)")
	require.Contains(t, says("trip()"), "opened by hand")
	require.EqualValues(t, stateOpen, r.Level(mState))
	require.Contains(t, says("reset()"), "closed by hand")
	require.Zero(t, r.Level(mState))
}

func TestEveryStepExplainsItselfInBothLanguages(t *testing.T) {
	kinds, met := map[sim.Kind]bool{}, map[sim.Note]bool{}
	read := map[[3]int]int{}
	walk := func(r *sim.Run, limit sim.Time) {
		for r.Now() < limit && r.Step() {
			rec, _ := r.Last()
			kinds[rec.Kind], met[rec.Note-1] = true, true
			what := [3]int{int(rec.Kind), int(rec.Note), int(rec.Op)}
			if read[what]++; read[what] > 100 {
				continue
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				text := r.Caption(rec, lang).Plain()
				require.NotEmpty(t, text)
				require.NotContains(t, text, "{", text)
				require.NotContains(t, text, "¿", text)
			}
		}
	}
	for _, p := range Scenario.Presets {
		walk(start(t, p.ID, 1, sim.Full), 15*sim.Second)
	}
	for seed := uint64(1); seed <= 30; seed++ {
		source := rng.Named(seed, "chaos")
		script, _ := chaos(&source)
		walk(start(t, "calm", seed, sim.Full, script...), 17*sim.Second)
	}
	walk(start(t, "refusals", 1, sim.Full, "refusals=ignored"), 8*sim.Second)
	walk(start(t, "slow", 1, sim.Full, "waitOpen=500"), 12*sim.Second)
	r := start(t, "right", 1, sim.Full)
	for i, call := range []string{"bad(order)", "reset()", "crash(order)", "trip()", "restart(order)", "set(breaker,off)", "trip()"} {
		until(t, r, sim.Time(i+1)*100*sim.Millisecond)
		a, err := sim.ParseCall(call)
		require.NoError(t, err)
		require.NoError(t, r.Do(a))
		rec, _ := r.Last()
		met[rec.Note-1] = true
	}

	for i, kind := range Scenario.Kinds {
		require.True(t, kinds[sim.Kind(i)], "no run met kind %s", kind.Name)
	}
	for i := range Scenario.Notes {
		require.True(t, met[sim.Note(i)], "no run met note: %s", Scenario.Notes[i].Says.EN)
	}
}

func TestAQuietStepAllocatesNothing(t *testing.T) {
	for _, preset := range []string{"naive", "right", "errors", "refusals-counted", "fallback"} {
		r := start(t, preset, 1, sim.Options{Digests: true, Laws: true, Trace: 1024})
		until(t, r, 30*sim.Second)
		require.Zero(t, testing.AllocsPerRun(20_000, func() { r.Step() }), preset)
	}
}

func TestOneSeedTwiceAgreesAndSeekingEqualsRunning(t *testing.T) {
	digest := func(seed uint64) uint64 {
		r := start(t, "right", seed, sim.Full)
		until(t, r, 30*sim.Second)
		return r.Digest()
	}
	require.Equal(t, digest(1), digest(1))
	require.NotEqual(t, digest(1), digest(2))

	tl, err := sim.NewTimeline(spec(t, "right", 1), sim.Full)
	require.NoError(t, err)
	for _, step := range []int64{15_000, 4000, 12_000, 1} {
		r := start(t, "right", 1, sim.Full)
		r.StepTo(step)
		tl.SeekStep(step)
		tl.Settle()
		require.Equal(t, r.Digest(), tl.Run().Digest(), "step %d", step)
	}
}

func TestTheSceneShowsPoolsTheMachineAndTheWindow(t *testing.T) {
	r := start(t, "right", 1, sim.Full, "1s:bad(pay1)", "1s:refuse(10)")
	var s scene.Scene
	until(t, r, begin+1900*sim.Millisecond)
	r.Scene(&s, sim.EN)
	require.Len(t, s.Slots, 6, "threads, queue and bulkhead, and three Payments")
	require.Regexp(t, "^threads [0-9]+/50$", s.Slots[0].Label)
	require.Less(t, s.Slots[0].Used, s.Slots[0].Capacity, "not full")
	require.Equal(t, scene.Failed, s.Slots[2].Status, "the bulkhead is full")
	require.Equal(t, s.Slots[2].Capacity, s.Slots[2].Used)
	require.Equal(t, "Threads needed if Payment hangs (arrivals × timeout): 120, threads there: 50", s.Notes[0])
	require.Equal(t, "broken", s.Node(2).Badges[0].Text)
	require.Len(t, s.Windows[0].Cells, 20)

	until(t, r, begin+3*sim.Second)
	r.Scene(&s, sim.EN)
	machine, window := s.Machines[0], s.Windows[0]
	require.True(t, machine.States[1].Current, "open")
	require.True(t, machine.Turns[0].Taken)
	require.Contains(t, machine.Why, "of the last")
	require.GreaterOrEqual(t, window.Value, window.Threshold, "the window that opened it stays in view")
	require.Contains(t, s.Notes[0], "Probes in ")

	until(t, r, begin+10*sim.Second)
	r.Scene(&s, sim.EN)
	require.True(t, s.Machines[0].Turns[3].Taken, "the probes failed")
	require.Len(t, s.Windows[0].Cells, 3, "and stay in view")

	r = start(t, "calm", 1, sim.Full, "windowType=time", "window=6", "1s:bad(pay1)", "1500ms:mend()", "1900ms:slow(pay2,37)")
	until(t, r, begin+1900*sim.Millisecond)
	r.Scene(&s, sim.EN)
	seconds := s.Windows[0]
	require.Equal(t, secondsTitle.EN, seconds.Title)
	require.Equal(t, []scene.Status{scene.Absent, scene.Absent, scene.OK, scene.Failed, scene.OK, scene.Degraded}, seconds.Cells,
		"no second -2 and -1; some of second 1 failed, pay2 was slow in second 3")

	r = start(t, "half-open", 1, sim.Full)
	for r.Level(mState) != stateHalfOpen && r.Step() {
	}
	r.Scene(&s, sim.EN)
	require.True(t, s.Machines[0].States[2].Current)
	require.Len(t, s.Windows[0].Cells, 3)
	require.Contains(t, s.Windows[0].Text, "too few")

	r = start(t, "naive", 1, sim.Full, "1s:crash(order)")
	until(t, r, 2*sim.Second)
	r.Scene(&s, sim.KO)
	require.Empty(t, s.Machines)
	require.Equal(t, "브레이커 꺼짐", s.Node(1).Role)
}

// The golden stories are what a viewer reads at the decisive steps.
func TestTheStoriesAreAsWrittenDown(t *testing.T) {
	for _, id := range []string{"naive", "right", "first-nine", "half-open"} {
		p := Scenario.Preset(id)
		r := start(t, id, 7, sim.Full)
		var b strings.Builder
		fmt.Fprintf(&b, "# %s: %s\n# seed 7: the first steps, what a person did, the turns, and when each kind of decision first came\n", id, p.Says.EN)
		said := map[sim.Note]bool{}
		for r.Now() < 30*sim.Second && r.Step() {
			rec, _ := r.Last()
			first := rec.Note > 0 && !said[rec.Note]
			said[rec.Note] = true
			marked := rec.Note > 0 && notes[rec.Note-1].Mark
			if rec.Step > 12 && !first && !marked && rec.Op != sim.Acted {
				continue
			}
			ko, en := r.Caption(rec, sim.KO), r.Caption(rec, sim.EN)
			fmt.Fprintf(&b, "%s %s\n    %s\n    %s\n", rec.At, ko.Detail, ko.Plain(), en.Plain())
		}
		fmt.Fprintf(&b, "digest=%016x\n", r.Digest())
		path := "testdata/" + id + ".story.txt"
		if *rewrite {
			require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), b.String(), "%s: run with -rewrite if the change is meant", id)
	}
}

func BenchmarkStep(b *testing.B) {
	for _, preset := range []string{"naive", "right"} {
		b.Run(preset, func(b *testing.B) {
			r := start(b, preset, 1, sim.Full)
			r.StepTo(150_000) // fill the trace window
			b.ReportAllocs()
			b.ResetTimer()
			r.StepTo(150_000 + int64(b.N))
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}
