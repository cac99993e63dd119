package paint

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/f32"
)

// Symbol names an icon.
type Symbol rune

// The icons. They are drawn in a square whose side is the size given to Icon.
const (
	Play Symbol = iota
	Pause
	StepBack
	StepForward
	Back // a chevron to the left
	Forward
	Down
	Cross
	Check
	Warning
	Crown
	Sun
	Moon
	Link
	Search
	Keyboard
	Plus
	Minus
	Bolt
	Clock
	Menu
	Compare
	Restart
	symbols // how many there are
)

const iconFace = 255

// Icon draws a symbol centred on (x, y), size logical pixels wide and high.
// Icons keep to whole device pixels and are drawn from the glyph atlas.
func (p *Painter) Icon(symbol Symbol, x, y, size float32, c Color) {
	t := &p.now
	px := size * t.scale
	if !(px >= smallest) || p.invisible(c) || symbol < 0 || symbol >= symbols {
		return
	}
	grow := float32(1)
	if px > largest {
		grow = px / largest
	}
	cell := p.atlas.get(cellKey{face: iconFace, size: quarters(px), what: rune(symbol)})
	if !cell.drawn {
		return
	}
	k := ink{kind: kindGlyph - float32(cell.page)}
	if grow != 1 {
		k.kind = kindSmooth - float32(cell.page)
	}
	k.r, k.g = p.pack(c)
	if p.audit != nil {
		p.audit.marked(p, x, y, size, c)
	}
	from := len(p.verts)
	x0 := round(x*t.scale+t.x) + float32(cell.left)*grow
	y0 := round(y*t.scale+t.y) + float32(cell.top)*grow
	p.rect(x0, y0, x0+float32(cell.w)*grow, y0+float32(cell.h)*grow,
		float32(cell.x), float32(cell.y), float32(cell.x+cell.w), float32(cell.y+cell.h), &k)
	if grow != 1 {
		p.needsFull(from)
	}
}

// icon traces a symbol around the origin. Shapes are given in a square from 0
// to 24; overlapping parts of one turning direction unite.
func (b *brush) icon(symbol Symbol, size float32) {
	d := drawing{b: b, unit: size / 24}
	switch symbol {
	case Play:
		d.poly(7, 3.5, 20.5, 12, 7, 20.5)
	case Pause:
		d.bar(6, 4, 4.2, 16)
		d.bar(13.8, 4, 4.2, 16)
	case StepBack:
		d.bar(4.5, 4.5, 3, 15)
		d.poly(19.5, 4, 19.5, 20, 8, 12)
	case StepForward:
		d.bar(16.5, 4.5, 3, 15)
		d.poly(4.5, 4, 16, 12, 4.5, 20)
	case Back:
		d.stroke(2.4, 14.5, 5, 8.5, 12, 14.5, 19)
	case Forward:
		d.stroke(2.4, 9.5, 5, 15.5, 12, 9.5, 19)
	case Down:
		d.stroke(2.4, 5, 9.5, 12, 15.5, 19, 9.5)
	default:
		d.more(symbol)
	}
}

func (d *drawing) more(symbol Symbol) {
	switch symbol {
	case Cross:
		d.stroke(2.6, 5, 5, 19, 19)
		d.stroke(2.6, 19, 5, 5, 19)
	case Check:
		d.stroke(3, 4.5, 12.5, 9.8, 17.8, 19.5, 6.8)
	case Warning:
		d.stroke(2.2, 12, 3.5, 21.5, 20, 2.5, 20, 12, 3.5, 21.5, 20)
		d.stroke(2.4, 12, 9.5, 12, 13.8)
		d.disc(12, 17, 1.4)
	case Crown:
		d.poly(1.5, 20, 3.5, 6.5, 9, 13, 12, 4.5, 15, 13, 20.5, 6.5, 22.5, 20)
	case Plus:
		d.stroke(2.4, 12, 5, 12, 19)
		d.stroke(2.4, 5, 12, 19, 12)
	case Minus:
		d.stroke(2.4, 5, 12, 19, 12)
	case Menu:
		for _, y := range [3]float32{6.5, 12, 17.5} {
			d.stroke(2.2, 4.5, y, 19.5, y)
		}
	case Bolt:
		d.poly(13.5, 2, 4.5, 13.5, 10.5, 13.5, 9.5, 22, 19.5, 9.8, 13, 9.8)
	case Sun:
		d.disc(12, 12, 4.6)
		for i := range 8 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 4)
			s, c := float32(sin), float32(cos)
			d.stroke(2, 12+7.6*c, 12+7.6*s, 12+9.8*c, 12+9.8*s)
		}
	default:
		d.round(symbol)
	}
}

