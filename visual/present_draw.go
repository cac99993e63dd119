package visual

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// Sizes of present mode, in design units: large enough for a call that shows the
// window at two thirds and compresses it.
const (
	presentSmall = 18 // no text is smaller
	presentZoom  = float32(presentSmall) / 13
	presentSlim  = slimW // in narrower windows, a phone in the hand and no call's picture, the model is of the usual size
	presentTop   = 52    // the line with title and clock
	captionMin   = 180
	hintsH       = 40
	saysLine     = 1.3 // line heights
	moreLine     = 1.4
	sayGap       = 6
)

// presentTexts are the beat's texts, broken into lines for the window.
type presentTexts struct {
	plain     string
	tone      scene.Tone
	title     string
	count     string
	says      [][]paint.Span
	saysSize  float32
	more      []string
	moreSize  float32
	caption   float32 // the height of the area below the model
	hints     []presentHint
	noteLines []notesLine
}

func (v *present) captionArea() paint.Rect {
	h := min(v.texts.caption, v.app.h*0.62)
	return paint.Rect{X: 0, Y: v.app.h - h, W: v.app.w, H: h}
}

// compose breaks the texts into lines and gives the model its area. The caption is
// as tall as the tour's longest needs, so that the model stands still between beats.
func (v *present) compose() {
	t := &v.texts
	t.caption = captionMin
	for i := range v.show.Talk.Beats {
		v.wrap(i)
		t.caption = max(t.caption, t.block()+hintsH+16)
	}
	v.wrap(v.beat)
	t.title = v.show.Talk.Title
	t.count = " · " + ordinal(v.beat+1, len(v.show.Stops))
	v.notes.wrap(v)
	if v.ask.open {
		t.caption = v.composeAsk()
	}
	v.placeHints()
	v.placeStages()
}

func ordinal(n, of int) string { return comma(n) + " / " + comma(of) }

// wrap breaks a beat's sentence and its second line, smaller if they must be.
func (v *present) wrap(beat int) {
	t, b, p := &v.texts, &v.show.Talk.Beats[beat], v.app.painter
	width := v.app.w - 2*40
	spans := make([]paint.Span, len(b.Says))
	var plain strings.Builder
	for i, s := range b.Says {
		spans[i].Text = s.Text
		plain.WriteString(s.Text)
		if s.Strong {
			spans[i].Color = v.toneColor()
		}
	}
	t.plain = plain.String()
	for _, t.saysSize = range []float32{34, 30, 26, 22} {
		t.says = p.WrapSpans(nil, spans, paint.Style{Size: t.saysSize, Weight: paint.Bold}, width)
		if len(t.says) <= 2 {
			break
		}
	}
	t.more = nil
	if b.More == "" {
		return
	}
	for _, t.moreSize = range []float32{24, 20, presentSmall} {
		if t.more = p.Wrap(nil, b.More, paint.Style{Size: t.moreSize}, width); len(t.more) == 1 {
			break
		}
	}
}

// toneColor is the colour of the words that carry the sentence.
func (v *present) toneColor() paint.Color {
	if v.texts.tone == scene.Plain {
		return v.app.theme.Blue
	}
	return model.Tone(v.app.theme, v.texts.tone)
}

// block is how tall the sentence and the second line are.
func (t *presentTexts) block() float32 {
	h := float32(len(t.says)) * t.saysSize * saysLine
	if len(t.more) > 0 {
		h += sayGap + float32(len(t.more))*t.moreSize*moreLine
	}
	return h
}

// placeStages shares the room above the caption among the runs.
func (v *present) placeStages() {
	const side, name = 28, 40
	room := paint.Rect{X: side, Y: presentTop, W: v.app.w - 2*side, H: v.captionArea().Y - presentTop - 12}
	n := float32(len(v.frames))
	for i, s := range v.frames {
		f := s
		f.zoom, f.least = presentZoom, presentSmall
		if v.app.w < presentSlim {
			f.zoom, f.least = 1, 13
		}
		f.area, f.quiet = room, n > 1
		if n > 1 {
			f.area = besides(room, i, n, name)
		}
		f.focus = v.focusIn(s)
		s.place()
		if v.way.leg != measuring && v.way.leg != returning { // the timeline stands at what is not to be seen yet
			s.see()
		}
	}
}

