package film_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/film"
)

// dot is a dark picture with a bright square and a soft gradient.
func dot(x int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 120, 60))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{13, 17, 23, 255}), image.Point{}, draw.Src)
	for i := range 120 {
		for j := range 10 {
			m.SetRGBA(i, 50+j, color.RGBA{uint8(2 * i), uint8(i + j), 90, 255})
		}
	}
	draw.Draw(m, image.Rect(x, 10, x+12, 22), image.NewUniform(color.RGBA{56, 139, 253, 255}), image.Point{}, draw.Src)
	return m
}

func filmOf(t *testing.T, lasts time.Duration, pictures ...*image.RGBA) *gif.GIF {
	t.Helper()
	var colors film.Colors
	for _, m := range pictures {
		colors.Add(m)
	}
	var out bytes.Buffer
	e := film.NewEncoder(&out, &colors)
	for _, m := range pictures {
		require.NoError(t, e.Add(m, lasts))
	}
	require.NoError(t, e.Close())
	g, err := gif.DecodeAll(&out)
	require.NoError(t, err)
	return g
}

func TestAFilmShowsItsPictures(t *testing.T) {
	pictures := []*image.RGBA{dot(0), dot(30), dot(60), dot(60), dot(108)}

	g := filmOf(t, 50*time.Millisecond, pictures...)

	require.Equal(t, []int{5, 5, 10, 5}, g.Delay, "a picture like the one before makes it last longer")
	require.Zero(t, g.LoopCount, "it repeats for ever")
	screen := image.NewRGBA(pictures[0].Rect)
	for i, want := range []*image.RGBA{pictures[0], pictures[1], pictures[2], pictures[4]} {
		draw.Draw(screen, g.Image[i].Rect, g.Image[i], g.Image[i].Rect.Min, draw.Over)
		for at := range want.Pix {
			require.InDelta(t, want.Pix[at], screen.Pix[at], 8)
		}
		require.Equal(t, color.RGBA{13, 17, 23, 255}, screen.RGBAAt(20, 40), "large areas keep their very colour")
	}
	require.Equal(t, image.Rect(0, 10, 42, 22), g.Image[1].Rect, "only what changed is written")
}

func TestTimesAreRoundedWithoutDrift(t *testing.T) {
	var pictures []*image.RGBA
	for i := range 30 {
		pictures = append(pictures, dot(i*3))
	}

	g := filmOf(t, time.Second/30, pictures...)

	sum := 0
	for _, d := range g.Delay {
		sum += d
	}
	require.Equal(t, 100, sum)
}

func TestAPictureMayLastLongerThanTheFormatCanSay(t *testing.T) {
	g := filmOf(t, 700*time.Second, dot(0), dot(1))

	require.Equal(t, []int{65535, 4465, 65535, 4465}, g.Delay)
}

func TestFilmsOfUnequalPicturesOrNoneAreErrors(t *testing.T) {
	e := film.NewEncoder(&bytes.Buffer{}, &film.Colors{})
	require.Error(t, e.Close())

	require.NoError(t, e.Add(dot(0), time.Second))
	require.Error(t, e.Add(image.NewRGBA(image.Rect(0, 0, 3, 3)), time.Second))
	require.Error(t, film.NewEncoder(&bytes.Buffer{}, &film.Colors{}).Add(image.NewRGBA(image.Rect(0, 0, 0, 3)), time.Second))
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAWriterThatFailsEndsTheFilm(t *testing.T) {
	e := film.NewEncoder(full{}, &film.Colors{})
	for i := range 100 {
		_ = e.Add(dot(i), time.Second)
	}

	require.EqualError(t, e.Close(), "disk full")
}
