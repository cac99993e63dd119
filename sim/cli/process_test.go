//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// asCommand makes the test binary behave as the command line itself.
const asCommand = "MSALAB_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := Signals()
	code := callTo(ctx, Env{Catalogue: fakes(), Out: os.Stdout, Err: os.Stderr}, os.Args[1:]...)
	stop()
	os.Exit(code)
}

func command(args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), asCommand+"=1")
	errs := &bytes.Buffer{}
	c.Stderr = errs
	return c, errs
}

func start(t *testing.T, c *exec.Cmd) {
	t.Helper()
	err := c.Start()
	if errors.Is(err, syscall.ENOEXEC) {
		t.Skip("under an emulator the test cannot start itself")
	}
	require.NoError(t, err)
}

func TestAReaderThatLeavesEndsTheProcessQuietly(t *testing.T) {
	c, errs := command("run", "ping-pong", "--until", "36000s")
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	start(t, c)

	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.NoError(t, out.Close())

	require.Contains(t, line, "0.100000s")
	require.NoError(t, c.Wait())
	require.Empty(t, errs.String())
}

func TestCtrlCStopsTheProcess(t *testing.T) {
	c, errs := command("run", "ping-pong", "--steps", "50000000", "--format", "digest")
	start(t, c)
	time.Sleep(300 * time.Millisecond) // the process is stepping by now
	began := time.Now()
	require.NoError(t, c.Process.Signal(os.Interrupt))

	err := c.Wait()

	require.Less(t, time.Since(began), 2*time.Second)
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 130, exit.ExitCode())
	require.Equal(t, "msalab: stopped by Ctrl-C\n", errs.String())
}
