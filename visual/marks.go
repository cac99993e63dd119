package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

const (
	markNear = 10 // a turning point so near a broken law is left out: the law says more
)

// signs are what stands above and below the timeline's bar: faults, broken laws, turning
// points, beats of the tour, how much happens when, causes and effects.
type signs struct {
	app       *Env
	run       *Run
	transport *transport
	follow    *cause
	beats     tourBeats
	spans     []span // where labels of the timeline stand
	broken    []memo // names of broken laws, by law
	caused    []memo // what a person did, by mark
	hint      hint
}

// span is a stretch of the timeline that a label takes.
type span struct{ from, to float32 }

// drawMarks draws faults, broken laws and turning points above the bar. Labels
// stand where there is room, those of broken laws first.
func (g *signs) drawMarks(p *paint.Painter, r paint.Rect) {
	th, marks := g.app.theme, g.run.tl.Marks()
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
		m, x := &marks[i], g.transport.xAt(marks[i].At)
		switch m.Kind {
		case sim.MarkFault:
			g.drawMark(p, r, x, th.Red)
			g.drawMarkLabel(p, r, x, g.faultLabel(i))
		case sim.MarkNote:
			if !g.nearLaw(i) {
				g.drawMark(p, r, x, model.Tone(th, g.run.noteTone(m.Rec.Note)))
			}
		}
	}
}

func (g *signs) drawMark(p *paint.Painter, r paint.Rect, x float32, color paint.Color) {
	p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, color)
}

// lawX returns where the sign of a broken law stands: beside a fault's, not on it.
func (g *signs) lawX(i int) float32 {
	marks := g.run.tl.Marks()
	x := g.transport.xAt(marks[i].At)
	for j := range i {
		if f := g.transport.xAt(marks[j].At); marks[j].Kind == sim.MarkFault && x-f < markApart {
			return f + markApart
		}
	}
	return x
}

// nearLaw reports whether a law broke so near a mark that their signs would overlap.
func (g *signs) nearLaw(i int) bool {
	marks := g.run.tl.Marks()
	x := g.transport.xAt(marks[i].At)
	for j := range marks {
		if marks[j].Kind == sim.MarkLaw && abs(g.lawX(j)-x) < markNear {
			return true
		}
	}
	return false
}

// drawMarkLabel names a mark above its sign, unless another name stands there.
func (g *signs) drawMarkLabel(p *paint.Painter, r paint.Rect, x float32, label string) {
	if label == "" || g.app.low() || g.app.tiny() { // no room between the caption and the bar
		return
	}
	style := paint.Style{Size: 13, Color: g.app.theme.Dim, Align: paint.Center}
	w := p.Measure(label, style)
	x = max(min(x, g.app.w-gutter-w/2), max(r.X-40, 8)+w/2)
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
		g.caused = append(g.caused, memo{})
	}
	_, branch := g.run.tl.Branches()
	m := &g.run.tl.Marks()[i]
	return g.caused[i].of(m.Step, int64(branch)<<1|int64(g.app.lang), func(_, lang int64) string {
		return g.run.tl.Ahead().Label(m.Rec, sim.Lang(lang&1))
	})
}

// brokenLabel says on the timeline which law broke; it is made once a language.
func (g *signs) brokenLabel(l sim.Law) string {
	for len(g.broken) <= int(l) {
		g.broken = append(g.broken, memo{})
	}
	return g.broken[l].of(int64(l), int64(g.app.lang), func(l, lang int64) string {
		return g.run.sc.Laws[l].Name.In(sim.Lang(lang)) + " · " + words.Broke.In(sim.Lang(lang))
	})
}

func (r *Run) noteTone(n sim.Note) (tone scene.Tone) {
	if n > 0 && int(n) <= len(r.sc.Notes) {
		tone = r.sc.Notes[n-1].Tone
	}
	return tone
}

// hint says what a mark under the pointer stands for.
type hint struct {
	mark int // index into the marks, plus 1; 0 is none
	beat int // or into the tour's beats
	text string
}

// hoverMark follows the pointer along the timeline's marks.
func (g *signs) hoverMark(in *input) bool {
	found, r := 0, g.transport.barArea()
	marks := g.run.tl.Marks()
	if in.y >= r.Y-24 && in.y < r.Y+r.H+14 {
		for i := range marks {
			x := g.transport.xAt(marks[i].At)
			if marks[i].Kind == sim.MarkLaw {
				x = g.lawX(i)
			}
			if abs(x-in.x) < markNear && (marks[i].Kind != sim.MarkNote || !g.nearLaw(i)) {
				found = i + 1
			}
		}
	}
	beat := 0
	if found == 0 && in.y >= r.Y-24 && in.y < r.Y+r.H+14 {
		beat = g.beatNear(in.x)
	}
	if found == g.hint.mark && beat == g.hint.beat {
		return false
	}
	g.hint = hint{mark: found, beat: beat}
	if beat > 0 {
		g.hint.text = g.beats.all[beat-1].says
	}
	if found > 0 {
		m := &marks[found-1]
		g.hint.text = g.brokenOr(m)
	}
	return true
}

// brokenOr says which law broke at a mark, or else what happened there.
func (g *signs) brokenOr(m *sim.Mark) string {
	if m.Kind == sim.MarkLaw {
		return g.brokenLabel(m.Law)
	}
	said := g.run.tl.Ahead().Caption(m.Rec, g.app.lang)
	return said.Plain()
}

// hintAt is the time of what the hint is about.
func (g *signs) hintAt() (at sim.Time, ok bool) {
	h := &g.hint
	switch {
	case h.mark > 0 && h.mark <= len(g.run.tl.Marks()):
		return g.run.tl.Marks()[h.mark-1].At, true
	case h.beat > 0 && h.beat <= len(g.beats.all):
		return g.beats.all[h.beat-1].at, true
	}
	return 0, false
}

// drawHint writes it above the marks.
func (g *signs) drawHint(p *paint.Painter) {
	at, ok := g.hintAt()
	if !ok || g.hint.text == "" {
		return
	}
	th, r := g.app.theme, g.transport.barArea()
	style := paint.Style{Size: 15, Color: th.Text, Align: paint.Center}
	text := p.Truncate(g.hint.text, style, g.app.w-80)
	w := p.Measure(text, style) + 28
	x := min(max(g.transport.xAt(at), w/2+16), g.app.w-16-w/2)
	p.BoxEdge(x-w/2, r.Y-56, w, 30, 9, th.Raised, 1, th.Edge)
	p.Text(x, r.Y-41, text, style)
}

// drawDensity draws how many events happen when, below the bar.
func (g *signs) drawDensity(p *paint.Painter, r paint.Rect) {
	density := g.run.tl.Density()
	peak := int32(1)
	for _, n := range density {
		peak = max(peak, n)
	}
	per := max(len(density)/int(r.W/5)+1, int(float64(g.run.tl.Horizon()/g.run.tl.BucketSpan())/float64(r.W/5)))
	for i := 0; i < len(density); i += max(per, 1) {
		most := int32(0)
		for j := i; j < min(i+per, len(density)); j++ {
			most = max(most, density[j])
		}
		h := 2 + 11*float32(most)/float32(peak)
		x := g.transport.xAt(g.run.tl.BucketSpan() * sim.Time(i))
		p.Box(x, r.Y+r.H+18-h, 3, h, 1, g.app.theme.Edge)
	}
}