// besides returns the area of the i-th of n runs, below its name: beside each other, or
// in a room higher than wide above each other.
func besides(room paint.Rect, i int, n, name float32) paint.Rect {
	if room.H > room.W {
		h := (room.H - 12*(n-1)) / n
		return paint.Rect{X: room.X, Y: room.Y + (h+12)*float32(i) + name, W: room.W, H: h - name}
	}
	w := (room.W - 24*(n-1)) / n
	return paint.Rect{X: room.X + (w+24)*float32(i), Y: room.Y + name, W: w, H: room.H - name}
}

// focusIn finds the node that the beat puts in the spotlight.
func (v *present) focusIn(s *framing) int32 {
	name := v.stop().Focus
	for i := range s.run.scene.Nodes {
		if name != "" && s.run.scene.Nodes[i].Name == name {
			return s.run.scene.Nodes[i].ID
		}
	}
	return -1
}

func (v *present) draw(p *paint.Painter) {
	if v.blank {
		return
	}
	for _, s := range v.frames {
		s.draw(p)
	}
	v.drawNames(p)
	v.drawTop(p)
	v.drawCaption(p)
	if v.ask.open {
		v.drawAsk(p)
	}
	v.drawHints(p)
	v.notes.draw(v, p)
}

// drawNames says which run is which.
func (v *present) drawNames(p *paint.Painter) {
	th := v.app.theme
	for i, name := range v.names {
		r := v.frames[i].area
		style := paint.Style{Size: 20, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
		p.Text(r.X+r.W/2, r.Y-24, p.Truncate(name, style, r.W-16), style)
		switch {
		case i == 0:
		case r.X == v.frames[0].area.X:
			p.Line(r.X, r.Y-46, r.X+r.W, r.Y-46, 2, th.Line)
		default:
			p.Line(r.X-12, r.Y-36, r.X-12, r.Y+r.H, 2, th.Line)
		}
	}
}

func (v *present) drawTop(p *paint.Painter) {
	th, w := v.app.theme, v.app.w
	style := paint.Style{Size: presentSmall, Weight: paint.Bold, Color: th.Dim, Align: paint.Right}
	icon := paint.Clock
	if v.clock.over {
		style.Color, icon = th.Amber, paint.Warning
	}
	clock := p.Text(w-24, 27, v.clock.shown, style)
	p.Icon(icon, w-24-clock-18, 27, 22, style.Color)
	title := paint.Style{Size: presentSmall, Color: th.Dim}
	count := paint.Style{Size: presentSmall, Weight: paint.Bold, Color: th.Text}
	room := w - clock - 90 - p.Measure(v.texts.count, count)
	x := 24 + p.Text(24, 27, p.Truncate(v.texts.title, title, max(room, 20)), title)
	p.Text(x, 27, v.texts.count, count)
}

func (v *present) drawCaption(p *paint.Painter) {
	th, r, t := v.app.theme, v.captionArea(), &v.texts
	p.Box(r.X, r.Y, r.W, r.H, 0, th.CaptionTo) // no gradient: a compressed picture shows its steps
	p.Line(r.X, r.Y, r.X+r.W, r.Y, 2, th.Line)
	if v.ask.open {
		return
	}
	y := r.Y + max((r.H-hintsH-t.block())/2, 8)
	says := paint.Style{Size: t.saysSize, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
	for _, line := range t.says {
		p.Spans(r.W/2, y+t.saysSize*saysLine/2, line, says)
		y += t.saysSize * saysLine
	}
	y += sayGap
	more := paint.Style{Size: t.moreSize, Color: th.Dim, Align: paint.Center}
	for _, line := range t.more {
		p.Text(r.W/2, y+t.moreSize*moreLine/2, line, more)
		y += t.moreSize * moreLine
	}
}

func (v *present) drawHints(p *paint.Painter) {
	th := v.app.theme
	key, says := hintKey, paint.Style{Size: presentSmall, Color: th.Muted}
	key.Color = th.Dim
	for i := range v.texts.hints {
		h := &v.texts.hints[i]
		y := h.at.Y + h.at.H/2
		p.Text(h.at.X, y, h.key, key)
		p.Text(h.at.X+h.keyW+hintPad, y, h.says, says)
	}
}
