//go:build js

// Command empty is the least Ebitengine program that shows the lab's typefaces:
// a window with one line in it. The benchmark of the page is measured against it.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
	"github.com/kookmin-msa-study/msalab/wasm"
)

type game struct {
	host *wasm.Host
	face *text.GoTextFace
}

func (*game) Layout(width, height int) (int, int) { return width, height }

func (*game) Update() error { return nil }

func (g *game) Draw(screen *ebiten.Image) {
	at := &text.DrawOptions{}
	at.GeoM.Translate(40, 40)
	text.Draw(screen, "MSA Lab · 분산 시스템", g.face, at)
	g.host.Ready()
}

func main() {
	host := wasm.New()
	face := &text.GoTextFace{Source: fonts.Source(fonts.Medium), Size: 31}
	if err := ebiten.RunGame(&game{host, face}); err != nil {
		host.Fail(err.Error())
	}
}
