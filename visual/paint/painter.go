package paint

import (
	_ "embed" // the shaders
	"fmt"
	"image"
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"
)

// Color is a straight-alpha colour.
type Color = color.NRGBA

// Point is a place in logical pixels, y down.
type Point struct{ X, Y float32 }

// Rect is an area in logical pixels.
type Rect struct{ X, Y, W, H float32 }

// Contains reports whether a point lies in the area; the right and the lower edge are
// the neighbour's.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

var (
	//go:embed common.kage
	commonSource string
	//go:embed light.kage
	lightSource string
	//go:embed full.kage
	fullSource string
)

// Painter collects the shapes of one frame. It is not safe for concurrent use:
// call it from Ebitengine's Draw only. Make one with New and keep it, because
// it holds the glyphs.
type Painter struct {
	verts   []corner
	indices []uint32 // 0 1 2, 1 3 2 for every quad; written once, never per frame

	now   transform
	clip  area
	alpha float32
	base  float32 // device pixels in a logical pixel, without zoom
	size  Point   // logical size of the frame

	transforms []transform
	clips      []area
	alphas     []float32

	atlas atlas
	runs  runCache
	rest  []clipVertex // scratch of the polygon clipper
	next  []clipVertex

	light   *ebiten.Shader // boxes, glyphs, polygons
	full    *ebiten.Shader // everything
	rare    []span         // the vertices that need the full one, in order
	options ebiten.DrawTrianglesShaderOptions
	frame   uint64
	audit   *Audit      // tests only
	paper   *image.RGBA // instead of the screen; see Onto
}

// span is a range of vertices.
type span struct{ from, to int }

// transform maps logical to device pixels: device = logical*scale + offset.
type transform struct {
	scale, x, y float32
	snap        bool // shapes keep to whole device pixels
}

// area is a clip rectangle in device pixels.
type area struct{ x0, y0, x1, y1 float32 }

// New returns an empty painter. It touches neither screen nor GPU until Flush,
// so shapes can be collected and measured without a display.
func New() *Painter {
	p := &Painter{}
	p.atlas.init()
	p.runs.init()
	p.Begin(1, 1, 1)
	return p
}

// Begin starts a frame of so many logical pixels, with scale device pixels in
// each logical one (1 on a plain screen, 1.5 or 2 on a dense one; zero and
// less are taken as 1). It drops what was collected and every pushed state.
func (p *Painter) Begin(width, height, scale float32) {
	if !(scale > 0) {
		scale = 1
	}
	p.frame++
	p.base, p.size = scale, Point{width, height}
	p.now = transform{scale: scale, snap: true}
	p.clip = area{0, 0, width * scale, height * scale}
	p.alpha = 1
	p.Discard()
	p.transforms, p.clips, p.alphas = p.transforms[:0], p.clips[:0], p.alphas[:0]
	if p.atlas.tidy() {
		p.runs.forget()
	}
	p.runs.tidy(p.frame)
}

// Size returns the frame's logical width and height.
func (p *Painter) Size() (width, height float32) { return p.size.X, p.size.Y }

// Scale returns the device pixels in a logical pixel of the frame, without the
// zoom of a pushed transform.
func (p *Painter) Scale() float32 { return p.base }

// Quads returns how many quads wait for Flush, for tests and statistics.
func (p *Painter) Quads() int { return len(p.verts) / 4 }

// PushTransform moves and zooms what follows: a point at (x, y) is drawn at
// (x*zoom+dx, y*zoom+dy) of the surrounding space. Glyphs are rasterised at
// the zoomed size. Within a transform shapes do not keep to whole device
// pixels, so that they can move smoothly. Undo it with PopTransform.
func (p *Painter) PushTransform(dx, dy, zoom float32) {
	p.transforms = append(p.transforms, p.now)
	p.now.x += dx * p.now.scale
	p.now.y += dy * p.now.scale
	p.now.scale *= zoom
	p.now.snap = false
}

