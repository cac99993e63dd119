package visual

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

const (
	markNear  = 10 // a turning point so near a broken law is left out: the law says more
	markApart = 17 // how far a broken law's sign stands from a fault's
)

// span is a stretch of the timeline that a label takes.
type span struct{ from, to float32 }

// drawMarks draws faults, broken laws and turning points above the bar. Labels
// stand where there is room, those of broken laws first.
func (s *stage) drawMarks(p *paint.Painter, r paint.Rect) {
	th, marks := s.app.theme, s.tl.Marks()
	s.spans = s.spans[:0]
	s.beats.draw(s, p, r)
	for i := range marks {
		if m := &marks[i]; m.Kind == sim.MarkLaw {
			x := s.lawX(i)
			p.Icon(paint.Warning, x, r.Y-14, 18, th.Red)
			s.drawMarkLabel(p, r, x, s.brokenLabel(m.Law))
		}
	}
	for i := range marks {
		m, x := &marks[i], s.xAt(marks[i].At)
		switch m.Kind {
		case sim.MarkFault:
			s.drawMark(p, r, x, th.Red)
			s.drawMarkLabel(p, r, x, s.faultLabel(i))
		case sim.MarkNote:
			if !s.nearLaw(i) {
				s.drawMark(p, r, x, model.Tone(th, s.noteTone(m.Rec.Note)))
			}
		}
	}
}

func (s *stage) drawMark(p *paint.Painter, r paint.Rect, x float32, color paint.Color) {
	p.Triangle(x-7, r.Y-19, x+7, r.Y-19, x, r.Y-8, color)
}

// lawX returns where the sign of a broken law stands: beside a fault's, not on it.
func (s *stage) lawX(i int) float32 {
	marks := s.tl.Marks()
	x := s.xAt(marks[i].At)
	for j := range i {
		if f := s.xAt(marks[j].At); marks[j].Kind == sim.MarkFault && x-f < markApart {
			return f + markApart
		}
	}
	return x
}

// nearLaw reports whether a law broke so near a mark that their signs would overlap.
func (s *stage) nearLaw(i int) bool {
	marks := s.tl.Marks()
	x := s.xAt(marks[i].At)
	for j := range marks {
		if marks[j].Kind == sim.MarkLaw && abs(s.lawX(j)-x) < markNear {
			return true
		}
	}
	return false
}

// drawMarkLabel names a mark above its sign, unless another name stands there.
func (s *stage) drawMarkLabel(p *paint.Painter, r paint.Rect, x float32, label string) {
	if label == "" || s.low() || s.tiny() { // no room between the caption and the bar
		return
	}
	style := paint.Style{Size: 13, Color: s.app.theme.Dim, Align: paint.Center}
	w := p.Measure(label, style)
	x = max(min(x, s.app.w-gutter-w/2), max(r.X-40, 8)+w/2)
	for _, other := range s.spans {
		if x-w/2 < other.to && x+w/2 > other.from {
			return
		}
	}
	s.spans = append(s.spans, span{x - w/2 - 14, x + w/2 + 14})
	p.Text(x, r.Y-30, label, style)
}

// faultLabel says on the timeline what a person did; it is made once a language.
func (s *stage) faultLabel(i int) string {
	for len(s.caused) <= i {
		s.caused = append(s.caused, memo{})
	}
	_, branch := s.tl.Branches()
	m := &s.tl.Marks()[i]
	return s.caused[i].of(m.Step, int64(branch)<<1|int64(s.app.lang), func(_, lang int64) string {
		return s.tl.Ahead().Label(m.Rec, sim.Lang(lang&1))
	})
}

// brokenLabel says on the timeline which law broke; it is made once a language.
func (s *stage) brokenLabel(l sim.Law) string {
	for len(s.broken) <= int(l) {
		s.broken = append(s.broken, memo{})
	}
	return s.broken[l].of(int64(l), int64(s.app.lang), func(l, lang int64) string {
		return s.sc.Laws[l].Name.In(sim.Lang(lang)) + " · " + words.broke.In(sim.Lang(lang))
	})
}

func (s *stage) noteTone(n sim.Note) (tone scene.Tone) {
	if n > 0 && int(n) <= len(s.sc.Notes) {
		tone = s.sc.Notes[n-1].Tone
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
func (s *stage) hoverMark(in *input) bool {
	found, r := 0, s.barArea()
	marks := s.tl.Marks()
	if in.y >= r.Y-24 && in.y < r.Y+r.H+14 {
		for i := range marks {
			x := s.xAt(marks[i].At)
			if marks[i].Kind == sim.MarkLaw {
				x = s.lawX(i)
			}
			if abs(x-in.x) < markNear && (marks[i].Kind != sim.MarkNote || !s.nearLaw(i)) {
				found = i + 1
			}
		}
	}
	beat := 0
	if found == 0 && in.y >= r.Y-24 && in.y < r.Y+r.H+14 {
		beat = s.beats.near(s, in.x)
	}
	if found == s.hint.mark && beat == s.hint.beat {
		return false
	}
	s.hint = hint{mark: found, beat: beat}
	if beat > 0 {
		s.hint.text = s.beats.all[beat-1].says
	}
	if found > 0 {
		m := &marks[found-1]
		s.hint.text = s.brokenOr(m)
	}
	return true
}

// brokenOr says which law broke at a mark, or else what happened there.
func (s *stage) brokenOr(m *sim.Mark) string {
	if m.Kind == sim.MarkLaw {
		return s.brokenLabel(m.Law)
	}
	said := s.tl.Ahead().Caption(m.Rec, s.app.lang)
	return said.Plain()
}

// hintAt is the time of what the hint is about.
func (s *stage) hintAt() (at sim.Time, ok bool) {
	h := &s.hint
	switch {
	case h.mark > 0 && h.mark <= len(s.tl.Marks()):
		return s.tl.Marks()[h.mark-1].At, true
	case h.beat > 0 && h.beat <= len(s.beats.all):
		return s.beats.all[h.beat-1].at, true
	}
	return 0, false
}

// drawHint writes it above the marks.
func (s *stage) drawHint(p *paint.Painter) {
	at, ok := s.hintAt()
	if !ok || s.hint.text == "" {
		return
	}
	th, r := s.app.theme, s.barArea()
	style := paint.Style{Size: 15, Color: th.Text, Align: paint.Center}
	text := p.Truncate(s.hint.text, style, s.app.w-80)
	w := p.Measure(text, style) + 28
	x := min(max(s.xAt(at), w/2+16), s.app.w-16-w/2)
	p.BoxEdge(x-w/2, r.Y-56, w, 30, 9, th.Raised, 1, th.Edge)
	p.Text(x, r.Y-41, text, style)
}
