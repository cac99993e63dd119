package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/versus"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// compare shows two to four runs of one scenario beside each other, under one seed
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
type compare struct {
	app     *Env
	sc      *sim.Scenario
	figures []sim.Figure // of the scenario: asked for in every tick
	seed    uint64
	panes   []*pane
	clock   sim.Time // the virtual time of all runs
	drawn   sim.Time // what the panes show; -1 is none
	span    sim.Time // what the timeline spans
	byStep  bool     // the moment is a step of the first run whose time is not known yet
	atStep  int64
	pace
	last   time.Time
	chosen int // the pane that keys act on

	verdict   versus.Verdict
	judged    time.Time
	sentence  compareSentence
	chart     compareChart
	stops     stops
	bar       *widgets.Bar
	chips     []widgets.Button
	made      compareKey
	pick      pick
	grip      paint.Rect                            // what is dragged, the timeline or the chart; the zero rect is nothing
	back      func(spec sim.Spec, at sim.Time) bool // to where it was opened; may be nil
	transport *transport
	lines     []string
}

// pane is one of the runs.
type pane struct {
	spec   sim.Spec
	tl     *sim.Timeline
	name   string
	scene  scene.Scene
	layout model.Layout
	at     paint.Rect
	boards float32
	shape  mapShape
	head   paneHead
	line   chartSeries
}

const (
	fewestRuns = 2
	mostRuns   = 1 + link.MaxOthers
)

// compareOptions leaves the trace out: the timeline keeps what the marks need.
var compareOptions = sim.Options{Digests: true, Laws: true, Metrics: true}

func newPane(spec sim.Spec) (*pane, error) {
	tl, err := sim.NewTimeline(spec, compareOptions)
	if err != nil {
		return nil, err
	}
	return &pane{spec: tl.Spec(), tl: tl}, nil
}

func (c *compare) specs() []sim.Spec {
	out := make([]sim.Spec, len(c.panes))
	for i, p := range c.panes {
		out[i] = p.spec
	}
	return out
}

func (c *compare) link() link.Link {
	l := link.Of(c.panes[0].spec, 0, c.app.lang)
	l.ByTime, l.Time = true, c.clock
	if c.byStep {
		l.ByTime, l.Time, l.At = false, 0, c.atStep
	}
	for _, p := range c.panes[1:] {
		l.Others = append(l.Others, link.Other{Params: p.spec.Params, Actions: p.spec.Actions})
	}
	return l
}

func (c *compare) update(in *input) bool {
	focused, mine, listing := c.bar.Focused(), c.stopped(), c.pick.open
	changed := c.updateBar()
	changed = c.updateStops(!listing && c.grip == paint.Rect{}) || changed
	if listing {
		changed = c.pick.update(c, in) || changed
	} else if !c.pick.open {
		changed = c.pointer(in) || changed
		if !focused && !c.bar.Focused() && !ownKey(mine, false) {
			changed = c.keys(in) || changed
		}
		changed = c.letters() || changed
	}
	if c.app.screen != c {
		return true
	}
	changed = c.advance() || changed // before the work, so that what is shown keeps up with the clock
	changed = c.work() || changed
	for _, p := range c.panes {
		changed = p.layout.Glide(1.0/60, c.app.reducedMotion) || changed
	}
	return c.refresh() || changed
}

// work lets the runs go on for a few milliseconds: all to the moment asked for, then
// exploring ahead in turn.
func (c *compare) work() bool {
	begun := c.app.now()
	settled, before := c.settled(), c.explored()
	for c.app.now().Sub(begun) < 8*time.Millisecond {
		busy, late := false, !c.settled()
		for _, p := range c.panes {
			if !late || !p.tl.Settled() {
				busy = !p.tl.Work(400) || busy
			}
		}
		if !busy && !late {
			break
		}
	}
	if c.byStep && c.panes[0].tl.Settled() {
		c.moveTo(c.panes[0].tl.Run().Now())
		c.span = max(c.span, c.clock)
	}
	grown := c.explored() != before
	return c.chart.extend(c) || grown || !settled
}

