package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// about is the page that says what a scenario models, what it does not, and which
// real setting each parameter stands for.
type about struct {
	env   *screen.Env
	run   *play.Run
	Open  bool
	roll  float32
	tall  float32
	lines []string
}

const aboutRow = 22

// Show opens the page at its top.
func (b *about) Show() { *b = about{env: b.env, run: b.run, Open: true} }

func (b *about) update(in *input.Input) bool {
	was := *b
	switch {
	case input.Pressed(ebiten.KeyEscape), input.Pressed(ebiten.KeyI), input.Pressed(ebiten.KeyEnter), input.Pressed(ebiten.KeySpace),
		in.Pressed && !b.area().Contains(in.X, in.Y), in.Pressed && b.cross().Contains(in.X, in.Y):
		b.Open = false
	case input.Repeated(ebiten.KeyDown):
		b.roll += 44
	case input.Repeated(ebiten.KeyUp):
		b.roll -= 44
	}
	b.roll = min(max(b.roll-in.Scroll, 0), max(b.tall-b.area().H+70, 0))
	return b.Open != was.Open || b.roll != was.roll
}

func (b *about) area() paint.Rect {
	if b.env.Small() {
		return paint.Rect{X: 8, Y: 8, W: b.env.W - 16, H: b.env.H - 16}
	}
	w, h := min(b.env.W-80, 980), b.env.H-96
	return paint.Rect{X: b.env.W/2 - w/2, Y: 48, W: w, H: h}
}

// cross is where a press closes the page.
func (b *about) cross() paint.Rect {
	r := b.area()
	return paint.Rect{X: r.X + r.W - 52, Y: r.Y + 6, W: 46, H: 46}
}

func (b *about) draw(p *paint.Painter) {
	if !b.Open {
		return
	}
	th, lang, r := b.env.Theme, b.env.Lang, b.area()
	p.Box(0, 0, b.env.W, b.env.H, 0, th.Shade)
	p.BoxEdge(r.X, r.Y, r.W, r.H, 16, th.Panel, 1, th.Line)
	title := p.Text(r.X+28, r.Y+32, words.About.In(lang), paint.Style{Size: 21, Weight: paint.Bold, Color: th.Text})
	cross := b.cross()
	p.Icon(paint.Cross, cross.X+cross.W/2, cross.Y+cross.H/2, 18, th.Dim)
	hint := paint.Style{Size: 13, Color: th.Dim, Align: paint.Right}
	if room := cross.X - 4 - r.X - 28 - title - 12; !b.env.Touch && p.Measure(words.AboutHint.In(lang), hint) <= room {
		p.Text(cross.X-4, r.Y+32, words.AboutHint.In(lang), hint)
	}
	p.PushClip(r.X, r.Y+56, r.W, r.H-64)
	y := r.Y + 76 - b.roll
	top := y
	y = b.lists(p, r, y) + 18
	head := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
	b.lines = p.Wrap(b.lines[:0], words.Stands.In(lang), head, r.W-56)
	for i, line := range b.lines {
		p.Text(r.X+28, y+aboutRow*float32(i), line, head)
	}
	y += 8 + aboutRow*float32(len(b.lines))
	for i := range b.run.Sc.Params {
		y = b.param(p, &b.run.Sc.Params[i], paint.Rect{X: r.X + 28, Y: y, W: r.W - 56, H: 0})
	}
	b.tall = y - top
	p.PopClip()
	if b.tall-b.roll > r.H-70 {
		screen.DrawFade(p, paint.Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - 8}, th.Panel)
	}
}

// lists writes what is modelled and what is not beside each other, or below each
// other where that is too narrow, and returns the place below.
func (b *about) lists(p *paint.Painter, r paint.Rect, y float32) float32 {
	th, lang := b.env.Theme, b.env.Lang
	models, omits := words.Models.In(lang), words.Omits.In(lang)
	if b.env.Slim() {
		y = b.list(p, models, b.run.Sc.Modelled, paint.Rect{X: r.X + 28, Y: y, W: r.W - 56, H: 0}, th.Teal)
		return b.list(p, omits, b.run.Sc.Omitted, paint.Rect{X: r.X + 28, Y: y + 14, W: r.W - 56, H: 0}, th.Amber)
	}
	left := b.list(p, models, b.run.Sc.Modelled, paint.Rect{X: r.X + 28, Y: y, W: r.W/2 - 44, H: 0}, th.Teal)
	return max(left, b.list(p, omits, b.run.Sc.Omitted, paint.Rect{X: r.X + r.W/2 + 16, Y: y, W: r.W/2 - 44, H: 0}, th.Amber))
}

// list writes a heading and its sentences, and returns the place below.
func (b *about) list(p *paint.Painter, title string, items []sim.Text, r paint.Rect, color paint.Color) float32 {
	th, y := b.env.Theme, r.Y
	p.Text(r.X, y, title, paint.Style{Size: 16, Weight: paint.Bold, Color: color})
	y += 28
	style := paint.Style{Size: 15, Color: th.Text}
	for _, item := range items {
		p.Disc(r.X+4, y, 3, color)
		b.lines = p.Wrap(b.lines[:0], item.In(b.env.Lang), style, r.W-18)
		for _, line := range b.lines {
			p.Text(r.X+16, y, line, style)
			y += aboutRow
		}
		y += 4
	}
	return y
}

// param writes one parameter: its name and default, the real setting, the source.
func (b *about) param(p *paint.Painter, param *sim.Param, r paint.Rect) float32 {
	th, y := b.env.Theme, r.Y
	name := paint.Style{Size: 15, Weight: paint.Bold, Color: th.Text}
	shown := param.Show(param.Default[:1], b.env.Lang)
	left, value := r.X+r.W*0.43, paint.Style{Size: 14, Color: th.Blue, Align: paint.Right}
	named := y
	if b.env.Slim() { // name and value in a row, the rest below
		named = b.name(p, param.Name.In(b.env.Lang), name, paint.Rect{X: r.X, Y: y, W: r.W * 0.6, H: 0})
		p.Text(r.X+r.W, y, p.Truncate(shown, value, r.W*0.38), value)
		left, y = r.X, named
	} else {
		named = b.name(p, param.Name.In(b.env.Lang), name, paint.Rect{X: r.X, Y: y, W: r.W * 0.24, H: 0})
		p.Text(r.X+r.W*0.40, y, p.Truncate(shown, value, r.W*0.15), value)
	}
	for _, part := range []struct {
		text  string
		color paint.Color
	}{{param.Real, th.Text}, {param.Source, th.Dim}} {
		style := paint.Style{Size: 14, Color: part.color}
		b.lines = p.Wrap(b.lines[:0], part.text, style, r.X+r.W-left)
		for _, line := range b.lines {
			p.Text(left, y, line, style)
			y += aboutRow - 2
		}
	}
	return max(y, named) + 8
}

// name writes a parameter's name in lines, and returns the place below.
func (b *about) name(p *paint.Painter, text string, style paint.Style, r paint.Rect) float32 {
	b.lines = p.Wrap(b.lines[:0], text, style, r.W)
	for i, line := range b.lines {
		p.Text(r.X, r.Y+float32(i)*(aboutRow-2), line, style)
	}
	return r.Y + aboutRow + float32(len(b.lines)-1)*(aboutRow-2)
}
