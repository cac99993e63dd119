package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// smallButtons are the buttons of the top bar where there is no room for all.
func (b *topBar) smallButtons(out []widgets.Button) []widgets.Button {
	panel := widgets.Button{ID: "panel", Text: words.Controls.In(b.env.Lang)}
	if b.plan.sideOpen {
		panel = widgets.Button{ID: "panel", Icon: widgets.IconOf(paint.Cross)}
	}
	return append(out, panel, widgets.Button{ID: "more", Icon: widgets.IconOf(paint.Menu)})
}

func (b *topBar) drawTop(p *paint.Painter) {
	a, th := b.env, b.env.Theme
	p.Rule(0, screen.TopH-0.5, a.W, screen.TopH-0.5, th.Line)
	p.Icon(paint.Back, 24, 28, 18, th.Dim)
	x := float32(42)
	first, second := b.run.Sc.Title.KO, b.run.Sc.Title.EN
	if a.Lang == sim.EN {
		first, second = second, first
	}
	title := paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text}
	for _, title.Size = range titleSizes {
		if p.Measure(first, title) <= b.plan.titleRight()-x-12 {
			break
		}
	}
	x += b.drawTitle(p, first, title, paint.Rect{X: x, Y: 28, W: max(b.plan.titleRight()-x-12, 20), H: 0}) + 14
	style := paint.Style{Size: 15, Color: th.Muted}
	if p.Measure(second, style) <= b.plan.titleRight()-x-100 {
		x += p.Text(x, 28, second, style) + 14
	}
	week := b.week.Of(int64(b.run.Sc.Week), int64(a.Lang), words.Week)
	style = paint.Style{Size: 13, Color: th.Dim, Align: paint.Center}
	w := p.Measure(week, style) + 22
	if x+w > b.plan.titleRight()-8 {
		return
	}
	p.BoxEdge(x, 15, w, 26, 13, th.Raised, 1, th.Line)
	p.Text(x+w/2, 28, week, style)
}

// drawTitle writes the scenario's name, in two lines if it must, and returns its width.
func (b *topBar) drawTitle(p *paint.Painter, text string, style paint.Style, r paint.Rect) float32 {
	var room [3]string
	lines := p.Wrap(room[:0], text, style, r.W)
	if len(lines) != 2 {
		return p.Text(r.X, r.Y, p.Truncate(text, style, r.W), style)
	}
	return max(p.Text(r.X, r.Y-titleLine/2, lines[0], style), p.Text(r.X, r.Y+titleLine/2, lines[1], style))
}

const titleLine = 20

// titleSizes are the sizes that the title may have, the largest first.
var titleSizes = [...]float32{21, 17, 15}

// topBar holds the buttons at the upper right.
type topBar struct {
	env   *screen.Env
	run   *play.Run
	plan  *plan
	week  screen.Memo
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
	sizes.Touch = b.env.Touch
	b.bar.Style(b.env.Theme, sizes, b.env.Unit)
	b.made = topKey{}
}

// lay puts the bar in its place and shows what it should hold.
func (b *topBar) lay() {
	if key := (topKey{b.run.Tl.Run().Spec().Seed, b.env.Lang, b.env.Theme.Light, b.env.Small(), b.plan.sideOpen}); key != b.made || b.chips == nil {
		b.made = key
		b.chips = b.topButtons(b.chips[:0])
	}
	b.bar.Show(b.chips)
	w := b.bar.PreferredWidth()
	b.bar.Place(paint.Rect{X: b.env.W - screen.Gutter - w, Y: 8, W: w, H: 40}, paint.Right)
}

func (b *topBar) topButtons(out []widgets.Button) []widgets.Button {
	if b.env.Small() {
		return b.smallButtons(out)
	}
	lang := b.env.Lang
	return b.env.LookButtons(append(out,
		widgets.Button{ID: "seed", Text: "seed " + b.run.SeedText(), Chip: true},
		widgets.Button{ID: "about", Text: "i", Chip: true},
		widgets.Button{ID: "restart", Icon: widgets.IconOf(paint.Restart), Chip: true},
		widgets.Button{ID: "presets", Text: words.PresetsLabel.In(lang), Icon: widgets.IconOf(paint.Menu)},
		widgets.Button{ID: "copy", Text: words.CopyLink.In(lang)},
		widgets.Button{ID: "compare", Text: words.Compare.In(lang)},
		widgets.Button{ID: "present", Text: words.Present.In(lang), Tone: widgets.Accent}))
}

func (s *Stage) pressTop(id string) {
	switch id {
	case "seed":
		s.Acts.reseed(1)
		s.Env.Say(words.Seed.In(s.Env.Lang) + " " + s.Run.SeedText())
	case "restart":
		s.Acts.restart(func(*sim.Spec) error { return nil })
	case "about":
		s.About.Show()
	case "presets":
		s.Menu.OpenPresets(s)
	case "present":
		s.presentSoon()
	case "compare":
		s.Acts.compareNow()
	case "panel":
		s.ToggleSide()
	case "more":
		s.Menu.OpenMore(s)
	case "view":
		s.Plan.View = (s.Plan.View + 1) % play.ViewModes
		s.Place()
	case "keys":
		s.Env.Help = true
	case "home":
		s.Env.Doors.Home()
	default:
		s.Env.PressLook(id)
	}
}
