package widgets

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Kind says what an item is. The package comment lists which fields each uses.
type Kind uint8

// The kinds of items. The zero value shows nothing.
const (
	None Kind = iota
	Tabs
	Segments
	Choice
	Slider
	Stepper
	Buttons
	Heading
	Note
	Rule
	Gap
)

// Tone is what a button or a note says by its colour.
type Tone uint8

// The tones. A button knows the first three.
const (
	Plain  Tone = iota
	Danger      // breaks something: red text and edge
	Accent      // the main thing to do: filled blue
	Good        // a note on what holds: teal icon
	Warn        // a note on what is degraded: amber icon
)

// Icon is one of visual/paint's symbols, or none: the zero value. Make one
// with IconOf.
type Icon uint16

// IconOf returns the icon that shows a symbol.
func IconOf(symbol paint.Symbol) Icon { return Icon(symbol) + 1 }

func (i Icon) symbol() paint.Symbol { return paint.Symbol(i) - 1 }

// Button is one button of a Buttons item or of a Bar.
type Button struct {
	ID       string // the ID of its event
	Text     string // may be empty when there is an icon
	Icon     Icon   // before the text
	Tone     Tone
	Disabled bool
	Chip     bool // Bar only: a small pill instead of a button
	Joined   bool // Bar only: one piece with the button before it
	Selected bool // Bar only: the chosen one of joined buttons, or an option that is on
}

// Item is one row of a panel. It is data: to change what a panel shows, show
// other items.
type Item struct {
	Kind      Kind
	ID        string   // the ID of its events; unique in its panel
	Label     string   // the text above or beside the control; the text itself of a Heading or Note
	ValueText string   // Slider, Stepper: the value as people read it
	Options   []string // Tabs, Segments, Choice
	Selected  int      // index into Options; out of range selects nothing
	Buttons   []Button // Buttons
	Columns   int      // Buttons: at most so many beside each other; 0 means 2
	Min, Max  int64    // Slider
	Value     int64    // Slider, Gap
	Step      int64    // Slider: values are Min plus a multiple of it; 0 means 1
	Log       bool     // Slider: equal ways are equal ratios; a Min of 0 is a stop at the left end
	Icon      Icon     // Note
	Tone      Tone     // Note
	Disabled  bool     // all but Buttons, which say it one by one
}

// Event is one thing that a person did.
type Event struct {
	ID    string // of the item, or of the button
	Value int64  // see the package comment
	Done  bool   // false only while a slider is still held
}

// same reports whether two items show the same.
func (it *Item) same(other *Item) bool {
	return it.Kind == other.Kind && it.ID == other.ID && it.Label == other.Label &&
		it.ValueText == other.ValueText && it.Selected == other.Selected &&
		it.Columns == other.Columns && it.Min == other.Min && it.Max == other.Max &&
		it.Value == other.Value && it.Step == other.Step && it.Log == other.Log &&
		it.Icon == other.Icon && it.Tone == other.Tone && it.Disabled == other.Disabled &&
		slices.Equal(it.Options, other.Options) && slices.Equal(it.Buttons, other.Buttons)
}

// keep copies an item over an older one. The slices are copied too, because
// the caller may fill the same ones again for the next frame.
func (it *Item) keep(from *Item) {
	options, buttons := it.Options[:0], it.Buttons[:0]
	*it = *from
	it.Options = append(options, from.Options...)
	it.Buttons = append(buttons, from.Buttons...)
}

// keepItems makes kept equal to items and reports whether it was not.
func keepItems(kept, items []Item) (now []Item, changed bool) {
	changed = len(kept) != len(items)
	for len(kept) < len(items) {
		if len(kept) < cap(kept) {
			kept = kept[:len(kept)+1]
		} else {
			kept = append(kept, Item{})
		}
	}
	kept = kept[:len(items)]
	for i := range items {
		if !kept[i].same(&items[i]) {
			kept[i].keep(&items[i])
			changed = true
		}
	}
	return kept, changed
}
