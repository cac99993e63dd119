//go:build !js

package camera_test

import (
	"bytes"
	"context"
	"flag"
	"image"
	imagedraw "image/draw"
	"image/gif"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/camera"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// root is where the READMEs are.
const root = "../.."

// source finds the code of the algorithms, as the program does.
func source(mark string) (screen.Code, error) {
	at, err := algorithms.Find(mark)
	return screen.Code(at), err
}

var rewrite = flag.Bool("rewrite", false, "draw the READMEs' pictures anew: look at them before you commit")

// drawnBy finds the commands that the READMEs' pictures come from. Each stands in a
// comment above its picture.
var drawnBy = regexp.MustCompile(`(?m)^<!-- go run \. (export .+) -->\n!\[[^\]]+\]\(([^)]+)\)$`)

// TestTheReadmesPicturesAreWhatTheProgramDraws holds the pictures to their commands.
// After a change of a screen, draw them anew:
//
//	go test ./visual/camera -run ReadmesPictures -rewrite
func TestTheReadmesPicturesAreWhatTheProgramDraws(t *testing.T) {
	total := int64(0)
	for _, readme := range []string{"README.md", "README.ko.md"} {
		text, err := os.ReadFile(filepath.Join(root, readme))
		require.NoError(t, err)
		found := drawnBy.FindAllStringSubmatch(string(text), -1)
		require.NotEmpty(t, found, "%s has no picture with its command", readme)
		require.Len(t, found, strings.Count(string(text), "]("+".github/"), "every picture of %s has its command", readme)
		for _, m := range found {
			t.Run(readme+" "+m[2], func(t *testing.T) {
				args := words(m[1])
				at := slices.Index(args, "-o") + 1
				require.Equal(t, m[2], args[at], "the command draws the picture below it")
				kept := filepath.Join(root, m[2])
				args[at] = kept
				if !*rewrite {
					args[at] = filepath.Join(t.TempDir(), filepath.Base(m[2]))
				}
				export(t, args)
				info, err := os.Stat(kept)
				require.NoError(t, err)
				total += info.Size()
				sameFilm(t, kept, args[at])
			})
		}
	}
	require.Less(t, total, int64(2_500_000), "the READMEs' pictures are light")
}

// words splits a command line; what is quoted stays together.
func words(line string) (out []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

func export(t *testing.T, args []string) {
	t.Helper()
	var errs bytes.Buffer
	env := cli.Env{Catalogue: scenarios.All, Out: &errs, Err: &errs, Draw: camera.Drawer(scenarios.All, source)}
	require.Zero(t, cli.Main(context.Background(), env, &struct{ cli.Commands }{}, args), errs.String())
}

// sameFilm allows what rounding does on another processor.
func sameFilm(t *testing.T, want, got string) {
	t.Helper()
	kept, drawn := pictures(t, want), pictures(t, got)
	again := "; is the change meant? Then: go test ./visual/camera -run ReadmesPictures -rewrite"
	require.Len(t, drawn, len(kept), "%s has another number of pictures%s", want, again)
	for i := range kept {
		require.Equal(t, kept[i].Rect, drawn[i].Rect, "%s is of another size%s", want, again)
		far := 0
		for at := range kept[i].Pix {
			if d := int(kept[i].Pix[at]) - int(drawn[i].Pix[at]); d > 24 || d < -24 {
				far++
			}
		}
		require.LessOrEqual(t, far, len(kept[i].Pix)/2000, "picture %d of %s is not what is drawn today%s", i+1, want, again)
	}
}

// pictures reads a picture, or the first, middle and last of a film.
func pictures(t *testing.T, name string) (out []*image.RGBA) {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	if filepath.Ext(name) == ".png" {
		m, err := png.Decode(file)
		require.NoError(t, err)
		return append(out, onto(image.NewRGBA(m.Bounds()), m))
	}
	g, err := gif.DecodeAll(file)
	require.NoError(t, err)
	screen := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	for i, m := range g.Image {
		onto(screen, m)
		if i == 0 || i == len(g.Image)/2 || i == len(g.Image)-1 {
			out = append(out, onto(image.NewRGBA(screen.Rect), screen))
		}
	}
	return out
}

func onto(dst *image.RGBA, m image.Image) *image.RGBA {
	imagedraw.Draw(dst, m.Bounds(), m, m.Bounds().Min, imagedraw.Over)
	return dst
}

// TestTheProgramExportsWhereThereIsNoDisplay starts the program itself, built without
// a C compiler, in an environment that knows of no display.
func TestTheProgramExportsWhereThereIsNoDisplay(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "msalab.exe")
	build := exec.Command("go", "build", "-o", program, "github.com/kookmin-msa-study/msalab")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	for _, args := range [][]string{
		{"export", "#/", "-o", "home.png", "--size", "960x640", "--lang", "en"},
		{"export", "#/saga?at=40&view=both", "-o", "saga.md", "--theme", "light"},
		{"export", "#/circuit-breaker?at=40", "-o", "short.gif", "--scale", "0.5", "--to", "400ms", "--fps", "5"},
	} {
		run := exec.Command(program, args...)
		run.Dir = dir
		for _, entry := range os.Environ() {
			if name, _, _ := strings.Cut(entry, "="); name != "DISPLAY" && name != "WAYLAND_DISPLAY" && name != "XAUTHORITY" {
				run.Env = append(run.Env, entry)
			}
		}
		said, err := run.CombinedOutput()
		require.NoError(t, err, "%v: %s", args, said)
		require.Empty(t, string(said))
	}
	require.Equal(t, image.Pt(960, 640), pictures(t, filepath.Join(dir, "home.png"))[0].Rect.Size())
	require.Equal(t, image.Pt(1280, 720), pictures(t, filepath.Join(dir, "saga.png"))[0].Rect.Size())
	require.NotEmpty(t, pictures(t, filepath.Join(dir, "short.gif")))
	note, err := os.ReadFile(filepath.Join(dir, "saga.md"))
	require.NoError(t, err)
	require.Contains(t, string(note), "](saga.png)")
	require.Contains(t, string(note), "<details>")
}
