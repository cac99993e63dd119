package paint_test

import (
	"image"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

func TestALineLooksTheSameFromEitherEnd(t *testing.T) {
	draw := func(x1, y1, x2, y2 float32) []uint8 {
		out, p := image.NewRGBA(image.Rect(0, 0, 80, 60)), paint.New()
		p.Begin(80, 60, 1)
		p.Line(x1, y1, x2, y2, 3, ink)
		p.FlushTo(out)
		return out.Pix
	}
	for _, l := range [][4]float32{{10, 20, 60, 20}, {30, 10, 30, 50}, {10, 10, 60, 50}} {
		require.Equal(t, draw(l[0], l[1], l[2], l[3]), draw(l[2], l[3], l[0], l[1]))
		require.NotEqual(t, make([]uint8, 80*60*4), draw(l[2], l[3], l[0], l[1]))
	}
}
