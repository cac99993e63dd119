package versus_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// side runs a spec up to a time and notes its first fault.
func side(t *testing.T, spec sim.Spec, until sim.Time) versus.Side {
	t.Helper()
	r, err := sim.NewRun(spec, sim.Options{Laws: true, Metrics: true})
	require.NoError(t, err)
	out := versus.Side{Run: r}
	for {
		if at, more := r.Next(); !more || at > until {
			return out
		}
		r.Step()
		if rec, _ := r.Last(); rec.Op == sim.Acted && !out.Faulted {
			out.Faulted, out.Fault = true, rec
		}
	}
}

func scenario(id string) *sim.Scenario {
	for _, sc := range scenarios.All {
		if sc.ID == id {
			return sc
		}
	}
	return nil
}

func preset(t *testing.T, sc *sim.Scenario, id string) sim.Spec {
	t.Helper()
	spec, err := sc.Apply(sc.Preset(id), sim.DefaultSeed)
	require.NoError(t, err)
	return spec
}

// judge compares specs at a time.
func judge(t *testing.T, until sim.Time, lang sim.Lang, specs ...sim.Spec) (versus.Verdict, []versus.Side) {
	t.Helper()
	var sides []versus.Side
	for _, spec := range specs {
		sides = append(sides, side(t, spec, until))
	}
	return versus.Judge(sides, versus.Names(specs, lang), until, lang), sides
}

func until(sc *sim.Scenario, p *sim.Preset) sim.Time {
	if p.Until > 0 {
		return p.Until
	}
	return sc.Horizon
}

func TestNaiveAndRightDifferInEveryScenarioAndTheSentenceSaysInWhat(t *testing.T) {
	left := regexp.MustCompile(`[{}*|¿]|이에요/|으로/`)
	for _, sc := range scenarios.All {
		for _, lang := range []sim.Lang{sim.KO, sim.EN} {
			v, sides := judge(t, until(sc, &sc.Presets[0]), lang, preset(t, sc, "naive"), preset(t, sc, "right"))

			require.NotEqual(t, -1, v.Lead, sc.ID)
			require.Equal(t, 0, v.Worst, "%s: naive does worse", sc.ID)
			require.Contains(t, v.Plain(), sc.Presets[0].Name.In(lang))
			require.Contains(t, v.Plain(), sc.Presets[1].Name.In(lang))
			require.NotRegexp(t, left, v.Plain())
			for run := range sides {
				text := versus.Text(sc, &v.Figures[v.Lead], v.Values[v.Lead][run].N, lang)
				if v.Growth {
					text = versus.Times(v.Values[v.Lead][run].Grows, lang)
				}
				require.Contains(t, v.Plain(), text)
			}
			for _, law := range v.Broken[0] {
				require.Positive(t, sides[0].Run.LawState(law).Broken)
				require.Zero(t, sides[1].Run.LawState(law).Broken)
				require.Contains(t, v.Plain(), sc.Laws[law].Name.In(lang))
			}
		}
	}
}

func TestTheSentencesFiguresAreThoseOfCompareOnTheCommandLine(t *testing.T) {
	sc := scenario("load-balancing")
	var out, errors bytes.Buffer
	env := cli.Env{Catalogue: scenarios.All, Out: &out, Err: &errors}
	grammar := struct{ cli.Commands }{}
	require.Zero(t, cli.Main(context.Background(), env, &grammar,
		[]string{"compare", sc.ID, "--preset", "naive", "--vs-preset", "right", "--seeds", "1", "--until", "20s", "--lang", "en"}), errors.String())

	v, sides := judge(t, 20*sim.Second, sim.EN, preset(t, sc, "naive"), preset(t, sc, "right"))

	p99 := regexp.MustCompile(`(\S+ms) +(\S+ms) .*p99`).FindStringSubmatch(out.String())
	require.Len(t, p99, 3, out.String())
	require.True(t, strings.HasPrefix(v.Plain(), "p99 is "+p99[1]+" with Round robin, "+p99[2]+" with Least connections."), v.Plain())
	var scratch []int64
	for run := range sides {
		n, _ := sim.Quantile(sides[run].Run.Samples(0), 99, &scratch)
		require.Equal(t, n, v.Values[0][run].N)
	}
}

