package paint

import "github.com/kookmin-msa-study/msalab/visual/fonts"

// Weight is how heavy a text is.
type Weight uint8

// The weights of the sans face.
const (
	Medium Weight = iota // 500
	Bold                 // 700
)

// Align says which part of a text lies at x.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Anchor says which part of a line lies at y.
type Anchor uint8

// The anchors. Middle is halfway up the capitals and the Hangul syllables,
// which share a middle in the embedded face, so that a label is centred to the
// eye in a circle or a button.
const (
	Middle Anchor = iota
	Baseline
	Top // of the capitals
)

// Style is how a text looks. The zero value has no size and draws nothing.
type Style struct {
	Size   float32 // logical pixels
	Weight Weight
	Mono   bool // the face for code; it has one weight
	Color  Color
	Align  Align
	Anchor Anchor
}

// LineHeight is the distance of two baselines as a part of the type size, as
// Hangul asks for.
const LineHeight = 1.5

// Heights of the embedded sans face as parts of the type size.
const (
	middleHeight = 0.354 // (capitals: 0 to 0.707, syllables: -0.08 to 0.79)
	capHeight    = 0.707
)

func (s *Style) face() fonts.ID {
	switch {
	case s.Mono:
		return fonts.Mono
	case s.Weight == Bold:
		return fonts.Bold
	default:
		return fonts.Medium
	}
}

// Text draws one line at (x, y) as the style's Align and Anchor say and returns
// its width in logical pixels. The pen starts on a whole device pixel, so that
// a text looks the same wherever it is. Characters that no face has are
// borrowed (Borrow) or appear as hatched boxes; line breaks and tabs have no width.
func (p *Painter) Text(x, y float32, text string, style Style) float32 {
	t := &p.now
	px := style.Size * t.scale
	if !(px >= smallest) || text == "" {
		return 0
	}
	r := p.run(text, styleOf(style.face(), quarters(px)))
	grow := float32(1)
	if px > largest {
		grow = px / largest
	}
	width := r.advance * grow
	if style.Color.A != 0 && p.alpha > 0 {
		penX, penY := x*t.scale+t.x-width*style.Align.part(), y*t.scale+t.y+style.Anchor.drop()*px
		if p.audit != nil {
			p.audit.wrote(p, r, penX, penY, grow, px, style.Color)
		}
		p.lay(r, penX, penY, grow, style.Color)
	}
	return width / t.scale
}

func (a Align) part() float32 { return float32(a) / 2 }

// drop returns how far below the anchor the baseline lies, in type sizes.
func (a Anchor) drop() float32 {
	switch a {
	case Middle:
		return middleHeight
	case Top:
		return capHeight
	default:
		return 0
	}
}

// lay copies a run's glyphs to a pen position in device pixels.
func (p *Painter) lay(r *run, x, y, grow float32, c Color) {
	x, y = round(x), round(y)
	k, kind, from := ink{}, float32(kindGlyph), len(p.verts)
	k.r, k.g = p.pack(c)
	if grow != 1 {
		kind = kindSmooth
	}
	clip := &p.clip
	inside := grow == 1 && y+r.top >= clip.y0 && y+r.bottom <= clip.y1
	for i := range r.glyphs {
		g := &r.glyphs[i]
		k.kind = kind - g.page
		if inside && x+g.x0 >= clip.x0 && x+g.x1 <= clip.x1 {
			p.whole(x+g.x0, y+g.y0, x+g.x1, y+g.y1, g.u0, g.v0, g.u1, g.v1, &k)
			continue
		}
		p.rect(x+g.x0*grow, y+g.y0*grow, x+g.x1*grow, y+g.y1*grow, g.u0, g.v0, g.u1, g.v1, &k)
	}
	if grow != 1 {
		p.needsFull(from)
	}
}

// Measure returns the width of a line in logical pixels, as Text draws it
// outside a transform.
func (p *Painter) Measure(text string, style Style) float32 {
	face, unit := style.face(), p.unit(style.Size)
	var sum float32
	for _, r := range text {
		sum += p.runs.width(face, r)
	}
	return sum * unit
}

// unit returns the type size that a wanted size is really drawn at, in logical
// pixels.
func (p *Painter) unit(size float32) float32 {
	if px := size * p.base; px <= largest {
		return float32(quarters(px)) / 4 / p.base
	}
	return size
}
