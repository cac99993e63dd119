package visual

import (
	"fmt"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// home shows the course as cards, each with a small live run of its own.
type home struct {
	app      *App
	cards    []*card
	filter   int // index into filters
	filters  []filter
	selected int // index into the cards shown

	filtersEnd float32 // the lower edge of the filters
	hover      int
	scroll     float32
	hint       []string // what to do first, in lines
	lastTick   time.Time
}

type filter struct {
	theme string // "" is all
	label string
	at    rect
}

type card struct {
	sc     *sim.Scenario
	tl     *sim.Timeline
	layout model.Layout
	scene  scene.Scene
	at     rect
	clock  sim.Time // the virtual time shown
}

const (
	cardW, cardH = 287, 262 // a narrow window's cards are as wide as it allows
	cardPicture  = 148
	cardGapX     = 17.3
	cardGapY     = 18
)

func newHome(a *App) *home {
	h := &home{app: a, hover: -1, lastTick: a.now()}
	for _, sc := range a.catalogue {
		c := &card{sc: sc}
		h.cards = append(h.cards, c)
		spec, err := sc.Apply(&sc.Presets[1], sim.DefaultSeed)
		if err != nil {
			continue // a test of every scenario applies every preset
		}
		if tl, err := sim.NewTimeline(spec, sim.Options{}); err == nil {
			c.tl = tl
			tl.SeekTime(300 * sim.Millisecond)
			tl.Settle()
			c.clock = tl.Run().Now()
		}
	}
	a.announce(words.hint.In(a.lang), false)
	return h
}

func (h *home) restyle() {
	h.filters = h.filters[:0]
	add := func(theme string, text sim.Text) {
		n := 0
		for _, c := range h.cards {
			if theme == "" || c.sc.Theme == theme {
				n++
			}
		}
		if n > 0 {
			h.filters = append(h.filters, filter{theme: theme, label: fmt.Sprintf("%s %d", text.In(h.app.lang), n)})
		}
	}
	h.wrapHint()
	add("", words.all)
	for _, t := range sim.Themes {
		add(t.ID, t.Title)
	}
	h.place()
}

// place lays the filters and the cards of the chosen filter out.
func (h *home) place() {
	x, y := h.margin(), float32(88)
	for i := range h.filters {
		f := &h.filters[i]
		w := h.app.painter.Measure(f.label, paint.Style{Size: 14, Weight: paint.Bold}) + 26
		if x > h.margin() && x+w > h.app.w-h.margin()+8 {
			x, y = h.margin(), y+h.filterRow()
		}
		f.at = rect{x, y, w, 26}
		x += w + 10
	}
	h.filtersEnd = y + 26
	across := h.across()
	h.scroll = max(min(h.scroll, h.tall()-(h.app.h-h.top()-h.hintH())), 0)
	n := 0
	for _, c := range h.cards {
		c.at = rect{}
		if !h.shows(c) {
			continue
		}
		col, row := n%across, n/across
		w := h.cardW()
		c.at = rect{h.margin() + float32(col)*(w+cardGapX), h.top() + float32(row)*(cardH+cardGapY) - h.scroll, w, cardH}
		c.layout.Compact = true
		c.layout.Area = paint.Rect{X: c.at.x + 24, Y: c.at.y + 12, W: w - 48, H: cardPicture - 24}
		n++
	}
}

// tall returns how high all rows of cards are.
func (h *home) tall() float32 {
	across := h.across()
	rows := (len(h.shown()) + across - 1) / across
	return float32(rows)*(cardH+cardGapY) - cardGapY
}

// reveal scrolls so far that the selected card is in view.
func (h *home) reveal() {
	top := float32(h.selected/h.across()) * (cardH + cardGapY)
	room := h.app.h - h.top() - h.hintH()
	h.scroll = max(min(h.scroll, top), top+cardH-room)
	h.place()
}

// across returns how many cards stand beside each other.
func (h *home) across() int {
	return max(int((h.app.w-2*h.margin()+cardGapX+1)/(cardW+cardGapX)), 1)
}

func (h *home) shows(c *card) bool {
	f := h.filters[h.filter].theme
	return f == "" || f == c.sc.Theme
}

func (h *home) shown() []*card {
	var out []*card
	for _, c := range h.cards {
		if h.shows(c) {
			out = append(out, c)
		}
	}
	return out
}

func (h *home) update(in *input) bool {
	shown := h.shown()
	changed := h.pointer(in, shown)
	step := 0
	across := h.across()
	switch {
	case repeated(ebiten.KeyRight):
		step = 1
	case repeated(ebiten.KeyLeft):
		step = -1
	case repeated(ebiten.KeyDown):
		step = across
	case repeated(ebiten.KeyUp):
		step = -across
	case pressed(ebiten.KeyTab):
		h.filter, h.selected, changed = (h.filter+1)%len(h.filters), 0, true
		h.place()
	case (pressed(ebiten.KeyEnter) || pressed(ebiten.KeySpace)) && len(shown) > 0:
		h.app.openScenario(shown[h.selected].sc)
		return true
	}
	if step != 0 && len(shown) > 0 {
		h.selected = min(max(h.selected+step, 0), len(shown)-1)
		h.reveal()
		changed = true
	}
	return h.play() || changed
}

func (h *home) pointer(in *input, shown []*card) bool {
	changed := false
	hover := -1
	for i, c := range shown {
		if c.at.contains(in.x, in.y) && in.y >= h.top()-8 && in.y < h.app.h-h.hintH() {
			hover = i
		}
	}
	if hover != h.hover {
		h.hover, changed = hover, true
	}
	if in.scroll != 0 {
		h.scroll -= in.scroll
		h.place()
		changed = true
	}
	if !in.pressed {
		return changed
	}
	if hover >= 0 {
		h.app.openScenario(shown[hover].sc)
		return true
	}
	for i := range h.filters {
		if h.filters[i].at.around(in).contains(in.x, in.y) {
			h.filter, h.selected = i, 0
			h.place()
			return true
		}
	}
	return changed
}

// play moves the small runs on, twelve times a second: calm, and cheap.
func (h *home) play() bool {
	dt := h.app.now().Sub(h.lastTick)
	if h.app.reducedMotion || dt < time.Second/12 {
		return false
	}
	h.lastTick = h.app.now()
	for _, c := range h.cards {
		if c.tl == nil {
			continue
		}
		c.clock += sim.Time(min(dt, time.Second/4)) * sim.Time(c.sc.Pace) / 1000
		if c.clock > 20*sim.Second {
			c.clock = 0
		}
		c.tl.SeekTime(c.clock)
		c.tl.Work(2000)
	}
	return true
}

func (h *home) draw(p *paint.Painter) {
	a, th := h.app, h.app.theme
	w := p.Text(h.margin(), 47, "MSA Lab", paint.Style{Size: 31, Weight: paint.Bold, Color: th.Text})
	h.drawSubtitle(p, h.margin()+w+18)
	for i := range h.filters {
		f := &h.filters[i]
		fill, ink := th.Raised, th.Dim
		if i == h.filter {
			fill, ink = th.Blue, th.OnAccent
		}
		p.BoxEdge(f.at.x, f.at.y, f.at.w, f.at.h, 13, fill, 1, th.Line)
		p.Text(f.at.x+f.at.w/2, f.at.y+13, f.label, paint.Style{Size: 14, Weight: paint.Bold, Color: ink, Align: paint.Center})
	}
	area := rect{0, h.top() - 8, a.w, a.h - h.top() + 8 - h.hintH()}
	p.PushClip(area.x, area.y, area.w, area.h)
	for i, c := range h.shown() {
		h.drawCard(p, c, i == h.selected, i == h.hover)
	}
	p.PopClip()
	if h.tall()-h.scroll > a.h-h.top()-h.hintH()+2 {
		drawFade(p, area, th.Bg)
	}
	h.drawHint(p)
}

func (h *home) drawCard(p *paint.Painter, c *card, selected, hover bool) {
	a, th, r := h.app, h.app.theme, c.at
	edge := th.Line
	if hover {
		edge = th.Edge
	}
	if selected {
		edge = th.Blue
		p.BoxLine(r.x-2, r.y-2, r.w+4, r.h+4, 14, 2, th.BlueSolid)
	}
	p.BoxEdge(r.x, r.y, r.w, r.h, 12, th.Panel, 1, edge)
	p.Box(r.x+1, r.y+1, r.w-2, cardPicture, 11, th.Bg)
	if c.tl != nil {
		c.tl.Run().Scene(&c.scene, a.lang)
		c.layout.Arrange(&c.scene)
		c.layout.Glide(1, true)
		d := model.Drawing{Painter: p, Theme: th, Now: int64(c.clock), Quiet: true}
		if len(c.scene.Rings) > 0 {
			model.DrawRing(&d, &c.scene.Rings[0], paint.Rect{X: r.x - 20, Y: r.y + 4, W: r.w * 1.6, H: cardPicture - 8})
		} else {
			c.layout.Draw(&d, &c.scene)
		}
	}
	first, second := c.sc.Title.KO, c.sc.Title.EN
	if a.lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	if p.Measure(first, title) > r.w-34 {
		title.Size = 16
	}
	p.Text(r.x+17, r.y+175, p.Truncate(first, title, r.w-34), title)
	p.Text(r.x+17, r.y+200, p.Truncate(second, paint.Style{Size: 14}, r.w-34), paint.Style{Size: 14, Color: th.Dim})
	p.Text(r.x+17, r.y+228, h.facts(c.sc), paint.Style{Size: 13, Color: th.Muted})
}

func (h *home) facts(sc *sim.Scenario) string {
	if h.app.lang == sim.EN {
		return fmt.Sprintf("Week %d  ·  %d presets  ·  %d invariants", sc.Week, len(sc.Presets), len(sc.Laws))
	}
	return fmt.Sprintf("%d주차  ·  프리셋 %d개  ·  불변식 %d개", sc.Week, len(sc.Presets), len(sc.Laws))
}

func (h *home) widgets(*ebiten.Image)  {}
func (h *home) overlay(*paint.Painter) {}
func (h *home) link() link.Link        { return link.Link{} }
