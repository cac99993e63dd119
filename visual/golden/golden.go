// Package golden compares pictures of the program with stored ones, for tests.
//
//	golden.Compare(t, "testdata/pictures", "home-ko-dark", picture)
//
// A stored picture is half as wide and high as what it was made from, each of its
// pixels the mean of four. MSALAB_REWRITE=1 writes the stored pictures anew. When one
// differs, the test says where it put a picture of expected, actual and difference
// beside each other: in the folder that MSALAB_DIFF_DIR names, or a temporary one.
package golden

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What a renderer may change: shades at edges, but no shape. Two software renderers
// were compared for these figures; the tests of this package say what they still find.
const (
	Counts   = 24    // a channel may differ by so much
	Share    = 0.002 // of all pixels may differ by more
	tile     = 16    // in no square of so many pixels a side
	tileMost = 6     // may more of them than that; renderers change two
)

// Compare fails the test when a picture differs from the stored one of that name.
func Compare(t testing.TB, folder, name string, picture image.Image) {
	t.Helper()
	got, path := Half(picture), filepath.Join(folder, name+".png")
	if os.Getenv("MSALAB_REWRITE") == "1" {
		if err := write(path, got); err != nil {
			t.Fatalf("cannot store the picture %s: %v", name, err)
		}
		return
	}
	want, err := read(path)
	if err != nil {
		t.Fatalf("there is no stored picture %s: %v; MSALAB_REWRITE=1 stores it", name, err)
	}
	why, differs := Differ(want, got)
	if why == "" {
		return
	}
	out := filepath.Join(diffs(), name+".png")
	if err := write(out, beside(want, got, differs)); err != nil {
		t.Errorf("cannot write the difference: %v", err)
	}
	t.Errorf("%s looks different: %s; expected, actual and difference are in %s. If it should look so, store it with MSALAB_REWRITE=1", name, why, out)
}

// Settles waits until a picture is as the stored one of that name, up to half a minute,
// and then compares it: for a program that cannot be told to come to rest.
func Settles(t testing.TB, folder, name string, take func() image.Image) {
	t.Helper()
	picture := take()
	want, err := read(filepath.Join(folder, name+".png"))
	for range 60 {
		if err != nil {
			break
		}
		if why, _ := Differ(want, Half(picture)); why == "" {
			return
		}
		time.Sleep(500 * time.Millisecond)
		picture = take()
	}
	Compare(t, folder, name, picture)
}

func diffs() string {
	if folder := os.Getenv("MSALAB_DIFF_DIR"); folder != "" {
		return folder
	}
	return filepath.Join(os.TempDir(), "msalab-diff")
}

// Half returns a picture at half its size; a last odd column or row is left out.
func Half(m image.Image) *image.RGBA {
	b := m.Bounds()
	full := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(full, full.Rect, m, b.Min, draw.Src)
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/2, b.Dy()/2))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			at, from := out.PixOffset(x, y), full.PixOffset(2*x, 2*y)
			for c := range 3 {
				sum := int(full.Pix[from+c]) + int(full.Pix[from+4+c]) + int(full.Pix[from+full.Stride+c]) + int(full.Pix[from+full.Stride+4+c])
				out.Pix[at+c] = uint8((sum + 2) / 4)
			}
			out.Pix[at+3] = 255
		}
	}
	return out
}

// Differ says how two pictures differ, "" when they do not, and marks where.
func Differ(want, got *image.RGBA) (why string, where *image.Gray) {
	if want.Rect.Size() != got.Rect.Size() {
		return fmt.Sprintf("it is %v instead of %v", got.Rect.Size(), want.Rect.Size()), image.NewGray(got.Rect)
	}
	w, h := want.Rect.Dx(), want.Rect.Dy()
	where = image.NewGray(image.Rect(0, 0, w, h))
	across := (w + tile - 1) / tile
	tiles := make([]int, across*((h+tile-1)/tile))
	sum, worst := 0, 0
	for y := range h {
		for x := range w {
			d := apart(want.Pix[want.PixOffset(x, y):], got.Pix[got.PixOffset(x, y):])
			where.Pix[where.PixOffset(x, y)] = uint8(min(d*3, 255))
			if d > Counts {
				sum++
				i := y/tile*across + x/tile
				tiles[i]++
				if tiles[i] > tiles[worst] {
					worst = i
				}
			}
		}
	}
	if float64(sum) <= Share*float64(w*h) && tiles[worst] <= tileMost {
		return "", where
	}
	return fmt.Sprintf("%d pixels (%.2f %%) differ by more than %d counts, %d of them in one square at %d, %d of the window", sum,
		100*float64(sum)/float64(w*h), Counts, tiles[worst], worst%across*tile*2, worst/across*tile*2), where
}

// apart returns the largest difference of a channel.
func apart(a, b []uint8) (most int) {
	for c := range 3 {
		most = max(most, int(a[c])-int(b[c]), int(b[c])-int(a[c]))
	}
	return most
}

// beside puts expected, actual and difference beside each other.
func beside(want, got *image.RGBA, where *image.Gray) image.Image {
	const gap = 8
	w := max(want.Rect.Dx(), got.Rect.Dx()) + gap
	out := image.NewRGBA(image.Rect(0, 0, 3*w-gap, max(want.Rect.Dy(), got.Rect.Dy())))
	draw.Draw(out, out.Rect, image.NewUniform(color.RGBA{255, 0, 255, 255}), image.Point{}, draw.Src)
	for i, m := range []image.Image{want, got, where} {
		draw.Draw(out, image.Rect(i*w, 0, i*w+w-gap, out.Rect.Dy()), m, image.Point{}, draw.Src)
	}
	return out
}

func write(path string, m image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, m)
}

func read(path string) (*image.RGBA, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out, nil
}
