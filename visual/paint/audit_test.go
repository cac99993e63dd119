package paint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

func TestAnAuditKnowsWhereATextStandsAfterZoomAndClip(t *testing.T) {
	p, a := paint.New(), &paint.Audit{Origin: paint.Point{X: 5}}
	p.Watch(a)
	p.Begin(400, 300, 2)

	p.Box(0, 0, 400, 300, 0, theme.Dark.Panel)
	p.PushTransform(100, 50, 0.5)
	p.PushClip(0, 0, 100, 100)
	width := p.Text(20, 40, "가나다", style(26))
	p.PopClip()
	p.PopTransform()

	require.Len(t, a.Texts, 1)
	w := a.Texts[0]
	require.Equal(t, "가나다", w.Text)
	require.Equal(t, float32(13), w.Size)
	require.InDelta(t, 115, w.Box.X, 0.5)
	require.InDelta(t, width/2, w.Box.W, 0.5)
	require.InDelta(t, 70, w.Box.Y+w.Box.H/2, 1.5)
	require.Equal(t, paint.Rect{X: 105, Y: 50, W: 50, H: 50}, w.Clip)
	require.Contains(t, w.By, "TestAnAuditKnows")
	require.Equal(t, theme.Dark.Panel, a.Fills[0].Color)
	require.Less(t, a.Fills[0].Order, w.Order)
}

func TestAnAuditKnowsWhatWasShortenedAndWhatHasNoGlyph(t *testing.T) {
	p, a := paint.New(), &paint.Audit{}
	p.Watch(a)
	p.Begin(400, 300, 1)
	whole := "복제 지연이 한 건 있어요"

	for range 2 { // the second time from memory
		a.Reset()
		p.Text(0, 50, p.Truncate(whole, style(15), 80), style(15))
		p.Text(0, 90, "문자 \U0001F600", style(15))

		require.Equal(t, whole, a.Texts[0].Whole)
		require.Empty(t, a.Texts[0].Missing)
		require.Equal(t, "\U0001F600", a.Texts[1].Missing)
		require.Empty(t, a.Texts[1].Whole)
	}
}

func TestWithoutAnAuditNothingIsKept(t *testing.T) {
	p, a := paint.New(), &paint.Audit{}
	p.Watch(a)
	p.Watch(nil)
	p.Begin(400, 300, 1)

	p.Text(0, 50, "x", style(15))
	p.Disc(10, 10, 5, ink)

	require.Empty(t, a.Texts)
	require.Empty(t, a.Fills)
}
