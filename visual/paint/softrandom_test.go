package paint_test

import (
	"image"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const scribbleSize = 160

// scribble draws shapes of all kinds wherever chance puts them.
func scribble(t *rapid.T, p *paint.Painter, low, high float32) {
	number := func(name string) float32 { return rapid.Float32Range(low, high).Draw(t, name) }
	small := func(name string) float32 { return rapid.Float32Range(0, 40).Draw(t, name) }
	color := func() paint.Color {
		c := rapid.Uint32().Draw(t, "color")
		return paint.Color{R: uint8(c), G: uint8(c >> 8), B: uint8(c >> 16), A: uint8(c>>24) | 0x40}
	}
	for range rapid.IntRange(1, 12).Draw(t, "shapes") {
		x, y, w, h, r := number("x"), number("y"), number("w"), number("h"), small("r")
		switch rapid.IntRange(0, 13).Draw(t, "kind") {
		case 0:
			p.Box(x, y, w, h, r, color())
		case 1:
			p.BoxEdge(x, y, w, h, r, color(), r/5, color())
		case 2:
			p.DashBox(x, y, w, h, r, color(), 2, color())
		case 3:
			p.DiscEdge(x, y, r, color(), 3, color())
		case 4:
			p.DashCircle(x, y, r, color(), 3, color())
		case 5:
			p.Line(x, y, w, h, r/4, color())
		case 6:
			p.Dash(x, y, w, h, 3, 1+r/4, 5, r, color())
		case 7:
			p.Arc(x, y, r+5, r/3+1, h, w, color())
		case 8:
			p.Triangle(x, y, w, h, y, w, color())
		case 9:
			p.Gradient(x, y, w, h, r, color(), color())
		case 10:
			p.GlowDisc(x, y, r, r+1, color())
		case 11:
			p.Text(x, y, "한a→1", paint.Style{Size: r, Color: color()})
		case 12:
			p.PushClip(x, y, w, h)
		default:
			p.PushTransform(x/10, y/10, 0.3+r/20)
		}
	}
}

func TestAnyShapesComeOutAsOnTheGPU(t *testing.T) {
	displaytest.Need(t)
	screen := ebiten.NewImage(scribbleSize, scribbleSize)
	defer screen.Deallocate()
	p := paint.New()
	want := image.NewRGBA(image.Rect(0, 0, scribbleSize, scribbleSize))
	got := image.NewRGBA(want.Rect)
	rapid.Check(t, func(t *rapid.T) {
		p.Begin(scribbleSize, scribbleSize, 1)
		p.Box(0, 0, scribbleSize, scribbleSize, 0, paint.Color{R: 20, G: 30, B: 40, A: 255})
		scribble(t, p, -20, scribbleSize+20)
		p.FlushBoth(screen, got)
		screen.ReadPixels(want.Pix)

		far := 0
		for i := range want.Pix {
			if d := int(want.Pix[i]) - int(got.Pix[i]); d > 14 || d < -14 {
				far++
			}
		}
		require.LessOrEqual(t, far, len(want.Pix)/200)
	})
}

func TestAnyNumbersDrawnWithoutAGPUNeverPanicNorLeaveTheClip(t *testing.T) {
	p := paint.New()
	rapid.Check(t, func(t *rapid.T) {
		out := image.NewRGBA(image.Rect(0, 0, 50, 40))
		p.Begin(50, 40, rapid.Float32Range(0.1, 5).Draw(t, "scale"))
		p.PushClip(10, 10, 0, 0)
		scribble(t, p, -1e6, 1e6)
		p.PopClip()
		require.Zero(t, p.Quads(), "nothing is within an empty clip")

		p.Begin(50, 40, 1)
		p.PushClip(10, 10, 20, 20)
		scribble(t, p, -1e6, 1e6)
		p.FlushTo(out)
		for y := range 40 {
			for x := range 50 {
				if x < 10 || y < 10 || x >= 30 || y >= 30 {
					require.Zero(t, out.RGBAAt(x, y), "%d, %d lies outside the clip", x, y)
				}
			}
		}
	})
}
