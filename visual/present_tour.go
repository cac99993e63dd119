package visual

import (
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// tourOf returns the tour to present for a run: the scenario's own in the language
// on screen, or what stands out in the run itself.
func (a *App) tourOf(spec sim.Spec) (*talk.Show, error) {
	text := spec.Scenario.Tour.In(a.lang)
	if text == "" {
		return showOfMarks(spec, a.lang)
	}
	key := tourKey{spec.Scenario.ID, a.lang}
	if show, ok := a.tours[key]; ok {
		return show, nil
	}
	t, err := talk.Parse(spec.Scenario.ID+"/tour."+a.lang.String()+".md", text)
	if err != nil {
		return nil, err
	}
	show, err := t.Show(a.catalogue)
	if err != nil {
		return nil, err
	}
	if a.tours == nil {
		a.tours = map[tourKey]*talk.Show{}
	}
	a.tours[key] = show
	return show, nil
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

// runName tells a run from those beside it: its preset, or the parameters in which
// it differs from another run of its scenario.
func (a *App) runName(spec, other sim.Spec) string {
	for i := range spec.Scenario.Presets {
		p := &spec.Scenario.Presets[i]
		if applied, err := spec.Scenario.Apply(p, spec.Seed); err == nil && sameSpec(applied, spec) {
			return p.Name.In(a.lang)
		}
	}
	var parts []string
	for i := range spec.Scenario.Params {
		p := &spec.Scenario.Params[i]
		if i < len(spec.Params) && i < len(other.Params) && !slices.Equal(spec.Params[i], other.Params[i]) {
			parts = append(parts, p.Name.In(a.lang)+" "+p.Show(spec.Params[i], a.lang))
		}
	}
	return strings.Join(parts, " · ")
}
