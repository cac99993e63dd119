package widgets

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// render shows the surface. Its picture is drawn anew only when something on
// it changed.
func (s *surface) render(dst *ebiten.Image) {
	width, height := s.pixels()
	if width <= 0 || height <= 0 {
		return
	}
	if shared.audit != nil {
		s.report()
		return
	}
	if shared.paper != nil {
		s.renderOn(shared.paper, width, height)
		return
	}
	if s.cache != nil && s.cache.Bounds().Size() != s.deviceSize() {
		s.cache.Deallocate()
		s.cache = nil
	}
	if s.cache == nil {
		s.cache = ebiten.NewImage(width, height)
		s.dirty = true
	}
	if s.dirty {
		s.repaint()
	}
	s.blit.GeoM.Reset()
	s.blit.GeoM.Translate(float64(s.left), float64(s.top))
	dst.DrawImage(s.cache, &s.blit)
}

// repaint draws the picture. It stays dirty when the atlas ran full.
func (s *surface) repaint() {
	s.collect()
	s.cache.Clear()
	s.dirty = !shared.brush().Flush(s.cache)
}

// collect gathers all shapes of the surface, within its own picture.
func (s *surface) collect() {
	p := s.ground()
	s.root.Render(s.cache)
	s.drawFade(p)
	s.drawThumb(p)
}

// ground begins the picture, up to what can be pressed.
func (s *surface) ground() *paint.Painter {
	p := shared.brush()
	p.Begin(s.rect.W, s.rect.H, s.scale)
	if s.card {
		p.BoxEdge(0, 0, s.rect.W, s.rect.H, theme.RadiusCard*s.metrics.f, s.metrics.th.Panel, 1, s.metrics.th.Line)
	}
	s.drawMarks(p)
	return p
}

// clip limits what rolls to its view; it ends with PopClip.
func (s *surface) clip(p *paint.Painter, pinned bool) {
	if pinned || !s.card {
		p.PushClip(0, 0, s.rect.W, s.rect.H)
		return
	}
	v := s.view()
	p.PushClip(v.X, v.Y, v.W, v.H-1)
}

func (s *surface) drawMarks(p *paint.Painter) {
	for i := range s.plan.marks {
		k := &s.plan.marks[i]
		s.clip(p, k.pinned)
		s.drawMark(p, k, s.shown(k.area, k.pinned))
		p.PopClip()
	}
}

func (s *surface) drawMark(p *paint.Painter, k *mark, r paint.Rect) {
	th := s.metrics.th
	switch k.kind {
	case markText:
		x := r.X + r.W*float32(k.style.Align)/2
		p.Text(x, r.Y+r.H/2, k.text, k.style)
	case markRule:
		p.Rule(r.X, r.Y, r.X+r.W, r.Y, th.Line)
	case markFrame:
		p.BoxEdge(r.X, r.Y, r.W, r.H, s.metrics.radius, th.Raised, 1, th.Line)
	case markIcon:
		p.Icon(k.icon.symbol(), r.X+r.W/2, r.Y+r.H/2, k.style.Size, k.style.Color)
	}
}

// drawFade lets the content sink into the card's lower end while there is more
// below.
func (s *surface) drawFade(p *paint.Painter) {
	const strips = 12
	if !s.card || s.scroll >= s.most() {
		return
	}
	px := p.Scale() // strips of whole device pixels: others leave seams
	tall := max(float32(int(2*s.metrics.f*px+0.5)), 1) / px
	bottom := float32(int((s.rect.H-1)*px)) / px
	for i := range strips {
		p.PushClip(1, bottom-tall*float32(strips-i), s.rect.W-2, tall)
		ground := theme.WithAlpha(s.metrics.th.Panel, float32(i+1)/strips)
		p.Box(1, 1, s.rect.W-2, s.rect.H-2, theme.RadiusCard*s.metrics.f-1, ground)
		p.PopClip()
	}
}

// drawThumb draws the scrollbar's thumb, when there is something to roll.
func (s *surface) drawThumb(p *paint.Painter) {
	most := s.most()
	if most <= 0 {
		return
	}
	v, f := s.view(), s.metrics.f
	whole := v.H - 8*f
	length := max(whole*v.H/(v.H+most), 24*f)
	y := v.Y + 4*f + (whole-length)*s.scroll/most
	c := theme.WithAlpha(s.metrics.th.Faint, 0.55)
	if s.pan.on && s.pan.thumb {
		c = s.metrics.th.Faint
	}
	p.Box(s.rect.W-7*f, y, 4*f, length, 2*f, c)
}

