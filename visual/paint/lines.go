package paint

import "math"

// Line draws a straight line with round ends. Upright and level lines outside
// a transform keep to whole device pixels.
func (p *Painter) Line(x1, y1, x2, y2, width float32, c Color) {
	if p.invisible(c) {
		return
	}
	k := ink{}
	k.r, k.g = p.pack(c)
	k.b, k.a = k.r, k.g
	p.bar(x1, y1, x2, y2, width, true, &k)
}

// Rule draws an upright or level hairline, one logical pixel wide but at least
// one device pixel, with square ends.
func (p *Painter) Rule(x1, y1, x2, y2 float32, c Color) {
	t, w := &p.now, p.stroke(1)
	inverse := w / t.scale
	if x1 == x2 {
		p.Box(x1, min(y1, y2), inverse, max(y1, y2)-min(y1, y2), 0, c)
		return
	}
	p.Box(min(x1, x2), y1, max(x1, x2)-min(x1, x2), inverse, 0, c)
}

// Polyline draws a chart's line through the points, with round joints. Give it
// an opaque colour: joints overlap.
func (p *Painter) Polyline(points []Point, width float32, c Color) {
	for i := 1; i < len(points); i++ {
		p.Line(points[i-1].X, points[i-1].Y, points[i].X, points[i].Y, width, c)
	}
}

// Dash draws a broken line: dash logical pixels of ink, gap without, moved
// along by phase (let it grow with time and the dashes walk backwards). A dash
// no longer than the width draws round dots.
func (p *Painter) Dash(x1, y1, x2, y2, width, dash, gap, phase float32, c Color) {
	if p.invisible(c) || !(dash+gap > 0) {
		return
	}
	s := p.now.scale
	k := ink{kind: kindDash, rad: phase * s, b: dash * s, a: (dash + gap) * s}
	k.r, k.g = p.pack(c)
	from := len(p.verts)
	p.bar(x1, y1, x2, y2, width, false, &k)
	p.needsFull(from)
}

// bar collects a line as a box turned to its direction.
func (p *Painter) bar(x1, y1, x2, y2, width float32, capped bool, k *ink) {
	t := &p.now
	ax, ay, bx, by := x1*t.scale+t.x, y1*t.scale+t.y, x2*t.scale+t.x, y2*t.scale+t.y
	half := max(width*t.scale, 1) / 2
	if t.snap {
		half = snapBar(&ax, &ay, &bx, &by, half)
	}
	length := hypot(bx-ax, by-ay)
	if !(length > 0) || math.IsInf(float64(length), 0) {
		return
	}
	k.hx, k.hy = length/2, half
	if capped {
		k.hx, k.rad = k.hx+half, half
	}
	dx, dy := (bx-ax)/length, (by-ay)/length
	ex, ey := k.hx+feather, k.hy+feather
	mx, my := (ax+bx)/2, (ay+by)/2
	lx, ly, nx, ny := dx*ex, dy*ex, -dy*ey, dx*ey
	p.oblique(
		clipVertex{mx - lx - nx, my - ly - ny, -ex, -ey}, clipVertex{mx + lx - nx, my + ly - ny, ex, -ey},
		clipVertex{mx - lx + nx, my - ly + ny, -ex, ey}, clipVertex{mx + lx + nx, my + ly + ny, ex, ey}, k)
}

// snapBar puts both sides of a level or upright line on whole device pixels and
// returns its half width; a slanted line is left alone.
func snapBar(ax, ay, bx, by *float32, half float32) float32 {
	whole := max(1, round(half*2))
	switch {
	case *ay == *by:
		*ay = round(*ay-whole/2) + whole/2
		*by = *ay
	case *ax == *bx:
		*ax = round(*ax-whole/2) + whole/2
		*bx = *ax
	default:
		return half
	}
	return whole / 2
}

// Arrow draws a line from the first to the second point with a filled head at
// the second. The head is head logical pixels long; a line shorter than that
// is all head.
func (p *Painter) Arrow(x1, y1, x2, y2, width, head float32, c Color) {
	bx, by, ok := p.arrowHead(x1, y1, x2, y2, head, c)
	if ok {
		p.Line(x1, y1, bx, by, width, c)
	}
}

