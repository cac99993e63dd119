// Package fonts holds the three embedded typefaces and hands them out in the
// two forms that the program draws with.
//
//	face   file                  for                         form
//	Medium MSALabSans-500.ttf    all text                    *sfnt.Font (visual/paint), text.Face (ebitenui)
//	Bold   MSALabSans-700.ttf    titles, captions, figures   the same
//	Mono   MSALabMono-500.ttf    code                        the same
//
// The sans face is a renamed subset of Pretendard: KS X 1001's 2,350 Hangul
// syllables, the jamo, ASCII, Latin-1 and the symbols in use. Its digits are
// tabular. A character that one face lacks is looked for in the next of its
// chain (Mono falls back to Medium for Hangul, the sans faces to Mono).
// subset.py makes the files again; the licences (SIL OFL 1.1) lie beside them.
//
// Text that a person types may hold any of 11,172 syllables, and more: where Has
// says no, a browser's own fonts may lend the character (paint.Painter.Borrow).
package fonts

import (
	"bytes"
	_ "embed" // the three files below
	"fmt"
	"sync"

	"github.com/hajimehoshi/ebiten/v2/text/v2"
	"golang.org/x/image/font/sfnt"
)

// ID names one embedded face.
type ID uint8

// The embedded faces.
const (
	Medium ID = iota // sans, weight 500
	Bold             // sans, weight 700
	Mono             // monospaced, weight 500
	Count            // how many there are
)

var (
	//go:embed MSALabSans-500.ttf
	sans500 []byte
	//go:embed MSALabSans-700.ttf
	sans700 []byte
	//go:embed MSALabMono-500.ttf
	mono500 []byte
)

var chains = [Count][]ID{
	Medium: {Medium, Mono},
	Bold:   {Bold, Mono},
	Mono:   {Mono, Medium},
}

// Bytes returns the TrueType file of a face. The caller must not change it.
// An unknown ID gives the Medium face.
func Bytes(id ID) []byte {
	switch id {
	case Bold:
		return sans700
	case Mono:
		return mono500
	default:
		return sans500
	}
}

// Chain returns the faces to try for a character, best first. The caller must
// not change it. An unknown ID gives the chain of Medium.
func Chain(id ID) []ID {
	if id >= Count {
		id = Medium
	}
	return chains[id]
}

var parsed = sync.OnceValue(func() (out [Count]*sfnt.Font) {
	for id := Medium; id < Count; id++ {
		font, err := sfnt.Parse(Bytes(id))
		if err != nil {
			panic(fmt.Sprintf("fonts: embedded face %d is damaged: %v", id, err))
		}
		out[id] = font
	}
	return out
})

// Font returns the parsed outlines of a face, parsed once and shared. It is
// safe for concurrent use with a sfnt.Buffer per goroutine.
func Font(id ID) *sfnt.Font {
	if id >= Count {
		id = Medium
	}
	return parsed()[id]
}

// Has reports whether the sans faces, or the face they fall back to, can draw
// the character. It says no to control characters.
func Has(r rune) bool {
	var buf sfnt.Buffer
	for _, id := range Chain(Medium) {
		if index, err := Font(id).GlyphIndex(&buf, r); err == nil && index != 0 {
			return true
		}
	}
	return false
}

var sources = sync.OnceValue(func() (out [Count]*text.GoTextFaceSource) {
	for id := Medium; id < Count; id++ {
		source, err := text.NewGoTextFaceSource(bytes.NewReader(Bytes(id)))
		if err != nil {
			panic(fmt.Sprintf("fonts: embedded face %d is damaged: %v", id, err))
		}
		out[id] = source
	}
	return out
})

// Source returns a face in the form that Ebitengine's text/v2 and ebitenui
// read, from the same bytes.
func Source(id ID) *text.GoTextFaceSource {
	if id >= Count {
		id = Medium
	}
	return sources()[id]
}

// Face returns a text/v2 face with its fallback, for ebitenui widgets. The size
// is in pixels of the image that is drawn to.
func Face(id ID, size float64) text.Face {
	var faces []text.Face
	for _, member := range Chain(id) {
		faces = append(faces, &text.GoTextFace{Source: Source(member), Size: size})
	}
	face, err := text.NewMultiFace(faces...)
	if err != nil {
		return faces[0] // horizontal faces only, so this cannot be reached
	}
	return face
}
