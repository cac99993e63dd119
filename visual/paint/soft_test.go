package paint_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

func softPicture(p *paint.Painter, scale, zoom float32, th *theme.Theme) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, int(galleryWidth*scale), int(galleryHeight*scale)))
	p.Begin(galleryWidth, galleryHeight, scale)
	if zoom != 1 {
		p.PushTransform((1-zoom)*250, (1-zoom)*200, zoom)
	}
	gallery(p, th)
	p.FlushTo(out)
	return out
}

// TestThePictureWithoutAGPUIsTheGPUs allows a step of 255 that rounding makes, and
// single pixels where an edge runs through a pixel's very centre.
func TestThePictureWithoutAGPUIsTheGPUs(t *testing.T) {
	displaytest.Need(t)
	for _, view := range views {
		t.Run(view.name, func(t *testing.T) {
			want := picture(t, view.scale, view.zoom, view.theme)

			got := softPicture(paint.New(), view.scale, view.zoom, view.theme)

			near(t, want, got)
		})
	}
}

// TestThePictureWithoutAGPUIsTheGalleryAsItWas needs no display.
func TestThePictureWithoutAGPUIsTheGalleryAsItWas(t *testing.T) {
	for _, view := range views {
		t.Run(view.name, func(t *testing.T) {
			near(t, readPNG(t, "testdata/"+view.name+".png"), softPicture(paint.New(), view.scale, view.zoom, view.theme))
		})
	}
}

func near(t *testing.T, want, got *image.RGBA) {
	t.Helper()
	require.Equal(t, want.Rect, got.Rect)
	far, worst := 0, 0
	for i := range want.Pix {
		d := int(want.Pix[i]) - int(got.Pix[i])
		d = max(d, -d)
		worst = max(worst, d)
		if d > 2 {
			far++
		}
	}
	if far > len(want.Pix)/20000 {
		t.Errorf("%d of %d values differ by more than 2 of 255, at most by %d", far, len(want.Pix), worst)
	}
}

func TestAPictureWithoutAGPUIsTheSameEveryTime(t *testing.T) {
	p := paint.New()
	first := softPicture(p, 1, 1, &theme.Dark)

	require.Equal(t, first.Pix, softPicture(p, 1, 1, &theme.Dark).Pix)
	require.Equal(t, first.Pix, softPicture(paint.New(), 1, 1, &theme.Dark).Pix)
}

func TestAPictureSmallerThanTheFrameIsItsUpperLeftCorner(t *testing.T) {
	whole := softPicture(paint.New(), 1, 1, &theme.Dark)
	part := image.NewRGBA(image.Rect(0, 0, 300, 200))
	p := paint.New()
	p.Begin(galleryWidth, galleryHeight, 1)
	gallery(p, &theme.Dark)

	p.FlushTo(part)

	want := image.NewRGBA(part.Rect)
	draw.Draw(want, want.Rect, whole, image.Point{}, draw.Src)
	require.Equal(t, want.Pix, part.Pix)
}

func TestShapesBlendOverWhatIsThere(t *testing.T) {
	p := paint.New()
	dst := image.NewRGBA(image.Rect(0, 0, 20, 20))
	p.Begin(20, 20, 1)
	p.Box(0, 0, 20, 20, 0, paint.Color{R: 200, A: 255})
	p.Box(5, 5, 10, 10, 0, paint.Color{B: 200, A: 128})

	require.True(t, p.FlushTo(dst))

	require.Equal(t, color.RGBA{200, 0, 0, 255}, dst.RGBAAt(4, 10))
	require.Equal(t, color.RGBA{100, 0, 100, 255}, dst.RGBAAt(10, 10))
	require.Zero(t, p.Quads(), "what is drawn is done")
}

func BenchmarkTheGalleryWithoutAGPU(b *testing.B) {
	p := paint.New()
	out := image.NewRGBA(image.Rect(0, 0, 1280, 800))
	b.ReportAllocs()
	for b.Loop() {
		p.Begin(galleryWidth, galleryHeight, 4.0/3)
		gallery(p, &theme.Dark)
		p.FlushTo(out)
	}
}
