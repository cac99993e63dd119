package replication

import (
	"testing"

	"github.com/kookmin-msa-study/msalab/sim"
)

// BenchmarkStep measures one step with everything recorded.
func BenchmarkStep(b *testing.B) {
	r := start(b, 1, sim.Full, Scenario.Preset("right").Set)
	r.StepTo(200_000)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r.Step()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
}

// BenchmarkSeek100k measures going to a random step of a run of 100,000.
func BenchmarkSeek100k(b *testing.B) {
	values := Scenario.Defaults()
	tl, err := sim.NewTimeline(sim.Spec{Scenario: Scenario, Seed: 1, Params: values}, sim.Full)
	if err != nil {
		b.Fatal(err)
	}
	tl.SeekStep(100_000)
	tl.Settle()
	step := int64(1)
	b.ResetTimer()
	for range b.N {
		step = (step*48271 + 11) % 100_000
		tl.SeekStep(step)
		tl.Settle()
	}
}
