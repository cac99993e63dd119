//go:build !js

package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

func TestHowALawStandsIsSaidByShapeAsWellAsByColour(t *testing.T) {
	_, s, _ := openPing(t)
	shapes := map[paint.Symbol]bool{}
	for _, state := range []sim.LawState{{Holds: true}, {Holds: true, Pending: true}, {Holds: true, Broken: 4}, {Holds: false, Broken: 4}} {
		icon, _, _ := s.Side.LawSign(state)
		shapes[icon] = true
	}
	require.Len(t, shapes, 4)
}
