// Package present shows talks and tours beat by beat.
package present

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Present shows a talk beat by beat: the model in large type, one sentence, the
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
type Present struct {
	env    *screen.Env
	talks  *Talks
	Show   *talk.Show
	tour   bool // the scenario's own tour, or the run's marks: a link can open a beat
	lang   sim.Lang
	Beat   int
	Frames []*framing // the beat's run, then those it is compared with
	names  []string   // what tells them apart, when there are several
	Way    way
	Ask    ask
	Blank  bool
	Notes  notes
	Clock  talkClock
	Texts  presentTexts
}

// talkClock measures the talk from its first step on.
type talkClock struct {
	begun time.Time
	spent time.Duration // when shown was written
	Shown string
	Over  bool
}

// open opens a show at a beat, at rest.
func (t *Talks) open(show *talk.Show, beat int, tour bool) (*Present, error) {
	v := &Present{env: t.Env, talks: t, Show: show, tour: tour, lang: t.Env.Lang}
	if err := v.Enter(beat, false); err != nil {
		return nil, err
	}
	return v, nil
}

// Leave returns to the stage, at the very step that is on screen. The run is the stage's
// from then on: who comes back to the talk gets another.
func (v *Present) Leave() {
	f := v.Frames[0]
	v.talks.left, v.Frames = v, nil
	v.Notes.Over = false
	v.env.Doors.Resume(f.Run.Tl, play.Views[f.View])
}

func (v *Present) Stop() *talk.Stop { return &v.Show.Stops[v.Beat] }

func (v *Present) words() *talk.Beat { return &v.Show.Talk.Beats[v.Beat] }

func (v *Present) Update(in *input.Input) bool {
	changed := v.keys(in)
	if v.env.Screen != screen.Screen(v) {
		return true // the key led elsewhere
	}
	changed = v.move() || changed
	for _, s := range v.Frames {
		if s.atlas.Layout.Glide(1.0/60, v.env.ReducedMotion) {
			changed = true
		}
	}
	changed = v.remote() || changed
	v.Notes.send(v)
	return v.tick() || changed
}

// tick follows the clock; only another second is something to see.
func (v *Present) tick() bool {
	if v.spent()/time.Second == v.Clock.spent/time.Second {
		return false
	}
	v.readClock()
	return !v.Blank
}

// spent is how long the talk has lasted.
func (v *Present) spent() time.Duration {
	if v.Clock.begun.IsZero() {
		return 0
	}
	return v.env.Now().Sub(v.Clock.begun)
}

// readClock writes the clock anew.
func (v *Present) readClock() {
	c, whole := &v.Clock, time.Duration(v.Show.Talk.Minutes)*time.Minute
	c.spent = v.spent()
	c.Shown = minutes(c.spent) + " / " + minutes(whole)
	c.Over = whole > 0 && c.spent/time.Second > whole/time.Second
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

// Link is how to come back to the beat; one of a talk's own file leads to the run.
func (v *Present) Link() link.Link {
	stop := v.Stop()
	l := link.Of(stop.Spec, stop.At, v.lang)
	l.View = play.Views[v.Frames[0].View]
	if v.tour {
		l.Beat = v.Beat + 1
	}
	return l
}

// Restyle follows language, theme and size. A tour has a text in each language; a
// talk from a file keeps its own.
func (v *Present) Restyle() {
	if v.tour && v.lang != v.env.Lang {
		v.lang = v.env.Lang
		_ = v.talks.await(&Awaiting{env: v.env, spec: v.Stop().Spec, l: v.Link(), back: v.Leave, open: v.turn}) // a tour without a text stays as it is
		return
	}
	v.readClock()
	for _, s := range v.Frames {
		s.fits = 0
	}
	v.Compose()
}

// turn shows another text of the same tour, at the same beat.
func (v *Present) turn(show *talk.Show) error {
	v.Show, v.Beat = show, min(v.Beat, len(show.Stops)-1)
	v.env.Show(v)
	return v.Enter(v.Beat, false)
}

func (v *Present) Widgets(*ebiten.Image) {}

func (v *Present) Overlay(*paint.Painter) {}
