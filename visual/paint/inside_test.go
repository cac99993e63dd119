package paint

import (
	"image"
	"image/draw"
	"reflect"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

func TestACornerHasTheLayoutOfAVertex(t *testing.T) {
	require.Equal(t, reflect.TypeFor[ebiten.Vertex]().Size(), reflect.TypeFor[corner]().Size())
	c := []corner{{x: 1, y: 2, u: 3, v: 4, ink: ink{r: 5, g: 6, b: 7, a: 8, hx: 9, hy: 10, rad: 11, kind: 12}}}

	v := vertices(c)[0]

	require.Equal(t, ebiten.Vertex{DstX: 1, DstY: 2, SrcX: 3, SrcY: 4, ColorR: 5, ColorG: 6, ColorB: 7, ColorA: 8,
		Custom0: 9, Custom1: 10, Custom2: 11, Custom3: 12}, v)
}

func TestGlyphsOfTheAtlasDoNotOverlapAndHoldTheirInk(t *testing.T) {
	p := New()
	p.Begin(1280, 720, 1)
	for size := float32(10); size < 40; size += 1.25 {
		p.Text(0, 100, "가나다라 뷁뺄 abcXYZ 0123 →✓", Style{Size: size, Color: Color{A: 255}})
	}

	seen := map[int]bool{}
	for key, c := range p.atlas.cells {
		if !c.drawn {
			continue
		}
		fresh := freshInk(key)
		for y := range int(c.h) {
			for x := range int(c.w) {
				at := int(c.page)<<24 | (int(c.y)+y)<<12 | (int(c.x) + x)
				require.False(t, seen[at], "two glyphs share a texel")
				seen[at] = true
				require.Equal(t, fresh.AlphaAt(x, y).A, p.atlas.texels[4*((int(c.y)+y)*pageSize+int(c.x)+x)+int(c.page)])
			}
		}
	}
	require.NotEmpty(t, seen)
}

func freshInk(key cellKey) *image.Alpha {
	var b brush
	bounds := b.trace(key)
	b.raster.DrawOp = draw.Src
	out := image.NewAlpha(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	b.raster.Draw(out, out.Rect, image.Opaque, image.Point{})
	return out
}

func TestAFullAtlasLeavesGlyphsOutAndRecoversInTheNextFrame(t *testing.T) {
	p := New()
	white := Color{R: 255, G: 255, B: 255, A: 255}
	p.Begin(1280, 720, 1)
	for r := '가'; !p.atlas.full; r++ {
		p.Text(0, 200, string(r), Style{Size: 120, Color: white})
	}
	p.Discard()
	p.Text(0, 200, "힘", Style{Size: 127, Color: white})
	require.Zero(t, p.Quads(), "a glyph without room is left out")

	p.Begin(1280, 720, 1)
	p.Text(0, 200, "힘", Style{Size: 127, Color: white})

	require.Equal(t, 1, p.Quads())
	require.False(t, p.atlas.full)
}

func TestTheClipperKeepsEveryCornerInside(t *testing.T) {
	p := New()
	p.Begin(200, 200, 1)
	p.PushClip(50, 50, 40, 30)
	for angle := range 12 {
		p.Line(70, 65, 70+float32(angle*13%40), 20+float32(angle*9), 9, Color{A: 255})
	}
	p.Arc(70, 65, 30, 8, 0.3, 4, Color{A: 255})
	p.Poly([]Point{{40, 40}, {120, 60}, {60, 120}}, Color{A: 255})

	require.NotEmpty(t, p.verts)
	for _, v := range p.verts {
		require.True(t, v.x >= 49.99 && v.x <= 90.01 && v.y >= 49.99 && v.y <= 80.01, "%v %v", v.x, v.y)
	}
}

func TestBoxesKeepToDevicePixelsOutsideATransform(t *testing.T) {
	p := New()
	p.Begin(200, 200, 1.5)

	p.BoxEdge(3.3, 7.1, 20.2, 11.9, 4, Color{A: 255}, 1, Color{A: 255})

	v := p.verts[0]
	require.Equal(t, v.x, round(v.x))
	require.Equal(t, v.y, round(v.y))
	require.Equal(t, float32(2), v.kind, "1.5 device pixels of outline become 2")
}
