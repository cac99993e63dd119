package cli

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// compareOf runs compare on the fake scenario and returns what it wrote.
func compareOf(t *testing.T, args ...string) (code int, out, errors string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := Env{Catalogue: []*sim.Scenario{fake()}, Out: &stdout, Err: &stderr}
	grammar := struct{ Commands }{}
	code = Main(context.Background(), env, &grammar, append([]string{"compare", "ping-pong"}, args...))
	return code, stdout.String(), stderr.String()
}

func TestCompareSetsTwoSettingsBesideEachOther(t *testing.T) {
	code, out, errors := compareOf(t, "--set", "every=50", "--vs", "every=100", "--seeds", "3", "--until", "1s", "--lang", "en")
	require.Zero(t, code, errors)
	require.Contains(t, out, "median of 3 seeds")
	require.Regexp(t, `\n +20 +10 +0\.5× +`, out, "twenty pings against ten")
	require.Contains(t, out, "✓")
}

func TestComparingASettingWithItselfShowsNoDifference(t *testing.T) {
	_, out, _ := compareOf(t, "--until", "2s", "--lang", "en")
	require.Contains(t, out, "1×")
	require.NotRegexp(t, `[02-9]×|1\.\d+×`, out)
}

func TestCompareRefusesBadInputInOneLine(t *testing.T) {
	for _, args := range [][]string{{"--seeds", "0"}, {"--seeds", "101"}, {"--vs", "evry=5"}, {"--vs-preset", "nope"}, {"--until", "x"}, {"--lang", "fr"}, {"--do", "x"}} {
		code, out, errors := compareOf(t, args...)
		require.Equal(t, 2, code, args)
		require.Empty(t, out)
		require.Regexp(t, `^msalab: [^\n]+\n$`, errors)
	}
}
