package visual

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// tourBeats are the beats of the scenario's tour that lie in the run on the stage:
// hollow circles above the timeline.
type tourBeats struct {
	of    tourBeatsOf
	since time.Time // when the run was last changed
	done  bool      // the tour was looked at for this run
	all   []tourBeat
}

// tourBeatsOf is what the beats depend on.
type tourBeatsOf struct {
	tl      *sim.Timeline
	branch  int
	actions int
	lang    sim.Lang
}

type tourBeat struct {
	step int64
	at   sim.Time
	says string
}

const (
	beatsAfter = 1500 * time.Millisecond // a tour is run in a pause, piece by piece, because it takes a moment
	beatRise   = 14                      // of the circles above the bar
	beatRadius = 6
)

// update looks for the beats when the run on the stage has changed and rests.
func (b *tourBeats) update(s *stage) bool {
	branches, current := s.tl.Branches()
	of := tourBeatsOf{s.tl, current, len(branches[current].Actions), s.app.lang}
	if of != b.of {
		had := len(b.all) > 0
		*b = tourBeats{of: of, since: s.app.now(), done: s.sc.Tour.In(s.app.lang) == "", all: b.all[:0]}
		return had
	}
	if b.done || s.playing || !s.tl.Settled() || s.app.now().Sub(b.since) < beatsAfter {
		return false
	}
	spec := s.tl.Spec()
	show, ready, err := s.app.tourSoon(spec)
	if b.done = ready; !ready || err != nil {
		return false // presenting says what is wrong with it
	}
	for i := range show.Stops {
		if stop := &show.Stops[i]; stop.At > 0 && sameSpec(stop.Spec, spec) {
			says := presentWords.beat.In(s.app.lang) + " " + comma(i+1) + " · " + plainSpans(show.Talk.Beats[i].Says)
			b.all = append(b.all, tourBeat{stop.At, stop.Time, says})
		}
	}
	return len(b.all) > 0
}

// next returns the nearest beat after or before a step.
func (b *tourBeats) next(step, by int64) (at int64, ok bool) {
	for i := range b.all {
		n := b.all[i].step
		if (n-step)*by > 0 && (!ok || (n-at)*by < 0) {
			at, ok = n, true
		}
	}
	return at, ok
}

// near returns the beat whose circle is at x, plus 1; 0 is none.
func (b *tourBeats) near(s *stage, x float32) int {
	for i := range b.all {
		if abs(b.x(s, i)-x) < markNear {
			return i + 1
		}
	}
	return 0
}

// x returns where a beat's circle stands: beside the sign of a mark, not on it.
func (b *tourBeats) x(s *stage, i int) float32 {
	x := s.xAt(b.all[i].at)
	for j, m := range s.tl.Marks() {
		at := s.xAt(m.At)
		if m.Kind == sim.MarkLaw {
			at = s.lawX(j)
		}
		if abs(at-x) < markNear+beatRadius {
			x = at + markApart
		}
	}
	return x
}

func (b *tourBeats) draw(s *stage, p *paint.Painter, r paint.Rect) {
	for i := range b.all {
		p.DiscLine(b.x(s, i), r.Y-beatRise, beatRadius, 2, s.app.theme.Dim)
	}
}

func plainSpans(spans []sim.Span) string {
	c := sim.Caption{Spans: spans}
	return c.Plain()
}
