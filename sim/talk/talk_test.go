package talk_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// beat is a talk on the saga with one beat around the given lines.
func beat(lines ...string) string {
	return "---\nscenario: saga\nlang: en\n---\n# Talk\n## Beat\nA sentence.\n" + strings.Join(lines, "\n") + "\n"
}

// block is such a talk with one sim block; its first line is line 9 of the file.
func block(lines ...string) string {
	return beat("```sim\n" + strings.Join(lines, "\n") + "\n```")
}

func show(t *testing.T, text string) *talk.Show {
	t.Helper()
	parsed, err := talk.Parse("talk.md", text)
	require.NoError(t, err)
	shown, err := parsed.Show(scenarios.All)
	require.NoError(t, err)
	return shown
}

// refusal is the error of a talk that is refused, by Parse or by Show.
func refusal(t *testing.T, text string) string {
	t.Helper()
	parsed, err := talk.Parse("folder/talk.md", text)
	if err == nil {
		_, err = parsed.Show(scenarios.All)
	}
	require.ErrorIs(t, err, sim.ErrBadInput, text)
	return err.Error()
}

// reach runs a stop's run to a step.
func reach(t *testing.T, stop talk.Stop, step int64) *sim.Run {
	t.Helper()
	run, err := sim.NewRun(stop.Spec, sim.Full)
	require.NoError(t, err)
	run.StepTo(step)
	require.Equal(t, step, run.StepCount())
	return run
}

func TestTheExampleOfThePackageDocIsATalkThatShows(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	var example []string
	for _, line := range strings.Split(string(source), "\n") {
		line, ok := strings.CutPrefix(line, "//")
		if ok && strings.HasPrefix(line, " # ") && len(example) > 0 {
			break
		}
		if ok && (strings.HasPrefix(line, "\t") || len(example) > 0) {
			example = append(example, strings.TrimPrefix(line, "\t"))
		}
	}

	shown := show(t, strings.Join(example, "\n"))

	require.Equal(t, "재토의 사가", shown.Talk.Title)
	require.Equal(t, sim.KO, shown.Talk.Lang)
	require.Equal(t, 10, shown.Talk.Minutes)
	first := shown.Talk.Beats[0]
	require.Equal(t, "돈만 나갔어요", first.Title)
	require.Equal(t, []sim.Span{{Text: "로그가 없으면 "}, {Text: "이 주문을 아무도 몰라요", Strong: true}, {Text: "."}}, first.Says)
	require.Equal(t, "3초에 오케스트레이터가 죽었다가 다시 켜져요.", first.More)
	require.Equal(t, []string{"다음: 같은 장애를 로그와 함께 봐요."}, first.Notes)
	require.Equal(t, 600, first.Seconds)
	require.Equal(t, 1, shown.Stops[0].Ask.Answer)
}

func TestABeatGoesOnWhereTheOneBeforeRests(t *testing.T) {
	shown := show(t, block("preset naive", "run until 2s")+"## Next\nMore.\n```sim\nrun until law:I1\nview lanes\nfocus orch\npace 0.05\n```\n"+
		"## Anew\nAgain.\n```sim\nrestart\nrun until step:100\n```\n")

	first, next, anew := shown.Stops[0], shown.Stops[1], shown.Stops[2]
	require.False(t, first.Same)
	require.True(t, next.Same)
	require.Equal(t, first.At, next.From)
	require.Equal(t, first.Spec, next.Spec)
	require.Equal(t, next.At, reach(t, next, next.At).LawState(0).Broken)
	require.Equal(t, "lanes", next.View)
	require.Equal(t, "orch", next.Focus)
	require.Equal(t, int64(50), next.Pace)
	require.False(t, anew.Same)
	require.Zero(t, anew.From)
	require.Equal(t, int64(100), anew.At)
}

func TestAnActionOfALaterBeatBelongsToTheSameRun(t *testing.T) {
	shown := show(t, block("preset flow", "run until 200ms")+"## Next\nMore.\n```sim\ndo crash(orch,1s)\nrun for 500ms\n```\n")

	require.Equal(t, shown.Stops[0].Spec, shown.Stops[1].Spec)
	run := reach(t, shown.Stops[1], shown.Stops[1].At)
	require.Len(t, run.Log(), 1)
	require.Equal(t, shown.Stops[0].At, run.Log()[0].Step)
}

