package menu

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

const (
	popW    = 268
	popHead = 40
	popAir  = 48 // around an entry, with its key
)

var (
	popTitle  = paint.Style{Size: 15, Weight: paint.Bold}
	popChosen = paint.Style{Size: 16, Weight: paint.Bold}
)

// RowH is how high a row is where there is room; a finger needs more.
func RowH(env *screen.Env) float32 {
	if env.Touch {
		return 44
	}
	return 34
}

// PopUp opens the menu beside a point, within the window; without entries it stays closed.
func (m *Menu) PopUp(env *screen.Env, x, y float32) {
	m.Open, m.list = len(m.Items) > 0, false
	room := env.H - popHead - 20
	m.per = max(len(m.Items), 1)
	columns := float32(1)
	if float32(m.per)*RowH(env) > room && env.W >= 440 { // a low window
		m.per, columns = (m.per+1)/2, 2
	}
	m.Each = min(RowH(env), room/float32(m.per))
	h := popHead + m.Each*float32(m.per) + 8
	w := min(m.wide(env.Painter)*columns, env.W-16)
	m.At = paint.Rect{X: min(max(x+50, 8), env.W-w-8), Y: max(min(max(y-20, screen.TopH+4), env.H-h-8), 8), W: w, H: h}
}

// wide returns how wide the menu must be for its longest entry.
func (m *Menu) wide(p *paint.Painter) float32 {
	w := max(popW, p.Measure(m.Title, popTitle)+36)
	for i := range m.Items {
		w = max(w, p.Measure(m.Items[i].Text, popChosen)+popAir)
	}
	return w
}

func (m *Menu) popRow(i int) paint.Rect {
	columns := float32((len(m.Items) + m.per - 1) / m.per)
	w := (m.At.W - 12) / columns
	return paint.Rect{X: m.At.X + 6 + w*float32(i/m.per), Y: m.At.Y + popHead + m.Each*float32(i%m.per), W: w, H: m.Each}
}

func (m *Menu) drawPopup(env *screen.Env, p *paint.Painter) {
	th := env.Theme
	p.Glow(m.At.X, m.At.Y, m.At.W, m.At.H, 12, 24, th.Shade)
	p.BoxEdge(m.At.X, m.At.Y, m.At.W, m.At.H, 12, th.Panel, 1, th.Edge)
	title := popTitle
	title.Color = th.Dim
	p.Text(m.At.X+18, m.At.Y+22, p.Truncate(m.Title, title, m.At.W-36), title)
	for i := range m.Items {
		r := m.popRow(i)
		if i == m.Hover {
			p.Box(r.X, r.Y, r.W, r.H, 8, th.Hover)
		}
		style := paint.Style{Size: 16, Color: th.Text}
		if m.Items[i].Now {
			style.Weight, style.Color = paint.Bold, th.Blue
		}
		p.Text(r.X+12, r.Y+r.H/2, p.Truncate(m.Items[i].Text, style, r.W+12-popAir), style)
		p.Text(r.X+r.W-10, r.Y+r.H/2, m.Items[i].Side, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Dim, Align: paint.Right})
	}
}
