package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// topBar holds the buttons at the upper right.
type topBar struct {
	app   *Env
	run   *Run
	plan  *plan
	week  memo
	bar   *widgets.Bar
	chips []widgets.Button
	made  topKey // what they were made for
}

// topKey is all that the top bar depends on.
type topKey struct {
	seed         uint64
	lang         sim.Lang
	light, small bool
	open         bool // the panel, in a narrow window
}

func (b *topBar) restyle() {
	if b.bar == nil {
		b.bar = widgets.NewBar()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = b.app.touch
	b.bar.Style(b.app.theme, sizes, b.app.unit)
	b.made = topKey{}
}

// lay puts the bar in its place and shows what it should hold.
func (b *topBar) lay() {
	if key := (topKey{b.run.tl.Run().Spec().Seed, b.app.lang, b.app.theme.Light, b.app.small(), b.plan.sideOpen}); key != b.made || b.chips == nil {
		b.made = key
		b.chips = b.topButtons(b.chips[:0])
	}
	b.bar.Show(b.chips)
	w := b.bar.PreferredWidth()
	b.bar.Place(paint.Rect{X: b.app.w - gutter - w, Y: 8, W: w, H: 40}, paint.Right)
}

// topRight returns where the buttons of the top bar begin.
func (n *plan) topRight() float32 {
	return n.app.w - gutter - n.bar.bar.PreferredWidth()
}

func (b *topBar) topButtons(out []widgets.Button) []widgets.Button {
	if b.app.small() {
		return b.smallButtons(out)
	}
	lang := b.app.lang
	return b.app.lookButtons(append(out,
		widgets.Button{ID: "seed", Text: "seed " + b.run.seedText(), Chip: true},
		widgets.Button{ID: "about", Text: "i", Chip: true},
		widgets.Button{ID: "restart", Icon: widgets.IconOf(paint.Restart), Chip: true},
		widgets.Button{ID: "presets", Text: words.PresetsLabel.In(lang), Icon: widgets.IconOf(paint.Menu)},
		widgets.Button{ID: "copy", Text: words.CopyLink.In(lang)},
		widgets.Button{ID: "compare", Text: words.Compare.In(lang)},
		widgets.Button{ID: "present", Text: words.Present.In(lang), Tone: widgets.Accent}))
}

func (s *stage) pressTop(id string) {
	switch id {
	case "seed":
		s.acts.reseed(1)
		s.app.say(words.Seed.In(s.app.lang) + " " + s.run.seedText())
	case "restart":
		s.acts.restart(func(*sim.Spec) error { return nil })
	case "about":
		s.about.show()
	case "presets":
		s.menu.openPresets(s)
	case "present":
		s.presentSoon()
	case "compare":
		s.acts.compareNow()
	case "panel":
		s.toggleSide()
	case "more":
		s.menu.openMore(s)
	case "view":
		s.plan.view = (s.plan.view + 1) % viewModes
		s.place()
	case "keys":
		s.app.help = true
	case "home":
		s.app.doors.Home()
	default:
		s.app.pressLook(id)
	}
}
