// Package compare is the screen on which two to four runs of one scenario are beside each
// other.
package compare

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Compare shows two to four runs of one scenario beside each other, under one seed
// and at one virtual time.
//
//	compare.go        what it is; time and work
//	compare_open.go   how it opens: from a link, from the stage
//	compare_runs.go   adding, removing and changing runs
//	compare_judge.go  the verdict: who does worst, in which colours, the sentence
//	compare_draw.go   where things stand; the panes
//	compare_chart.go  one chart for all runs
//	compare_bar.go    the top bar and the transport
//	compare_keys.go   keys and the pointer
//	compare_stops.go  what Tab reaches
//	compare_pick.go   the list from which a run is chosen
type Compare struct {
	Env     *screen.Env
	Sc      *sim.Scenario
	figures []sim.Figure // of the scenario: asked for in every tick
	seed    uint64
	Panes   []*pane
	Clock   sim.Time // the virtual time of all runs
	Drawn   sim.Time // what the panes show; -1 is none
	Span    sim.Time // what the timeline spans
	byStep  bool     // the moment is a step of the first run whose time is not known yet
	atStep  int64
	play.Pace
	last   time.Time
	Chosen int // the pane that keys act on

	verdict   versus.Verdict
	judged    time.Time
	Sentence  compareSentence
	chart     compareChart
	stops     screen.Stops
	bar       *widgets.Bar
	chips     []widgets.Button
	made      compareKey
	Pick      pick
	grip      paint.Rect                            // what is dragged, the timeline or the chart; the zero rect is nothing
	Back      func(spec sim.Spec, at sim.Time) bool // to where it was opened; may be nil
	Transport *transport.Transport
	lines     []string
}

// pane is one of the runs.
type pane struct {
	Spec   sim.Spec
	Tl     *sim.Timeline
	Name   string
	scene  scene.Scene
	layout model.Layout
	At     paint.Rect
	boards float32
	shape  mapShape
	Head   paneHead
	line   chartSeries
}

const (
	FewestRuns = 2
	MostRuns   = 1 + link.MaxOthers
)

// compareOptions leaves the trace out: the timeline keeps what the marks need.
var compareOptions = sim.Options{Digests: true, Laws: true, Metrics: true}

func newPane(spec sim.Spec) (*pane, error) {
	tl, err := sim.NewTimeline(spec, compareOptions)
	if err != nil {
		return nil, err
	}
	return &pane{Spec: tl.Spec(), Tl: tl}, nil
}

func (c *Compare) specs() []sim.Spec {
	out := make([]sim.Spec, len(c.Panes))
	for i, p := range c.Panes {
		out[i] = p.Spec
	}
	return out
}

func (c *Compare) Link() link.Link {
	l := link.Of(c.Panes[0].Spec, 0, c.Env.Lang)
	l.ByTime, l.Time = true, c.Clock
	if c.byStep {
		l.ByTime, l.Time, l.At = false, 0, c.atStep
	}
	for _, p := range c.Panes[1:] {
		l.Others = append(l.Others, link.Other{Params: p.Spec.Params, Actions: p.Spec.Actions})
	}
	return l
}

func (c *Compare) Update(in *input.Input) bool {
	focused, mine, listing := c.bar.Focused(), c.stopped(), c.Pick.Open
	changed := c.updateBar()
	changed = c.updateStops(!listing && c.grip == paint.Rect{}) || changed
	if listing {
		moved, _ := c.Pick.Update(c.Env, in)
		changed = moved || changed
	} else if !c.Pick.Open {
		changed = c.pointer(in) || changed
		if !focused && !c.bar.Focused() && !screen.OwnKey(mine, false) {
			changed = c.keys(in) || changed
		}
		changed = c.letters() || changed
	}
	if c.Env.Screen != c {
		return true
	}
	changed = c.advance() || changed // before the work, so that what is shown keeps up with the clock
	changed = c.work() || changed
	for _, p := range c.Panes {
		changed = p.layout.Glide(1.0/60, c.Env.ReducedMotion) || changed
	}
	return c.refresh() || changed
}

// work lets the runs go on for a few milliseconds: all to the moment asked for, then
// exploring ahead in turn.
func (c *Compare) work() bool {
	begun := c.Env.Now()
	settled, before := c.Settled(), c.Explored()
	for c.Env.Now().Sub(begun) < 8*time.Millisecond {
		busy, late := false, !c.Settled()
		for _, p := range c.Panes {
			if !late || !p.Tl.Settled() {
				busy = !p.Tl.Work(400) || busy
			}
		}
		if !busy && !late {
			break
		}
	}
	if c.byStep && c.Panes[0].Tl.Settled() {
		c.moveTo(c.Panes[0].Tl.Run().Now())
		c.Span = max(c.Span, c.Clock)
	}
	grown := c.Explored() != before
	return c.chart.extend(c) || grown || !settled
}

