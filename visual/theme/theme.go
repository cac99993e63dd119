// Package theme holds the colours by role, the type sizes and the spacing of
// the program. Nothing else in visual names a colour value.
//
//	role            says                                       as text
//	Bg Panel Raised page, cards, controls                      never
//	Line Edge       hairlines and grids; borders of parts      never
//	Faint           third rank: decoration, marks, hollow dots never (2.9:1 to 3.6:1)
//	Muted           third rank as text: hints, file names      on Bg, Panel, Raised
//	Dim Text        second and first text                      on Bg, Panel, Raised
//	Blue            request, read, the thing selected          on Bg, Panel, Raised
//	Teal            healthy, acknowledged, committed           the same
//	Amber           pending, degraded, compensating            the same
//	Red             failed, cut, law violated                  the same
//	Violet          leader, coordinator, control plane         the same
//	…Soft           fill of a part of that role                Text and the role itself on it
//	…Solid          fill of a cell of that role                OnSolid on it
//	OnAccent                                                   on Blue, Teal, Amber, Red, Violet
//
// Muted is the one departure from the design's tokens: its third text colour
// (#5c6b8a) reaches only 3.2:1 on a panel, so that colour is kept as Faint for
// what is not text, and third-rank text is lighter by as little as 4.5:1 asks.
package theme

import (
	"image/color"
	"math"
)

// Color is a straight-alpha colour, what visual/paint takes.
type Color = color.NRGBA

// Theme is one set of colours. The two values are Dark and Light.
type Theme struct {
	Name  string // "dark" or "light"
	Light bool   // true for a bright page

	Bg, Panel, Raised, Hover Color // page, cards, controls, control under the pointer
	Line, Edge               Color // hairlines; borders and links of the model
	Faint, Muted, Dim, Text  Color
	Grid                     Color // the lines behind the model

	Blue, Teal, Amber, Red, Violet                          Color
	BlueSoft, TealSoft, AmberSoft, RedSoft, VioletSoft      Color // dark fills of parts
	BlueSolid, TealSolid, AmberSolid, RedSolid, VioletSolid Color // cells
	OnAccent, OnSolid                                       Color // text on accents; on …Solid
	GraySolid, OnGray                                       Color // cells of a dead or stale part

	CaptionFrom, CaptionTo Color // the caption's gradient, left to right
	Shade                  Color // laid over what is not in the spotlight
}

