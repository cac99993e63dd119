package visual

import (
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// inspector is the panel with its tabs.
type inspector struct {
	app    *Env
	run    *Run
	plan   panelGround
	tree   *histories
	tab    tab
	charts charts
	code   code
	widths []float32 // of a table's columns
	panel  *widgets.Panel
	items  []widgets.Item
	made   sideKey // what items were made for
	state  []sim.Field
	read   stateKey // what state and prior were read for
	sums   []uint64 // of the state's fields
	prior  []uint64 // the same one step before, to mark what changed
	lines  []string
	roll   float32 // how far the state is scrolled
	tall   float32 // how tall it was drawn
}

func (d *inspector) restyle() {
	if d.panel == nil {
		d.panel = widgets.NewPanel()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = d.app.touch
	d.panel.Style(d.app.theme, sizes, d.app.unit)
	d.read, d.made = stateKey{}, sideKey{}
}

// onSide reports whether a place is on the panel or the top bar.
func (s *stage) onSide(x, y float32) bool {
	return s.side.panel.Contains(x, y) || s.bar.bar.Contains(x, y)
}

// sideFocused reports whether the panel or the top bar has the keyboard.
func (s *stage) sideFocused() bool { return s.side.panel.Focused() || s.bar.bar.Focused() }

// updateSide shows what the panel and the top bar should hold and carries out what was
// pressed.
func (s *stage) updateSide() bool {
	s.side.lay()
	s.bar.lay()
	active := !s.menu.open && s.pointer.dragging == dragNone
	changed := false
	for _, e := range s.side.panel.Update(active) { // first: Tab comes to it first
		s.pressPanel(e)
		changed = true
	}
	for _, e := range s.bar.bar.Update(active) {
		s.pressTop(e.ID)
		changed = true
	}
	return s.side.wheel(&s.app.in) || changed || s.side.panel.Dirty() || s.bar.bar.Dirty() || s.pressLaws(&s.app.in)
}

// lay puts the panel in its place and shows what it should hold.
func (d *inspector) lay() {
	r := d.plan.panel()
	r.H -= d.lawsHeight() + 8
	d.panel.Place(r)
	if key := d.sideKey(); key != d.made {
		d.made = key
		d.items = d.panelItems(d.items[:0])
	}
	d.panel.Show(d.items)
}

// panelGround is where the panel stands.
type panelGround interface {
	panel() paint.Rect
	tabsTall() float32 // its row of tabs
}

// sideKey is all that the panel depends on.
type sideKey struct {
	tl       *sim.Timeline
	step     int64
	branch   int
	branches int
	lang     sim.Lang
	tab      tab
	prepared string
	seed     uint64
	names    int // given by a person to histories
}

func (d *inspector) sideKey() sideKey {
	branches, current := d.run.tl.Branches()
	return sideKey{d.run.tl, d.run.tl.Cursor(), current, len(branches), d.app.lang, d.tab, d.run.prepared, d.run.tl.Run().Spec().Seed, d.tree.names}
}

func (r *Run) seedText() string { return shortSeed(r.tl.Run().Spec().Seed) }

// reseed runs the same thing under the next seed.
func (a *acts) reseed(by int64) {
	a.restart(func(spec *sim.Spec) error {
		spec.Seed += uint64(by)
		return nil
	})
}

// panelItems says what the panel holds: controls only in their own tab.
func (d *inspector) panelItems(out []widgets.Item) []widgets.Item {
	lang := d.app.lang
	out = append(out, widgets.Item{Kind: widgets.Tabs, ID: "tab", Selected: int(d.tab),
		Options: []string{words.Controls.In(lang), words.State.In(lang), words.Metrics.In(lang), words.Code.In(lang)}})
	if d.tab != tabControls {
		return out
	}
	out = append(out, d.presetItem())
	if branches, current := d.run.tl.Branches(); len(branches) > 1 {
		item := widgets.Item{Kind: widgets.Choice, ID: "branch", Label: words.Histories.In(lang), Selected: current}
		for i, b := range branches {
			name := d.tree.historyLabel(i) + "  ·  step " + sim.Comma(b.Fork)
			if b.Parent < 0 {
				name = b.Name + "  ·  " + words.Original.In(lang)
			}
			item.Options = append(item.Options, name)
		}
		out = append(out, item)
	}
	run := d.run.tl.Run()
	for i := range d.run.sc.Params {
		out = d.paramItems(out, run, i)
	}
	if buttons := d.faultButtons(); len(buttons) > 0 {
		out = append(out, widgets.Item{Kind: widgets.Rule}, widgets.Item{Kind: widgets.Buttons, Label: words.Faults.In(lang), Buttons: buttons})
	}
	out = append(out, widgets.Item{Kind: widgets.Stepper, ID: "seed", Label: words.Seed.In(lang), ValueText: strconv.FormatUint(d.run.tl.Run().Spec().Seed, 10)})
	return out
}

// presetItem switches between the naive and the right preset; the others are in
// the menu of the top bar.
func (d *inspector) presetItem() widgets.Item {
	item := widgets.Item{Kind: widgets.Segments, ID: "preset", Label: words.PresetsLabel.In(d.app.lang), Selected: -1}
	for i := range min(len(d.run.sc.Presets), 2) {
		item.Options = append(item.Options, d.run.sc.Presets[i].Name.In(d.app.lang))
		if d.run.sc.Presets[i].ID == d.run.prepared {
			item.Selected = i
		}
	}
	return item
}

func (d *inspector) faultButtons() []widgets.Button {
	var out []widgets.Button
	for _, f := range d.run.sc.Faults {
		out = append(out, widgets.Button{ID: "fault:" + f.ID, Text: f.Title.In(d.app.lang), Tone: widgets.Danger})
	}
	return out
}

// paramItems shows one parameter: a choice, a slider, or a slider for each
// element of a list.
func (d *inspector) paramItems(out []widgets.Item, run *sim.Run, i int) []widgets.Item {
	p := &d.run.sc.Params[i]
	value := run.Param(i)
	label := p.Name.In(d.app.lang)
	if len(p.Choices) > 0 {
		item := widgets.Item{Kind: widgets.Segments, ID: "param:" + p.ID, Label: label, Selected: int(value[0])}
		if len(p.Choices) > 3 {
			item.Kind = widgets.Choice
		}
		for _, c := range p.Choices {
			item.Options = append(item.Options, c.Name.In(d.app.lang))
		}
		return append(out, item)
	}
	for j, v := range value {
		item := widgets.Item{Kind: widgets.Slider, ID: "param:" + p.ID, Label: label, Min: p.Min, Max: p.Max, Value: v, Log: p.Log,
			ValueText: p.Show([]int64{v}, d.app.lang)}
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
		p := &s.run.sc.Presets[e.Value]
		s.acts.preset(p)
		s.app.say(p.Says.In(s.app.lang))
	case "fault":
		s.acts.cause(id)
	case "seed":
		s.acts.reseed(e.Value)
	case "branch":
		s.acts.switchTo(int(e.Value))
	case "param":
		if e.Done || len(s.run.choicesOf(id)) > 0 {
			s.acts.setParam(id, e.Value)
		}
	}
}

func (r *Run) choicesOf(id string) []sim.Choice {
	for i := range r.sc.Params {
		if r.sc.Params[i].ID == id {
			return r.sc.Params[i].Choices
		}
	}
	return nil
}

// cause carries out a fault button's actions, one after the other.
func (a *acts) cause(id string) {
	for _, f := range a.run.sc.Faults {
		if f.ID != id {
			continue
		}
		for _, call := range f.Do {
			a.do(call)
		}
	}
}

// setParam changes a parameter: at the start of a run, or when the run reads it
// only then, by running anew; later by an action at the cursor.
func (a *acts) setParam(id string, value int64) {
	id, element, isElement := strings.Cut(id, ":")
	for i := range a.run.sc.Params {
		p := &a.run.sc.Params[i]
		if p.ID != id {
			continue
		}
		values := append([]int64(nil), a.run.tl.Run().Param(i)...)
		at := 0
		if isElement {
			at, _ = strconv.Atoi(element)
		}
		if at >= len(values) || values[at] == value {
			return
		}
		values[at] = value
		a.run.prepared = ""
		if p.Fixed || a.run.tl.Cursor() == 0 {
			a.restart(func(spec *sim.Spec) error { return a.run.sc.Set(spec.Params, id, p.Format(values)) })
			return
		}
		a.do("set(" + id + "," + p.Format(values) + ")")
		return
	}
}

// drawOver draws the tabs that hold figures, above the panel's card.
func (d *inspector) drawOver(p *paint.Painter) {
	r := d.plan.panel()
	area := paint.Rect{X: r.X, Y: r.Y + d.plan.tabsTall(), W: r.W, H: r.H - d.plan.tabsTall() - d.lawsHeight() - 10}
	switch d.tab {
	case tabState:
		d.drawState(p, area)
	case tabMetrics:
		d.charts.draw(p, area)
	case tabCode:
		d.code.draw(p, area)
	}
}

type tab uint8

const (
	tabControls tab = iota
	tabState
	tabMetrics
	tabCode
)
