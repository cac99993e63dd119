package screen

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// DrawFade lets the lower edge of an area sink into the colour behind it, in strips
// of whole device pixels: others would overlap or leave seams.
func DrawFade(p *paint.Painter, area paint.Rect, color paint.Color) {
	const tall = 32
	px := p.Scale()
	strip := max(float32(int(2*px)), 1) / px
	bottom := float32(int((area.Y+area.H)*px+0.5)) / px
	strips := int(tall / strip)
	for i := range strips {
		alpha := float32(i+1) / float32(strips)
		p.Box(area.X+2, bottom-strip*float32(strips-i), area.W-4, strip, 0, theme.WithAlpha(color, alpha))
	}
}
