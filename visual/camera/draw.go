package camera

import (
	"context"
	"image/png"
	"io"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Drawer lets the command line export what the window would show.
func Drawer(catalogue []*sim.Scenario, source func(mark string) (screen.Code, error)) func(context.Context, io.Writer, cli.Drawing) error {
	return func(ctx context.Context, w io.Writer, d cli.Drawing) error {
		shot := Shot{Link: d.Link, Width: d.Width, Height: d.Height, Scale: float32(d.Scale), Light: d.Light, Lang: d.Lang}
		if d.Film {
			take := Take{From: Place(d.From), To: Place(d.To), FPS: d.FPS, Speed: d.Speed, Hold: time.Duration(d.Hold)}
			return GIF(ctx, w, catalogue, source, shot, take, d.Told)
		}
		picture, err := Picture(ctx, catalogue, source, shot)
		if err != nil {
			return err
		}
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		return encoder.Encode(w, picture)
	}
}
