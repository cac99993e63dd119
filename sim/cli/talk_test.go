package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/talk"
)

const goodTalk = "---\nscenario: ping-pong\nlang: en\nminutes: 2\n---\n# Lost pings\n## It breaks\nA lost ping is a lost answer.\n" +
	"```sim\npreset lossy\nrun until law:answered\n```\n```ask\nDoes it recover?\n- Yes :: metric:open = 0\n- No :: metric:open > 0\nuntil: 2s\n```\n" +
	"## And on\nMore.\n```sim\nrun for 100ms\nseconds 30\n```\n"

func writeTalk(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "lost.md")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	return file
}

func TestTalkCheckSaysWhatEachBeatReaches(t *testing.T) {
	file := writeTalk(t, goodTalk)

	code, out, errs := call("talk", file, "--check")

	require.Zero(t, code, errs)
	golden(t, "talk", strings.Replace(out, file, "lost.md", 1))
}

func TestTalkCheckCountsOneBeatAsOne(t *testing.T) {
	file := writeTalk(t, "---\nscenario: ping-pong\nlang: en\n---\n# One\n## Only\nSays.\n")

	code, out, errs := call("talk", file, "--check")

	require.Zero(t, code, errs)
	require.Contains(t, out, "One · en · 1 beat · 1:00 of 1:00\n")
}

func TestTalkCheckOfABadTalkListsAllThatIsWrongAndEndsWithOne(t *testing.T) {
	file := writeTalk(t, strings.NewReplacer("preset lossy", "preset losy", "metric:open = 0", "metric:opn = 0").Replace(goodTalk))

	code, out, errs := call("talk", "--check", file)

	require.Equal(t, 1, code)
	require.Empty(t, errs)
	require.Contains(t, out, `lost.md:10: unknown preset "losy" in ping-pong; did you mean "lossy"?`)
	require.Contains(t, out, `lost.md:15: unknown metric "opn" in ping-pong; did you mean "open"?`)
}

func TestABadTalkIsNotPresentedAndEndsWithTwoInOneLine(t *testing.T) {
	file := writeTalk(t, strings.ReplaceAll(goodTalk, "## ", "### "))

	code, out, errs := call("talk", file)

	require.Equal(t, 2, code)
	require.Empty(t, out)
	require.Equal(t, 1, strings.Count(errs, "\n"))
	require.Contains(t, errs, "msalab: lost.md:7: a heading of level 3")
	require.Contains(t, errs, "more: talk")
}

func TestAFileThatCannotBeReadEndsWithTwo(t *testing.T) {
	for _, args := range [][]string{{"talk", filepath.Join(t.TempDir(), "none.md"), "--check"}, {"talk", t.TempDir()}} {
		code, _, errs := call(args...)
		require.Equal(t, 2, code)
		require.Contains(t, errs, "msalab: cannot read the talk")
	}
}

func TestAGoodTalkIsPresentedWhereThereIsAWindow(t *testing.T) {
	file := writeTalk(t, goodTalk)
	code, _, errs := call("talk", file)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "no window here")

	var presented *talk.Show
	env := &Env{Catalogue: fakes(), Present: func(s *talk.Show) error { presented = s; return nil }}
	require.NoError(t, (&TalkCmd{File: file}).Run(context.Background(), env))
	require.Equal(t, "Lost pings", presented.Talk.Title)
	require.Len(t, presented.Stops, 2)
}

func TestCtrlCEndsATalkThatTakesLong(t *testing.T) {
	file := writeTalk(t, "---\nscenario: ping-pong\n---\n# Long\n## Beat\nSays.\n```sim\nrun until 86400s\n```\n")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var errs bytes.Buffer

	code := callTo(ctx, Env{Catalogue: fakes(), Out: io.Discard, Err: &errs}, "talk", file, "--check")

	require.Equal(t, int(Interrupted), code)
	require.Equal(t, "msalab: stopped by Ctrl-C\n", errs.String())
}

func TestTalkCheckNamesWhatTheFontsLackWithEverythingElse(t *testing.T) {
	text := strings.NewReplacer("A lost ping", "A lost 🏓 ping", "preset lossy", "preset losy", "More.", "- more\n").Replace(goodTalk)
	var out, errs bytes.Buffer
	env := Env{Catalogue: fakes(), Out: &out, Err: &errs, Has: func(r rune) bool { return r < 0x80 }}

	code := callTo(context.Background(), env, "talk", "--check", writeTalk(t, text))

	require.Equal(t, 1, code)
	require.Empty(t, errs.String())
	lines := strings.Split(out.String(), "\n")
	require.Contains(t, lines[0], "lost.md:8: the screen's fonts do not have 🏓 (U+1F3D3)")
	require.Contains(t, lines[1], `lost.md:10: unknown preset "losy"`)
	require.Contains(t, out.String(), "lost.md:20: a list")
}
