package paint

import "math"

// What the shaders do (common.kage, light.kage, full.kage), a line of pixels at a
// time: keep them the same.

// distance is how far a place is outside a rounded box; within it is negative.
func (k *ink) distance(u, v float32) float32 {
	qx, qy := max(u, -u)-k.hx+k.rad, max(v, -v)-k.hy+k.rad
	if qx > 0 && qy > 0 {
		return hypot(qx, qy) - k.rad
	}
	return max(qx, qy) - k.rad
}

// core returns the pixels of the line that lie at least depth within the box.
// Only a line of an upright quad has such a range.
func (s *soft) core(depth float32) (from, to int) {
	r, k := &s.row, s.ink
	n, v := len(r.pix)/4, max(r.v, -r.v)
	if r.dv != 0 || !(r.du > 0) || v > k.hy-depth {
		return n, n
	}
	half := k.hx - depth
	if v > k.hy-k.rad {
		half = min(half, k.hx-k.rad)
	}
	from = int(math.Ceil(float64((-half-r.u)/r.du) + 0.001))
	to = int(math.Floor(float64((half-r.u)/r.du)-0.001)) + 1
	from, to = min(max(from, 0), n), min(max(to, 0), n)
	return from, max(from, to)
}

// boxes shades a rounded box with its outline, plain or dashed.
func (s *soft) boxes() {
	from, to := s.core(0.5 + s.stroke)
	s.boxPart(0, from)
	fill(s.row.pix[4*from:4*to], &s.first)
	s.boxPart(to, len(s.row.pix)/4)
}

func (s *soft) boxPart(from, to int) {
	r, k := s.row, s.ink
	plain := s.first == s.second && s.count == 0
	for i := from; i < to; i++ {
		u, v := r.u+float32(i)*r.du, r.v+float32(i)*r.dv
		d := k.distance(u, v)
		cover := clamp(0.5 - d)
		if cover == 0 {
			continue
		}
		if plain {
			blend(r.pix[4*i:], &s.first, cover)
			continue
		}
		edge := clamp(0.5 + d + s.stroke)
		if s.count > 0.5 {
			edge *= s.dashes(u, v)
		}
		c := lerp(&s.first, &s.second, edge)
		blend(r.pix[4*i:], &c, cover)
	}
}

// dashShare is the drawn part of a dashed outline's period.
const dashShare = 0.56

// dashes returns how much of a dashed outline's ink lies at a place.
func (s *soft) dashes(u, v float32) float32 {
	k := s.ink
	qx, qy := max(u, -u), max(v, -v)
	midX, midY := k.hx-s.stroke/2, k.hy-s.stroke/2
	r := max(k.rad-s.stroke/2, 0.01)
	cornerX, cornerY := midX-r, midY-r
	along := qy
	if qx > cornerX && qy > cornerY {
		along = cornerY + r*float32(math.Atan2(float64(qy-cornerY), float64(qx-cornerX)))
	} else if midY-qy < midX-qx {
		along = cornerY + r*math.Pi/2 + cornerX - qx
	}
	period := (cornerX + cornerY + r*math.Pi/2) / s.count
	part := along / period
	off := part - round(part)
	return clamp(0.5 - max(off, -off)*period + dashShare*period/2)
}

// texel returns the coverage in the atlas; outside of it there is none.
func (s *soft) texel(x, y, page int) float32 {
	if uint(x) >= pageSize || uint(y) >= pageSize {
		return 0
	}
	return float32(s.texels[4*(y*pageSize+x)+page]) / 255
}

// glyphs copies coverage from the atlas, a texel for a pixel.
func (s *soft) glyphs(page int) {
	r := &s.row
	if r.du != 1 || r.dv != 0 {
		s.turnedGlyphs(page)
		return
	}
	x, y := int(math.Floor(float64(r.u))), int(math.Floor(float64(r.v)))
	for pix := r.pix; len(pix) >= 4; pix = pix[4:] {
		if cover := s.texel(x, y, page); cover > 0 {
			blend(pix, &s.first, cover)
		}
		x++
	}
}

