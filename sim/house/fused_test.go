package house_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fused matches arm64's fused multiply-adds of both widths, in the assembler
// that "go build -gcflags=-S" prints.
var fused = regexp.MustCompile(`\tFN?M(ADD|SUB)[DS]\t`)

func TestTheARM64CodeOfSimulationsAndAlgorithmsFusesNoMultiplyAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for arm64: not in short mode")
	}
	tr := open(t)

	listing := assembler(t, tr, "./sim/...", "./algorithms/...")

	require.Contains(t, listing, " STEXT ", "the compiler listed nothing, so nothing was checked")
	for _, line := range strings.Split(listing, "\n") {
		if fused.MatchString(line) {
			t.Errorf("%s: wrap the product in float64(...)", strings.TrimSpace(strings.ReplaceAll(line, tr.root+string(filepath.Separator), "")))
		}
	}
}

func TestTheGateForFusedMultiplyAddsSeesOne(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for arm64: not in short mode")
	}
	tr := open(t)
	file := filepath.Join(t.TempDir(), "fused.go")
	require.NoError(t, os.WriteFile(file, []byte("package fused\n\nfunc F(x, y, z float64) float64 { return x*y + z }\n"), 0o600))

	require.Regexp(t, fused, assembler(t, tr, file))
}

func assembler(t *testing.T, tr tree, packages ...string) string {
	t.Helper()
	env := []string{"GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0"}
	return tr.goCommand(t, env, append([]string{"build", "-gcflags=-S"}, packages...)...)
}
