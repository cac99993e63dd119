package paint_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

func TestMain(m *testing.M) {
	os.Exit(displaytest.Run(m))
}

func picture(t *testing.T, scale, zoom float32, th *theme.Theme) *image.RGBA {
	t.Helper()
	w, h := int(galleryWidth*scale), int(galleryHeight*scale)
	screen := ebiten.NewImage(w, h)
	defer screen.Deallocate()
	p := paint.New()
	p.Begin(galleryWidth, galleryHeight, scale)
	if zoom != 1 {
		p.PushTransform((1-zoom)*250, (1-zoom)*200, zoom)
	}
	gallery(p, th)
	require.True(t, p.Flush(screen), "the atlas ran full")
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	screen.ReadPixels(out.Pix)
	return out
}

var views = []struct {
	name  string
	scale float32
	zoom  float32
	theme *theme.Theme
}{
	{"dark-1", 1, 1, &theme.Dark}, {"light-1", 1, 1, &theme.Light}, {"dark-1.5", 1.5, 1, &theme.Dark},
	{"light-2", 2, 1, &theme.Light}, {"dark-zoomed", 1, 3.3, &theme.Dark},
}

// TestTheGalleryLooksAsItDid compares with testdata/*.png. Write them again
// with MSALAB_REWRITE=1, and look at them before you commit.
func TestTheGalleryLooksAsItDid(t *testing.T) {
	displaytest.Need(t)
	for _, view := range views {
		t.Run(view.name, func(t *testing.T) {
			got := picture(t, view.scale, view.zoom, view.theme)
			path := filepath.Join("testdata", view.name+".png")
			if os.Getenv("MSALAB_REWRITE") == "1" {
				writePNG(t, path, got)
				return
			}
			compare(t, readPNG(t, path), got)
		})
	}
}

// compare allows what differs between graphics drivers: single pixels of soft
// edges, and a mean difference of half a step in 255.
func compare(t *testing.T, want, got *image.RGBA) {
	t.Helper()
	require.Equal(t, want.Rect, got.Rect)
	var sum, far int
	for i := range want.Pix {
		d := int(want.Pix[i]) - int(got.Pix[i])
		d = max(d, -d)
		sum += d
		if d > 40 {
			far++
		}
	}
	mean := float64(sum) / float64(len(want.Pix))
	if mean > 0.5 || far > len(want.Pix)/1000 {
		path := filepath.Join(t.TempDir(), "got.png")
		writePNG(t, path, got)
		t.Errorf("mean difference %.3f of 255, %d of %d values far off", mean, far, len(want.Pix))
	}
}

func writePNG(t *testing.T, path string, m image.Image) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	file, err := os.Create(path)
	require.NoError(t, err)
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	require.NoError(t, encoder.Encode(file, m))
	require.NoError(t, file.Close())
}

func readPNG(t *testing.T, path string) *image.RGBA {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err, "write it with MSALAB_REWRITE=1")
	defer file.Close()
	m, err := png.Decode(file)
	require.NoError(t, err)
	out := image.NewRGBA(m.Bounds())
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			out.Set(x, y, m.At(x, y))
		}
	}
	return out
}
