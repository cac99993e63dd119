package visual

import (
	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// textField is the one place to type in that may be open. The host shows it and knows
// the input method; a host that cannot show it lets the program draw it.
type textField struct {
	open    bool
	focused bool // keys are the field's, not the screen's
	at      paint.Rect
	place   edit.Place // as the host was told
}

// fieldDrawer is a host whose field the program draws.
type fieldDrawer interface {
	drawField(a *Env, p *paint.Painter, at paint.Rect)
	// pressField says that somebody pressed inside the field, or elsewhere.
	pressField(inside bool)
}

const fieldSize = 16 // the type in a field

// openField opens the field, or gives it the keyboard again.
func (a *Env) openField(at paint.Rect, text, placeholder, label string) {
	a.field = textField{open: true, focused: true, at: at, place: a.placeOf(at)}
	a.host.OpenField(edit.Field{Place: a.field.place, Text: text, Placeholder: placeholder, Label: label, Lang: a.lang.String()})
	a.dirty = true
}

// placeField follows the layout.
func (a *Env) placeField(at paint.Rect) {
	place := a.placeOf(at)
	if a.field.open && (at != a.field.at || place != a.field.place) {
		a.field.at, a.field.place, a.dirty = at, place, true
		a.host.MoveField(place)
	}
}

func (a *Env) placeOf(at paint.Rect) edit.Place {
	k := float64(a.dip)
	return edit.Place{X: float64(at.X) * k, Y: float64(at.Y) * k, W: float64(at.W) * k, H: float64(at.H) * k, Size: fieldSize * k}
}

// pollField returns what was typed; a screen with an open field asks in every tick.
func (a *Env) pollField(in *input) edit.Result {
	if !a.field.open {
		return edit.Result{}
	}
	if d, ok := a.host.(fieldDrawer); ok && in.pressed {
		d.pressField(a.field.at.Contains(in.x, in.y))
	}
	r := a.host.PollField()
	a.dirty = a.dirty || r.Changed || r.Focused != a.field.focused
	a.field.focused = r.Focused
	return r
}

func (a *Env) closeField() {
	if a.field.open {
		a.field = textField{}
		a.host.CloseField()
		a.dirty = true
	}
}

// typing reports whether keys are being typed, so that they mean nothing else.
func (a *Env) typing() bool { return a.field.open && a.field.focused }

func (a *Env) drawField(p *paint.Painter) {
	if d, ok := a.host.(fieldDrawer); ok && a.field.open {
		d.drawField(a, p, a.field.at)
	}
}

// noField is for hosts that nobody types into.
type noField struct{}

// OpenField implements Host.
func (noField) OpenField(edit.Field) {}

// MoveField implements Host.
func (noField) MoveField(edit.Place) {}

// PollField implements Host.
func (noField) PollField() edit.Result { return edit.Result{} }

// CloseField implements Host.
func (noField) CloseField() {}