func (s *soft) turnedGlyphs(page int) {
	r := &s.row
	for i := 0; 4*i < len(r.pix); i++ {
		u, v := r.u+float32(i)*r.du, r.v+float32(i)*r.dv
		cover := s.texel(int(math.Floor(float64(u))), int(math.Floor(float64(v))), page)
		blend(r.pix[4*i:], &s.first, cover)
	}
}

// smooths samples between texels, for glyphs drawn larger than rasterised.
func (s *soft) smooths(page int) {
	r := &s.row
	for i := 0; 4*i < len(r.pix); i++ {
		u, v := r.u+float32(i)*r.du-0.5, r.v+float32(i)*r.dv-0.5
		fx, fy := math.Floor(float64(u)), math.Floor(float64(v))
		x, y, px, py := int(fx), int(fy), u-float32(fx), v-float32(fy)
		top := s.texel(x, y, page)*(1-px) + s.texel(x+1, y, page)*px
		low := s.texel(x, y+1, page)*(1-px) + s.texel(x+1, y+1, page)*px
		if cover := top*(1-py) + low*py; cover > 0 {
			blend(r.pix[4*i:], &s.first, cover)
		}
	}
}

func (s *soft) gradients() {
	r, k := &s.row, s.ink
	for i := 0; 4*i < len(r.pix); i++ {
		u, v := r.u+float32(i)*r.du, r.v+float32(i)*r.dv
		if cover := clamp(0.5 - k.distance(u, v)); cover > 0 {
			c := lerp(&s.first, &s.second, clamp(u/k.hx*0.5+0.5))
			blend(r.pix[4*i:], &c, cover)
		}
	}
}

func (s *soft) glows() {
	r, k := &s.row, s.ink
	from, to := s.core(0)
	shade := func(i int) {
		fade := 1 - clamp(k.distance(r.u+float32(i)*r.du, r.v+float32(i)*r.dv)/k.b)
		if fade > 0 {
			blend(r.pix[4*i:], &s.first, fade*fade)
		}
	}
	for i := range from {
		shade(i)
	}
	fill(r.pix[4*from:4*to], &s.first)
	for i := to; 4*i < len(r.pix); i++ {
		shade(i)
	}
}

func (s *soft) dashLines() {
	r, k := &s.row, s.ink
	dash, period := k.b, k.a
	piece := ink{hx: dash / 2, hy: k.hy}
	if dash <= 2*k.hy+0.1 {
		piece.rad = min(k.hy, dash/2)
	}
	for i := 0; 4*i < len(r.pix); i++ {
		u, v := r.u+float32(i)*r.du, r.v+float32(i)*r.dv
		at := u + k.hx + k.rad
		at -= period * float32(math.Floor(float64(at/period)))
		cover := clamp(0.5-piece.distance(at-dash/2, v)) * clamp(0.5-(max(u, -u)-k.hx))
		if cover > 0 {
			blend(r.pix[4*i:], &s.first, cover)
		}
	}
}

func (s *soft) arcs() {
	r, k := &s.row, s.ink
	for i := 0; 4*i < len(r.pix); i++ {
		u, v := r.u+float32(i)*r.du, r.v+float32(i)*r.dv
		far := hypot(u, v)
		ring := far - k.hx
		cover := clamp(0.5 - (max(ring, -ring) - k.hy))
		if cover == 0 {
			continue
		}
		angle := math.Atan2(float64(max(v, -v)), float64(u)) - float64(k.rad)
		side := far * float32(math.Sin(min(max(angle, -math.Pi/2), math.Pi/2)))
		blend(r.pix[4*i:], &s.first, cover*clamp(0.5-side))
	}
}

// polys shades a polygon: u is how much ink there is.
func (s *soft) polys() {
	r := &s.row
	for i := 0; 4*i < len(r.pix); i++ {
		if cover := clamp(r.u + float32(i)*r.du); cover > 0 {
			blend(r.pix[4*i:], &s.first, cover)
		}
	}
}
