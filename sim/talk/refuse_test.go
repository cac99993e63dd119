package talk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// Lines of one sim block, each wrong, and what the error must say; the line is 9 or,
// after one good line, 10.
var wrongLines = []struct{ lines, says string }{
	{"prest naive", `talk.md:9: unknown word "prest" in a sim block; did you mean "preset"?`},
	{"preset niave", `talk.md:9: unknown preset "niave" in saga; did you mean "naive"?`},
	{"set sagaRsp=3", `talk.md:9: unknown parameter "sagaRsp" in saga; did you mean "sagaRps"?`},
	{"set sagaRps=3000", `talk.md:9: parameter sagaRps must be a whole number from 1 to 50 /s`},
	{"set sagaRps 3", `talk.md:9: "sagaRps" sets nothing: write NAME=VALUE`},
	{"seed many", `talk.md:9: seed "many" must be a whole number`},
	{"scenario sega", `talk.md:9: unknown scenario "sega"; did you mean "saga"?`},
	{"preset naive\nrun until note:forgott", `talk.md:10: unknown note "forgott" in saga; did you mean "forgot"?`},
	{"preset naive\nrun until kind:D0", `talk.md:10: unknown kind "D0" in saga (there are: START, ANSWER, DO, `},
	{"preset naive\nrun until kind:STRAT", `talk.md:10: unknown kind "STRAT" in saga; did you mean "START"?`},
	{"preset naive\nrun until law:I9", `talk.md:10: unknown law "I9" in saga (there are: I1, I2, I3, I4, I5`},
	{"preset naive\nrun until node:pay", `unknown node "pay" in saga`},
	{"preset naive\nrun until note:forgot on order9", `unknown node "order9" in saga; did you mean "order"?`},
	{"run until event:x", `unknown event "event"`},
	{"run until lw:I1", `talk.md:9: unknown event "lw"; did you mean "law"?`},
	{"run until never", `until "never": write a time such as 5s`},
	{"run until note:", `names nothing`},
	{"run until note:forgot #0", `which of several must be a whole number from 1`},
	{"run until 2h", `until "2h"`},
	{"run to 2s", `run "to 2s": write run until EVENT`},
	{"run for ever", `run for "ever"`},
	{"run", `run needs an end`},
	{"restart now", `restart stands alone`},
	{"run until 2s\nrun until 1s", `1s lies behind: the run stands at`},
	{"run until step:50\nrun until step:20", `step 20 lies behind: the run stands at step 50`},
	{"preset naive\nrun until law:I1\nrun until law:I1", `law I1 broke in step`},
	{"run until note:forgot", `note:forgot has not come by 120.000s`},
	{"run until 1s\npreset naive", `preset begins a run anew: it stands before`},
	{"compare right\nset sagaRps=3", `set begins a run anew: it stands before`},
	{"do crash(orhc)", `talk.md:9: action crash(orhc): unknown node "orhc" in saga; did you mean "orch"?`},
	{"do crahs(orch)", `unknown action "crahs" in saga; did you mean "crash"?`},
	{"do kill(orch)", `talk.md:9: unknown action "kill" in saga (there are: crash, cut, `},
	{"do crash", `must look like name(arguments)`},
	{"run until 1s\ndo 2s:crash(orch)", `is for later`},
	{"preset naive\ncompare sagaRps=5\ndo 2s:crash(orch)", `talk.md:11: "2s:crash(orch)" is for later: it stands right after what begins the run`},
	{"preset naive\nexpect otherwise", `talk.md:10: expect otherwise expects nothing`},
	{"preset naive\ndo 20:crash(orch)", `write a time, as in do 2s:crash(s1)`},
	{"fault delivry-down", `unknown fault "delivry-down" in saga; did you mean "delivery-down"?`},
	{"view maps", `unknown view "maps"; did you mean "map"?`},
	{"focus stok", `talk.md:9: unknown node "stok" in saga; did you mean "stock"?`},
	{"pace fast", `pace "fast" must be a number`},
	{"seconds 0", `seconds must be a whole number from 1 to 3600`},
	{"compare rihgt", `unknown preset "rihgt" in saga; did you mean "right"?`},
	{"compare sagaRps=no", `parameter sagaRps must be`},
	{"compare right\ncompare right\ncompare right\ncompare right", `more than 3 runs to compare with`},
	{"expect law:I1 green", `write law:ID broken or law:ID holds`},
	{"expect law: holds", `write law:ID broken or law:ID holds`},
	{"expect law:I1 broken", `expected law:I1 broken, but law:I1 holds at step 0`},
	{"expect law:J1 holds", `unknown law "J1" in saga (there are: I1, I2`},
	{"expect metric:refund = 0", `unknown metric "refund" in saga; did you mean "refunds"?`},
	{"expect metric:refunds == 0", `write law:ID holds, or TERM, one of`},
	{"expect metric:refunds = 1", `expected metric:refunds = 1, but metric:refunds is 0 at step 0`},
	{"expect metric:refunds = 1s", `metric:refunds is measured as a whole number`},
	{"expect metric:refundShare = 1", `is measured as a percentage such as 20%`},
	{"expect metric:refunds.p99 = 1", `metric refunds has no percentiles`},
	{"expect metric:latency.p99 > 1s", `has no sample in the second before`},
	{"expect metric:refunds in 3", `write a range as in LOW..HIGH`},
	{"expect metric:refunds = few", `value "few": write a whole number`},
	{"expect other:refunds = 1", `this beat compares with none`},
	{"expect refunds = 1", `"refunds" is nothing to measure`},
	{"expect mtric:refunds = 1", `unknown measure "mtric"; did you mean "metric"?`},
	{"expect note:forgt = 1", `unknown note "forgt" in saga; did you mean "forgot"?`},
}

