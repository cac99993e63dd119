//go:build !js

package visual

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
)

// hasDisplay reports whether a window can be opened here.
func hasDisplay() bool {
	if runtime.GOOS == "linux" {
		return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	}
	return true
}

func needDisplay(t testing.TB) {
	t.Helper()
	if hasDisplay() {
		return
	}
	if os.Getenv("MSALAB_REQUIRE_DISPLAY") == "1" {
		t.Fatal("MSALAB_REQUIRE_DISPLAY=1, but there is no display: start one with xvfb-run")
	}
	t.Skip("no display: run under xvfb-run to draw screens")
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
