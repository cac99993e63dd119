package widgets_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/vmhost"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// The window tests start this test binary once more as a guest of exp/vmhost,
// move its mouse and press its keys, and read what its widgets reported.
const (
	guestReport   = "MSALAB_WIDGETS_REPORT"   // the file that the guest appends to
	guestEndpoint = "MSALAB_WIDGETS_ENDPOINT" // where the host listens
)

// guest is a small program with the gallery's widgets. It does what a screen
// does: it applies the events and shows the items again, in every tick.
type guest struct {
	desk   *desk
	items  []widgets.Item
	report *os.File
	paints int
	was    string
}

func runGuest(report string) int {
	file, err := os.OpenFile(report, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		fmt.Fprintln(os.Stderr, "opening the guest's report failed:", err)
		return 1
	}
	g := &guest{report: file, items: append([]widgets.Item(nil), panelKorean...)}
	options := &ebiten.RunGameOptions{VMGuestEndpoint: os.Getenv(guestEndpoint)}
	if err := ebiten.RunGameWithOptions(g, options); err != nil {
		fmt.Fprintln(os.Stderr, "running the guest failed:", err)
		return 1
	}
	return 0
}

func (g *guest) Layout(width, height int) (int, int) { return width, height }

func (g *guest) Update() error {
	if g.desk == nil {
		g.desk = newDesk(&theme.Dark, theme.SizesFor(galleryWidth, galleryHeight, false), 1)
	}
	d := g.desk
	for _, events := range [][]widgets.Event{d.bar.Update(true), d.views.Update(true), d.second.Update(true), d.panel.Update(!ebiten.IsKeyPressed(ebiten.KeyF9))} {
		for _, e := range events {
			fmt.Fprintln(g.report, e.ID, e.Value, e.Done)
			g.apply(e)
		}
	}
	d.panel.Show(g.items)
	now := fmt.Sprintln("focus", d.bar.Focused(), d.views.Focused(), d.second.Focused(), d.panel.Focused())
	if now != g.was && g.was != "" {
		fmt.Fprint(g.report, now)
	}
	g.was = now
	return nil
}

func (g *guest) apply(e widgets.Event) {
	for i := range g.items {
		it := &g.items[i]
		if it.ID == e.ID {
			it.Selected, it.Value = int(e.Value), e.Value
			if it.Kind == widgets.Slider {
				it.ValueText = fmt.Sprint(e.Value, " ms")
			}
		}
	}
}

func (g *guest) Draw(screen *ebiten.Image) {
	if g.desk == nil {
		return
	}
	if g.desk.panel.Dirty() {
		g.paints++
		fmt.Fprintln(g.report, "paint")
	}
	screen.Fill(theme.Dark.Bg)
	g.desk.draw(screen)
}

// hand moves the guest's mouse and keys.
type hand struct {
	t      *testing.T
	guest  *vmhost.GuestSession
	screen *ebiten.Image
	report string
	seen   int
}

func newHand(t *testing.T) *hand {
	t.Helper()
	displaytest.Need(t)
	folder, err := os.MkdirTemp("", "wg") // short: a socket's path has little room
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	listener, err := net.Listen("unix", filepath.Join(folder, "s"))
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	require.NoError(t, listener.(*net.UnixListener).SetDeadline(time.Now().Add(30*time.Second)))
	endpoint, err := vmhost.EndpointURLFromAddr(listener.Addr())
	require.NoError(t, err)
	h := &hand{t: t, report: filepath.Join(folder, "report")}
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), guestEndpoint+"="+endpoint, guestReport+"="+h.report)
	command.Stderr = os.Stderr
	require.NoError(t, command.Start())
	t.Cleanup(func() { require.NoError(t, command.Wait(), "the guest failed") })
	connection, err := listener.Accept()
	require.NoError(t, err)
	h.guest, err = vmhost.NewGuestSession(connection, &vmhost.NewGuestSessionOptions{IdleTimeout: 30 * time.Second})
	require.NoError(t, err)
	t.Cleanup(func() { h.guest.Close() })
	h.screen = ebiten.NewImage(galleryWidth, galleryHeight)
	t.Cleanup(h.screen.Deallocate)
	require.NoError(t, h.guest.SetOutsideScreen(h.screen))
	h.frame()
	h.frame()
	h.news()
	return h
}

// frame advances the guest by a tick and a picture.
func (h *hand) frame() {
	h.t.Helper()
	h.guest.AdvanceTicks(1)
	h.guest.AdvanceFrame()
	require.True(h.t, h.guest.WaitFrame(), "no picture from the guest: %v", h.guest.Err())
	require.True(h.t, h.guest.CompositeFrame())
}

// news returns the lines that the guest reported since the last call.
func (h *hand) news() []string {
	h.t.Helper()
	data, err := os.ReadFile(h.report)
	require.NoError(h.t, err)
	text := string(data[h.seen:])
	h.seen = len(data)
	return strings.Split(strings.TrimRight(text, "\n"), "\n")
}

// events returns the news without the reports of pictures.
func (h *hand) events() (out []string) {
	h.t.Helper()
	for _, line := range h.news() {
		if line != "paint" && line != "" {
			out = append(out, line)
		}
	}
	return out
}

func (h *hand) move(x, y float64) {
	h.guest.MoveCursor(x, y)
	h.frame()
}

func (h *hand) press() {
	h.guest.PressMouseButton(ebiten.MouseButtonLeft)
	h.frame()
}

func (h *hand) release() {
	h.guest.ReleaseMouseButton(ebiten.MouseButtonLeft)
	h.frame()
}

func (h *hand) click(x, y float64) {
	h.move(x, y)
	h.press()
	h.release()
}

func (h *hand) key(keys ...ebiten.Key) {
	for _, key := range keys {
		h.guest.PressKey(key)
	}
	h.frame()
	for _, key := range keys {
		h.guest.ReleaseKey(key)
	}
	h.frame()
}

func (h *hand) picture(name string) {
	if folder := os.Getenv("MSALAB_PICTURES"); folder != "" {
		writePNG(h.t, filepath.Join(folder, name), pixels(h.screen))
	}
}
