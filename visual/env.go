package visual

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/tour"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// screen is what fills the window.
type screen interface {
	// update reacts to one tick; true means that something to see has changed.
	update(in *input) bool
	// draw draws everything but widgets, through the painter.
	draw(p *paint.Painter)
	// widgets draws what other libraries draw, above; may be nothing.
	widgets(dst *ebiten.Image)
	// overlay draws what lies above the widgets.
	overlay(p *paint.Painter)
	// link is how to come back here.
	link() link.Link
	// restyle follows a change of theme, language or size.
	restyle()
}

// Doors lead from one screen to another.
type doors interface {
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
	catalogue     []*sim.Scenario
	tours         *tour.Tours
	source        func(mark string) (Code, error)
	host          Host
	doors         doors
	painter       *paint.Painter
	theme         *theme.Theme
	lang          sim.Lang
	reducedMotion bool
	touch         bool             // fingers press here: controls are larger
	now           func() time.Time // time.Now, or the host's own clock

	screen  screen
	in      input
	field   textField
	dirty   bool // there is something new to see
	help    bool // the sheet of keys lies over the screen
	toast   string
	toastAt time.Time
	speech  speech
}

func newEnv(catalogue []*sim.Scenario, source func(mark string) (Code, error), host Host) *Env {
	return &Env{size: size{w: 1280, h: 720, unit: 1, dip: 1}, catalogue: catalogue, tours: tour.New(catalogue), source: source, host: host,
		painter: paint.New(), theme: &theme.Dark, dirty: true, now: time.Now}
}

func (a *Env) setLight(light bool) {
	a.theme = &theme.Dark
	if light {
		a.theme = &theme.Light
	}
}

func (a *Env) show(s screen) {
	a.closeField()
	a.help, a.screen, a.dirty = false, s, true
	s.restyle()
}

func (a *Env) setLang(lang sim.Lang) {
	a.lang = lang
	a.host.Language(lang.String())
	a.remember()
}

func (a *Env) remember() {
	a.host.Remember(a.lang.String(), a.theme.Light)
	a.screen.restyle()
	a.dirty = true
}

func (a *Env) copyLink() {
	if text, err := a.encode(); err == nil {
		a.host.Copy(a.host.ShareURL(text))
		a.say(words.Copied.In(a.lang))
	} else {
		a.say(err.Error())
	}
}

// say shows a short message for two seconds.
func (a *Env) say(text string) { a.toast, a.toastAt, a.dirty = text, a.now(), true }

func (a *Env) encode() (string, error) {
	l := a.screen.link()
	l.Lang, l.AnyLang = a.lang, false
	return link.Encode(l, a.catalogue)
}

// lookButtons are the buttons of the theme and the language, which every top bar has.
func (a *Env) lookButtons(out []widgets.Button) []widgets.Button {
	other, icon := "EN", paint.Sun
	if a.lang == sim.EN {
		other = "KO"
	}
	if a.theme.Light {
		icon = paint.Moon
	}
	return append(out, widgets.Button{ID: "theme", Icon: widgets.IconOf(icon), Chip: true},
		widgets.Button{ID: "lang", Text: other, Chip: true})
}

// pressLook does what the buttons say that are the same on every screen.
func (a *Env) pressLook(id string) {
	switch id {
	case "copy":
		a.copyLink()
	case "theme":
		a.setLight(!a.theme.Light)
		a.remember()
	case "lang":
		a.setLang(1 - a.lang)
	}
}
