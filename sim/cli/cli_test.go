package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/stretchr/testify/require"
)

// rewrite writes the golden files anew: look at the difference before committing.
var rewrite = flag.Bool("rewrite", false, "write testdata/*.golden anew")

type extraCmd struct{ Fail bool }

func (c *extraCmd) Run(ctx context.Context, env *Env) error {
	if c.Fail {
		return errors.New("two\nlines")
	}
	_, err := fmt.Fprintln(env.Out, len(env.Catalogue), ctx.Err() == nil)
	return err
}

func fakes() []*sim.Scenario { return []*sim.Scenario{fake(), silent()} }

func call(args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	code = callTo(context.Background(), Env{Catalogue: fakes(), Out: &stdout, Err: &stderr}, args...)
	return code, stdout.String(), stderr.String()
}

func callTo(ctx context.Context, env Env, args ...string) int {
	var grammar struct {
		Commands
		Extra extraCmd `cmd:"" help:"Another command."`
	}
	return Main(ctx, env, &grammar, args)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *rewrite {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestEveryFormatWritesWhatItsGoldenFileHolds(t *testing.T) {
	lossy := []string{"run", "ping-pong", "--preset", "lossy", "--seed", "7"}
	for _, c := range []struct {
		name string
		code int
		args []string
	}{
		{"list", 0, []string{"list"}},
		{"list-json", 0, []string{"list", "--json"}},
		{"text-ko", 1, append(lossy, "--until", "500ms", "--do", "12:pause(s,30ms)", "--do", "20:poke(c,1)", "--do", "30:set(allowed,0)", "--do", "31:heal()")},
		{"text-en", 1, append(lossy, "--until", "500ms", "--lang", "en")},
		{"ndjson", 1, append(lossy, "--until", "500ms", "--lang", "en", "--format", "ndjson", "--do", "12:pause(s,30ms)", "--do", "20:poke(c,1)", "--do", "22:drop(m1)")},
		{"mermaid", 1, append(lossy, "--until", "500ms", "--format", "mermaid", "--do", "31:heal()", "--do", "8:crash(s)", "--do", "12:restart(s)")},
		{"summary-ko", 1, append(lossy, "--format", "summary")},
		{"summary-en", 0, []string{"run", "ping-pong", "--set", "mode=polite", "--lang=en", "--format=summary"}},
		{"digest", 0, []string{"run", "ping-pong", "--format=digest", "--steps", "20"}},
		{"replay", 1, []string{"replay", "https://host/#/ping-pong?v=1&a=5%3Acut%28c-s%29&at=14&lang=en&p=every:20"}},
		{"silent", 0, []string{"run", "silent", "--format=summary", "--do", "9:crash(s)"}},
	} {
		code, out, errs := call(c.args...)

		require.Equal(t, c.code, code, "%s: %s", c.name, errs)
		require.Empty(t, errs, c.name)
		golden(t, c.name, out)
	}
}

func TestBadInputEndsWithTwoAndOneLine(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no", "file")
	for _, c := range []struct {
		says string
		args []string
	}{
		{"expected", nil},
		{`unknown command "rum" in msalab; did you mean "run"? (there are: list, run, `, []string{"rum"}},
		{`unknown command "runn" in msalab; did you mean "run"?`, []string{"runn", "ping-pong"}},
		{`unknown command "frobnicate" in msalab (there are: list, run, `, []string{"frobnicate", "--seed", "-1"}},
		{"ping-pong is a scenario, not a command: write msalab run ping-pong", []string{"ping-pong", "--seed=3"}},
		{`unknown flag "--jsn"; did you mean "--json"?`, []string{"list", "--jsn"}},
		{`unknown flag "--sed"; did you mean "--seed"?`, []string{"run", "ping-pong", "--sed", "3"}},
		{`unknown flag "--zzzz" (there are: --do, --format, `, []string{"run", "ping-pong", "--zzzz"}},
		{"unknown language", []string{"list", "--lang", "fr"}},
		{`did you mean "ping-pong"`, []string{"run", "ping-pon"}},
		{"expected", []string{"run"}},
		{`--seed must be a whole number from 0 to 18446744073709551615, not "x"`, []string{"run", "ping-pong", "--seed", "x"}},
		{`--seed must be a whole number from 0 to 18446744073709551615, not "-1"`, []string{"run", "ping-pong", "--seed=-1"}},
		{`--seed must be a whole number from 0 to 18446744073709551615, not "-1"`, []string{"run", "ping-pong", "--seed", "-1"}},
		{`--seed must be a whole number from 0`, []string{"run", "ping-pong", "--seed", "18446744073709551616"}},
		{"--set has no value: write one behind it", []string{"run", "ping-pong", "--set"}},
		{"--seed has no value: write one behind it", []string{"run", "ping-pong", "--seed"}},
		{`--seed has no value: write one before --steps`, []string{"run", "ping-pong", "--seed", "--steps", "3"}},
		{`did you mean "lossy"`, []string{"run", "ping-pong", "--preset", "losy"}},
		{"name=value", []string{"run", "ping-pong", "--set", "every"}},
		{"name=value", []string{"run", "silent", "--set", ""}},
		{"from 10 to 10000 ms", []string{"run", "ping-pong", "--set", "every=5"}},
		{`did you mean "every"`, []string{"run", "ping-pong", "--set", "evry=5"}},
		{"stands twice", []string{"run", "ping-pong", "--set", "every=50", "--set", "every=60"}},
		{"has no step", []string{"run", "ping-pong", "--do", "crash(s)"}},
		{"unknown node", []string{"run", "ping-pong", "--do", "5:crash(x)"}},
		{"(there are: crash, cut, ", []string{"run", "ping-pong", "--do", "5:explode(s)", "--do", "2s:crash(s)"}},
		{"(there are: crash, cut, ", []string{"replay", "#/ping-pong?a=5s:kill(s)"}},
		{"read only when a run starts", []string{"run", "ping-pong", "--do", "5:set(mode,polite)"}},
		{"at most 256 actions", append([]string{"run", "ping-pong"}, strings.Split(strings.Repeat("--do=5:heal() ", 257), " ")[:257]...)},
		{"from 0 to 50000000", []string{"run", "ping-pong", "--steps", "50000001"}},
		{"from 0 to 50000000", []string{"run", "ping-pong", "--steps=-1"}},
		{"from 0 to 50000000", []string{"run", "ping-pong", "--steps", "-1"}},
		{`--steps must be a whole number, not "many"`, []string{"run", "ping-pong", "--steps", "many"}},
		{"can't be used together", []string{"run", "ping-pong", "--steps", "5", "--until", "1s"}},
		{"--until must be a time", []string{"run", "ping-pong", "--until", "30"}},
		{"--until must be a time", []string{"run", "ping-pong", "--until", "86401s"}},
		{"--until must be a time", []string{"run", "ping-pong", "--until=-1s"}},
		{"--until must be a time", []string{"run", "ping-pong", "--until", "-1s"}},
		{`unknown language "fr" (there are: ko, en)`, []string{"run", "ping-pong", "--lang", "fr"}},
		{"--vs-preset lossy or --vs every=", []string{"compare", "ping-pong"}},
		{"both sides are the same run", []string{"compare", "ping-pong", "--preset", "lossy", "--vs-preset", "lossy"}},
		{"both sides are the same run", []string{"compare", "ping-pong", "--set", "every=50", "--vs", "every=50"}},
		{`did you mean "summary"`, []string{"run", "ping-pong", "--format", "sumary"}},
		{"o such file", []string{"run", "ping-pong", "--out", missing}},
		{"not an ordinary file", []string{"run", "ping-pong", "--out", t.TempDir()}},
		{"not an ordinary file", []string{"run", "ping-pong", "--out", os.DevNull}},
		{"unexpected argument", []string{"run", "ping-pong", "more"}},
		{"version 2", []string{"replay", "#/ping-pong?v=2"}},
		{"home screen", []string{"replay", "#/"}},
		{"unknown scenario", []string{"replay", "#/raft"}},
		{"unknown node", []string{"replay", "#/ping-pong?v=1&a=5:crash(x)"}},
		{"can't be used together", []string{"replay", "#/ping-pong?v=1", "--steps", "5", "--until", "1s"}},
		{"unknown format", []string{"replay", "#/ping-pong?v=1", "--format", "x\ny"}},
		{"two lines", []string{"extra", "--fail"}},
	} {
		code, out, errs := call(c.args...)

		require.NotContains(t, errs, "perhaps try", "%v", c.args)
		require.Equal(t, 2, code, "%v", c.args)
		require.Empty(t, out, "%v", c.args)
		require.Regexp(t, `\Amsalab: [^\n]+\n\z`, errs, "%v", c.args)
		require.Contains(t, errs, c.says, "%v", c.args)
	}
}

func TestHelpAndOtherCommandsWork(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"run", "--help"}, {"replay", "-h"}} {
		code, out, errs := call(args...)
		require.Zero(t, code)
		require.Empty(t, errs)
		require.Contains(t, out, "Usage: msalab")
	}

	code, out, _ := call("extra")

	require.Zero(t, code)
	require.Equal(t, "2 true\n", out)
}