// round draws the symbols that are made of circles.
func (d *drawing) round(symbol Symbol) {
	switch symbol {
	case Moon:
		d.moon()
	case Search:
		d.ring(10.3, 10.3, 6.2, 2.2)
		d.stroke(2.4, 15, 15, 20.3, 20.3)
	case Clock:
		d.ring(12, 12, 8.6, 2)
		d.stroke(2, 12, 7, 12, 12, 15.5, 14)
	case Link:
		d.stroke(2.2, 10.6, 7, 13.2, 4.4, 16, 3.6, 18.6, 5.2, 20, 8, 19.2, 10.8, 16.6, 13.4)
		d.stroke(2.2, 13.4, 17, 10.8, 19.6, 8, 20.4, 5.4, 18.8, 4, 16, 4.8, 13.2, 7.4, 10.6)
		d.stroke(2.2, 9, 15, 15, 9)
	case Keyboard:
		d.stroke(2, 2.5, 6, 21.5, 6, 21.5, 18, 2.5, 18, 2.5, 6, 21.5, 6)
		for _, x := range [4]float32{6.6, 10.2, 13.8, 17.4} {
			d.disc(x, 10, 1.1)
		}
		d.stroke(2, 8, 14.4, 16, 14.4)
	case Compare:
		d.stroke(2, 3.5, 5, 10, 5, 10, 19, 3.5, 19, 3.5, 5, 10, 5)
		d.stroke(2, 14, 5, 20.5, 5, 20.5, 19, 14, 19, 14, 5, 20.5, 5)
	case Restart:
		d.sweep(12, 12.5, 7.4, 2.2, -2.4, 2.6)
		d.poly(3.2, 3.8, 11, 8.4, 3.4, 12.2)
	}
}

// drawing collects shapes in a square of 24 units around the origin.
type drawing struct {
	b    *brush
	unit float32
}

func (d *drawing) add(op sfnt.SegmentOp, x, y float32) {
	d.b.steps = append(d.b.steps, step{op: op, args: [3]f32.Vec2{{(x - 12) * d.unit, (y - 12) * d.unit}}})
}

// poly adds a closed polygon, turned so that all shapes unite.
func (d *drawing) poly(xy ...float32) {
	n := len(xy) / 2
	var twice float32
	for i := range n {
		j := (i + 1) % n
		twice += xy[2*i]*xy[2*j+1] - xy[2*j]*xy[2*i+1]
	}
	op := sfnt.SegmentOp(sfnt.SegmentOpMoveTo)
	for i := range n {
		at := i
		if twice < 0 {
			at = n - 1 - i
		}
		d.add(op, xy[2*at], xy[2*at+1])
		op = sfnt.SegmentOpLineTo
	}
}

func (d *drawing) bar(x, y, w, h float32) { d.poly(x, y, x+w, y, x+w, y+h, x, y+h) }

func (d *drawing) disc(x, y, r float32) { d.circle(x, y, r, 1) }

// circle adds a circle of straight pieces, as many as a pixel needs.
func (d *drawing) circle(x, y, r, turn float32) {
	op := sfnt.SegmentOp(sfnt.SegmentOpMoveTo)
	const pieces = 48
	for i := range pieces {
		sin, cos := math.Sincos(float64(turn) * 2 * math.Pi * float64(i) / pieces)
		d.add(op, x+r*float32(cos), y+r*float32(sin))
		op = sfnt.SegmentOpLineTo
	}
}

func (d *drawing) ring(x, y, r, width float32) {
	d.circle(x, y, r+width/2, 1)
	d.circle(x, y, r-width/2, -1)
}

// stroke adds a line through the points with round ends and joints.
func (d *drawing) stroke(width float32, xy ...float32) {
	r := width / 2
	for i := 0; i+3 < len(xy); i += 2 {
		x0, y0, x1, y1 := xy[i], xy[i+1], xy[i+2], xy[i+3]
		length := hypot(x1-x0, y1-y0)
		nx, ny := -(y1-y0)/length*r, (x1-x0)/length*r
		d.poly(x0+nx, y0+ny, x1+nx, y1+ny, x1-nx, y1-ny, x0-nx, y0-ny)
		d.disc(x0, y0, r)
		d.disc(x1, y1, r)
	}
}

// sweep adds a part of a ring between two angles.
func (d *drawing) sweep(x, y, r, width float32, from, to float64) {
	const pieces = 24
	var xy [2 * (pieces + 1)]float32
	for i := range pieces + 1 {
		sin, cos := math.Sincos(from + (to-from)*float64(i)/pieces)
		xy[2*i], xy[2*i+1] = x+r*float32(cos), y+r*float32(sin)
	}
	d.stroke(width, xy[:]...)
}

// moon is a disc with a bite: two arcs that meet at their ends.
func (d *drawing) moon() {
	const pieces = 40
	var xy []float32
	arc := func(x, y, r, from, to float64) {
		for i := range pieces + 1 {
			sin, cos := math.Sincos(from + (to-from)*float64(i)/pieces)
			xy = append(xy, float32(x+r*cos), float32(y+r*sin))
		}
	}
	arc(12, 12, 8.8, 0.12, 1.5*math.Pi-0.12)
	arc(16.6, 7.4, 6.4, math.Pi+0.62, math.Pi/2-0.62)
	d.poly(xy...)
}
