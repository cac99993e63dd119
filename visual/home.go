package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/find"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// home shows the course as cards, each with a small live run of its own. The keyboard
// is in one of its zones; Tab goes from one to the next.
type home struct {
	app      *Env
	cards    []*card
	list     []*card // those shown, in their order
	index    *find.Index
	query    string
	fresh    bool // nobody has started anything here yet
	byWeek   bool // the filters are weeks, not themes
	none     []string
	filter   int // the index of the filter chosen, among the buttons
	zone     zone
	focus    int // index into the zone's buttons
	selected int // index into list
	hover    int
	over     string // the button under the pointer
	buttons  []button
	scroll   float32
	cardsAt  float32  // where the cards begin
	lines    []string // of the welcome
	hint     []string // what to do first, in lines
	lastTick time.Time
}

// zone is a part of the screen that the keyboard can be in.
type zone uint8

const (
	zoneCards zone = iota
	zoneTop
	zoneFilters
	zoneWelcome
	zoneNone // suggestions, where nothing was found
	zones
)

const (
	cardW, cardH = 287, 262 // a narrow window's cards are as wide as it allows
	cardPicture  = 148
	cardGapX     = 17.3
	cardGapY     = 18
)

func newHome(a *Env) *home {
	h := &home{app: a, fresh: a.host.Recall(welcomed) == "", hover: -1, lastTick: a.now()}
	var docs [][]find.Field
	for _, sc := range a.catalogue {
		h.cards = append(h.cards, newCard(sc))
		docs = append(docs, find.Fields(sc))
	}
	h.index = find.New(docs)
	a.announce(h.hintText(), false)
	return h
}

func (h *home) restyle() {
	h.refilter()
	h.wrapHint()
	h.place()
}

// refilter finds the cards to show; the filters depend on them, too.
func (h *home) refilter() {
	h.list = h.list[:0]
	f := h.filterAt(h.filter)
	for _, i := range h.index.Find(h.query) {
		if f.admits(h.cards[i].sc) {
			h.list = append(h.list, h.cards[i])
		}
	}
	h.selected = max(min(h.selected, len(h.list)-1), 0)
}

// place lays everything out, from the top down.
func (h *home) place() {
	h.buttons = h.buttons[:0]
	h.placeTop()
	y := h.placeFilters(h.titleH())
	y = h.placeWelcome(y + 24)
	h.cardsAt = y
	h.placeNone()
	h.scroll = max(min(h.scroll, h.tall()-h.room()), 0)
	for _, c := range h.cards {
		c.at = paint.Rect{}
	}
	for n, c := range h.list {
		col, row := n%h.across(), n/h.across()
		w := h.cardW()
		c.at = paint.Rect{X: h.margin() + float32(col)*(w+cardGapX), Y: h.top() + float32(row)*(cardH+cardGapY) - h.scroll, W: w, H: cardH}
		c.layout.Compact = true
		c.layout.Area = paint.Rect{X: c.at.X + 24, Y: c.at.Y + 12, W: w - 48, H: cardPicture - 24}
	}
}

// titleH is where the rows below the title begin.
func (h *home) titleH() float32 {
	if h.slim() {
		return 138 // the buttons have a row of their own
	}
	return 88
}

// room returns how high the cards may be without scrolling.
func (h *home) room() float32 { return h.app.h - h.top() - h.hintH() }

// tall returns how high all rows of cards are.
func (h *home) tall() float32 {
	across := h.across()
	rows := (len(h.list) + across - 1) / across
	return float32(rows)*(cardH+cardGapY) - cardGapY
}

// reveal scrolls so far that the selected card is in view.
func (h *home) reveal() {
	top := float32(h.selected/h.across()) * (cardH + cardGapY)
	h.scroll = max(min(h.scroll, top), top+cardH-h.room())
	h.place()
}

// across returns how many cards stand beside each other.
func (h *home) across() int {
	return max(int((h.app.w-2*h.margin()+cardGapX+1)/(cardW+cardGapX)), 1)
}

