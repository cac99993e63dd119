package paint

import (
	"image"
	"math"
)

// Onto has Flush draw onto a picture in memory, as FlushTo does, whatever it is
// handed; nil has it draw on screens again.
func (p *Painter) Onto(picture *image.RGBA) { p.paper = picture }

// FlushTo draws what Flush would draw into a picture in memory, where there is no
// GPU, no display and no running game. The shapes are the same batch, cut the same
// way; each pixel is shaded by what the shaders say, at its centre, and blended
// over what is there. The picture's pixels are the frame's device pixels, from the
// picture's upper left corner. It reports what Flush reports.
func (p *Painter) FlushTo(dst *image.RGBA) (complete bool) {
	s := soft{dst: dst, texels: p.atlas.texels, w: dst.Rect.Dx(), h: dst.Rect.Dy()}
	for i := 0; i+4 <= len(p.verts); i += 4 {
		s.quad((*[4]corner)(p.verts[i:]))
	}
	p.Discard()
	return !p.atlas.full
}

// soft draws one batch.
type soft struct {
	dst    *image.RGBA
	texels []byte
	w, h   int

	first, second pigment // of the quad being drawn
	ink           *ink
	count, stroke float32 // dashes in a quarter of the outline, and its width
	row           softRow
}

// pigment is a colour of 0 to 255, multiplied by its alpha of 0 to 1.
type pigment struct{ r, g, b, a float32 }

// softRow is a part of a line of pixels: u and v at its first pixel, and how they
// change from one pixel to the next.
type softRow struct {
	pix          []uint8
	u, v, du, dv float32
}

func unpackInk(rg, ba float32) pigment {
	lo, hi := uint32(rg+0.5), uint32(ba+0.5)
	alpha := float32(hi>>8) / 255
	return pigment{float32(lo&255) * alpha, float32(lo>>8) * alpha, float32(hi&255) * alpha, alpha}
}

func (s *soft) quad(q *[4]corner) {
	k := &q[0].ink
	s.ink, s.count, s.stroke = k, 0, 0
	s.first = unpackInk(k.r, k.g)
	switch {
	case k.kind > kindGlyph+0.5:
		s.second = unpackInk(k.b, k.a)
		s.count = float32(math.Floor(float64(k.kind) / dashUnit))
		s.stroke = k.kind - s.count*dashUnit
	case k.kind == kindGradient:
		s.second = unpackInk(k.b, k.a)
	}
	if q[0].x == q[2].x && q[1].x == q[3].x && q[0].y == q[1].y && q[2].y == q[3].y && q[0].u == q[2].u && q[0].v == q[1].v {
		s.upright(q)
		return
	}
	s.triangle(&q[0], &q[1], &q[2])
	s.triangle(&q[1], &q[3], &q[2])
}

// centres returns the pixels, of so many, whose centres lie between two places.
func centres(low, high float64, most int) (from, to int) {
	return int(math.Ceil(max(low, 0) - 0.5)), int(math.Ceil(min(high, float64(most)) - 0.5))
}

func (s *soft) upright(q *[4]corner) {
	x0, x1, y0, y1 := float64(q[0].x), float64(q[3].x), float64(q[0].y), float64(q[3].y)
	u0, u1, v0, v1 := float64(q[0].u), float64(q[3].u), float64(q[0].v), float64(q[3].v)
	if x0 > x1 { // a line drawn from the right to the left
		x0, x1, u0, u1 = x1, x0, u1, u0
	}
	if y0 > y1 {
		y0, y1, v0, v1 = y1, y0, v1, v0
	}
	if !(x0 < x1 && y0 < y1) {
		return
	}
	fromX, toX := centres(x0, x1, s.w)
	fromY, toY := centres(y0, y1, s.h)
	if fromX >= toX {
		return
	}
	du, dv := (u1-u0)/(x1-x0), (v1-v0)/(y1-y0)
	u := u0 + (float64(fromX)+0.5-x0)*du
	for y := fromY; y < toY; y++ {
		v := v0 + (float64(y)+0.5-y0)*dv
		s.span(y, fromX, toX, softRow{u: float32(u), v: float32(v), du: float32(du)})
	}
}

