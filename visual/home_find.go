package visual

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// search opens the field, or gives it the keyboard again.
func (h *home) search() {
	a := h.app
	h.filter, h.zone = 0, zoneCards
	a.openField(paint.Rect{}, h.query, homeWords.placeholder.In(a.lang), homeWords.label.In(a.lang))
	h.restyle() // which puts the field in its place
}

// clear leaves the search, or else the filter.
func (h *home) clear() {
	switch {
	case h.app.field.open:
		h.app.closeField()
		h.query = ""
	case h.zone != zoneCards:
		h.zone = zoneCards
	default:
		h.filter = 0
	}
	h.selected, h.scroll = 0, 0
	h.restyle()
}

// find follows what is typed: the cards change with every key.
func (h *home) find(in *input) bool {
	if !h.app.field.open {
		return false
	}
	r := h.app.pollField(in)
	if r.Changed && r.Text != h.query {
		h.query, h.selected, h.scroll = r.Text, 0, 0
		h.restyle()
		h.announce()
	}
	if r.Down != 0 {
		h.selectCard(h.selected + r.Down)
	}
	switch {
	case r.Done && len(h.list) > 0:
		h.open(h.list[h.selected])
	case r.Cancelled:
		h.clear()
	case r.Left:
		h.zone = zoneCards
		if len(h.list) == 0 {
			h.zone = zoneNone
		}
	default:
		return r.Changed || r.Down != 0
	}
	return true
}

// announce says how many scenarios are left.
func (h *home) announce() {
	lang := h.app.lang
	text := homeWords.none.In(lang)
	if n := len(h.list); n > 0 {
		text = fmt.Sprintf("%s: %d. %s", homeWords.found.In(lang), n, h.list[0].sc.Title.In(lang))
	}
	h.app.announce(text, false)
	h.app.host.Probe("found", fmt.Sprint(len(h.list)))
}

// press does what a button says.
func (h *home) press(id string) {
	what, rest, _ := strings.Cut(id, ":")
	switch what {
	case "find":
		h.search()
		return
	case "group":
		h.byWeek, h.filter = !h.byWeek, 0
	case "theme", "lang":
		h.app.pressLook(what)
	case "filter":
		_, _ = fmt.Sscan(rest, &h.filter) // its own number
		h.selected, h.scroll = 0, 0
	case "try":
		h.search()
		h.query = rest
		h.app.openField(h.app.field.at, rest, homeWords.placeholder.In(h.app.lang), homeWords.label.In(h.app.lang))
	case "tour":
		h.app.doors.Guide()
		return
	case "skip":
		h.app.host.Keep(welcomed, "1")
		h.fresh, h.zone = false, zoneCards
	}
	h.restyle()
}

// nextZone moves the keyboard to the next part of the screen that has something to
// press, or to the one before.
func (h *home) nextZone(back bool) {
	order := [...]zone{zoneTop, zoneFilters, zoneWelcome, zoneNone, zoneCards}
	at := 0
	for i, z := range order {
		if z == h.zone {
			at = i
		}
	}
	for range order {
		if at++; back {
			at += len(order) - 2
		}
		at %= len(order)
		if z := order[at]; z == zoneCards && len(h.list) > 0 || h.first(z) >= 0 {
			h.enterZone(z)
			return
		}
	}
}

func (h *home) enterZone(z zone) {
	h.zone, h.focus = z, 0
	for i := h.first(z); i >= 0 && i < len(h.buttons) && h.buttons[i].zone == z; i++ {
		if h.buttons[i].on {
			h.focus = i - h.first(z)
		}
	}
}

// first returns the index of a zone's first button; -1 if it has none.
func (h *home) first(z zone) int {
	for i := range h.buttons {
		if h.buttons[i].zone == z {
			return i
		}
	}
	return -1
}

// focused returns the button that has the keyboard, or nil.
func (h *home) focused() *button {
	if h.zone == zoneCards {
		return nil
	}
	i := h.first(h.zone) + h.focus
	if h.first(h.zone) < 0 || i >= len(h.buttons) || h.buttons[i].zone != h.zone {
		return nil
	}
	return &h.buttons[i]
}

// stepButton moves the keyboard within its zone, or up and down out of it. Filters
// filter at once.
func (h *home) stepButton(by int, vertical bool) {
	if vertical {
		h.nextZone(by < 0)
		return
	}
	first := h.first(h.zone)
	if i := first + h.focus + by; first >= 0 && i >= first && i < len(h.buttons) && h.buttons[i].zone == h.zone {
		h.focus += by
		if h.zone == zoneFilters {
			h.press(h.buttons[i].id)
		}
	}
}

// placeNone offers other searches where nothing was found.
func (h *home) placeNone() {
	if len(h.list) > 0 {
		return
	}
	x, y := h.margin()+28, h.top()+76+noneLine*float32(len(h.noneLines()))
	for i, c := range h.cards {
		text := c.sc.Title.In(h.app.lang)
		b := button{id: "try:" + text, label: text, zone: zoneNone}
		w := h.chipW(&b)
		if i == 4 || x+w > h.app.w-h.margin()-28 && i > 0 {
			return
		}
		b.at = paint.Rect{X: x, Y: y, W: w, H: 30}
		x += w + 10
		h.buttons = append(h.buttons, b)
	}
}

func (h *home) drawNone(p *paint.Painter) {
	if len(h.list) > 0 {
		return
	}
	th, lang, x := h.app.theme, h.app.lang, h.margin()
	p.BoxEdge(x, h.top(), h.app.w-2*x, 132+noneLine*float32(len(h.noneLines())), 12, th.Panel, 1, th.Line)
	p.Icon(paint.Search, x+40, h.top()+36, 22, th.Dim)
	p.Text(x+64, h.top()+36, homeWords.none.In(lang), paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text})
	style := noneStyle
	style.Color = th.Dim
	for i, line := range h.noneLines() {
		p.Text(x+28, h.top()+68+noneLine*float32(i), line, style)
	}
}

const noneLine = 20

var noneStyle = paint.Style{Size: 15}

// noneLines is what to try instead, in lines.
func (h *home) noneLines() []string {
	h.none = h.app.painter.Wrap(h.none[:0], homeWords.noneHelp.In(h.app.lang), noneStyle, h.app.w-2*h.margin()-56)
	return h.none
}
