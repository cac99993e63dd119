//go:build !js

package desktop

import (
	"image"

	"github.com/atotto/clipboard"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/textinput"

	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// drawnField is the window's field: drawn by the program, fed by the system's input
// method.
type drawnField struct {
	field    edit.Field
	Buffer   edit.Buffer
	composer textinput.Composer
	Preedit  string // what is being composed
	open     bool
	focused  bool
	fresh    bool // opened in this tick: the key that opened it is not typed into it
	last     string
	caret    image.Rectangle // as last drawn, in pixels of the screen
}

// OpenField implements Host.
func (d *Desktop) OpenField(f edit.Field) {
	w := &d.Field
	w.composer.Cancel()
	*w = drawnField{field: f, open: true, focused: true, fresh: true, last: f.Text}
	w.Buffer.Set(f.Text, 0)
	w.Buffer.SelectAll()
	w.composer = textinput.Composer{OnNewSession: w.session, OnCommit: w.commit,
		OnComposition: func(c *textinput.Composition) { w.Preedit = c.Text() }, OnEndByUser: func() { w.focused = false }}
}

// MoveField implements Host.
func (d *Desktop) MoveField(p edit.Place) { d.Field.field.Place = p }

// CloseField implements Host.
func (d *Desktop) CloseField() {
	d.Field.composer.Cancel()
	d.Field = drawnField{}
}

// PollField implements Host.
func (d *Desktop) PollField() edit.Result {
	w := &d.Field
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
	if w.Preedit == "" {
		return w.Buffer.Text()
	}
	before, after := w.Buffer.Around()
	return before + w.Preedit + after
}

// session tells the input method where the caret is.
func (w *drawnField) session() *textinput.SessionOptions {
	before, after := w.Buffer.Around()
	return &textinput.SessionOptions{CaretBounds: w.caret, TextBeforeCaret: before, TextAfterCaret: after}
}

func (w *drawnField) commit(c *textinput.Commit) {
	if before, after := c.IsSurroundingTextReplaced(); before || after {
		head, tail := c.SurroundingText()
		w.Buffer.Set(head+c.Text()+tail, len([]rune(head+c.Text())))
		return
	}
	w.Buffer.Insert(c.Text())
}

// typed takes one tick's keys: the input method's first.
func (w *drawnField) typed(r *edit.Result) {
	composing := w.Preedit != ""
	handled, err := w.composer.Update()
	if err != nil || handled || composing {
		return // the key that ends a composition does nothing else
	}
	switch {
	case input.Pressed(ebiten.KeyEnter), input.Pressed(ebiten.KeyNumpadEnter):
		r.Done = true
	case input.Pressed(ebiten.KeyEscape):
		r.Cancelled = true
	case input.Pressed(ebiten.KeyTab):
		r.Left, w.focused = true, false
		w.composer.Confirm()
	case input.Repeated(ebiten.KeyDown):
		r.Down = 1
	case input.Repeated(ebiten.KeyUp):
		r.Down = -1
	default:
		w.editKeys()
	}
}

// editKeys are the keys that change the text or move the caret.
func (w *drawnField) editKeys() {
	extend := input.Hand.KeyDown(ebiten.KeyShift)
	for _, k := range [...]struct {
		key ebiten.Key
		do  func()
	}{
		{ebiten.KeyBackspace, func() { w.Buffer.Delete(-1) }},
		{ebiten.KeyDelete, func() { w.Buffer.Delete(1) }},
		{ebiten.KeyLeft, func() { w.Buffer.Move(-1, extend) }},
		{ebiten.KeyRight, func() { w.Buffer.Move(1, extend) }},
		{ebiten.KeyHome, func() { w.Buffer.Move(-edit.Longest, extend) }},
		{ebiten.KeyEnd, func() { w.Buffer.Move(edit.Longest, extend) }},
	} {
		if input.Repeated(k.key) {
			w.composer.Confirm() // what is typed next goes to where the caret then is
			k.do()
			return
		}
	}
	if input.Hand.KeyDown(ebiten.KeyControl) || input.Hand.KeyDown(ebiten.KeyMeta) {
		w.clipboardKeys()
	}
}

// clipboardKeys are Ctrl or Cmd with A, C, X and V. Without a clipboard program
// nothing is copied.
func (w *drawnField) clipboardKeys() {
	switch {
	case input.Hand.KeyPressed(ebiten.KeyA):
		w.Buffer.SelectAll()
	case input.Hand.KeyPressed(ebiten.KeyC), input.Hand.KeyPressed(ebiten.KeyX):
		cut := input.Hand.KeyPressed(ebiten.KeyX)
		if text := w.Buffer.Selected(); text != "" && clipboard.WriteAll(text) == nil && cut {
			w.composer.Confirm()
			w.Buffer.Delete(0)
		}
	case input.Hand.KeyPressed(ebiten.KeyV):
		if text, err := clipboard.ReadAll(); err == nil {
			w.composer.Confirm()
			w.Buffer.Insert(text)
		}
	}
}

func (d *Desktop) PressField(inside bool) {
	if !inside {
		d.Field.composer.Confirm()
	}
	d.Field.focused = d.Field.open && inside
}

func (d *Desktop) DrawField(a *screen.Env, p *paint.Painter, at paint.Rect) {
	w, th := &d.Field, a.Theme
	edge := th.Line
	if w.focused {
		edge = th.Blue
		p.BoxLine(at.X-2, at.Y-2, at.W+4, at.H+4, 11, 2, th.BlueSolid)
	}
	p.BoxEdge(at.X, at.Y, at.W, at.H, 9, th.Raised, 1, edge)
	style := paint.Style{Size: screen.FieldSize, Color: th.Text}
	p.PushClip(at.X+8, at.Y, at.W-16, at.H)
	defer p.PopClip()
	y, before := at.Y+at.H/2, w.Buffer.BeforeCaret()
	if w.shown() == "" {
		style.Color = th.Dim
		p.Text(at.X+12, y, w.field.Placeholder, style)
	}
	if w.Preedit != "" {
		head, _ := w.Buffer.Around()
		before = head + w.Preedit
	}
	x := at.X + 12 - max(p.Measure(before, style)-(at.W-28), 0) // the caret stays in view
	if sel := w.Buffer.Selected(); sel != "" && w.Preedit == "" && w.focused {
		head, _ := w.Buffer.Around()
		p.Text(x, y, w.shown(), style)
		from := x + p.Measure(head, style)
		p.Box(from, at.Y+6, p.Measure(sel, style), at.H-12, 3, th.BlueSolid)
		style.Color = th.OnSolid
		p.Text(from, y, sel, style)
	} else {
		p.Text(x, y, w.shown(), style)
	}
	if w.Preedit != "" {
		from := x + p.Measure(before[:len(before)-len(w.Preedit)], style)
		p.Box(from, at.Y+at.H-7, p.Measure(w.Preedit, style), 2, 1, th.Blue)
	}
	x += p.Measure(before, style)
	w.caret = image.Rect(int(x*a.Unit), int(at.Y*a.Unit), int(x*a.Unit)+1, int((at.Y+at.H)*a.Unit))
	if w.focused {
		p.Box(x, at.Y+7, 2, at.H-14, 1, th.Blue)
	}
}
