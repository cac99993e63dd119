//go:build !js

package story

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdpinput "github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// compose shows a text that a Korean input method is still putting together.
func (b *tab) compose(text string) {
	end := int64(len([]rune(text)))
	b.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdpinput.ImeSetComposition, cdpinput.ImeSetCompositionParams{Text: text, SelectionStart: end, SelectionEnd: end})
		return err
	}))
}

func TestSearchingInThePageOpensWhatWasFound(t *testing.T) {
	p := openPage(t, "", browsertest.Options{})
	until(t, p, "home", func(now seen) bool { return now["link"] != "" })

	p.typeKey("Slash", "/")
	p.WaitFor(`document.activeElement.id === "field"`)
	require.Equal(t, "", p.Text(`field.value`), "the key that opened it is not typed into it")
	for _, text := range []string{"ㅅ", "서", "섴", "서키", "서킷"} {
		p.compose(text)
	}
	until(t, p, "one card, before the composition ends", func(now seen) bool { return now["found"] == "1" })
	place := p.Text(`(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight)(field.getBoundingClientRect())`)
	require.Equal(t, "true", place)
	p.pass()
	keepShot(t, "search.png", p.Screenshot())

	p.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdpinput.InsertText, cdpinput.InsertTextParams{Text: "서킷"})
		return err
	}))
	p.typeKey("Enter", "Enter")

	until(t, p, "the run", func(now seen) bool { return linked(now).ID == "circuit-breaker" })
	p.WaitFor(`field.hidden && document.activeElement.tagName === "CANVAS"`)
	p.typeKey("ArrowRight", "ArrowRight")
	standsAt(t, p, 1)
	require.Empty(t, p.Violations())
	require.Empty(t, p.Errors())
}
