package loadbalancing

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

// chaos draws faults, each with an end, over the first twenty seconds.
func chaos(r *rng.Stream) (script []string) {
	at := func() string { return sim.FormatSpan(sim.Time(r.Below(15_000)+500) * sim.Millisecond) }
	later := func() string { return sim.FormatSpan(sim.Time(r.Below(4000)+16_000) * sim.Millisecond) }
	for range 3 + r.Below(3) {
		s := serverNames[r.Below(4)]
		pair := [][2]string{
			{"crash(" + s + ")", "restart(" + s + ")"},
			{"pause(" + s + ",3s)", "resume(" + s + ")"},
			{"slow(" + s + ",4)", "slow(" + s + ",1)"},
			{"fastfail(" + s + ")", "mend(" + s + ")"},
			{"drain(" + s + ")", "register(" + s + ")"},
			{"cut(lb-" + s + ")", "heal()"},
			{"loss(lb-" + s + ",5)", "heal()"},
			{"dup(lb-" + s + ",20)", "heal()"},
			{"reorder(lb-" + s + ",20)", "heal()"},
			{"lag(lb-" + s + ",80ms)", "heal()"},
			{"dup(clients-lb,20)", "heal()"},
			{"loss(clients-lb,5)", "heal()"},
			{"freeze(500ms)", "freeze(1ms)"},
			{"addcold()", "set(rps,200)"},
			{"crash(lb)", "restart(lb)"},
			{"crash(clients)", "restart(clients)"},
			{"set(policy,p2c)", "set(policy,least-conn)"},
			{"set(clientTimeout,500)", "set(clientTimeout,10000)"},
			{"set(unhealthyThreshold,1)", "set(unhealthyThreshold,2)"},
		}[r.Below(19)]
		script = append(script, at()+":"+pair[0], later()+":"+pair[1])
	}
	return script
}

func TestAllLawsHoldInTheRightPresetWhateverBreaksAndHeals(t *testing.T) {
	seeds := uint64(60)
	if testing.Short() {
		seeds = 25
	}
	for seed := uint64(1); seed <= seeds; seed++ {
		source := rng.Named(seed, "chaos")
		script := chaos(&source)
		r := start(t, "right", seed, measured, script...)
		until(t, r, horizon)

		for i, law := range Scenario.Laws {
			state := r.LawState(sim.Law(i))
			require.Zero(t, state.Broken, "law %s at %v: %s\nrepeat: load-balancing --preset right --seed %d --do %q", law.ID,
				state.BrokenAt, r.LawReason(sim.Law(i), sim.EN), seed, strings.Join(script, " "))
		}
		// A message lost on a link, where TCP would send again, leaves a count behind for
		// a minute: least-conn fills the other queues up to it.
		if all := strings.Join(script, " "); !strings.Contains(all, "loss(lb-") && !strings.Contains(all, "cut(lb-") {
			require.Less(t, quantile(t, r, 50*sim.Second, horizon, 50), 100*sim.Millisecond, "seed %d %v: it recovers", seed, script)
		}
	}
}

func TestAllLawsButRecoveryHoldUnderEveryPolicyAndBothLayers(t *testing.T) {
	for i, choice := range policyChoices {
		for _, layer := range []string{"L7", "L4"} {
			for seed := uint64(1); seed <= 4; seed++ {
				source := rng.Named(seed*100+uint64(i), "chaos")
				script := chaos(&source)
				r := start(t, "naive", seed, measured, append(script, "policy="+choice.ID, "layer="+layer, "outlierErrors=3", "outlierMax=50", "lbTimeout=2000", "slowStart=5000")...)
				until(t, r, 25*sim.Second)
				for l := lawConserved; l <= lawOutliers; l++ {
					if l == lawRecovers { // blind policies over unequal servers
						continue
					}
					require.Zero(t, r.LawState(l).Broken, "law %s, %s %s seed %d %v: %s", Scenario.Laws[l].ID, choice.ID, layer, seed, script, r.LawReason(l, sim.EN))
				}
			}
		}
	}
}

func TestEveryParameterRunsAtItsEnds(t *testing.T) {
	for _, p := range Scenario.Params {
		ends := []string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
		for i := range p.Choices {
			ends = append(ends, p.Choices[i].ID)
		}
		if len(p.Choices) > 0 {
			ends = ends[2:]
		}
		for _, end := range ends {
			for _, preset := range []string{"naive", "right", "outlier"} {
				r := start(t, preset, 1, sim.Full, p.ID+"="+end, "1s:crash(s1)", "2s:drain(s2)", "3s:addcold()", "4s:freeze(300ms)")
				until(t, r, 8*sim.Second)
				require.Zero(t, r.LawState(lawConserved).Broken, "%s=%s", p.ID, end)
			}
		}
	}
}

