// Package screen is what every screen has in common: the one interface by which they are
// known, what each finds around it (Env), the doors from one to another, the host that the
// program runs in, and how a window is divided.
package screen

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/tour"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Screen is what fills the window.
type Screen interface {
	// Update reacts to one tick; true means that something to see has changed.
	Update(in *input.Input) bool
	// Draw draws everything but widgets, through the painter.
	Draw(p *paint.Painter)
	// Widgets draws what other libraries draw, above; may be nothing.
	Widgets(dst *ebiten.Image)
	// Overlay draws what lies above the widgets.
	Overlay(p *paint.Painter)
	// Link is how to come back here.
	Link() link.Link
	// Restyle follows a change of theme, language or size.
	Restyle()
}

// doors lead from one screen to another.
type Doors interface {
	// Home opens the course.
	Home()
	// Guide opens the first scenario, with somebody who shows a newcomer around.
	Guide()
	// Scenario opens a scenario at its start.
	Scenario(sc *sim.Scenario)
	// Run opens a run at a moment.
	Run(l link.Link) error
	// Resume puts a run on the stage where it stands. The view is named as in links.
	Resume(tl *sim.Timeline, view string)
	// Compare opens runs beside each other at a virtual time; a negative one is the end.
	// back returns to where they were opened, if a run at a time is what is there.
	Compare(specs []sim.Spec, at sim.Time, back func(spec sim.Spec, at sim.Time) bool) error
	// Present opens the tour of a run, as soon as it is there. l is the link meanwhile.
	Present(spec sim.Spec, l link.Link, back func()) error
	// Refuse says why a link cannot be opened, RefuseTalk why a file of a talk cannot.
	Refuse(err error)
	RefuseTalk(err error)
}

// Code is one function of an algorithm within its file; lines count from 0.
type Code struct {
	File  string
	Text  string
	First int // the first line of its comment
	Last  int
	Head  int // the line that declares it
}

// Env is what every screen finds around it.
type Env struct {
	size
	Catalogue     []*sim.Scenario
	Tours         *tour.Tours
	Source        func(mark string) (Code, error)
	Host          Host
	Doors         Doors
	Painter       *paint.Painter
	Theme         *theme.Theme
	Lang          sim.Lang
	ReducedMotion bool
	Touch         bool             // fingers press here: controls are larger
	Now           func() time.Time // time.Now, or the host's own clock

	Screen  Screen
	In      input.Input
	Field   textField
	Dirty   bool // there is something new to see
	Help    bool // the sheet of keys lies over the screen
	Toast   string
	ToastAt time.Time
	Speech  Speech
}

func NewEnv(catalogue []*sim.Scenario, source func(mark string) (Code, error), host Host) *Env {
	a := &Env{size: size{W: 1280, H: 720, Unit: 1, Dip: 1}, Catalogue: catalogue, Tours: tour.New(catalogue), Source: source, Host: host,
		Painter: paint.New(), Theme: &theme.Dark, Dirty: true, Now: time.Now}
	if lender, ok := host.(Fonts); ok {
		lend := func(char rune, bold, mono bool, px float32) (paint.Borrowed, bool) {
			cover, advance, ok := lender.Glyph(char, bold, mono, px)
			return paint.Borrowed{Cover: cover, Advance: advance}, ok
		}
		a.Painter.Borrow(lend)
		widgets.Borrow(lend)
	}
	return a
}

func (a *Env) SetLight(light bool) {
	a.Theme = &theme.Dark
	if light {
		a.Theme = &theme.Light
	}
}

func (a *Env) Show(s Screen) {
	a.CloseField()
	a.Help, a.Screen, a.Dirty = false, s, true
	s.Restyle()
}

func (a *Env) SetLang(lang sim.Lang) {
	a.Lang = lang
	a.Host.Language(lang.String())
	a.Remember()
}

func (a *Env) Remember() {
	a.Host.Remember(a.Lang.String(), a.Theme.Light)
	a.Screen.Restyle()
	a.Dirty = true
}

func (a *Env) CopyLink() {
	if text, err := a.Encode(); err == nil {
		a.Host.Copy(a.Host.ShareURL(text))
		a.Say(words.Copied.In(a.Lang))
	} else {
		a.Say(err.Error())
	}
}

// Say shows a short message for two seconds.
func (a *Env) Say(text string) { a.Toast, a.ToastAt, a.Dirty = text, a.Now(), true }

func (a *Env) Encode() (string, error) {
	l := a.Screen.Link()
	l.Lang, l.AnyLang = a.Lang, false
	return link.Encode(l, a.Catalogue)
}

// LookButtons are the buttons of the theme and the language, which every top bar has.
func (a *Env) LookButtons(out []widgets.Button) []widgets.Button {
	other, icon := "EN", paint.Sun
	if a.Lang == sim.EN {
		other = "KO"
	}
	if a.Theme.Light {
		icon = paint.Moon
	}
	return append(out, widgets.Button{ID: "theme", Icon: widgets.IconOf(icon), Chip: true},
		widgets.Button{ID: "lang", Text: other, Chip: true})
}

// PressLook does what the buttons say that are the same on every screen.
func (a *Env) PressLook(id string) {
	switch id {
	case "copy":
		a.CopyLink()
	case "theme":
		a.SetLight(!a.Theme.Light)
		a.Remember()
	case "lang":
		a.SetLang(1 - a.Lang)
	}
}
