package consistenthashing

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

// -rewrite writes the golden story anew. Read the difference before you commit it.
var rewrite = flag.Bool("rewrite", false, "rewrite the golden files under testdata")

// chaos draws faults, each with an end, over the first five seconds.
func chaos(seed uint64) (script []string) {
	r := rng.Named(seed, "chaos")
	at := func(from, to int64) string { return sim.FormatSpan(sim.Time(r.Uniform(from, to)) * sim.Millisecond) }
	for range 3 + r.Below(4) {
		s := serverNames[r.Below(6)]
		pair := [][2]string{
			{"crash(" + s + ")", "restart(" + s + ")"},
			{"pause(" + s + ",900ms)", "resume(" + s + ")"},
			{"cut(router-" + s + ")", "heal()"},
			{"cut(" + s + ">db)", "heal()"},
			{"loss(router-" + s + ",20)", "heal()"},
			{"loss(" + s + "-db,30)", "heal()"},
			{"dup(" + s + "-db,50)", "heal()"},
			{"dup(router-" + s + ",50)", "heal()"},
			{"reorder(router-" + s + ",50)", "heal()"},
			{"lag(" + s + "-db,700ms)", "heal()"},
			{"isolate(" + s + ")", "heal()"},
			{"dup(clients-router,30)", "heal()"},
			{"crash(router)", "restart(router)"},
			{"crash(db)", "restart(db)"},
			{"slow(db,6)", "slow(db,1)"},
			{"crash(clients)", "restart(clients)"},
			{"add()", "remove(" + s + ")"},
			{"remove(" + s + ")", "add()"},
			{"weight(" + s + ",3)", "weight(" + s + ",1)"},
			{"hotkey()", "cool()"},
			{"set(vnodes,7)", "set(vnodes,100)"},
			{"set(replicas,3)", "set(replicas,1)"},
			{"set(originCapacity,50)", "set(originCapacity,300)"},
		}[r.Below(23)]
		script = append(script, at(200, 3000)+":"+pair[0], at(3001, 5000)+":"+pair[1])
	}
	return script
}

func requireLaws(t *testing.T, r *sim.Run, preset string, seed uint64, script []string, except ...string) {
	t.Helper()
	for i, law := range Scenario.Laws {
		if len(except) > 0 && law.ID == except[0] {
			continue
		}
		state := r.LawState(sim.Law(i))
		require.Zero(t, state.Broken, "law %s at %v: %s\nrepeat: run consistent-hashing --preset %s --seed %d --do %q", law.ID,
			state.BrokenAt, r.LawReason(sim.Law(i), sim.EN), preset, seed, strings.Join(script, " "))
	}
}

func TestAllLawsHoldInTheRightPresetWhateverBreaksAndHeals(t *testing.T) {
	runs := uint64(520)
	if testing.Short() {
		runs = 60
	}
	for seed := uint64(1); seed <= runs; seed++ {
		script := chaos(seed)
		r := until(t, start(t, "right", seed, measured, append(script, "keys=800", "rps=300")...), 9*sim.Second)
		requireLaws(t, r, "right", seed, script)
		before := r.Level(mOK)
		until(t, r, 10*sim.Second)
		require.Greater(t, r.Level(mOK)-before, int64(200), "seed %d %v: it recovers", seed, script)
	}
}

func TestLawsHoldInEveryModeWithAnyNumberOfReplicas(t *testing.T) {
	for i, mode := range modeChoices {
		for seed := uint64(1); seed <= 12; seed++ {
			script := chaos(seed*10 + uint64(i))
			r := until(t, start(t, "right", seed, measured, append(script, "keys=500", "rps=300", "mode="+mode.ID, fmt.Sprint("replicas=", 1+seed%3), "loadFactor=110", "zipf=90")...), 6*sim.Second)
			except := ""
			if i == modeModulo {
				except = "I2"
			}
			requireLaws(t, r, "right", seed, script, except)
		}
	}
}

func TestEveryParameterRunsAtItsEnds(t *testing.T) {
	for _, p := range Scenario.Params {
		ends := []string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
		if len(p.Choices) > 0 {
			ends = ends[:0]
			for _, c := range p.Choices {
				ends = append(ends, c.ID)
			}
		}
		for _, end := range ends {
			for _, preset := range []string{"naive", "right", "bounded", "replicas"} {
				r := until(t, start(t, preset, 1, measured, "rps=300", p.ID+"="+end, "1s:crash(s1)", "2500ms:weight(s2,2)", "3s:remove(s2)"), 3500*sim.Millisecond)
				requireLaws(t, r, preset, 1, []string{p.ID + "=" + end}, "I2")
			}
		}
	}
}

