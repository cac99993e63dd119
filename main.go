package main

import (
	_ "github.com/alecthomas/kong"
	_ "github.com/atotto/clipboard"
	_ "github.com/anishathalye/porcupine"
	_ "github.com/chromedp/chromedp"
	_ "github.com/ebitenui/ebitenui"
	_ "github.com/hajimehoshi/ebiten/v2"
	_ "github.com/hajimehoshi/ebiten/v2/exp/vmhost"
	_ "github.com/stretchr/testify/require"
	_ "golang.org/x/exp/slices"
	_ "golang.org/x/image/font/opentype"
	_ "golang.org/x/text/unicode/norm"
	_ "pgregory.net/rapid"
)

func main() {}
