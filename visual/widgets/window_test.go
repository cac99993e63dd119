package widgets_test

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// hasDisplay reports whether a window can be opened here.
func hasDisplay() bool {
	if runtime.GOOS == "linux" {
		return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	}
	return runtime.GOOS != "js"
}

func needDisplay(t testing.TB) {
	t.Helper()
	if hasDisplay() {
		return
	}
	if os.Getenv("MSALAB_REQUIRE_DISPLAY") == "1" {
		t.Fatal("MSALAB_REQUIRE_DISPLAY=1, but there is no display: start one with xvfb-run")
	}
	t.Skip("no display: run under xvfb-run to see and to press the widgets")
}

// testGame runs the tests within Ebitengine's loop, where pixels can be read.
type testGame struct {
	m    *testing.M
	code int
}

func (g *testGame) Update() error {
	g.code = g.m.Run()
	return ebiten.Termination
}

func (*testGame) Draw(*ebiten.Image) {}

func (*testGame) Layout(int, int) (int, int) { return 320, 240 }

func TestMain(m *testing.M) {
	if report := os.Getenv(guestReport); report != "" {
		os.Exit(runGuest(report))
	}
	if !hasDisplay() {
		os.Exit(m.Run())
	}
	g := &testGame{m: m, code: 1}
	if err := ebiten.RunGame(g); err != nil {
		fmt.Fprintln(os.Stderr, "opening a window for the tests failed:", err)
		os.Exit(1)
	}
	os.Exit(g.code)
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
