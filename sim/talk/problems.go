package talk

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// ErrTalk marks every error about what a talk says, a line for each problem.
var ErrTalk = errors.New("bad talk")

// maxProblems bounds how many problems are reported at once.
const maxProblems = 50

// problems gathers what is wrong with a talk. It matches ErrTalk and sim.ErrBadInput.
type problems struct {
	name  string
	found []problem
	more  int // problems beyond maxProblems
}

type problem struct {
	line int
	says string
}

// Error returns a line for each problem, in the order of the file: "saga.md:12: unknown law …".
func (p *problems) Error() string {
	sorted := slices.Clone(p.found)
	slices.SortStableFunc(sorted, func(a, b problem) int { return cmp.Compare(a.line, b.line) })
	lines := make([]string, len(sorted))
	for i, one := range sorted {
		lines[i] = fmt.Sprintf("%s:%d: %s", p.name, one.line, one.says)
	}
	if p.more > 0 {
		lines = append(lines, fmt.Sprintf("%s: and %d more", p.name, p.more))
	}
	return strings.Join(lines, "\n")
}

// Is reports that a bad talk is bad input.
func (p *problems) Is(target error) bool { return target == ErrTalk || target == sim.ErrBadInput }

// count returns how many problems there are.
func (p *problems) count() int { return len(p.found) + p.more }

func (p *problems) add(line int, format string, args ...any) {
	if len(p.found) == maxProblems {
		p.more++
		return
	}
	says := strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " ") // of HTML over several lines, say
	p.found = append(p.found, problem{line, says})
}

// check adds err, if there is one, and reports whether all is well.
func (p *problems) check(line int, err error) bool {
	if err != nil {
		p.add(line, "%s", err)
	}
	return err == nil
}

// err returns the problems as an error; nil when there are none.
func (p *problems) err() error {
	if len(p.found) == 0 {
		return nil
	}
	return p
}

// clip keeps a hostile word from filling the screen.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
