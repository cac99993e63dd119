package film

import (
	"cmp"
	"image"

	"golang.org/x/exp/slices"
)

// Colors counts the colours of pictures, to make a palette of them.
type Colors struct {
	count map[uint32]int
	total int
}

// Add counts a picture's colours. The picture is taken as opaque.
func (c *Colors) Add(m *image.RGBA) {
	if c.count == nil {
		c.count = make(map[uint32]int)
	}
	eachRow(m, func(row []uint8) {
		last, run := uint32(0), 0
		for i := 0; i+4 <= len(row); i += 4 {
			color := rgbOf(row[i:])
			if color == last {
				run++
				continue
			}
			if run > 0 {
				c.count[last] += run
			}
			last, run = color, 1
		}
		if run > 0 {
			c.count[last] += run
		}
		c.total += len(row) / 4
	})
}

func eachRow(m *image.RGBA, do func(row []uint8)) {
	for y := range m.Rect.Dy() {
		at := y * m.Stride
		do(m.Pix[at : at+4*m.Rect.Dx()])
	}
}

func rgbOf(pix []uint8) uint32 { return uint32(pix[0])<<16 | uint32(pix[1])<<8 | uint32(pix[2]) }

// shade is a colour and how often it is there.
type shade struct {
	rgb   uint32
	count int
}

func (s shade) channel(i int) int { return int(s.rgb>>(16-8*i)) & 255 }

// weight is how much the eye minds an error in red, green and blue.
var weight = [3]int{3, 4, 2}

// palette returns at most so many colours that serve what was counted.
func (c *Colors) palette(most int) []uint32 {
	all := make([]shade, 0, len(c.count))
	for rgb, n := range c.count {
		all = append(all, shade{rgb, n})
	}
	slices.SortFunc(all, func(a, b shade) int {
		if a.count != b.count {
			return cmp.Compare(b.count, a.count)
		}
		return cmp.Compare(a.rgb, b.rgb)
	})
	flat := 0 // colours of large areas keep an entry of their own
	for flat < len(all) && flat < most/3 && all[flat].count > c.total/4000 {
		flat++
	}
	out := make([]uint32, 0, most)
	for _, s := range all[:flat] {
		out = append(out, s.rgb)
	}
	for _, b := range cut(all[flat:], most-flat) {
		out = append(out, b.mean())
	}
	return out
}

// box is a part of the colours, and how far they are apart.
type box struct {
	shades []shade
	spread int64 // of the widest channel, times how often its colours are there
	widest int
}

func newBox(shades []shade) box {
	b := box{shades: shades}
	for ch := range 3 {
		var n, sum, squares int64
		for _, s := range shades {
			v, k := int64(s.channel(ch)), int64(s.count)
			n, sum, squares = n+k, sum+k*v, squares+k*v*v
		}
		if n == 0 {
			continue
		}
		if spread := (squares - sum*sum/n) * int64(weight[ch]); spread > b.spread {
			b.spread, b.widest = spread, ch
		}
	}
	return b
}

func (b *box) mean() uint32 {
	var n int64
	var sum [3]int64
	for _, s := range b.shades {
		n += int64(s.count)
		for ch := range 3 {
			sum[ch] += int64(s.channel(ch)) * int64(s.count)
		}
	}
	n = max(n, 1)
	return uint32((sum[0]+n/2)/n)<<16 | uint32((sum[1]+n/2)/n)<<8 | uint32((sum[2]+n/2)/n)
}

// cut divides colours into at most so many boxes, each time the one whose colours
// differ most, where half of its pixels are on either side.
func cut(shades []shade, most int) []box {
	if len(shades) == 0 || most < 1 {
		return nil
	}
	boxes := []box{newBox(shades)}
	for len(boxes) < most {
		widest := 0
		for i := range boxes {
			if boxes[i].spread > boxes[widest].spread {
				widest = i
			}
		}
		b := boxes[widest]
		if b.spread == 0 || len(b.shades) < 2 {
			break
		}
		at := b.half()
		boxes[widest] = newBox(b.shades[:at])
		boxes = append(boxes, newBox(b.shades[at:]))
	}
	return boxes
}

// half sorts a box along its widest channel and returns where to cut it: beside its
// mean, which serves rare colours far from the others better than the median.
func (b *box) half() int {
	slices.SortFunc(b.shades, func(x, y shade) int {
		if d := cmp.Compare(x.channel(b.widest), y.channel(b.widest)); d != 0 {
			return d
		}
		return cmp.Compare(x.rgb, y.rgb)
	})
	var n, sum int64
	for _, s := range b.shades {
		n += int64(s.count)
		sum += int64(s.channel(b.widest)) * int64(s.count)
	}
	for i, s := range b.shades {
		if i > 0 && int64(s.channel(b.widest))*n > sum {
			return i
		}
	}
	return len(b.shades) - 1
}
