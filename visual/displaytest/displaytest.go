// Package displaytest lets tests draw: it runs a package's tests within
// Ebitengine's loop, where pictures can be made and their pixels read.
//
//	func TestMain(m *testing.M) { os.Exit(displaytest.Run(m)) }
//
//	func TestAPicture(t *testing.T) {
//		displaytest.Need(t)
//		...
//	}
//
// Without a display the tests run outside the loop, and Need skips; with
// MSALAB_REQUIRE_DISPLAY=1 it fails instead.
package displaytest

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
)

// Has reports whether a window can be opened here.
func Has() bool {
	if runtime.GOOS == "linux" {
		return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	}
	return runtime.GOOS != "js"
}

// Need skips a test when there is no display, or fails it when one is required.
func Need(t testing.TB) {
	t.Helper()
	if Has() {
		return
	}
	if os.Getenv("MSALAB_REQUIRE_DISPLAY") == "1" {
		t.Fatal("MSALAB_REQUIRE_DISPLAY=1, but there is no display: start one with xvfb-run")
	}
	t.Skip("no display: run under xvfb-run to draw, to press and to compare pictures")
}

// game runs the tests in its first tick and ends.
type game struct {
	m    *testing.M
	code int
}

func (g *game) Update() error {
	g.code = g.m.Run()
	return ebiten.Termination
}

func (*game) Draw(*ebiten.Image) {}

func (*game) Layout(int, int) (int, int) { return 320, 240 }

// Run runs the tests and returns the exit code for os.Exit.
func Run(m *testing.M) int {
	if !Has() {
		return m.Run()
	}
	g := &game{m: m, code: 1}
	if err := ebiten.RunGame(g); err != nil {
		fmt.Fprintln(os.Stderr, "opening a window for the tests failed:", err)
		return 1
	}
	return g.code
}
