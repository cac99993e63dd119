package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// help is the sheet of keys. Where it is too long it stands in two columns, or rolls.
type help struct {
	roll  float32
	most  float32 // how far it can roll
	lines []string
}

const (
	helpRow  = 28
	helpHead = 64
	helpWide = 560 // of a column
)

// update rolls the sheet; any other key and any press closes it.
func (h *help) update(a *App) {
	was := h.roll
	switch {
	case hand.keyDown(ebiten.KeyDown):
		h.roll += 6
	case hand.keyDown(ebiten.KeyUp):
		h.roll -= 6
	case a.in.pressed || hand.anyKey():
		*h, a.help, a.dirty = help{lines: h.lines}, false, true
		return
	}
	h.roll = min(max(h.roll-a.in.scroll, 0), h.most)
	a.dirty = a.dirty || h.roll != was
}

func (h *help) draw(a *App, p *paint.Painter) {
	if v, ok := a.screen.(*present); ok {
		v.drawKeys(p)
		return
	}
	th := a.theme
	p.Box(0, 0, a.w, a.h, 0, th.Shade)
	w, columns := min(a.w-16, helpWide), 1
	if float32(len(keySheet)*helpRow+helpHead+24) > a.h-16 && a.w >= 760 {
		w, columns = min(a.w-16, 2*helpWide), 2
	}
	per := (len(keySheet) + columns - 1) / columns
	tall := float32(0)
	for i := range columns {
		tall = max(tall, h.column(a, nil, keySheet[i*per:min((i+1)*per, len(keySheet))], paint.Rect{W: w / float32(columns)}))
	}
	r := paint.Rect{X: a.w/2 - w/2, Y: 0, W: w, H: min(tall+helpHead+20, a.h-16)}
	r.Y = a.h/2 - r.H/2
	h.most = max(tall+helpHead+20-r.H, 0)
	p.BoxEdge(r.X, r.Y, r.W, r.H, 16, th.Panel, 1, th.Line)
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	pad := h.pad(r.W / float32(columns))
	p.Text(r.X+pad, r.Y+36, words.KeysTitle.In(a.lang), title)
	hint := paint.Style{Size: 13, Color: th.Dim, Align: paint.Right}
	p.Text(r.X+r.W-pad, r.Y+36, p.Truncate(words.Close.In(a.lang), hint, r.W-140), hint)
	p.PushClip(r.X, r.Y+helpHead-8, r.W, r.H-helpHead)
	for i := range columns {
		at := paint.Rect{X: r.X + r.W/float32(columns)*float32(i), Y: r.Y + helpHead - h.roll, W: r.W / float32(columns), H: 0}
		h.column(a, p, keySheet[i*per:min((i+1)*per, len(keySheet))], at)
	}
	p.PopClip()
	if h.roll < h.most {
		drawFade(p, paint.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - 8}, th.Panel)
	}
}

func (*help) pad(w float32) float32 { return min(32, w/18) }

// column writes keys below each other and returns how tall they are; without a
// painter it only measures.
func (h *help) column(a *App, p *paint.Painter, keys []keyLine, r paint.Rect) (tall float32) {
	pad := h.pad(r.W)
	left := max(min(168, r.W*0.32), 112) + pad
	does := paint.Style{Size: 15, Color: a.theme.Text}
	for i := range keys {
		y := r.Y + tall + helpRow/2
		h.lines = a.painter.Wrap(h.lines[:0], keys[i].Does.In(a.lang), does, r.W-left-pad/2)
		tall += helpRow + 19*float32(max(len(h.lines), 1)-1)
		if p == nil {
			continue
		}
		p.Text(r.X+pad, y, keys[i].Keys, paint.Style{Size: 15, Weight: paint.Bold, Color: a.theme.Blue})
		for j, line := range h.lines {
			p.Text(r.X+left, y+19*float32(j), line, does)
		}
	}
	return tall
}
