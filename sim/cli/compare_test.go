package cli

import (
	"bytes"
	"context"
	"regexp"
	"strings"
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

func TestComparingARunWithItselfIsRefusedWithWhatMakesAnother(t *testing.T) {
	for _, args := range [][]string{{}, {"--preset", "lossy"}} {
		code, out, errors := compareOf(t, args...)
		require.Equal(t, 2, code)
		require.Empty(t, out)
		advice := regexp.MustCompile(`(--vs-preset) (\S+) or (--vs) (\S+)\n`).FindStringSubmatch(errors)
		require.Len(t, advice, 5, errors)

		for _, given := range [][]string{advice[1:3], advice[3:5]} {
			code, out, errors = compareOf(t, append(append([]string{"--until=1s", "--seeds=1"}, args...), given...)...)
			require.Zero(t, code, errors)
			require.NotEmpty(t, out)
		}
	}
}

func TestCompareRefusesBadInputInOneLine(t *testing.T) {
	for _, args := range [][]string{{"--seeds", "0"}, {"--seeds", "101"}, {"--vs", "evry=5"}, {"--vs-preset", "nope"}, {"--until", "x"}, {"--lang", "fr"}, {"--do", "x"}} {
		code, out, errors := compareOf(t, args...)
		require.Equal(t, 2, code, args)
		require.Empty(t, out)
		require.Regexp(t, `^msalab: [^\n]+\n$`, errors)
	}
}

// replayOf replays a link on the fake scenario.
func replayOf(t *testing.T, args ...string) (code int, out, errors string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := Env{Catalogue: []*sim.Scenario{fake()}, Out: &stdout, Err: &stderr}
	grammar := struct{ Commands }{}
	code = Main(context.Background(), env, &grammar, append([]string{"replay"}, args...))
	return code, stdout.String(), stderr.String()
}

func TestReplayingAComparisonSaysTheDifference(t *testing.T) {
	const text = "#/ping-pong?v=1&p=every:50&vs=every:100&at=1s&lang=en"
	code, out, errors := replayOf(t, text)
	require.Zero(t, code, errors)
	require.Regexp(t, `\n +20 +10 +`, out, "twenty pings against ten")
	require.Contains(t, out, "1  Pace 50")
	require.Contains(t, out, "2  Pace 100")

	_, digest, _ := replayOf(t, text, "--run", "2", "--format", "digest")
	require.Contains(t, digest, "#/ping-pong?v=1&at=", "every:100 is the default")
	_, alone, _ := replayOf(t, "#/ping-pong?v=1&p=every:100&at=1s&lang=en", "--format", "digest")
	require.Equal(t, alone, digest, "a run of a comparison is a run like any other")
	_, first, _ := replayOf(t, text, "--run", "1", "--format", "digest")
	_, other, _ := replayOf(t, "#/ping-pong?v=1&p=every:50&vs=every:100&at="+strings.Fields(first)[1], "--run", "2", "--format", "digest")
	require.Equal(t, alone[:16], other[:16], "a step is one of the first run: here the one at 1 s")
}

func TestReplayRefusesWhatAComparisonCannotBe(t *testing.T) {
	for says, args := range map[string][]string{
		"choose it with --run 1 to 2": {"#/ping-pong?v=1&vs=-", "--format", "ndjson"},
		"from 1 to 2":                 {"#/ping-pong?v=1&vs=-", "--run", "3"},
		"from 1 to 1":                 {"#/ping-pong?v=1", "--run", "2"},
		"unknown format":              {"#/ping-pong?v=1&vs=-", "--format", "x\ny"},
		"unknown node":                {"#/ping-pong?v=1&vs=5:crash(x)"},
	} {
		code, out, errors := replayOf(t, args...)
		require.Equal(t, 2, code, args)
		require.Empty(t, out)
		require.Contains(t, errors, says)
		require.Regexp(t, `^msalab: [^\n]+\n$`, errors)
	}
}
