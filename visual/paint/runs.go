package paint

import (
	"unicode/utf8"
	"unsafe"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

const (
	missing  = '\u0000' // drawn as the face's box for what it lacks
	largest  = 128      // device pixels; larger text is drawn from this size
	smallest = 2        // device pixels; smaller text leaves no mark
	mostRuns = 6000
	fastBits = 12
	fastRuns = 1 << fastBits
)

// run is a text set in one face and size: its glyphs placed around the pen
// position in device pixels, ready to be copied into quads.
type run struct {
	text    string
	style   uint32
	age     uint32 // of the atlas; 0 when some glyph found no room
	used    uint64 // the frame it was last drawn in
	advance float32
	top     float32 // highest ink above the baseline, as a negative number
	bottom  float32 // lowest ink below it
	glyphs  []placed
}

type placed struct{ x0, y0, x1, y1, u0, v0, u1, v1, page float32 }

type runKey struct {
	text  string
	style uint32
}

// runCache finds the run of a text, first by the address of its bytes (a
// string does not change, and the cache keeps it alive, so the same address
// and length are the same text), then by its content.
type runCache struct {
	fast   [fastRuns]fastRun
	byText map[runKey]*run
	ends   map[endKey]string
	widths [fonts.Count]map[rune]float32
	slab   []run    // where the next runs and glyphs are put: those that are
	glyphs []placed // drawn one after another lie one after another
	ascii  [fonts.Count][128]float32
	buf    sfnt.Buffer
	lender Lender                        // draws what the faces lack; may be nil
	lent   [fonts.Count]map[rune]float32 // widths of what it lends; below 0 it lacks it
}

type fastRun struct {
	at    *byte
	size  int
	style uint32
	run   *run
}

func (c *runCache) init() {
	c.byText = make(map[runKey]*run, 256)
	c.ends = make(map[endKey]string)
	for id := range c.widths {
		c.widths[id] = make(map[rune]float32)
		for r := range rune(128) {
			c.ascii[id][r] = c.measure(fonts.ID(id), r)
		}
	}
}

// forget drops every run, after the atlas was emptied.
func (c *runCache) forget() {
	clear(c.fast[:])
	clear(c.byText)
}

// tidy drops what was not drawn lately, when there is too much of it.
func (c *runCache) tidy(frame uint64) {
	if len(c.ends) > mostRuns {
		clear(c.ends)
	}
	if len(c.byText) <= mostRuns {
		return
	}
	clear(c.fast[:])
	for key, r := range c.byText {
		if r.used+2 < frame {
			delete(c.byText, key)
		}
	}
}

// width returns a character's advance as a part of the type size.
func (c *runCache) width(face fonts.ID, r rune) float32 {
	if r >= 0 && r < 128 {
		return c.ascii[face][r]
	}
	if w, ok := c.widths[face][r]; ok {
		return w
	}
	w := c.measure(face, r)
	c.widths[face][r] = w
	return w
}

func (c *runCache) measure(face fonts.ID, r rune) float32 {
	if r < ' ' {
		return 0
	}
	for _, id := range fonts.Chain(face) {
		if w, ok := c.measureIn(id, r); ok {
			return w
		}
	}
	if w, ok := c.borrow(face, r); ok {
		return w
	}
	w, _ := c.measureIn(face, missing)
	return w
}

func (c *runCache) measureIn(id fonts.ID, r rune) (float32, bool) {
	font := fonts.Font(id)
	index, err := font.GlyphIndex(&c.buf, r)
	if err != nil || (index == 0 && r != missing) {
		return 0, false
	}
	em := fixed.Int26_6(font.UnitsPerEm()) << 6
	advance, err := font.GlyphAdvance(&c.buf, index, em, 0)
	return float32(advance) / float32(em), err == nil
}

// styleOf packs a face and a size in quarters of a device pixel.
func styleOf(face fonts.ID, quarters uint16) uint32 { return uint32(face)<<16 | uint32(quarters) }

// quarters returns the size to rasterise for a wanted size in device pixels, in
// quarters of a pixel: coarser for larger type, so that a slow zoom does not
// fill the atlas, and never above the largest.
func quarters(px float32) uint16 {
	px = min(px, largest)
	switch {
	case px <= 32:
		return uint16(px*4 + 0.5)
	case px <= 64:
		return uint16(px*2+0.5) * 2
	default:
		return uint16(px+0.5) * 4
	}
}

func (p *Painter) run(text string, style uint32) *run {
	at, c := unsafe.StringData(text), &p.runs
	// Texts that lie beside each other in memory, as a crowd's names do, have their
	// entries beside each other, so that reading them one after another is quick.
	where := uint32(uintptr(unsafe.Pointer(at)))
	slot := (where + (where>>fastBits)*0x85eb + style*0x9e37) & (fastRuns - 1)
	for _, s := range [2]uint32{slot, slot ^ 1} {
		fast := &c.fast[s]
		if fast.at == at && fast.size == len(text) && fast.style == style && fast.run.age == p.atlas.age {
			fast.run.used = p.frame
			return fast.run
		}
	}
	if busy := c.fast[slot].run; busy != nil && busy.used == p.frame {
		slot ^= 1
	}
	r := p.lookUp(text, style)
	c.fast[slot] = fastRun{at, len(text), style, r}
	return r
}

// lookUp finds a run by its content, or makes it.
func (p *Painter) lookUp(text string, style uint32) *run {
	c := &p.runs
	r, ok := c.byText[runKey{text, style}]
	if !ok {
		r = c.fresh()
		r.text, r.style = text, style
		c.byText[runKey{text, style}] = r
	}
	if r.age != p.atlas.age {
		p.set(r)
	}
	r.used = p.frame
	return r
}

const (
	slabRuns   = 64
	slabGlyphs = 512
)

// fresh returns an empty run.
func (c *runCache) fresh() *run {
	if len(c.slab) == 0 {
		c.slab = make([]run, slabRuns)
	}
	r := &c.slab[0]
	c.slab = c.slab[1:]
	return r
}

// room returns an empty slice for so many glyphs.
func (c *runCache) room(n int) []placed {
	if n > slabGlyphs/4 {
		return make([]placed, 0, n)
	}
	if len(c.glyphs) < n {
		c.glyphs = make([]placed, slabGlyphs)
	}
	out := c.glyphs[:0:n]
	c.glyphs = c.glyphs[n:]
	return out
}

// set places the glyphs of a run.
func (p *Painter) set(r *run) {
	face, size := fonts.ID(r.style>>16), uint16(r.style)
	px := float32(size) / 4
	r.age, r.glyphs, r.advance, r.top, r.bottom = p.atlas.age, r.glyphs[:0], 0, 0, 0
	if n := utf8.RuneCountInString(r.text); cap(r.glyphs) < n {
		r.glyphs = p.runs.room(n)
	}
	for _, char := range r.text {
		width := p.runs.width(face, char) * px
		if char > ' ' {
			p.setGlyph(r, face, size, char)
		}
		r.advance += width
	}
}

func (p *Painter) setGlyph(r *run, face fonts.ID, size uint16, char rune) {
	if _, lent := p.runs.borrow(face, char); !lent && !fonts.Has(char) {
		char = missing
	}
	pen := nearestQuarter(r.advance)
	whole := float32(int(pen))
	c := p.atlas.get(cellKey{face: uint8(face), shift: uint8((pen - whole) * 4), size: size, what: char})
	if c.blot {
		r.age = 0
	}
	if !c.drawn {
		return
	}
	x, y := whole+float32(c.left), float32(c.top)
	r.top, r.bottom = min(r.top, y), max(r.bottom, y+float32(c.h))
	r.glyphs = append(r.glyphs, placed{
		x, y, x + float32(c.w), y + float32(c.h),
		float32(c.x), float32(c.y), float32(c.x + c.w), float32(c.y + c.h), float32(c.page),
	})
}

// nearestQuarter rounds a pen position to the nearest quarter of a pixel.
func nearestQuarter(v float32) float32 { return float32(int(v*4+0.5)) / 4 }
