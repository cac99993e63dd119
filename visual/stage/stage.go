// Package stage is the screen of one run: map and sequence diagram, panel, sentence,
// timeline.
//
//	Stage     the screen: what happens in a tick and in a frame
//	plan      which parts are open, and where each stands
//	choice    what pointer and keys choose among: nodes, links, messages
//	acts      what a person does to the run
//	keyboard  the keys, and pointer the mouse and the fingers
//	signs     what stands on the timeline, with the tour's beats
//	caption   the sentence, topBar the title and the buttons beside it
//	menu      what can be done to a part, and other lists
//	coach     who shows a newcomer around, about the page about the model
//
// The panel is package inspect, the tree of what was tried package history.
package stage

import (
	"strconv"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/atlas"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/lanes"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage/history"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/transport"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Stage shows one scenario. The timeline is the truth; everything else here is
// how it is looked at.
type Stage struct {
	Env *screen.Env
	Run *play.Run

	Plan      *plan
	Atlas     *atlas.Atlas
	Lanes     *lanes.Lanes
	Follow    *follow.Follow
	Transport *transport.Transport
	Signs     *signs
	Histories *history.Tree
	Caption   *caption
	Side      *inspect.Inspector
	bar       *topBar
	Choice    *choice
	Menu      *Menu
	About     *about
	Coach     *coach
	Acts      *acts
	Keyboard  keyboard
	Pointer   pointer
	stops     screen.Stops
}

type drag uint8

const (
	dragNone drag = iota
	dragTimeline
	dragMap
)

func New(a *screen.Env, l link.Link) (*Stage, error) {
	spec, err := link.Run(l, a.Catalogue)
	if err != nil {
		return nil, err
	}
	run, err := play.New(a, spec)
	if err != nil {
		return nil, err
	}
	s := Of(a, run)
	s.Plan.View = play.View(max(play.Views.Index(l.View), 0))
	s.Side.Tab = inspect.Tab(max(play.TabNames.Index(l.Tab), 0))
	run.Tl.SeekStep(l.At)
	if l.ByTime {
		run.Tl.SeekTime(l.Time)
	}
	return s, nil
}

// Resumed sets a stage up around a run that another screen leaves to it.
func Resumed(a *screen.Env, tl *sim.Timeline, view string) *Stage {
	run := play.Of(a, tl)
	tl.SeekStep(tl.Cursor())
	tl.Run().Scene(&run.Scene, a.Lang)
	s := Of(a, run)
	s.Plan.View = play.View(max(play.Views.Index(view), 0))
	return s
}

// Of sets a stage up around a run.
func Of(a *screen.Env, run *play.Run) *Stage {
	s := &Stage{Env: a, Run: run}
	run.Prepared = run.PresetOf(run.Tl.Spec())
	s.Transport = &transport.Transport{Env: a, Pace: &run.Pace, Span: func() sim.Time { return run.Tl.Horizon() }}
	s.Histories = &history.Tree{Env: a, Run: run, Transport: s.Transport}
	s.Follow = &follow.Follow{Env: a, Run: run}
	s.bar = &topBar{env: a, run: run}
	s.Side = &inspect.Inspector{Env: a, Run: run, Tree: s.Histories}
	s.Plan = &plan{env: a, tree: s.Histories, side: s.Side, bar: s.bar}
	s.bar.plan, s.Side.Plan = s.Plan, s.Plan
	s.Atlas = atlas.New(a, run, s.Plan)
	s.Atlas.Follow = s.Follow
	s.Lanes = &lanes.Lanes{Env: a, Run: run, Follow: s.Follow, Ground: s.Plan}
	s.Signs = &signs{env: a, run: run, transport: s.Transport, follow: s.Follow}
	s.Signs.Beats.env, s.Signs.Beats.run = a, run
	s.Caption = &caption{env: a, run: run, plan: s.Plan, follow: s.Follow}
	s.Coach = &coach{env: a, run: run, signs: s.Signs, transport: s.Transport}
	s.About = &about{env: a, run: run}
	s.Menu = &Menu{}
	s.Choice = &choice{env: a, run: run, plan: s.Plan, atlas: s.Atlas, lanes: s.Lanes, follow: s.Follow, menu: s.Menu}
	s.Acts = &acts{env: a, run: run, histories: s.Histories, signs: s.Signs, side: s.Side, follow: s.Follow, menu: s.Menu, coach: s.Coach, at: s}
	s.Keyboard, s.Pointer = keyboard{s}, pointer{s: s}
	s.Side.Charts, s.Side.Code = inspect.Charts{Env: a, Run: run}, inspect.Code{Env: a, Run: run}
	return s
}

func (s *Stage) Link() link.Link {
	spec := s.Run.Tl.Spec()
	return link.Link{ID: s.Run.Sc.ID, Seed: spec.Seed, Params: spec.Params, Actions: spec.Actions,
		At: s.Run.Tl.Cursor(), View: play.Views[s.Plan.View], Tab: play.TabNames[s.Side.Tab]}
}

func (s *Stage) Update(in *input.Input) bool {
	if s.About.Open {
		return s.About.update(in)
	}
	if s.Coach.update(in, s.Menu.Open) {
		return true
	}
	if s.Histories.Naming {
		return s.name(in)
	}
	focused := s.sideFocused() || s.Menu.Open // before: Escape gives the keyboard back within the tick
	own := screen.OwnKey(s.stopped())
	menu := s.Menu.Open // its keys are its own in the tick that closes it, too
	changed := s.updateSide()
	changed = s.updateStops(!s.Menu.Open && s.Pointer.dragging == dragNone) || changed
	if s.Menu.Open {
		changed = s.updateMenu(in) || changed
	} else if behind, closed := s.Pointer.behindSheet(in); behind {
		changed = closed || changed
	} else if !s.onSide(in.X, in.Y) {
		changed = s.Pointer.Pointer(in) || changed
	}
	if !focused && !s.sideFocused() && !own && !menu {
		changed = s.Keyboard.keys(in) || changed
	}
	changed = s.Keyboard.lettersOver(menu) || changed
	if s.Env.Screen != screen.Screen(s) {
		return true // it led elsewhere: what is said now is the next screen's
	}
	changed = s.Run.Advance() || changed // before the work, so that what is shown keeps up with the clock
	changed = s.Run.Work() || changed
	changed = s.Follow.Update() || changed
	changed = s.Signs.Beats.update() || changed
	if s.Atlas.Layout.Glide(1.0/60, s.Env.ReducedMotion) {
		changed = true
	}
	changed = s.Refresh() || changed
	return s.Side.Follow() || changed
}

// name lets the model go on while a history is renamed.
func (s *Stage) name(in *input.Input) bool {
	changed := s.Histories.Name(in)
	changed = s.Run.Work() || changed
	changed = s.Run.Advance() || changed
	return s.Refresh() || changed
}

// Refresh follows the cursor with everything that is derived from it.
func (s *Stage) Refresh() bool {
	run := s.Run.Tl.Run()
	if s.Run.Ease.On || s.Run.Drawn == s.Run.Tl.Cursor() || !s.Run.Tl.Settled() {
		return false
	}
	if !s.Run.Playing {
		s.Run.Clock = run.Now()
	}
	s.see()
	s.Caption.set()
	if s.Side.Tab == inspect.TabCode {
		s.Side.Code.Follow()
	}
	if !s.Run.Playing {
		s.Caption.announceCaption()
	}
	s.publish()
	return true
}

// see makes the scene of the moment at the cursor and gives its parts their places.
func (s *Stage) see() {
	s.Run.Drawn = s.Run.Tl.Cursor()
	s.Run.Tl.Run().Scene(&s.Run.Scene, s.Env.Lang)
	if s.Atlas.Boards != s.Atlas.BoardsHeight() || s.Atlas.Notes != s.Atlas.NotesHeight() || s.Histories.Tall != s.Histories.TreeH() {
		s.Place()
		s.Run.Drawn = s.Run.Tl.Cursor()
	}
	s.Atlas.Layout.Arrange(&s.Run.Scene)
	s.Follow.Packets()
}

// SetTab opens a tab of the panel; code needs a wider one.
func (s *Stage) SetTab(t inspect.Tab) {
	s.Side.Tab = t
	if s.Side.Tab == inspect.TabCode {
		s.Side.Code.Follow()
	}
	s.Place()
}

// publish lets tests see where the program stands.
func (s *Stage) publish() {
	if s.Run.Playing {
		return
	}
	h := s.Env.Host
	h.Probe("step", strconv.FormatInt(s.Run.Tl.Cursor(), 10))
	h.Probe("digest", play.DigestText(s.Run.Tl.Run().Digest()))
	h.Probe("caption", s.Caption.Plain)
}

// Step moves the cursor by one event, easing forward.
func (s *Stage) Step(by int64) {
	if !s.Run.Tl.Settled() {
		return
	}
	from := s.Run.Clock
	s.Run.Playing, s.Run.Ease.On = false, false
	s.Run.Tl.SeekStep(s.Run.Tl.Cursor() + by)
	s.Run.Tl.Settle()
	run := s.Run.Tl.Run()
	if s.Run.Drawn == s.Run.Tl.Cursor() {
		if by > 0 {
			s.Env.Say(words.Ended.In(s.Env.Lang))
		}
		return
	}
	s.Caption.set()
	s.Caption.announceCaption()
	if by == 1 && run.Now() > from && !s.Env.ReducedMotion {
		s.Run.Ease = play.Ease{On: true, From: from, To: run.Now(), Begun: s.Env.Now()}
		return
	}
	s.Run.Drawn = -1
}

func (s *Stage) Restyle() {
	s.Run.Drawn, s.Menu.Open = -1, false // its texts and its place are no longer right
	s.Side.Charts.Reset()
	s.Side.Restyle()
	s.bar.restyle()
	s.Place()
}

func (s *Stage) Widgets(dst *ebiten.Image) {
	s.Side.Panel.Draw(dst)
	s.bar.bar.Draw(dst)
}

func (s *Stage) Overlay(p *paint.Painter) {
	s.Side.DrawOver(p)
	s.Choice.drawPartButton(p)
	s.Signs.drawHint(p)
	s.stops.Draw(s.Env.Theme, p)
	s.Coach.draw(p)
	s.Menu.Draw(s.Env, p)
	s.About.draw(p)
}

// Player is the run.
func (s *Stage) Player() screen.Player { return s.Run }
