//go:build !unix

package cli

// ignoreBrokenPipe has nothing to do: a broken pipe is only an error here.
func ignoreBrokenPipe() {}
