package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParticlesFollowTheSoundOfTheWord(t *testing.T) {
	for _, c := range []struct{ word, pair, want string }{
		{"S1", "이/가", "이"}, {"S2", "이/가", "가"}, {"R3", "으로/로", "으로"}, {"노드 7", "으로/로", "로"},
		{"Redis", "이/가", "가"}, {"100ms", "으로/로", "로"}, {"서버", "은/는", "는"}, {"복제본", "은/는", "은"},
		{"서울", "으로/로", "로"}, {"부산", "으로/로", "으로"}, {"MySQL", "이/가", "이"}, {"MySQL", "으로/로", "로"},
		{"LB", "을/를", "를"}, {"URL", "을/를", "을"}, {"R", "이/가", "이"}, {"N", "과/와", "과"}, {"50%", "이/가", "가"},
		{"10", "이/가", "이"}, {"4", "이/가", "가"}, {"6", "으로/로", "으로"}, {"8", "으로/로", "로"}, {"1,000", "을/를", "을"},
		{"p99", "이/가", "가"}, {"Kafka", "을/를", "를"}, {"(S1)", "이/가", "이"}, {"", "이/가", "가"}, {"x", "no pair", "no pair"},
	} {
		require.Equal(t, c.want, Particle(c.word, c.pair), "%s + %s", c.word, c.pair)
	}
}

func TestNumbersAreWrittenForPeople(t *testing.T) {
	require.Equal(t, "1,234,567", Comma(1234567))
	require.Equal(t, "-1,000", Comma(-1000))
	require.Equal(t, "999", Comma(999))
	require.Equal(t, "0.35ms", Millis(350*Microsecond))
	require.Equal(t, "12.5ms", Millis(12_500*Microsecond))
	require.Equal(t, "1,234ms", Millis(1234*Millisecond))
	require.Equal(t, "10ms", Millis(9_999*Microsecond))
	require.Equal(t, "5s", Seconds(5*Second))
	require.Equal(t, "2.5%", Percent(25_000))
	require.Equal(t, "1.284s", (1284 * Millisecond).String())
	require.Equal(t, "-0.500s", (-500 * Millisecond).String())
}

func TestTemplatesFillInNamesNumbersAndParticles(t *testing.T) {
	r := echoRun(t)
	r.StepTo(2)
	rec, _ := r.Last()
	ko := r.Caption(rec, KO)
	require.Equal(t, "나가 1번째 질문을 받았어요.", ko.Plain())
	require.Equal(t, []Span{{"나가 ", false}, {"1번째", true}, {" 질문을 받았어요.", false}}, ko.Spans)
	require.Equal(t, "step 2 · a → b · ask{n: 1}", ko.Detail)
	require.Equal(t, "B got question 1.", r.Caption(rec, EN).Plain())
}

func TestAParticleFollowsAWordWhoseEmphasisEndsBetween(t *testing.T) {
	r := echoRun(t)
	require.Equal(t, "*3*을", r.plain("*{a|을/를}*", &Record{}, [4]int64{3}, KO))
	require.Equal(t, "*3*", r.plain("*{a|을/를}*", &Record{}, [4]int64{3}, EN))
	require.Equal(t, "{zz}", r.plain("{zz}", &Record{}, [4]int64{}, EN))
	require.Equal(t, "{a", r.plain("{a", &Record{}, [4]int64{}, EN))
}

func TestSpansAndActionsReadBackAsWritten(t *testing.T) {
	for text, want := range map[string]Time{"2s": 2 * Second, "1.5s": 1500 * Millisecond, "250ms": 250 * Millisecond, "30us": 30 * Microsecond, "0s": 0, "1.500000001s": 1_500_000_001, "-5ms": -5 * Millisecond, "7ns": 7} {
		got, err := ParseSpan(text)
		require.NoError(t, err)
		require.Equal(t, want, got)
		again, err := ParseSpan(FormatSpan(got))
		require.NoError(t, err)
		require.Equal(t, want, again)
	}
	for _, text := range []string{"120:crash(n1)", "2s:heal()", "1500ms:lag(a-b,100ms)", "0:set(delays,1/2/3)"} {
		a, err := ParseAction(text)
		require.NoError(t, err)
		require.Equal(t, text, a.String())
	}
}

// one asserts that an error is one clear line that matches ErrBadInput.
func one(t *testing.T, err error, words ...string) {
	t.Helper()
	require.ErrorIs(t, err, ErrBadInput)
	require.NotContains(t, err.Error(), "\n")
	for _, w := range words {
		require.Contains(t, err.Error(), w)
	}
}

