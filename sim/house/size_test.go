package house_test

import (
	"go/ast"
	"strings"
	"testing"
)

// A reader keeps a function of a screenful in the head, and a file of a few.
const (
	longestFunction = 60
	longestFile     = 400
)

func TestNoFunctionIsLongerThanSixtyLines(t *testing.T) {
	for _, s := range open(t).sources(t, false) {
		for _, decl := range s.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1
			if lines > longestFunction {
				t.Errorf("%s: %s has %d lines; at most %d", s.line(f.Pos()), f.Name.Name, lines, longestFunction)
			}
		}
	}
}

func TestNoFileIsLongerThanFourHundredLines(t *testing.T) {
	tr := open(t)

	for _, s := range tr.sources(t, false) {
		if lines := strings.Count(tr.read(t, s.name), "\n"); lines > longestFile {
			t.Errorf("%s has %d lines; at most %d", s.name, lines, longestFile)
		}
	}
}
