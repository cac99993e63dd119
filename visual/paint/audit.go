package paint

import (
	"runtime"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

// Audit keeps what painters write and fill, for tests that judge whether a screen
// can be read. Hand it to Watch; a painter without one pays for a nil check.
type Audit struct {
	Texts []Written
	Fills []Filled
	Marks []Filled // icons, triangles and lines
	// Origin is added to every place: a painter of a part of the window draws from 0, 0.
	Origin Point

	order int
	whole map[string]string // shortened text -> what it was made from
	names map[uintptr]string
	lacks map[rune]bool
}

// Written is one text as it was drawn. Places are in logical pixels of the frame.
type Written struct {
	Text    string
	Whole   string // what Truncate was given, if it had to shorten it
	By      string // the function that drew it: "stage.(*topBar).drawTop"
	Size    float32
	Box     Rect // around its ink
	Clip    Rect // what was in force
	Color   Color
	Missing string // characters that no face has
	Order   int    // among the texts and fills
}

// Filled is one shape that hides what lies below it, or tints it.
type Filled struct {
	Box   Rect
	Color Color
	To    Color // of a gradient's right side; without alpha there is none
	Round bool  // a disc: its corners are empty
	By    string
	Order int
}

// Watch has the painter report to an audit, and to none with nil. It is for tests.
func (p *Painter) Watch(a *Audit) { p.audit = a }

// Reset forgets a frame.
func (a *Audit) Reset() {
	a.Texts, a.Fills, a.Marks, a.order = a.Texts[:0], a.Fills[:0], a.Marks[:0], 0
}

// next numbers what was drawn.
func (a *Audit) next() int { a.order++; return a.order }

// logical turns device pixels of the painter's frame into the audit's units.
func (a *Audit) logical(p *Painter, x0, y0, x1, y1 float32) Rect {
	return Rect{X: x0/p.base + a.Origin.X, Y: y0/p.base + a.Origin.Y, W: (x1 - x0) / p.base, H: (y1 - y0) / p.base}
}

// faded is a colour at the painter's opacity.
func (p *Painter) faded(c Color) Color {
	c.A = uint8(float32(c.A)*p.alpha + 0.5)
	return c
}

// wrote notes a text whose run begins at a pen position in device pixels.
func (a *Audit) wrote(p *Painter, r *run, x, y, grow, px float32, c Color) {
	w := Written{Text: r.text, Whole: a.whole[r.text], By: a.caller(), Size: px / p.base, Color: p.faded(c), Order: a.next()}
	w.Box = a.logical(p, round(x), round(y)+r.top*grow, round(x)+r.advance*grow, round(y)+r.bottom*grow)
	clip := p.clip
	w.Clip = a.logical(p, clip.x0, clip.y0, max(clip.x1, clip.x0), max(clip.y1, clip.y0))
	for _, char := range r.text {
		if char >= ' ' && a.misses(char) {
			w.Missing += string(char)
		}
	}
	a.Texts = append(a.Texts, w)
}

// cut notes that a text was shortened.
func (a *Audit) cut(short, whole string) {
	if a.whole == nil {
		a.whole = map[string]string{}
	}
	if short != whole {
		a.whole[short] = whole
	}
}

// filled notes a shape's inside, in device pixels.
func (a *Audit) filled(p *Painter, x0, y0, x1, y1 float32, fill Color, disc bool) {
	c := &p.clip
	x0, y0, x1, y1 = max(x0, c.x0), max(y0, c.y0), min(x1, c.x1), min(y1, c.y1)
	if fill = p.faded(fill); fill.A > 0 && x1 > x0 && y1 > y0 {
		a.Fills = append(a.Fills, Filled{Box: a.logical(p, x0, y0, x1, y1), Color: fill, Round: disc, By: a.caller(), Order: a.next()})
	}
}

// filledBox and filledDisc are filled for shapes in logical pixels.
func (a *Audit) filledBox(p *Painter, x, y, w, h float32, fill Color) {
	t := &p.now
	a.filled(p, x*t.scale+t.x, y*t.scale+t.y, (x+w)*t.scale+t.x, (y+h)*t.scale+t.y, fill, false)
}

// shaded makes the last shape a gradient.
func (a *Audit) shaded(right Color) {
	if n := len(a.Fills); n > 0 {
		a.Fills[n-1].To = right
	}
}

func (a *Audit) filledDisc(p *Painter, x, y, radius float32, fill Color) {
	t := &p.now
	a.filled(p, (x-radius)*t.scale+t.x, (y-radius)*t.scale+t.y, (x+radius)*t.scale+t.x, (y+radius)*t.scale+t.y, fill, true)
}

// marked notes a sign: something small that says something by its shape and colour.
func (a *Audit) marked(p *Painter, x, y, size float32, c Color) {
	t := &p.now
	x, y, size = x*t.scale+t.x, y*t.scale+t.y, size*t.scale
	clip := &p.clip
	if c = p.faded(c); c.A > 0 && x >= clip.x0 && x <= clip.x1 && y >= clip.y0 && y <= clip.y1 {
		a.Marks = append(a.Marks, Filled{Box: a.logical(p, x-size/2, y-size/2, x+size/2, y+size/2), Color: c, By: a.caller(), Order: a.next()})
	}
}

// misses reports whether no face has a character.
func (a *Audit) misses(char rune) bool {
	lacks, ok := a.lacks[char]
	if !ok {
		if a.lacks == nil {
			a.lacks = map[rune]bool{}
		}
		lacks = !fonts.Has(char)
		a.lacks[char] = lacks
	}
	return lacks
}

// caller names the function outside this package that draws.
func (a *Audit) caller() string {
	var pcs [8]uintptr
	for _, pc := range pcs[:runtime.Callers(3, pcs[:])] {
		name, ok := a.names[pc]
		if !ok {
			name = nameAt(pc)
			if a.names == nil {
				a.names = map[uintptr]string{}
			}
			a.names[pc] = name
		}
		if name != "" {
			return name
		}
	}
	return ""
}

// nameAt returns the innermost function at a place in the code that is not this
// package's; "" when there is none.
func nameAt(pc uintptr) string {
	frames := runtime.CallersFrames([]uintptr{pc})
	for {
		frame, more := frames.Next()
		name := frame.Function[strings.LastIndexByte(frame.Function, '/')+1:]
		if name != "" && !strings.HasPrefix(name, "paint.") {
			return name
		}
		if !more {
			return ""
		}
	}
}