func (h *home) update(in *input) bool {
	typing := h.app.typing() // before: Tab and Escape give the keyboard back within the tick
	changed := h.find(in)
	if h.app.screen != h {
		return true
	}
	changed = h.pointer(in) || changed
	if !typing && h.app.screen == h {
		changed = h.keys(in) || changed
	}
	return h.play() || changed
}

func (h *home) keys(in *input) bool {
	switch {
	case pressed(ebiten.KeySlash) && !in.shift:
		h.search()
	case pressed(ebiten.KeyTab):
		h.nextZone(in.shift)
	case pressed(ebiten.KeyEscape):
		h.clear()
	case pressed(ebiten.KeyEnter), pressed(ebiten.KeyNumpadEnter), pressed(ebiten.KeySpace):
		h.enter()
	default:
		return h.arrows()
	}
	return true
}

func (h *home) arrows() bool {
	across := h.across()
	for _, k := range [...]struct {
		key      ebiten.Key
		dx, dy   int
		vertical bool
	}{{ebiten.KeyRight, 1, 1, false}, {ebiten.KeyLeft, -1, -1, false}, {ebiten.KeyDown, 1, across, true}, {ebiten.KeyUp, -1, -across, true}} {
		if !repeated(k.key) {
			continue
		}
		if h.zone != zoneCards {
			h.stepButton(k.dx, k.vertical)
			return true
		}
		if next := h.selected + k.dy; next >= 0 && next < len(h.list) || !k.vertical {
			h.selectCard(next)
		} else if next < 0 {
			h.nextZone(true)
		} else {
			h.selectCard(len(h.list) - 1)
		}
		return true
	}
	return false
}

func (h *home) selectCard(i int) {
	h.selected = max(min(i, len(h.list)-1), 0)
	h.reveal()
}

// enter does what has the keyboard.
func (h *home) enter() {
	if h.zone == zoneCards {
		if len(h.list) > 0 {
			h.open(h.list[h.selected])
		}
		return
	}
	if b := h.focused(); b != nil {
		h.press(b.id)
	}
}

// open leaves home for a scenario. Who does so needs no welcome any more.
func (h *home) open(c *card) {
	h.app.host.Keep(welcomed, "1")
	h.app.doors.Scenario(c.sc)
}

func (h *home) pointer(in *input) bool {
	hover, over := -1, ""
	for i, c := range h.list {
		if c.at.Contains(in.x, in.y) && in.y >= h.top()-8 && in.y < h.app.h-h.hintH() {
			hover = i
		}
	}
	for i := range h.buttons {
		if in.around(h.buttons[i].at).Contains(in.x, in.y) {
			over, hover = h.buttons[i].id, -1
		}
	}
	changed := hover != h.hover || over != h.over
	h.hover, h.over = hover, over
	if in.scroll != 0 {
		h.scroll -= in.scroll
		h.place()
		changed = true
	}
	switch {
	case !in.pressed:
		return changed
	case over != "":
		h.press(over)
	case hover >= 0:
		h.open(h.list[hover])
	}
	return true
}

func (h *home) draw(p *paint.Painter) {
	a, th := h.app, h.app.theme
	w := p.Text(h.margin(), 47, "MSA Lab", paint.Style{Size: 31, Weight: paint.Bold, Color: th.Text})
	h.drawSubtitle(p, h.margin()+w+18)
	area := paint.Rect{X: 0, Y: h.top() - 8, W: a.w, H: a.h - h.top() + 8 - h.hintH()}
	p.PushClip(area.X, area.Y, area.W, area.H)
	for i, c := range h.list {
		h.drawCard(p, c, i == h.selected && (h.zone == zoneCards || a.typing()), i == h.hover)
	}
	p.PopClip()
	h.drawWelcome(p)
	h.drawNone(p)
	for i := range h.buttons {
		h.drawButton(p, &h.buttons[i])
	}
	if h.tall()-h.scroll > h.room()+2 {
		drawFade(p, area, th.Bg)
	}
	h.drawHint(p)
}

func (h *home) widgets(*ebiten.Image)  {}
func (h *home) overlay(*paint.Painter) {}
func (h *home) link() link.Link        { return link.Link{} }