func TestWithoutAnyServerReadsFailAndWithOneTheyComeBack(t *testing.T) {
	r := start(t, "right", 1, sim.Full, "servers=2", "rps=200", "1s:remove(s1)", "1s:remove(s2)", "2500ms:add()")
	until(t, r, 2400*sim.Millisecond)
	require.Greater(t, r.Level(mErrors), int64(150))
	before := r.Level(mOK)
	until(t, r, 4*sim.Second)
	require.Greater(t, r.Level(mOK), before+150)
	require.Empty(t, broken(r))
}

func TestVerbsRefuseWhatMakesNoSense(t *testing.T) {
	r := start(t, "brink", 1, sim.Full)
	says := func(call string) string {
		a, err := sim.ParseCall(call)
		require.NoError(t, err)
		require.NoError(t, r.Do(a))
		rec, _ := r.Last()
		said := r.Caption(rec, sim.EN).Plain()
		until(t, r, r.Now()+20*sim.Millisecond)
		return said
	}
	require.Contains(t, says("remove(clients)"), "not a server on the list")
	require.Contains(t, says("weight(s9,2)"), "not a server on the list")
	require.Contains(t, says("remove(s9)"), "not a server on the list")
	require.Contains(t, says("weight(s1,0)"), "from 1 to 3")
	require.Contains(t, says("weight(s1,1)"), "no key moves")
	for range maxServers - 4 {
		require.Contains(t, says("add()"), "asks the router")
	}
	require.Contains(t, says("add()"), "no server left")
	require.Contains(t, says("remove(s12)"), "removed")
	require.Contains(t, says("crash(s12)"), "Crashed")
	require.Contains(t, says("add()"), "no server left", "one that is down cannot be asked")
	says("crash(router)")
	require.Contains(t, says("remove(s1)"), "not running")
}

func TestEveryKindAndEveryDecisionOccursAndSpeaksBothLanguages(t *testing.T) {
	kindSeen, noteSeen, read := map[sim.Kind]bool{}, map[sim.Note]bool{}, map[[2]int]int{}
	walk := func(r *sim.Run, limit sim.Time) {
		for r.Now() < limit && r.Step() {
			rec, _ := r.Last()
			kindSeen[rec.Kind], noteSeen[rec.Note-1] = true, true
			what := [2]int{int(rec.Kind), int(rec.Note)}
			if read[what]++; read[what] > 30 && rec.Step%211 != 0 {
				continue
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				said := r.Caption(rec, lang).Plain()
				require.NotEmpty(t, said)
				require.False(t, strings.ContainsAny(said, "{}*¿"), said)
			}
		}
	}
	for _, p := range Scenario.Presets {
		walk(start(t, p.ID, 1, sim.Full), 3*sim.Second)
	}
	for seed := uint64(1); seed <= 25; seed++ {
		walk(start(t, "right", seed, sim.Full, append(chaos(seed), "keys=800", "rps=300")...), 7*sim.Second)
	}
	walk(start(t, "brink", 1, sim.Full, "rps=200", "500ms:remove(s1)", "700ms:crash(s1)", "900ms:restart(s1)", "1s:weight(s2,2)", "2s:weight(s2,1)",
		"2s:weight(s3,1)", "2s:weight(s3,9)", "3s:crash(s2)", "3100ms:restart(s2)", "4s:crash(s3)", "6s:remove(s3)", "7s:remove(s3)", "7s:cool()",
		"8s:crash(router)", "8s:add()", "8s:remove(s2)"), 9*sim.Second)
	walk(start(t, "brink", 1, sim.Full, "rps=200", "servers=12", "1s:add()", "2s:remove(s1)", "2s:add()", "3s:crash(db)", "3s:weight(s2,2)"), 6*sim.Second)
	walk(start(t, "brink", 1, sim.Full, "rps=400", "500ms:slow(db,1000)", "1s:add()"), 5*sim.Second)
	walk(start(t, "brink", 1, sim.Full, "rps=200", "500ms:dup(s5-db,100)", "1s:add()"), 3*sim.Second)
	walk(start(t, "brink", 1, sim.Full, "rps=200", "servers=2", "1s:remove(s1)", "1s:remove(s2)"), 2*sim.Second)

	for i, kind := range Scenario.Kinds {
		require.True(t, kindSeen[sim.Kind(i)], "no run met kind %s", kind.Name)
	}
	for i := range Scenario.Notes {
		require.True(t, noteSeen[sim.Note(i)], "no run met note: %s", Scenario.Notes[i].Says.EN)
	}
}

func TestAQuietStepAllocatesNothing(t *testing.T) {
	for _, preset := range []string{"right", "bounded", "replicas", "popular", "jump"} {
		r := start(t, preset, 1, sim.Options{Digests: true, Laws: true, Trace: 1024})
		until(t, r, 12*sim.Second)
		require.Zero(t, testing.AllocsPerRun(20_000, func() { r.Step() }), preset)
	}
}

