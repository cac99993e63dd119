//go:build !js

package story

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/vmhost"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
)

// The tests of the window start a program as a guest of exp/vmhost, press its
// keys, move its mouse and look at what it draws. Most of them start this test
// binary once more, as the same App with a desktop that also writes its probes
// into a file; one starts the program itself.
const (
	guestProbes   = "MSALAB_TEST_PROBES"   // the file that the guest appends to
	guestLink     = "MSALAB_TEST_LINK"     // the link that it opens
	guestEndpoint = "MSALAB_TEST_ENDPOINT" // where the host listens
)

func TestMain(m *testing.M) {
	if path := os.Getenv(guestProbes); path != "" {
		os.Exit(runGuest(path))
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	defer removeBuilt()
	return displaytest.Run(m)
}

// telling is the desktop, with its probes in a file.
type telling struct {
	*desktop.Desktop
	probes io.Writer
}

func (h telling) Probe(name, value string) {
	h.Desktop.Probe(name, value)
	fmt.Fprintf(h.probes, "%s %q\n", name, value)
}

func runGuest(path string) int {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		fmt.Fprintln(os.Stderr, "opening the guest's probes failed:", err)
		return 1
	}
	ebiten.SetScreenClearedEveryFrame(false) // as windowCmd does
	app := app.New(scenarios.All, source, telling{desktop.NewDesktop(os.Getenv(guestLink)), file})
	if err := ebiten.RunGameWithOptions(app, &ebiten.RunGameOptions{VMGuestEndpoint: os.Getenv(guestEndpoint)}); err != nil {
		fmt.Fprintln(os.Stderr, "running the guest failed:", err)
		return 1
	}
	return 0
}

// window is a guest with somebody's hands on it.
type window struct {
	t      testing.TB
	guest  *vmhost.GuestSession
	typing *vmhost.GuestTextInput // what the guest asks of the input method; nil before it does
	screen *ebiten.Image
	probes string
	out    bytes.Buffer // what the guest prints; whole once it has ended
}

// openWindow starts the program opened at a link.
func openWindow(t testing.TB, text string, width, height int) *window {
	t.Helper()
	displaytest.Need(t)
	return startWindow(t, width, height, func(folder, endpoint string) *exec.Cmd {
		command := exec.Command(os.Args[0])
		command.Env = append(os.Environ(), guestProbes+"="+filepath.Join(folder, "probes"), guestLink+"="+text, guestEndpoint+"="+endpoint)
		return command
	})
}

func startWindow(t testing.TB, width, height int, program func(folder, endpoint string) *exec.Cmd) *window {
	t.Helper()
	folder, err := os.MkdirTemp("", "win") // short: a socket's path has little room
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	listener, err := net.Listen("unix", filepath.Join(folder, "s"))
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	require.NoError(t, listener.(*net.UnixListener).SetDeadline(time.Now().Add(time.Minute)))
	endpoint, err := vmhost.EndpointURLFromAddr(listener.Addr())
	require.NoError(t, err)
	w := &window{t: t, probes: filepath.Join(folder, "probes")}
	command := program(folder, endpoint)
	// A home of its own: the person's own choice of theme neither counts nor changes.
	command.Env = append(command.Env, "HOME="+folder, "XDG_CONFIG_HOME="+folder, "AppData="+folder, "LC_ALL=ko_KR.UTF-8")
	command.Stdout, command.Stderr = &w.out, os.Stderr
	require.NoError(t, command.Start())
	t.Cleanup(func() { require.NoError(t, command.Wait(), "the guest failed") })
	connection, err := listener.Accept()
	require.NoError(t, err)
	w.guest, err = vmhost.NewGuestSession(connection, &vmhost.NewGuestSessionOptions{
		IdleTimeout: time.Minute,
		OnTextInput: func(typing *vmhost.GuestTextInput) { w.typing = typing },
	})
	require.NoError(t, err)
	t.Cleanup(func() { w.guest.Close() })
	w.screen = ebiten.NewImage(width, height)
	t.Cleanup(w.screen.Deallocate)
	require.NoError(t, w.guest.SetOutsideScreen(w.screen))
	w.pass()
	return w
}

// pass implements program: a tick and a picture, at a screen's own pace. Pictures
// pile up undrawn until somebody reads one, so faster would be slower.
func (w *window) pass() {
	w.t.Helper()
	time.Sleep(time.Second / 60)
	w.guest.AdvanceTicks(1)
	w.guest.AdvanceFrame()
	require.True(w.t, w.guest.WaitFrame(), "no picture from the guest: %v", w.guest.Err())
	require.True(w.t, w.guest.CompositeFrame())
}

// look implements program.
func (w *window) look() seen {
	w.t.Helper()
	out := seen{}
	data, err := os.ReadFile(w.probes)
	if os.IsNotExist(err) {
		return out
	}
	require.NoError(w.t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		name, quoted, _ := strings.Cut(line, " ")
		out[name], err = strconv.Unquote(quoted)
		require.NoError(w.t, err, line)
	}
	return out
}

// press implements program.
func (w *window) press(key ebiten.Key) {
	w.guest.PressKey(key)
	w.pass()
	w.guest.ReleaseKey(key)
	w.pass()
}

// point implements program.
func (w *window) point(x, y float64) {
	w.guest.MoveCursor(x, y)
	w.pass()
}

// hold implements program.
func (w *window) hold(_, _ float64) {
	w.guest.PressMouseButton(ebiten.MouseButtonLeft)
	w.pass()
}

