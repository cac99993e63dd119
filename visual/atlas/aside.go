package atlas

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const (
	asideRow = 20
	asideBar = 92
)

// BarsHeight returns how much room the bar charts of a scene need above each other.
func BarsHeight(s *scene.Scene) float32 {
	h := float32(0)
	for i := range s.Bars {
		h += float32(len(s.Bars[i].Items)+1)*asideRow + 16
	}
	return h
}

// drawBars draws a bar chart whose lower edge is at y, and returns the place above it.
func (a *Atlas) drawBars(p *paint.Painter, b *scene.Bars, x, y float32) float32 {
	th := a.env.Theme
	top := y - float32(len(b.Items)+1)*asideRow - 6
	p.Text(x, top+asideRow/2, b.Title, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Dim})
	label := float32(0)
	for _, item := range b.Items {
		label = max(label, p.Measure(item.Label, paint.Style{Size: 14}))
	}
	for i, item := range b.Items {
		at := top + asideRow*1.5 + float32(i)*asideRow
		p.Text(x, at, item.Label, paint.Style{Size: 14, Color: th.Text})
		left := x + label + 10
		p.Box(left, at-6, asideBar, 12, 6, th.Raised)
		if b.Full > 0 && item.Value > 0 {
			w := asideBar * float32(min(item.Value, b.Full)) / float32(b.Full)
			p.Box(left, at-6, max(w, 4), 12, 6, model.Tone(th, item.Tone))
		}
		p.Text(left+asideBar+8, at, item.Text, paint.Style{Size: 14, Weight: paint.Bold, Color: th.Text})
	}
	return top - 10
}