// draw collects one control's shapes.
func (s *surface) draw(c *control) {
	p := shared.brush()
	r := s.shown(c.area, c.pinned)
	s.clip(p, c.pinned)
	switch c.key.kind {
	case Tabs:
		s.drawTab(p, c, r)
	case Segments:
		s.drawPiece(p, c, r, s.metrics.th.Blue, s.metrics.th.OnAccent)
	case Choice:
		s.drawChoice(p, c, r)
	case Slider:
		s.drawSlider(p, c, r)
	default:
		s.drawButton(p, c, r)
	}
	p.PopClip()
	if c.focused {
		s.ring(p, c, r)
	}
}

// ring marks the control that has the keyboard.
func (s *surface) ring(p *paint.Painter, c *control, r paint.Rect) {
	f, radius := s.metrics.f, s.metrics.radius
	grow := 3 * f
	switch {
	case c.chip:
		radius = r.H / 2
	case c.key.kind == Tabs:
		grow, radius = -4*f, 6*f
	case c.key.kind == Choice:
		grow = 0
	}
	s.clip(p, c.pinned)
	p.BoxLine(r.X-grow, r.Y-grow, r.W+2*grow, r.H+2*grow, max(radius+grow, 2), 2*f, s.metrics.th.Blue)
	p.PopClip()
}

func (s *surface) drawTab(p *paint.Painter, c *control, r paint.Rect) {
	th, f := s.metrics.th, s.metrics.f
	style := s.metrics.style(c.size, paint.Medium, th.Dim)
	if c.selected {
		style.Color, style.Weight = th.Text, paint.Bold
		p.Box(r.X, r.Y+r.H-3*f, r.W, 3*f, 0, th.Blue)
	} else if c.over && !c.disabled {
		style.Color = th.Text
	}
	if c.disabled {
		style.Color = th.Muted
	}
	style.Align = paint.Center
	p.Text(r.X+r.W/2, r.Y+r.H/2, p.Truncate(c.text, style, r.W), style)
}

func (s *surface) drawChoice(p *paint.Painter, c *control, r paint.Rect) {
	th, f := s.metrics.th, s.metrics.f
	style := s.metrics.style(c.size, paint.Medium, th.Text)
	x, y := r.X+16*f, r.Y+r.H/2
	fill := th.Raised
	if (c.over || c.down) && !c.disabled {
		p.Box(r.X, r.Y, r.W, r.H, s.metrics.radius, th.Hover)
		fill = th.Panel
	}
	if c.selected {
		style.Weight = paint.Bold
		p.DiscEdge(x, y, 8*f, fill, 2*f, th.Blue)
		p.Disc(x, y, 4*f, th.Blue)
	} else {
		p.DiscEdge(x, y, 8*f, fill, 2*f, th.Faint)
	}
	if c.disabled {
		style.Color = th.Muted
	}
	s.drawText(p, c, r, style)
}

func (s *surface) drawSlider(p *paint.Painter, c *control, r paint.Rect) {
	th, f := s.metrics.th, s.metrics.f
	y, h := r.Y+r.H/2-3*f, 6*f
	fill, live := th.Blue, !c.disabled && (c.over || c.down || c.focused || s.held == c)
	if c.disabled {
		fill = th.Faint
	}
	part := float32(c.span.part(c.value))
	p.Box(r.X, y, r.W, h, h/2, th.Raised)
	if th.Light {
		p.BoxLine(r.X, y, r.W, h, h/2, 1, th.Line)
	}
	if w := r.W * part; w > 0 {
		p.PushClip(r.X, y, w, h)
		p.Box(r.X, y, max(w, h), h, h/2, fill)
		p.PopClip()
	}
	if live {
		x := min(max(r.X+r.W*part, r.X+7*f), r.X+r.W-7*f)
		p.DiscEdge(x, r.Y+r.H/2, 8*f, th.Text, 2*f, th.Blue)
	}
}