func TestEveryFaultButtonAndPresetIsUnderstood(t *testing.T) {
	for _, f := range Scenario.Faults {
		r := start(t, "equal", 1, sim.Full)
		r.StepTo(1000)
		for _, call := range f.Do {
			a, err := sim.ParseCall(call)
			require.NoError(t, err)
			require.NoError(t, r.Do(a), f.ID)
			rec, _ := r.Last()
			require.NotEmpty(t, r.Caption(rec, sim.KO).Plain())
		}
		r.StepTo(20_000)
	}
	for _, p := range Scenario.Presets {
		require.NotEmpty(t, p.Says.KO)
		require.NotEmpty(t, p.Says.EN)
		start(t, p.ID, 1, sim.Options{})
	}
}

func TestVerbsRefuseWhatMakesNoSense(t *testing.T) {
	r := start(t, "equal", 1, sim.Full)
	says := func(call string) string {
		a, err := sim.ParseCall(call)
		require.NoError(t, err)
		require.NoError(t, r.Do(a))
		rec, _ := r.Last()
		return r.Caption(rec, sim.EN).Plain()
	}

	require.Contains(t, says("drain(clients)"), "registered servers only")
	require.Contains(t, says("fastfail(s8)"), "registered servers only")
	require.Contains(t, says("register(s1)"), "registered already")
	says("drain(s1)")
	require.Contains(t, says("drain(s1)"), "draining or out already")
	for range 4 {
		says("addcold()")
	}
	require.Contains(t, says("addcold()"), "no server left")
	says("crash(lb)")
	require.Contains(t, says("drain(s2)"), "not running")
}

func TestEveryStepExplainsItselfInBothLanguages(t *testing.T) {
	kinds, notes := map[sim.Kind]bool{}, map[sim.Note]bool{}
	read := map[[3]int]int{}
	walk := func(r *sim.Run, limit sim.Time) {
		for r.Now() < limit && r.Step() {
			rec, _ := r.Last()
			kinds[rec.Kind], notes[rec.Note-1] = true, true
			what := [3]int{int(rec.Kind), int(rec.Note), int(rec.Op)}
			if read[what]++; read[what] > 100 {
				continue
			}
			for _, lang := range []sim.Lang{sim.KO, sim.EN} {
				text := r.Caption(rec, lang).Plain()
				require.NotEmpty(t, text)
				require.NotContains(t, text, "{", text)
				require.NotContains(t, text, "?", text)
			}
		}
	}
	for _, p := range Scenario.Presets {
		walk(start(t, p.ID, 1, sim.Full), 3*sim.Second)
	}
	for _, choice := range policyChoices {
		walk(start(t, "equal", 1, sim.Full, "policy="+choice.ID, "3s:addcold()"), 5*sim.Second)
	}
	for seed := uint64(1); seed <= 12; seed++ {
		source := rng.Named(seed, "chaos")
		walk(start(t, "right", seed, sim.Full, append(chaos(&source), "viewStaleness=50")...), 22*sim.Second)
	}
	walk(start(t, "equal", 1, sim.Full, "1s:dup(clients-lb,20)"), 3*sim.Second)
	walk(start(t, "equal", 1, sim.Full, "clientTimeout=1000", "1s:loss(lb-s1,5)", "3s:heal()"), 70*sim.Second)
	walk(start(t, "equal", 1, sim.Full, "lbTimeout=500", "1s:isolate(s1)", "3s:heal()"), 5*sim.Second)
	walk(start(t, "equal", 1, sim.Full, "policy=hash", "1s:crash(s1)"), 14*sim.Second)
	walk(start(t, "equal", 1, sim.Full, "policy=ip-hash", "1s:crash(s1)"), 14*sim.Second)
	walk(start(t, "outlier", 1, sim.Full, "6s:crash(s1)", "7s:restart(s1)", "8s:set(outlierErrors,0)"), 9*sim.Second)
	walk(start(t, "equal", 1, sim.Full, "outlierErrors=3", "outlierOne=on", "1s:crash(s1)", "2s:restart(s1)", "3s:fastfail(s2)"), 5*sim.Second)
	walk(start(t, "outlier", 1, sim.Full, "ejectMs=1000"), 22*sim.Second)
	walk(start(t, "naive", 1, sim.Full, "clientTimeout=2000", "1s:crash(s1)", "1s:crash(s2)", "1s:crash(s3)", "1s:pause(s4,16s)", "30s:drain(s4)", "31s:register(s4)"), 40*sim.Second)
	walk(start(t, "dead-server", 1, sim.Full), 36*sim.Second)
	walk(start(t, "naive", 1, sim.Full, "rps=2000", "serviceMs=500", "clientTimeout=0"), 25*sim.Second)

	for i, kind := range Scenario.Kinds {
		require.NotEmpty(t, kind.Says.KO, kind.Name)
		require.NotEmpty(t, kind.Says.EN, kind.Name)
		require.True(t, kinds[sim.Kind(i)], "no run met kind %s", kind.Name)
	}
	never := []int{int(nNotAServer), int(nNoBalancer), int(nAlreadyServing), int(nAlreadyDraining), int(nNoMoreServers)}
	for i := range Scenario.Notes {
		if !notes[sim.Note(i)] {
			require.Contains(t, never, i, "no run met note: %s", Scenario.Notes[i].Says.EN)
		}
	}
}

