//go:build js

package wasm

import (
	"strings"
	"syscall/js"
)

// revokeAfter is how long a download's content stays in memory, in milliseconds: long enough for a slow "save as".
const revokeAfter = 60_000

// Copy puts text on the clipboard. Call it soon after the person's key or click. Where the modern clipboard is missing
// (plain http) or refused, it selects the text in a hidden field and asks the browser to copy that.
func (h *Host) Copy(text string) {
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		h.copyBySelection(text)
		return
	}
	promise, ok := try(clipboard, "writeText", text)
	if !ok {
		h.copyBySelection(text)
		return
	}
	var fine, refused js.Func
	release := func() { fine.Release(); refused.Release() }
	fine = js.FuncOf(func(js.Value, []js.Value) any { release(); return nil })
	refused = js.FuncOf(func(js.Value, []js.Value) any { release(); h.copyBySelection(text); return nil })
	promise.Call("then", fine, refused)
}

func (h *Host) copyBySelection(text string) {
	before := h.document.Get("activeElement")
	field := h.document.Call("createElement", "textarea")
	field.Set("className", "aside")
	field.Set("value", text)
	h.document.Get("body").Call("appendChild", field)
	field.Call("focus")
	field.Call("select")
	try(h.document, "execCommand", "copy")
	field.Call("remove")
	if before.Truthy() {
		before.Call("focus")
	}
}

// Save hands data to the browser as a download with the given file name.
func (h *Host) Save(name string, data []byte) {
	bytes := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(bytes, data)
	blob := js.Global().Get("Blob").New([]any{bytes}, map[string]any{"type": "application/octet-stream"})
	url := js.Global().Get("URL").Call("createObjectURL", blob)
	link := h.document.Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Call("click")
	var revoke js.Func
	revoke = js.FuncOf(func(js.Value, []js.Value) any {
		revoke.Release()
		js.Global().Get("URL").Call("revokeObjectURL", url)
		return nil
	})
	js.Global().Call("setTimeout", revoke, revokeAfter)
}

// Prefs is the language ("ko" or "en"), whether light colours are wanted, and whether motion should be reduced. What
// the person chose (Remember) wins over what the browser says; the motion setting is always the browser's.
func (h *Host) Prefs() (lang string, light, reducedMotion bool) {
	lang = stored("msalab.lang")
	if lang != "ko" && lang != "en" {
		lang = browserLanguage()
	}
	switch stored("msalab.theme") {
	case "light":
		light = true
	case "dark":
	default:
		light = prefers("(prefers-color-scheme: light)")
	}
	return lang, light, prefers("(prefers-reduced-motion: reduce)")
}

// Remember keeps the person's choice for the next visit and shows it to the page now, so that the space around the
// canvas and the next error card have the right language and colours.
func (h *Host) Remember(lang string, light bool) {
	theme := "dark"
	if light {
		theme = "light"
	}
	h.root.Set("lang", lang)
	h.root.Get("dataset").Set("theme", theme)
	if storage := storage(); storage.Truthy() {
		try(storage, "setItem", "msalab.lang", lang)
		try(storage, "setItem", "msalab.theme", theme)
	}
}

// Keep keeps a small choice for the next visit. Where the browser forbids it, it is kept until the page closes.
func (h *Host) Keep(name, value string) {
	h.mu.Lock()
	h.kept[name] = value
	h.mu.Unlock()
	if storage := storage(); storage.Truthy() {
		try(storage, "setItem", "msalab.keep."+name, value)
	}
}

// Recall returns what Keep kept under a name, or "".
func (h *Host) Recall(name string) string {
	h.mu.Lock()
	value, ok := h.kept[name]
	h.mu.Unlock()
	if ok {
		return value
	}
	return stored("msalab.keep." + name)
}

func browserLanguage() string {
	language := js.Global().Get("navigator").Get("language")
	if !language.Truthy() || language.String() == "ko" || strings.HasPrefix(strings.ToLower(language.String()), "ko-") {
		return "ko"
	}
	return "en"
}

func prefers(query string) bool {
	answer, ok := try(js.Global(), "matchMedia", query)
	return ok && answer.Get("matches").Bool()
}

// storage reads the property through Reflect: a browser that forbids storage throws at the mere reading, and only a
// throwing call, not a throwing property, comes back as something that Go can recover from.
func storage() js.Value {
	value, _ := try(js.Global().Get("Reflect"), "get", js.Global(), "localStorage")
	return value
}

func stored(key string) string {
	storage := storage()
	if !storage.Truthy() {
		return ""
	}
	value, ok := try(storage, "getItem", key)
	if !ok || value.Type() != js.TypeString {
		return ""
	}
	return value.String()
}