func TestAWrongLineIsRefusedWithItsNumberAndTheNearestRightName(t *testing.T) {
	for _, c := range wrongLines {
		require.Contains(t, refusal(t, block(c.lines)), c.says, c.lines)
	}
}

func TestAWrongQuestionIsRefused(t *testing.T) {
	const yes, no = "- yes :: metric:refunds = 0", "- no :: metric:refunds > 0"
	for lines, says := range map[string]string{
		yes + "\n" + no:                                           "talk.md:8: the question has no text",
		"Why?\n" + yes:                                            "talk.md:8: a question has 2 to 6 choices, each as - TEXT :: CONDITION, not 1",
		"Why?\n" + yes + "\n" + yes:                               "talk.md:8: 2 of the 2 choices hold at step 0 (0.000s), exactly one must: metric:refunds is 0",
		"Why?\n" + no + "\n" + no:                                 "talk.md:8: 0 of the 2 choices hold",
		"Why?\n- yes\n" + no:                                      `talk.md:10: choice "yes": write - TEXT :: CONDITION`,
		"Why?\n" + yes + "\n- no :: metric:refnds > 0":            `talk.md:11: unknown metric "refnds" in saga; did you mean "refunds"?`,
		"Why?\n" + yes + "\n" + no + "\nuntil: soon":              `talk.md:12: until "soon"`,
		"Why?\n" + yes + "\n" + no + "\nsurely":                   `"surely" is no part of a question`,
		"Why?\n- a :: otherwise\n- b :: otherwise":                "otherwise stands 2 times",
		"Why?\n" + strings.Repeat(yes+"\n", 7):                    "a question has 2 to 6 choices, each as - TEXT :: CONDITION, not 7",
		"Why?\n" + yes + "\n" + no + "\nuntil: note:forgot #9999": "has not come by",
	} {
		require.Contains(t, refusal(t, beat("```ask\n"+lines+"\n```")), says, lines)
	}
}

