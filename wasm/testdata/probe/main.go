//go:build js

// Command probe lets a browser test call a wasm.Host: it hangs one function for each method on the global "host".
package main

import (
	"fmt"
	"syscall/js"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/visual/edit"
	"github.com/kookmin-msa-study/msalab/wasm"
)

func main() {
	h := wasm.New()
	offer := func(f func(args []js.Value) any) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) })
	}
	js.Global().Set("host", map[string]any{
		"link":         offer(func([]js.Value) any { return h.Link() }),
		"setLink":      offer(func(a []js.Value) any { h.SetLink(a[0].String()); return nil }),
		"nextLink":     offer(func([]js.Value) any { link, ok := h.NextLink(); return []any{link, ok} }),
		"shareURL":     offer(func(a []js.Value) any { return h.ShareURL(a[0].String()) }),
		"copy":         offer(func(a []js.Value) any { h.Copy(a[0].String()); return nil }),
		"save":         offer(func(a []js.Value) any { h.Save(a[0].String(), []byte(a[1].String())); return nil }),
		"announce":     offer(func(a []js.Value) any { h.Announce(a[0].String(), a[1].String()); return nil }),
		"prefs":        offer(func([]js.Value) any { lang, light, still := h.Prefs(); return []any{lang, light, still} }),
		"remember":     offer(func(a []js.Value) any { h.Remember(a[0].String(), a[1].Bool()); return nil }),
		"openNotes":    offer(func([]js.Value) any { return h.OpenNotes() }),
		"notes":        offer(func(a []js.Value) any { h.Notes(a[0].String()); return nil }),
		"notesCommand": offer(func([]js.Value) any { command, ok := h.NotesCommand(); return []any{command, ok} }),
		"ready":        offer(func([]js.Value) any { h.Ready(); return nil }),
		"fail":         offer(func(a []js.Value) any { h.Fail(a[0].String()); return nil }),
		"probe":        offer(func(a []js.Value) any { h.Probe(a[0].String(), a[1].String()); return nil }),
		"keep":         offer(func(a []js.Value) any { h.Keep(a[0].String(), a[1].String()); return nil }),
		"recall":       offer(func(a []js.Value) any { return h.Recall(a[0].String()) }),
		"open":         offer(func(a []js.Value) any { h.OpenField(fieldOf(a)); return nil }),
		"poll":         offer(func([]js.Value) any { return said(h.PollField()) }),
		"glyph":        offer(func(a []js.Value) any { return glyph(h, a) }),
		"close":        offer(func([]js.Value) any { h.CloseField(); return nil }),
	})
	select {}
}

// fieldOf is a field with a text and a label.
func fieldOf(a []js.Value) edit.Field {
	return edit.Field{Text: a[0].String(), Label: a[1].String(), Placeholder: "찾기", Lang: "ko", Place: edit.Place{X: 700, Y: 20, W: 300, H: 36, Size: 16}}
}

// glyph is a character as the browser draws it: whether, its bounds, its advance and how much ink there is.
func glyph(h *wasm.Host, a []js.Value) any {
	char := []rune(a[0].String())[0]
	cover, advance, ok := h.Glyph(char, false, false, float32(a[1].Float()))
	if !ok {
		return map[string]any{"ok": false}
	}
	ink := 0
	for _, v := range cover.Pix {
		ink += int(v)
	}
	return map[string]any{"ok": true, "left": cover.Rect.Min.X, "top": cover.Rect.Min.Y, "right": cover.Rect.Max.X, "bottom": cover.Rect.Max.Y,
		"advance": advance, "ink": ink / 255, "most": int(slices.Max(cover.Pix))}
}

// said is all that happened, as one line.
func said(r edit.Result) any {
	return fmt.Sprintf("%s changed=%t done=%t cancelled=%t left=%t down=%d focused=%t", r.Text, r.Changed, r.Done, r.Cancelled, r.Left, r.Down, r.Focused)
}
