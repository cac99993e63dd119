package paint

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
)

// FlushBoth draws the same batch on a screen and into a picture.
func (p *Painter) FlushBoth(screen *ebiten.Image, picture *image.RGBA) {
	verts, rare := append([]corner(nil), p.verts...), append([]span(nil), p.rare...)
	p.FlushTo(picture)
	p.verts, p.rare = append(p.verts, verts...), append(p.rare, rare...)
	p.Flush(screen)
}
