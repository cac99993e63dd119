//go:build !js

package story

import (
	"strings"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// In a page nothing runs beside the drawing: a tour that is run in pieces must let
// the page draw in between, come to its end, and leave the address alone.
func TestThePageOpensABeatOfALongTourAndItsOtherLanguage(t *testing.T) {
	p := openPage(t, "#/consistent-hashing?v=1&beat=2&lang=ko", browsertest.Options{})
	until(t, p, "the beat", func(now seen) bool { return now["beat"] == "2" })
	p.press(ebiten.KeyK)
	until(t, p, "the address in English", func(now seen) bool {
		return strings.Contains(now["link"], "beat=2") && strings.Contains(now["link"], "lang=en")
	})

	p.press(ebiten.KeyEscape)
	until(t, p, "the stage", func(now seen) bool { return !strings.Contains(now["link"], "beat=") })
	require.Empty(t, p.Errors())
}
