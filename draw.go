//go:build !js

package main

import (
	"context"
	"image/png"
	"io"
	"time"

	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/camera"
)

// draw lets the command line export what the window would show.
func draw(ctx context.Context, w io.Writer, d cli.Drawing) error {
	shot := camera.Shot{Link: d.Link, Width: d.Width, Height: d.Height, Scale: float32(d.Scale), Light: d.Light, Lang: d.Lang}
	if d.Film {
		take := camera.Take{From: camera.Place(d.From), To: camera.Place(d.To), FPS: d.FPS, Speed: d.Speed, Hold: time.Duration(d.Hold)}
		return camera.GIF(ctx, w, scenarios.All, source, shot, take, d.Told)
	}
	picture, err := camera.Picture(ctx, scenarios.All, source, shot)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return encoder.Encode(w, picture)
}
