// Package edit is what a place to type in is made of: what the program asks its host
// for, what the host answers, and the text of a field that the program draws itself.
// In a page the field is an element of the page, with the browser's own input method;
// in a window it is drawn, fed from a Buffer.
package edit

import (
	"unicode"

	"golang.org/x/exp/slices"
)

// Place is where a field stands, in device-independent pixels from the upper left
// corner of the window.
type Place struct{ X, Y, W, H, Size float64 }

// Field is a place to type one line in.
type Field struct {
	Place       Place
	Text        string // what stands there at first, selected
	Placeholder string // shown while nothing stands there
	Label       string // what a screen reader calls it
	Lang        string // "ko" or "en"
}

// Result is what happened to a field since it was last asked.
type Result struct {
	Text      string // with what is still being composed
	Changed   bool
	Done      bool // Enter, not the one that ends a composition
	Cancelled bool // Escape
	Left      bool // Tab: the keyboard is the program's again
	Down      int  // how often ↓ was pressed, less ↑: a field of one line has no use for them
	Focused   bool // the keyboard is the field's
}

// Longest is how many characters a field takes.
const Longest = 200

// Buffer is a line of text with a caret and a selection. Its zero value is empty.
type Buffer struct {
	text          []rune
	caret, anchor int // the selection lies between them
}

// Set replaces the text and puts the caret behind the given number of characters.
func (b *Buffer) Set(text string, caret int) {
	b.text = clean(text)
	b.text = b.text[:min(len(b.text), Longest)]
	b.caret = min(max(caret, 0), len(b.text))
	b.anchor = b.caret
}

// clean leaves out what does not belong on a line.
func clean(text string) []rune {
	var out []rune
	for _, r := range text {
		if r == '\t' || r == '\n' || r == '\u2028' || r == '\u2029' {
			r = ' '
		}
		if !unicode.IsControl(r) {
			out = append(out, r)
		}
	}
	return out
}

// Text returns the whole line.
func (b *Buffer) Text() string { return string(b.text) }

// Around returns what stands before and after the selection.
func (b *Buffer) Around() (before, after string) {
	from, to := b.selection()
	return string(b.text[:from]), string(b.text[to:])
}

// Selected returns what is selected.
func (b *Buffer) Selected() string {
	from, to := b.selection()
	return string(b.text[from:to])
}

// BeforeCaret returns what stands before the caret.
func (b *Buffer) BeforeCaret() string { return string(b.text[:b.caret]) }

func (b *Buffer) selection() (from, to int) { return min(b.caret, b.anchor), max(b.caret, b.anchor) }

// SelectAll selects the whole line.
func (b *Buffer) SelectAll() { b.anchor, b.caret = 0, len(b.text) }

// Insert puts text in place of the selection.
func (b *Buffer) Insert(text string) {
	from, to := b.selection()
	in := clean(text)
	in = in[:min(len(in), Longest-len(b.text)+to-from)]
	b.text = slices.Replace(b.text, from, to, in...)
	b.caret = from + len(in)
	b.anchor = b.caret
}

// Delete takes the selection away, or else the character before (by -1) or after (by
// +1) the caret.
func (b *Buffer) Delete(by int) {
	if b.caret == b.anchor {
		b.anchor = min(max(b.caret+by, 0), len(b.text))
	}
	b.Insert("")
}

// Move moves the caret by some characters; extend keeps the other end of the selection.
// Without it, a selection collapses to its end on that side.
func (b *Buffer) Move(by int, extend bool) {
	from, to := b.selection()
	switch {
	case !extend && from != to && by < 0:
		b.caret = from
	case !extend && from != to && by > 0:
		b.caret = to
	default:
		b.caret = min(max(b.caret+min(max(by, -Longest), Longest), 0), len(b.text))
	}
	if !extend {
		b.anchor = b.caret
	}
}