func TestAWrongFileIsRefused(t *testing.T) {
	const head = "---\nscenario: saga\n---\n# T\n"
	for text, says := range map[string]string{
		"":                              "talk.md:1: the talk has no title",
		"# T\n## B\nSays.":              "the talk names no scenario",
		head:                            "the talk has no beats",
		head + "# U\n## B\nSays.":       "talk.md:5: a second title",
		head + "## B\n":                 `talk.md:5: the beat "B" says nothing`,
		head + "## \nSays.":             "talk.md:5: a beat's heading must have 1 to 80 characters",
		head + "##B\nSays.":             "write a blank after the #",
		head + "### B\nSays.":           "talk.md:5: a heading of level 3",
		head + "## B\nA **b.\n":         "talk.md:6: ** is left open",
		head + "## B\nA.\n\nB.\n\nC.\n": "talk.md:10: a third paragraph",
		head + "## B\n" + strings.Repeat("x", 161) + "\n":                                        "the sentence has 161 characters",
		head + "## B\nA.\n\n" + strings.Repeat("x", 241) + "\n":                                  "the smaller line has 241 characters",
		head + "## B\nA.\n```sim\nview map\n":                                                    "talk.md:7: the block has no end",
		head + "## B\nA.\n```sym\n```\n":                                                         `talk.md:7: unknown block "sym"; did you mean "sim"?`,
		head + "## B\nA.\n```bash\n```\n":                                                        `talk.md:7: unknown block "bash" (there are: sim, ask)`,
		head + "## B\nA.\n<!-- open\n":                                                           "the comment has no end",
		head + "## B\nA.\n```ask\nQ?\n- a :: law:I1 holds\n- b :: otherwise\n```\n```ask\n```\n": "a second question",
		head + "```ask\n```\n## B\nA.\n":                                                         "a question before the first beat",
		head + strings.Repeat("## B\nA.\n", 65):                                                  "more than 64 beats",
		head + "## B\nA.\n" + strings.Repeat("> x\n", 41):                                        "more than 40 lines of notes",
		head + "## B\nA.\n```sim\n" + strings.Repeat("view map\n", 65) + "```\n":                 "more than 64 lines of sim",
		"---\nscenario: saga\n# T\n":                                                             "the front matter has no end",
		"---\nscenario: saga\nlang: fr\n---\n# T\n## B\nA.\n":                                    `talk.md:3: unknown language "fr" (there are: ko, en)`,
		"---\nscenario: saga\nminutes: 0\n---\n# T\n## B\nA.\n":                                  "minutes must be a whole number from 1 to 180",
		"---\nscenario: saga\nauthor: x\n---\n# T\n## B\nA.\n":                                   `unknown key "author"`,
		"---\nscenario: saga\nscenario: saga\n---\n# T\n## B\nA.\n":                              "scenario stands twice",
		"---\nscenario\n---\n# T\n## B\nA.\n":                                                    "write key: value",
		"---\nscenario: sage\n---\n# T\n## B\nA.\n":                                              `talk.md:2: unknown scenario "sage"; did you mean "saga"?`,
		"# T\n\xff\n":                        "talk.md:2: the line is not UTF-8",
		"# T\n\x00\n":                        "talk.md:2: the line holds a control character",
		strings.Repeat("#", talk.MaxBytes+1): "at most 262144",
	} {
		require.Contains(t, refusal(t, text), says, text[:min(len(text), 80)])
	}
}

func TestEveryProblemIsReportedALineEach(t *testing.T) {
	said := refusal(t, block("preset niave", "do crahs(orch)", "run until note:forgott", "expect law:I9 holds"))

	lines := strings.Split(said, "\n")
	require.Len(t, lines, 4)
	for i, line := range lines {
		require.True(t, strings.HasPrefix(line, fmt.Sprintf("talk.md:%d: ", 9+i)), line)
	}
}

func TestEveryBeatWithoutASentenceIsReported(t *testing.T) {
	said := refusal(t, beat()+"## Second\n> A note.\n## Third\n> A note.\n")

	require.Contains(t, said, `talk.md:9: the beat "Second" says nothing`)
	require.Contains(t, said, `talk.md:11: the beat "Third" says nothing`)
}

func TestManyProblemsAreCutOff(t *testing.T) {
	said := refusal(t, block("x")+strings.Repeat("## B\nA.\n```sim\nx\ny\n```\n", 30))

	require.LessOrEqual(t, strings.Count(said, "\n"), 50)
	require.Contains(t, said, "and 11 more")
}

