package widgets_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
)

func TestMain(m *testing.M) {
	if report := os.Getenv(guestReport); report != "" {
		os.Exit(runGuest(report))
	}
	os.Exit(displaytest.Run(m))
}

func pixels(screen *ebiten.Image) *image.RGBA {
	out := image.NewRGBA(screen.Bounds())
	screen.ReadPixels(out.Pix)
	return out
}

func writePNG(t *testing.T, path string, m image.Image) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	file, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, png.Encode(file, m))
	require.NoError(t, file.Close())
}
