package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/kookmin-msa-study/msalab"

// tree is the module's sources.
type tree struct {
	root  string
	files []string // all files, slash-separated, relative to root
}

// source is one parsed Go file.
type source struct {
	*ast.File
	name   string // relative to the root
	folder string // of the package, "." for the root
	set    *token.FileSet
}

// open finds the module around this package. The sources are read natively: a
// browser has none, and the go command is needed beside them.
func open(t *testing.T) tree {
	t.Helper()
	if runtime.GOOS == "js" {
		t.Skip("the house rules are about the sources: they are checked natively")
	}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return walk(t, dir)
		}
		parent := filepath.Dir(dir)
		require.NotEqual(t, dir, parent, "no go.mod above this package")
		dir = parent
	}
}

// walk lists what is in the module, but for git's own files and those that
// .gitignore names.
func walk(t *testing.T, root string) tree {
	t.Helper()
	out := tree{root: root}
	ignored := ignoredFiles(t, root)
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) {
				return nil // a test running beside this one cleaned up after itself
			}
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(file, root+string(filepath.Separator)))
		if name == ".git" || ignored(name) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.Type().IsRegular() {
			out.files = append(out.files, name)
		}
		return nil
	})
	require.NoError(t, err)
	return out
}

// ignoredFiles reads the two forms that this module's .gitignore uses: "/path/" from
// the root, and "*.ext" anywhere.
func ignoredFiles(t *testing.T, root string) func(name string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	require.NoError(t, err)
	patterns := strings.Fields(string(text))
	return func(name string) bool {
		for _, p := range patterns {
			if rooted, ok := strings.CutPrefix(p, "/"); ok && strings.TrimSuffix(rooted, "/") == name {
				return true
			}
			if ok, _ := path.Match(p, path.Base(name)); ok {
				return true
			}
		}
		return false
	}
}

// read returns a file's content; "" when it went away since it was listed.
func (tr tree) read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(tr.root, name))
	if os.IsNotExist(err) {
		return ""
	}
	require.NoError(t, err)
	return string(content)
}

// sources parses the Go files of the module's packages: tests or all else.
func (tr tree) sources(t *testing.T, tests bool) []source {
	t.Helper()
	var out []source
	for _, name := range tr.files {
		if !strings.HasSuffix(name, ".go") || strings.Contains("/"+name, "/testdata/") || strings.HasSuffix(name, "_test.go") != tests {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, tr.read(t, name), parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		out = append(out, source{file, name, path.Dir(name), set})
	}
	require.NotEmpty(t, out)
	return out
}

// imports returns the paths that a file imports, by the name that they have in it.
func (s source) imports(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, spec := range s.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		name := path.Base(imported)
		if strings.HasPrefix(name, "v") && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(imported)) // math/rand/v2 is called rand
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		for out[name] != "" { // several "_"
			name += "_"
		}
		out[name] = imported
	}
	return out
}

// line is where something stands, as editors read it.
func (s source) line(at token.Pos) string {
	return s.name + ":" + strconv.Itoa(s.set.Position(at).Line)
}

// goCommand runs the go command at the root and returns all that it printed.
func (tr tree) goCommand(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = tr.root
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s go %s\n%s", strings.Join(env, " "), strings.Join(args, " "), problems(string(out)))
	return string(out)
}

// problems keeps of a long output what the compiler complained about; all of a
// short one.
func problems(out string) string {
	if found := complaint.FindAllString(out, 20); found != nil {
		return strings.Join(found, "\n")
	}
	return out[max(0, len(out)-2000):]
}

var complaint = regexp.MustCompile(`(?m)^\S+\.go:\d+(:\d+)?: .*$`)

// within reports whether a folder is one of the listed ones: "sim" is that folder
// only, "sim/..." is it and all below.
func within(folder string, list []string) bool {
	for _, p := range list {
		base, deep := strings.CutSuffix(p, "/...")
		if folder == base || deep && strings.HasPrefix(folder, base+"/") {
			return true
		}
	}
	return false
}
