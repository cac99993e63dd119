package paint

import (
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"
)

// lender lends one character, a full block as tall as its size, and counts who asks.
type lender struct{ asked map[float32]int }

func (l *lender) lend(char rune, bold, mono bool, px float32) (Borrowed, bool) {
	l.asked[px]++
	if char != 'Ж' {
		return Borrowed{}, false
	}
	cover := image.NewAlpha(image.Rect(1, -int(px), int(px)/2, 0))
	for i := range cover.Pix {
		cover.Pix[i] = 255
	}
	return Borrowed{cover, px / 2}, true
}

// inked draws a text in software at 20 pixels and returns the picture.
func inked(t *testing.T, p *Painter, text string) *image.RGBA {
	t.Helper()
	pic := image.NewRGBA(image.Rect(0, 0, 120, 40))
	p.Begin(120, 40, 1)
	p.Onto(pic)
	p.Text(10, 30, text, Style{Size: 20, Color: color.NRGBA{255, 255, 255, 255}, Anchor: Baseline})
	p.Flush(nil)
	return pic
}

func TestACharacterThatTheFacesLackIsBorrowed(t *testing.T) {
	l, p := &lender{map[float32]int{}}, New()
	p.Borrow(l.lend)
	style := Style{Size: 20}

	pic := inked(t, p, "Ж")

	require.Equal(t, color.RGBA{255, 255, 255, 255}, pic.RGBAAt(11, 30-20), "its upper left corner")
	require.Equal(t, color.RGBA{255, 255, 255, 255}, pic.RGBAAt(19, 29), "its lower right corner")
	require.Zero(t, pic.RGBAAt(10, 20).R, "left of it")
	require.Zero(t, pic.RGBAAt(20, 20).R, "right of it")
	require.Zero(t, pic.RGBAAt(15, 30).R, "below the baseline")
	require.InDelta(t, 10, p.Measure("Ж", style), 0.01)
	require.InDelta(t, p.Measure("가", style)+20, p.Measure("ЖЖ가", style), 0.01)

	inked(t, p, "ЖЖ Ж가")
	require.Equal(t, map[float32]int{lentSize: 1, 20: 1}, l.asked, "asked once for the width and once for the shape")
}

func TestWhatNobodyLendsIsABoxAsBefore(t *testing.T) {
	l, lent, plain := &lender{map[float32]int{}}, New(), New()
	lent.Borrow(l.lend)
	for _, text := range []string{"漢", "가 漢 나", "plain"} {
		require.Equal(t, inked(t, plain, text).Pix, inked(t, lent, text).Pix, text)
		require.Equal(t, plain.Measure(text, Style{Size: 20}), lent.Measure(text, Style{Size: 20}))
	}
	require.Equal(t, map[float32]int{lentSize: 1}, l.asked, "what the faces have is never asked for, what is lacking once")
	require.NotZero(t, inked(t, lent, "漢").RGBAAt(12, 25).R+inked(t, lent, "漢").RGBAAt(14, 25).R, "the box")
}

func TestABorrowedCharacterComesBackAfterTheAtlasWasEmptied(t *testing.T) {
	l, p := &lender{map[float32]int{}}, New()
	p.Borrow(l.lend)
	want := inked(t, p, "Ж").Pix
	p.atlas.full = true

	require.Equal(t, want, inked(t, p, "Ж").Pix)
	require.Equal(t, 2, l.asked[20])
}
