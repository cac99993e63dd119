// Package inspect is the panel of the stage: controls, the state of a node, metrics, the
// code at work, and how the laws stand.
package inspect

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage/history"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// Inspector is the panel with its tabs.
type Inspector struct {
	Env    *screen.Env
	Run    *play.Run
	Plan   panelGround
	Tree   *history.Tree
	Tab    Tab
	Charts Charts
	Code   Code
	widths []float32 // of a table's columns
	Panel  *widgets.Panel
	items  []widgets.Item
	made   sideKey // what items were made for
	State  []sim.Field
	read   stateKey // what state and prior were read for
	sums   []uint64 // of the state's fields
	prior  []uint64 // the same one step before, to mark what changed
	lines  []string
	roll   float32 // how far the state is scrolled
	tall   float32 // how tall it was drawn
}

func (d *Inspector) Restyle() {
	if d.Panel == nil {
		d.Panel = widgets.NewPanel()
	}
	sizes := theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)
	sizes.Touch = d.Env.Touch
	d.Panel.Style(d.Env.Theme, sizes, d.Env.Unit)
	d.read, d.made = stateKey{}, sideKey{}
}

// Lay puts the panel in its place and shows what it should hold.
func (d *Inspector) Lay() {
	r := d.Plan.Panel()
	r.H -= d.LawsHeight() + 8
	d.Panel.Place(r)
	if key := d.sideKey(); key != d.made {
		d.made = key
		d.items = d.panelItems(d.items[:0])
	}
	d.Panel.Show(d.items)
}

// panelGround is where the panel stands.
type panelGround interface {
	Panel() paint.Rect
	TabsTall() float32 // its row of tabs
}

// sideKey is all that the panel depends on.
type sideKey struct {
	tl       *sim.Timeline
	step     int64
	branch   int
	branches int
	lang     sim.Lang
	tab      Tab
	prepared string
	seed     uint64
	names    int // given by a person to histories
}

func (d *Inspector) sideKey() sideKey {
	branches, current := d.Run.Tl.Branches()
	return sideKey{d.Run.Tl, d.Run.Tl.Cursor(), current, len(branches), d.Env.Lang, d.Tab, d.Run.Prepared, d.Run.Tl.Run().Spec().Seed, d.Tree.Names}
}

// panelItems says what the panel holds: controls only in their own tab.
func (d *Inspector) panelItems(out []widgets.Item) []widgets.Item {
	lang := d.Env.Lang
	out = append(out, widgets.Item{Kind: widgets.Tabs, ID: "tab", Selected: int(d.Tab),
		Options: []string{words.Controls.In(lang), words.State.In(lang), words.Metrics.In(lang), words.Code.In(lang)}})
	if d.Tab != TabControls {
		return out
	}
	out = append(out, d.presetItem())
	if branches, current := d.Run.Tl.Branches(); len(branches) > 1 {
		item := widgets.Item{Kind: widgets.Choice, ID: "branch", Label: words.Histories.In(lang), Selected: current}
		for i, b := range branches {
			name := d.Tree.HistoryLabel(i) + "  ·  step " + sim.Comma(b.Fork)
			if b.Parent < 0 {
				name = b.Name + "  ·  " + words.Original.In(lang)
			}
			item.Options = append(item.Options, name)
		}
		out = append(out, item)
	}
	run := d.Run.Tl.Run()
	for i := range d.Run.Sc.Params {
		out = d.paramItems(out, run, i)
	}
	if buttons := d.faultButtons(); len(buttons) > 0 {
		out = append(out, widgets.Item{Kind: widgets.Rule}, widgets.Item{Kind: widgets.Buttons, Label: words.Faults.In(lang), Buttons: buttons})
	}
	out = append(out, widgets.Item{Kind: widgets.Stepper, ID: "seed", Label: words.Seed.In(lang), ValueText: strconv.FormatUint(d.Run.Tl.Run().Spec().Seed, 10)})
	return out
}

// presetItem switches between the naive and the right preset; the others are in
// the menu of the top bar.
func (d *Inspector) presetItem() widgets.Item {
	item := widgets.Item{Kind: widgets.Segments, ID: "preset", Label: words.PresetsLabel.In(d.Env.Lang), Selected: -1}
	for i := range min(len(d.Run.Sc.Presets), 2) {
		item.Options = append(item.Options, d.Run.Sc.Presets[i].Name.In(d.Env.Lang))
		if d.Run.Sc.Presets[i].ID == d.Run.Prepared {
			item.Selected = i
		}
	}
	return item
}

func (d *Inspector) faultButtons() []widgets.Button {
	var out []widgets.Button
	for _, f := range d.Run.Sc.Faults {
		out = append(out, widgets.Button{ID: "fault:" + f.ID, Text: f.Title.In(d.Env.Lang), Tone: widgets.Danger})
	}
	return out
}

// paramItems shows one parameter: a choice, a slider, or a slider for each
// element of a list.
func (d *Inspector) paramItems(out []widgets.Item, run *sim.Run, i int) []widgets.Item {
	p := &d.Run.Sc.Params[i]
	value := run.Param(i)
	label := p.Name.In(d.Env.Lang)
	if len(p.Choices) > 0 {
		item := widgets.Item{Kind: widgets.Segments, ID: "param:" + p.ID, Label: label, Selected: int(value[0])}
		if len(p.Choices) > 3 {
			item.Kind = widgets.Choice
		}
		for _, c := range p.Choices {
			item.Options = append(item.Options, c.Name.In(d.Env.Lang))
		}
		return append(out, item)
	}
	for j, v := range value {
		item := widgets.Item{Kind: widgets.Slider, ID: "param:" + p.ID, Label: label, Min: p.Min, Max: p.Max, Value: v, Log: p.Log,
			ValueText: p.Show([]int64{v}, d.Env.Lang)}
		if len(value) > 1 {
			item.ID += ":" + strconv.Itoa(j)
			item.Label += " " + strconv.Itoa(j+1)
		}
		out = append(out, item)
	}
	return out
}

// DrawOver draws the tabs that hold figures, above the panel's card.
func (d *Inspector) DrawOver(p *paint.Painter) {
	r := d.Plan.Panel()
	area := paint.Rect{X: r.X, Y: r.Y + d.Plan.TabsTall(), W: r.W, H: r.H - d.Plan.TabsTall() - d.LawsHeight() - 10}
	switch d.Tab {
	case TabState:
		d.drawState(p, area)
	case TabMetrics:
		d.Charts.draw(p, area)
	case TabCode:
		d.Code.draw(p, area)
	}
}

type Tab uint8

const (
	TabControls Tab = iota
	TabState
	TabMetrics
	TabCode
)
