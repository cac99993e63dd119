package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// How the stage fits a phone: held upright (slim) the transport has two rows and the
// caption more lines; lying (low) everything is one row and the switch of views moves
// into the top bar. In both the panel is a sheet over the model, and the buttons of
// the top bar are behind two.

const (
	slimW = 700 // narrower windows are slim, unless they are low
	lowH  = 480 // lower ones are low, if one row has room for the transport
	lowW  = 500
)

// The smallest window that everything is laid out for, in CSS pixels. A smaller one,
// as at a browser's zoom of 300 %, shows the same smaller, down to leastPart of it.
const (
	leastW    = 320
	leastH    = 300
	leastPart = 0.6
)

// smaller is by how much everything shrinks in a window of so many CSS pixels.
func smaller(w, h float32) float32 { return min(max(min(w/leastW, h/leastH), leastPart), 1) }

func (s *stage) slim() bool  { return s.app.w < slimW && !s.low() }
func (s *stage) low() bool   { return s.app.h < lowH && s.app.w >= lowW }
func (s *stage) tiny() bool  { return s.slim() && s.app.h < 560 }
func (s *stage) small() bool { return s.slim() || s.low() }

// tabless reports whether the switch of views is left to the menu.
func (s *stage) tabless() bool { return s.tiny() && s.app.h < 440 }

// edge is the room kept at the left.
func (s *stage) edge() float32 {
	if s.small() {
		return 12
	}
	return 20
}

func (s *stage) captionH() float32 {
	switch {
	case s.low():
		return 50
	case s.tiny():
		return 76
	case s.slim():
		return 112
	}
	return 72
}

// barH is how high the lower edge is: the transport, and the histories above its bar.
func (s *stage) barH() float32 { return s.transportH() + s.treeH() }

func (s *stage) transportH() float32 {
	switch {
	case s.low():
		return 66
	case s.tiny():
		return 122
	case s.slim():
		return 146
	}
	return 108
}

func (s *stage) tabsH() float32 {
	if s.low() || s.tabless() {
		return 0
	}
	return tabsBarH
}

// viewsAt is where the switch of views begins: in a low window within the top bar.
func (s *stage) viewsAt(p *paint.Painter) (x, y float32) {
	if s.tabless() {
		return 0, faraway
	}
	if !s.low() {
		return s.edge(), topH + 14
	}
	w := float32(0)
	for i := range int(viewModes) {
		w += p.Measure(s.viewName(i), viewTabStyle) + 30
	}
	return s.app.w - gutter - s.side.bar.PreferredWidth() - w - 12, 13
}

// clockX is where the clock stands: at the right end of the transport.
func (s *stage) clockX() float32 {
	if s.slim() {
		return s.buttonAt(3).X + 60
	}
	r := s.barArea()
	return r.X + r.W + 20
}

// sheet is the panel of a small window: over the model, beyond the edge until asked for.
func (s *stage) sheet() paint.Rect {
	a := s.app
	r := paint.Rect{X: 8, Y: topH + 8, W: a.w - 16, H: s.captionArea().Y - topH - 16}
	if s.low() || r.H < 260 {
		r.H = a.h - topH - 16
	}
	if s.low() {
		r.W = min(r.W, 440)
		r.X = a.w - r.W - 8
	}
	if !s.sideOpen {
		r.X = a.w + gutter
	}
	return r
}

// sheetOpen reports whether the panel lies over the model.
func (s *stage) sheetOpen() bool { return s.small() && s.sideOpen }

// behindSheet reports whether the pointer is where an open sheet keeps it from the
// model; a press beside the sheet closes it.
func (s *stage) behindSheet(in *input) (behind, changed bool) {
	r := s.panel()
	if !s.sheetOpen() || in.y < topH || s.dragging != dragNone {
		return false, false
	}
	if s.slim() && in.y >= r.Y+r.H {
		return false, false // the transport stays usable
	}
	if in.pressed && !r.Contains(in.x, in.y) {
		s.toggleSide()
		return true, true
	}
	return true, false
}

// drawSheet draws the ground of the open sheet.
func (s *stage) drawSheet(p *paint.Painter) {
	if !s.sheetOpen() {
		return
	}
	r := s.panel()
	p.Box(0, topH, s.app.w, s.captionArea().Y-topH, 0, s.app.theme.Shade)
	if s.low() {
		p.Box(0, topH, s.app.w, s.app.h-topH, 0, s.app.theme.Shade)
	}
	p.Box(r.X-4, r.Y-4, r.W+8, r.H+8, 14, s.app.theme.Bg)
}

// titleRight is where the title must end.
func (s *stage) titleRight() float32 {
	if s.low() {
		x, _ := s.viewsAt(s.app.painter)
		return x
	}
	return s.topRight()
}

// typeSize is a size of type with how many lines of it fit.
type typeSize struct {
	size  float32
	lines int
}

var (
	captionSizes = []typeSize{{23, 1}, {19, 2}, {16, 2}}
	captionSlim  = []typeSize{{19, 3}, {16, 4}, {14, 5}}
	captionTiny  = []typeSize{{16, 2}, {14, 3}}
	captionLow   = []typeSize{{19, 1}, {16, 2}, {14, 2}}
)

// captionSizes are the sizes that the caption may have, the largest first.
func (s *stage) captionSizes() []typeSize {
	switch {
	case s.low():
		return captionLow
	case s.tiny():
		return captionTiny
	case s.slim():
		return captionSlim
	}
	return captionSizes
}

// tabsTall is how tall the panel's row of tabs is.
func (s *stage) tabsTall() float32 {
	if s.app.touch {
		return 56
	}
	return 46
}

// smallButtons are the buttons of the top bar where there is no room for all.
func (s *stage) smallButtons(out []widgets.Button) []widgets.Button {
	panel := widgets.Button{ID: "panel", Text: words.controls.In(s.app.lang)}
	if s.sideOpen {
		panel = widgets.Button{ID: "panel", Icon: widgets.IconOf(paint.Cross)}
	}
	return append(out, panel, widgets.Button{ID: "more", Icon: widgets.IconOf(paint.Menu)})
}

// openMore lists what the top bar of a larger window has.
func (m *menu) openMore(s *stage) {
	lang := s.app.lang
	*m = menu{items: m.items[:0], hover: -1, title: s.sc.Title.In(lang)}
	for _, item := range []struct {
		press string
		text  sim.Text
		key   string
	}{
		{"presets", words.presetsLabel, ""},
		{"compare", compareWords.button, "C"},
		{"present", presentWords.button, "P"},
		{"view", smallWords.view, "M"},
		{"restart", smallWords.restart, "R"},
		{"seed", smallWords.seed, ""},
		{"about", words.about, "I"},
		{"copy", words.copyLink, "L"},
		{"theme", smallWords.theme, "T"},
		{"lang", smallWords.lang, "K"},
		{"keys", words.keysTitle, "?"},
		{"home", words.home, "Esc"},
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
