package paint

import "math"

// Box fills a rounded box. A radius larger than half a side is taken as half.
// Boxes outside a transform keep to whole device pixels, so edges are sharp.
func (p *Painter) Box(x, y, w, h, radius float32, fill Color) {
	if p.invisible(fill) {
		return
	}
	k := ink{}
	k.r, k.g = p.pack(fill)
	k.b, k.a = k.r, k.g
	if p.audit != nil {
		p.audit.filledBox(p, x, y, w, h, fill)
	}
	p.box(x, y, w, h, radius, feather, &k)
}

// BoxLine draws a rounded box's outline, within the box, stroke logical pixels
// wide.
func (p *Painter) BoxLine(x, y, w, h, radius, stroke float32, edge Color) {
	p.BoxEdge(x, y, w, h, radius, Color{}, stroke, edge)
}

// BoxEdge fills a rounded box and draws its outline, within the box, in one
// quad.
func (p *Painter) BoxEdge(x, y, w, h, radius float32, fill Color, stroke float32, edge Color) {
	if p.invisible(fill) && p.invisible(edge) {
		return
	}
	k := ink{kind: p.stroke(stroke)}
	k.r, k.g = p.pack(fill)
	k.b, k.a = p.pack(edge)
	if p.audit != nil {
		p.audit.filledBox(p, x, y, w, h, fill)
	}
	p.box(x, y, w, h, radius, feather, &k)
}

// DashBox is BoxEdge with a dashed outline, for what is dead or uncertain. The
// pattern closes without a seam.
func (p *Painter) DashBox(x, y, w, h, radius float32, fill Color, stroke float32, edge Color) {
	k := ink{kind: p.stroke(stroke)}
	k.r, k.g = p.pack(fill)
	k.b, k.a = p.pack(edge)
	s := p.now.scale
	r := min(radius, w/2, h/2) * s
	quarter := w*s/2 + h*s/2 - 2*r + r*math.Pi/2 - k.kind
	k.kind += dashUnit * dashCount(quarter, k.kind)
	from := len(p.verts)
	if p.audit != nil {
		p.audit.filledBox(p, x, y, w, h, fill)
	}
	p.box(x, y, w, h, radius, feather, &k)
	p.needsFull(from)
}

// dashCount returns how many dashes a quarter of an outline holds, from 1 to
// 500, all lengths in device pixels.
func dashCount(quarter, stroke float32) float32 {
	period := max(3.6*stroke, 7)
	return min(max(round(quarter/period), 1), 500)
}

// stroke returns a line width in device pixels, below what the shader's
// encoding allows, and whole outside a transform.
func (p *Painter) stroke(width float32) float32 {
	w := width * p.now.scale
	if p.now.snap && w > 0 {
		w = max(1, round(w))
	}
	return min(max(w, 0), dashUnit-1)
}

func (p *Painter) box(x, y, w, h, radius, extra float32, k *ink) {
	t := &p.now
	x0, y0 := x*t.scale+t.x, y*t.scale+t.y
	x1, y1 := x0+w*t.scale, y0+h*t.scale
	if t.snap {
		x0, y0, x1, y1 = round(x0), round(y0), round(x1), round(y1)
	}
	k.hx, k.hy = (x1-x0)/2, (y1-y0)/2
	if !(k.hx > 0 && k.hy > 0) {
		return
	}
	k.rad = min(max(radius*t.scale, 0), k.hx, k.hy)
	p.centred((x0+x1)/2, (y0+y1)/2, k.hx, k.hy, extra, k)
}

// Disc fills a disc around (x, y).
func (p *Painter) Disc(x, y, radius float32, fill Color) {
	if p.invisible(fill) {
		return
	}
	k := ink{}
	k.r, k.g = p.pack(fill)
	k.b, k.a = k.r, k.g
	if p.audit != nil {
		p.audit.filledDisc(p, x, y, radius, fill)
	}
	p.disc(x, y, radius, feather, &k)
}

// DiscLine draws a circle, stroke logical pixels wide, within the radius.
func (p *Painter) DiscLine(x, y, radius, stroke float32, edge Color) {
	p.DiscEdge(x, y, radius, Color{}, stroke, edge)
}

// DiscEdge fills a disc and draws its circle, within the radius, in one quad.
func (p *Painter) DiscEdge(x, y, radius float32, fill Color, stroke float32, edge Color) {
	if p.invisible(fill) && p.invisible(edge) {
		return
	}
	k := ink{kind: p.stroke(stroke)}
	k.r, k.g = p.pack(fill)
	k.b, k.a = p.pack(edge)
	if p.audit != nil {
		p.audit.filledDisc(p, x, y, radius, fill)
	}
	p.disc(x, y, radius, feather, &k)
}

