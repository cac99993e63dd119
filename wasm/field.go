//go:build js

package wasm

import (
	"strconv"
	"syscall/js"

	"github.com/kookmin-msa-study/msalab/visual/edit"
)

// field is the one place to type in: an element of the page over the canvas, so that
// the browser's own input method, clipboard and screen reader work in it.
type field struct {
	input  js.Value
	open   bool
	result edit.Result // what happened since the last poll
}

// composingKey is the key code of a key that the input method has taken. Safari ends the composition before it sends
// the key that ended it, so isComposing alone is not enough there.
const composingKey = 229

// OpenField shows the field with its text selected and gives it the keyboard.
func (h *Host) OpenField(f edit.Field) {
	in := h.element()
	in.Set("value", f.Text)
	in.Set("placeholder", f.Placeholder)
	in.Set("lang", f.Lang)
	in.Set("hidden", false)
	in.Call("setAttribute", "aria-label", f.Label)
	h.mu.Lock()
	h.field.open, h.field.result = true, edit.Result{Text: f.Text, Focused: true}
	h.mu.Unlock()
	h.MoveField(f.Place)
	in.Call("focus")
	in.Call("select")
}

// MoveField puts the field where the layout has it now. The place is in CSS pixels, whatever the browser's zoom.
func (h *Host) MoveField(p edit.Place) {
	style := h.element().Get("style")
	pixels := func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "px" }
	style.Set("left", pixels(p.X))
	style.Set("top", pixels(p.Y))
	style.Set("width", pixels(p.W))
	style.Set("height", pixels(p.H))
	style.Set("fontSize", pixels(p.Size))
}

// PollField returns what happened since the last call.
func (h *Host) PollField() edit.Result {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.field.result
	h.field.result = edit.Result{Text: r.Text, Focused: r.Focused}
	return r
}

// CloseField hides the field; the canvas has the keyboard again.
func (h *Host) CloseField() {
	h.mu.Lock()
	open := h.field.open
	h.field.open, h.field.result = false, edit.Result{}
	h.mu.Unlock()
	if open {
		h.field.input.Set("hidden", true)
		h.focusCanvas()
	}
}

func (h *Host) focusCanvas() {
	if canvas := h.document.Call("querySelector", "canvas"); canvas.Truthy() {
		canvas.Call("focus")
	}
}

// element makes the field when it is first needed.
func (h *Host) element() js.Value {
	if h.field.input.Truthy() {
		return h.field.input
	}
	in := h.document.Call("createElement", "input")
	for name, value := range map[string]string{"id": "field", "type": "text", "autocomplete": "off", "autocapitalize": "off",
		"spellcheck": "false", "enterkeyhint": "search", "maxlength": strconv.Itoa(edit.Longest)} {
		in.Call("setAttribute", name, value)
	}
	in.Set("hidden", true)
	h.listen(in)
	h.document.Get("body").Call("appendChild", in)
	h.field.input = in
	return in
}

// note writes down what happened, for the next poll.
func (h *Host) note(what func(r *edit.Result)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.field.open {
		what(&h.field.result)
	}
}

func (h *Host) listen(in js.Value) {
	on := func(event string, do func(e js.Value)) {
		in.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
			do(args[0])
			return nil
		}))
	}
	on("input", func(js.Value) { // also while a syllable is being composed
		text := in.Get("value").String()
		h.note(func(r *edit.Result) { r.Text, r.Changed = text, true })
	})
	on("focus", func(js.Value) { h.note(func(r *edit.Result) { r.Focused = true }) })
	on("blur", func(js.Value) { h.note(func(r *edit.Result) { r.Focused = false }) })
	on("keydown", h.onKey)
}

// onKey hands over the keys that mean something to the program. Their codes are used, as the letters depend on the
// input method.
func (h *Host) onKey(e js.Value) {
	e.Call("stopPropagation")
	if e.Get("isComposing").Bool() || e.Get("keyCode").Int() == composingKey {
		return
	}
	var what func(r *edit.Result)
	switch e.Get("code").String() {
	case "Enter", "NumpadEnter":
		what = func(r *edit.Result) { r.Done = true }
	case "Escape":
		what = func(r *edit.Result) { r.Cancelled = true }
	case "ArrowDown":
		what = func(r *edit.Result) { r.Down++ }
	case "ArrowUp":
		what = func(r *edit.Result) { r.Down-- }
	case "Tab":
		what = func(r *edit.Result) { r.Left = true }
		h.focusCanvas()
	default:
		return
	}
	e.Call("preventDefault")
	h.note(what)
}
