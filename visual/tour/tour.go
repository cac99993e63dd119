// Package tour finds the beats of a run's tour: the scenario's own, which is run in
// pieces behind the screen, or else what stands out in the run itself.
package tour

import (
	"time"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Tours are those that have been asked for since the program began. Make them with New.
type Tours struct {
	catalogue []*sim.Scenario
	begun     map[key]*rehearsal
}

// key names a scenario's tour in one language.
type key struct {
	id   string
	lang sim.Lang
}

// New returns no tours yet.
func New(catalogue []*sim.Scenario) *Tours {
	return &Tours{catalogue: catalogue, begun: map[key]*rehearsal{}}
}

// Of returns the tour to present for a run: the scenario's own in a language, or what
// stands out in the run itself.
func (t *Tours) Of(spec sim.Spec, lang sim.Lang) (*talk.Show, error) {
	if spec.Scenario.Tour.In(lang) == "" {
		return ofMarks(spec, lang)
	}
	r := t.rehearsalOf(spec.Scenario, lang)
	for !r.done {
		r.piece()
	}
	return r.show, r.err
}

// Beats returns how many beats the tour of a run has.
func (t *Tours) Beats(spec sim.Spec, lang sim.Lang) (int, error) {
	if spec.Scenario.Tour.In(lang) == "" {
		show, err := ofMarks(spec, lang)
		if err != nil {
			return 0, err
		}
		return len(show.Stops), nil
	}
	r := t.rehearsalOf(spec.Scenario, lang)
	if r.talk == nil {
		return 0, r.err
	}
	return len(r.talk.Beats), nil
}

// Known reports whether a tour is there at once: it was run already, or there is none
// to run.
func (t *Tours) Known(sc *sim.Scenario, lang sim.Lang) bool {
	r := t.begun[key{sc.ID, lang}]
	return sc.Tour.In(lang) == "" || r != nil && r.done
}

// Soon works on the tour of a run for a few milliseconds by the program's clock; ready
// reports whether it is there, or an error.
func (t *Tours) Soon(spec sim.Spec, lang sim.Lang, now func() time.Time) (show *talk.Show, ready bool, err error) {
	if spec.Scenario.Tour.In(lang) != "" {
		r, begun := t.rehearsalOf(spec.Scenario, lang), now()
		for !r.done {
			if r.piece(); now().Sub(begun) >= rehearseFor {
				break
			}
		}
		if !r.done {
			return nil, false, nil
		}
	}
	show, err = t.Of(spec, lang)
	return show, true, err
}

// rehearseFor is how long a tour is worked on in one tick.
const rehearseFor = 4 * time.Millisecond

// rehearsalOf begins to run a scenario's tour in a language, or returns what has begun.
func (t *Tours) rehearsalOf(sc *sim.Scenario, lang sim.Lang) *rehearsal {
	k := key{sc.ID, lang}
	r := t.begun[k]
	if r == nil {
		r = rehearse(sc.ID+"/tour."+lang.String()+".md", sc.Tour.In(lang), t.catalogue)
		t.begun[k] = r
	}
	return r
}

const (
	marksMinutes = 10 // the usual length of a short talk
	marksBeats   = 12 // more would be no tour
)

// ofMarks makes beats of a run's start and of the marks on its timeline: what
// was done to it, what broke, and each turning point the first time.
func ofMarks(spec sim.Spec, lang sim.Lang) (*talk.Show, error) {
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
			said.Spans = []sim.Span{{Text: sc.Laws[m.Law].Name.In(lang) + ": "}, {Text: words.Broke.In(lang), Strong: true}}
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

// Same reports whether two specs are one run.
func Same(a, b sim.Spec) bool {
	return a.Scenario == b.Scenario && a.Seed == b.Seed && a.Params.Equal(b.Params) &&
		slices.EqualFunc(a.Actions, b.Actions, func(x, y sim.Action) bool { return x.String() == y.String() })
}
