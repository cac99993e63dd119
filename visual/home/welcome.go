package home

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Welcomed is kept once somebody has started, or did not want to be shown around.
const Welcomed = "welcomed"

func (h *Home) welcomes() bool { return h.fresh && !h.env.Field.Open }

func (h *Home) hintText() string {
	if h.slim() {
		return homeWords.tap.In(h.env.Lang)
	}
	if h.fresh {
		return words.Hint.In(h.env.Lang)
	}
	return homeWords.keys.In(h.env.Lang)
}

// welcomeH is how high the card for newcomers is.
func (h *Home) welcomeH() float32 {
	if h.env.W < 820 {
		return 158
	}
	return 88
}

// placeWelcome puts the card for newcomers at y and returns where the cards begin.
func (h *Home) placeWelcome(y float32) float32 {
	if !h.welcomes() {
		return y
	}
	skip := button{Id: "skip", Label: homeWords.skip.In(h.env.Lang), Zone: ZoneWelcome}
	tour := button{Id: "tour", Label: homeWords.tour.In(h.env.Lang), icon: paint.Play, hasIcon: true, Zone: ZoneWelcome, on: true}
	right, middle := h.env.W-h.margin()-24, y+h.welcomeH()/2
	if h.env.W < 820 {
		middle = y + h.welcomeH() - 34
	}
	w := h.chipW(&skip)
	skip.At = paint.Rect{X: right - w, Y: middle - 19, W: w, H: 38}
	w = h.chipW(&tour) + 12
	tour.At = paint.Rect{X: skip.At.X - w - 12, Y: middle - 19, W: w, H: 38}
	h.Buttons = append(h.Buttons, tour, skip)
	return y + h.welcomeH() + 18
}

func (h *Home) drawWelcome(p *paint.Painter) {
	if !h.welcomes() {
		return
	}
	th, lang, x := h.env.Theme, h.env.Lang, h.margin()
	w, tall := h.env.W-2*x, h.welcomeH()
	y := h.top() - 18 - tall
	p.Gradient(x, y, w, tall, 12, th.CaptionFrom, th.CaptionTo)
	p.BoxLine(x, y, w, tall, 12, 1, th.BlueSolid)
	p.Text(x+24, y+30, homeWords.welcome.In(lang), paint.Style{Size: 19, Weight: paint.Bold, Color: th.Text})
	style := paint.Style{Size: 15, Color: th.Dim}
	room := w - 48
	if b := h.Buttons[h.First(ZoneWelcome)]; h.env.W >= 820 {
		room = b.At.X - x - 40
	}
	h.lines = p.Wrap(h.lines[:0], homeWords.welcomeHelp.In(lang), style, room)
	for i, line := range h.lines[:min(len(h.lines), 2)] {
		p.Text(x+24, y+58+float32(i)*22, line, style)
	}
}
