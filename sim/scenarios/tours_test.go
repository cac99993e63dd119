package scenarios

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// What every guided tour must do. The figures in its sentences stand in expect lines
// below them: Show refuses the tour when the run measures something else.

// tourSteps bounds what the tour's runs take together: the page shows it within
// a third of a second.
const tourSteps = 120_000

// showTour shows a scenario's tour in one language.
func showTour(t testing.TB, sc *sim.Scenario, lang sim.Lang) *talk.Show {
	t.Helper()
	parsed, err := talk.Parse("tour."+lang.String()+".md", sc.Tour.In(lang))
	require.NoError(t, err)
	shown, err := parsed.Show(All)
	require.NoError(t, err)
	return shown
}

// eachTour shows every tour in both languages.
func eachTour(t *testing.T, test func(t *testing.T, sc *sim.Scenario, lang sim.Lang, shown *talk.Show)) {
	t.Helper()
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for _, lang := range []sim.Lang{sim.KO, sim.EN} {
			test(t, sc, lang, showTour(t, sc, lang))
		}
	})
}

func TestEveryTourHasItsBeatsNotesAndQuestions(t *testing.T) {
	notes := map[sim.Lang][3]string{sim.KO: {"다음: |마무리: ", "예상 질문: ", "답: "}, sim.EN: {"Next: |To close: ", "Likely question: ", "Answer: "}}
	eachTour(t, func(t *testing.T, sc *sim.Scenario, lang sim.Lang, shown *talk.Show) {
		require.Equal(t, sc.ID, shown.Talk.Scenario)
		require.Equal(t, lang, shown.Talk.Lang)
		require.Equal(t, sc.Title.In(lang), shown.Talk.Title)
		require.GreaterOrEqual(t, len(shown.Talk.Beats), 5)
		require.LessOrEqual(t, len(shown.Talk.Beats), 6)
		questions := 0
		for i, b := range shown.Talk.Beats {
			require.Len(t, b.Notes, 3, "beat %d: what comes next, a question, its answer", i)
			for k, note := range b.Notes {
				require.Regexp(t, "^("+notes[lang][k]+")", note)
			}
			strong := 0
			for _, span := range b.Says {
				if span.Strong {
					strong++
				}
			}
			require.Equal(t, 1, strong, "beat %d: one part carries the sentence", i)
			if q := shown.Stops[i].Ask; q != nil {
				questions++
				require.NotEmpty(t, q.Why, "beat %d: why the answer is right", i)
			}
		}
		require.GreaterOrEqual(t, questions, 2)
		require.LessOrEqual(t, questions, 4)
	})
}

func TestBothLanguagesOfATourDriveTheSameRuns(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		ko, en := showTour(t, sc, sim.KO), showTour(t, sc, sim.EN)
		require.Len(t, en.Stops, len(ko.Stops))
		for i := range ko.Stops {
			a, b := ko.Stops[i], en.Stops[i]
			require.Equal(t, ko.Talk.Beats[i].Seconds, en.Talk.Beats[i].Seconds)
			require.Equal(t, a.Ask == nil, b.Ask == nil, "beat %d", i)
			if a.Ask != nil {
				require.Equal(t, [2]int64{int64(a.Ask.Answer), a.Ask.Until}, [2]int64{int64(b.Ask.Answer), b.Ask.Until}, "beat %d", i)
				require.Len(t, b.Ask.Choices, len(a.Ask.Choices))
				for k := range a.Ask.Choices {
					require.Equal(t, a.Ask.Choices[k].When, b.Ask.Choices[k].When, "beat %d", i)
				}
			}
			a.Ask, b.Ask = nil, nil
			require.Equal(t, fmt.Sprint(a), fmt.Sprint(b), "beat %d", i)
		}
	})
}

func TestEveryStopOfATourIsReachedByItsRunAlone(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		steps := int64(0)
		for i, stop := range showTour(t, sc, sim.KO).Stops {
			r := newRun(t, stop.Spec)
			r.StepTo(stop.At)
			require.Equal(t, stop.At, r.StepCount(), "beat %d", i)
			require.Equal(t, stop.Time, r.Now(), "beat %d", i)
			steps += stop.At - stop.From
			if stop.Ask != nil {
				r.StepTo(stop.Ask.Until)
				require.Equal(t, stop.Ask.Until, r.StepCount(), "beat %d", i)
				steps += stop.Ask.Until - stop.At
			}
			require.LessOrEqual(t, len(stop.Against), 1, "beat %d: two runs side by side are enough for a tour", i)
		}
		require.Less(t, steps, int64(tourSteps))
	})
}

func TestEveryTourGoesFromAFailureThatIsSeenToASettingThatHolds(t *testing.T) {
	broken := func(t *testing.T, sc *sim.Scenario, stop *talk.Stop) int {
		t.Helper()
		r := newRun(t, stop.Spec)
		end := stop.At
		if stop.Ask != nil {
			end = stop.Ask.Until
		}
		r.StepTo(end)
		count := 0
		for law := range sc.Laws {
			if r.LawState(sim.Law(law)).Broken > 0 {
				count++
			}
		}
		return count
	}
	each(t, func(t *testing.T, sc *sim.Scenario) {
		stops := showTour(t, sc, sim.KO).Stops
		failed, held, compared := false, false, false
		for i := range stops {
			bad := broken(t, sc, &stops[i]) > 0
			held = held || failed && !bad && len(stops[i].Against) > 0
			failed = failed || bad
			compared = compared || len(stops[i].Against) > 0
		}
		require.True(t, failed, "no law breaks in this tour")
		require.True(t, compared)
		require.True(t, held, "nothing shown after the failure holds beside it")
	})
}

func TestTheLanguageOfATourIsThatOfItsFile(t *testing.T) {
	hangul := regexp.MustCompile(`\p{Hangul}`)
	formal := regexp.MustCompile(`니다[.!?]?( |$)`)
	overclaims := regexp.MustCompile(`완벽하게|무조건|실시간으로`)
	eachTour(t, func(t *testing.T, sc *sim.Scenario, lang sim.Lang, shown *talk.Show) {
		for i, b := range shown.Talk.Beats {
			said := []string{b.Title, b.More}
			sentence := ""
			for _, span := range b.Says {
				sentence += span.Text
			}
			said = append(said, sentence)
			if q := shown.Stops[i].Ask; q != nil {
				said = append(said, q.Text, q.Why)
				for _, c := range q.Choices {
					said = append(said, c.Text)
				}
			}
			if lang == sim.EN {
				require.False(t, hangul.MatchString(strings.Join(append(said, b.Notes...), " ")), "beat %d", i)
				continue
			}
			require.LessOrEqual(t, len(hangul.FindAllString(sentence, -1)), 45, sentence)
			for _, text := range said {
				require.False(t, formal.MatchString(text), "합니다체 on the screen: %q", text)
				require.False(t, overclaims.MatchString(text), text)
			}
			for _, note := range b.Notes {
				require.Equal(t, strings.HasPrefix(note, "답: "), formal.MatchString(note), "answers are 합니다체, the rest is not: %q", note)
			}
		}
	})
}

func BenchmarkShowTour(b *testing.B) {
	for _, sc := range All {
		b.Run(sc.ID, func(b *testing.B) {
			for range b.N {
				showTour(b, sc, sim.KO)
			}
		})
	}
}
