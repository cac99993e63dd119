package fonts_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/korean"

	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

const symbols = "→←↑↓↔≤≥≠≈±×÷·…–—“”‘’✓✗✕●○■□▶◀▲△▼▽★☆⏸∞µμσλρΣτ∩∪⌊⌋⌈⌉∈∀∃√°②①③"

func needed() []rune {
	var out []rune
	for r := rune(0x20); r < 0x7f; r++ {
		out = append(out, r)
	}
	for r := rune(0xa1); r < 0x100; r++ {
		out = append(out, r)
	}
	for r := 'ㄱ'; r <= 'ㅣ'; r++ {
		out = append(out, r)
	}
	return append(out, []rune(symbols)...)
}

// syllables decodes rows 16 to 40 of KS X 1001 from EUC-KR.
func syllables(t *testing.T) []rune {
	var bytes []byte
	for row := 0xb0; row <= 0xc8; row++ {
		for cell := 0xa1; cell <= 0xfe; cell++ {
			bytes = append(bytes, byte(row), byte(cell))
		}
	}
	decoded, err := korean.EUCKR.NewDecoder().Bytes(bytes)
	require.NoError(t, err)
	return []rune(string(decoded))
}

func glyphOf(t *testing.T, id fonts.ID, r rune) sfnt.GlyphIndex {
	var buf sfnt.Buffer
	index, err := fonts.Font(id).GlyphIndex(&buf, r)
	require.NoError(t, err)
	return index
}

func TestBothSansWeightsHoldEverySyllableOfKSX1001(t *testing.T) {
	runes := syllables(t)
	require.Len(t, runes, 2350)
	for _, r := range runes {
		require.NotZero(t, glyphOf(t, fonts.Medium, r), "medium lacks %c", r)
		require.NotZero(t, glyphOf(t, fonts.Bold, r), "bold lacks %c", r)
	}
}

func TestBothSansWeightsHoldLatinJamoAndSymbols(t *testing.T) {
	for _, r := range needed() {
		require.NotZero(t, glyphOf(t, fonts.Medium, r), "medium lacks %c U+%04X", r, r)
		require.NotZero(t, glyphOf(t, fonts.Bold, r), "bold lacks %c U+%04X", r, r)
		require.True(t, fonts.Has(r), "%c", r)
	}
}

func TestMonoHoldsASCIIAndBoxDrawing(t *testing.T) {
	for r := rune(0x20); r < 0x7f; r++ {
		require.NotZero(t, glyphOf(t, fonts.Mono, r), "mono lacks %c", r)
	}
	for r := rune(0x2500); r < 0x2580; r++ {
		require.NotZero(t, glyphOf(t, fonts.Mono, r), "mono lacks U+%04X", r)
	}
}

func TestHasSaysNoToWhatNoFaceCanDraw(t *testing.T) {
	for _, r := range []rune{'뷁' + 1, '믜', '漢', 0x1f600, '\n', 0} {
		require.False(t, fonts.Has(r), "U+%04X", r)
	}
}

func TestDigitsAreTabular(t *testing.T) {
	for id := fonts.Medium; id < fonts.Count; id++ {
		var buf sfnt.Buffer
		zero := advance(t, &buf, id, '0')
		for _, r := range "123456789" {
			require.Equal(t, zero, advance(t, &buf, id, r), "face %d digit %c", id, r)
		}
	}
}

func advance(t *testing.T, buf *sfnt.Buffer, id fonts.ID, r rune) fixed.Int26_6 {
	width, err := fonts.Font(id).GlyphAdvance(buf, glyphOf(t, id, r), fixed.I(1000), 0)
	require.NoError(t, err)
	return width
}

func TestNoNameEntryOfTheSubsetCarriesAReservedName(t *testing.T) {
	var buf sfnt.Buffer
	for id := fonts.Medium; id < fonts.Count; id++ {
		for _, entry := range []sfnt.NameID{sfnt.NameIDFamily, sfnt.NameIDFull, sfnt.NameIDPostScript, sfnt.NameIDTypographicFamily} {
			name, err := fonts.Font(id).Name(&buf, entry)
			require.NoError(t, err)
			require.NotContains(t, strings.ToLower(name), "pretendard")
			require.Contains(t, strings.ReplaceAll(name, " ", ""), "MSALab")
		}
	}
}

func TestFacesStaySmall(t *testing.T) {
	for id := fonts.Medium; id < fonts.Count; id++ {
		require.Less(t, len(fonts.Bytes(id)), 500_000)
	}
}

func TestWidgetFacesMeasureFromTheSameBytes(t *testing.T) {
	face := fonts.Face(fonts.Bold, 20)
	metrics := face.Metrics()
	require.Greater(t, metrics.HAscent, 10.0)
	require.NotNil(t, fonts.Source(fonts.Mono))
}
