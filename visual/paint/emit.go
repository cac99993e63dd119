package paint

import (
	"math"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"
)

// The kinds of the shader. Kinds of zero and more are boxes: the stroke, plus
// 1024 for every dash in a quarter of the outline.
const (
	kindGlyph    = -1 // minus the page, 0 to 3
	kindSmooth   = -5 // the same, sampled between texels
	kindGradient = -16
	kindDash     = -17
	kindArc      = -18
	kindGlow     = -19
	kindPoly     = -20

	dashUnit = 1024
)

// feather is how far a quad reaches beyond its shape, in device pixels, to
// leave room for the soft edge.
const feather = 1

// ink is what all four corners of a quad share.
type ink struct {
	r, g, b, a  float32 // two packed colours, or one and two numbers
	hx, hy, rad float32
	kind        float32
}

// corner has the layout of ebiten.Vertex (a test holds it to that): the eight
// shared numbers move as one block, which is what makes filling cheap.
type corner struct {
	x, y, u, v float32
	ink
}

// vertices shows corners to Ebitengine without copying them.
func vertices(c []corner) []ebiten.Vertex {
	return unsafe.Slice((*ebiten.Vertex)(unsafe.Pointer(unsafe.SliceData(c))), len(c))
}

// pack puts a straight-alpha colour into two floats, two channels in each, so
// that the small error of interpolation cannot spill into the next channel.
func (p *Painter) pack(c Color) (rg, ba float32) {
	alpha := uint32(c.A)
	if p.alpha != 1 {
		alpha = uint32(float32(alpha)*p.alpha + 0.5)
	}
	return float32(uint32(c.R) | uint32(c.G)<<8), float32(uint32(c.B) | alpha<<8)
}

// invisible reports whether a colour leaves no mark at the current opacity.
func (p *Painter) invisible(c Color) bool { return c.A == 0 || p.alpha <= 0 }

// grow makes room for more quads.
func (p *Painter) grow() {
	quads := max(1024, cap(p.verts)/2)
	verts := make([]corner, len(p.verts), quads*4)
	copy(verts, p.verts)
	p.verts = verts
	for q := len(p.indices) / 6; q < quads; q++ {
		i := uint32(q * 4)
		p.indices = append(p.indices, i, i+1, i+2, i+1, i+3, i+2)
	}
}

// rect collects an upright quad in device pixels, cut to the clip.
func (p *Painter) rect(x0, y0, x1, y1, u0, v0, u1, v1 float32, k *ink) {
	c := &p.clip
	if !(x0 >= c.x0 && y0 >= c.y0 && x1 <= c.x1 && y1 <= c.y1) { // so that NaN is cut away
		p.cutRect(x0, y0, x1, y1, u0, v0, u1, v1, k)
		return
	}
	p.whole(x0, y0, x1, y1, u0, v0, u1, v1, k)
}

// whole collects an upright quad that lies within the clip.
func (p *Painter) whole(x0, y0, x1, y1, u0, v0, u1, v1 float32, k *ink) {
	n := len(p.verts)
	if n+4 > cap(p.verts) {
		p.grow()
	}
	p.verts = p.verts[:n+4]
	q := (*[4]corner)(p.verts[n:])
	q[0].put(x0, y0, u0, v0, k)
	q[1].put(x1, y0, u1, v0, k)
	q[2].put(x0, y1, u0, v1, k)
	q[3].put(x1, y1, u1, v1, k)
}

// cutRect collects the part of an upright quad that lies within the clip.
func (p *Painter) cutRect(x0, y0, x1, y1, u0, v0, u1, v1 float32, k *ink) {
	c := &p.clip
	if !(x0 < c.x1 && x1 > c.x0 && y0 < c.y1 && y1 > c.y0) || x1 <= x0 || y1 <= y0 {
		return
	}
	if c.x0 >= c.x1 || c.y0 >= c.y1 {
		return
	}
	du, dv := (u1-u0)/(x1-x0), (v1-v0)/(y1-y0)
	if x0 < c.x0 {
		u0, x0 = u0+(c.x0-x0)*du, c.x0
	}
	if x1 > c.x1 {
		u1, x1 = u1-(x1-c.x1)*du, c.x1
	}
	if y0 < c.y0 {
		v0, y0 = v0+(c.y0-y0)*dv, c.y0
	}
	if y1 > c.y1 {
		v1, y1 = v1-(y1-c.y1)*dv, c.y1
	}
	p.whole(x0, y0, x1, y1, u0, v0, u1, v1, k)
}