func (c *Compare) Settled() bool {
	for _, p := range c.Panes {
		if !p.Tl.Settled() {
			return false
		}
	}
	return true
}

// Explored returns the time up to which every run is known.
func (c *Compare) Explored() sim.Time {
	least := sim.Never
	for _, p := range c.Panes {
		least = min(least, p.known())
	}
	return least
}

// known is how far a run is explored; one in which nothing is left to happen is
// known for ever.
func (p *pane) known() sim.Time {
	_, at := p.Tl.Known()
	if _, more := p.Tl.Ahead().Next(); !more {
		return sim.Never
	}
	return at
}

// advance moves the virtual time on while playing. No run may fall behind.
func (c *Compare) advance() bool {
	now := c.Env.Now()
	dt := min(now.Sub(c.last), 100*time.Millisecond)
	c.last = now
	if !c.Playing || !c.Settled() {
		return false
	}
	at := c.Clock + sim.Time(dt)*sim.Time(play.Speeds[c.Speed])/1000
	if at >= c.Span {
		at, c.Playing = c.Span, false
	}
	c.moveTo(at)
	return true
}

// Seek moves all runs to one time, and stops there.
func (c *Compare) Seek(at sim.Time) {
	c.Playing = false
	c.moveTo(at)
}

func (c *Compare) moveTo(at sim.Time) {
	c.Clock, c.Drawn, c.byStep = min(max(at, 0), sim.MaxTime), -1, false
	for _, p := range c.Panes {
		p.Tl.SeekTime(c.Clock)
	}
}

// togglePlay plays and pauses; at the end it begins again.
func (c *Compare) togglePlay() {
	if !c.Playing && c.Clock >= c.Span {
		c.moveTo(0)
	}
	c.Playing = !c.Playing
	c.Drawn = -1
}

// Step goes to the next or the last moment at which anything happens in any run.
func (c *Compare) Step(by int) {
	if !c.Settled() {
		return
	}
	at := sim.Never
	if by < 0 {
		at = 0
	}
	for _, p := range c.Panes {
		if by > 0 {
			if next, more := p.Tl.Run().Next(); more {
				at = min(at, next)
			}
			continue
		}
		at = max(at, p.before(c.Clock))
	}
	if at == sim.Never {
		c.Env.Say(words.Ended.In(c.Env.Lang))
		return
	}
	c.Seek(at)
	c.Span = max(c.Span, c.Clock)
}

// before returns the last moment before a time at which something happened.
func (p *pane) before(at sim.Time) sim.Time {
	run := p.Tl.Run()
	if run.Now() < at {
		return run.Now()
	}
	for n := p.Tl.Cursor(); n > 0; n-- {
		rec, ok := run.Record(n)
		if !ok {
			return max(at-sim.Millisecond, 0)
		}
		if rec.At < at {
			return rec.At
		}
	}
	return 0
}

// refresh lets the panes show the moment, once all runs have come there.
func (c *Compare) refresh() bool {
	if c.Drawn == c.Clock || c.byStep || !c.Settled() {
		return false
	}
	c.Drawn = c.Clock
	for _, p := range c.Panes {
		p.Tl.Run().Scene(&p.scene, c.Env.Lang)
		if p.boards != p.boardsHeight() || p.shape != shapeOf(&p.scene) {
			p.place()
		}
		p.layout.Arrange(&p.scene)
	}
	c.judge()
	return true
}

func (c *Compare) Restyle() {
	c.restyleBar()
	for i, name := range versus.Names(c.specs(), c.Env.Lang) {
		c.Panes[i].Name = name
	}
	c.place()
	c.chart.reset()
	c.Drawn, c.judged, c.Sentence = -1, time.Time{}, compareSentence{}
	c.Pick = pick{}
}

func (c *Compare) Widgets(dst *ebiten.Image) { c.bar.Draw(dst) }

func (c *Compare) Overlay(p *paint.Painter) {
	c.stops.Draw(c.Env.Theme, p)
	c.Pick.Draw(c.Env, p)
}

// Player is itself: it plays all runs.
func (c *Compare) Player() screen.Player { return c }

// RestAtTime stops all runs at a time.
func (c *Compare) RestAtTime(at sim.Time) {
	c.Seek(at)
	c.Span = max(c.Span, at)
}

// RestAtStep stops all runs at a step of the first.
func (c *Compare) RestAtStep(step int64) {
	c.Playing = false
	c.GoToStep(step)
}

// Moment is the virtual time of all runs.
func (c *Compare) Moment() sim.Time { return c.Clock }

// PlayFrom begins to play.
func (c *Compare) PlayFrom(at sim.Time) {
	c.moveTo(at)
	c.togglePlay()
}