// PopTransform undoes the last PushTransform; without one it does nothing.
func (p *Painter) PopTransform() {
	if n := len(p.transforms); n > 0 {
		p.now, p.transforms = p.transforms[n-1], p.transforms[:n-1]
	}
}

// PushClip limits what follows to a rectangle, within the clip already set. The
// edges keep to whole device pixels. Undo it with PopClip. It costs no extra
// draw call: quads are cut as they are collected.
func (p *Painter) PushClip(x, y, w, h float32) {
	p.clips = append(p.clips, p.clip)
	t := p.now
	p.clip.x0 = max(p.clip.x0, round(x*t.scale+t.x))
	p.clip.y0 = max(p.clip.y0, round(y*t.scale+t.y))
	p.clip.x1 = min(p.clip.x1, round((x+w)*t.scale+t.x))
	p.clip.y1 = min(p.clip.y1, round((y+h)*t.scale+t.y))
}

// PopClip undoes the last PushClip; without one it does nothing.
func (p *Painter) PopClip() {
	if n := len(p.clips); n > 0 {
		p.clip, p.clips = p.clips[n-1], p.clips[:n-1]
	}
}

// PushAlpha multiplies the opacity of what follows by alpha, 0 to 1. Undo it
// with PopAlpha.
func (p *Painter) PushAlpha(alpha float32) {
	p.alphas = append(p.alphas, p.alpha)
	p.alpha *= min(max(alpha, 0), 1)
}

// PopAlpha undoes the last PushAlpha; without one it does nothing.
func (p *Painter) PopAlpha() {
	if n := len(p.alphas); n > 0 {
		p.alpha, p.alphas = p.alphas[n-1], p.alphas[:n-1]
	}
}

// Flush draws what was collected since Begin or the last Flush and keeps the
// pushed states, so that widgets of another library can be drawn in between.
// It takes one draw call, and two more for each group of dashes, arcs, glows or
// gradients. It reports whether everything was drawn: false means that the
// glyph atlas ran full in this frame, some glyphs are missing (never wrong), and
// the next frame will have them. Without a destination it only drops them.
func (p *Painter) Flush(dst *ebiten.Image) (complete bool) {
	if p.paper != nil {
		return p.FlushTo(p.paper)
	}
	complete = !p.atlas.full
	if len(p.verts) == 0 || dst == nil {
		p.Discard()
		return complete
	}
	if p.light == nil {
		p.light, p.full = compile(lightSource), compile(fullSource)
	}
	p.options.Images[0] = p.atlas.upload()
	done := 0
	for _, s := range p.rare {
		p.draw(dst, done, s.from, p.light)
		p.draw(dst, s.from, s.to, p.full)
		done = s.to
	}
	p.draw(dst, done, len(p.verts), p.light)
	p.Discard()
	return complete
}

func compile(source string) *ebiten.Shader {
	shader, err := ebiten.NewShader([]byte(commonSource + source))
	if err != nil {
		panic(fmt.Sprintf("paint: an embedded shader does not compile: %v", err))
	}
	return shader
}

func (p *Painter) draw(dst *ebiten.Image, from, to int, shader *ebiten.Shader) {
	if from < to {
		dst.DrawTrianglesShader32(vertices(p.verts[from:to]), p.indices[:(to-from)/4*6], shader, &p.options)
	}
}

// nearby is how many vertices between two rare groups are drawn with them, to
// save draw calls.
const nearby = 64 * 4

// needsFull notes that the vertices collected since from need the full shader.
func (p *Painter) needsFull(from int) {
	to := len(p.verts)
	if from == to {
		return
	}
	if n := len(p.rare); n > 0 && from-p.rare[n-1].to <= nearby {
		p.rare[n-1].to = to
		return
	}
	p.rare = append(p.rare, span{from, to})
}

// Discard drops what was collected, without drawing it.
func (p *Painter) Discard() {
	p.verts = p.verts[:0]
	p.rare = p.rare[:0]
}
