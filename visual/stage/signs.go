package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

const (
	markNear = 10 // a turning point so near a broken law is left out: the law says more
)

// signs are what stands above and below the timeline's bar: faults, broken laws, turning
// points, beats of the tour, how much happens when, causes and effects.
type signs struct {
	env       *screen.Env
	run       *play.Run
	transport *transport.Transport
	follow    *follow.Follow
	Beats     tourBeats
	spans     []span        // where labels of the timeline stand
	broken    []screen.Memo // names of broken laws, by law
	caused    []screen.Memo // what a person did, by mark
	Hint      Hint
}

// span is a stretch of the timeline that a label takes.
type span struct{ from, to float32 }

// drawMarks draws faults, broken laws and turning points above the bar. Labels
// stand where there is room, those of broken laws first.
func (g *signs) drawMarks(p *paint.Painter, r paint.Rect) {
	th, marks := g.env.Theme, g.run.Tl.Marks()
	g.spans = g.spans[:0]
	g.drawBeats(p, r)
	for i := range marks {
		if m := &marks[i]; m.Kind == sim.MarkLaw {
			x := g.lawX(i)
			p.Icon(paint.Warning, x, r.Y-14, 18, th.Red)
			g.drawMarkLabel(p, r, x, g.brokenLabel(m.Law))
		}
	}
	for i := range marks {
		m, x := &marks[i], g.transport.XAt(marks[i].At)
		switch m.Kind {
		case sim.MarkFault:
			g.drawMark(p, r, x, th.Red)
			g.drawMarkLabel(p, r, x, g.faultLabel(i))
		case sim.MarkNote:
			if !g.nearLaw(i) {
				g.drawMark(p, r, x, model.Tone(th, g.run.NoteTone(m.Rec.Note)))
			}
		}
	}
}

func (g *signs) drawMark(p *paint.Painter, r paint.Rect, x float32, color paint.Color) {
	p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, color)
}

// lawX returns where the sign of a broken law stands: beside a fault's, not on it.
func (g *signs) lawX(i int) float32 {
	marks := g.run.Tl.Marks()
	x := g.transport.XAt(marks[i].At)
	for j := range i {
		if f := g.transport.XAt(marks[j].At); marks[j].Kind == sim.MarkFault && x-f < transport.MarkApart {
			return f + transport.MarkApart
		}
	}
	return x
}

// nearLaw reports whether a law broke so near a mark that their signs would overlap.
func (g *signs) nearLaw(i int) bool {
	marks := g.run.Tl.Marks()
	x := g.transport.XAt(marks[i].At)
	for j := range marks {
		if marks[j].Kind == sim.MarkLaw && input.Abs(g.lawX(j)-x) < markNear {
			return true
		}
	}
	return false
}

// drawMarkLabel names a mark above its sign, unless another name stands there.
func (g *signs) drawMarkLabel(p *paint.Painter, r paint.Rect, x float32, label string) {
	if label == "" || g.env.Low() || g.env.Tiny() { // no room between the caption and the bar
		return
	}
	style := paint.Style{Size: 13, Color: g.env.Theme.Dim, Align: paint.Center}
	w := p.Measure(label, style)
	x = max(min(x, g.env.W-screen.Gutter-w/2), max(r.X-40, 8)+w/2)
	for _, other := range g.spans {
		if x-w/2 < other.to && x+w/2 > other.from {
			return
		}
	}
	g.spans = append(g.spans, span{x - w/2 - 14, x + w/2 + 14})
	p.Text(x, r.Y-30, label, style)
}

// faultLabel says on the timeline what a person did; it is made once a language.
func (g *signs) faultLabel(i int) string {
	for len(g.caused) <= i {
		g.caused = append(g.caused, screen.Memo{})
	}
	_, branch := g.run.Tl.Branches()
	m := &g.run.Tl.Marks()[i]
	return g.caused[i].Of(m.Step, int64(branch)<<1|int64(g.env.Lang), func(_, lang int64) string {
		return g.run.Tl.Ahead().Label(m.Rec, sim.Lang(lang&1))
	})
}

