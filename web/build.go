package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const modulePath = "github.com/kookmin-msa-study/msalab"

// Options say what page to make. The zero value builds this module's program from the sources that the running binary
// was built from, or from the module around the working folder, without a page for any scenario.
type Options struct {
	Source    string     // folder of the module's sources; "" finds it
	Package   string     // package to compile, relative to Source; "" is the module's root
	Scenarios []Scenario // each gets a folder with its own link preview
	BaseURL   string     // where the page will live, such as https://lab.example/msa/; for absolute preview pictures
	Progress  io.Writer  // told in a line each what takes time; nil for silence
}

func (o Options) say(format string, args ...any) {
	if o.Progress != nil {
		fmt.Fprintf(o.Progress, format+"\n", args...)
	}
}

// Build writes the static page into dir, which is made if needed. The page appears in dir as a whole or not at all: an
// older page there is replaced, and a folder that holds anything else is refused. A binary with an embedded page
// writes that one and ignores Source, Package and Scenarios; otherwise the go command compiles the module.
func Build(ctx context.Context, dir string, o Options) error {
	base, err := checkBase(o.BaseURL)
	if err != nil {
		return err
	}
	if err := checkTarget(dir); err != nil { // before minutes of work
		return err
	}
	page, err := makePage(ctx, o)
	if err != nil {
		return err
	}
	for name, content := range page {
		if strings.HasSuffix(name, ".html") {
			page[name] = absolute(content, base)
		}
	}
	return writePage(dir, page)
}

func makePage(ctx context.Context, o Options) (files, error) {
	if dist, ok := embedded(); ok {
		return readFiles(dist)
	}
	if err := checkScenarios(o.Scenarios); err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "msalab-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	m, err := compile(ctx, o, filepath.Join(temp, "msalab.wasm"))
	if err != nil {
		return nil, err
	}
	o.say("packing %.1f MB", float64(len(m.plain))/1e6)
	return assemble(m, o.Scenarios)
}

// compile runs the go command, which decides by itself what is out of date, and leaves the module at path.
func compile(ctx context.Context, o Options, path string) (module, error) {
	source := o.Source
	if source == "" {
		var err error
		if source, err = findSource(); err != nil {
			return module{}, err
		}
	}
	pkg := o.Package
	if pkg == "" {
		pkg = "."
	}
	o.say("compiling %s for the browser", modulePath)
	args := []string{"build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", path, pkg}
	if _, err := goCommand(ctx, source, args...); err != nil {
		return module{}, err
	}
	root, err := goCommand(ctx, source, "env", "GOROOT")
	if err != nil {
		return module{}, err
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(root), "lib", "wasm", runtimeName))
	if err != nil {
		return module{}, fmt.Errorf("%w: the Go installation has no lib/wasm/%s; Go 1.26 or newer has it: %v", ErrNoToolchain, runtimeName, err)
	}
	plain, err := os.ReadFile(path)
	return module{plain: plain, runtime: glue}, err
}

// goCommand runs the go command for js/wasm in the source folder and returns what it printed.
func goCommand(ctx context.Context, source string, args ...string) (string, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return "", fmt.Errorf("%w: the go command is not in PATH; install Go 1.26 or newer (https://go.dev/dl), or use a release binary, which carries the page", ErrNoToolchain)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = source
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("go %s in %s: %w\n%s", args[0], source, err, strings.TrimSpace(problems.String()))
	}
	return out.String(), nil
}

// findSource looks where the running binary was compiled, which is right for "go run", then around the working folder.
func findSource() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	starts := []string{filepath.Dir(here)}
	if wd, err := os.Getwd(); err == nil {
		starts = append(starts, wd)
	}
	for _, dir := range starts {
		for filepath.IsAbs(dir) {
			if isModuleRoot(dir) {
				return dir, nil
			}
			parent := filepath.Dir(dir)
			if parent == dir {
				break
			}
			dir = parent
		}
	}
	return "", fmt.Errorf("%w: the sources of %s are not here; run this inside a checkout of it, or use a release binary, which carries the page", ErrNoToolchain, modulePath)
}

func isModuleRoot(dir string) bool {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	return err == nil && strings.Contains("\n"+strings.ReplaceAll(string(mod), "\r", ""), "\nmodule "+modulePath+"\n")
}

// checkBase wants an absolute http address and returns it with a slash at its end.
func checkBase(base string) (string, error) {
	if base == "" {
		return "", nil
	}
	rest, ok := strings.CutPrefix(base, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(base, "http://")
	}
	if !ok || rest == "" || strings.HasPrefix(rest, "/") || strings.ContainsAny(rest, "?# \"<>") {
		return "", badInput(errors.New("not an absolute address"), "base address %q: want the full address of the folder, such as https://lab.example/msa/", base)
	}
	return strings.TrimSuffix(base, "/") + "/", nil
}
