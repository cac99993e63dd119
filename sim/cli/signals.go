package cli

import (
	"context"
	"os"
	"os/signal"
)

// Signals returns a context that Ctrl-C ends, and keeps a broken pipe from killing
// the process, so that Main can end it with 0. stop restores what was before.
func Signals() (ctx context.Context, stop func()) {
	ignoreBrokenPipe()
	return signal.NotifyContext(context.Background(), os.Interrupt)
}
