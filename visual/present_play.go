package visual

import (
	"strconv"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/tour"
)

// way is how the run goes from one step to another: quick enough for a talk and slow
// enough to be seen. How long the way is in the run's own time is not known before
// its end was visited; so the timeline first goes there and back, unseen.
type way struct {
	leg       leg
	from, to  int64
	begin     sim.Time // the run's time at from
	end       sim.Time // and at to
	now       sim.Time
	rate      int64 // thousandths of the run's time
	last      time.Time
	forAnswer bool // to the answer of the beat's question
}

// leg is a part of a way.
type leg uint8

const (
	resting   leg = iota
	measuring     // the timeline goes to the end
	returning     // and back to the beginning
	playing
	settling // to the very step at the end
)

// A way takes at least shortWay, so that one short flight can be followed, and at
// most longWay, so that the speaker does not wait for the machine.
const (
	shortWay = 800 * time.Millisecond
	longWay  = 5 * time.Second
)

// enter begins a beat: played from the beat before, or at rest at once.
func (v *present) enter(beat int, moving bool) error {
	stop := &v.show.Stops[beat]
	before := v.frames
	if err := v.load(stop); err != nil {
		return err
	}
	goesOn := stop.Same && len(before) > 0 && before[0] == v.frames[0]
	v.beat, v.ask = beat, ask{chosen: -1}
	for i, s := range v.frames {
		s.view = viewMode(max(viewNames.index(stop.View), 0))
		s.run.selected, s.atlas.hover = model.Part{}, model.Part{}
		s.fits = 0
		if i > 0 && s.view == viewBoth {
			s.view = viewMap
		}
	}
	from := stop.At
	if moving {
		from = stop.From
		if here := v.frames[0].run.tl.Cursor(); goesOn && here < stop.At {
			from = here // the question before this beat may not have been asked
		}
	}
	v.way = way{}
	v.compose()
	v.travel(from, stop.At, stop.Pace)
	return nil
}

// load makes the stages of a stop, unless they show its runs already.
func (v *present) load(stop *talk.Stop) error {
	specs := append([]sim.Spec{stop.Spec}, stop.Against...)
	same := len(specs) == len(v.frames)
	for i := range v.frames {
		same = same && tour.Same(specs[i], v.frames[i].run.tl.Spec())
	}
	if same {
		return nil
	}
	var frames []*framing
	for _, spec := range specs {
		run, err := NewRun(v.app, spec)
		if err != nil {
			return err
		}
		frames = append(frames, newFraming(v.app, run))
	}
	v.frames, v.names = frames, nil
	if len(specs) > 1 {
		v.names = versus.Names(specs, v.lang)
	}
	return nil
}

// travel sends the run from one step to another.
func (v *present) travel(from, to, pace int64) {
	if pace <= 0 {
		pace = max(v.frames[0].run.sc.Pace, 1)
	}
	v.way = way{from: from, to: to, rate: pace}
	if from >= to || v.app.reducedMotion {
		v.arrive()
		return
	}
	v.way.leg = measuring
	v.frames[0].run.tl.SeekStep(to)
}

// arrive goes to the end at once.
func (v *present) arrive() {
	v.way.leg = settling
	v.frames[0].run.tl.SeekStep(v.way.to)
}

// move lets the timelines work and the run go on.
func (v *present) move() bool {
	changed := false
	main, w := v.frames[0], &v.way
	if settled := main.run.tl.Settled(); settled || w.leg == playing {
		switch w.leg {
		case measuring:
			w.end = main.run.tl.Run().Now()
			w.leg = returning
			v.emphasize()
			main.foresee()
			main.run.tl.SeekStep(w.from)
		case returning:
			v.depart(main.run.tl.Run().Now())
		case playing:
			v.advance()
			changed = true
		case settling:
			v.rest()
			changed = true
		}
	}
	for i, s := range v.frames { // after the clock, so that what is shown keeps up with it
		changed = s.run.work() && s.run.tl.Settled() && w.leg != measuring && w.leg != returning || changed
		changed = v.follow(s, i == 0) || changed
	}
	return changed
}

