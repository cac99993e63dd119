package widgets

import (
	"image"
	"image/draw"
)

// DrawOn lets every Draw within what draw onto a picture in memory instead of its
// argument, which may then be nil: for pictures where there is no screen.
func DrawOn(picture *image.RGBA, what func()) {
	shared.paper = picture
	defer func() { shared.paper = nil }()
	what()
}

// renderOn draws the surface's picture anew and lays it over another.
func (s *surface) renderOn(paper *image.RGBA, width, height int) {
	own := image.NewRGBA(image.Rect(0, 0, width, height))
	s.collect()
	s.dirty = !shared.brush().FlushTo(own)
	draw.Draw(paper, own.Rect.Add(image.Pt(s.left, s.top)), own, image.Point{}, draw.Over)
}
