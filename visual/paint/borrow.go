package paint

import (
	"image"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

// Borrowed is a character as fonts other than the embedded ones draw it.
type Borrowed struct {
	Cover   *image.Alpha // coverage; its bounds are device pixels around the pen position, y down
	Advance float32      // how far the pen moves on, in device pixels
}

// Lender draws a character that the embedded faces lack, at a size in device pixels. It
// reports false when it lacks the character, too. A painter asks once for each character,
// face and size.
type Lender func(char rune, bold, mono bool, px float32) (Borrowed, bool)

// Borrow says who draws what the embedded faces lack, such as the browser around the page,
// whose fonts hold what people write in talks and names. Without a lender such characters
// are hatched boxes. Set it before the first text is drawn.
func (p *Painter) Borrow(from Lender) { p.runs.lender, p.atlas.lender = from, from }

// lentSize is the size at which a borrowed character's width is asked for, in device pixels.
const lentSize = 64

// borrow returns a borrowed character's advance as a part of the type size, and whether
// there is one to borrow.
func (c *runCache) borrow(face fonts.ID, char rune) (float32, bool) {
	if c.lender == nil || fonts.Has(char) {
		return 0, false
	}
	if w, ok := c.lent[face][char]; ok {
		return w, w >= 0
	}
	w := float32(-1) // not to be had
	if b, ok := c.lender(char, face == fonts.Bold, face == fonts.Mono, lentSize); ok && b.Advance >= 0 {
		w = b.Advance / lentSize
	}
	if c.lent[face] == nil {
		c.lent[face] = map[rune]float32{}
	}
	c.lent[face][char] = w
	return w, w >= 0
}

// borrow places a character that the embedded faces lack, if somebody else draws it.
func (a *atlas) borrow(key cellKey) (cell, bool) {
	if a.lender == nil || key.face == iconFace || key.what == missing || fonts.Has(key.what) {
		return cell{}, false
	}
	b, ok := a.lender(key.what, fonts.ID(key.face) == fonts.Bold, fonts.ID(key.face) == fonts.Mono, float32(key.size)/4)
	if !ok || b.Cover == nil || b.Cover.Rect.Empty() {
		return cell{}, ok
	}
	a.lent = b.Cover
	c := a.place(b.Cover.Rect)
	a.lent = nil
	return c, true
}