func TestBadActionsAreNamedWithWhatWouldBeRight(t *testing.T) {
	for text, words := range map[string][]string{
		"crash(a)":           {"no step", "120:crash(n1)"},
		"x:crash(a)":         {"\"x\"", "whole number"},
		"-1:crash(a)":        {"from 0"},
		"99999999999:heal()": {"from 0 to"},
		"90000s:heal()":      {"86400s"},
		"1:crash":            {"name(arguments)"},
		"1:crash(가)":         {"letters, digits"},
		"1:crash((a))":       {"name(arguments)"},
	} {
		_, err := ParseAction(text)
		one(t, err, words...)
	}
	for text, words := range map[string][]string{
		"1:crush(a)":                            {"did you mean \"crash\""},
		"1:crash(z)":                            {"node", "\"z\"", "a, b"},
		"1:crash(a,3s,b)":                       {"crash(s1)"},
		"1:crash(a,b)":                          {"span of time"},
		"1:cut(a)":                              {"s1-s2"},
		"1:cut(a-a)":                            {"two nodes"},
		"1:loss(a-b,101)":                       {"0 to 100"},
		"1:loss(a-b,x)":                         {"percentage"},
		"1:slow(a,0)":                           {"0.01 to 1000"},
		"1:pause(a,-5s)":                        {"0s to 86400s"},
		"1:lag(a-b,5)":                          {"span of time"},
		"1:drop(57)":                            {"m57"},
		"1:drop(m0)":                            {"m57"},
		"1:set(rate)":                           {"set("},
		"1:set(rte,5)":                          {"did you mean \"rate\""},
		"1:set(rate,501)":                       {"1 to 500"},
		"1:set(mode,asinc)":                     {"did you mean \"async\""},
		"1:set(delays,1/2/3/4)":                 {"up to 3"},
		"1:set(size,3)":                         {"only when a run starts"},
		"1:nudge(a)":                            {"3 arguments"},
		"1:nudge(a,5ms,-1)":                     {"whole number"},
		"1:nudge(z,5ms,1)":                      {"node"},
		"1:nudge(a,5,1)":                        {"span"},
		"1:" + strings.Repeat("long", 9) + "()": {"unknown action"},
	} {
		a, err := ParseAction(text)
		require.NoError(t, err, text)
		_, err = NewRun(Spec{Scenario: echo(), Seed: 1, Actions: []Action{a}}, Full)
		one(t, err, words...)
	}
	_, err := NewRun(Spec{Scenario: echo(), Actions: make([]Action, MaxActions+1)}, Full)
	one(t, err, "at most 256")
}

func TestParametersReadBackAsWrittenAndRefuseTheRest(t *testing.T) {
	sc := echo()
	v := sc.Defaults()
	require.NoError(t, sc.Set(v, "delays", "5/6"))
	require.Equal(t, []int64{5, 6, 6}, v[2])
	require.Equal(t, "5/6", sc.Params[2].Format(v[2]))
	require.Equal(t, "5 · 6 · 6ms", sc.Params[2].Show(v[2], KO))
	require.NoError(t, sc.Set(v, "rate", "20/s"))
	require.NoError(t, sc.Set(v, "mode", "sync"))
	require.Equal(t, "동기", sc.Params[1].Show(v[1], KO))
	before := v.Clone()
	for name, text := range map[string]string{"rate": "NaN", "mode": "", "delays": "1//2", "size": "9e9", "nope": "1"} {
		one(t, sc.Set(v, name, text), name)
	}
	require.True(t, before.Equal(v), "nothing half-done")
}

func FuzzParseAction(f *testing.F) {
	for _, seed := range []string{"120:crash(n1)", "2s:set(rate,1)", "1:nudge(a,5ms,3)", "0:lag(a>b,1.5s)", ":()", "1:drop(m1)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAction(text)
		if err != nil {
			one(t, err)
			return
		}
		again, err := ParseAction(a.String())
		require.NoError(t, err)
		require.Equal(t, a, again)
		r, err := NewRun(Spec{Scenario: echo(), Seed: 1, Actions: []Action{a}}, Options{})
		if err != nil {
			one(t, err)
			return
		}
		r.StepTo(min(a.Step, 50) + 20)
	})
}

func FuzzSetParameter(f *testing.F) {
	f.Add("rate", "20")
	f.Add("delays", "1/2/3")
	f.Fuzz(func(t *testing.T, name, text string) {
		sc := echo()
		v := sc.Defaults()
		if err := sc.Set(v, name, text); err != nil {
			one(t, err)
			require.True(t, sc.Defaults().Equal(v))
			return
		}
		_, err := NewRun(Spec{Scenario: sc, Seed: 1, Params: v}, Options{})
		require.NoError(t, err)
	})
}
