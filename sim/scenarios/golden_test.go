package scenarios

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
)

// Golden runs: a link and the digest it must lead to, on every platform. A digest
// that changes breaks every link that was ever shared: run with -rewrite only
// when a model was changed on purpose, and say so in the commit.
var rewrite = flag.Bool("rewrite", false, "write testdata/golden.txt anew")

const goldenFile = "testdata/golden.txt"

// goldenLinks are the runs pinned: every preset of every scenario, two seeds, and
// some with faults by hand.
func goldenLinks(t *testing.T) []string {
	t.Helper()
	var links []string
	add := func(sc *sim.Scenario, spec sim.Spec, at int64) {
		l := link.Of(spec, at, sim.KO)
		l.AnyLang = true
		text, err := link.Encode(l, All)
		require.NoError(t, err)
		links = append(links, text)
	}
	for _, sc := range All {
		for i := range sc.Presets {
			spec, err := sc.Apply(&sc.Presets[i], 42)
			require.NoError(t, err)
			add(sc, spec, 8000)
		}
		for seed := range uint64(3) {
			spec := sim.Spec{Scenario: sc, Seed: 1000 + seed, Params: sc.Defaults(), Actions: randomFaults(sc, 77+seed)}
			add(sc, spec, 12_000)
		}
		add(sc, sim.Spec{Scenario: sc, Seed: 1, Params: sc.Defaults()}, 1)
		add(sc, sim.Spec{Scenario: sc, Seed: 1<<64 - 1, Params: sc.Defaults()}, 100_000)
	}
	return links
}

func digestOf(t *testing.T, text string) string {
	t.Helper()
	l, err := link.Decode(text, All)
	require.NoError(t, err, text)
	spec, err := link.Run(l, All)
	require.NoError(t, err, text)
	r, err := sim.NewRun(spec, sim.Full)
	require.NoError(t, err, text)
	r.StepTo(l.At)
	require.Equal(t, l.At, r.StepCount(), text)
	return fmt.Sprintf("%016x", r.Digest())
}

func TestGoldenRunsLeadToTheSameDigestsEverywhere(t *testing.T) {
	if *rewrite {
		var b strings.Builder
		for _, l := range goldenLinks(t) {
			fmt.Fprintf(&b, "%s %s\n", digestOf(t, l), l)
		}
		require.NoError(t, os.WriteFile(goldenFile, []byte(b.String()), 0o644))
	}
	file, err := os.Open(goldenFile)
	require.NoError(t, err)
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); n++ {
		want, text, ok := strings.Cut(lines.Text(), " ")
		require.True(t, ok, "line %d", n+1)
		require.Equal(t, want, digestOf(t, text), "msalab replay '%s' --format digest", text)
	}
	require.Equal(t, len(goldenLinks(t)), n, "every preset has its line")
}