// DashCircle is DiscEdge with a dashed circle, for what is dead or uncertain.
func (p *Painter) DashCircle(x, y, radius float32, fill Color, stroke float32, edge Color) {
	k := ink{kind: p.stroke(stroke)}
	k.r, k.g = p.pack(fill)
	k.b, k.a = p.pack(edge)
	k.kind += dashUnit * dashCount((radius*p.now.scale-k.kind/2)*math.Pi/2, k.kind)
	from := len(p.verts)
	if p.audit != nil {
		p.audit.filledDisc(p, x, y, radius, fill)
	}
	p.disc(x, y, radius, feather, &k)
	p.needsFull(from)
}

func (p *Painter) disc(x, y, radius, extra float32, k *ink) {
	t := &p.now
	r := radius * t.scale
	if !(r > 0) {
		return
	}
	k.hx, k.hy, k.rad = r, r, r
	e := r + extra
	x, y = x*t.scale+t.x, y*t.scale+t.y
	p.rect(x-e, y-e, x+e, y+e, -e, -e, e, e, k)
}

// Glow draws a soft halo that is full on a rounded box and fades to nothing
// reach logical pixels around it. Draw it before the shape that glows.
func (p *Painter) Glow(x, y, w, h, radius, reach float32, c Color) {
	from := len(p.verts)
	k, far := p.glow(reach, c)
	if far > 0 {
		p.box(x, y, w, h, radius, far, &k)
	}
	p.needsFull(from)
}

// GlowDisc is Glow around a disc.
func (p *Painter) GlowDisc(x, y, radius, reach float32, c Color) {
	from := len(p.verts)
	k, far := p.glow(reach, c)
	if far > 0 {
		p.disc(x, y, radius, far, &k)
	}
	p.needsFull(from)
}

func (p *Painter) glow(reach float32, c Color) (k ink, far float32) {
	if p.invisible(c) {
		return k, 0
	}
	far = reach * p.now.scale
	k.kind, k.b = kindGlow, far
	k.r, k.g = p.pack(c)
	return k, far
}

// Gradient fills a rounded box with a colour that changes evenly from its left
// to its right side.
func (p *Painter) Gradient(x, y, w, h, radius float32, left, right Color) {
	k := ink{kind: kindGradient}
	k.r, k.g = p.pack(left)
	k.b, k.a = p.pack(right)
	from := len(p.verts)
	if p.audit != nil {
		p.audit.filledBox(p, x, y, w, h, left)
		p.audit.shaded(right)
	}
	p.box(x, y, w, h, radius, feather, &k)
	p.needsFull(from)
}

// Arc draws a part of a ring from angle from to angle to (radians, 0 to the
// right, growing clockwise on the screen), width logical pixels wide with its
// middle at the radius. A full turn or more draws the whole ring.
func (p *Painter) Arc(x, y, radius, width, from, to float32, c Color) {
	if p.invisible(c) || !(radius > 0) || !(to > from) {
		return
	}
	if to-from >= 2*math.Pi {
		p.DiscLine(x, y, radius+width/2, width, c)
		return
	}
	t := &p.now
	half, mid := (to-from)/2, (from+to)/2
	k := ink{kind: kindArc, hx: radius * t.scale, hy: width * t.scale / 2, rad: half}
	k.r, k.g = p.pack(c)
	cx, cy := x*t.scale+t.x, y*t.scale+t.y
	x0, y0, x1, y1 := arcBounds(k.hx+k.hy, max(k.hx-k.hy, 0), from, to)
	sin, cos := math.Sincos(float64(mid))
	turn := func(dx, dy float32) clipVertex {
		return clipVertex{cx + dx, cy + dy, dx*float32(cos) + dy*float32(sin), dy*float32(cos) - dx*float32(sin)}
	}
	start := len(p.verts)
	p.oblique(turn(x0, y0), turn(x1, y0), turn(x0, y1), turn(x1, y1), &k)
	p.needsFull(start)
}

// arcBounds returns the smallest upright box around a ring part, so that a
// short arc of a large ring does not cost the pixels of the whole ring.
func arcBounds(outer, inner, from, to float32) (x0, y0, x1, y1 float32) {
	x0, y0, x1, y1 = outer, outer, -outer, -outer
	take := func(x, y float32) {
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	for _, angle := range [2]float32{from, to} {
		sin, cos := math.Sincos(float64(angle))
		take(outer*float32(cos), outer*float32(sin))
		take(inner*float32(cos), inner*float32(sin))
	}
	quarter := math.Pi / 2
	for i := math.Ceil(float64(from) / quarter); i*quarter <= float64(to); i++ {
		sin, cos := math.Sincos(i * quarter)
		take(outer*float32(cos), outer*float32(sin))
	}
	return x0 - feather, y0 - feather, x1 + feather, y1 + feather
}