func TestEveryKindOfEventIsReached(t *testing.T) {
	cases := map[string]func(r *sim.Run, rec sim.Record) bool{
		"run until 2500ms":                    func(r *sim.Run, _ sim.Record) bool { next, _ := r.Next(); return r.Now() <= 2500e6 && next > 2500e6 },
		"run for 1s":                          func(r *sim.Run, _ sim.Record) bool { next, _ := r.Next(); return r.Now() <= 1e9 && next > 1e9 },
		"run until step:321":                  func(r *sim.Run, _ sim.Record) bool { return r.StepCount() == 321 },
		"run until law:I1":                    func(r *sim.Run, _ sim.Record) bool { return r.LawState(0).Broken == r.StepCount() },
		"run until note:forgot":               func(r *sim.Run, rec sim.Record) bool { return r.Scenario().Notes[rec.Note-1].Name == "forgot" },
		"run until kind:DO #3":                func(r *sim.Run, rec sim.Record) bool { return r.Scenario().Kind(rec.Kind).Name == "DO" },
		"run until node:payment #2":           func(r *sim.Run, rec sim.Record) bool { return r.Nodes()[rec.Node].Name == "payment" },
		"run until kind:commit on payment #2": func(_ *sim.Run, rec sim.Record) bool { return rec.Node > 0 },
		"run until kind:commit #2 on payment": func(r *sim.Run, rec sim.Record) bool {
			return r.Scenario().Kind(rec.Kind).Name == "commit" && r.Nodes()[rec.Node].Name == "payment"
		},
	}
	for line, reached := range cases {
		stop := show(t, block("preset naive", line)).Stops[0]
		run := reach(t, stop, stop.At)
		rec, _ := run.Last()
		require.True(t, reached(run, rec), line)
		require.Equal(t, run.Now(), stop.Time)
	}
}

func TestAFaultIsTheScenariosButton(t *testing.T) {
	stop := show(t, block("preset flow", "run until 100ms", "fault delivery-down", "run for 1s")).Stops[0]

	log := reach(t, stop, stop.At).Log()
	require.Len(t, log, 1)
	require.Equal(t, "crash(delivery,30s)", log[0].Call())
}

func TestActionsToComeAreInOrderOfTime(t *testing.T) {
	stop := show(t, block("preset naive", "do 1s:crash(stock,1s)", "do 4s:crash(payment,1s)", "run until 5s")).Stops[0]

	log := reach(t, stop, stop.At).Log()
	require.Equal(t, []string{"1s:crash(stock,1s)", "3s:crash(orch,3s)", "4s:crash(payment,1s)"},
		[]string{log[0].String(), log[1].String(), log[2].String()})
}

func TestAComparedRunGoesThroughTheSameTrouble(t *testing.T) {
	stop := show(t, block("preset payment-first", "run until 3s", "do crash(payment,1s)", "run until 6s",
		"compare stepOrder=stock-first", "compare right sagaRps=7", "expect metric:refunds > other:refunds")).Stops[0]

	require.Len(t, stop.Against, 2)
	require.Equal(t, stop.Spec.Seed, stop.Against[0].Seed)
	require.Equal(t, "crash(payment,1s)", stop.Against[0].Actions[0].Call())
	require.True(t, stop.Against[0].Actions[0].Timed)
	require.Equal(t, "3s:crash(orch,3s)", stop.Against[1].Actions[0].String())
	require.Equal(t, []int64{7}, stop.Against[1].Params[0])
}

func TestTheRunGivesTheAnswer(t *testing.T) {
	text := beat("```sim", "preset payment-first", "run until 2s", "```", "```ask",
		"How many of the sagas are refunded?", "And why?",
		"- None :: metric:refundShare = 0%", "- A fifth or so :: metric:refundShare in 10%..25%", "- More :: otherwise",
		"until: 20s", "why: It charges before it looks.", "```")
	stop := show(t, text).Stops[0]

	require.Equal(t, "How many of the sagas are refunded? And why?", stop.Ask.Text)
	require.Equal(t, 1, stop.Ask.Answer)
	require.Equal(t, "metric:refundShare in 10%..25%", stop.Ask.Choices[1].When)
	require.Equal(t, "It charges before it looks.", stop.Ask.Why)
	require.Greater(t, stop.Ask.Until, stop.At)
	again := show(t, text+"## Next\nOn.\n")
	require.Equal(t, stop.Ask.Until, again.Stops[1].From, "the next beat begins where the answer was found")
}

