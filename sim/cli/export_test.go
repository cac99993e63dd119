package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// export runs the command with a pencil that writes "drawn" and keeps what it was
// asked for.
func export(t *testing.T, fail error, args ...string) (asked []Drawing, code int, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := Env{Catalogue: append(fakes(), touring()), Out: &stdout, Err: &stderr, Draw: func(_ context.Context, w io.Writer, d Drawing) error {
		asked = append(asked, d)
		_, _ = io.WriteString(w, "drawn")
		return fail
	}}
	code = callTo(context.Background(), env, append([]string{"export"}, args...)...)
	return asked, code, stderr.String()
}

// touring is the fake with a tour that asks.
func touring() *sim.Scenario {
	sc := fake()
	sc.ID, sc.Tour = "touring", sim.T(`---
scenario: touring
lang: ko
minutes: 3
---
# 한 바퀴

## 첫 장면

핑을 **보내요**.

`+"```sim\nrun until 500ms\n```\n\n```ask\n대답이 올까요?\n- 안 와요 :: metric:open > 50\n- 와요 :: otherwise\nwhy: 길이 [멀쩡해서] 와요.\n```\n", "")
	return sc
}

func inFolder(t *testing.T, name string) string { return filepath.Join(t.TempDir(), name) }

func TestExportDrawsAPictureOfALink(t *testing.T) {
	out := inFolder(t, "a.PNG")

	asked, code, errs := export(t, nil, "https://lab.example/#/ping-pong?at=9", "-o", out, "--size", "640x360", "--scale", "1.5", "--theme=light", "--lang=en")

	require.Zero(t, code, errs)
	require.Equal(t, []Drawing{{Link: "https://lab.example/#/ping-pong?at=9", Width: 640, Height: 360, Scale: 1.5, Light: true, Lang: "en"}}, asked)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "drawn", string(data))
}

func TestExportDrawsAFilm(t *testing.T) {
	asked, code, errs := export(t, nil, "#/ping-pong", "-o", inFolder(t, "a.gif"), "--from", "12", "--to=1.5s", "--fps=12", "--speed=×0.2", "--hold=2s")

	require.Zero(t, code, errs)
	require.Equal(t, []Drawing{{Link: "#/ping-pong", Film: true, Width: 1280, Height: 720, Scale: 1, FPS: 12, Speed: 200, Hold: 2 * sim.Second,
		From: Place{Set: true, Step: 12}, To: Place{Set: true, Timed: true, At: 1500 * sim.Millisecond}}}, asked)
}

func TestExportWritesAPageForAWiki(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
	}{
		{"note-ko", []string{"https://lab.example/msa/#/ping-pong?seed=7&p=every:50&a=200ms:loss(c-s,40)&at=30"}},
		{"note-en", []string{"#/ping-pong?seed=7&p=every:50&a=200ms:loss(c-s,40)", "--lang=en"}},
		{"note-tour", []string{"#/touring?at=6"}},
		{"note-beat", []string{"#/touring?beat=1"}},
		{"note-compare", []string{"#/ping-pong?vs=every:50&at=500ms", "--lang=en"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := inFolder(t, "week01 ping.md")

			asked, code, errs := export(t, nil, append(c.args, "-o", out)...)

			require.Zero(t, code, errs)
			data, err := os.ReadFile(out)
			require.NoError(t, err)
			golden(t, c.name, string(data))
			require.Len(t, asked, 1)
			require.Regexp(t, "at=|beat=", asked[0].Link, "the picture shows the page's moment")
			require.FileExists(t, filepath.Join(filepath.Dir(out), "week01 ping.png"))
		})
	}
}

