package app

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// help is the sheet of keys. Where it is too long it stands in two columns, or rolls.
type help struct {
	Roll  float32
	Most  float32 // how far it can roll
	lines []string
}

const (
	helpRow  = 28
	helpHead = 64
	helpWide = 560 // of a column
)

// update rolls the sheet; any other key and any press closes it.
func (h *help) update(a *App) {
	was := h.Roll
	switch {
	case input.Hand.KeyDown(ebiten.KeyDown):
		h.Roll += 6
	case input.Hand.KeyDown(ebiten.KeyUp):
		h.Roll -= 6
	case a.In.Pressed || input.Hand.AnyKey():
		*h, a.Help, a.Dirty = help{lines: h.lines}, false, true
		return
	}
	h.Roll = min(max(h.Roll-a.In.Scroll, 0), h.Most)
	a.Dirty = a.Dirty || h.Roll != was
}

func (h *help) Draw(a *App, p *paint.Painter) {
	if v, ok := a.Screen.(*present.Present); ok {
		v.DrawKeys(p)
		return
	}
	th := a.Theme
	p.Box(0, 0, a.W, a.H, 0, th.Shade)
	w, columns := min(a.W-16, helpWide), 1
	if float32(len(keySheet)*helpRow+helpHead+24) > a.H-16 && a.W >= 760 {
		w, columns = min(a.W-16, 2*helpWide), 2
	}
	per := (len(keySheet) + columns - 1) / columns
	tall := float32(0)
	for i := range columns {
		tall = max(tall, h.column(a, nil, keySheet[i*per:min((i+1)*per, len(keySheet))], paint.Rect{W: w / float32(columns)}))
	}
	r := paint.Rect{X: a.W/2 - w/2, Y: 0, W: w, H: min(tall+helpHead+20, a.H-16)}
	r.Y = a.H/2 - r.H/2
	h.Most = max(tall+helpHead+20-r.H, 0)
	p.BoxEdge(r.X, r.Y, r.W, r.H, 16, th.Panel, 1, th.Line)
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	pad := h.pad(r.W / float32(columns))
	p.Text(r.X+pad, r.Y+36, words.KeysTitle.In(a.Lang), title)
	hint := paint.Style{Size: 13, Color: th.Dim, Align: paint.Right}
	p.Text(r.X+r.W-pad, r.Y+36, p.Truncate(words.Close.In(a.Lang), hint, r.W-140), hint)
	p.PushClip(r.X, r.Y+helpHead-8, r.W, r.H-helpHead)
	for i := range columns {
		at := paint.Rect{X: r.X + r.W/float32(columns)*float32(i), Y: r.Y + helpHead - h.Roll, W: r.W / float32(columns), H: 0}
		h.column(a, p, keySheet[i*per:min((i+1)*per, len(keySheet))], at)
	}
	p.PopClip()
	if h.Roll < h.Most {
		screen.DrawFade(p, paint.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - 8}, th.Panel)
	}
}

func (*help) pad(w float32) float32 { return min(32, w/18) }

// column writes keys below each other and returns how tall they are; without a
// painter it only measures.
func (h *help) column(a *App, p *paint.Painter, keys []keyLine, r paint.Rect) (tall float32) {
	pad := h.pad(r.W)
	left := max(min(168, r.W*0.32), 112) + pad
	does := paint.Style{Size: 15, Color: a.Theme.Text}
	for i := range keys {
		y := r.Y + tall + helpRow/2
		h.lines = a.Painter.Wrap(h.lines[:0], keys[i].Does.In(a.Lang), does, r.W-left-pad/2)
		tall += helpRow + 19*float32(max(len(h.lines), 1)-1)
		if p == nil {
			continue
		}
		p.Text(r.X+pad, y, keys[i].Keys, paint.Style{Size: 15, Weight: paint.Bold, Color: a.Theme.Blue})
		for j, line := range h.lines {
			p.Text(r.X+left, y+19*float32(j), line, does)
		}
	}
	return tall
}
