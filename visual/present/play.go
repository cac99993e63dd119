package present

import (
	"strconv"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/tour"
)

// way is how the run goes from one step to another: quick enough for a talk and slow
// enough to be seen. How long the way is in the run's own time is not known before
// its end was visited; so the timeline first goes there and back, unseen.
type way struct {
	Leg       leg
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
	Resting   leg = iota
	measuring     // the timeline goes to the end
	returning     // and back to the beginning
	Playing
	settling // to the very step at the end
)

// A way takes at least shortWay, so that one short flight can be followed, and at
// most longWay, so that the speaker does not wait for the machine.
const (
	shortWay = 800 * time.Millisecond
	longWay  = 5 * time.Second
)

// Enter begins a beat: played from the beat before, or at rest at once.
func (v *Present) Enter(beat int, moving bool) error {
	stop := &v.Show.Stops[beat]
	before := v.Frames
	if err := v.load(stop); err != nil {
		return err
	}
	goesOn := stop.Same && len(before) > 0 && before[0] == v.Frames[0]
	v.Beat, v.Ask = beat, ask{Chosen: -1}
	for i, s := range v.Frames {
		s.View = play.View(max(play.Views.Index(stop.View), 0))
		s.Run.Selected, s.atlas.Hover = model.Part{}, model.Part{}
		s.fits = 0
		if i > 0 && s.View == play.ViewBoth {
			s.View = play.ViewMap
		}
	}
	from := stop.At
	if moving {
		from = stop.From
		if here := v.Frames[0].Run.Tl.Cursor(); goesOn && here < stop.At {
			from = here // the question before this beat may not have been asked
		}
	}
	v.Way = way{}
	v.Compose()
	v.travel(from, stop.At, stop.Pace)
	return nil
}

// load makes the stages of a stop, unless they show its runs already.
func (v *Present) load(stop *talk.Stop) error {
	specs := append([]sim.Spec{stop.Spec}, stop.Against...)
	same := len(specs) == len(v.Frames)
	for i := range v.Frames {
		same = same && tour.Same(specs[i], v.Frames[i].Run.Tl.Spec())
	}
	if same {
		return nil
	}
	var frames []*framing
	for _, spec := range specs {
		run, err := play.New(v.env, spec)
		if err != nil {
			return err
		}
		frames = append(frames, newFraming(v.env, run))
	}
	v.Frames, v.names = frames, nil
	if len(specs) > 1 {
		v.names = versus.Names(specs, v.lang)
	}
	return nil
}

// travel sends the run from one step to another.
func (v *Present) travel(from, to, pace int64) {
	if pace <= 0 {
		pace = max(v.Frames[0].Run.Sc.Pace, 1)
	}
	v.Way = way{from: from, to: to, rate: pace}
	if from >= to || v.env.ReducedMotion {
		v.Arrive()
		return
	}
	v.Way.Leg = measuring
	v.Frames[0].Run.Tl.SeekStep(to)
}

// Arrive goes to the end at once.
func (v *Present) Arrive() {
	v.Way.Leg = settling
	v.Frames[0].Run.Tl.SeekStep(v.Way.to)
}

// move lets the timelines work and the run go on.
func (v *Present) move() bool {
	changed := false
	main, w := v.Frames[0], &v.Way
	if settled := main.Run.Tl.Settled(); settled || w.Leg == Playing {
		switch w.Leg {
		case measuring:
			w.end = main.Run.Tl.Run().Now()
			w.Leg = returning
			v.emphasize()
			main.foresee()
			main.Run.Tl.SeekStep(w.from)
		case returning:
			v.depart(main.Run.Tl.Run().Now())
		case Playing:
			v.advance()
			changed = true
		case settling:
			v.rest()
			changed = true
		}
	}
	for i, s := range v.Frames { // after the clock, so that what is shown keeps up with it
		changed = s.Run.Work() && s.Run.Tl.Settled() && w.Leg != measuring && w.Leg != returning || changed
		changed = v.follow(s, i == 0) || changed
	}
	return changed
}

