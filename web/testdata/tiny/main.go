// Command tiny is a small program for the loader's tests: it shows that it ran, then follows the document's orders.
//
// It is compiled for js/wasm by the tests and knows nothing of the rest of the project, so that the page can be tested
// on its own. The fragment chooses what it does: "#/panic" panics, "#/exit" returns, anything else stays alive.
package main

import (
	"fmt"
	"syscall/js"
)

func main() {
	fmt.Println("tiny: running")
	root := js.Global().Get("document").Get("documentElement")
	root.Call("setAttribute", "data-tiny", "ran")
	switch js.Global().Get("location").Get("hash").String() {
	case "#/panic":
		panic("tiny: asked to panic")
	case "#/exit":
		return
	case "#/canvas":
		addCanvas()
	}
	select {}
}

// addCanvas does what the engine does: a focusable canvas that cancels the default of every key it sees and counts it.
func addCanvas() {
	document := js.Global().Get("document")
	canvas := document.Call("createElement", "canvas")
	canvas.Call("setAttribute", "tabindex", 1)
	canvas.Get("style").Set("display", "block")
	seen := ""
	canvas.Call("addEventListener", "keydown", js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		seen += args[0].Get("code").String() + " "
		canvas.Call("setAttribute", "data-seen", seen)
		return nil
	}))
	document.Get("body").Call("appendChild", canvas)
	root := document.Get("documentElement")
	root.Get("dataset").Set("ready", "1")
	js.Global().Call("dispatchEvent", js.Global().Get("Event").New("msalab:ready"))
}
