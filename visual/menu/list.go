package menu

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

const (
	listW    = 380
	listRow  = 32
	listHead = 44
)

// OpenList opens the menu as a list over an area, within the window.
func (m *Menu) OpenList(env *screen.Env, at paint.Rect) {
	m.Open, m.list = true, true
	w := min(listW, env.W-16)
	h := min(listHead+listRow*float32(len(m.Items))+12, env.H-screen.TopH-16)
	m.At = paint.Rect{X: min(max(at.X+16, 8), env.W-w-8), Y: min(at.Y+40, env.H-h-8), W: w, H: h}
	m.At.Y = max(m.At.Y, screen.TopH+8)
	for i := range m.Items {
		if m.Items[i].Now {
			m.Hover = i
		}
	}
	m.reveal()
}

func (m *Menu) room() float32 { return m.At.H - listHead - 12 }

// Most is how far a list can roll.
func (m *Menu) Most() float32 { return max(listRow*float32(len(m.Items))-m.room(), 0) }

func (m *Menu) listRow(i int) paint.Rect {
	return paint.Rect{X: m.At.X + 6, Y: m.At.Y + listHead + listRow*float32(i) - m.roll, W: m.At.W - 12, H: listRow}
}

// reveal rolls a list so far that the row under the cursor is in view.
func (m *Menu) reveal() {
	if !m.list {
		return
	}
	if m.Hover >= 0 {
		top := listRow * float32(m.Hover)
		m.roll = max(min(m.roll, top), top+listRow-m.room())
	}
	m.roll = min(max(m.roll, 0), m.Most())
}

func (m *Menu) drawList(env *screen.Env, p *paint.Painter) {
	th := env.Theme
	p.Box(0, 0, env.W, env.H, 0, th.Shade)
	p.BoxEdge(m.At.X, m.At.Y, m.At.W, m.At.H, 12, th.Panel, 1, th.Edge)
	title := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
	p.Text(m.At.X+18, m.At.Y+24, p.Truncate(m.Title, title, m.At.W-36), title)
	p.PushClip(m.At.X, m.At.Y+listHead-4, m.At.W, m.room()+10)
	for i := range m.Items {
		m.drawEntry(env, p, i)
	}
	p.PopClip()
	if m.roll < m.Most() {
		screen.DrawFade(p, paint.Rect{X: m.At.X, Y: m.At.Y, W: m.At.W, H: m.At.H - 2}, th.Panel)
	}
}

func (m *Menu) drawEntry(env *screen.Env, p *paint.Painter, i int) {
	th, item, r := env.Theme, &m.Items[i], m.listRow(i)
	y := r.Y + r.H/2
	if item.Heading {
		p.Text(r.X+12, y+3, item.Text, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
		return
	}
	if i == m.Hover {
		p.Box(r.X, r.Y, r.W, r.H, 8, th.Hover)
	}
	style := paint.Style{Size: 16, Color: th.Text}
	if item.Now {
		style.Weight, style.Color = paint.Bold, th.Blue
	}
	value := paint.Style{Size: 14, Color: th.Dim, Align: paint.Right}
	left, right := r.X+12, r.X+r.W-12
	if item.More {
		p.Icon(paint.Forward, right-4, y, 14, th.Dim)
		right -= 18
	}
	if item.Back {
		p.Icon(paint.Back, left+5, y, 14, th.Dim)
		left += 20
	}
	shown := p.Truncate(item.Side, value, r.W*0.45)
	p.Text(right, y, shown, value)
	p.Text(left, y, p.Truncate(item.Text, style, right-left-12-p.Measure(shown, value)), style)
}