// depart begins to play, at the wanted pace within the bounds of a way.
func (v *Present) depart(from sim.Time) {
	w := &v.Way
	w.begin, w.now, w.last = from, from, v.env.Now()
	if w.end <= w.begin {
		v.Arrive()
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
	w.Leg = Playing
	for _, s := range v.Frames {
		s.Run.Playing = true
		for s.Run.Speed = 0; s.Run.Speed < len(play.Speeds)-1 && play.Speeds[s.Run.Speed] < w.rate; {
			s.Run.Speed++
		}
	}
}

// advance moves the run's time on; a slow machine slows the model, not the input.
func (v *Present) advance() {
	w, now := &v.Way, v.env.Now()
	dt := min(now.Sub(w.last), 100*time.Millisecond)
	w.last = now
	w.now += sim.Time(int64(dt) * w.rate / 1000)
	if w.now >= w.end {
		v.Arrive()
		return
	}
	for _, s := range v.Frames {
		s.Run.Clock = w.now
		s.Run.Tl.SeekTime(w.now)
	}
}

// rest ends a way: the picture stays, and what it says is said to those who cannot
// see it.
func (v *Present) rest() {
	main := v.Frames[0]
	v.Way.Leg = Resting
	v.Way.now = main.Run.Tl.Run().Now()
	for i, s := range v.Frames {
		s.Run.Playing, s.Run.Drawn = false, -1
		s.Run.Clock = v.Way.now
		if i > 0 {
			s.Run.Tl.SeekTime(v.Way.now)
		}
	}
	h := v.env.Host
	h.Probe("beat", strconv.Itoa(v.Beat+1))
	h.Probe("step", strconv.FormatInt(main.Run.Tl.Cursor(), 10))
	h.Probe("digest", play.DigestText(main.Run.Tl.Run().Digest()))
	v.emphasize()
	if v.Way.forAnswer {
		v.Ask.Known = true
		v.Compose()
		v.announce(v.Ask.result(v))
		return
	}
	h.Probe("caption", v.Texts.plain)
	v.announce(v.Texts.plain + " " + v.words().More)
}

func (v *Present) announce(text string) { v.env.Announce(text, false) }

// emphasize takes the tone of the step that the timeline stands at, which is where
// the beat rests, for the words that carry its sentence.
func (v *Present) emphasize() {
	run, tone := v.Frames[0].Run.Tl.Run(), scene.Plain
	if rec, ok := run.Last(); ok && run.StepCount() > 0 {
		tone = run.Caption(rec, v.lang).Tone
		for i := range v.Frames[0].Run.Sc.Laws {
			if run.LawState(sim.Law(i)).Broken == run.StepCount() {
				tone = scene.Bad
			}
		}
	}
	if tone != v.Texts.tone && !v.Way.forAnswer {
		v.Texts.tone = tone
		v.Compose()
	}
}

// follow makes a stage show where its timeline stands; not while it goes ahead to
// measure a way.
func (v *Present) follow(s *framing, main bool) bool {
	if main && (v.Way.Leg == measuring || v.Way.Leg == returning) {
		return false
	}
	if s.Run.Drawn == s.Run.Tl.Cursor() || !s.Run.Tl.Settled() {
		return false
	}
	s.see()
	return true
}

// Forward is what the next key does: to the end of a way under way, or the next beat.
func (v *Present) Forward() {
	if v.Clock.begun.IsZero() {
		v.Clock.begun = v.env.Now()
	}
	switch {
	case v.Ask.Open && !v.Ask.started:
		v.answer()
	case v.Way.Leg != Resting:
		v.Arrive()
	case v.Beat+1 < len(v.Show.Stops):
		v.GoTo(v.Beat+1, true)
	default:
		v.env.Say(PresentWords.NoBeat.In(v.lang))
	}
}

// back shows the beat before, at rest.
func (v *Present) back() {
	switch {
	case v.Ask.Open:
		v.CloseAsk()
	case v.Way.Leg != Resting && v.Way.from < v.Way.to && v.Beat > 0, v.Way.Leg == Resting && v.Beat > 0:
		v.GoTo(v.Beat-1, false)
	}
}

// GoTo enters a beat; a run that cannot be made is said, and the beat stays.
func (v *Present) GoTo(beat int, play bool) {
	if err := v.Enter(beat, play); err != nil {
		v.env.Say(err.Error())
	}
}

// home goes to the first beat, and the talk begins anew.
func (v *Present) home() {
	v.Clock.begun = time.Time{}
	v.GoTo(0, false)
}
