package home

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// How the course fits its window: one column of wide cards on a phone held upright,
// filters in as many rows as they need, the hint in as many lines.

func (h *Home) slim() bool { return h.env.W < screen.SlimW }

func (h *Home) margin() float32 {
	if h.slim() {
		return 16
	}
	return 40
}

// filterRow is the way from one row of filters to the next.
func (h *Home) filterRow() float32 {
	if h.env.Touch {
		return 46 // a finger's way apart
	}
	return 36
}

// top is where the cards begin.
func (h *Home) top() float32 { return h.cardsAt }

// cardW is how wide a card is: as drawn, or in a narrow window what an even share is.
func (h *Home) cardW() float32 {
	if h.env.W >= screen.NarrowW {
		return cardW
	}
	n := float32(h.Across())
	return (h.env.W - 2*h.margin() - cardGapX*(n-1)) / n
}

var hintStyle = paint.Style{Size: 15}

func (h *Home) wrapHint() {
	h.hint = h.env.Painter.Wrap(h.hint[:0], h.hintText(), hintStyle, h.env.W-2*h.margin())
}

// hintH is kept free at the lower edge for the hint.
func (h *Home) hintH() float32 { return 18 + 20*float32(max(len(h.hint), 1)) }

func (h *Home) drawHint(p *paint.Painter) {
	style := hintStyle
	style.Color = h.env.Theme.Dim
	for i, line := range h.hint {
		p.Text(h.margin(), h.env.H-h.hintH()+16+20*float32(i), line, style)
	}
}

// drawSubtitle writes what this is beside the name, below it in a narrow window, or
// smaller where it would not fit.
func (h *Home) drawSubtitle(p *paint.Painter, x float32) {
	text, style := words.Subtitle.In(h.env.Lang), paint.Style{Size: 18, Color: h.env.Theme.Dim}
	if p.Measure(text, style) <= h.topLeft()-x-16 {
		p.Text(x, 51, text, style)
		return
	}
	style.Size = 13
	p.Text(h.margin(), 73, p.Truncate(text, style, h.env.W-2*h.margin()), style)
}
