package visual

import (
	"strconv"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// stage shows one scenario. The timeline is the truth; everything else here is
// how it is looked at.
type stage struct {
	app  *App
	sc   *sim.Scenario
	tl   *sim.Timeline
	view viewMode
	tab  tab

	scene   scene.Scene
	drawn   int64    // the step the scene shows; -1 is none
	clock   sim.Time // the virtual time shown, between two steps
	playing bool
	speed   int // index into speeds
	last    time.Time
	ease    ease

	layout   model.Layout
	selected model.Part
	hover    model.Part
	panX     float32
	panY     float32
	zoom     float32
	dragging drag
	beats    tourBeats
	frame    *framing // set while another screen shows the model

	caption  caption
	menu     menu
	side     side
	lanes    lanes
	charts   charts
	code     code
	about    about
	barHover bool
	sideOpen bool   // in a narrow window: the panel was asked for
	prepared string // presets already applied: shown in the panel
	widths   []float32
	boards   float32 // how much room the boards below the map take
	notes    float32 // and the note below them
	lines    []string
	texts    struct{ clock, steps, week memo }
	broken   []memo // names of broken laws, by law
	caused   []memo // what a person did, by mark
	hint     hint
	stops    stops
	spans    []span // where labels of the timeline stand

	histories histories
	coach     coach

	follow       cause
	partList     []model.Part
	others       []int32 // the nodes beside a ring
	captionHover bool
}

type viewMode uint8

const (
	viewMap viewMode = iota
	viewLanes
	viewBoth
	viewModes
)

type tab uint8

const (
	tabControls tab = iota
	tabState
	tabMetrics
	tabCode
)

type drag uint8

const (
	dragNone drag = iota
	dragTimeline
	dragMap
)

// ease is the short way from one step to the next.
type ease struct {
	on       bool
	from, to sim.Time
	begun    time.Time
}

const easeFor = 250 * time.Millisecond

// speeds of play, in thousandths of model time.
var speeds = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000}

func newStage(a *App, l link.Link) (*stage, error) {
	spec, err := link.Run(l, a.catalogue)
	if err != nil {
		return nil, err
	}
	s := &stage{app: a, sc: spec.Scenario, zoom: 1, drawn: -1, last: a.now()}
	if s.tl, err = sim.NewTimeline(spec, sim.Full); err != nil {
		return nil, err
	}
	for s.speed < len(speeds)-1 && speeds[s.speed] < s.sc.Pace {
		s.speed++
	}
	s.prepared = s.presetOf(spec)
	s.view = viewMode(max(viewNames.index(l.View), 0))
	s.tab = tab(max(tabNames.index(l.Tab), 0))
	s.tl.SeekStep(l.At)
	if l.ByTime {
		s.tl.SeekTime(l.Time)
	}
	return s, nil
}

type names []string

func (n names) index(name string) int {
	for i := range n {
		if n[i] == name {
			return i
		}
	}
	return -1
}

var (
	viewNames = names{"map", "lanes", "both"}
	tabNames  = names{"controls", "state", "metrics", "code"}
)

func (s *stage) link() link.Link {
	spec := s.tl.Spec()
	return link.Link{ID: s.sc.ID, Seed: spec.Seed, Params: spec.Params, Actions: spec.Actions,
		At: s.tl.Cursor(), View: viewNames[s.view], Tab: tabNames[s.tab]}
}

func (s *stage) update(in *input) bool {
	if s.about.open {
		return s.about.update(s, in)
	}
	if s.coach.update(s, in) {
		return true
	}
	if s.histories.naming {
		return s.name(in)
	}
	focused := s.side.focused() || s.menu.open // before: Escape gives the keyboard back within the tick
	own := ownKey(s.stopped())
	menu := s.menu.open // its keys are its own in the tick that closes it, too
	changed := s.side.update(s)
	changed = s.updateStops(!s.menu.open && s.dragging == dragNone) || changed
	if s.menu.open {
		changed = s.menu.update(s, in) || changed
	} else if behind, closed := s.behindSheet(in); behind {
		changed = closed || changed
	} else if !s.side.contains(in.x, in.y) {
		changed = s.pointer(in) || changed
	}
	if !focused && !s.side.focused() && !own && !menu {
		changed = s.keys(in) || changed
	}
	changed = s.lettersOver(menu) || changed
	if s.app.screen != screen(s) {
		return true // it led elsewhere: what is said now is the next screen's
	}
	changed = s.advance() || changed // before the work, so that what is shown keeps up with the clock
	changed = s.work() || changed
	changed = s.follow.update(s) || changed
	changed = s.beats.update(s) || changed
	if s.layout.Glide(1.0/60, s.app.reducedMotion) {
		changed = true
	}
	changed = s.refresh() || changed
	return s.side.follow(s) || changed
}