func TestAFaultIsHeldAgainstTheTimeBeforeIt(t *testing.T) {
	sc := scenario("load-balancing")
	slow := preset(t, sc, "slow-s4")
	other, err := versus.Fork(slow, sc.Preset("p2c"))
	require.NoError(t, err)
	require.Equal(t, slow.Actions, other.Actions)

	v, sides := judge(t, 12*sim.Second, sim.KO, slow, other)

	require.True(t, v.Growth)
	require.Equal(t, 5*sim.Second, v.Since)
	var scratch []int64
	for run := range sides {
		samples := sides[run].Run.Samples(0)
		before, _ := sim.Quantile(sim.Window(samples, -1, 5*sim.Second), 99, &scratch)
		after, _ := sim.Quantile(sim.Window(samples, 5*sim.Second, 12*sim.Second), 99, &scratch)
		require.Equal(t, versus.Value{Known: true, N: after, Before: before, Grows: (after*10 + before/2) / before, Growing: true}, v.Values[0][run])
	}
	require.Equal(t, "느린 서버 하나가 끼면 라운드 로빈의 p99가 "+versus.Times(v.Values[0][0].Grows, sim.KO)+
		"로 뛰어요. 두 곳 중 나은 쪽(P2C)은 "+versus.Times(v.Values[0][1].Grows, sim.KO)+"에 그쳐요.", v.Plain())
}

func TestTheSentenceNamesTheNodeThatFailed(t *testing.T) {
	for action, begins := range map[string]string{"crash(p)": "프라이머리가 죽으면 ", "pause(p,4s)": "DB p가 일시 정지되면 ", "crash(r1)": "DB r1이 죽으면 "} {
		a, err := sim.ParseAction("3s:" + action)
		require.NoError(t, err)
		async := sim.Spec{Scenario: scenario("replication"), Seed: sim.DefaultSeed, Params: scenario("replication").Defaults(), Actions: []sim.Action{a}}
		semi := async
		semi.Params = async.Params.Clone()
		require.NoError(t, semi.Scenario.Set(semi.Params, "mode", "semi-sync"))

		v, _ := judge(t, 9*sim.Second, sim.KO, async, semi)
		require.True(t, strings.HasPrefix(v.Plain(), begins), "%s: %s", action, v.Plain())
	}
}

func TestEqualRunsHardlyDifferAndNothingIsMeasuredAtTheStart(t *testing.T) {
	sc := scenario("load-balancing")
	naive := preset(t, sc, "naive")

	v, _ := judge(t, 3*sim.Second, sim.EN, naive, naive)
	require.Equal(t, -1, v.Lead)
	require.Contains(t, v.Plain(), "Hardly any difference so far. p99: ")
	require.Contains(t, v.Plain(), "with Round robin, ")
	require.Contains(t, v.Plain(), "with Round robin (2).")

	v, _ = judge(t, 0, sim.KO, naive, naive)
	require.Contains(t, v.Plain(), "아직 잴 것이 없어요")
}

func TestWhatTheBetterRunPaysIsSaid(t *testing.T) {
	sc := scenario("replication")

	v, sides := judge(t, 15*sim.Second, sim.KO, preset(t, sc, "naive"), preset(t, sc, "right"))

	require.Equal(t, sides[0].Run.Level(v.Figures[0].Metric), v.Values[0][0].N)
	require.Equal(t, "프라이머리가 죽으면 단순 설정은 성공이라고 답한 쓰기 9건을 잃어요. 권장 설정은 0건이에요. "+
		"불변식 ‘성공한 쓰기 보존’도 단순 설정에서만 깨졌어요. 대신 쓰기 지연 p50은 권장 설정이 107ms로, 단순 설정의 2ms보다 길어요.", v.Plain())
}

