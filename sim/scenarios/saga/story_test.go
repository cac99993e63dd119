package saga

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// -rewrite writes the golden stories anew. Read the difference before you commit
// it: a change there is a change of what learners see.
var rewrite = flag.Bool("rewrite", false, "write the golden stories anew")

// story is a small trace: what a preset's first steps and its turning points
// say, and how it ends.
func story(r *sim.Run, p *sim.Preset) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n# seed %d\n", p.ID, p.Says.EN, r.Spec().Seed)
	for i := int64(1); i <= r.StepCount(); i++ {
		rec, ok := r.Record(i)
		turning := ok && (rec.Op == sim.Acted || rec.Op == sim.Restarted || rec.Note > 0 && r.Scenario().Notes[rec.Note-1].Mark)
		if i > 45 && !turning {
			continue
		}
		fmt.Fprintf(&b, "%6d %s  %s\n               %s\n", rec.Step, rec.At.Decimal(6), r.Caption(rec, sim.EN).Plain(), r.Caption(rec, sim.KO).Plain())
	}
	for m, spec := range r.Scenario().Metrics {
		fmt.Fprintf(&b, "%s=%d ", spec.ID, r.Level(sim.Metric(m)))
	}
	fmt.Fprintf(&b, "\nbroken=%q digest=%016x\n", broken(r), r.Digest())
	return b.String()
}

func TestTheStoriesAreAsWrittenDown(t *testing.T) {
	for _, id := range []string{"naive", "right", "refund", "gap", "tombstone", "stuck"} {
		got := story(preset(t, id, 7), Scenario.Preset(id))
		path := "testdata/" + id + ".story.txt"
		if *rewrite {
			require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), got, "%s: if the change is meant, run go test ./sim/scenarios/saga -rewrite", id)
	}
}
