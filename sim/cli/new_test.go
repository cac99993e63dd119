//go:build !js

package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// The laid-out folder is tried in a module of its own that uses this one, so that
// nothing is written into the source.
func TestALaidOutScenarioCompilesAndPassesItsTests(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command: a laid-out scenario cannot be compiled here")
	}
	files, err := Scaffold("rate-limiter-2")
	require.NoError(t, err)
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	temp := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(temp, name), text, 0o644))
	}
	const module = "module github.com/kookmin-msa-study/msalab"
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	mod = bytes.Replace(mod, []byte(module), []byte("module laidout"), 1)
	mod = fmt.Appendf(mod, "\nrequire github.com/kookmin-msa-study/msalab v0.0.0\nreplace github.com/kookmin-msa-study/msalab => %s\n", root)
	require.NoError(t, os.WriteFile(filepath.Join(temp, "go.mod"), mod, 0o644))
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(temp, "go.sum"), sum, 0o644))

	for _, args := range [][]string{{"vet", "."}, {"test", "."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = temp
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s: %s", args, out)
	}
	formatted, err := exec.Command("gofmt", "-l", temp).Output()
	require.NoError(t, err)
	require.Empty(t, string(formatted))
}

func TestNewRefusesBadNamesAndWhatIsThere(t *testing.T) {
	for _, id := range []string{"", "Saga", "a b", "-a", "a--b", "../x", "한글", "for", "sim"} {
		_, err := Scaffold(id)
		require.ErrorIs(t, err, sim.ErrBadInput, "%q", id)
	}
	t.Chdir(t.TempDir())
	env := &Env{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Catalogue: []*sim.Scenario{{ID: "taken"}}}
	require.ErrorContains(t, (&NewCmd{ID: "mine"}).Run(env), "go.mod")
	require.NoError(t, os.MkdirAll(scenariosFolder+"/here", 0o755))
	require.NoError(t, os.WriteFile(scenariosFolder+"/catalogue.go", nil, 0o644))
	require.ErrorContains(t, (&NewCmd{ID: "taken"}).Run(env), "already")
	require.ErrorContains(t, (&NewCmd{ID: "here"}).Run(env), "already")
	require.NoError(t, (&NewCmd{ID: "mine"}).Run(env))
	require.FileExists(t, scenariosFolder+"/mine/model.go")
	grammar := struct{ Commands }{}
	require.Equal(t, 2, Main(context.Background(), *env, &grammar, []string{"new", "Bad Name"}))
}
