package scenarios

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// BenchmarkTenMillionSteps runs every scenario's naive and right preset for ten
// million steps with all that the screens keep, and reports the heap at its end.
func BenchmarkTenMillionSteps(b *testing.B) {
	for _, sc := range All {
		for i := range 2 {
			preset := &sc.Presets[i]
			b.Run(sc.ID+"/"+preset.ID, func(b *testing.B) {
				for range b.N {
					spec, err := sc.Apply(preset, 1)
					require.NoError(b, err)
					tl, err := sim.NewTimeline(spec, sim.Full)
					require.NoError(b, err)
					tl.SeekStep(10_000_000)
					tl.Settle()
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-heap")
					b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-sys")
					runtime.KeepAlive(tl)
				}
			})
		}
	}
}
