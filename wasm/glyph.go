//go:build js

package wasm

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"syscall/js"
)

// mostGlyph bounds a glyph's side, in device pixels.
const mostGlyph = 512

// lacking is a noncharacter, which no font has: how the browser draws it is how it draws all that it lacks.
const lacking = '\U0010FFFF'

// Glyph draws a character with the browser's own fonts, at a size in device pixels: its coverage around the pen
// position, y down, and how far the pen moves on. It reports false when the browser's fonts lack the character, or
// nothing of it would be seen. What has colours, such as an emoji, keeps its lights and shades.
func (h *Host) Glyph(char rune, bold, mono bool, px float32) (cover *image.Alpha, advance float32, ok bool) {
	cover, advance, ok = h.inked(char, bold, mono, px)
	if !ok {
		return nil, 0, false
	}
	none, _, drawn := h.inked(lacking, bold, mono, px)
	if drawn && none.Rect == cover.Rect && bytes.Equal(none.Pix, cover.Pix) {
		return nil, 0, false
	}
	return cover, advance, true
}

func (h *Host) inked(char rune, bold, mono bool, px float32) (cover *image.Alpha, advance float32, ok bool) {
	defer func() {
		if recover() != nil { // a browser that keeps a canvas from being read
			cover, advance, ok = nil, 0, false
		}
	}()
	if !h.canvas.Truthy() {
		h.canvas = h.document.Call("createElement", "canvas")
		h.ink = h.canvas.Call("getContext", "2d", map[string]any{"willReadFrequently": true})
	}
	weight, family := 500, "sans-serif"
	if bold {
		weight = 700
	}
	if mono {
		family = "monospace"
	}
	font := fmt.Sprintf("%d %gpx %s", weight, px, family)
	h.ink.Set("font", font)
	m := h.ink.Call("measureText", string(char))
	edge := func(name string) int { return int(math.Ceil(m.Get("actualBoundingBox"+name).Float())) + 1 }
	bounds := image.Rect(-edge("Left"), -edge("Ascent"), edge("Right"), edge("Descent"))
	if bounds.Dx() <= 2 || bounds.Dy() <= 2 || bounds.Dx() > mostGlyph || bounds.Dy() > mostGlyph {
		return nil, 0, false
	}
	h.canvas.Set("width", bounds.Dx()) // clears it, and forgets the font
	h.canvas.Set("height", bounds.Dy())
	h.ink.Set("font", font)
	h.ink.Set("fillStyle", "#fff")
	h.ink.Call("fillText", string(char), -bounds.Min.X, -bounds.Min.Y)
	pixels := make([]byte, 4*bounds.Dx()*bounds.Dy())
	js.CopyBytesToGo(pixels, h.ink.Call("getImageData", 0, 0, bounds.Dx(), bounds.Dy()).Get("data"))
	cover, seen := coverage(pixels, bounds)
	return cover, float32(m.Get("width").Float()), seen
}

// coverage turns straight RGBA into coverage: white is all there, what is darker is less so.
func coverage(pixels []byte, bounds image.Rectangle) (cover *image.Alpha, seen bool) {
	cover = image.NewAlpha(bounds)
	for i := range cover.Pix {
		r, g, b, a := int(pixels[4*i]), int(pixels[4*i+1]), int(pixels[4*i+2]), int(pixels[4*i+3])
		light := (299*r + 587*g + 114*b) / 1000
		cover.Pix[i] = byte(a * (85 + light*2/3) / 255)
		seen = seen || cover.Pix[i] > 0
	}
	return cover, seen
}