func TestNamesSayWhatTellsRunsApart(t *testing.T) {
	lb, cb := scenario("load-balancing"), scenario("circuit-breaker")
	slow := preset(t, lb, "slow-s4")
	fork, err := versus.Fork(slow, &lb.Presets[1])
	require.NoError(t, err)
	require.Equal(t, []string{"Round robin", "Least connections"}, versus.Names([]sim.Spec{slow, fork}, sim.EN))

	errors := preset(t, cb, "errors")
	naive, err := versus.Fork(errors, &cb.Presets[0])
	require.NoError(t, err)
	require.Equal(t, []string{"브레이커와 벌크헤드", "보호 없음"}, versus.Names([]sim.Spec{errors, naive}, sim.KO))
	require.Equal(t, []string{"Half of the calls fail", "No protection"},
		versus.Names([]sim.Spec{errors, preset(t, cb, "naive")}, sim.EN), "other scripts: presets' own names")
}

func TestANumberThatTellsEqualNamesApartIsNotTakenForAValue(t *testing.T) {
	one := sim.Spec{Scenario: scenario("replication"), Seed: 1, Params: scenario("replication").Defaults()}
	three := one
	one.Params = one.Params.Clone()
	require.NoError(t, one.Scenario.Set(one.Params, "replicas", "1"))
	require.NoError(t, three.Scenario.Set(three.Params, "replicas", "3"))

	require.Equal(t, []string{"복제본 수 1", "복제본 수 1 (2)", "복제본 수 1 (3)", "복제본 수 3"},
		versus.Names([]sim.Spec{one, one, one, three}, sim.KO))
}

func TestForksKeepTheCircumstances(t *testing.T) {
	saga := scenario("saga")
	flow := preset(t, saga, "flow")

	other, err := versus.Against(flow)

	require.NoError(t, err)
	require.Equal(t, flow.Params[0], other.Params[0], "one order a second: the load stays")
	require.False(t, versus.Same(flow, other))
	start := sim.Spec{Scenario: saga, Seed: 7, Params: saga.Defaults()}
	other, err = versus.Against(start)
	require.NoError(t, err)
	require.Equal(t, versus.PresetOf(other).ID, "right")
	require.EqualValues(t, 7, other.Seed)
}

func TestFurtherRunsAreNewOnesWhileThereAreAny(t *testing.T) {
	for _, sc := range scenarios.All {
		specs := []sim.Spec{preset(t, sc, "naive"), preset(t, sc, "right")}
		another, err := versus.Another(specs)
		require.NoError(t, err)
		if sc.ID != "consistent-hashing" { // which knows one way to be right, and has no other script
			require.False(t, versus.Same(another, specs[0]) || versus.Same(another, specs[1]), sc.ID)
		}
		require.True(t, versus.SameCalls(another.Actions, specs[0].Actions), sc.ID)
	}
}

func TestEveryScenarioSaysHowItsRunsAreCompared(t *testing.T) {
	for _, sc := range scenarios.All {
		require.GreaterOrEqual(t, len(sc.Contrast.Figures), 2, "%s: two figures stand above a run", sc.ID)
		for _, f := range sc.Contrast.Figures {
			m := sc.Metrics[f.Metric]
			require.Equal(t, m.Kind == sim.Distribution, f.Percent > 0, "%s %s", sc.ID, m.ID)
			require.False(t, f.Worst && m.Kind != sim.Gauge, "%s %s: only a level has a worst moment", sc.ID, m.ID)
		}
		run, err := sim.NewRun(sim.Spec{Scenario: sc, Seed: 1}, sim.Options{})
		require.NoError(t, err)
		for key := range sc.Contrast.After {
			if _, node, one := strings.Cut(key, " "); one {
				require.True(t, slices.ContainsFunc(run.Nodes(), func(n sim.NodeInfo) bool { return n.Name == node }), "%s: %s", sc.ID, key)
			}
		}
		for _, p := range sc.Presets {
			if len(p.Do) == 0 {
				continue
			}
			a, err := sim.ParseAction(p.Do[0])
			require.NoError(t, err)
			if _, said := sc.Contrast.After[a.Name]; !said && slices.ContainsFunc(sc.Verbs, func(v sim.Verb) bool { return v.Name == a.Name }) {
				t.Errorf("%s: preset %s begins with %s: say in Contrast.After how a sentence begins then", sc.ID, p.ID, a.Name)
			}
		}
	}
}
