package house_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/exp/maps"
	"golang.org/x/exp/slices"
)

// exception lets one folder import one package that is banned elsewhere.
type exception struct{ folder, imported, reason string }

var exceptions = []exception{
	{"sim/cli", "os", "opens the file that --out names; no run sees it"},
	{"sim/cli", "os/signal", "hears Ctrl-C between two steps; no run sees it"},
	{"sim/cli", "runtime", "knows how each system says that the reader of a pipe went away"},
	{"sim/cli", "syscall", "knows how each system says that the reader of a pipe went away"},
	{"sim/internal/clone", "unsafe", "copies and hashes unexported fields, which reflection alone may not read"},
}

// banned packages answer differently on another machine, or at another time.
var banned = map[string]string{
	"C":             "C code is not the same on all platforms",
	"crypto/rand":   "randomness comes from a stream of the seed",
	"hash/maphash":  "its seed changes with the process",
	"math/cmplx":    "its functions are not bit-identical across platforms",
	"math/rand":     "randomness comes from a stream of the seed",
	"math/rand/v2":  "randomness comes from a stream of the seed",
	"net/...":       "a run is a pure function",
	"os/...":        "a run is a pure function",
	"plugin":        "a run is a pure function",
	"runtime/...":   "a run must not know the machine",
	"sync/...":      "one thing happens at a time: nothing needs a lock",
	"syscall":       "a run is a pure function",
	"time/...":      "time is virtual, an integer that is handed in",
	"unsafe":        "addresses differ between runs",
	"log/...":       "what happened is told by the trace",
	"path/filepath": "a run is a pure function",
}

// mathAllowed are the names of package math whose bits agree on amd64, arm64 and
// wasm, with and without fused multiply-add.
var mathAllowed = []string{
	"Sqrt", "Floor", "Ceil", "Trunc", "Round", "Abs",
	"Float64bits", "Float64frombits", "Float32bits", "Float32frombits", "IsNaN", "IsInf", "Inf", "NaN", "Signbit",
	"MaxInt", "MaxInt8", "MaxInt16", "MaxInt32", "MaxInt64", "MinInt", "MinInt8", "MinInt16", "MinInt32", "MinInt64",
	"MaxUint8", "MaxUint16", "MaxUint32", "MaxUint64", "MaxFloat64", "SmallestNonzeroFloat64",
	"E", "Pi", "Phi", "Sqrt2", "SqrtE", "SqrtPi", "Ln2", "Ln10", "Log2E", "Log10E",
}

func TestSimulationsAndAlgorithmsImportNothingThatDiffersBetweenMachines(t *testing.T) {
	unused := slices.Clone(exceptions)

	for _, s := range core(t) {
		for name, imported := range s.imports(t) {
			why := bannedBecause(imported)
			if name == "." {
				t.Errorf("%s imports %s under the name \".\": its calls could not be seen", s.name, imported)
			}
			if why == "" {
				continue
			}
			allows := func(e exception) bool { return e.folder == s.folder && e.imported == imported }
			if !slices.ContainsFunc(exceptions, allows) {
				t.Errorf("%s imports %s: %s", s.name, imported, why)
			}
			unused = slices.DeleteFunc(unused, allows)
		}
	}

	for _, e := range unused {
		t.Errorf("%s no longer imports %s: remove the exception", e.folder, e.imported)
	}
}

func TestSimulationsAndAlgorithmsCallOnlyMathThatIsBitIdenticalEverywhere(t *testing.T) {
	for _, s := range core(t) {
		names := s.imports(t)
		ast.Inspect(s.File, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := selector.X.(*ast.Ident)
			if ok && names[pkg.Name] == "math" && !slices.Contains(mathAllowed, selector.Sel.Name) {
				t.Errorf("%s: math.%s is not bit-identical across platforms, or not known to be: use integers or a sampler of sim/rng",
					s.line(n.Pos()), selector.Sel.Name)
			}
			return true
		})
	}
}

func TestSimulationsAndAlgorithmsHaveNoGoroutinesAndNoChannels(t *testing.T) {
	for _, s := range core(t) {
		ast.Inspect(s.File, func(n ast.Node) bool {
			what := ""
			switch n := n.(type) {
			case *ast.GoStmt:
				what = "a go statement"
			case *ast.SelectStmt:
				what = "a select statement"
			case *ast.ChanType:
				what = "a channel"
			case *ast.SendStmt:
				what = "a send"
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					what = "a receive"
				}
			}
			if what != "" {
				t.Errorf("%s: %s: the order of events would be the scheduler's", s.line(n.Pos()), what)
			}
			return true
		})
	}
}

// core is the code that must be deterministic, tests apart.
func core(t *testing.T) []source {
	t.Helper()
	return slices.DeleteFunc(open(t).sources(t, false), func(s source) bool {
		return !within(s.folder, []string{"sim/...", "algorithms/..."})
	})
}

func bannedBecause(imported string) string {
	patterns := maps.Keys(banned)
	slices.Sort(patterns)
	for _, p := range patterns {
		if within(imported, []string{p}) || strings.HasPrefix(imported, "golang.org/x/exp/rand") {
			return banned[p]
		}
	}
	return ""
}
