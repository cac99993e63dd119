package web

import (
	"errors"
	"fmt"
)

// ErrBadInput is matched (errors.Is) by errors that other input would avoid: a bad address, a port in use, a folder
// that cannot be written. Their text is one line that names the input and says what would be right.
var ErrBadInput = errors.New("bad input")

// ErrNoToolchain is matched by the error of a build without the go command or without the module's sources.
var ErrNoToolchain = errors.New("the page cannot be built here")

// inputError says in one line what was wrong with the input; the cause stays reachable below it.
type inputError struct {
	text  string
	cause error
}

func badInput(cause error, format string, args ...any) error {
	return &inputError{text: fmt.Sprintf(format, args...), cause: cause}
}

func (e *inputError) Error() string { return e.text }

func (e *inputError) Unwrap() error { return e.cause }

func (e *inputError) Is(target error) bool { return target == ErrBadInput }
