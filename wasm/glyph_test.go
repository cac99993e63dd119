//go:build !js

package wasm_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
	"github.com/stretchr/testify/require"
)

// glyphOf is what the probe says of a character.
type glyphOf struct {
	OK                            bool
	Left, Top, Right, Bottom, Ink int
	Most                          int
	Advance                       float64
}

func TestTheBrowsersFontsLendWhatTheProgramsLack(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	glyph := func(char string, px int) glyphOf {
		quoted, err := json.Marshal(char)
		require.NoError(t, err)
		return browsertest.Eval[glyphOf](p, fmt.Sprintf(`host.glyph(%s, %d)`, quoted, px))
	}

	for _, char := range []string{"A", "Ж", "가"} {
		g := glyph(char, 40)
		if char == "가" && !g.OK {
			continue // the browser of this machine has no Hangul
		}
		require.True(t, g.OK, char)
		require.Less(t, g.Top, -20, "%s stands on the line", char)
		require.Less(t, g.Bottom, 20, char)
		require.InDelta(t, 30, g.Advance, 20, char)
		require.Greater(t, g.Ink, 100, char)
		require.Equal(t, 255, g.Most, "%s is drawn at full strength", char)
		twice := glyph(char, 80)
		require.InDelta(t, 2*g.Advance, twice.Advance, 2, char)
		require.InDelta(t, 4*g.Ink, twice.Ink, float64(g.Ink), char)
	}
	for _, char := range []string{" ", "\u200b", "\U0010FFFE", "\U0010FFFF"} {
		require.False(t, glyph(char, 40).OK, "%U", []rune(char))
	}
	require.False(t, glyph("A", 4000).OK, "what would be too large for a glyph is left alone")
	require.Empty(t, p.Violations(), "no policy stands against it")
}