func rgb(hex uint32) Color {
	return Color{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// Dark is the theme of the design's pictures.
var Dark = Theme{
	Name: "dark",
	Bg:   rgb(0x0d1220), Panel: rgb(0x141b2d), Raised: rgb(0x1a2338), Hover: rgb(0x222d47),
	Line: rgb(0x26324d), Edge: rgb(0x36435f),
	Faint: rgb(0x5c6b8a), Muted: rgb(0x7c8aa8), Dim: rgb(0x93a1bd), Text: rgb(0xe8edf7),
	Grid: rgb(0x131a2b),
	Blue: rgb(0x5aa9ff), Teal: rgb(0x2fd1a5), Amber: rgb(0xf5b83d), Red: rgb(0xff6b57), Violet: rgb(0xb18cff),
	BlueSoft: rgb(0x13233f), TealSoft: rgb(0x11283a), AmberSoft: rgb(0x2a2418), RedSoft: rgb(0x27181d), VioletSoft: rgb(0x21183a),
	BlueSolid: rgb(0x2f5793), TealSolid: rgb(0x1f7a60), AmberSolid: rgb(0x7d5a14), RedSolid: rgb(0x9c3a2d), VioletSolid: rgb(0x5f47a0),
	OnAccent: rgb(0x0a1020), OnSolid: rgb(0xf4f7fc),
	GraySolid: rgb(0x3a4156), OnGray: rgb(0xc3cbdc),
	CaptionFrom: rgb(0x16223c), CaptionTo: rgb(0x121827),
	Shade: Color{R: 6, G: 9, B: 17, A: 150},
}

// Light has the same roles for projectors and printed notes.
var Light = Theme{
	Name: "light", Light: true,
	Bg: rgb(0xf3f5fa), Panel: rgb(0xffffff), Raised: rgb(0xe9edf5), Hover: rgb(0xdde4f0),
	Line: rgb(0xd3dae7), Edge: rgb(0xa9b5c9),
	Faint: rgb(0x8a96ad), Muted: rgb(0x5d6880), Dim: rgb(0x4a556c), Text: rgb(0x141b2d),
	Grid: rgb(0xe7ebf3),
	Blue: rgb(0x1460c4), Teal: rgb(0x08705a), Amber: rgb(0x8a5500), Red: rgb(0xbf2b1b), Violet: rgb(0x6a3fd0),
	BlueSoft: rgb(0xe6f0ff), TealSoft: rgb(0xe0f6ef), AmberSoft: rgb(0xfdf2d9), RedSoft: rgb(0xfdeae7), VioletSoft: rgb(0xf0eaff),
	BlueSolid: rgb(0x2f6cc0), TealSolid: rgb(0x1a7a62), AmberSolid: rgb(0x94600d), RedSolid: rgb(0xb5402f), VioletSolid: rgb(0x6d4fc0),
	OnAccent: rgb(0xffffff), OnSolid: rgb(0xffffff),
	GraySolid: rgb(0xd5dbe6), OnGray: rgb(0x414b60),
	CaptionFrom: rgb(0xdfe9fb), CaptionTo: rgb(0xf0f3f9),
	Shade: Color{R: 226, G: 231, B: 241, A: 170},
}

// Pair is text of one colour on a ground of another.
type Pair struct {
	Name         string
	Text, Ground Color
}

// Pairs lists every combination of text and ground that the screens may use.
// The contrast test walks it; a screen that needs another adds it here.
func (t *Theme) Pairs() []Pair {
	grounds := []Pair{{"bg", Color{}, t.Bg}, {"panel", Color{}, t.Panel}, {"raised", Color{}, t.Raised},
		{"caption", Color{}, t.CaptionFrom}, {"caption end", Color{}, t.CaptionTo}}
	texts := []Pair{{"muted", t.Muted, Color{}}, {"dim", t.Dim, Color{}}, {"text", t.Text, Color{}},
		{"blue", t.Blue, Color{}}, {"teal", t.Teal, Color{}}, {"amber", t.Amber, Color{}},
		{"red", t.Red, Color{}}, {"violet", t.Violet, Color{}}}
	var out []Pair
	for _, ground := range grounds {
		for _, text := range texts {
			out = append(out, Pair{text.Name + " on " + ground.Name, text.Text, ground.Ground})
		}
	}
	out = append(out, Pair{"text on hover", t.Text, t.Hover}, Pair{"dim on hover", t.Dim, t.Hover}, Pair{"on gray", t.OnGray, t.GraySolid})
	return append(out, t.accentPairs()...)
}

func (t *Theme) accentPairs() []Pair {
	accents := []struct {
		name               string
		color, soft, solid Color
	}{
		{"blue", t.Blue, t.BlueSoft, t.BlueSolid}, {"teal", t.Teal, t.TealSoft, t.TealSolid},
		{"amber", t.Amber, t.AmberSoft, t.AmberSolid}, {"red", t.Red, t.RedSoft, t.RedSolid},
		{"violet", t.Violet, t.VioletSoft, t.VioletSolid},
	}
	var out []Pair
	for _, a := range accents {
		out = append(out,
			Pair{"accent text on " + a.name, t.OnAccent, a.color},
			Pair{a.name + " on its soft fill", a.color, a.soft},
			Pair{"text on soft " + a.name, t.Text, a.soft},
			Pair{"dim on soft " + a.name, t.Dim, a.soft},
			Pair{"solid text on " + a.name, t.OnSolid, a.solid})
	}
	return out
}

// Contrast returns the contrast ratio of two opaque colours, 1 to 21, as
// WCAG 2.2 defines it (relative luminance, section "contrast ratio").
func Contrast(a, b Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// WithAlpha returns the colour at an opacity from 0 to 1; values outside are
// taken as the nearer end.
func WithAlpha(c Color, alpha float32) Color {
	alpha = min(max(alpha, 0), 1)
	c.A = uint8(float32(c.A)*alpha + 0.5)
	return c
}

// Mix returns the colour a part of the way from one to another: 0 gives from,
// 1 gives to.
func Mix(from, to Color, part float32) Color {
	part = min(max(part, 0), 1)
	blend := func(x, y uint8) uint8 { return uint8(float32(x) + (float32(y)-float32(x))*part + 0.5) }
	return Color{R: blend(from.R, to.R), G: blend(from.G, to.G), B: blend(from.B, to.B), A: blend(from.A, to.A)}
}
