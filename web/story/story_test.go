//go:build !js

package story

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// What people do with the lab, in the page (page_test.go) and in the window
// (window_test.go) alike, and what must come of it.

// module is the program.
const module = "github.com/kookmin-msa-study/msalab"

// source finds the code of the algorithms, as the program does.
func source(mark string) (screen.Code, error) {
	at, err := algorithms.Find(mark)
	return screen.Code(at), err
}

// seen is what the program published: step, digest, caption, link, error.
type seen map[string]string

// program is the lab in a page or in a window, with somebody's hands on it.
type program interface {
	look() seen
	press(ebiten.Key)
	point(x, y float64) // places are in CSS or window pixels
	hold(x, y float64)
	release(x, y float64)
	pass() // lets a little time go by
}

func click(p program, x, y float64) {
	p.point(x, y)
	p.hold(x, y)
	p.pass()
	p.release(x, y)
	p.pass()
}

// until waits for something to become true of what the program publishes.
func until(t testing.TB, p program, what string, holds func(seen) bool) seen {
	t.Helper()
	deadline := time.Now().Add(browsertest.Timeout)
	for {
		now := p.look()
		if holds(now) {
			return now
		}
		if time.Now().After(deadline) {
			require.FailNow(t, "it never came to this: "+what, "%q", now)
		}
		p.pass()
	}
}

// standsAt waits until the program shows a step, on screen and in its link.
func standsAt(t testing.TB, p program, step int64) seen {
	t.Helper()
	return until(t, p, "step "+strconv.FormatInt(step, 10), func(now seen) bool {
		return now["step"] == strconv.FormatInt(step, 10) && linked(now).At == step
	})
}

// linked is the published link, or the link home.
func linked(now seen) link.Link {
	l, _ := link.Decode(now["link"], scenarios.All) // nothing is published at first
	return l
}

// arrive waits until the program shows what a link says.
func arrive(t testing.TB, p program, text string) seen {
	t.Helper()
	want, err := link.Decode(text, scenarios.All)
	require.NoError(t, err)
	return until(t, p, text, func(now seen) bool {
		l := linked(now)
		return l.ID == want.ID && l.Seed == want.Seed && l.Params.Equal(want.Params) && l.At == want.At &&
			now["step"] == strconv.FormatInt(want.At, 10)
	})
}

// commandLine runs the program's command line in this process.
func commandLine(ctx context.Context, args ...string) (code int, out, problems string) {
	var o, e bytes.Buffer
	code = cli.Main(ctx, cli.Env{Catalogue: scenarios.All, Out: &o, Err: &e}, &struct{ cli.Commands }{}, args)
	return code, o.String(), e.String()
}

// replayed is the digest that the command line prints for a link.
func replayed(t testing.TB, text string) string {
	t.Helper()
	code, out, problems := commandLine(context.Background(), "replay", text, "--format", "digest")
	require.Contains(t, []int{0, int(cli.Broke)}, code, problems) // a broken law is no failure of the replay
	digest, _, _ := strings.Cut(out, " ")
	require.Len(t, digest, 16, out)
	return digest
}

// someLink is the link to a step of the first scenario's preset.
func someLink(t testing.TB, preset int, at int64) string {
	t.Helper()
	sc := scenarios.All[0]
	spec, err := sc.Apply(&sc.Presets[preset], sim.DefaultSeed)
	require.NoError(t, err)
	text, err := link.Encode(link.Of(spec, at, sim.KO), scenarios.All)
	require.NoError(t, err)
	return text
}

// manyLinks are links to every preset of every scenario: early steps of those
// without scripted faults, and steps beyond 20,000 of the others.
func manyLinks(t testing.TB) (out []string) {
	t.Helper()
	early := []int64{1, 90, 1_234, 20_500}
	for _, sc := range scenarios.All {
		for i := range sc.Presets {
			spec, err := sc.Apply(&sc.Presets[i], uint64(sim.DefaultSeed+i))
			require.NoError(t, err)
			at := early[i%len(early)] + int64(i) // each its own step, so that no two can be confused
			if len(spec.Actions) > 0 {
				at = 25_000 + int64(i)
			}
			text, err := link.Encode(link.Of(spec, at, sim.KO), scenarios.All)
			require.NoError(t, err)
			out = append(out, text)
		}
	}
	return out
}

// badLinks say something that cannot be opened: no such scenario, parameter or
// node, a step too large, a newer version, and noise.
func badLinks() []string {
	id := scenarios.All[0].ID
	return []string{
		"#/no-such-thing?v=1",
		"#/" + id + "?v=1&p=no-such:1",
		"#/" + id + "?v=1&at=99999999999",
		"#/" + id + "?v=1&a=5:crash(nobody)",
		"#/" + id + "?v=2",
		"#%zz&&=",
	}
}

// problemOf is what the program has to say about a bad link.
func problemOf(t testing.TB, text string) string {
	t.Helper()
	l, err := link.Decode(text, scenarios.All)
	if err == nil {
		spec, runErr := link.Run(l, scenarios.All)
		require.NoError(t, runErr)
		_, err = sim.NewTimeline(spec, sim.Full)
	}
	require.Error(t, err, text)
	return err.Error()
}

