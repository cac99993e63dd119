package model

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

func TestPlacesThatDoNotFitAreShownInProportion(t *testing.T) {
	for _, c := range []struct{ taken, drawn, all, want int }{
		{0, 8, 50, 0}, {1, 8, 50, 1}, {25, 8, 50, 4}, {49, 8, 50, 7}, {50, 8, 50, 8}, {60, 8, 50, 8}, {3, 5, 5, 3}, {0, 0, 0, 0},
	} {
		require.Equal(t, c.want, share(c.taken, c.drawn, c.all), "%d of %d in %d", c.taken, c.all, c.drawn)
	}
}

func TestALabelCoversOnlyWhatItOverlaps(t *testing.T) {
	l := Layout{taken: []paint.Rect{{X: 0, Y: 0, W: 10, H: 10}, {X: 50, Y: 0, W: 10, H: 10}}}

	require.Zero(t, l.hidden(paint.Rect{X: 10, Y: 0, W: 40, H: 10}))
	require.EqualValues(t, 25, l.hidden(paint.Rect{X: 5, Y: 5, W: 10, H: 10}))
}
