package visual

import (
	"fmt"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// card is one scenario on the home screen, with a small run of its right preset.
type card struct {
	sc     *sim.Scenario
	tl     *sim.Timeline
	layout model.Layout
	scene  scene.Scene
	at     paint.Rect
	clock  sim.Time // the virtual time shown
	facts  [2]string
}

// Where the small runs begin and begin again.
const (
	cardFrom = 300 * sim.Millisecond
	cardTo   = 20 * sim.Second
)

func newCard(sc *sim.Scenario) *card {
	c := &card{sc: sc}
	for _, lang := range []sim.Lang{sim.KO, sim.EN} {
		c.facts[lang] = factsOf(sc, lang)
	}
	spec, err := sc.Apply(&sc.Presets[1], sim.DefaultSeed)
	if err != nil {
		return c // a test of every scenario applies every preset
	}
	if tl, err := sim.NewTimeline(spec, sim.Options{}); err == nil {
		c.tl = tl
		tl.SeekTime(cardFrom)
		tl.Settle()
		c.clock = tl.Run().Now()
	}
	return c
}

// factsOf says in a line what there is to do: the week, and the tour or the presets.
func factsOf(sc *sim.Scenario, lang sim.Lang) string {
	tour, err := talk.Parse(sc.ID, sc.Tour.In(lang))
	if err == nil && len(tour.Beats) > 0 {
		if lang == sim.EN {
			return fmt.Sprintf("Week %d  ·  tour of %d steps  ·  %d questions", sc.Week, len(tour.Beats), tour.Questions())
		}
		return fmt.Sprintf("%d주차  ·  투어 %d단계  ·  질문 %d", sc.Week, len(tour.Beats), tour.Questions())
	}
	if lang == sim.EN {
		return fmt.Sprintf("Week %d  ·  %d presets  ·  %d invariants", sc.Week, len(sc.Presets), len(sc.Laws))
	}
	return fmt.Sprintf("%d주차  ·  프리셋 %d개  ·  불변식 %d개", sc.Week, len(sc.Presets), len(sc.Laws))
}

// play moves the small runs that can be seen on, twelve times a second: calm, and cheap.
func (h *home) play() bool {
	dt := h.app.now().Sub(h.lastTick)
	if h.app.reducedMotion || dt < time.Second/12 {
		return false
	}
	h.lastTick = h.app.now()
	moved := false
	for _, c := range h.list {
		if c.tl == nil || c.at.Y > h.app.h || c.at.Y+c.at.H < h.top() {
			continue
		}
		c.clock += sim.Time(min(dt, time.Second/4)) * sim.Time(c.sc.Pace) / 1000
		if c.clock > cardTo {
			c.clock = cardFrom
		}
		c.tl.SeekTime(c.clock)
		c.tl.Work(2000)
		moved = true
	}
	return moved
}

func (h *home) drawCard(p *paint.Painter, c *card, selected, hover bool) {
	a, th, r := h.app, h.app.theme, c.at
	if r.Y > a.h || r.Y+r.H < h.top()-8 {
		return
	}
	edge := th.Line
	if hover {
		edge = th.Edge
	}
	if selected {
		edge = th.Blue
		p.BoxLine(r.X-2, r.Y-2, r.W+4, r.H+4, 14, 2, th.BlueSolid)
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, 12, th.Panel, 1, edge)
	p.Box(r.X+1, r.Y+1, r.W-2, cardPicture, 11, th.Bg)
	h.drawSmallRun(p, c)
	first, second := c.sc.Title.KO, c.sc.Title.EN
	if a.lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	if p.Measure(first, title) > r.W-34 {
		title.Size = 16
	}
	p.Text(r.X+17, r.Y+175, p.Truncate(first, title, r.W-34), title)
	p.Text(r.X+17, r.Y+200, p.Truncate(second, paint.Style{Size: 14}, r.W-34), paint.Style{Size: 14, Color: th.Dim})
	p.Text(r.X+17, r.Y+228, p.Truncate(c.facts[a.lang], paint.Style{Size: 13}, r.W-34), paint.Style{Size: 13, Color: th.Muted})
}

func (h *home) drawSmallRun(p *paint.Painter, c *card) {
	if c.tl == nil {
		return
	}
	r := c.at
	c.tl.Run().Scene(&c.scene, h.app.lang)
	c.layout.Arrange(&c.scene)
	c.layout.Glide(1, true)
	d := model.Drawing{Painter: p, Theme: h.app.theme, Now: int64(c.clock), Quiet: true}
	if len(c.scene.Rings) > 0 {
		model.DrawRing(&d, &c.scene.Rings[0], paint.Rect{X: r.X - 20, Y: r.Y + 4, W: r.W * 1.6, H: cardPicture - 8})
		return
	}
	c.drawTrails(p, &d)
	c.layout.Draw(&d, &c.scene)
}

// trailFor is how long a message leaves a trace, on the screen: a short flight is over
// before an eye can follow it.
const trailFor = 400

// drawTrails shows what has just arrived.
func (c *card) drawTrails(p *paint.Painter, d *model.Drawing) {
	run, last := c.tl.Run(), c.tl.Cursor()
	span := sim.Time(trailFor) * sim.Time(c.sc.Pace) * sim.Microsecond
	for n := last; n > max(last-12, 0); n-- {
		rec, ok := run.Record(n)
		if !ok || rec.At < c.clock-span {
			return
		}
		if rec.Peer != rec.Node && rec.Peer >= 0 && rec.Op == sim.Delivered {
			fade := 1 - float32(c.clock-rec.At)/float32(span+1)
			c.layout.Trail(p, int32(rec.Peer), int32(rec.Node), model.Tone(d.Theme, c.sc.Kind(rec.Kind).Tone), min(max(fade, 0), 1)*0.8)
		}
	}
}
