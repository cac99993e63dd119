package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// about is the page that says what a scenario models, what it does not, and which
// real setting each parameter stands for.
type about struct {
	open  bool
	roll  float32
	tall  float32
	lines []string
}

const aboutRow = 22

func (b *about) update(s *stage, in *input) bool {
	was := *b
	switch {
	case pressed(ebiten.KeyEscape), pressed(ebiten.KeyI), pressed(ebiten.KeyEnter), pressed(ebiten.KeySpace),
		in.pressed && !b.area(s).contains(in.x, in.y), in.pressed && b.cross(s).contains(in.x, in.y):
		b.open = false
	case repeated(ebiten.KeyDown):
		b.roll += 44
	case repeated(ebiten.KeyUp):
		b.roll -= 44
	}
	b.roll = min(max(b.roll-in.scroll, 0), max(b.tall-b.area(s).h+70, 0))
	return b.open != was.open || b.roll != was.roll
}

func (b *about) area(s *stage) rect {
	if s.small() {
		return rect{8, 8, s.app.w - 16, s.app.h - 16}
	}
	w, h := min(s.app.w-80, 980), s.app.h-96
	return rect{s.app.w/2 - w/2, 48, w, h}
}

// cross is where a press closes the page.
func (b *about) cross(s *stage) rect {
	r := b.area(s)
	return rect{r.x + r.w - 52, r.y + 6, 46, 46}
}

func (b *about) draw(s *stage, p *paint.Painter) {
	if !b.open {
		return
	}
	th, lang, r := s.app.theme, s.app.lang, b.area(s)
	p.Box(0, 0, s.app.w, s.app.h, 0, th.Shade)
	p.BoxEdge(r.x, r.y, r.w, r.h, 16, th.Panel, 1, th.Line)
	title := p.Text(r.x+28, r.y+32, words.about.In(lang), paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text})
	cross := b.cross(s)
	p.Icon(paint.Cross, cross.x+cross.w/2, cross.y+cross.h/2, 18, th.Dim)
	hint := paint.Style{Size: 13, Color: th.Dim, Align: paint.Right}
	if room := cross.x - 4 - r.x - 28 - title - 12; !s.app.touch && p.Measure(words.aboutHint.In(lang), hint) <= room {
		p.Text(cross.x-4, r.y+32, words.aboutHint.In(lang), hint)
	}
	p.PushClip(r.x, r.y+56, r.w, r.h-64)
	y := r.y + 76 - b.roll
	top := y
	y = b.lists(p, s, r, y) + 18
	head := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
	b.lines = p.Wrap(b.lines[:0], words.stands.In(lang), head, r.w-56)
	for i, line := range b.lines {
		p.Text(r.x+28, y+aboutRow*float32(i), line, head)
	}
	y += 8 + aboutRow*float32(len(b.lines))
	for i := range s.sc.Params {
		y = b.param(p, s, &s.sc.Params[i], rect{r.x + 28, y, r.w - 56, 0})
	}
	b.tall = y - top
	p.PopClip()
	if b.tall-b.roll > r.h-70 {
		drawFade(p, rect{r.x, r.y, r.w, r.h - 8}, th.Panel)
	}
}

// lists writes what is modelled and what is not beside each other, or below each
// other where that is too narrow, and returns the place below.
func (b *about) lists(p *paint.Painter, s *stage, r rect, y float32) float32 {
	th, lang := s.app.theme, s.app.lang
	models, omits := words.models.In(lang), words.omits.In(lang)
	if s.slim() {
		y = b.list(p, s, models, s.sc.Modelled, rect{r.x + 28, y, r.w - 56, 0}, th.Teal)
		return b.list(p, s, omits, s.sc.Omitted, rect{r.x + 28, y + 14, r.w - 56, 0}, th.Amber)
	}
	left := b.list(p, s, models, s.sc.Modelled, rect{r.x + 28, y, r.w/2 - 44, 0}, th.Teal)
	return max(left, b.list(p, s, omits, s.sc.Omitted, rect{r.x + r.w/2 + 16, y, r.w/2 - 44, 0}, th.Amber))
}

// list writes a heading and its sentences, and returns the place below.
func (b *about) list(p *paint.Painter, s *stage, title string, items []sim.Text, r rect, color paint.Color) float32 {
	th, y := s.app.theme, r.y
	p.Text(r.x, y, title, paint.Style{Size: 16, Weight: paint.Bold, Color: color})
	y += 28
	style := paint.Style{Size: 15, Color: th.Text}
	for _, item := range items {
		p.Disc(r.x+4, y, 3, color)
		b.lines = p.Wrap(b.lines[:0], item.In(s.app.lang), style, r.w-18)
		for _, line := range b.lines {
			p.Text(r.x+16, y, line, style)
			y += aboutRow
		}
		y += 4
	}
	return y
}

// param writes one parameter: its name and default, the real setting, the source.
func (b *about) param(p *paint.Painter, s *stage, param *sim.Param, r rect) float32 {
	th, y := s.app.theme, r.y
	name := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text}
	shown := param.Show(param.Default[:1], s.app.lang)
	left, value := r.x+r.w*0.43, paint.Style{Size: 14, Color: th.Blue, Align: paint.Right}
	named := y
	if s.slim() { // name and value in a row, the rest below
		named = b.name(p, param.Name.In(s.app.lang), name, rect{r.x, y, r.w * 0.6, 0})
		p.Text(r.x+r.w, y, p.Truncate(shown, value, r.w*0.38), value)
		left, y = r.x, named
	} else {
		named = b.name(p, param.Name.In(s.app.lang), name, rect{r.x, y, r.w * 0.24, 0})
		p.Text(r.x+r.w*0.40, y, p.Truncate(shown, value, r.w*0.15), value)
	}
	for _, part := range []struct {
		text  string
		color paint.Color
	}{{param.Real, th.Text}, {param.Source, th.Dim}} {
		style := paint.Style{Size: 14, Color: part.color}
		b.lines = p.Wrap(b.lines[:0], part.text, style, r.x+r.w-left)
		for _, line := range b.lines {
			p.Text(left, y, line, style)
			y += aboutRow - 2
		}
	}
	return max(y, named) + 8
}

// name writes a parameter's name in lines, and returns the place below.
func (b *about) name(p *paint.Painter, text string, style paint.Style, r rect) float32 {
	b.lines = p.Wrap(b.lines[:0], text, style, r.w)
	for i, line := range b.lines {
		p.Text(r.x, r.y+float32(i)*(aboutRow-2), line, style)
	}
	return r.y + aboutRow + float32(len(b.lines)-1)*(aboutRow-2)
}