func TestExportRefusesWhatItCannotDo(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "a.gif")
	for _, c := range []struct {
		says string
		args []string
	}{
		{"must end in .png, .gif or .md", []string{"#/ping-pong", "-o", filepath.Join(dir, "a.jpg")}},
		{"must end in .png, .gif or .md", []string{"#/ping-pong", "-o", dir}},
		{"unknown scenario", []string{"#/pong", "-o", good}},
		{"home screen", []string{"#/", "-o", filepath.Join(dir, "a.md")}},
		{"it has beats 1 to 1", []string{"#/touring?beat=2", "-o", filepath.Join(dir, "a.md")}},
		{"--size must be", []string{"#/", "-o", good, "--size", "63x720"}},
		{"--size must be", []string{"#/", "-o", good, "--size", "9999x720"}},
		{"--size must be", []string{"#/", "-o", good, "--size", "big"}},
		{"--scale must be", []string{"#/", "-o", good, "--scale", "NaN"}},
		{"--scale must be", []string{"#/", "-o", good, "--scale", "5"}},
		{"at most 8192", []string{"#/", "-o", good, "--size", "4096x64", "--scale", "2.5"}},
		{"unknown theme", []string{"#/", "-o", good, "--theme", "drak"}},
		{"unknown language", []string{"#/", "-o", good, "--lang", "fr"}},
		{"--from must be", []string{"#/", "-o", good, "--from", "soon"}},
		{"--to must be", []string{"#/", "-o", good, "--to=-5"}},
		{"--fps must be", []string{"#/", "-o", good, "--fps", "0"}},
		{"--speed must be", []string{"#/", "-o", good, "--speed", "fast"}},
		{"--hold must be", []string{"#/", "-o", good, "--hold", "61s"}},
		{"are for films", []string{"#/", "-o", filepath.Join(dir, "a.png"), "--fps", "5"}},
		{"no such file or directory", []string{"#/", "-o", filepath.Join(dir, "none", "a.png")}},
	} {
		asked, code, errs := export(t, nil, c.args...)

		require.Equal(t, int(BadInput), code, c.args)
		require.Contains(t, strings.ToLower(errs), c.says) // systems begin their own words with either
		require.Empty(t, asked, c.args)
	}
	require.Empty(t, listed(t, dir))
}

func TestExportLeavesNothingBehindWhenDrawingFails(t *testing.T) {
	for _, name := range []string{"a.png", "a.gif", "a.md"} {
		out := inFolder(t, name)
		require.NoError(t, os.WriteFile(out, []byte("before"), 0o644))

		_, code, errs := export(t, errors.New("no paint"), "#/ping-pong?at=5", "-o", out)

		require.Equal(t, int(BadInput), code)
		require.Contains(t, errs, "no paint")
		require.Equal(t, []string{name}, listed(t, filepath.Dir(out)))
		data, err := os.ReadFile(out)
		require.NoError(t, err)
		require.Equal(t, "before", string(data), "what was there stays")
	}
}

func TestExportStopsWithCtrlC(t *testing.T) {
	_, code, _ := export(t, context.Canceled, "#/ping-pong", "-o", inFolder(t, "a.gif"))

	require.Equal(t, int(Interrupted), code)
}

func TestAProgramThatCannotDrawStillWritesPages(t *testing.T) {
	out := inFolder(t, "a.md")

	code, _, errs := call("export", "#/ping-pong?at=5", "-o", out)
	require.Zero(t, code, errs)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	require.NotContains(t, string(data), "![")

	code, _, errs = call("export", "#/ping-pong", "-o", inFolder(t, "a.png"))
	require.Equal(t, int(BadInput), code)
	require.Contains(t, errs, "cannot draw")
}

func TestExportSaysHowFarAFilmIs(t *testing.T) {
	var progress, stderr bytes.Buffer
	env := Env{Catalogue: fakes(), Out: io.Discard, Err: &stderr, Progress: &progress, Draw: func(_ context.Context, _ io.Writer, d Drawing) error {
		d.Told(3, 7)
		return nil
	}}

	code := callTo(context.Background(), env, "export", "#/ping-pong", "-o", inFolder(t, "a.gif"))

	require.Zero(t, code, stderr.String())
	require.Equal(t, "\r3/7 \r\033[K", progress.String())
}

func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