func TestAQuietStepAllocatesNothing(t *testing.T) {
	for _, preset := range []string{"right", "p2c", "herd", "outlier", "grpc"} {
		r := start(t, preset, 1, sim.Options{Digests: true, Laws: true, Trace: 1024})
		until(t, r, 30*sim.Second)
		require.Zero(t, testing.AllocsPerRun(20_000, func() { r.Step() }), preset)
	}
}

func TestOneSeedTwiceAgreesAndSeekingEqualsRunning(t *testing.T) {
	digest := func(seed uint64) uint64 {
		r := start(t, "dead-server", seed, sim.Full)
		until(t, r, 20*sim.Second)
		return r.Digest()
	}
	require.Equal(t, digest(1), digest(1))
	require.NotEqual(t, digest(1), digest(2))

	tl, err := sim.NewTimeline(spec(t, "dead-server", 1), sim.Full)
	require.NoError(t, err)
	for _, step := range []int64{30_000, 9000, 25_000, 1} {
		r := start(t, "dead-server", 1, sim.Full)
		r.StepTo(step)
		tl.SeekStep(step)
		tl.Settle()
		require.Equal(t, r.Digest(), tl.Run().Digest(), "step %d", step)
	}
}

func TestTheSceneShowsQueuesSharesStandingAndTheStaleView(t *testing.T) {
	r := start(t, "herd", 1, sim.Full, "2s:crash(s1)", "3s:drain(s2)", "4s:fastfail(s3)", "14s:addcold()", "14s:freeze(2s)")
	until(t, r, 14_500*sim.Millisecond)
	var s scene.Scene
	r.Scene(&s, sim.KO)

	badges := map[string]string{}
	for _, n := range s.Nodes {
		for _, b := range n.Badges {
			badges[n.Name] += b.Text + " "
		}
		require.NotEmpty(t, n.Label)
	}
	require.Equal(t, "비정상 ", badges["s1"])
	require.Equal(t, "빠짐 ", badges["s2"])
	require.Equal(t, "500 응답 ", badges["s3"])
	require.Equal(t, "웜업 전 ", badges["s5"])
	require.Equal(t, "정보 멈춤 ", badges["lb"])
	require.Len(t, s.Slots, 5)
	require.Len(t, s.Bars[0].Items, 5)
	require.Len(t, s.Tables, 1)
	require.Len(t, s.Tables[0].Rows, 5)
	require.Len(t, s.Notes, 1)
	require.Contains(t, s.Node(0).Role, "기다리는 요청")
}

// TestTheStoryOfABlackHole is the golden story: what a viewer reads when S4 begins
// to fail fast and outlier detection finds it.
func TestTheStoryOfABlackHole(t *testing.T) {
	r := start(t, "outlier", 7, sim.Full, "rps=40", "2s:crash(s1)", "12s:restart(s1)")
	var b strings.Builder
	b.WriteString("# preset outlier, seed 7, rps 40: S1 crashes at 2 s, S4 fails fast from 5 s. Turning points and the steps around the first failure.\n")
	failures := 0
	for r.Now() < 50*sim.Second && r.Step() {
		rec, _ := r.Last()
		if rec.Note == nFailedFast+1 {
			failures++
		}
		marked := rec.Note > 0 && Scenario.Notes[rec.Note-1].Mark
		early := rec.Step <= 24
		first := failures == 1
		if !marked && !early && !first && rec.Op != sim.Acted {
			continue
		}
		ko, en := r.Caption(rec, sim.KO), r.Caption(rec, sim.EN)
		fmt.Fprintf(&b, "%s %s\n    %s\n    %s\n", rec.At, ko.Detail, ko.Plain(), en.Plain())
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
			r.StepTo(150_000) // fill the trace window
			b.ReportAllocs()
			b.ResetTimer()
			r.StepTo(150_000 + int64(b.N))
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}

func BenchmarkSeek100k(b *testing.B) {
	for _, preset := range []string{"naive", "right"} {
		b.Run(preset, func(b *testing.B) {
			tl, err := sim.NewTimeline(spec(b, preset, 1), sim.Full)
			require.NoError(b, err)
			tl.SeekStep(100_000)
			tl.Settle()
			at := int64(1)
			b.ResetTimer()
			for range b.N {
				at = (at*48271 + 11) % 100_000
				tl.SeekStep(at)
				tl.Settle()
			}
		})
	}
}