func TestOneSeedTwiceAgreesAndSeekingEqualsRunning(t *testing.T) {
	digest := func(seed uint64) uint64 { return until(t, start(t, "crash", seed, sim.Full), 8*sim.Second).Digest() }
	require.Equal(t, digest(1), digest(1))
	require.NotEqual(t, digest(1), digest(2))

	tl, err := sim.NewTimeline(spec(t, "crash", 1), sim.Full)
	require.NoError(t, err)
	for _, step := range []int64{45_000, 9000, 38_000, 1} {
		r := start(t, "crash", 1, sim.Full)
		r.StepTo(step)
		tl.SeekStep(step)
		tl.Settle()
		require.Equal(t, r.Digest(), tl.Run().Digest(), "step %d", step)
	}
}

func TestTheSceneShowsTheRingTheKeysOnTheMoveAndTheOrigin(t *testing.T) {
	r := until(t, start(t, "right", 1, sim.Full, "2s:hotkey()"), 2500*sim.Millisecond)
	var s scene.Scene
	r.Scene(&s, sim.KO)

	require.Len(t, s.Rings, 1)
	ring := s.Rings[0]
	require.Len(t, ring.Owners, 5)
	require.True(t, ring.Owners[4].Fresh)
	require.Len(t, ring.Marks, 500)
	require.Len(t, ring.Keys, keysShown+1)
	moving := 0
	for _, k := range ring.Keys {
		if k.Was != k.Owner {
			moving++
			require.Equal(t, 4, k.Owner)
		}
	}
	require.InDelta(t, keysShown/5, moving, 20)
	require.Equal(t, "user:7777", ring.Keys[keysShown].Label)
	require.Contains(t, ring.Note, "표준편차")
	require.Len(t, s.Windows, 1)
	require.Len(t, s.Windows[0].Cells, cellsShown)
	require.EqualValues(t, 300, s.Windows[0].Threshold)
	require.Len(t, s.Bars, 1)
	require.Len(t, s.Bars[0].Items, 5)
	require.NotEmpty(t, s.Notes)

	later := until(t, start(t, "right", 1, sim.Full, "vnodes=500"), 6*sim.Second)
	later.Scene(&s, sim.EN)
	require.LessOrEqual(t, len(s.Rings[0].Marks), marksShown)
	require.False(t, s.Rings[0].Owners[4].Fresh, "the change is over")
	modulo := until(t, start(t, "brink", 1, sim.Full, "1s:remove(s2)", "1s:crash(s3)", "1s:pause(s4)"), 1100*sim.Millisecond)
	modulo.Scene(&s, sim.EN)
	require.Empty(t, s.Rings[0].Marks)
	require.Equal(t, []scene.Status{scene.OK, scene.Absent, scene.Failed, scene.Paused},
		[]scene.Status{s.Rings[0].Owners[0].Status, s.Rings[0].Owners[1].Status, s.Rings[0].Owners[2].Status, s.Rings[0].Owners[3].Status})
	down := until(t, start(t, "brink", 1, sim.Full, "1s:crash(router)"), 1100*sim.Millisecond)
	down.Scene(&s, sim.EN)
	require.Empty(t, s.Rings)
}

// TestTheStoryOfOneMoreServer is the golden story: what a viewer reads when S5
// joins, by modulo and on the ring.
func TestTheStoryOfOneMoreServer(t *testing.T) {
	var b strings.Builder
	for _, preset := range []string{"naive", "right", "crash"} {
		fmt.Fprintf(&b, "# preset %s, seed 7, 100 reads a second: the first reads, the turning points, and what follows them\n", preset)
		r := start(t, preset, 7, sim.Full, "rps=100")
		after := 0
		for r.Now() < 8*sim.Second && r.Step() {
			rec, _ := r.Last()
			marked := rec.Op == sim.Acted || rec.Note > 0 && Scenario.Notes[rec.Note-1].Mark
			if marked {
				after = 14
			}
			c := r.Caption(rec, sim.KO)
			if rec.Step > 8 && !marked && (after == 0 || c.Quiet) {
				continue
			}
			after = max(after-1, 0)
			fmt.Fprintf(&b, "%s %s\n    %s\n    %s\n", rec.At, c.Detail, c.Plain(), r.Caption(rec, sim.EN).Plain())
		}
		fmt.Fprintf(&b, "broken=%v digest=%016x\n\n", broken(r), r.Digest())
	}
	const path = "testdata/story.txt"
	if *rewrite {
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String(), "run with -rewrite if the change is meant")
}

func BenchmarkStep(b *testing.B) {
	for _, preset := range []string{"naive", "right"} {
		b.Run(preset, func(b *testing.B) {
			r := start(b, preset, 1, sim.Full)
			r.StepTo(150_000)
			b.ReportAllocs()
			b.ResetTimer()
			r.StepTo(150_000 + int64(b.N))
		})
	}
}
