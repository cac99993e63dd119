//go:build !embedpage

package web

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// tiny compiles the small program of testdata instead of the whole project.
func tiny() Options { return Options{Package: "./web/testdata/tiny", Scenarios: twoScenarios} }

func TestBuildWritesAPageAndReplacesItWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "dist")
	o := tiny()
	o.BaseURL = "https://lab.example/msa"
	require.NoError(t, Build(context.Background(), dir, o))
	require.NoError(t, os.Remove(filepath.Join(dir, "style.css"))) // damaged: the next build mends it

	err := Build(context.Background(), dir, o)

	require.NoError(t, err)
	for _, name := range []string{"index.html", "style.css", "sw.js", "wasm_exec.js", "msalab.wasm.gz", "saga/index.html", "two-phase-commit/index.html"} {
		require.FileExists(t, filepath.Join(dir, filepath.FromSlash(name)))
	}
	page, err := os.ReadFile(filepath.Join(dir, "saga", "index.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), `<meta property="og:image" content="https://lab.example/msa/og.png">`)
	require.Contains(t, string(page), `<meta property="og:url" content="https://lab.example/msa/saga/">`)
	beside, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, beside, 1, "no temporary folder is left")
}

func TestBuildRefusesAPlaceThatIsNotItsOwnBeforeAnyWork(t *testing.T) {
	root := t.TempDir()
	file, full := filepath.Join(root, "file"), filepath.Join(root, "full")
	require.NoError(t, os.WriteFile(file, []byte("mine"), 0o644))
	require.NoError(t, os.Mkdir(full, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(full, "thesis.txt"), []byte("mine"), 0o644))
	for dir, want := range map[string]string{
		"":                         "name one, such as -o dist",
		file:                       "it is a file",
		filepath.Join(file, "sub"): "not a directory",
		full:                       "it holds something else (thesis.txt)",
	} {
		err := Build(context.Background(), dir, Options{Source: "/nowhere"})

		require.ErrorIs(t, err, ErrBadInput)
		require.ErrorContains(t, err, want)
		require.NotContains(t, err.Error(), "\n")
	}
	require.FileExists(t, filepath.Join(full, "thesis.txt"))
}

func TestBuildKeepsTheOldPageWhenTheNewOneDoesNotCompile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	require.NoError(t, writePage(dir, samplePage(t)))
	o := tiny()
	o.Package = "./web/testdata/missing"

	err := Build(context.Background(), dir, o)

	require.ErrorContains(t, err, "go build in ")
	require.FileExists(t, filepath.Join(dir, "index.html"))
}

func TestBuildWithoutTheGoCommandSaysWhatIsNeeded(t *testing.T) {
	t.Setenv("PATH", t.TempDir())

	err := Build(context.Background(), filepath.Join(t.TempDir(), "dist"), tiny())

	require.ErrorIs(t, err, ErrNoToolchain)
	require.ErrorContains(t, err, "install Go 1.26")
}

func TestABadBaseAddressOrScenarioIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	for _, base := range []string{"lab.example", "ftp://lab.example/", "https://", `https://a"b`, "https://lab.example/?x"} {
		require.ErrorIs(t, Build(context.Background(), dir, Options{BaseURL: base}), ErrBadInput, base)
	}
	for _, id := range []string{"", "Saga", "../saga", "sa--ga", "사가"} {
		require.ErrorContains(t, Build(context.Background(), dir, Options{Scenarios: []Scenario{{ID: id}}}), "lower-case letters", id)
	}
}

func TestTheBuildsNameChangesWithTheProgramTheCatalogueAndNothingElse(t *testing.T) {
	program := module{plain: []byte("program"), runtime: []byte("glue")}
	name := buildID(program, twoScenarios)

	require.Equal(t, name, buildID(program, twoScenarios))
	require.NotEqual(t, name, buildID(module{plain: []byte("program2"), runtime: []byte("glue")}, twoScenarios))
	require.NotEqual(t, name, buildID(module{plain: []byte("program"), runtime: []byte("glue2")}, twoScenarios))
	require.NotEqual(t, name, buildID(program, twoScenarios[:1]))
}

// lines collects what Serve prints; it writes while the test reads.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func serve(t *testing.T, out *lines) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, "127.0.0.1:0", false, out, tiny()) }()
	require.Eventually(t, func() bool { return strings.Contains(out.String(), "MSA Lab: http://127.0.0.1:") }, time.Minute, 10*time.Millisecond)
	_, rest, _ := strings.Cut(out.String(), "MSA Lab: ")
	url, _, _ = strings.Cut(rest, " ")
	return url, func() error { cancel(); return <-done }
}

func TestServeBuildsOnceServesAndStopsCleanly(t *testing.T) {
	useEmptyCache(t)
	var first, second lines
	url, stop := serve(t, &first)

	answer, err := http.Get(url + "saga/")
	require.NoError(t, err)
	answer.Body.Close()
	require.Equal(t, http.StatusOK, answer.StatusCode)
	require.NoError(t, stop())
	require.Contains(t, first.String(), "packing")

	_, stop = serve(t, &second)
	require.NoError(t, stop())
	require.NotContains(t, second.String(), "packing", "an unchanged program is not packed again")
}

// useEmptyCache moves the user's cache folder for this test; the go command keeps its own, which would move along.
func useEmptyCache(t *testing.T) {
	t.Helper()
	kept, err := goCommand(context.Background(), ".", "env", "GOCACHE", "GOPATH")
	require.NoError(t, err)
	paths := strings.Fields(kept)
	t.Setenv("GOCACHE", paths[0])
	t.Setenv("GOPATH", paths[1])
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
}

func TestServeSaysWhatIsWrongWithAnAddress(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	for addr, want := range map[string]string{
		"8080":                  "want host:port, such as localhost:8080",
		"localhost:http-ish":    "the port is a number",
		"localhost:99999":       "the port is a number",
		"192.0.2.1:8080":        "cannot listen there",
		taken.Addr().String():   "address " + taken.Addr().String() + ": another program is listening there; choose another port, or 127.0.0.1:0",
		"no-such-host.invalid:": "the port is a number",
	} {
		err := Serve(context.Background(), addr, false, &lines{}, tiny())

		require.ErrorIs(t, err, ErrBadInput, addr)
		require.ErrorContains(t, err, want)
		require.NotContains(t, err.Error(), "\n")
	}
}
