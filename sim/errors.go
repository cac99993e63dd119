package sim

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/exp/slices"
)

// ErrBadInput marks every error caused by what a person typed or pasted: the
// command line answers it with exit code 2, the page with a card.
var ErrBadInput = errors.New("bad input")

type inputError struct {
	message string
	said    Text // for a person who cannot have typed it; may be empty
}

func (e *inputError) Error() string        { return e.message }
func (e *inputError) Is(target error) bool { return target == ErrBadInput }

// BadInput returns an error that says, in one line, what was wrong and what
// would be right. It matches ErrBadInput.
func BadInput(format string, args ...any) error {
	return &inputError{message: fmt.Sprintf(format, args...)}
}

// refused is bad input that a person meets by a click or a key, too: said in both
// languages.
func refused(said Text, format string, args ...any) error {
	return &inputError{fmt.Sprintf(format, args...), said}
}

// Reason returns why something was refused, in a person's language. Errors that only
// what was typed or pasted can cause are as they are.
func Reason(err error, lang Lang) string {
	var in *inputError
	if errors.As(err, &in) && in.said != (Text{}) {
		return in.said.In(lang)
	}
	return err.Error()
}

func badInput(format string, args ...any) error { return BadInput(format, args...) }

// Unknown returns the error for a name that does not exist: it offers the
// nearest name that does, and lists them all when they are few. in may be "".
func Unknown(what, name, in string, known []string) error { return unknown(what, name, in, known) }

func unknown(what, name, in string, known []string) error {
	where := ""
	if in != "" {
		where = " in " + in
	}
	message := fmt.Sprintf("unknown %s %q%s", what, clip(name), where)
	if near := nearest(name, known); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	}
	if len(known) > 0 && len(known) <= 16 {
		message += " (there are: " + strings.Join(known, ", ") + ")"
	}
	return badInput("%s", message)
}

// clip keeps a hostile name from filling the screen.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// nearest returns the known name within a third of its length in edits, or "".
func nearest(name string, known []string) string {
	best, bestDistance := "", 1<<30
	if len(name) > 64 {
		return ""
	}
	for _, k := range known {
		if d := editDistance(strings.ToLower(name), strings.ToLower(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	if bestDistance > max(2, len(best)/3) {
		return ""
	}
	return best
}

// editDistance is Levenshtein's, over bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, min(row[j], row[j+1]))
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func sorted(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return out
}
