//go:build !js

package app_test

import (
	"bytes"
	"context"
	"image/gif"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/camera"
	"github.com/kookmin-msa-study/msalab/visual/compare"
	"github.com/kookmin-msa-study/msalab/visual/stage"
)

func shootFilm(t *testing.T, link string, take camera.Take) (*gif.GIF, error) {
	t.Helper()
	var out bytes.Buffer
	err := camera.GIF(context.Background(), &out, []*sim.Scenario{ping()}, noCode, camera.Shot{Link: link, Width: 640, Height: 360, Scale: 0.5}, take, nil)
	if err != nil {
		return nil, err
	}
	g, err := gif.DecodeAll(&out)
	require.NoError(t, err)
	return g, nil
}

func lasts(g *gif.GIF) (hundredths int) {
	for _, d := range g.Delay {
		hundredths += d
	}
	return hundredths
}

func TestAFilmLastsAsLongAsItsPartOfTheRunIsPlayed(t *testing.T) {
	g, err := shootFilm(t, "#/ping?at=4", camera.Take{From: camera.Place{Set: true, Timed: true, At: 200 * sim.Millisecond},
		To: camera.Place{Set: true, Timed: true, At: 700 * sim.Millisecond}, FPS: 10, Speed: 500, Hold: time.Second})

	require.NoError(t, err)
	require.InDelta(t, 200, lasts(g), 11, "half a second of the run at half speed, and a second at its end")
	require.Greater(t, len(g.Image), 5)
	require.Equal(t, 320, g.Config.Width)
}

func TestAFilmGoesFromStepToStep(t *testing.T) {
	g, err := shootFilm(t, "#/ping", camera.Take{From: camera.Place{Set: true, Step: 3}, To: camera.Place{Set: true, Step: 9}, FPS: 10})

	require.NoError(t, err)
	require.Greater(t, lasts(g), 10)
}

func TestAFilmIsTheSameEveryTime(t *testing.T) {
	one := func() []byte {
		var out bytes.Buffer
		take := camera.Take{To: camera.Place{Set: true, Timed: true, At: 300 * sim.Millisecond}, FPS: 10}
		require.NoError(t, camera.GIF(context.Background(), &out, []*sim.Scenario{ping()}, noCode, camera.Shot{Link: "#/ping", Width: 320, Height: 180}, take, nil))
		return out.Bytes()
	}

	require.Equal(t, one(), one())
}

func TestAFilmOfHomeWatchesItsRuns(t *testing.T) {
	g, err := shootFilm(t, "", camera.Take{To: camera.Place{Set: true, Timed: true, At: sim.Second}, FPS: 10})

	require.NoError(t, err)
	require.InDelta(t, 110, lasts(g), 11)
}

func TestAFilmThatCannotBeIsRefused(t *testing.T) {
	at := func(span sim.Time) camera.Place { return camera.Place{Set: true, Timed: true, At: span} }
	for _, take := range []camera.Take{
		{From: at(sim.Second), To: at(sim.Second)}, {From: at(2 * sim.Second), To: at(sim.Second)},
		{To: at(1000 * sim.Second)}, {FPS: 51}, {FPS: -1}, {Speed: 3},
	} {
		_, err := shootFilm(t, "#/ping", take)

		require.ErrorIs(t, err, sim.ErrBadInput, "%+v", take)
	}
}

func TestAFilmPlaysRunsBesideEachOther(t *testing.T) {
	at := func(span sim.Time) camera.Place { return camera.Place{Set: true, Timed: true, At: span} }

	g, err := shootFilm(t, "#/ping?vs=rate:20&at=1s", camera.Take{From: at(sim.Second), To: at(2 * sim.Second), Speed: 1000, FPS: 10})

	require.NoError(t, err)
	require.InDelta(t, 110, lasts(g), 11)
}

func TestAFilmOfABeatIsItsWayFromTheOneBefore(t *testing.T) {
	g, err := shootFilm(t, "#/ping?beat=1", camera.Take{FPS: 10, Hold: time.Second})
	require.NoError(t, err)
	require.LessOrEqual(t, lasts(g), 700)

	_, err = shootFilm(t, "#/ping?beat=1", camera.Take{Speed: 1000})
	require.ErrorIs(t, err, sim.ErrBadInput)
}

// TestWhatPlaysKeepsUpWithItsClock: something happens in every tick here, and still
// every tick shows where the run is.
func TestWhatPlaysKeepsUpWithItsClock(t *testing.T) {
	for _, link := range []string{"#/ping?p=rate:100", "#/ping?p=rate:100&vs=rate:50&at=0s"} {
		c, err := camera.NewCamera(context.Background(), []*sim.Scenario{ping()}, noCode, camera.Shot{Link: link, Width: 640, Height: 360})
		require.NoError(t, err)
		require.NoError(t, c.Rest())
		_, err = c.Thread(&camera.Take{To: camera.Place{Set: true, Timed: true, At: 8 * sim.Second}, Speed: 4000})
		require.NoError(t, err)

		for range 60 {
			require.NoError(t, c.Pass(camera.ShotTick))
			switch s := c.App.Screen.(type) {
			case *stage.Stage:
				require.True(t, s.Run.Tl.Settled() && s.Run.Drawn == s.Run.Tl.Cursor(), "at %s", s.Run.Clock)
			case *compare.Compare:
				require.True(t, s.Settled() && s.Drawn == s.Clock, "at %s", s.Clock)
			}
		}
	}
}
