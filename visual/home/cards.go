package home

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
	Sc     *sim.Scenario
	tl     *sim.Timeline
	layout model.Layout
	scene  scene.Scene
	at     paint.Rect
	Clock  sim.Time // the virtual time shown
	facts  [2]string
}

// Where the small runs begin and begin again.
const (
	cardFrom = 300 * sim.Millisecond
	cardTo   = 20 * sim.Second
)

func newCard(sc *sim.Scenario) *card {
	c := &card{Sc: sc}
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
		c.Clock = tl.Run().Now()
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
func (h *Home) play() bool {
	dt := h.env.Now().Sub(h.lastTick)
	if h.env.ReducedMotion || dt < time.Second/12 {
		return false
	}
	h.lastTick = h.env.Now()
	moved := false
	for _, c := range h.List {
		if c.tl == nil || c.at.Y > h.env.H || c.at.Y+c.at.H < h.top() {
			continue
		}
		c.Clock += sim.Time(min(dt, time.Second/4)) * sim.Time(c.Sc.Pace) / 1000
		if c.Clock > cardTo {
			c.Clock = cardFrom
		}
		c.tl.SeekTime(c.Clock)
		c.tl.Work(2000)
		moved = true
	}
	return moved
}

func (h *Home) drawCard(p *paint.Painter, c *card, selected, hover bool) {
	a, th, r := h.env, h.env.Theme, c.at
	if r.Y > a.H || r.Y+r.H < h.top()-8 {
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
	first, second := c.Sc.Title.KO, c.Sc.Title.EN
	if a.Lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	if p.Measure(first, title) > r.W-34 {
		title.Size = 16
	}
	p.Text(r.X+17, r.Y+175, p.Truncate(first, title, r.W-34), title)
	p.Text(r.X+17, r.Y+200, p.Truncate(second, paint.Style{Size: 14}, r.W-34), paint.Style{Size: 14, Color: th.Dim})
	p.Text(r.X+17, r.Y+228, p.Truncate(c.facts[a.Lang], paint.Style{Size: 13}, r.W-34), paint.Style{Size: 13, Color: th.Muted})
}

func (h *Home) drawSmallRun(p *paint.Painter, c *card) {
	if c.tl == nil {
		return
	}
	r := c.at
	c.tl.Run().Scene(&c.scene, h.env.Lang)
	c.layout.Arrange(&c.scene)
	c.layout.Glide(1, true)
	d := model.Drawing{Painter: p, Theme: h.env.Theme, Now: int64(c.Clock), Quiet: true}
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
	span := sim.Time(trailFor) * sim.Time(c.Sc.Pace) * sim.Microsecond
	for n := last; n > max(last-12, 0); n-- {
		rec, ok := run.Record(n)
		if !ok || rec.At < c.Clock-span {
			return
		}
		if rec.Peer != rec.Node && rec.Peer >= 0 && rec.Op == sim.Delivered {
			fade := 1 - float32(c.Clock-rec.At)/float32(span+1)
			c.layout.Trail(p, int32(rec.Peer), int32(rec.Node), model.Tone(d.Theme, c.Sc.Kind(rec.Kind).Tone), min(max(fade, 0), 1)*0.8)
		}
	}
}
