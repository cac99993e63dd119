//go:build js

// In the page the program is the window's, with the browser as its host.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/wasm"
)

func main() {
	host := wasm.New()
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGame(app.New(scenarios.All, source, host)); err != nil {
		host.Fail(err.Error())
	}
}

// source finds the code that runs, for the panel that shows it.
func source(mark string) (screen.Code, error) {
	f, err := algorithms.Find(mark)
	return screen.Code(f), err
}
