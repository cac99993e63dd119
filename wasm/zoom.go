//go:build js

package wasm

import (
	"reflect"
	"strconv"
	"syscall/js"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"
)

// followZoom keeps the picture sharp when the browser's zoom changes, or when the window moves to another screen.
// Ebitengine reads window.devicePixelRatio once and keeps it; the browser would stretch the old picture. Before the
// engine hears of a change of size it gets the new ratio here.
func followZoom() {
	ratio := ratioOf(ebiten.Monitor())
	if ratio == nil {
		return // another version of the engine: as sharp as it makes it
	}
	listener := js.FuncOf(func(js.Value, []js.Value) any {
		if now := js.Global().Get("devicePixelRatio"); now.Type() == js.TypeNumber && now.Float() > 0 {
			*ratio = now.Float()
		}
		return nil
	})
	js.Global().Call("addEventListener", "resize", listener, true) // capturing: before the engine's own
	watchRatio()
}

// watchRatio tells the page of a change of the ratio alone, as when the window moves to another screen, as of a change
// of size. A media query knows one ratio; after each change the next one is asked for.
func watchRatio() {
	ratio := js.Global().Get("devicePixelRatio")
	if ratio.Type() != js.TypeNumber {
		return
	}
	query, ok := try(js.Global(), "matchMedia", "(resolution: "+strconv.FormatFloat(ratio.Float(), 'g', -1, 64)+"dppx)")
	if !ok {
		return
	}
	var changed js.Func
	changed = js.FuncOf(func(js.Value, []js.Value) any {
		changed.Release()
		js.Global().Call("dispatchEvent", js.Global().Get("Event").New("resize"))
		watchRatio()
		return nil
	})
	query.Call("addEventListener", "change", changed, map[string]any{"once": true})
}

// ratioOf finds the engine's copy of the ratio, nil if it is not where version 2.10 has it.
func ratioOf(m *ebiten.MonitorType) *float64 {
	if m == nil {
		return nil
	}
	field, ok := reflect.TypeOf(m).Elem().FieldByName("deviceScaleFactor")
	if !ok || field.Type.Kind() != reflect.Float64 {
		return nil
	}
	return (*float64)(unsafe.Add(unsafe.Pointer(m), field.Offset))
}