// walk opens the first scenario from home, goes three steps and one back.
func walk(t testing.TB, p program) {
	t.Helper()
	until(t, p, "home", func(now seen) bool { return strings.HasPrefix(now["link"], "#/?") })
	p.press(ebiten.KeyEnter)
	until(t, p, "the run", func(now seen) bool { return now["step"] == "0" && linked(now).ID == scenarios.All[0].ID })
	digests := map[int64]string{}
	for step := int64(1); step <= 3; step++ {
		p.press(ebiten.KeyRight)
		now := standsAt(t, p, step)
		digests[step] = now["digest"]
		require.Equal(t, replayed(t, now["link"]), now["digest"])
		require.NotEmpty(t, now["caption"])
	}

	p.press(ebiten.KeyLeft)

	now := standsAt(t, p, 2)
	require.Equal(t, digests[2], now["digest"])
	require.NotEqual(t, digests[3], digests[2])
	require.NotEqual(t, digests[2], digests[1])
}

func playAndPause(t testing.TB, p program) {
	t.Helper()
	start := standsAt(t, p, 40)
	p.press(ebiten.KeySpace)
	until(t, p, "play", func(now seen) bool { return linked(now).At > 60 })

	p.press(ebiten.KeySpace)

	now := until(t, p, "a pause", func(now seen) bool {
		return now["step"] == strconv.FormatInt(linked(now).At, 10) && linked(now).At > 60
	})
	for range 20 {
		p.pass()
	}
	require.Equal(t, now, p.look(), "still playing")
	require.NotEqual(t, start["digest"], now["digest"])
	require.Equal(t, replayed(t, now["link"]), now["digest"])
}

// mapArea is where the stage of a 1280×720 window has its map.
var mapArea = paint.Rect{X: 20, Y: 110, W: 916, H: 422}

// causeFault clicks on a node, once more for its menu, which opens to the right of
// the node, and on the first entry: where the layout says that nodes are, and if that is no
// longer true, all over the map. open returns the program at step 40 of a run.
func causeFault(t testing.TB, open func() program, unit float64) {
	t.Helper()
	p := open()
	places := nodePlaces(t, standsAt(t, p, 40)["link"])
	for y := mapArea.Y + 12; y < mapArea.Y+mapArea.H; y += 24 {
		for x := mapArea.X + mapArea.W - 20; x > mapArea.X; x -= 60 {
			places = append(places, [2]float64{float64(x), float64(y)})
		}
	}
	for i, at := range places {
		if i > 0 {
			p = open()
			standsAt(t, p, 40)
		}
		click(p, at[0]*unit, at[1]*unit)
		click(p, at[0]*unit, at[1]*unit)
		click(p, (at[0]+170)*unit, (at[1]+38)*unit)
		for range 15 { // the link follows a few times a second
			p.pass()
			time.Sleep(20 * time.Millisecond)
		}
		if acted := linked(p.look()).Actions; len(acted) == 1 && acted[0].Name == "crash" {
			break
		}
	}

	now := standsAt(t, p, 41)
	actions := linked(now).Actions
	require.Len(t, actions, 1, "no click on a node opened its menu")
	require.Equal(t, "crash", actions[0].Name)
	require.EqualValues(t, 40, actions[0].Step)
	require.Equal(t, replayed(t, now["link"]), now["digest"])
}

// nodePlaces is where the nodes of a link's run stand, in a window of 1280×720.
func nodePlaces(t testing.TB, text string) (out [][2]float64) {
	t.Helper()
	l, err := link.Decode(text, scenarios.All)
	require.NoError(t, err)
	spec, err := link.Run(l, scenarios.All)
	require.NoError(t, err)
	run, err := sim.NewRun(spec, sim.Options{})
	require.NoError(t, err)
	for run.StepCount() < l.At {
		run.Step()
	}
	var s scene.Scene
	run.Scene(&s, sim.KO)
	layout := model.Layout{Area: mapArea}
	layout.Arrange(&s)
	for i := range s.Nodes {
		if x, y, _, _, ok := layout.At(s.Nodes[len(s.Nodes)-1-i].ID); ok {
			out = append(out, [2]float64{float64(x), float64(y)})
		}
	}
	return out
}

// dragTimeline drags from a quarter to three quarters of the timeline.
func dragTimeline(t testing.TB, p program) {
	t.Helper()
	standsAt(t, p, 40)
	const left, width, y = 244, 884, 677
	p.point(left+width/4, y)
	p.hold(left+width/4, y)
	quarter := until(t, p, "a quarter", func(now seen) bool {
		return linked(now).At > 40 && now["step"] == strconv.FormatInt(linked(now).At, 10)
	})

	for x := left + width/4; x <= left+3*width/4; x += width / 8 {
		p.point(float64(x), y)
		p.pass()
	}
	p.release(left+3*width/4, y)

	until(t, p, "three quarters", func(now seen) bool {
		return linked(now).At > 2*linked(quarter).At && now["step"] == strconv.FormatInt(linked(now).At, 10)
	})
	for range 10 {
		p.pass()
	}
	now := until(t, p, "rest", func(now seen) bool { return now["step"] == strconv.FormatInt(linked(now).At, 10) })
	require.InDelta(t, 3*linked(quarter).At, linked(now).At, float64(linked(quarter).At)/2)
	require.Equal(t, replayed(t, now["link"]), now["digest"])
}

const shotsVariable = "MSALAB_SHOTS"

// keepShot writes a picture into the folder that MSALAB_SHOTS names, if it does.
func keepShot(t testing.TB, name string, content []byte) {
	t.Helper()
	folder := os.Getenv(shotsVariable)
	if folder == "" {
		folder = t.TempDir()
	}
	require.NoError(t, os.MkdirAll(folder, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name), content, 0o644))
}
