package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// barH is how high the lower edge is: the transport, and the histories above its bar.
func (n *plan) barH() float32 { return n.app.transportH() + n.tree.treeH() }

// viewsAt is where the switch of views begins: in a low window within the top bar.
func (n *plan) viewsAt(p *paint.Painter) (x, y float32) {
	if n.app.tabless() {
		return 0, faraway
	}
	if !n.app.low() {
		return n.app.edge(), topH + 14
	}
	w := float32(0)
	for i := range int(viewModes) {
		w += p.Measure(n.viewName(i), viewTabStyle) + 30
	}
	return n.app.w - gutter - n.bar.bar.PreferredWidth() - w - 12, 13
}

// clockX is where the clock stands: at the right end of the transport.
func (t *transport) clockX() float32 {
	if t.app.slim() {
		return t.buttonAt(3).X + 60
	}
	r := t.barArea()
	return r.X + r.W + 20
}

// sheet is the panel of a small window: over the model, beyond the edge until asked for.
func (n *plan) sheet() paint.Rect {
	a := n.app
	r := paint.Rect{X: 8, Y: topH + 8, W: a.w - 16, H: n.captionArea().Y - topH - 16}
	if n.app.low() || r.H < 260 {
		r.H = a.h - topH - 16
	}
	if n.app.low() {
		r.W = min(r.W, 440)
		r.X = a.w - r.W - 8
	}
	if !n.sideOpen {
		r.X = a.w + gutter
	}
	return r
}

// sheetOpen reports whether the panel lies over the model.
func (n *plan) sheetOpen() bool { return n.app.small() && n.sideOpen }

// behindSheet reports whether the pointer is where an open sheet keeps it from the
// model; a press beside the sheet closes it.
func (m *pointer) behindSheet(in *input) (behind, changed bool) {
	r := m.s.plan.panel()
	if !m.s.plan.sheetOpen() || in.y < topH || m.dragging != dragNone {
		return false, false
	}
	if m.s.app.slim() && in.y >= r.Y+r.H {
		return false, false // the transport stays usable
	}
	if in.pressed && !r.Contains(in.x, in.y) {
		m.s.toggleSide()
		return true, true
	}
	return true, false
}

// drawSheet draws the ground of the open sheet.
func (n *plan) drawSheet(p *paint.Painter) {
	if !n.sheetOpen() {
		return
	}
	r := n.panel()
	p.Box(0, topH, n.app.w, n.captionArea().Y-topH, 0, n.app.theme.Shade)
	if n.app.low() {
		p.Box(0, topH, n.app.w, n.app.h-topH, 0, n.app.theme.Shade)
	}
	p.Box(r.X-4, r.Y-4, r.W+8, r.H+8, 14, n.app.theme.Bg)
}

// titleRight is where the title must end.
func (n *plan) titleRight() float32 {
	if n.app.low() {
		x, _ := n.viewsAt(n.app.painter)
		return x
	}
	return n.topRight()
}

// tabsTall is how tall the panel's row of tabs is.
func (n *plan) tabsTall() float32 {
	if n.app.touch {
		return 56
	}
	return 46
}

// smallButtons are the buttons of the top bar where there is no room for all.
func (b *topBar) smallButtons(out []widgets.Button) []widgets.Button {
	panel := widgets.Button{ID: "panel", Text: words.Controls.In(b.app.lang)}
	if b.plan.sideOpen {
		panel = widgets.Button{ID: "panel", Icon: widgets.IconOf(paint.Cross)}
	}
	return append(out, panel, widgets.Button{ID: "more", Icon: widgets.IconOf(paint.Menu)})
}

// openMore lists what the top bar of a larger window has.
func (m *menu) openMore(s *stage) {
	lang := s.app.lang
	*m = menu{items: m.items[:0], hover: -1, title: s.run.sc.Title.In(lang)}
	for _, item := range []struct {
		press string
		text  sim.Text
		key   string
	}{
		{"presets", words.PresetsLabel, ""},
		{"compare", words.Compare, "C"},
		{"present", words.Present, "P"},
		{"view", smallWords.view, "M"},
		{"restart", smallWords.restart, "R"},
		{"seed", smallWords.seed, ""},
		{"about", words.About, "I"},
		{"copy", words.CopyLink, "L"},
		{"theme", smallWords.theme, "T"},
		{"lang", smallWords.lang, "K"},
		{"keys", words.KeysTitle, "?"},
		{"home", words.Home, "Esc"},
	} {
		m.items = append(m.items, menuItem{text: item.text.In(lang), press: item.press, key: item.key})
	}
	m.put(s, s.app.w, topH)
}

var smallWords = struct{ restart, seed, theme, lang, view sim.Text }{
	view:    sim.T("지도 · 순서도 · 둘 다", "Map · sequence · both"),
	restart: sim.T("처음부터 다시", "Start again"),
	seed:    sim.T("다음 시드로", "Next seed"),
	theme:   sim.T("밝게 / 어둡게", "Light / dark"),
	lang:    sim.T("English", "한국어"),
}
