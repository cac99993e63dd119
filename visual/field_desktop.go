//go:build !js

package visual

import (
	"image"

	"github.com/atotto/clipboard"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/textinput"

	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// drawnField is the window's field: drawn by the program, fed by the system's input
// method.
type drawnField struct {
	field    edit.Field
	buffer   edit.Buffer
	composer textinput.Composer
	preedit  string // what is being composed
	open     bool
	focused  bool
	fresh    bool // opened in this tick: the key that opened it is not typed into it
	last     string
	caret    image.Rectangle // as last drawn, in pixels of the screen
}

// OpenField implements Host.
func (d *Desktop) OpenField(f edit.Field) {
	w := &d.field
	w.composer.Cancel()
	*w = drawnField{field: f, open: true, focused: true, fresh: true, last: f.Text}
	w.buffer.Set(f.Text, 0)
	w.buffer.SelectAll()
	w.composer = textinput.Composer{OnNewSession: w.session, OnCommit: w.commit,
		OnComposition: func(c *textinput.Composition) { w.preedit = c.Text() }, OnEndByUser: func() { w.focused = false }}
}

// MoveField implements Host.
func (d *Desktop) MoveField(p edit.Place) { d.field.field.Place = p }

// CloseField implements Host.
func (d *Desktop) CloseField() {
	d.field.composer.Cancel()
	d.field = drawnField{}
}

// PollField implements Host.
func (d *Desktop) PollField() edit.Result {
	w := &d.field
	if !w.open || w.fresh {
		w.fresh = false
		return edit.Result{Text: w.last, Focused: w.open}
	}
	r := edit.Result{}
	if w.focused {
		w.typed(&r)
	}
	r.Text, r.Focused = w.shown(), w.focused
	r.Changed = r.Text != w.last
	w.last = r.Text
	return r
}

// shown is the text with what is being composed.
func (w *drawnField) shown() string {
	if w.preedit == "" {
		return w.buffer.Text()
	}
	before, after := w.buffer.Around()
	return before + w.preedit + after
}

// session tells the input method where the caret is.
func (w *drawnField) session() *textinput.SessionOptions {
	before, after := w.buffer.Around()
	return &textinput.SessionOptions{CaretBounds: w.caret, TextBeforeCaret: before, TextAfterCaret: after}
}

func (w *drawnField) commit(c *textinput.Commit) {
	if before, after := c.IsSurroundingTextReplaced(); before || after {
		head, tail := c.SurroundingText()
		w.buffer.Set(head+c.Text()+tail, len([]rune(head+c.Text())))
		return
	}
	w.buffer.Insert(c.Text())
}

// typed takes one tick's keys: the input method's first.
func (w *drawnField) typed(r *edit.Result) {
	composing := w.preedit != ""
	handled, err := w.composer.Update()
	if err != nil || handled || composing {
		return // the key that ends a composition does nothing else
	}
	switch {
	case pressed(ebiten.KeyEnter), pressed(ebiten.KeyNumpadEnter):
		r.Done = true
	case pressed(ebiten.KeyEscape):
		r.Cancelled = true
	case pressed(ebiten.KeyTab):
		r.Left, w.focused = true, false
		w.composer.Confirm()
	case repeated(ebiten.KeyDown):
		r.Down = 1
	case repeated(ebiten.KeyUp):
		r.Down = -1
	default:
		w.editKeys()
	}
}

// editKeys are the keys that change the text or move the caret.
func (w *drawnField) editKeys() {
	extend := hand.keyDown(ebiten.KeyShift)
	for _, k := range [...]struct {
		key ebiten.Key
		do  func()
	}{
		{ebiten.KeyBackspace, func() { w.buffer.Delete(-1) }},
		{ebiten.KeyDelete, func() { w.buffer.Delete(1) }},
		{ebiten.KeyLeft, func() { w.buffer.Move(-1, extend) }},
		{ebiten.KeyRight, func() { w.buffer.Move(1, extend) }},
		{ebiten.KeyHome, func() { w.buffer.Move(-edit.Longest, extend) }},
		{ebiten.KeyEnd, func() { w.buffer.Move(edit.Longest, extend) }},
	} {
		if repeated(k.key) {
			w.composer.Confirm() // what is typed next goes to where the caret then is
			k.do()
			return
		}
	}
	if hand.keyDown(ebiten.KeyControl) || hand.keyDown(ebiten.KeyMeta) {
		w.clipboardKeys()
	}
}

// clipboardKeys are Ctrl or Cmd with A, C, X and V. Without a clipboard program
// nothing is copied.
func (w *drawnField) clipboardKeys() {
	switch {
	case hand.keyPressed(ebiten.KeyA):
		w.buffer.SelectAll()
	case hand.keyPressed(ebiten.KeyC), hand.keyPressed(ebiten.KeyX):
		cut := hand.keyPressed(ebiten.KeyX)
		if text := w.buffer.Selected(); text != "" && clipboard.WriteAll(text) == nil && cut {
			w.composer.Confirm()
			w.buffer.Delete(0)
		}
	case hand.keyPressed(ebiten.KeyV):
		if text, err := clipboard.ReadAll(); err == nil {
			w.composer.Confirm()
			w.buffer.Insert(text)
		}
	}
}

func (d *Desktop) pressField(inside bool) {
	if !inside {
		d.field.composer.Confirm()
	}
	d.field.focused = d.field.open && inside
}

func (d *Desktop) drawField(a *Env, p *paint.Painter, at paint.Rect) {
	w, th := &d.field, a.theme
	edge := th.Line
	if w.focused {
		edge = th.Blue
		p.BoxLine(at.X-2, at.Y-2, at.W+4, at.H+4, 11, 2, th.BlueSolid)
	}
	p.BoxEdge(at.X, at.Y, at.W, at.H, 9, th.Raised, 1, edge)
	style := paint.Style{Size: fieldSize, Color: th.Text}
	p.PushClip(at.X+8, at.Y, at.W-16, at.H)
	defer p.PopClip()
	y, before := at.Y+at.H/2, w.buffer.BeforeCaret()
	if w.shown() == "" {
		style.Color = th.Dim
		p.Text(at.X+12, y, w.field.Placeholder, style)
	}
	if w.preedit != "" {
		head, _ := w.buffer.Around()
		before = head + w.preedit
	}
	x := at.X + 12 - max(p.Measure(before, style)-(at.W-28), 0) // the caret stays in view
	if sel := w.buffer.Selected(); sel != "" && w.preedit == "" && w.focused {
		head, _ := w.buffer.Around()
		p.Text(x, y, w.shown(), style)
		from := x + p.Measure(head, style)
		p.Box(from, at.Y+6, p.Measure(sel, style), at.H-12, 3, th.BlueSolid)
		style.Color = th.OnSolid
		p.Text(from, y, sel, style)
	} else {
		p.Text(x, y, w.shown(), style)
	}
	if w.preedit != "" {
		from := x + p.Measure(before[:len(before)-len(w.preedit)], style)
		p.Box(from, at.Y+at.H-7, p.Measure(w.preedit, style), 2, 1, th.Blue)
	}
	x += p.Measure(before, style)
	w.caret = image.Rect(int(x*a.unit), int(at.Y*a.unit), int(x*a.unit)+1, int((at.Y+at.H)*a.unit))
	if w.focused {
		p.Box(x, at.Y+7, 2, at.H-14, 1, th.Blue)
	}
}
