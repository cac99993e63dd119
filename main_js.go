//go:build js

// In the page the program is the window's, with the browser as its host.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual"
	"github.com/kookmin-msa-study/msalab/wasm"
)

func main() {
	host := wasm.New()
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGame(visual.New(scenarios.All, host)); err != nil {
		host.Fail(err.Error())
	}
}
