package screen

import (
	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// textField is the one place to type in that may be open. The host shows it and knows
// the input method; a host that cannot show it lets the program draw it.
type textField struct {
	Open    bool
	focused bool // keys are the field's, not the screen's
	At      paint.Rect
	place   edit.Place // as the host was told
}

// fieldDrawer is a host whose field the program draws.
type fieldDrawer interface {
	DrawField(a *Env, p *paint.Painter, at paint.Rect)
	// PressField says that somebody pressed inside the field, or elsewhere.
	PressField(inside bool)
}

const FieldSize = 16

// the type in a field

// OpenField opens the field, or gives it the keyboard again.
func (a *Env) OpenField(at paint.Rect, text, placeholder, label string) {
	a.Field = textField{Open: true, focused: true, At: at, place: a.placeOf(at)}
	a.Host.OpenField(edit.Field{Place: a.Field.place, Text: text, Placeholder: placeholder, Label: label, Lang: a.Lang.String()})
	a.Dirty = true
}

// PlaceField follows the layout.
func (a *Env) PlaceField(at paint.Rect) {
	place := a.placeOf(at)
	if a.Field.Open && (at != a.Field.At || place != a.Field.place) {
		a.Field.At, a.Field.place, a.Dirty = at, place, true
		a.Host.MoveField(place)
	}
}

func (a *Env) placeOf(at paint.Rect) edit.Place {
	k := float64(a.Dip)
	return edit.Place{X: float64(at.X) * k, Y: float64(at.Y) * k, W: float64(at.W) * k, H: float64(at.H) * k, Size: FieldSize * k}
}

// PollField returns what was typed; a screen with an open field asks in every tick.
func (a *Env) PollField(in *input.Input) edit.Result {
	if !a.Field.Open {
		return edit.Result{}
	}
	if d, ok := a.Host.(fieldDrawer); ok && in.Pressed {
		d.PressField(a.Field.At.Contains(in.X, in.Y))
	}
	r := a.Host.PollField()
	a.Dirty = a.Dirty || r.Changed || r.Focused != a.Field.focused
	a.Field.focused = r.Focused
	return r
}

func (a *Env) CloseField() {
	if a.Field.Open {
		a.Field = textField{}
		a.Host.CloseField()
		a.Dirty = true
	}
}

// Typing reports whether keys are being typed, so that they mean nothing else.
func (a *Env) Typing() bool { return a.Field.Open && a.Field.focused }

func (a *Env) DrawField(p *paint.Painter) {
	if d, ok := a.Host.(fieldDrawer); ok && a.Field.Open {
		d.DrawField(a, p, a.Field.At)
	}
}

// NoField is for hosts that nobody types into.
type NoField struct{}

// OpenField implements Host.
func (NoField) OpenField(edit.Field) {}

// MoveField implements Host.
func (NoField) MoveField(edit.Place) {}

// PollField implements Host.
func (NoField) PollField() edit.Result { return edit.Result{} }

// CloseField implements Host.
func (NoField) CloseField() {}