// DashArrow is Arrow with a broken line.
func (p *Painter) DashArrow(x1, y1, x2, y2, width, head, dash, gap, phase float32, c Color) {
	bx, by, ok := p.arrowHead(x1, y1, x2, y2, head, c)
	if ok {
		p.Dash(x1, y1, bx, by, width, dash, gap, phase, c)
	}
}

// arrowHead draws the head and returns where the line should end, a little
// within the head, and whether any line is left.
func (p *Painter) arrowHead(x1, y1, x2, y2, head float32, c Color) (bx, by float32, ok bool) {
	length := hypot(x2-x1, y2-y1)
	if !(length > 0) || math.IsInf(float64(length), 0) {
		return 0, 0, false
	}
	head = min(head, length)
	dx, dy := (x2-x1)/length, (y2-y1)/length
	ex, ey := x2-dx*head, y2-dy*head
	sx, sy := -dy*head*0.46, dx*head*0.46
	p.Triangle(x2, y2, ex+sx, ey+sy, ex-sx, ey-sy, c)
	return ex + dx*head*0.4, ey + dy*head*0.4, length > head
}

// Triangle fills a triangle.
func (p *Painter) Triangle(x1, y1, x2, y2, x3, y3 float32, c Color) {
	points := [3]Point{{x1, y1}, {x2, y2}, {x3, y3}}
	if p.audit != nil {
		p.audit.marked(p, (x1+x2+x3)/3, (y1+y2+y3)/3, max(abs(x1-x2), abs(y1-y2)), c)
	}
	p.Poly(points[:], c)
}

const mostCorners = 32

// Poly fills a convex polygon of 3 to 32 corners, in either direction, with
// soft edges. More corners, or fewer, draw nothing.
func (p *Painter) Poly(points []Point, c Color) {
	n := len(points)
	if n < 3 || n > mostCorners || p.invisible(c) {
		return
	}
	var inner, outer [mostCorners]clipVertex
	if !p.fringe(points, inner[:n], outer[:n]) {
		return
	}
	k := ink{kind: kindPoly}
	k.r, k.g = p.pack(c)
	for i := 2; i < n; i += 2 {
		last := min(i+1, n-1)
		p.oblique(inner[i-1], inner[0], inner[i], inner[last], &k)
	}
	for i := range n {
		j := (i + 1) % n
		p.oblique(inner[i], inner[j], outer[i], outer[j], &k)
	}
}

// fringe moves the corners half a device pixel in and out along their mitres;
// u is how much ink a corner has. It reports false for a polygon without area.
func (p *Painter) fringe(points []Point, inner, outer []clipVertex) bool {
	t, n := &p.now, len(points)
	var twice float32
	for i := range n {
		a, b := points[i], points[(i+1)%n]
		twice += a.X*b.Y - b.X*a.Y
	}
	if !(twice < 0 || twice > 0) || math.IsInf(float64(twice), 0) { // none, or not a number
		return false
	}
	side := float32(1)
	if twice < 0 {
		side = -1
	}
	for i := range n {
		ax, ay := edgeNormal(points[(i+n-1)%n], points[i], side)
		bx, by := edgeNormal(points[i], points[(i+1)%n], side)
		mx, my := ax+bx, ay+by
		grow := 1 / max(mx*mx+my*my, 0.25) // |m| = 2 cos(half the turn)
		x, y := points[i].X*t.scale+t.x, points[i].Y*t.scale+t.y
		inner[i] = clipVertex{x: x - mx*grow, y: y - my*grow, u: 1}
		outer[i] = clipVertex{x: x + mx*grow, y: y + my*grow}
	}
	return true
}

// edgeNormal returns the unit normal of an edge that points out of the polygon.
func edgeNormal(a, b Point, side float32) (x, y float32) {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := hypot(dx, dy)
	if !(length > 0) {
		return 0, 0
	}
	return dy / length * side, -dx / length * side
}
