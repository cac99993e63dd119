package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// present shows a talk beat by beat: the model in large type, one sentence, the
// clock. It is a screen of its own that lets a stage draw the model.
//
//	present.go       what it is, and how it opens and closes
//	present_keys.go  keys, clicks, the hints at the lower edge
//	present_play.go  going from one beat to the next
//	present_draw.go  the picture
//	present_ask.go   the question card
//	present_notes.go the presenter's notes, in a window of their own or below
//	present_beats.go the beats on the stage's timeline
//	present_open.go  talks from files
//	present_tour.go  where the beats come from
//	present_rehearse.go, present_await.go  a tour is run piece by piece first
type present struct {
	app    *Env
	talks  *talks
	show   *talk.Show
	tour   bool // the scenario's own tour, or the run's marks: a link can open a beat
	lang   sim.Lang
	beat   int
	frames []*framing // the beat's run, then those it is compared with
	names  []string   // what tells them apart, when there are several
	way    way
	ask    ask
	blank  bool
	notes  notes
	clock  talkClock
	texts  presentTexts
}

// talkClock measures the talk from its first step on.
type talkClock struct {
	begun time.Time
	spent time.Duration // when shown was written
	shown string
	over  bool
}

// open opens a show at a beat, at rest.
func (t *talks) open(show *talk.Show, beat int, tour bool) (*present, error) {
	v := &present{app: t.env, talks: t, show: show, tour: tour, lang: t.env.lang}
	if err := v.enter(beat, false); err != nil {
		return nil, err
	}
	return v, nil
}

// leave returns to the stage, at the very step that is on screen. The run is the stage's
// from then on: who comes back to the talk gets another.
func (v *present) leave() {
	f := v.frames[0]
	v.talks.left, v.frames = v, nil
	v.notes.over = false
	v.app.doors.Resume(f.run.tl, viewNames[f.view])
}

func (v *present) stop() *talk.Stop { return &v.show.Stops[v.beat] }

func (v *present) words() *talk.Beat { return &v.show.Talk.Beats[v.beat] }

func (v *present) update(in *input) bool {
	changed := v.keys(in)
	if v.app.screen != screen(v) {
		return true // the key led elsewhere
	}
	changed = v.move() || changed
	for _, s := range v.frames {
		if s.atlas.layout.Glide(1.0/60, v.app.reducedMotion) {
			changed = true
		}
	}
	changed = v.remote() || changed
	v.notes.send(v)
	return v.tick() || changed
}

// tick follows the clock; only another second is something to see.
func (v *present) tick() bool {
	if v.spent()/time.Second == v.clock.spent/time.Second {
		return false
	}
	v.readClock()
	return !v.blank
}

// spent is how long the talk has lasted.
func (v *present) spent() time.Duration {
	if v.clock.begun.IsZero() {
		return 0
	}
	return v.app.now().Sub(v.clock.begun)
}

// readClock writes the clock anew.
func (v *present) readClock() {
	c, whole := &v.clock, time.Duration(v.show.Talk.Minutes)*time.Minute
	c.spent = v.spent()
	c.shown = minutes(c.spent) + " / " + minutes(whole)
	c.over = whole > 0 && c.spent/time.Second > whole/time.Second
}

// minutes writes a span as 04:12.
func minutes(d time.Duration) string {
	n := int64(d / time.Second)
	two := func(n int64) string {
		text := sim.Comma(n)
		if n < 10 {
			text = "0" + text
		}
		return text
	}
	return two(n/60) + ":" + two(n%60)
}

// link is how to come back to the beat; one of a talk's own file leads to the run.
func (v *present) link() link.Link {
	stop := v.stop()
	l := link.Of(stop.Spec, stop.At, v.lang)
	l.View = viewNames[v.frames[0].view]
	if v.tour {
		l.Beat = v.beat + 1
	}
	return l
}

// restyle follows language, theme and size. A tour has a text in each language; a
// talk from a file keeps its own.
func (v *present) restyle() {
	if v.tour && v.lang != v.app.lang {
		v.lang = v.app.lang
		_ = v.talks.await(&awaiting{app: v.app, spec: v.stop().Spec, l: v.link(), back: v.leave, open: v.turn}) // a tour without a text stays as it is
		return
	}
	v.readClock()
	for _, s := range v.frames {
		s.fits = 0
	}
	v.compose()
}

// turn shows another text of the same tour, at the same beat.
func (v *present) turn(show *talk.Show) error {
	v.show, v.beat = show, min(v.beat, len(show.Stops)-1)
	v.app.show(v)
	return v.enter(v.beat, false)
}

func (v *present) widgets(*ebiten.Image)  {}
func (v *present) overlay(*paint.Painter) {}
