package theme_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/theme"
)

const leastTextContrast = 4.5 // WCAG 2.2, success criterion 1.4.3 (AA)
const leastPartContrast = 3.0 // WCAG 2.2, success criterion 1.4.11 (AA)

func TestEveryTextPairInUseIsReadableInBothThemes(t *testing.T) {
	for _, th := range []*theme.Theme{&theme.Dark, &theme.Light} {
		for _, pair := range th.Pairs() {
			ratio := theme.Contrast(pair.Text, pair.Ground)
			if ratio < leastTextContrast {
				t.Errorf("%s: %s has %.2f:1", th.Name, pair.Name, ratio)
			}
		}
	}
}

func TestEveryStatusColourStandsOutAsAShapeInBothThemes(t *testing.T) {
	for _, th := range []*theme.Theme{&theme.Dark, &theme.Light} {
		for _, c := range []theme.Color{th.Blue, th.Teal, th.Amber, th.Red, th.Violet} {
			require.GreaterOrEqual(t, theme.Contrast(c, th.Bg), leastPartContrast, th.Name)
			require.GreaterOrEqual(t, theme.Contrast(c, th.Panel), leastPartContrast, th.Name)
		}
	}
}

func TestContrastMatchesTheStandardsExtremes(t *testing.T) {
	black, white := theme.Color{A: 255}, theme.Color{R: 255, G: 255, B: 255, A: 255}

	require.InDelta(t, 21, theme.Contrast(black, white), 1e-9)
	require.InDelta(t, 1, theme.Contrast(white, white), 1e-9)
	require.InDelta(t, 4.54, theme.Contrast(theme.Color{R: 0x76, G: 0x76, B: 0x76, A: 255}, white), 0.01)
}

func TestSizesGrowWithTheWindowAndNeverShrink(t *testing.T) {
	small := theme.SizesFor(390, 844, false)
	design := theme.SizesFor(1280, 720, false)
	large := theme.SizesFor(2560, 1440, false)

	require.Equal(t, design, small)
	require.Equal(t, float32(23), design.Caption)
	require.Equal(t, float32(21), design.Title)
	require.Equal(t, float32(13), design.Small)
	require.Equal(t, float32(46), large.Caption)
}

func TestPresenterModeIsLargeEnoughForAScreenShare(t *testing.T) {
	s := theme.SizesFor(1280, 720, true)

	require.Equal(t, float32(34), s.Caption)
	for _, size := range []float32{s.Title, s.Head, s.Body, s.Text, s.Small, s.Code} {
		require.GreaterOrEqual(t, size, float32(18))
	}
}

func TestMixAndAlphaKeepToTheirEnds(t *testing.T) {
	require.Equal(t, theme.Dark.Bg, theme.Mix(theme.Dark.Bg, theme.Dark.Blue, -1))
	require.Equal(t, theme.Dark.Blue, theme.Mix(theme.Dark.Bg, theme.Dark.Blue, 2))
	require.Zero(t, theme.WithAlpha(theme.Dark.Blue, -1).A)
	require.Equal(t, uint8(128), theme.WithAlpha(theme.Dark.Blue, 0.5).A)
}
