package paint

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/f32"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

// brush turns outlines of glyphs and icons into coverage. trace leaves the
// outline in raster, which the atlas then draws.
type brush struct {
	raster vector.Rasterizer
	buf    sfnt.Buffer
	steps  []step
}

// step is one piece of an outline in device pixels around the pen position.
type step struct {
	op   sfnt.SegmentOp
	args [3]f32.Vec2
}

// trace prepares the outline of a cell and returns its bounds in device pixels
// around the pen position (for an icon: around its centre). A shape without
// ink, and a character that no face has, give empty bounds.
func (b *brush) trace(key cellKey) image.Rectangle {
	b.steps = b.steps[:0]
	size := float32(key.size) / 4
	if key.face == iconFace {
		b.icon(Symbol(key.what), size)
	} else {
		b.glyph(fonts.ID(key.face), key.what, size, float32(key.shift)/4)
	}
	bounds := b.bounds()
	if bounds.Empty() {
		return image.Rectangle{}
	}
	b.fill(bounds)
	return bounds
}

func (b *brush) glyph(face fonts.ID, r rune, size, shift float32) {
	for _, id := range fonts.Chain(face) {
		font := fonts.Font(id)
		index, err := font.GlyphIndex(&b.buf, r)
		if err != nil || (index == 0 && r != missing) {
			continue
		}
		segments, err := font.LoadGlyph(&b.buf, index, fixed.Int26_6(size*64+0.5), nil)
		if err != nil {
			continue
		}
		for _, s := range segments {
			out := step{op: s.Op}
			for i, arg := range s.Args {
				out.args[i] = f32.Vec2{float32(arg.X)/64 + shift, float32(arg.Y) / 64}
			}
			b.steps = append(b.steps, out)
		}
		return
	}
}

// uses returns how many of a step's points count.
func (s *step) uses() int {
	switch s.op {
	case sfnt.SegmentOpQuadTo:
		return 2
	case sfnt.SegmentOpCubeTo:
		return 3
	default:
		return 1
	}
}

func (b *brush) bounds() image.Rectangle {
	low, high := f32.Vec2{math.MaxFloat32, math.MaxFloat32}, f32.Vec2{-math.MaxFloat32, -math.MaxFloat32}
	for i := range b.steps {
		for _, at := range b.steps[i].args[:b.steps[i].uses()] {
			low[0], low[1] = min(low[0], at[0]), min(low[1], at[1])
			high[0], high[1] = max(high[0], at[0]), max(high[1], at[1])
		}
	}
	if low[0] >= high[0] || low[1] >= high[1] {
		return image.Rectangle{}
	}
	floor := func(v float32) int { return int(math.Floor(float64(v))) }
	ceil := func(v float32) int { return int(math.Ceil(float64(v))) }
	return image.Rect(floor(low[0]), floor(low[1]), ceil(high[0]), ceil(high[1]))
}

func (b *brush) fill(bounds image.Rectangle) {
	b.raster.Reset(bounds.Dx(), bounds.Dy())
	ox, oy := float32(bounds.Min.X), float32(bounds.Min.Y)
	for i := range b.steps {
		s := &b.steps[i]
		x0, y0 := s.args[0][0]-ox, s.args[0][1]-oy
		x1, y1 := s.args[1][0]-ox, s.args[1][1]-oy
		switch s.op {
		case sfnt.SegmentOpMoveTo:
			b.raster.ClosePath()
			b.raster.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			b.raster.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			b.raster.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			b.raster.CubeTo(x0, y0, x1, y1, s.args[2][0]-ox, s.args[2][1]-oy)
		}
	}
	b.raster.ClosePath()
}
