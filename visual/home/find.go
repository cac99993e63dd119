package home

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Search opens the field, or gives it the keyboard again.
func (h *Home) Search() {
	a := h.env
	h.filter, h.Zone = 0, ZoneCards
	a.OpenField(paint.Rect{}, h.Query, homeWords.placeholder.In(a.Lang), homeWords.label.In(a.Lang))
	h.Restyle() // which puts the field in its place
}

// clear leaves the search, or else the filter.
func (h *Home) clear() {
	switch {
	case h.env.Field.Open:
		h.env.CloseField()
		h.Query = ""
	case h.Zone != ZoneCards:
		h.Zone = ZoneCards
	default:
		h.filter = 0
	}
	h.Selected, h.Scroll = 0, 0
	h.Restyle()
}

// find follows what is typed: the cards change with every key.
func (h *Home) find(in *input.Input) bool {
	if !h.env.Field.Open {
		return false
	}
	r := h.env.PollField(in)
	if r.Changed && r.Text != h.Query {
		h.Query, h.Selected, h.Scroll = r.Text, 0, 0
		h.Restyle()
		h.announce()
	}
	if r.Down != 0 {
		h.selectCard(h.Selected + r.Down)
	}
	switch {
	case r.Done && len(h.List) > 0:
		h.open(h.List[h.Selected])
	case r.Cancelled:
		h.clear()
	case r.Left:
		h.Zone = ZoneCards
		if len(h.List) == 0 {
			h.Zone = ZoneNone
		}
	default:
		return r.Changed || r.Down != 0
	}
	return true
}

// announce says how many scenarios are left.
func (h *Home) announce() {
	lang := h.env.Lang
	text := homeWords.none.In(lang)
	if n := len(h.List); n > 0 {
		text = fmt.Sprintf("%s: %d. %s", homeWords.found.In(lang), n, h.List[0].Sc.Title.In(lang))
	}
	h.env.Announce(text, false)
	h.env.Host.Probe("found", fmt.Sprint(len(h.List)))
}

// Press does what a button says.
func (h *Home) Press(id string) {
	what, rest, _ := strings.Cut(id, ":")
	switch what {
	case "find":
		h.Search()
		return
	case "group":
		h.ByWeek, h.filter = !h.ByWeek, 0
	case "theme", "lang":
		h.env.PressLook(what)
	case "filter":
		_, _ = fmt.Sscan(rest, &h.filter) // its own number
		h.Selected, h.Scroll = 0, 0
	case "try":
		h.Search()
		h.Query = rest
		h.env.OpenField(h.env.Field.At, rest, homeWords.placeholder.In(h.env.Lang), homeWords.label.In(h.env.Lang))
	case "tour":
		h.env.Doors.Guide()
		return
	case "skip":
		h.env.Host.Keep(Welcomed, "1")
		h.fresh, h.Zone = false, ZoneCards
	}
	h.Restyle()
}

// nextZone moves the keyboard to the next part of the screen that has something to
// press, or to the one before.
func (h *Home) nextZone(back bool) {
	order := [...]Zone{ZoneTop, ZoneFilters, ZoneWelcome, ZoneNone, ZoneCards}
	at := 0
	for i, z := range order {
		if z == h.Zone {
			at = i
		}
	}
	for range order {
		if at++; back {
			at += len(order) - 2
		}
		at %= len(order)
		if z := order[at]; z == ZoneCards && len(h.List) > 0 || h.First(z) >= 0 {
			h.enterZone(z)
			return
		}
	}
}

func (h *Home) enterZone(z Zone) {
	h.Zone, h.focus = z, 0
	for i := h.First(z); i >= 0 && i < len(h.Buttons) && h.Buttons[i].Zone == z; i++ {
		if h.Buttons[i].on {
			h.focus = i - h.First(z)
		}
	}
}

// First returns the index of a zone's first button; -1 if it has none.
func (h *Home) First(z Zone) int {
	for i := range h.Buttons {
		if h.Buttons[i].Zone == z {
			return i
		}
	}
	return -1
}

// Focused returns the button that has the keyboard, or nil.
func (h *Home) Focused() *button {
	if h.Zone == ZoneCards {
		return nil
	}
	i := h.First(h.Zone) + h.focus
	if h.First(h.Zone) < 0 || i >= len(h.Buttons) || h.Buttons[i].Zone != h.Zone {
		return nil
	}
	return &h.Buttons[i]
}

// stepButton moves the keyboard within its zone, or up and down out of it. Filters
// filter at once.
func (h *Home) stepButton(by int, vertical bool) {
	if vertical {
		h.nextZone(by < 0)
		return
	}
	first := h.First(h.Zone)
	if i := first + h.focus + by; first >= 0 && i >= first && i < len(h.Buttons) && h.Buttons[i].Zone == h.Zone {
		h.focus += by
		if h.Zone == ZoneFilters {
			h.Press(h.Buttons[i].Id)
		}
	}
}

// placeNone offers other searches where nothing was found.
func (h *Home) placeNone() {
	if len(h.List) > 0 {
		return
	}
	x, y := h.margin()+28, h.top()+76+noneLine*float32(len(h.noneLines()))
	for i, c := range h.Cards {
		text := c.Sc.Title.In(h.env.Lang)
		b := button{Id: "try:" + text, Label: text, Zone: ZoneNone}
		w := h.chipW(&b)
		if i == 4 || x+w > h.env.W-h.margin()-28 && i > 0 {
			return
		}
		b.At = paint.Rect{X: x, Y: y, W: w, H: 30}
		x += w + 10
		h.Buttons = append(h.Buttons, b)
	}
}

func (h *Home) drawNone(p *paint.Painter) {
	if len(h.List) > 0 {
		return
	}
	th, lang, x := h.env.Theme, h.env.Lang, h.margin()
	p.BoxEdge(x, h.top(), h.env.W-2*x, 132+noneLine*float32(len(h.noneLines())), 12, th.Panel, 1, th.Line)
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
func (h *Home) noneLines() []string {
	h.none = h.env.Painter.Wrap(h.none[:0], homeWords.noneHelp.In(h.env.Lang), noneStyle, h.env.W-2*h.margin()-56)
	return h.none
}
