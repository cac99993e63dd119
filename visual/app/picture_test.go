//go:build !js

package app_test

import (
	"context"
	"image"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/camera"
	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

func noCode(string) (screen.Code, error) { return screen.Code{}, nil }

func shoot(t *testing.T, shot camera.Shot) *image.RGBA {
	t.Helper()
	if shot.Width == 0 {
		shot.Width, shot.Height = 1280, 720
	}
	m, err := camera.Picture(context.Background(), []*sim.Scenario{ping()}, noCode, shot)
	require.NoError(t, err)
	return m
}

// TestAPictureShowsWhatTheWindowShows draws the same app both ways. Rounding may
// differ by a step of 255 for each of the layers that lie above each other.
func TestAPictureShowsWhatTheWindowShows(t *testing.T) {
	displaytest.Need(t)
	for _, link := range []string{"", "#/ping?at=20", "#/ping?at=20&view=both&tab=state&lang=en", "#/ping?at=33&view=lanes&tab=metrics"} {
		c, err := camera.NewCamera(context.Background(), []*sim.Scenario{ping()}, noCode, camera.Shot{Link: link, Width: 1280, Height: 720})
		require.NoError(t, err)
		require.NoError(t, c.Rest())

		got := c.Take()

		screen := ebiten.NewImage(1280, 720)
		c.App.Dirty = true
		c.App.Draw(screen)
		want := make([]byte, 4*1280*720)
		screen.ReadPixels(want)
		screen.Deallocate()
		far := 0
		for i := range want {
			if d := int(want[i]) - int(got.Pix[i]); d > 4 || d < -4 {
				far++
			}
		}
		require.Less(t, far, len(want)/20000, link)
	}
}

func TestAPictureIsTheSameEveryTime(t *testing.T) {
	shot := camera.Shot{Link: "#/ping?seed=3&at=25&view=both"}

	require.Equal(t, shoot(t, shot).Pix, shoot(t, shot).Pix)
}

func TestAPictureFollowsItsLanguageThemeAndSize(t *testing.T) {
	plain := shoot(t, camera.Shot{Link: "#/ping?at=20&lang=ko"})
	require.Equal(t, image.Rect(0, 0, 1280, 720), plain.Rect)

	require.NotEqual(t, plain.Pix, shoot(t, camera.Shot{Link: "#/ping?at=20&lang=ko", Lang: "en"}).Pix)
	require.NotEqual(t, plain.Pix, shoot(t, camera.Shot{Link: "#/ping?at=20", Light: true}).Pix)
	require.Equal(t, plain.Pix, shoot(t, camera.Shot{Link: "#/ping?at=20"}).Pix, "without any wish it is Korean")
	require.Equal(t, image.Rect(0, 0, 960, 540), shoot(t, camera.Shot{Link: "#/ping?at=20", Width: 1280, Height: 720, Scale: 0.75}).Rect)
	require.Equal(t, image.Rect(0, 0, 1, 1), shoot(t, camera.Shot{Link: "#/ping", Width: 1, Height: 1}).Rect)
}

func TestABadLinkGivesNoPicture(t *testing.T) {
	for _, link := range []string{"#/nothing", "#/ping?at=x", "#/ping?a=3:crash(zz)"} {
		_, err := camera.Picture(context.Background(), []*sim.Scenario{ping()}, noCode, camera.Shot{Link: link, Width: 640, Height: 360})

		require.ErrorIs(t, err, sim.ErrBadInput, link)
	}
}

func TestAPictureNobodyWaitsForEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()

	_, err := camera.Picture(ctx, []*sim.Scenario{ping()}, noCode, camera.Shot{Link: "#/ping?at=1000000", Width: 640, Height: 360})

	require.ErrorIs(t, err, context.Canceled)
}
