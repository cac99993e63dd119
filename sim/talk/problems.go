package talk

import (
	"errors"
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// ErrTalk marks every error about what a talk says, a line for each problem.
var ErrTalk = errors.New("bad talk")

// maxProblems bounds how many problems are reported at once.
const maxProblems = 50

// problems gathers what is wrong with a talk. It matches ErrTalk and sim.ErrBadInput.
type problems struct {
	name  string
	lines []string
	more  int // problems beyond maxProblems
}

// Error returns a line for each problem: "saga.md:12: unknown law …".
func (p *problems) Error() string {
	out := strings.Join(p.lines, "\n")
	if p.more > 0 {
		out += fmt.Sprintf("\n%s: and %d more", p.name, p.more)
	}
	return out
}

// Is reports that a bad talk is bad input.
func (p *problems) Is(target error) bool { return target == ErrTalk || target == sim.ErrBadInput }

func (p *problems) add(line int, format string, args ...any) {
	if len(p.lines) == maxProblems {
		p.more++
		return
	}
	p.lines = append(p.lines, fmt.Sprintf("%s:%d: %s", p.name, line, fmt.Sprintf(format, args...)))
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
	if len(p.lines) == 0 {
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
