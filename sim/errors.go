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

// Unknown returns the error for a name that does not exist. It offers the nearest
// name that does, or lists them all when none is near; the list of a few names is
// there anyway. in may be "".
func Unknown(what, name, in string, known []string) error { return unknown(what, name, in, known) }

// How many names an error lists: beside a near one, and without one.
const (
	listedBeside = 16
	listedAlone  = 48
)

func unknown(what, name, in string, known []string) error {
	where := ""
	if in != "" {
		where = " in " + in
	}
	message := fmt.Sprintf("unknown %s %q%s", what, clip(name), where)
	listed := listedAlone
	if near := Nearest(name, known); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
		listed = listedBeside
	}
	if len(known) > 0 && len(known) <= listed {
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

// Nearest returns the known name that was most likely meant: at most a third of the
// letters of the longer of the two are wrong, missing, too many or swapped with their
// neighbour, so that two thirds are in common. "" when there is none.
func Nearest(name string, known []string) string {
	best, fewest := "", 0
	if len(name) > 64 {
		return ""
	}
	typed := []rune(strings.ToLower(name))
	for _, k := range known {
		meant := []rune(strings.ToLower(k))
		d := edits(typed, meant)
		if 3*d <= max(len(typed), len(meant)) && (best == "" || d < fewest) {
			best, fewest = k, d
		}
	}
	return best
}

// edits is the distance of optimal string alignment: Levenshtein's, with the swap of
// two neighbours as one edit (Damerau 1964).
func edits(a, b []rune) int {
	var rows [3][]int // of the letter before the last, the last and this one
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := range a {
		row, last, older := rows[2], rows[1], rows[0]
		row[0] = i + 1
		for j := range b {
			row[j+1] = 1 + min(last[j], last[j+1], row[j])
			if a[i] == b[j] {
				row[j+1] = last[j]
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
		rows = [3][]int{last, row, older}
	}
	return rows[1][len(b)]
}

func sorted(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return out
}
