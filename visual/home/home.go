// Package home shows the course as cards, each with a small live run, and a search.
package home

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/find"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Home shows the course as cards, each with a small live run of its own. The keyboard
// is in one of its zones; Tab goes from one to the next.
type Home struct {
	env      *screen.Env
	Cards    []*card
	List     []*card // those shown, in their order
	index    *find.Index
	Query    string
	fresh    bool // nobody has started anything here yet
	ByWeek   bool // the filters are weeks, not themes
	none     []string
	filter   int // the index of the filter chosen, among the buttons
	Zone     Zone
	focus    int // index into the zone's buttons
	Selected int // index into list
	hover    int
	over     string // the button under the pointer
	Buttons  []button
	Scroll   float32
	cardsAt  float32  // where the cards begin
	lines    []string // of the welcome
	hint     []string // what to do first, in lines
	lastTick time.Time
}

// Zone is a part of the screen that the keyboard can be in.
type Zone uint8

const (
	ZoneCards Zone = iota
	ZoneTop
	ZoneFilters
	ZoneWelcome
	ZoneNone // suggestions, where nothing was found
	zones
)

const (
	cardW, cardH = 287, 262 // a narrow window's cards are as wide as it allows
	cardPicture  = 148
	cardGapX     = 17.3
	cardGapY     = 18
)

func New(a *screen.Env) *Home {
	h := &Home{env: a, fresh: a.Host.Recall(Welcomed) == "", hover: -1, lastTick: a.Now()}
	var docs [][]find.Field
	for _, sc := range a.Catalogue {
		h.Cards = append(h.Cards, newCard(sc))
		docs = append(docs, find.Fields(sc))
	}
	h.index = find.New(docs)
	a.Announce(h.hintText(), false)
	return h
}

func (h *Home) Restyle() {
	h.refilter()
	h.wrapHint()
	h.Place()
}

// refilter finds the cards to show; the filters depend on them, too.
func (h *Home) refilter() {
	h.List = h.List[:0]
	f := h.filterAt(h.filter)
	for _, i := range h.index.Find(h.Query) {
		if f.admits(h.Cards[i].Sc) {
			h.List = append(h.List, h.Cards[i])
		}
	}
	h.Selected = max(min(h.Selected, len(h.List)-1), 0)
}

// Place lays everything out, from the top down.
func (h *Home) Place() {
	h.Buttons = h.Buttons[:0]
	h.placeTop()
	y := h.placeFilters(h.titleH())
	y = h.placeWelcome(y + 24)
	h.cardsAt = y
	h.placeNone()
	h.Scroll = max(min(h.Scroll, h.tall()-h.room()), 0)
	for _, c := range h.Cards {
		c.at = paint.Rect{}
	}
	for n, c := range h.List {
		col, row := n%h.Across(), n/h.Across()
		w := h.cardW()
		c.at = paint.Rect{X: h.margin() + float32(col)*(w+cardGapX), Y: h.top() + float32(row)*(cardH+cardGapY) - h.Scroll, W: w, H: cardH}
		c.layout.Compact = true
		c.layout.Area = paint.Rect{X: c.at.X + 24, Y: c.at.Y + 12, W: w - 48, H: cardPicture - 24}
	}
}

// titleH is where the rows below the title begin.
func (h *Home) titleH() float32 {
	if h.slim() {
		return 138 // the buttons have a row of their own
	}
	return 88
}

// room returns how high the cards may be without scrolling.
func (h *Home) room() float32 { return h.env.H - h.top() - h.hintH() }

// tall returns how high all rows of cards are.
func (h *Home) tall() float32 {
	across := h.Across()
	rows := (len(h.List) + across - 1) / across
	return float32(rows)*(cardH+cardGapY) - cardGapY
}

// reveal scrolls so far that the selected card is in view.
func (h *Home) reveal() {
	top := float32(h.Selected/h.Across()) * (cardH + cardGapY)
	h.Scroll = max(min(h.Scroll, top), top+cardH-h.room())
	h.Place()
}

// Across returns how many cards stand beside each other.
func (h *Home) Across() int {
	return max(int((h.env.W-2*h.margin()+cardGapX+1)/(cardW+cardGapX)), 1)
}