func (c *compare) settled() bool {
	for _, p := range c.panes {
		if !p.tl.Settled() {
			return false
		}
	}
	return true
}

// explored returns the time up to which every run is known.
func (c *compare) explored() sim.Time {
	least := sim.Never
	for _, p := range c.panes {
		least = min(least, p.known())
	}
	return least
}

// known is how far a run is explored; one in which nothing is left to happen is
// known for ever.
func (p *pane) known() sim.Time {
	_, at := p.tl.Known()
	if _, more := p.tl.Ahead().Next(); !more {
		return sim.Never
	}
	return at
}

// advance moves the virtual time on while playing. No run may fall behind.
func (c *compare) advance() bool {
	now := c.app.now()
	dt := min(now.Sub(c.last), 100*time.Millisecond)
	c.last = now
	if !c.playing || !c.settled() {
		return false
	}
	at := c.clock + sim.Time(dt)*sim.Time(speeds[c.speed])/1000
	if at >= c.span {
		at, c.playing = c.span, false
	}
	c.moveTo(at)
	return true
}

// seek moves all runs to one time, and stops there.
func (c *compare) seek(at sim.Time) {
	c.playing = false
	c.moveTo(at)
}

func (c *compare) moveTo(at sim.Time) {
	c.clock, c.drawn, c.byStep = min(max(at, 0), sim.MaxTime), -1, false
	for _, p := range c.panes {
		p.tl.SeekTime(c.clock)
	}
}

// togglePlay plays and pauses; at the end it begins again.
func (c *compare) togglePlay() {
	if !c.playing && c.clock >= c.span {
		c.moveTo(0)
	}
	c.playing = !c.playing
	c.drawn = -1
}

// step goes to the next or the last moment at which anything happens in any run.
func (c *compare) step(by int) {
	if !c.settled() {
		return
	}
	at := sim.Never
	if by < 0 {
		at = 0
	}
	for _, p := range c.panes {
		if by > 0 {
			if next, more := p.tl.Run().Next(); more {
				at = min(at, next)
			}
			continue
		}
		at = max(at, p.before(c.clock))
	}
	if at == sim.Never {
		c.app.say(words.Ended.In(c.app.lang))
		return
	}
	c.seek(at)
	c.span = max(c.span, c.clock)
}

// before returns the last moment before a time at which something happened.
func (p *pane) before(at sim.Time) sim.Time {
	run := p.tl.Run()
	if run.Now() < at {
		return run.Now()
	}
	for n := p.tl.Cursor(); n > 0; n-- {
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
func (c *compare) refresh() bool {
	if c.drawn == c.clock || c.byStep || !c.settled() {
		return false
	}
	c.drawn = c.clock
	for _, p := range c.panes {
		p.tl.Run().Scene(&p.scene, c.app.lang)
		if p.boards != p.boardsHeight() || p.shape != shapeOf(&p.scene) {
			p.place()
		}
		p.layout.Arrange(&p.scene)
	}
	c.judge()
	return true
}

func (c *compare) restyle() {
	c.restyleBar()
	for i, name := range versus.Names(c.specs(), c.app.lang) {
		c.panes[i].name = name
	}
	c.place()
	c.chart.reset()
	c.drawn, c.judged, c.sentence = -1, time.Time{}, compareSentence{}
	c.pick = pick{}
}

func (c *compare) widgets(dst *ebiten.Image) { c.bar.Draw(dst) }

func (c *compare) overlay(p *paint.Painter) {
	c.stops.draw(c.app.theme, p)
	c.pick.draw(c, p)
}

// player is itself: it plays all runs.
func (c *compare) player() player { return c }

// restAtTime stops all runs at a time.
func (c *compare) restAtTime(at sim.Time) {
	c.seek(at)
	c.span = max(c.span, at)
}

// restAtStep stops all runs at a step of the first.
func (c *compare) restAtStep(step int64) {
	c.playing = false
	c.goToStep(step)
}

// moment is the virtual time of all runs.
func (c *compare) moment() sim.Time { return c.clock }

// playFrom begins to play.
func (c *compare) playFrom(at sim.Time) {
	c.moveTo(at)
	c.togglePlay()
}