// release implements program.
func (w *window) release(_, _ float64) {
	w.guest.ReleaseMouseButton(ebiten.MouseButtonLeft)
	w.pass()
}

func (w *window) pixels() *image.RGBA {
	out := image.NewRGBA(w.screen.Bounds())
	w.screen.ReadPixels(out.Pix)
	return out
}

func (w *window) shot(name string) {
	w.t.Helper()
	var out bytes.Buffer
	require.NoError(w.t, png.Encode(&out, w.pixels()))
	keepShot(w.t, "window-"+name, out.Bytes())
}

func TestTheWindowWalksForthAndBackThroughARun(t *testing.T) {
	walk(t, openWindow(t, "", 1280, 720))
}

func TestTheWindowPlaysAndPauses(t *testing.T) {
	playAndPause(t, openWindow(t, someLink(t, 0, 40), 1280, 720))
}

func TestAClickInTheWindowCausesAFault(t *testing.T) {
	causeFault(t, func() program { return openWindow(t, someLink(t, 0, 40), 1280, 720) }, 1)
}

func TestAClickInALargerWindowCausesAFaultToo(t *testing.T) {
	causeFault(t, func() program { return openWindow(t, someLink(t, 0, 40), 1920, 1080) }, 1.5)
}

func TestDraggingOnTheWindowsTimelineSeeks(t *testing.T) {
	dragTimeline(t, openWindow(t, someLink(t, 0, 40), 1280, 720))
}

func TestTheWindowStandsWhereTheCommandLineStands(t *testing.T) {
	displaytest.Need(t)
	for i, text := range manyLinks(t) {
		if i%4 != 0 { // each takes a process; the page tries them all
			continue
		}
		t.Run(text, func(t *testing.T) {
			w := openWindow(t, text, 1280, 720)

			now := arrive(t, w, text)

			require.Equal(t, replayed(t, text), now["digest"])
			require.Equal(t, now["digest"], replayed(t, now["link"]), "the link on screen: %s", now["link"])
		})
	}
}

func TestTheWindowIsDrawnAndOnlyWhenSomethingChanged(t *testing.T) {
	w := openWindow(t, someLink(t, 0, 40), 1280, 720)
	arrive(t, w, someLink(t, 0, 40))
	w.guest.AdvanceTicks(600) // until the timeline is explored and drawn to its end
	require.True(t, w.guest.WaitTicks(), "%v", w.guest.Err())
	w.pass()
	w.pass()
	w.shot("stage-1280x720.png")
	rest := w.pixels()
	w.pass()
	require.True(t, bytes.Equal(rest.Pix, w.pixels().Pix), "a still picture changed")

	w.press(ebiten.KeyM)
	until(t, w, "another view", func(now seen) bool { return strings.Contains(now["link"], "view=lanes") })
	w.pass()

	require.Greater(t, colours(rest), 50, "an empty window")
	require.False(t, bytes.Equal(rest.Pix, w.pixels().Pix), "another view looks the same")
}

func colours(m *image.RGBA) int {
	found := map[[3]uint8]bool{}
	for i := 0; i < len(m.Pix); i += 4 {
		found[[3]uint8(m.Pix[i:i+3])] = true
	}
	return len(found)
}

func TestTheWindowShowsABadLinkAndLivesOn(t *testing.T) {
	for _, text := range badLinks() {
		t.Run(text, func(t *testing.T) {
			w := openWindow(t, text, 1280, 720)
			until(t, w, "the card", func(now seen) bool { return now["error"] != "" })
			w.pass()

			w.press(ebiten.KeyEnter)
			w.press(ebiten.KeyEnter)

			until(t, w, "a run", func(now seen) bool { return now["step"] == "0" })
			require.Equal(t, problemOf(t, text), w.look()["error"])
		})
	}
}

// The program itself prints the link that L copies when there is no clipboard
// program, which an empty PATH makes sure of.
func TestTheProgramItselfRunsAsAGuest(t *testing.T) {
	displaytest.Need(t)
	binary := filepath.Join(t.TempDir(), "msalab")
	build := exec.Command("go", "build", "-buildvcs=false", "-tags=ebitenginevmguest", "-o", binary, module)
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	var w *window
	t.Run("guest", func(t *testing.T) { // its end is the guest's end
		w = startWindow(t, 1280, 720, func(_, endpoint string) *exec.Cmd {
			command := exec.Command(binary, someLink(t, 0, 40))
			command.Env = append(os.Environ(), "EBITENGINE_VM_ENDPOINT="+endpoint, "PATH=")
			return command
		})
		for range 30 {
			w.pass()
		}
		w.press(ebiten.KeyRight)
		w.press(ebiten.KeyM)
		w.press(ebiten.KeyL)
		w.shot("program.png")
	})

	l, err := link.Decode(strings.TrimSpace(w.out.String()), scenarios.All)
	require.NoError(t, err, w.out.String())
	require.EqualValues(t, 41, l.At)
	require.Equal(t, "lanes", l.View)
}

func TestTheProgramRefusesABadLinkBeforeItOpens(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "msalab.exe")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, module)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	for _, text := range badLinks() {
		if _, err := link.Decode(text, scenarios.All); err == nil {
			continue // only the run can tell what is wrong with it
		}
		var out, problems bytes.Buffer
		command := exec.Command(binary, text)
		command.Stdout, command.Stderr = &out, &problems

		require.Error(t, command.Run(), text)

		require.Equal(t, 2, command.ProcessState.ExitCode(), text)
		require.Empty(t, out.String())
		require.Equal(t, "msalab: "+problemOf(t, text)+"\n", problems.String())
	}
}
