package stage

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/tour"
	"github.com/kookmin-msa-study/msalab/visual/transport"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// tourBeats are the beats of the scenario's tour that lie in the run on the stage:
// hollow circles above the timeline.
type tourBeats struct {
	env   *screen.Env
	run   *play.Run
	of    tourBeatsOf
	since time.Time // when the run was last changed
	done  bool      // the tour was looked at for this run
	All   []tourBeat
}

// tourBeatsOf is what the beats depend on.
type tourBeatsOf struct {
	tl      *sim.Timeline
	branch  int
	actions int
	lang    sim.Lang
}

type tourBeat struct {
	Step int64
	At   sim.Time
	says string
}

const (
	beatsAfter = 1500 * time.Millisecond // a tour is run in a pause, piece by piece, because it takes a moment
	beatRise   = 14                      // of the circles above the bar
	beatRadius = 6
)

// update looks for the beats when the run on the stage has changed and rests.
func (b *tourBeats) update() bool {
	branches, current := b.run.Tl.Branches()
	of := tourBeatsOf{b.run.Tl, current, len(branches[current].Actions), b.env.Lang}
	if of != b.of {
		had := len(b.All) > 0
		*b = tourBeats{env: b.env, run: b.run, of: of, since: b.env.Now(), done: b.run.Sc.Tour.In(b.env.Lang) == "", All: b.All[:0]}
		return had
	}
	if b.done || b.run.Playing || !b.run.Tl.Settled() || b.env.Now().Sub(b.since) < beatsAfter {
		return false
	}
	spec := b.run.Tl.Spec()
	show, ready, err := b.env.Tours.Soon(spec, b.env.Lang, b.env.Now)
	if b.done = ready; !ready || err != nil {
		return false // presenting says what is wrong with it
	}
	for i := range show.Stops {
		if stop := &show.Stops[i]; stop.At > 0 && tour.Same(stop.Spec, spec) {
			says := words.Beat.In(b.env.Lang) + " " + sim.Comma(int64(i+1)) + " · " + plainSpans(show.Talk.Beats[i].Says)
			b.All = append(b.All, tourBeat{stop.At, stop.Time, says})
		}
	}
	return len(b.All) > 0
}

// next returns the nearest beat after or before a step.
func (b *tourBeats) next(step, by int64) (at int64, ok bool) {
	for i := range b.All {
		n := b.All[i].Step
		if (n-step)*by > 0 && (!ok || (n-at)*by < 0) {
			at, ok = n, true
		}
	}
	return at, ok
}

// beatNear returns the beat whose circle is at x, plus 1; 0 is none.
func (g *signs) beatNear(x float32) int {
	for i := range g.Beats.All {
		if input.Abs(g.beatX(i)-x) < markNear {
			return i + 1
		}
	}
	return 0
}

// beatX returns where a beat's circle stands: beside the sign of a mark, not on it.
func (g *signs) beatX(i int) float32 {
	x := g.transport.XAt(g.Beats.All[i].At)
	for j, m := range g.run.Tl.Marks() {
		at := g.transport.XAt(m.At)
		if m.Kind == sim.MarkLaw {
			at = g.lawX(j)
		}
		if input.Abs(at-x) < markNear+beatRadius {
			x = at + transport.MarkApart
		}
	}
	return x
}

func (g *signs) drawBeats(p *paint.Painter, r paint.Rect) {
	for i := range g.Beats.All {
		p.DiscLine(g.beatX(i), r.Y-beatRise, beatRadius, 2, g.env.Theme.Dim)
	}
}

func plainSpans(spans []sim.Span) string {
	c := sim.Caption{Spans: spans}
	return c.Plain()
}
