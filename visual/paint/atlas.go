package paint

import (
	"image"
	"image/draw"

	"github.com/hajimehoshi/ebiten/v2"
)

const (
	pageSize = 1024 // texels a side
	mostPage = 4    // one for each channel of the one image, 4 MB in all
	margin   = 1    // clear texels around a glyph
)

// atlas keeps rasterised glyphs and icons on up to four pages. It never moves
// or overwrites a glyph within a frame: when all pages are full, further
// glyphs are left out, and the next Begin starts over with empty pages.
type atlas struct {
	image  *ebiten.Image
	texels []byte // RGBA: the coverage on page 0, 1, 2 and 3
	dirty  image.Rectangle
	pages  [mostPage]page
	cells  map[cellKey]cell
	age    uint32 // grows when the pages are emptied; older runs are stale
	full   bool
	brush  brush
	stamp  *image.Alpha // scratch for one glyph
	lender Lender       // draws what the faces lack; may be nil
	lent   *image.Alpha // what it drew, while that is put in place
	upbuf  []byte
	opened int // pages in use
}

// cellKey names a glyph at a size: face or icon, character, size in quarters
// of a device pixel, quarter of a pixel that it is moved to the right.
type cellKey struct {
	face, shift uint8
	size        uint16
	what        rune
}

// cell is where a glyph lies and how it hangs on the pen position, in texels.
type cell struct {
	x, y, w, h  int16
	left, top   int16
	page        int8
	drawn, blot bool // has ink; could not be placed
}

type page struct {
	shelves []shelf
	next    int // where the next shelf begins
}

// shelf is a row of glyphs of about one height.
type shelf struct{ y, height, x int }

func (a *atlas) init() {
	a.cells = make(map[cellKey]cell, 512)
	a.age, a.opened = 1, 1
	a.texels = make([]byte, 4*pageSize*pageSize)
	a.stamp = image.NewAlpha(image.Rect(0, 0, 1, 1))
}

// tidy empties the pages when they ran full in the last frame, or nearly so.
// It reports whether it did.
func (a *atlas) tidy() bool {
	crowded := a.opened == mostPage && a.pages[mostPage-1].next > pageSize*3/4
	if !a.full && !crowded {
		return false
	}
	clear(a.cells)
	for i := range a.pages {
		a.pages[i].shelves, a.pages[i].next = a.pages[i].shelves[:0], 0
	}
	clear(a.texels)
	a.dirty = image.Rect(0, 0, pageSize, pageSize)
	a.full, a.opened = false, 1
	a.age++
	return true
}

// get returns a glyph or icon, rasterising it when it is new.
func (a *atlas) get(key cellKey) cell {
	if c, ok := a.cells[key]; ok {
		return c
	}
	c, ok := a.borrow(key)
	if !ok {
		if bounds := a.brush.trace(key); !bounds.Empty() {
			c = a.place(bounds)
		}
	}
	if c.blot {
		a.full = true
		return c
	}
	a.cells[key] = c
	return c
}

// place finds room for the traced shape and inks it.
func (a *atlas) place(bounds image.Rectangle) cell {
	w, h := bounds.Dx(), bounds.Dy()
	if w > pageSize-2*margin || h > pageSize-2*margin {
		return cell{blot: true}
	}
	for {
		for i := range a.opened {
			if x, y, ok := a.pages[i].room(w+2*margin, h+2*margin); ok {
				at := image.Rect(x+margin, y+margin, x+margin+w, y+margin+h)
				a.put(i, at)
				return cell{x: int16(at.Min.X), y: int16(at.Min.Y), w: int16(w), h: int16(h),
					left: int16(bounds.Min.X), top: int16(bounds.Min.Y), page: int8(i), drawn: true}
			}
		}
		if a.opened == mostPage {
			return cell{blot: true}
		}
		a.opened++
	}
}

// room takes the first shelf that fits without much waste, or starts one.
func (pg *page) room(w, h int) (x, y int, ok bool) {
	for i := range pg.shelves {
		s := &pg.shelves[i]
		if h <= s.height && s.height <= h+h/3+3 && s.x+w <= pageSize {
			s.x += w
			return s.x - w, s.y, true
		}
	}
	height := h + h/8 // room for slightly taller neighbours
	if pg.next+height > pageSize {
		height = h
	}
	if pg.next+height > pageSize {
		return 0, 0, false
	}
	pg.shelves = append(pg.shelves, shelf{y: pg.next, height: height, x: w})
	pg.next += height
	return 0, pg.next - height, true
}

// put inks the traced shape, or what was lent, into one channel.
func (a *atlas) put(channel int, at image.Rectangle) {
	w, h := at.Dx(), at.Dy()
	shape := a.lent
	if shape == nil {
		shape = a.draw(w, h)
	}
	for y := range h {
		texel := 4*((at.Min.Y+y)*pageSize+at.Min.X) + channel
		for _, v := range shape.Pix[y*shape.Stride : y*shape.Stride+w] {
			a.texels[texel] = v
			texel += 4
		}
	}
	a.dirty = a.dirty.Union(at)
}

// draw turns the traced shape into coverage.
func (a *atlas) draw(w, h int) *image.Alpha {
	if len(a.stamp.Pix) < w*h {
		a.stamp.Pix = make([]byte, w*h)
	}
	a.stamp.Stride, a.stamp.Rect = w, image.Rect(0, 0, w, h)
	a.brush.raster.DrawOp = draw.Src
	a.brush.raster.Draw(a.stamp, a.stamp.Rect, image.Opaque, image.Point{})
	return a.stamp
}

// upload sends new glyphs to the GPU and returns the image.
func (a *atlas) upload() *ebiten.Image {
	bounds := image.Rect(0, 0, pageSize, pageSize)
	if a.image == nil {
		a.image = ebiten.NewImageWithOptions(bounds, &ebiten.NewImageOptions{Unmanaged: true})
	}
	if a.dirty.Empty() {
		return a.image
	}
	a.upbuf = a.upbuf[:0]
	for y := a.dirty.Min.Y; y < a.dirty.Max.Y; y++ {
		row := 4 * y * pageSize
		a.upbuf = append(a.upbuf, a.texels[row+4*a.dirty.Min.X:row+4*a.dirty.Max.X]...)
	}
	a.image.SubImage(a.dirty).(*ebiten.Image).WritePixels(a.upbuf)
	a.dirty = image.Rectangle{}
	return a.image
}
