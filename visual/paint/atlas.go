package paint

import (
	"image"
	"image/draw"

	"github.com/hajimehoshi/ebiten/v2"
)

const (
	pageSize = 1024 // texels a side; a page is 1 MB here and 4 MB on the GPU
	mostPage = 4    // one for each image that a shader may read
	margin   = 1    // clear texels around a glyph
)

// atlas keeps rasterised glyphs and icons on up to four pages. It never moves
// or overwrites a glyph within a frame: when all pages are full, further
// glyphs are left out, and the next Begin starts over with empty pages.
type atlas struct {
	pages  []*page
	cells  map[cellKey]cell
	age    uint32 // grows when the pages are emptied; older runs are stale
	full   bool
	brush  brush
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
	image   *ebiten.Image
	ink     *image.Alpha
	shelves []shelf
	next    int // where the next shelf begins
	dirty   image.Rectangle
}

// shelf is a row of glyphs of about one height.
type shelf struct{ y, height, x int }

func (a *atlas) init() {
	a.cells = make(map[cellKey]cell, 512)
	a.age = 1
	a.open()
}

// open makes the next page usable and reports whether there was one.
func (a *atlas) open() bool {
	if a.opened == mostPage {
		return false
	}
	if a.opened == len(a.pages) {
		a.pages = append(a.pages, &page{ink: image.NewAlpha(image.Rect(0, 0, pageSize, pageSize))})
	}
	a.opened++
	return true
}

// tidy empties the pages when they ran full in the last frame, or nearly so.
// It reports whether it did.
func (a *atlas) tidy() bool {
	crowded := a.opened == mostPage && a.pages[mostPage-1].next > pageSize*3/4
	if !a.full && !crowded {
		return false
	}
	clear(a.cells)
	for _, pg := range a.pages {
		pg.shelves, pg.next = pg.shelves[:0], 0
		clear(pg.ink.Pix)
		pg.dirty = pg.ink.Rect
	}
	a.full, a.opened = false, 1
	a.age++
	return true
}

// get returns a glyph or icon, rasterising it when it is new.
func (a *atlas) get(key cellKey) cell {
	if c, ok := a.cells[key]; ok {
		return c
	}
	bounds := a.brush.trace(key)
	c := cell{}
	if !bounds.Empty() {
		c = a.place(bounds)
		if c.blot {
			a.full = true
			return c
		}
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
				a.pages[i].put(&a.brush, at)
				return cell{x: int16(at.Min.X), y: int16(at.Min.Y), w: int16(w), h: int16(h),
					left: int16(bounds.Min.X), top: int16(bounds.Min.Y), page: int8(i), drawn: true}
			}
		}
		if !a.open() {
			return cell{blot: true}
		}
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

func (pg *page) put(b *brush, at image.Rectangle) {
	b.raster.DrawOp = draw.Src
	b.raster.Draw(pg.ink, at, image.Opaque, image.Point{})
	pg.dirty = pg.dirty.Union(at)
}

// upload sends the new glyphs to the GPU and names the pages to the shader.
func (a *atlas) upload(images *[4]*ebiten.Image) {
	for i, pg := range a.pages {
		if pg.image == nil {
			pg.image = ebiten.NewImageWithOptions(pg.ink.Rect, &ebiten.NewImageOptions{Unmanaged: true})
		}
		images[i] = pg.image
		if pg.dirty.Empty() {
			continue
		}
		a.upbuf = a.upbuf[:0]
		for y := pg.dirty.Min.Y; y < pg.dirty.Max.Y; y++ {
			row := pg.ink.Pix[y*pg.ink.Stride+pg.dirty.Min.X : y*pg.ink.Stride+pg.dirty.Max.X]
			for _, v := range row {
				a.upbuf = append(a.upbuf, v, v, v, v)
			}
		}
		pg.image.SubImage(pg.dirty).(*ebiten.Image).WritePixels(a.upbuf)
		pg.dirty = image.Rectangle{}
	}
}