func TestConditionsMeasureInTheUnitsOfTheRun(t *testing.T) {
	for line, says := range map[string]string{
		"expect time in 1900ms..2s":                       "",
		"expect metric:latency > 3":                       "", // how many samples there are
		"expect metric:latency.p50 in 300ms..1s":          "",
		"expect metric:latency.p99 >= metric:latency.p50": "",
		"expect metric:latency.p50 < 1ms":                 "but metric:latency.p50 is ",
		"expect metric:latency > 3s":                      "metric:latency is measured as a whole number",
		"expect metric:refundShare <= 100%":               "",
		"expect metric:refundShare > 99.5%":               "but metric:refundShare is ",
		"expect gain:charges = metric:charges":            "",
		"expect gain:charges != metric:charges":           "and metric:charges is ",
		"expect kind:START > 0 and note:began > 0":        "",
		"expect note:forgot > 0":                          "but note:forgot is 0 at step ",
		"expect time > 5":                                 "time is measured as a span such as 2s",
		"expect time < metric:charges":                    "time is measured as a span such as 2s",
		"expect metric:charges in 1..gain:charges":        "",
		"expect metric:charges in 1..note:nope":           "unknown note",
		"expect metric:charges in 1..":                    `value ""`,
		"expect law:I1 holds and law:I5 holds":            "",
		"expect law:I1 holds and law:I5 broken":           "expected law:I5 broken, but law:I5 holds",
	} {
		text := block("preset payment-first", "run until 2s", line)
		if says == "" {
			show(t, text)
			continue
		}
		require.Contains(t, refusal(t, text), says, line)
	}
}

func TestWhatIsCountedBeginsWithTheBeat(t *testing.T) {
	show(t, block("preset payment-first", "run until 2s")+
		"## Next\nMore.\n```sim\nexpect gain:charges = 0 and kind:START = 0 and metric:charges > 0\nrun for 1s\nexpect gain:charges > 0 and kind:START > 0\n```\n")
}

func TestAnotherScenarioKeepsTheSeed(t *testing.T) {
	shown := show(t, block("seed 7", "preset naive")+"## Next\nMore.\n```sim\nscenario replication\npreset right\n```\n")

	require.Equal(t, uint64(7), shown.Stops[0].Spec.Seed)
	require.Equal(t, "replication", shown.Stops[1].Spec.Scenario.ID)
	require.Equal(t, uint64(7), shown.Stops[1].Spec.Seed)
	require.False(t, shown.Stops[1].Same)
}

func TestABeatWithoutASimBlockStaysWhereItIs(t *testing.T) {
	shown := show(t, beat()+"## Next\nMore.\n")

	require.Zero(t, shown.Stops[0].At)
	require.False(t, shown.Stops[0].Same)
	require.True(t, shown.Stops[1].Same)
	require.Equal(t, shown.Stops[0].Spec, shown.Stops[1].Spec)
}

func TestOneTalkTwiceGivesTheSameStops(t *testing.T) {
	text := block("preset naive", "run until law:I5", "compare right")

	require.Equal(t, show(t, text).Stops, show(t, text).Stops)
}

func TestWindowsLineEndsAndAByteOrderMarkAreRead(t *testing.T) {
	text := block("preset naive", "run until 1s")

	require.Equal(t, show(t, text).Stops, show(t, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")).Stops)
}

func TestASimBlockAtTheTopDoesWhatFrontMatterDoes(t *testing.T) {
	parsed, err := talk.Parse("x.md", "# T\n```sim\nscenario saga\nlang en\nminutes 7\n```\n## B\nSays.\n")
	require.NoError(t, err)

	require.Equal(t, "saga", parsed.Scenario)
	require.Equal(t, sim.EN, parsed.Lang)
	require.Equal(t, 7, parsed.Minutes)
	require.Equal(t, 420, parsed.Beats[0].Seconds)
}

func TestBeatsWithoutALengthShareWhatIsLeft(t *testing.T) {
	parsed, err := talk.Parse("x.md", "---\nscenario: saga\nminutes: 3\n---\n# T\n## A\nSays.\n```sim\nseconds 60\n```\n## B\nSays.\n## C\nSays.\n")
	require.NoError(t, err)

	require.Equal(t, []int{60, 60, 60}, []int{parsed.Beats[0].Seconds, parsed.Beats[1].Seconds, parsed.Beats[2].Seconds})
}