// brokenLabel says on the timeline which law broke; it is made once a language.
func (g *signs) brokenLabel(l sim.Law) string {
	for len(g.broken) <= int(l) {
		g.broken = append(g.broken, screen.Memo{})
	}
	return g.broken[l].Of(int64(l), int64(g.env.Lang), func(l, lang int64) string {
		return g.run.Sc.Laws[l].Name.In(sim.Lang(lang)) + " · " + words.Broke.In(sim.Lang(lang))
	})
}

// Hint says what a mark under the pointer stands for.
type Hint struct {
	Mark int // index into the marks, plus 1; 0 is none
	beat int // or into the tour's beats
	Text string
}

// HoverMark follows the pointer along the timeline's marks.
func (g *signs) HoverMark(in *input.Input) bool {
	found, r := 0, g.transport.BarArea()
	marks := g.run.Tl.Marks()
	if in.Y >= r.Y-24 && in.Y < r.Y+r.H+14 {
		for i := range marks {
			x := g.transport.XAt(marks[i].At)
			if marks[i].Kind == sim.MarkLaw {
				x = g.lawX(i)
			}
			if input.Abs(x-in.X) < markNear && (marks[i].Kind != sim.MarkNote || !g.nearLaw(i)) {
				found = i + 1
			}
		}
	}
	beat := 0
	if found == 0 && in.Y >= r.Y-24 && in.Y < r.Y+r.H+14 {
		beat = g.beatNear(in.X)
	}
	if found == g.Hint.Mark && beat == g.Hint.beat {
		return false
	}
	g.Hint = Hint{Mark: found, beat: beat}
	if beat > 0 {
		g.Hint.Text = g.Beats.All[beat-1].says
	}
	if found > 0 {
		m := &marks[found-1]
		g.Hint.Text = g.BrokenOr(m)
	}
	return true
}

// BrokenOr says which law broke at a mark, or else what happened there.
func (g *signs) BrokenOr(m *sim.Mark) string {
	if m.Kind == sim.MarkLaw {
		return g.brokenLabel(m.Law)
	}
	said := g.run.Tl.Ahead().Caption(m.Rec, g.env.Lang)
	return said.Plain()
}

// hintAt is the time of what the hint is about.
func (g *signs) hintAt() (at sim.Time, ok bool) {
	h := &g.Hint
	switch {
	case h.Mark > 0 && h.Mark <= len(g.run.Tl.Marks()):
		return g.run.Tl.Marks()[h.Mark-1].At, true
	case h.beat > 0 && h.beat <= len(g.Beats.All):
		return g.Beats.All[h.beat-1].At, true
	}
	return 0, false
}

// drawHint writes it above the marks.
func (g *signs) drawHint(p *paint.Painter) {
	at, ok := g.hintAt()
	if !ok || g.Hint.Text == "" {
		return
	}
	th, r := g.env.Theme, g.transport.BarArea()
	style := paint.Style{Size: 15, Color: th.Text, Align: paint.Center}
	text := p.Truncate(g.Hint.Text, style, g.env.W-80)
	w := p.Measure(text, style) + 28
	x := min(max(g.transport.XAt(at), w/2+16), g.env.W-16-w/2)
	p.BoxEdge(x-w/2, r.Y-56, w, 30, 9, th.Raised, 1, th.Edge)
	p.Text(x, r.Y-41, text, style)
}

// drawDensity draws how many events happen when, below the bar.
func (g *signs) drawDensity(p *paint.Painter, r paint.Rect) {
	density := g.run.Tl.Density()
	peak := int32(1)
	for _, n := range density {
		peak = max(peak, n)
	}
	per := max(len(density)/int(r.W/5)+1, int(float64(g.run.Tl.Horizon()/g.run.Tl.BucketSpan())/float64(r.W/5)))
	for i := 0; i < len(density); i += max(per, 1) {
		most := int32(0)
		for j := i; j < min(i+per, len(density)); j++ {
			most = max(most, density[j])
		}
		h := 2 + 11*float32(most)/float32(peak)
		x := g.transport.XAt(g.run.Tl.BucketSpan() * sim.Time(i))
		p.Box(x, r.Y+r.H+18-h, 3, h, 1, g.env.Theme.Edge)
	}
}
