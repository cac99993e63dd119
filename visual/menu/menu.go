// Package menu is the one list of things to choose from that a screen opens: beside a
// point, as large as its entries, or as a long list over the screen that rolls.
package menu

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Menu is what can be chosen. Empty it with Begin, add its entries, and open it with
// PopUp or OpenList.
type Menu struct {
	Open  bool
	Title string
	Items []Item
	At    paint.Rect
	Each  float32 // how high a row is
	Hover int     // the entry that Enter chooses; -1 is none
	per   int     // how many entries a column has
	list  bool    // a long list that rolls
	roll  float32
}

// Item is one entry.
type Item struct {
	Text    string
	Side    string // at the right: the key that does the same, or the value there is now
	Heading bool   // nothing to choose
	Now     bool   // what there is already
	More    bool   // leads to another list
	Back    bool   // leads back to the first
	Choose  func()
}

// Begin closes the menu and empties it.
func (m *Menu) Begin(title string) { *m = Menu{Items: m.Items[:0], Hover: -1, Title: title} }

// Add adds an entry.
func (m *Menu) Add(item Item) { m.Items = append(m.Items, item) }

// Row is where an entry stands.
func (m *Menu) Row(i int) paint.Rect {
	if m.list {
		return m.listRow(i)
	}
	return m.popRow(i)
}

// rowAt returns the entry under a place that can be chosen, -1 for none.
func (m *Menu) rowAt(x, y float32) int {
	if m.list && (!m.At.Contains(x, y) || y < m.At.Y+listHead) {
		return -1
	}
	for i := range m.Items {
		if m.Row(i).Contains(x, y) && !m.Items[i].Heading {
			return i
		}
	}
	return -1
}

// Update serves keys and pointer. It reports whether there is something new to see, and
// whether the second button was pressed elsewhere, which closes it and may open another.
func (m *Menu) Update(env *screen.Env, in *input.Input) (changed, elsewhere bool) {
	was, rolled := m.Hover, m.roll
	if over := m.rowAt(in.X, in.Y); in.Moved && over >= 0 {
		m.Hover = over
	}
	if m.list {
		m.roll = min(max(m.roll-in.Scroll, 0), m.Most())
	}
	switch {
	case input.Pressed(ebiten.KeyEscape), (in.Pressed || in.Right) && !m.At.Contains(in.X, in.Y):
		m.Open = false
		return true, in.Right
	case input.Repeated(ebiten.KeyDown):
		m.Move(1)
		m.Say(env)
	case input.Repeated(ebiten.KeyUp):
		m.Move(-1)
		m.Say(env)
	case input.Pressed(ebiten.KeyEnter), m.list && input.Pressed(ebiten.KeySpace):
		return m.choose(m.Hover), false
	case in.Pressed:
		return m.choose(m.rowAt(in.X, in.Y)) || !m.list, false
	}
	if m.list && m.Hover != was && in.Moved {
		m.Say(env)
	}
	return m.Hover != was || m.roll != rolled, false
}

// Move goes to the next entry that can be chosen, or the one before.
func (m *Menu) Move(by int) {
	n, i := len(m.Items), m.Hover
	if i < 0 && by < 0 {
		i = 0
	}
	for range n {
		i = (i + by + n) % n
		if !m.Items[i].Heading {
			break
		}
	}
	m.Hover = i
	m.reveal()
}

// Say tells a screen reader what Enter would choose.
func (m *Menu) Say(env *screen.Env) {
	switch {
	case !m.Open || m.Hover < 0:
	case m.list:
		env.Announce(m.Items[m.Hover].Text+" "+m.Items[m.Hover].Side, false)
	default:
		env.Announce(m.Title+": "+m.Items[m.Hover].Text, false)
	}
}

func (m *Menu) choose(i int) bool {
	if i < 0 || i >= len(m.Items) || m.Items[i].Heading {
		return false
	}
	m.Open = false
	m.Items[i].Choose()
	return true
}

// Draw draws it above everything else.
func (m *Menu) Draw(env *screen.Env, p *paint.Painter) {
	switch {
	case !m.Open:
	case m.list:
		m.drawList(env, p)
	default:
		m.drawPopup(env, p)
	}
}
