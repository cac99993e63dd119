//go:build !js

package wasm_test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// compose lets the browser's input method show a text that is still being composed.
func compose(p *browsertest.Page, text string) {
	end := int64(len([]rune(text)))
	send(p, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: end, SelectionEnd: end})
}

func send[In, Out any](p *browsertest.Page, command cdp.Command[In, Out], in In) {
	p.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, in)
		return err
	}))
}

// key sends the field a key event as a browser with an input method does.
func key(p *browsertest.Page, code, more string) string {
	return p.Text(`field.dispatchEvent(new KeyboardEvent("keydown", { code: "` + code + `", bubbles: true, cancelable: true` + more + ` }))`)
}

func TestTheFieldIsAnInputWithTheKeyboardANameAndItsPlace(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})

	p.Text(`host.open("사가", "시나리오 찾기")`)

	require.Equal(t, "field 시나리오 찾기 ko 사가", p.Text(`[document.activeElement.id, field.ariaLabel, field.lang, getSelection().toString() || field.value.slice(field.selectionStart, field.selectionEnd)].join(" ")`))
	require.Equal(t, "700 20 300 36 16px", p.Text(`(({ x, y, width, height }) => [x, y, width, height, getComputedStyle(field).fontSize].join(" "))(field.getBoundingClientRect())`))
	require.Equal(t, "3px solid", p.Text(`getComputedStyle(field).outlineWidth + " " + getComputedStyle(field).outlineStyle`), "the focus can be seen")
	require.Equal(t, "사가 changed=false done=false cancelled=false left=false down=0 focused=true", p.Text(`host.poll()`))
	require.Empty(t, p.Violations())
}

func TestASyllableBeingComposedIsSearchedButItsEnterCommitsNothing(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	p.Text(`host.open("", "찾기")`)

	for _, text := range []string{"ㅅ", "서", "섴"} {
		compose(p, text)
		require.Equal(t, text+" changed=true done=false cancelled=false left=false down=0 focused=true", p.Text(`host.poll()`))
	}
	require.Equal(t, "true", key(p, "Enter", `, isComposing: true`), "left to the input method")
	require.Equal(t, "true", key(p, "Enter", `, keyCode: 229`))
	require.Equal(t, "true", key(p, "Escape", `, isComposing: true`))
	require.Equal(t, "섴 changed=false done=false cancelled=false left=false down=0 focused=true", p.Text(`host.poll()`))
	send(p, input.InsertText, input.InsertTextParams{Text: "서킷"})
	require.Equal(t, "false", key(p, "Enter", ""))
	require.Equal(t, "서킷 changed=true done=true cancelled=false left=false down=0 focused=true", p.Text(`host.poll()`))
}

func TestTheFieldHandsOverTheKeysThatAreTheProgramsAndKeepsTheRest(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	p.Text(`(window.heard = 0, addEventListener("keydown", () => heard++), host.open("a", "b"))`)

	key(p, "ArrowDown", "")
	key(p, "ArrowDown", "")
	key(p, "ArrowUp", "")
	require.Equal(t, "true", key(p, "KeyT", ""), "a letter is typed")
	require.Equal(t, "false", key(p, "Escape", ""))
	require.Equal(t, "a changed=false done=false cancelled=true left=false down=1 focused=true", p.Text(`host.poll()`))
	require.Equal(t, "0", p.Text(`heard`), "no key reaches the program's own shortcuts")

	p.Text(`host.close()`)
	require.Equal(t, "true", p.Text(`field.hidden`))
	require.Contains(t, p.Text(`host.poll()`), "focused=false")
	p.Text(`host.open("c", "d")`)
	require.Equal(t, "1 c", p.Text(`document.querySelectorAll("#field").length + " " + field.value`))
}

func TestASmallChoiceIsKeptForTheNextVisit(t *testing.T) {
	p, root := open(t, "/", browsertest.Options{})
	require.Empty(t, p.Text(`host.recall("seen")`))

	p.Text(`host.keep("seen", "1")`)
	require.Equal(t, "1", p.Text(`host.recall("seen")`))
	visit(p, root, "/")

	require.Equal(t, "1", p.Text(`host.recall("seen")`))
}
