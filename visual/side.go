package visual

import (
	"strconv"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// side is what a person presses beside the model: the panel with its tabs, and
// the buttons of the top bar.
type side struct {
	panel *widgets.Panel
	bar   *widgets.Bar
	items []widgets.Item
	chips []widgets.Button
	made  sideKey // what items and chips were made for
	state []sim.Field
	read  stateKey // what state and prior were read for
	sums  []uint64 // of the state's fields
	prior []uint64 // the same one step before, to mark what changed
	lines []string
	roll  float32 // how far the state is scrolled
	tall  float32 // how tall it was drawn
}

func (d *side) restyle(s *stage) {
	if d.panel == nil {
		d.panel, d.bar = widgets.NewPanel(), widgets.NewBar()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = s.app.touch
	d.panel.Style(s.app.theme, sizes, s.app.unit)
	d.bar.Style(s.app.theme, sizes, s.app.unit)
	d.read, d.made = stateKey{}, sideKey{}
}

// topRight returns where the buttons of the top bar begin.
func (s *stage) topRight() float32 {
	return s.app.w - gutter - s.side.bar.PreferredWidth()
}

func (d *side) contains(x, y float32) bool { return d.panel.Contains(x, y) || d.bar.Contains(x, y) }

func (d *side) focused() bool { return d.panel.Focused() || d.bar.Focused() }

// update shows what the panel should hold and carries out what was pressed.
func (d *side) update(s *stage) bool {
	r := s.panel()
	r.H -= s.lawsHeight() + 8
	d.panel.Place(r)
	if key := s.sideKey(); key != d.made {
		d.made = key
		d.items = s.panelItems(d.items[:0])
		d.chips = s.topButtons(d.chips[:0])
	}
	d.panel.Show(d.items)
	d.bar.Show(d.chips)
	w := d.bar.PreferredWidth()
	d.bar.Place(paint.Rect{X: s.app.w - gutter - w, Y: 8, W: w, H: 40}, paint.Right)
	active := !s.menu.open && s.dragging == dragNone
	changed := false
	for _, e := range d.panel.Update(active) { // first: Tab comes to it first
		s.pressPanel(e)
		changed = true
	}
	for _, e := range d.bar.Update(active) {
		s.pressTop(e.ID)
		changed = true
	}
	return d.wheel(s, &s.app.in) || changed || d.panel.Dirty() || d.bar.Dirty() || s.pressLaws(&s.app.in)
}

// sideKey is all that the panel and the top bar depend on.
type sideKey struct {
	tl       *sim.Timeline
	step     int64
	branch   int
	branches int
	lang     sim.Lang
	light    bool
	tab      tab
	prepared string
	seed     uint64
	small    bool
	open     bool
}

func (s *stage) sideKey() sideKey {
	branches, current := s.tl.Branches()
	return sideKey{s.tl, s.tl.Cursor(), current, len(branches), s.app.lang, s.app.theme.Light, s.tab, s.prepared, s.tl.Run().Spec().Seed, s.small(), s.sideOpen}
}

func (s *stage) topButtons(out []widgets.Button) []widgets.Button {
	if s.small() {
		return s.smallButtons(out)
	}
	lang := s.app.lang
	return s.app.lookButtons(append(out,
		widgets.Button{ID: "seed", Text: "seed " + s.seedText(), Chip: true},
		widgets.Button{ID: "about", Text: "i", Chip: true},
		widgets.Button{ID: "restart", Icon: widgets.IconOf(paint.Restart), Chip: true},
		widgets.Button{ID: "presets", Text: words.presetsLabel.In(lang), Icon: widgets.IconOf(paint.Menu)},
		widgets.Button{ID: "copy", Text: words.copyLink.In(lang)},
		widgets.Button{ID: "compare", Text: compareWords.button.In(lang)},
		widgets.Button{ID: "present", Text: presentWords.button.In(lang), Tone: widgets.Accent}))
}

// lookButtons are the buttons of the theme and the language, which every top bar has.
func (a *App) lookButtons(out []widgets.Button) []widgets.Button {
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
func (a *App) pressLook(id string) {
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

func (s *stage) pressTop(id string) {
	switch id {
	case "seed":
		s.reseed(1)
		s.app.say(words.seed.In(s.app.lang) + " " + s.seedText())
	case "restart":
		s.restart(func(*sim.Spec) error { return nil })
	case "about":
		s.about = about{open: true}
	case "presets":
		s.menu.openPresets(s)
	case "present":
		s.presentSoon()
	case "compare":
		s.compareNow()
	case "panel":
		s.toggleSide()
	case "more":
		s.menu.openMore(s)
	case "view":
		s.view = (s.view + 1) % viewModes
		s.place()
	case "keys":
		s.app.help = true
	case "home":
		s.app.goHome()
	default:
		s.app.pressLook(id)
	}
}

func (s *stage) seedText() string { return shortSeed(s.tl.Run().Spec().Seed) }

// reseed runs the same thing under the next seed.
func (s *stage) reseed(by int64) {
	s.restart(func(spec *sim.Spec) error {
		spec.Seed += uint64(by)
		return nil
	})
}

// panelItems says what the panel holds: controls only in their own tab.
func (s *stage) panelItems(out []widgets.Item) []widgets.Item {
	lang := s.app.lang
	out = append(out, widgets.Item{Kind: widgets.Tabs, ID: "tab", Selected: int(s.tab),
		Options: []string{words.controls.In(lang), words.state.In(lang), words.metrics.In(lang), words.code.In(lang)}})
	if s.tab != tabControls {
		return out
	}
	out = append(out, s.presetItem())
	if branches, current := s.tl.Branches(); len(branches) > 1 {
		item := widgets.Item{Kind: widgets.Choice, ID: "branch", Label: words.histories.In(lang), Selected: current}
		for i, b := range branches {
			name := s.historyLabel(i) + "  ·  step " + sim.Comma(b.Fork)
			if b.Parent < 0 {
				name = b.Name + "  ·  " + words.original.In(lang)
			}
			item.Options = append(item.Options, name)
		}
		out = append(out, item)
	}
	run := s.tl.Run()
	for i := range s.sc.Params {
		out = s.paramItems(out, run, i)
	}
	if buttons := s.faultButtons(); len(buttons) > 0 {
		out = append(out, widgets.Item{Kind: widgets.Rule}, widgets.Item{Kind: widgets.Buttons, Label: words.faults.In(lang), Buttons: buttons})
	}
	out = append(out, widgets.Item{Kind: widgets.Stepper, ID: "seed", Label: words.seed.In(lang), ValueText: strconv.FormatUint(s.tl.Run().Spec().Seed, 10)})
	return out
}

// presetItem switches between the naive and the right preset; the others are in
// the menu of the top bar.
func (s *stage) presetItem() widgets.Item {
	item := widgets.Item{Kind: widgets.Segments, ID: "preset", Label: words.presetsLabel.In(s.app.lang), Selected: -1}
	for i := range min(len(s.sc.Presets), 2) {
		item.Options = append(item.Options, s.sc.Presets[i].Name.In(s.app.lang))
		if s.sc.Presets[i].ID == s.prepared {
			item.Selected = i
		}
	}
	return item
}

func (s *stage) faultButtons() []widgets.Button {
	var out []widgets.Button
	for _, f := range s.sc.Faults {
		out = append(out, widgets.Button{ID: "fault:" + f.ID, Text: f.Title.In(s.app.lang), Tone: widgets.Danger})
	}
	return out
}

// paramItems shows one parameter: a choice, a slider, or a slider for each
// element of a list.
func (s *stage) paramItems(out []widgets.Item, run *sim.Run, i int) []widgets.Item {
	p := &s.sc.Params[i]
	value := run.Param(i)
	label := p.Name.In(s.app.lang)
	if len(p.Choices) > 0 {
		item := widgets.Item{Kind: widgets.Segments, ID: "param:" + p.ID, Label: label, Selected: int(value[0])}
		if len(p.Choices) > 3 {
			item.Kind = widgets.Choice
		}
		for _, c := range p.Choices {
			item.Options = append(item.Options, c.Name.In(s.app.lang))
		}
		return append(out, item)
	}
	for j, v := range value {
		item := widgets.Item{Kind: widgets.Slider, ID: "param:" + p.ID, Label: label, Min: p.Min, Max: p.Max, Value: v, Log: p.Log,
			ValueText: p.Show([]int64{v}, s.app.lang)}
		if len(value) > 1 {
			item.ID += ":" + strconv.Itoa(j)
			item.Label += " " + strconv.Itoa(j+1)
		}
		out = append(out, item)
	}
	return out
}

func (s *stage) pressPanel(e widgets.Event) {
	what, id, _ := strings.Cut(e.ID, ":")
	switch what {
	case "tab":
		s.setTab(tab(e.Value))
	case "preset":
		p := &s.sc.Presets[e.Value]
		s.preset(p)
		s.app.say(p.Says.In(s.app.lang))
	case "fault":
		s.cause(id)
	case "seed":
		s.reseed(e.Value)
	case "branch":
		s.switchTo(int(e.Value))
	case "param":
		if e.Done || len(s.choicesOf(id)) > 0 {
			s.setParam(id, e.Value)
		}
	}
}

func (s *stage) choicesOf(id string) []sim.Choice {
	for i := range s.sc.Params {
		if s.sc.Params[i].ID == id {
			return s.sc.Params[i].Choices
		}
	}
	return nil
}

// cause carries out a fault button's actions, one after the other.
func (s *stage) cause(id string) {
	for _, f := range s.sc.Faults {
		if f.ID != id {
			continue
		}
		for _, call := range f.Do {
			s.do(call)
		}
	}
}

// setParam changes a parameter: at the start of a run, or when the run reads it
// only then, by running anew; later by an action at the cursor.
func (s *stage) setParam(id string, value int64) {
	id, element, isElement := strings.Cut(id, ":")
	for i := range s.sc.Params {
		p := &s.sc.Params[i]
		if p.ID != id {
			continue
		}
		values := append([]int64(nil), s.tl.Run().Param(i)...)
		at := 0
		if isElement {
			at, _ = strconv.Atoi(element)
		}
		if at >= len(values) || values[at] == value {
			return
		}
		values[at] = value
		s.prepared = ""
		if p.Fixed || s.tl.Cursor() == 0 {
			s.restart(func(spec *sim.Spec) error { return s.sc.Set(spec.Params, id, p.Format(values)) })
			return
		}
		s.do("set(" + id + "," + p.Format(values) + ")")
		return
	}
}

func (d *side) draw(dst *ebiten.Image) {
	d.panel.Draw(dst)
	d.bar.Draw(dst)
}

// drawUnder draws the laws below the panel.
func (d *side) drawUnder(s *stage, p *paint.Painter) {
	s.drawSheet(p)
	s.drawLaws(p)
}

// drawOver draws the tabs that hold figures, above the panel's card.
func (d *side) drawOver(s *stage, p *paint.Painter) {
	r := s.panel()
	area := paint.Rect{X: r.X, Y: r.Y + s.tabsTall(), W: r.W, H: r.H - s.tabsTall() - s.lawsHeight() - 10}
	switch s.tab {
	case tabState:
		d.drawState(s, p, area)
	case tabMetrics:
		s.charts.draw(s, p, area)
	case tabCode:
		s.code.draw(s, p, area)
	}
}