func TestEveryLineOfNDJSONIsAnObjectAndTheLinkRepeatsTheRun(t *testing.T) {
	_, out, _ := call("run", "ping-pong", "--preset", "lossy", "--do", "33:crash(s)", "--do", "40:restart(s)", "--format", "ndjson")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var last summaryJSON
	for i, line := range lines[:len(lines)-1] {
		var step stepLine
		require.NoError(t, json.Unmarshal([]byte(line), &step))
		require.EqualValues(t, i+1, step.Step)
		require.NotEmpty(t, step.Sentence)
	}
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &last))
	require.EqualValues(t, len(lines)-1, last.Steps)

	code, again, _ := call("replay", last.Link, "--format", "ndjson")

	require.Equal(t, 1, code)
	require.Equal(t, strings.Replace(out, `"ended":"until"`, `"ended":"steps"`, 1), again)
	_, digest, _ := call("replay", last.Link, "--format", "digest")
	require.Equal(t, fmt.Sprintf("%s %d %s\n", last.Digest, last.Steps, last.Link), digest)
}

func TestActionsByStepAndByTimeHappenWhenTheySayInWhateverOrderTheyAreTyped(t *testing.T) {
	forward := []string{"--do=6:crash(s)", "--do=300ms:restart(s)", "--do=14:cut(c-s)", "--do=700ms:heal()"}
	backward := []string{"--do=700ms:heal()", "--do=14:cut(c-s)", "--do=300ms:restart(s)", "--do=6:crash(s)"}

	_, one, _ := call(append([]string{"run", "ping-pong", "--lang=en"}, forward...)...)
	_, two, _ := call(append([]string{"run", "ping-pong", "--lang=en"}, backward...)...)

	require.Equal(t, one, two)
	require.Regexp(t, `(?m)^ +7 .*Crashed Server`, one)
	require.Regexp(t, `(?m)0\.300000s .*Restarted Server`, one)
	require.Regexp(t, `(?m)^ +15 .*Cut the link`, one)
	require.Regexp(t, `(?m)0\.700000s .*Healed`, one)
	_, sorted, _ := call("run", "ping-pong", "--do=20:heal()", "--do=10:crash(s)", "--steps=30")
	require.Contains(t, sorted, "a=10:crash(s),20:heal()")
}