func (h *Home) Update(in *input.Input) bool {
	typing := h.env.Typing() // before: Tab and Escape give the keyboard back within the tick
	changed := h.find(in)
	if h.env.Screen != h {
		return true
	}
	changed = h.pointer(in) || changed
	if !typing && h.env.Screen == h {
		changed = h.keys(in) || changed
	}
	return h.play() || changed
}

func (h *Home) keys(in *input.Input) bool {
	switch {
	case input.Pressed(ebiten.KeySlash) && !in.Shift:
		h.Search()
	case input.Pressed(ebiten.KeyTab):
		h.nextZone(in.Shift)
	case input.Pressed(ebiten.KeyEscape):
		h.clear()
	case input.Pressed(ebiten.KeyEnter), input.Pressed(ebiten.KeyNumpadEnter), input.Pressed(ebiten.KeySpace):
		h.enter()
	default:
		return h.arrows()
	}
	return true
}

func (h *Home) arrows() bool {
	across := h.Across()
	for _, k := range [...]struct {
		key      ebiten.Key
		dx, dy   int
		vertical bool
	}{{ebiten.KeyRight, 1, 1, false}, {ebiten.KeyLeft, -1, -1, false}, {ebiten.KeyDown, 1, across, true}, {ebiten.KeyUp, -1, -across, true}} {
		if !input.Repeated(k.key) {
			continue
		}
		if h.Zone != ZoneCards {
			h.stepButton(k.dx, k.vertical)
			return true
		}
		if next := h.Selected + k.dy; next >= 0 && next < len(h.List) || !k.vertical {
			h.selectCard(next)
		} else if next < 0 {
			h.nextZone(true)
		} else {
			h.selectCard(len(h.List) - 1)
		}
		return true
	}
	return false
}

func (h *Home) selectCard(i int) {
	h.Selected = max(min(i, len(h.List)-1), 0)
	h.reveal()
}

// enter does what has the keyboard.
func (h *Home) enter() {
	if h.Zone == ZoneCards {
		if len(h.List) > 0 {
			h.open(h.List[h.Selected])
		}
		return
	}
	if b := h.Focused(); b != nil {
		h.Press(b.Id)
	}
}

// open leaves home for a scenario. Who does so needs no welcome any more.
func (h *Home) open(c *card) {
	h.env.Host.Keep(Welcomed, "1")
	h.env.Doors.Scenario(c.Sc)
}

func (h *Home) pointer(in *input.Input) bool {
	hover, over := -1, ""
	for i, c := range h.List {
		if c.at.Contains(in.X, in.Y) && in.Y >= h.top()-8 && in.Y < h.env.H-h.hintH() {
			hover = i
		}
	}
	for i := range h.Buttons {
		if in.Around(h.Buttons[i].At).Contains(in.X, in.Y) {
			over, hover = h.Buttons[i].Id, -1
		}
	}
	changed := hover != h.hover || over != h.over
	h.hover, h.over = hover, over
	if in.Scroll != 0 {
		h.Scroll -= in.Scroll
		h.Place()
		changed = true
	}
	switch {
	case !in.Pressed:
		return changed
	case over != "":
		h.Press(over)
	case hover >= 0:
		h.open(h.List[hover])
	}
	return true
}

func (h *Home) Draw(p *paint.Painter) {
	a, th := h.env, h.env.Theme
	w := p.Text(h.margin(), 47, "MSA Lab", paint.Style{Size: 31, Weight: paint.Bold, Color: th.Text})
	h.drawSubtitle(p, h.margin()+w+18)
	area := paint.Rect{X: 0, Y: h.top() - 8, W: a.W, H: a.H - h.top() + 8 - h.hintH()}
	p.PushClip(area.X, area.Y, area.W, area.H)
	for i, c := range h.List {
		h.drawCard(p, c, i == h.Selected && (h.Zone == ZoneCards || a.Typing()), i == h.hover)
	}
	p.PopClip()
	h.drawWelcome(p)
	h.drawNone(p)
	for i := range h.Buttons {
		h.drawButton(p, &h.Buttons[i])
	}
	if h.tall()-h.Scroll > h.room()+2 {
		screen.DrawFade(p, area, th.Bg)
	}
	h.drawHint(p)
}

func (h *Home) Widgets(*ebiten.Image) {}

func (h *Home) Overlay(*paint.Painter) {}

func (h *Home) Link() link.Link { return link.Link{} }
