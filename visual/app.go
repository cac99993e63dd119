// Package visual is the program's face: one Ebitengine game for the window and
// the page. It is handed a catalogue of scenarios and knows none of them.
//
//	App      the game: screens, theme, language, the link on screen
//	home     the course as cards, each with a small live run, and a search
//	stage    one scenario: map, sequence diagram, panel, caption, timeline
//	compare  two to four runs beside each other, at one time
//	present  a talk or a tour beat by beat; awaiting is on screen before it
//	cause    on the stage: what led to a step or a message, and what came of it
//	Picture  a screen without a window, and GIF a film of it
//	Host     what differs between a page and a desktop
//
// Beside it are model (the picture of a scene), paint (shapes and text), widgets
// (panel, top bar and what Tab reaches), theme and fonts, film (GIF files), find (the
// search) and edit (a place to type in).
//
// Drawing is in design units: a window of 1280×720 is so many units wide and
// high, a larger one has the same layout, larger. Update does a bounded amount of
// work; Draw draws only when something changed.
package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// App is the game. Make one with New and hand it to ebiten.RunGame.
type App struct {
	*Env
	pw, ph     int // device pixels
	ready      bool
	sheet      help
	toastLines []string
	shown      string // the link last given to the host
	linkAt     time.Time
	talks      *talks
}

// New returns the program, opened at the link that the host gives. source finds the
// code that a scenario's marks name.
func New(catalogue []*sim.Scenario, source func(mark string) (Code, error), host Host) *App {
	a := &App{Env: newEnv(catalogue, source, host)}
	a.doors, a.talks = a, &talks{env: a.Env}
	if c, ok := host.(clock); ok {
		a.now = c.Now
	}
	lang, light, reduced := host.Prefs()
	a.lang, _ = sim.ParseLang(lang)
	a.setLight(light)
	a.reducedMotion = reduced
	a.open(host.Link())
	return a
}

// open shows what a link names; a bad link shows why, and nothing else.
func (a *App) open(text string) {
	l, err := link.Decode(text, a.catalogue)
	if err != nil {
		a.Refuse(err)
		return
	}
	if !l.AnyLang {
		a.lang = l.Lang
	}
	a.host.Language(a.lang.String())
	switch {
	case l.ID == "":
		a.Home()
	case l.Beat > 0:
		err = a.talks.openBeat(l)
	case len(l.Others) > 0:
		err = a.openCompare(l)
	default:
		err = a.Run(l)
	}
	if err != nil {
		a.Refuse(err)
	}
}

// Layout implements ebiten.Game; LayoutF is used instead.
func (a *App) Layout(width, height int) (int, int) { return width, height }

// LayoutF implements ebiten.LayoutFer: the screen has the device's own pixels.
func (a *App) LayoutF(width, height float64) (float64, float64) {
	scale := 1.0
	if m := ebiten.Monitor(); m != nil {
		scale = max(m.DeviceScaleFactor(), 0.25)
	}
	a.resize(max(int(width*scale), 1), max(int(height*scale), 1), float32(scale))
	return float64(a.pw), float64(a.ph)
}

// resize keeps the layout at 1280×720 units, larger when the window is.
func (a *App) resize(pw, ph int, scale float32) {
	factor := theme.SizesFor(float32(pw)/scale, float32(ph)/scale, false).Factor
	factor *= smaller(float32(pw)/scale, float32(ph)/scale)
	unit := scale * factor
	if pw == a.pw && ph == a.ph && unit == a.unit {
		return
	}
	a.pw, a.ph, a.unit, a.dip = pw, ph, unit, factor
	a.w, a.h = max(float32(pw)/unit, leastW*0.8), max(float32(ph)/unit, leastH*0.8)
	a.dirty = true
	a.screen.restyle()
}

// Update implements ebiten.Game.
func (a *App) Update() error {
	a.in.now = a.now()
	a.in.poll(a.unit, a.grabs)
	if a.in.gesture.seen && !a.touch {
		a.touch, a.dirty = true, true
		a.screen.restyle()
	}
	if text, ok := a.host.NextLink(); ok && text != a.shown {
		a.open(text)
	}
	a.talks.dropped()
	a.talks.hear()
	if a.help {
		a.sheet.update(a)
		return nil
	}
	if !a.typing() {
		a.keys()
	}
	if a.screen.update(&a.in) {
		a.dirty = true
	}
	a.showLink()
	a.speak()
	if a.toast != "" && a.now().Sub(a.toastAt) > 2*time.Second {
		a.toast, a.dirty = "", true
	}
	return nil
}

// grabber is a screen with places where a finger acts as soon as it comes down.
type grabber interface{ grabs(x, y float32) bool }

func (a *App) grabs(x, y float32) bool {
	g, ok := a.screen.(grabber)
	return ok && !a.help && g.grabs(x, y)
}

// keys reacts to the keys that every screen knows.
func (a *App) keys() {
	switch {
	case pressed(ebiten.KeySlash) && a.in.shift:
		a.help, a.dirty = true, true
	case pressed(ebiten.KeyT):
		a.setLight(!a.theme.Light)
		a.remember()
	case pressed(ebiten.KeyK):
		a.setLang(1 - a.lang)
	case pressed(ebiten.KeyL):
		a.copyLink()
	}
}

// showLink keeps the address in step with the screen, a few times a second.
func (a *App) showLink() {
	if a.now().Sub(a.linkAt) < 200*time.Millisecond {
		return
	}
	a.linkAt = a.now()
	if _, bad := a.screen.(*badLink); bad {
		a.shown = "" // the address keeps what could not be read, until something else is on screen
		return
	}
	text, err := a.encode()
	if err != nil || text == a.shown {
		return
	}
	a.shown = text
	a.host.SetLink(text)
	a.host.Probe("link", text)
}

// Draw implements ebiten.Game. A frame in which nothing changed keeps the picture.
func (a *App) Draw(dst *ebiten.Image) {
	if !a.dirty {
		return
	}
	a.dirty = false
	dst.Fill(a.theme.Bg)
	complete := a.compose(dst)
	a.dirty = !complete
	if complete && !a.ready {
		a.ready = true
		a.host.Ready()
	}
}

// compose draws the frame, layer upon layer; it reports whether all of it was drawn.
func (a *App) compose(dst *ebiten.Image) (complete bool) {
	p := a.painter
	p.Begin(a.w, a.h, a.unit)
	a.screen.draw(p)
	complete = p.Flush(dst)
	a.screen.widgets(dst)
	a.screen.overlay(p)
	a.drawField(p)
	if a.help {
		a.sheet.draw(a, p)
	}
	a.drawToast(p)
	return p.Flush(dst) && complete
}

func (a *App) drawToast(p *paint.Painter) {
	if a.toast == "" {
		return
	}
	style := paint.Style{Size: 16, Weight: paint.Bold, Color: a.theme.Text, Align: paint.Center}
	if _, ok := a.screen.(*present); ok {
		style.Size = 20
	}
	row := style.Size + 6
	room := a.w - 120
	if a.w < slimW {
		room = a.w - 56
	}
	a.toastLines = p.Wrap(a.toastLines[:0], a.toast, style, room)
	w := float32(0)
	for _, line := range a.toastLines {
		w = max(w, p.Measure(line, style)+40)
	}
	h := 18 + row*float32(len(a.toastLines))
	p.BoxEdge(a.w/2-w/2, 72, w, h, 20, a.theme.Raised, 1, a.theme.Teal)
	for i, line := range a.toastLines {
		p.Text(a.w/2, 81+row*(float32(i)+0.5), line, style)
	}
}
