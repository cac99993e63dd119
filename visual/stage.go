package visual

import (
	"strconv"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// stage shows one scenario. The timeline is the truth; everything else here is
// how it is looked at.
type stage struct {
	app *Env
	run *Run

	plan      *plan
	atlas     *atlas
	lanes     *lanes
	follow    *cause
	transport *transport
	signs     *signs
	histories *histories
	caption   *caption
	side      *inspector
	bar       *topBar
	choice    *choice
	menu      *menu
	about     *about
	coach     *coach
	acts      *acts
	keyboard  keyboard
	pointer   pointer
	stops     stops
}

type drag uint8

const (
	dragNone drag = iota
	dragTimeline
	dragMap
)

func newStage(a *Env, l link.Link) (*stage, error) {
	spec, err := link.Run(l, a.catalogue)
	if err != nil {
		return nil, err
	}
	run, err := NewRun(a, spec)
	if err != nil {
		return nil, err
	}
	s := stageOf(a, run)
	s.plan.view = viewMode(max(viewNames.index(l.View), 0))
	s.side.tab = tab(max(tabNames.index(l.Tab), 0))
	run.tl.SeekStep(l.At)
	if l.ByTime {
		run.tl.SeekTime(l.Time)
	}
	return s, nil
}

// resumed sets a stage up around a run that another screen leaves to it.
func resumed(a *Env, tl *sim.Timeline, view string) *stage {
	run := RunOf(a, tl)
	tl.SeekStep(tl.Cursor())
	tl.Run().Scene(&run.scene, a.lang)
	s := stageOf(a, run)
	s.plan.view = viewMode(max(viewNames.index(view), 0))
	return s
}

// stageOf sets a stage up around a run.
func stageOf(a *Env, run *Run) *stage {
	s := &stage{app: a, run: run}
	run.prepared = run.presetOf(run.tl.Spec())
	s.transport = &transport{app: a, pace: &run.pace, span: func() sim.Time { return run.tl.Horizon() }}
	s.histories = &histories{app: a, run: run, transport: s.transport}
	s.follow = &cause{app: a, run: run}
	s.bar = &topBar{app: a, run: run}
	s.side = &inspector{app: a, run: run, tree: s.histories}
	s.plan = &plan{app: a, tree: s.histories, side: s.side, bar: s.bar}
	s.bar.plan, s.side.plan = s.plan, s.plan
	s.atlas = newAtlas(a, run, s.plan)
	s.atlas.follow = s.follow
	s.lanes = &lanes{app: a, run: run, follow: s.follow, ground: s.plan}
	s.signs = &signs{app: a, run: run, transport: s.transport, follow: s.follow}
	s.signs.beats.app, s.signs.beats.run = a, run
	s.caption = &caption{app: a, run: run, plan: s.plan, follow: s.follow}
	s.coach = &coach{app: a, run: run, signs: s.signs, transport: s.transport}
	s.about = &about{app: a, run: run}
	s.menu = &menu{}
	s.choice = &choice{app: a, run: run, plan: s.plan, atlas: s.atlas, lanes: s.lanes, follow: s.follow, menu: s.menu}
	s.acts = &acts{app: a, run: run, histories: s.histories, signs: s.signs, side: s.side, follow: s.follow, menu: s.menu, coach: s.coach, at: s}
	s.keyboard, s.pointer = keyboard{s}, pointer{s: s}
	s.side.charts, s.side.code = charts{app: a, run: run}, code{app: a, run: run}
	return s
}

func (s *stage) link() link.Link {
	spec := s.run.tl.Spec()
	return link.Link{ID: s.run.sc.ID, Seed: spec.Seed, Params: spec.Params, Actions: spec.Actions,
		At: s.run.tl.Cursor(), View: viewNames[s.plan.view], Tab: tabNames[s.side.tab]}
}

func (s *stage) update(in *input) bool {
	if s.about.open {
		return s.about.update(in)
	}
	if s.coach.update(in, s.menu.open) {
		return true
	}
	if s.histories.naming {
		return s.name(in)
	}
	focused := s.sideFocused() || s.menu.open // before: Escape gives the keyboard back within the tick
	own := ownKey(s.stopped())
	menu := s.menu.open // its keys are its own in the tick that closes it, too
	changed := s.updateSide()
	changed = s.updateStops(!s.menu.open && s.pointer.dragging == dragNone) || changed
	if s.menu.open {
		changed = s.menu.update(s, in) || changed
	} else if behind, closed := s.pointer.behindSheet(in); behind {
		changed = closed || changed
	} else if !s.onSide(in.x, in.y) {
		changed = s.pointer.pointer(in) || changed
	}
	if !focused && !s.sideFocused() && !own && !menu {
		changed = s.keyboard.keys(in) || changed
	}
	changed = s.keyboard.lettersOver(menu) || changed
	if s.app.screen != screen(s) {
		return true // it led elsewhere: what is said now is the next screen's
	}
	changed = s.run.advance() || changed // before the work, so that what is shown keeps up with the clock
	changed = s.run.work() || changed
	changed = s.follow.update() || changed
	changed = s.signs.beats.update() || changed
	if s.atlas.layout.Glide(1.0/60, s.app.reducedMotion) {
		changed = true
	}
	changed = s.refresh() || changed
	return s.side.follow() || changed
}

// name lets the model go on while a history is renamed.
func (s *stage) name(in *input) bool {
	changed := s.histories.name(in)
	changed = s.run.work() || changed
	changed = s.run.advance() || changed
	return s.refresh() || changed
}

// work lets the timeline run for a few milliseconds: to where it was asked to
// go, then exploring ahead.
func (r *Run) work() bool {
	settled := r.tl.Settled()
	begun := r.app.now()
	before, _ := r.tl.Known()
	for !r.tl.Work(500) { // at least once, however slow the machine
		if r.app.now().Sub(begun) >= 6*time.Millisecond {
			break
		}
	}
	after, _ := r.tl.Known()
	return !settled || after != before
}

// advance moves the virtual time on: in play, and while easing to a step.
func (r *Run) advance() bool {
	now := r.app.now()
	dt := min(now.Sub(r.last), 100*time.Millisecond) // a slow machine slows the model, not the input
	r.last = now
	if r.ease.on {
		part := float64(now.Sub(r.ease.begun)) / float64(easeFor)
		if part >= 1 || r.app.reducedMotion {
			r.ease.on, r.clock, r.drawn = false, r.ease.to, -1
			return true
		}
		r.clock = r.ease.from + sim.Time(float64(r.ease.to-r.ease.from)*part*(2-part))
		return true
	}
	if !r.playing || !r.tl.Settled() {
		return false
	}
	if _, more := r.tl.Run().Next(); !more {
		r.playing = false
		r.app.say(words.Ended.In(r.app.lang))
		return true
	}
	r.clock += sim.Time(dt) * sim.Time(speeds[r.speed]) / 1000
	r.tl.SeekTime(r.clock)
	return true
}

// refresh follows the cursor with everything that is derived from it.
func (s *stage) refresh() bool {
	run := s.run.tl.Run()
	if s.run.ease.on || s.run.drawn == s.run.tl.Cursor() || !s.run.tl.Settled() {
		return false
	}
	if !s.run.playing {
		s.run.clock = run.Now()
	}
	s.see()
	s.caption.set()
	if s.side.tab == tabCode {
		s.side.code.follow()
	}
	if !s.run.playing {
		s.caption.announceCaption()
	}
	s.publish()
	return true
}

// see makes the scene of the moment at the cursor and gives its parts their places.
func (s *stage) see() {
	s.run.drawn = s.run.tl.Cursor()
	s.run.tl.Run().Scene(&s.run.scene, s.app.lang)
	if s.atlas.boards != s.atlas.boardsHeight() || s.atlas.notes != s.atlas.notesHeight() || s.histories.tall != s.histories.treeH() {
		s.place()
		s.run.drawn = s.run.tl.Cursor()
	}
	s.atlas.layout.Arrange(&s.run.scene)
	s.follow.packets()
}

// setTab opens a tab of the panel; code needs a wider one.
func (s *stage) setTab(t tab) {
	s.side.tab = t
	if s.side.tab == tabCode {
		s.side.code.follow()
	}
	s.place()
}

// publish lets tests see where the program stands.
func (s *stage) publish() {
	if s.run.playing {
		return
	}
	h := s.app.host
	h.Probe("step", strconv.FormatInt(s.run.tl.Cursor(), 10))
	h.Probe("digest", digestText(s.run.tl.Run().Digest()))
	h.Probe("caption", s.caption.plain)
}

// step moves the cursor by one event, easing forward.
func (s *stage) step(by int64) {
	if !s.run.tl.Settled() {
		return
	}
	from := s.run.clock
	s.run.playing, s.run.ease.on = false, false
	s.run.tl.SeekStep(s.run.tl.Cursor() + by)
	s.run.tl.Settle()
	run := s.run.tl.Run()
	if s.run.drawn == s.run.tl.Cursor() {
		if by > 0 {
			s.app.say(words.Ended.In(s.app.lang))
		}
		return
	}
	s.caption.set()
	s.caption.announceCaption()
	if by == 1 && run.Now() > from && !s.app.reducedMotion {
		s.run.ease = ease{on: true, from: from, to: run.Now(), begun: s.app.now()}
		return
	}
	s.run.drawn = -1
}

// seek moves the cursor anywhere; the timeline goes there in bounded pieces.
func (r *Run) seek(step int64) {
	r.playing, r.ease.on, r.drawn = false, false, -1
	r.tl.SeekStep(step)
}

func (r *Run) seekTime(at sim.Time) {
	r.ease.on, r.drawn = false, -1
	r.clock = at
	r.tl.SeekTime(at)
}

func (r *Run) togglePlay() {
	if r.ease.on {
		r.ease.on, r.drawn = false, -1
	}
	r.playing = !r.playing
	r.clock = r.tl.Run().Now()
	r.drawn = -1
	if !r.playing {
		r.tl.SeekStep(r.tl.Cursor())
	}
}

func (s *stage) restyle() {
	s.run.drawn, s.menu.open = -1, false // its texts and its place are no longer right
	s.side.charts.reset()
	s.side.restyle()
	s.bar.restyle()
	s.place()
}

func (s *stage) widgets(dst *ebiten.Image) {
	s.side.panel.Draw(dst)
	s.bar.bar.Draw(dst)
}

func (s *stage) overlay(p *paint.Painter) {
	s.side.drawOver(p)
	s.choice.drawPartButton(p)
	s.signs.drawHint(p)
	s.stops.draw(s.app.theme, p)
	s.coach.draw(p)
	s.menu.draw(s, p)
	s.about.draw(p)
}

// player is the run.
func (s *stage) player() player { return s.run }