// depart begins to play, at the wanted pace within the bounds of a way.
func (v *present) depart(from sim.Time) {
	w := &v.way
	w.begin, w.now, w.last = from, from, v.app.now()
	if w.end <= w.begin {
		v.arrive()
		return
	}
	span := w.end - w.begin
	for _, bound := range []struct {
		takes time.Duration
		slow  bool
	}{{longWay, false}, {shortWay, true}} {
		rate := max(int64(span)*1000/int64(bound.takes), 1)
		if bound.slow {
			w.rate = min(w.rate, rate)
		} else {
			w.rate = max(w.rate, rate)
		}
	}
	w.leg = playing
	for _, s := range v.frames {
		s.run.playing = true
		for s.run.speed = 0; s.run.speed < len(speeds)-1 && speeds[s.run.speed] < w.rate; {
			s.run.speed++
		}
	}
}

// advance moves the run's time on; a slow machine slows the model, not the input.
func (v *present) advance() {
	w, now := &v.way, v.app.now()
	dt := min(now.Sub(w.last), 100*time.Millisecond)
	w.last = now
	w.now += sim.Time(int64(dt) * w.rate / 1000)
	if w.now >= w.end {
		v.arrive()
		return
	}
	for _, s := range v.frames {
		s.run.clock = w.now
		s.run.tl.SeekTime(w.now)
	}
}

// rest ends a way: the picture stays, and what it says is said to those who cannot
// see it.
func (v *present) rest() {
	main := v.frames[0]
	v.way.leg = resting
	v.way.now = main.run.tl.Run().Now()
	for i, s := range v.frames {
		s.run.playing, s.run.drawn = false, -1
		s.run.clock = v.way.now
		if i > 0 {
			s.run.tl.SeekTime(v.way.now)
		}
	}
	h := v.app.host
	h.Probe("beat", strconv.Itoa(v.beat+1))
	h.Probe("step", strconv.FormatInt(main.run.tl.Cursor(), 10))
	h.Probe("digest", digestText(main.run.tl.Run().Digest()))
	v.emphasize()
	if v.way.forAnswer {
		v.ask.known = true
		v.compose()
		v.announce(v.ask.result(v))
		return
	}
	h.Probe("caption", v.texts.plain)
	v.announce(v.texts.plain + " " + v.words().More)
}

func (v *present) announce(text string) { v.app.announce(text, false) }

// emphasize takes the tone of the step that the timeline stands at, which is where
// the beat rests, for the words that carry its sentence.
func (v *present) emphasize() {
	run, tone := v.frames[0].run.tl.Run(), scene.Plain
	if rec, ok := run.Last(); ok && run.StepCount() > 0 {
		tone = run.Caption(rec, v.lang).Tone
		for i := range v.frames[0].run.sc.Laws {
			if run.LawState(sim.Law(i)).Broken == run.StepCount() {
				tone = scene.Bad
			}
		}
	}
	if tone != v.texts.tone && !v.way.forAnswer {
		v.texts.tone = tone
		v.compose()
	}
}

// follow makes a stage show where its timeline stands; not while it goes ahead to
// measure a way.
func (v *present) follow(s *framing, main bool) bool {
	if main && (v.way.leg == measuring || v.way.leg == returning) {
		return false
	}
	if s.run.drawn == s.run.tl.Cursor() || !s.run.tl.Settled() {
		return false
	}
	s.see()
	return true
}

// forward is what the next key does: to the end of a way under way, or the next beat.
func (v *present) forward() {
	if v.clock.begun.IsZero() {
		v.clock.begun = v.app.now()
	}
	switch {
	case v.ask.open && !v.ask.started:
		v.answer()
	case v.way.leg != resting:
		v.arrive()
	case v.beat+1 < len(v.show.Stops):
		v.goTo(v.beat+1, true)
	default:
		v.app.say(presentWords.noBeat.In(v.lang))
	}
}

// back shows the beat before, at rest.
func (v *present) back() {
	switch {
	case v.ask.open:
		v.closeAsk()
	case v.way.leg != resting && v.way.from < v.way.to && v.beat > 0, v.way.leg == resting && v.beat > 0:
		v.goTo(v.beat-1, false)
	}
}

// goTo enters a beat; a run that cannot be made is said, and the beat stays.
func (v *present) goTo(beat int, play bool) {
	if err := v.enter(beat, play); err != nil {
		v.app.say(err.Error())
	}
}

// home goes to the first beat, and the talk begins anew.
func (v *present) home() {
	v.clock.begun = time.Time{}
	v.goTo(0, false)
}