// triangle finds the pixels of each line whose centres lie within, so that two
// triangles with a common edge share no pixel and leave none out.
func (s *soft) triangle(a, b, c *corner) {
	ax, ay := float64(a.x), float64(a.y)
	bx, by, cx, cy := float64(b.x)-ax, float64(b.y)-ay, float64(c.x)-ax, float64(c.y)-ay
	area := bx*cy - cx*by
	if area == 0 || math.IsNaN(area) || math.IsInf(area, 0) {
		return
	}
	slope := func(a, b, c float32) (dx, dy float64) {
		db, dc := float64(b-a), float64(c-a)
		return (db*cy - dc*by) / area, (dc*bx - db*cx) / area
	}
	dux, duy := slope(a.u, b.u, c.u)
	dvx, dvy := slope(a.v, b.v, c.v)
	fromY, toY := centres(min(ay, float64(b.y), float64(c.y)), max(ay, float64(b.y), float64(c.y)), s.h)
	for y := fromY; y < toY; y++ {
		at := float64(y) + 0.5
		low, high := math.Inf(1), math.Inf(-1)
		cross(a, b, at, &low, &high)
		cross(b, c, at, &low, &high)
		cross(c, a, at, &low, &high)
		from, to := centres(low, high, s.w)
		if from >= to {
			continue
		}
		x := float64(from) + 0.5 - ax
		s.span(y, from, to, softRow{u: float32(float64(a.u) + x*dux + (at-ay)*duy),
			v: float32(float64(a.v) + x*dvx + (at-ay)*dvy), du: float32(dux), dv: float32(dvx)})
	}
}

// cross widens a line's range by where an edge crosses it. The edge is taken from
// top to bottom, so that both its triangles compute the same place.
func cross(a, b *corner, at float64, low, high *float64) {
	if a.y > b.y || a.y == b.y && a.x > b.x {
		a, b = b, a
	}
	ay, by := float64(a.y), float64(b.y)
	if at < ay || at >= by {
		return
	}
	x := float64(a.x) + (at-ay)*(float64(b.x)-float64(a.x))/(by-ay)
	*low, *high = min(*low, x), max(*high, x)
}

// span shades a line's pixels from one to before another.
func (s *soft) span(y, from, to int, row softRow) {
	at := y*s.dst.Stride + 4*from
	row.pix = s.dst.Pix[at : at+4*(to-from) : at+4*(to-from)]
	s.row = row
	kind := s.ink.kind
	switch {
	case kind > kindGlyph+0.5:
		s.boxes()
	case kind > kindSmooth+0.5:
		s.glyphs(int(kindGlyph - kind))
	case kind > kindGradient+0.5:
		s.smooths(int(kindSmooth - kind))
	case kind == kindGradient:
		s.gradients()
	case kind == kindDash:
		s.dashLines()
	case kind == kindArc:
		s.arcs()
	case kind == kindGlow:
		s.glows()
	default:
		s.polys()
	}
}

// blend lays a part of a colour over a pixel.
func blend(pix []uint8, c *pigment, cover float32) {
	rest := 1 - c.a*cover
	_ = pix[3]
	pix[0] = uint8(c.r*cover + float32(pix[0])*rest + 0.5)
	pix[1] = uint8(c.g*cover + float32(pix[1])*rest + 0.5)
	pix[2] = uint8(c.b*cover + float32(pix[2])*rest + 0.5)
	pix[3] = uint8(255*c.a*cover + float32(pix[3])*rest + 0.5)
}

// fill lays a whole colour over pixels.
func fill(pix []uint8, c *pigment) {
	if c.a == 1 {
		r, g, b := uint8(c.r+0.5), uint8(c.g+0.5), uint8(c.b+0.5)
		for len(pix) >= 4 {
			pix[0], pix[1], pix[2], pix[3] = r, g, b, 255
			pix = pix[4:]
		}
		return
	}
	for ; c.a > 0 && len(pix) >= 4; pix = pix[4:] {
		blend(pix, c, 1)
	}
}

func clamp(v float32) float32 { return min(max(v, 0), 1) }

func lerp(a, b *pigment, part float32) pigment {
	return pigment{a.r + (b.r-a.r)*part, a.g + (b.g-a.g)*part, a.b + (b.b-a.b)*part, a.a + (b.a-a.a)*part}
}