func TestALinkThatMixesStepsAndTimesPlaysAsTheCommandLineDoes(t *testing.T) {
	_, typed, _ := call("run", "ping-pong", "--lang=en", "--do=300ms:crash(s)", "--do=6:cut(c-s)", "--do=14:heal()", "--until=1s")
	for _, listed := range []string{"300ms:crash(s),6:cut(c-s),14:heal()", "6:cut(c-s),300ms:crash(s),14:heal()", "6:cut(c-s),14:heal(),300ms:crash(s)"} {
		_, replayed, errs := call("replay", "#/ping-pong?v=1&lang=en&a="+listed, "--until=1s")

		require.Empty(t, errs)
		require.Equal(t, typed, replayed, listed)
	}
	require.Regexp(t, `(?m)^ +7 .*Cut the link`, typed)
	require.Regexp(t, `(?m)^ +15 .*Healed`, typed)
	require.Regexp(t, `(?m)0\.300000s .*Crashed Server`, typed)
	require.Contains(t, typed, "a=6:cut(c-s),300ms:crash(s),14:heal()", "as they happened")
	_, first, _ := call("replay", "#/ping-pong?v=1&lang=en&vs=300ms:crash(s),6:cut(c-s),14:heal()", "--run=2", "--until=1s")
	require.Equal(t, typed, first, "a further run of a comparison, too")
}

func TestReplayGoesToTheLinksStepUnlessToldOtherwise(t *testing.T) {
	const to = "#/ping-pong?v=1&at=12&lang=en"
	for _, c := range []struct {
		args  []string
		steps int
		link  string
	}{
		{[]string{to}, 12, to},
		{[]string{to, "--steps", "7"}, 7, "#/ping-pong?v=1&at=7&lang=en"},
		{[]string{to, "--steps", "7", "--lang", "ko"}, 7, "#/ping-pong?v=1&at=7&lang=en"},
		{[]string{to, "--until", "0s"}, 0, "#/ping-pong?v=1&lang=en"},
		{[]string{"/ping-pong?seed=042&at=0"}, 28, "#/ping-pong?v=1"},
	} {
		code, out, errs := call(append([]string{"replay"}, c.args...)...)

		require.Zero(t, code, errs)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		require.Equal(t, "link  "+c.link, strings.TrimSpace(lines[len(lines)-1]))
		require.Len(t, lines, c.steps+1, "%v", c.args)
	}
}

var mermaidLine = regexp.MustCompile(`^(sequenceDiagram|    participant n\d+ as [^;#]+|    n\d+(->>|-->>|-x)n\d+: \S.*|    Note over n\d+(,n\d+)?: .+|    %% .*)$`)

func TestTheDiagramIsBoundedAndSaysSo(t *testing.T) {
	code, out, _ := call("run", "ping-pong", "--format", "mermaid", "--until", "60s", "--lang", "en", "--do", "55s:cut(c-s)")

	require.Equal(t, 1, code, "laws are judged behind the cut, too")
	arrows := 0
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		require.Regexp(t, mermaidLine, line)
		if strings.Contains(line, ">>") || strings.Contains(line, "-x") {
			arrows++
		}
	}
	require.Equal(t, maxArrows, arrows)
	require.Contains(t, out, "Note over n0,n1: cut here, after 400 arrows")
	require.Equal(t, "a#35;b#59; #lt;c#gt; #37;#37;", escapeMermaid("a#b; <c> %%"))
}

func TestAFileAppearsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run.txt")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, os.WriteFile(path+".0.part", nil, 0o600), "a run that was killed")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	var errs bytes.Buffer

	code := callTo(stopped, Env{Catalogue: fakes(), Out: &errs, Err: &errs}, "run", "ping-pong", "--out", path)

	require.Equal(t, 130, code)
	require.Equal(t, "msalab: stopped by Ctrl-C\n", errs.String())
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "old", string(old))

	code, out, _ := call("run", "ping-pong", "--out", path)

	require.Zero(t, code)
	require.Empty(t, out)
	_, want, _ := call("run", "ping-pong")
	written, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, want, string(written))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 2, "nothing is left behind")
}

// failing is a writer that fails after some bytes.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, f.err
	}
	return len(b), nil
}

func TestABrokenPipeIsQuietAndAFullDiskIsNot(t *testing.T) {
	for _, format := range formatNames {
		for _, left := range []int{0, 1 << 17} {
			args := []string{"run", "ping-pong", "--until", "300s", "--format", format}
			var errs bytes.Buffer
			pipe := &failing{left, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}}
			code := callTo(context.Background(), Env{Catalogue: fakes(), Out: pipe, Err: &errs}, args...)
			if pipe.left >= 0 { // everything fitted in
				continue
			}
			require.Zero(t, code, format)
			require.Empty(t, errs.String(), format)

			disk := &failing{left, syscall.ENOSPC}
			code = callTo(context.Background(), Env{Catalogue: fakes(), Out: disk, Err: &errs}, args...)

			require.Equal(t, 2, code, format)
			require.Regexp(t, `\Amsalab: [^\n]+\n\z`, errs.String())
		}
	}
	var errs bytes.Buffer
	for _, args := range [][]string{{"list"}, {"list", "--json"}} {
		require.Zero(t, callTo(context.Background(), Env{Catalogue: fakes(), Out: &failing{0, syscall.EPIPE}, Err: &errs}, args...))
	}
}

func TestARunThatCannotBeALinkSaysSoInItsPlace(t *testing.T) {
	args := []string{"run", "ping-pong", "--steps", "3"}
	for i := range 256 {
		args = append(args, fmt.Sprintf("--do=%d:set(every,%d)", 7919*i+i*i%101, 10+i*i*7919%9990))
	}

	code, out, _ := call(append(args, "--format", "ndjson")...)
	_, text, _ := call(args...)

	require.Zero(t, code)
	var last summaryJSON
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.NoError(t, json.Unmarshal([]byte(lines[3]), &last))
	require.Empty(t, last.Link)
	require.Contains(t, last.LinkError, fmt.Sprintf("at most %d", link.MaxLength))
	require.Contains(t, text, "link  - (the link would be")
}

func TestLongQuietWorkShowsItsProgressAndClearsIt(t *testing.T) {
	var out, errs, progress bytes.Buffer
	env := Env{Catalogue: fakes(), Out: &out, Err: &errs, Progress: &progress}

	code := callTo(context.Background(), env, "run", "ping-pong", "--set=every=10", "--steps=1000001", "--format=digest")

	require.Equal(t, 1, code)
	require.Regexp(t, `\A\r1,000,000 steps, \d+\.\d+s \r\x1b\[K\z`, progress.String())
	file, err := os.Create(filepath.Join(t.TempDir(), "progress"))
	require.NoError(t, err)
	require.False(t, terminal(file), "nobody watches a file")
	require.False(t, terminal(nil))
	require.NoError(t, file.Close())
}

// FuzzSetAndDo throws anything at --set and --do.
func FuzzSetAndDo(f *testing.F) {
	f.Add("every=50", "5:crash(s)", "2s:heal()")
	f.Add("mode=polite", "0:poke(c,3)", "1.5s:cut(c>s)")
	f.Add("=", ":", "()")
	f.Add("every=", "9:set(every,20)", "1ns:skew(s,-50ms)")
	f.Add("allowed=1/2", "5:loss(c-s,5%)", "5:drop(m1)")
	f.Fuzz(func(t *testing.T, set, do, more string) {
		code, out, errs := call("run", "ping-pong", "--set="+set, "--do="+do, "--do="+more, "--steps=60", "--format=digest")

		switch code {
		case 0, 1:
			require.Empty(t, errs)
			require.Regexp(t, `\A[0-9a-f]{16} \d+ \S.*\n\z`, out)
		default:
			require.Equal(t, 2, code)
			require.Empty(t, out)
			require.Regexp(t, `\Amsalab: [^\n]+\n\z`, errs)
		}
	})
}
