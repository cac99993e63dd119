package loadbalancing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

func TestAnAnswerIsCausedByItsOwnRequestHoweverLongThatWaited(t *testing.T) {
	spec, err := Scenario.Apply(&Scenario.Presets[0], 42)
	require.NoError(t, err)
	tl, err := sim.NewTimeline(spec, sim.Full)
	require.NoError(t, err)
	tl.SeekStep(6000)
	tl.Settle()
	answers, waited := 0, 0
	for n := int64(1); n <= 6000; n++ {
		rec, ok := tl.Record(n)
		require.True(t, ok)
		if rec.Kind != kResponse || rec.Op != sim.Delivered || tl.Run().Nodes()[rec.Node].Name != "lb" {
			continue
		}
		answers++
		found := false
		for _, step := range tl.Cone(n).Past {
			cause, _ := tl.Record(step)
			if cause.Kind == kForward && cause.Op == sim.Delivered && cause.A == rec.A {
				found = true
				if rec.At-cause.At > 100*sim.Millisecond {
					waited++
				}
			}
		}
		require.True(t, found, "request %d", rec.A)
	}
	require.Greater(t, answers, 500)
	require.Positive(t, waited)
}
