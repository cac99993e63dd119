package web

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// buildMark is in every index.html that this package writes, and tells a page of ours from a stranger's folder.
const buildMark = `<meta name="msalab-build" content="`

// checkTarget refuses a place that cannot become the page's folder, before any long work starts.
func checkTarget(dir string) error {
	if dir == "" {
		return badInput(fs.ErrInvalid, "no folder to write the page into: name one, such as -o dist")
	}
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return checkWritable(dir)
	}
	if err != nil {
		return badInput(err, "cannot write the page into %s: %v", dir, reason(err))
	}
	if !info.IsDir() {
		return badInput(fs.ErrExist, "cannot write the page into %s: it is a file; name a new or empty folder", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return badInput(err, "cannot write the page into %s: %v", dir, reason(err))
	}
	index, _ := os.ReadFile(filepath.Join(dir, "index.html"))
	ours := bytes.Contains(index, []byte(buildMark))
	for _, e := range entries {
		if !ours || !isPageEntry(dir, e) {
			return badInput(fs.ErrExist, "cannot write the page into %s: it holds something else (%s); name a new or empty folder", dir, e.Name())
		}
	}
	return checkWritable(dir)
}

// isPageEntry tells whether a page may have written this entry: a known file, or a scenario's folder.
func isPageEntry(dir string, e fs.DirEntry) bool {
	if !e.IsDir() {
		_, known := staticFiles()[e.Name()]
		return known || e.Name() == moduleName || e.Name() == runtimeName
	}
	inside, err := os.ReadDir(filepath.Join(dir, e.Name()))
	return err == nil && scenarioID.MatchString(e.Name()) && len(inside) == 1 && inside[0].Name() == "index.html"
}

// checkWritable makes the parent folder and tries a temporary folder in it, which is where the page will grow.
func checkWritable(dir string) error {
	temp, err := tempBeside(dir)
	if err != nil {
		return err
	}
	return os.Remove(temp)
}

func tempBeside(dir string) (string, error) {
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", badInput(err, "cannot write the page into %s: cannot make %s: %v", dir, parent, reason(err))
	}
	temp, err := os.MkdirTemp(parent, ".msalab-page-")
	if err != nil {
		return "", badInput(err, "cannot write the page into %s: cannot make a folder in %s: %v", dir, parent, reason(err))
	}
	return temp, nil
}

// reason is the bare cause of a file error, without the temporary name that means nothing to the person.
func reason(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// writePage writes the page beside dir and then swaps the folders, so that dir never holds half a page.
func writePage(dir string, page files) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	temp, err := tempBeside(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	fresh := filepath.Join(temp, "page")
	for _, name := range sortedKeys(page) {
		if err := writeFile(filepath.Join(fresh, filepath.FromSlash(name)), page[name]); err != nil {
			return badInput(err, "cannot write the page into %s: %s: %v", dir, name, reason(err))
		}
	}
	return swap(dir, fresh, filepath.Join(temp, "old"))
}

func writeFile(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o644)
}

// swap puts fresh in dir's place; if that fails, what was there returns.
func swap(dir, fresh, old string) error {
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return badInput(err, "cannot replace %s: %v; name a new folder", dir, err)
	}
	existed := err == nil
	if err := os.Rename(fresh, dir); err != nil {
		if existed {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return badInput(err, "cannot put the page into %s: %v", dir, err)
	}
	return nil
}

// readFiles reads a whole page. Names that no browser asks for (hidden files and folders) are left out.
func readFiles(page fs.FS) (files, error) {
	out := files{}
	err := fs.WalkDir(page, ".", func(name string, e fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(path.Base(name), ".")
		if err == nil && hidden && e.IsDir() {
			return fs.SkipDir
		}
		if err != nil || hidden || e.IsDir() {
			return err
		}
		out[name], err = fs.ReadFile(page, name)
		return err
	})
	return out, err
}
