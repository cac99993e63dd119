package golden_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/golden"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// picture is a small screen with a label, a line and a mark.
func picture(moved float32, ink, mark paint.Color) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, 640, 360))
	p := paint.New()
	p.Begin(640, 360, 1)
	p.Box(0, 0, 640, 360, 0, theme.Dark.Bg)
	p.BoxEdge(40, 40, 300, 80, 12, theme.Dark.Panel, 1, theme.Dark.Line)
	p.Text(60+moved, 80, "로드 밸런서 S1", paint.Style{Size: 15, Color: ink})
	p.Disc(500, 200, 9, mark)
	p.FlushTo(out)
	return out
}

func TestWhatMovedOrChangedItsColourIsFound(t *testing.T) {
	th := &theme.Dark
	want := golden.Half(picture(0, th.Text, th.Teal))

	for what, got := range map[string]*image.RGBA{
		"a label 2 pixels to the right": picture(2, th.Text, th.Teal),
		"a label in another grey":       picture(0, th.Muted, th.Teal),
		"a red mark instead of a green": picture(0, th.Text, th.Red),
		"a mark that is missing":        picture(0, th.Text, paint.Color{}),
	} {
		why, _ := golden.Differ(want, golden.Half(got))
		require.NotEmpty(t, why, what)
	}
}

func TestShadesAtEdgesMayDiffer(t *testing.T) {
	th := &theme.Dark
	want, other := picture(0, th.Text, th.Teal), picture(0, th.Text, th.Teal)
	for i := range other.Pix {
		if i%4 != 3 {
			other.Pix[i] = uint8(max(int(other.Pix[i])-20+i%41, 0) & 0xff)
		}
	}
	for i := range other.Pix { // what wrapped around is left as it was
		if d := int(other.Pix[i]) - int(want.Pix[i]); d > 24 || d < -24 {
			other.Pix[i] = want.Pix[i]
		}
	}

	why, _ := golden.Differ(golden.Half(want), golden.Half(other))

	require.Empty(t, why)
}

// failing keeps what a test would say.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Helper()                           {}
func (f *failing) Errorf(format string, args ...any) { f.said = format; _ = args }

func TestADifferenceIsWrittenBesideWhatWasExpected(t *testing.T) {
	t.Setenv("MSALAB_DIFF_DIR", t.TempDir())
	t.Setenv("MSALAB_REWRITE", "1")
	folder, th := t.TempDir(), &theme.Dark
	golden.Compare(t, folder, "screen", picture(0, th.Text, th.Teal))
	t.Setenv("MSALAB_REWRITE", "")
	golden.Compare(t, folder, "screen", picture(0, th.Text, th.Teal))

	f := &failing{TB: t}
	golden.Compare(f, folder, "screen", picture(2, th.Text, th.Red))

	require.True(t, strings.Contains(f.said, "looks different"))
	file, err := os.Open(filepath.Join(os.Getenv("MSALAB_DIFF_DIR"), "screen.png"))
	require.NoError(t, err)
	defer file.Close()
	size, _, err := image.DecodeConfig(file)
	require.NoError(t, err)
	require.Equal(t, 3*320+16, size.Width)
}
