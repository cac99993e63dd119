//go:build unix

package cli

import (
	"os/signal"
	"syscall"
)

// ignoreBrokenPipe turns SIGPIPE into an error of the write that met it.
func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }
