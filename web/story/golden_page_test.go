//go:build !js

package story

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/golden"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// TestThePageLooksAsTheStoredPictures compares the page in a browser with the pictures
// that the window is compared with. They are stored by the tests of package visual.
func TestThePageLooksAsTheStoredPictures(t *testing.T) {
	for _, in := range []struct {
		lang, theme string
	}{{"ko", "dark"}, {"en", "light"}} {
		p := openPage(t, "#/load-balancing?v=1&at=9000&lang="+in.lang, browsertest.Options{Light: in.theme == "light", ReducedMotion: true})
		look := func(name string) {
			t.Helper()
			golden.Settles(t, "../../visual/testdata/pictures", name+"-"+in.lang+"-"+in.theme, func() image.Image {
				p.pass()
				m, err := png.Decode(bytes.NewReader(p.Screenshot()))
				require.NoError(t, err)
				return m
			})
		}
		look("map")
		p.follow("#/circuit-breaker?v=1&at=4000&view=both&tab=metrics&lang=" + in.lang)
		look("both")
		p.follow("#/consistent-hashing?v=1&at=6400&tab=code&lang=" + in.lang)
		look("ring")
		p.follow("#/load-balancing?v=1&p=serviceMs:10&a=5s:slow(s4,4)&vs=policy:p2c,serviceMs:10,5s:slow(s4,4)&at=8s&lang=" + in.lang)
		look("compare")
		p.follow("#/no-such-thing?v=1")
		look("bad-link")
		require.Empty(t, p.Errors())
	}
}
