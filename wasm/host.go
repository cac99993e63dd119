//go:build js

package wasm

import (
	"strings"
	"sync"
	"syscall/js"
	"time"
)

// Host is the page around the program. Make one with New. Its methods may be called from any goroutine.
type Host struct {
	document, root js.Value
	base           string          // address of the page's root folder, with a slash at its end
	folders        map[string]bool // scenarios that have a folder of their own

	mu       sync.Mutex
	known    string // the fragment that the program set or has read last
	next     string // a fragment that the person brought, until NextLink hands it over
	hasNext  bool
	pending  string // the fragment that waits for its turn
	waiting  bool
	lastSet  time.Time
	said     string
	saidLang string
	probes   map[string]string
	ready    bool
	notes    js.Value // the channel to the notes' window
	commands []string // what was pressed there
	field    field
	canvas   js.Value // where glyphs are drawn, and its pen
	ink      js.Value
	kept     map[string]string
}

// New connects to the page. The listeners stay for the life of the page, as the program does.
func New() *Host {
	document := js.Global().Get("document")
	h := &Host{
		document: document,
		root:     document.Get("documentElement"),
		base:     js.Global().Get("URL").New("./", document.Get("baseURI")).Get("href").String(),
		folders:  map[string]bool{},
		probes:   map[string]string{},
		kept:     map[string]string{},
	}
	if meta := document.Call("querySelector", `meta[name="msalab-scenarios"]`); meta.Truthy() {
		for _, id := range strings.Fields(meta.Get("content").String()) {
			h.folders[id] = true
		}
	}
	h.known = h.Link()
	h.on("hashchange", h.onLink)
	followZoom()
	h.on("popstate", h.onLink)
	h.on("pagehide", h.flush)
	return h
}

func (h *Host) on(event string, f func()) {
	js.Global().Call("addEventListener", event, js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	}))
}

// Ready tells the page that the first frame is drawn: the loader goes, the document element gets data-ready="1", and
// the browser's timeline gets the mark "first-frame". Only the first call counts.
func (h *Host) Ready() {
	h.mu.Lock()
	done := h.ready
	h.ready = true
	h.mu.Unlock()
	if done {
		return
	}
	h.root.Call("setAttribute", "data-ready", "1")
	js.Global().Get("performance").Call("mark", "first-frame")
	dispatch("msalab:ready", "")
}

// Fail shows a card with the message in place of the canvas; the person can start again from there. An uncaught panic
// needs no call: the page sees the program end and shows its last words.
func (h *Host) Fail(message string) {
	dispatch("msalab:fail", message)
}

func dispatch(name, detail string) {
	js.Global().Call("dispatchEvent", js.Global().Get("CustomEvent").New(name, map[string]any{"detail": detail}))
}

// Announce lets a screen reader say the text; lang is "ko" or "en". The same text again in a row is not repeated.
func (h *Host) Announce(text, lang string) {
	h.mu.Lock()
	same := text == h.said && lang == h.saidLang
	h.said, h.saidLang = text, lang
	h.mu.Unlock()
	if !same {
		h.speak("announcer", text, lang)
	}
}

// Alert lets a screen reader say the text at once, also when it has just said the same.
func (h *Host) Alert(text, lang string) { h.speak("alarm", text, lang) }

func (h *Host) speak(id, text, lang string) {
	region := h.document.Call("getElementById", id)
	if !region.Truthy() {
		return
	}
	region.Set("lang", lang)
	region.Set("textContent", text)
}

// Language says in which language the screen is, so that the document, its canvas and its next error card are too. It
// is not remembered: a link's language is not the person's choice.
func (h *Host) Language(lang string) { h.root.Set("lang", lang) }

// Probe sets data-name of the document element for browser tests, such as Probe("digest", "9f2c"). The name is lower
// camel case as in dataset; any other name is ignored. Setting the present value again costs nothing.
func (h *Host) Probe(name, value string) {
	if !isDatasetName(name) {
		return
	}
	h.mu.Lock()
	old, known := h.probes[name]
	h.probes[name] = value
	h.mu.Unlock()
	if !known || old != value {
		h.root.Get("dataset").Set(name, value)
	}
}

func isDatasetName(name string) bool {
	for i, r := range name {
		lower := 'a' <= r && r <= 'z'
		inner := 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if !lower && (i == 0 || !inner) {
			return false
		}
	}
	return name != ""
}

// try calls a method of a browser object and reports whether it threw.
func try(object js.Value, method string, args ...any) (result js.Value, ok bool) {
	defer func() {
		if recover() != nil {
			result, ok = js.Undefined(), false
		}
	}()
	return object.Call(method, args...), true
}