// work lets the timeline run for a few milliseconds: to where it was asked to
// go, then exploring ahead.
func (s *stage) work() bool {
	settled := s.tl.Settled()
	begun := s.app.now()
	before, _ := s.tl.Known()
	for !s.tl.Work(500) { // at least once, however slow the machine
		if s.app.now().Sub(begun) >= 6*time.Millisecond {
			break
		}
	}
	after, _ := s.tl.Known()
	return !settled || after != before
}

// advance moves the virtual time on: in play, and while easing to a step.
func (s *stage) advance() bool {
	now := s.app.now()
	dt := min(now.Sub(s.last), 100*time.Millisecond) // a slow machine slows the model, not the input
	s.last = now
	if s.ease.on {
		part := float64(now.Sub(s.ease.begun)) / float64(easeFor)
		if part >= 1 || s.app.reducedMotion {
			s.ease.on, s.clock, s.drawn = false, s.ease.to, -1
			return true
		}
		s.clock = s.ease.from + sim.Time(float64(s.ease.to-s.ease.from)*part*(2-part))
		return true
	}
	if !s.playing || !s.tl.Settled() {
		return false
	}
	if _, more := s.tl.Run().Next(); !more {
		s.playing = false
		s.app.say(words.ended.In(s.app.lang))
		return true
	}
	s.clock += sim.Time(dt) * sim.Time(speeds[s.speed]) / 1000
	s.tl.SeekTime(s.clock)
	return true
}

// refresh follows the cursor with everything that is derived from it.
func (s *stage) refresh() bool {
	run := s.tl.Run()
	if s.ease.on || s.drawn == s.tl.Cursor() || !s.tl.Settled() {
		return false
	}
	if !s.playing {
		s.clock = run.Now()
	}
	s.see()
	s.caption.set(s)
	s.code.follow(s)
	if !s.playing {
		s.announceCaption()
	}
	s.publish()
	return true
}

// see makes the scene of the moment at the cursor and gives its parts their places.
func (s *stage) see() {
	s.drawn = s.tl.Cursor()
	s.tl.Run().Scene(&s.scene, s.app.lang)
	if s.frame != nil {
		s.frame.thin(s)
	}
	if s.boards != s.boardsHeight() || s.notes != s.notesHeight() || s.histories.tall != s.treeH() {
		s.place()
		s.drawn = s.tl.Cursor()
	}
	s.layout.Arrange(&s.scene)
	s.follow.packets(s)
}

// setTab opens a tab of the panel; code needs a wider one.
func (s *stage) setTab(t tab) {
	s.tab = t
	s.code.follow(s)
	s.place()
}

// publish lets tests see where the program stands.
func (s *stage) publish() {
	if s.playing {
		return
	}
	h := s.app.host
	h.Probe("step", strconv.FormatInt(s.tl.Cursor(), 10))
	h.Probe("digest", digestText(s.tl.Run().Digest()))
	h.Probe("caption", s.caption.plain)
}

func digestText(d uint64) string {
	text := strconv.FormatUint(d, 16)
	for len(text) < 16 {
		text = "0" + text
	}
	return text
}

// step moves the cursor by one event, easing forward.
func (s *stage) step(by int64) {
	if !s.tl.Settled() {
		return
	}
	from := s.clock
	s.playing, s.ease.on = false, false
	s.tl.SeekStep(s.tl.Cursor() + by)
	s.tl.Settle()
	run := s.tl.Run()
	if s.drawn == s.tl.Cursor() {
		if by > 0 {
			s.app.say(words.ended.In(s.app.lang))
		}
		return
	}
	s.caption.set(s)
	s.announceCaption()
	if by == 1 && run.Now() > from && !s.app.reducedMotion {
		s.ease = ease{on: true, from: from, to: run.Now(), begun: s.app.now()}
		return
	}
	s.drawn = -1
}

// seek moves the cursor anywhere; the timeline goes there in bounded pieces.
func (s *stage) seek(step int64) {
	s.playing, s.ease.on, s.drawn = false, false, -1
	s.tl.SeekStep(step)
}

func (s *stage) seekTime(at sim.Time) {
	s.ease.on, s.drawn = false, -1
	s.clock = at
	s.tl.SeekTime(at)
}

func (s *stage) togglePlay() {
	if s.ease.on {
		s.ease.on, s.drawn = false, -1
	}
	s.playing = !s.playing
	s.clock = s.tl.Run().Now()
	s.drawn = -1
	if !s.playing {
		s.tl.SeekStep(s.tl.Cursor())
	}
}

func (s *stage) restyle() {
	s.drawn, s.menu.open = -1, false // its texts and its place are no longer right
	s.charts.reset()
	s.side.restyle(s)
	s.place()
}

func (s *stage) widgets(dst *ebiten.Image) { s.side.draw(dst) }

func (s *stage) overlay(p *paint.Painter) {
	s.side.drawOver(s, p)
	s.drawPartButton(p)
	s.drawHint(p)
	s.stops.draw(s.app.theme, p)
	s.coach.draw(s, p)
	s.menu.draw(s, p)
	s.about.draw(s, p)
}
