package visual

import (
	"time"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// tourOf returns the tour to present for a run: the scenario's own in the language
// on screen, or what stands out in the run itself.
func (a *App) tourOf(spec sim.Spec) (*talk.Show, error) {
	if spec.Scenario.Tour.In(a.lang) == "" {
		return showOfMarks(spec, a.lang)
	}
	r := a.rehearsalOf(spec.Scenario)
	for !r.done {
		r.piece()
	}
	return r.show, r.err
}

// beatsOf returns how many beats the tour of a run has.
func (a *App) beatsOf(spec sim.Spec) (int, error) {
	if spec.Scenario.Tour.In(a.lang) == "" {
		show, err := showOfMarks(spec, a.lang)
		if err != nil {
			return 0, err
		}
		return len(show.Stops), nil
	}
	r := a.rehearsalOf(spec.Scenario)
	if r.talk == nil {
		return 0, r.err
	}
	return len(r.talk.Beats), nil
}

// tourSoon works on the tour of a run for a few milliseconds; ready reports whether
// it is there, or an error.
func (a *App) tourSoon(spec sim.Spec) (show *talk.Show, ready bool, err error) {
	if spec.Scenario.Tour.In(a.lang) != "" {
		r, begun := a.rehearsalOf(spec.Scenario), a.now()
		for !r.done {
			if r.piece(); a.now().Sub(begun) >= rehearseFor {
				break
			}
		}
		if !r.done {
			return nil, false, nil
		}
	}
	show, err = a.tourOf(spec)
	return show, true, err
}

// rehearseFor is how long a tour is worked on in one tick.
const rehearseFor = 4 * time.Millisecond

// rehearsalOf begins to run a scenario's tour in the language on screen, or returns
// what has begun.
func (a *App) rehearsalOf(sc *sim.Scenario) *rehearsal {
	key := tourKey{sc.ID, a.lang}
	r := a.tours[key]
	if r == nil {
		r = rehearse(sc.ID+"/tour."+a.lang.String()+".md", sc.Tour.In(a.lang), a.catalogue)
		a.tours[key] = r
	}
	return r
}

// tourKey names a scenario's tour in one language.
type tourKey struct {
	id   string
	lang sim.Lang
}

const (
	marksMinutes = 10 // the usual length of a short talk
	marksBeats   = 12 // more would be no tour
)

// showOfMarks makes beats of a run's start and of the marks on its timeline: what
// was done to it, what broke, and each turning point the first time.
func showOfMarks(spec sim.Spec, lang sim.Lang) (*talk.Show, error) {
	tl, err := sim.NewTimeline(spec, sim.Full)
	if err != nil {
		return nil, err
	}
	tl.SeekTime(spec.Scenario.Horizon)
	tl.Settle()
	sc := spec.Scenario
	t := &talk.Talk{Title: sc.Title.In(lang), Lang: lang, Minutes: marksMinutes, Scenario: sc.ID}
	t.Beats = []talk.Beat{{Title: t.Title, Says: []sim.Span{{Text: sc.Summary.In(lang)}}}}
	show := &talk.Show{Talk: t, Stops: []talk.Stop{{Spec: spec, View: "map"}}}
	for _, m := range leading(tl.Marks()) {
		said := tl.Ahead().Caption(m.Rec, lang)
		if m.Kind == sim.MarkLaw {
			said.Spans = []sim.Span{{Text: sc.Laws[m.Law].Name.In(lang) + ": "}, {Text: words.broke.In(lang), Strong: true}}
		}
		t.Beats = append(t.Beats, talk.Beat{Title: sim.Comma(m.Step), Says: said.Spans, More: said.Detail})
		from := show.Stops[len(show.Stops)-1].At
		show.Stops = append(show.Stops, talk.Stop{Spec: spec, Same: true, From: from, At: m.Step, View: "map"})
	}
	return show, nil
}

// leading picks the marks worth a beat, in order: at most one a step.
func leading(marks []sim.Mark) []sim.Mark {
	var out []sim.Mark
	seen := map[sim.Note]bool{}
	for _, m := range marks {
		if m.Kind == sim.MarkNote && seen[m.Rec.Note] {
			continue
		}
		if m.Kind == sim.MarkNote {
			seen[m.Rec.Note] = true
		}
		if n := len(out); n > 0 && out[n-1].Step == m.Step {
			out[n-1] = m // the law that broke says more than what broke it
			continue
		}
		out = append(out, m)
	}
	return out[:min(len(out), marksBeats-1)]
}

// sameSpec reports whether two specs are one run.
func sameSpec(a, b sim.Spec) bool {
	return a.Scenario == b.Scenario && a.Seed == b.Seed && a.Params.Equal(b.Params) &&
		slices.EqualFunc(a.Actions, b.Actions, func(x, y sim.Action) bool { return x.String() == y.String() })
}
