//go:build !js

package app_test

import (
	"strings"
	"testing"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/compare"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

// The maps in the panes are the stage's, which has a test of its own: here it is what
// stands around them.
func TestEveryTextOfAComparisonFitsWhereItIsDrawn(t *testing.T) {
	f := &fitter{found: map[string][]string{}}
	for i, w := range fitWindows[:4] {
		f.looker = look(t, int(float32(w.w)*w.scale), int(float32(w.h)*w.scale), w.scale)
		for _, sc := range scenarios.All {
			lang := sim.Lang(i % 2)
			f.in(lang, i > 1)
			f.Scenario(sc)
			f.Screen.(*stage.Stage).Acts.CompareBoth()
			c := f.Screen.(*compare.Compare)
			for runs := compare.FewestRuns; runs <= compare.MostRuns; runs++ {
				restCompare(t, f.App, c)
				f.Toast = ""
				f.judge("compared")
				c.Add()
			}
			c.Pick.OpenFor(c, 0)
			f.judge("list")
			c.Pick.OpenParam(c, 0, 0)
			f.judge("values")
		}
	}
	for key, examples := range f.found {
		ours := strings.Contains(key, "compare") || strings.Contains(key, "menu.")
		listed := strings.Contains(key, "menu.") || strings.Contains(examples[0], "list)") || strings.Contains(examples[0], "values)")
		if ours && (!listed || strings.HasPrefix(key, "short")) { // a list lies on what is behind it, and rolls
			t.Errorf("%s: %d times\n\t%s", key, len(examples), strings.Join(examples[:min(len(examples), 4)], "\n\t"))
		}
	}
}