func TestAConditionOnANameThatIsWrongIsSaidOnce(t *testing.T) {
	said := refusal(t, beat("```ask\nQ?\n- a :: metric:nope = 1\n- b :: law:I1 holds\n```"))

	require.Equal(t, 1, strings.Count(said, "talk.md:"), said)
}

func TestALongRunIsCutOffWithAWord(t *testing.T) {
	if testing.Short() {
		t.Skip("a million steps and more")
	}
	text := "---\nscenario: consistent-hashing\n---\n# T\n## B\nA.\n```sim\nset rps=10000\nrun until 86400s\n```\n"

	require.Contains(t, refusal(t, text), "after the 1500000 steps that a talk may take")
}

func TestTooManyRunsAreCutOffWithAWord(t *testing.T) {
	text := block("preset naive") + strings.Repeat("## B\nA.\n```sim\nrestart\ncompare right\ncompare naive\ncompare flow\n```\n", 60)

	require.Contains(t, refusal(t, text), "the talk takes too long: at most 1500000 steps")
}

func TestAnEventThatNeverComesIsSaid(t *testing.T) {
	quiet := *scenarios.All[3]
	quiet.Build = func(s *sim.Setup) sim.Model {
		s.Node(sim.NodeInfo{Name: "alone"}, idle{})
		return idle{}
	}
	parsed, err := talk.Parse("talk.md", block("run until step:3"))
	require.NoError(t, err)

	_, err = parsed.Show([]*sim.Scenario{&quiet})

	require.ErrorContains(t, err, "talk.md:9: step:3 never comes: after step 0, at 0.000s, nothing is left to happen")
}

// idle is a node, and a model, in which nothing happens.
type idle struct{}

func (idle) Start(*sim.Ctx)                 {}
func (idle) Handle(*sim.Ctx, *sim.Event)    {}
func (idle) State() (volatile, durable any) { return nil, nil }
func (idle) Check(*sim.Laws)                {}
func (idle) Draw(*sim.View, *scene.Scene)   {}

func FuzzParse(f *testing.F) {
	for _, c := range wrongLines {
		f.Add(block(c.lines))
	}
	f.Add(block("preset naive", "do 1s:crash(stock,1s)", "run until kind:DO #3 on stock", "expect metric:refunds in 0..5",
		"compare right seed=3", "focus orch", "pace 0.1"))
	f.Add(beat("> a note\n\nMore **here**.\n```ask\nQ?\n- a :: law:I1 holds and gain:refunds = other:refunds\n- b :: otherwise\nuntil: 2s\nwhy: so\n```"))
	f.Add("---\nscenario: saga\n---\n<!-- x\n-->\n# T\n~~~sim\n~~~\n")
	saga := scenarios.All[3]
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := talk.Parse("fuzz.md", text)
		if err != nil {
			require.ErrorIs(t, err, sim.ErrBadInput)
			require.Contains(t, err.Error(), "fuzz.md:")
			return
		}
		require.NotEmpty(t, parsed.Beats)
		if len(parsed.Beats) > 2 || strings.Contains(text, "run") || strings.Contains(text, "until") {
			return // its runs could be long
		}
		if shown, err := parsed.Show([]*sim.Scenario{saga}); err == nil {
			require.Len(t, shown.Stops, len(parsed.Beats))
		} else {
			require.ErrorIs(t, err, sim.ErrBadInput)
		}
	})
}

func TestATalkIsShownOnlyForAsLongAsSomebodyWaits(t *testing.T) {
	parsed, err := talk.Parse("talk.md", block("preset naive", "run until 40s"))
	require.NoError(t, err)
	for _, asked := range []int{0, 1, 3} {
		_, err = parsed.ShowInPieces(scenarios.All, func() bool { asked--; require.GreaterOrEqual(t, asked, -1); return asked >= 0 })
		require.ErrorIs(t, err, talk.ErrTalk)
		require.Contains(t, err.Error(), "1500000 steps")
	}
}
