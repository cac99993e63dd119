// Package algorithms holds the source of the algorithms in the folders below it, so
// that a screen can show the very code that runs. The algorithms themselves import
// nothing from here; each folder is a package of its own.
package algorithms

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed balancer/*.go breaker/*.go hashing/*.go linearizable/*.go replication/*.go retry/*.go saga/*.go
var files embed.FS

// Function is one function within its file.
type Function struct {
	File  string // "balancer/p2c.go"
	Text  string // the whole file
	First int    // its first line, counted from 0: the first of its comment
	Last  int    // its last line
	Head  int    // the line that begins with "func"
}

// Find returns the function that a mark such as "balancer/p2c.go:TwoChoices.Pick"
// or "hashing/jump.go:Jump" names. It relies on gofmt: a function begins with
// "func" and ends with "}" in the first column.
func Find(mark string) (Function, error) {
	file, name, _ := strings.Cut(mark, ":")
	text, err := files.ReadFile(file)
	if err != nil || name == "" || strings.HasSuffix(file, "_test.go") {
		return Function{}, fmt.Errorf("mark %q: there is no file algorithms/%s", mark, file)
	}
	f := Function{File: file, Text: string(text)}
	lines := strings.Split(f.Text, "\n")
	for i, line := range lines {
		if !begins(line, name) {
			continue
		}
		f.Head, f.First, f.Last = i, i, i
		for f.First > 0 && strings.HasPrefix(lines[f.First-1], "//") {
			f.First--
		}
		for f.Last < len(lines)-1 && lines[f.Last] != "}" && !strings.HasSuffix(line, "}") {
			f.Last++
		}
		return f, nil
	}
	return Function{}, fmt.Errorf("mark %q: algorithms/%s has no function %s", mark, file, name)
}

// begins reports whether a line declares the function name or the method Type.name.
func begins(line, name string) bool {
	rest, ok := strings.CutPrefix(line, "func ")
	if !ok {
		return false
	}
	kind, method, isMethod := strings.Cut(name, ".")
	if !isMethod {
		return strings.HasPrefix(rest, name+"(") || strings.HasPrefix(rest, name+"[")
	}
	receiver, after, ok := strings.Cut(rest, ") ")
	if !ok || !strings.HasPrefix(receiver, "(") || !strings.HasPrefix(after, method+"(") {
		return false
	}
	fields := strings.Fields(strings.TrimPrefix(receiver, "("))
	return len(fields) > 0 && strings.TrimPrefix(fields[len(fields)-1], "*") == kind
}
