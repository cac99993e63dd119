package visual

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// welcomed is kept once somebody has started, or did not want to be shown around.
const welcomed = "welcomed"

func (h *home) welcomes() bool { return h.fresh && !h.app.field.open }

func (h *home) hintText() string {
	if h.slim() {
		return homeWords.tap.In(h.app.lang)
	}
	if h.fresh {
		return words.Hint.In(h.app.lang)
	}
	return homeWords.keys.In(h.app.lang)
}

// welcomeH is how high the card for newcomers is.
func (h *home) welcomeH() float32 {
	if h.app.w < 820 {
		return 158
	}
	return 88
}

// placeWelcome puts the card for newcomers at y and returns where the cards begin.
func (h *home) placeWelcome(y float32) float32 {
	if !h.welcomes() {
		return y
	}
	skip := button{id: "skip", label: homeWords.skip.In(h.app.lang), zone: zoneWelcome}
	tour := button{id: "tour", label: homeWords.tour.In(h.app.lang), icon: paint.Play, hasIcon: true, zone: zoneWelcome, on: true}
	right, middle := h.app.w-h.margin()-24, y+h.welcomeH()/2
	if h.app.w < 820 {
		middle = y + h.welcomeH() - 34
	}
	w := h.chipW(&skip)
	skip.at = paint.Rect{X: right - w, Y: middle - 19, W: w, H: 38}
	w = h.chipW(&tour) + 12
	tour.at = paint.Rect{X: skip.at.X - w - 12, Y: middle - 19, W: w, H: 38}
	h.buttons = append(h.buttons, tour, skip)
	return y + h.welcomeH() + 18
}

func (h *home) drawWelcome(p *paint.Painter) {
	if !h.welcomes() {
		return
	}
	th, lang, x := h.app.theme, h.app.lang, h.margin()
	w, tall := h.app.w-2*x, h.welcomeH()
	y := h.top() - 18 - tall
	p.Gradient(x, y, w, tall, 12, th.CaptionFrom, th.CaptionTo)
	p.BoxLine(x, y, w, tall, 12, 1, th.BlueSolid)
	p.Text(x+24, y+30, homeWords.welcome.In(lang), paint.Style{Size: 19, Weight: paint.Bold, Color: th.Text})
	style := paint.Style{Size: 15, Color: th.Dim}
	room := w - 48
	if b := h.buttons[h.first(zoneWelcome)]; h.app.w >= 820 {
		room = b.at.X - x - 40
	}
	h.lines = p.Wrap(h.lines[:0], homeWords.welcomeHelp.In(lang), style, room)
	for i, line := range h.lines[:min(len(h.lines), 2)] {
		p.Text(x+24, y+58+float32(i)*22, line, style)
	}
}
