// Package app is the program: one Ebitengine game for the window and the page, which
// shows one screen at a time and leads from one to another. It is handed a catalogue of
// scenarios and knows none of them.
//
// Drawing is in design units: a window of 1280×720 is so many units wide and
// high, a larger one has the same layout, larger. Update does a bounded amount of
// work; Draw draws only when something changed.
package app

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// App is the game. Make one with New and hand it to ebiten.RunGame.
type App struct {
	*screen.Env
	Pw, Ph     int // device pixels
	ready      bool
	Sheet      help
	toastLines []string
	shown      string // the link last given to the host
	linkAt     time.Time
	Talks      *present.Talks
}

// New returns the program, opened at the link that the host gives. source finds the
// code that a scenario's marks name.
func New(catalogue []*sim.Scenario, source func(mark string) (screen.Code, error), host screen.Host) *App {
	a := &App{Env: screen.NewEnv(catalogue, source, host)}
	a.Doors, a.Talks = a, &present.Talks{Env: a.Env}
	if c, ok := host.(screen.Clock); ok {
		a.Now = c.Now
	}
	lang, light, reduced := host.Prefs()
	a.Lang, _ = sim.ParseLang(lang)
	a.SetLight(light)
	a.ReducedMotion = reduced
	a.Open(host.Link())
	return a
}

// Open shows what a link names; a bad link shows why, and nothing else.
func (a *App) Open(text string) {
	l, err := link.Decode(text, a.Catalogue)
	if err != nil {
		a.Refuse(err)
		return
	}
	if !l.AnyLang {
		a.Lang = l.Lang
	}
	a.Host.Language(a.Lang.String())
	switch {
	case l.ID == "":
		a.Home()
	case l.Beat > 0:
		err = a.Talks.OpenBeat(l)
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
	a.Resize(max(int(width*scale), 1), max(int(height*scale), 1), float32(scale))
	return float64(a.Pw), float64(a.Ph)
}

// Resize keeps the layout at 1280×720 units, larger when the window is.
func (a *App) Resize(pw, ph int, scale float32) {
	factor := theme.SizesFor(float32(pw)/scale, float32(ph)/scale, false).Factor
	factor *= screen.Smaller(float32(pw)/scale, float32(ph)/scale)
	unit := scale * factor
	if pw == a.Pw && ph == a.Ph && unit == a.Unit {
		return
	}
	a.Pw, a.Ph, a.Unit, a.Dip = pw, ph, unit, factor
	a.W, a.H = max(float32(pw)/unit, screen.LeastW*0.8), max(float32(ph)/unit, screen.LeastH*0.8)
	a.Dirty = true
	a.Screen.Restyle()
}

// Update implements ebiten.Game.
func (a *App) Update() error {
	a.In.Now = a.Now()
	a.In.Poll(a.Unit, a.Grabs)
	if a.In.Gesture.Seen && !a.Touch {
		a.Touch, a.Dirty = true, true
		a.Screen.Restyle()
	}
	if text, ok := a.Host.NextLink(); ok && text != a.shown {
		a.Open(text)
	}
	a.Talks.Dropped()
	a.Talks.Hear()
	if a.Help {
		a.Sheet.update(a)
		return nil
	}
	if !a.Typing() {
		a.keys()
	}
	if a.Screen.Update(&a.In) {
		a.Dirty = true
	}
	a.showLink()
	a.Speak()
	if a.Toast != "" && a.Now().Sub(a.ToastAt) > 2*time.Second {
		a.Toast, a.Dirty = "", true
	}
	return nil
}

// grabber is a screen with places where a finger acts as soon as it comes down.
type grabber interface{ Grabs(x, y float32) bool }

func (a *App) Grabs(x, y float32) bool {
	g, ok := a.Screen.(grabber)
	return ok && !a.Help && g.Grabs(x, y)
}

// keys reacts to the keys that every screen knows.
func (a *App) keys() {
	switch {
	case input.Pressed(ebiten.KeySlash) && a.In.Shift:
		a.Help, a.Dirty = true, true
	case input.Pressed(ebiten.KeyT):
		a.SetLight(!a.Theme.Light)
		a.Remember()
	case input.Pressed(ebiten.KeyK):
		a.SetLang(1 - a.Lang)
	case input.Pressed(ebiten.KeyL):
		a.CopyLink()
	}
}

// showLink keeps the address in step with the screen, a few times a second.
func (a *App) showLink() {
	if a.Now().Sub(a.linkAt) < 200*time.Millisecond {
		return
	}
	a.linkAt = a.Now()
	if _, bad := a.Screen.(*BadLink); bad {
		a.shown = "" // the address keeps what could not be read, until something else is on screen
		return
	}
	text, err := a.Encode()
	if err != nil || text == a.shown {
		return
	}
	a.shown = text
	a.Host.SetLink(text)
	a.Host.Probe("link", text)
}

// Draw implements ebiten.Game. A frame in which nothing changed keeps the picture.
func (a *App) Draw(dst *ebiten.Image) {
	if !a.Dirty {
		return
	}
	a.Dirty = false
	dst.Fill(a.Theme.Bg)
	complete := a.Compose(dst)
	a.Dirty = !complete
	if complete && !a.ready {
		a.ready = true
		a.Host.Ready()
	}
}

// Compose draws the frame, layer upon layer; it reports whether all of it was drawn.
func (a *App) Compose(dst *ebiten.Image) (complete bool) {
	p := a.Painter
	p.Begin(a.W, a.H, a.Unit)
	a.Screen.Draw(p)
	complete = p.Flush(dst)
	a.Screen.Widgets(dst)
	a.Screen.Overlay(p)
	a.DrawField(p)
	if a.Help {
		a.Sheet.Draw(a, p)
	}
	a.drawToast(p)
	return p.Flush(dst) && complete
}

func (a *App) drawToast(p *paint.Painter) {
	if a.Toast == "" {
		return
	}
	style := paint.Style{Size: 16, Weight: paint.Bold, Color: a.Theme.Text, Align: paint.Center}
	if _, ok := a.Screen.(*present.Present); ok {
		style.Size = 20
	}
	row := style.Size + 6
	room := a.W - 120
	if a.W < screen.SlimW {
		room = a.W - 56
	}
	a.toastLines = p.Wrap(a.toastLines[:0], a.Toast, style, room)
	w := float32(0)
	for _, line := range a.toastLines {
		w = max(w, p.Measure(line, style)+40)
	}
	h := 18 + row*float32(len(a.toastLines))
	p.BoxEdge(a.W/2-w/2, 72, w, h, 20, a.Theme.Raised, 1, a.Theme.Teal)
	for i, line := range a.toastLines {
		p.Text(a.W/2, 81+row*(float32(i)+0.5), line, style)
	}
}