func (c *corner) put(x, y, u, v float32, k *ink) {
	c.x, c.y, c.u, c.v = x, y, u, v
	c.ink = *k
}

// centred collects a box-like shape around a centre: its local coordinates run
// from the centre, and it reaches extra device pixels beyond its half extents.
func (p *Painter) centred(cx, cy, hx, hy, extra float32, k *ink) {
	ex, ey := hx+extra, hy+extra
	p.rect(cx-ex, cy-ey, cx+ex, cy+ey, -ex, -ey, ex, ey, k)
}

// clipVertex is a corner on its way through the polygon clipper.
type clipVertex struct{ x, y, u, v float32 }

// oblique collects a quad of any four corners in device pixels, in the order
// of the index pattern (two on top, two below), cut to the clip.
func (p *Painter) oblique(a, b, c, d clipVertex, k *ink) {
	lowX, highX := min(a.x, b.x, c.x, d.x), max(a.x, b.x, c.x, d.x)
	lowY, highY := min(a.y, b.y, c.y, d.y), max(a.y, b.y, c.y, d.y)
	clip := &p.clip
	if !(lowX < clip.x1 && highX > clip.x0 && lowY < clip.y1 && highY > clip.y0) || clip.x0 >= clip.x1 || clip.y0 >= clip.y1 {
		return
	}
	if lowX < clip.x0 || lowY < clip.y0 || highX > clip.x1 || highY > clip.y1 {
		p.rest = append(p.rest[:0], a, b, d, c)
		p.cut(k)
		return
	}
	p.four(a, b, c, d, k)
}

func (p *Painter) four(a, b, c, d clipVertex, k *ink) {
	n := len(p.verts)
	if n+4 > cap(p.verts) {
		p.grow()
	}
	p.verts = p.verts[:n+4]
	for i, v := range [4]clipVertex{a, b, c, d} {
		p.verts[n+i].put(v.x, v.y, v.u, v.v, k)
	}
}

// cut clips the polygon in p.rest against the four sides of the clip
// (Sutherland and Hodgman, 1974) and collects what is left as a fan.
func (p *Painter) cut(k *ink) {
	for side := range 4 {
		p.next = p.next[:0]
		for i, to := range p.rest {
			from := p.rest[(i+len(p.rest)-1)%len(p.rest)]
			din, dout := p.clip.inside(side, from), p.clip.inside(side, to)
			if (din < 0) != (dout < 0) {
				p.next = append(p.next, between(from, to, din/(din-dout)))
			}
			if dout >= 0 {
				p.next = append(p.next, to)
			}
		}
		p.rest, p.next = p.next, p.rest
	}
	for i := 2; i < len(p.rest); i++ {
		p.four(p.rest[0], p.rest[i-1], p.rest[i], p.rest[i], k)
	}
}

// inside returns how far a corner lies within one side of the clip.
func (c *area) inside(side int, v clipVertex) float32 {
	switch side {
	case 0:
		return v.x - c.x0
	case 1:
		return c.x1 - v.x
	case 2:
		return v.y - c.y0
	default:
		return c.y1 - v.y
	}
}

func between(a, b clipVertex, part float32) clipVertex {
	return clipVertex{a.x + (b.x-a.x)*part, a.y + (b.y-a.y)*part, a.u + (b.u-a.u)*part, a.v + (b.v-a.v)*part}
}

func round(v float32) float32 { return float32(math.Floor(float64(v) + 0.5)) }

func abs(x float32) float32 { return max(x, -x) }

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }
